"""Gains of a lottery with witnesses whose fractions are too long to be written out.

A power of w with as many digits as there are pleaders, N times over, fills gigabytes. So signs are
bisected for, doubles come from balls, and single gains are made when they are asked for: exact
where they are short, else to 77 digits, 0 for 0 only.
"""

from fractions import Fraction

import numpy as np
from flint import arb, fmpq
from numpy.typing import NDArray

from ..model.exact import as_fraction
from ..model.game import PleaGame
from .anonymous import AnonymousGame
from .exact_functions import as_fmpq
from .witness_form import DIGITS, WitnessForm, witness_form
from .working_precision import working_precision

_BITS = 128
_NEAREST = 60  # bits to which a ball must be known for the double next to its middle
_LEAST = 2.0**-900


class WitnessGains(AnonymousGame):
    """The canonical form of a game with testimony.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=900, capacity=50, offer=1, sentence=2, conviction="1/2")
    >>> gains = WitnessGains(witness_form(game.with_terms(pg.Testimony("1/2"))))
    >>> [str(gain) for gain in gains.gain_between(899, 900)], int(gains.signs[0])
    (['824/899', '17/18'], -1)
    """

    __slots__ = ("form",)

    def __init__(self, form: WitnessForm) -> None:
        self.form, self._doubles = form, np.empty(0)
        self._gain = self.levels = self._binary = None

    @property
    def defendants(self) -> int:
        """N."""
        return self.form.defendants

    @property
    def gain(self) -> tuple[Fraction, ...]:
        """Δ(1), …, Δ(N), exact or to 77 digits."""
        if not isinstance(self._gain, tuple):
            bits = DIGITS + self.defendants.bit_length() + _BITS
            self._gain = tuple(
                as_fraction(
                    ball.mid().fmpq()
                    if ball.rel_accuracy_bits() >= DIGITS and self.form.is_long(m)
                    else self.form.short_gain(m)
                )
                for m, ball in enumerate(self._balls(bits), start=1)
            )
        return self._gain

    def gain_between(self, first: int, last: int) -> tuple[Fraction, ...]:
        """Δ(first), …, Δ(last), exact or to 77 digits."""
        if not isinstance(self._gain, tuple):
            gains = map(self.form.short_gain, range(first, last + 1))
            return tuple(map(as_fraction, gains))
        return self._gain[first - 1 : last]

    def rational_gain(self, holdouts: int) -> fmpq:
        """Δ(m), exact or to 77 digits."""
        return self.form.short_gain(holdouts)

    @property
    def signs(self) -> NDArray[np.int8]:
        """The signs of Δ(1), …, Δ(N)."""
        runs = self.form.runs
        signs = np.array([sign for sign, _, _ in runs], dtype=np.int8)
        return np.repeat(signs, [last - first + 1 for _, first, last in runs])

    def _in_binary(self) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        values, doubtful = self._near()
        mantissas, whole = np.frexp(values)
        exponents = whole.astype(np.int64)
        for m in doubtful:
            gain = self.form.short_gain(m)
            size = int(gain.p).bit_length() - int(gain.q).bit_length() if gain else 0
            mantissas[m - 1], exponents[m - 1] = float(as_fraction(gain / fmpq(2) ** size)), size
        return mantissas, exponents

    def _near(self) -> tuple[NDArray[np.float64], list[int]]:
        """The doubles next to the gains, and those m at which balls do not tell them."""
        values, doubtful = np.zeros(self.defendants), list[int]()
        for m, ball in enumerate(self._balls(_BITS), start=1):
            value = float(ball.mid())
            if ball.rel_accuracy_bits() < _NEAREST or abs(value) < _LEAST:
                doubtful.append(m)
            else:
                values[m - 1] = value
        return values, doubtful

    def _balls(self, bits: int) -> list[arb]:
        """Δ(1), …, Δ(N), with so many bits."""
        form, balls = self.form, list[arb]()
        with working_precision(bits):
            silence, silent, waiting = arb(as_fmpq(form.silence)), arb(1), form.dismissal_cost
            most = arb(as_fmpq(form.convicted_cost - waiting))
            added = arb(as_fmpq(form.convicted_cost - form.trial_cost))
            among, alone = (arb(as_fmpq(form.plea_price(m) - waiting)) for m in (2, 1))
            tried = int(form.capacity)
            for m in range(self.defendants, 0, -1):
                cost = most - added * silent
                surplus = among if m > 1 else alone
                balls.append(surplus - (cost if m <= tried else cost * tried / m))
                silent = silent * silence
        balls.reverse()
        return balls


def long_witness_gains(game: PleaGame) -> WitnessGains | None:
    """For a game with testimony whose gains are long; None for others."""
    form = witness_form(game) if game.terms else None
    return WitnessGains(form) if form is not None and form.has_long_gains else None
