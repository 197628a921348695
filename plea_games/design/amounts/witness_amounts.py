"""Least amounts of side payment and sanction in a lottery with witnesses, at any size.

The closed forms of :mod:`plea_games.information.testimony`: a payment f to those tried, a sanction
on each plea. L_q and T(1) are known to some 14 digits beyond a thousand defendants; amounts are
rounded up by more than that, so that they suffice.
"""

from fractions import Fraction

from ...games.witness_form import WitnessForm, witness_form
from ...model.exact import as_known
from ...model.game import PleaGame
from ...model.goal import Goal
from ...model.terms import SidePayment, Term, VisibleDefection
from ...solvers.laplacian import laplacian_ratio

_UP = 1 + Fraction(1, 10**11)  # more than doubles of sums and powers are off


def many_witnesses(game: PleaGame) -> WitnessForm | None:
    """The form of a game without a credit that is too large for its gains to be written out."""
    form = witness_form(game) if game.terms else None
    if form is None or form.credit:
        return None
    from ...solvers.witness_thresholds import MOST_EXACT  # loads numpy, for few games

    return form if form.defendants > MOST_EXACT and form.has_long_gains else None


def witness_amount(form: WitnessForm, lever: Term, goal: Goal) -> Fraction | None:
    """The least amount from 0 on, for r ≥ 0 and K ≥ 1; None for other levers.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=3, sentence=20, conviction="1/2")
    >>> form = witness_form(game.with_terms(pg.Testimony("1/5")))
    >>> lever = pg.SidePayment.with_unknown_amount()
    >>> [str(witness_amount(form, lever, goal)) for goal in ("risk dominance", "dominance")]
    ['26816/3425', '1613/125']
    """
    from ...solvers.witness_thresholds import MOST_EXACT, dearest_trial, witness_laplacian

    up = _UP if form.defendants > MOST_EXACT else Fraction(1)
    stake, ratio = form.stake, form.price_ratio
    if form.price_ratio < 0 or not form.capacity:
        return None
    paid = isinstance(lever, SidePayment)
    if goal == "existence":
        chance = form.trial_chance(form.defendants)
        short = stake * (chance - ratio) / (chance if paid else 1)
    elif goal == "risk dominance":
        plain = laplacian_ratio(form.defendants, int(form.capacity)) if paid else Fraction(1)
        short = stake * (witness_laplacian(form) * up - ratio) / plain
    else:
        short = dearest_trial(form) * up - form.price
    if paid:
        return max(Fraction(0), short)
    if isinstance(lever, VisibleDefection):
        seen = as_known(lever.stated["visibility"])
        return max(Fraction(0), short) / seen if seen else None
    return None
