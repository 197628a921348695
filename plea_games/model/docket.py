r"""Named defendants who differ: a reconstruction of the divide-and-conquer argument.

n defendants each plead at an own offer :math:`s_i` or hold out. Trial costs defendant i
:math:`T_i = p_i J_i + c_i` in expectation, waiting for a trial that never comes costs
:math:`d_i`. Which hold-outs are tried depends on how the prosecutor selects:

lottery
    K of the m hold-outs are drawn by lot, so each is tried with probability min(1, K/m).
announced order
    Hold-outs are tried in the order in which the defendants are listed, as far as the capacity
    or the budget reaches; a case that no longer fits the budget is passed over.
most valuable
    The feasible set worth most is tried. A trial is worth :math:`V_i` to the prosecutor and costs
    her :math:`a_i`; of sets worth the same she takes the one with the earlier-listed defendants.

Bar-Gill & Ben-Shahar (2009, pp. 752–54, as quoted in Crespo 2022, n. 87) argue that D₁'s trial is a
credible threat, so D₁ accepts; now that D₁ is out of the picture, D₂'s is; and so on. Their model
itself was not available to us: everything here is a reconstruction.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, Literal, get_args

from sympy import Expr, Integer, Matrix, Piecewise, Symbol, latex

from ..errors import Fault, ParameterError, choice_faults, shown
from ..latex import tex
from ..tables import Column, Table
from .defendant import OWN_SYMBOLS, Defendant, own_symbol
from .exact import NumberError, as_fraction
from .notation import plain
from .parameters import BUDGET, PARAMETER
from .payoffs import hold_out, lottery, plead
from .reading import Quantity, read_parameter
from .symbols import K
from .trial_selection import tried_in_order, worth_most

Trials = Literal["lottery", "announced order", "most valuable"]
TRIALS: tuple[Trials, ...] = get_args(Trials)

Profile = tuple[bool, ...]
"""Who holds out, defendant by defendant."""

_MOST_IN_A_FORMULA = 4

MOST_NAMED = 15
"""Named defendants up to which all 2ⁿ profiles may be looked at."""


class Docket:
    """n named defendants, a prosecutor with a capacity or a budget, one way to select trials.

    Parameters
    ----------
    defendants
        The defendants, in the order in which they are approached and, under
        ``trials="announced order"``, tried.
    capacity
        K ≥ 0, how many cases can be tried; a number or, where selection allows it, a symbol.
    budget
        B ≥ 0, in the unit of the defendants' ``prosecution_cost``; instead of the capacity.
    trials
        "lottery" (needs a capacity), "announced order" or "most valuable".

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> game = Docket(
    ...     [Defendant("D1", offer=4, sentence=10), Defendant("D2", offer=4, sentence=10)],
    ...     capacity=1,
    ... )
    >>> game.payoffs((True, True))
    (-5, -5)
    >>> Docket.symbolic(2).payoffs((True, False))
    (-d_1*(1 - Min(1, K)) - (J_1*p_1 + c_1)*Min(1, K), -s_2)
    """

    __slots__ = ("budget", "capacity", "defendants", "trials")

    def __init__(
        self,
        defendants: Sequence[Defendant],
        *,
        capacity: Quantity | None = None,
        budget: Quantity | None = None,
        trials: Trials = "lottery",
    ) -> None:
        self.defendants = tuple(defendants) if isinstance(defendants, Iterable) else (defendants,)
        self.trials = trials
        self.capacity: Any = None
        self.budget: Any = None
        faults = list(_docket_faults(self.defendants, trials, capacity, budget))
        for name, parameter, given in (
            ("capacity", PARAMETER["capacity"], capacity),
            ("budget", BUDGET, budget),
        ):
            if given is not None:
                try:
                    setattr(self, name, read_parameter(parameter, given))
                except NumberError as rule:
                    faults.append(Fault(name, shown(given), str(rule), parameter.remedy))
        if not faults:
            faults += _selection_faults(self)
        if faults:
            raise ParameterError(faults)

    @classmethod
    def symbolic(
        cls, count: int, *, trials: Trials = "lottery", capacity: Quantity | None = None
    ) -> "Docket":
        """``count`` defendants D1, D2, … with symbols s_1, J_1, p_1, c_1, d_1, … of their own.

        The capacity is the symbol K unless given; values and costs of trials are the defaults.
        """
        defendants = [
            Defendant(f"D{i}", **{name: own_symbol(name, i) for name in OWN_SYMBOLS})
            for i in range(1, count + 1)
        ]
        return cls(defendants, capacity=K if capacity is None else capacity, trials=trials)

    def __len__(self) -> int:
        return len(self.defendants)

    def profiles(self) -> Iterator[Profile]:
        """All 2ⁿ profiles, from all-plead on; True where a defendant holds out."""
        refuse_many_profiles(len(self))
        return product((False, True), repeat=len(self))

    def trial_probabilities(self, profile: Profile) -> tuple[Expr, ...]:
        """Each defendant's probability of trial; 0 for those who plead."""
        if len(profile) != len(self) or any(part not in (False, True) for part in profile):
            rule = f"must have True or False for each of the {len(self)} defendants"
            raise ParameterError([Fault("profile", shown(profile), rule, "True is to hold out")])
        holdouts = tuple(i for i, holds_out in enumerate(profile) if holds_out)
        if self.trials == "lottery":
            chance = lottery(Integer(len(holdouts)), self.capacity) if holdouts else None
            tried: dict[int, Expr] = dict.fromkeys(holdouts, chance)
        elif self.trials == "announced order" and self.budget is None:
            tried = {
                i: Piecewise((1, self.capacity >= rank), (0, True))
                for rank, i in enumerate(holdouts, start=1)
            }
        else:
            tried = dict.fromkeys(self._selected(holdouts), Integer(1))
        return tuple(tried.get(i, Integer(0)) for i in range(len(profile)))

    def payoffs(self, profile: Profile) -> tuple[Expr, ...]:
        """What each defendant gets, in years: −sᵢ, or −[τTᵢ + (1 − τ)dᵢ]."""
        return tuple(
            hold_out(tried, who.trial_cost, who.dismissal_cost) if holds_out else plead(who.offer)
            for who, holds_out, tried in zip(
                self.defendants, profile, self.trial_probabilities(profile), strict=True
            )
        )

    def payoff_matrices(self) -> tuple[Matrix, Matrix]:
        """The game of two: rows are D1's plead and hold out, columns D2's.

        Raises
        ------
        ParameterError
            Where there are not two defendants.
        """
        if len(self) != 2:
            rule, remedy = "must be 2 for a matrix", "use payoffs(profile), or the normal form"
            raise ParameterError([Fault("defendants", str(len(self)), rule, remedy)])
        cells = [[self.payoffs((row, column)) for column in (False, True)] for row in (False, True)]
        first, second = (Matrix(2, 2, lambda i, j, k=k: cells[i][j][k]) for k in (0, 1))
        return first, second

    @property
    def free_symbols(self) -> set[Symbol]:
        """The symbols in the defendants' numbers, the capacity and the budget."""
        parts = [value for who in self.defendants for value in who.values.values()]
        parts += [part for part in (self.capacity, self.budget) if part is not None]
        return set().union(*(part.free_symbols for part in parts))

    def normal_form(self) -> Table:
        """All 2ⁿ profiles with everyone's payoffs, as a table."""
        names = [who.name for who in self.defendants]
        columns = [
            *(Column(name, left=True) for name in names),
            *(Column(f"u({n})") for n in names),
        ]
        actions = {False: "plead", True: "hold out"}
        rows = [
            (*(actions[out] for out in profile), *map(plain, self.payoffs(profile)))
            for profile in self.profiles()
        ]
        return Table(f"Normal form, {self.trials}", columns, rows)

    def with_offers(self, offers: Sequence[Quantity]) -> "Docket":
        """The same game with other offers."""
        if len(offers) != len(self):
            rule = f"must be one for each of the {len(self)} defendants"
            raise ParameterError([Fault("offers", shown(offers), rule, "give as many")])
        changed = [who.with_offer(s) for who, s in zip(self.defendants, offers, strict=True)]
        return Docket(changed, capacity=self.capacity, budget=self.budget, trials=self.trials)

    def _repr_latex_(self) -> str | None:
        if len(self) > _MOST_IN_A_FORMULA:
            return None  # Jupyter falls back to the repr
        if len(self) == 2:
            return rf"$\displaystyle {_latex_bimatrix(self)}$"
        rows = r" \\ ".join(
            " & ".join(rf"\text{{{'hold out' if out else 'plead'}}}" for out in profile)
            + " & "
            + " & ".join(map(latex, self.payoffs(profile)))
            for profile in self.profiles()
        )
        names = " & ".join(rf"\text{{{tex(who.name)}}}" for who in self.defendants)
        payoffs = " & ".join(f"u_{{{i}}}" for i in range(1, len(self) + 1))
        columns = "c" * len(self)
        array = rf"\begin{{array}}{{{columns}|{columns}}} {names} & {payoffs} \\ \hline {rows}"
        return rf"$\displaystyle {array} \end{{array}}$"

    def __repr__(self) -> str:
        limit = f"capacity={self.capacity}" if self.budget is None else f"budget={self.budget}"
        names = ", ".join(who.name for who in self.defendants)
        return f"Docket([{names}], {limit}, trials={self.trials!r})"

    def _selected(self, holdouts: tuple[int, ...]) -> tuple[int, ...]:
        """Who is tried for sure, by number."""
        costs = tuple(as_fraction(who.values["prosecution_cost"]) for who in self.defendants)
        if self.budget is None:
            costs, limit = (Fraction(1),) * len(self), as_fraction(self.capacity)
        else:
            limit = as_fraction(self.budget)
        if self.trials == "announced order":
            return tried_in_order(holdouts, costs, limit)
        if len(set(costs)) > 1:
            refuse_many_profiles(len(holdouts))
        values = tuple(as_fraction(who.values["trial_value"]) for who in self.defendants)
        return worth_most(holdouts, values, costs, limit)


def refuse_many_profiles(count: int) -> None:
    """Refuse to look at 2ⁿ profiles where that would take too long.

    Raises
    ------
    ParameterError
        Beyond ``MOST_NAMED`` defendants.
    """
    if count > MOST_NAMED:
        rule = f"must be at most {MOST_NAMED} where all profiles are looked at"
        remedy = "use a PleaGame, solved by counts, if the defendants are alike"
        raise ParameterError([Fault("defendants", str(count), rule, remedy)])


def _docket_faults(
    defendants: Sequence[Defendant], trials: str, capacity: object, budget: object
) -> Iterator[Fault]:
    strangers = [who for who in defendants if not isinstance(who, Defendant)]
    if strangers:
        yield Fault(
            "defendants", shown(strangers[0]), "must be Defendants", "build each with Defendant"
        )
        return
    if not defendants:
        yield Fault("defendants", "[]", "must name at least one", "give a list of Defendant")
    names = [who.name for who in defendants]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault("defendants", shown(name), "must have different names", "rename one of them")
    yield from choice_faults("trials", trials, TRIALS)
    if (capacity is None) == (budget is None):
        given = "neither" if capacity is None else "both"
        yield Fault(
            "capacity, budget", given, "must be given one of them", "give capacity or budget"
        )
    elif trials == "lottery" and capacity is None:
        rule, remedy = "is not defined for a lottery", "give a capacity"
        yield Fault("budget", shown(budget), rule, remedy)


def _selection_faults(game: Docket) -> Iterator[Fault]:
    """Selecting by value or within a budget compares numbers, so it needs numbers."""
    needed: dict[str, Expr] = {}
    if game.budget is not None:
        needed["budget"] = game.budget
        needed |= {f"{w.name}: prosecution_cost": w.values["prosecution_cost"]
                   for w in game.defendants}  # fmt: skip
    if game.trials == "most valuable":
        needed |= {f"{w.name}: trial_value": w.values["trial_value"] for w in game.defendants}
        needed |= {} if game.capacity is None else {"capacity": game.capacity}
    for place, value in needed.items():
        if not value.is_Rational:
            rule = f"must be a number for trials={game.trials!r}"
            yield Fault(place, str(value), rule, "set it, or select trials by lottery")


def _latex_bimatrix(game: Docket) -> str:
    first, second = game.payoff_matrices()
    one, two = (tex(who.name) for who in game.defendants)
    rows = r" \\ ".join(
        rf"\text{{{one}: {action}}} & "
        + " & ".join(f"{latex(first[i, j])},\\ {latex(second[i, j])}" for j in (0, 1))
        for i, action in enumerate(("plead", "hold out"))
    )
    head = rf" & \text{{{two}: plead}} & \text{{{two}: hold out}} \\ \hline "
    return rf"\begin{{array}}{{r|cc}} {head} {rows} \end{{array}}"
