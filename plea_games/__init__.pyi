from .design.amounts.levers import Levers, levers
from .design.amounts.required import Requirement, required
from .design.best_offers import BestOffers, OfferPlan, best_offers
from .design.collective_bargain import CollectiveBargain, nash_bargain, rubinstein_bargain
from .design.contest.contest import contest
from .design.contest.contest_result import Cell, Contest, ContestEquilibrium
from .design.contest.moves import Move
from .design.contest.postures import Posture
from .design.dismissal_choice import DismissalChoice, cheapest_dismissals
from .design.office_clients import OfficeClient, OfficeStrike, least_office, office_strike
from .design.offices import Office, OfficeEquilibrium, Offices, offices
from .design.payments.fund_solvency import FundSolvency, fund_solvency
from .design.payments.funding_order import FundedDefendant, FundingOrder, funding_order
from .design.payments.payment_schedules import PaymentSchedule, PaymentSchedules
from .design.payments.payments import (
    payment_schedules,
    ranked_payments,
    turnout_payments,
    uniform_payments,
)
from .design.payments.tipping_payments import (
    TippingPayments,
    cheapest_tipping_payments,
    uniform_tipping_payment,
)
from .design.places.silo_plan_result import SiloPlan
from .design.places.silo_plans import least_organizing_budget, organize_silos
from .design.places.silos import Silo, SiloThreshold, silo_thresholds
from .design.places.spread_of_effort import Effort, SpreadOfEffort, spread_of_effort
from .design.quorum_pledge import QuorumPledge, quorum_pledge
from .design.unique_implementation import UniqueImplementation, unique_implementation
from .design.visibility import Visibility, visibility
from .dynamics.clock.clock_schedules import Clock, OfferSchedule
from .dynamics.clock.rounds_clock import clock
from .dynamics.court.court_delay import CourtDelay, court_delay, court_gain
from .dynamics.court.court_fluid import court_fluid
from .dynamics.court.court_halt import CourtHalt, court_halt
from .dynamics.court.court_path import CourtPath
from .dynamics.court.court_queue import CourtQueue
from .dynamics.court.court_simulation import court_simulation
from .dynamics.court.court_transient import court_transient
from .dynamics.networks.cascade import Cascade, cascade, retreat
from .dynamics.networks.concentration import (
    ConcentrationEffect,
    ConcentrationRow,
    concentration_effect,
)
from .dynamics.networks.continuum import (
    ContinuumCascade,
    continuum_cascade,
    critical_spread,
    normal_thresholds,
)
from .dynamics.networks.neighbourhoods import Neighbourhoods, neighbourhoods
from .dynamics.networks.reach import Reach, SeedReach, reach
from .dynamics.networks.seed_bounds import SeedBounds, seed_bounds
from .errors import (
    Fault,
    InputError,
    ParameterError,
    PleaGamesError,
    PrecisionError,
    ScenarioError,
    StoreError,
    StudyError,
    TableError,
)
from .games.anonymous import AnonymousGame
from .games.bimatrix import to_nashpy
from .games.heterogeneous import HeterogeneousGame
from .games.lottery_form import LotteryForm, lottery_form
from .games.network import NetworkGame
from .model.defendant import Defendant
from .model.divide_and_conquer import DivideAndConquer
from .model.game import PleaGame
from .model.parameters import Parameter
from .model.payoffs import Payoffs
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
    Term,
    VisibleDefection,
)
from .report.citation import cite
from .report.explorer.inline import Explorer, explore
from .report.gain_curve import GainCurve, gain_curve
from .report.gambit import to_gambit
from .report.paper.write_report import write_report
from .report.phase_diagram import Boundary, PhaseDiagram, PhasePoint, phase_diagram
from .report.plots.cascade import plot_cascade, plot_concentration
from .report.plots.contest import plot_contest
from .report.plots.court_path import plot_court_path
from .report.plots.gain_curve import plot_gain_curve
from .report.plots.levers import plot_levers
from .report.plots.phase_diagram import plot_phase_diagram
from .report.plots.price_by_rounds import plot_price_by_rounds
from .report.plots.protocols import plot_protocols
from .report.plots.sweep import plot_sweep_lines, plot_sweep_surface
from .solvers.behaviour.expected_revisions import TippingTime, expected_revisions
from .solvers.behaviour.global_game import GlobalGame, SwitchingPoint, global_game
from .solvers.behaviour.imitation import Fixation, fixation
from .solvers.behaviour.level_k import LevelsOfReasoning, cognitive_hierarchy, level_k
from .solvers.behaviour.logit_revision import Hill, StationaryLaw, logit_revision
from .solvers.behaviour.quantal_response import QuantalResponse, QuantalResponses, quantal_response
from .solvers.behaviour.quantal_response_branches import quantal_response_branches
from .solvers.behaviour.response_branches import Branch, Branches, TurningPoint
from .solvers.cascade import extremal_equilibria, least_seed, pure_equilibria
from .solvers.cascade_results import Extremes, PureEquilibria, PureProfiles, Seed
from .solvers.certificates import Certificate, certificate
from .solvers.equilibria import equilibria
from .solvers.equilibrium_set import Basin, Equilibrium, EquilibriumSet, Mixers
from .solvers.potential import Potential, potential
from .solvers.sequences.elimination import elimination, elimination_regimes
from .solvers.sequences.elimination_trace import Elimination, Regimes
from .solvers.sequences.game_tree import Decision, GameTree, Leaf, game_tree
from .solvers.sequences.protocols import Protocol, Protocols, protocols
from .solvers.sequences.sequential import (
    adaptive_offers,
    announced_order,
    fixed_offers,
    offers_in_rounds,
    trials_at_once,
)
from .solvers.sequences.sequential_play import SequentialPlay
from .solvers.sequences.unique_offers import UniqueOffers, unique_offers
from .solvers.thresholds import Thresholds, thresholds
from .solvers.two_defendants import Component, Components, two_defendant_equilibria
from .solvers.union.attrition import Attrition, attrition
from .solvers.union.critical_discount import CriticalDiscounts, Sustained, critical_discount
from .solvers.union.organizing_value import OrganizingValue, organizing_value
from .solvers.welfare import Outcome, Welfare, welfare
from .study.claims.checking import claims
from .study.claims.ledger import Claim, Claims
from .study.scenario_format import Fact
from .study.scenarios import Scenario, load_scenario, scenario, scenario_names
from .study.silo_table import load_silos
from .study.synthetic_dockets import synthetic_dockets
from .study.tie_table import Ties, load_ties
from .sweeps.axes import Range
from .sweeps.national import simulate_nation
from .sweeps.national_result import NationalSimulation
from .sweeps.places import Place, Places, sweep_places
from .sweeps.plan import SweepPlan
from .sweeps.sensitivity import Sensitivity, SobolIndex, sensitivity
from .sweeps.study import Study, load_study
from .sweeps.sweep import plan_sweep, sweep, write_sweep
from .sweeps.uncertainty import Interval, Uncertainty, stated_ranges, uncertainty

__version__: str

__all__ = [
    "AnonymousGame",
    "Attrition",
    "Basin",
    "BestOffers",
    "BetterOffer",
    "Boundary",
    "Branch",
    "Branches",
    "BudgetSurge",
    "Cascade",
    "Cell",
    "Certificate",
    "Claim",
    "Claims",
    "Clock",
    "CollectiveBargain",
    "CollectiveCounsel",
    "CommunityJury",
    "Component",
    "Components",
    "ConcentrationEffect",
    "ConcentrationRow",
    "Contest",
    "ContestEquilibrium",
    "ContinuumCascade",
    "CostlierTrials",
    "CourtDelay",
    "CourtHalt",
    "CourtPath",
    "CourtQueue",
    "CriticalDiscounts",
    "Decision",
    "DefenceOverload",
    "Defendant",
    "DismissalChoice",
    "Dismissals",
    "DivideAndConquer",
    "Effort",
    "Elimination",
    "Equilibrium",
    "EquilibriumSet",
    "Explorer",
    "Extremes",
    "Fact",
    "Fault",
    "Fixation",
    "FundSolvency",
    "FundedDefendant",
    "FundingOrder",
    "GainCurve",
    "GameTree",
    "GlobalGame",
    "HeterogeneousGame",
    "Hill",
    "InputError",
    "Interval",
    "Leaf",
    "LevelsOfReasoning",
    "Levers",
    "LotteryForm",
    "Mixers",
    "Move",
    "NationalSimulation",
    "Neighbourhoods",
    "NetworkGame",
    "OfferPlan",
    "OfferSchedule",
    "Office",
    "OfficeClient",
    "OfficeEquilibrium",
    "OfficeStrike",
    "Offices",
    "OrganizingValue",
    "Outcome",
    "Parameter",
    "ParameterError",
    "PaymentSchedule",
    "PaymentSchedules",
    "Payoffs",
    "PhaseDiagram",
    "PhasePoint",
    "Place",
    "Places",
    "PleaGame",
    "PleaGamesError",
    "Pledge",
    "PooledCapacity",
    "Posture",
    "Potential",
    "PrecisionError",
    "PreparationDecay",
    "Protocol",
    "Protocols",
    "PureEquilibria",
    "PureProfiles",
    "QuantalResponse",
    "QuantalResponses",
    "QuorumPledge",
    "Range",
    "Reach",
    "Regimes",
    "Requirement",
    "Retaliation",
    "Scenario",
    "ScenarioError",
    "Seed",
    "SeedBounds",
    "SeedReach",
    "Sensitivity",
    "SequentialPlay",
    "SidePayment",
    "Silo",
    "SiloPlan",
    "SiloThreshold",
    "SobolIndex",
    "Solidarity",
    "SpreadOfEffort",
    "StationaryLaw",
    "StoreError",
    "StreamlinedTrials",
    "StrikeFund",
    "Study",
    "StudyError",
    "Sustained",
    "SweepPlan",
    "SwitchingPoint",
    "TableError",
    "Term",
    "Thresholds",
    "Ties",
    "TippingPayments",
    "TippingTime",
    "TurningPoint",
    "Uncertainty",
    "UniqueImplementation",
    "UniqueOffers",
    "Visibility",
    "VisibleDefection",
    "Welfare",
    "__version__",
    "adaptive_offers",
    "announced_order",
    "attrition",
    "best_offers",
    "cascade",
    "certificate",
    "cheapest_dismissals",
    "cheapest_tipping_payments",
    "cite",
    "claims",
    "clock",
    "cognitive_hierarchy",
    "concentration_effect",
    "contest",
    "continuum_cascade",
    "court_delay",
    "court_fluid",
    "court_gain",
    "court_halt",
    "court_simulation",
    "court_transient",
    "critical_discount",
    "critical_spread",
    "elimination",
    "elimination_regimes",
    "equilibria",
    "expected_revisions",
    "explore",
    "extremal_equilibria",
    "fixation",
    "fixed_offers",
    "fund_solvency",
    "funding_order",
    "gain_curve",
    "game_tree",
    "global_game",
    "least_office",
    "least_organizing_budget",
    "least_seed",
    "level_k",
    "levers",
    "load_scenario",
    "load_silos",
    "load_study",
    "load_ties",
    "logit_revision",
    "lottery_form",
    "nash_bargain",
    "neighbourhoods",
    "normal_thresholds",
    "offers_in_rounds",
    "office_strike",
    "offices",
    "organize_silos",
    "organizing_value",
    "payment_schedules",
    "phase_diagram",
    "plan_sweep",
    "plot_cascade",
    "plot_concentration",
    "plot_contest",
    "plot_court_path",
    "plot_gain_curve",
    "plot_levers",
    "plot_phase_diagram",
    "plot_price_by_rounds",
    "plot_protocols",
    "plot_sweep_lines",
    "plot_sweep_surface",
    "potential",
    "protocols",
    "pure_equilibria",
    "quantal_response",
    "quantal_response_branches",
    "quorum_pledge",
    "ranked_payments",
    "reach",
    "required",
    "retreat",
    "rubinstein_bargain",
    "scenario",
    "scenario_names",
    "seed_bounds",
    "sensitivity",
    "silo_thresholds",
    "simulate_nation",
    "spread_of_effort",
    "stated_ranges",
    "sweep",
    "sweep_places",
    "synthetic_dockets",
    "thresholds",
    "to_gambit",
    "to_nashpy",
    "trials_at_once",
    "turnout_payments",
    "two_defendant_equilibria",
    "uncertainty",
    "uniform_payments",
    "uniform_tipping_payment",
    "unique_implementation",
    "unique_offers",
    "visibility",
    "welfare",
    "write_report",
    "write_sweep",
]
