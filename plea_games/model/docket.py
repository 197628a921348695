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

from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from sympy import Expr, Integer, Matrix, Piecewise, Symbol

from ..by_value import ByValue, key
from ..errors import Fault, ParameterError, shown
from ..tables import Column, Table
from .defendant import OWN_SYMBOLS, Defendant, own_symbol
from .docket_faults import Trials, docket_faults, selection_faults
from .docket_latex import array_formula, bimatrix_formula
from .docket_terms import GROUP_HOLDOUTS, payoffs_of_each, term_faults
from .exact import NumberError, as_fraction
from .keywords import TellsKeywords
from .notation import plain
from .parameters import BUDGET, PARAMETER
from .payoffs import H, Payoffs, lottery
from .reading import Quantity, read_parameter
from .symbols import K
from .terms import Term
from .terms.together import in_order
from .trial_selection import tried_in_order, worth_most

Profile = tuple[bool, ...]
"""Who holds out, defendant by defendant."""

_MOST_IN_A_FORMULA = 4

_MOST_SHOWN = 6
MOST_NAMED = 15
"""Named defendants up to which all 2ⁿ profiles may be looked at."""


class Docket(TellsKeywords, ByValue):
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

    __slots__ = ("_payoffs", "budget", "capacity", "defendants", "terms", "trials")

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
        faults = list(docket_faults(self.defendants, trials, capacity, budget))
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
            faults += selection_faults(self.defendants, trials, self.capacity, self.budget)
        if faults:
            raise ParameterError(faults)
        self.terms: tuple[Term, ...] = ()
        self._payoffs = payoffs_of_each(self.defendants, self.capacity, ())

    @property
    def _key(self) -> Hashable:
        return key((self.defendants, self.capacity, self.budget, self.trials, self.terms))

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

    def with_terms(self, *terms: Term) -> "Docket":
        """The same defendants, with what organizers, the defence or the state add to their game.

        Each defendant meets the terms at her own numbers, and H counts all who hold out. What a
        trial is worth to the prosecutor stays as stated.

        Parameters
        ----------
        *terms
            Such as :class:`SidePayment`, in any order, each kind once. Terms that change who
            decides, and those of counsel, are for identical defendants; those that concern the
            capacity need one.

        Raises
        ------
        ParameterError
            Where a kind is given twice, or a term does not fit named defendants.

        Examples
        --------
        >>> import plea_games as pg
        >>> who = [Defendant("D1", offer=4, sentence=10), Defendant("D2", offer=2, sentence=6)]
        >>> Docket(who, capacity=1).with_terms(pg.SidePayment(2)).payoffs((True, True))
        (-4, -2)
        >>> Docket(who, capacity=1).with_terms(pg.Solidarity(3)).payoffs((True, False))
        (-17/2, -2)
        """
        game = self._with(self.defendants)
        game.terms = in_order((*self.terms, *terms))
        faults = list(term_faults(self.defendants, self.capacity, game.terms, self.trials))
        if faults:
            raise ParameterError(faults)
        game._payoffs = payoffs_of_each(self.defendants, self.capacity, game.terms)
        return game

    def without_terms(self) -> "Docket":
        """The plain game.

        >>> import plea_games as pg
        >>> game = Docket([Defendant("D1", offer=4, sentence=10)], capacity=1)
        >>> game.with_terms(pg.SidePayment(2)).without_terms()
        Docket([D1 (4 or 10)], capacity=1, trials='lottery')
        """
        return self._with(self.defendants)

    @property
    def payoffs_of_each(self) -> tuple[Payoffs, ...]:
        """What each action pays each defendant, with the terms, at her own numbers.

        M_h is left for the hold-outs, and M_g for those of her group.
        """
        return self._payoffs

    @property
    def trials_held(self) -> Any:
        """How many cases can be tried after the terms; None where a budget decides."""
        return None if self.capacity is None else self._payoffs[0].trials

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
            chance = lottery(Integer(len(holdouts)), self._trials(holdouts)) if holdouts else None
            tried: dict[int, Expr] = dict.fromkeys(holdouts, chance)
        elif self.trials == "announced order" and self.budget is None:
            tried = {
                i: Piecewise((1, self._trials(holdouts) >= rank), (0, True))
                for rank, i in enumerate(holdouts, start=1)
            }
        else:
            tried = dict.fromkeys(self.tried_for_sure(holdouts), Integer(1))
        return tuple(tried.get(i, Integer(0)) for i in range(len(profile)))

    def payoffs(self, profile: Profile) -> tuple[Expr, ...]:
        """What each defendant gets, in years: −sᵢ, or −[τTᵢ + (1 − τ)dᵢ], after the terms."""
        chances = self.trial_probabilities(profile)
        holdouts = Integer(sum(profile))
        return tuple(
            payoffs.payoff_if_tried(tried).xreplace(
                {H: holdouts, GROUP_HOLDOUTS: Integer(self.fellow_holdouts(i, profile))}
            )
            if profile[i]
            else payoffs.plea_payoff.xreplace({H: holdouts})
            for i, (payoffs, tried) in enumerate(zip(self._payoffs, chances, strict=True))
        )

    def fellow_holdouts(self, i: int, profile: Profile) -> int:
        """How many hold out of the group of the defendant at place i; of all, if she has none."""
        group = self.defendants[i].group
        return sum(
            holds_out and (group is None or who.group == group)
            for who, holds_out in zip(self.defendants, profile, strict=True)
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
        """The symbols in the defendants' numbers, the capacity, the budget and the terms."""
        parts = [value for who in self.defendants for value in who.values.values()]
        parts += [part for part in (self.capacity, self.budget) if part is not None]
        parts += [value for term in self.terms for value in term.substitution.values()]
        return set().union(*(part.free_symbols for part in parts))

    def normal_form(self) -> Table:
        """All 2ⁿ profiles with everyone's payoffs, as a table."""
        columns = [
            *(Column(who.title, left=True) for who in self.defendants),
            *(Column(f"u({who.name})") for who in self.defendants),
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
        return self._with(changed).with_terms(*self.terms)

    def _repr_latex_(self) -> str | None:
        if len(self) > _MOST_IN_A_FORMULA:
            return None  # Jupyter falls back to the repr
        names = [who.name for who in self.defendants]
        cells = [(profile, self.payoffs(profile)) for profile in self.profiles()]
        return bimatrix_formula(names, cells) if len(self) == 2 else array_formula(names, cells)

    def __repr__(self) -> str:
        limit = f"capacity={self.capacity}" if self.budget is None else f"budget={self.budget}"
        shown = self.defendants[:_MOST_SHOWN]
        names = ", ".join(
            f"{who.name}{f' of {who.group}' if who.group else ''} ({who.offer} or {who.trial_cost})"
            for who in shown
        )
        if len(self) > len(shown):
            names += f", … {len(self):,} in all"
        terms = f".with_terms({', '.join(map(repr, self.terms))})" if self.terms else ""
        return f"Docket([{names}], {limit}, trials={self.trials!r}){terms}"

    def _with(self, defendants: Sequence[Defendant]) -> "Docket":
        return Docket(defendants, capacity=self.capacity, budget=self.budget, trials=self.trials)

    def _trials(self, holdouts: tuple[int, ...]) -> Expr:
        return self._payoffs[0].trials.xreplace({H: Integer(len(holdouts))})

    def tried_for_sure(self, holdouts: tuple[int, ...]) -> tuple[int, ...]:
        """Who of these is tried, by place in the list, where trials are not drawn by lot."""
        costs = tuple(as_fraction(who.values["prosecution_cost"]) for who in self.defendants)
        if self.budget is None:
            costs, limit = (Fraction(1),) * len(self), as_fraction(self._trials(holdouts))
        else:
            limit = as_fraction(self.budget)
        if self.trials == "announced order":
            return tried_in_order(holdouts, costs, limit)
        if len(set(costs)) > 1:
            refuse_many_profiles(len(holdouts))
        values = tuple(as_fraction(who.values["trial_value"]) for who in self.defendants)
        return worth_most(holdouts, values, costs, limit)


def refuse_many_profiles(count: int) -> None:
    """Refuse to look at 2ⁿ profiles where that would take too long."""
    if count > MOST_NAMED:
        rule = f"must be at most {MOST_NAMED} where all profiles are looked at"
        remedy = "use a PleaGame, solved by counts, if the defendants are alike"
        raise ParameterError([Fault("defendants", str(count), rule, remedy)])
