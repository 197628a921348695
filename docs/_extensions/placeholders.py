"""A line that is one word in capitals, or begins with TODO, stands for what nobody wrote."""

import re

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

_PLACEHOLDER = re.compile(r"^\s*(?:[A-Z][A-Z_]{2,}|TODO.*|TBD.*|XXX.*)\s*$", re.MULTILINE)


def placeholders(text: str) -> list[str]:
    """Those in a text."""
    return [found[0].strip() for found in _PLACEHOLDER.finditer(text)]


def _refuse(app: Sphinx, page: str, source: list[str]) -> None:
    del app
    for found in placeholders(source[0]):
        raise ExtensionError(f"{page}: {found} is a placeholder; write what it stands for")


def setup(app: Sphinx) -> dict[str, bool]:
    """Refuse pages that hold one."""
    app.connect("source-read", _refuse)
    return {"parallel_read_safe": True}
