r"""Binary games among N identical players, in canonical form.

Each player pleads or holds out, and payoffs depend only on how many hold out. All that matters
for equilibrium is the gain vector :math:`\Delta(1), \dots, \Delta(N)`: what a player gains by
holding out rather than pleading when m players hold out, that player included.

If every other player holds out with probability x, the expected gain is

.. math:: D(x) = \sum_{j=0}^{N-1} \binom{N-1}{j} x^j (1-x)^{N-1-j} \Delta(j+1),

a polynomial whose Bernstein coefficients are the gains.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from ..errors import Fault, ParameterError, shown
from ..model.exact import NumberError, exact

_MOST_FAULTS = 10


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
        if isinstance(gain, str | bytes | Mapping) or not isinstance(gain, Iterable):
            rule, remedy = "must be a list of numbers", "write gain=[-1, 2]"
            raise ParameterError([Fault("gain", shown(gain), rule, remedy)])
        values: list[Fraction] = []
        faults: list[Fault] = []
        for m, value in enumerate(gain, start=1):
            try:
                values.append(exact(value))
            except NumberError as error:
                name = f"gain for {m} hold-out{'s' * (m > 1)}"
                faults.append(Fault(name, shown(value), str(error), "give each gain as a number"))
        if not values and not faults:
            rule = "must have one entry for each number of hold-outs from 1 to N"
            faults.append(Fault("gain", "[]", rule, "give at least one gain"))
        if len(faults) > _MOST_FAULTS:
            rule = f"{len(faults) - _MOST_FAULTS} more entries are not numbers"
            faults[_MOST_FAULTS:] = [Fault("gain", "", rule, "mend them as well")]
        if faults:
            raise ParameterError(faults)
        self._gain = tuple(values)

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
