r"""The exact potential of a game among identical defendants, and what it selects.

With m hold-outs the potential is :math:`W(m) = \Delta(1) + \dots + \Delta(m)`: whoever changes to
holding out changes it by what she gains. Where gains increase in m, its ends decide what global
games and the Laplacian belief (that m is uniform) select.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise

from ..games.anonymous import AnonymousGame
from ..games.exact_functions import as_fmpq
from ..games.gains import as_anonymous
from ..games.whole_units import in_units
from ..model.game import PleaGame
from ..subjects import takes_games
from ..tables import Column, Table, Tabular
from ..units import number_of


@dataclass(frozen=True)
class Potential(Tabular):
    """W(0…N) of a game.

    Attributes
    ----------
    values
        W(0) = 0, W(1), …, W(N), in the unit of the gains; exactly where 600 digits or so are enough
        for all of them, else rounded down after 95 digits or more. What is below does not depend on
        that.
    maximizers
        The numbers of hold-outs at which W is largest. Each is a pure equilibrium.
    laplacian_choice
        "hold out" where W(N) > 0, "plead" where W(N) < 0, else "tie": a best reply to the belief
        that the number of hold-outs, oneself included, is uniform on 1…N. Where gains increase, the
        selection of global games.
    """

    values: tuple[Fraction, ...]
    maximizers: tuple[int, ...]
    laplacian_choice: str

    def table(self, title: str = "") -> Table:
        """One row a summary; the values themselves are in ``values``."""
        columns = Column("potential", left=True), Column("value", left=True)
        shown = ", ".join(f"{m:,}" for m in self.maximizers[:8])
        rows = (
            ("W(N), of all-hold-out less all-plead", f"{float(self.values[-1]):.6g}"),
            ("largest W", f"{float(max(self.values)):.6g}"),
            ("hold-outs where it is largest", shown + ", …" * (len(self.maximizers) > 8)),
            ("Laplacian choice", self.laplacian_choice),
        )
        return Table(
            title or f"Exact potential of {number_of(len(self.values) - 1, 'players')}",
            columns,
            rows,
        )


@takes_games
def potential(game: PleaGame | AnonymousGame) -> Potential:
    """The exact potential W(m) = Δ(1) + … + Δ(m).

    Parameters
    ----------
    game
        A :class:`PleaGame` whose parameters are numbers, or an :class:`AnonymousGame`; with up to
        1,000,000 defendants.

    Returns
    -------
    Potential
        W(0…N), and where it is largest, exactly.

    Raises
    ------
    ParameterError
        For anything else.

    Examples
    --------
    The choice between a safe 20 and a risky 44 that needs 9 of 15 players, and one that needs 10:

    >>> import plea_games as pg
    >>> for needed in (9, 10):
    ...     gain = [44 * (m >= needed) - 20 for m in range(1, 16)]
    ...     print(pg.potential(pg.AnonymousGame(gain=gain)).laplacian_choice)
    hold out
    plead

    References
    ----------
    Monderer & Shapley (1996), Games Econ. Behav. 14, 124; the example is in the design of
    Heinemann, Nagel & Ockenfels (2004), Econometrica 72, 1583 (both from memory).
    """
    gain = as_anonymous(game).gain
    maximizers = tuple(highest_sums(gain))
    whole, units = in_units([as_fmpq(value) for value in gain])
    values = tuple(Fraction(total, units) for total in accumulate(whole, initial=0))
    return Potential(values, maximizers, _laplacian_choice(gain, whole))


def _laplacian_choice(gain: Sequence[Fraction], whole: Sequence[int]) -> str:
    """By the sum of the gains; each in units is short by less than one unit."""
    total: int | Fraction = sum(whole)
    if -len(whole) < total <= 0:
        total = sum(gain, Fraction(0))
    return "tie" if total == 0 else "hold out" if total > 0 else "plead"


_BITS = 256  # of the largest gain, to which sums are kept where fractions would grow with them


def highest_sums(gain: Sequence[Fraction]) -> list[int]:
    """Where the sums Δ(1) + … + Δ(m) are largest, m from 0.

    Each gain is rounded down to a multiple of one unit, so that a sum of m is short by less than m
    units. Only sums that this leaves undecided are compared as fractions.

    >>> highest_sums((Fraction(-1), Fraction(1), Fraction(-1, 3)))
    [0, 2]
    """
    largest = max((g.numerator.bit_length() - g.denominator.bit_length() for g in gain), default=0)
    up, down = max(_BITS - largest, 0), max(largest - _BITS, 0)
    units = ((g.numerator << up) // (g.denominator << down) for g in gain)
    least = list(accumulate(units, initial=0))
    bound = max(least)
    undecided = [m for m, low in enumerate(least) if low + m >= bound]
    best, lead = [undecided[0]], Fraction(0)
    for before, m in pairwise(undecided):
        lead += sum(gain[before:m], Fraction(0))
        if lead > 0:
            best, lead = [m], Fraction(0)
        elif lead == 0:
            best.append(m)
    return best
