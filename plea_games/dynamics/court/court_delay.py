r"""What delay does to a strike: holding out against the offer in a court that is a queue.

In the long run the share ρ = min(1, μ/λx) of the strikers is tried. If none waits without end, the
others are dismissed by the clock or give up and plead; all pay for the days they wait. So:

*Without a clock delay beats every strike* whose members would rather take the offer than be tried:
each is tried or gives up in the end, and waits besides. With one, holding out is a best reply where
ρ is at most the offer ratio after delay, for a deterministic clock and no attrition

.. math:: r_\Theta = \frac{s - d - v\Theta}{T - d},

the tipping rule κ/x ≤ r with the wait charged as a cost of dismissal. Beyond Θ = (s − d)/v delay
beats every strike again, whatever its size.
"""

from dataclasses import dataclass
from fractions import Fraction

from ...errors import Fault, ParameterError, PrecisionError
from ...games.exact_functions import logarithm
from ...games.lottery_form import LotteryForm, lottery_form
from ...model.closed_form import FormInNumbers
from ...model.exact import as_double
from ...model.game import PleaGame
from ...model.reading import read_number
from ...model.time_in_numbers import DELAYED_RATIO, LONGEST_CLOCK, gain_in_court
from ...model.time_parameters import DAILY_COST
from ...subjects import takes_a_game, takes_games
from ...tables import Amount, Column, Missing, Table, Tabular
from ...units import Unit
from .court_long_run import LongRun
from .court_path import CourtPath
from .court_queue import CourtQueue, refuse_other_queues

_ENDLESS = "cases wait without end: none gives up, and no clock runs"


@dataclass(frozen=True)
class CourtDelay(Tabular):
    """A strike in a court in the long run, added courtrooms and a lapsed clock included.

    Attributes
    ----------
    game, queue, daily_cost
        As given; the cost in years a day.
    tried, dismissed, gave_up, waits_on : share
        Shares of the strikers; the last is of those who wait without end.
    mean_wait
        Days that a striker waits in the mean; None without end.
    gain
        What holding out gains over the offer, in years; None where waiting without end costs more
        than anything.
    holds
        Whether holding out is a best reply.
    delayed_ratio
        The share tried up to which it is; the offer ratio, after delay.
    tipping_share
        The strike share from which it is.
    longest_clock
        Days on the clock up to which it is, at the court's strike share.
    longest_clock_ever
        The same if nobody were tried: beyond it, delay beats every strike.
    missing
        Why any of these is None, by name.
    """

    game: PleaGame
    queue: CourtQueue
    daily_cost: float
    tried: float
    dismissed: float
    gave_up: float
    waits_on: float
    mean_wait: float | None
    gain: float | None
    holds: bool
    delayed_ratio: float | None
    tipping_share: float | None
    longest_clock: float | None
    longest_clock_ever: float | None
    missing: dict[str, str]

    unrecorded = ("queue",)

    def table(self, title: str = "") -> Table:
        """One row a quantity."""
        columns = (
            Column("in the long run", left=True),
            Column("value"),
            Column("what it says", left=True, wrap=60),
        )
        rows = []
        for name, (label, unit, meaning) in _ROWS.items():
            value = getattr(self, name)
            cell = Missing(self.missing[name]) if value is None else Amount(value, unit)
            rows.append((label, cell, meaning))
        verdict = "holds" if self.holds else "fails: taking the offer is better"
        heading = title or f"A strike against delay, {self.game.describe()}"
        return Table(heading, columns, rows, (f"The strike {verdict}.",))


def _row_of(form: FormInNumbers) -> tuple[str, Unit, str]:
    return form.label, form.unit, form.meaning


_ROWS: dict[str, tuple[str, Unit, str]] = {
    "tried": ("Tried", "share", "of the strikers, min(1, μ/λx)"),
    "dismissed": ("Dismissed", "share", "by the clock"),
    "gave_up": ("Gave up", "share", "pleaded while they waited"),
    "waits_on": ("Wait on", "share", "without end"),
    "mean_wait": ("Mean wait", "days", "of a striker"),
    "gain": ("Gain", "years", "of holding out over the offer"),
    "delayed_ratio": _row_of(DELAYED_RATIO["deterministic"]),
    "tipping_share": ("Tipping share", "share", "strike share from which holding out is one"),
    "longest_clock": _row_of(LONGEST_CLOCK["deterministic"]),
    "longest_clock_ever": ("Longest clock ever", "days", "the same if nobody were tried"),
}


@takes_games
def court_delay(game: PleaGame, queue: CourtQueue, *, daily_cost: object) -> CourtDelay:
    """Whether a strike survives the wait for trial, and the clock at which it stops doing so.

    Parameters
    ----------
    game
        Offer, sentence, conviction and costs, in numbers. Its costs of trial and of dismissal are
        those besides waiting; its counts play no part.
    queue
        The court. Its backlog plays no part, and the strike share may be anything.
    daily_cost
        v ≥ 0, what a day of waiting costs a striker, in years of sentence.

    Returns
    -------
    CourtDelay
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For symbols, a negative cost, or a court to which no case comes.

    Examples
    --------
    The Bronx, with the costs that the scenario assumes, the cost of waiting spread evenly over the
    wait for a jury. Without a clock, or with one of more than 331 days, delay beats any strike; a
    clock of 90 days would have let one win from a strike share of 1.8% on:

    >>> import plea_games as pg
    >>> bronx = pg.scenario("bronx-marijuana")
    >>> wait = bronx.facts["wait_for_a_jury_trial"].value
    >>> daily_cost = bronx.game.dismissal_cost / wait
    >>> game = bronx.game.with_parameters(process_cost=0, dismissal_cost=0)
    >>> for clock_days in (None, 400, 90):
    ...     court = pg.court.CourtQueue(arrivals=137, strike_share=0.05, trial_days=3.5,
    ...                           clock_days=clock_days)
    ...     found = pg.court.court_delay(game, court, daily_cost=daily_cost)
    ...     print(found.holds, found.tipping_share, found.longest_clock_ever)
    False None 330.8
    False None 330.8
    True 0.0179... 330.8

    References
    ----------
    Crespo (2022), p. 2015, on speedy trial as a limit to what prosecutors can do. The formulas are
    ours.
    """
    refuse_other_queues(queue)
    if queue.arrivals == 0:
        rule = "must be more than 0 in the long run"
        raise ParameterError([Fault("arrivals", "0", rule, "count the new cases a day")])
    court = LongRun(queue)
    form, waiting = lottery_form(game).in_numbers(), read_number(DAILY_COST, daily_cost)
    costs = _Costs(form, waiting, court.attrition)
    missing: dict[str, str] = {}

    def found(name: str, value: Fraction | None, reason: str) -> float | None:
        if value is None:
            missing[name] = reason
            return None
        return as_double(value, name)

    mean_wait = court.mean_wait
    gain = None
    if mean_wait is not None or waiting == 0:
        gain = costs.gain(court.tried, court.gave_up, mean_wait or Fraction(0))
    ratio, why = _delayed_ratio(court, costs)
    share, why_no_share = _tipping_share(court, ratio, why)
    return CourtDelay(
        game=game,
        queue=queue,
        daily_cost=float(waiting),
        tried=float(court.tried),
        dismissed=float(court.dismissed),
        gave_up=float(court.gave_up),
        waits_on=float(1 - court.tried - court.dismissed - court.gave_up),
        mean_wait=found("mean_wait", mean_wait, _ENDLESS),
        gain=found("gain", gain, _ENDLESS),
        holds=gain is not None and gain >= 0,
        delayed_ratio=found("delayed_ratio", ratio, why),
        tipping_share=found("tipping_share", share, why_no_share),
        longest_clock=found("longest_clock", *_longest_clock(court, costs, court.tried)),
        longest_clock_ever=found("longest_clock_ever", *_longest_clock(court, costs, None)),
        missing=missing,
    )


@takes_a_game
def court_gain(game: PleaGame, path: CourtPath, *, daily_cost: object) -> tuple[float, ...]:
    """What holding out has gained over the offer by each day of a path, a striker, in years.

    Those who still wait on the day count as never tried. Oldest-first service lets two paths be
    subtracted: what those behind a backlog gain is the difference to the path of the backlog alone.

    Parameters
    ----------
    game
        Offer, sentence, conviction and costs, in numbers, as for :func:`court_delay`.
    path
        From any of the three solutions.
    daily_cost
        v ≥ 0, what a day of waiting costs a striker, in years of sentence.

    Returns
    -------
    tuple of float
        One number a day of the path.

    Raises
    ------
    ParameterError
        For symbols, a negative daily cost, and terms that leave no lottery form.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=1, capacity=1, offer=0.02, sentence=0.25, conviction=0.5)
    >>> batch = pg.court.CourtQueue(trial_days=2, clock_days=90, backlog=460)
    >>> path = pg.court.court_fluid(batch, days=90)
    >>> round(pg.court.court_gain(game, path, daily_cost=0)[-1], 5)
    0.0075
    """
    waiting = read_number(DAILY_COST, daily_cost)
    costs = _Costs(lottery_form(game).in_numbers(), waiting, Fraction(0))
    return tuple(
        float(costs.gain(*(Fraction(each / number) for each in (tried, pleaded, waited))))
        for number, tried, pleaded, waited in zip(
            path.strikers, path.tried, path.gave_up, path.days_waited, strict=True
        )
    )


@dataclass(frozen=True)
class _Costs:
    """What a striker may lose, and how fast strikers give up."""

    form: LotteryForm
    daily: Fraction
    attrition: Fraction

    def gain(self, tried: Fraction, gave_up: Fraction, wait: Fraction) -> Fraction:
        """What holding out gains, by the shares tried and giving up and the mean wait."""
        return Fraction(gain_in_court(*(*self._letters(tried), Fraction(1), gave_up, wait)))

    def at(
        self, form: FormInNumbers, tried: Fraction, clock: Fraction
    ) -> tuple[Fraction | None, str]:
        """What a closed form comes to, or why it has no value."""
        letters = (*self._letters(tried), clock, Fraction(0), Fraction(0))
        try:
            regime, value = form.at((*letters, logarithm))
        except OverflowError:  # of exponentials
            rule, remedy = "is beyond double precision (about 1.8e308)", "take smaller amounts"
            raise PrecisionError(form.name, "", rule, remedy) from None
        return None if value is None else Fraction(value), regime.reason

    def _letters(self, tried: Fraction) -> tuple[Fraction, ...]:
        form = self.form
        stakes = form.price, form.dismissal_cost, form.trial_cost
        return (*stakes, self.attrition, self.daily, tried)


def _delayed_ratio(court: LongRun, costs: _Costs) -> tuple[Fraction | None, str]:
    if costs.form.price_ratio >= 1:
        return None, "trial is no worse than the offer (r ≥ 1), so delay is all that can deter"
    if court.clock is None and (costs.daily or costs.attrition):
        return None, "without a clock all are tried, give up or wait on, so holding out never pays"
    clock = court.clock or Fraction(1)  # without costs the clock plays no part
    return costs.at(DELAYED_RATIO[court.law], Fraction(0), clock)


def _tipping_share(court: LongRun, ratio: Fraction | None, why: str) -> tuple[Fraction | None, str]:
    if ratio is None:
        return None, why
    share = court.trials_share / ratio
    return (share, "") if share <= 1 else (None, "even if all strike, too large a share is tried")


def _longest_clock(
    court: LongRun, costs: _Costs, tried: Fraction | None
) -> tuple[Fraction | None, str]:
    return costs.at(LONGEST_CLOCK[court.law], tried or Fraction(0), Fraction(1))
