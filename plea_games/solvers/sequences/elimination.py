r"""Iterated elimination of dominated hold-outs: divide and conquer, step by step.

Holding out is dominated for defendant i if pleading is at least as good whatever those do who have
not been eliminated yet (ties plead). With :math:`t_i` the least probability of trial that i could
face as a hold-out among them, that is

.. math:: s_i - d_i \le t_i\,(T_i - d_i).

With terms, :math:`s_i` is the price of her plea, and :math:`T_i` what trial costs her after them.

Everyone for whom this holds is eliminated at once; that is a round. It ends when everyone pleads,
or stops because nobody is left for whom it holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product

from sympy import Le, S, Symbol

from ...errors import Fault, ParameterError
from ...games.gains import lottery_chance
from ...games.lottery_form import LotteryForm
from ...model.defendant import own_symbol
from ...model.docket import Docket, refuse_many_profiles
from ...model.exact import as_fraction, as_rational
from ...model.reading import refuse_other_kinds
from .elimination_trace import (
    Elimination,
    EliminationCase,
    EliminationCases,
    Interval,
    Step,
    inside,
    stakes_of_each,
)

_MOST_CASES = 4096

MOST_ELIMINATED = 300
"""Named defendants up to which an elimination is traced."""


def elimination(game: Docket) -> Elimination:
    """Which hold-out is dominated in which round, and by which inequality.

    Parameters
    ----------
    game
        A game whose offers, trial costs and capacity or budget are numbers.

    Returns
    -------
    Elimination
        Frozen; prints as a table, a row for each defendant eliminated.

    Raises
    ------
    ParameterError
        Where one of them is a symbol (use :func:`elimination_cases`), or where unequal costs of
        trials need more than 15 defendants' subsets to be looked at.

    Examples
    --------
    Announced order, one trial: D1 pleads, now that D1 is out of the picture D2 pleads, and so on.

    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=9, sentence=10) for name in ("D1", "D2", "D3")]
    >>> found = pg.sequences.elimination(pg.Docket(who, capacity=1, trials="announced order"))
    >>> [(step.round, step.defendant) for step in found.steps], found.everyone_pleads
    ([(1, 'D1'), (2, 'D2'), (3, 'D3')], True)
    >>> pg.sequences.elimination(pg.Docket(who, capacity=1)).verdict
    'stops at once; not eliminated: D1, D2, D3'

    References
    ----------
    Bar-Gill & Ben-Shahar (2009), 752–54, as quoted in Crespo (2022), n. 87; our reconstruction.
    """
    refuse_other_kinds(game, Docket)
    for who, form in zip(game.defendants, stakes_of_each(game), strict=True):
        if not form.price_ratio.is_Rational:
            place, rule = f"{who.name}: offer ratio", "must be a number"
            remedy = "use elimination_cases for symbols"
            raise ParameterError([Fault(place, str(form.price_ratio), rule, remedy)])
    (only,) = elimination_cases(game)
    return only.elimination


def elimination_cases(game: Docket) -> EliminationCases:
    """Every way the elimination can go, with the condition on the symbols, ties included.

    In each round the remaining defendants' offer ratios lie on one side or the other of the least
    probability of trial that each could face; every way that can turn out is followed. Conditions
    take T_i > d_i for granted; where defendants share several symbols, some may be impossible.

    Parameters
    ----------
    game
        A game whose capacity or budget is a number; offers and trial costs may be symbols.

    Returns
    -------
    EliminationCases
        One elimination for each condition; the conditions exclude each other and leave nothing out.

    Raises
    ------
    ParameterError
        Where the capacity is a symbol, or symbols are so many that there are over 4,096 cases.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.Docket.symbolic(2, trials="announced order", capacity=1)
    >>> for case in pg.sequences.elimination_cases(game):
    ...     print(f"{case.describe()}: {case.elimination.verdict}")
    r_1 ≤ 1, r_2 ≤ 0: everyone pleads after 1 round
    r_1 ≤ 1, 0 < r_2 ≤ 1: everyone pleads after 2 rounds
    r_1 ≤ 1, r_2 > 1: stops after 1 round; not eliminated: D2
    r_1 > 1, r_2 ≤ 0: stops after 1 round; not eliminated: D1
    r_1 > 1, r_2 > 0: stops at once; not eliminated: D1, D2
    """
    refuse_other_kinds(game, Docket)
    if len(game) > MOST_ELIMINATED:
        rule = f"must be at most {MOST_ELIMINATED} named ones"
        remedy = "for identical ones thresholds(game).unravelling_rounds goes by counts"
        raise ParameterError([Fault("defendants", f"{len(game):,}", rule, remedy)])
    stakes = stakes_of_each(game)
    if game.trials_held is not None and not game.trials_held.is_Integer:
        rule, remedy = "must be a number", "set it; offers and sentences may be symbols"
        raise ParameterError([Fault("capacity", str(game.trials_held), rule, remedy)])
    anywhere = dict.fromkeys(stakes, (S.NegativeInfinity, S.Infinity))
    cases: list[EliminationCase] = []
    for case in _follow(game, stakes, tuple(range(len(game))), (), anywhere):
        if len(cases) == _MOST_CASES:
            rule, remedy = (
                f"has more than {_MOST_CASES:,} cases",
                "let defendants share symbols",
            )
            raise ParameterError([Fault("game", repr(game), rule, remedy)])
        condition = case.condition
        if len(condition.free_symbols) == 1 and condition.simplify() == False:  # noqa: E712
            continue  # symbols that defendants share can rule a combination out
        cases.append(case)
    return EliminationCases(game, tuple(cases))


def least_trial_probabilities(game: Docket, remaining: Collection[int]) -> dict[int, Fraction]:
    """For each who remains, the least probability of trial over all subsets of the others."""
    if not remaining:
        return {}
    if game.trials == "lottery":
        return dict.fromkeys(remaining, lottery_chance(len(remaining), int(game.trials_held)))
    if has_equal_costs(game):
        # more hold-outs never help to be tried, so the worst is that all the others hold out
        tried = trials_affordable(game)
        ranked = enumerate(in_order_of_trial(game, remaining))
        return {own: Fraction(rank < tried) for rank, own in ranked}
    refuse_many_profiles(len(remaining))
    return {own: _least_over_subsets(game, own, remaining) for own in remaining}


def has_equal_costs(game: Docket) -> bool:
    """Whether every trial takes the same of what is limited."""
    costs = {who.values["prosecution_cost"] for who in game.defendants}
    return game.budget is None or len(costs) == 1


def trials_affordable(game: Docket) -> int:
    """How many trials fit, all costing the same."""
    if game.budget is None:
        return int(game.trials_held)
    cost = game.defendants[0].values["prosecution_cost"]
    return len(game) if cost == 0 else int(game.budget // cost)


def in_order_of_trial(game: Docket, holdouts: Collection[int]) -> list[int]:
    """Hold-outs in the order in which they are tried, costs being equal."""
    if game.trials == "announced order":
        return sorted(holdouts)
    return sorted(holdouts, key=lambda i: (-game.defendants[i].values["trial_value"], i))


def _least_over_subsets(game: Docket, own: int, remaining: Collection[int]) -> Fraction:
    others = [i for i in remaining if i != own]
    subsets = (subset for size in range(len(others) + 1) for subset in combinations(others, size))
    return min(_tried(game, own, subset) for subset in subsets)


def _tried(game: Docket, own: int, others: Sequence[int]) -> Fraction:
    holding = {own, *others}
    profile = tuple(i in holding for i in range(len(game)))
    return as_fraction(game.trial_probabilities(profile)[own])


def _follow(
    game: Docket,
    stakes: Sequence[LotteryForm],
    remaining: tuple[int, ...],
    steps: tuple[Step, ...],
    intervals: Mapping[LotteryForm, Interval],
) -> Iterator[EliminationCase]:
    """All ways the elimination goes on from here."""
    least = least_trial_probabilities(game, remaining)
    kinds = list(dict.fromkeys(stakes[own] for own in remaining))
    splits = [
        _split(kind, intervals[kind], {least[own] for own in remaining if stakes[own] == kind})
        for kind in kinds
    ]
    for choice in product(*splits):
        here = {**intervals, **dict(zip(kinds, choice, strict=True))}
        dominated = [own for own in remaining if here[stakes[own]][1] <= as_rational(least[own])]
        if not dominated:
            names = tuple(game.defendants[own].name for own in remaining)
            of_each = tuple(here[form] for form in stakes)
            yield EliminationCase(of_each, Elimination(game, steps, names))
            continue
        round_ = steps[-1].round + 1 if steps else 1
        new = tuple(_step(game, round_, own, least[own]) for own in dominated)
        left = tuple(own for own in remaining if own not in dominated)
        yield from _follow(game, stakes, left, (*steps, *new), here)


def _split(form: LotteryForm, interval: Interval, at: set[Fraction]) -> list[Interval]:
    """The interval cut at these points; only the part that a known offer ratio lies in."""
    low, high = interval
    cuts = [low, *(t for t in map(as_rational, sorted(at)) if low < t < high), high]
    parts = list(pairwise(cuts))
    ratio = form.price_ratio
    if ratio.is_Rational:
        return [(a, b) for a, b in parts if a < ratio <= b]
    return [part for part in parts if inside(form, *part) != False]  # noqa: E712


def _step(game: Docket, round_: int, own: int, least: Fraction) -> Step:
    chance = as_rational(least)
    s, d = own_symbol("offer", own + 1), own_symbol("dismissal_cost", own + 1)
    trial = Symbol(f"T_{own + 1}", positive=True)
    match least:
        case 0:
            inequality = Le(s, d)
        case 1:
            inequality = Le(s, trial)
        case _:
            inequality = Le(s - d, chance * (trial - d))
    return Step(round_, game.defendants[own].name, chance, inequality)
