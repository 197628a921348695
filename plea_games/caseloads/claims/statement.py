"""The text of claims: one TOML file a subject, each number with its source or a note."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Self, get_args

from pydantic import model_validator

from ...units import Unit
from ..scenario_format import Fact, Number, Strict, Text


class Quotation(Strict):
    """Words of a work, letter for letter.

    Attributes
    ----------
    words
        With square brackets and points where the work itself, or the one that quotes it, has them.
    at
        Page or note of Crespo (2022), such as "p. 2007" or "n. 61".
    """

    words: Text
    at: Text


class Timing(Strict):
    """One way to time offers and trials, which equilibrium is taken, and the check for it."""

    protocol: str
    selection: str
    check: Text


class Statement(Strict):
    """A claim of the debate, before it is checked.

    Attributes
    ----------
    item
        Its number in the list of claims that we drew up, with a letter where one passage makes
        several.
    text
        The claim in our words.
    by, source
        Who makes it, and where.
    quotes
        The passages that it rests on.
    protocol, selection
        When offers are made and trials held, and which of several equilibria the check takes; empty
        where no game is played.
    timings
        Other timings and selections under which the claim is checked as well.
    assumptions
        What the check takes for granted beside the model.
    tension
        What in the source does not go together, if anything.
    check
        The function in the subject's module that computes it.
    functions
        The public functions and terms that the check rests on.
    turns_on
        The parameter that decides it, the one whose boundary is looked for.
    parameters
        The check's own numbers.
    caseload
        The scenario that gives the parameters of the game, if it has one.
    particular
        Whether the claim is about that scenario and no other.
    search
        Where the boundary is looked for, if not in the whole range of the unit.
    """

    item: Text
    text: Text
    by: Text
    source: Text
    assumptions: tuple[Text, ...] = ()
    tension: Text = ""
    quotes: tuple[Quotation, ...] = ()
    protocol: str = ""
    selection: str = ""
    check: Text
    timings: tuple[Timing, ...] = ()
    functions: tuple[Text, ...] = ()
    turns_on: Text
    parameters: Mapping[str, Fact] = {}
    caseload: Text | None = None
    particular: bool = False
    search: tuple[Number, Number] | None = None

    @model_validator(mode="after")
    def _has_units(self) -> Self:
        for name, fact in self.parameters.items():
            if fact.unit not in get_args(Unit):
                raise ValueError(f"{name} must have a unit of the package, not {fact.unit}")
        return self


class NotComputed(Strict):
    """A claim that is outside the model, and why."""

    item: Text
    text: Text
    by: Text
    source: Text
    quotes: tuple[Quotation, ...] = ()
    reason: Text

    def record(self) -> dict[str, str]:
        """Everything, ready for JSON."""
        said = {"item": self.item, "statement": self.text, "by": self.by, "source": self.source}
        return {**said, "reason": self.reason}


class StatementFile(Strict):
    """What one file holds."""

    claims: tuple[Statement, ...] = ()
    not_computed: tuple[NotComputed, ...] = ()


@cache
def read_statements(subject: str) -> StatementFile:
    """What the file of one subject says."""
    text = resources.files(__package__).joinpath(f"{subject}.toml").read_text(encoding="utf-8")
    return StatementFile.model_validate(tomllib.loads(text, parse_float=Decimal))
