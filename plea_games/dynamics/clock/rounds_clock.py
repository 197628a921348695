r"""Rounds of offers against the speedy-trial clock.

The office makes ω offers a day and has qΘ calendar days until the clock's Θ days have run, so it
reaches at most ⌊ωqΘ⌋ of the N defendants. Offers go out n at a time; each round is answered before
the next, whose prices are set anew. That is about R = ωqΘ/n rounds, and in a large caseload where
all are reached the mean price tends to :math:`L(\kappa R)`, :math:`L(z) = z(1 - \ln z)`
(:mod:`plea_games.model.round_prices`): *R rounds make a capacity of K worth RK*.

Trials are drawn by lot at the deadline from those who then hold out: the defendants never reached,
those who committed to hold out, and whoever else refused, which at the prices named here is nobody.
Capacity is that of the clock's own days, so K becomes ⌊K(1 + b)q⌋ with a surge b and tolling q;
tolling counts twice, for it buys rounds and trials.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from ...errors import Fault, ParameterError, shown
from ...games.lottery_form import LotteryForm, lottery_form, tipping_of
from ...model.exact import as_double
from ...model.game import PleaGame
from ...model.reading import as_list, gathered, read_number, read_several
from ...model.time_parameters import (
    BATCH,
    COMMITTED,
    DAYS,
    OFFERS_PER_DAY,
    STRIKE_DAY,
    SURGE,
    TOLLING,
)
from ...subjects import takes_games
from ...units import show_with_unit
from .clock_schedules import Clock, OfferSchedule
from .offer_rounds import Rounds


@takes_games
def clock(
    game: PleaGame,
    *,
    days: object,
    offers_per_day: object,
    batch: object | Sequence[object] | None = None,
    committed: object = None,
    strike_day: object = 0,
    surge: object = 0,
    tolling: object = 1,
) -> Clock:
    """What a prosecutor can do with offers in rounds before the speedy-trial clock runs out.

    Parameters
    ----------
    game
        The caseload, in numbers, of any size, its terms such that it has a lottery form. Its
        capacity is that of the clock's own days; its own offer decides only whether those left
        are content to hold out.
    days
        Θ > 0, days on the clock.
    offers_per_day
        ω > 0, offers that the office can make in a day.
    batch
        n, a whole number of offers that go out together, or several such numbers; a day's offers
        unless given. Batches are as even as can be: a round is as large as the batch or smaller.
    committed
        M, how many defendants commit to hold out on the day of the strike. Only those whom no
        offer has reached yet can. Without it nobody does, and there is no day of the strike.
    strike_day
        Day of the strike, from 0, before the first offer. A round goes out on the day on which its
        last offer is ready; on the day of the strike, the strike comes first. Whoever pleaded
        before did not foresee it. At most qΘ.
    surge
        b ≥ 0, increase of capacity as a share of it, as in :class:`BudgetSurge`: 1
        doubles it. A fraction of a trial is none.
    tolling
        q ≥ 1, calendar days for each day that counts. It lengthens the time for offers and for
        trials alike.

    Returns
    -------
    Clock
        Frozen; prints as a table and renders in Jupyter.

    Raises
    ------
    ParameterError
        For symbols, and for numbers out of range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=1000, capacity=50, offer=1, sentence=10)
    >>> found = pg.clock(game, days=100, offers_per_day=10, batch=[1000, 500, 200, 100, 50])
    >>> for row in found:
    ...     print(f"{row.rounds:2} {row.stake_share:.4f} {row.price_limit:.4f}")
     1 0.1993 0.1998
     2 0.3294 0.3303
     5 0.5947 0.5966
    10 0.8441 0.8466
    20 1.0000 1.0000
    >>> slow = pg.clock(game, days=70, offers_per_day=10, batch=50)
    >>> slow.schedules[0].reached, slow.schedules[0].left, slow.schedules[0].holds
    (700, 300, False)

    References
    ----------
    Crespo (2022), n. 95: whether a march "through D1, then D2, then D3, and so on" could unravel
    the "tsunami" in time; p. 2015 for the clock. The formulas are ours.
    """
    form = lottery_form(game).in_numbers()
    given = read_several(
        {
            DAYS: days,
            OFFERS_PER_DAY: offers_per_day,
            COMMITTED: COMMITTED.default if committed is None else committed,
            STRIKE_DAY: strike_day,
            SURGE: surge,
            TOLLING: tolling,
        }
    )
    count = int(form.defendants)
    faults = list(_strike_faults(committed, strike_day, given, count))
    if faults:
        raise ParameterError(faults)
    capacity = int(form.capacity * (1 + given["surge"]) * given["tolling"])
    deadline = given["days"] * given["tolling"]
    race = _Race(
        lottery=replace(form, capacity=Fraction(capacity)),
        deadline=deadline,
        pace=given["offers_per_day"],
        committed=int(given["committed"]),
        strike_day=given["strike_day"],
    )
    return Clock(
        game=game,
        defendants=count,
        days=as_double(deadline, "the last day"),
        capacity=capacity,
        offers_per_day=float(race.pace),
        committed=race.committed,
        strike_day=float(race.strike_day),
        schedules=tuple(race.run(size) for size in _batches(batch, race.pace)),
    )


def left_at_the_deadline(game: PleaGame, *, days: object, offers_per_day: object) -> int:
    """How many no offer has reached by then: ``left`` of ``clock(…)``, whatever the batches."""
    form = lottery_form(game).in_numbers()
    given = read_several({DAYS: days, OFFERS_PER_DAY: offers_per_day})
    return max(0, int(form.defendants) - int(given["offers_per_day"] * given["days"]))


@dataclass(frozen=True)
class _Race:
    """One caseload, its capacity that of the deadline, with offers and strike in calendar days."""

    lottery: LotteryForm
    deadline: Fraction
    pace: Fraction
    committed: int
    strike_day: Fraction

    def run(self, batch: int) -> OfferSchedule:
        count, capacity = int(self.lottery.defendants), int(self.lottery.capacity)
        most = int(self.pace * self.deadline)
        planned = Rounds(min(count, most), batch)
        undisturbed, early = planned.first(max(ceil(self.pace * self.strike_day) - 1, 0))
        committed = min(self.committed, count - early)
        rest = Rounds(min(count - early - committed, most - early), batch)
        reached = early + rest.count
        left = count - reached
        price = limit = mean = None
        if reached:
            total = planned.total_chance(count - planned.count, capacity, undisturbed)
            total += rest.total_chance(left, capacity, rest.number)
            price = total / reached
            large = early * planned.price_limit(count - planned.count, capacity, count)
            large += rest.count * rest.price_limit(left, capacity, count)
            limit = large / reached
            feared = max(
                count - planned.count + planned.largest if early else 0,
                left + rest.largest if rest.count else 0,
            )
            if self.lottery.offer_at(self.lottery.trial_chance(feared)) >= 0:
                mean = self.lottery.offer_at(price)
        return OfferSchedule(
            batch=batch,
            rounds=undisturbed + rest.number,
            reached=reached,
            reached_share=reached / count,
            stake_share=None if price is None else float(price),
            price_limit=limit,
            mean_offer=None if mean is None else float(mean),
            share_of_trial_cost=None if mean is None else float(mean / self.lottery.trial_cost),
            left=left,
            tried=min(left, capacity),
            holds=left > 0 and self.lottery.price_ratio >= self.lottery.trial_chance(left),
            latest_strike_day=self._latest_strike_day(planned),
        )

    def _latest_strike_day(self, planned: Rounds) -> float | None:
        """The day of the first round that would leave fewer than the tipping point."""
        tipping, _ = tipping_of(self.lottery)
        if tipping is None:
            return None
        harmless, _ = planned.first(int(self.lottery.defendants - tipping))
        if harmless == planned.number:
            return float(self.deadline)
        return float(planned.offers_after(harmless + 1) / self.pace)


def _strike_faults(
    committed: object, strike_day: object, given: Mapping[str, Fraction], count: int
) -> Iterator[Fault]:
    """Strikes of more than there are, of nobody knows whom, or after the last day."""
    deadline = given["days"] * given["tolling"]
    if given["committed"] > count:
        rule = f"must be at most the {count:,} defendants"
        yield Fault("committed", shown(committed), rule, "they are among them")
    if given["strike_day"] and committed is None:
        rule = "needs to be told who strikes then"
        yield Fault("strike_day", shown(strike_day), rule, "give committed as well, or neither")
    if given["strike_day"] > deadline:
        days = show_with_unit(float(deadline), "days")
        rule = f"must be at most the {days} until the deadline"
        yield Fault("strike_day", shown(strike_day), rule, "strike earlier, or give more days")


def _batches(batch: object, pace: Fraction) -> list[int]:
    if batch is None:
        return [max(1, int(pace))]
    sizes: list[int] = []
    faults: list[Fault] = []
    for size in as_list(batch):
        with gathered(faults):
            sizes.append(int(read_number(BATCH, size)))
    if not sizes and not faults:
        faults.append(Fault("batch", "[]", "must have at least one number", BATCH.remedy))
    if faults:
        raise ParameterError(faults)
    return sizes
