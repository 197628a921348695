from .design.contest import contest
from .design.contest_result import Cell, Contest, ContestEquilibrium
from .design.levers import Levers, levers
from .design.moves import Move
from .design.postures import Posture
from .design.required import Requirement, required
from .design.tipping_payments import (
    TippingPayments,
    cheapest_tipping_payments,
    uniform_tipping_payment,
)
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
from .solvers.attrition import Attrition, attrition
from .solvers.cascade import (
    Extremes,
    PureEquilibria,
    Seed,
    extremal_equilibria,
    least_seed,
    pure_equilibria,
)
from .solvers.critical_discount import CriticalDiscounts, Sustained, critical_discount
from .solvers.elimination import elimination, elimination_regimes
from .solvers.elimination_trace import Elimination, Regimes
from .solvers.equilibria import Equilibrium, EquilibriumSet, equilibria
from .solvers.game_tree import Decision, GameTree, Leaf, game_tree
from .solvers.level_k import LevelsOfReasoning, cognitive_hierarchy, level_k
from .solvers.organizing_value import OrganizingValue, organizing_value
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
    "Attrition",
    "BetterOffer",
    "BudgetSurge",
    "Cell",
    "CollectiveCounsel",
    "CommunityJury",
    "Component",
    "Components",
    "Contest",
    "ContestEquilibrium",
    "CostlierTrials",
    "CriticalDiscounts",
    "Decision",
    "DefenceOverload",
    "Defendant",
    "Dismissals",
    "DivideAndConquer",
    "Elimination",
    "Equilibrium",
    "EquilibriumSet",
    "Extremes",
    "Fact",
    "Fault",
    "GameTree",
    "HeterogeneousGame",
    "InputError",
    "Leaf",
    "LevelsOfReasoning",
    "Levers",
    "Move",
    "OrganizingValue",
    "ParameterError",
    "PleaGame",
    "PleaGamesError",
    "Pledge",
    "PooledCapacity",
    "Posture",
    "PrecisionError",
    "PreparationDecay",
    "Protocol",
    "Protocols",
    "PureEquilibria",
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
    "Sustained",
    "Thresholds",
    "TippingPayments",
    "UniqueOffers",
    "VisibleDefection",
    "__version__",
    "adaptive_offers",
    "announced_order",
    "attrition",
    "cheapest_tipping_payments",
    "cite",
    "cognitive_hierarchy",
    "contest",
    "critical_discount",
    "elimination",
    "elimination_regimes",
    "equilibria",
    "extremal_equilibria",
    "fixed_offers",
    "game_tree",
    "least_seed",
    "level_k",
    "levers",
    "load_scenario",
    "offers_in_rounds",
    "organizing_value",
    "protocols",
    "pure_equilibria",
    "required",
    "scenario",
    "scenario_names",
    "thresholds",
    "to_gambit",
    "to_nashpy",
    "trials_at_once",
    "two_defendant_equilibria",
    "uniform_tipping_payment",
    "unique_offers",
]
