r"""What each timing of offers and trials is worth to the prosecutor, for one caseload.

Each protocol lets her enforce some mean price :math:`d + x(T - d)`, with everyone pleading; x is
computed here, exactly or to 30 digits. The offer is the price less what else a plea costs. Offers
are public unless said otherwise.

By rank the j-th plea costs what its rank says, and prices do not adapt: to a hidden queue of those
who plead at once, or one at a time and seen. Offers that stand only if all, or all but K, accept
have no other ground for the price named than the selection that stands beside it: no-trade is an
equilibrium at any price.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...games.lottery_form import lottery_form
from ...model.exact import as_double
from ...model.game import PleaGame
from ...model.parameters import TRIAL_VALUE
from ...model.reading import as_list, read_number, read_whole
from ...subjects import takes_games
from ...tables import Column, Missing, Table, Tabular
from ...units import number_of, show
from ..laplacian import laplacian_ratio
from .hidden_queue import hidden_queue_ratio
from .mean_chances import mean_over_rounds
from .sequential import even_batches, pleas_at_once

ROUNDS_SHOWN = (2, 4, 10)

WOULD_BE_PAID = "somebody would refuse even an offer of nothing"


@dataclass(frozen=True)
class Protocol:
    """One way to time offers and trials, and what it enforces.

    Attributes
    ----------
    offers, trials, selection
        When and how offers are made; when and how trials are held; which of several equilibria is
        assumed, or the reasoning that leaves one.
    stake_share
        x, the mean price as a share of what is at stake, (price − d)/(T − d). The price of a plea
        is the offer and what else a plea costs, such as a sanction.
    share_of_trial_cost
        The mean offer as a share of T.
    mean_offer, total : years
        In years, and over all defendants; ``total`` is None where the protocol leaves a range.
        Both are None, and so is the share, where somebody would refuse even an offer of nothing.
    mean_offer_to
        The upper end where the protocol leaves a range; otherwise the mean offer itself.
    trials_held
        On the path of play.
    rounds
        Of offers.
    reasoning_steps
        Rounds of iterated dominance or steps of backward induction; None where none suffice and
        the selection is assumed.
    """

    offers: str
    trials: str
    selection: str
    stake_share: float
    share_of_trial_cost: float | None
    mean_offer: float | None
    mean_offer_to: float | None
    total: float | None
    trials_held: int
    rounds: int
    reasoning_steps: int | None

    @property
    def share_of_trial_cost_to(self) -> float | None:
        """The upper end as a share of T."""
        low, share, high = self.mean_offer, self.share_of_trial_cost, self.mean_offer_to
        return high / low * share if low and share is not None and high is not None else share


@dataclass(frozen=True)
class Protocols(Tabular):
    """The protocols of one caseload.

    Attributes
    ----------
    game
        The caseload.
    protocols
        One :class:`Protocol` for each timing of offers and trials.
    """

    game: PleaGame
    protocols: tuple[Protocol, ...]

    def __iter__(self) -> Iterator[Protocol]:
        return iter(self.protocols)

    def table(self, title: str = "") -> Table:
        """One row a protocol."""
        columns = (
            Column("offers", left=True, wrap=24),
            Column("trials", left=True, wrap=14),
            Column("selection", left=True, wrap=26),
            Column("mean offer\n% of T"),
            Column("mean offer", "years"),
            Column("in all", "years"),
            Column("trials\nheld"),
            Column("offer\nrounds"),
            Column("steps of\nreasoning"),
        )
        title = title or f"Protocols for {self.game.describe()}"
        note = (
            "'Steps of reasoning' is empty where they do not settle it and the selection is "
            "assumed. The sequential games are a reconstruction, not Bar-Gill & Ben-Shahar's own."
        )
        rows = [_row(protocol) for protocol in self.protocols]
        return Table(title, columns, rows, (note,), verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        priced = [(each.share_of_trial_cost, each) for each in self.protocols
                  if each.share_of_trial_cost is not None]  # fmt: skip
        if not priced:
            return ""
        (low, cheapest), (high, dearest) = (
            find(priced, key=lambda pair: pair[0]) for find in (min, max)
        )
        return (
            "What a plea costs depends on when offers are made and which outcome people expect: "
            f"from {show(low, 'share')}% of what trial costs ({cheapest.offers}; "
            f"{cheapest.selection}) to {show(high, 'share')}% ({dearest.offers}; "
            f"{dearest.selection}). Which timing a prosecutor can keep to, and which outcome is "
            "expected, is for the reader to judge."
        )


@takes_games
def protocols(
    game: PleaGame,
    *,
    rounds: int | Sequence[int] | None = None,
    trial_value: object | None = None,
) -> Protocols:
    """The mean offer that each timing of offers and trials lets the prosecutor enforce.

    Parameters
    ----------
    game
        The caseload, in numbers, of any size. Its own offer plays no part.
    rounds
        Numbers of rounds for the protocol with offers in rounds; 2, 4 and 10 unless given.
    trial_value
        V ≥ 0, what a trial is worth to the prosecutor, in years, which matters where trials are
        held at once; T unless given.

    Returns
    -------
    Protocols
        Frozen; prints as a table and renders in Jupyter.

    Raises
    ------
    ParameterError
        For symbols, or a number of rounds below 1 or above the number of defendants.
    PrecisionError
        For an offer, or all of them together, beyond doubles.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=100, capacity=5, offer=1, sentence=10)
    >>> for found in pg.protocols(game, rounds=5):
    ...     if "rounds" in found.offers or "fixed" in found.offers:
    ...         print(found.offers, round(found.stake_share, 4))
    one at a time, one fixed price 0.05
    5 rounds, prices re-set between them 0.5786

    References
    ----------
    Crespo (2022), nn. 87 and 95, for the sequence and the "tsunami" against it; Segal (2003) and
    Winter (2004) for ranked offers, Miklós-Thal & Shaffer (2016) for private ones. Reconstruction
    and formulas are ours.
    """
    form = lottery_form(game).in_numbers()
    count, capacity = int(form.defendants), int(form.capacity)
    given = [r for r in ROUNDS_SHOWN if r <= count] if rounds is None else rounds
    chosen = [read_whole(r, "rounds", minimum=1) for r in as_list(given)]

    everyone = min(Fraction(1), Fraction(capacity, count))
    threat = Fraction(min(capacity, 1))  # to a lone hold-out
    laplacian = laplacian_ratio(count, capacity)
    unravelling = -(-count // capacity) if capacity else None
    value = form.trial_cost if trial_value is None else read_number(TRIAL_VALUE, trial_value)
    paying = pleas_at_once(count, capacity, value / form.stake)
    worth = "V = T" if value == form.trial_cost else f"V = {float(value):.4g} years"
    at_end, in_order = "at the end, by lot", "in announced order"

    def row(offers: str, trials: str, selection: str, share: Fraction, offer_rounds: int = 1,
            steps: int | None = None, *, to: Fraction | None = None,
            least: Fraction | None = None, going_free: int = 0) -> Protocol:  # fmt: skip
        mean, lowest = form.offer_at(share), form.offer_at(share if least is None else least)
        if going_free:  # nobody offers less than nothing to whom she does not try
            free = max(Fraction(0), form.offer_at(Fraction(0)))
            lowest = form.offer_at(Fraction(1)) if going_free < count else free
            mean = (going_free * free + (count - going_free) * lowest) / count
        upper = mean if to is None else form.offer_at(to)
        amounts: dict[str, float | None] = dict.fromkeys(
            ("share_of_trial_cost", "mean_offer", "mean_offer_to", "total")
        )
        if lowest >= 0:
            amounts = {
                "share_of_trial_cost": as_double(mean / form.trial_cost, "share_of_trial_cost"),
                "mean_offer": as_double(mean, "mean_offer"),
                "mean_offer_to": as_double(upper, "mean_offer_to"),
                "total": as_double(mean * count, "total") if to is None else None,
            }
        return Protocol(
            offers=offers,
            trials=trials,
            selection=selection,
            stake_share=float(share),
            **amounts,
            trials_held=0,
            rounds=offer_rounds,
            reasoning_steps=steps,
        )

    one_price = "one price, all at once"
    listed = [
        row(one_price, at_end, "coalition-proof: all hold out if they can", everyone),
        row(one_price, at_end, "Laplacian (global-game limit)", laplacian),
        row(one_price, at_end, "plead-favourable", threat),
        row(
            "ranked prices, all at once",
            at_end,
            "none: pleading is the only equilibrium just below",
            laplacian,
            steps=max(count - capacity + 1, 1) if capacity else None,
            least=everyone,
        ),
        row("ranked prices, queue hidden", at_end, "none: pleading is dominant just below",
            hidden_queue_ratio(count, capacity), steps=1 if capacity else None, least=everyone),
        row("ranked prices, one at a time", at_end, "none: backward induction, just below",
            laplacian, count, count, least=everyone),
        row("one price, for all or none", at_end, "coalition-proof, or undominated", everyone),
        row("one price, if N − K accept", at_end, "potential maximizer, not the only one",
            (capacity + everyone) / (capacity + 1) if capacity < count else everyone),
        row("one at a time, one fixed price", at_end, "none: backward induction", everyone,
            count, count),
        *(
            row(
                f"{number_of(r, 'rounds')}, prices re-set between them",
                at_end,
                "Laplacian, or ranked prices, in each round",
                mean_over_rounds(even_batches(count, r), capacity),
                r,
                least=form.trial_chance(even_batches(count, r)[0]),
            )
            for r in chosen
        ),
        row("one at a time, prices adapt", at_end, "none: backward induction", threat,
            count, count),
        row(one_price, in_order, "none: iterated dominance", threat, steps=unravelling),
        row("one at a time, prices adapt", "at once, no commitment",
            f"none: backward induction ({worth}, ties try)", Fraction(paying, count), count,
            count, going_free=count - paying),
        row("private offers", at_end, "passive or wary beliefs: several equilibria",
            everyone, to=threat),
    ]  # fmt: skip
    return Protocols(game, tuple(listed))


def _row(protocol: Protocol) -> tuple[object, ...]:
    steps = protocol.reasoning_steps
    low, high = protocol.share_of_trial_cost, protocol.share_of_trial_cost_to
    return (
        protocol.offers,
        protocol.trials,
        protocol.selection,
        _span(low, high, ".2f", 100),
        _span(protocol.mean_offer, protocol.mean_offer_to, ".4g"),
        "" if protocol.total is None else f"{protocol.total:,.6g}",
        f"{protocol.trials_held:,}",
        f"{protocol.rounds:,}",
        "" if steps is None else f"{steps:,}",
    )


def _span(low: float | None, high: float | None, digits: str, factor: int = 1) -> object:
    if low is None or high is None:
        return Missing(WOULD_BE_PAID)
    low, high = factor * low, factor * high
    return f"{low:{digits}}" if low == high else f"{low:{digits}} to {high:{digits}}"
