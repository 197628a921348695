"""A cap on the prison years that may be imposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ...errors import Fault, ParameterError
from ..exact import Stated, as_fraction, largest_of
from ..parameters import LARGEST_COUNT, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

YEARS_CAP = Parameter(
    name="years_cap",
    letter="Y",
    meaning="prison years that may be imposed",
    unit="years",
    remedy="state the years allowed",
)
ALLOTTED = Parameter(
    name="years_per_case",
    letter="nu",
    meaning="prison years that each case charged takes of those allowed",
    unit="years",
    remedy="take the offer, or the sentence after trial where that must be covered too",
)


@dataclass(frozen=True)
class YearsCap(Term):
    r"""At most Y prison years: N becomes :math:`\min(N, \lfloor Y/\nu \rfloor)`.

    Each case that is charged is allotted ν years of the Y allowed, and the cases beyond are never
    charged. With ν = s the cap holds if all who are charged plead, with ν = max(s, J) whatever they
    do. How large a strike does to prison years what such a cap does,
    :func:`plea_games.organizing.strike_as_cap` says.

    Parameters
    ----------
    years
        Y ≥ 0, of which at least one case must be left.
    per_case
        ν > 0, in years.

    Raises
    ------
    ParameterError
        For amounts out of their range, and ν = 0.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> print(pg.lottery_form(game.with_terms(pg.YearsCap(460, per_case=4))).defendants)
    115
    """

    years: Number
    per_case: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"years": YEARS_CAP, "per_case": ALLOTTED}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Crespo (2022), pp. 2006-07, on scarce resources as a check on punishment; the cap is ours"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        if self._kept["per_case"] == 0:
            rule, remedy = "must be more than 0", "cap convictions instead"
            raise ParameterError([Fault("YearsCap: per_case", "0", rule, remedy)])

    @classmethod
    def as_lever(cls, stated: Mapping[str, Stated]) -> "YearsCap":
        """A case is allotted what it comes to at most, in expectation."""
        dearest = largest_of(stated["offer"], stated["conviction"] * stated["sentence"])
        return cls.symbolic(per_case=dearest or 1)

    @property
    def neutral_amount(self) -> Fraction:
        """Every case may be charged."""
        return LARGEST_COUNT * as_fraction(self._stated("per_case"))

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """From one case beside those of the committed to all cases."""
        each = as_fraction(self._stated("per_case"))
        return each * (committed + 1), each * (committed + deciding)

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from sympy import floor

        from ..payoffs import least

        charged = floor(self.years / self.per_case)
        return payoffs.with_parts(caseload=least(payoffs.caseload, charged))
