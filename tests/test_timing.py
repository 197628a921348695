"""Sequential play by counts against explicit trees, and the table of protocols."""

from fractions import Fraction
from itertools import pairwise, product
from math import ceil

import pytest
from hypothesis import given, settings, strategies as st
from sympy import Rational, symbols

import plea_games as pg
from plea_games.solvers.sequences.mean_chances import mean_in_announced_order, mean_over_rounds
from plea_games.solvers.sequences.sequential import even_batches
from tests import oracles
from tests.strategies import fractions


def identical(n, k, offer, *, trial_value=10, dismissal_cost=0, committed=0):
    who = [
        pg.Defendant(
            f"D{i}", offer=offer, sentence=10, dismissal_cost=dismissal_cost,
            trial_value=trial_value,
        )
        for i in range(n)
    ]  # fmt: skip
    return pg.Docket(who, capacity=k)


def plain(n, k, offer=1, **more):
    return pg.PleaGame(defendants=n, capacity=k, offer=offer, sentence=10, **more)


def test_the_table_of_protocols():
    found = {}
    for p in pg.protocols(plain(100, 5), rounds=(2, 4, 5, 10, 20)):
        found.setdefault((p.offers, p.trials), []).append(p)
    at_end = "at the end, by lot"
    once = found["one price, all at once", at_end]
    assert [p.stake_share for p in once] == pytest.approx([0.05, 0.1952, 1], abs=5e-5)
    assert found["ranked prices, all at once", at_end][0].stake_share == once[1].stake_share
    assert found["one at a time, one fixed price", at_end][0].stake_share == 0.05
    assert found["one at a time, prices adapt", at_end][0].stake_share == 1
    announced = found["one price, all at once", "in announced order"][0]
    assert (announced.stake_share, announced.reasoning_steps) == (1, 20)
    rounds = {p.rounds: p.stake_share for (offers, _), ps in found.items() for p in ps
              if "re-set" in offers}  # fmt: skip
    expected = {2: 0.3216, 4: 0.5065, 5: 0.5786, 10: 0.8228, 20: 1}
    assert rounds == pytest.approx(expected, abs=5e-5)
    ranked = found["ranked prices, all at once", at_end][0]
    assert ranked.reasoning_steps == 96  # the first 5 would be tried: 1 step, and 1 for each other
    private = found["private offers", at_end][0]
    assert (private.mean_offer, private.mean_offer_to, private.total) == (0.5, 10, None)


@pytest.mark.parametrize(
    ("n", "k", "hidden", "quorum"),
    [(5, 1, "3/5", "3/5"), (10, 3, "3/4", "33/40"), (230, 12, "2446/6095", "1386/1495")],
)
def test_what_ranks_and_packages_enforce(n, k, hidden, quorum):
    rows = {p.offers: p for p in pg.protocols(plain(n, k))}
    assert rows["ranked prices, queue hidden"].stake_share == float(Fraction(hidden))
    assert rows["one price, if N − K accept"].stake_share == float(Fraction(quorum))
    assert rows["one price, for all or none"].stake_share == k / n
    seen, ranked = rows["ranked prices, one at a time"], rows["ranked prices, all at once"]
    assert seen.mean_offer == ranked.mean_offer
    dearest = pg.information.rank_offers(plain(n, k))
    assert rows["ranked prices, queue hidden"].mean_offer == pytest.approx(
        float(sum(dearest.hidden) / n)
    )


def test_uneven_batches():
    play = pg.sequences.offers_in_rounds(plain(100, 5), (34, 33, 33))
    assert float(play.mean_chance) == pytest.approx(0.4223, abs=5e-5)


@pytest.mark.parametrize(
    ("r", "share"), [(1, 0.1993), (2, 0.3294), (5, 0.5947), (10, 0.8441), (20, 1)]
)
def test_price_by_rounds(r, share):
    (found,) = [p for p in pg.protocols(plain(1000, 50), rounds=r) if "re-set" in p.offers]
    assert found.stake_share == pytest.approx(share, abs=5e-5)


def test_offers_beyond_doubles_together_are_refused():
    game = pg.PleaGame(defendants=10**5, capacity=10**4, offer=1, sentence="1e308")
    with pytest.raises(
        pg.errors.PrecisionError, match=r"total = about 1e.*: is beyond double precision"
    ):
        pg.protocols(game)


@settings(max_examples=40)
@given(st.integers(1, 40), st.integers(0, 45), st.integers(1, 40))
def test_protocols_and_plays_agree(n, k, rounds):
    rounds = min(rounds, n)
    game = plain(n, k, dismissal_cost=2)
    rows = {(p.offers, p.trials): p for p in pg.protocols(game, rounds=rounds)}
    in_rounds = next(p for (offers, _), p in rows.items() if "re-set" in offers)
    assert in_rounds.mean_offer == pytest.approx(
        float(pg.sequences.offers_in_rounds(game, rounds).mean_offer), rel=1e-14)  # fmt: skip
    adaptive = rows["one at a time, prices adapt", "at the end, by lot"]
    assert adaptive.mean_offer == float(pg.sequences.adaptive_offers(game).mean_offer)
    at_once = rows["one at a time, prices adapt", "at once, no commitment"]
    assert at_once.stake_share == float(pg.sequences.trials_at_once(game).mean_chance)
    dear = pg.protocols(game, rounds=rounds, trial_value=25)
    at_once = next(p for p in dear if p.trials == "at once, no commitment")
    assert at_once.stake_share == float(
        pg.sequences.trials_at_once(game, trial_value=25).mean_chance
    )
    ranked = rows["ranked prices, all at once", "at the end, by lot"]
    assert ranked.mean_offer == pytest.approx(
        float(pg.sequences.offers_in_rounds(game, 1).mean_offer)
    )


@settings(max_examples=80)
@given(st.integers(1, 6), st.integers(0, 7), st.integers(0, 5), st.integers(0, 3))
def test_adaptive_offers_agree_with_the_explicit_tree(n, k, value, waiting):
    trial_value = 10 * Fraction(value, 5)
    named = identical(n, k, 1, trial_value=trial_value, dismissal_cost=waiting)
    tree = pg.sequences.game_tree(named, "adaptive offers")
    play = pg.sequences.adaptive_offers(plain(n, k, dismissal_cost=waiting))
    assert tuple(decision.offer for decision in tree.path) == play.offers
    assert tuple(decision.pleads for decision in tree.path) == play.pleads


@settings(max_examples=80)
@given(st.integers(1, 6), st.integers(0, 7), st.integers(0, 24))
def test_fixed_offers_agree_with_the_explicit_tree(n, k, halves):
    offer = Fraction(halves, 2)
    tree = pg.sequences.game_tree(identical(n, k, offer))
    play = pg.sequences.fixed_offers(plain(n, k, offer))
    assert tuple(decision.pleads for decision in tree.path) == play.pleads
    assert play.mean_offer == Rational(halves, 2)
    collective = oracles.trial_probability(k, n) * 10
    assert play.holdouts == (n if offer > collective else 0)


@settings(max_examples=80)
@given(st.integers(1, 6), st.integers(0, 7), st.integers(0, 30), st.booleans(), st.integers(0, 3))
def test_trials_at_once_agree_with_the_explicit_tree(n, k, value, ties_try, waiting):
    tree = pg.sequences.game_tree(
        identical(n, k, 1, trial_value=value, dismissal_cost=waiting), "trials at once",
        ties_try=ties_try)  # fmt: skip
    game = plain(n, k, dismissal_cost=waiting)
    play = pg.sequences.trials_at_once(game, trial_value=value, ties_try=ties_try)
    assert tuple(decision.offer for decision in tree.path) == play.offers
    assert tree.outcome.prosecutor == sum(play.offers)


def threats_at_once(count, capacity, value, ties_try):
    """Who is tried after refusing, first to last: state by state backwards, by trials left."""
    extracted, credible = [Fraction(0)] * (capacity + 1), []  # pleas at T
    for _ in range(count):
        spent = [after - before for before, after in pairwise(extracted)]
        tries = [False, *(loss < value or (ties_try and loss == value) for loss in spent)]
        extracted = [pleas + own for pleas, own in zip(extracted, tries, strict=True)]
        credible.append(tries[-1])
    return credible[::-1]


@settings(max_examples=300)
@given(
    st.integers(1, 39),
    st.integers(0, 9),
    st.integers(0, 12) | fractions(0, 12, 9),
    st.booleans(),
    st.integers(0, 3),
)
def test_trials_at_once_agree_with_the_recursion(n, k, ratio, ties_try, waiting):
    """Where a trial is worth a whole number of pleas, ties decide."""
    value = ratio * (10 - waiting)
    game = plain(n, k, dismissal_cost=waiting)
    play = pg.sequences.trials_at_once(game, trial_value=value, ties_try=ties_try)
    assert list(play.chances) == threats_at_once(n, k, ratio, ties_try)
    assert play.pleads == (True,) * n


def test_trials_at_once_among_a_hundred_thousand():
    """So many states, defendants by trials left, that no recursion would be waited for."""
    n, k = 100_000, 30_000
    play = pg.sequences.trials_at_once(plain(n, k), trial_value=20)
    assert play.chances == (0,) * (n - 3 * k) + (1,) * (3 * k)


@pytest.mark.parametrize("v", [0, Fraction(1, 2), Fraction(4, 5), 1, Fraction(3, 2), 2, 3])
def test_bullets_saved(v):
    for n in range(1, 31, 3):
        for k in range(8):
            play = pg.sequences.trials_at_once(plain(n, k), trial_value=10 * v)
            assert sum(play.offers) == min(n, (1 + int(v)) * k) * 10
            assert list(play.chances) == sorted(play.chances)  # the first go free, the last pay


def test_bullets_without_ties():
    game = plain(5, 2)
    totals = [
        sum(pg.sequences.trials_at_once(game, trial_value=value, ties_try=ties_try).offers)
        for value, ties_try in ((8, True), (10, True), (10, False))
    ]
    assert totals == [20, 40, 20]


@settings(max_examples=60)
@given(st.integers(1, 5), st.integers(0, 6), st.integers(0, 4))
def test_committed_holdouts_lower_the_threat(n, k, committed):
    """The tree has them as defendants who are offered so much that they refuse."""
    adaptive = pg.sequences.adaptive_offers(plain(n, k), committed=committed)
    expected = 10 * oracles.trial_probability(k, 1 + committed)
    assert set(adaptive.offers) == {Rational(expected.numerator, expected.denominator)}
    offer = Fraction(7, 2)
    who = [pg.Defendant(f"C{i}", offer=100, sentence=10) for i in range(committed)]
    who += [pg.Defendant(f"D{i}", offer=offer, sentence=10) for i in range(n)]
    tree = pg.sequences.game_tree(pg.Docket(who, capacity=k))
    play = pg.sequences.fixed_offers(plain(n, k, offer), committed=committed)
    assert tuple(decision.pleads for decision in tree.path[committed:]) == play.pleads


@settings(max_examples=60)
@given(st.integers(1, 8), st.integers(0, 4), st.integers(0, 6))
def test_hidden_types(n, k, sixths):
    share = Fraction(sixths, 6)
    play = pg.sequences.announced_order(plain(n, k), committed_share=share)
    for before, chance in enumerate(play.chances):
        total = Fraction(0)
        for types in range(2**before):
            committed = types.bit_count()
            if committed < k:
                total += share**committed * (1 - share) ** (before - committed)
        assert chance == total


def test_hidden_types_at_ten_thousand_agree_with_exact_chances():
    large = pg.sequences.announced_order(plain(10_000, 500), committed_share="0.06")
    small = pg.sequences.announced_order(plain(150, 7), committed_share="0.06")
    again = pg.sequences.announced_order(plain(300, 7), committed_share="0.06")
    assert [float(c) for c in small.chances] == pytest.approx(
        [float(c) for c in again.chances[:150]], rel=1e-13)  # fmt: skip
    assert float(large.mean_chance) == pytest.approx(0.8333333, abs=1e-3)  # 500/0.06 of 10,000


def simultaneous(offers, after, held, k):
    """Pure equilibria of one round: profiles by who refuses, ``after`` giving final hold-outs."""
    n = len(offers)
    found = []
    for profile in product((False, True), repeat=n):

        def cost(i, refuses, profile=profile):
            others = sum(profile[:i]) + sum(profile[i + 1 :])
            if not refuses:
                return offers[i]
            return 10 * oracles.trial_probability(k, after(held + others + 1))

        if all(cost(i, refuses) <= cost(i, not refuses) for i, refuses in enumerate(profile)):
            found.append(profile)
    return found


@pytest.mark.parametrize("sizes", [(2, 2), (3, 1), (1, 3), (2, 1, 2), (5,), (1, 1, 1)])
@pytest.mark.parametrize("k", [1, 2, 4])
def test_rounds_leave_pleading_as_the_only_equilibrium_of_each(sizes, k):
    """Explicitly, round by round backwards, whatever number has refused before."""
    below = Fraction(1, 10**6)

    def after_all(held):  # later rounds all plead, as shown round by round from the last on
        return held

    for t in reversed(range(len(sizes))):
        for held in range(sum(sizes[:t]) + 1):
            ranked = [10 * oracles.trial_probability(k, held + rank)
                      for rank in range(sizes[t], 0, -1)]  # fmt: skip
            offers = [offer - below for offer in ranked]
            assert simultaneous(offers, after_all, held, k) == [(False,) * sizes[t]]
    total = sum(
        10 * oracles.trial_probability(k, rank) for size in sizes for rank in range(1, size + 1)
    )
    play = pg.sequences.offers_in_rounds(plain(sum(sizes), k), sizes)
    assert sum(play.offers) == Rational(total.numerator, total.denominator)


def test_plays_print_in_runs():
    play = pg.sequences.adaptive_offers(plain(10_000, 500))
    assert len(str(play).splitlines()) < 12
    assert "1 to 10,000" in str(play)
    assert repr(play) == "<SequentialPlay of 10,000: mean offer 10, 0 hold out>"
    assert "more rows" in str(pg.sequences.offers_in_rounds(plain(1000, 5), 1))


def test_known_committed_ones_are_tried_too():
    assert pg.sequences.adaptive_offers(plain(100, 5), committed=9).trials == 5
    assert pg.sequences.fixed_offers(plain(3, 5, 9), committed=4).trials == 5
    hidden = pg.sequences.announced_order(plain(10, 2), committed_share="0.1")
    assert hidden.trials is None
    assert "committed with probability 0.1" in str(hidden)


def test_ties_plead_in_a_cognitive_hierarchy():
    """At r = 1 a hold-out is never better off, however the levels are spread."""
    found = pg.behaviour.cognitive_hierarchy(plain(6, 9, 10), mean=1.5)
    assert set(found.pleaders[1:]) == {6}
    tie = pg.behaviour.cognitive_hierarchy(plain(50, 20, 10), mean=1.5).pleaders
    below = pg.behaviour.cognitive_hierarchy(plain(50, 20, "9.999999999999"), mean=1.5).pleaders
    assert all(count >= 20 for count in tie[1:])
    assert all(count >= 20 for count in below[1:])


def test_symbols_pass_through_the_plays():
    t = symbols("T", positive=True)
    game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=t)
    assert pg.sequences.adaptive_offers(game).offers == (t, t, t)
    assert pg.sequences.offers_in_rounds(game, 1).offers == (t / 3, t / 2, t)
    assert pg.sequences.adaptive_offers(game, committed=3).mean_offer == t / 4


def test_cognitive_hierarchy_reference():
    low = pg.behaviour.cognitive_hierarchy(plain(20, 2, 3), mean=1.5)
    assert low.pleaders[:5] == (0, 2, 4, 5, 5)
    assert low.share == pytest.approx(0.131, abs=5e-4)
    high = pg.behaviour.cognitive_hierarchy(plain(20, 2, 9), mean=1.5)
    assert high.pleaders[:5] == (0, 2, 2, 3, 3)
    assert high.share == pytest.approx(0.087, abs=5e-4)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: pg.sequences.offers_in_rounds(plain(10, 2), (3, 3)), "add up to 10"),
        (lambda: pg.sequences.offers_in_rounds(plain(10, 2), 11), "rounds = 11: must be from 1"),
        (lambda: pg.sequences.offers_in_rounds(plain(10, 2), (11, -1)), "at least 1"),
        (lambda: pg.sequences.offers_in_rounds(plain(10, 2), "4"), "rounds = 4"),
        (lambda: pg.sequences.offers_in_rounds(plain(10, 2), 2.5), "rounds = 2.5"),
        (lambda: pg.protocols(plain(10, 2), rounds=[2.5]), "rounds = 2.5"),
        (lambda: pg.protocols(plain(10, 2), trial_value=-1), "trial_value = -1"),
        (lambda: pg.behaviour.level_k(plain(10**9, 2)), "in product"),
        (lambda: pg.behaviour.level_k(plain(10, 2), levels=2.5), "levels = 2.5"),
        (lambda: pg.behaviour.cognitive_hierarchy(plain(10, 2), mean="x"), "mean = x"),
        (lambda: pg.behaviour.cognitive_hierarchy(plain(10**9, 10**5), mean=1.5), "in product"),
        (lambda: pg.protocols(identical(2, 1, 3)), "must be a PleaGame"),
        (lambda: pg.sequences.adaptive_offers(identical(2, 1, 3)), "must be a PleaGame"),
        (lambda: pg.sequences.game_tree(plain(3, 1)), "must be a Docket"),
        (lambda: pg.sequences.adaptive_offers(plain(10, 2), committed=-1), "committed = -1"),
        (
            lambda: pg.sequences.adaptive_offers(pg.PleaGame.symbolic()),
            "defendants = N: must be a number",
        ),
        (
            lambda: pg.sequences.fixed_offers(pg.PleaGame.symbolic(defendants=3, capacity=1)),
            "set the offer",
        ),
        (lambda: pg.sequences.adaptive_offers(plain(10**6, 2)), "at most 100,000.*protocols"),
        (lambda: pg.sequences.trials_at_once(plain(10, 2), trial_value=-1), "trial_value = -1"),
        (lambda: pg.sequences.trials_at_once(plain(10, 2), trial_value="x"), "trial_value = x"),
        (lambda: pg.sequences.announced_order(plain(10, 2), committed_share=2), "from 0 to 1"),
        (lambda: pg.protocols(pg.PleaGame.symbolic()), "must be numbers"),
        (lambda: pg.protocols(plain(10, 2), rounds=0), "rounds = 0"),
        (lambda: pg.behaviour.level_k(plain(10, 2), levels=-1), "levels = -1"),
        (lambda: pg.behaviour.level_k(plain(10, 2), level_zero="think"), "'hold out' or 'plead'"),
        (lambda: pg.behaviour.cognitive_hierarchy(plain(10, 2), mean=0), "mean = 0"),
        (lambda: pg.sequences.game_tree(identical(2, 1, 3), "chess"), "must be one of"),
        (
            lambda: pg.sequences.game_tree(pg.Docket.symbolic(2), "adaptive offers"),
            "must be numbers",
        ),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(pg.ParameterError, match=message):
        call()


def test_symbolic_trees_are_drawn_unsolved():
    tree = pg.sequences.game_tree(pg.Docket.symbolic(2, capacity=1))
    assert tree.outcome is None
    assert "D2 is offered s_2" in str(tree)
    assert "<pre>" in tree._repr_html_()


@pytest.mark.parametrize(
    ("offer", "pleaders"), [("1e-299", 12), ("10.00000000000001", 0), ("9.99999999999999", 12)]
)
def test_the_first_level_of_a_hierarchy_is_that_of_level_k_near_0_and_1(offer, pleaders):
    """Only level 0 is below it, so chances of trial are 0 and 1 and r need not be far off."""
    game = pg.PleaGame(defendants=230, capacity=12, offer=offer, sentence=10)
    assert pg.behaviour.level_k(game, levels=1).pleaders[1] == pleaders
    assert pg.behaviour.cognitive_hierarchy(game, mean=2).pleaders[1] == pleaders


@settings(max_examples=30)
@given(st.integers(1, 12), st.integers(1, 14))
def test_steps_of_reasoning_are_rounds_of_elimination(n, k):
    """Of prices just below those named: by ranks together, by order of trial in batches of K."""
    game = plain(n, k)
    rows = {(p.offers, p.trials): p for p in pg.protocols(game)}
    assert rows["one price, all at once", "in announced order"].reasoning_steps == ceil(n / k)
    prices = [10 * oracles.trial_probability(k, m) - Fraction(1, 1000) for m in range(n, 0, -1)]
    left, steps = prices, 0
    while left:  # who pleads even if all who are left hold out
        tried = oracles.trial_probability(k, len(left))
        left, steps = [price for price in left if price >= 10 * tried], steps + 1
    assert rows["ranked prices, all at once", "at the end, by lot"].reasoning_steps == steps


@settings(max_examples=30)
@given(st.integers(1, 8), st.integers(0, 9), st.integers(0, 12))
def test_at_a_fixed_price_everyone_is_offered_it(n, k, offer):
    assert pg.sequences.fixed_offers(plain(n, k, offer)).offers == (offer,) * n


J20_SANCTIONED = pg.scenario("j20").game.with_terms(pg.VisibleDefection(3))
"""Whoever pleads bears a sanction of 3 years, so an offer of 7 is as bad as a trial that costs 10."""


def test_a_sanction_comes_off_the_offer_that_an_announced_order_enforces():
    (row,) = [p for p in pg.protocols(J20_SANCTIONED) if p.trials == "in announced order"]
    assert (row.mean_offer, row.total) == (7, 1610)
    found = pg.contest(pg.scenario("j20").game, postures=["announced order"],
                       moves={"sanction": 3})  # fmt: skip
    assert found.cells[0][0].mean_offer == 7
    assert pg.sequences.best_offers(J20_SANCTIONED).plans[-1].dearest == 7


def test_a_sanction_comes_off_offers_in_sequence():
    assert pg.sequences.adaptive_offers(J20_SANCTIONED).mean_offer == 7
    assert pg.sequences.announced_order(J20_SANCTIONED).mean_offer == 7


def test_a_fixed_offer_stays_what_it_is_beside_a_sanction():
    assert J20_SANCTIONED.offer == 4
    assert pg.sequences.fixed_offers(J20_SANCTIONED).mean_offer == 4


def test_nobody_is_offered_less_than_nothing():
    """A sanction of 20 years is worse than any trial: no protocol has an offer to print."""
    game = pg.PleaGame(defendants=6, capacity=2, offer=4, sentence=10)
    hated = game.with_terms(pg.VisibleDefection(20))
    assert all(row.mean_offer is row.total is None for row in pg.protocols(hated))
    assert "would be refused" in str(pg.sequences.adaptive_offers(hated))
    assert "would be refused" not in str(pg.sequences.adaptive_offers(game))


@pytest.mark.parametrize("capacity", [0, 1, 3, 7, 9])
@pytest.mark.parametrize("committed", [0, 1, 5])
def test_mean_chances_are_those_of_the_lists(capacity, committed):
    game = plain(7, capacity)
    for rounds in (1, 2, 3, 7):
        listed = pg.sequences.offers_in_rounds(game, rounds, committed=committed).mean_chance
        assert mean_over_rounds(even_batches(7, rounds), capacity, committed) == listed
    for share in (Fraction(committed, 5), Fraction(committed, 70)):
        listed = pg.sequences.announced_order(game, committed_share=share).mean_chance
        assert float(mean_in_announced_order(7, capacity, share)) == pytest.approx(
            float(listed), rel=4e-16
        )
