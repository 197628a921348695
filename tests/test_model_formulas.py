"""Every formula of the model, in every regime, against its definition in exact fractions."""

from fractions import Fraction
from itertools import accumulate, combinations, product

import pytest
from sympy import Expr, Rational, harmonic

import plea_games as pg
from plea_games.model import closed_forms, formulas, lever_forms
from plea_games.model.closed_forms import CLOSED_FORM, CLOSED_FORMS
from plea_games.model.exact import exact
from plea_games.model.notation import cell
from plea_games.model.symbols import J, K, L, N, T, c, d, kappa, p, r, s
from plea_games.model.terms.by_name import letter_of
from plea_games.model.trial_selection import worth_most
from tests import oracles

TRIAL, WAITING = 10, 2  # T and d
STAKE = TRIAL - WAITING


def mean_trial_probability(n, k):
    return sum(oracles.trial_probability(k, m) for m in range(1, n + 1)) / Fraction(n)


def corners():
    """N, K and r: all regimes, their borders, and both sides of these."""
    for n, k in product((1, 2, 3, 5), (0, 1, 2, 5, 6)):
        rate, mean = Fraction(k, n), mean_trial_probability(n, k)
        borders = {Fraction(0), Fraction(1), min(Fraction(1), rate), mean}
        step = Fraction(1, 100)
        for ratio in sorted({b + by for b in borders for by in (-step, 0, step)}):
            yield n, k, ratio


def answers(n, k, ratio):
    """Each threshold from the gains alone; None where there is none."""
    offer = WAITING + ratio * STAKE
    gain = oracles.gains(n, k, offer, TRIAL, WAITING)
    content = [m for m in range(1, n + 1) if gain[m - 1] >= 0]
    together = oracles.trial_probability(k, n)
    potential = sum(gain)
    mean = mean_trial_probability(n, k)

    def least_payment(most, is_met):
        """A payment at which a tie turns into the goal: the largest shortfall per chance."""
        if is_met(gain):
            return 0
        return most if k else None

    def total(values):
        return min(accumulate(reversed(values))) >= 0

    chances = [oracles.trial_probability(k, m) for m in range(1, n + 1)]
    shortfalls = [-g / t if t else 0 for g, t in zip(gain, chances, strict=True)]
    suffixes = [
        -a / b if b else 0
        for a, b in zip(accumulate(reversed(gain)), accumulate(reversed(chances)), strict=True)
    ]
    return {
        "trial_rate": Fraction(k, n),
        "offer_ratio": ratio,
        "collective_price": together,
        "doubling_share": Fraction(k, n - k) if 0 < 2 * k <= n else None,
        "tipping_holdouts": min(content, default=None),
        "tipping_share": Fraction(min(content), n) if content else None,
        "hard_core": min(content) - 1 if content else None,
        "laplacian_ratio": mean,
        "risk_dominant": "hold out" if potential > 0 else "plead" if potential < 0 else "tie",
        "resilience": ratio * n / k if k and 0 <= ratio < 1 else None,
        "trial_cost_resilience": (
            (ratio * STAKE / together + WAITING) / TRIAL if k and ratio > 0 else None
        ),
        "unravelling_rounds": (1 if ratio <= 0 else -(-n // k) if k and ratio <= 1 else None),
        "side_payment_exists": least_payment(shortfalls[-1], lambda g: g[-1] >= 0),
        "side_payment_risk_dominant": least_payment(max(suffixes), total),
        "side_payment_dominant": least_payment(max(shortfalls), lambda g: min(g) >= 0),
    }


def rebuilt(form):
    """The regimes as the functions that share them between thresholds make them."""
    regimes = form.regimes
    if form.name.startswith("side_payment"):
        return closed_forms._side_payment(regimes[3:])
    if form.name in {"tipping_holdouts", "tipping_share", "hard_core"}:
        return closed_forms._tipping(regimes[0].value, regimes[1].value)
    return regimes


@pytest.mark.parametrize("form", CLOSED_FORMS, ids=lambda form: form.name)
def test_every_regime_gives_what_the_gains_do(form):
    regimes = rebuilt(form)
    assert regimes == form.regimes
    met = set()
    for n, k, ratio in corners():
        letters = {
            N: n, K: k, T: TRIAL, d: WAITING, s: WAITING + ratio * STAKE, r: ratio,
            kappa: Fraction(k, n), L: mean_trial_probability(n, k),
        }  # fmt: skip
        values = {letter: Rational(value) for letter, value in letters.items()}
        holding = [place for place, regime in enumerate(regimes)
                   if regime.condition.xreplace(values) == True]  # noqa: E712  # fmt: skip
        assert holding, (n, k, ratio)
        met |= set(holding)
        for place in holding:
            value = regimes[place].value
            if form.name == "mixed_probability":  # an equation, whose root is tested elsewhere
                assert (value is not None) == (0 < Fraction(k, n) < ratio < 1)
                assert value is not None or regimes[place].reason
                continue
            expected = answers(n, k, ratio)[form.name]
            if value is not None and not value.is_Symbol:
                value = value.xreplace(values).doit()
            if value is None or expected is None:
                assert value is None and expected is None, (n, k, ratio)
                assert regimes[place].reason
            else:
                assert str(value) == str(expected), (n, k, ratio)
    assert met == set(range(len(regimes)))


def test_regimes_without_a_value_say_why():
    regime = closed_forms._none(r < 0, "waiting is dearer")
    assert (regime.condition, regime.value, regime.reason) == (r < 0, None, "waiting is dearer")


CASES = {
    "a strike can hold": {
        "defendants": 6, "capacity": 2, "offer": Fraction(4), "sentence": Fraction(10),
        "conviction": Fraction(4, 5), "process_cost": Fraction(1, 2), "dismissal_cost": Fraction(1),
    },
    "none can": {
        "defendants": 5, "capacity": 3, "offer": Fraction(3), "sentence": Fraction(8),
        "conviction": Fraction(1, 2), "process_cost": Fraction(1), "dismissal_cost": Fraction(1, 2),
    },
    "all can be tried": {
        "defendants": 4, "capacity": 4, "offer": Fraction(2), "sentence": Fraction(9),
        "conviction": Fraction(1), "process_cost": Fraction(0), "dismissal_cost": Fraction(0),
    },
    "a strike of all holds in a tie": {
        "defendants": 5, "capacity": 2, "offer": Fraction(5), "sentence": Fraction(10),
        "conviction": Fraction(1), "process_cost": Fraction(2), "dismissal_cost": Fraction(1, 3),
    },
}  # fmt: skip
OTHERS = {"visibility": Fraction(1, 2), "solidarity_exponent": Fraction(2),
          "pooling": Fraction(1, 3)}  # fmt: skip
"""What terms have beside their amounts."""

ALL_GOALS = ("existence", "risk dominance", "dominance", "divide-and-conquer proof")
HAVE_FORMS = {
    **dict.fromkeys(
        (pg.SidePayment, pg.VisibleDefection, pg.BetterOffer, pg.Retaliation, pg.CommunityJury,
         pg.Solidarity), ALL_GOALS),
    pg.StrikeFund: ("existence", "dominance", "divide-and-conquer proof"),
    pg.Pledge: ("dominance", "divide-and-conquer proof"),
    **dict.fromkeys(
        (pg.DefenceOverload, pg.Dismissals, pg.BudgetSurge, pg.StreamlinedTrials,
         pg.PooledCapacity), ("existence",)),
}  # fmt: skip
POSSIBLE_ONLY = {pg.Pledge, pg.Dismissals}  # they need κ ≤ r, and the defence's limit the contrary


def is_met(goal, parameters, amounts):
    players = parameters["defendants"] - amounts.get("committed", 0) - amounts.get("dismissed", 0)
    gain = [oracles.gain_with_terms(parameters, amounts, m) for m in range(1, int(players) + 1)]
    return {
        "existence": gain[-1] >= 0,
        "risk dominance": sum(gain) >= 0,
        "dominance": min(gain) >= 0,
        "divide-and-conquer proof": gain[0] >= 0,
    }[goal]


@pytest.mark.parametrize("kind", HAVE_FORMS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("case", CASES)
def test_what_a_lever_takes_is_where_the_goal_begins_to_hold(kind, case):
    forms = lever_forms._forms()
    assert forms == lever_forms.LEVER_FORMS
    assert {goal for other, goal in forms if other is kind} == set(HAVE_FORMS[kind])
    parameters = CASES[case]
    given = pg.PleaGame(**parameters)
    possible = pg.lottery_form(given).trial_rate <= pg.lottery_form(given).price_ratio
    if (kind in POSSIBLE_ONLY and not possible) or (kind is pg.DefenceOverload and possible):
        return
    n, k = parameters["defendants"], parameters["capacity"]
    for goal in HAVE_FORMS[kind]:
        formula = forms[kind, goal].subs(L, kappa * (1 + harmonic(N) - harmonic(K)))
        trial = parameters["conviction"] * parameters["sentence"] + parameters["process_cost"]
        ratio = (parameters["offer"] - parameters["dismissal_cost"]) / (
            trial - parameters["dismissal_cost"]
        )
        names = ("offer", "sentence", "conviction", "process_cost", "dismissal_cost")
        own = dict(zip((s, J, p, c, d), (parameters[name] for name in names), strict=True))
        values = own | {N: n, K: k, T: trial, kappa: Fraction(k, n), r: ratio}
        values |= {letter_of(name): value for name, value in OTHERS.items()}
        found: Expr = formula.xreplace({a: Rational(b) for a, b in values.items()}).doit()
        amount = Fraction(int(found.p), int(found.q)) if found.is_Rational else exact(float(found))
        parameter = kind.amount()
        step = Fraction(1) if parameter.is_count else Fraction(1, 10**9)
        better = step if kind.increasing else -step
        at = amount if parameter.is_count or found.is_Rational else amount + better

        def met(size, goal=goal, name=parameter.name):
            return is_met(goal, parameters, {**OTHERS, name: size})

        assert met(at), goal
        assert parameter.is_count or met(at + better), goal
        assert not met(amount - better), goal


def test_letters_that_stand_for_each_other_are_put_in_at_once():
    game = pg.PleaGame.symbolic(offer=J, sentence=s, process_cost=d, dismissal_cost=c)
    assert game.express(s / J + 2 * c - d) == J / s + 2 * d - c


def test_no_formula_is_an_empty_cell():
    assert (cell(None).text, cell(None).latex) == ("", "")


@pytest.mark.parametrize(
    ("limit", "size", "text"),
    [
        ("LONGEST", 5, "offer"),
        ("_LARGEST_EXPONENT", 3, "offer ** 3"),
        ("_LARGEST_EXPONENT", 3, "offer ** -3"),
        ("_MOST_COMPARED", 3, "min(1, 2, 3)"),
        ("_MOST_COMPARED", 6, "max(2 * offer, 1, 2, 3)"),
        ("_MOST_BITS", 9, "7 ** 2 + 3 ** 3"),
        ("_MOST_BITS", 10, "(7 / 3) ** 2"),
        ("_MOST_BITS", 12, "(2 * offer + 7) ** -3"),
    ],
)
def test_formulas_are_read_up_to_the_very_limit(limit, size, text, monkeypatch):
    monkeypatch.setattr(formulas, limit, size)
    formulas.read_formula(text, {"offer": s})
    monkeypatch.setattr(formulas, limit, size - 1)
    with pytest.raises(pg.ParameterError):
        formulas.read_formula(text, {"offer": s})


def test_thresholds_are_found_by_name():
    assert list(CLOSED_FORM) == [form.name for form in CLOSED_FORMS]


@pytest.mark.parametrize("limit", range(13))
def test_the_feasible_set_worth_most_is_tried_and_the_earlier_listed_of_several(limit):
    values = tuple(map(Fraction, (5, 4, 3, 5, 1)))
    for costs in ((5, 4, 3, 6, 1), (2, 2, 2, 2, 2), (1, 6, 3, 1, 4)):
        feasible = [
            chosen
            for size in range(6)
            for chosen in combinations(range(5), size)
            if sum(costs[i] for i in chosen) <= limit
        ]
        most = max(sum(values[i] for i in chosen) for chosen in feasible)
        best = [chosen for chosen in feasible if sum(values[i] for i in chosen) == most]
        first = max(best, key=lambda chosen: [i in chosen for i in range(5)])
        assert worth_most(tuple(range(5)), values, tuple(map(Fraction, costs)), limit) == first
