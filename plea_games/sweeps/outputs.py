"""What a sweep can put out: the thresholds, by the names that they have everywhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import Fault, ParameterError, did_you_mean, shown
from ..model.closed_form import ClosedForm
from ..model.closed_forms import CLOSED_FORM
from ..model.kind_forms import KIND, KIND_CODES, kind_code
from ..model.notation import plain
from ..units import Unit
from .beliefs import BELIEF_FORMS

CHOICES: Mapping[str, int] = {"plead": -1, "tie": 0, "hold out": 1}
"""How a choice is written among numbers."""

STANDARD = ("tipping_share", "mixed_probability", "laplacian_ratio", "risk_dominant")
"""What is put out unless something else is asked for."""


@dataclass(frozen=True)
class Output:
    """One variable of the result."""

    form: ClosedForm
    is_closed: bool = True
    """Whether it is computed by the closed form, whose formulas readers may then be told."""

    @property
    def name(self) -> str:
        """As in :class:`Thresholds`."""
        return self.form.name

    @property
    def unit(self) -> Unit:
        """What the numbers count."""
        return self.form.unit

    @property
    def choices(self) -> Mapping[str, int]:
        """The numbers that stand for choices or kinds, by name; none where it counts something."""
        if self.name == KIND.name:
            return KIND_CODES
        return CHOICES if self.unit == "choice" else {}

    def coded(self, value: Any) -> float:
        """What :class:`Thresholds` has, as a number."""
        if self.name == KIND.name:
            return kind_code(value)
        return float(CHOICES.get(value, value))

    @property
    def codes(self) -> str:
        """What its numbers stand for, where they count nothing.

        >>> read_outputs(["risk_dominant"], ["risk_dominant"])[0].codes
        '-1 plead, 0 tie, 1 hold out'
        """
        return ", ".join(f"{code} {name}" for name, code in self.choices.items())

    def attributes(self) -> dict[str, Any]:
        """What readers of a dataset need: CF names where there are any."""
        formulas = [plain(regime.value) for regime in self.form.regimes if regime.value is not None]
        described: dict[str, Any] = {
            "long_name": self.form.label,
            "units": unit_of(self.unit),
            "description": self.form.meaning,
            **({"formula": "; ".join(dict.fromkeys(formulas))} if self.is_closed else {}),
            "missing": "NaN where the threshold does not exist",
        }
        if self.choices:
            described["flag_values"] = list(self.choices.values())
            described["flag_meanings"] = " ".join(name.replace(" ", "_") for name in self.choices)
        return described


_UNITS = {"share": "1", "ratio": "1", "factor": "1", "number": "1", "choice": "1"}


def unit_of(unit: Unit) -> str:
    """A unit as datasets name it.

    >>> unit_of("years"), unit_of("share")
    ('years', '1')
    """
    return _UNITS.get(unit, unit)


def read_outputs(
    names: Iterable[str] | None, possible: Sequence[str], *, are_closed: bool = True
) -> tuple[Output, ...]:
    """The outputs asked for, of those that are possible."""
    if names is None:
        usual = (*STANDARD, *BELIEF_FORMS)
        return tuple(_output(name, are_closed) for name in usual if name in possible)
    listed = [names] if isinstance(names, str) else list(names)
    faults = []
    if not listed:
        faults.append(
            Fault("outputs", "[]", "must name at least one", "leave it out for the usual")
        )
    for name in listed:
        if name in possible:
            continue
        remedy = did_you_mean(name, possible, f"take some of {', '.join(possible)}")
        known = name in CLOSED_FORM
        rule = "has no closed form with these terms" if known else "must be an output"
        faults.append(Fault("outputs", shown(name), rule, remedy))
    if faults:
        raise ParameterError(faults)
    return tuple(_output(name, are_closed) for name in dict.fromkeys(listed))


def _output(name: str, is_closed: bool) -> Output:
    if name in BELIEF_FORMS:
        return Output(BELIEF_FORMS[name], is_closed=False)
    if name == KIND.name:
        return Output(KIND, is_closed=False)
    return Output(CLOSED_FORM[name], is_closed)
