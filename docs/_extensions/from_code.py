"""Formulas, proofs and limits for the pages on methods and limits, taken from where they stand.

``closed-form``
    A threshold of the package by its name: its formula in each regime, from the symbolic layer.
``lever-forms``
    What each lever takes for each goal, from the same layer.
``words``
    The glossary: terms of art, and what they mean in plain words.
``proof``
    The docstring of a module, in which the derivation stands beside the code.
``traps``
    Where a first reading of each built-in layout's file goes wrong, from the layouts.
``test``
    A role: the test that holds a formula, as ``test_module::test_function``.
``constant``
    A role: the value of a constant, as ``value <module.NAME>``; another value is an error.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import ReferenceRole, SphinxDirective
from sympy import Basic
from sympy.printing.latex import LatexPrinter

from plea_games.model.closed_form import ClosedForm
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.court_formulas import DELAYED_RATIO, LONGEST_CLOCK
from plea_games.model.lever_forms import LEVER_FORMS
from plea_games.model.long_run import CRITICAL_DISCOUNT
from plea_games.model.notation import plain
from plea_games.model.phases import LAPLACIAN_LIMIT, PHASE
from plea_games.model.round_prices import ROUND_PRICE
from plea_games.records.layouts_known import layout, layout_names
from plea_games.words import WORDS

EVERY_FORM: dict[str, ClosedForm] = {
    form.name: form
    for form in (*CLOSED_FORMS, PHASE, LAPLACIAN_LIMIT, ROUND_PRICE, CRITICAL_DISCOUNT)
} | {
    f"{form.name}, {law}": form
    for forms in (DELAYED_RATIO, LONGEST_CLOCK)
    for law, form in forms.items()
}
"""Every closed form of the package; those of a court by the law of its clock."""

_UNDERLINED = re.compile(r"^(\S.*)\n-{3,}$", re.MULTILINE)


class _Printer(LatexPrinter):  # type: ignore[misc]
    def _print_harmonic(self, formula: Any) -> str:
        return f"H_{{{self._print(formula.args[0])}}}"

    def _print_Symbol(self, symbol: Any) -> str:
        if " " in symbol.name:
            return rf"\text{{{symbol.name}}}"
        return str(super()._print_Symbol(symbol))


def _formula(value: Basic) -> nodes.math:
    code = _Printer({"order": "none"}).doprint(value)
    return nodes.math(code, code)


def _table(head: tuple[str, ...], rows: list[tuple[nodes.Node, ...]]) -> nodes.table:
    group = nodes.tgroup(cols=len(head))
    group += [nodes.colspec(colwidth=1) for _ in head]
    group += nodes.thead("", _row(nodes.Text(title) for title in head))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["closed-form"])


def _row(cells: Iterator[nodes.Node] | tuple[nodes.Node, ...]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


class ClosedFormDirective(SphinxDirective):
    """``.. closed-form:: name``: the formula by regime, and why there is none elsewhere."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """The table."""
        form = EVERY_FORM.get(self.arguments[0])
        if form is None:
            raise self.error(f"no closed form has the name {self.arguments[0]!r}")
        says = nodes.paragraph("", "", nodes.strong("", form.label), nodes.Text(
            f": {form.meaning} ({form.unit})."
        ))  # fmt: skip
        rows = [
            (
                nodes.emphasis("", regime.reason) if regime.value is None
                else _formula(regime.value),
                nodes.Text(plain(regime.condition)),
            )
            for regime in form.regimes
        ]  # fmt: skip
        return [says, _table(("value", "where"), rows)]


class LeverFormsDirective(SphinxDirective):
    """``.. lever-forms::``: the least amount of each lever for each goal."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        rows = [
            (nodes.literal("", kind.__name__), nodes.Text(goal), _formula(value))
            for (kind, goal), value in sorted(
                LEVER_FORMS.items(), key=lambda item: item[0][0].__name__
            )
        ]
        return [_table(("lever", "goal", "amount"), rows)]


class Words(SphinxDirective):
    """``.. words::``: the glossary."""

    def run(self) -> list[nodes.Node]:
        """A definition list, whose terms other pages may name."""
        lines = [f"{word.name}\n   {_sentence(word.says)}" for word in WORDS]
        body = "\n\n".join(lines).replace("\n", "\n   ")
        return self.parse_text_to_nodes(f".. glossary::\n\n   {body}\n")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


class Proof(SphinxDirective):
    """``.. proof:: module``: what the module's docstring derives."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The docstring, under the name of its module."""
        name = self.arguments[0]
        text = _UNDERLINED.sub(r".. rubric:: \1\n", getdoc(import_module(name)) or "")
        parsed = self.parse_text_to_nodes(f".. py:module:: {name}\n\n{text}")
        source = nodes.paragraph("", "", nodes.literal("", name), classes=["source"])
        return [nodes.container("", source, *parsed, classes=["proof"])]


class Traps(SphinxDirective):
    """``.. traps::``: the traps of every built-in layout, with their sources."""

    def run(self) -> list[nodes.Node]:
        """The table."""
        rows = [
            (nodes.literal("", name), nodes.Text(trap.what), nodes.Text(trap.source))
            for name in layout_names()
            for trap in layout(name).traps
        ]
        return [_table(("layout", "trap", "source and date"), rows)]


class Constant(ReferenceRole):
    """The value of a constant, written out for those who read the source of the page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The number, with commas."""
        module, _, name = self.target.rpartition(".")
        value = f"{getattr(import_module(module), name):,}"
        if self.title != value:
            said = f"{self.target} is {value}, not {self.title}"
            return [], [self.inliner.reporter.error(said, line=self.lineno)]
        return [nodes.Text(value)], []


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directives and the roles."""
    app.add_directive("closed-form", ClosedFormDirective)
    app.add_directive("lever-forms", LeverFormsDirective)
    app.add_directive("words", Words)
    app.add_directive("proof", Proof)
    app.add_directive("traps", Traps)
    app.add_generic_role("test", nodes.literal)
    app.add_role("constant", Constant())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
