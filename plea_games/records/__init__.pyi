from .audits import Audit, Reading, audit
from .caseloads import caseload, scenario_toml
from .choices import Choices
from .class_dockets import Docket, Dockets, dockets
from .conviction_rates import Convictions, convictions
from .defendants import LedgerLine
from .engine import EngineError
from .kinds import KINDS
from .layout_format import Layout, LayoutError
from .layouts_known import example_layout, layout, layout_names, layout_source
from .lengths import Custody
from .outcomes import Outcomes
from .place_table import PlaceTable, place_table
from .rates import PooledRates, Rate, pooled_rates, rate
from .reading import read
from .selection_fit import PlaceFit, RuleFit, SelectionFit, fit
from .tally import Tally
from .trial_penalty import Penalty, PenaltyBound, penalty

__all__ = [
    "KINDS",
    "Audit",
    "Choices",
    "Convictions",
    "Custody",
    "Docket",
    "Dockets",
    "EngineError",
    "Layout",
    "LayoutError",
    "LedgerLine",
    "Outcomes",
    "Penalty",
    "PenaltyBound",
    "PlaceFit",
    "PlaceTable",
    "PooledRates",
    "Rate",
    "Reading",
    "RuleFit",
    "SelectionFit",
    "Tally",
    "audit",
    "caseload",
    "convictions",
    "dockets",
    "example_layout",
    "fit",
    "layout",
    "layout_names",
    "layout_source",
    "penalty",
    "place_table",
    "pooled_rates",
    "rate",
    "read",
    "scenario_toml",
]
