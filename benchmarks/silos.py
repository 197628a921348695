"""Which of 12,000 dockets to organize."""

from collections.abc import Iterator

import numpy as np
from pairs import Case
from scipy.optimize import Bounds, LinearConstraint, milp

import plea_games as pg

BUDGET = 100_000


def cases() -> Iterator[Case]:
    silos = pg.places.synthetic_dockets(rng=0)
    winnable = [found for found in pg.places.silo_thresholds(silos) if found.recruits is not None]
    worths = np.array([found.silo.worth for found in winnable], dtype=float)
    costs = np.array([[float(found.cost) for found in winnable]])
    yield Case(
        f"best of {len(silos):,} silos, thresholds included, proved",
        lambda: pg.places.organize_silos(silos, budget=BUDGET),
        "scipy.optimize.milp, thresholds given",
        lambda: milp(
            -worths,
            constraints=LinearConstraint(costs, ub=BUDGET),
            integrality=1,
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0, "time_limit": 120},
        ),
        runs=1,
    )
