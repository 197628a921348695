"""What rounds of offers achieve before the speedy-trial clock runs out."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from ...model.game import PleaGame
from ...solvers.sequences.protocols import WOULD_BE_PAID
from ...tables import Column, Missing, Table, Tabular
from ...units import counted, show

_NOBODY_REACHED = "nobody is reached before the deadline"
_NEVER_HOLDS = "at the game's own offer no number of hold-outs is content (r < κ, or r ≤ 0)"


@dataclass(frozen=True)
class OfferSchedule:
    """What offers in batches of one size achieve before the deadline.

    Attributes
    ----------
    batch
        Offers that go out together.
    rounds
        Rounds of offers that end before the deadline.
    reached, reached_share
        Defendants who get an offer, all of whom plead at its price; and as a share of all. The
        prosecutor picks them off.
    stake_share
        The mean price over those reached, as a share of what is at stake, (price − d)/(T − d); a
        supremum, as in :func:`plea_games.sequences.offers_in_rounds`. None where nobody is reached.
    price_limit
        The same in the limit of a large caseload: L(κR) where all are reached in equal rounds and
        nobody is committed.
    mean_offer, share_of_trial_cost
        The mean offer in years, and as a share of T. None where nobody is reached, or somebody
        would refuse even an offer of nothing.
    left : defendants
        Hold-outs at the deadline: committed, or never reached.
    tried : cases
        How many of those can be tried.
    holds
        Whether those left are content to hold out at the game's own offer, r ≥ τ(left).
    latest_strike_day
        The last day on which a strike of all who have not been approached leaves enough of them to
        be content; the deadline where it always does, None where it never does.
    """

    batch: int
    rounds: int
    reached: int
    reached_share: float
    stake_share: float | None
    price_limit: float | None
    mean_offer: float | None
    share_of_trial_cost: float | None
    left: int
    tried: int
    holds: bool
    latest_strike_day: float | None


@dataclass(frozen=True)
class Clock(Tabular):
    """Schedules of one caseload against one clock.

    Attributes
    ----------
    game
        The caseload as given.
    defendants
        Those who decide.
    days
        Calendar days until the deadline, tolling included.
    capacity
        Cases that can be tried by then, surge and tolling included.
    offers_per_day, committed, strike_day
        As given.
    schedules
        One for each batch size.
    """

    game: PleaGame
    defendants: int
    days: float
    capacity: int
    offers_per_day: float
    committed: int
    strike_day: float
    schedules: tuple[OfferSchedule, ...]

    def __iter__(self) -> Iterator[OfferSchedule]:
        return iter(self.schedules)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "calendar_days": self.days,
            "trials_by_deadline": self.capacity,
            "offers_per_day": self.offers_per_day,
            "committed": self.committed,
            "strike_day": self.strike_day,
            "schedules": [asdict(schedule) for schedule in self.schedules],
        }

    def table(self, title: str = "") -> Table:
        """One row a batch size."""
        columns = (
            Column("batch"),
            Column("offer\nrounds"),
            Column("reached", "share"),
            Column("price of\nthe stake", "share"),
            Column("its limit\nat large N", "share"),
            Column("mean offer", "years"),
            Column("left at the\ndeadline"),
            Column("of them\ntried"),
            Column("content at\nown offer"),
            Column("latest strike", "days"),
        )
        title = title or f"Offers against the clock for {self.game.describe()}"
        rows = [_row(schedule) for schedule in self.schedules]
        notes = (self._setting(), *self._too_large(), *_NOTES)
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        priced = [
            (each.stake_share, each) for each in self.schedules if each.stake_share is not None
        ]
        if not priced:
            return "Nobody is reached by an offer before the deadline."
        price, dearest = max(priced, key=lambda pair: pair[0])
        return (
            "Offers go out batch by batch, and the price is set anew each time. The prosecutor "
            f"gets most with batches of {dearest.batch:,}: {show(price, 'share')}% of "
            f"the stake, and {dearest.left:,} are left at the deadline."
        )

    def _setting(self) -> str:
        strike = ""
        if self.committed:
            commit = "commits" if self.committed == 1 else "commit"
            strike = f"; {self.committed:,} {commit} to hold out on day {self.strike_day:,.6g}"
        return (
            f"{self.days:,.6g} {counted(self.days, 'calendar days')}, "
            f"{self.offers_per_day:,.6g} {counted(self.offers_per_day, 'offers')} a day, "
            f"{self.capacity:,} {counted(self.capacity, 'trials')} by the deadline{strike}."
        )

    def _too_large(self) -> Iterator[str]:
        count = self.defendants
        sizes = [f"{each.batch:,}" for each in self.schedules if each.batch > count]
        if sizes:
            yield (
                f"Batch {', '.join(sizes)}: more than the {count:,} "
                f"{counted(count, 'defendants')}, so it is never full."
            )


_NOTES = (
    "Stake: T − d, what trial costs beyond waiting. The price is that of this very caseload; its "
    "limit in large caseloads of the same shares is another number: L(κR) where all are reached in "
    "R equal rounds, with L(z) = z(1 − ln z) up to z = 1 and 1 beyond.",
    "Left: committed to hold out, or never reached. Content: r ≥ τ(left) at the game's own offer. "
    "Latest strike: day by which all not yet approached must strike to be content.",
)


def _row(schedule: OfferSchedule) -> tuple[object, ...]:
    def known(value: float | None, otherwise: str) -> object:
        return Missing(otherwise) if value is None else value

    return (
        f"{schedule.batch:,}",
        f"{schedule.rounds:,}",
        schedule.reached_share,
        known(schedule.stake_share, _NOBODY_REACHED),
        known(schedule.price_limit, _NOBODY_REACHED),
        known(schedule.mean_offer, WOULD_BE_PAID if schedule.reached else _NOBODY_REACHED),
        f"{schedule.left:,}",
        f"{schedule.tried:,}",
        "yes" if schedule.holds else "no",
        known(schedule.latest_strike_day, _NEVER_HOLDS),
    )
