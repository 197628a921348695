from . import (
    behaviour as behaviour,
    court as court,
    errors as errors,
    heterogeneous as heterogeneous,
    information as information,
    networks as networks,
    organizing as organizing,
    payments as payments,
    places as places,
    plot as plot,
    records as records,
    results as results,
    sequences as sequences,
    studies as studies,
    union as union,
)
from .caseloads.claims.checking import claims as claims
from .caseloads.scenarios import (
    Scenario as Scenario,
    load_scenario as load_scenario,
    scenario as scenario,
    scenario_names as scenario_names,
)
from .citations.citation import cite as cite
from .design.amounts.levers import levers as levers
from .design.amounts.required import required as required
from .design.contest.contest import contest as contest
from .dynamics.clock.rounds_clock import clock as clock
from .errors import (
    ParameterError as ParameterError,
    PleaGamesError as PleaGamesError,
)
from .games.anonymous import AnonymousGame as AnonymousGame
from .games.bimatrix import to_nashpy as to_nashpy
from .games.heterogeneous import HeterogeneousGame as HeterogeneousGame
from .games.lottery_form import lottery_form as lottery_form
from .games.network import NetworkGame as NetworkGame
from .model.defendant import Defendant as Defendant
from .model.docket import Docket as Docket
from .model.game import PleaGame as PleaGame
from .model.parameters import Parameter as Parameter
from .model.payoffs import Payoffs as Payoffs
from .model.terms import (
    BetterOffer as BetterOffer,
    BudgetSurge as BudgetSurge,
    CollectiveCounsel as CollectiveCounsel,
    CommunityJury as CommunityJury,
    ConvictionCap as ConvictionCap,
    CooperationCredit as CooperationCredit,
    CostlierTrials as CostlierTrials,
    DefenceOverload as DefenceOverload,
    DiscountCap as DiscountCap,
    Dismissals as Dismissals,
    Mistrials as Mistrials,
    Pledge as Pledge,
    PooledCapacity as PooledCapacity,
    PreparationDecay as PreparationDecay,
    Retaliation as Retaliation,
    SidePayment as SidePayment,
    Solidarity as Solidarity,
    StreamlinedTrials as StreamlinedTrials,
    StrikeFund as StrikeFund,
    Term as Term,
    Testimony as Testimony,
    VisibleDefection as VisibleDefection,
    YearsCap as YearsCap,
)
from .report.explorer.inline import explore as explore
from .report.gain_curve import gain_curve as gain_curve
from .report.gambit import to_gambit as to_gambit
from .report.glossary import glossary as glossary
from .report.paper.write_report import write_report as write_report
from .report.phase_diagram import phase_diagram as phase_diagram
from .solvers.bimatrix.bimatrix import bimatrix as bimatrix
from .solvers.certificates import certificate as certificate
from .solvers.equilibria import equilibria as equilibria
from .solvers.game_kinds import game_kind as game_kind
from .solvers.potential import potential as potential
from .solvers.sequences.protocols import protocols as protocols
from .solvers.thresholds import thresholds as thresholds
from .solvers.welfare import welfare as welfare
from .sweeps.axes import Range as Range
from .sweeps.sweep import sweep as sweep

__version__: str
from .caseloads.fit import fit as fit
from .caseloads.gambit_files import from_gambit as from_gambit
from .caseloads.payoff_tables import from_payoffs as from_payoffs
from .information.deviations.coalitions import coalitions as coalitions
from .information.learning.verdicts import verdicts as verdicts
from .information.mediation.correlated import correlated_equilibria as correlated_equilibria
from .information.private.private_cases import private_cases as private_cases
from .information.signals.disclosure import disclosure as disclosure
