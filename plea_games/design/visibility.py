r"""Visibility is two-edged: it carries sanctions on a plea, and it feeds adaptive offers.

If pleas are seen, offers may come one at a time, each made with what came before in view; a plea
then also costs v·g among one's own. The first to be asked accepts up to P₁ − vg, with
:math:`P_1 = d + \tau(1)(T - d)` (that is T, for K ≥ 1), and so does everyone after her. Two
thresholds follow:

- The sequence fails at the offer s when :math:`P_1 - vg \le s`, so from vg = P₁ − s = T − s on.
- If pleas are not seen, offers are simultaneous, and the Laplacian price is
  :math:`P_L = d + L(T - d)`. So visible offers collect less than invisible ones from
  :math:`vg = P_1 - P_L = (\tau(1) - L)(T - d)` on, which is (1 − L)T for d = 0.

Below the second threshold visibility helps the prosecutor, for all that it carries. A pleader bears
the offer and the sanction, P₁ in all, whatever the sanction: it lowers what the prosecutor collects
and not what a plea costs, unless somebody receives it.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..games.lottery_form import lottery_form
from ..model.exact import double_outward, printed_outward
from ..model.game import PleaGame
from ..model.parts import parts_in_numbers
from ..model.reading import refuse_other_kinds, refuse_symbols
from ..model.terms import VisibleDefection
from ..solvers.laplacian import laplacian_ratio
from ..subjects import takes_games
from ..tables import Column, Table, Tabular

_FROM = ("sequence_fails_from", "costs_prosecutor_from")
_UP_TO = ("sanction", "visible_offer", "invisible_offer", "visible_burden", "invisible_burden")
"""What takes at least so much, and what there is or is accepted up to so much."""


@dataclass(frozen=True)
class Visibility(Tabular):
    """What visible pleas do for either side; in years, exact (beyond K = N to 30 digits).

    Attributes
    ----------
    game
        The caseload.
    sanction
        v·g of its :class:`VisibleDefection`; 0 without one.
    sequence_fails_from
        The v·g from which on offers at s, one at a time, are refused; a tie at the amount itself.
    costs_prosecutor_from
        The v·g from which on visible offers in sequence collect no more than invisible ones at
        once, at the Laplacian price.
    visible_offer, invisible_offer
        What either collects a head at this v·g, with ties pleading. The first is negative where
        pleading would have to be paid for.
    visible_burden, invisible_burden
        What a pleader bears, sanction included.
    """

    game: PleaGame
    sanction: Fraction
    sequence_fails_from: Fraction
    costs_prosecutor_from: Fraction
    visible_burden: Fraction
    invisible_burden: Fraction

    @property
    def visible_offer(self) -> Fraction:
        """The offer in sequence that is as good as holding out alone."""
        return self.visible_burden - self.sanction

    @property
    def invisible_offer(self) -> Fraction:
        """The Laplacian price."""
        return self.invisible_burden

    @property
    def verdict(self) -> str:
        """What visibility does at this v·g, in words."""
        at_offer = "fails" if self.sanction >= self.sequence_fails_from else "goes through"
        whom = "costs" if self.sanction >= self.costs_prosecutor_from else "helps"
        return f"the sequence {at_offer} at the offer s; visibility {whom} the prosecutor"

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            **{
                name: double_outward(getattr(self, name), name, up=name in _FROM)
                for name in (*_FROM, *_UP_TO)
            },
            "verdict": self.verdict,
            "exact": {name: str(getattr(self, name)) for name in (*_FROM, *_UP_TO)},
        }

    def table(self, title: str = "") -> Table:
        """A row a number."""
        bounds = {
            name: printed_outward(getattr(self, name), "years", name, up=name in _FROM)
            for name in (*_FROM, *_UP_TO)
        }
        rows = [
            ("Sequence fails from v·g =", bounds["sequence_fails_from"],
             "at the offer s, visible offers one at a time are refused from here on"),
            ("Costs prosecutor from v·g =", bounds["costs_prosecutor_from"],
             "visible offers in sequence collect no more than invisible Laplacian ones"),
            ("v·g", bounds["sanction"], "expected sanction on a plea in this game"),
            ("Visible offer", bounds["visible_offer"], "collected a head in sequence"),
            ("Invisible offer", bounds["invisible_offer"],
             "collected a head at the Laplacian price"),
            ("Visible burden", bounds["visible_burden"],
             "what a pleader bears, sanction included"),
            ("Invisible burden", bounds["invisible_burden"], "the same if pleas are not seen"),
        ]  # fmt: skip
        columns = (
            Column("visibility", left=True),
            Column("amount", "years"),
            Column("what it says", left=True, wrap=54),
        )
        note = f"At this v·g {self.verdict}."
        heading = title or f"When visibility helps and when it hurts, {self.game.describe()}"
        return Table(heading, columns, rows, (note,))


@takes_games
def visibility(game: PleaGame) -> Visibility:
    """When visible pleas help the prosecutor, and when they hurt her.

    Parameters
    ----------
    game
        The caseload in numbers, of any size, with a :class:`VisibleDefection` or without, and
        whatever other terms leave a lottery form.

    Returns
    -------
    Visibility
        Two thresholds for the expected sanction v·g, and both prices.

    Raises
    ------
    ParameterError
        For symbols, and terms without a lottery form.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> watched = game.with_terms(pg.VisibleDefection(probability=0.7, sanction=10))
    >>> found = pg.sequences.visibility(watched)
    >>> float(found.sequence_fails_from), float(found.costs_prosecutor_from)
    (6.0, 7.957779147811...)
    >>> found.verdict
    'the sequence fails at the offer s; visibility helps the prosecutor'

    References
    ----------
    Bar-Gill & Ben-Shahar (2009), p. 760, that pleas are often invisible, against Crespo (2022),
    n. 95, on court watching. The two thresholds are ours.
    """
    refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    others = [term for term in game.terms if not isinstance(term, VisibleDefection)]
    unseen = game.without_terms().with_terms(*others)
    form = lottery_form(unseen)
    count, capacity = int(form.defendants), int(form.capacity)
    alone, laplacian = form.trial_chance(1), laplacian_ratio(count, capacity)
    return Visibility(
        game=game,
        sanction=Fraction(parts_in_numbers(game).sanction),
        sequence_fails_from=max(Fraction(0), form.price_at(alone) - form.price),
        costs_prosecutor_from=(alone - laplacian) * form.stake,
        visible_burden=form.offer_at(alone),
        invisible_burden=form.offer_at(laplacian),
    )
