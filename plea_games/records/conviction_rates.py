"""The probability of conviction at trial, by place, or the reason why it cannot be had."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from ..errors import Fault, ParameterError
from ..model.reading import refuse_other_kinds
from ..tables import Column, Missing, Table, Tabular
from .outcomes import Outcomes
from .rates import PooledRates, pooled_rates


@dataclass(frozen=True)
class Convictions(Tabular):
    """p by place: of its own trials, and pooled with the others in part.

    Attributes
    ----------
    places
        In alphabetical order.
    rates
        Raw and shrunk.
    """

    places: tuple[str, ...]
    rates: PooledRates

    def shrunk(self, place: str) -> tuple[float, float, float]:
        """Low, value and high of a place."""
        return self.rates.shrunk[self.places.index(place)]

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "mean": self.rates.mean,
            "weight": self.rates.weight,
            "places": [
                {
                    "place": place,
                    **asdict(raw),
                    "shrunk_low": shrunk[0],
                    "shrunk": shrunk[1],
                    "shrunk_high": shrunk[2],
                }
                for place, raw, shrunk in zip(
                    self.places, self.rates.raw, self.rates.shrunk, strict=True
                )
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a place."""
        columns = (
            Column("place", left=True),
            Column("verdicts", "cases"),
            Column("p, raw", "share"),
            Column("exact interval"),
            Column("p, shrunk", "share"),
            Column("interval"),
        )
        rows = [
            (
                place,
                raw.of,
                Missing("no trial with a verdict") if raw.value is None else raw.value,
                f"{raw.low:.3f} to {raw.high:.3f}",
                shrunk,
                f"{low:.3f} to {high:.3f}",
            )
            for place, raw, (low, shrunk, high) in zip(
                self.places, self.rates.raw, self.rates.shrunk, strict=True
            )
        ]
        note = (
            f"Shrunk towards {self.rates.mean:.3f} with the weight of {self.rates.weight:,.3g} "
            "trials (empirical-Bayes beta-binomial); intervals of 95 %."
        )
        return Table(title or "Conviction at trial by place", columns, rows, [note])


def convictions(outcomes: Outcomes, period: int | None = None) -> Convictions:
    """p of each place with its exact interval, and the value that borrows from the others.

    Parameters
    ----------
    outcomes
        Records.
    period
        A year; all together unless given.

    Returns
    -------
    Convictions
        Raw and pooled shares, by place.

    Raises
    ------
    ParameterError
        Where p cannot be known from such records, with the reason.

    Examples
    --------
    >>> import plea_games as pg
    >>> found = pg.records.convictions(pg.records.example_outcomes())
    >>> [round(raw.value, 2) for raw in found.rates.raw]  # 26 of 37 trials, 5 of 9 and 2 of 2
    [0.7, 0.56, 1.0]
    >>> [round(found.shrunk(place)[1], 2) for place in found.places]
    [0.69, 0.69, 0.69]
    """
    refuse_other_kinds(outcomes, Outcomes, name="outcomes")
    if "conviction" in outcomes.refused:
        rule = f"cannot be had from these records: {outcomes.refused['conviction']}"
        remedy = "take it from another source, and name that"
        raise ParameterError([Fault("conviction", "", rule, remedy)])
    tallies = [outcomes.tally(place, period) for place in outcomes.places_named]
    rates = _rates(tuple(t.convicted for t in tallies), tuple(t.verdicts for t in tallies))
    return Convictions(outcomes.places_named, rates)


_rates = lru_cache(maxsize=16)(pooled_rates)  # each place of a table asks for those of all
