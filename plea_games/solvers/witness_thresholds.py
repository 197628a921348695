r"""Thresholds of a game with testimony and a credit, without writing out its gains.

With the form of :mod:`plea_games.games.witness_form`, r = (π − d)/(T − d), L that of the plain
lottery and :math:`L_q` of :mod:`plea_games.solvers.testimony.testimony_kernel`. All-hold-out is an
equilibrium where r less the credit's share is at least τ(N): testimony does not enter, for nobody
testifies. It enters what the first hold-out faces, T(1).

Without a credit the potential of all-hold-out is N(T − d)(r − L_q). A payment f to those tried
raises each gain by τ(m)f, so it takes :math:`f = (T-d)(L_q - r)/L` for risk dominance, with L and
not L_q below the line, and T(1) − s for dominance. With a credit g the gain may fall from m = 1 to
m = 2, and never after: the potential is largest at 0, 1 or N.
"""

from fractions import Fraction
from math import exp, isnan, log1p

from ..games.witness_form import WitnessForm
from .laplacian import laplacian_ratio
from .testimony.testimony_kernel import (
    exact_laplacian_with_testimony,
    laplacian_with_testimony,
    mixed_with_testimony,
)

MOST_EXACT = 1_000
"""Defendants up to which L_q is an exact fraction; beyond, a double with some 14 digits."""

_NOTHING = Fraction(0)
_DIGITS = 1e-11  # relative, to which a comparison with L_q in doubles is trusted


def witness_laplacian(form: WitnessForm) -> Fraction:
    """L_q: exact up to a thousand defendants.

    >>> import plea_games as pg
    >>> from plea_games.games.witness_form import witness_form
    >>> game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2, conviction="1/2")
    >>> witness_laplacian(witness_form(game.with_terms(pg.Testimony("1/2"))))
    Fraction(17, 18)
    """
    parts = (form.headroom, 1 - form.silence)
    if form.defendants <= MOST_EXACT:
        return exact_laplacian_with_testimony(form.defendants, form.capacity, *parts)
    several = (float(form.capacity), *map(float, parts))
    return Fraction(float(laplacian_with_testimony(float(form.defendants), *several)))


def witness_risk_dominant(form: WitnessForm, laplacian: Fraction) -> str | None:
    """What maximizes the potential: all hold out, all plead, a tie; None for one, or if unclear."""
    count, ratio = form.defendants, form.price_ratio
    credit = form.credit / form.stake
    last = count * (ratio - laplacian) - credit * (count - 1)
    if count > MOST_EXACT and abs(last) <= count * laplacian * Fraction(_DIGITS):
        return None
    waiting = form.dismissal_cost
    alone = waiting + form.trial_chance(1) * (dearest_trial(form) - waiting)
    if form.credit and count > 1 and last < (form.price - alone) / form.stake > 0:
        return None
    return "hold out" if last > 0 else "plead" if last < 0 else "tie"


def witness_mixed(form: WitnessForm) -> float | None:
    """The one x at which all are indifferent, of a game without a credit; None where none is."""
    parts = (form.capacity, form.price_ratio, form.headroom, 1 - form.silence)
    count = form.defendants
    if form.sign(1) >= 0 or form.sign(count) <= 0:
        return None
    x = float(mixed_with_testimony(float(count), *map(float, parts)))
    return None if isnan(x) else x


def witness_payments(form: WitnessForm, laplacian: Fraction) -> dict[str, Fraction]:
    """The least payments to those tried, by goal, of a game without a credit; r ≥ 0 and K ≥ 1."""
    count, stake, ratio = form.defendants, form.stake, form.price_ratio
    if count <= MOST_EXACT:
        plain = exact_laplacian_with_testimony(count, form.capacity, _NOTHING, _NOTHING)
    else:
        plain = Fraction(laplacian_ratio(count, form.capacity))
    least = {
        "side_payment_exists": stake - stake * ratio / form.trial_chance(count),
        "side_payment_risk_dominant": stake * (laplacian - ratio) / plain,
        "side_payment_dominant": dearest_trial(form) - form.price,
    }
    return {name: max(Fraction(0), amount) for name, amount in least.items()}


def dearest_trial(form: WitnessForm) -> Fraction:
    """T(1), what trial costs a lone hold-out; exact up to a thousand defendants."""
    if form.defendants <= MOST_EXACT or form.silence in (0, 1):
        return form.trial_cost_among(1)
    silent = exp((form.defendants - 1) * log1p(-float(1 - form.silence)))
    return form.convicted_cost - (form.convicted_cost - form.trial_cost) * Fraction(silent)
