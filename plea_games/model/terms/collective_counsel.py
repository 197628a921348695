"""Counsel who weigh what a client's plea does to their other clients."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from sympy import Expr, Max

from ...errors import Fault
from ..parameters import LARGEST_COUNT, Parameter
from ..parts import Change, Parts
from ..reading import Quantity
from .term import Side, Term, symbol

CLIENTS = Parameter(
    name="clients",
    letter="n",
    meaning="clients of each defender",
    unit="defendants",
    minimum=1,
    maximum=LARGEST_COUNT,
    default=None,
    remedy="count one defender's clients",
)

WEIGHT = Parameter(
    name="counsel_weight",
    letter="gamma",
    meaning="weight that counsel puts on the other clients, 0 client-centred to 1 collective",
    unit="share",
    minimum=0,
    maximum=1,
    default=1,
    remedy="write half as 0.5",
)


@dataclass(frozen=True)
class CollectiveCounsel(Term):
    r"""Advice that weighs, by γ, what a client's holding out spares other clients.

    A defendant follows her counsel, and fellow clients are scattered among all defendants: when H
    hold out, the committed among them, (n − 1)(H − 1)/(N − 1) of the other clients do in
    expectation, and each gains :math:`U_H(H) - U_H(H-1)` from one more hold-out. At γ = 0 counsel
    is client-centred; with one office for all (n = N) and γ = 1 it counts every hold-out. For
    offices that move as one, see :func:`~plea_games.offices`.

    Parameters
    ----------
    clients
        n, a count from 1 to N.
    weight
        γ, from 0 to 1.

    Raises
    ------
    ParameterError
        For an amount out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    >>> advised = [game.with_terms(pg.CollectiveCounsel(5, weight)) for weight in (0, 0.5, 1)]
    >>> [pg.thresholds(each).tipping_holdouts for each in advised]
    [3, 2, 2]
    """

    clients: Quantity
    weight: Quantity = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {"clients": CLIENTS, "weight": WEIGHT}
    lever: ClassVar[str] = "weight"
    side: ClassVar[Side] = "defence"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), pp. 760–65, and Crespo (2022), pp. "
        "2022–23, on client-centred counsel"
    )

    @property
    def change(self) -> Change:
        """What it does to the parts."""
        return _weigh

    def faults(self, parameters: Mapping[str, Expr]) -> list[Fault]:
        """Refuses more clients than defendants."""
        if not (self.clients - parameters["defendants"]).is_positive:
            return []
        rule = f"must be at most the {parameters['defendants']} defendants"
        return [Fault("CollectiveCounsel: clients", str(self.clients), rule, "count her clients")]


def _weigh(parts: Parts) -> Parts:
    others = (symbol(CLIENTS) - 1) / Max(parts.caseload - 1, 1)
    return replace(parts, fellows=parts.fellows + symbol(WEIGHT) * others)
