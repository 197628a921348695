"""What a scenario file says of cases that differ, and of what nobody knows before verdicts."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field, model_validator

from ..information.private.named_laws import named_law, refuse_law
from ..model.exact import json_number
from .scenario_parts import Number, Status, Strict, Text, needs_origin, sentences, shown_number


class Belief(Strict):
    """What is accounted for as a number of a scenario is."""

    status: Status
    source: Text = ""
    note: Text = ""

    @model_validator(mode="after")
    def _is_accounted_for(self) -> Self:
        needs_origin(self.status, self.source, self.note)
        return self

    @property
    def origin(self) -> str:
        """Source and note."""
        return sentences(self.source, self.note)

    @property
    @abstractmethod
    def shown(self) -> str:
        """What is believed, in a few words."""

    @property
    @abstractmethod
    def unit(self) -> str:
        """Of what it is about."""

    @property
    @abstractmethod
    def given(self) -> Any:
        """As solvers take it."""

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {**self.model_dump(), "shown": self.shown, "unit": self.unit}


class CaseStrength(Belief):
    """The law of T, what trial costs a defendant: by name, or by costs and their weights."""

    law: Text | None = None
    cases: dict[str, Number] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _is_one_law(self) -> Self:
        if (self.law is None) == (not self.cases):
            raise ValueError("must have either law or cases")
        refuse_law(self.law, self.cases)
        return self

    def __hash__(self) -> int:
        return hash((self.law, *self.cases.items(), self.status, self.source, self.note))

    @property
    def shown(self) -> str:
        """The law as it is written, or each cost with its weight."""
        pairs = (f"{cost}: {shown_number(weight)}" for cost, weight in self.cases.items())
        return self.law or ", ".join(pairs)

    @property
    def unit(self) -> str:
        """Of T."""
        return "years"

    @property
    def given(self) -> Any:
        """A distribution of scipy, or a mapping from T to its weight."""
        return dict(self.cases) if self.law is None else named_law(self.law)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        cases = {cost: json_number(weight) for cost, weight in self.cases.items()}
        return {**super().record(), "cases": cases}


class Prior(Belief):
    """Beta(a, b), what all believe of the chance of conviction."""

    a: Number
    b: Number

    @model_validator(mode="after")
    def _is_a_law(self) -> Self:
        if self.a <= 0 or self.b <= 0:
            raise ValueError("must have a and b above 0, as good as convictions and acquittals")
        return self

    @property
    def shown(self) -> str:
        """As it is written."""
        return f"Beta({shown_number(self.a)}, {shown_number(self.b)})"

    @property
    def unit(self) -> str:
        """Of the chance of conviction."""
        return "share"

    @property
    def given(self) -> Any:
        """a and b."""
        return self.a, self.b

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {**super().record(), "a": json_number(self.a), "b": json_number(self.b)}


BELIEFS: Mapping[str, type[Belief]] = {"case_strength": CaseStrength, "prior": Prior}
"""By the names of their tables in files."""
