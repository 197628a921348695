"""A plea that others may see, and what it then costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

VISIBILITY = Parameter(
    name="visibility",
    letter="v",
    meaning="probability that a plea is observed by those who would sanction it",
    unit="share",
    maximum=1,
    default=1,
    remedy="write 70% as 0.7",
)

SANCTION = Parameter(
    name="sanction",
    letter="g",
    meaning="what an observed plea costs the defendant among her own",
    unit="years",
    remedy="state it as the sentence that would be as bad",
)


@dataclass(frozen=True)
class VisibleDefection(Term):
    r"""A sanction g on pleading, felt where the plea is observed: −s becomes −s − vg.

    Bar-Gill & Ben-Shahar take v to be 0, Crespo close to 1 where courts are watched.

    Parameters
    ----------
    sanction
        g ≥ 0, in years of sentence that would be as bad.
    probability
        v, from 0 to 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.VisibleDefection(probability=0.5, sanction=3)).payoff_plead
    -11/2
    """

    sanction: Number
    probability: Number = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {
        "sanction": SANCTION,
        "probability": VISIBILITY,
    }
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), p. 760, against Crespo (2022), n. 95, on court watching"
    )

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(sanction=payoffs.sanction + self.probability * self.sanction)
