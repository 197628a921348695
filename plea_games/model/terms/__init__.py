"""What organizers, the defence and the state add to a plea game, one file a mechanism.

To add a mechanism: declare its parameters, say which part of the payoffs it changes, and list it
below. The order here is the order in which changes are made, whatever order they are given in.
"""

from collections.abc import Sequence

from ...errors import Fault, ParameterError, shown
from .better_offer import BetterOffer
from .budget_surge import BudgetSurge
from .collective_counsel import CollectiveCounsel
from .community_jury import CommunityJury
from .costlier_trials import CostlierTrials
from .defence_overload import DefenceOverload
from .dismissals import Dismissals
from .pledge import Pledge
from .pooled_capacity import PooledCapacity
from .preparation_decay import PreparationDecay
from .retaliation import Retaliation
from .side_payment import SidePayment
from .solidarity import Solidarity
from .streamlined_trials import StreamlinedTrials
from .strike_fund import StrikeFund
from .term import Term
from .visible_defection import VisibleDefection

TERMS: tuple[type[Term], ...] = (
    Solidarity,
    VisibleDefection,
    SidePayment,
    Pledge,
    CommunityJury,
    CostlierTrials,
    CollectiveCounsel,
    DefenceOverload,
    BetterOffer,
    Retaliation,
    Dismissals,
    BudgetSurge,
    StreamlinedTrials,
    PooledCapacity,
    PreparationDecay,
    StrikeFund,
)


def in_order(terms: Sequence[object]) -> tuple[Term, ...]:
    """Terms in the order in which their changes are made.

    Raises
    ------
    ParameterError
        For anything that is no term, and where a kind is given twice.
    """
    given = [term for term in terms if isinstance(term, Term)]
    faults = []
    for stranger in terms:
        if not isinstance(stranger, Term):
            remedy = "give such as SidePayment(2)"
            faults.append(Fault("terms", shown(stranger), "must be terms", remedy))
    kinds = [type(term) for term in given]
    for kind in dict.fromkeys(kinds):
        if kinds.count(kind) > 1:
            remedy = "add the amounts, or start from game.without_terms()"
            faults.append(Fault("terms", kind.__name__, "must be given once", remedy))
    if faults:
        raise ParameterError(faults)
    return tuple(sorted(given, key=lambda term: TERMS.index(type(term))))


__all__ = [
    "TERMS",
    "BetterOffer",
    "BudgetSurge",
    "CollectiveCounsel",
    "CommunityJury",
    "CostlierTrials",
    "DefenceOverload",
    "Dismissals",
    "Pledge",
    "PooledCapacity",
    "PreparationDecay",
    "Retaliation",
    "SidePayment",
    "Solidarity",
    "StreamlinedTrials",
    "StrikeFund",
    "Term",
    "VisibleDefection",
    "in_order",
]
