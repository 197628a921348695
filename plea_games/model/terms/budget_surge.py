"""More money for trials."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import SURGE, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs


@dataclass(frozen=True)
class BudgetSurge(Term):
    r"""A larger budget: K becomes (1 + b)K.

    Capacity need not be whole then: it is the mean number of trials.

    Parameters
    ----------
    surge
        b ≥ 0.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.BudgetSurge(0.5)).trial_probability
    Min(1, 18/m)
    """

    surge: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"surge": SURGE}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), p. 741, and Crespo (2022), n. 61, on budgets"
    )
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(capacity=payoffs.capacity * (1 + self.surge))
