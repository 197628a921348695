"""What each equilibrium of a plea game means for all, against a world without plea bargains."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

from ..games.lottery_form import lottery_form
from ..model.game import PleaGame
from ..model.in_numbers import price_of_anarchy
from ..model.parts import parts_in_numbers
from ..model.reading import refuse_other_kinds
from ..subjects import takes_games
from ..tables import Column, Table, Tabular
from .equilibria import equilibria
from .equilibrium_set import Equilibrium, EquilibriumSet
from .roots.lottery_gain import LotteryGain
from .without_pleas import Outcome, outcome_of, without_pleas

_NOT_BOTH = "all-plead and all-hold-out are not both equilibria"
_COSTS_NOTHING = "all-hold-out costs defendants nothing"


@dataclass(frozen=True)
class Welfare(Tabular):
    """The outcomes of all equilibria and the benchmark.

    Attributes
    ----------
    game
        What was asked about.
    outcomes
        In the order of :func:`equilibria`; a stretch of equilibria as its two ends.
    benchmark
        Without plea bargaining: K are tried, the rest never prosecuted, and these bear nothing. K
        is what terms leave of it; the stakes are those of the plain game, for nobody strikes.
    price_of_anarchy
        The cost of all-plead over that of all-hold-out, Ns / (KT + (N − K)d), where both are
        equilibria; None where they are not, or where all-hold-out costs nothing.
    missing
        Why there is no price of anarchy; empty where there is one.
    """

    game: PleaGame
    outcomes: tuple[Outcome, ...]
    benchmark: Outcome
    price_of_anarchy: float | None
    missing: str

    def table(self, title: str = "") -> Table:
        """One row an outcome."""
        columns = (
            Column("outcome", left=True),
            Column("hold-outs", "defendants"),
            Column("defendants\nbear", "years"),
            Column("sentences", "years"),
            Column("convictions", "cases"),
            Column("trials", "cases"),
            Column("dismissed", "cases"),
        )
        every = (*self.outcomes, self.benchmark)
        rows = [tuple(asdict(outcome).values())[: len(columns)] for outcome in every]
        price = (
            f"Price of anarchy: {self.price_of_anarchy:.4g}, the cost of all-plead over that of "
            "all-hold-out."
            if self.price_of_anarchy is not None
            else f"No price of anarchy: {self.missing}."
        )
        never = "Without plea bargaining, those not tried are never prosecuted and bear nothing."
        heading = title or f"Welfare in the game with {self.game.describe()}"
        return Table(heading, columns, rows, (price, never, *self._who_pays()))

    def _who_pays(self) -> Iterator[str]:
        """A line an outcome in which others than defendants and the state have a part."""
        for each in self.outcomes:
            parts = {
                "organizers pay {} years to those tried": each.transfers,
                "sanctions on pleas cost {} years": each.sanctions,
                "holding out is worth {} years in itself": each.worth,
                "trials take {} prosecutor-hours": each.trial_hours or 0,
            }
            said = [text.format(f"{amount:.4g}") for text, amount in parts.items() if amount]
            if said:
                yield f"{each.name.capitalize()}: {', '.join(said)}."


@takes_games
def welfare(game: PleaGame) -> Welfare:
    """Costs, sentences, convictions, trials and dismissals in each equilibrium.

    Whoever mixes is tried with chance r when holding out, for only then is she indifferent; so the
    means of a mixed equilibrium need no sum over the number of hold-outs.

    Parameters
    ----------
    game
        A :class:`PleaGame` whose parameters are numbers, with any terms. A weight that counsel
        puts on fellow clients changes who holds out, and is no part of what anyone bears.

    Returns
    -------
    Welfare
        Frozen; a row for each equilibrium and the benchmark without plea bargaining.

    Raises
    ------
    ParameterError
        For anything else.

    Examples
    --------
    >>> import plea_games as pg
    >>> found = pg.welfare(pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    >>> [(outcome.name, outcome.defendant_cost) for outcome in found.outcomes]
    [('all plead', 920.0), ('mixed', 920.0...), ('all hold out', 120.0)]
    >>> found.benchmark.convictions, round(found.price_of_anarchy, 3)
    (12.0, 7.667)
    >>> paid = pg.welfare(found.game.with_terms(pg.SidePayment(2))).outcomes[-1]
    >>> paid.defendant_cost, paid.transfers
    (96.0, 24.0)

    References
    ----------
    That a plea replaces no prosecution: Bar-Gill & Ben-Shahar (2009, p. 739), as quoted in Crespo
    (2022, n. 36).
    """
    refuse_other_kinds(game, PleaGame)
    return _with_terms(game) if game.terms else _plain(game)


def _plain(game: PleaGame) -> Welfare:
    solved, expected = equilibria(game), LotteryGain.of(lottery_form(game))
    outcomes = tuple(
        outcome_of(game, one.kind, held, tried)
        for one in solved
        for held, tried in _held_and_tried(one, expected)
    )
    count, most = expected.defendants, min(expected.capacity, expected.defendants)
    benchmark = without_pleas(game, Fraction(count), Fraction(most))
    price, missing = _price_of_anarchy(game, solved)
    return Welfare(game, outcomes, benchmark, price, missing)


def _with_terms(game: PleaGame) -> Welfare:
    from .totals import laws_of_holdouts, totals  # loads sympy

    parts = parts_in_numbers(game)
    count = game.numbers["defendants"]
    stated = {name: value for term in game.terms for name, value in term.stated.items()}
    hours = stated.get("prosecution_cost")
    solved = equilibria(game)
    outcomes = tuple(
        _outcome_of(one.kind, totals(game, law), count, hours)
        for one in solved
        for law in laws_of_holdouts(game, one)
    )
    tried = Fraction(min(parts.caseload, parts.trials))
    benchmark = without_pleas(game, count, tried)
    if hours is not None:
        benchmark = replace(benchmark, trial_hours=float(hours * tried))
    costs = {each.name: each.defendant_cost for each in outcomes}
    price, missing = None, _NOT_BOTH
    if {"all plead", "all hold out"} <= costs.keys():
        if costs["all hold out"] > 0:
            price, missing = costs["all plead"] / costs["all hold out"], ""
        else:
            missing = _COSTS_NOTHING
    return Welfare(game, outcomes, benchmark, price, missing)


def _outcome_of(name: str, sums: Mapping[str, Fraction], count: Fraction, hours: Any) -> Outcome:
    pleas, trials = sums["pleas"], sums["trials"]
    return Outcome(
        name=name,
        dismissals=float(count - pleas - trials),
        trial_hours=None if hours is None else float(hours * trials),
        **{part: float(total) for part, total in sums.items() if part != "pleas"},
    )


def _held_and_tried(one: Equilibrium, expected: LotteryGain) -> Iterator[tuple[Fraction, Fraction]]:
    if one.kind == "mixed" and one.hold_out_probability is not None:
        mean = expected.defendants * Fraction(one.hold_out_probability)
        yield mean, mean * expected.offer_ratio
    for held in dict.fromkeys([one.holdouts, one.holdouts_to]):
        if held is not None:
            yield Fraction(held), Fraction(min(held, expected.capacity))


def _price_of_anarchy(game: PleaGame, equilibrium_set: EquilibriumSet) -> tuple[float | None, str]:
    if game.numbers["capacity"] > game.numbers["defendants"]:
        return None, "more cases can be tried than there are"
    if not {"all plead", "all hold out"} <= {one.kind for one in equilibrium_set}:
        return None, _NOT_BOTH
    plead, hold_out = price_of_anarchy(*game.numbers.values())
    if hold_out == 0:
        return None, _COSTS_NOTHING
    return float(plead / hold_out), ""
