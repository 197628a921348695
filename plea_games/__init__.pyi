from .errors import (
    Fault,
    InputError,
    ParameterError,
    PleaGamesError,
    PrecisionError,
    ScenarioError,
)
from .games.anonymous import AnonymousGame
from .model.game import PleaGame
from .report.citation import cite
from .solvers.equilibria import Equilibrium, EquilibriumSet, equilibria
from .solvers.thresholds import Thresholds, thresholds
from .study.scenario_format import Fact
from .study.scenarios import Scenario, load_scenario, scenario, scenario_names

__version__: str

__all__ = [
    "AnonymousGame",
    "Equilibrium",
    "EquilibriumSet",
    "Fact",
    "Fault",
    "InputError",
    "ParameterError",
    "PleaGame",
    "PleaGamesError",
    "PrecisionError",
    "Scenario",
    "ScenarioError",
    "Thresholds",
    "__version__",
    "cite",
    "equilibria",
    "load_scenario",
    "scenario",
    "scenario_names",
    "thresholds",
]
