"""Trials made cheaper for the state."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from ...errors import Fault, ParameterError
from ..parameters import LARGEST_COUNT, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

SAVING = Parameter(
    name="saving",
    letter="chi",
    meaning="share of a trial's cost that is saved",
    unit="share",
    maximum=1,
    remedy="write 20% as 0.2",
)


@dataclass(frozen=True)
class StreamlinedTrials(Term):
    r"""Cheaper process: K becomes :math:`K/(1 - \chi)`.

    Parameters
    ----------
    saving
        χ, from 0 to less than 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.StreamlinedTrials(0.25)).trial_probability
    Min(1, 16/m)
    """

    saving: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"saving": SAVING}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = "Crespo (2022), pp. 2015–16 and n. 84, on rights that may erode"
    increasing: ClassVar[bool] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self._kept["saving"] == 1:
            rule, remedy = "must be less than 1", "no trial is free"
            raise ParameterError([Fault("StreamlinedTrials: saving", "1", rule, remedy)])

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """No trial is free."""
        least, most = super().amounts_for(deciding, committed)
        return least, most - Fraction(1, LARGEST_COUNT)

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        return payoffs.with_parts(capacity=payoffs.capacity / (1 - self.saving))
