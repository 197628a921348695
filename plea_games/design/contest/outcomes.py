"""What a pricing leads to: who pleads, and for how much."""

from dataclasses import dataclass

from flint import fmpq


@dataclass(frozen=True)
class Settled:
    """Who pleads, and for how much.

    Attributes
    ----------
    holdouts
        Of those who decide.
    accepted
        The years of all accepted offers together.
    mean_offered
        Of the offers, accepted or not; None where nothing was offered that anyone would accept.
    """

    holdouts: int
    accepted: fmpq
    mean_offered: fmpq | None


@dataclass(frozen=True)
class Outcome:
    """The same in units of a curve."""

    holdouts: int
    accepted: fmpq
    mean_offered: fmpq | None

    def in_years(self, units: int) -> Settled:
        """With so many units to a year."""
        mean = self.mean_offered
        return Settled(self.holdouts, self.accepted / units, None if mean is None else mean / units)
