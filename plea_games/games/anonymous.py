r"""Binary games among N identical players, in canonical form.

Each player pleads or holds out, and payoffs depend only on how many hold out. All that matters
for equilibrium is the gain vector :math:`\Delta(1), \dots, \Delta(N)`: what a player gains by
holding out rather than pleading when m players hold out, that player included.

If every other player holds out with probability x, the expected gain is

.. math:: D(x) = \sum_{j=0}^{N-1} \binom{N-1}{j} x^j (1-x)^{N-1-j} \Delta(j+1),

a polynomial whose Bernstein coefficients are the gains.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from ..model.reading import read_numbers


class AnonymousGame:
    """A binary game among identical players, given by its gains Δ(1…N).

    Parameters
    ----------
    gain
        The gains, N ≥ 1 numbers in any one unit. Floats are read as the decimals they print as.

    Raises
    ------
    ParameterError
        Where an entry is not a finite number, or there is none.

    Examples
    --------
    The prisoners' dilemma, and a game of pure coordination:

    >>> import plea_games as pg
    >>> [e.kind for e in pg.equilibria(pg.AnonymousGame(gain=[-1, -2])).equilibria]
    ['all plead']
    >>> [e.hold_out_probability for e in pg.equilibria(pg.AnonymousGame(gain=[-1, 3])).equilibria]
    [0.0, 0.25, 1.0]
    """

    __slots__ = ("_gain",)

    def __init__(self, *, gain: Iterable[object]) -> None:
        self._gain = tuple(
            read_numbers(gain, "gain", lambda m: f"gain for {m} hold-out{'s' * (m > 1)}")
        )

    @classmethod
    def of_fractions(cls, gain: Sequence[Fraction]) -> "AnonymousGame":
        """A game from computed gains, of whatever magnitude."""
        game = cls.__new__(cls)
        game._gain = tuple(gain)
        return game

    @property
    def gain(self) -> tuple[Fraction, ...]:
        """Δ(1), …, Δ(N), exactly."""
        return self._gain

    @property
    def defendants(self) -> int:
        """N."""
        return len(self._gain)

    def describe(self) -> str:
        """The game in one line.

        >>> AnonymousGame(gain=[-1, "1/3", 2]).describe()
        'N = 3, gains from -1 to 2'
        """
        least, most = float(min(self._gain)), float(max(self._gain))
        return f"N = {self.defendants:,}, gains from {least:.4g} to {most:.4g}"

    def record(self) -> dict[str, list[float]]:
        """The gains, ready for JSON."""
        return {"gain": [float(value) for value in self._gain]}

    def __repr__(self) -> str:
        shown_gains = ", ".join(map(str, self._gain[:6])) + (", …" if len(self._gain) > 6 else "")
        return f"AnonymousGame(gain=[{shown_gains}])"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnonymousGame):
            return NotImplemented
        return self._gain == other._gain

    def __hash__(self) -> int:
        return hash(self._gain)
