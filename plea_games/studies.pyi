from .sweeps.plan import SweepPlan as SweepPlan
from .sweeps.sensitivity import (
    Sensitivity as Sensitivity,
    SobolIndex as SobolIndex,
    sensitivity as sensitivity,
)
from .sweeps.study import (
    Study as Study,
    load_study as load_study,
)
from .sweeps.sweep import (
    plan_sweep as plan_sweep,
    write_sweep as write_sweep,
)
from .sweeps.uncertainty import (
    Interval as Interval,
    Uncertainty as Uncertainty,
    stated_ranges as stated_ranges,
    uncertainty as uncertainty,
)
