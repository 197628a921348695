r"""Private cases: each defendant knows what trial would cost her, and nobody else does.

The costs :math:`T_i` of trial are drawn independently from one law with cdf G, and everybody is
offered the same s ≥ d. If each other defendant holds out with probability :math:`x_j`, defendant
i's chance of trial is :math:`q_i = \mathrm E\,\tau(1 + \sum_j \mathrm{Ber}(x_j))`, and she holds
out if :math:`T_i < t_i`, for

.. math:: t_i = d + \frac{s-d}{q_i}.

So every best reply is a *cutoff*. With :math:`F(x) = \mathrm E\,\tau(1 + \mathrm{Bin}(N-1, x))`
the symmetric equilibria are the pairs with

.. math:: x \in [G(t-), G(t)], \qquad (t-d)\,F(x) = s - d,

where those with T = t mix if x lies between.

**Hard core.** As τ(N) ≤ q ≤ 1, whoever has T < s always holds out, and whoever has
:math:`T > d + (s-d)/\tau(N)` always pleads. The innocent are committed without a promise.

**All equilibria are symmetric** for 1 ≤ K < N and s > d, unless T = s is the least possible cost,
has an atom, and K ≥ 2. *Proof.* Let :math:`t_i > t_j`. Then :math:`x_i \ge x_j`, so j faces
stochastically more hold-outs than i, :math:`q_j \le q_i` and :math:`t_j \ge t_i`, a contradiction.
If cutoffs are equal and :math:`x_i \ne x_j`, then :math:`q_i = q_j` and one more hold-out would
change nothing: q = 1 and t = s, at an atom. If G(s−) > 0, all others may hold out together, more
than K − 1 of them, so q < 1. So nobody has T < s; if K = 1, a second hold-out does change q. ∎

**One equilibrium** if :math:`G(t)/(t-d)` does not rise on t > d. *Proof.* xF(x) rises strictly,
being :math:`\mathrm E\min(\mathrm{Bin}(N, x), K)/N`. From t₁ < t₂ and
:math:`x_2/x_1 \le (t_2-d)/(t_1-d)` follows :math:`(t_2-d)F(x_2) > (t_1-d)F(x_1)`. ∎

**Two types**, the innocent (T = 0, a share ρ) and the guilty (T): with d = 0 all guilty plead in an
equilibrium iff r ≤ F(ρ). A strike is the only one iff r > F(ρ), that is, for κ < r < 1, iff ρ is
above the mixed equilibrium x* of the game without innocents.

**Small doubts select nothing.** If the law shrinks to one point, all three equilibria of the game
with complete information survive, and the cutoff between tends to its mixed equilibrium. With
a *common factor* it is otherwise: :math:`T_i = \theta + \varepsilon_i`, a diffuse θ and independent
errors with a density. Then there is one symmetric cutoff, :math:`t = d + (s-d)/L`, whatever the
errors. *Proof.* For flat θ, given T_i = t, the number of j with :math:`T_j < t` is that of
:math:`\varepsilon_j < \varepsilon_i`: uniform on 0, …, N − 1. So she who is at the cutoff expects
τ to be :math:`\frac1N\sum_m \tau(m) = L`. With T_i = t + u she counts
:math:`\varepsilon_j < \varepsilon_i - u`: for u > 0 no more of them, trial is no less likely and
costs more, so she pleads, and for u < 0 she holds out. ∎

**Many defendants**, K = κN: F tends to min(1, κ/x), uniformly in x, because all are monotone and
the limit is continuous. So limits of equilibria solve :math:`(t-d)\min(1, \kappa/x) = s-d`: t = s
if :math:`G(s-) \le \kappa`, and otherwise, above κ, G crosses the line
:math:`\kappa(t-d)/(s-d)`. Conversely each proper crossing is such a limit.

References
----------
Existence, an odd number of equilibria in general, and extremal ones by iteration: Van Zandt & Vives
(2007) on monotone equilibria (from memory). The rest is ours.
"""

from dataclasses import replace
from fractions import Fraction
from math import inf, isfinite

import numpy as np

from ...errors import Fault, ParameterError
from ...games.lottery_form import LotteryForm, lottery_form
from ...model.exact import exact
from ...model.game import PleaGame
from ...model.reading import attempt, refuse_other_kinds
from ...solvers.one_lottery import mixed_probability_of
from ...subjects import takes_games_with
from .case_laws import CaseLaw, FiniteLaw, read_case_law
from .continuous_cutoffs import continuous_cutoffs
from .cutoffs import Cutoff, CutoffSearch
from .finite_cutoffs import finite_cutoffs
from .mean_chances import mean_chance
from .private_cases_result import PrivateCases, Real
from .screening import ScreeningOffer, best_offer, sure_offer
from .trial_chances import TrialChances
from .uniform_cutoffs import uniform_cutoffs

MOST_DEFENDANTS = 1_000_000
_DOMINANT = "Complete: what others do changes nothing."


@takes_games_with(distribution="case_strength")
def private_cases(game: PleaGame, distribution: object = None) -> PrivateCases:
    """All equilibria if only the defendant herself knows how strong the case against her is.

    Parameters
    ----------
    game
        The caseload in numbers, up to a million defendants, with a whole K and an offer of at
        least d. Its own cost of trial is not used.
    distribution
        The law of T, what trial costs a defendant in expectation, in years: a frozen distribution
        of scipy, continuous or discrete; a mapping from T to its weight; or a list of equally
        likely T. Mappings and lists are read exactly. A discrete law of scipy without a largest
        value is cut where less than 10⁻¹⁵ is left, which counts as one more value. That of the
        scenario unless given.

    Returns
    -------
    PrivateCases
        Cutoffs, with a proof that none is missing for finitely many values (exact arithmetic),
        uniform laws, and families of which it is known that their density rises and then falls
        (norm, logistic, expon, gamma, weibull_min, lognorm, triang, truncnorm, beta), as far as
        scipy's cdf is right to 10⁻¹². Other laws are searched; nothing lies outside of what is
        found.

    Raises
    ------
    ParameterError
        For symbols, terms without a lottery form, an offer below d, a law with no mass above d.
    PrecisionError
        Where a mixed equilibrium is too near 0 or 1 for doubles.

    Examples
    --------
    A quarter is innocent. Then the guilty do not all plead at an offer above F(¼):

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=2, capacity=1, offer="0.8", sentence=1)
    >>> found = pg.private_cases(game, {0: 1, 1: 3})
    >>> found.hard_core_chance, [cutoff.kind for cutoff in found]
    (Fraction(7, 8), ['cutoff', 'mixed at an atom', 'all hold out'])
    >>> dear = game.with_parameters(offer="0.9")
    >>> [cutoff.kind for cutoff in pg.private_cases(dear, {0: 1, 1: 3})]
    ['all hold out']
    """
    refuse_other_kinds(game, PleaGame)
    form = lottery_form(game).in_numbers()
    faults = _faults(form)
    anything: CaseLaw = FiniteLaw((form.dismissal_cost + 1,), (Fraction(1),))
    law = attempt(faults, lambda: read_case_law(distribution), anything)
    if law.largest <= form.dismissal_cost:
        rule = f"must have mass above dismissal_cost = {form.dismissal_cost}, or trial is no threat"
        faults.append(Fault("distribution", law.describe(), rule, "raise some T"))
    if faults:
        raise ParameterError(faults)
    chances = TrialChances(int(form.defendants), int(form.capacity))
    search = _cutoffs(law, chances, form)
    certain, top = _ends(law, chances, form)
    mean_of_chances = mean_chance(chances.defendants, form.capacity)
    gained = form.price - form.dismissal_cost
    laplacian = float(form.dismissal_cost + gained / mean_of_chances) if mean_of_chances else inf
    best = best_offer(law, chances, form.dismissal_cost) if chances.capacity else None
    sure = sure_offer(law, chances, form.dismissal_cost) if chances.capacity else None
    return PrivateCases(
        game=game,
        law=law,
        cutoffs=search.cutoffs,
        complete=search.complete,
        proof=search.proof,
        undecided=search.undecided,
        remarks=search.remarks,
        hold_out_always=certain,
        plead_always=top,
        hard_core_chance=_chance(chances, certain),
        best_offer=_as_offer(best, form),
        sure_offer=_as_offer(sure, form),
        mean_cost=law.mean,
        complete_information=_complete_information(law, chances, form),
        laplacian_cutoff=laplacian,
        laplacian_share=float(_share(law, laplacian)),
    )


def _faults(form: LotteryForm) -> list[Fault]:
    faults = []
    if form.capacity.denominator > 1:
        rule = "must be a whole number here"
        faults.append(Fault("capacity", str(form.capacity), rule, "round it"))
    if form.defendants > MOST_DEFENDANTS:
        rule, remedy = f"must be at most {MOST_DEFENDANTS:,} here", "take a part of the caseload"
        faults.append(Fault("defendants", f"{int(form.defendants):,}", rule, remedy))
    if form.price < form.dismissal_cost:
        rule = (
            f"must be at least dismissal_cost = {form.dismissal_cost} here: below, one more "
            "hold-out makes holding out worse, and equilibria need not be symmetric"
        )
        faults.append(Fault("price of a plea", str(form.price), rule, "raise the offer"))
    return faults


def _cutoffs(law: CaseLaw, chances: TrialChances, form: LotteryForm) -> CutoffSearch:
    price, waiting = form.price, form.dismissal_cost
    if not chances.capacity or not chances.is_scarce or price == waiting:
        return _dominant(law, chances, price, waiting)
    if isinstance(law, FiniteLaw):
        return finite_cutoffs(law, chances, price, waiting)
    if law.uniform_ends is not None:
        return uniform_cutoffs(law.uniform_ends, chances, price, waiting)
    return continuous_cutoffs(law, chances, price, waiting)


def _dominant(
    law: CaseLaw, chances: TrialChances, price: Fraction, waiting: Fraction
) -> CutoffSearch:
    """Where no chance of trial depends on others, or none matters."""
    if not chances.capacity:
        remark = "Without trials holding out costs d, so all do"
        if price == waiting:
            remark += ", or do not: a plea costs as much"
        one = Cutoff("all hold out", inf, Fraction(1), Fraction(0), None, price > waiting, None)
        return CutoffSearch((one,), True, _DOMINANT, remarks=(f"{remark}.",))
    below, upto = _share(law, price, including=False), _share(law, price)
    kind = Cutoff("cutoff", price, upto, _chance(chances, upto), None, True, None)
    if upto in (0, 1):
        kind = replace(kind, kind="all hold out" if upto else "all plead")
    if below == upto:
        return CutoffSearch((kind,), True, _DOMINANT)
    remark = (
        "Whoever has exactly that at stake is indifferent whatever others do: every probability "
        f"of holding out from {float(below):.6g} to {float(upto):.6g} is an equilibrium, for each "
        "defendant her own."
    )
    tied = replace(kind, at_atom=Fraction(1), stable=False)
    return CutoffSearch((tied,), True, _DOMINANT, remarks=(remark,))


def _ends(law: CaseLaw, chances: TrialChances, form: LotteryForm) -> tuple[Real, Real]:
    """The shares who always hold out, and who always plead."""
    if not chances.capacity:
        return Fraction(1), Fraction(0)
    top = form.dismissal_cost + (form.price - form.dismissal_cost) / chances.least
    return _share(law, form.price, including=False), 1 - _share(law, top)


def _share(law: CaseLaw, cost: Fraction | float, *, including: bool = True) -> Real:
    if isinstance(law, FiniteLaw):
        if cost == inf:
            return Fraction(1)
        return law.share(Fraction(cost), including=including)
    return float(law.cdf(float(cost)))


def _chance(chances: TrialChances, share: Real) -> Real:
    if not chances.capacity:
        return Fraction(0)
    exact = chances.exactly(share) if isinstance(share, Fraction) else None
    return float(chances.at(np.array([float(share)]))[0]) if exact is None else exact


def _as_offer(best: ScreeningOffer | None, form: LotteryForm) -> ScreeningOffer | None:
    """With the offer in place of the price."""
    if best is None or best.offer is None:
        return best
    offset = form.offset if isinstance(best.offer, Fraction) else float(form.offset)
    return replace(best, offer=best.offer - offset)


def _complete_information(
    law: CaseLaw, chances: TrialChances, form: LotteryForm
) -> tuple[float, ...]:
    """Symmetric equilibria at T = E T; none listed where that is no threat, or does not exist."""
    mean = law.mean
    if not isfinite(mean) or mean <= form.dismissal_cost:
        return ()
    ratio = (form.price - form.dismissal_cost) / (exact(mean) - form.dismissal_cost)
    alone = min(Fraction(1), form.capacity)
    least = chances.least if chances.capacity else Fraction(0)
    shares = [0.0] if ratio <= alone else []
    if least < ratio < 1 and chances.capacity:
        shares.append(mixed_probability_of(chances.defendants, chances.capacity, ratio))
    return (*shares, 1.0) if ratio >= least else tuple(shares)
