r"""A caseload approached in rounds of offers, at any size, without a list of defendants.

Whoever refuses in a round of n offers joins the h who hold out at the deadline anyway; so the
ranked prices of the round are :math:`\tau(h + n), \ldots, \tau(h + 1)`, as shares of what is at
stake.
"""

from dataclasses import dataclass
from fractions import Fraction

from ...games.exact_functions import logarithm
from ...model.time_in_numbers import ROUND_PRICE
from ...solvers.laplacian import laplacian_ratio


@dataclass(frozen=True)
class Rounds:
    """``count`` defendants in as few rounds of at most ``batch`` as will do, evenly filled."""

    count: int
    batch: int

    @property
    def number(self) -> int:
        """How many rounds."""
        return -(-self.count // self.batch)

    @property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """(size, how many rounds of it), the larger first.

        >>> Rounds(100, 34).sizes
        ((34, 1), (33, 2))
        """
        if not self.count:
            return ()
        size, larger = divmod(self.count, self.number)
        both = ((size + 1, larger), (size, self.number - larger))
        return tuple((n, rounds) for n, rounds in both if rounds)

    @property
    def largest(self) -> int:
        """How many offers go out in the largest round."""
        return self.sizes[0][0]

    def first(self, offers: int) -> tuple[int, int]:
        """How many rounds take at most this many offers in all, and how many offers they take.

        >>> Rounds(100, 34).first(offers=99)
        (2, 67)
        """
        made = done = 0
        for size, rounds in self.sizes:
            several = min(rounds, max(offers - done, 0) // size)
            made, done = made + several, done + several * size
            if several < rounds:
                break
        return made, done

    def offers_after(self, rounds: int) -> int:
        """How many offers the first rounds take."""
        larger = self.sizes[0]
        return rounds * larger[0] - max(rounds - larger[1], 0)

    def total_chance(self, holdouts: int, capacity: int, rounds: int) -> Fraction:
        """The prices of the first rounds added up, as shares of what is at stake."""
        total = Fraction(0)
        for size, several in self.sizes:
            taken = min(several, rounds)
            if taken:
                lowest = _chances_up_to(holdouts, capacity)
                total += taken * (_chances_up_to(holdouts + size, capacity) - lowest)
            rounds -= taken
        return total

    def price_limit(self, holdouts: int, capacity: int, defendants: int) -> float:
        """The mean price of a round in the large caseload of the same shares."""
        if not self.count:
            return 0.0
        shares = (
            Fraction(capacity, defendants),
            Fraction(holdouts, defendants),
            Fraction(self.count, self.number * defendants),
        )
        _, price = ROUND_PRICE.at((*shares, logarithm))
        return float(price)


def _chances_up_to(holdouts: int, capacity: int) -> Fraction:
    """τ(1) + … + τ(m), within m·1e-30."""
    return holdouts * laplacian_ratio(holdouts, capacity) if holdouts else Fraction(0)
