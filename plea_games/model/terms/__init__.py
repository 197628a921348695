"""What organizers, the defence and the state add to a plea game, one file a mechanism.

To add a mechanism: declare its parameters, say which part of the payoffs it changes, and list it
below. The order here is the order in which changes are made, whatever order they are given in.
"""

from .better_offer import BetterOffer
from .budget_surge import BudgetSurge
from .collective_counsel import CollectiveCounsel
from .community_jury import CommunityJury
from .conviction_cap import ConvictionCap
from .cooperation_credit import CooperationCredit
from .costlier_trials import CostlierTrials
from .defence_overload import DefenceOverload
from .discount_cap import DiscountCap
from .dismissals import Dismissals
from .mistrials import Mistrials
from .pledge import Pledge
from .pooled_capacity import PooledCapacity
from .preparation_decay import PreparationDecay
from .retaliation import Retaliation
from .side_payment import SidePayment
from .solidarity import Solidarity
from .streamlined_trials import StreamlinedTrials
from .strike_fund import StrikeFund
from .term import Term
from .testimony import Testimony
from .visible_defection import VisibleDefection
from .years_cap import YearsCap

TERMS: tuple[type[Term], ...] = (
    Solidarity,
    VisibleDefection,
    SidePayment,
    Pledge,
    Testimony,
    CommunityJury,
    CostlierTrials,
    CollectiveCounsel,
    DefenceOverload,
    BetterOffer,
    DiscountCap,
    CooperationCredit,
    Retaliation,
    Dismissals,
    ConvictionCap,
    YearsCap,
    BudgetSurge,
    StreamlinedTrials,
    PooledCapacity,
    PreparationDecay,
    Mistrials,
    StrikeFund,
)

__all__ = [
    "TERMS",
    "BetterOffer",
    "BudgetSurge",
    "CollectiveCounsel",
    "CommunityJury",
    "ConvictionCap",
    "CooperationCredit",
    "CostlierTrials",
    "DefenceOverload",
    "DiscountCap",
    "Dismissals",
    "Mistrials",
    "Pledge",
    "PooledCapacity",
    "PreparationDecay",
    "Retaliation",
    "SidePayment",
    "Solidarity",
    "StreamlinedTrials",
    "StrikeFund",
    "Term",
    "Testimony",
    "VisibleDefection",
    "YearsCap",
]
