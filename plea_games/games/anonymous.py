r"""Binary games among N identical players, in canonical form.

Each player pleads or holds out, and payoffs depend only on how many hold out. All that matters
for equilibrium is the gain vector :math:`\Delta(1), \dots, \Delta(N)`: what a player gains by
holding out rather than pleading when m players hold out, that player included.

If every other player holds out with probability x, the expected gain is

.. math:: D(x) = \sum_{j=0}^{N-1} \binom{N-1}{j} x^j (1-x)^{N-1-j} \Delta(j+1),

a polynomial whose Bernstein coefficients are the gains.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from flint import fmpq
from numpy.typing import NDArray

from ..errors import Fault, ParameterError
from ..model.exact import Ratio, as_fraction, exact
from ..model.keywords import TellsKeywords
from ..model.reading import read_numbers, read_whole
from .count_payoffs import CountPayoffs
from .exact_functions import as_fmpq

Numbers: TypeAlias = Iterable[object]
ByCount: TypeAlias = Numbers | Callable[[int], object]
"""Numbers, or a function of how many hold out."""

MOST_CALLS = 10**7
"""Defendants up to whom functions are asked for each number of hold-outs."""

_LARGEST_WHOLE = 2**53  # up to which doubles hold every whole number
_LEAST_NORMAL = 1e-290  # from which doubles are within half a unit of the decimal they print as


class AnonymousGame(TellsKeywords):
    """A binary game among identical players, given by its gains Δ(1…N).

    Parameters
    ----------
    gain
        The gains, N ≥ 1 numbers in any one unit; or both of the following instead. Floats are read
        as the decimals they print as. A numpy array of float64 means the same, and is kept as it
        is: a million gains are read at once, and made exact only where that decides something.
    hold_out
        u_H(1), …, u_H(N): what each hold-out gets, by how many hold out.
    plead
        u_P(0), …, u_P(N−1): what each pleader gets, by how many hold out.
    defendants
        N, from 1 to 10 million, where gains or payoffs are functions of how many hold out; they are
        called with each of these numbers.

    Raises
    ------
    ParameterError
        Where an entry is not a finite number, or there is none, and for other combinations.

    Examples
    --------
    The prisoners' dilemma, and a game of pure coordination:

    >>> import plea_games as pg
    >>> [e.kind for e in pg.equilibria(pg.AnonymousGame(gain=[-1, -2])).equilibria]
    ['all plead']
    >>> [e.hold_out_probability for e in pg.equilibria(pg.AnonymousGame(gain=[-1, 3])).equilibria]
    [0.0, 0.25, 1.0]
    >>> pg.AnonymousGame(hold_out=[-3, 0], plead=[-2, -1]).gain
    (Fraction(-1, 1), Fraction(1, 1))
    >>> pg.AnonymousGame(gain=lambda m: 4 - 10 * min(1, Fraction(2, m)), defendants=5)
    AnonymousGame(gain=[-6, -6, -8/3, -1, 0])

    A table of payoffs is read by :func:`from_payoffs`.
    """

    __slots__ = ("_binary", "_doubles", "_gain", "levels")

    _binary: tuple[NDArray[np.float64], NDArray[np.int64]] | None
    _doubles: NDArray[np.float64]  # given in place of the fractions, or nearest to them, or empty
    _gain: tuple[Fraction, ...] | list[fmpq] | None  # flint's until Python's are asked for

    levels: CountPayoffs | None
    """What each action pays, where both were given."""

    def __init__(
        self,
        *,
        gain: ByCount | None = None,
        hold_out: ByCount | None = None,
        plead: ByCount | None = None,
        defendants: int | None = None,
    ) -> None:
        self.levels = self._binary = None
        gain, hold_out, plead = _listed(gain, hold_out, plead, defendants)
        if gain is None or hold_out is not None or plead is not None:
            if gain is not None or hold_out is None or plead is None:
                rule, remedy = "must be the gains, or both payoffs", "write gain=[…]"
                raise ParameterError([Fault("gain, hold_out, plead", "", rule, remedy)])
            self.levels = CountPayoffs.of(hold_out, plead)
            self._gain, self._doubles = self.levels.gain, np.empty(0)
            return
        self._gain, self._doubles = None, _as_doubles(gain)
        if not self._doubles.size:
            self._gain = tuple(
                read_numbers(gain, "gain", lambda m: f"gain for {m} hold-out{'s' * (m > 1)}")
            )

    @classmethod
    def of_levels(cls, levels: CountPayoffs) -> "AnonymousGame":
        """A game from computed payoffs of both actions."""
        game = cls.of_fractions(levels.gain)
        game.levels = levels
        return game

    @classmethod
    def of_fractions(cls, gain: Sequence[Fraction]) -> "AnonymousGame":
        """A game from computed gains, of whatever magnitude."""
        game = cls.__new__(cls)
        game._gain, game._doubles = tuple(gain), np.empty(0)
        game.levels = game._binary = None
        return game

    @classmethod
    def of_rationals(cls, gain: list[fmpq]) -> "AnonymousGame":
        """A game from gains computed on flint's fractions."""
        game = cls.of_fractions(())
        game._gain = gain
        return game

    @property
    def gain(self) -> tuple[Fraction, ...]:
        """Δ(1), …, Δ(N), exactly."""
        if not isinstance(self._gain, tuple):
            self._gain = self.gain_between(1, self.defendants)
        return self._gain

    def gain_between(self, first: int, last: int) -> tuple[Fraction, ...]:
        """Δ(first), …, Δ(last), exactly.

        >>> AnonymousGame(gain=np.array([0.1, 0.2, 0.3])).gain_between(2, 3)
        (Fraction(1, 5), Fraction(3, 10))
        """
        if self._gain is None:
            return tuple(map(exact, self._doubles[first - 1 : last].tolist()))
        return tuple(map(as_fraction, self._gain[first - 1 : last]))

    def rational_gain(self, holdouts: int) -> fmpq:
        """Δ(m), exactly, as a number that is fast to reckon with."""
        if isinstance(self._gain, list):
            return self._gain[holdouts - 1]
        return as_fmpq(self.gain_between(holdouts, holdouts)[0])

    @property
    def signs(self) -> NDArray[np.int8]:
        """The signs of Δ(1), …, Δ(N)."""
        return np.sign(self.in_binary()[0]).astype(np.int8)

    @property
    def doubles(self) -> NDArray[np.float64]:
        """Δ(1), …, Δ(N), each correctly rounded; all infinite where one is too large.

        >>> AnonymousGame(gain=["1/3", -1]).doubles
        array([ 0.33333333, -1.        ])
        """
        if not self._doubles.size:
            self._doubles = _nearest_doubles(self._gain or self.gain)
            self._doubles.flags.writeable = False
        return self._doubles

    def in_binary(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Doubles v and exponents e with Δ(m) = v(m)·2^e(m), v of size 1/4 to 2, or 0.

        Each v is within half a unit in its last place.

        >>> AnonymousGame(gain=[8, -3]).in_binary()
        (array([ 0.5 , -0.75]), array([4, 2]))
        """
        if self._binary is None:
            self._binary = self._in_binary()
            for part in self._binary:
                part.flags.writeable = False
        return self._binary

    def _in_binary(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        values = self.doubles
        sizes = np.abs(values)
        vanished = np.flatnonzero(values == 0).tolist()
        normal = (values == 0) | ((sizes >= _LEAST_NORMAL) & (sizes < np.inf))
        if normal.all() and (self._gain is None or not any(self._gain[m] for m in vanished)):
            mantissas, exponents = np.frexp(values)
            return mantissas, exponents.astype(np.int64)
        exponents = np.array([_exponent(value) for value in self.gain])
        scaled = zip(self.gain, exponents.tolist(), strict=True)
        return np.array([float(value / Fraction(2) ** e) for value, e in scaled]), exponents

    @property
    def defendants(self) -> int:
        """N."""
        return self._doubles.size or len(self._gain or ())

    def describe(self) -> str:
        """The game in one line.

        >>> AnonymousGame(gain=[-1, "1/3", 2]).describe()
        'N = 3, gains from -1 to 2'
        """
        least, most = float(min(self.gain)), float(max(self.gain))
        return f"N = {self.defendants:,}, gains from {least:.4g} to {most:.4g}"

    def record(self) -> dict[str, list[float]]:
        """The gains, ready for JSON."""
        return {"gain": [float(value) for value in self.gain]}

    def __repr__(self) -> str:
        shown_gains = ", ".join(map(str, self.gain_between(1, 6)))
        shown_gains += ", …" if self.defendants > 6 else ""
        return f"AnonymousGame(gain=[{shown_gains}])"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnonymousGame):
            return NotImplemented
        return self.levels == other.levels and self.gain == other.gain

    def __hash__(self) -> int:
        return hash(self.gain)


def _listed(
    gain: ByCount | None, hold_out: ByCount | None, plead: ByCount | None, defendants: int | None
) -> tuple[Numbers | None, Numbers | None, Numbers | None]:
    """What functions of how many hold out give at each number of them; lists as they are."""
    functions = [callable(given) for given in (gain, hold_out, plead) if given is not None]
    if defendants is not None and not all(functions):
        rule = "goes with functions of how many hold out; lists say themselves how many there are"
        raise ParameterError([Fault("defendants", f"{defendants}", rule, "leave it out")])
    if any(functions):
        read_whole(defendants, "defendants", minimum=1, maximum=MOST_CALLS)
    count = defendants or 0

    def asked(by_count: ByCount | None, first: int) -> Numbers | None:
        return map(by_count, range(first, first + count)) if callable(by_count) else by_count

    return asked(gain, 1), asked(hold_out, 1), asked(plead, 0)


def _as_doubles(gain: object) -> NDArray[np.float64]:
    """The gains as doubles that print as what was given; empty where it takes a closer look."""
    if isinstance(gain, np.ndarray) and gain.ndim == 1 and gain.size:
        whole = gain.dtype.kind in "iu" and max(-int(gain.min()), int(gain.max())) < _LARGEST_WHOLE
        if whole or (gain.dtype == np.float64 and np.isfinite(gain).all()):
            doubles = gain.astype(np.float64)
            doubles.flags.writeable = False
            return doubles
    return np.empty(0)


def _nearest_doubles(gain: Sequence[Ratio]) -> NDArray[np.float64]:
    """Infinite where there is none."""
    try:
        return np.array([int(value.numerator) / int(value.denominator) for value in gain])
    except OverflowError:
        return np.full(len(gain), np.inf)


def _exponent(value: Fraction) -> int:
    return value.numerator.bit_length() - value.denominator.bit_length() if value else 0
