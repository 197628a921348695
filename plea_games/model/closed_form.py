"""What a closed form is: a formula by regime, and the reason where there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, TypeAlias

from ..tables import Formula
from ..units import Unit
from .notation import cell

if TYPE_CHECKING:
    from sympy import Eq, Expr
    from sympy.logic.boolalg import Boolean

Bound: TypeAlias = Literal["least", "most"] | None


@dataclass(frozen=True)
class Regime:
    """The value of a threshold under a condition, or the reason why it has none there.

    An equation as value states the threshold as the root x of that equation.
    """

    condition: "Boolean"
    value: "Expr | Eq | None"
    reason: str = ""

    @property
    def formula(self) -> Formula:
        """The value as a cell of a table; empty where there is none."""
        return cell(self.value)


@dataclass(frozen=True)
class ClosedForm:
    """One threshold: what it is called and means, and its formula by regime."""

    name: str
    label: str
    unit: Unit
    meaning: str
    regimes: tuple[Regime, ...]
    bound: Bound = None  # which way numbers are rounded, so they hold


@dataclass(frozen=True)
class PrintedRegime:
    """A regime of a closed form as it is printed; condition and value wait for sympy."""

    form: str
    place: int
    formula: Formula
    reason: str

    @property
    def condition(self) -> "Boolean":
        """Where it holds."""
        return self._in_letters.condition

    @property
    def value(self) -> "Expr | Eq | None":
        """The formula; None where there is none."""
        return self._in_letters.value if self.formula.text else None

    @property
    def _in_letters(self) -> Regime:
        from .closed_forms import CLOSED_FORM

        return CLOSED_FORM[self.form].regimes[self.place]


@dataclass(frozen=True)
class NoRegime:
    """Why a threshold has no formula, whatever the parameters; the condition waits for sympy."""

    reason: str
    formula: ClassVar[Formula] = Formula("", "")
    value: ClassVar[None] = None

    @property
    def condition(self) -> "Boolean":
        """Always."""
        from sympy import true

        return true


class RegimeInNumbers(NamedTuple):
    """A regime as functions of the letters' values, and as it is printed.

    ``value`` is None where the threshold has no value, and where it is the root of an equation.
    """

    holds: Callable[..., bool]
    value: Callable[..., Any] | None
    text: str
    latex: str
    reason: str


@dataclass(frozen=True)
class FormInNumbers:
    """A closed form that numbers need not wait for sympy for."""

    name: str
    label: str
    unit: Unit
    meaning: str
    bound: Bound
    regimes: tuple[RegimeInNumbers, ...]
    needs_laplacian: bool = False

    def at(self, letters: Sequence[Any]) -> tuple[PrintedRegime, Any]:
        """The regime that these values fall in, and what the form comes to there, if anything."""
        for place, regime in enumerate(self.regimes):
            if regime.holds(*letters):
                formula = Formula(regime.text, regime.latex)
                value = None if regime.value is None else regime.value(*letters)
                return PrintedRegime(self.name, place, formula, regime.reason), value
        raise AssertionError(f"{self.name} leaves out {letters}")
