"""A cap on how many cases may end in conviction."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ..parameters import LARGEST_COUNT, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

CAP = Parameter(
    name="conviction_cap",
    letter="Q",
    meaning="cases that may be charged, so that no more can end in conviction",
    unit="cases",
    minimum=1,
    maximum=LARGEST_COUNT,
    remedy="count the convictions allowed, at least one",
)


@dataclass(frozen=True)
class ConvictionCap(Term):
    r"""At most Q convictions: N becomes min(N, Q), the cases above the cap are never charged.

    So the cap holds whatever defendants do. How large a strike does to convictions what a cap does,
    :func:`plea_games.organizing.strike_as_cap` says.

    Parameters
    ----------
    convictions
        Q, a count of at least 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> pg.thresholds(game.with_terms(pg.ConvictionCap(100))).trial_rate
    0.12
    """

    convictions: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"convictions": CAP}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Crespo (2022), pp. 2006-07, on scarce resources as a check on punishment; the cap is ours"
    )

    @property
    def neutral_amount(self) -> Fraction:
        """Every case may be charged."""
        return Fraction(LARGEST_COUNT)

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """From one case beside those of the committed to all cases."""
        return committed + 1, committed + deciding

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import least

        return payoffs.with_parts(caseload=least(payoffs.caseload, self.convictions))
