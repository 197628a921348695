"""What the notebooks show is what a clean run gives, and their prose has no other numbers."""

import html
import re

import nbformat
import pytest

from tests.notebook_runs import NOTEBOOKS, outputs, run

NUMBER = re.compile(r"(?<![\w.,–-])\d[\d,]*(?:\.\d+)?(?![\w–])")
CITATION = re.compile(r"\b(?:pp?|nn?)\. \d|\b(?:19|20)\d\d\b")
TEXT = ("text/html", "text/latex", "text/markdown", "text/plain")
IDS = [path.stem for path in NOTEBOOKS]


def shown(output):
    """What an output says; the last digits of numbers may differ by machine."""
    if output.output_type == "stream":
        return output.name, rounded(output.text)
    found = {kind: rounded(plain(output.data[kind])) for kind in TEXT if kind in output.data}
    if "image/png" in output.data:
        found["image/png"] = "a figure"
    return output.output_type, found


def plain(text):
    """Without tags, and with no more space than words need."""
    return " ".join(html.unescape(re.sub(r"</?\w[^>]*>", " ", text)).split())


def rounded(text):
    """To six digits, and what is but rounding error to 0."""
    text = re.sub(r"\d+(?:\.\d+)?e-(?:1[2-9]|[2-9]\d)", "0", text)
    return re.sub(r"\d+\.\d{6,}", lambda found: f"{float(found[0]):.6g}", text)


def printed(notebook):
    """Streams of a kernel come in pieces that depend on time."""
    found = []
    for output in map(shown, outputs(notebook)):
        if output[0] == "stdout" and found and found[-1][0] == "stdout":
            found[-1] = ("stdout", found[-1][1] + output[1])
        else:
            found.append(output)
    return found


def numbers(text):
    return {number.replace(",", "").rstrip(".") for number in NUMBER.findall(text)}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_a_clean_run_gives_the_stored_outputs(path):
    stored, again = nbformat.read(path, as_version=4), run(path)
    assert printed(stored) == printed(again)
    assert not [output for output in outputs(again) if output.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs(again)) >= 2
    counts = [cell.execution_count for cell in stored.cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))
    assert stored.metadata == again.metadata


@pytest.mark.parametrize("path", NOTEBOOKS, ids=IDS)
def test_numbers_in_the_prose_are_computed_there_or_have_a_source(path):
    """Paragraphs that cite a page, a note or a year may take numbers from there."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    said = [str(shown(output)) for output in outputs(notebook)]
    known = set().union(*map(numbers, [*code, *said]))
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    essay, references = prose.split("## References")
    assert "Crespo" in references
    unknown = {
        paragraph: extra
        for paragraph in essay.split("\n\n")
        if not CITATION.search(paragraph) and (extra := numbers(paragraph) - known)
    }
    assert not unknown
