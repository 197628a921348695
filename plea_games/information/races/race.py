r"""A race to plead: the j-th plea costs :math:`s_j`.

**Queue hidden.** Pleas are made at once, are ranked by lot, and bind before ranks are known. With n
pleading each expects :math:`\bar S(n) = (s_1 + \dots + s_n)/n`. Whoever holds out as one of m would
be one of N − m + 1 who plead, so with V(m) = d + τ(m)(T − d)

.. math:: \Delta(m) = \bar S(N-m+1) - V(m),

which need not be monotone: where offers rise, the first part falls in m, and the second rises.
Several mixed equilibria may exist; all are found, as for any gains.

*All-plead is the only equilibrium just where Δ(m) < 0 for all m*, in any binary game among
identical players, and then pleading is strictly dominant. For let m be the largest with Δ(m) ≥ 0: m
= N, or Δ(m + 1) < 0, so m hold-outs are an equilibrium. Here that is :math:`\bar r_n < \tau(N-n+1)`
for every n.

**Queue seen.** Defendants decide one after another in a fixed order and see who has pleaded. The
first n* plead and the rest hold out,

.. math:: n^* = \min\{n \ge 0 : r_{n+1} \ge \tau(N-n)\}, \quad N \text{ if there is none},

where ties hold out; where ties plead, the inequality is strict. *Proof.* The next price stays
:math:`r_{n+1}` until somebody pays it. If :math:`r_{n+1} \ge \tau(N-n)`, nobody gains by pleading
when all later ones hold out, by induction from the last mover. If it is less, holding out costs τ
of a final number of hold-outs of at most N − n, more than :math:`r_{n+1}`: the mover pleads at
once. ∎ That holds for offers that fall as well.

**Coalitions.** k who leave all-plead together pay V(k) in place of :math:`\bar S(N)`; the gains
Δ(k) do not say that, for they compare with another number of pleaders.

The potential W(N) = ΣΔ selects between all-plead and all-hold-out only where Δ never falls;
elsewhere it is not reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

from ...errors import Fault, ParameterError
from ...games.anonymous import AnonymousGame
from ...games.count_payoffs import CountPayoffs
from ...games.exact_functions import as_fmpq, running_sums
from ...games.lottery_form import LotteryForm
from ...model.exact import as_double, as_fraction
from ...model.game import PleaGame
from ...model.reading import read_numbers
from ...solvers.equilibria import equilibria
from ...solvers.equilibrium_set import EquilibriumSet
from ...subjects import takes_games
from ...tables import Column, Missing, Table, Tabular
from ..deviations.coalitions import coalitions
from .rank_offers import one_prize_offers, one_prize_ratio, race_form

_FALLING = "Offers fall somewhere: a later plea costs less than an earlier one."
_NOT_MONOTONE = "gains fall somewhere, so the potential selects nothing"


@dataclass(frozen=True)
class RaceToPlead(Tabular):
    """What offers by rank bring about.

    Attributes
    ----------
    game
        The caseload.
    offers
        s₁, …, s_N in years.
    payoffs
        With a hidden queue: both payoffs by how many hold out, in years.
    hidden
        All equilibria with a hidden queue, as far as they are known.
    unravels
        With a hidden queue: whether all-plead is the only equilibrium, pleading dominant.
    standing
        The largest number of hold-outs that is an equilibrium with a hidden queue.
    pleads_alone
        n*: how many plead where the queue is seen, and ties hold out.
    pleads_alone_ties
        The same where ties plead.
    withstands
        k* of all-plead with a hidden queue: no coalition of up to that many gains by leaving it; 0
        where it is no equilibrium.
    rising
        Whether no gain is smaller than one before.
    potential
        W(N) in years where gains rise: above 0 the strike is risk dominant; None elsewhere.
    """

    game: PleaGame
    offers: tuple[Fraction, ...]
    payoffs: CountPayoffs
    hidden: EquilibriumSet
    unravels: bool
    standing: int
    pleads_alone: int
    pleads_alone_ties: int
    withstands: int
    rising: bool
    potential: Fraction | None

    @property
    def gains(self) -> AnonymousGame:
        """Δ(1…N) with a hidden queue."""
        return AnonymousGame.of_levels(self.payoffs)

    @property
    def falls(self) -> bool:
        """Whether a later plea costs less than an earlier one."""
        return any(after < before for before, after in pairwise(self.offers))

    @property
    def mean_offer(self) -> Fraction:
        """What each pays on average where all plead, in years."""
        return sum(self.offers, Fraction(0)) / len(self.offers)

    @property
    def prize_bound(self) -> Fraction | None:
        """With one prize: the offer ratio below which it leaves only all-plead; None without."""
        first, *others = self.offers
        if not others or any(offer != others[0] for offer in others) or first > others[0]:
            return None
        form = race_form(self.game)
        prize = (others[0] - first) / Fraction(form.stake)
        return one_prize_ratio(len(self.offers), Fraction(form.capacity), prize)

    @property
    def dilemma(self) -> bool:
        """Whether pleading is dominant though all would be better off if nobody pleaded."""
        return self.unravels and self.payoffs.hold_out[-1] > self.payoffs.plead[0]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "mean_offer": as_double(self.mean_offer, "mean offer"),
            "falls": self.falls,
            "unravels": self.unravels,
            "dilemma": self.dilemma,
            "prize_bound": None if self.prize_bound is None else float(self.prize_bound),
            "standing": self.standing,
            "pleads_alone": self.pleads_alone,
            "pleads_alone_ties": self.pleads_alone_ties,
            "withstands": self.withstands,
            "rising": self.rising,
            "potential": None if self.potential is None else as_double(self.potential, "potential"),
            "by_count": [
                {
                    "count": count,
                    "offer": as_double(offer, "offer"),
                    "gain": as_double(gain, "gain"),
                }
                for count, (offer, gain) in enumerate(
                    zip(self.offers, self.gains.gain, strict=True), 1
                )
            ],
            "equilibria": [each.record() for each in self.hidden],
            "complete": self.hidden.complete,
        }

    def table(self, title: str = "") -> Table:
        """One row a question."""
        count = len(self.offers)
        mixed = [each.hold_out_probability for each in self.hidden if each.kind == "mixed"]
        chances = ", ".join(f"{100 * x:.4g}%" for x in mixed if x is not None) or "none"
        potential: object = (
            Missing(_NOT_MONOTONE)
            if self.potential is None
            else "all hold out" if self.potential > 0
            else "all plead" if self.potential < 0
            else "neither"
        )  # fmt: skip
        rows = (
            ("mean offer where all plead", f"{as_double(self.mean_offer, 'mean offer'):.4g} years"),
            ("queue hidden: all plead, and nothing else", _yes(self.unravels)),
            ("queue hidden: so, though all would rather nobody did", _yes(self.dilemma)),
            (
                "queue hidden: most hold-outs in a pure equilibrium",
                f"{self.standing:,} of {count:,}",
            ),
            ("queue hidden: all mix alike, holding out with", chances),
            ("queue hidden: all-plead withstands coalitions of", f"{self.withstands:,}"),
            ("queue hidden: risk dominant", potential),
            ("queue seen, fixed order: how many plead", f"{self.pleads_alone:,} of {count:,}"),
            (
                "queue seen, fixed order: how many, where ties plead",
                f"{self.pleads_alone_ties:,} of {count:,}",
            ),
        )
        columns = Column("question", left=True), Column("answer", left=True)
        notes = (_FALLING,) * self.falls + self.hidden.remarks
        if self.prize_bound is not None:
            bound = float(self.prize_bound)
            notes = (
                f"This prize leaves only all-plead below an offer ratio of {bound:.4g}.",
                *notes,
            )
        title = title or f"Race to plead for {self.game.describe()}"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        if self.unravels:
            return (
                "These offers end any strike: to plead is best for each, whatever the others do"
                + (", though all would be better off if nobody pleaded." if self.dilemma else ".")
            )
        return (
            f"A strike can stand against these offers: up to {self.standing:,} of "
            f"{len(self.offers):,} can hold out, if they expect it of each other and nobody sees "
            "how many have pleaded."
        )


@takes_games
def race_to_plead(game: PleaGame, *, offers: Iterable[object]) -> RaceToPlead:
    """What comes of offers by rank: with a hidden queue, and with one that all see.

    Parameters
    ----------
    game
        A lottery game in numbers, of up to 100,000 defendants. Its own offer plays no part.
    offers
        What the first, …, N-th plea costs, N numbers from 0, in years. They may fall.

    Returns
    -------
    RaceToPlead
        Exact, but for the probabilities of mixed equilibria, which are enclosed.

    Raises
    ------
    ParameterError
        For symbols, terms that leave no lottery form, more defendants, and other numbers of offers.

    Examples
    --------
    With one prize for the first, a race only nibbles: five hold out, one takes it.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=6, capacity=1, offer="1/2", sentence=1)
    >>> race = race_to_plead(game, offers=[0] + ["1/2"] * 5)
    >>> race.unravels, race.standing, race.pleads_alone
    (False, 5, 1)
    """
    form = race_form(game)
    return _race(game, form, tuple(_read(offers, int(form.defendants))))


@takes_games
def prize_race(game: PleaGame, *, prize: object) -> RaceToPlead:
    """A race in which the first plea costs less than the game's offer by a prize, and no other.

    Parameters
    ----------
    game
        A lottery game in numbers, of up to 100,000 defendants.
    prize
        In years, from 0 to the offer.

    Returns
    -------
    RaceToPlead
        As of :func:`race_to_plead`.

    Raises
    ------
    ParameterError
        For symbols, terms that leave no lottery form, more defendants, and other prizes.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=6, capacity=1, offer="1/2", sentence=1)
    >>> [str(gain) for gain in prize_race(game, prize="1/2").gains.gain]
    ['-7/12', '-1/10', '1/24', '1/12', '1/20', '-1/6']
    """
    (amount,) = read_numbers([prize], "prize", lambda _: "prize", minimum=0)
    return race_to_plead(game, offers=one_prize_offers(game, amount))


def _race(game: PleaGame, form: LotteryForm, offers: tuple[Fraction, ...]) -> RaceToPlead:
    count, waiting, stake = len(offers), as_fmpq(form.dismissal_cost), as_fmpq(form.stake)
    offset = as_fmpq(form.offset)
    paid = [as_fmpq(offer) + offset for offer in offers]
    means = [-total / n for n, total in enumerate(accumulate(paid), 1)]
    tried = as_fmpq(form.capacity)
    surely = waiting + stake
    held = [surely if m <= tried else waiting + stake * tried / m for m in range(1, count + 1)]
    payoffs = CountPayoffs(
        tuple(as_fraction(-cost) for cost in held), tuple(map(as_fraction, reversed(means)))
    )
    hidden = AnonymousGame.of_levels(payoffs)
    gains = hidden.gain
    rising = all(before <= after for before, after in pairwise(gains))
    deviations = coalitions(hidden)
    withstands = next((e.largest_immune for e in deviations if e.holdouts == 0), 0)
    in_turn = list(enumerate(zip(paid, reversed(held), strict=True)))
    return RaceToPlead(
        game,
        offers,
        payoffs,
        equilibria(hidden),
        bool((hidden.signs < 0).all()),
        max(e.holdouts for e in deviations),
        next((n for n, (price, cost) in in_turn if price >= cost), count),
        next((n for n, (price, cost) in in_turn if price > cost), count),
        withstands,
        rising,
        running_sums(gains)[-1] if rising else None,
    )


def _read(offers: Iterable[object], count: int) -> list[Fraction]:
    numbers = read_numbers(offers, "offers", lambda rank: f"offer for plea {rank}", minimum=0)
    if len(numbers) != count:
        rule = f"must be {count:,}, one for each rank at which a defendant may plead"
        remedy = "repeat the last offer for those who come later"
        if len(numbers) > count:
            remedy = "leave out those that nobody can take"
        raise ParameterError([Fault("offers", f"{len(numbers):,} offers", rule, remedy)])
    return numbers


def _yes(value: bool) -> str:
    return "yes" if value else "no"
