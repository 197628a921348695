r"""Which kind of game it is where letters are left: a kind by each condition on them.

A lottery's kinds are a closed form (``plea_games.model.kind_forms``). With testimony and a
credit g, for N ≥ 2 and T > d, gains do not fall from m = 2 on, and with
:math:`\text{better} = \pi - d - \tau(N)(T - d)`, all-hold-out less all-plead,

==================  ====================================
kind                where
==================  ====================================
prisoners' dilemma  Δ(1) < 0, Δ(N) < 0 and better > 0
deadlock            Δ(1) < 0, Δ(N) < 0 and better < 0
stag hunt           Δ(1) < 0 and Δ(N) > 0
harmony             Δ(1) > 0 and Δ(2) > 0
chicken             Δ(1) > 0 and Δ(N) < 0
none of these       Δ(1) > 0, Δ(2) < 0 and Δ(N) > 0
==================  ====================================

for Δ(N) = better − g: so it is a dilemma just where g > better > 0, which is (T − d)(r − τ(N)), and
Δ(1) < 0, which for K ≥ 1 is :math:`r < r_{top}`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sympy import (
    And,
    Eq,
    Expr,
    Integer,
    Min,
    Not,
    Or,
    Piecewise,
    Poly,
    Symbol,
    false,
    roots,
    true,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from ..games.lottery_form import LotteryForm, lottery_form_or_fault
from ..games.witness_formulas import witness_formulas
from ..model.exact import as_expression
from ..model.game import PleaGame
from ..model.kind_forms import KIND, TIED
from ..model.notation import cell, plain
from ..model.reading import refuse_symbols
from ..tables import Column, Table, Tabular
from .gain_thresholds import SET_THEM
from .threshold_formulas import regimes_of

_ELSEWHERE = "elsewhere"
_HIGHEST = 2  # degree up to which a condition on one letter is solved for it


@dataclass(frozen=True)
class KindConditions(Tabular):
    """Which kind of game it is, by conditions on the letters that are left.

    Attributes
    ----------
    game
        What was asked about.
    cases
        Each condition with the kind under it. They exclude each other and leave nothing out.
    """

    game: PleaGame
    cases: tuple[tuple[Boolean, str], ...]

    @property
    def name(self) -> Expr:
        """The kinds as one formula, whose values are names."""
        return Piecewise(*((Symbol(kind), condition) for condition, kind in self.cases))

    def condition(self, kind: str) -> Boolean:
        """Under which it is a game of this kind; false where it never is."""
        return Or(*(condition for condition, each in self.cases if each == kind))

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "kinds": [
                {"kind": kind, "condition": plain(condition)} for condition, kind in self.cases
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a condition."""
        columns = Column("kind", left=True), Column("where", left=True, wrap=64)
        rows = [
            (kind, _ELSEWHERE if isinstance(condition, Not) else cell(condition))
            for condition, kind in self.cases
        ]
        return Table(title or f"Kind of game for {self.game.describe()}", columns, rows)


def kind_conditions(game: PleaGame) -> KindConditions:
    """The kinds of a lottery with letters, with testimony and a credit or without.

    Raises
    ------
    ParameterError
        For terms that make anything else depend on how many hold out.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame.symbolic(defendants=5, capacity=1, sentence=10, conviction=1,
    ...                             process_cost=0, dismissal_cost=0)
    >>> for condition, kind in kind_conditions(game).cases[:3]:
    ...     print(kind, "|", plain(condition))
    deadlock | s < 2
    stag hunt | 2 < s < 10
    harmony | s > 10
    """
    form = lottery_form_or_fault(game)
    if isinstance(form, LotteryForm):
        regimes = regimes_of(form, forms=(KIND,))[KIND.name]
        return KindConditions(
            game, tuple((regime.condition, str(regime.value)) for regime in regimes)
        )
    formulas = witness_formulas(game.payoffs)
    refuse_symbols(game.free_symbols if formulas is None else (), SET_THEM)
    assert formulas is not None
    stated = {letter: as_expression(value) for letter, value in game.substitution.items()}
    parts = [formula.subs(stated, simultaneous=True) for formula in formulas]
    return KindConditions(game, tuple(_named(_Signs(*parts))))


@dataclass(frozen=True)
class _Signs:
    """What the kind depends on by its sign."""

    defendants: Expr
    capacity: Expr
    price: Expr
    credit: Expr
    trial_cost: Expr
    convicted_cost: Expr
    dismissal_cost: Expr
    silence: Expr

    def gain(self, holdouts: Expr) -> Expr:
        """Δ(m), without a credit."""
        silent = self.silence ** (self.defendants - holdouts)
        heard = self.convicted_cost - (self.convicted_cost - self.trial_cost) * silent
        waiting = self.dismissal_cost
        chance = Min(1, self.capacity / holdouts)
        return self.price - waiting - chance * (heard - waiting)

    @cached_property
    def alone(self) -> Expr:
        """Δ(1)."""
        return self.gain(Integer(1))

    @cached_property
    def better(self) -> Expr:
        """All-hold-out less all-plead."""
        return self.gain(self.defendants)

    @cached_property
    def last(self) -> Expr:
        """Δ(N)."""
        return self.better - self.credit

    @cached_property
    def second(self) -> Expr:
        """Δ(2), where there are two."""
        return self.gain(Integer(1 if self.defendants == 1 else 2)) - self.credit


def _named(signs: _Signs) -> Iterator[tuple[Boolean, str]]:
    several = signs.defendants >= 2
    alone, last, second, better = signs.alone, signs.last, signs.second, signs.better
    fewer = Not(several)
    cases: tuple[tuple[Boolean, str], ...] = (
        (And(several, alone < 0, last < 0, better > 0), "prisoners' dilemma"),
        (Or(And(several, alone < 0, last < 0, better < 0), And(fewer, alone < 0)), "deadlock"),
        (And(several, alone < 0, last > 0), "stag hunt"),
        (Or(And(several, alone > 0, second > 0), And(fewer, alone > 0)), "harmony"),
        (And(several, alone > 0, last < 0), "chicken"),
        (And(several, alone > 0, second < 0, last > 0), "none of these"),
    )
    if signs.credit == 0:  # then Δ(1) ≤ Δ(2), and Δ(N) < 0 where all-plead is better
        cases = (
            (better < 0, "deadlock"),
            (And(several, alone < 0, better > 0), "stag hunt"),
            (alone > 0, "harmony"),
        )
    solved = [(_solved(condition), kind) for condition, kind in cases]
    named = [(condition, kind) for condition, kind in solved if condition != false]
    yield from named
    tied = _tied(Not(Or(*(condition for condition, _ in cases)), evaluate=False))
    if tied != false:
        yield tied, TIED


def _is_easy(condition: Boolean) -> bool:
    """Whether each comparison is of polynomials in one letter, of low degree."""
    if len(condition.free_symbols) != 1:
        return False
    (letter,) = condition.free_symbols
    differences = [part.lhs - part.rhs for part in condition.atoms(Relational)]
    return all(
        each.is_polynomial(letter) and Poly(each, letter).degree() <= _HIGHEST
        for each in differences
    )


def _solved(condition: Boolean) -> Boolean:
    """A condition on one letter, solved for it where that is easy."""
    return condition.simplify() if _is_easy(condition) else condition


def _tied(elsewhere: Boolean) -> Boolean:
    """Where no kind holds: at single values of the one letter, if that is easy."""
    if not _is_easy(elsewhere):
        return elsewhere
    (letter,) = elsewhere.free_symbols
    values = {
        value
        for part in elsewhere.atoms(Relational)
        for value in roots(Poly(part.lhs - part.rhs, letter))
        if value.is_real and elsewhere.subs(letter, value) == true
    }
    return Or(*(Eq(letter, value) for value in sorted(values)))
