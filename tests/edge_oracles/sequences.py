"""Offers one after another, and games of named defendants who are alike: all cases."""

from fractions import Fraction
from itertools import product
from math import ceil

from .measure import holds, same
from .stated import Lottery, high
from .thresholds import threatened

_NAMED = 3


def check_play(found, game, chances, pleads, measure):
    assert list(found.chances) == chances
    assert list(found.pleads) == pleads
    if not found.at_one_price:
        measure.near(found.mean_offer, game.price(sum(chances) / len(chances)))


@holds("τ(1) for everyone, in fractions", "adaptive_offers")
def of_adaptive_offers(found, game, measure):
    n = game.defendants
    check_play(found, game, [game.chance(1)] * n, [True] * n, measure)


@holds("r against κ in fractions", "fixed_offers")
def of_fixed_offers(found, game, measure):
    n = game.defendants
    plead = game.ratio <= game.chance(n)
    assert list(found.pleads) == [plead] * n
    assert found.holdouts == (0 if plead else n)


@holds("who is before whom, counted", "announced_order")
def of_announced_orders(found, game, measure):
    n = game.defendants
    check_play(found, game, [Fraction(bool(game.capacity))] * n, [True] * n, measure)


@holds("τ(N), …, τ(1) in fractions", "offers_in_rounds")
def of_rounds(found, game, measure):
    n = game.defendants
    check_play(found, game, [game.chance(m) for m in range(n, 0, -1)], [True] * n, measure)


@holds("the bullet-saving recursion in whole numbers", "trials_at_once")
def of_trials_at_once(found, game, measure):
    n = game.defendants
    paying = threatened(game, game.trial_cost)
    chances = [Fraction(0)] * (n - paying) + [Fraction(1)] * paying
    check_play(found, game, chances, [True] * n, measure)


def docket(game, count=_NAMED):
    """Gains among named defendants, all of that kind."""
    return Lottery(game.saved, game.at_stake, Fraction(min(game.capacity, count)), count)


def threshold(game, capacity):
    """The least m with r ≥ τ(m), however many there are; None where there is none."""
    if game.ratio >= 1 or (not capacity and game.ratio >= 0):
        return 1
    return ceil(capacity / game.ratio) if capacity and game.ratio > 0 else None


@holds("the least chance of trial over all sets of the others, in fractions", "elimination")
def of_eliminations(found, game, measure):
    goes = game.ratio <= docket(game).tried(_NAMED)
    assert [step.round for step in found.steps] == [1] * _NAMED * goes
    assert len(found.remaining) == _NAMED * (not goes)


@holds("the least chance of trial over all sets of the others, in fractions", "elimination_cases")
def of_cases(found, game, measure):
    (case,) = found.cases
    of_eliminations(case.elimination, game, measure)


def payoff(game, profile, own):
    holdouts, lottery = sum(profile), docket(game)
    if not profile[own]:
        return -game.offer
    tried = lottery.tried(holdouts)
    return -(tried * game.trial_cost + (1 - tried) * game.dismissal_cost)


def play(game, so_far=()):
    """Backwards through all eight ends; ties plead."""
    if len(so_far) == _NAMED:
        return [payoff(game, so_far, own) for own in range(_NAMED)]
    pleads, holds_out = (play(game, (*so_far, own)) for own in (False, True))
    own = len(so_far)
    return holds_out if holds_out[own] > pleads[own] else pleads


def gains_alone(profile, game):
    """What each would gain by changing alone."""
    for own, holds_out in enumerate(profile):
        other = (*profile[:own], not holds_out, *profile[own + 1 :])
        yield payoff(game, other, own) - payoff(game, profile, own)


@holds("all eight profiles, in fractions; pure ones alone", "equilibria, named")
def of_named(found, game, measure):
    """Each profile is in some equilibrium that is stated if and only if nobody gains alone."""
    for profile in product((False, True), repeat=_NAMED):
        stated = any(
            all(low <= own <= high for own, (low, high) in zip(profile, each.spans, strict=True))
            for each in found
        )
        assert stated == (max(gains_alone(profile, game)) <= 0), profile
    for each in found.pure:
        profile = tuple(bool(chance) for chance in each.probabilities)
        assert each.strict == (max(gains_alone(profile, game)) < 0)
        measure.nears(each.payoffs, [payoff(game, profile, own) for own in range(_NAMED)])


@holds("backward induction through all ends, in fractions", "game_tree")
def of_trees(found, game, measure):
    assert [Fraction(str(paid)) for paid in found.outcome.payoffs] == play(game)


@holds("who joins as the k-th needs (T − d)·max(0, 1 − r/τ(k)), in fractions", "funding_order")
def of_funding(found, game, measure):
    lottery = docket(game)

    def needed(k):
        return max(Fraction(0), -lottery.gain(k) / lottery.tried(k)) if game.capacity else 0

    payments = [needed(k) for k in range(1, _NAMED + 1)]
    assert [each.payment for each in found.steps] == payments
    assert [each.spent for each in found.steps] == [sum(payments[:k]) for k in range(1, _NAMED + 1)]
    seed = next((s for s in range(_NAMED) if lottery.gain(s + 1) >= 0), _NAMED)
    assert found.seed == seed
    for each in found.steps:
        assert each.alone == (needed(seed) if seed else None)


@holds("Δ(1) and Δ(3) in fractions", "office_strike")
def of_office_strikes(found, game, measure):
    (client,) = found.clients
    lottery = docket(game)
    same(client.acting_alone, lottery.gain(1))
    same(client.office_strikes, lottery.gain(1))
    same(client.all_strike, lottery.gain(_NAMED))


@holds("Δ(1), Δ(2), Δ(3) in fractions", "least_office")
def of_least_offices(found, game, measure):
    lottery = docket(game)
    size = next((m for m in range(1, _NAMED + 1) if lottery.gain(m) >= 0), None)
    assert (found and len(found)) == size


@holds("every number kept, by the equilibria among them", "cheapest_dismissals")
def of_dismissals(found, game, measure):
    """Alike: as many may stay as are too few for any of them to be content."""
    alone = threshold(game, min(game.capacity, _NAMED))
    kept = _NAMED if alone is None else min(_NAMED, alone - 1)
    assert len(found.dismissed) == _NAMED - kept
    assert list(found.values) == [game.offer] * len(found.values)


@holds("all four profiles and the point of indifference, in fractions", "two_defendant_equilibria")
def of_two(found, game, measure):
    corners = {corner for box in found.components for corner in box.corners}
    boxes = [(box.first, box.second) for box in found.components]
    _are_all_of_two(corners, boxes, game)


@holds("all four profiles and the point of indifference, in fractions", "bimatrix")
def of_bimatrix(found, game, measure):
    corners = {(each.rows[1], each.columns[1]) for each in found}
    sets = [subset for part in found.components for subset in part.subsets]
    boxes = [
        tuple(
            (min(x[1] for x in side), max(x[1] for x in side)) for side in (each.rows, each.columns)
        )
        for each in sets
    ]
    _are_all_of_two(corners, boxes, game)


def _are_all_of_two(corners, boxes, game):
    first, second = (docket(game, 2).gain(m) for m in (1, 2))

    def gain(other):
        return first + other * (second - first)

    def holds_up(own, other):
        better = gain(other)
        return better == 0 or own == (better > 0)

    assert all(holds_up(x, y) and holds_up(y, x) for x, y in corners)
    expected = {(x, y) for x, y in product((0, 1), repeat=2) if holds_up(x, y) and holds_up(y, x)}
    if first * second < 0:
        level = first / (first - second)
        expected.add((level, level))
    for x, y in expected:
        assert any(
            mine[0] <= x <= mine[1] and theirs[0] <= y <= theirs[1] for mine, theirs in boxes
        )


def crowd(game):
    """Five hundred of that kind at most, in shares of what is at stake."""
    count = min(game.defendants, 500)
    return Lottery(game.ratio, Fraction(1), Fraction(game.capacity), count)


def crowd_counts(game):
    lottery = crowd(game)
    gains = lottery.gains
    return [
        m for m in range(lottery.count + 1)
        if (m == 0 or gains[m - 1] >= 0) and (m == lottery.count or gains[m] <= 0)
    ]  # fmt: skip


@holds("r against τ(m) in fractions, every m", "pure_equilibria", "extremal_equilibria")
def of_crowds(found, game, measure):
    counts = crowd_counts(game)
    if hasattr(found, "least"):
        assert (found.least, found.greatest) == (counts[0], counts[-1])
    else:
        assert [each.holdouts for each in found] == counts


@holds("r against τ(m) in fractions, every m", "least_seed")
def of_seeds(found, game, measure):
    gains = crowd(game).gains
    assert found.size == next((m for m, gain in enumerate(gains) if gain >= 0), len(gains))
    assert len(found.members) == found.size


def shortfalls(game):
    """What each rank needs to join, as a share of the stake."""
    lottery = crowd(game)
    return [
        max(Fraction(0), -gain / lottery.tried(m)) if game.capacity else Fraction(0)
        for m, gain in enumerate(lottery.gains, 1)
    ]


@holds("max(0, 1 − r/τ(k)) in fractions, every rank", "uniform_tipping_payment")
def of_uniform_payments(found, game, measure):
    same(found, max(shortfalls(game)))


@holds("max(0, 1 − r/τ(k)) in fractions, every rank", "cheapest_tipping_payments")
def of_cheapest_payments(found, game, measure):
    """The ranks are everyone's, so the payments are these in some order."""
    measure.nears(sorted(found.payments.tolist()), sorted(shortfalls(game)))


@holds("Laplacian prices in fractions; regrets in the printed cells", "contest")
def of_contests(found, game, measure):
    """With a year to each who is tried, where that leaves trial a threat."""
    n = game.defendants
    for row in found.cells:
        plain, paid = row
        if plain.mean_offer is None:
            assert plain.pleas == 0
            continue
        measure.near(plain.mean_offer, game.price(game.mean_chance(n)))
        measure.near(plain.prosecutor, n * game.price(game.mean_chance(n)))
        if game.at_stake >= 1 and paid.mean_offer is not None:
            price = game.dismissal_cost + game.mean_chance(n) * (game.at_stake - 1)
            measure.near(paid.mean_offer, price, scale=max(abs(price), game.at_stake))
            assert paid.holdouts == 0
        assert plain.holdouts == 0
    own = [[Fraction(cell.prosecutor) for cell in row] for row in found.cells]
    others = [[Fraction(cell.organizer) for cell in row] for row in found.cells]
    assert found.equilibria
    for each in found.equilibria:
        x = [Fraction(each.postures.get(str(p), 0)) for p in found.postures]
        y = [Fraction(each.moves.get(str(p), 0)) for p in found.moves]
        by_row = [sum(a * b for a, b in zip(row, y, strict=True)) for row in own]
        by_column = [
            sum(a * row[j] for a, row in zip(x, others, strict=True)) for j in range(len(y))
        ]
        mean = sum(a * b for a, b in zip(x, by_row, strict=True))
        other = sum(a * b for a, b in zip(y, by_column, strict=True))
        size = max(abs(v) for row in own + others for v in row) or Fraction(1)
        measure.within(float(max(max(by_row) - mean, max(by_column) - other) / size))


@holds("bounds and what all pleas amount to; the draws by tests/test_national.py",
       "simulate_nation")  # fmt: skip
def of_nations(found, game, measure):
    n = game.defendants
    measure.near(found.without["sentence_years"], n * game.offer, units=n)
    same(found.without["trials"], 0)
    for name, means in found.means.items():
        assert ((found.lower[name] <= means) & (means <= found.upper[name])).all()
    won = found.means["dockets_won"]
    assert ((won >= 0) & (won <= 1)).all()
    if game.tipping is None:
        assert not won.any()
    if game.tipping == 1 and n >= 200:  # some member holds out, all but surely
        assert (won == 1).all()
    assert (found.means["trials"] <= high(min(game.capacity, n))).all()
