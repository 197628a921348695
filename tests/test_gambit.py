"""Gambit reads our files, and finds in them what we find."""

import io
from fractions import Fraction
from itertools import product

import pygambit
import pytest

import plea_games as pg


def read(game, form):
    reader = {"nfg": pygambit.read_nfg, "efg": pygambit.read_efg, "agg": pygambit.read_agg}[form]
    return reader(io.StringIO(pg.to_gambit(game, form)))


def profile_of(equilibrium, gambit):
    """Each defendant's probability of holding out; actions are labelled or numbered."""
    return tuple(list(dict(equilibrium[player]).values())[1] for player in gambit.players)


def plain(n, k, ratio, dismissal_cost=0):
    stake = Fraction(6) - dismissal_cost
    return pg.PleaGame(
        defendants=n, capacity=k, offer=dismissal_cost + Fraction(ratio) * stake, sentence=6,
        dismissal_cost=dismissal_cost)  # fmt: skip


def our_pure(game):
    n = int(game.parameters["defendants"])
    counts = {
        m for e in pg.equilibria(game) if e.holdouts is not None
        for m in range(e.holdouts, e.holdouts_to + 1)
    }  # fmt: skip
    return {profile for profile in product((0, 1), repeat=n) if sum(profile) in counts}


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("k", [0, 1, 2, 5])
@pytest.mark.parametrize("ratio", ["1/7", "1/3", "1/2", "3/4", "1", "5/4"])
def test_pure_equilibria_of_the_strategic_form(n, k, ratio):
    game = plain(n, k, ratio, dismissal_cost=1)
    gambit = read(game, "nfg")
    found = pygambit.nash.enumpure_solve(gambit).equilibria
    assert {profile_of(e, gambit) for e in found} == our_pure(game)


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize("ratio", ["3/7", "5/9", "9/11"])
def test_mixed_equilibria_of_the_strategic_form(n, ratio):
    game = plain(n, 1, ratio)
    gambit = read(game, "nfg")
    theirs = {profile_of(e, gambit) for e in pygambit.nash.enumpoly_solve(gambit).equilibria}
    ours = pg.equilibria(game)
    if Fraction(ratio) > Fraction(1, n):
        assert len(ours) == 3
    assert len(theirs) == len(ours)
    for equilibrium in ours:
        expected = pytest.approx((equilibrium.hold_out_probability,) * n, abs=1e-8)
        assert any(profile == expected for profile in theirs)


@pytest.mark.parametrize(("n", "k", "ratio"), [(3, 1, "1/2"), (6, 2, "3/4"), (12, 5, "1/2")])
def test_action_graph_form(n, k, ratio):
    game = plain(n, k, ratio)
    gambit = read(game, "agg")
    found = pygambit.nash.enumpure_solve(gambit).equilibria
    assert {profile_of(e, gambit) for e in found} == our_pure(game)
    mixed = next(e.hold_out_probability for e in pg.equilibria(game) if e.kind == "mixed")
    profile = gambit.mixed_strategy_profile([[1 - mixed, mixed]] * n)
    assert float(profile.max_regret()) < 1e-13


def test_action_graph_form_stays_small():
    text = pg.to_gambit(plain(10_000, 500, "1/2"), "agg")
    assert len(text) < 500_000


@pytest.mark.parametrize("n", [2, 3, 4])
@pytest.mark.parametrize("ratio", ["1/5", "3/7", "5/9", "9/11", "7/6"])
def test_trees(n, ratio):
    """Gambit's own payoffs along our subgame-perfect path, and an equilibrium of its solver."""
    named = pg.Docket(
        [pg.Defendant(f"D{i}", offer=Fraction(ratio) * 6, sentence=6) for i in range(n)],
        capacity=1)  # fmt: skip
    tree = pg.sequences.game_tree(named)
    gambit = read(named, "efg")
    ours = tuple(int(not decision.pleads) for decision in tree.path)
    assert named.payoffs(tuple(map(bool, ours))) == tree.outcome.payoffs
    theirs = pygambit.nash.logit_solve(gambit).equilibrium
    payoffs = [float(theirs.payoffs[player]) for player in gambit.players]
    assert payoffs == pytest.approx([float(u) for u in tree.outcome.payoffs], abs=1e-3)


@pytest.mark.parametrize("trials", ["lottery", "announced order", "most valuable"])
def test_different_defendants(trials):
    """Every pure equilibrium of games in which no two defendants are alike."""
    for shift in range(6):
        who = [
            pg.Defendant(f"D{i}", offer=Fraction(1 + (i * 7 + shift * 3) % 11, 2), sentence=3 + i,
                         dismissal_cost=Fraction(i, 2), trial_value=(5 * i + shift) % 7)
            for i in range(4)
        ]  # fmt: skip
        game = pg.Docket(who, capacity=2, trials=trials)
        gambit = read(game, "nfg")
        theirs = {profile_of(e, gambit) for e in pygambit.nash.enumpure_solve(gambit).equilibria}
        payoffs = {profile: game.payoffs(profile) for profile in game.profiles()}
        ours = {
            tuple(map(int, profile))
            for profile, own in payoffs.items()
            if all(
                own[i] >= payoffs[(*profile[:i], not profile[i], *profile[i + 1 :])][i]
                for i in range(4)
            )
        }
        assert theirs == ours


def test_small_numbers_stay_in_the_action_graph_form():
    text = pg.to_gambit(pg.PleaGame(defendants=2, capacity=1, offer=1e-20, sentence=1e-19), "agg")
    assert text.splitlines()[-1].split()[1:] == [f"-0.{'0' * 18}1", f"-0.{'0' * 19}5"]


def test_named_defendants_with_awkward_names():
    who = [
        pg.Defendant('A "B" \\', offer=1, sentence=6),
        pg.Defendant("Ç", offer="1/3", sentence=6),
    ]
    game = pg.Docket(who, capacity=1)
    assert len(list(read(game, "nfg").players)) == 2
    assert len(list(read(game, "efg").players)) == 2


def test_limits(command):
    with pytest.raises(pg.ParameterError, match="at most 15 for nfg; use agg"):
        pg.to_gambit(plain(16, 2, "1/2"), "nfg")
    with pytest.raises(pg.ParameterError, match="at most 10 for efg"):
        pg.to_gambit(plain(11, 2, "1/2"), "efg")
    nation = pg.PleaGame(defendants=10**9, capacity=3, offer=1, sentence=2)
    for form in ("nfg", "efg", "agg"):
        with pytest.raises(pg.ParameterError, match=f"1,000,000,000: .* for {form}"):
            pg.to_gambit(nation, form)
    with pytest.raises(pg.ParameterError, match="must be numbers"):
        pg.to_gambit(pg.PleaGame.symbolic(), "agg")
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.to_gambit(pg.Docket([pg.Defendant("A", offer=1, sentence=2)], capacity=1), "agg")
    code, out, err = command("export", "j20", "--to", "nfg")
    assert (code, out) == (2, "")
    assert "use agg" in err
    code, out, err = command("export", "j20", "--to", "agg")
    assert code == 0
    assert out.startswith("#AGG\n230\n")
