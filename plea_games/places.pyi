from .caseloads.silo_table import load_silos as load_silos
from .caseloads.synthetic_dockets import synthetic_dockets as synthetic_dockets
from .design.places.silo_plan_result import SiloPlan as SiloPlan
from .design.places.silo_plans import (
    least_organizing_budget as least_organizing_budget,
    organize_silos as organize_silos,
)
from .design.places.silos import (
    Silo as Silo,
    SiloThreshold as SiloThreshold,
    silo_thresholds as silo_thresholds,
)
from .design.places.spread_of_effort import (
    Effort as Effort,
    SpreadOfEffort as SpreadOfEffort,
    spread_of_effort as spread_of_effort,
)
from .sweeps.national import simulate_nation as simulate_nation
from .sweeps.national_result import NationalSimulation as NationalSimulation
from .sweeps.place_table import Place as Place, Places as Places
from .sweeps.places import sweep_places as sweep_places
