"""Cascades on graphs against naive play, all fixed points, and the lottery game."""

import csv
import io
import json
from itertools import combinations, product
from math import ceil

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from scipy.sparse import csr_array, lil_array
from scipy.stats import norm

import plea_games as pg
from plea_games.dynamics.networks import seed_bounds as bounding
from plea_games.dynamics.networks.hitting_sets import HittingSets
from plea_games.dynamics.networks.reach import by_acquaintance
from plea_games.errors import PrecisionError
from plea_games.solvers.integer_program import integer_program
from tests import strategies


@st.composite
def graphs_with_thresholds(draw, most=7):
    n = draw(st.integers(1, most))
    graph = nx.empty_graph(n)
    pairs = list(combinations(range(n), 2))
    graph.add_edges_from(pair for pair in pairs if draw(st.booleans()))
    return graph, draw(st.lists(st.integers(-1, n), min_size=n, max_size=n))


def content(graph, needed, profile, committed=()):
    """Whether each holds out exactly if she is committed or enough of her ties hold out."""
    return all(
        profile[v] == (v in committed or sum(profile[u] for u in graph[v]) >= needed[v])
        for v in graph
    )


def naive(graph, needed, committed):
    """Everyone looks around at once, round after round."""
    holding, sizes = set(), []
    joined = {v for v in graph if v in committed or needed[v] <= 0}
    while joined or not sizes:
        holding |= joined
        sizes.append(len(holding))
        joined = {
            v for v in graph
            if v not in holding and sum(u in holding for u in graph[v]) >= needed[v]
        }  # fmt: skip
    return holding, tuple(sizes)


@settings(max_examples=300)
@given(graphs_with_thresholds(), st.data())
def test_extremes_are_the_least_and_the_greatest_of_all_fixed_points(case, data):
    graph, needed = case
    committed = data.draw(st.sets(st.sampled_from(sorted(graph))))
    game = pg.NetworkGame(ties=graph, needed=needed)
    fixed = [
        np.array(profile)
        for profile in product((False, True), repeat=len(graph))
        if content(graph, needed, profile, committed)
    ]
    up = pg.networks.cascade(game, committed=committed)
    down = pg.networks.retreat(game, committed=committed)
    for found in (up, down):
        assert any((found.holds_out == profile).all() for profile in fixed)
        assert found.holdouts == found.holds_out.sum()
    for profile in fixed:
        assert (up.holds_out <= profile).all()
        assert (profile <= down.holds_out).all()
    holding, sizes = naive(graph, needed, committed)
    assert set(np.flatnonzero(up.holds_out)) == holding
    assert up.by_round == sizes
    assert [np.sum((up.changed_in >= 0) & (up.changed_in <= r)) for r in range(len(sizes))] == list(
        sizes
    )


@pytest.mark.parametrize("seed", range(20))
def test_large_graphs_against_naive_play(seed):
    """Sizes at which both ways of counting ties, one by one and all at once, occur."""
    draw = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(400, draw.uniform(0.005, 0.04), seed=seed)
    needed = draw.integers(1, 4, 400)
    committed = draw.choice(400, draw.integers(1, 60), replace=False)
    found = pg.networks.cascade(pg.NetworkGame(ties=graph, needed=needed), committed=committed)
    holding, sizes = naive(graph, needed, set(committed.tolist()))
    assert set(np.flatnonzero(found.holds_out)) == holding
    assert found.by_round == sizes


@settings(max_examples=80)
@given(graphs_with_thresholds(), st.data())
def test_more_committed_reach_more(case, data):
    graph, needed = case
    game = pg.NetworkGame(ties=graph, needed=needed)
    more = data.draw(st.sets(st.sampled_from(sorted(graph))))
    fewer = data.draw(st.sets(st.sampled_from(sorted(more)))) if more else set()
    assert (
        pg.networks.cascade(game, committed=fewer).holds_out
        <= pg.networks.cascade(game, committed=more).holds_out
    ).all()


@settings(max_examples=120)
@given(strategies.lottery_parameters(), st.integers(0, 8))
def test_the_complete_graph_is_the_lottery_game(parameters, seed):
    game = pg.PleaGame(**parameters)
    n = int(game.defendants)
    seed = min(seed, n)
    ratio = pg.lottery_form(game).price_ratio
    lottery = pg.HeterogeneousGame(offer_ratios=[ratio] * n, capacity=int(game.capacity))
    network = pg.NetworkGame.of_lottery(game, ties=nx.complete_graph(n))
    assert (
        pg.networks.retreat(network).holdouts
        == pg.heterogeneous.extremal_equilibria(lottery).greatest
    )
    bounds = pg.networks.seed_bounds(network)
    assert bounds.lower == bounds.upper == pg.heterogeneous.least_seed(lottery).size
    tipping = pg.thresholds(game).tipping_holdouts
    if tipping is not None and n > 1:
        assert (network.needed == tipping - 1).all()
        followers = n if seed >= tipping - 1 else seed
        assert pg.networks.cascade(network, committed=range(seed)).holdouts == followers


@settings(max_examples=80)
@given(st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_the_complete_graph_is_the_game_of_thresholds(thresholds):
    everyone = pg.HeterogeneousGame.of_thresholds(thresholds)
    network = pg.NetworkGame(
        ties=nx.complete_graph(len(thresholds)), needed=[t - 1 for t in thresholds]
    )
    extremes = pg.heterogeneous.extremal_equilibria(everyone)
    assert pg.networks.cascade(network).holdouts == extremes.least
    assert pg.networks.retreat(network).holdouts == extremes.greatest
    bounds = pg.networks.seed_bounds(network)
    assert bounds.lower <= pg.heterogeneous.least_seed(everyone).size <= bounds.upper
    assert pg.networks.cascade(
        network, committed=pg.heterogeneous.least_seed(everyone).members
    ).holdouts == len(thresholds)


@settings(max_examples=150)
@given(graphs_with_thresholds())
def test_seed_bounds_against_brute_force(case):
    graph, needed = case
    game = pg.NetworkGame(ties=graph, needed=needed)
    n = len(graph)
    least = next(
        size for size in range(n + 1)
        if any(len(naive(graph, needed, seed)[0]) == n for seed in combinations(range(n), size))
    )  # fmt: skip
    found = pg.networks.seed_bounds(game)
    assert found.exact
    assert found.lower == found.upper == len(found.members) == least
    assert pg.networks.cascade(game, committed=found.members).holdouts == n
    hurried = pg.networks.seed_bounds(game, seconds=0)
    assert hurried.lower <= least <= hurried.upper == len(hurried.members)
    assert pg.networks.cascade(game, committed=hurried.members).holdouts == n


@pytest.mark.parametrize("seed", range(60))
def test_fewest_hits_against_all_choices(seed):
    draw = np.random.default_rng(seed)
    people = int(draw.integers(1, 9))
    sets = [int(draw.integers(1, 2**people)) for _ in range(int(draw.integers(1, 12)))]
    least = next(
        size for size in range(people + 1)
        for chosen in combinations(range(people), size)
        if all(each & sum(1 << v for v in chosen) for each in sets)
    )  # fmt: skip
    for most in range(people + 1):
        assert HittingSets(sets, branches=10**6).can_be_hit(most) == (most >= least)
        assert HittingSets(sets, branches=0).can_be_hit(most) is None


def test_a_seed_is_called_proved_only_where_an_exact_search_shows_it(monkeypatch):
    """The bound of HiGHS is a double; who believes it without the search says so."""
    graph = nx.random_regular_graph(4, 24, seed=0)
    game = pg.NetworkGame(ties=graph, needed=2)
    proved = pg.networks.seed_bounds(game)
    assert proved.method == "blocking sets, lower bound proved"
    monkeypatch.setattr(bounding, "_MOST_BRANCHES", 1)
    unproved = pg.networks.seed_bounds(game)
    assert unproved.method == "blocking sets, lower bound in floating point"
    assert (unproved.lower, unproved.upper) == (proved.lower, proved.upper)
    monkeypatch.undo()

    def too_high(*arguments, **options):
        found = integer_program(*arguments, **options)
        found.mip_dual_bound += 1.5
        return found

    monkeypatch.setattr(bounding, "integer_program", too_high)
    with pytest.raises(PrecisionError, match="more than HiGHS's own cover takes"):
        pg.networks.seed_bounds(game)


def test_seeds_of_known_graphs():
    for n in (3, 8, 21):
        path = pg.NetworkGame(ties=nx.path_graph(n), needed=1)
        assert pg.networks.seed_bounds(path).upper == 1
        # on a cycle where both neighbours are needed, followers must not be neighbours
        cycle = pg.NetworkGame(ties=nx.cycle_graph(n), needed=2)
        assert (pg.networks.seed_bounds(cycle).lower, pg.networks.seed_bounds(cycle).upper) == (
            ceil(n / 2),
        ) * 2
    separate = nx.disjoint_union_all([nx.complete_graph(6)] * 5)
    assert pg.networks.seed_bounds(pg.NetworkGame(ties=separate, needed=2)).upper == 10
    assert pg.networks.seed_bounds(pg.NetworkGame(ties=separate, needed=2)).exact


def test_shares_are_rounded_up_exactly():
    star = nx.star_graph(10)
    assert pg.NetworkGame.of_shares(ties=star, shares=0.3).needed[0] == 3
    assert pg.NetworkGame.of_shares(ties=star, shares="1/3").needed[0] == 4
    doubles = pg.NetworkGame.of_shares(ties=star, shares=np.full(11, 0.1 + 0.2))
    assert doubles.needed.tolist() == [3] + [1] * 10
    assert pg.NetworkGame.of_shares(ties=star, shares=0).needed.tolist() == [0] * 11
    loner = pg.NetworkGame.of_shares(ties=nx.empty_graph(2), shares=0.1)
    assert pg.networks.cascade(loner).holdouts == 0


def test_graphs_are_read_from_scipy_and_networkx_and_left_alone():
    graph = nx.Graph()
    graph.add_weighted_edges_from([("b", "a", 0.0), ("a", "c", -2.5)])
    game = pg.NetworkGame(ties=graph, needed=1)
    assert game.degrees.tolist() == [1, 2, 1]
    matrix = lil_array((3, 3))
    matrix[0, 1] = matrix[1, 0] = 7
    matrix[1, 2] = matrix[2, 1] = -1
    before = matrix.toarray()
    assert (pg.NetworkGame(ties=matrix, needed=1).matrix.toarray() == game.matrix.toarray()).all()
    assert (matrix.toarray() == before).all()
    stored_zero = csr_array(([1, 1, 0], ([0, 1, 2], [1, 0, 2])), shape=(3, 3))
    assert pg.NetworkGame(ties=stored_zero, needed=1).ties == 1
    twice = csr_array(([7, 7, 7, 7], [1, 1, 0, 0], [0, 2, 4]), shape=(2, 2))
    assert pg.NetworkGame(ties=twice, needed=1).ties == 1
    assert (twice.data.tolist(), twice.indices.tolist()) == ([7, 7, 7, 7], [1, 1, 0, 0])


@pytest.mark.parametrize("concentration", [0, 0.4, 0.75, 1])
def test_random_neighbourhoods_are_what_was_asked_for(concentration):
    n, ties, inside = 7000, 12, 0.7
    city = pg.networks.neighbourhoods(defendants=n, concentration=concentration, ties=ties,
                             inside=inside, rng=5)  # fmt: skip
    again = pg.networks.neighbourhoods(defendants=n, concentration=concentration, ties=ties,
                              inside=inside, rng=5)  # fmt: skip
    assert (city.ties != again.ties).nnz == 0
    assert city.ties.nnz == n * ties
    assert (city.ties != city.ties.T).nnz == 0
    assert city.ties.diagonal().sum() == 0
    assert set(city.ties.data) == {1}
    sizes = np.bincount(city.neighbourhood, minlength=8)
    assert sizes[:7].sum() == concentration * n
    assert np.ptp(sizes[:7]) <= 1
    degrees = np.diff(city.ties.indptr)
    ends = np.repeat(city.neighbourhood, degrees)
    for place in range(8):
        here = city.neighbourhood == place
        if here.any():  # Poisson, so the mean's standard error is √(ties/people)
            assert abs(degrees[here].mean() - ties) < 4 * np.sqrt(2 * ties / here.sum())
    lives = ends < 7
    if lives.any():
        stays = (city.neighbourhood[city.ties.indices] == ends)[lives].mean()
        by_chance = (1 - inside) ** 2 * concentration / 7
        by_chance /= (1 - inside) * concentration + 1 - concentration
        assert stays == pytest.approx(inside + by_chance, abs=4 / np.sqrt(lives.sum()))


def test_reach_grows_and_the_least_seed_is_where_it_passes_the_goal():
    city = pg.networks.neighbourhoods(defendants=1400, inside=0.9, rng=3)
    game = pg.NetworkGame.of_shares(ties=city.ties, shares=0.3)
    goal = 140
    found = pg.networks.reach(game, city.neighbourhood, seeds=range(0, 1400, 100), goal=goal, rng=8)
    for way in ("spread_out", "concentrated"):
        reached = [getattr(seed, way) for seed in found.seeds]
        assert reached == sorted(reached)
        least = getattr(found, f"least_{way}")
        ends = pg.networks.reach(game, city.neighbourhood, seeds=[least - 1, least], rng=8).seeds
        assert getattr(ends[0], way) < goal <= getattr(ends[1], way)
    assert found.least_concentrated < found.least_spread_out / 2
    everyone = pg.networks.reach(game, city.neighbourhood, seeds=[1400], goal=1400, rng=8)
    assert everyone.seeds[0].spread_out == 1400


def test_concentration_lowers_the_seed_that_one_neighbourhood_takes():
    effect = pg.networks.concentration_effect(
        defendants=3500, share=0.3, goal=307, concentrations=(0, 0.75), inside=0.9, rng=1
    )
    mixed, concentrated = effect.rows
    assert mixed.least_concentrated == mixed.least_spread_out
    assert concentrated.least_concentrated < concentrated.least_spread_out / 2
    assert all(row.lower <= row.upper for row in effect.rows)


def test_recruits_bring_those_they_know():
    graph = nx.disjoint_union(nx.path_graph(3), nx.star_graph(3))
    rank = by_acquaintance(pg.NetworkGame(ties=graph, needed=1))
    assert sorted(rank) == list(range(7))
    assert rank.tolist() == [5, 4, 6, 0, 1, 2, 3]


def test_a_hundred_thousand_people_with_a_million_ties():
    city = pg.networks.neighbourhoods(defendants=10**5, ties=20, rng=0)
    game = pg.NetworkGame.of_shares(ties=city.ties, shares=0.2)
    assert game.ties == 10**6
    assert pg.networks.cascade(game, committed=range(0, 10**5, 10)).holdouts == 10**5
    assert pg.networks.cascade(game, committed=range(0, 10**5, 100)).holdouts < 1_100


GRANOVETTER = {"mean_threshold": 0.25}


def test_granovetter_in_the_continuum():
    quiet = pg.networks.continuum_cascade(**GRANOVETTER, spread=0.122)
    assert 100 * quiet.least == pytest.approx(5.4792, abs=5e-5)
    assert len(quiet.shares) == 3
    riot = pg.networks.continuum_cascade(**GRANOVETTER, spread=0.123)
    assert 100 * riot.least == pytest.approx(100, abs=1e-6)
    assert len(riot.shares) == 1
    assert 100 * pg.networks.critical_spread(0.25) == pytest.approx(12.2221, abs=5e-5)
    for other, expected in ((0.3, 99.3), (0.5, 90.5), (1, 65.9)):
        found = pg.networks.continuum_cascade(**GRANOVETTER, spread=other)
        assert 100 * found.least == pytest.approx(expected, abs=0.05)


@settings(max_examples=200)
@given(st.floats(0.01, 0.99), st.floats(0.01, 2))
def test_fixed_points_of_the_continuum(mean, spread):
    critical = pg.networks.critical_spread(mean)
    assume(abs(spread - critical) > 1e-4 * critical)
    found = pg.networks.continuum_cascade(mean_threshold=mean, spread=spread)
    for share in found.shares:
        assert norm.cdf((share - mean) / spread) == pytest.approx(share, abs=1e-12)
    grid = np.linspace(0, 1, 20_001)
    excess = norm.cdf((grid - mean) / spread) - grid
    crossings = np.count_nonzero(np.diff(np.sign(excess[excess != 0])))
    assert crossings <= len(found.shares)
    assert len(found.shares) == (3 if spread < critical else 1)


@pytest.mark.parametrize("mean", [0.05, 0.25, 0.4, 0.6, 0.9])
def test_the_crowd_jumps_at_the_critical_spread(mean):
    critical = pg.networks.critical_spread(mean)
    below, above = (
        pg.networks.continuum_cascade(mean_threshold=mean, spread=critical * factor)
        for factor in (1 - 1e-6, 1 + 1e-6)
    )
    assert (len(below.shares), len(above.shares)) == (3, 1)
    jumped = below.least - above.least if mean < 0.5 else above.greatest - below.greatest
    assert abs(jumped) > 0.01
    merged = below.shares[:2] if mean < 0.5 else below.shares[1:]
    assert np.ptp(merged) < 0.01


@pytest.mark.parametrize("spread", [0.122, 0.123, 0.3, 0.05])
def test_finite_crowds_converge_to_the_continuum(spread):
    limit = pg.networks.continuum_cascade(**GRANOVETTER, spread=spread).least
    slope = norm.pdf((limit - 0.25) / spread) / spread
    for n in (10**3, 10**4, 10**5, 10**6):
        crowd = pg.networks.normal_thresholds(n, **GRANOVETTER, spread=spread)
        least = pg.heterogeneous.extremal_equilibria(crowd).least
        # quantiles and counts round by at most two people, which followers multiply
        assert abs(least / n - limit) <= 3 / n / (1 - slope)
    n = 10**6
    for seed in range(5):
        drawn = pg.networks.normal_thresholds(n, **GRANOVETTER, spread=spread, rng=seed)
        error = np.sqrt(limit * (1 - limit) / n) / (1 - slope)
        assert (
            abs(pg.heterogeneous.extremal_equilibria(drawn).least / n - limit) <= 4 * error + 3 / n
        )


EDGES = "Ada,Ben\nBen,Cleo\nCleo,Dan\nCleo,Ben\n\nEve,Fay\n"


@pytest.mark.parametrize(
    "heading", ["source,target", "From,To", "name_1,name_2", "Person A,Person B"]
)
def test_headings_of_ties_are_nobody(heading, command, tmp_path):
    rows = "Ada,Ben\nBen,Cleo\n"
    told, bare = (
        pg.networks.load_ties(io.BytesIO(t.encode())) for t in (f"{heading}\n{rows}", rows)
    )
    assert told.heading == tuple(heading.split(","))
    assert (told.names, told.matrix.toarray().tolist(), bare.heading) == (
        bare.names, bare.matrix.toarray().tolist(), ()
    )  # fmt: skip
    (tmp_path / "ties.csv").write_text(f"{heading}\n{rows}")
    code, said, _ = command("cascade", "--edges", tmp_path / "ties.csv", "--share", "0.5")
    assert code == 0
    assert "3 people" in said or " 3 " in said
    assert f"below the heading {heading}" in said


@pytest.mark.parametrize("rows", ["To,From\nTo,Ada\n", "Ego,Alter\nAda,Alter\n", "a,b\nc,d\n"])
def test_people_who_are_called_like_a_heading_are_people(rows):
    found = pg.networks.load_ties(io.BytesIO(rows.encode()))
    assert found.heading == ()
    assert found.matrix.nnz == 4
    names = rows.replace("\n", ",").strip(",").split(",")
    assert found.names == tuple(dict.fromkeys(names))


def test_a_heading_alone_is_no_tie():
    with pytest.raises(pg.errors.TableError, match="must have at least one row"):
        pg.networks.load_ties(io.BytesIO(b"source,target\n"))


def test_ties_are_read_from_a_table():
    found = pg.networks.load_ties(io.BytesIO(EDGES.encode()))
    assert found.names == ("Ada", "Ben", "Cleo", "Dan", "Eve", "Fay")
    assert pg.NetworkGame(ties=found.matrix, needed=1).ties == 4
    with pytest.raises(pg.errors.TableError) as error:
        pg.networks.load_ties(io.BytesIO(b"Ada\nBen,Ben\nA,B,C\n,A\n"))
    assert [str(fault.parameter) for fault in error.value.faults] == [
        "row 1", "row 2", "row 3", "row 4"]  # fmt: skip
    with pytest.raises(pg.errors.TableError, match="at least one row"):
        pg.networks.load_ties(io.BytesIO(b"\n"))


def test_command_line(installed, command):
    done = installed("cascade", "--edges", "-", "--share", ".5", "--seed-share", "1/3",
                     "--format", "json", stdin=EDGES.encode())  # fmt: skip
    assert not done.stderr
    found = json.loads(done.stdout)
    assert found["least_seed"] == {"lower": 2, "upper": 2}
    (seed,) = found["seeds"]
    assert seed["seed"] == 2
    assert seed["concentrated"] == 4
    code, out, _ = command("cascade", "j20", "--share", ".3", "--seed-share", ".05",
                           "--seed-share", ".2", "--format", "csv")  # fmt: skip
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [int(row["seed"]) for row in rows] == [12, 46]
    code, out, _ = command("cascade", "panel-office")
    assert code == 0
    assert "613 hold-outs are reached" in out
    assert "8.744% of her ties" in out
    code, out, _ = command("cascade", "j20", "--capacity", "200")
    assert "Nobody ever follows" in out
    for style in ("table", "markdown", "latex"):
        assert command("cascade", "--defendants", "300", "--share", ".2", "--format", style)[0] == 0


def test_seeds_of_nobody_and_seeds_told_already_have_no_row(command):
    def told(*shares):
        given = [part for share in shares for part in ("--seed-share", share)]
        arguments = ("cascade", "--defendants", "300", "--share", ".3", *given)
        record = json.loads(command(*arguments, "--format", "json")[1])
        return [row["seed"] for row in record["seeds"]], command(*arguments)[1]

    seeds, table = told(".001", ".1", ".1005", ".2", "0")
    assert seeds == [30, 60]
    assert "No row for 0.1%, 0%: of 300, that is nobody.\n" in table
    assert "Seeds of the same size are shown once." in table
    seeds, table = told(".001")
    assert seeds == [1]
    assert "A seed of one is shown instead" in table
    seeds, table = told(".1", ".2")
    assert seeds == [30, 60]
    assert "nobody" not in table
    assert "same size" not in table


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        ([], ["needs a scenario"]),
        (["--share", ".3"], ["needs a scenario"]),
        (["--share", "2", "--defendants", "10"], ["share = 2: must be", "ties = 10: must be"]),
        (["j20", "--seed-share", "7"], ["seed_share = 7: must be from 0 to 1"]),
        (
            ["j20", "--neighbourhoods", "0", "--concentration", "75", "--inside", "x"],
            ["neighbourhoods = 0", "concentration = 75", "inside = x"],
        ),
        (["--edges", "nowhere.csv", "--share", "x"], ["share = x", "ties = nowhere.csv"]),
        (["--edges", "nowhere.csv", "--capacity", "3"], ["defendants: is missing"]),
    ],
)
def test_bad_options(command, arguments, messages):
    code, out, err = command("cascade", *arguments)
    assert (code, out) == (2, "")
    for message in messages:
        assert message in err
    assert all(line.startswith("error: ") for line in err.splitlines())


LINE = nx.path_graph(3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.NetworkGame(ties=np.eye(2), needed=1), "must be a square sparse matrix"),
        (lambda: pg.NetworkGame(ties=csr_array((2, 3)), needed=1), "must be a square"),
        (lambda: pg.NetworkGame(ties=csr_array(np.eye(2)), needed=1), "must not lead to oneself"),
        (lambda: pg.NetworkGame(ties=csr_array(np.eye(2, k=1)), needed=1), "must run both ways"),
        (lambda: pg.NetworkGame(ties=nx.DiGraph([(0, 1)]), needed=1), "must be undirected"),
        (lambda: pg.NetworkGame(ties=nx.Graph(), needed=1), "at least one node"),
        (lambda: pg.NetworkGame(ties=LINE, needed=0.5), "use NetworkGame.of_shares"),
        (lambda: pg.NetworkGame(ties=LINE, needed=[1, 2]), "must be one whole number, or 3"),
        (lambda: pg.NetworkGame.of_shares(ties=LINE, shares=2), "share = 2"),
        (lambda: pg.NetworkGame.of_shares(ties=LINE, shares=np.array([1.0, np.nan, 0])), "0 to 1"),
        (lambda: pg.NetworkGame.of_lottery(3, ties=LINE), "must be a PleaGame"),
        (lambda: pg.networks.cascade(LINE), "must be a NetworkGame"),
        (lambda: pg.networks.cascade(pg.NetworkGame(ties=LINE, needed=1), committed=[3]), "committed = 3"),
        (lambda: pg.networks.cascade(pg.NetworkGame(ties=LINE, needed=1), committed=[-1]), "from 0 to 2"),
        (lambda: pg.networks.retreat(pg.NetworkGame(ties=LINE, needed=1), committed=[.5]), "whole numbers"),
        (lambda: pg.networks.seed_bounds(LINE), "must be a NetworkGame"),
        (
            lambda: pg.networks.reach(pg.NetworkGame(ties=LINE, needed=1), [0, 1], seeds=[4], goal=9),
            "(?s)neighbourhood = .*seeds = 4: must be at most 3.*goal = 9",
        ),
        (lambda: pg.networks.neighbourhoods(defendants=20), "ties = 10: must be at most"),
        (
            lambda: pg.networks.neighbourhoods(defendants=10**6, ties=21),
            "ties = 21: must be at most 10,000,000 ties among 1,000,000 .* at most 20 each",
        ),
        (lambda: pg.networks.continuum_cascade(mean_threshold=0, spread=0), "(?s)mean_.*more than 0.*spr"),
        (lambda: pg.networks.critical_spread(1), "more than 0 and less than 1"),
        (lambda: pg.networks.normal_thresholds(0, mean_threshold=0.2, spread=0.1), "defendants = 0"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(pg.errors.InputError, match=message):
        call()


@pytest.mark.parametrize("rng", [-1, "one", 1.5])
@pytest.mark.parametrize(
    "draw",
    [
        lambda rng: pg.networks.neighbourhoods(defendants=1000, rng=rng),
        lambda rng: pg.networks.concentration_effect(defendants=100, share=0.3, goal=9, rng=rng),
        lambda rng: pg.networks.normal_thresholds(9, mean_threshold=0.25, spread=0.1, rng=rng),
        lambda rng: pg.places.synthetic_dockets(1, rng=rng),
        lambda rng: pg.sweep(pg.scenario("j20").game, {"capacity": [12, 24]}, rng=rng),
    ],
)
def test_what_is_no_seed_is_refused(draw, rng):
    with pytest.raises(pg.ParameterError, match=r"rng = .*: must be a seed"):
        draw(rng)
