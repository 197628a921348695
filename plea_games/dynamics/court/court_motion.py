r"""The fluid limit of a court with a deterministic clock, one law of motion after another.

The equations are those of :mod:`plea_games.dynamics.court.court_fluid`. They change at events that
the solver locates. Where nobody comes later they are linear, and need no solver: after u days

.. math:: B(u) = B e^{-\theta u} - C\nu\,E_1(u), \qquad
    \int_0^u B = B\,E_1(u) - C\nu\,E_2(u), \qquad
    E_1(u) = \int_0^u e^{-\theta v} dv, \quad E_2(u) = \int_0^u E_1,

and cases in trial fall as :math:`e^{-\nu u}` once nobody waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import expm1, factorial, inf, log1p
from typing import Any, NamedTuple

import numpy as np

from .court_path import Days
from .court_queue import CourtQueue, Phase

Amounts = dict[str, Days]
State = Days

TOLERANCE = 1e-10  # relative and, in cases and days, absolute
_MARGIN = 1e-6  # relative: more than what is followed is off
_SMALL, _TERMS = 0.1, 10  # below it u − E₁ loses digits, and so many terms of a series lose none

# places in the state: V is in days, the last in days waited by all together, the others in cases
_IN_TRIAL, _COHORT, _AGE, _TRIED, _DISMISSED, _GAVE_UP, _WAITED = range(7)


@dataclass(frozen=True)
class _Motion:
    """How the state moves until a day, or until one place of it reaches a value.

    None is reached before the soonest day: the solver then need not look for it at each step.
    """

    flows: Callable[[State], dict[int, float]]
    until: float
    place: int = _AGE
    targets: tuple[float, ...] = ()
    soonest: float = -inf

    def run(self, court: "_Court", state: State, now: float, at: Days) -> "_Ended":
        """The states on days of this motion, and the day and the state in which it ends."""
        from scipy.integrate import solve_ivp  # long to load, and batches need none

        def rates(_: float, y: State) -> list[float]:
            change = [0.0] * len(y)
            waiting = court.waiting(y)
            change[_GAVE_UP] = court.queue.attrition * waiting
            change[_WAITED] = waiting
            for place, rate in self.flows(y).items():
                change[place] = rate
            return change

        def reaches(target: float) -> Callable[[float, State], float]:
            def distance(_: float, y: State) -> float:
                return float(y[self.place]) - target

            distance.terminal = True  # type: ignore[attr-defined]
            distance.direction = np.sign(target - state[self.place])  # type: ignore[attr-defined]
            return distance

        in_reach = self.soonest < self.until * (1 + _MARGIN)
        ahead = [target for target in self.targets if in_reach and target != state[self.place]]
        asked = bool(((now < at) & (at <= self.until)).any())
        events = list(map(reaches, ahead)) or None
        done: Any = solve_ivp(
            rates, (now, self.until), state, method="LSODA", events=events,
            dense_output=asked, rtol=TOLERANCE, atol=TOLERANCE,
        )  # fmt: skip
        last = done.y[:, -1].copy()
        for target, times in zip(ahead, done.t_events or (), strict=False):
            if len(times):
                last[self.place] = target
        return _Ended(done.sol, float(done.t[-1]), last)


@dataclass(frozen=True)
class _Emptying:
    """A batch that waits, with nobody behind it, and then the last trials."""

    until: float

    def run(self, court: "_Court", state: State, now: float, _: Days) -> "_Ended":
        """The states on days of this motion, and the day and the state in which it ends."""
        batch, rate, begun = float(state[_COHORT]), court.queue.attrition, court.begun
        takes = inf if not batch else _drained(batch, rate, begun)
        end = min(self.until, now + takes)

        def after(days: Days) -> Days:
            elapsed = days - now
            states = np.repeat(state[:, None], len(elapsed), axis=1)
            if not batch:
                states[_IN_TRIAL] *= np.exp(-court.end_rate * elapsed)
                return states
            left, once, twice = _decayed(rate, elapsed)
            waited = batch * once - begun * twice
            states[_COHORT] = np.maximum(batch * left - begun * once, 0.0)
            states[_TRIED] += begun * elapsed
            states[_GAVE_UP] += rate * waited
            states[_WAITED] += waited
            return states

        last = after(np.array([end]))[:, 0]
        if now + takes <= self.until:
            last[_COHORT] = 0.0
        return _Ended(after, end, last)


class _Ended(NamedTuple):
    """A motion that is over."""

    states: Callable[[Days], Days]
    now: float
    last: State


def _drained(batch: float, rate: float, begun: float) -> float:
    """Days until nobody of a batch waits."""
    if not begun:
        return inf
    return log1p(rate * batch / begun) / rate if rate else batch / begun


def _decayed(rate: float, elapsed: Days) -> tuple[Days, Days, Days]:
    """e^(−θu), and its integral from 0 to u once and twice."""
    x = rate * elapsed
    if not rate:
        return np.ones_like(x), elapsed, elapsed**2 / 2
    once = -np.expm1(-x) / rate
    series = sum((-x) ** k / factorial(k + 2) for k in range(_TERMS))
    twice = np.where(x < _SMALL, elapsed**2 * series, (elapsed - once) / rate)
    return np.exp(-x), once, twice


class _Court:
    """One court in one phase."""

    def __init__(self, queue: CourtQueue, phase: Phase) -> None:
        self.queue = queue
        self.phase = phase
        self.rooms = phase.courtrooms
        self.end_rate = 1 / queue.mean_trial_days
        self.begun = self.rooms * self.end_rate
        self.inflow = queue.strikers_per_day
        self.clock = queue.first_expiry if phase.clock_runs else inf

    def content(self, age: float) -> float:
        """Cases of the stream that wait when the oldest has waited for ``age`` days."""
        rate = self.queue.attrition
        return self.inflow * (-expm1(-rate * age) / rate if rate else age)

    def age(self, content: float) -> float:
        """The inverse."""
        rate = self.queue.attrition
        if content <= 0:
            return 0.0
        return -log1p(-rate * content / self.inflow) / rate if rate else content / self.inflow

    def waiting(self, state: State) -> float:
        """All who wait."""
        return float(state[_COHORT]) + self.content(max(float(state[_AGE]), 0.0))

    def fill(self, state: State) -> None:
        """Put the oldest cases into free courtrooms."""
        free = self.rooms - state[_IN_TRIAL]
        cohort = min(state[_COHORT], free)
        stream = min(self.content(state[_AGE]), free - cohort)
        if stream:
            state[_AGE] = self.age(self.content(state[_AGE]) - stream)
        state[_COHORT] -= cohort
        state[_IN_TRIAL] += cohort + stream
        state[_TRIED] += cohort + stream

    def motion(self, state: State, now: float) -> _Motion | _Emptying:
        """What holds from now on."""
        queue, end = self.queue, self.phase.end
        expires = min(end, self.clock) if now < self.clock else end
        if not self.inflow:
            return _Emptying(expires if state[_COHORT] > 0 else end)
        if state[_COHORT] > 0:
            fastest = self.begun + queue.attrition * state[_COHORT]
            return _Motion(
                lambda y: {
                    _COHORT: -self.begun - queue.attrition * y[_COHORT],
                    _AGE: 1.0,
                    _TRIED: self.begun,
                },
                until=expires,
                place=_COHORT,
                targets=(0.0,),
                soonest=now + state[_COHORT] / fastest,
            )
        oldest = self.inflow * np.exp(-queue.attrition * state[_AGE])
        full = state[_IN_TRIAL] >= self.rooms and self.inflow > self.begun
        if state[_AGE] >= self.clock and oldest >= self.begun:
            expiring = oldest - self.begun
            return _Motion(lambda _: {_TRIED: self.begun, _DISMISSED: expiring}, end)
        if state[_AGE] > 0 or full:
            return _Motion(
                lambda y: {
                    _AGE: 1 - self.begun * np.exp(queue.attrition * y[_AGE]) / self.inflow,
                    _TRIED: self.begun,
                },
                end,
                targets=(0.0, self.clock) if self.clock < inf else (0.0,),
            )
        return _Motion(
            lambda y: {
                _IN_TRIAL: self.inflow - self.end_rate * y[_IN_TRIAL],
                _TRIED: self.inflow,
            },
            end,
            place=_IN_TRIAL,
            targets=(float(self.rooms),) if self.inflow > self.begun else (),
        )


def path_by_age(queue: CourtQueue, at: Days) -> Amounts:
    """Every count on the days asked for."""
    state = np.zeros(7)
    state[_COHORT] = queue.backlog
    states = np.zeros((len(state), len(at)))
    waiting = np.zeros(len(at))
    for phase in queue.phases(float(at[-1])):
        court = _Court(queue, phase)
        court.fill(state)
        now = phase.start
        states[:, at == now] = state[:, None]
        while now < phase.end:
            motion = court.motion(state, now)
            start, (then, now, state) = now, motion.run(court, state, now, at)
            inside = (start < at) & (at <= now)
            if inside.any():
                states[:, inside] = then(at[inside])
            if now == court.clock:  # the batch of day 0 runs out together
                state[_DISMISSED] += state[_COHORT]
                state[_COHORT] = 0.0
            states[:, at == now] = state[:, None]
        inside = phase.holds(at)
        waiting[inside] = [court.waiting(column) for column in states[:, inside].T]
    return {
        "tried": states[_TRIED],
        "dismissed": states[_DISMISSED],
        "gave_up": states[_GAVE_UP],
        "waiting": waiting,
        "in_trial": np.maximum(states[_IN_TRIAL], 0.0),
        "days_waited": states[_WAITED],
    }
