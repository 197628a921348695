"""One lever in one game: what the four goals that may be asked about it have in common."""

from fractions import Fraction
from functools import cached_property, lru_cache

from flint import fmpq
from sympy import Expr, Max, Min, Symbol, diff

from ...games.compile import at_values, deciding, values_of
from ...games.exact_functions import as_fmpq
from ...games.lottery_form import LotteryForm, lottery_formulas
from ...model.exact import as_fraction, as_rational
from ...model.game import PleaGame
from ...model.payoffs import H
from ...model.symbols import p
from ...model.terms import Term
from ...model.terms.term import symbol


class Setting:
    """One lever in one game, whatever the goal."""

    def __init__(self, game: PleaGame, lever: Term) -> None:
        self.letter = symbol(lever.amount())
        committed = as_fraction(at_values(game.payoffs.committed, values_of(game)))
        self.lowest, self.highest = lever.amounts_for(Fraction(deciding(game)), committed)
        self.trial = game.with_terms(lever.with_amount(as_rational(self.lowest)))
        self.payoffs, self.values = self.trial.payoffs, values_of(self.trial)
        self.lottery = self._lottery_in_the_amount()

    def _lottery_in_the_amount(self) -> LotteryForm | None:
        """All that does not depend on the amount in numbers already."""
        formulas = lottery_formulas(self.payoffs)
        if formulas is None:
            return None

        def known(formula: Expr) -> Expr:
            has_amount = formula.has(self.letter)
            return formula if has_amount else as_rational(at_values(formula, self.values))

        return formulas.map(known)

    @cached_property
    def is_affine(self) -> bool:
        """Whether every gain is affine in the amount."""
        payoffs, letter = self.payoffs, self.letter
        counts = (payoffs.trials, payoffs.players, payoffs.committed, payoffs.reliability)
        if any(part.has(letter) for part in counts):
            return False
        if payoffs.fellows.has(letter):
            return not payoffs.holdout_payoff.has(letter)
        both = (payoffs.holdout_payoff, payoffs.plea_payoff)
        return all(
            _is_linear(each, letter) or (not self._bends(each) and diff(each, letter, 2) == 0)
            for each in both
        )

    def _bends(self, formula: Expr) -> bool:
        """Whether a kink or values in a row refute that it is affine: derivatives take longer."""
        if any(part.has(self.letter) for part in formula.atoms(Max, Min)):
            return True
        step = min(Fraction(1), (self.highest - self.lowest) / 4)
        amounts = [as_fmpq(self.lowest + places * step) for places in (1, 2, 3)]
        all_hold_out = {H: at_values(self.payoffs.caseload, self.values)}
        alone = {H: fmpq(1), p: fmpq(1, 2)}  # there witnesses matter, if they ever do
        for values in ({**self.values, **all_hold_out}, {**self.values, **alone}):
            at = [at_values(formula, {**values, self.letter: amount}) for amount in amounts]
            if at[0] + at[2] != 2 * at[1]:
                return True
        return False


setting_of = lru_cache(maxsize=1)(Setting)  # one goal after another is asked about one lever


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
