from .solvers.heterogeneous.extremal import (
    extremal_equilibria as extremal_equilibria,
    least_seed as least_seed,
    pure_equilibria as pure_equilibria,
)
from .solvers.heterogeneous.extremal_results import (
    Extremes as Extremes,
    PureEquilibria as PureEquilibria,
    PureProfiles as PureProfiles,
    Seed as Seed,
)
from .solvers.heterogeneous.named_results import (
    NamedEquilibria as NamedEquilibria,
    NamedEquilibrium as NamedEquilibrium,
)
from .solvers.heterogeneous.two_defendants import (
    Component as Component,
    Components as Components,
    two_defendant_equilibria as two_defendant_equilibria,
)
