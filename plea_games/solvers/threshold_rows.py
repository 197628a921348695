r"""Thresholds of many plain games, one by one but fast: the same doubles as :func:`thresholds`.

The mixed equilibrium alone may differ in its last digit, being solved for with others.

The regime of every closed form follows from a few signs: of r − 0, r − κ, r − 1 and r − L, and of
the counts. So regimes are looked up once for each combination of signs, and the formulas of each
are compiled to quotients of whole numbers, which Python divides to the nearest double. L is
enclosed in extended precision; where both ends do not give the same answer, it is computed exactly.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from math import lcm
from operator import truediv
from typing import Any, NamedTuple

import numpy as np
from flint import fmpq

from ..games.lottery_form import LotteryForm, lottery_formulas
from ..model.closed_form import FormInNumbers, PrintedRegime
from ..model.exact import quotient_outward
from ..model.game import PleaGame
from ..model.in_numbers import FORM, FORMS, PHASE, lottery as plain_lottery
from ..model.quotients_in_numbers import QUOTIENTS
from ..model.terms.term import Term
from .harmonic_arrays import laplacian_bounds
from .laplacian import laplacian_ratio
from .lottery import mixed_probability
from .one_lottery import LEAST_COMPLEMENT

Value = int | float | str | None
Ends = tuple[int, int]
"""A ratio, top and bottom."""
Lottery = Callable[..., Iterable[fmpq]]
"""From the numbers of a game to N, K, price, T and d."""

_MIXED_PROBABILITY = "mixed_probability"
_NUMBERS = "N, K, s, T, d, scale"


class _BeyondDoublesError(ArithmeticError):
    """A number that :func:`thresholds` refuses, or says to be none."""


class ThresholdRow(NamedTuple):
    """Thresholds of one game.

    Attributes
    ----------
    values
        By closed form, in their order, as :class:`Thresholds` has them.
    regimes
        Those that the game falls in.
    phase
        In the phase diagram.
    """

    values: tuple[Value, ...]
    regimes: tuple[PrintedRegime, ...]
    phase: str


def threshold_rows(
    games: Sequence[Sequence[fmpq]],
    forms: Sequence[FormInNumbers] = FORMS,
    lotteries: Sequence[Lottery] | None = None,
) -> list[ThresholdRow | None]:
    """Thresholds of games by lot, each given by its parameters in their order.

    None where trial costs no more than waiting, where trials are no whole number, and where a
    number is beyond doubles. ``lotteries`` says for each game what its lottery is, by
    :func:`lottery_with`, unless all are plain.

    >>> given = (fmpq(230), fmpq(12), fmpq(4), fmpq(10), fmpq(1), fmpq(0), fmpq(0))
    >>> threshold_rows([given])[0].phase
    'risk dominant'
    """
    if lotteries is None:
        plain = lottery_with(())
        assert plain is not None
        lotteries = [plain] * len(games)
    stakes = [_Stakes.of(*of(*game)) for of, game in zip(lotteries, games, strict=True)]
    laplacian = laplacian_bounds(
        np.array([at.people for at in stakes]), np.array([at.tried for at in stakes])
    )
    cells = _cells_of(tuple(form.name for form in forms))
    rows: list[_Row | None] = []
    for at, low, high, bottom in zip(stakes, *laplacian, strict=True):
        try:
            rows.append(
                _Row(at, (low, bottom), (high, bottom), cells) if at.trial > at.waiting else None
            )
        except (_BeyondDoublesError, OverflowError):
            rows.append(None)
    mixing = [row for row in rows if row is not None and row.cell.mixes]
    if mixing:
        of_mixing = zip(
            *((row.at.people, row.at.tried, *row.shares) for row in mixing), strict=True
        )
        count, tried, ratio, complement = (np.array(part, dtype=float) for part in of_mixing)
        mixed = mixed_probability(count, tried, complement, offer_ratio=ratio)
        for row, x, missed in zip(mixing, mixed.tolist(), complement.tolist(), strict=True):
            row.mixed = x if 0 < x < 1 and missed >= LEAST_COMPLEMENT else None
    return [
        None if row is None or (row.cell.mixes and row.mixed is None) else row.result()
        for row in rows
    ]


class _Stakes(NamedTuple):
    """What the closed forms need, in whole numbers; prices are in 1/scale years."""

    people: int
    tried: int
    price: int
    trial: int
    waiting: int
    scale: int

    @classmethod
    def of(cls, people: fmpq, tried: fmpq, price: fmpq, trial: fmpq, waiting: fmpq) -> "_Stakes":
        if tried.q > 1:
            return cls(1, 0, 0, 0, 0, 1)  # no lottery, as trial is no dearer than waiting
        of_price, of_trial, of_waiting = int(price.q), int(trial.q), int(waiting.q)
        scale = lcm(of_price, of_trial, of_waiting)
        return cls(
            int(people.p),
            int(tried.p),
            int(price.p) * (scale // of_price),
            int(trial.p) * (scale // of_trial),
            int(waiting.p) * (scale // of_waiting),
            scale,
        )


@cache
def lottery_with(terms: tuple[Term, ...]) -> Lottery | None:
    """N, K, price, T and d as a function of all parameters, those of these terms last.

    None where games with such terms may have no lottery form, or may break a rule that ties a
    term to the game, and where a formula takes roots or logarithms.

    >>> from plea_games import SidePayment, Solidarity
    >>> tuple(lottery_with((SidePayment(1),))(*map(fmpq, (230, 12, 4, 10, 1, 0, 0, 2))))
    (230, 12, 4, 8, 0)
    >>> lottery_with((Solidarity(1),)) is None
    True
    """
    if not terms:
        return lambda *game: plain_lottery(*game)[:5]
    from sympy import Expr, Function, Pow

    from ..games.compile import exact_functions
    from ..model.symbols import N

    lettered = PleaGame.symbolic().with_terms(*(term.in_letters for term in terms))
    form = lottery_formulas(lettered.payoffs)
    if form is None or form.defendants != N or lettered.payoffs.credit != 0:
        return None
    formulas: list[Expr] = [form.defendants, form.capacity, form.price]
    formulas += [form.trial_cost, form.dismissal_cost]
    is_rational = all(
        not part.atoms(Function) and all(power.exp.is_Integer for power in part.atoms(Pow))
        for part in formulas
    )
    if not is_rational or any(type(term).faults is not Term.faults for term in terms):
        return None
    letters = tuple(lettered.substitution)
    lottery = exact_functions(letters, formulas)
    return lambda *game: map(fmpq, lottery(*game))


class _Row:
    """One game on the way to its thresholds."""

    __slots__ = ("at", "cell", "mixed", "values")

    def __init__(self, at: _Stakes, low: Ends, high: Ends, cells: "_Cells") -> None:
        self.at, self.mixed = at, None
        gain, stake = at.price - at.waiting, at.trial - at.waiting
        side = _sign(gain * low[1], stake * low[0])
        ends = (low, high)
        if side != _sign(gain * high[1], stake * high[0]) or not self._settles(side, ends, cells):
            ratio = Fraction(gain, stake)
            exact = laplacian_ratio(at.people, at.tried, ratio)
            ends = (exact.as_integer_ratio(),) * 2
            side = _sign(ratio, exact)
            self._settles(side, ends, cells)

    def _settles(self, side: int, ends: tuple[Ends, Ends], cells: "_Cells") -> bool:
        """Set the values, and tell whether they are the same at both ends of L."""
        at = self.at
        gain, stake = at.price - at.waiting, at.trial - at.waiting
        signs = (
            _sign(gain, 0),
            _sign(gain * at.people, stake * at.tried),
            _sign(at.price, at.trial),
            side,
            _sign(at.tried, 0),
            _sign(at.tried, at.people),
            _sign(2 * at.tried, at.people),
        )
        self.cell = cells.at(signs, at)
        numbers = (at.people, at.tried, at.price, at.trial, at.waiting, at.scale)
        self.values = self.cell.plain(*numbers)
        if not self.cell.has_laplacian:
            return True
        of_low, of_high = (self.cell.of_laplacian(*numbers, *end) for end in ends)
        self.values = [*self.values, *of_low]
        return bool(of_low == of_high)

    @property
    def shares(self) -> tuple[float, float]:
        """r and 1 − r."""
        at = self.at
        stake = at.trial - at.waiting
        return (at.price - at.waiting) / stake, (at.trial - at.price) / stake

    def result(self) -> ThresholdRow:
        """The thresholds in their order."""
        computed = [*self.values, self.mixed]
        values = tuple(part if place < 0 else computed[place] for place, part in self.cell.order)
        return ThresholdRow(values, self.cell.regimes, self.cell.phase)


class _Cell:
    """What all games of one combination of signs have in common."""

    def __init__(self, at: _Stakes, forms: Sequence[FormInNumbers]) -> None:
        price, trial, waiting = (Fraction(x, at.scale) for x in (at.price, at.trial, at.waiting))
        counts = Fraction(at.people), Fraction(at.tried)
        lottery = LotteryForm(*counts, price, trial, waiting, Fraction(0))
        ratio = laplacian_ratio(at.people, at.tried, lottery.price_ratio)
        found = [form.at((*lottery.in_order, ratio)) for form in forms]
        self.regimes = tuple(regime for regime, _ in found)
        self.phase = str(PHASE.at((lottery.trial_rate, lottery.price_ratio, ratio))[1])
        plain, with_laplacian = list[str](), list[str]()
        places: list[tuple[Any, Value]] = []
        for form, (regime, value) in zip(forms, found, strict=True):
            texts = QUOTIENTS[form.name][regime.place]
            if texts is not None:
                text = texts[at.tried >= at.people]
                listed = with_laplacian if "bottom" in text else plain
                places.append(((listed, len(listed)), None))
                listed.append(text)
            elif form.name == _MIXED_PROBABILITY and not regime.reason:
                places.append((_MIXED_PROBABILITY, None))
            else:
                places.append((None, value))
        self.plain = _compiled(_NUMBERS, plain)
        self.of_laplacian = _compiled(f"{_NUMBERS}, top, bottom", with_laplacian)
        self.has_laplacian = bool(with_laplacian)
        self.mixes = any(place is _MIXED_PROBABILITY for place, _ in places)
        starts = {id(plain): 0, id(with_laplacian): len(plain)}
        last = len(plain) + len(with_laplacian)
        self.order = tuple(
            (-1, constant) if place is None
            else (last, None) if place is _MIXED_PROBABILITY
            else (starts[id(place[0])] + place[1], None)
            for place, constant in places
        )  # fmt: skip


class _Cells:
    """Those met so far, by their signs."""

    def __init__(self, forms: Sequence[FormInNumbers]) -> None:
        self.forms, self.known = forms, dict[tuple[int, ...], _Cell]()

    def at(self, signs: tuple[int, ...], stakes: _Stakes) -> _Cell:
        """The one of a game with these signs."""
        if signs not in self.known:
            self.known[signs] = _Cell(stakes, self.forms)
        return self.known[signs]


@cache
def _cells_of(names: tuple[str, ...]) -> _Cells:
    return _Cells([FORM[name] for name in names])


def _compiled(letters: str, quotients: Sequence[str]) -> Callable[..., list[Value]]:
    functions = {
        "quotient": _nearest,
        "up": lambda top, bottom: quotient_outward(top, bottom, _nearest(top, bottom), up=True),
        "down": lambda top, bottom: quotient_outward(top, bottom, _nearest(top, bottom), up=False),
        "ceil_quotient": lambda top, bottom: -(-top // bottom),
    }
    text = f"lambda {letters}: [{', '.join(quotients)}]"
    compiled: Callable[..., list[Value]] = eval(text, functions)  # texts of the package
    return compiled


def _nearest(top: int, bottom: int) -> float:
    value: float = truediv(top, bottom)
    if value == 0 and top:
        raise _BeyondDoublesError
    return value


def _sign(one: Any, other: Any) -> int:
    sign: int = (one > other) - (one < other)
    return sign
