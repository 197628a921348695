"""What must not matter: the unit of years, a shift of all payoffs, who is called what."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st

import plea_games as pg
from plea_games.games.gains import trial_chances
from plea_games.games.lottery_form import has_lottery_form
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.terms import TERMS
from plea_games.solvers.gain_thresholds import NAMES
from plea_games.sweeps.outputs import CHOICES
from plea_games.sweeps.plan import stated_parameters
from tests.strategies import fractions

from .strategies import gain_vectors, lottery_parameters, nearly_tied_parameters
from .test_terms import KINDS

scales = fractions(Fraction(1, 9), 9, 9)
shifts = fractions(0, 5, 7)
YEARS = ("offer", "sentence", "process_cost", "dismissal_cost")
PAID = {form.name for form in CLOSED_FORMS if form.unit == "years"}


def in_other_units(parameters, scale):
    return {**parameters, **{name: scale * parameters[name] for name in YEARS}}


def shifted(parameters, shift):
    """Every payoff lower by so many years: that of pleading, of a trial and of none."""
    moved = ("offer", "process_cost", "dismissal_cost")
    return {**parameters, **{name: parameters[name] + shift for name in moved}}


def listed(found):
    """All of an equilibrium set that has no unit."""
    return [
        (e.kind, e.hold_out_probability, e.holdouts, e.holdouts_to, e.stable, e.strict, e.enclosure)
        for e in found
    ]


@settings(max_examples=60)
@given(lottery_parameters(), scales, shifts)
def test_scale_and_shift_leave_equilibria_and_thresholds(parameters, scale, shift):
    game = pg.PleaGame(**parameters)
    found, same = pg.thresholds(game), pg.equilibria(game)
    scaled = pg.PleaGame(**in_other_units(parameters, scale))
    moved = pg.PleaGame(**shifted(parameters, shift))
    assert listed(pg.equilibria(scaled)) == listed(pg.equilibria(moved)) == listed(same)
    for form in CLOSED_FORMS:
        here = getattr(found, form.name)
        factor = float(scale) if form.name in PAID and here is not None else None
        expected = here if factor is None else pytest.approx(factor * here, rel=1e-14)
        assert getattr(pg.thresholds(scaled), form.name) == expected, form.name
        if form.name != "trial_cost_resilience":  # a factor on T alone, which the shift is in
            assert getattr(pg.thresholds(moved), form.name) == here, form.name


@settings(max_examples=80)
@given(gain_vectors, scales, st.floats(0.01, 0.99))
def test_scale_leaves_certificates_and_the_rest(gain, scale, x):
    game = pg.AnonymousGame(gain=gain)
    scaled = pg.AnonymousGame(gain=[scale * value for value in gain])
    at, again = pg.certificate(game, x), pg.certificate(scaled, x)
    assert (at.holds, at.enclosure, at.unique) == (again.holds, again.enclosure, again.unique)
    assert again.regret_bound == pytest.approx(float(scale) * at.regret_bound, rel=1e-9, abs=1e-25)
    assert pg.potential(game).maximizers == pg.potential(scaled).maximizers
    slower = pg.behaviour.logit_revision(scaled, precision=1 / scale).probabilities
    assert slower == pytest.approx(
        pg.behaviour.logit_revision(game, precision=1).probabilities, rel=1e-12
    )
    if len(gain) == 1:
        return
    one, other = (
        pg.behaviour.fixation(game, intensity=1),
        pg.behaviour.fixation(scaled, intensity=1 / scale),
    )
    assert one.probability == pytest.approx(other.probability, rel=1e-12)


@settings(max_examples=60)
@given(lottery_parameters(), st.sets(st.sampled_from(TERMS), max_size=3), st.data())
def test_one_more_hold_out_never_raises_the_chance_of_trial(parameters, kinds, data):
    parameters["defendants"] = max(parameters["defendants"], 5)
    terms = [data.draw(KINDS[kind]) for kind in kinds]
    chances = trial_chances(pg.PleaGame(**parameters).with_terms(*terms))
    assert list(chances) == sorted(chances, reverse=True)


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 9), min_size=2, max_size=6),
    st.integers(0, 5),
    st.sampled_from(["lottery", "announced order", "most valuable"]),
)
def test_nobody_is_more_likely_tried_where_others_join(values, capacity, trials):
    """While trials cost the same; with a budget and unequal costs joining can bring one trial."""
    who = [pg.Defendant(f"D{i}", offer=1, sentence=10, trial_value=v) for i, v in enumerate(values)]
    game = pg.Docket(who, capacity=capacity, trials=trials)
    for profile in game.profiles():
        tried = game.trial_probabilities(profile)
        for joins in (i for i, out in enumerate(profile) if not out):
            more = game.trial_probabilities((*profile[:joins], True, *profile[joins + 1 :]))
            assert all(more[i] <= tried[i] for i, out in enumerate(profile) if out)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(4, 12)), min_size=2, max_size=5),
    st.integers(0, 4),
    st.data(),
)
def test_names_and_their_order_do_not_matter_where_trials_go_by_lot(cases, capacity, data):
    who = [pg.Defendant(f"D{i}", offer=s, sentence=t) for i, (s, t) in enumerate(cases)]
    order = data.draw(st.permutations(range(len(who))))
    game = pg.Docket(who, capacity=capacity)
    other = pg.Docket([who[i] for i in order], capacity=capacity)
    one, same = pg.sequences.elimination(game), pg.sequences.elimination(other)
    assert {(s.round, s.defendant) for s in one.steps} == {
        (s.round, s.defendant) for s in same.steps
    }
    assert set(one.remaining) == set(same.remaining)
    assert pg.sequences.unique_offers(game).total == pg.sequences.unique_offers(other).total
    assert pg.payments.funding_order(game).total == pg.payments.funding_order(other).total
    dropped = pg.organizing.cheapest_dismissals(game), pg.organizing.cheapest_dismissals(other)
    assert dropped[0].total == dropped[1].total
    assert len(pg.organizing.least_office(game) or ()) == len(
        pg.organizing.least_office(other) or ()
    )
    ratios = [Fraction(s, t) for s, t in cases]
    crowds = [
        pg.HeterogeneousGame(offer_ratios=listed, capacity=capacity)
        for listed in (ratios, [ratios[i] for i in order])
    ]
    assert pg.heterogeneous.pure_equilibria(crowds[0]) == pg.heterogeneous.pure_equilibria(
        crowds[1]
    )
    assert (
        pg.heterogeneous.least_seed(crowds[0]).size == pg.heterogeneous.least_seed(crowds[1]).size
    )
    pair = pg.Docket(who[:2], capacity=capacity)
    turned = pg.Docket(who[1::-1], capacity=capacity)
    boxes = {
        (b.first, b.second) for b in pg.heterogeneous.two_defendant_equilibria(pair).components
    }
    assert boxes == {
        (b.second, b.first) for b in pg.heterogeneous.two_defendant_equilibria(turned).components
    }


@settings(max_examples=40)
@given(st.integers(2, 12), st.floats(0.1, 0.7), st.integers(0, 10**6))
def test_cascades_do_not_depend_on_numbers_of_people(count, density, seed):
    draw = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(count, density, seed=seed)
    needed, place = draw.integers(0, 4, count), draw.permutation(count)
    moved = nx.relabel_nodes(graph, dict(enumerate(place.tolist())))
    ties = nx.to_scipy_sparse_array(moved, nodelist=range(count))
    again = np.empty(count, dtype=int)
    again[place] = needed
    games = pg.NetworkGame(ties=graph, needed=needed), pg.NetworkGame(ties=ties, needed=again)
    committed = draw.choice(count, count // 3, replace=False)
    for verb in (pg.networks.cascade, pg.networks.retreat):
        one, other = verb(games[0], committed=committed), verb(games[1], committed=place[committed])
        assert (one.holds_out == other.holds_out[place]).all()
        assert one.by_round == other.by_round
    bounds = [pg.networks.seed_bounds(game) for game in games]
    assume(bounds[0].exact and bounds[1].exact)
    assert bounds[0].upper == bounds[1].upper


def assert_swept_as_alone(game, name):
    """Every threshold, from an axis of the value that one parameter of the game has."""
    value = float(stated_parameters(game)[name])
    try:
        alone = pg.thresholds(game.with_parameters(**{name: value}))
    except pg.ParameterError:  # no game: what a count is rounded to, or a fraction cut to a double
        alone = None
    outputs = NAMES if not has_lottery_form(game.payoffs) else [form.name for form in CLOSED_FORMS]
    point = pg.sweep(game, {name: [value]}, outputs).isel({name: 0})
    for output in outputs:
        found = getattr(alone, output, None)
        expected = np.nan if found is None else float(CHOICES.get(found, found))
        digits = 2e-14 if output == "mixed_probability" else 1e-15
        assert float(point[output]) == pytest.approx(expected, rel=digits, abs=0, nan_ok=True), (
            output, name, game)  # fmt: skip


@settings(max_examples=40)
@given(lottery_parameters(), st.sets(st.sampled_from(TERMS), max_size=2), st.data())
def test_a_sweep_of_one_point_is_the_single_call(parameters, kinds, data):
    parameters["defendants"] = max(parameters["defendants"], 5)
    game = pg.PleaGame(**parameters).with_terms(*(data.draw(KINDS[kind]) for kind in kinds))
    assert_swept_as_alone(game, data.draw(st.sampled_from(sorted(stated_parameters(game)))))


@settings(max_examples=100)
@given(
    nearly_tied_parameters(),
    st.sampled_from(["offer", "sentence", "process_cost", "dismissal_cost", "capacity"]),
)
def test_a_sweep_keeps_its_digits_where_little_is_left_of_a_difference(parameters, name):
    assert_swept_as_alone(pg.PleaGame(**parameters), name)


@settings(max_examples=60)
@given(lottery_parameters(most_defendants=1))
def test_one_defendant_decides_alone(parameters):
    game = pg.PleaGame(**parameters)
    tried = min(1, parameters["capacity"])
    stake = parameters["sentence"] * parameters["conviction"] + parameters["process_cost"]
    waits = parameters["dismissal_cost"]
    gain = parameters["offer"] - waits - tried * (stake - waits)
    found = pg.thresholds(game)
    assert found.risk_dominant == ("hold out" if gain > 0 else "plead" if gain < 0 else "tie")
    assert found.tipping_holdouts == (1 if gain >= 0 else None)
    kinds = {e.kind for e in pg.equilibria(game)}
    assert ("all hold out" in kinds, "all plead" in kinds) == (gain >= 0, gain <= 0)
    assert pg.heterogeneous.extremal_equilibria(
        pg.HeterogeneousGame(
            offer_ratios=[pg.lottery_form(game).price_ratio], capacity=parameters["capacity"]
        )
    ) == pg.heterogeneous.Extremes(least=int(gain > 0 or (gain == 0 and "all plead" not in kinds)),
                     greatest=int(gain >= 0))  # fmt: skip
