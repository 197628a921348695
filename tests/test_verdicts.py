"""Learning from verdicts: reference values, and every sequence of verdicts at small sizes."""

import json
import random
from fractions import Fraction
from itertools import product
from math import ceil, comb

import pytest
from scipy.integrate import quad
from scipy.stats import beta as beta_law, betabinom

import plea_games as pg
from plea_games.information.learning.beta_prior import BetaPrior
from plea_games.information.learning.passage import (
    acquittals_needed,
    bound_ever,
    chance_ever,
    chances_at,
    chances_by,
    straight_acquittals,
)

F = Fraction


def prior(a, b):
    return BetaPrior(F(a), F(b))


J20 = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=50)


@pytest.mark.parametrize(
    ("a", "b", "straight", "by", "at", "ever"),
    [
        (2, 1, 1, "3/7", "3/14", "1/2"),
        (4, 1, 3, "1/21", "1/42", "1/8"),
        (8, 2, 6, "1/715", "1/715", "5/128"),
    ],
)
def test_reference_values_at_one_half(a, b, straight, by, at, ever):
    half, beliefs = F(1, 2), prior(a, b)
    assert straight_acquittals(beliefs, half) == straight
    assert chances_by(beliefs, half, [6]) == [F(by)]
    assert chances_at(beliefs, half, [6]) == [F(at)]
    assert chance_ever(beliefs, half) == F(ever)


def test_reference_values_at_other_bounds():
    assert chances_by(prior(4, 1), F(1, 2), [12]) == [F(1, 13)]
    assert chances_by(prior(3, 1), F(2, 5), [6]) == [F(11, 210)]
    assert chances_at(prior(3, 1), F(2, 5), [6]) == [F(1, 21)]
    assert chances_by(prior(8, 2), F(3, 5), [6]) == [F(23, 1001)]
    assert chances_at(prior(8, 2), F(3, 5), [6]) == [F(1, 91)]


def test_j20_against_the_capacity_explanation():
    found = pg.verdicts(J20, prior=(4, 1), trials=6, every=6)
    existence, risk, dominance = found.goals
    assert found.offer_ratio == F(1, 10)
    assert (existence.straight, risk.straight, dominance.straight) == (0, 6, 45)
    assert risk.passages[0].by == F(1, 210)  # all six acquitted
    # k straight acquittals multiply r by (a + b + k)/(a + b)
    ratio = found.offer_ratio * F(4 + 1 + 6, 4 + 1)
    assert ratio == F(22, 100) > pg.thresholds(J20).laplacian_ratio


def test_wrong_guesses_fail():
    half = F(1, 2)
    for a, b, factor in ((2, 1, 2), (4, 1, 2), (8, 2, 1)):  # "by n" is not "at n"
        (by,), (at,) = (chances(prior(a, b), half, [6]) for chances in (chances_by, chances_at))
        assert by == factor * at
    assert chances_by(prior(4, 1), F(392, 1000), [6], every=6) != [F(1, 5) ** 6]
    assert F(1, 5) ** 6 == F(1, 15625)
    # looking after every verdict is not looking when the batch ends
    assert chances_by(prior(2, 1), half, [6], every=6) < chances_by(prior(2, 1), half, [6])
    assert chances_by(prior(2, 1), half, [6], every=6) == chances_at(prior(2, 1), half, [6])
    # neither the mode nor the frequency of acquittals
    assert acquittals_needed(prior(4, 1), half, 6) == 5 != ceil(F(6, 2))


def weight(beliefs, sequence):
    """The probability of a sequence of verdicts, one after the other; True acquits."""
    chance, a, b = F(1), beliefs.a, beliefs.b
    for acquitted in sequence:
        chance *= (b if acquitted else a) / (a + b)
        a, b = (a, b + 1) if acquitted else (a + 1, b)
    return chance


def estimates(beliefs, sequence):
    return [
        (beliefs.a + n - sum(sequence[:n])) / (beliefs.a + beliefs.b + n)
        for n in range(len(sequence) + 1)
    ]


def hold_against_every_sequence(beliefs, bound, trials, every):
    by = at = straight = F(0)
    for sequence in product((False, True), repeat=trials):
        path, chance = estimates(beliefs, sequence), weight(beliefs, sequence)
        looks = [path[n] for n in range(0, trials + 1, every)]
        by += chance * any(estimate <= bound for estimate in looks)
        at += chance * (path[-1] <= bound)
        if path[-1] <= bound:
            assert sum(sequence) >= acquittals_needed(beliefs, bound, trials)
        else:
            assert sum(sequence) < acquittals_needed(beliefs, bound, trials)
    assert chances_by(beliefs, bound, [trials], every) == [by]
    assert chances_at(beliefs, bound, [trials]) == [at]
    straight = straight_acquittals(beliefs, bound)
    met = [n for n, estimate in enumerate(estimates(beliefs, [True] * 60)) if estimate <= bound]
    if straight is None or straight > 60:
        assert not met
    else:
        assert met[0] == straight
    ever = chance_ever(beliefs, bound)
    assert by <= bound_ever(beliefs, bound)
    if ever is not None:
        assert by <= ever <= bound_ever(beliefs, bound)


def random_beliefs(draw):
    a, b = (F(draw.randint(1, 12), draw.choice((1, 1, 2, 3))) for _ in range(2))
    bound = F(draw.randint(-1, 11), draw.choice((2, 5, 7, 10)))
    return prior(a, b), bound, draw.randint(1, 7), draw.choice((1, 1, 2, 3))


def test_random_priors_against_every_sequence_of_verdicts():
    draw = random.Random(5)
    for _ in range(60):
        hold_against_every_sequence(*random_beliefs(draw))


def test_first_passages_of_the_ballot_theorem():
    for a, b in ((3, 1), (5, 2), (F(5, 2), F(1, 2))):
        beliefs, lead = prior(a, b), int(a - b)
        trials = range(lead, lead + 20)
        by = dict(zip(trials, chances_by(beliefs, F(1, 2), list(trials)), strict=True))
        for i in range(9):
            n = lead + 2 * i
            path = weight(beliefs, [True] * (lead + i) + [False] * i)
            passage = F(lead, n) * comb(n, i) * path
            assert by[n] - (by[n - 1] if n > lead else 0) == passage


def test_ever_is_twice_the_prior_below_one_half():
    for a, b in ((2, 1), (7, 3), (F(7, 2), F(1, 2)), (F("4.25"), F("1.25"))):
        ever = chance_ever(prior(a, b), F(1, 2))
        assert float(ever) == pytest.approx(2 * beta_law.cdf(0.5, float(a), float(b)), rel=1e-12)
        integral = quad(
            lambda p, a=a, b=b: beta_law.pdf(p, float(a), float(b)) * min(1, (1 - p) / p)
            ** float(a - b), 0, 1, points=[0.5],
        )[0]  # fmt: skip
        assert float(ever) == pytest.approx(integral, rel=1e-8)
    by = chances_by(prior(2, 1), F(1, 2), [400])[0]
    assert F(47, 100) < by < F(1, 2)


def test_many_trials_agree_with_scipy():
    beliefs, bound = prior(F("4.1"), F("1.3")), F("0.55")
    least = acquittals_needed(beliefs, bound, 1500)
    (at,) = chances_at(beliefs, bound, [1500])
    assert float(at) == pytest.approx(betabinom.sf(least - 1, 1500, 1.3, 4.1), rel=1e-9)
    (by,) = chances_by(beliefs, bound, [1500])
    assert at < by < bound_ever(beliefs, bound)
    assert repr(by)


def gain(game_numbers, chance, holdouts):
    _, capacity, offer, sentence, process, waiting = game_numbers
    trial = min(F(1), F(capacity, holdouts))
    return offer - waiting - trial * (chance * sentence + process - waiting)


def hold_goals_against_definitions(draw):
    numbers = (
        draw.randint(1, 7), draw.randint(1, 8), F(draw.randint(11, 60), 10), draw.randint(8, 12),
        F(draw.randint(0, 3), 2), F(draw.randint(0, 2), 2),
    )  # fmt: skip
    names = ("defendants", "capacity", "offer", "sentence", "process_cost", "dismissal_cost")
    game = pg.PleaGame(**dict(zip(names, numbers, strict=True)))
    a, b = draw.randint(1, 9), draw.randint(1, 9)
    found = pg.verdicts(game, prior=(a, b), trials=[3, 8])
    for goal in found.goals:
        for n, passage in zip((3, 8), goal.passages, strict=True):
            for acquitted in range(n + 1):
                chance = F(a + n - acquitted, a + b + n)
                gains = [gain(numbers, chance, m) for m in range(1, numbers[0] + 1)]
                holds = {"existence": gains[-1] >= 0, "risk dominance": sum(gains) >= 0,
                         "dominance": min(gains) >= 0}[goal.goal]  # fmt: skip
                assert holds == (acquitted >= passage.needed) == (chance <= goal.bound)


def hold_passages_against_every_sequence(draw):
    """As they are reported, the trials of a caseload among them."""
    game = pg.PleaGame(defendants=draw.randint(1, 6), capacity=draw.randint(1, 7),
                       offer=F(draw.randint(1, 19), 20), sentence=1)  # fmt: skip
    a, b, every = draw.randint(1, 9), draw.randint(1, 9), draw.choice((1, 1, 2, 3))
    trials = draw.randint(1, 6)
    found = pg.verdicts(game, prior=(a, b), trials=trials, every=every)
    for goal in found.goals:
        hold_against_every_sequence(prior(a, b), goal.bound, trials, every)
        (passage,) = goal.passages
        assert [passage.by] == chances_by(prior(a, b), goal.bound, [trials], every)
        assert [passage.at] == chances_at(prior(a, b), goal.bound, [trials])


def test_goals_are_what_their_definitions_say():
    draw = random.Random(11)
    for _ in range(40):
        hold_goals_against_definitions(draw)


def test_terms_that_leave_a_lottery():
    game = J20.with_terms(pg.CommunityJury("0.1"), pg.VisibleDefection(2))
    (dominance,) = (g for g in pg.verdicts(game, prior=(4, 1)).goals if g.goal == "dominance")
    assert dominance.bound == F(4 + 2) / (50 * F(9, 10) ** 12)


def test_what_is_known_already_and_what_never_comes():
    harmless = J20.with_parameters(offer=49)
    assert all(
        goal.straight == 0 and goal.ever == 1 for goal in pg.verdicts(harmless, prior=(4, 1)).goals
    )
    costly = J20.with_parameters(process_cost=5)
    dominance = pg.verdicts(costly, prior=(4, 1), trials=3).goals[2]
    assert dominance.bound < 0 and dominance.straight is None and dominance.ever == 0
    assert dominance.passages[0].by == dominance.passages[0].at == 0
    assert "However many acquittals" in str(pg.verdicts(costly, prior=(4, 1), trials=3))


def test_record_is_plain():
    record = pg.verdicts(J20, prior=("4.5", 1), trials=[1, 6]).record()
    assert json.loads(json.dumps(record)) == record


@pytest.mark.parametrize(
    ("change", "options", "words"),
    [
        ({}, {"prior": (0, 1)}, "prior_a = 0: must be more than 0"),
        ({}, {"prior": (4, -1)}, "prior_b = -1: must be more than 0"),
        ({}, {"prior": (4, 1, 1)}, "must be two numbers above 0"),
        ({}, {"prior": 4}, "must be two numbers above 0"),
        ({}, {"trials": 0}, "must be a whole number from 1 to 2,000"),
        ({}, {"trials": [6, 2001]}, "trials = 2001: must be a whole number from 1 to 2,000"),
        ({}, {"trials": []}, "must have at least one number"),
        ({}, {"every": 0}, "every = 0: must be a whole number of at least 1"),
        ({"capacity": 0}, {}, "without trials no verdict comes"),
        ({"sentence": 0, "process_cost": 5}, {}, "else verdicts teach nothing"),
        ({"dismissal_cost": 4}, {}, "price of a plea = 4: must be more than dismissal_cost = 4"),
    ],
)  # fmt: skip
def test_wrong_input_is_refused(change, options, words):
    with pytest.raises(pg.ParameterError, match=words):
        pg.verdicts(J20.with_parameters(**change), **{"prior": (4, 1), **options})
    with pytest.raises(pg.ParameterError, match="must be a PleaGame"):
        pg.verdicts(3, prior=(4, 1))


def test_all_faults_at_once():
    with pytest.raises(pg.ParameterError) as refused:
        pg.verdicts(J20, prior=(0, 0), trials=0, every=0)
    assert len(refused.value.faults) == 4
