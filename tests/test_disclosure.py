"""Disclosing the number of signers: reference values, linear programs, every threshold."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from scipy.optimize import linprog

import plea_games as pg
from plea_games.information.private.mean_chances import mean_chance, mean_chances


def game(defendants, capacity, ratio):
    return pg.PleaGame(defendants=defendants, capacity=capacity, offer=ratio, sentence=1)


@pytest.mark.parametrize(
    ("size", "ratio", "successes"),
    [
        ((5, 1, 4), "1/4", ("0", "3/5", "4/5", "625/651")),
        ((10, 1, 5), "4/25", ("0", "1/2", "5/6", "448758/478907")),
        ((10, 3, 10), "1/3", ("0", "6/11", "10/11", "2329737811/2521087998")),
        ((5, 2, 3), "2/5", ("0", "1/4", "1/2", "775/1512")),
    ],
)
def test_reference_values(size, ratio, successes):
    free, capacity, most = size
    found = pg.disclosure(game(free, capacity, ratio), [1] * (most + 1))
    assert [policy.success for policy in found.policies] == [Fraction(each) for each in successes]


def test_thresholds_of_the_reference_values():
    for (free, capacity, most, ratio), least in {
        (5, 1, 4, "1/4"): 1, (10, 1, 5, "4/25"): 1, (10, 3, 10, "1/3"): 1, (5, 2, 3, "2/5"): 2,
    }.items():  # fmt: skip
        found = pg.disclosure(game(free, capacity, ratio), [1] * (most + 1))
        assert found.best_threshold.threshold == least


def chance_by_hand(goal, free, capacity, committed):
    chances = [min(Fraction(1), Fraction(capacity, m + committed)) for m in range(1, free + 1)]
    match goal:
        case "dominance":
            return chances[0]
        case "existence":
            return chances[-1]
    return sum(chances) / free


def best_by_linear_program(weights, excess):
    """Any policy with two messages, without the structure that the solver uses."""
    slack = [float(w * e) for w, e in zip(weights, excess, strict=True)]
    done = linprog(
        [-float(w) for w in weights], A_ub=[slack], b_ub=[0], bounds=[(0, 1)] * len(slack)
    )
    return -done.fun


def random_case(draw):
    free, capacity = draw.randint(1, 8), draw.randint(0, 9)
    ratio = Fraction(draw.randint(-2, 12), 10)
    most = draw.randint(0, 6)
    weights = [draw.choice((0, 1, 1, 2, 5)) for _ in range(most)] + [draw.randint(1, 3)]
    return free, capacity, ratio, weights, draw.choice(("existence", "risk dominance", "dominance"))


def hold_against_brute_force(free, capacity, ratio, weights, goal):
    caseload = pg.PleaGame(
        defendants=free, capacity=capacity, offer=5 + 10 * ratio, sentence=15, dismissal_cost=5
    )
    found = pg.disclosure(caseload, weights, goal=goal)
    prior = [Fraction(w, sum(weights)) for w in weights]
    excess = [chance_by_hand(goal, free, capacity, h) - ratio for h in range(len(weights))]
    weighed = list(zip(prior, excess, strict=True))
    assert found.none.success == (sum(w * e for w, e in weighed) <= 0)
    assert found.full.success == sum(w for w, e in weighed if e <= 0)
    thresholds = [
        sum(prior[h:]) for h in range(len(prior)) if sum(w * e for w, e in weighed[h:]) <= 0
    ]
    assert found.best_threshold.success == max(thresholds, default=0)
    optimal = float(found.optimal.success)
    assert optimal == pytest.approx(best_by_linear_program(prior, excess), abs=1e-9)
    kept = [weights[h] for h in found.prior]
    assert len(kept) == len(found.optimal.hold_out)
    obeyed = sum(
        found.prior[h] * chance * excess[h]
        for h, chance in zip(found.prior, found.optimal.hold_out, strict=True)
    )
    assert obeyed <= 0
    order = [found.optimal, found.best_threshold]
    assert all(more.success >= less.success for more, less in pairwise(order))
    assert found.best_threshold.success >= max(found.none.success, found.full.success)


def test_random_priors_against_linear_programs():
    draw = random.Random(18)
    for _ in range(150):
        hold_against_brute_force(*random_case(draw))


def test_wrong_guesses_fail():
    caseload = game(10, 3, "1/3")
    found = pg.disclosure(caseload, [1] * 11)
    assert found.full.success < found.best_threshold.success < found.optimal.success
    # ℓ at the mean of h is not the mean of ℓ
    means = mean_chances(10, Fraction(3), 10)
    assert means[5] < sum(means) / 11
    close = caseload.with_parameters(offer=(means[5] + sum(means) / 11) / 2)
    assert pg.disclosure(close, [1] * 11).none.success == 0
    assert pg.disclosure(close, {5: 1}).none.success == 1
    # those who signed come on top of the n free ones
    assert means[2] != sum(min(Fraction(1), Fraction(3, m + 2)) for m in range(1, 9)) / 8


def test_corners():
    assert pg.disclosure(game(5, 0, "1/4"), [1, 1]).none.success == 1
    hopeless = pg.disclosure(game(5, 5, "1/4"), [1, 1])
    assert hopeless.optimal.success == 0 and "nothing helps" in str(hopeless)
    assert pg.disclosure(game(5, 1, "1/2"), [1, 1]).best_threshold.threshold == 0
    tie = pg.disclosure(game(5, 1, Fraction(137, 300)), [1])
    assert tie.none.success == 1


def test_what_is_right_does_not_depend_on_the_scale_of_weights():
    caseload = game(6, 2, "2/5")
    assert (
        pg.disclosure(caseload, [1, 2, 3]).optimal
        == pg.disclosure(caseload, ["0.1", "0.2", 0.3]).optimal
    )


def test_large_caseloads():
    assert float(mean_chance(230, Fraction(12))) == pytest.approx(0.204222085218845, abs=1e-15)
    found = pg.disclosure(game(100_000, 5_000, "0.08"), dict.fromkeys(range(0, 50_001, 1000), 1))
    by_sum = [sum(min(1, 5000 / (m + h)) for m in range(1, 100_001)) / 1e5 for h in (0, 50_000)]
    assert [float(found.chances[h]) for h in (0, 50_000)] == pytest.approx(by_sum, rel=1e-12)
    assert found.none.success < found.optimal.success < 1
    assert repr(found)


def test_record_is_plain():
    import json

    record = pg.disclosure(game(5, 1, "1/4"), [1] * 5).record()
    assert json.loads(json.dumps(record))["policies"][3]["success_exactly"] == "625/651"


@pytest.mark.parametrize(
    ("prior", "goal", "words"),
    [
        ([], "dominance", "must have a weight above 0"),
        ([0, 0], "dominance", "must have a weight above 0"),
        ([1, -1], "dominance", "must have a weight of 0 or more"),
        ({"1.5": 1}, "dominance", "must count signers"),
        ({-1: 1}, "dominance", "must count signers"),
        ({10**9: 1}, "dominance", "must count signers"),
        ("0.5", "dominance", "must be weights of 0, 1"),
        (7, "dominance", "must be weights of 0, 1"),
        ([float("nan")], "dominance", "must be a finite number|must be a number"),
        ([1], "dominanse", "did you mean dominance"),
    ],
)
def test_wrong_input_is_refused(prior, goal, words):
    with pytest.raises(pg.ParameterError, match=words):
        pg.disclosure(game(5, 1, "1/4"), prior, goal=goal)


def test_all_faults_at_once():
    with pytest.raises(pg.ParameterError) as refused:
        pg.disclosure(game(5, 1, "1/4"), [-1, "x"], goal="win")
    assert len(refused.value.faults) == 3
