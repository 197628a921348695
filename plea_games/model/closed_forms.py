r"""Thresholds of the lottery game as formulas, each with the conditions under which it holds.

Everything is stated in κ = K/N, r = (s − d)/(T − d) and the Laplacian ratio L. Since
:math:`\Delta(m) = (T-d)(r - \tau(m))` with :math:`T > d`, every question about best replies is a
comparison of r with :math:`\tau(m) = \min(1, K/m)`.

A closed form is a list of regimes whose conditions exclude each other and leave nothing out. A
regime with ``value=None`` says why the threshold does not exist there. The corners:

- r < 0, or r = 0 with K ≥ 1: pleading is a best reply whatever the others do.
- r > 1, or K = 0 with r > 0: holding out is.
- r = 1: holding out is a best reply; a strict one only where more than K hold out.
- K = 0 with r = 0, and r = 1 with K ≥ N: everyone is always indifferent.
- K ≥ N: everyone who holds out is tried, so κ counts as 1 and only r against 1 matters.

Thresholds follow our own derivation unless a source is named. The Laplacian ratio is the offer
ratio at which the exact potential :math:`W(m) = \sum_{j \le m} \Delta(j)` of all-hold-out is 0;
comparing the ends of W is the global-game selection for gains that increase in m. (The bicentric
prior of Harsanyi & Selten gives another number for N > 2.)
"""

from collections.abc import Mapping

from sympy import (
    And,
    Eq,
    Expr,
    Integer,
    Min,
    Or,
    Sum,
    Symbol,
    binomial,
    ceiling,
    harmonic,
)
from sympy.logic.boolalg import Boolean, true

from ..words import meaning_of
from .closed_form import ClosedForm, Regime
from .payoffs import lottery
from .symbols import K, L, N, T, d, kappa, r, s, x

HOLD_OUT, PLEAD, TIE = (Symbol(choice) for choice in ("hold out", "plead", "tie"))


def _none(condition: Boolean, reason: str) -> Regime:
    return Regime(condition, None, reason)


_no_trials, _some_trials = Eq(K, 0), K >= 1
_zero, _one = Integer(0), Integer(1)
_j = Symbol("j", integer=True, nonnegative=True)

everyone_holds_out = Min(1, kappa)
"""τ(N), the probability of trial when all hold out."""

MIXED_EQUATION = Eq(
    Sum(
        binomial(N - 1, _j) * x**_j * (1 - x) ** (N - 1 - _j) * lottery(_j + 1, K),
        (_j, 0, N - 1),
    ),
    r,
    evaluate=False,
)
"""A defendant who expects each other one to hold out with probability x is indifferent."""

_pleading_best = _none(
    Or(r < 0, And(_some_trials, r <= 0)),
    "the offer is no worse than waiting (r ≤ 0), so pleading is always best",
)
_threat_holds = _none(
    And(_some_trials, r > 0, r < 1, r < kappa),
    "the threat outweighs the offer however many hold out (r < κ)",
)
_nobody_paid = _none(
    And(_no_trials, r < 0),
    "nobody is tried (K = 0), so a payment to those tried reaches nobody",
)
_nothing_to_multiply = _none(
    And(_no_trials, r >= 0),
    "without bound: there are no trials to multiply (K = 0)",
)


def _tipping(one: Expr, several: Expr) -> tuple[Regime, ...]:
    """``one`` where a lone hold-out is content already, ``several`` where it takes company."""
    return (
        Regime(Or(r >= 1, And(_no_trials, r >= 0)), one),
        Regime(And(_some_trials, r >= kappa, r < 1), several),
        _pleading_best,
        _threat_holds,
    )


def _side_payment(regimes: tuple[Regime, ...]) -> tuple[Regime, ...]:
    """The least f ≥ 0 paid to each hold-out who is tried.

    Where r ≥ 0 such a payment leaves the gain increasing in m. Where r < 0 it must exceed T − d
    before anyone wants to be tried; then the gain falls in m, the last hold-out is the hardest to
    persuade, and the three goals coincide. (The formulas for risk dominance and dominance that
    hold at r ≥ 0 would be too low there.)
    """
    return (
        _nobody_paid,
        Regime(And(_no_trials, r >= 0), _zero),
        Regime(And(_some_trials, r < 0), T - d - (s - d) / everyone_holds_out),
        *regimes,
    )


TRIAL_RATE = ClosedForm(
    "trial_rate",
    "Trial rate κ",
    "share",
    meaning_of("trial rate"),
    (Regime(true, K / N),),
)
OFFER_RATIO = ClosedForm(
    "offer_ratio",
    "Offer ratio r",
    "ratio",
    meaning_of("offer ratio"),
    (Regime(true, (s - d) / (T - d)),),
)
COLLECTIVE_PRICE = ClosedForm(
    "collective_price",
    "Collective price",
    "ratio",
    meaning_of("collective price"),
    (Regime(true, everyone_holds_out),),
)
DOUBLING_SHARE = ClosedForm(
    "doubling_share",
    "Doubling share",
    "share",
    meaning_of("doubling share"),
    (
        Regime(And(_some_trials, 2 * K <= N), K / (N - K)),
        _none(_no_trials, "there is no trial demand to double (K = 0)"),
        _none(
            And(_some_trials, 2 * K > N),
            "even if all refused, demand would not double (K > N/2)",
        ),
    ),
)
TIPPING_HOLDOUTS = ClosedForm(
    "tipping_holdouts",
    "Tipping point",
    "defendants",
    meaning_of("tipping point"),
    _tipping(_one, ceiling(K / r)),
)
TIPPING_SHARE = ClosedForm(
    "tipping_share",
    "Tipping share",
    "share",
    "the tipping point as a share of all defendants",
    _tipping(1 / N, ceiling(K / r) / N),
)
HARD_CORE = ClosedForm(
    "hard_core",
    "Hard core",
    "defendants",
    meaning_of("hard core"),
    _tipping(_zero, ceiling(K / r) - 1),
)
MIXED_PROBABILITY = ClosedForm(
    "mixed_probability",
    "Mixed equilibrium x*",
    "share",
    "where more than this share are expected to hold out, holding out pays; below, pleading",
    (
        Regime(And(_some_trials, r > kappa, r < 1), MIXED_EQUATION),
        _none(
            Or(And(_no_trials, Eq(r, 0)), And(Eq(r, 1), K >= N)),
            "everyone is indifferent, so every probability is an equilibrium",
        ),
        _pleading_best,
        _threat_holds,
        _none(
            And(_some_trials, r < 1, Eq(r, kappa)),
            "all-plead attracts from everywhere: only if all hold out is that as good (r = κ)",
        ),
        _none(
            And(_no_trials, r > 0),
            "all-hold-out attracts from everywhere: nobody is tried (K = 0)",
        ),
        _none(
            Or(And(_some_trials, r > 1), And(_some_trials, Eq(r, 1), K < N)),
            "all-hold-out attracts from everywhere: trial is no worse than the offer (r ≥ 1)",
        ),
    ),
)
LAPLACIAN_RATIO = ClosedForm(
    "laplacian_ratio",
    "Laplacian ratio L",
    "ratio",
    meaning_of("Laplacian ratio"),
    (Regime(K < N, kappa * (1 + harmonic(N) - harmonic(K))), Regime(K >= N, _one)),
)
RISK_DOMINANT = ClosedForm(
    "risk_dominant",
    "Risk dominant",
    "choice",
    "the safer choice for those who cannot tell what others do (Laplacian, global-game selection)",
    (Regime(r > L, HOLD_OUT), Regime(r < L, PLEAD), Regime(Eq(r, L), TIE)),
)
RESILIENCE = ClosedForm(
    "resilience",
    "Resilience to capacity",
    "factor",
    "factor on K up to which all-hold-out stays an equilibrium (below 1 it is none now)",
    (
        Regime(And(_some_trials, r >= 0, r < 1), r / kappa),
        _none(
            r < 0,
            "the offer is better than waiting (r < 0), so no capacity is small enough",
        ),
        _nothing_to_multiply,
        _none(
            And(_some_trials, r >= 1),
            "without bound: certain trial is no worse than the offer (r ≥ 1)",
        ),
    ),
    bound="most",
)
TRIAL_COST_RESILIENCE = ClosedForm(
    "trial_cost_resilience",
    "Resilience to trial cost",
    "factor",
    "factor on T up to which all-hold-out stays an equilibrium (below 1 it is none now)",
    (
        Regime(And(_some_trials, r > 0), ((s - d) / everyone_holds_out + d) / T),
        _pleading_best,
        _nothing_to_multiply,
    ),
    bound="most",
)
UNRAVELLING_ROUNDS = ClosedForm(
    "unravelling_rounds",
    "Unravelling rounds",
    "rounds",
    "rounds in which pleading spreads if the order of trials is announced, ties pleading",
    (
        Regime(And(_some_trials, r > 0, r <= 1), ceiling(N / K)),
        Regime(r <= 0, _one),
        _none(And(_no_trials, r > 0), "nobody is tried (K = 0), so nothing unravels"),
        _none(
            And(_some_trials, r > 1),
            "the offer is worse than certain trial (r > 1), so nothing unravels",
        ),
    ),
)
SIDE_PAYMENT_EXISTS = ClosedForm(
    "side_payment_exists",
    "Side payment: existence",
    "years",
    "least payment to each hold-out tried for all-hold-out to be an equilibrium",
    _side_payment(
        (
            Regime(And(_some_trials, r >= everyone_holds_out), _zero),
            Regime(
                And(_some_trials, r >= 0, r < everyone_holds_out),
                T - d - (s - d) / everyone_holds_out,
            ),
        )
    ),
    bound="least",
)
SIDE_PAYMENT_RISK_DOMINANT = ClosedForm(
    "side_payment_risk_dominant",
    "Side payment: risk dominance",
    "years",
    "the same for all-hold-out to be risk dominant; exactly this much leaves both as good",
    _side_payment(
        (
            Regime(And(_some_trials, r >= L), _zero),
            Regime(And(_some_trials, r >= 0, r < L), T - d - (s - d) / L),
        )
    ),
    bound="least",
)
SIDE_PAYMENT_DOMINANT = ClosedForm(
    "side_payment_dominant",
    "Side payment: dominance",
    "years",
    "the same for holding out to be a best reply whatever others do",
    _side_payment(
        (
            Regime(And(_some_trials, r >= 1), _zero),
            Regime(And(_some_trials, r >= 0, r < 1), T - s),
        )
    ),
    bound="least",
)

CLOSED_FORMS = (
    TRIAL_RATE,
    OFFER_RATIO,
    COLLECTIVE_PRICE,
    DOUBLING_SHARE,
    TIPPING_HOLDOUTS,
    TIPPING_SHARE,
    HARD_CORE,
    MIXED_PROBABILITY,
    LAPLACIAN_RATIO,
    RISK_DOMINANT,
    RESILIENCE,
    TRIAL_COST_RESILIENCE,
    UNRAVELLING_ROUNDS,
    SIDE_PAYMENT_EXISTS,
    SIDE_PAYMENT_RISK_DOMINANT,
    SIDE_PAYMENT_DOMINANT,
)

CLOSED_FORM: Mapping[str, ClosedForm] = {form.name: form for form in CLOSED_FORMS}
