"""Gambit reads our files, and finds in them what we find."""

import io
import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import ClassVar

import pygambit
import pytest

import plea_games as pg
from plea_games.model.payoffs import CASELOAD, H
from plea_games.model.terms.term import forget
from tests.every_term import with_at_most
from tests.oracles import game_by_hand


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
    assert text.splitlines()[1].startswith(f"# payoffs in years times 1{'0' * 20},")
    assert text.splitlines()[-1].split()[1:] == ["-10", "-5"]


@pytest.mark.parametrize("n", [7, 41, 230, 1000])
def test_both_gambits_read_one_game_in_the_action_graph_form(n):
    """Doubles hold every number, and who would gain by holding out is as it was, ties included."""
    game = plain(n, 1, Fraction(1, n - 1), dismissal_cost=Fraction(1, 3))
    lines = pg.to_gambit(game, "agg").splitlines()
    plead, held = ([*map(int, line.split()[1:])] for line in lines[-2:])
    assert all(int(float(number)) == number for number in (*plead, *held))
    signs = [(u > plead[0]) - (u < plead[0]) for u in held]
    assert signs == [-1] * (n - 2) + [0, 1]
    assert ("rounded" in lines[1]) == (n > 7)


def test_what_whole_numbers_cannot_tell_apart_is_refused():
    game = pg.PleaGame(defendants=41, capacity=1, offer=Fraction(10**20 + 1, 10**20), sentence=41)
    with pytest.raises(pg.ParameterError, match="use nfg or efg"):
        pg.to_gambit(game, "agg")


LONGEST = 2**31  # numerators and denominators that OpenSpiel's reader refuses, from here on


def written(game, form):
    """All payoffs, as they stand in the file."""
    ends = re.findall(r'{ (?:"" )?([^{}"]+) }', pg.to_gambit(game, form))
    return [number for end in ends for number in end.split(", ")]


@pytest.mark.parametrize("form", ["nfg", "efg"])
@pytest.mark.parametrize("offer", [1 / 3, 0.1, 2.5, 1e-20, 4e9, "1/3", "12345678901/8"])
def test_long_payoffs_are_decimals_where_these_are_exact(form, offer):
    """Two defendants and one trial halve; so no payoff has a third beside those that are stated."""
    game = pg.Docket(
        [pg.Defendant(name, offer=offer, sentence=str(10 + i)) for i, name in enumerate("AB")],
        capacity=1)  # fmt: skip
    numbers = written(game, form)
    assert len(numbers) == 8
    for number in numbers:
        parts = number.split("/")
        assert len(parts) == 1 or all(abs(int(part)) < LONGEST for part in parts)
    profiles = product((False, True), repeat=2)
    if form == "nfg":
        profiles = [profile[::-1] for profile in profiles]
    expected = [Fraction(str(u)) for profile in profiles for u in game.payoffs(profile)]
    assert list(map(Fraction, numbers)) == expected
    assert Fraction(str(read(game, form).min_payoff)) == min(expected)


def test_long_fractions_without_a_decimal_stay_fractions():
    game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=1 / 7)
    third = -Fraction("0.14285714285714285") / 3
    assert str(third) in written(game, "efg")
    assert third.denominator > LONGEST
    assert max(map(len, written(game.with_parameters(sentence="1/7"), "efg"))) == len("-1/21")


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
    assert re.match(r"#AGG\n# payoffs in years times 10+, rounded to whole numbers\n230\n", out)


def payoffs_by_hand(by_hand, profile):
    held = sum(profile)
    return [by_hand.hold_out(held) if each else by_hand.plead(held) for each in profile]


def in_strategic_form(game):
    """The payoffs in each profile, as Gambit reads them."""
    arrays = read(game, "nfg").to_arrays()
    return {profile: [Fraction(int(payoffs[profile].numerator), int(payoffs[profile].denominator))
                      for payoffs in arrays]
            for profile in product((0, 1), repeat=len(arrays))}  # fmt: skip


def in_tree(game):
    """The payoffs at the end of each history: nodes stand depth first, in the order of actions."""
    read(game, "efg")
    lines = pg.to_gambit(game, "efg").splitlines()[3:]
    moves = [line for line in lines if line.startswith("p")]
    assert all('{ "plead" "hold out" }' in line for line in moves)
    ends = [line.split("{")[1].strip(" }").split(", ") for line in lines if line.startswith("t")]
    assert len(ends) == len(moves) + 1
    profiles = product((0, 1), repeat=len(ends[0]))
    return {profile: list(map(Fraction, end)) for profile, end in zip(profiles, ends, strict=True)}


def in_action_graph(game):
    """The payoffs, in doubles, where the first so many hold out."""
    gambit = read(game, "agg")
    stated = re.search(r"^# payoffs in years times (\d+)", pg.to_gambit(game, "agg"), re.MULTILINE)
    scale = int(stated[1]) if stated else 1
    count = len(gambit.players)
    for held in range(count + 1):
        profile = (1,) * held + (0,) * (count - held)
        sure = gambit.mixed_strategy_profile([[1 - each, each] for each in profile])
        yield profile, [float(sure.payoffs[player]) / scale for player in gambit.players]


EXACT_FORMS = pytest.mark.parametrize("outcomes", [in_strategic_form, in_tree])


@EXACT_FORMS
def test_payoffs_with_any_two_terms(outcomes):
    """Those written by hand, in each profile; what holding out is worth in itself included."""
    for game in with_at_most("few", 2):
        by_hand, payoffs = game_by_hand(game), outcomes(game)
        assert len(payoffs) == 2**by_hand.deciding, game.terms
        assert payoffs == {profile: payoffs_by_hand(by_hand, profile) for profile in payoffs}, (
            game.terms
        )


def test_payoffs_with_any_two_terms_in_the_action_graph_form():
    for game in with_at_most("fractions", 2):
        by_hand = game_by_hand(game)
        for profile, payoffs in in_action_graph(game):
            assert len(profile) == by_hand.deciding, game.terms
            expected = [float(payoff) for payoff in payoffs_by_hand(by_hand, profile)]
            assert payoffs == pytest.approx(expected, rel=1e-12), (game.terms, profile)


@EXACT_FORMS
def test_two_who_value_holding_out_for_itself(outcomes):
    game = pg.PleaGame(defendants=2, capacity=1, offer=4, sentence=10)
    assert outcomes(game.with_terms(pg.Solidarity(3, 0))) == {
        (0, 0): [-4, -4],
        (0, 1): [-4, -7],
        (1, 0): [-7, -4],
        (1, 1): [-2, -2],
    }


def test_nashpy_has_the_payoffs_of_two_who_are_alike():
    """Named defendants take no terms: those who are alike are the plain game of two."""
    game = pg.PleaGame(defendants=2, capacity=1, offer="7/3", sentence=9, conviction="2/3",
                       process_cost="1/2", dismissal_cost="1/4")  # fmt: skip
    who = [pg.Defendant(name, **{key: value for key, value in game.parameters.items()
                                 if key not in {"defendants", "capacity"}})
           for name in ("D1", "D2")]  # fmt: skip
    row, column = pg.to_nashpy(pg.Docket(who, capacity=1)).payoff_matrices
    by_hand = game_by_hand(game)
    for one, other in product((0, 1), repeat=2):
        expected = [float(payoff) for payoff in payoffs_by_hand(by_hand, (one, other))]
        assert [row[one][other], column[one][other]] == pytest.approx(expected)


@pytest.fixture
def betrayal():
    """A term by which a plea costs g(M)/N more beside M others who hold out."""

    @dataclass(frozen=True)
    class Betrayal(pg.Term):
        loss: object
        parameters: ClassVar = {
            "loss": pg.Parameter(
                name="betrayal", letter="h_b", meaning="what a plea costs beside all others",
                unit="years", minimum=0, maximum=None, default=None, remedy="state it in years",
            )
        }  # fmt: skip
        side: ClassVar = "organizers"

        def change(self, payoffs):
            return payoffs.with_parts(sanction=payoffs.sanction + self.loss * H / CASELOAD)

    yield Betrayal
    forget(Betrayal)  # levers look all kinds of terms up


def betrayed(profile):
    """A plea costs 4 years, and 3/4 beside each who holds out; holding out, 10/m."""
    held = sum(profile)
    return [-Fraction(10, held) if each else -4 - Fraction(3 * held, 4) for each in profile]


@EXACT_FORMS
def test_pleas_that_depend_on_others(outcomes, betrayal):
    game = pg.PleaGame(defendants=4, capacity=1, offer=4, sentence=10).with_terms(betrayal(3))
    payoffs = outcomes(game)
    assert payoffs == {profile: betrayed(profile) for profile in payoffs}


def test_pleas_that_depend_on_others_in_the_action_graph_form(betrayal):
    game = pg.PleaGame(defendants=4, capacity=1, offer=4, sentence=10).with_terms(betrayal(3))
    for profile, payoffs in in_action_graph(game):
        assert payoffs == pytest.approx([float(payoff) for payoff in betrayed(profile)])


@pytest.mark.parametrize("form", ["nfg", "agg"])
@pytest.mark.parametrize(("n", "k", "ratio"), [(2, 1, "1/2"), (5, 2, "2/3"), (9, 3, "1/3")])
def test_our_files_come_back_as_the_same_game(tmp_path, form, n, k, ratio):
    game = plain(n, k, ratio, dismissal_cost=1)
    file = tmp_path / f"game.{form}"
    file.write_text(pg.to_gambit(game, form), encoding="utf-8")
    back, scale = pg.from_gambit(file), Fraction(1)
    if found := re.search(r"times (\d+)", file.read_text("utf-8")):
        scale = Fraction(found[1])
    assert isinstance(back, pg.AnonymousGame) and back.levels is not None
    by_hand = [5 * (Fraction(ratio) - min(1, Fraction(k, m))) for m in range(1, n + 1)]
    assert by_hand == [gain / scale for gain in back.gain]
    assert [e.holdouts for e in pg.equilibria(file)] == [e.holdouts for e in pg.equilibria(game)]


@pytest.mark.parametrize("n", [3, 7, 12])
def test_ties_survive_in_the_action_graph_form(n):
    """With r = K/(n − 1) one hold-out fewer than all is exactly enough."""
    game = plain(n, 1, Fraction(1, n - 1))
    gambit = read(game, "agg")
    first, *_ = gambit.players

    def payoff(profile):
        sure = [[1 - each, each] for each in profile]
        return gambit.mixed_strategy_profile(sure, rational=True).payoffs[first]

    all_but_one = (1,) * (n - 1) + (0,)
    assert payoff(all_but_one) == payoff((0, *all_but_one[1:]))


def test_other_games_become_a_bimatrix_or_are_named(tmp_path, command):
    two = tmp_path / "two.nfg"
    two.write_text('NFG 1 R "" { "a" "b" } { 2 3 }\n\n1 0 0 1 2 2 3 1 1/3 0 0.5 4\n')
    found = pg.from_gambit(two)
    assert found.record() == pg.bimatrix(pygambit.read_nfg(str(two))).record()
    code, out, _ = command("equilibria", str(two))
    assert code == 0 and out
    three = tmp_path / "three.nfg"
    three.write_text('NFG 1 R "" { "a" "b" "c" } { 2 2 2 }\n\n' + " ".join(map(str, range(24))))
    with pytest.raises(pg.errors.TableError, match="3 players with 2 × 2 × 2 strategies"):
        pg.from_gambit(three)
    broken = tmp_path / "broken.efg"
    broken.write_text("EFG 2 R")
    with pytest.raises(pg.errors.TableError, match="must be a file that Gambit reads"):
        pg.from_gambit(broken)
