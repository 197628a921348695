"""Beta distributions: what is believed about a chance, as good as verdicts seen."""

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from ...errors import Fault, ParameterError, shown
from ...model.information_parameters import PRIOR_ACQUITTALS, PRIOR_CONVICTIONS
from ...model.reading import as_list, read_several


@dataclass(frozen=True)
class BetaPrior:
    """p ~ Beta(a, b), both above 0."""

    a: Fraction
    b: Fraction

    @property
    def mean(self) -> Fraction:
        """p₀."""
        return self.a / (self.a + self.b)

    def after(self, convictions: int, acquittals: int) -> "BetaPrior":
        """What is believed once these verdicts are known."""
        return BetaPrior(self.a + convictions, self.b + acquittals)

    @property
    def in_whole_numbers(self) -> tuple[int, int, int]:
        """A, B and q with a = A/q and b = B/q."""
        unit = lcm(self.a.denominator, self.b.denominator)
        return int(self.a * unit), int(self.b * unit), unit

    def __str__(self) -> str:
        return f"Beta({self.a}, {self.b})"


def read_prior(prior: object) -> BetaPrior:
    """Beta(a, b) from a pair of numbers above 0."""
    values = as_list(prior)
    if len(values) != 2:
        rule = "must be two numbers above 0, as good as convictions and acquittals seen"
        raise ParameterError([Fault("prior", shown(prior), rule, "write (4, 1)")])
    numbers = read_several(dict(zip((PRIOR_CONVICTIONS, PRIOR_ACQUITTALS), values, strict=True)))
    return BetaPrior(numbers[PRIOR_CONVICTIONS.name], numbers[PRIOR_ACQUITTALS.name])
