"""Whoever gets an offer that is printed is indifferent, by payoffs written by hand."""

from fractions import Fraction
from itertools import accumulate
from math import ceil

import pytest

from tests.every_term import with_at_most
from tests.every_verb import answered, outcome
from tests.oracles import game_by_hand, trial_probability

GAMES = {name: with_at_most(name, 2) for name in ("tied", "fractions")}


def number(value):
    """A sympy number, Fraction or int as a Fraction; a float as it is."""
    return Fraction(int(value.p), int(value.q)) if hasattr(value, "p") else value


def mean(values):
    return sum(values, Fraction(0)) / len(values)


def offer_at(by_hand, chance, held=1):
    """What is as good as holding out with this chance of trial."""
    return -by_hand.worth_if_tried(chance, held) - by_hand.sanction


def by_turnout(by_hand, chances):
    return [offer_at(by_hand, chance) for chance in chances]


def adaptive(by_hand):
    return [trial_probability(by_hand.trials, 1)] * by_hand.deciding


def all_refuse(by_hand):
    return [trial_probability(by_hand.trials, by_hand.deciding)] * by_hand.deciding


def two_rounds(by_hand):
    larger = ceil(Fraction(by_hand.deciding, 2))
    sizes = [size for size in (larger, by_hand.deciding - larger) if size]
    return [trial_probability(by_hand.trials, m) for size in sizes for m in range(size, 0, -1)]


def tried_at_once(by_hand):
    """She tries while that is worth no less than the pleas which the trial would still bring."""
    stake = by_hand.trial_cost(1) - by_hand.parameters["dismissal_cost"]
    pleas = by_hand.trial_cost(1) // stake
    paying = min(by_hand.deciding, (1 + pleas) * by_hand.trials)
    return [Fraction(place >= by_hand.deciding - paying) for place in range(by_hand.deciding)]


def in_order(by_hand):
    """Each of those before her holds out with probability 1/4."""
    share, left, chances = Fraction(1, 4), [Fraction(1)], []
    for _ in range(by_hand.deciding):
        chances.append(sum(left[: int(by_hand.trials)], Fraction(0)))
        left = [
            (1 - share) * stay + share * come
            for stay, come in zip([*left, 0], [0, *left], strict=True)
        ]
    return chances


SEQUENCES = {
    "adaptive_offers": adaptive,
    "offers_in_rounds": two_rounds,
    "trials_at_once": tried_at_once,
    "announced_order": in_order,
}


@pytest.mark.parametrize("name", SEQUENCES)
@pytest.mark.parametrize("games", GAMES)
def test_offers_in_sequence(name, games):
    for game in GAMES[games]:
        if not answered(name, game):
            continue
        by_hand, play = game_by_hand(game), outcome(name, game)
        offers = by_turnout(by_hand, SEQUENCES[name](by_hand))
        assert [number(offer) for offer in play.offers] == offers, game.terms
        assert number(play.mean_offer) == mean(offers), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_a_fixed_offer_is_the_one_stated(games):
    for game in GAMES[games]:
        if not answered("fixed_offers", game):
            continue
        by_hand, play = game_by_hand(game), outcome("fixed_offers", game)
        assert number(play.mean_offer) == by_hand.offer, game.terms
        refuse = by_hand.gain(by_hand.deciding) > 0
        assert play.holdouts == (by_hand.deciding if refuse else 0), game.terms
        chances = all_refuse(by_hand) if refuse else adaptive(by_hand)
        acceptable = [number(offer) for offer in play.acceptable]
        assert acceptable == by_turnout(by_hand, chances), game.terms


def protocols_by_hand(by_hand):
    """The offers in the order of the rows: each list as the defendants get them."""
    count = by_hand.deciding
    at = [by_hand.indifferent(m) for m in range(1, count + 1)]
    alone, together = [at[0]] * count, [at[-1]] * count
    rounds = by_turnout(by_hand, two_rounds(by_hand))
    chances = tried_at_once(by_hand)
    untried = max(Fraction(0), offer_at(by_hand, 0))
    at_once = [offer_at(by_hand, chance) if chance else untried for chance in chances]
    laplacian = [mean(at)] * count
    quorum = [max(mean([*at[:refusers], at[-1]]) for refusers in range(count))] * count
    ranked = [at, by_hidden_rank(at), at, together, quorum]
    return [together, laplacian, alone, *ranked, together, rounds, alone, alone, at_once, together]


def by_hidden_rank(at):
    """The dearest offers, none above certain trial, whose means stay below what refusing costs."""
    offers = []
    for n in range(1, len(at) + 1):
        offers.append(min(at[0], n * at[-n] - sum(offers)))
    return offers


@pytest.mark.parametrize("games", GAMES)
def test_protocols(games):
    for game in GAMES[games]:
        if not answered("protocols", game):
            continue
        rows, by_hand = list(outcome("protocols", game)), game_by_hand(game)
        expected = protocols_by_hand(by_hand)
        for place, (row, offers) in enumerate(zip(rows, expected, strict=True)):
            if min(offers) < 0:
                assert row.mean_offer is row.total is row.share_of_trial_cost is None, game.terms
                continue
            to = expected[2] if place == len(rows) - 1 else offers
            share = mean(offers) / by_hand.trial_cost(1)
            assert row.mean_offer == pytest.approx(float(mean(offers))), (game.terms, place)
            assert row.mean_offer_to == pytest.approx(float(mean(to))), (game.terms, place)
            assert row.share_of_trial_cost == pytest.approx(float(share)), (game.terms, place)
            if to is offers:
                assert row.total == pytest.approx(float(sum(offers))), (game.terms, place)


@pytest.mark.parametrize("games", GAMES)
def test_best_offers(games):
    """For gains of any shape: what is as good as holding out as one of so many."""
    for game in GAMES[games]:
        by_hand, best = game_by_hand(game), outcome("best_offers", game)
        count = by_hand.deciding
        prices = [by_hand.indifferent(m) for m in range(1, count + 1)]
        lowest = list(accumulate(prices, min))
        larger = ceil(Fraction(count, 2))
        one_price = (
            prices[0],
            min(mean(prices[:m]) for m in range(1, count + 1)),
            lowest[-1],
        )
        plans = [
            *([price] * count for price in one_price),
            lowest, lowest[:larger] + lowest[: count - larger], [prices[0]] * count,
        ]  # fmt: skip
        assert list(best.prices) == prices, game.terms
        for plan, offers in zip(best, plans, strict=True):
            total = None if min(offers) < 0 else sum(offers)
            assert plan.total == total, (game.terms, plan)
            if total is not None:
                assert (plan.cheapest, plan.dearest) == (min(offers), max(offers)), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_clock(games):
    """Four offers before the deadline, one by one and two by two; whoever is left holds out."""
    for game in GAMES[games]:
        if not answered("clock", game):
            continue
        by_hand = game_by_hand(game)
        reached = min(by_hand.deciding, 4)
        left = by_hand.deciding - reached
        for schedule in outcome("clock", game):
            rounds = ceil(Fraction(reached, schedule.batch))
            sizes = [reached // rounds + (place < reached % rounds) for place in range(rounds)]
            chances = [trial_probability(by_hand.trials, left + m)
                       for size in sizes for m in range(1, size + 1)]  # fmt: skip
            offers = by_turnout(by_hand, chances)
            expected = None if min(offers) < 0 else pytest.approx(float(mean(offers)))
            assert schedule.mean_offer == expected, game.terms
            assert (schedule.reached, schedule.left) == (reached, left)
            assert schedule.tried == min(left, by_hand.trials)
            assert schedule.holds is (left > 0 and by_hand.gain(left) >= 0), game.terms


@pytest.mark.parametrize("games", GAMES)
def test_visibility(games):
    for game in GAMES[games]:
        if not answered("visibility", game):
            continue
        by_hand, found = game_by_hand(game), outcome("visibility", game)
        worths = [by_hand.hold_out(m) for m in range(1, by_hand.deciding + 1)]
        assert found.sanction == by_hand.sanction
        assert found.visible_offer == by_hand.indifferent(1), game.terms
        assert found.visible_burden == -worths[0], game.terms
        laplacian = pytest.approx(float(-mean(worths)), rel=1e-15)
        assert float(found.invisible_offer) == float(found.invisible_burden) == laplacian
        fails_from = max(Fraction(0), -worths[0] - by_hand.offer)
        assert found.sequence_fails_from == fails_from, game.terms
        costs_from = pytest.approx(float(mean(worths) - worths[0]), rel=1e-15)
        assert float(found.costs_prosecutor_from) == costs_from, game.terms


@pytest.mark.parametrize("name", ["nash_bargain", "rubinstein_bargain"])
@pytest.mark.parametrize("games", GAMES)
def test_collective_bargains(name, games):
    """Between what a strike is worth to her, and what it costs them: all hold out, unsanctioned."""
    discounts = Fraction(9, 10), Fraction(4, 5)
    rubinstein = (1 - discounts[1]) / (1 - discounts[0] * discounts[1])
    share = {"nash_bargain": Fraction(1, 3), "rubinstein_bargain": rubinstein}[name]
    for game in GAMES[games]:
        if not answered(name, game):
            continue
        by_hand, bargain = game_by_hand(game), outcome(name, game)
        count = by_hand.deciding
        least = by_hand.tried(count) * by_hand.trial_sentence(count)
        most = -by_hand.worth(count)
        assert (bargain.least, bargain.most) == (least, most), game.terms
        assert bargain.surplus == count * (most - least), game.terms
        agreed = None if most < least else least + share * (most - least)
        assert bargain.offer == agreed, game.terms


def contest_cells(found):
    """Each cell with its posture and move."""
    for posture, line in zip(found.postures, found.cells, strict=True):
        for move, cell in zip(found.moves, line, strict=True):
            yield posture, move, cell


def prices_are_suprema(curve, holdouts, price):
    """So many hold out at this price by the Laplacian rule, and more of them just above it."""
    worth = [sum((price - p for p in curve[:m]), Fraction(0)) for m in range(len(curve) + 1)]
    ties = [m for m, total in enumerate(worth) if total == max(worth)]
    return holdouts == min(ties) < max(ties)


def pleas_of(by_hand, deciding):
    """How many plead, a mean, the committed who break their promise included."""
    return by_hand.caseload - by_hand.mean(Fraction, deciding)


def stretches(curve):
    """The means at which a stretch of hold-outs is as good as its plea, for any stretch."""
    for first in range(len(curve)):
        for end in range(first + 1, len(curve) + 1):
            yield mean(curve[first:end])


@pytest.mark.parametrize("games", ["fractions"])
def test_contest_prices(games):
    """The standing offer is the one stated, and one price is the dearest that leaves so many."""
    for game in GAMES[games]:
        if not answered("contest", game):
            continue
        for posture, move, cell in contest_cells(outcome("contest", game)):
            where = (game.terms, cell.posture, cell.move)
            by_hand = game_by_hand(game.with_terms(*posture.terms, *move.terms))
            deciding = round(cell.holdouts - float(by_hand.mean(Fraction, 0)))
            if posture.pricing == "standing offer" and cell.pleas:
                credited = by_hand.years_credited(deciding) / pleas_of(by_hand, deciding)
                assert cell.mean_offer == pytest.approx(float(by_hand.offer - credited)), where
            if posture.pricing == "one price" and deciding < by_hand.deciding:
                curve = [by_hand.indifferent(m) for m in range(1, by_hand.deciding + 1)]
                credited = by_hand.years_credited(deciding) / pleas_of(by_hand, deciding)
                offered = cell.mean_offer + float(credited)
                price = min(stretches(curve), key=lambda p, near=offered: abs(p - near))
                assert float(price) == pytest.approx(offered), where
                assert prices_are_suprema(curve, deciding, price), where


@pytest.mark.parametrize("games", ["fractions"])
def test_contest_totals(games):
    """What both sides get is a sum over all defendants, the committed included."""
    for game in GAMES[games]:
        if not answered("contest", game):
            continue
        stated = game_by_hand(game)
        for posture, move, cell in contest_cells(outcome("contest", game)):
            where = (game.terms, cell.posture, cell.move)
            by_hand = game_by_hand(game.with_terms(*posture.terms, *move.terms))
            deciding = round(cell.holdouts - float(by_hand.mean(Fraction, 0)))
            held = by_hand.mean(Fraction, deciding)
            pleas = pleas_of(by_hand, deciding)
            payments = by_hand.paid_to_the_tried(deciding)
            counted = [held, pleas, by_hand.trials_held(deciding), payments]
            printed = [cell.holdouts, cell.pleas, cell.trials, cell.payments]
            assert printed == pytest.approx([float(number) for number in counted]), where
            accepted = float(pleas) * (cell.mean_offer or 0)
            # a trial added costs what a trial costs without terms, and a case dropped nothing
            trial_cost = game_by_hand(game.without_terms()).trial_cost(1)
            added = max(0, by_hand.prosecutors - stated.prosecutors)
            prosecutor = accepted + float(by_hand.years_from_trials(deciding) - trial_cost * added)
            assert cell.prosecutor == pytest.approx(prosecutor, abs=1e-9), where
            lost = pleas * by_hand.sanction - by_hand.over_holdouts(by_hand.worth, deciding)
            spared = stated.caseload * stated.offer - lost - payments
            assert cell.organizer == pytest.approx(float(spared) - accepted, abs=1e-9), where
