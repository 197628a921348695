"""The notebooks as pages, and their questions and answers from the list that they come with."""

import re
import shutil
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.docutils import SphinxDirective

ESSAYS = "essays"
ROW = re.compile(r"^\| \[\w+\]\((\w+)\.ipynb\) \| (.*?) \| (.*?) \|$", re.MULTILINE)


def _notebooks(documents: str | Path) -> Path:
    return Path(documents).parent / "notebooks"


def _copy(app: Sphinx, config: Config) -> None:
    """Pages must lie among the documents, and notebooks beside the package."""
    del config
    place = Path(app.srcdir) / ESSAYS
    place.mkdir(exist_ok=True)
    for notebook in _notebooks(app.srcdir).glob("*.ipynb"):
        copy = place / notebook.name
        if not copy.exists() or copy.read_bytes() != notebook.read_bytes():
            shutil.copyfile(notebook, copy)


class Essays(SphinxDirective):
    """A list of the essays: question, with a link, and answer."""

    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """One item an essay."""
        listed = (_notebooks(self.env.srcdir) / "README.md").read_text(encoding="utf-8")
        lines = [
            f"- [{asks}]({ESSAYS}/{name}.ipynb) {tells}"
            for name, asks, tells in ROW.findall(listed)
        ]
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect both."""
    app.connect("config-inited", _copy)
    app.add_directive("essays", Essays)
    return {"parallel_read_safe": True}
