"""What a check measures, and when that bears the claim out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf, isfinite
from typing import Literal, assert_never

from ...errors import Fault, ParameterError, shown
from ...games.lottery_form import lottery_form
from ...information.deviations.coalitions import coalitions
from ...model.exact import json_number
from ...model.game import PleaGame
from ...model.parameters import PARAMETERS
from ...solvers import thresholds
from ...solvers.laplacian import laplacian_ratio
from ...units import Unit, show_with_unit

Relation = Literal["at least", "more than", "at most", "less than"]
Number = int | float | Fraction
Values = Mapping[str, Fraction]


@dataclass(frozen=True)
class Measure:
    """A quantity, how it must compare for the claim to hold, and with what.

    Attributes
    ----------
    quantity
        What is measured, in words.
    value, bound
        Numbers; infinite where a threshold does not exist.
    relation
        "at least", "more than", "at most" or "less than".
    unit
        Of both numbers.

    >>> print(Measure("trials", 210, "at least", 400, "cases"))
    trials: 210 cases, not at least 400 cases
    """

    quantity: str
    value: Number
    relation: Relation
    bound: Number
    unit: Unit

    @property
    def holds(self) -> bool:
        """Whether the value compares as it must."""
        match self.relation:
            case "at least":
                return self.value >= self.bound
            case "more than":
                return self.value > self.bound
            case "at most":
                return self.value <= self.bound
            case "less than":
                return self.value < self.bound
            case _:
                assert_never(self.relation)

    def comparison(self) -> str:
        """Value and bound in words."""
        value, bound = (shown_with_unit(number, self.unit) for number in (self.value, self.bound))
        if value == bound and self.value != self.bound:
            value, bound = _told_apart(self.value, self.bound, self.unit)
        return f"{value}, {'' if self.holds else 'not '}{self.relation} {bound}"

    def __str__(self) -> str:
        return f"{self.quantity}: {self.comparison()}"


def _told_apart(one: Number, other: Number, unit: Unit) -> tuple[str, str]:
    """Both with as many digits as it takes for them to differ."""
    scale, sign = (100, "%") if unit == "share" else (1, f" {unit}")
    for digits in range(5, 18):
        texts = [f"{float(scale * number):.{digits}g}" for number in (one, other)]
        if texts[0] != texts[1]:
            return f"{texts[0]}{sign}", f"{texts[1]}{sign}"
    return str(one), str(other)


Check = Callable[[Values], Measure]


_REMEMBERED = 512
"""Games that a run asks about again and again, for a claim may turn on something else."""


def caseload(values: Values, **changes: Number) -> PleaGame:
    """The game that the values describe, with some parameters changed."""
    stated = [p.name for p in PARAMETERS if p.name in values and p.name not in changes]
    return _game((*((name, values[name]) for name in stated), *changes.items()))


@lru_cache(maxsize=_REMEMBERED)
def _game(stated: tuple[tuple[str, Number], ...]) -> PleaGame:
    return PleaGame(**dict(stated))


threshold = lru_cache(maxsize=_REMEMBERED)(thresholds.threshold)
"""One threshold of a game, by name."""


def large_caseload(values: Values) -> PleaGame:
    """A caseload so large that its trial rate may be any number of millionths."""
    million = 10**6
    capacity = round(million * values["trial_rate"])
    return caseload(values, defendants=million, capacity=capacity)


def whole(values: Values, name: str) -> int:
    """A value that must count something, at least 1."""
    value = values[name]
    if value.denominator > 1 or value < 1:
        rule = "must be a whole number of at least 1"
        raise ParameterError([Fault(name, shown(value), rule, "count them")])
    return int(value)


def against_laplacian(game: PleaGame) -> Measure:
    """Whether pleading is what the Laplacian, global-game selection favours; exact."""
    form = lottery_form(game)
    offer = form.price_ratio
    ratio = laplacian_ratio(int(form.defendants), int(form.capacity), offer)
    return Measure("offer ratio, against L", offer, "at most", ratio, "ratio")


def withstands(game: PleaGame, holdouts: int) -> int:
    """The largest coalition that so many hold-outs withstand; 0 where they are no equilibrium."""
    at_count = [one for one in coalitions(game) if one.holdouts <= holdouts <= one.holdouts_to]
    return max((min(one.largest_immune, one.largest_immune_to) for one in at_count), default=0)


def or_infinite(threshold: float | None) -> float:
    """A threshold, infinite where there is none."""
    return inf if threshold is None else threshold


def plain_number(number: Number) -> int | float | None:
    """A number as tables and JSON have it; None where it is infinite."""
    if not isfinite(number):
        return None
    return json_number(Fraction(number))


def shown_with_unit(number: Number, unit: Unit) -> str:
    """A number with its unit; "none" where it is infinite."""
    plain = plain_number(number)
    if plain is None:
        return "none"
    return show_with_unit(float(plain) if unit == "share" else plain, unit)
