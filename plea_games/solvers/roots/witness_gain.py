r"""The expected gain of a lottery with witnesses in ball arithmetic, at any size.

The kernel of :mod:`~plea_games.solvers.testimony.testimony_kernel` in balls: with z = 1 − q(1 − x)

.. math:: D(x) = (T-d)\bigl[r - (1+\beta)\,F(x) + \beta\, z^{N-1} F(x/z)\bigr],

each F from the smaller of its two tails. Gains of the single turnouts are not needed, and their
signs are bisected for, since they never fall.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isnan

from flint import arb

from ...errors import PrecisionError
from ...games.exact_functions import as_fmpq
from ...games.witness_form import WitnessForm
from ...games.working_precision import working_precision
from ...model.exact import as_fraction
from ..one_lottery import FURTHER_OFF, NEAR_AN_END
from ..testimony.testimony_kernel import mixed_with_testimony
from .gain_signs import Run
from .lottery_gain import GUARD, trial_chance


@dataclass(frozen=True)
class WitnessGain:
    """D(x) of a form without a credit.

    >>> import plea_games as pg
    >>> from plea_games.games.witness_form import witness_form
    >>> game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2, conviction="1/2")
    >>> D = WitnessGain(witness_form(game.with_terms(pg.Testimony("1/2"))))
    >>> bool(D(0.4, 128) < 0), bool(D(0.6, 128) > 0), D.gain(2)
    (True, True, Fraction(1, 4))
    """

    form: WitnessForm

    @property
    def defendants(self) -> int:
        """N."""
        return self.form.defendants

    @property
    def runs(self) -> tuple[Run, ...]:
        """The signs of the gains."""
        return tuple(Run(*run) for run in self.form.runs)

    def gain(self, holdouts: int) -> Fraction:
        """Δ(m), to 77 digits where its fraction is long."""
        return as_fraction(self.form.short_gain(holdouts))

    def near_root(self) -> float:
        """A double close to the one root."""
        form = self.form
        parts = (form.capacity, form.price_ratio, form.headroom, 1 - form.silence)
        x = float(mixed_with_testimony(float(form.defendants), *map(float, parts)))
        if isnan(x) or not 0 < x < 1:
            raise PrecisionError("mixed_probability", "", NEAR_AN_END, FURTHER_OFF)
        return x

    def __call__(self, x: float, precision: int) -> arb:
        """D(x) as a ball."""
        form = self.form
        with working_precision(precision + GUARD):
            point = arb(x)
            silent = arb(as_fmpq(form.silence))
            heard = silent + (1 - silent) * point  # z
            tilted = point / heard if form.silence else arb(1)
            known = as_fmpq(form.convicted_cost - form.dismissal_cost)
            added = as_fmpq(form.convicted_cost - form.trial_cost)
            quiet = heard ** (form.defendants - 1) * self._chance(tilted)
            price = as_fmpq(form.price - form.dismissal_cost)
            return price - known * self._chance(point) + added * quiet

    def _chance(self, x: arb) -> arb:
        """F(x)."""
        form = self.form
        tried, count = form.capacity, form.defendants
        if tried >= count:
            return arb(1)
        if tried == 0 or x == 1:
            return arb(as_fmpq(tried / count))
        return trial_chance(count, int(tried), x)
