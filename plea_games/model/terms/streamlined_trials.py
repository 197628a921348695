"""Trials made cheaper for the state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ...errors import Fault, ParameterError
from ..parameters import Parameter
from ..parts import Change, Parts
from ..reading import Quantity
from .term import Side, Term, symbol

SAVING = Parameter(
    name="saving",
    letter="chi",
    meaning="share of a trial's cost that is saved",
    unit="share",
    minimum=0,
    maximum=1,
    default=None,
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

    saving: Quantity

    parameters: ClassVar[Mapping[str, Parameter]] = {"saving": SAVING}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = "Crespo (2022), pp. 2015–16 and n. 84, on rights that may erode"
    increasing: ClassVar[bool] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.saving == 1:
            rule, remedy = "must be less than 1", "no trial is free"
            raise ParameterError([Fault("StreamlinedTrials: saving", "1", rule, remedy)])

    @property
    def change(self) -> Change:
        """What it does to the parts."""
        return _streamline


def _streamline(parts: Parts) -> Parts:
    return replace(parts, capacity=parts.capacity / (1 - symbol(SAVING)))
