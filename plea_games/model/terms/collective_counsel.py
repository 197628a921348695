"""Counsel who weigh what a client's plea does to their other clients."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ...errors import Fault
from ..exact import Stated, exceeds
from ..parameters import LARGEST_COUNT, Parameter
from .term import Number, Side, Term

if TYPE_CHECKING:
    from ..payoffs import Payoffs

CLIENTS = Parameter(
    name="clients",
    letter="n",
    meaning="clients of each defender",
    unit="defendants",
    minimum=1,
    maximum=LARGEST_COUNT,
    remedy="count one defender's clients",
)

WEIGHT = Parameter(
    name="counsel_weight",
    letter="gamma",
    meaning="weight that counsel puts on the other clients, 0 client-centred to 1 collective",
    unit="share",
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
    offices that move as one, see :func:`offices`.

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

    clients: Number
    weight: Number = 1

    parameters: ClassVar[Mapping[str, Parameter]] = {"clients": CLIENTS, "weight": WEIGHT}
    lever: ClassVar[str] = "weight"
    instead: ClassVar[str] = "ask of clients who decide for themselves"
    side: ClassVar[Side] = "defence"
    source: ClassVar[str] = (
        "Bar-Gill & Ben-Shahar (2009), pp. 760–65, and Crespo (2022), pp. "
        "2022–23, on client-centred counsel"
    )

    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """What it does to the parts."""
        from ..payoffs import CASELOAD, most

        others = (self.clients - 1) / most(CASELOAD - 1, 1)
        return payoffs.with_parts(fellows=payoffs.fellows + self.weight * others)

    @classmethod
    def as_lever(cls, stated: Mapping[str, Stated]) -> "CollectiveCounsel":
        """One office for all defendants, the weight unknown."""
        return cls.symbolic(clients=stated["defendants"])

    def faults(self, stated: Mapping[str, Stated]) -> list[Fault]:
        """Refuses more clients than defendants."""
        if not exceeds(self._stated("clients"), stated["defendants"]):
            return []
        rule = f"must be at most the {stated['defendants']} defendants"
        return [Fault("CollectiveCounsel: clients", str(self.clients), rule, "count her clients")]
