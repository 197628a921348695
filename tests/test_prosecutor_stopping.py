"""Trials, settlements, dismissals: recursion over single verdicts, and whom to try first."""

import json
import random
from fractions import Fraction
from functools import cache
from itertools import product

import pytest

import plea_games as pg

F = Fraction
HALF = F(1, 2)


def docket(untried, batch, offer=HALF, sentence=1):
    return pg.PleaGame(defendants=untried, capacity=batch, offer=offer, sentence=sentence)


def value(untried, batch, a, b, cost, settlement, pricing="flexible", posted=HALF):
    game = docket(untried, batch, posted)
    return pg.information.prosecutor_stopping(
        game, prior=(a, b), prosecution_years=cost, settlement=settlement, pricing=pricing
    ).value


@pytest.mark.parametrize(
    ("case", "worth"),
    [
        ((6, 1, 1, 1, "11/20"), "343/1200"),
        ((6, 2, 1, 1, "11/20"), "17/100"),
        ((6, 1, 2, 1, "7/10"), "37/175"),
    ],
)
def test_reference_values_without_pleas(case, worth):
    assert value(*case, "none") == F(worth)
    found = pg.information.prosecutor_stopping(docket(*case[:2]), prior=case[2:4], prosecution_years=case[4],
                                settlement="none")  # fmt: skip
    assert found.first == "try" and F(case[2], case[2] + case[3]) < F(case[4])


@pytest.mark.parametrize(
    ("case", "lottery", "laplacian"),
    [
        ((6, 2, 2, 1, "1/4"), "3", "109/36"),
        ((6, 1, 4, 1, "1/2"), "2899/1260", "254/105"),
        ((6, 3, 3, 2, "1/3"), "13/5", "291/100"),
    ],
)
def test_reference_values_at_flexible_prices(case, lottery, laplacian):
    assert value(*case, "lottery") == F(lottery)
    assert value(*case, "laplacian") == F(laplacian)


@pytest.mark.parametrize(
    ("case", "posted", "lottery", "laplacian"),
    [
        ((6, 2, 2, 1, "1/4"), "3/10", "2659/1050", "2747/1050"),
        ((8, 2, 2, 2, "3/5"), "2/5", "127/525", "382/525"),
    ],
)
def test_reference_values_at_a_posted_price(case, posted, lottery, laplacian):
    assert value(*case, "lottery", "posted", posted) == F(lottery)
    assert value(*case, "laplacian", "posted", posted) == F(laplacian)


def test_a_posted_offer_has_no_single_bound():
    actions = [
        pg.information.prosecutor_stopping(docket(1, 1, "11/20"), prior=(2 + 10 - j, 1 + j),
                            prosecution_years="1/5", pricing="posted").first
        for j in range(11)
    ]  # fmt: skip
    assert actions == ["try"] * 3 + ["settle"] * 2 + ["try"] * 5 + ["dismiss"]


def test_an_acquittal_can_raise_her_value_if_the_offer_binds():
    worths = [value(6, 2, 2 + 2 - j, 4 + j, 0, "laplacian", "binding", "3/10") for j in (0, 1)]
    assert worths == [F(9, 5), F(1273, 660)]
    assert worths[1] > worths[0]


def by_single_verdicts(untried, batch, a, b, cost, settlement, kind, posted):
    """The definition: batches of verdicts one by one, no scaling, no layers."""

    @cache
    def share(left):
        chances = [min(F(1), F(batch, m)) for m in range(1, left + 1)]
        return {"certain": F(1), "lottery": chances[-1], "laplacian": sum(chances) / left}[
            settlement
        ]

    @cache
    def worth(left, convicted, acquitted):
        if not left:
            return F(0)
        estimate = (a + convicted) / (a + b + convicted + acquitted)
        size = min(batch, left)
        tried = size * (estimate - cost)
        for verdicts in product((0, 1), repeat=size):
            chance, c, q = F(1), convicted, acquitted
            for acquits in verdicts:
                now = (a + c) / (a + b + c + q)
                chance *= 1 - now if acquits else now
                c, q = (c, q + 1) if acquits else (c + 1, q)
            tried += chance * worth(left - size, c, q)
        best = max(tried, F(0))
        if settlement == "none":
            return best
        if kind == "flexible":
            return max(best, left * share(left) * estimate)
        if posted <= share(left) * estimate:
            return left * posted if kind == "binding" else max(best, left * posted)
        return best

    return worth(untried, 0, 0)


def random_problem(draw):
    return (
        draw.randint(1, 7), draw.randint(1, 3), F(draw.randint(1, 8), draw.choice((1, 2))),
        F(draw.randint(1, 8), draw.choice((1, 3))), F(draw.randint(0, 20), 20),
        draw.choice(("certain", "laplacian", "lottery", "none")),
        draw.choice(("flexible", "posted", "binding")), F(draw.randint(1, 19), 20),
    )  # fmt: skip


def hold_against_single_verdicts(draw):
    problem = random_problem(draw)
    assert value(*problem) == by_single_verdicts(*problem)


def test_random_problems_against_single_verdicts():
    draw = random.Random(20)
    for _ in range(60):
        hold_against_single_verdicts(draw)


def test_settling_for_what_trial_is_worth_is_done_at_once():
    draw = random.Random(3)
    for _ in range(30):
        untried, batch, a, b, cost, *_ = random_problem(draw)
        found = pg.information.prosecutor_stopping(docket(untried, batch), prior=(a, b), prosecution_years=cost,
                                    settlement="certain")  # fmt: skip
        assert found.first == "settle" and found.value == untried * a / (a + b)


def test_at_the_collective_price_settling_buys_one_batch():
    draw = random.Random(4)
    for _ in range(40):
        batch, periods = draw.randint(1, 3), draw.randint(2, 4)
        a, b, cost = draw.randint(1, 6), draw.randint(1, 6), F(draw.randint(0, 20), 20)
        untried = batch * periods
        later = value(untried - batch, batch, a, b, cost, "none")
        assert value(untried, batch, a, b, cost, "lottery") == F(batch * a, a + b) + later


def test_that_fails_where_batches_do_not_divide_the_docket():
    pairs = [
        (value(3, 2, a, b, cost, "lottery"), F(2 * a, a + b) + value(1, 2, a, b, cost, "none"))
        for a in range(1, 5)
        for b in range(1, 5)
        for cost in (F(c, 10) for c in range(1, 10))
    ]
    assert any(whole != parts for whole, parts in pairs)


def test_looking_only_at_the_cost_is_a_wrong_guess():
    # try if and only if the estimate is at least the cost
    assert value(6, 1, 1, 1, "11/20", "none") > 0


def test_policies_by_acquittals():
    draw = random.Random(9)
    for _ in range(25):
        untried, batch, a, b, cost, *_ = random_problem(draw)
        for settlement, order in (("none", ["try", "dismiss"]), ("lottery", ["try", "settle"])):
            found = pg.information.prosecutor_stopping(docket(untried, batch), prior=(a, b),
                                        prosecution_years=cost, settlement=settlement)  # fmt: skip
            for period in found.periods:
                actions = [action for action, _, _ in period.runs]
                assert actions == sorted(set(actions), key=order.index)
                assert period.action(0) == actions[0]


def test_years_are_years():
    in_convictions = value(6, 2, 2, 1, "1/4", "lottery", "posted", "3/10")
    found = pg.information.prosecutor_stopping(docket(6, 2, 3, sentence=10), prior=(2, 1), prosecution_years="2.5",
                                pricing="posted")  # fmt: skip
    assert found.value == 10 * in_convictions
    assert json.loads(json.dumps(found.record()))["first"] == found.first
    assert "to the prosecutor" in str(found)


def test_hundreds_of_cases_stay_exact():
    found = pg.information.prosecutor_stopping(
        docket(300, 10), prior=(4, 1), prosecution_years="0.3"
    )
    later = value(290, 10, 4, 1, "0.3", "none")
    assert float(found.value) == pytest.approx(float(F(10 * 4, 5) + later), rel=1e-14)
    assert repr(found)


@pytest.mark.parametrize(
    ("change", "options", "words"),
    [
        ({"defendants": 2001}, {}, "defendants = 2,001: must be at most 2,000 here"),
        ({"process_cost": 1}, {}, "process_cost = 1: must be 0 here"),
        ({"dismissal_cost": "0.1"}, {}, "dismissal_cost = 1/10: must be 0 here"),
        ({}, {"prior": (1, 0)}, "prior_b = 0: must be more than 0"),
        ({}, {"prosecution_years": -1}, "must be 0 or more years"),
        ({}, {"settlement": "kappa"}, "must be one of 'certain'"),
        ({}, {"pricing": "post"}, "did you mean posted"),
    ],
)
def test_wrong_input_is_refused(change, options, words):
    with pytest.raises(pg.ParameterError, match=words):
        pg.information.prosecutor_stopping(
            docket(6, 1).with_parameters(**change), **{"prior": (1, 1), **options}
        )


def best_by_strategies(strengths, theories, share, offer, cost, trials):
    """Whom to try next, or to stop, after each sequence of verdicts."""

    def settled(weights, left):
        total = sum(weights.values())
        worths = [share * sum(w * strengths[i] * t for t, w in weights.items()) for i in left]
        if offer is None:
            return sum(worths)
        return sum(offer * total for worth in worths if offer * total <= worth)

    def follow(weights, left, depth):
        worths = [settled(weights, left)]
        for case in left if depth else ():
            rest = [other for other in left if other != case]
            convicted = {t: w * strengths[case] * t for t, w in weights.items()}
            acquitted = {t: weights[t] - convicted[t] for t in weights}
            after = follow(convicted, rest, depth - 1) + follow(acquitted, rest, depth - 1)
            worths.append(sum(convicted.values()) - cost * sum(weights.values()) + after)
        return max(worths)

    return follow(theories, list(range(len(strengths))), trials)


def random_docket(draw):
    strengths = [F(draw.randint(1, 10), 10) for _ in range(draw.randint(2, 3))]
    values = draw.sample(range(11), 2)
    chance = F(draw.randint(1, 9), 10)
    theories = {F(values[0], 10): chance, F(values[1], 10): 1 - chance}
    return strengths, theories, F(draw.randint(0, 10), 10), F(draw.randint(0, 4), 10)


def test_strongest_first_at_flexible_prices():
    draw = random.Random(7)
    for _ in range(40):
        strengths, theories, share, cost = random_docket(draw)
        cases = {str(place): strength for place, strength in enumerate(strengths)}
        for trials in range(1, len(strengths) + 1):
            found = pg.information.trial_order(
                cases, theories, settlement=share, trial_cost=cost, trials=trials
            )
            strongest = str(max(range(len(strengths)), key=strengths.__getitem__))
            assert strongest in found.best


def hold_against_every_next_case(draw):
    """Two or three cases, whose order may depend on the verdicts."""
    strengths, theories, share, cost = random_docket(draw)
    offer, trials = draw.choice((None, F(draw.randint(1, 9), 10))), draw.randint(1, 3)
    cases = dict(zip("abc", strengths, strict=False))
    found = pg.information.trial_order(
        cases,
        theories,
        settlement=share,
        offer=offer,
        trial_cost=cost,
        trials=min(trials, len(cases)),
    )
    best = max(found.without_trial, *(each.value for each in found.first_trials))
    assert best == best_by_strategies(strengths, theories, share, offer, cost, trials)


def test_every_next_case_after_every_verdict():
    draw = random.Random(8)
    for _ in range(60):
        hold_against_every_next_case(draw)


def test_where_strongest_first_fails():
    found = pg.information.trial_order(
        {"strong": 1, "weak": "3/4"}, {"1/4": "1/10", 1: "9/10"}, offer="2/5", trials=1
    )
    assert [each.value for each in found.first_trials] == [F(37, 40), F(35, 32)]
    found = pg.information.trial_order(
        {"strong": (".95", ".9"), "weak": (".6", ".1")}, ["1/2", "1/2"], offer="1/4", trials=1,
        others=[(".6", ".1")] * 10, unchosen_settle=False,
    )  # fmt: skip
    assert [each.value for each in found.first_trials] == [F(37, 40), F(49, 40)]
    assert found.best == ("weak",)


def test_losing_the_strongest_case_hurts_most():
    found = pg.information.trial_order({"strong": "0.9", "weak": "0.5"}, {0: "1/2", 1: "1/2"})
    strong, weak = found.first_trials
    assert strong.after_acquittal[1] == F(1, 11) and weak.after_acquittal[1] == F(1, 3)
    assert strong.after_conviction == weak.after_conviction == (0, 1)


def test_six_cases():
    cases = {str(place): F(place, 10) for place in range(3, 9)}
    found = pg.information.trial_order(cases, {"0.2": "0.5", "0.9": "0.5"}, trial_cost="0.3")
    assert found.best == ("8",)
    assert json.loads(json.dumps(found.record()))["best"] == ["8"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"cases": {}}, "must be a mapping of 1 to 8 names"),
        ({"cases": {"a": "1.5"}}, "a = 1.5: must be from 0 to 1"),
        ({"cases": {"a": (1, 1, 1)}}, "must have a chance for each of the 2 theories"),
        ({"theories": {0: "0.5", 1: "0.6"}}, "must have probabilities that add up to 1"),
        ({"theories": {2: "0.5", 1: "0.5"}}, "must be from 0 to 1"),
        ({"theories": [1], "cases": {"a": 1}}, "for theories that have no number"),
        ({"settlement": 2}, "settlement = 2: must be from 0 to 1"),
        ({"offer": -1}, "offer = -1: must be 0 or more"),
        ({"trials": 0}, "trials = 0: must be a whole number of at least 1"),
        ({"others": [7]}, "others 1 = 7: must be from 0 to 1"),
    ],
)
def test_wrong_dockets_are_refused(options, words):
    given = {"cases": {"a": 1}, "theories": {0: "1/2", 1: "1/2"}, **options}
    with pytest.raises(pg.ParameterError, match=words):
        pg.information.trial_order(given.pop("cases"), given.pop("theories"), **given)
