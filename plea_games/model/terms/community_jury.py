"""Sympathizers among the people from whom juries are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

JURORS = 12

SYMPATHIZERS = Parameter(
    name="sympathizers",
    letter="y",
    meaning="share of the jury pool who would never convict a striker",
    unit="share",
    maximum=1,
    remedy="write 5% as 0.05",
)


@dataclass(frozen=True)
class CommunityJury(Term):
    r"""Sympathizers in the jury pool: p becomes :math:`p(1-y)^{12}`.

    Assumes unanimous juries of twelve drawn at random, and that one sympathizer hangs a jury.

    Parameters
    ----------
    sympathizers
        y, from 0 to 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.CommunityJury(0.05)).payoffs.conviction
    p*(1 - y)**12
    """

    sympathizers: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"sympathizers": SYMPATHIZERS}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = "Crespo (2022), p. 2015, on local and unanimous juries"

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        nobody = (1 - self.sympathizers) ** JURORS
        return payoffs.with_parts(conviction=payoffs.conviction * nobody)
