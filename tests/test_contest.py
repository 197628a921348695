"""Prosecutor against organizer: outcomes by brute force; its equilibria by test_bimatrix."""

import csv
import io
import json
import warnings
from fractions import Fraction
from itertools import accumulate, pairwise, product

import nashpy
import numpy as np
import pytest
from flint import fmpq
from hypothesis import given, settings, strategies as st
from scipy.optimize import linprog

import plea_games as pg
from plea_games.cli import contest as command_line
from plea_games.design.contest.inner_game import InnerGame
from plea_games.design.contest.moves import MOVES
from plea_games.design.contest.postures import POSTURES
from plea_games.design.contest.pricing import in_rounds, settle
from plea_games.games.gains import deciding
from plea_games.model.exact import as_fraction
from plea_games.model.terms.by_name import term_parameters
from plea_games.solvers.bimatrix.replicator import replicator
from plea_games.solvers.bimatrix.two_player_equilibria import two_player_equilibria
from plea_games.solvers.selection import SELECTIONS, supporting_prices
from plea_games.solvers.sequences.sequential import even_batches

from . import oracles
from .strategies import lottery_parameters

curves = st.lists(st.integers(-4, 6), min_size=1, max_size=6)
selections = st.sampled_from(SELECTIONS)
TERMS = st.lists(
    st.sampled_from([
        pg.Solidarity(1), pg.Solidarity(7, 2), pg.SidePayment(1), pg.StrikeFund(3),
        pg.StrikeFund(40), pg.VisibleDefection(2), pg.BudgetSurge("1/2"), pg.PreparationDecay(1),
        pg.Retaliation(2), pg.DefenceOverload(1),
    ]),
    max_size=2,
    unique_by=type,
)  # fmt: skip


def selected(curve, offers, selection):
    """Hold-outs by enumerating all profiles; ties plead."""
    best = None
    for profile_ in product((False, True), repeat=len(offers)):
        m = sum(profile_)
        content = all(
            offer > curve[m - 1] if holds_out else m == len(curve) or offer <= curve[m]
            for offer, holds_out in zip(offers, profile_, strict=True)
        )
        potential = sum(
            offer for offer, holds_out in zip(offers, profile_, strict=True) if holds_out
        ) - sum(curve[:m])
        if selection == "Laplacian":
            key = (potential, -m)
        elif not content:
            continue
        else:
            key = m if selection == "strike-favourable" else -m
        if best is None or key > best[0]:
            best = key, profile_, content
    assert best[2]
    return best[1]


def test_an_option_with_a_parameters_name_sets_that_parameter():
    for option in (*MOVES, *POSTURES):
        parameter = term_parameters().get(option.word.replace("-", "_"))
        assert parameter in (None, option.parameter), option.word
    with pytest.raises(pg.ParameterError, match="moves = visibility: must be one of"):
        pg.contest(
            pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10), moves=["visibility"]
        )


@given(curves, st.integers(-5, 7), selections)
def test_prices_support_what_enumeration_selects(curve, price, selection):
    prices = supporting_prices([fmpq(value) for value in curve], selection)
    assert all(a <= b for a, b in pairwise(prices))
    holdouts = sum(value < price for value in prices)
    assert holdouts == sum(selected(curve, [price] * len(curve), selection))


@given(curves, st.integers(-5, 7))
def test_what_is_selected_is_among_the_equilibria(curve, price):
    game = pg.AnonymousGame(gain=[price - value for value in curve])
    pure = {
        m for each in pg.equilibria(game) if each.holdouts is not None and not each.mixers
        for m in range(each.holdouts, each.holdouts_to + 1)
    }  # fmt: skip
    found = {
        selection: sum(
            value < price
            for value in supporting_prices([fmpq(value) for value in curve], selection)
        )
        for selection in SELECTIONS
    }
    assert set(found.values()) <= pure
    assert found["plead-favourable"] == min(pure)
    potential = oracles.potential(game.gain)
    assert potential[found["Laplacian"]] == max(potential)


def inner_game(parameters, terms):
    return InnerGame(pg.PleaGame(**parameters).with_terms(*terms))


def in_years(curve):
    return [fmpq(value, curve.units) for value in curve.values]


def sentences(inner, settled):
    return settled.accepted + inner.sentences(settled.holdouts)


@settings(max_examples=60)
@given(lottery_parameters(most_defendants=5), TERMS, selections)
def test_no_price_is_worth_more_than_the_one_price(parameters, terms, selection):
    inner = inner_game(parameters, terms)
    curve = in_years(inner.indifferent)
    found = settle(inner, "one price", 1, selection, lambda x: sentences(inner, x))
    below = fmpq(1, 10**9)
    prices = {fmpq(0), max(curve) + 1, *(max(fmpq(0), value - below) for value in curve)}
    means = [total / m for m, total in enumerate(accumulate(curve), start=1)]
    prices |= {max(fmpq(0), value - below) for value in means}
    worths = []
    for price in prices:
        held = sum(selected(curve, [price] * len(curve), selection))
        worths.append(price * (len(curve) - held) + inner.sentences(held))
    assert max(worths) <= sentences(inner, found) <= max(worths) + below * len(curve)


@settings(max_examples=60)
@given(lottery_parameters(most_defendants=5), TERMS)
def test_ranked_offers_leave_pleading_as_the_only_outcome(parameters, terms):
    inner = inner_game(parameters, terms)
    curve = in_years(inner.indifferent)
    offers = list(accumulate(curve, min))
    found = settle(inner, "ranked offers", 1, "Laplacian", lambda x: sentences(inner, x))
    if offers[-1] <= 0 or found.holdouts:
        return
    assert found.accepted == sum(offers)
    below = [offer - fmpq(1, 10**9) for offer in offers]
    for selection in SELECTIONS:
        assert not any(selected(curve, below, selection))


@settings(max_examples=40)
@given(lottery_parameters(most_defendants=6), TERMS)
def test_races_solve_their_linear_program(parameters, terms):
    """Means of the first offers under what each number of pleaders would accept."""
    inner = inner_game(parameters, terms)
    curve = list(map(float, in_years(inner.indifferent)))
    if min(curve) < 0:
        return
    n = len(curve)
    found = settle(inner, "race", 1, "Laplacian", lambda x: -fmpq(x.holdouts))
    bounds = [j * curve[n - j] for j in range(1, n + 1)]
    best = linprog(-np.ones(n), A_ub=np.tril(np.ones((n, n))), b_ub=bounds, bounds=(0, curve[0]))
    assert found.holdouts == 0
    assert float(found.accepted) == pytest.approx(-best.fun, abs=1e-7)


@given(lottery_parameters(most_defendants=8), st.integers(0, 8))
def test_races_and_wired_prices_are_those_of_their_own_results(parameters, spared):
    game = pg.PleaGame(**parameters)
    inner, n = InnerGame(game), parameters["defendants"]
    spared = min(spared, n - 1)

    def mean(pricing, selection):
        found = settle(inner, pricing, 1, selection, lambda x: -fmpq(x.holdouts), spared)
        assert found.holdouts == 0
        return as_fraction(found.accepted) / n

    assert mean("race", "Laplacian") == sum(pg.information.rank_offers(game).hidden) / n
    wired = pg.information.wired_pleas(game, quorum=n - spared)
    form = pg.lottery_form(game)
    assert mean("wired", "plead-favourable") == wired.prices[0].price
    assert mean("wired", "Laplacian") == wired.prices[-1].price
    assert mean("wired", "strike-favourable") == form.offer_at(wired.collective_ratio)


def test_a_wired_plea_by_those_who_decide_earns_no_credit():
    """If all or none plead, nobody pleads while others hold out."""
    game = pg.PleaGame(defendants=10, capacity=2, offer=4, sentence=10)
    heard = game.with_terms(pg.CooperationCredit(2))
    (plain,), (credited,) = (
        pg.contest(each, postures=["wired"], moves=["nothing"]).cells for each in (game, heard)
    )
    assert plain[0].mean_offer == credited[0].mean_offer == 2
    (spared,) = pg.contest(heard, postures={"wired": 8}, moves=["nothing"]).cells
    assert spared[0].mean_offer == pytest.approx((10 + 10 + sum(20 / m for m in range(3, 9)) + 7 * 2
                                                  + 2 + 2) / 9)  # fmt: skip


def play_out(curve, sizes, selection, held=0):
    """(hold-outs in the end, offers accepted), by playing every continuation out."""
    if not sizes:
        return held, fmpq(0)
    size, *later = sizes
    faced = [curve[play_out(curve, later, selection, held + j)[0] - 1] for j in range(1, size + 1)]
    offers = [max(fmpq(0), price) for price in accumulate(faced, min)]
    refusing = sum(selected(faced, offers, selection))
    in_the_end, accepted = play_out(curve, later, selection, held + refusing)
    return in_the_end, accepted + sum(offers[refusing:], fmpq(0))


@given(curves, selections, st.integers(1, 3))
def test_rounds_by_playing_every_continuation_out(curve, selection, rounds):
    sizes = even_batches(len(curve), min(rounds, len(curve)))
    found = in_rounds(curve, sizes, selection)
    assert (found.holdouts, found.accepted) == play_out(curve, sizes, selection)


@settings(max_examples=40)
@given(lottery_parameters(most_defendants=8), st.integers(1, 8))
def test_without_terms_prices_are_those_of_the_protocols(parameters, rounds):
    game = pg.PleaGame(**parameters)
    inner = InnerGame(game)
    count = parameters["defendants"]
    rounds = min(rounds, count)

    def mean(pricing, selection):
        found = settle(inner, pricing, rounds, selection, lambda x: -fmpq(x.holdouts))
        assert found.holdouts == 0
        return as_fraction(found.accepted) / count

    def on(price):
        return as_fraction(price)

    several, adaptive = (
        pg.sequences.offers_in_rounds(game, rounds),
        pg.sequences.adaptive_offers(game),
    )
    at_once = pg.sequences.offers_in_rounds(game, 1)
    for selection in SELECTIONS:
        assert mean("rounds", selection) == on(several.mean_offer)
        assert mean("ranked offers", selection) == on(at_once.mean_offer)
        assert mean("announced order", selection) == on(adaptive.mean_offer)
    assert mean("one price", "plead-favourable") == on(adaptive.mean_offer)
    assert mean("one price", "Laplacian") == on(at_once.mean_offer)
    everyone = game.dismissal_cost + on(at_once.chances[0]) * (
        pg.lottery_form(game).trial_cost - game.dismissal_cost
    )
    assert mean("one price", "strike-favourable") == on(everyone)


@pytest.mark.parametrize(
    "terms", [(), (pg.SidePayment(1),), (pg.Pledge(5),), (pg.VisibleDefection("0.2"),)]
)
def test_with_terms_prices_are_the_best_offers(terms):
    """Computed apart from one another; wherever everyone pleads they must agree."""
    game = pg.PleaGame(defendants=40, capacity=4, offer=1, sentence=10).with_terms(*terms)
    count = deciding(game)
    best = [float(plan.total) / count for plan in pg.sequences.best_offers(game, rounds=(2,))]
    for offers, selection in zip(best, SELECTIONS, strict=False):
        (cell,) = pg.contest(game, postures=["one price"], moves=["nothing"], selection=selection)
        assert cell.mean_offer is None or cell.mean_offer == pytest.approx(offers)
    for offers, posture in zip(best[3:], ("ranked offers", ("rounds", 2)), strict=False):
        (cell,) = pg.contest(game, postures=[posture], moves=["nothing"])
        assert cell.mean_offer == pytest.approx(offers)


@pytest.mark.parametrize("capacity", [1, 2, 3])
def test_announced_orders_unravel(capacity):
    who = [pg.Defendant(f"D{i}", offer=10, sentence=10) for i in range(1, 5)]
    docket = pg.Docket(who, capacity=capacity, trials="announced order")
    assert pg.sequences.elimination(docket).everyone_pleads
    game = pg.PleaGame(defendants=4, capacity=capacity, offer=1, sentence=10)
    (cell,) = pg.contest(game, postures=["announced order"], moves=["nothing"])
    assert (cell.holdouts, cell.mean_offer) == (0, 10)


@settings(max_examples=12)
@given(lottery_parameters(most_defendants=6), selections)
def test_what_defendants_lose_is_what_the_prosecutor_gets(parameters, selection):
    """Without costs of process and waiting, and with payments that are mere transfers."""
    game = pg.PleaGame(**{**parameters, "sentence": 5, "process_cost": 0, "dismissal_cost": 0})
    found = pg.contest(
        game,
        postures=["standing offer", "one price", "rounds", "announced order"],
        moves={"nothing": None, "side payment": 1, "fund": 2, "pledge": None, "targeting": None},
        selection=selection,
        organizing_cost=0,
    )
    at_the_offer = float(game.offer) * parameters["defendants"]
    for cell in found:
        assert cell.prosecutor + cell.organizer == pytest.approx(at_the_offer, abs=1e-9)
        assert cell.holdouts + cell.pleas == pytest.approx(parameters["defendants"])


def test_payoffs_by_hand():
    """All hold out: 12 of 230 are tried, at 10 years with 1 for the process and 2 paid."""
    game = pg.PleaGame(
        defendants=230, capacity=12, offer=4, sentence=20, conviction="0.5", process_cost=1,
        dismissal_cost=0.5)  # fmt: skip
    found = pg.contest(
        game,
        postures=[
            pg.organizing.Posture("surge and wait", "standing offer", (pg.BudgetSurge("0.5"),))
        ],
        moves={"side payment": 2, "pledge": 23},
        trial_value=7,
        surge_cost=3,
        organizing_cost="0.25",
        payment_cost=2,
    )
    payment, pledge = found
    assert (payment.holdouts, payment.trials, payment.payments) == (230, 18, 36)
    assert payment.prosecutor == 18 * 7 - 6 * 3
    assert payment.organizer == 230 * 4 - (18 * (11 - 2) + 212 * 0.5) - 2 * 36
    assert pledge.organizer == 230 * 4 - (18 * 11 + 212 * 0.5) - 23 * 0.25
    made_whole = pg.contest(
        game, postures=["one price"], moves={"targeting": 23}, payment_cost=0
    ).cells[0][0]
    tried = 12 * 23 / made_whole.holdouts
    assert made_whole.payments == pytest.approx(tried * (11 - 0.5))


def test_dropped_cases_and_broken_promises():
    game = pg.PleaGame(defendants=20, capacity=2, offer=1, sentence=10)
    dropped = pg.contest(
        game, postures={"dismissal": 5}, moves=["nothing"], dropping_cost=2, selection="Laplacian"
    ).cells[0][0]
    mean = sum(min(1, 2 / m) for m in range(1, 16)) / 15 * 10
    assert dropped.mean_offer == pytest.approx(mean)
    assert dropped.prosecutor == pytest.approx(15 * mean - 10)
    unsure = pg.organizing.Move("unsure", (pg.Pledge(4, "0.5"),), reached=4)
    cell = pg.contest(
        game, postures=["standing offer"], moves=[unsure], selection="plead-favourable"
    ).cells[0][0]
    assert (cell.holdouts, cell.pleas) == (2, 18)
    expected = sum(p * min(2, h) for h, p in enumerate((1, 4, 6, 4, 1))) / 16
    assert cell.trials == pytest.approx(expected)
    assert cell.prosecutor == pytest.approx(18 + 10 * expected)


def test_a_strike_worth_more_than_a_free_plea_stops_elimination():
    """With v·g = 1 above κT, all-strike stays an equilibrium at an offer of 0."""
    game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    for selection, holdouts in zip(SELECTIONS, (0, 230, 230), strict=True):
        found = pg.contest(game, postures=["ranked offers", "rounds"], moves={"sanction": 1},
                           selection=selection)  # fmt: skip
        assert [cell.holdouts for cell in found] == [holdouts, holdouts]
    assert pg.equilibria(
        game.with_parameters(offer=0).with_terms(pg.VisibleDefection(1))
    )[-1].kind == "all hold out"  # fmt: skip


def test_degenerate_games_are_called_so():
    zero, one = Fraction(0), Fraction(1)
    assert two_player_equilibria([[one, one]], [[zero, zero]])[1]
    assert not two_player_equilibria([[one, zero]], [[one, zero]])[1]


@pytest.mark.parametrize("seed", range(8))
def test_replicator_dynamics_settle_where_nashpy_s_do(seed):
    draw = np.random.default_rng(seed)
    own, others = (
        [[Fraction(int(n)) for n in row] for row in draw.permutation(20).reshape(4, 5)]
        for _ in range(2)
    )
    found = replicator(own, others)
    assert [sum(found.rows), sum(found.columns)] == pytest.approx([1, 1], abs=1e-12)
    game = nashpy.Game(*(np.array(matrix, dtype=float) / 19 for matrix in (own, others)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        paths = game.asymmetric_replicator_dynamics(timepoints=np.linspace(0, 2_000, 2_001))
    if found.settled and all(np.allclose(path[-1].sum(), 1) for path in paths):
        assert np.allclose(found.rows, paths[0][-1], atol=1e-3)
        assert np.allclose(found.columns, paths[1][-1], atol=1e-3)


def test_shares_stay_shares_however_late():
    """nashpy's integrator loses them here, and returns zeros."""
    game = pg.scenario("j20").game.with_parameters(capacity=6)
    found = pg.contest(game, selection="plead-favourable")
    assert sum(found.replicator_postures.values()) == pytest.approx(1, abs=1e-12)
    assert sum(found.replicator_moves.values()) == pytest.approx(1, abs=1e-12)


def test_replicator_dynamics_that_circle_do_not_settle():
    pennies = [[Fraction(3), Fraction(-1)], [Fraction(-1), Fraction(1)]]
    other = [[-value for value in row] for row in pennies]
    assert not replicator(pennies, other).settled
    chicken = [[Fraction(1), Fraction(1)], [Fraction(0), Fraction(2)]]
    assert replicator(chicken, [[Fraction(2), Fraction(1)]] * 2).settled


def test_the_equilibria_of_a_contest_hold_in_its_own_cells():
    game = pg.PleaGame(defendants=40, capacity=4, offer=2, sentence=10)
    for selection in SELECTIONS:
        found = pg.contest(game, selection=selection)
        assert len(found.postures) == len(POSTURES)
        assert len(found.moves) == len(MOVES)
        assert found.equilibria
        names = [str(posture) for posture in found.postures], [str(move) for move in found.moves]
        for each in found.equilibria:
            assert each.max_regret == 0
            rows = [each.postures.get(name, 0) for name in names[0]]
            columns = [each.moves.get(name, 0) for name in names[1]]
            own = [sum(cell.prosecutor * q for cell, q in zip(row, columns, strict=True))
                   for row in found.cells]  # fmt: skip
            others = [sum(row[j].organizer * q for row, q in zip(found.cells, rows, strict=True))
                      for j in range(len(columns))]  # fmt: skip
            assert max(own) == pytest.approx(each.prosecutor)
            assert max(others) == pytest.approx(each.organizer)
        text = str(found)
        assert f"Equilibrium 1 of {len(found.equilibria)}" in text
        assert "assumptions" in text


def probabilities(equilibrium, contest):
    return [
        [shares.get(str(option), 0) for option in options]
        for shares, options in (
            (equilibrium.postures, contest.postures), (equilibrium.moves, contest.moves))
    ]  # fmt: skip


def test_options_that_are_nearly_twins_lose_no_equilibrium():
    game = pg.PleaGame(defendants=20, capacity=2, offer=2, sentence=10)
    moves = [("nothing", None), ("solidarity", 2), ("solidarity", "1.99998")]
    outer = pg.contest(game, postures=["standing offer", ("rounds", 2)], moves=moves)
    (only,) = outer.equilibria
    postures, chosen = probabilities(only, outer)
    assert postures == pytest.approx([0.98292914, 0.01707086], abs=5e-9)
    assert chosen == pytest.approx([0.25920592, 0.74079408, 0], abs=5e-9)


def test_small_probabilities_are_not_lost():
    game = pg.PleaGame(defendants=40, capacity=6, offer=4, sentence=10)
    postures = [pg.organizing.Posture("as it is", "standing offer"),
                pg.organizing.Posture("surge", "standing offer", (pg.BudgetSurge(6),))]  # fmt: skip
    moves = {"nothing": None, "sanction": 2}
    outer = pg.contest(game, postures=postures, moves=moves, surge_cost="1e-7")
    (only,) = outer.equilibria
    chances, chosen = probabilities(only, outer)
    assert chances == pytest.approx([7 / 15, 8 / 15], rel=1e-12)
    assert chosen == pytest.approx([1 - 3.6e-8, 3.6e-8], rel=1e-9)
    assert "nothing + less than 0.01% sanction (g = 2, v = 1); prosecutor" in " ".join(
        str(outer).split()
    )


def test_more_than_ten_options_a_side():
    game = pg.PleaGame(defendants=30, capacity=3, offer=2, sentence=10)
    postures = [pg.organizing.Posture(f"surge {n}", "one price", (pg.BudgetSurge(Fraction(n, 10)),))
                for n in range(1, 13)]  # fmt: skip
    moves = [("side payment", n) for n in range(1, 13)]
    outer = pg.contest(game, postures=postures, moves=moves, surge_cost=0)
    assert outer.equilibria
    assert all(each.max_regret == 0 for each in outer.equilibria)


def test_terms_that_a_game_has_are_left_out_of_the_defaults():
    game = pg.PleaGame(defendants=20, capacity=2, offer=1, sentence=10)
    found = pg.contest(game.with_terms(pg.SidePayment(2), pg.Retaliation(2)))
    assert "side payment" not in {move.name for move in found.moves}
    assert "retaliation" not in {posture.name for posture in found.postures}
    assert not found.cells[0][0].move.startswith("side")


GAME = pg.PleaGame(defendants=20, capacity=2, offer=1, sentence=10)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.contest(GAME, postures=["chess"]), "must be one of 'standing-offer'"),
        (lambda: pg.contest(GAME, postures="rounds"), "must be a list of names"),
        (lambda: pg.contest(GAME, postures=[]), "at least one"),
        (lambda: pg.contest(GAME, postures=[("rounds", 0)]), "rounds = 0: must be a whole number"),
        (lambda: pg.contest(GAME, postures=["rounds", ("rounds", 4)]), "must be given once"),
        (lambda: pg.contest(GAME, moves={"nothing": 2}), "takes no amount"),
        (lambda: pg.contest(GAME, moves={"pledge": 20}), "committed = 20: must leave at least one"),
        (lambda: pg.contest(GAME, moves={"side-payment": -1}), "side-payment = -1: must be"),
        (lambda: pg.contest(GAME, moves={"pledge": 2.5}), "pledge = 2.5"),
        (lambda: pg.contest(GAME, selection="best"), "must be one of 'plead-favourable'"),
        (lambda: pg.contest(GAME, surge_cost=-1, payment_cost="x"), "surge_cost(.|\n)*payment"),
        (lambda: pg.contest(pg.PleaGame.symbolic()), "must be numbers"),
        (lambda: pg.contest(identical()), "must be a PleaGame"),
        (lambda: pg.contest(GAME.with_parameters(defendants=10**6)), "at most 100,000"),
        (lambda: pg.organizing.Posture("x", pricing="auction"), "must be one of 'standing offer'"),
        (lambda: pg.organizing.Posture("x", rounds=0), "rounds = 0"),
        (lambda: pg.organizing.Move("x", reached=-1), "reached = -1"),
        (
            lambda: pg.contest(GAME.with_terms(pg.CollectiveCounsel(5)),
                               postures=["announced order"]),
            "cannot be priced where counsel",
        ),
        (
            lambda: pg.contest(GAME.with_terms(pg.SidePayment(1)), moves=["side payment"]),
            "must be given once",
        ),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()


def identical():
    return pg.Docket([pg.Defendant("D1", offer=1, sentence=2)], capacity=1)


def test_on_the_command_line(command):
    arguments = ("contest", "j20", "--posture", "ranked-offers", "--posture", "rounds=2",
                 "--posture", "rounds=10", "--move", "nothing", "--move", "side-payment=6",
                 "--selection", "strike-favourable")  # fmt: skip
    code, out, _ = command(*arguments, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["selection"] == "strike-favourable"
    assert [cell["holdouts"] for cell in found["cells"]] == [0] * 6
    assert found["cells"][0]["mean_offer"] == pytest.approx(2.0422208521884)
    assert found["degenerate"] is False
    for style in ("table", "csv", "latex", "markdown"):
        code, out, err = command(*arguments, "--format", style)
        assert (code, err) == (0, "")
        assert "rounds (R = 10)" in out
    code, out, err = command("contest", "j20", "--posture", "standing-offers", "--move", "fund=-1")
    assert (code, out) == (2, "")
    unknown, negative = err.splitlines()
    assert "one of 'standing-offer', 'one-price'" in unknown
    assert unknown.endswith("did you mean standing-offer?")
    assert "fund = -1: must be" in negative
    code, _, err = command("contest", "j20", "--posture", "dismissal=999")
    assert code == 2
    assert "dismissed = 999: must leave at least one of the 230 defendants" in err


def test_the_rows_of_a_file_tell_the_result(command):
    chosen = {"postures": ["one price", "rounds", "announced order"],
              "moves": ["nothing", "sanction", "fund", "pledge"]}  # fmt: skip
    game = GAME.with_parameters(offer=4)
    found = pg.contest(game, **chosen)
    rows = found.record()["cells"]
    assert rows == json.loads(json.dumps(rows))
    for number, each in enumerate(found.equilibria, start=1):
        column = f"equilibrium_{number}_probability"
        assert sum(row[column] for row in rows) == pytest.approx(1)
        for row in rows:
            if row[column] == 1:
                assert row["prosecutor_best_reply"] and row["organizer_best_reply"]
        for side in ("prosecutor", "organizer"):
            expected = sum(row[column] * row[side] for row in rows)
            assert expected == pytest.approx(getattr(each, side))
    for row in rows:
        gains = [other["prosecutor"] - row["prosecutor"]
                 for other in rows if other["move"] == row["move"]]  # fmt: skip
        assert row["prosecutor_best_reply"] == (max(gains) <= 0)
        gains = [other["organizer"] - row["organizer"]
                 for other in rows if other["posture"] == row["posture"]]  # fmt: skip
        assert row["organizer_best_reply"] == (max(gains) <= 0)
    out = command("contest", "j20", "--posture", "one-price", "--move", "nothing",
                  "--format", "csv")[1]  # fmt: skip
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["prosecutor_best_reply"], row["organizer_best_reply"]) == ("True", "True")
    assert float(row["equilibrium_1_probability"]) == 1


def test_lists_that_spare_the_command_line_an_import_are_true(command):
    assert set(command_line.SELECTIONS) == set(SELECTIONS)
    _, out, _ = command("contest", "--help")
    for named in (*POSTURES, *MOVES):
        assert named.name.replace(" ", "-") in " ".join(out.split())


def test_what_a_trial_is_worth_is_stated_below_the_table():
    game = pg.PleaGame(defendants=20, capacity=2, offer=3, sentence=10)
    options = {"postures": ["standing offer"], "moves": ["nothing"]}
    assert "trials at the sentence expected," in " ".join(str(pg.contest(game, **options)).split())
    text = str(pg.contest(game, **options, trial_value="2.5"))
    assert "trials at 2.5 years each," in " ".join(text.split())


def test_postures_state_their_amounts():
    rounds = pg.organizing.Posture("slowly", "rounds", (pg.Retaliation(2),), rounds=1000)
    assert str(rounds) == "slowly (R = 1,000, ρ = 2)"
    assert str(pg.organizing.Posture("once")) == "once"


def test_offers_that_nobody_would_take_are_missing_in_the_record():
    """With 25 years from the union for holding out, no offer of 0 or more is taken by all."""
    paid = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
    found = pg.sequences.best_offers(paid.with_terms(pg.Solidarity(25)), rounds=2)
    record = found.record()["plans"]
    assert any(plan.total is None for plan in found)
    for plan, kept in zip(found, record, strict=True):
        for name in ("dearest", "cheapest", "total"):
            value = getattr(plan, name)
            assert kept[name] == (None if value is None else float(value))
        assert kept["mean"] == (None if plan.total is None else float(plan.total) / 5)
