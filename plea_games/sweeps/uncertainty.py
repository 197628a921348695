"""What thresholds may be, when parameters are known by ranges or distributions only."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from ..by_value import ByValue
from ..caseloads.scenarios import Subject, as_scenario
from ..errors import Fault, ParameterError, shown
from ..model.game import PleaGame
from ..model.kind_forms import KIND
from ..model.reading import gathered, read_number, read_share
from ..model.terms.by_name import is_parameter, parameter_of
from ..subjects import takes_caseloads, takes_games
from ..tables import Amount, Column, Missing, Table, Tabular
from ..units import Unit, number_of, show
from .distributions import uniform
from .outputs import Output
from .plan import SweepPlan
from .sweep import carry_out, plan_sweep

if TYPE_CHECKING:
    import xarray

_NOWHERE = "it exists at no point"
_UNORDERED = "kinds of games have no order"


@dataclass(frozen=True)
class Interval(ByValue):
    """What one threshold is over all points.

    Attributes
    ----------
    output
        Its name.
    missing
        Share of points at which it does not exist; the others are those counted below.
    least, low, median, high, most
        Extremes and quantiles where it exists; None where it does nowhere, and for choices.
    choices
        For a choice, the share of points at which each is favoured; else None.
    """

    output: str
    missing: float
    least: float | None = None
    low: float | None = None
    median: float | None = None
    high: float | None = None
    most: float | None = None
    choices: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Uncertainty(Tabular):
    """Intervals for thresholds.

    Attributes
    ----------
    plan
        The game and what is uncertain.
    level
        The share of points between ``low`` and ``high`` of each interval.
    intervals
        One for each output.
    """

    plan: SweepPlan
    level: float
    intervals: tuple[Interval, ...]

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "game": self.plan.game.record(),
            "points": self.plan.points,
            "level": self.level,
            "intervals": [asdict(interval) for interval in self.intervals],
        }

    def table(self, title: str = "") -> Table:
        """One row an output; choices are ordered from pleading to holding out."""
        tail = 50 * (1 - self.level)
        headings = ("least", f"{tail:g}%", "median", f"{100 - tail:g}%", "most")
        columns = (
            Column("threshold", left=True),
            *(Column(heading) for heading in headings),
            Column("does not exist at", "share"),
        )
        each = list(zip(self.intervals, self.plan.outputs, strict=True))
        rows = [self._row(interval, output) for interval, output in each]
        axes = ", ".join(
            f"{axis.name} {axis.values.min():.4g} to {axis.values.max():.4g}"
            for axis in self.plan.axes
        )
        notes = [f"Over {number_of(self.plan.points, 'points')}: {axes}."]
        if any(0 < interval.missing < 1 for interval in self.intervals):
            notes.append(
                "Where a threshold does not exist at some points, its least, most and quantiles "
                "are conditional: they are of the points at which it exists."
            )
        notes += [
            f"{output.form.label}: "
            + ", ".join(f"{name} at {100 * share:.4g}%" for name, share in interval.choices.items())
            + " of them."
            for interval, output in each
            if interval.choices is not None
        ]
        title = title or f"Thresholds for {self.plan.game.describe()}"
        return Table(title, columns, rows, notes, verdict=" ".join(self._in_plain_words()))

    def _in_plain_words(self) -> Iterator[str]:
        by_name = {
            output.form.name: interval
            for interval, output in zip(self.intervals, self.plan.outputs, strict=True)
        }
        if tipping := by_name.get("tipping_share"):
            if tipping.missing == 1:
                yield "At no point of the stated ranges can a strike hold by itself."
            else:
                holds = show(1 - tipping.missing, "share")
                yield f"A strike can hold by itself at {holds}% of the points of the stated ranges."
        choices = by_name["risk_dominant"].choices if "risk_dominant" in by_name else None
        if choices:
            said = [f"{name} at {show(at, 'share')}%" for name, at in choices.items() if at]
            yield (
                "For those who cannot tell what others will do, the safer choice is to "
                f"{', '.join(said)}."
            )

    def _row(self, interval: Interval, output: Output) -> list[object]:
        values = (interval.least, interval.low, interval.median, interval.high, interval.most)
        shown: list[object]
        if interval.choices is not None:
            tail = (1 - self.level) / 2
            levels = (0, tail, 0.5, 1 - tail, 1)
            shown = [_choice_at(interval.choices, level) for level in levels]
            if output.name == KIND.name and len(interval.choices) > 1:
                shown = [Missing(_UNORDERED)] * len(levels)
        else:
            shown = [
                Missing(_NOWHERE) if value is None else Amount(value, output.unit)
                for value in values
            ]
        return [output.form.label, *shown, interval.missing]


def _choice_at(shares: Mapping[str, float], level: float) -> object:
    """The choice at a quantile, from pleading to holding out."""
    chosen = [(name, share) for name, share in shares.items() if share > 0]
    total = sum(share for _, share in chosen)
    reached = zip(accumulate(share for _, share in chosen), chosen, strict=True)
    names = (name for upto, (name, _) in reached if upto >= level * total)
    return next(names, chosen[-1][0] if chosen else Missing(_NOWHERE))


@takes_games
def uncertainty(
    game: PleaGame,
    over: Mapping[str, object],
    outputs: Iterable[str] | None = None,
    *,
    samples: int = 10_000,
    rng: np.random.Generator | int | None = 0,
    level: float = 0.9,
    progress: bool | None = None,
) -> Uncertainty:
    """Intervals for thresholds when parameters are uncertain.

    Parameters
    ----------
    game, outputs, samples, rng
        As for :func:`sweep`.
    over
        For each parameter a pair (low, high), between which all values are equally likely; or what
        :func:`sweep` takes: a distribution, three values or more. :func:`stated_ranges` gives the
        distributions that a scenario's ranges stand for.
    level
        The share of points that the intervals hold, leaving out as many below as above.
    progress
        Whether to show a bar; unless given, in terminals and notebooks after two seconds.

    Returns
    -------
    Uncertainty
        Frozen; prints as a table. Points where a threshold does not exist are counted apart.

    Raises
    ------
    ParameterError
        With all faults at once.

    Examples
    --------
    >>> import plea_games as pg
    >>> from scipy import stats
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> over = {"conviction": stats.uniform(0.3, 0.7)}
    >>> found = pg.studies.uncertainty(game, over, ["tipping_share"])
    >>> interval = found.intervals[0]
    >>> round(interval.median, 2), interval.missing
    (0.09, 0.0)
    >>> found == pg.studies.uncertainty(game, {"conviction": (0.3, 1)}, ["tipping_share"])
    True
    """
    share = float(read_share(level, "level"))
    drawn = _pairs_as_ranges(over)
    plan = plan_sweep(game, drawn, outputs, samples=samples, rng=rng)
    return intervals(plan, carry_out(plan, progress=progress), share)


def _pairs_as_ranges(over: Mapping[str, object]) -> Mapping[str, object]:
    """Two values as the ends of a range, as scenario files state one."""
    if not isinstance(over, Mapping):
        return over
    drawn, faults = dict(over), list[Fault]()
    for name, ends in over.items():
        if not (isinstance(ends, tuple | list) and len(ends) == 2 and is_parameter(name)):
            continue
        parameter = parameter_of(name)
        with gathered(faults):
            low, high = (read_number(parameter, end) for end in ends)
            if low >= high:
                rule, remedy = "must be a pair with low below high", "write (0.4, 0.9)"
                raise ParameterError([Fault(name, shown(tuple(ends)), rule, remedy)])
            drawn[name] = uniform(parameter, low, high)
    if faults:
        raise ParameterError(faults)
    return drawn


def intervals(plan: SweepPlan, dataset: "xarray.Dataset", level: float = 0.9) -> Uncertainty:
    """The intervals of a sweep's outputs."""
    tail = (1 - level) / 2
    listed = []
    for output in plan.outputs:
        values = dataset[output.name].values.ravel()
        exists = values[~np.isnan(values)]
        missing = 1 - exists.size / values.size
        if output.choices:
            shares = {n: float(np.mean(values == code)) for n, code in output.choices.items()}
            if output.name == KIND.name:  # of eight, those that are met
                shares = {name: share for name, share in shares.items() if share}
            listed.append(Interval(output.name, missing, choices=shares))
        elif not exists.size:
            listed.append(Interval(output.name, missing))
        else:
            marks = np.quantile(exists, [0, tail, 0.5, 1 - tail, 1]).tolist()
            listed.append(Interval(output.name, missing, *marks))
    return Uncertainty(plan, level, tuple(listed))


class StatedRanges(dict[str, Any], Tabular):
    """Distributions by parameter, which show as the numbers between which they lie."""

    __eq__ = dict.__eq__
    __hash__ = None  # type: ignore[assignment]

    def record(self) -> list[dict[str, Any]]:
        """One mapping a parameter, ready for JSON."""
        return [
            {"parameter": name, "low": float(low), "high": float(high), "unit": unit}
            for name, low, high, unit in self._ends()
        ]

    def table(self, title: str = "") -> Table:
        """One row a parameter."""
        columns = (Column("parameter", left=True), Column("from"), Column("to"))
        rows = [
            (name.replace("_", " "), Amount(low, unit), Amount(high, unit))
            for name, low, high, unit in self._ends()
        ]
        return Table(title or "Stated ranges", columns, rows)

    def _ends(self) -> Iterator[tuple[str, float, float, Unit]]:
        for name, drawn in self.items():
            low, high = (end.item() for end in drawn.support())
            yield name, low, high, parameter_of(name).unit

    def __repr__(self) -> str:
        lines = (f"{name}: {low:.6g} to {high:.6g}" for name, low, high, _ in self._ends())
        return f"{{{', '.join(lines)}}}"


@takes_caseloads
def stated_ranges(scenario: Subject) -> StatedRanges:
    """For each parameter whose range a scenario states, the uniform distribution over it.

    Examples
    --------
    >>> import plea_games as pg
    >>> ranges = pg.studies.stated_ranges("panel-office")
    >>> ranges
    {capacity: 400 to 500, sentence: 1.15 to 3}
    >>> {name: tuple(map(float, found.support())) for name, found in ranges.items()}
    {'capacity': (400.0, 500.0), 'sentence': (1.15, 3.0)}

    Parameters
    ----------
    scenario
        A :class:`Scenario`, its name, or the path of a file; its facts may have ranges.

    Returns
    -------
    StatedRanges
        A dict: by the name of the parameter, a frozen distribution of scipy's, of whole numbers for
        counts.

    Raises
    ------
    ParameterError
        For anything else.
    """
    caseload = as_scenario(scenario)
    return StatedRanges(
        (name, uniform(parameter_of(name), *fact.range))
        for name, fact in caseload.facts.items()
        if name in caseload.game.parameters and fact.range
    )
