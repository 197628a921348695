from .design.best_offers import BestOffers, OfferPlan, best_offers
from .design.collective_bargain import CollectiveBargain, nash_bargain, rubinstein_bargain
from .design.dismissal_choice import DismissalChoice, cheapest_dismissals
from .design.fund_solvency import FundSolvency, fund_solvency
from .design.funding_order import FundedDefendant, FundingOrder, funding_order
from .design.levers import Levers, levers
from .design.office_clients import OfficeClient, OfficeStrike, least_office, office_strike
from .design.offices import Office, OfficeEquilibrium, Offices, offices
from .design.payment_schedules import PaymentSchedule, PaymentSchedules
from .design.payments import payment_schedules, ranked_payments, turnout_payments, uniform_payments
from .design.quorum_pledge import QuorumPledge, quorum_pledge
from .design.required import Requirement, required
from .design.tipping_payments import (
    TippingPayments,
    cheapest_tipping_payments,
    uniform_tipping_payment,
)
from .design.visibility import Visibility, visibility
from .errors import (
    Fault,
    InputError,
    ParameterError,
    PleaGamesError,
    PrecisionError,
    ScenarioError,
)
from .games.anonymous import AnonymousGame
from .games.bimatrix import to_nashpy
from .games.heterogeneous import HeterogeneousGame
from .model.defendant import Defendant
from .model.divide_and_conquer import DivideAndConquer
from .model.game import PleaGame
from .model.terms import (
    BetterOffer,
    BudgetSurge,
    CollectiveCounsel,
    CommunityJury,
    CostlierTrials,
    DefenceOverload,
    Dismissals,
    Pledge,
    PooledCapacity,
    PreparationDecay,
    Retaliation,
    SidePayment,
    Solidarity,
    StreamlinedTrials,
    StrikeFund,
    VisibleDefection,
)
from .report.citation import cite
from .report.gambit import to_gambit
from .solvers.cascade import (
    Extremes,
    PureEquilibria,
    Seed,
    extremal_equilibria,
    least_seed,
    pure_equilibria,
)
from .solvers.elimination import elimination, elimination_regimes
from .solvers.elimination_trace import Elimination, Regimes
from .solvers.equilibria import Equilibrium, EquilibriumSet, equilibria
from .solvers.game_tree import Decision, GameTree, Leaf, game_tree
from .solvers.level_k import LevelsOfReasoning, cognitive_hierarchy, level_k
from .solvers.protocols import Protocol, Protocols, protocols
from .solvers.sequential import (
    adaptive_offers,
    announced_order,
    fixed_offers,
    offers_in_rounds,
    trials_at_once,
)
from .solvers.sequential_play import SequentialPlay
from .solvers.thresholds import Thresholds, thresholds
from .solvers.two_defendants import Component, Components, two_defendant_equilibria
from .solvers.unique_offers import UniqueOffers, unique_offers
from .study.scenario_format import Fact
from .study.scenarios import Scenario, load_scenario, scenario, scenario_names

__version__: str

__all__ = [
    "AnonymousGame",
    "BestOffers",
    "BetterOffer",
    "BudgetSurge",
    "CollectiveBargain",
    "CollectiveCounsel",
    "CommunityJury",
    "Component",
    "Components",
    "CostlierTrials",
    "Decision",
    "DefenceOverload",
    "Defendant",
    "DismissalChoice",
    "Dismissals",
    "DivideAndConquer",
    "Elimination",
    "Equilibrium",
    "EquilibriumSet",
    "Extremes",
    "Fact",
    "Fault",
    "FundSolvency",
    "FundedDefendant",
    "FundingOrder",
    "GameTree",
    "HeterogeneousGame",
    "InputError",
    "Leaf",
    "LevelsOfReasoning",
    "Levers",
    "OfferPlan",
    "Office",
    "OfficeClient",
    "OfficeEquilibrium",
    "OfficeStrike",
    "Offices",
    "ParameterError",
    "PaymentSchedule",
    "PaymentSchedules",
    "PleaGame",
    "PleaGamesError",
    "Pledge",
    "PooledCapacity",
    "PrecisionError",
    "PreparationDecay",
    "Protocol",
    "Protocols",
    "PureEquilibria",
    "QuorumPledge",
    "Regimes",
    "Requirement",
    "Retaliation",
    "Scenario",
    "ScenarioError",
    "Seed",
    "SequentialPlay",
    "SidePayment",
    "Solidarity",
    "StreamlinedTrials",
    "StrikeFund",
    "Thresholds",
    "TippingPayments",
    "UniqueOffers",
    "Visibility",
    "VisibleDefection",
    "__version__",
    "adaptive_offers",
    "announced_order",
    "best_offers",
    "cheapest_dismissals",
    "cheapest_tipping_payments",
    "cite",
    "cognitive_hierarchy",
    "elimination",
    "elimination_regimes",
    "equilibria",
    "extremal_equilibria",
    "fixed_offers",
    "fund_solvency",
    "funding_order",
    "game_tree",
    "least_office",
    "least_seed",
    "level_k",
    "levers",
    "load_scenario",
    "nash_bargain",
    "offers_in_rounds",
    "office_strike",
    "offices",
    "payment_schedules",
    "protocols",
    "pure_equilibria",
    "quorum_pledge",
    "ranked_payments",
    "required",
    "rubinstein_bargain",
    "scenario",
    "scenario_names",
    "thresholds",
    "to_gambit",
    "to_nashpy",
    "trials_at_once",
    "turnout_payments",
    "two_defendant_equilibria",
    "uniform_payments",
    "uniform_tipping_payment",
    "unique_offers",
    "visibility",
]
