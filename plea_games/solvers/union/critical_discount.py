"""The discount factor from which a union's future support keeps a strike together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sympy import Expr, Integer, Piecewise, Sum

from ...errors import Fault, ParameterError, shown
from ...games.gains import anonymous_game
from ...model.closed_form import Regime
from ...model.exact import NumberError, as_rational
from ...model.game import PleaGame
from ...model.long_run import CRITICAL_DISCOUNT, SUPPORT, G, u
from ...model.notation import brief
from ...model.reading import (
    Quantity,
    as_list,
    gathered,
    read_parameter,
    read_whole,
    refuse_other_kinds,
)
from ...model.symbols import m
from ...subjects import takes_games
from ...tables import Column, Missing, Table, Tabular
from ..threshold_formulas import as_formula


@dataclass(frozen=True)
class Sustained:
    """What it takes at one number of hold-outs.

    Attributes
    ----------
    holdouts
        m, oneself included; the symbol m in a game with symbols.
    gain
        G(m), what pleading gains at once, in years.
    critical_discount
        δ*; None where no discount factor will do.
    reason
        Why there is none.
    """

    holdouts: Expr
    gain: Expr
    critical_discount: Expr | None
    reason: str = ""


@dataclass(frozen=True)
class CriticalDiscounts(Tabular):
    """Critical discount factors of one game; iterates over the numbers of hold-outs.

    Attributes
    ----------
    game
        What was asked about.
    support
        u, in years a period.
    sustained
        One entry for each number of hold-outs.
    """

    game: PleaGame
    support: Expr
    sustained: tuple[Sustained, ...]

    def __iter__(self) -> Iterator[Sustained]:
        return iter(self.sustained)

    def table(self, title: str = "") -> Table:
        """One row a number of hold-outs."""
        columns = (
            Column("hold-outs", "defendants"),
            Column("pleading gains", "years"),
            Column("critical discount\nfactor δ*"),
        )
        rows = [_row(each) for each in self.sustained]
        notes = (
            f"A member who holds out keeps a support worth {brief(self.support)} years in each "
            "later period, and one who pleads loses it for good. δ* = G/(G + u) where pleading "
            "gains G > 0 at once, and 0 where it gains nothing; the least support at a discount "
            "factor δ is G(1 − δ)/δ.",
            "That the union lasts and keeps its word is assumed.",
        )
        heading = title or f"Future support for {self.game.describe()}"
        return Table(heading, columns, rows, notes)


@takes_games
def critical_discount(
    game: PleaGame, *, support: Quantity, holdouts: int | Iterable[int] | None = None
) -> CriticalDiscounts:
    """The discount factor from which holding out is sustained by the union's future support.

    In each period a new cohort plays the game once. A member who holds out is supported in every
    later period; one who pleads never again. See :mod:`plea_games.model.long_run`.

    Parameters
    ----------
    game
        The caseload, in numbers or symbols, with terms of any kind.
    support
        u ≥ 0, what the support is worth to a member in each later period, in years.
    holdouts
        Numbers of hold-outs, oneself included, at which to ask; unless given, 1 (nobody else: for
        gains that increase that is holding out whatever others do), half of those who decide, and
        all of them. A game with symbols is asked about at m.

    Returns
    -------
    CriticalDiscounts
        Exact; formulas with their conditions where there are symbols.

    Raises
    ------
    ParameterError
        For a negative support, and numbers of hold-outs that the game does not have.

    Examples
    --------
    A support of half a year in each later period, for a strike that nobody else may join:

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> [(each.holdouts, each.critical_discount)
    ...  for each in pg.union.critical_discount(game, support=0.5, holdouts=(1, 20, 30))]
    [(1, 12/13), (20, 4/5), (30, 0)]
    >>> symbolic = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0, capacity=1)
    >>> [found] = pg.union.critical_discount(symbolic.with_parameters(defendants=9), support=1)
    >>> found.critical_discount
    Piecewise((0, J*Min(1, 1/m) - s <= 0), ((J*Min(1, 1/m) - s)/(J*Min(1, 1/m) - s + 1), True))

    References
    ----------
    Crespo (2022), n. 101, on the union beside the strike. The repeated game is ours.
    """
    refuse_other_kinds(game, PleaGame)
    faults: list[Fault] = []
    numbers: list[Expr] = [m]
    with gathered(faults):
        worth = _support(support)
    with gathered(faults):
        if not game.free_symbols or holdouts is not None:
            numbers = _holdouts(game, holdouts)
    if faults:
        raise ParameterError(faults)
    return CriticalDiscounts(game, worth, tuple(_at(game, number, worth) for number in numbers))


def _row(each: Sustained) -> tuple[object, ...]:
    discount = each.critical_discount
    if discount is None:
        return brief(each.holdouts), brief(each.gain), Missing(each.reason)
    by_case = isinstance(discount, Piecewise)
    shown = "G/(G + u); 0 where G ≤ 0" if by_case else brief(discount)
    return brief(each.holdouts), brief(each.gain), shown


def _at(game: PleaGame, holdouts: Expr, support: Expr) -> Sustained:
    gain = -game.gain.subs(m, holdouts)
    if gain.has(Sum) and not game.free_symbols:  # over those who may keep their promise
        gain = -as_rational(anonymous_game(game).gain[int(holdouts) - 1])
    known = {G: gain, u: support}
    regimes = tuple(
        Regime(
            condition, each.value if each.value is None else each.value.xreplace(known), each.reason
        )
        for each in CRITICAL_DISCOUNT.regimes
        if (condition := each.condition.xreplace(known)) != False  # noqa: E712 (sympy's false)
    )
    reason = next((regime.reason for regime in regimes if regime.value is None), "")
    formula = as_formula(regimes)
    return Sustained(holdouts, gain, formula, reason if formula is None else "")


def _support(value: object) -> Expr:
    try:
        return read_parameter(SUPPORT, value)
    except NumberError as error:
        fault = Fault(SUPPORT.name, shown(value), str(error), SUPPORT.remedy)
        raise ParameterError([fault]) from None


def _holdouts(game: PleaGame, given: int | Iterable[int] | None) -> list[Expr]:
    deciding = game.payoffs.players.xreplace(dict(game.substitution))
    if given is None:
        given = sorted({1, int(deciding + 1) // 2, int(deciding)})
    numbers = [read_whole(number, "holdouts", minimum=1) for number in as_list(given)]
    faults = [
        Fault("holdouts", f"{number:,}", f"must be at most the {deciding} who decide", "take fewer")
        for number in numbers
        if (number - deciding).is_positive
    ]
    if faults:
        raise ParameterError(faults)
    return [Integer(number) for number in numbers]
