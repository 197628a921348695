"""Formulas as MathML, written by docutils: nothing to download, and no script in the page."""

import re

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

_log = logging.getLogger(__name__)
_DOTS = re.compile(r"\\dots\b")  # the one usual command that docutils does not know


def _mathml(node: nodes.Element, *, block: bool) -> str:
    formula = _DOTS.sub(r"\\ldots", node.astext())
    try:
        return tex2mathml(formula, as_block=block)
    except MathError as fault:
        _log.warning("%s in the formula %s", fault, formula, location=node)
        return f"<code>{nodes.unescape(formula)}</code>"


def _inline(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(_mathml(node, block=False))
    raise nodes.SkipNode


def _block(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append(f'<div class="formula">{_mathml(node, block=True)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the renderer that ``html_math_renderer`` names."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
