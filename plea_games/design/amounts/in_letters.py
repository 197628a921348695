"""What only formulas tell of a lever: whether gains are affine in its amount, and where they jump.

For the package's levers beside nothing but a promise, the answers stand as Python in
:mod:`plea_games.model.payoffs_in_numbers`.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from sympy import Expr, Symbol, ceiling, diff, floor as whole_part, fraction, solve, together

from ...games.compile import Values, at_values, lottery_at, values_of
from ...games.exact_functions import as_fmpq
from ...games.exact_payoffs import CompiledPayoffs, ExactPayoffs
from ...games.lottery_form import LotteryForm, lottery_formulas
from ...model.exact import as_fraction, as_rational
from ...model.game import PleaGame
from ...model.payoffs import H, Payoffs
from ...model.terms import Term
from ...model.terms.term import symbol
from .setting import Setting


class LetteredSetting(Setting):
    """A lever in a game, where some term is not the package's."""

    def __init__(self, game: PleaGame, lever: Term) -> None:
        super().__init__(game, lever)
        self._payoffs, self._values = self.trial.payoffs, values_of(self.trial)
        self._letter = symbol(lever.amount())
        self._is_told = False

    @cached_property
    def has_lottery(self) -> bool:
        """Whether it leaves a lottery, whatever the amount."""
        return self._lottery is not None

    def payoffs_at(self, amount: Fraction) -> ExactPayoffs:
        """What each action pays at an amount."""
        return CompiledPayoffs(self._payoffs, self._values_with(amount))

    def lottery_at(self, amount: Fraction) -> LotteryForm:
        """The lottery at an amount, where it leaves one."""
        assert self._lottery is not None
        return lottery_at(self._lottery, self._values_with(amount))

    @property
    def may_outrun_credit(self) -> bool:
        """Whether the lever lowers the offer beside a credit, which must not be more than it."""
        return bool(self._payoffs.credit != 0 and self._payoffs.offer.has(self._letter))

    @cached_property
    def _lottery(self) -> LotteryForm | None:
        """All that does not depend on the amount in numbers already."""
        formulas = lottery_formulas(self._payoffs)
        if formulas is None:
            return None

        def known(formula: Expr) -> Expr:
            has_amount = formula.has(self._letter)
            return formula if has_amount else as_rational(at_values(formula, self._values))

        return formulas.map(known)

    def _values_with(self, amount: Fraction) -> Values:
        return {**self._values, self._letter: as_fmpq(amount)}


def is_affine(payoffs: Payoffs, letter: Symbol) -> bool:
    """Whether every gain is affine in a letter."""
    counts = (payoffs.trials, payoffs.players, payoffs.committed, payoffs.reliability)
    if any(part.has(letter) for part in counts):
        return False
    if payoffs.fellows.has(letter):
        return not payoffs.holdout_payoff.has(letter)
    both = (payoffs.holdout_payoff, payoffs.plea_payoff)
    return all(_is_linear(each, letter) or diff(each, letter, 2) == 0 for each in both)


def bends(game: PleaGame, letter: Symbol, lowest: Fraction, highest: Fraction) -> bool:
    """Whether three values refute that gains are affine: derivatives take far longer."""
    payoffs, values = game.payoffs, values_of(game)
    values = {H: at_values(payoffs.caseload, values), **values}
    step = min(Fraction(1), (highest - lowest) / 4)
    for formula in (payoffs.holdout_payoff, payoffs.plea_payoff):
        first, second, third = (
            at_values(formula, {**values, letter: as_fmpq(lowest + places * step)})
            for places in (1, 2, 3)
        )
        if first + third != 2 * second:
            return True
    return False


def _is_linear(formula: Expr, letter: Symbol) -> bool:
    """Whether a formula is seen to be affine in a letter, without any derivative."""
    if formula == letter or not formula.has(letter):
        return True
    if formula.is_Add:
        return all(_is_linear(part, letter) for part in formula.args)
    if formula.is_Mul:
        *others, last = sorted(formula.args, key=lambda part: part.has(letter))
        return not any(part.has(letter) for part in others) and _is_linear(last, letter)
    return False


def steps(payoffs: Payoffs, letter: Symbol) -> set[Expr]:
    """What is rounded to whole numbers in the payoffs, and depends on the letter."""
    parts = (payoffs.trials, payoffs.holdout_payoff, payoffs.plea_payoff)
    rounded = (step.args[0] for part in parts for step in part.atoms(whole_part, ceiling))
    return {argument for argument in rounded if argument.has(letter)}


def jumps(game: PleaGame, letter: Symbol, low: Fraction, high: Fraction) -> Iterator[Fraction]:
    """Where some whole number changes between two amounts; ``low`` for places that are no ratio."""
    numbers = {known: value for known, value in game.substitution.items() if known != letter}
    for argument in (step.subs(numbers) for step in steps(game.payoffs, letter)):
        ends = sorted(as_fraction(argument.subs(letter, as_rational(x))) for x in (low, high))
        for whole in range(ceil(ends[0]), floor(ends[1]) + 1):
            for place in places(argument - whole, letter):
                yield as_fraction(place) if place.is_Rational else low


def places(formula: Expr, letter: Symbol) -> list[Expr]:
    """Where a formula is 0: of a ratio with the letter to the first power above, by hand."""
    top, _ = fraction(together(formula))
    slope = diff(top, letter)
    if slope and not slope.has(letter):
        return [-top.subs(letter, 0) / slope]
    return list(solve(formula, letter))  # long to load
