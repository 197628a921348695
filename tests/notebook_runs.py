"""Notebooks run from a clean kernel, and the form in which they are stored.

``python tests/notebook_runs.py`` runs all of them and stores what they print and draw.
"""

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.waiting import HUNG

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def run(path: Path) -> NotebookNode:
    """The notebook as a clean kernel leaves it, with nothing in it of this machine or hour."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            cell.outputs = []
    client = NotebookClient(notebook, kernel_name="python3", timeout=HUNG, record_timing=False)
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
    for output in outputs(notebook):
        if "text/html" in output.get("data", {}):
            del output.data["text/plain"]  # the same once more, and without its layout
    notebook.metadata = nbformat.from_dict(_METADATA)
    return notebook


def _joined(found: list[NotebookNode]) -> list[NotebookNode]:
    """What is printed in one go, however a kernel with much to do sent it."""
    joined: list[NotebookNode] = []
    for output in found:
        streams = joined and output.output_type == joined[-1].output_type == "stream"
        if streams and output.name == joined[-1].name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    """What all cells print and draw, in order."""
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]


def write(notebook: NotebookNode, path: Path) -> None:
    """Store it."""
    nbformat.validate(notebook)
    nbformat.write(notebook, path)


if __name__ == "__main__":
    for path in NOTEBOOKS:
        write(run(path), path)
