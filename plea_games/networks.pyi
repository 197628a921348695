from .caseloads.tie_table import (
    Ties as Ties,
    load_ties as load_ties,
)
from .dynamics.networks.cascade import (
    Cascade as Cascade,
    cascade as cascade,
    retreat as retreat,
)
from .dynamics.networks.concentration import (
    ConcentrationEffect as ConcentrationEffect,
    ConcentrationRow as ConcentrationRow,
    concentration_effect as concentration_effect,
)
from .dynamics.networks.continuum import (
    ContinuumCascade as ContinuumCascade,
    continuum_cascade as continuum_cascade,
    critical_spread as critical_spread,
    normal_thresholds as normal_thresholds,
)
from .dynamics.networks.neighbourhoods import (
    Neighbourhoods as Neighbourhoods,
    neighbourhoods as neighbourhoods,
)
from .dynamics.networks.reach import (
    Reach as Reach,
    SeedReach as SeedReach,
    reach as reach,
)
from .dynamics.networks.seed_bounds import (
    SeedBounds as SeedBounds,
    seed_bounds as seed_bounds,
)
from .dynamics.networks.stability import Stability as Stability, stability as stability
