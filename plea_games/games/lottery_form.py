r"""The lottery form of a game: what its solvers need where only the lottery depends on others.

Where the number m of those who hold out matters through :math:`\tau(m) = \min(1, K/m)` alone,

.. math:: \Delta(m) = \pi - d - \tau(m)\,(T - d),

with the *price* π of a plea: the offer, and what else a plea costs or forgoes, a sanction or a
worth of holding out in itself. Price and offer differ by an *offset* that terms set, so whoever
prints an offer in years converts: :meth:`LotteryForm.offer_of`. Of defendants who differ each has
a form of her own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import Fault, ParameterError
from ..model.exact import Stated, as_known, is_expression
from ..model.game import PleaGame
from ..model.in_numbers import FORM, lottery
from ..model.notation import number
from ..model.reading import refuse_other_kinds, refuse_symbols
from ..model.varying import VARYING, Varying
from ..subjects import takes_a_game

_CERTAIN = Fraction(1)

if TYPE_CHECKING:
    from sympy import Symbol

    from ..model.parts import Parts
    from ..model.payoffs import Payoffs
    from ..model.terms import Term


@dataclass(frozen=True)
class LotteryForm:
    """N who decide, K trials by lot, and the price of a plea.

    Each field is a Fraction where the game has numbers, otherwise a formula.

    Attributes
    ----------
    defendants
        N, those who decide.
    capacity
        K, the trials that can be held.
    price
        π, what a plea costs beside holding out as such: offer, sanction, worth of holding out.
    trial_cost
        T, what being tried costs, in years.
    dismissal_cost
        d, what waiting for a trial that never comes costs, in years.
    offset
        Price less offer, in years.
    """

    defendants: Stated
    capacity: Stated
    price: Stated
    trial_cost: Stated
    dismissal_cost: Stated
    offset: Stated

    @property
    def offer(self) -> Any:
        """The sentence under the plea offer, in years."""
        return self.offer_of(self.price)

    def offer_of(self, price: Any) -> Any:
        """The offer, in years, at which a plea has this price."""
        return price - self.offset

    def price_at(self, chance: Any) -> Any:
        """The price as good as holding out at this chance of trial: d + chance · (T − d)."""
        return self.dismissal_cost + chance * self.stake

    def offer_at(self, chance: Any) -> Any:
        """The offer as good as holding out at this chance of trial, in years."""
        return self._offer_of_waiting + chance * self.stake

    @cached_property
    def _offer_of_waiting(self) -> Any:
        return self.offer_of(self.dismissal_cost)

    def trial_chance(self, holdouts: int) -> Any:
        """τ(m) = min(1, K/m)."""
        capacity = self.capacity
        if isinstance(capacity, Fraction):
            return _CERTAIN if holdouts <= capacity else capacity / holdouts
        from sympy import Min

        return Min(1, capacity / holdouts)

    @cached_property
    def stake(self) -> Any:
        """T − d, what is at stake in the lottery, in years."""
        return self.trial_cost - self.dismissal_cost

    @cached_property
    def price_ratio(self) -> Any:
        """r = (π − d)/(T − d)."""
        return (self.price - self.dismissal_cost) / self.stake

    @cached_property
    def trial_rate(self) -> Any:
        """κ = K/N."""
        return self.capacity / self.defendants

    @property
    def in_order(self) -> tuple[Any, ...]:
        """N, K, s, d, T, κ and r, as closed forms take them; s is the price there."""
        return (
            self.defendants,
            self.capacity,
            self.price,
            self.dismissal_cost,
            self.trial_cost,
            self.trial_rate,
            self.price_ratio,
        )

    @property
    def letters(self) -> Mapping["Symbol", Any]:
        """The values of the letters that closed forms are written in."""
        from ..model.symbols import K, N, T, d, kappa, r, s

        return dict(zip((N, K, s, d, T, kappa, r), self.in_order, strict=True))

    def describe(self) -> str:
        """The lottery in one line, by the letters of the closed forms; s is the price."""
        fields_by_letter = {
            "N": self.defendants, "K": self.capacity, "s": self.price, "T": self.trial_cost,
            "d": self.dismissal_cost,
        }  # fmt: skip
        return ", ".join(
            f"{letter} = {number(value)}" for letter, value in fields_by_letter.items()
        )

    def map(self, change: Callable[[Any], Any]) -> "LotteryForm":
        """The form with each field changed alike."""
        return LotteryForm(*(change(getattr(self, part.name)) for part in fields(self)))

    def express(self, formula: Any) -> Any:
        """A closed form, in the letters of ``plea_games.model.symbols``, for this lottery."""
        return formula.subs(self.letters, simultaneous=True)

    @property
    def free_symbols(self) -> set["Symbol"]:
        """The symbols among the fields; none where all are numbers."""
        values = (getattr(self, part.name) for part in fields(self))
        return set().union(*(value.free_symbols for value in values if is_expression(value)))

    def in_numbers(self) -> "LotteryForm":
        """The form itself, all fields Fractions; a ParameterError where any is symbolic."""
        if not all(isinstance(part, Fraction) for part in vars(self).values()):
            refuse_symbols(self.free_symbols, "set them with game.with_parameters(…)")
        return self


@takes_a_game
def lottery_form(game: PleaGame) -> LotteryForm:
    """The lottery form of a game, its terms included.

    Parameters
    ----------
    game
        In numbers or symbols.

    Returns
    -------
    LotteryForm
        Numbers as Fractions.

    Raises
    ------
    ParameterError
        For anything but a :class:`PleaGame`, where terms make the stakes depend on how many hold
        out, where trial costs no more than waiting, and where the trials are no whole number.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> form = lottery_form(game.with_terms(pg.SidePayment(2), pg.BudgetSurge(0.5)))
    >>> int(form.capacity), int(form.trial_cost), form.price_ratio
    (18, 8, Fraction(1, 2))
    """
    form = lottery_form_or_fault(game)
    if isinstance(form, Fault):
        raise ParameterError([form])
    return form


def lottery_form_or_fault(game: PleaGame) -> LotteryForm | Fault:
    """The lottery form of a game, or why it has none.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> lottery_form_or_fault(game.with_terms(pg.BudgetSurge(0.3))).rule
    'must be a whole number of trials, not a mean'
    """
    refuse_other_kinds(game, PleaGame)
    return _form_or_fault(game)


@lru_cache(maxsize=64)  # one question after another is asked about one game
def _form_or_fault(game: PleaGame) -> LotteryForm | Fault:
    if not (game.terms or game.free_symbols):
        return LotteryForm(*map(Fraction, lottery(*game.numbers.values())))
    return in_fractions(_formulas_or_numbers(game), game.terms)


def _formulas_or_numbers(game: PleaGame) -> LotteryForm | None:
    from ..model.parts import are_known, parts_of  # loads all kinds of terms

    if game.free_symbols or not are_known(game.terms):
        return lottery_formulas(game.payoffs.at(game.substitution))
    return form_of_parts(parts_of(game.numbers, game.terms))


def form_of_parts(parts: "Parts") -> LotteryForm | None:
    """The form of a game in numbers; None where the stakes depend on how many hold out."""
    from ..model.parts import IN_FRACTIONS

    parts = parts.at(VARYING)
    form = IN_FRACTIONS.lottery(parts)
    if parts.committed or parts.fellows or any(isinstance(part, Varying) for part in form):
        return None
    return LotteryForm(*map(Fraction, form))


def in_fractions(
    formulas: LotteryForm | None, terms: Sequence["Term"], whose: str = ""
) -> LotteryForm | Fault:
    """The form in Fractions, or why these terms leave none."""
    names = ", ".join(type(term).__name__ for term in terms)
    remedy = "use equilibria(game), which takes any terms, or leave some out"
    if formulas is None:
        rule = "must leave the stakes and the lottery of the plain game as they are"
        return Fault("terms", names, rule, remedy)
    form = formulas.map(lambda part: part if (known := as_known(part)) is None else known)
    if form.stake <= 0 if isinstance(form.stake, Fraction) else form.stake.is_nonpositive:
        rule = f"must be more than dismissal_cost = {number(form.dismissal_cost)}"
        value = f"{number(form.trial_cost)} years"
        return Fault(f"with {names}: {whose}trial cost", value, rule, remedy)
    if isinstance(form.capacity, Fraction) and form.capacity.denominator > 1:
        rule = "must be a whole number of trials, not a mean"
        value = number(form.capacity)
        return Fault(f"with {names}: {whose}capacity", value, rule, remedy)
    return form


def tipping_of(form: LotteryForm) -> tuple[int | None, str]:
    """The tipping point of a lottery in numbers; None with the reason where there is none.

    >>> tipping_of(lottery_form(PleaGame(defendants=230, capacity=12, offer=4, sentence=10)))
    (30, '')
    """
    regime, holdouts = FORM["tipping_holdouts"].at((*form.in_order, None))
    return holdouts, regime.reason


@lru_cache(maxsize=1024)  # games differ in numbers more often than in terms
def lottery_formulas(payoffs: "Payoffs") -> LotteryForm | None:
    """The lottery form in letters; None where the stakes depend on how many hold out.

    The number of hold-outs may matter through τ only, and nobody may be committed.
    """
    from ..model.docket_terms import GROUP_HOLDOUTS
    from ..model.payoffs import H

    stakes = (payoffs.trial_cost, payoffs.reward, payoffs.plea_payoff, payoffs.trials)
    if (
        any(part.has(H, GROUP_HOLDOUTS) for part in stakes)
        or payoffs.committed != 0
        or payoffs.fellows != 0
    ):
        return None
    offset = payoffs.sanction + payoffs.reward - payoffs.credit
    return LotteryForm(
        defendants=payoffs.players,
        capacity=payoffs.trials,
        price=payoffs.offer + offset,
        trial_cost=payoffs.trial_cost,
        dismissal_cost=payoffs.dismissal_cost,
        offset=offset,
    )


def has_lottery_form(payoffs: "Payoffs") -> bool:
    """Whether the number of hold-outs matters through the lottery alone."""
    return lottery_formulas(payoffs) is not None
