"""Rights invoked in every trial, and the hours they take."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ...errors import Fault, ParameterError
from ...units import Unit
from ..exact import Stated, as_fraction
from ..parameters import BUDGET, LARGEST_COUNT, PROSECUTION_COST, Parameter
from ..reading import Quantity, read_number
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs


@dataclass(frozen=True)
class CostlierTrials(Term):
    r"""A budget B and a cost a per trial: K becomes ⌊B/a⌋.

    Parameters
    ----------
    budget
        B ≥ 0, prosecutor-hours for trials in one period.
    hours
        a > 0, prosecutor-hours per trial; :meth:`of_menu` adds them up from the rights invoked.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.CostlierTrials(budget=1200, hours=160)).trial_probability
    Min(1, 7/m)
    >>> pg.CostlierTrials.of_menu(budget=1200, hours=100, invoked={"jury": 40, "suppression": 20})
    CostlierTrials(budget=1200, hours=160)
    """

    budget: Number
    hours: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"budget": BUDGET, "hours": PROSECUTION_COST}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = "Crespo (2022), p. 2014, on the rights that make trials costly"
    lever: ClassVar[str] = "hours"

    @classmethod
    def as_lever(cls, stated: Mapping[str, Stated]) -> "CostlierTrials":
        """A budget that pays for the game's own trials at an hour each, so hours are a factor."""
        return cls.symbolic(budget=stated["capacity"])

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """Without a budget there are no trials, however short they are."""
        least = as_fraction(self._stated("budget")) / LARGEST_COUNT
        return least or Fraction(1), super().amounts_for(deciding, committed)[1]

    @property
    def neutral_amount(self) -> Fraction:
        """What a trial takes now."""
        return Fraction(1)

    @property
    def amount_unit(self) -> Unit:
        """A factor on what a trial takes now, beside other levers."""
        return "factor"

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from sympy import floor

        return payoffs.with_parts(capacity=floor(self.budget / self.hours))

    @classmethod
    def of_menu(
        cls, *, budget: Quantity, hours: Quantity, invoked: Mapping[str, Quantity]
    ) -> "CostlierTrials":
        """Hours of a plain trial and of each right that is invoked beside it.

        Raises
        ------
        ParameterError
            Where an entry is not a number of hours, 0 or more.
        """
        extra = (read_number(PROSECUTION_COST, value) for value in invoked.values())
        return cls(budget, read_number(PROSECUTION_COST, hours) + sum(extra))

    def __post_init__(self) -> None:
        super().__post_init__()
        if self._kept["hours"] == 0:
            rule, remedy = "must be more than 0", "count the hours"
            raise ParameterError([Fault("CostlierTrials: hours", "0", rule, remedy)])
