r"""A criminal court as a queue: strikers wait for a courtroom, and the clock runs while they wait.

New cases come at rate λ a day, and the share x of them holds out. C courtrooms take the oldest case
first; a trial takes D days in the mean. Whoever still waits when the clock of Θ days runs out is
dismissed, and each who waits gives up and pleads at rate θ. A trial that has begun is finished.

In the long run the share :math:`\min(1, \mu/(\lambda x))` with μ = C/D is tried, and of a single
batch of m strikers :math:`\min(1, K/m)` with K = C + μΘ, the trials that can begin before their
clocks run out: the lottery's τ is the fluid limit of either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf, isfinite
from typing import Any, Literal, Protocol, get_args, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError, shown
from ...model.keywords import TellsKeywords
from ...model.parameters import Parameter
from ...model.reading import gathered, read_numbers, read_several, read_whole
from ...model.time_parameters import CLOCK_DAYS, CLOCK_UNTIL, COURT_PARAMETERS, TRIAL_DAYS

_LONGEST = 1e6
_SHORTEST = 1e-6  # days; the equations of shorter times are too stiff to be followed

ClockLaw = Literal["deterministic", "exponential"]
TrialLaw = Literal["exponential", "deterministic", "given"]


@runtime_checkable
class TrialDistribution(Protocol):
    """A frozen distribution of ``scipy.stats``, as far as it is used."""

    def mean(self) -> float:
        """The mean length in days."""

    def support(self) -> tuple[float, float]:
        """The shortest and the longest length."""

    def rvs(
        self, *, size: tuple[int, ...], random_state: np.random.Generator
    ) -> NDArray[np.float64]:
        """Random lengths."""


@dataclass(frozen=True)
class Phase:
    """A stretch of days on which courtrooms and clock stay the same."""

    start: float
    end: float
    courtrooms: int
    clock_runs: bool
    is_last: bool

    def holds(self, days: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of the days are in it; a day on which something changes is in what follows."""
        return (self.start <= days) & ((days < self.end) | self.is_last)


@dataclass(frozen=True, kw_only=True)
class CourtQueue(TellsKeywords):
    """A court with a speedy-trial clock, and the strikers who wait for it.

    Parameters
    ----------
    arrivals
        λ ≥ 0, new cases a day.
    strike_share
        x, the share of them that holds out, 0 to 1.
    courtrooms
        C ≥ 1, trials side by side.
    trial_days
        D: the mean length in days; or a list of lengths, drawn from again and again; or a frozen
        distribution of ``scipy.stats``.
    trial_law
        "exponential" (the default) or "deterministic" for a mean; "given" for the other two.
    clock_days
        Θ > 0, days of waiting after which a case is dismissed; None where no clock runs.
    clock_law
        "deterministic" (the default), or "exponential" with mean Θ. The latter is what the exact
        chain of :func:`plea_games.court.court_transient` can follow while cases keep coming.
    attrition
        θ ≥ 0, rate a day at which each who waits gives up and pleads.
    backlog
        m ≥ 0, strikers who wait on day 0, their clocks at 0. Free courtrooms take some at once.
    added_courtrooms, added_day
        What the budget's response adds, and from which day.
    clock_until
        Λ, the day on which appellate courts let the clock lapse, for waiting cases too; None for
        never.

    Raises
    ------
    ParameterError
        With all faults at once.

    Examples
    --------
    >>> import plea_games as pg
    >>> court = pg.court.CourtQueue(arrivals=20, strike_share=0.2, courtrooms=5, trial_days=2.5,
    ...                       clock_days=90)
    >>> court.strikers_per_day, court.trials_per_day
    (4.0, 2.0)
    >>> pg.court.CourtQueue(arrivals=20, trial_days=[1, 2, 6]).mean_trial_days
    3.0
    """

    arrivals: float = 0
    strike_share: float = 1
    courtrooms: int = 1
    trial_days: float | Sequence[float] | TrialDistribution
    trial_law: TrialLaw | None = None
    clock_days: float | None = None
    clock_law: ClockLaw = "deterministic"
    attrition: float = 0
    backlog: int = 0
    added_courtrooms: int = 0
    added_day: float = 0
    clock_until: float | None = None

    def __post_init__(self) -> None:
        given = {parameter: getattr(self, parameter.name) for parameter in COURT_PARAMETERS}
        listed = isinstance(self.trial_days, Iterable | TrialDistribution)
        has_mean = not listed or isinstance(self.trial_days, str)
        if not has_mean:
            del given[TRIAL_DAYS]
        for parameter in (CLOCK_DAYS, CLOCK_UNTIL):
            if given[parameter] is None:
                del given[parameter]
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        with gathered(faults):
            numbers = read_several(given)
            values = {p.name: (int if p.is_count else float)(numbers[p.name]) for p in given}
        faults += [_too_short(p) for p in _POSITIVE if 0 < values.get(p.name, 1) < _SHORTEST]
        with gathered(faults):
            if not has_mean:
                values["trial_days"] = _lengths(self.trial_days)
        faults += _law_faults(self, has_mean)
        if faults:
            raise ParameterError(faults)
        values["trial_law"] = (self.trial_law or "exponential") if has_mean else "given"
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def strikers_per_day(self) -> float:
        """λx."""
        return self.arrivals * self.strike_share

    @property
    def mean_trial_days(self) -> float:
        """D."""
        if isinstance(self.trial_days, TrialDistribution):
            return float(self.trial_days.mean())
        return float(np.mean(self.trial_days))

    @property
    def trials_per_day(self) -> float:
        """μ = C/D, before any courtroom is added."""
        return self.courtrooms / self.mean_trial_days

    @property
    def lapse_day(self) -> float:
        """Λ; infinite where the clock never lapses, 0 where none runs."""
        if self.clock_days is None:
            return 0.0
        return inf if self.clock_until is None else self.clock_until

    @property
    def first_expiry(self) -> float:
        """The first day on which a deterministic clock dismisses anybody; infinite for never."""
        if self.clock_days is None or self.clock_law == "exponential":
            return inf
        return self.clock_days if self.clock_days < self.lapse_day else inf

    def phases(self, until: float) -> Iterator[Phase]:
        """The stretches of days from 0 to ``until``."""
        changes = (self.added_day, self.lapse_day)
        marks = {0.0, until, *(day for day in changes if 0 < day < until)}
        days = sorted(marks)
        for start, end in pairwise(days):
            added = self.added_courtrooms if start >= self.added_day else 0
            yield Phase(start, end, self.courtrooms + added, start < self.lapse_day, end == until)

    def scaled(self, factor: int) -> "CourtQueue":
        """Cases and courtrooms multiplied: the sequence of courts that tends to the fluid limit.

        >>> CourtQueue(arrivals=2, courtrooms=1, trial_days=1).scaled(10).trials_per_day
        10.0
        """
        times = read_whole(factor, "factor", minimum=1)
        return replace(
            self,
            arrivals=self.arrivals * times,
            courtrooms=self.courtrooms * times,
            backlog=self.backlog * times,
            added_courtrooms=self.added_courtrooms * times,
        )


def refuse_other_queues(queue: object) -> None:
    """A clear word where something else is given."""
    if not isinstance(queue, CourtQueue):
        rule = "must be a CourtQueue"
        raise ParameterError([Fault("queue", type(queue).__name__, rule, "describe the court")])


def read_days(days: object, queue: CourtQueue) -> NDArray[np.float64]:
    """The days asked for: as listed, or twelve even steps to the one day given."""
    refuse_other_queues(queue)
    if queue.backlog == 0 and queue.strikers_per_day == 0:
        rule = "must not all be 0, or nobody ever strikes"
        raise ParameterError([Fault("backlog, arrivals × strike_share", "0", rule, "raise one")])
    several = isinstance(days, Iterable) and not isinstance(days, str)
    listed = read_numbers(days if several else [days], "days", lambda place: f"day {place}")
    if listed[0] < _SHORTEST or listed[-1] > _LONGEST or any(a >= b for a, b in pairwise(listed)):
        rule, remedy = (
            "must be more than 0, and increase (from a millionth of a day to a million days)",
            "write [30, 60, 90]",
        )
        raise ParameterError([Fault("days", shown(days), rule, remedy)])
    exact_days = listed if several else [listed[0] * step / 12 for step in range(1, 13)]
    return np.array([float(day) for day in exact_days])


def _lengths(trial_days: object) -> object:
    """Lengths of trials as a tuple, or the distribution itself."""
    if not isinstance(trial_days, TrialDistribution):
        lengths = read_numbers(
            trial_days, "trial_days", lambda place: f"trial {place}, in days", minimum=0
        )
        if any(lengths):
            return tuple(float(length) for length in lengths)
        rule = "must not all be 0"
        raise ParameterError([Fault("trial_days", shown(trial_days), rule, TRIAL_DAYS.remedy)])
    mean, shortest = float(trial_days.mean()), float(trial_days.support()[0])
    if shortest >= 0 and mean > 0 and isfinite(mean):
        return trial_days
    rule = f"must have no negative lengths and a finite mean (shortest {shortest}, mean {mean})"
    raise ParameterError([Fault("trial_days", "", rule, "shift or truncate it")])


_LONG_ENOUGH = "must be at least a millionth of a day"
_POSITIVE = (TRIAL_DAYS, CLOCK_DAYS)


def _too_short(parameter: Parameter) -> Fault:
    return Fault(parameter.name, "", _LONG_ENOUGH, parameter.remedy)


def _law_faults(queue: CourtQueue, has_mean: bool) -> list[Fault]:
    faults = []
    laws = ("exponential", "deterministic") if has_mean else ("given",)
    if queue.trial_law is not None and queue.trial_law not in laws:
        rule = f"must be {' or '.join(laws)}"
        faults.append(Fault("trial_law", shown(queue.trial_law), rule, "or leave it out"))
    if queue.clock_law not in get_args(ClockLaw):
        rule = f"must be {' or '.join(get_args(ClockLaw))}"
        faults.append(Fault("clock_law", shown(queue.clock_law), rule, "or leave it out"))
    return faults
