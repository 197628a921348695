"""Every link within the built pages leads somewhere; none of the others is followed."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sphinx.application import Sphinx
from sphinx.util import logging

_LOG = logging.getLogger(__name__)


class Page(HTMLParser):
    """The targets and the anchors of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element leads to, and where it can be led to."""
        del tag
        for name, value in attrs:
            if value and name in {"href", "src"}:
                self.targets.add(value)
            elif value and name in {"id", "name"}:
                self.anchors.add(value)


def dead(pages: dict[Path, Page]) -> Iterator[tuple[Path, str]]:
    """The links within some pages that lead nowhere, each with the page that it is on."""
    for file, page in pages.items():
        for target in sorted(page.targets):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            place = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not place.exists() or _is_missing(parts.fragment, pages.get(place)):
                yield file, target


def _is_missing(fragment: str, page: Page | None) -> bool:
    return bool(fragment and page) and unquote(fragment) not in page.anchors


def _check(app: Sphinx, failure: Exception | None) -> None:
    if failure or app.builder.name != "html":
        return
    folder = Path(app.outdir).resolve()
    for file, target in dead({file: Page(file) for file in folder.rglob("*.html")}):
        _LOG.warning("%s: link to %s leads nowhere", file.relative_to(folder), target)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect it."""
    app.connect("build-finished", _check)
    return {"parallel_read_safe": True}
