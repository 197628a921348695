"""What holding out is worth in itself, the more so the more do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term, lettered

if TYPE_CHECKING:
    from ..payoffs import Payoffs

SOLIDARITY = Parameter(
    name="solidarity",
    letter="sigma",
    meaning="worth of holding out in itself when all do",
    unit="years",
    remedy="state it as the sentence that one would bear for it",
)

EXPONENT = Parameter(
    name="solidarity_exponent",
    letter="alpha",
    meaning="how solidarity grows with the share who hold out: 0 not at all, 1 in proportion",
    unit="number",
    maximum=100,
    default=1,
    remedy="take 1 where nothing is known",
)


@dataclass(frozen=True)
class Solidarity(Term):
    r"""A worth of holding out in itself, :math:`\sigma (M/N)^\alpha`.

    Parameters
    ----------
    solidarity
        σ ≥ 0, in years: what one would bear for it when all hold out.
    exponent
        α, 0 to 100. At 0 it does not depend on others; at 1 it grows in proportion to their share.
        Where α is not a whole number, powers are taken to 70 digits.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.Solidarity(2)).gain
    m/115 - 10*Min(1, 12/m) + 4
    """

    solidarity: Number
    exponent: Number = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {"solidarity": SOLIDARITY, "exponent": EXPONENT}
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = "Crespo (2022), pp. 2017–18, on group solidarity"

    @property
    def in_letters(self) -> Term:
        """A worth that does not depend on others leaves a lottery, so the exponent 0 is known."""
        return lettered(Solidarity, **({"exponent": 0} if self._kept["exponent"] == 0 else {}))

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import CASELOAD, H

        worth = self.solidarity * (H / CASELOAD) ** self.exponent
        return payoffs.with_parts(reward=payoffs.reward + worth)
