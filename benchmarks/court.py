"""A court simulated in all replications at once, against one event after another."""

import heapq
import random
from collections import deque
from collections.abc import Iterator

from pairs import Case

import plea_games as pg

COURT = pg.court.CourtQueue(arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30)
DAYS, REPLICATIONS = 180, 500
COMING, ENDING = COURT.strikers_per_day, 1 / COURT.mean_trial_days
ROOMS, CLOCK = COURT.courtrooms, COURT.clock_days


def one_replication(rng: random.Random) -> int:
    """How many are tried."""
    events = [(rng.expovariate(COMING), "comes")]
    waiting: deque[float] = deque()
    busy = tried = 0
    while True:
        now, event = heapq.heappop(events)
        if now > DAYS:
            return tried
        if event == "comes":
            waiting.append(now)
            heapq.heappush(events, (now + rng.expovariate(COMING), "comes"))
        else:
            busy -= 1
        while waiting and now - waiting[0] >= CLOCK:
            waiting.popleft()
        while waiting and busy < ROOMS:
            waiting.popleft()
            busy += 1
            tried += 1
            heapq.heappush(events, (now + rng.expovariate(ENDING), "ends"))


def cases() -> Iterator[Case]:
    rng = random.Random(0)
    yield Case(
        f"{REPLICATIONS} courts of {DAYS * 4} strikers, simulated",
        lambda: pg.court.court_simulation(COURT, days=[DAYS], rng=0, replications=REPLICATIONS),
        "one event after another",
        lambda: [one_replication(rng) for _ in range(REPLICATIONS)],
    )
