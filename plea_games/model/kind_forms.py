"""Which kind of game a lottery is, by regime, and the numbers that stand for kinds in tables.

All-hold-out is better for all than all-plead just where r > τ(N), and gains run from r − τ(1) to r
− τ(N) without falling. So a lottery is a deadlock, a stag hunt or harmony, or a tie between two of
them; other kinds take a plea whose cost depends on others, or a gain that falls.
"""

from collections.abc import Mapping

from sympy import And, Eq, Or, Symbol
from sympy.logic.boolalg import Boolean

from .closed_form import ClosedForm, Regime
from .closed_forms import everyone_holds_out as rate
from .symbols import K, r

TIED = "tie between kinds"

KIND_CODES: Mapping[str, int] = {
    TIED: 0,
    "prisoners' dilemma": 1,
    "deadlock": 2,
    "stag hunt": 3,
    "reversed stag hunt": 4,
    "harmony": 5,
    "hold-outs' dilemma": 6,
    "chicken": 7,
    "none of these": 8,
}
"""How a kind is written among numbers."""


def kind_code(name: str) -> int:
    """The number that stands for a kind.

    >>> kind_code("stag hunt"), kind_code("deadlock or stag hunt")
    (3, 0)
    """
    return KIND_CODES.get(name, KIND_CODES[TIED])


def _regime(condition: Boolean, kind: str) -> Regime:
    return Regime(condition, Symbol(kind))


_no_trials, _some_trials = Eq(K, 0), K >= 1

KIND = ClosedForm(
    "kind",
    "Kind of game",
    "choice",
    "what each would do, and whether all would rather hold out together",
    (
        _regime(Or(And(_some_trials, r < 1, r < rate), And(_no_trials, r < 0)), "deadlock"),
        _regime(And(_some_trials, r > rate, r < 1), "stag hunt"),
        _regime(Or(And(_some_trials, r > 1), And(_no_trials, r > 0)), "harmony"),
        _regime(And(_some_trials, Eq(r, rate), r < 1), "deadlock or stag hunt"),
        _regime(And(_some_trials, Eq(r, 1), r > rate), "stag hunt or harmony"),
        _regime(
            Or(And(_some_trials, Eq(r, 1), Eq(r, rate)), And(_no_trials, Eq(r, 0))),
            "deadlock or harmony",
        ),
    ),
)
"""Of a lottery with T > d."""
