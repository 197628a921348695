"""What comes of organizing many dockets, cohort by cohort."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..tables import Column, Table, Tabular
from ..units import number_of

Floats = NDArray[np.float64]

MEASURES = ("dockets_won", "defendants_won", "trials", "sentence_years")


@dataclass(frozen=True)
class NationalSimulation(Tabular):
    """What comes of organizing many dockets, by cohort.

    Attributes
    ----------
    dockets, replications
        How many there are.
    means, errors, lower, upper
        By measure, an array over cohorts: means over replications, their standard errors, and the
        5% and 95% quantiles of replications. The measures are "dockets_won" and "defendants_won"
        (shares), "trials" (cases) and "sentence_years" (imposed, in expectation).
    without
        "trials" and "sentence_years" of a cohort if everyone pleads, at the stated inputs.
    """

    dockets: int
    replications: int
    means: Mapping[str, Floats]
    errors: Mapping[str, Floats]
    lower: Mapping[str, Floats]
    upper: Mapping[str, Floats]
    without: Mapping[str, float]

    @property
    def cohorts(self) -> int:
        """How many cohorts."""
        return int(self.means["dockets_won"].size)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        rows = [
            {"cohort": cohort + 1}
            | {name: float(self.means[name][cohort]) for name in MEASURES}
            | {f"{name}_error": float(self.errors[name][cohort]) for name in MEASURES}
            | {f"{name}_low": float(self.lower[name][cohort]) for name in MEASURES}
            | {f"{name}_high": float(self.upper[name][cohort]) for name in MEASURES}
            for cohort in range(self.cohorts)
        ]
        return {
            "dockets": self.dockets,
            "replications": self.replications,
            "without": dict(self.without),
            "cohorts": rows,
        }

    def table(self, title: str = "") -> Table:
        """One row a cohort: the mean, and the range that holds nine replications in ten."""
        columns = (
            Column("cohort"),
            Column("dockets won\n%"),
            Column("defendants in them\n%"),
            Column("trials\ncases"),
            Column("sentences\nyears"),
        )
        scales = (100, 100, 1, 1)
        rows = [
            (
                cohort + 1,
                *(
                    f"{scale * self.means[name][cohort]:,.4g} "
                    f"({scale * self.lower[name][cohort]:,.4g} to "
                    f"{scale * self.upper[name][cohort]:,.4g})"
                    for name, scale in zip(MEASURES, scales, strict=True)
                ),
            )
            for cohort in range(self.cohorts)
        ]
        notes = (
            f"Means of {number_of(self.replications, 'replications')}, and the range from "
            "5% to 95% of them. "
            f"If everyone pleads: no trial, {self.without['sentence_years']:,.4g} years a cohort.",
            "Membership dynamics are assumed; see help(plea_games.places.simulate_nation).",
        )
        heading = title or f"Strikes in {number_of(self.dockets, 'dockets')}"
        return Table(heading, columns, rows, notes)
