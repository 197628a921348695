"""Harsher sentences for those who strike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

RETALIATION = Parameter(
    name="retaliation",
    letter="rho",
    meaning="factor on the sentence of a striker convicted at trial",
    unit="factor",
    minimum=1,
    remedy="write twice the sentence as 2",
)


@dataclass(frozen=True)
class Retaliation(Term):
    r"""A harsher sentence for strikers: J becomes ρJ.

    Parameters
    ----------
    factor
        ρ ≥ 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.Retaliation(2)).gain
    4 - 20*Min(1, 12/m)
    """

    factor: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"factor": RETALIATION}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = "Crespo (2022), pp. 2017–18, on retaliation"
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(sentence=payoffs.sentence * self.factor)
