from .caseloads.claims.ledger import (
    Claim as Claim,
    Claims as Claims,
)
from .caseloads.claims.readings import Reading as Reading
from .caseloads.fit import Fit as Fit, Reconciliation as Reconciliation
from .caseloads.scenario_format import Fact as Fact
from .design.amounts.levers import Levers as Levers
from .design.amounts.required import Requirement as Requirement
from .design.contest.contest_result import (
    Cell as Cell,
    Contest as Contest,
    ContestEquilibrium as ContestEquilibrium,
)
from .dynamics.clock.clock_schedules import (
    Clock as Clock,
    OfferSchedule as OfferSchedule,
)
from .games.lottery_form import LotteryForm as LotteryForm
from .report.explorer.inline import Explorer as Explorer
from .report.gain_curve import GainCurve as GainCurve
from .report.glossary import Glossary as Glossary
from .report.phase_diagram import (
    Boundary as Boundary,
    PhaseDiagram as PhaseDiagram,
    PhasePoint as PhasePoint,
)
from .side_by_side import SideBySide as SideBySide
from .solvers.bimatrix.bimatrix_result import (
    Bimatrix as Bimatrix,
    BimatrixComponent as BimatrixComponent,
    BimatrixEquilibrium as BimatrixEquilibrium,
    Dominated as Dominated,
    NashSubset as NashSubset,
)
from .solvers.certificates import Certificate as Certificate
from .solvers.equilibrium_set import (
    Basin as Basin,
    Equilibrium as Equilibrium,
    EquilibriumSet as EquilibriumSet,
    Mixers as Mixers,
)
from .solvers.game_kinds import GameKind as GameKind
from .solvers.kind_conditions import KindConditions as KindConditions
from .solvers.potential import Potential as Potential
from .solvers.sequences.protocols import (
    Protocol as Protocol,
    Protocols as Protocols,
)
from .solvers.thresholds import Thresholds as Thresholds
from .solvers.welfare import Welfare as Welfare
from .solvers.without_pleas import Outcome as Outcome
