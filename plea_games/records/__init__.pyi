from .audits import Audit as Audit, Reading as Reading, audit as audit
from .choices import Choices as Choices
from .class_dockets import ClassDocket as ClassDocket, Dockets as Dockets
from .conviction_rates import Convictions as Convictions, convictions as convictions
from .defendants import LedgerLine as LedgerLine
from .examples import example_files as example_files, example_outcomes as example_outcomes
from .layout_format import Layout as Layout
from .layouts_known import (
    example_layout as example_layout,
    layout as layout,
    layout_names as layout_names,
    layout_source as layout_source,
)
from .lengths import Custody as Custody
from .outcomes import Outcomes as Outcomes
from .rates import PooledRates as PooledRates, Rate as Rate
from .reading import read as read
from .selection_fit import (
    PlaceFit as PlaceFit,
    RuleFit as RuleFit,
    SelectionFit as SelectionFit,
    fit as fit,
)
from .table_of_places import PlaceTable as PlaceTable
from .tally import Tally as Tally
from .trial_penalty import Penalty as Penalty, PenaltyBound as PenaltyBound, penalty as penalty
