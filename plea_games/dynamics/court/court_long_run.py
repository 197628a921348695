"""What becomes of strikers in the long run, in the fluid limit."""

from fractions import Fraction
from math import exp, log

from ...model.exact import exact
from .court_queue import CourtQueue


class LongRun:
    """Shares of the strikers, exact where no exponential enters; a lapsed clock has lapsed.

    Attributes
    ----------
    law, clock, attrition
        The clock's law, its days or None, and θ.
    trials_share
        μ/λ, the share of all cases that can be tried.
    tried, dismissed, gave_up
        What becomes of the strikers; where these do not add up to 1, the rest waits without end.
    mean_wait
        Of a striker, in days; None without end.
    """

    def __init__(self, queue: CourtQueue) -> None:
        self.law = queue.clock_law
        self.attrition = exact(queue.attrition)
        lapses = queue.clock_days is None or queue.clock_until is not None
        self.clock = None if lapses else exact(queue.clock_days)
        rooms = queue.courtrooms + queue.added_courtrooms
        self.trials_share = rooms / exact(queue.mean_trial_days) / exact(queue.arrivals)
        striking = exact(queue.strike_share)
        self.tried = min(Fraction(1), self.trials_share / striking) if striking else Fraction(1)
        self.mean_wait, self.gave_up = self._waiting()
        ends = self.mean_wait is not None and self.clock is not None
        self.dismissed = 1 - self.tried - self.gave_up if ends else Fraction(0)

    def _waiting(self) -> tuple[Fraction | None, Fraction]:
        """Mean days, None without end, and the share that gives up."""
        if self.tried == 1:
            return Fraction(0), Fraction(0)
        if self.clock is not None and self.law == "exponential":
            mean = (1 - self.tried) / (self.attrition + 1 / self.clock)
            return mean, self.attrition * mean
        if self.attrition == 0:
            return self.clock, Fraction(0)
        until_thinned = -log(self.tried) / self.attrition  # the oldest wait that attrition allows
        if self.clock is None or until_thinned <= self.clock:
            share = 1 - self.tried
        else:
            share = Fraction(1 - exp(-self.attrition * self.clock))
        return share / self.attrition, share
