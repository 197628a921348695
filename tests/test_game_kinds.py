"""Kinds of games and testimony against profiles, gains written out, printed values and Gambit."""

import io
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pygambit
import pytest
from numpy.testing import assert_allclose

import plea_games as pg
from plea_games.games.gains import anonymous_game
from plea_games.games.payoff_levels import payoff_levels
from plea_games.games.witness_form import witness_form
from plea_games.solvers.gain_thresholds import hard_core, potential_choice
from plea_games.solvers.testimony.testimony_limit import (
    laplacian_in_the_limit,
    tipping_share_in_the_limit,
)
from tests.oracles import LAPLACIANS_WITH_TESTIMONY

QUICK = range(60)


def told(n, k, offer, q, *, conviction=Fraction(1, 2), sentence=2, credit=0, **others):
    """With T = 1 and β = 1 unless said otherwise."""
    game = pg.PleaGame(defendants=n, capacity=k, offer=offer, sentence=sentence,
                       conviction=conviction, **others)  # fmt: skip
    terms = [pg.Testimony(q)] if q is not None else []
    return game.with_terms(*terms, *([pg.CooperationCredit(credit)] if credit else []))


def draw(seed, most=6):
    """Payoffs by hand, and the game; offers often at ties."""
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(1, most + 1)), int(rng.integers(0, most + 2))
    q = Fraction(int(rng.integers(0, 5)), 4)
    d, p = Fraction(int(rng.integers(0, 3)), 6), Fraction(int(rng.integers(2, 5)), 4)

    def cost(m):
        conviction = 1 - (1 - p) * (1 - q) ** (n - m)
        return d + min(Fraction(1), Fraction(k, m)) * (2 * conviction + Fraction(1, 6) - d)

    offer = (
        cost(int(rng.integers(1, n + 1))) if seed % 2 else Fraction(int(rng.integers(0, 30)), 12)
    )
    credit = min(offer, Fraction(int(rng.integers(0, 9)), 12)) if seed % 3 else Fraction(0)
    game = told(n, k, offer, q, conviction=p, credit=credit, process_cost=Fraction(1, 6),
                dismissal_cost=d)  # fmt: skip
    return game, n, cost, offer, credit


def payoff(profile, i, cost, offer, credit):
    """Of one in a profile of those who hold out."""
    if profile[i]:
        return -cost(sum(profile))
    return -(offer - credit * any(profile))


def by_profiles(n, cost, offer, credit):
    """The kind with its ties, by strict dominance and strict equilibrium over all profiles."""

    def differences(who):
        for profile in product((False, True), repeat=n):
            if not profile[who]:
                joined = (*profile[:who], True, *profile[who + 1 :])
                yield sum(joined), (payoff(joined, who, cost, offer, credit)
                                    - payoff(profile, who, cost, offer, credit))  # fmt: skip

    gains = dict(differences(0))
    level = payoff((True,) * n, 0, cost, offer, credit) - payoff(
        (False,) * n, 0, cost, offer, credit
    )
    names = []
    for shift in (Fraction(-1, 10**9), Fraction(1, 10**9)):
        moved, better = [gains[m] + shift for m in range(1, n + 1)], level + shift > 0
        if max(moved) < 0:
            names.append("prisoners' dilemma" if better else "deadlock")
        elif min(moved) > 0:
            names.append("harmony" if better else "hold-outs' dilemma")
        elif moved == sorted(moved):
            names.append("stag hunt" if better else "reversed stag hunt")
        else:
            changes = sum((a > 0) != (b > 0) for a, b in pairwise(moved))
            ends = moved[0] < 0 < moved[-1]
            one = ("stag hunt" if better else "reversed stag hunt") if ends else "chicken"
            names.append(one if changes == 1 else "none of these")
    return names


@pytest.mark.parametrize("seed", QUICK)
def test_kinds_are_those_of_all_profiles(seed):
    game, n, *hand = draw(seed)
    kind = pg.game_kind(game)
    assert [kind.below, kind.above] == by_profiles(n, *hand)
    assert pg.thresholds(game).kind == kind.name
    assert kind.tied == (" or " in kind.name)
    levels = payoff_levels(game)
    assert kind.all_hold_out_less_all_plead == levels.hold_out[-1] - levels.plead[0]
    anonymous = pg.AnonymousGame(hold_out=levels.hold_out, plead=levels.plead)
    assert pg.game_kind(anonymous).name == kind.name


@pytest.mark.parametrize("seed", [*QUICK, 242, 430])  # the last two: one ties with all
def test_thresholds_are_those_of_the_gains_written_out(seed):
    game, n, cost, offer, credit = draw(seed, most=9)
    form, gains = witness_form(game), anonymous_game(game).gain
    by_hand = [offer - credit * (m > 1) - cost(m) for m in range(1, n + 1)]
    assert list(gains) == by_hand
    if form is None:
        return
    assert [form.gain(m) for m in range(1, n + 1)] == by_hand
    assert [form.sign(m) for m in range(1, n + 1)] == [(g > 0) - (g < 0) for g in by_hand]
    found = pg.thresholds(game)
    tipping = next((m for m, gain in enumerate(gains, 1) if gain >= 0), None)
    assert found.tipping_holdouts == tipping
    assert found.hard_core == (None if tipping is None else hard_core(gains))
    choice = potential_choice(gains)
    assert found.risk_dominant == (choice if isinstance(choice, str) else None)
    mixed = [e.hold_out_probability for e in pg.equilibria(game) if e.kind == "mixed"]
    if found.mixed_probability is not None:
        assert mixed == [pytest.approx(found.mixed_probability, rel=1e-13)]
    elif credit == 0:
        assert not mixed


@pytest.mark.parametrize("seed", QUICK)
def test_a_dilemma_takes_a_credit_of_its_own_size(seed):
    game, n, *_, credit = draw(seed)
    form = witness_form(game)
    if form is None or n < 2 or not form.capacity:
        return
    short = form.stake * (form.price_ratio - form.trial_chance(n))
    top = form.trial_chance(1) * (1 + form.headroom * (1 - form.silence ** (n - 1)))
    expected = credit > short > 0 and form.price_ratio < top
    assert (pg.game_kind(game).name == "prisoners' dilemma") == expected


@pytest.mark.parametrize("credit", [None, "1/10"])
def test_no_dilemma_with_one_price_for_all(credit):
    game = told(6, 2, Fraction(9, 10), "1/3")
    assert pg.game_kind(game).name == "stag hunt"
    heard = game if credit is None else game.with_terms(pg.CooperationCredit(credit))
    assert pg.game_kind(heard).name == "stag hunt"
    assert pg.game_kind(game.with_terms(pg.CooperationCredit("3/4"))).name == "prisoners' dilemma"


@pytest.mark.parametrize(
    ("n", "k", "q", "laplacian"),
    LAPLACIANS_WITH_TESTIMONY,
)
def test_reference_means(n, k, q, laplacian):
    assert pg.information.witness_prices(told(n, k, Fraction(1, 2), q)).laplacian == Fraction(
        laplacian
    )
    costs = [witness_form(told(n, k, Fraction(1, 2), q)).cost(m) for m in range(1, n + 1)]
    assert (
        sum(costs) / n
        == pg.information.witness_prices(told(n, k, Fraction(1, 2), q)).divide_and_conquer
    )


def test_reference_values_of_thresholds():
    everyone = told(5, 5, Fraction(13, 10), "1/5")
    assert_allclose(pg.thresholds(everyone).mixed_probability, 0.573456096143472, rtol=2e-15)
    assert pg.information.witness_prices(everyone).top_ratio == Fraction(994, 625)
    chances = ["1/230", "1/20"]
    games = [told(230, 12, "3.2", q, conviction="4/5", sentence=10) for q in chances]
    found = [pg.thresholds(game) for game in games]
    assert [each.tipping_holdouts for each in found] == [35, 38]
    x = [each.mixed_probability for each in found]
    assert_allclose(x, [0.149139954111862, 0.163041726237731], rtol=4e-15)
    means = [each.laplacian_ratio for each in found]
    assert_allclose(means, [0.230316519551054, 0.254026975396050], rtol=4e-15)
    silent = pg.thresholds(told(230, 12, "3.2", 0, conviction="4/5", sentence=10))
    assert (silent.tipping_holdouts, silent.kind) == (30, "stag hunt")


def test_reference_levers():
    game = told(5, 1, 3, "1/5", sentence=20)
    prices = pg.information.witness_prices(game)
    payments = [Fraction(0), Fraction(26816, 3425), Fraction(1613, 125)]
    assert list(prices.side_payments) == payments
    assert prices.sanctions[1] == Fraction(6704, 1875)
    found = pg.thresholds(game)
    shown = [
        found.side_payment_exists,
        found.side_payment_risk_dominant,
        found.side_payment_dominant,
    ]
    assert shown == list(map(float, payments))
    for amount, term in ((payments[1], pg.SidePayment), (prices.sanctions[1], pg.VisibleDefection)):
        around = [game.with_terms(term(amount + step)) for step in (-Fraction(1, 10**6), 0,
                                                                    Fraction(1, 10**6))]  # fmt: skip
        assert [pg.thresholds(each).risk_dominant for each in around] == [
            "plead",
            "tie",
            "hold out",
        ]


@pytest.mark.parametrize("q", ["1/10", "1/2", 1])
@pytest.mark.parametrize(("n", "k"), [(1, 1), (3, 1), (5, 2), (6, 6)])
def test_one_at_a_time_everybody_pays_what_a_lone_holdout_would(n, k, q):
    """By backward induction on what each later one is offered, ties pleading."""
    game = told(n, k, Fraction(1, 2), q)
    form = witness_form(game)

    def paid(turn, held):
        """What the rest pay from this turn on, with so many hold-outs before."""
        if turn == n:
            return [], held
        _, refused = paid(turn + 1, held + 1)
        price = form.cost(refused)
        rest, final = paid(turn + 1, held)
        return [price, *rest], final

    pays, last = paid(0, 0)
    assert last == 0
    assert set(pays) == {pg.information.witness_prices(game).one_at_a_time}


def test_ties_are_exact_at_ten_million():
    n, pleaders = 10**7, 3
    dearest = 2 - Fraction(9, 10) ** pleaders  # T(n − 3), and all can be tried
    form = witness_form(told(n, n, dearest, "1/10"))
    assert [form.sign(n - pleaders + step) for step in (-1, 0, 1)] == [-1, 0, 1]
    game = told(n, 500_000, Fraction(1, 2), Fraction(2, n))
    found = pg.thresholds(game)
    share = tipping_share_in_the_limit(0.05, 0.5, 1, 2)
    assert_allclose([found.tipping_share, found.mixed_probability], share, rtol=1e-5)
    assert_allclose(found.laplacian_ratio, laplacian_in_the_limit(0.05, 1, 2), rtol=1e-5)
    assert (found.kind, found.risk_dominant) == ("stag hunt", "hold out")


@pytest.mark.parametrize(
    ("n", "k", "offer", "q", "credit"),
    [(2, 1, "3/4", "1/2", 0), (3, 1, "5/4", "1/3", 0), (3, 3, "6/5", "1/2", 0),
     (3, 1, "3/4", "1/4", "1/2"), (4, 2, "9/10", "1/5", "1/5"), (4, 1, "1/3", None, "1/4")],
)  # fmt: skip
def test_gambit_finds_the_pure_equilibria(n, k, offer, q, credit):
    game = told(n, k, offer, q, credit=credit)
    gambit = pygambit.read_nfg(io.StringIO(pg.to_gambit(game)))
    counts = set()
    for found in pygambit.nash.enumpure_solve(gambit).equilibria:
        assert found.max_regret() == 0
        holding = [p for p in gambit.players if list(dict(found[p]).values())[1] == 1]
        counts.add(len(holding))
    gains = anonymous_game(game).gain
    assert counts == {m for m in range(n + 1)
                      if (m == 0 or gains[m - 1] >= 0) and (m == n or gains[m] <= 0)}  # fmt: skip


def test_refusals():
    with pytest.raises(pg.ParameterError, match="what each action pays"):
        pg.game_kind(pg.AnonymousGame(gain=[1, 2]))
    with pytest.raises(pg.ParameterError, match="Testimony"):
        pg.information.witness_prices(told(3, 1, 1, None))
    with pytest.raises(pg.ParameterError, match="CooperationCredit"):
        pg.information.witness_prices(told(3, 1, 1, "1/2", credit="1/2"))
    with pytest.raises(pg.ParameterError, match="with_parameters"):
        pg.game_kind(pg.PleaGame.symbolic().with_terms(pg.StrikeFund(3)))


def test_gains_that_fall_are_refused_or_solved_as_such():
    """A trial that costs no more than waiting is refused; payments that make it so are not."""
    with pytest.raises(pg.ParameterError, match="no threat"):
        told(4, 1, 1, "1/10", conviction=0, dismissal_cost=1)
    game = told(4, 1, 1, "1/10", conviction="3/5", dismissal_cost=1).with_terms(
        pg.SidePayment("6/5")
    )
    assert witness_form(game) is None
    falling = ["979/1250", "53/125", "23/75", "1/4"]
    assert anonymous_game(game).gain == tuple(map(Fraction, falling))
    assert pg.thresholds(game).kind == "harmony"
