r"""Payoffs by how many hold out: what each of two actions pays at each turnout.

:math:`u_H(m)`, m = 1…N, is what a hold-out gets as one of m, and :math:`u_P(h)`, h = 0…N−1, what a
pleader gets while h others hold out. Gains alone, :math:`\Delta(m) = u_H(m) - u_P(m-1)`, decide
who would change alone; what several gain by changing together takes both levels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..errors import Fault, ParameterError
from ..model.reading import read_numbers


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
    >>> [int(gain) for gain in payoffs.gain]
    [-1, 1]
    """

    hold_out: tuple[Fraction, ...]
    plead: tuple[Fraction, ...]

    @classmethod
    def of(cls, hold_out: Iterable[object], plead: Iterable[object]) -> "CountPayoffs":
        """From numbers as users write them, checked."""
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
    def gain(self) -> tuple[Fraction, ...]:
        """Δ(1), …, Δ(N)."""
        pairs = zip(self.hold_out, self.plead, strict=True)
        return tuple(held - pleading for held, pleading in pairs)
