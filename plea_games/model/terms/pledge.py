"""Defendants who have promised to hold out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from sympy import Integer

from ..parameters import COMMITTED, Parameter
from ..parts import Change, Parts
from ..reading import Quantity
from .term import Side, Term, symbol

RELIABILITY = Parameter(
    name="reliability",
    letter="q",
    meaning="probability that one who promised holds out",
    unit="share",
    minimum=0,
    maximum=1,
    default=1,
    remedy="write 90% as 0.9",
)


@dataclass(frozen=True)
class Pledge(Term):
    r"""M defendants committed to hold out: τ(m) becomes :math:`E\,\tau(m + h)`, h ~ Bin(M, q).

    The remaining N − M decide, and m counts hold-outs among them. The lottery treats committed and
    free hold-outs alike. At q = 1, h is M.

    Parameters
    ----------
    committed
        M, a count from 0 to N − 1.
    reliability
        q, from 0 to 1: each keeps the promise independently, and pleads otherwise.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.with_terms(pg.Pledge(30)).gain
    4 - 120/(m + 30)
    """

    committed: Quantity
    reliability: Quantity = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {
        "committed": COMMITTED,
        "reliability": RELIABILITY,
    }
    side: ClassVar[Side] = "organizers"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), p. 759, and Crespo (2022), p. 2009, on "
        "organizing before arrest"
    )

    @property
    def change(self) -> Change:
        """What it does to the parts."""
        return _CHANGES.get(self.reliability, _commit_unreliably)


def _commit(parts: Parts) -> Parts:
    return replace(parts, committed=parts.committed + symbol(COMMITTED))


def _commit_unreliably(parts: Parts) -> Parts:
    return replace(_commit(parts), reliability=symbol(RELIABILITY))


def _commit_in_vain(parts: Parts) -> Parts:
    return replace(_commit(parts), reliability=Integer(0))


_CHANGES: dict[object, Change] = {Integer(1): _commit, Integer(0): _commit_in_vain}
