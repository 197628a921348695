"""What a trial comes to, and when a mutant's tests may be said to be out of time."""

from collections.abc import Callable
from dataclasses import dataclass

_ROUNDS = 3


@dataclass(frozen=True)
class Outcome:
    """A verdict, the test that noticed, and the share of the time limit that was used."""

    verdict: str
    by: str
    share: float


def in_time(
    mutated: Callable[[float], Outcome], as_it_is: Callable[[float], Outcome], seconds: float
) -> Outcome:
    """What `mutated` comes to; out of time only where `as_it_is` takes a quarter of it at most.

    A slow or crowded machine is no fault that a test has noticed: there both get more time, and
    what still cannot be told is ``"untested"``.
    """
    for _ in range(_ROUNDS):
        outcome = mutated(seconds)
        if outcome.verdict != "timeout":
            return outcome
        share = as_it_is(seconds).share
        if share <= 1 / 4:
            return outcome
        seconds *= 8 * share
    return Outcome("untested", "", 1.0)
