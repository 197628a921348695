"""The caseloads that the page starts from, as its fields have them."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sympy import Expr

from ...caseloads.scenarios import Scenario
from ...errors import Fault, ParameterError, shown
from ...model.exact import as_fraction, exact
from ...model.game import PleaGame, stated_parameters
from ...model.notation import number
from ...model.parameters import PARAMETERS, ROUNDS
from ...model.reading import refuse_symbols
from ...model.terms import Term
from .page_terms import PAGE_TERMS

MOST_DIGITS = 20
"""Of a number before, and again after, its point or stroke."""


def _neutral_text(kind: type[Term], field: str) -> str:
    parameter = kind.parameters[field]
    if field == kind.amount_field():
        return str(kind.symbolic().neutral_amount)
    return str(parameter.minimum if parameter.default is None else parameter.default)


NEUTRAL = {
    parameter: _neutral_text(kind, field)
    for kind in PAGE_TERMS
    for field, parameter in kind.parameters.items()
}
"""What the fields of a term say where it is not there."""

_READABLE = re.compile(rf"\d{{1,{MOST_DIGITS}}}([./]\d{{1,{MOST_DIGITS}}})?")


@dataclass(frozen=True)
class PageCaseload:
    """One entry of the page's list: texts, and what each field says, by letter."""

    name: str
    title: str
    summary: str
    notes: Sequence[str]
    settings: dict[str, str]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return asdict(self)


def of_scenario(given: Scenario) -> PageCaseload:
    """A scenario with what a reader of its results must know."""
    settings = page_settings(given.game)
    return PageCaseload(given.name, given.title, given.summary, given.notes(), settings)


def page_settings(game: PleaGame) -> dict[str, str]:
    """What each field says, by letter."""
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    others = [type(term).__name__ for term in game.terms if not isinstance(term, PAGE_TERMS)]
    if others:
        rule = f"must be among {', '.join(kind.__name__ for kind in PAGE_TERMS)} on this page"
        remedy = "leave others out with game.without_terms()"
        raise ParameterError([Fault("terms", ", ".join(others), rule, remedy)])
    stated = stated_parameters(game)
    texts = {p: _text(stated.get(p.name, p.default or 0)) for p in PARAMETERS}
    texts |= {p: _text(stated[p.name]) if p.name in stated else NEUTRAL[p] for p in NEUTRAL}
    rule = f"must have at most {MOST_DIGITS} digits before and after its point or stroke"
    faults = [
        Fault(parameter.name, shown(text), rule, "round it")
        for parameter, text in texts.items()
        if not _READABLE.fullmatch(text)
    ]
    if faults:
        raise ParameterError(faults)
    rounds = min(ROUNDS.default or 1, int(game.parameters["defendants"]))
    return {**{p.letter: text for p, text in texts.items()}, ROUNDS.letter: str(rounds)}


def _text(value: Expr | int) -> str:
    """As a decimal where that is exact, else as a ratio."""
    if isinstance(value, int):
        return str(value)
    text = number(value)
    return text if exact(text) == as_fraction(value) else str(value)
