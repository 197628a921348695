"""The least amount of a lever that reaches a goal."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

from ...errors import Fault, ParameterError, shown
from ...games.lottery_form import lottery_form
from ...model.exact import double_outward, is_expression
from ...model.game import PleaGame
from ...model.goal import Goal
from ...model.notation import plain
from ...model.parameters import Parameter
from ...model.reading import read_share, refuse_other_kinds
from ...model.terms import Pledge, Term
from ...model.terms.by_name import unknown_parameter
from ...model.terms.term import symbol
from ...model.terms.together import kinds
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import Unit, show_bound, shown_outward
from .goals import GOALS, unknown_goal
from .least_amount import Verdict, least_amount

if TYPE_CHECKING:
    from sympy import Expr

Lever: TypeAlias = type[Term] | Term | str

_IN_WORDS = {"≥": "at least", ">": "more than", "≤": "at most", "<": "less than"}


@dataclass(frozen=True)
class Requirement(Tabular):
    """How much of a lever a goal takes.

    Attributes
    ----------
    game
        What was asked about.
    lever
        The term, its amount a symbol.
    parameter
        The amount's name, unit and range.
    goal
        "existence", "risk dominance", "dominance" or "divide-and-conquer proof".
    amount
        The least that reaches the goal; for what weakens a strike the most that leaves it standing.
        None where no amount does, or none is needed. A formula for a game with symbols. As a double
        it is rounded to the side on which the goal is reached.
    missed_at
        An amount next to it at which the goal is shown to be missed; None where the amount is
        solved for exactly, or is the end of the range.
    share_of_trial_cost
        The amount over T, for amounts in years, rounded to the same side.
    reason
        Why there is no amount.
    verdict
        Which amounts would do where none is named: "any amount"; none, for the goal is "missed
        already" without the lever, or all are "not enough"; otherwise "none".
    exact
        The amount as a fraction. Where it was bracketed, it is the end that reaches the goal.
    reached
        Whether ``exact`` reaches the goal. If not, all amounts just beyond it do, and ``amount`` is
        one of them: twelve trials become eleven for more than B/12 hours each, not at B/12.
    limit
        The last amount that still reaches the goal, where more of it puts off some hold-outs.
    """

    game: PleaGame
    lever: Term
    parameter: Parameter
    goal: Goal
    amount: "float | Expr | None"
    missed_at: float | None = None
    share_of_trial_cost: float | None = None
    reason: str = ""
    verdict: Verdict = "none"
    exact: Fraction | None = None
    reached: bool = True
    limit: Fraction | None = None

    @property
    def at_most(self) -> bool:
        """Whether the amount is a ceiling rather than a floor."""
        return not self.lever.increasing

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        return {
            "lever": type(self.lever).__name__,
            "parameter": self.parameter.name,
            "unit": self.parameter.unit,
            "goal": self.goal,
            "bound": _IN_WORDS[self._sign(strictly=not self.reached)],
            "amount": str(self.amount) if is_expression(self.amount) else self.amount,
            "missed_at": self.missed_at,
            "share_of_trial_cost": self.share_of_trial_cost,
            "reason": self.reason,
            "exact": None if self.exact is None else str(self.exact),
            "reached": self.reached,
        }

    def table(self, title: str = "") -> Table:
        """One row: the lever, the goal, and how much it takes."""
        columns = [Column(name, left=True) for name in ("lever", "goal", "amount")]
        lever, amount = type(self.lever).__name__, str(self).partition(": ")[2]
        title = title or f"What it takes of one lever, for {self.game.describe()}"
        return Table(title, columns, [(lever, self.goal, amount)])

    def as_bound(self, unit: Unit) -> tuple[str, str]:
        """A sign, and the amount with its unit, rounded to the side that reaches the goal.

        At ≥ or ≤ the printed amount reaches it; at > or < it does not, and all beyond it do.

        Raises
        ------
        ParameterError
            Where there is no amount in numbers.

        Examples
        --------
        >>> import plea_games as pg
        >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
        >>> pg.required(game, "retaliation", for_="existence").as_bound("factor")
        ('≤', '7.666×')
        >>> trials = pg.CostlierTrials.symbolic(budget=1200)
        >>> pg.required(game, trials, for_="dominance").as_bound("hours")
        ('>', '1,200 hours')
        """
        if self.exact is None:
            rule, remedy = "is no number", "see reason, or set the symbols"
            raise ParameterError([Fault("amount", str(self.amount), rule, remedy)])
        up = not self.at_most
        at_itself = shown_outward(self.exact, unit, up=up) == self.exact
        sign = self._sign(strictly=at_itself and not self.reached)
        return sign, show_bound(self.exact, unit, up=up, limit=self.limit)

    def _sign(self, *, strictly: bool) -> str:
        return ("<" if strictly else "≤") if self.at_most else (">" if strictly else "≥")

    def __str__(self) -> str:
        name = f"{type(self.lever).__name__} for {self.goal}"
        if self.amount is None:
            return f"{name}: none; {self.reason}"
        if is_expression(self.amount):
            return f"{name}: {_IN_WORDS[self._sign(strictly=False)]} {plain(self.amount)}"
        sign, amount = self.as_bound(self.parameter.unit)
        return f"{name}: {_IN_WORDS[sign]} {amount}"


@takes_games
def required(
    game: PleaGame, lever: Lever, *, for_: Goal, share: object | None = None
) -> Requirement:
    """The least amount of a lever that reaches a goal.

    More of it reaches the goal too where every gain rises in the amount. Where some fall, as with
    collective counsel beside a fund, a larger amount may miss it again; the least is told.

    Parameters
    ----------
    game
        The caseload, in numbers, with whatever terms it has already. With symbols and no terms the
        answer is a formula, for 1 ≤ K ≤ N and 0 < r < 1; where it is negative none is needed, or
        the goal is missed even without the lever.
    lever
        A kind of term, such as :class:`SidePayment`; the name of its amount, "side_payment"; or a
        term whose one symbol is the amount, ``VisibleDefection.symbolic(probability=0.5)``. For
        what weakens a strike, such as :class:`Retaliation`, the answer is the most that the goal
        survives.
    for_
        "existence": all-hold-out is an equilibrium. "risk dominance": it maximizes the exact
        potential (Laplacian, global-game selection). "dominance": holding out is a best reply
        whatever others do. "divide-and-conquer proof": the first to be offered s in a sequence of
        offers refuses, though all after her plead. At the amount itself there may be a tie.
    share
        Of the defendants who are committed to hold out beforehand; the goal is then about the rest.

    Returns
    -------
    Requirement
        The amount with its proof, or the reason why there is none.

    Raises
    ------
    ParameterError
        For symbols in the game, an unknown lever or goal, more than 100,000 defendants where terms
        leave no lottery form.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> pg.required(game, pg.SidePayment, for_="divide-and-conquer proof").amount
    6.0
    >>> print(pg.required(game, "retaliation", for_="existence"))
    Retaliation for existence: at most 7.666×
    >>> print(pg.required(game, pg.SidePayment, for_="dominance", share=0.1))
    SidePayment for dominance: at least 2 years
    >>> symbolic = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)
    >>> print(pg.required(symbolic, "side_payment", for_="dominance"))
    SidePayment for dominance: at least J − s
    """
    refuse_other_kinds(game, PleaGame)
    if for_ not in GOALS:
        raise unknown_goal(for_)
    term = term_of(lever)
    if game.free_symbols and share is None and not game.terms:
        return _formula(game, term, for_)
    if share is not None:
        count = game.numbers["defendants"]
        game = game.with_terms(Pledge(ceil(read_share(share, "share") * count)))
    least = least_amount(game, term, for_)
    amount, parameter, up = least.amount, term.amount(), term.increasing
    share_of_cost = None
    if amount is not None and parameter.unit == "years":
        share = amount / lottery_form(game.without_terms()).trial_cost
        share_of_cost = double_outward(share, "share_of_trial_cost", up=up)
    return Requirement(
        game=game,
        lever=term,
        parameter=parameter,
        goal=for_,
        amount=None
        if amount is None
        else double_outward(amount, parameter.name, up=up, strictly=not least.reached),
        missed_at=None
        if least.missed_at is None
        else double_outward(least.missed_at, "missed_at", up=not up),
        share_of_trial_cost=share_of_cost,
        reason=least.reason,
        verdict=least.verdict,
        exact=amount,
        reached=least.reached,
        limit=least.limit,
    )


def _formula(game: PleaGame, term: Term, goal: Goal) -> Requirement:
    from ...model.closed_forms import LAPLACIAN_RATIO  # long to make, and for symbols only
    from ...model.lever_forms import LEVER_FORMS
    from ...model.symbols import L

    form = LEVER_FORMS.get((type(term), goal))
    if form is None:
        reason = "there is no elementary formula; set the symbols"
        return Requirement(game, term, term.amount(), goal, None, reason=reason)
    laplacian = LAPLACIAN_RATIO.regimes[0].value  # for K < N, and right at K = N
    amount = game.express(form.subs(L, laplacian)).subs(term.substitution)
    return Requirement(game, term, term.amount(), goal, amount)


def term_of(lever: object) -> Term:
    """The term that a lever names, its amount a symbol."""
    if isinstance(lever, str):
        named = [kind for kind in kinds() if lever in {kind.__name__, kind.amount().name}]
        lever = named[0] if named else lever
    if isinstance(lever, type) and issubclass(lever, Term):
        lever = lever.with_unknown_amount()
    if isinstance(lever, Term):
        if _asks_for_its_amount(lever):
            return lever
        rule = f"must have one unknown, {lever.amount().name}"
        raise ParameterError([Fault("lever", repr(lever), rule, "set the other parameters")])
    names = ", ".join(sorted(kind.amount().name for kind in kinds()))
    remedy = unknown_parameter(shown(lever), "").remedy
    raise ParameterError([Fault("lever", shown(lever), f"must be one of {names}", remedy)])


def _asks_for_its_amount(lever: Term) -> bool:
    """Whether the amount, as a letter, is all that is unknown."""
    if lever.unknown_fields == (lever.amount_field(),) and lever.has_letter(lever.amount_field()):
        return True
    unknown = set().union(*(value.free_symbols for value in lever.values.values()))
    return unknown == {symbol(lever.amount())}
