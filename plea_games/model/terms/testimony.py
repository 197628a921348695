"""Pleaders who testify against those who are tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ..parameters import Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

TESTIMONY = Parameter(
    name="testimony",
    letter="q_w",
    meaning="probability that one pleader's testimony convicts whoever is tried",
    unit="share",
    maximum=1,
    remedy="write 5% as 0.05",
)


@dataclass(frozen=True)
class Testimony(Term):
    r"""Every pleader is a witness against all who are tried: p becomes :math:`1 - (1-p)(1-q)^n`.

    Each of the n = N − M pleaders convicts with probability q, independently of the others and of
    the rest of the evidence. All-hold-out is an equilibrium at any q or at none, since then nobody
    testifies; but the basin of all-plead grows, and offers worse than trial may be accepted.

    Parameters
    ----------
    testimony
        q, from 0 to 1. Powers of more than a few thousand digits are kept to 70.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10, conviction=0.8)
    >>> heard = game.with_terms(pg.Testimony(0.05))
    >>> pg.thresholds(game).tipping_holdouts, pg.thresholds(heard).tipping_holdouts
    (24, 30)
    """

    testimony: Number

    parameters: ClassVar[Mapping[str, Parameter]] = {"testimony": TESTIMONY}
    side: ClassVar[Side] = "state"
    source: ClassVar[str] = (
        "Kobayashi (1992) and Jeong-Yoo Kim (2009), from memory, on testimony between defendants"
    )
    increasing: ClassVar[bool] = False

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import CASELOAD, H

        silent = (1 - self.testimony) ** (CASELOAD - H)
        return payoffs.with_parts(conviction=1 - (1 - payoffs.conviction) * silent)
