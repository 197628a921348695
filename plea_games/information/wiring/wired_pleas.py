"""Wired pleas: one offer to a group that stands only if at least M of its members accept."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError
from ...games.anonymous import AnonymousGame
from ...games.count_payoffs import CountPayoffs
from ...games.gains import MOST_EXACT_GAINS
from ...games.lottery_form import lottery_form
from ...model.game import PleaGame
from ...model.reading import gathered, read_numbers, read_whole, refuse_symbols
from ...solvers.roots.gain_signs import of_signs, stable_at_zero
from ...subjects import takes_games
from ...tables import Column, Missing, Table, Tabular
from ..deviations.coalitions import Coalitions, coalitions
from .quorum_prices import Quorum, QuorumPrice, best_quorum
from .refusal_chances import mixed_refusals

_NEVER = "at no price"
_ALWAYS = "at every price"


@dataclass(frozen=True)
class WiredPleas(Tabular):
    """What a quorum makes of one offer to a group.

    Attributes
    ----------
    game
        The caseload, with the offer.
    quorum, group, outside
        M, n and h: how many must accept, of how many, and who holds out beside them.
    blame
        What a refuser bears more if the package fails, in years.
    prices
        Each refinement, and the prices for which it has one answer.
    mixed
        Of the game within the group at the game's own offer: the common chances of refusing, in
        (0, 1), at which everyone is indifferent.
    coalitions
        Its pure equilibria, with the coalitions that each withstands.
    best_quorum, best_quorum_ratio
        The M whose potential-maximizing price is largest without blame, and L_M there.
    """

    game: PleaGame
    quorum: int
    group: int
    outside: int
    blame: Fraction
    prices: tuple[QuorumPrice, ...]
    mixed: tuple[float, ...]
    coalitions: Coalitions
    best_quorum: int
    best_quorum_ratio: Fraction

    def __iter__(self) -> Iterator[QuorumPrice]:
        return iter(self.prices)

    @property
    def potential_ratio(self) -> Fraction:
        """L_M: the price at which all-accept ceases to maximize the potential, as a share."""
        return self.ratio_of(self.prices[-1].price or Fraction(0))

    @property
    def payoffs(self) -> CountPayoffs:
        """Both payoffs by how many of the group refuse, in years."""
        return self._rule.payoffs

    @property
    def collective_ratio(self) -> Fraction:
        """τ(n + h): what each would be indifferent to if all acted as one."""
        return Fraction(lottery_form(self.game).trial_chance(self.group + self.outside))

    @property
    def accepting_basin(self) -> float:
        """The common chance of refusing below which adjustment leads to all accepting."""
        if not stable_at_zero(of_signs(AnonymousGame.of_levels(self.payoffs).signs)):
            return 0.0
        return min(self.mixed, default=1.0)

    def ratio_of(self, price: Fraction) -> Fraction:
        """A price as a share of the stake."""
        form = lottery_form(self.game)
        return Fraction((price - form.dismissal_cost) / form.stake)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        prices = [
            {
                "question": each.question,
                "bound": each.bound,
                "price": None if each.price is None else float(each.price),
                "offer": None if each.price is None else float(self._offer(each.price)),
                "ratio": None if each.price is None else float(self.ratio_of(each.price)),
                "at_this_offer": each.holds_at(self._price),
            }
            for each in self.prices
        ]
        return {
            "parameters": self.game.record(),
            "quorum": self.quorum,
            "group": self.group,
            "outside": self.outside,
            "blame": float(self.blame),
            "prices": prices,
            "accepting_basin": self.accepting_basin,
            "best_quorum": self.best_quorum,
            "best_quorum_ratio": float(self.best_quorum_ratio),
            "mixed": list(self.mixed),
            "pure": self.coalitions.record()["equilibria"],
        }

    def table(self, title: str = "") -> Table:
        """One row a refinement."""
        columns = (
            Column("what holds", left=True),
            Column("at offers", left=True),
            Column("years"),
            Column("share of\nthe stake"),
            Column("at this\noffer"),
        )
        rows = [self._row(each) for each in self.prices]
        basin = self.accepting_basin
        notes = [
            f"Best quorum for the potential, without blame: {self.best_quorum:,} of "
            f"{self.group:,}, up to {float(self.best_quorum_ratio):.4g} of the stake.",
            f"Play comes to accepting from chances of refusal below {100 * basin:.4g}%."
            if basin
            else "At this offer play comes to accepting from no chance of refusal.",
        ]
        if self.quorum > 1 and not self.blame:
            notes.append(
                "That all accept maximizes the potential is no prediction here: accepting is "
                "never strictly dominant, and play may not come to it."
            )
        of = f"{self.quorum:,} of {self.group:,}"
        heading = f"Wired pleas, {of} must accept, for {self.game.describe()}"
        return Table(title or heading, columns, rows, notes)

    def _row(self, each: QuorumPrice) -> tuple[object, ...]:
        if each.price is None:
            return each.question, Missing(_NEVER, "none"), "", "", "no"
        holds = "yes" if each.holds_at(self._price) else "no"
        if each.price == 0 and each.bound == "from":
            return each.question, "all", "", "", holds
        offer, ratio = float(self._offer(each.price)), float(self.ratio_of(each.price))
        return each.question, each.bound, f"{offer:.4g}", f"{ratio:.4f}", holds

    @property
    def _rule(self) -> Quorum:
        return Quorum(lottery_form(self.game), self.quorum, self.group, self.outside, self.blame)

    @property
    def _price(self) -> Fraction:
        return Fraction(lottery_form(self.game).price)

    def _offer(self, price: Fraction) -> Fraction:
        return Fraction(lottery_form(self.game).offer_of(price))


@takes_games
def wired_pleas(
    game: PleaGame,
    *,
    quorum: int,
    group: int | None = None,
    outside: int = 0,
    blame: object = 0,
) -> WiredPleas:
    """One offer to a group that stands only if at least a quorum of them accepts.

    Parameters
    ----------
    game
        A lottery game in numbers, with the offer.
    quorum
        M, from 1, where each plea stands alone, to n, all or none.
    group
        n, how many get the offer, up to 100,000; all of the game's defendants unless given.
    outside
        h, how many others hold out; at most those who are not in the group.
    blame
        g ≥ 0, what a refuser bears more if the package fails, in years.

    Returns
    -------
    WiredPleas
        Exact; prints as a table.

    Raises
    ------
    ParameterError
        For symbols, terms that leave no lottery form, a quorum above the group, a group above the
        defendants, and numbers out of range; all at once.

    Examples
    --------
    All or none protects defendants: it makes a union of the group, which refuses what is dearer
    than the collective price. With one refusal to spare, the potential alone allows five times as
    much.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=10, capacity=1, offer=4, sentence=10)
    >>> for quorum in (10, 9):
    ...     wired = wired_pleas(game, quorum=quorum)
    ...     print(quorum, str(wired.potential_ratio), round(wired.accepting_basin, 4))
    10 1/10 0.0
    9 11/20 0.1818
    """
    form = lottery_form(game)
    refuse_symbols(form.free_symbols, "set them with game.with_parameters(…)")
    count = int(form.defendants)
    faults: list[Fault] = []
    members, needed, others, extra = min(count, MOST_EXACT_GAINS), 1, 0, Fraction(0)
    with gathered(faults):
        most = min(count, MOST_EXACT_GAINS)
        members = read_whole(count if group is None else group, "group", minimum=1, maximum=most)
    with gathered(faults):
        needed = read_whole(quorum, "quorum", minimum=1, maximum=members)
    with gathered(faults):
        others = read_whole(outside, "outside", maximum=count - members)
    with gathered(faults):
        (extra,) = read_numbers([blame], "blame", lambda _: "blame", minimum=0)
    if faults:
        raise ParameterError(faults)
    rule = Quorum(form, needed, members, others, extra)
    payoffs = rule.payoffs
    best, ratio = best_quorum(form, members, others)
    return WiredPleas(
        game,
        needed,
        members,
        others,
        extra,
        tuple(rule.prices()),
        mixed_refusals(rule),
        coalitions(AnonymousGame.of_levels(payoffs)),
        best,
        ratio,
    )
