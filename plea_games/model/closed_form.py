"""What a closed form is: a formula by regime, and the reason where there is none."""

from dataclasses import dataclass
from typing import Literal

from sympy import Eq, Expr
from sympy.logic.boolalg import Boolean

from ..units import Unit


@dataclass(frozen=True)
class Regime:
    """The value of a threshold under a condition, or the reason why it has none there.

    An equation as value states the threshold as the root x of that equation.
    """

    condition: Boolean
    value: Expr | Eq | None
    reason: str = ""


@dataclass(frozen=True)
class ClosedForm:
    """One threshold: what it is called and means, and its formula by regime."""

    name: str
    label: str
    unit: Unit
    meaning: str
    regimes: tuple[Regime, ...]
    bound: Literal["least", "most"] | None = None  # which way numbers are rounded, so they hold
