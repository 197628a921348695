r"""Payoffs by how many hold out: what each of two actions pays at each turnout.

:math:`u_H(m)`, m = 1…N, is what a hold-out gets as one of m, and :math:`u_P(h)`, h = 0…N−1, what a
pleader gets while h others hold out. Gains alone, :math:`\Delta(m) = u_H(m) - u_P(m-1)`, decide
who would change alone; what several gain by changing together takes both levels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..errors import Fault, ParameterError
from ..games.anonymous import AnonymousGame
from ..games.compile import MOST_EXACT_GAINS, holdout_payoffs, plead_payoff
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.reading import read_numbers, refuse_other_kinds, refuse_symbols


@dataclass(frozen=True)
class CountPayoffs:
    """Both payoff levels of a binary game among N identical players.

    Attributes
    ----------
    hold_out
        u_H(1), …, u_H(N): what each hold-out gets, by how many hold out.
    plead
        u_P(0), …, u_P(N−1): what each pleader gets, by how many hold out.

    Examples
    --------
    >>> payoffs = CountPayoffs.of(hold_out=[-3, 0], plead=[-2, -1])
    >>> [int(gain) for gain in payoffs.game.gain]
    [-1, 1]
    """

    hold_out: tuple[Fraction, ...]
    plead: tuple[Fraction, ...]

    @classmethod
    def of(cls, hold_out: Iterable[object], plead: Iterable[object]) -> "CountPayoffs":
        """From numbers as users write them, checked.

        Raises
        ------
        ParameterError
            For anything but numbers, and lists of different lengths.
        """
        held = read_numbers(hold_out, "hold_out", lambda m: f"hold_out for {m}")
        pleading = read_numbers(plead, "plead", lambda m: f"plead beside {m - 1}")
        if len(held) != len(pleading):
            rule = f"must have as many entries as hold_out, {len(held)}"
            remedy = "count from 1 to N where one holds out, from 0 to N − 1 where one pleads"
            raise ParameterError([Fault("plead", f"{len(pleading)} entries", rule, remedy)])
        return cls(tuple(held), tuple(pleading))

    @property
    def defendants(self) -> int:
        """N."""
        return len(self.hold_out)

    @property
    def game(self) -> AnonymousGame:
        """The game's canonical form, its gains."""
        pairs = zip(self.hold_out, self.plead, strict=True)
        return AnonymousGame.of_fractions([held - pleading for held, pleading in pairs])


def count_payoffs(game: PleaGame | CountPayoffs) -> CountPayoffs:
    """Both payoff levels of a plea game, in years, for up to 100,000 defendants.

    Raises
    ------
    ParameterError
        For symbols, for games of other kinds, and for more defendants.

    >>> import plea_games as pg
    >>> payoffs = count_payoffs(pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2))
    >>> [str(u) for u in payoffs.hold_out], [str(u) for u in payoffs.plead]
    (['-2', '-1', '-2/3'], ['-1', '-1', '-1'])
    """
    refuse_other_kinds(game, PleaGame, CountPayoffs)
    if isinstance(game, CountPayoffs):
        return game
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    count = int(as_fraction(game.parts.players))
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} where both payoffs are written out"
        remedy = "solve a smaller game with the same trial rate"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, remedy)])
    held = tuple(holdout_payoffs(game))
    return CountPayoffs(held, (plead_payoff(game),) * len(held))
