"""One lever in one game: what the four goals that may be asked about it have in common."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from functools import cached_property, lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING

from ...games.exact_payoffs import ExactPayoffs, PayoffsOfParts, exact_payoffs
from ...games.lottery_form import LotteryForm, form_of_parts
from ...model.exact import as_fraction
from ...model.game import PleaGame
from ...model.parts import IN_FRACTIONS, Amounts, Parts, amounts_of, are_known, leave_a_lottery
from ...model.payoffs_in_numbers import AFFINE, STEPS
from ...model.terms import Pledge, Term
from ...model.terms.term import symbol

if TYPE_CHECKING:
    from ...games.vectorised import Floats


class Setting:
    """One lever in one game, whatever the goal; all terms are the package's."""

    def __init__(self, game: PleaGame, lever: Term) -> None:
        now = exact_payoffs(game)
        deciding = Fraction(int(now.players.p))
        self.lowest, self.highest = lever.amounts_for(deciding, Fraction(now.committed))
        self.trial = game.with_terms(lever.with_amount(self.lowest))
        self._lever, self._numbers = lever, tuple(game.numbers.values())
        place = list(lever.parameters).index(lever.amount_field())
        own = lever.with_amount(self.lowest).numbers
        self._before, self._after = own[:place], own[place + 1 :]
        self._is_told = all(type(term) is Pledge for term in game.terms)

    @cached_property
    def has_lottery(self) -> bool:
        """Whether it leaves a lottery, whatever the amount."""
        return leave_a_lottery(self.trial.terms)

    def payoffs_at(self, amount: Fraction) -> ExactPayoffs:
        """What each action pays at an amount."""
        return PayoffsOfParts(self._numbers, self._amounts_with(amount))

    def lottery_at(self, amount: Fraction) -> LotteryForm:
        """The lottery at an amount, where it leaves one."""
        form = form_of_parts(Parts(IN_FRACTIONS, self._numbers, self._amounts_with(amount)))
        assert form is not None
        return form

    def gains_in_doubles(self, amount: Fraction) -> "Floats":
        """Δ(1…n) at an amount, to rounding."""
        from ...games.gains_in_numpy import GAINS  # loads numpy, which most levers need not
        from ...games.vectorised import gains_in_doubles, gains_of_numbers

        told = GAINS.get(type(self._lever).__name__) if self._is_told else None
        if told is not None:
            numbers = (*self._numbers, *self._with(amount))
            return gains_of_numbers(told, numbers, self.payoffs_at(amount))
        from ...games.compile import values_of

        values = {letter: float(as_fraction(v)) for letter, v in values_of(self.trial).items()}
        values[symbol(self._lever.amount())] = float(amount)
        return gains_in_doubles(self.trial.payoffs, values)

    @cached_property
    def is_affine(self) -> bool:
        """Whether every gain is affine in the amount."""
        if self._is_told:
            return type(self._lever).__name__ in AFFINE
        from .in_letters import bends, is_affine

        letter = symbol(self._lever.amount())
        if bends(self.trial, letter, self.lowest, self.highest):
            return False
        return is_affine(self.trial.payoffs, letter)

    @property
    def may_outrun_credit(self) -> bool:
        """Whether the lever lowers the offer beside a credit, which must not be more than it."""
        changes = [IN_FRACTIONS.changes[type(term).__name__] for term in self.trial.terms]
        own = IN_FRACTIONS.changes[type(self._lever).__name__]
        return "offer" in own and any("credit" in each for each in changes)

    def jumps(self, low: Fraction, high: Fraction) -> Iterator[Fraction]:
        """Where some whole number changes between two amounts."""
        if not self._is_told:
            from .in_letters import jumps

            yield from jumps(self.trial, symbol(self._lever.amount()), low, high)
            return
        for step, place in STEPS.get(type(self._lever).__name__, ()):
            ends = sorted(step(*self._with(amount)) for amount in (low, high))
            for whole in range(ceil(ends[0]), floor(ends[1]) + 1):
                with suppress(ZeroDivisionError):
                    yield place(Fraction(whole), *self._with(low))

    def _amounts_with(self, amount: Fraction) -> Amounts:
        own = type(self._lever)
        return [
            (kind, self._with(amount) if kind is own else numbers)
            for kind, numbers in amounts_of(self.trial.terms)
        ]

    def _with(self, amount: Fraction) -> tuple[Fraction, ...]:
        """The numbers for the lever's fields."""
        return (*self._before, amount, *self._after)


@lru_cache(maxsize=1)  # one goal after another is asked about one lever
def setting_of(game: PleaGame, lever: Term) -> Setting:
    """The setting, with formulas in sympy where terms are not the package's."""
    if are_known((*game.terms, lever)):
        return Setting(game, lever)
    from .in_letters import LetteredSetting

    return LetteredSetting(game, lever)
