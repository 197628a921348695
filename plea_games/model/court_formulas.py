r"""What delay does to a strike in the long run, as formulas.

Strikers come faster than they can be tried, so the share :math:`\rho = \mu/(\lambda x) < 1` of them
is tried (in the fluid limit of :mod:`plea_games.dynamics.court.court_fluid`). Each day of waiting
costs v; g is the share that gives up and pleads, W how long a striker waits in the mean. Under a
deterministic clock that dismisses some,

.. math:: g = 1 - e^{-\theta\Theta}, \quad W = g/\theta \quad (W = \Theta \text{ at } \theta = 0),

and under an exponential one :math:`W = (1-\rho)/(\theta + 1/\Theta)`, :math:`g = \theta W`. The
gain from holding out is linear in ρ either way; at d = v = θ = 0 it is :math:`s - \rho T`, the
lottery's.
"""

from sympy import And, Eq, Expr, Gt, Symbol, exp, fraction, log, prod, together
from sympy.logic.boolalg import Boolean

from .closed_form import ClosedForm, Regime
from .payoffs import hold_out_in_court, plead
from .symbols import T, d, s

rho = Symbol("ρ", nonnegative=True)  # share of the strikers that is tried
theta = Symbol("θ", nonnegative=True)  # attrition, a day
clock = Symbol("Θ", positive=True)  # days until dismissal
v = Symbol("v", nonnegative=True)  # cost of a day's waiting, in years
gave_up = Symbol("g", nonnegative=True)  # share of the strikers that pleads while waiting
wait = Symbol("W", nonnegative=True)  # mean days of waiting

GAIN_IN_COURT: Expr = hold_out_in_court(rho, gave_up, wait, v, s, T, d) - plead(s)

_left = exp(-theta * clock)
_CLOCKS = {
    "deterministic": (
        (theta > 0, {gave_up: 1 - _left, wait: (1 - _left) / theta}),
        (Eq(theta, 0), {gave_up: 0, wait: clock}),
    ),
    "exponential": (
        (
            theta >= 0,
            {
                gave_up: theta * (1 - rho) / (theta + 1 / clock),
                wait: (1 - rho) / (theta + 1 / clock),
            },
        ),
    ),
}


def _balance(condition: Boolean, outcome: dict[Symbol, Expr]) -> tuple[Regime, Regime]:
    """The share tried at which a striker is indifferent, for r < 1."""
    gain = GAIN_IN_COURT.subs(outcome, simultaneous=True)
    if_none = gain.subs(rho, 0)
    sign = prod(fraction(together(if_none)))  # without dividing, for θ may be 0 in the other one
    return (
        Regime(And(condition, sign > 0), if_none / (if_none - gain.subs(rho, 1))),
        Regime(
            And(condition, sign <= 0),
            None,
            "waiting for the clock costs no less than the offer: delay beats every strike",
        ),
    )


DELAYED_RATIO = {
    law: ClosedForm(
        "delayed_ratio",
        "Offer ratio after delay",
        "ratio",
        "share of strikers tried up to which holding out is a best reply",
        tuple(regime for case in cases for regime in _balance(*case)),
    )
    for law, cases in _CLOCKS.items()
}

_spare = s - d - rho * (T - d)  # what dismissal at once would save
_no_use = Regime(
    _spare <= 0, None, "too many are tried for holding out to pay, however soon the rest go free"
)
_no_harm = "without bound: waiting costs nothing, and those who give up were not tried"

LONGEST_CLOCK = {
    "deterministic": ClosedForm(
        "longest_clock",
        "Longest clock",
        "days",
        "days on the clock up to which holding out is a best reply at this strike share",
        (
            _no_use,
            Regime(
                And(_spare > 0, theta > 0, rho + v > 0),
                log((s - d + v / theta) / (rho * (T - d) + v / theta)) / theta,
            ),
            Regime(And(_spare > 0, Eq(theta, 0), v > 0), _spare / v),
            Regime(And(_spare > 0, Eq(v, 0), Eq(rho * theta, 0)), None, _no_harm),
        ),
    ),
    "exponential": ClosedForm(
        "longest_clock",
        "Longest clock",
        "days",
        "mean days on the clock up to which holding out is a best reply at this strike share",
        (
            _no_use,
            Regime(
                And(_spare > 0, Gt((1 - rho) * v + rho * theta * (T - s), 0)),
                _spare / ((1 - rho) * v + rho * theta * (T - s)),
            ),
            Regime(And(_spare > 0, (1 - rho) * v + rho * theta * (T - s) <= 0), None, _no_harm),
        ),
    ),
}
