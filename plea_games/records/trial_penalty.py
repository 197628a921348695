r"""The trial penalty: what is observed, and between what it must lie if the tried are selected.

J is the mean custody of those convicted at trial and s that of those who pleaded, both weighted by
the classes of the convicted at trial, so that neither is of graver offences than the other (direct
standardization). What the tried would have got had they pleaded, s*, is not observed. Manski (1990,
from memory) bounds it by what is possible:

==========================================  =========================
assumption                                  s* lies between
==========================================  =========================
none                                        0 and the longest possible
a plea costs no more than a trial           0 and J
the tried are at least as grave             s and the longest possible
both                                        s and J
==========================================  =========================

The last two are the monotone treatment response and selection of Manski and Pepper (2000, from
memory). The longest possible is the count for life.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, sqrt
from typing import Any

import numpy as np
from scipy import stats

from ..errors import Fault, ParameterError
from ..model.reading import refuse_other_kinds
from ..tables import Column, Missing, Table, Tabular
from .kinds import MODES, Mode
from .outcomes import Outcomes


@dataclass(frozen=True)
class PenaltyBound:
    """What an assumption on the selection of the tried leaves.

    Attributes
    ----------
    assumption
        In words.
    offer
        s*, years: low and high.
    ratio
        J/s*: low and high; infinite where s* may be 0.
    """

    assumption: str
    offer: tuple[float, float]
    ratio: tuple[float, float]


@dataclass(frozen=True)
class Penalty(Tabular):
    """The trial penalty of one place and period.

    Attributes
    ----------
    place, period
        Which.
    offer, sentence
        s and J in years, of one mix of classes; None where there is none.
    offer_interval, sentence_interval
        Of 95 %, by Student's t within classes; None for lengths that are means.
    pooled_offer, pooled_sentence
        Means over all classes together.
    tried, left_out
        Convicted at trial with a known length; and those of a class in which nobody pleaded.
    bounds
        What s* may be.
    """

    place: str
    period: str
    offer: float | None
    sentence: float | None
    offer_interval: tuple[float, float] | None
    sentence_interval: tuple[float, float] | None
    pooled_offer: float | None
    pooled_sentence: float | None
    tried: int
    left_out: int
    bounds: tuple[PenaltyBound, ...]

    also_recorded = ("ratio",)

    @property
    def ratio(self) -> float | None:
        """J/s, which is selected."""
        return self.sentence / self.offer if self.offer and self.sentence is not None else None

    def table(self, title: str = "") -> Table:
        """One row an assumption."""
        columns = (
            Column("if one assumes", left=True),
            Column("the tried would have\nbeen offered, years"),
            Column("J/s"),
        )
        rows: list[list[object]] = []
        if self.offer is not None and self.sentence is not None:
            ratio: object = (
                Missing("nobody who pleaded has custody")
                if self.ratio is None
                else f"{self.ratio:.3g}"
            )
            rows.append(
                ["what pleaders of their classes got (selected)", f"{self.offer:.3g}", ratio]
            )
        rows += [
            [bound.assumption, _span(bound.offer), _span(bound.ratio)] for bound in self.bounds
        ]
        notes = [f"Convicted at trial: {self.tried:,}."]
        if self.sentence is not None:
            notes.append(f"J is {self.sentence:.4g} years{_within(self.sentence_interval)}.")
        if self.pooled_offer is not None and self.pooled_sentence is not None:
            notes.append(
                f"All classes together: s {self.pooled_offer:.4g}, "
                f"J {self.pooled_sentence:.4g} years."
            )
        if self.left_out:
            notes.append(f"Of classes in which nobody pleaded, and left out: {self.left_out:,}.")
        return Table(title or f"Trial penalty, {self.place}, {self.period}", columns, rows, notes)


def penalty(
    outcomes: Outcomes,
    place: str | None = None,
    period: int | None = None,
) -> Penalty:
    """The trial penalty, standardized by class, with bounds for the selection of the tried.

    Parameters
    ----------
    outcomes
        Records with sentences.
    place, period
        Which; all unless given.

    Returns
    -------
    Penalty
        s, J and J/s as observed, and what is possible if the tried are selected.

    Raises
    ------
    ParameterError
        Where the records have no sentences, or no such place or year.

    Examples
    --------
    Over all offences together the tried have 8.5 times the custody of pleaders; within their
    classes it is 3.8 times, and if they were graver cases than other ones of their class, less:

    >>> import plea_games as pg
    >>> found = pg.records.penalty(pg.records.example_outcomes())
    >>> round(found.pooled_sentence / found.pooled_offer, 1), round(found.ratio, 1)
    (8.5, 3.8)
    >>> [round(end, 1) for end in found.bounds[-1].ratio]
    [1.0, 3.8]
    """
    refuse_other_kinds(outcomes, Outcomes, name="outcomes")
    if outcomes.layout.sentences is None:
        rule, remedy = "are not in these records", "read them with sentences"
        raise ParameterError([Fault("sentences", "", rule, remedy)])
    outcomes.tally(place, period)
    life, capped = outcomes.choices.life_months / 12, outcomes.layout.sentences.capped_at_life
    lengths: dict[str, dict[Mode, dict[float, int]]] = {}
    for row in outcomes.lengths:
        if (place is None or row[0] == place) and (period is None or row[1] == period):
            years = life if row[5] else row[4]
            if years is None:
                continue
            years = min(years, life) if capped else years
            of_mode = lengths.setdefault(row[2], {mode: {} for mode in MODES})[_mode(row[3])]
            of_mode[years] = of_mode.get(years, 0) + row[6]
    return _penalty(lengths, place or "all", str(period or "all"), life, outcomes)


def _mode(name: str) -> Mode:
    return "plea" if name == "plea" else "trial"


def _penalty(
    lengths: Mapping[str, Mapping[Mode, Mapping[float, int]]],
    place: str,
    period: str,
    life: float,
    outcomes: Outcomes,
) -> Penalty:
    both = [by for by in lengths.values() if by["plea"] and by["trial"]]
    tried = sum(sum(by["trial"].values()) for by in lengths.values())
    weights = np.array([sum(by["trial"].values()) for by in both], dtype=float)
    means: dict[Mode, float | None] = dict.fromkeys(MODES)
    intervals: dict[Mode, tuple[float, float] | None] = dict.fromkeys(MODES)
    sentences = outcomes.layout.sentences
    if outcomes.choices.standardized and both:
        for mode in MODES:
            means[mode] = float(np.dot(weights, [_mean(by[mode]) for by in both]) / weights.sum())
            if sentences and not sentences.means:
                intervals[mode] = _interval([by[mode] for by in both], weights)
    pooled = {mode: _pooled(lengths, mode) for mode in MODES}
    if not outcomes.choices.standardized:
        means = dict(pooled)
    offer, sentence = means["plea"], means["trial"]
    return Penalty(
        place,
        period,
        offer,
        sentence,
        intervals["plea"],
        intervals["trial"],
        pooled["plea"],
        pooled["trial"],
        tried,
        tried - int(weights.sum()) if outcomes.choices.standardized else 0,
        () if offer is None or sentence is None else _bounds(offer, sentence, life),
    )


def _mean(lengths: Mapping[float, int]) -> float:
    return sum(years * n for years, n in lengths.items()) / sum(lengths.values())


def _pooled(lengths: Mapping[str, Mapping[Mode, Mapping[float, int]]], mode: Mode) -> float | None:
    cases = sum(n for by in lengths.values() for n in by[mode].values())
    years = sum(length * n for by in lengths.values() for length, n in by[mode].items())
    return years / cases if cases else None


def _interval(
    classes: list[Mapping[float, int]], weights: "np.ndarray[Any, Any]"
) -> tuple[float, float]:
    """The 95 % interval of a weighted mean of class means, by Student's t.

    Its degrees of freedom are Satterthwaite's (1946, from memory). A class of one case has no
    deviation of its own: it takes that of the others in proportion to its mean, or its mean where
    no class has two cases.
    """
    shares = weights / weights.sum()
    cases = np.array([sum(lengths.values()) for lengths in classes], dtype=float)
    means = np.array([_mean(lengths) for lengths in classes])
    squares = np.array([
        sum(n * (years - mean) ** 2 for years, n in lengths.items())
        for lengths, mean in zip(classes, means, strict=True)
    ])  # fmt: skip
    alone, freedom = cases == 1, float((cases - 1).sum())
    positive = means > 0
    ratio = (squares[positive] / means[positive] ** 2).sum() / freedom if freedom else 1.0
    variances = np.where(alone, ratio * means**2, squares / np.maximum(cases - 1, 1))
    parts = shares**2 * variances / cases
    centre, variance = float(shares @ means), float(parts.sum())
    if not variance:
        return centre, centre
    own = np.where(alone, max(freedom, 1.0), cases - 1)
    half = stats.t.ppf(0.975, variance**2 / float((parts**2 / own).sum())) * sqrt(variance)
    return max(centre - half, 0.0), float(centre + half)


def _bounds(offer: float, sentence: float, life: float) -> tuple[PenaltyBound, ...]:
    most = max(life, sentence)
    spans = (
        ("nothing", (0.0, most)),
        ("a plea costs no more than a trial", (0.0, sentence)),
        ("the tried are at least as grave", (offer, most)),
        ("both", (min(offer, sentence), sentence)),
    )
    return tuple(
        PenaltyBound(
            assumption,
            (low, high),
            (sentence / high if high else 1.0, sentence / low if low else inf),
        )
        for assumption, (low, high) in spans
    )


def _span(ends: tuple[float, float]) -> str:
    low, high = ends
    return f"{low:.3g} to {'without bound' if high == float('inf') else f'{high:.3g}'}"


def _within(interval: tuple[float, float] | None) -> str:
    return f" ({interval[0]:.4g} to {interval[1]:.4g})" if interval else ""
