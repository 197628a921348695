"""What each equilibrium of a plea game means for all, against a world without plea bargains."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from ..errors import Fault, ParameterError
from ..games.compile import at_values, values_of
from ..games.exact_functions import as_fmpq
from ..games.lottery_form import lottery_form
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds
from ..model.symbols import SYMBOLS
from ..model.welfare import (
    CONVICTIONS,
    DEFENDANT_COST,
    DISMISSALS,
    HELD,
    PRICE_OF_ANARCHY,
    SENTENCE_YEARS,
    TRIED,
)
from ..subjects import takes_games
from ..tables import Column, Table, Tabular
from .equilibria import equilibria
from .equilibrium_set import Equilibrium, EquilibriumSet
from .roots.lottery_gain import LotteryGain


@dataclass(frozen=True)
class Outcome:
    """Totals over all defendants; means where anything is random.

    Attributes
    ----------
    name
        The kind of equilibrium, or "no plea bargaining".
    holdouts
        Who hold out, a mean.
    defendant_cost
        What defendants bear, sentences, process and waiting together, in years.
    sentence_years
        Years to be served.
    convictions
        Pleas and convictions at trial.
    trials
        Cases tried.
    dismissals
        Cases that end without plea or trial; without plea bargaining, those never prosecuted.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> outcome = pg.welfare(game).outcomes[0]
    >>> outcome.name, outcome.defendant_cost, outcome.trials
    ('all plead', 920.0, 0.0)
    """

    name: str
    holdouts: float
    defendant_cost: float
    sentence_years: float
    convictions: float
    trials: float
    dismissals: float


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
        Without plea bargaining: K are tried, the rest never prosecuted, and these bear nothing.
    price_of_anarchy
        The cost of all-plead over that of all-hold-out, Ns / (KT + (N − K)d), where both are
        equilibria; None where they are not, or where all-hold-out costs nothing.
    missing
        Why there is no price of anarchy; empty where there is one.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.welfare(game)
    >>> found.price_of_anarchy, [outcome.name for outcome in found.outcomes]
    (7.666666666666667, ['all plead', 'mixed', 'all hold out'])
    """

    game: PleaGame
    outcomes: tuple[Outcome, ...]
    benchmark: Outcome
    price_of_anarchy: float | None
    missing: str

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "game": self.game.record(),
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
            "benchmark": asdict(self.benchmark),
            "price_of_anarchy": self.price_of_anarchy,
            "missing": self.missing,
        }

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
        rows = [tuple(asdict(outcome).values()) for outcome in (*self.outcomes, self.benchmark)]
        price = (
            f"Price of anarchy: {self.price_of_anarchy:.4g}, the cost of all-plead over that of "
            "all-hold-out."
            if self.price_of_anarchy is not None
            else f"No price of anarchy: {self.missing}."
        )
        never = "Without plea bargaining, those not tried are never prosecuted and bear nothing."
        heading = title or f"Welfare in the game with {self.game.describe()}"
        return Table(heading, columns, rows, (price, never))


@takes_games
def welfare(game: PleaGame) -> Welfare:
    """Costs, sentences, convictions, trials and dismissals in each equilibrium.

    Whoever mixes is tried with chance r when holding out, for only then is she indifferent; so the
    means of a mixed equilibrium need no sum over the number of hold-outs.

    Parameters
    ----------
    game
        A :class:`PleaGame` without terms whose parameters are numbers.

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

    References
    ----------
    That a plea replaces no prosecution: Bar-Gill & Ben-Shahar (2009, p. 739), as quoted in Crespo
    (2022, n. 36).
    """
    refuse_other_kinds(game, PleaGame)
    if game.terms:
        rule = "must have no terms, whose transfers have no place in these totals"
        remedy = "take game.without_terms()"
        raise ParameterError([Fault("game", repr(game), rule, remedy)])
    found, expected = equilibria(game), LotteryGain.of(lottery_form(game))
    outcomes = tuple(
        _outcome(game, one.kind, held, tried)
        for one in found
        for held, tried in _held_and_tried(one, expected)
    )
    count, most = expected.defendants, min(expected.capacity, expected.defendants)
    unprosecuted = game.with_parameters(dismissal_cost=0)
    benchmark = _outcome(unprosecuted, "no plea bargaining", Fraction(count), Fraction(most))
    price, missing = _price_of_anarchy(game, found)
    return Welfare(game, outcomes, benchmark, price, missing)


def _held_and_tried(one: Equilibrium, expected: LotteryGain) -> Iterator[tuple[Fraction, Fraction]]:
    if one.kind == "mixed" and one.hold_out_probability is not None:
        mean = expected.defendants * Fraction(one.hold_out_probability)
        yield mean, mean * expected.offer_ratio
    for held in dict.fromkeys([one.holdouts, one.holdouts_to]):
        if held is not None:
            yield Fraction(held), Fraction(min(held, expected.capacity))


def _outcome(game: PleaGame, name: str, held: Fraction, tried: Fraction) -> Outcome:
    letters = {HELD: held, TRIED: tried}
    exact = {letter: as_fmpq(v) for letter, v in letters.items()}
    values = {**values_of(game), **exact}
    cost, years, convictions, dismissals = (
        float(as_fraction(at_values(formula, values)))
        for formula in (DEFENDANT_COST, SENTENCE_YEARS, CONVICTIONS, DISMISSALS)
    )
    return Outcome(name, float(held), cost, years, convictions, float(tried), dismissals)


def _price_of_anarchy(game: PleaGame, found: EquilibriumSet) -> tuple[float | None, str]:
    values = values_of(game)
    if values[SYMBOLS["capacity"]] > values[SYMBOLS["defendants"]]:
        return None, "more cases can be tried than there are"
    if not {"all plead", "all hold out"} <= {one.kind for one in found}:
        return None, "all-plead and all-hold-out are not both equilibria"
    plead, hold_out = (at_values(formula, values) for formula in PRICE_OF_ANARCHY)
    if hold_out == 0:
        return None, "all-hold-out costs defendants nothing"
    return float(as_fraction(plead / hold_out)), ""
