r"""The lottery form of a game: what its solvers need where only the lottery depends on others.

Where the number m of those who hold out matters through :math:`\tau(m) = \min(1, K/m)` alone,

.. math:: \Delta(m) = \pi - d - \tau(m)\,(T - d),

with the *price* π of a plea: the offer, and what else a plea costs or forgoes, a sanction or a
worth of holding out in itself. Price and offer differ by an *offset* that terms set, so whoever
prints an offer in years converts: :meth:`LotteryForm.offer_of`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from sympy import Expr, Min, Symbol

from ..errors import Fault, ParameterError
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.notation import number
from ..model.reading import refuse_other_kinds, refuse_symbols
from ..model.symbols import K, N, T, d, kappa, r, s

Real: TypeAlias = Fraction | Expr
"""A number as an exact fraction, or a formula."""


@dataclass(frozen=True)
class LotteryForm:
    """N who decide, K trials by lot, and the price of a plea.

    Each field is a Fraction where the game has numbers, otherwise a formula.

    Attributes
    ----------
    defendants
        N, those who decide.
    capacity
        K, the trials that can be held; a mean number of trials need not be whole.
    price
        π, what a plea costs beside holding out as such: offer, sanction, worth of holding out.
    trial_cost
        T, what being tried costs, in years.
    dismissal_cost
        d, what waiting for a trial that never comes costs, in years.
    offset
        Price less offer, in years.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> form = lottery_form(game.with_terms(pg.VisibleDefection(3)))
    >>> str(form.price), str(form.offer), str(form.offer_of(form.trial_cost))
    ('7', '4', '7')
    """

    defendants: Real
    capacity: Real
    price: Real
    trial_cost: Real
    dismissal_cost: Real
    offset: Real

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
        return self.offer_of(self.price_at(chance))

    def trial_chance(self, holdouts: int) -> Any:
        """τ(m) = min(1, K/m)."""
        share = self.capacity / holdouts
        return min(Fraction(1), share) if isinstance(share, Fraction) else Min(1, share)

    @property
    def stake(self) -> Any:
        """T − d, what is at stake in the lottery, in years."""
        return self.trial_cost - self.dismissal_cost

    @property
    def price_ratio(self) -> Any:
        """r = (π − d)/(T − d)."""
        return (self.price - self.dismissal_cost) / self.stake

    @property
    def trial_rate(self) -> Any:
        """κ = K/N."""
        return self.capacity / self.defendants

    @property
    def letters(self) -> Mapping[Symbol, Any]:
        """The values of the letters that closed forms are written in; s is the price there."""
        return {
            N: self.defendants,
            K: self.capacity,
            s: self.price,
            d: self.dismissal_cost,
            T: self.trial_cost,
            kappa: self.trial_rate,
            r: self.price_ratio,
        }

    @property
    def free_symbols(self) -> set[Symbol]:
        """The symbols among the fields; none where all are numbers."""
        fields = (self.defendants, self.capacity, self.price, self.trial_cost, self.dismissal_cost,
                  self.offset)  # fmt: skip
        return set().union(*(part.free_symbols for part in fields if isinstance(part, Expr)))

    def in_numbers(self) -> "LotteryForm":
        """The form itself, all fields Fractions; a ParameterError where any is symbolic."""
        refuse_symbols(self.free_symbols, "set them with game.with_parameters(…)")
        return self


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
        out, and where trial costs no more than waiting.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> form = lottery_form(game.with_terms(pg.SidePayment(2), pg.BudgetSurge(0.5)))
    >>> int(form.capacity), int(form.trial_cost), form.price_ratio
    (18, 8, Fraction(1, 2))
    """
    refuse_other_kinds(game, PleaGame)
    parts = game.parts
    stakes = (parts.trial_cost, parts.reward, parts.sanction)
    names = ", ".join(type(term).__name__ for term in game.terms)
    remedy = "use equilibria(game), which takes any terms, or leave some out"
    if parts.as_lottery() is None:
        rule = "must leave the stakes and the lottery of the plain game as they are"
        raise ParameterError([Fault("terms", names, rule, remedy)])
    trial_cost, reward, sanction = stakes
    form = LotteryForm(
        defendants=_read(parts.players),
        capacity=_read(parts.trials),
        price=_read(parts.offer + sanction + reward),
        trial_cost=_read(trial_cost),
        dismissal_cost=_read(parts.dismissal_cost),
        offset=_read(sanction + reward),
    )
    stake = form.stake
    if stake <= 0 if isinstance(stake, Fraction) else stake.is_nonpositive:
        rule = f"must be more than dismissal_cost = {number(parts.dismissal_cost)}"
        value = f"{number(trial_cost)} years"
        raise ParameterError([Fault(f"with {names}: trial cost", value, rule, remedy)])
    return form


def _read(formula: Expr) -> Real:
    return as_fraction(formula) if formula.is_Rational else formula
