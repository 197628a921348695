"""Named defendants: payoffs, elimination, unique offers and games of two, against definitions."""

import warnings
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from sympy import Rational, symbols

import plea_games as pg
from plea_games.model.exact import as_fraction
from tests import oracles


def subsets(items):
    items = list(items)
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def tried_set(game, holdouts):
    """Who is tried for sure, by trying all sets: worth most, then the earlier-listed."""
    numbers = [who.values for who in game.defendants]

    def feasible(chosen):
        if game.budget is None:
            return len(chosen) <= game.capacity
        return sum(numbers[i]["prosecution_cost"] for i in chosen) <= game.budget

    def rank(chosen):
        worth = sum(numbers[i]["trial_value"] for i in chosen)
        return worth, tuple(i in chosen for i in range(len(numbers)))

    return set(max(filter(feasible, subsets(holdouts)), key=rank))


@st.composite
def knapsack_games(draw, equal_costs=False):
    n = draw(st.integers(1, 6))
    cost = draw(st.integers(1, 3))
    defendants = [
        pg.Defendant(
            f"D{i}",
            offer=1,
            sentence=10,
            trial_value=draw(st.integers(0, 9)),
            prosecution_cost=cost if equal_costs else draw(st.integers(1, 6)),
        )
        for i in range(n)
    ]
    return pg.Docket(defendants, budget=draw(st.integers(0, 15)), trials="most valuable")


def eliminate_whoever(game, pleads):
    """Rounds of names that plead whoever of those still in holds out, and the names left."""
    remaining, rounds = set(range(len(game))), []
    while remaining:
        gone = {
            i for i in remaining
            if all(pleads(i, others) for others in subsets(remaining - {i}))
        }  # fmt: skip
        if not gone:
            break
        rounds.append({game.defendants[i].name for i in gone})
        remaining -= gone
    return rounds, {game.defendants[i].name for i in remaining}


def eliminate_by_brute_force(game):
    """Rounds of names whose hold-out is tried for every subset of the others still in."""
    return eliminate_whoever(game, lambda i, others: i in tried_set(game, {i, *others}))


def as_rounds(found):
    rounds = [set() for _ in range(found.rounds)]
    for step in found.steps:
        rounds[step.round - 1].add(step.defendant)
    return rounds, set(found.remaining)


@settings(max_examples=500)
@given(knapsack_games())
def test_elimination_with_a_budget_is_what_brute_force_finds(game):
    assert as_rounds(pg.sequences.elimination(game)) == eliminate_by_brute_force(game)


@settings(max_examples=200)
@given(knapsack_games(equal_costs=True))
def test_equal_costs_are_eliminated_in_order_of_value(game):
    found = pg.sequences.elimination(game)
    assert as_rounds(found) == eliminate_by_brute_force(game)
    values = {who.name: who.values["trial_value"] for who in game.defendants}
    order = [values[step.defendant] for step in found.steps]
    by_round = [order[i] for i in range(len(order))]
    assert all(
        values[early.defendant] >= values[late.defendant]
        for early, late in combinations(found.steps, 2)
        if early.round < late.round
    ), by_round


def test_elimination_can_stop_at_once_though_pleading_is_an_equilibrium():
    costs_and_values = zip((9, 5, 5), (6, 5, 5), strict=True)
    defendants = [
        pg.Defendant(f"D{i}", offer=1, sentence=10, trial_value=value, prosecution_cost=cost)
        for i, (value, cost) in enumerate(costs_and_values)
    ]
    game = pg.Docket(defendants, budget=10, trials="most valuable")
    found = pg.sequences.elimination(game)
    assert found.verdict == "stops at once; not eliminated: D0, D1, D2"
    for i in range(3):
        alone = tuple(j == i for j in range(3))
        assert game.payoffs(alone)[i] < game.payoffs((False,) * 3)[i]


@pytest.mark.parametrize(("n", "k"), [(1, 1), (5, 2), (6, 3), (7, 3), (12, 5)])
def test_announced_order_takes_n_over_k_rounds(n, k):
    who = [pg.Defendant(f"D{i}", offer="9.9", sentence=10) for i in range(n)]
    found = pg.sequences.elimination(pg.Docket(who, capacity=k, trials="announced order"))
    assert found.everyone_pleads
    assert found.rounds == -(-n // k)
    assert [step.defendant for step in found.steps] == [d.name for d in who]
    level = pg.behaviour.level_k(pg.PleaGame(defendants=n, capacity=k, offer="9.9", sentence=10))
    assert level.pleaders == tuple(min(n, step * k) for step in range(-(-n // k) + 1))


def test_levels_of_reasoning_keep_to_ties_exactly():
    game = pg.PleaGame(defendants=5, capacity=2, offer=10, sentence=10)
    assert pg.behaviour.level_k(game).pleaders == (0, 2, 4, 5)  # a tie pleads
    for offer in ("10.0000000000001", "1e308"):
        assert set(pg.behaviour.level_k(game.with_parameters(offer=offer)).pleaders) == {0}
    barely = pg.behaviour.level_k(game.with_parameters(offer="1e-14"), levels=1)
    assert barely.pleaders == (0, 2)  # those who are not tried still have something to lose
    huge = pg.PleaGame(defendants=5, capacity=2, offer="1e308", sentence="1e-300")
    unthinking = pg.behaviour.cognitive_hierarchy(huge, mean=1.5)
    assert set(unthinking.pleaders) == {0}
    assert "Over all levels 0.00% plead." in str(unthinking)


def eliminate_profile_by_profile(game, capacity, *, by_lot):
    """Rounds of names who do no better by holding out, whoever of those still in does so too."""
    listed = [who.values for who in game.defendants]

    def holding_out_pays(i, others):
        out = sorted({i, *others})
        tried = oracles.trial_probability(capacity, len(out)) if by_lot else out.index(i) < capacity
        own = listed[i]
        trial = own["sentence"] * own["conviction"] + own["process_cost"]
        cost = as_fraction(trial) * tried + as_fraction(own["dismissal_cost"]) * (1 - tried)
        return -cost > -as_fraction(own["offer"])

    return eliminate_whoever(game, lambda i, others: not holding_out_pays(i, others))


@cache
def symbolic_docket(n, trials, capacity):
    """One in symbols, and the cases of its elimination."""
    docket = pg.Docket.symbolic(n, trials=trials, capacity=capacity)
    return docket, tuple(pg.sequences.elimination_cases(docket))


@settings(max_examples=200)
@given(st.data())
def test_cases_are_what_brute_force_finds(data):
    n = data.draw(st.integers(1, 3))
    trials = data.draw(st.sampled_from(["lottery", "announced order"]))
    capacity = data.draw(st.integers(0, n + 1))
    symbolic, cases = symbolic_docket(n, trials, capacity)
    third = st.integers(0, 9).map(lambda value: Rational(value, 3))
    values = {symbol: data.draw(third, label=str(symbol)) for symbol in
              sorted(symbolic.free_symbols, key=str)}  # fmt: skip
    try:
        numeric = pg.Docket(
            [
                pg.Defendant(
                    who.name,
                    **{
                        name: who.values[name].xreplace(values) if name != "conviction" else
                        min(who.values[name].xreplace(values), Rational(1))
                        for name in ("offer", "sentence", "conviction", "process_cost",
                                     "dismissal_cost")
                    },
                )
                for who in symbolic.defendants
            ],
            capacity=capacity,
            trials=trials,
        )  # fmt: skip
    except pg.ParameterError:
        assume(False)
    values = {
        symbol: min(value, Rational(1)) if str(symbol).startswith("p") else value
        for symbol, value in values.items()
    }
    holding = [case for case in cases if case.condition.xreplace(values)]
    assert len(holding) == 1
    expected = eliminate_profile_by_profile(numeric, capacity, by_lot=trials == "lottery")
    assert (
        as_rounds(holding[0].elimination)
        == as_rounds(pg.sequences.elimination(numeric))
        == expected
    )


def test_symbolic_inequalities():
    (case, *_) = pg.sequences.elimination_cases(pg.Docket.symbolic(2, capacity=1))
    _s, _t, _d = symbols("s_1 T_1 d_1")
    inequality = case.elimination.steps[0].inequality
    names = {symbol.name for symbol in inequality.free_symbols}
    assert names == {"s_1", "T_1", "d_1"}
    at = {symbol: {"s_1": 4, "T_1": 7, "d_1": 1}[symbol.name] for symbol in inequality.free_symbols}
    assert inequality.subs(at) == True  # noqa: E712
    assert str(case.elimination.verdict) == "everyone pleads after 1 round"


def pure_equilibria(game):
    payoff = {profile: game.payoffs(profile) for profile in game.profiles()}
    return [
        profile for profile in payoff
        if all(
            payoff[profile][i] >= payoff[(*profile[:i], not profile[i], *profile[i + 1 :])][i]
            for i in range(len(game))
        )
    ]  # fmt: skip


def test_unique_offers_for_three_and_one():
    t = 6
    who = [pg.Defendant(f"D{i}", offer=1, sentence=t) for i in range(3)]
    game = pg.Docket(who, capacity=1)
    found = pg.sequences.unique_offers(game)
    assert found.offers == (t / Rational(3), t / Rational(2), t)
    assert found.mean == Rational(11, 18) * t
    assert len(pure_equilibria(game.with_offers(found.offers))) == 4
    below = [offer - Rational(1, 1000) for offer in found.offers]
    assert pure_equilibria(game.with_offers(below)) == [(False,) * 3]
    raised = [found.offers[0] + Rational(1, 1000), *below[1:]]
    assert len(pure_equilibria(game.with_offers(raised))) == 2


def test_unique_offers_with_symbols():
    t = symbols("T", positive=True)
    who = [pg.Defendant(f"D{i}", offer=1, sentence=t) for i in range(3)]
    found = pg.sequences.unique_offers(pg.Docket(who, capacity=1))
    assert found.offers == (t / 3, t / 2, t)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=4),
    st.integers(0, 4),
)
def test_unique_offers_of_different_defendants_cannot_be_beaten(kinds, capacity):
    """Every assignment of ranks is tried; just below, pleading is the only pure equilibrium."""
    who = [
        pg.Defendant(f"D{i}", offer=1, sentence=stake + waiting, dismissal_cost=waiting)
        for i, (stake, waiting) in enumerate(kinds)
    ]
    game = pg.Docket(who, capacity=capacity)
    found = pg.sequences.unique_offers(game)
    n = len(who)
    chances = [oracles.trial_probability(capacity, m) for m in range(1, n + 1)]
    waiting_in_all = sum(waiting for _, waiting in kinds)
    best = max(
        sum(chance * kinds[i][0] for i, chance in zip(order, chances, strict=True))
        for order in product(range(n), repeat=n)
        if len(set(order)) == n
    )
    assert found.total == waiting_in_all + Rational(best.numerator, best.denominator)
    of = dict(zip(found.order, found.offers, strict=True))
    below = [max(of[d.name] - Rational(1, 10**6), Rational(0)) for d in who]
    reached = pure_equilibria(game.with_offers(below))
    if all(of[d.name] > 0 for d in who):
        assert reached == [(False,) * n]


def test_unique_offers_within_a_budget_say_that_they_may_not_be_all():
    who = [pg.Defendant(f"D{i}", offer=1, sentence=10, trial_value=v, prosecution_cost=a)
           for i, (v, a) in enumerate(((9, 6), (5, 5), (5, 5)))]  # fmt: skip
    game = pg.Docket(who, budget=10, trials="most valuable")
    found = pg.sequences.unique_offers(game)
    assert not found.is_exact
    assert found.total == 20  # one goes for nothing, and then the other two can be tried
    below = {name: offer - Rational(1, 100) for name, offer in zip(found.order, found.offers)}  # noqa: B905
    offers = [max(below[d.name], Rational(0)) for d in who]
    assert pg.sequences.elimination(game.with_offers(offers)).everyone_pleads


def what_nashpy_finds(game, degenerate):
    """Equilibria as points; degenerate games make nashpy warn, return None or fail."""
    nash = pg.to_nashpy(game)
    algorithms = [nash.support_enumeration, nash.vertex_enumeration]
    algorithms += [lambda label=label: [nash.lemke_howson(label)] for label in range(4)]
    found = []
    for algorithm in algorithms:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found += algorithm()
            except TypeError:
                assert degenerate
    usable = [
        (row, column)
        for row, column in found
        if row is not None and column is not None and len(row) == len(column) == 2
    ]
    return {(row[1], column[1]) for row, column in usable if np.isfinite([*row, *column]).all()}


@pytest.mark.parametrize("trials", ["lottery", "announced order"])
@pytest.mark.parametrize("capacity", [0, 1, 2])
def test_games_of_two_agree_with_nashpy(trials, capacity):
    symbolic = pg.Docket.symbolic(2, trials=trials, capacity=capacity)
    for first, second in product((0, 2, 5, 7, 10, 12), repeat=2):
        who = [
            pg.Defendant("D1", offer=first, sentence=10, dismissal_cost=2),
            pg.Defendant("D2", offer=second, sentence=10),
        ]
        game = pg.Docket(who, capacity=capacity, trials=trials)
        boxes = pg.heterogeneous.two_defendant_equilibria(game).components
        in_symbols = zip(game.payoff_matrices(), symbolic.payoff_matrices(), strict=True)
        values = {"s_1": first, "s_2": second, "J_1": 10, "J_2": 10, "p_1": 1, "p_2": 1,
                  "c_1": 0, "c_2": 0, "d_1": 2, "d_2": 0}  # fmt: skip
        at = {symbol: values[symbol.name] for symbol in symbolic.free_symbols}
        assert all(numeric == formula.subs(at) for numeric, formula in in_symbols)
        degenerate = not all(box.is_point for box in boxes)
        points = what_nashpy_finds(game, degenerate)
        assert points
        for x, y in points:
            assert any(
                box.first[0] - 1e-9 <= x <= box.first[1] + 1e-9
                and box.second[0] - 1e-9 <= y <= box.second[1] + 1e-9
                for box in boxes
            ), (first, second, x, y)
        if not degenerate:
            ours = {(float(box.first[0]), float(box.second[0])) for box in boxes}
            assert all(any(np.allclose(p, q) for q in points) for p in ours)


@settings(max_examples=300)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.integers(0, 2))
def test_games_of_two_have_no_other_equilibria(numbers, capacity):
    first, second, waiting, more = numbers
    who = [pg.Defendant("D1", offer=first, sentence=4, dismissal_cost=waiting * Fraction(1, 2)),
           pg.Defendant("D2", offer=second, sentence=4 + more)]  # fmt: skip
    game = pg.Docket(who, capacity=capacity)
    boxes = pg.heterogeneous.two_defendant_equilibria(game).components
    one, other = game.payoff_matrices()
    grid = [Rational(i, 12) for i in range(13)]
    for x, y in product(grid, repeat=2):
        gain = (one[1, 0] - one[0, 0]) * (1 - y) + (one[1, 1] - one[0, 1]) * y
        gain_of_other = (other[0, 1] - other[0, 0]) * (1 - x) + (other[1, 1] - other[1, 0]) * x
        is_equilibrium = all(
            (g <= 0 or z == 1) and (g >= 0 or z == 0) for g, z in ((gain, x), (gain_of_other, y))
        )
        listed = any(
            box.first[0] <= x <= box.first[1] and box.second[0] <= y <= box.second[1]
            for box in boxes
        )
        assert listed == is_equilibrium


def test_symbolic_matrices_and_normal_form():
    game = pg.Docket.symbolic(2, capacity=1)
    first, second = game.payoff_matrices()
    assert str(first[0, 0]) == "-s_1"
    assert {str(symbol) for symbol in second[1, 1].free_symbols} == {"J_2", "p_2", "c_2", "d_2"}
    assert r"\begin{array}" in game._repr_latex_()
    three = pg.Docket.symbolic(3, trials="announced order")
    assert len(three.normal_form().rows) == 8
    assert r"\text{hold out}" in three._repr_latex_()
    assert "D3" in str(three.normal_form())


BAD = {
    "no defendants": ({"defendants": [], "capacity": 1}, "must name at least one"),
    "the same name": (
        {"defendants": [pg.Defendant("A", offer=1, sentence=2)] * 2, "capacity": 1},
        "must have different names"),
    "capacity and budget": (
        {"defendants": [pg.Defendant("A", offer=1, sentence=2)], "capacity": 1, "budget": 1},
        "must be given one of them"),
    "lottery with a budget": (
        {"defendants": [pg.Defendant("A", offer=1, sentence=2)], "budget": 1}, "not defined"),
    "unknown selection": (
        {"defendants": [pg.Defendant("A", offer=1, sentence=2)], "capacity": 1, "trials": "dice"},
        "must be one of"),
    "half a trial": (
        {"defendants": [pg.Defendant("A", offer=1, sentence=2)], "capacity": "1/2"},
        "must be a whole number"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_dockets(case):
    given_, message = BAD[case]
    with pytest.raises(pg.ParameterError, match=message):
        pg.Docket(**given_)


def test_what_is_no_game_of_named_defendants_is_refused():
    plain = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
    calls = (pg.sequences.elimination, pg.sequences.elimination_cases, pg.sequences.unique_offers, pg.to_nashpy,
             pg.heterogeneous.two_defendant_equilibria)  # fmt: skip
    for call in calls:
        with pytest.raises(pg.ParameterError, match="must be a Docket"):
            call(plain)
    who = pg.Defendant("A", offer=1, sentence=2)
    game = pg.Docket([who], capacity=1)
    with pytest.raises(pg.ParameterError, match="True or False for each"):
        game.payoffs((True, False))
    with pytest.raises(pg.ParameterError, match="True or False for each"):
        game.payoffs(("hold out",))
    with pytest.raises(pg.ParameterError, match="True or False for each"):
        game.payoffs((2,))
    with pytest.raises(pg.ParameterError, match="one for each"):
        game.with_offers([1, 2])
    with pytest.raises(pg.ParameterError, match="must be Defendants"):
        pg.Docket(["A"], capacity=1)
    with pytest.raises(pg.ParameterError, match="name = 1: must be text"):
        pg.Defendant(1, offer=1, sentence=2)


def test_large_announced_orders():
    who = [pg.Defendant(f"D{i}", offer=9, sentence=10) for i in range(300)]
    game = pg.Docket(who, capacity=7, trials="announced order")
    assert pg.sequences.elimination(game).rounds == 43
    assert set(pg.sequences.unique_offers(game).offers) == {10}
    with pytest.raises(pg.ParameterError, match="at most 300 named"):
        pg.sequences.elimination(
            pg.Docket([*who, pg.Defendant("E", offer=1, sentence=2)], capacity=1)
        )
    costs = [
        pg.Defendant(f"D{i}", offer=9, sentence=10, prosecution_cost=1 + i % 3) for i in range(40)
    ]
    dear = pg.Docket(costs, budget=20, trials="most valuable")
    with pytest.raises(pg.ParameterError, match="at most 15"):
        dear.payoffs((True,) * 40)
    with pytest.raises(pg.ParameterError, match="at most 9 where trials cost"):
        pg.sequences.unique_offers(dear)


def test_cases_of_shared_symbols_are_possible():
    y = symbols("y", positive=True)
    who = [pg.Defendant("A", offer=y, sentence=1), pg.Defendant("B", offer=2 * y, sentence=1)]
    cases = pg.sequences.elimination_cases(pg.Docket(who, capacity=1))
    assert all(case.condition.simplify() != False for case in cases)  # noqa: E712
    assert len(cases) >= 3


def test_names_are_escaped_in_latex():
    who = [pg.Defendant("A&B 50%", offer=1, sentence=2), pg.Defendant("C", offer=1, sentence=2)]
    latex = pg.Docket(who, capacity=1)._repr_latex_()
    assert r"A\&B 50\%" in latex
    many = [pg.Defendant(f"D{i}", offer=1, sentence=2) for i in range(16)]
    assert pg.Docket(many, capacity=1)._repr_latex_() is None


def test_bad_defendants():
    with pytest.raises(pg.ParameterError) as caught:
        pg.Defendant("Ann", offer=-1, sentence=2, conviction=3, prosecution_cost="x")
    assert [fault.parameter for fault in caught.value.faults] == [
        "Ann: offer", "Ann: conviction", "Ann: prosecution_cost"]  # fmt: skip
    with pytest.raises(pg.ParameterError, match="no threat"):
        pg.Defendant("Ann", offer=1, sentence=2, dismissal_cost=3)
    symbolic = pg.Defendant("Ann", offer=1, sentence=10, trial_value=symbols("V"))
    with pytest.raises(pg.ParameterError, match="Ann: trial_value"):
        pg.Docket([symbolic], capacity=1, trials="most valuable")


def test_too_many_for_an_explicit_list_names_the_limit_and_the_alternative():
    who = [pg.Defendant(f"D{i}", offer=1, sentence=10) for i in range(20)]
    game = pg.Docket(who, capacity=3)
    with pytest.raises(pg.ParameterError, match=r"at most 15.*PleaGame"):
        list(game.profiles())
    with pytest.raises(pg.ParameterError, match=r"at most 10.*adaptive_offers"):
        pg.sequences.game_tree(game)
    assert pg.sequences.elimination(game).rounds == 1  # a lottery needs no list


def test_equal_costs_need_no_search_through_subsets():
    who = [pg.Defendant(f"D{i}", offer=1, sentence=10 + i) for i in range(40)]
    game = pg.Docket(who, capacity=2, trials="most valuable")
    assert game.trial_probabilities((True,) * 40) == (0,) * 38 + (1, 1)


def test_the_formula_of_three_has_a_column_for_each_action_and_each_payoff():
    who = [pg.Defendant(name, offer=1, sentence=9) for name in "ABC"]
    formula = pg.Docket(who, capacity=1)._repr_latex_()
    assert r"\begin{array}{ccc|ccc}" in formula
    assert r"\text{A} & \text{B} & \text{C} & u_{1} & u_{2} & u_{3} \\ \hline" in formula
    assert r"\text{plead} & \text{plead} & \text{plead} & -1 & -1 & -1 \\" in formula
    assert r"\text{hold out} & \text{hold out} & \text{hold out} & -3 & -3 & -3" in formula


def test_among_equal_stakes_the_order_given_is_kept():
    stakes = {"A": 9, "B": 12, "C": 9, "D": 12}
    who = [pg.Defendant(name, offer=1, sentence=years) for name, years in stakes.items()]
    assert pg.sequences.unique_offers(pg.Docket(who, capacity=1)).order == ("A", "C", "B", "D")


def test_the_matrix_in_latex_has_both_payoffs_in_each_cell():
    who = [pg.Defendant("A", offer=4, sentence=10), pg.Defendant("B", offer=5, sentence=8)]
    latex = pg.Docket(who, capacity=1)._repr_latex_()
    assert r"\text{A: plead} & -4,\ -5 & -4,\ -8 \\" in latex
    assert r"\text{A: hold out} & -10,\ -5 & -5,\ -4 \end{array}" in latex


@pytest.mark.parametrize("trials", ["announced order", "most valuable"])
@pytest.mark.parametrize("affordable", [0, 1, 2, 5])
def test_one_trial_in_order_makes_everyone_plead(trials, affordable):
    """The first in line is tried for sure, and once she pleads the next one is."""
    who = [
        pg.Defendant(f"D{i}", offer=1, sentence=10, dismissal_cost=2, prosecution_cost=3)
        for i in range(4)
    ]
    dockets = [pg.Docket(who, capacity=affordable, trials=trials),
               pg.Docket(who, budget=3 * affordable + 2, trials=trials)]  # fmt: skip
    for docket in dockets:
        found = pg.sequences.unique_offers(docket)
        assert found.is_exact
        assert set(found.offers) == {10 if affordable else 2}
        below = [offer - Rational(1, 1000) for offer in found.offers]
        assert pure_equilibria(docket.with_offers(below)) == [(False,) * 4]


def test_the_ends_of_a_continuum_are_printed():
    who = [pg.Defendant("A", offer=5, sentence=10), pg.Defendant("B", offer=6, sentence=10)]
    found = pg.heterogeneous.two_defendant_equilibria(pg.Docket(who, capacity=1))
    spans = [span for box in found.components for span in (box.first, box.second)]
    shown = [cell for row in found.table().rows for cell in row[:2]]
    for (low, high), text in zip(spans, shown, strict=True):
        assert text == (f"{low}" if low == high else f"{low} to {high}")
    assert any(low < high for low, high in spans)


@pytest.mark.parametrize("limit", [{"capacity": 1}, {"budget": 1}])
def test_an_announced_order_does_not_ask_whose_trial_is_worth_most(limit):
    who = [
        pg.Defendant(f"D{value}", offer=3, sentence=9, trial_value=value, prosecution_cost=1)
        for value in (1, 9)
    ]
    game = pg.Docket(who, trials="announced order", **limit)
    assert game.trial_probabilities((True, True)) == (1, 0)
    dearest = pg.Docket(who, trials="most valuable", **limit)
    assert dearest.trial_probabilities((True, True)) == (0, 1)
