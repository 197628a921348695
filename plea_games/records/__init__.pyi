from .choices import Choices
from .kinds import KINDS
from .layout_format import Layout, LayoutError
from .layouts_known import example_layout, layout, layout_names, layout_source
from .lengths import Custody
from .outcomes import Outcomes, Tally
from .rates import PooledRates, Rate, pooled_rates, rate
from .reading import read

__all__ = [
    "KINDS",
    "Choices",
    "Custody",
    "Layout",
    "LayoutError",
    "Outcomes",
    "PooledRates",
    "Rate",
    "Tally",
    "example_layout",
    "layout",
    "layout_names",
    "layout_source",
    "pooled_rates",
    "rate",
    "read",
]
