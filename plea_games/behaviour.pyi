from .solvers.behaviour.expected_revisions import (
    TippingTime as TippingTime,
    expected_revisions as expected_revisions,
)
from .solvers.behaviour.global_game import (
    GlobalGame as GlobalGame,
    SwitchingPoint as SwitchingPoint,
    global_game as global_game,
)
from .solvers.behaviour.imitation import (
    Fixation as Fixation,
    fixation as fixation,
)
from .solvers.behaviour.level_k import (
    LevelsOfReasoning as LevelsOfReasoning,
    cognitive_hierarchy as cognitive_hierarchy,
    level_k as level_k,
)
from .solvers.behaviour.logit_revision import (
    Hill as Hill,
    StationaryLaw as StationaryLaw,
    logit_revision as logit_revision,
)
from .solvers.behaviour.narrative import (
    Narrative as Narrative,
    narrative as narrative,
)
from .solvers.behaviour.quantal_response import (
    QuantalResponse as QuantalResponse,
    QuantalResponses as QuantalResponses,
    quantal_response as quantal_response,
)
from .solvers.behaviour.quantal_response_branches import (
    quantal_response_branches as quantal_response_branches,
)
from .solvers.behaviour.response_branches import (
    Branch as Branch,
    Branches as Branches,
    TurningPoint as TurningPoint,
)
