"""Prosecutors sent from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import LARGEST_COUNT, POOLING, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

ELSEWHERE = Parameter(
    name="capacity_elsewhere",
    letter="K_o",
    meaning="cases that other offices could take to trial",
    unit="cases",
    maximum=LARGEST_COUNT,
    remedy="count the trials of the other offices",
)


@dataclass(frozen=True)
class PooledCapacity(Term):
    r"""Capacity sent from elsewhere: K becomes :math:`K + \varphi K_o`.

    Parameters
    ----------
    elsewhere
        K_o, a count of trials.
    share
        φ, from 0 to 1: close to 0 among county offices, to 1 among federal ones.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.PooledCapacity(elsewhere=40, share=0.1)).trial_probability
    Min(1, 16/m)
    """

    elsewhere: Number
    share: Number = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {"elsewhere": ELSEWHERE, "share": POOLING}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = "Crespo (2022), p. 2010 and n. 51, on siloed offices"
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(capacity=payoffs.capacity + self.share * self.elsewhere)
