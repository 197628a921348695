"""What each parameter does to each threshold: the table of directions, proved there, tried here."""

import csv
from fractions import Fraction
from itertools import pairwise
from math import inf
from pathlib import Path
from random import Random

import pytest

import plea_games as pg
from plea_games.games.gains import anonymous_game
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.parameters import PARAMETER, PARAMETERS
from plea_games.model.terms import TERMS

from .strategies import trial_cost

with (Path(__file__).parents[1] / "docs" / "directions.csv").open(encoding="utf-8") as file:
    TABLE = list(csv.DictReader(file))
DIRECTION = {(row["of"], row["on"]): row["direction"] for row in TABLE}
WAYS = {"+": {1}, "-": {-1}, "0": set(), "": {-1, 1}}
OPPOSITE = {"+": "-", "-": "+", "0": "0", "": ""}
NOWHERE = None  # in the table
MOVED = [of for of, on in DIRECTION if on == "gain"]
OF_TERMS = {
    parameter.name: (kind, field) for kind in TERMS for field, parameter in kind.parameters.items()
}
CHOICE = {"plead": 0, "tie": 1, "hold out": 2}
SIGNED = {"side_payment_exists", "side_payment_risk_dominant", "side_payment_dominant",
          "trial_cost_resilience", "resilience"}  # fmt: skip

NO_CLOSED_FORM = {"solidarity_exponent", "committed", "reliability", "clients", "counsel_weight",
                  "preparation_decay", "mistrial_rate", "mistrial_sanction", "credit"}  # fmt: skip
"""What moves the stakes with the number of hold-outs: SIGNED has no number on both sides."""
NO_RESILIENCE = {"testimony"}
"""What moves p with the number of hold-outs: factors on K and T have no number."""
ROUNDING = 1e-12
PAIRS = 200


def sixths(draw, least, most):
    """A number from one to the other, in sixths."""
    return Fraction(draw.randint(6 * least, 6 * most), 6)


def stakes(draw):
    """Parameters of a game in which every one matters, its offer ratio often exactly τ(m)."""
    count, conviction = draw.randint(2, 9), Fraction(draw.randint(1, 5), 6)
    capacity = draw.choice([0, 0, 1, 1, 1, 2, 2, 3, 4, count, count + 1])
    process_cost, dismissal_cost = sixths(draw, 0, 2), sixths(draw, 0, 1)
    least = max(dismissal_cost, process_cost)
    trial_cost = least + Fraction(draw.randint(1, 18), 6)
    anything = Fraction(draw.randint(-2, 14), 12)
    ties = [Fraction(0), Fraction(1), *(Fraction(capacity, m) for m in range(1, count + 1))]
    ratio = draw.choice([anything, anything, draw.choice(ties)])
    return {
        "defendants": count,
        "capacity": capacity,
        "offer": max(dismissal_cost + ratio * (trial_cost - dismissal_cost), Fraction(0)),
        "sentence": (trial_cost - process_cost) / conviction,
        "conviction": conviction,
        "process_cost": process_cost,
        "dismissal_cost": dismissal_cost,
    }


def amount(draw, parameter):
    """Of a term: the least, or more."""
    least = parameter.minimum
    if parameter.name == "preparation_decay":
        return draw.randint(0, 1)
    if parameter.name in {"years_cap", "years_per_case"}:  # two cases are left at the least
        return draw.randint(6, 12) if parameter.name == "years_cap" else 1 + sixths(draw, 0, 2)
    if parameter.maximum == 1:
        return draw.choice(
            [Fraction(0), Fraction(1, 2), Fraction(1, 2), sixths(draw, 0, 1) * 5 / 6]
        )
    if parameter.is_count or parameter.name == "solidarity_exponent" or draw.random() < 1 / 2:
        return least + draw.randint(0, 4)
    return least + sixths(draw, 0, 3)


def at_work(draw, parameter):
    """An amount at which the term does something, so that its other parameters matter."""
    while (drawn := amount(draw, parameter)) == parameter.minimum:
        if parameter.name == "solidarity_exponent":
            break
    return drawn


def with_term(draw, name, parameters):
    """Two games that differ by a term's parameter, the smaller value first."""
    kind, field = OF_TERMS[name]
    parameters["defendants"] = draw.randint(6, 9)  # of whom a term takes away up to 4
    if name in NO_CLOSED_FORM:  # where nobody is tried some of these do nothing
        parameters["capacity"] = max(parameters["capacity"], 1)
    others = {f: at_work(draw, p) for f, p in kind.parameters.items() if f != field}
    choose = at_work if name == "prosecution_cost" else amount
    low = high = choose(draw, kind.parameters[field])
    while low == high:
        high = choose(draw, kind.parameters[field])
    game = pg.PleaGame(**parameters)
    values = sorted((low, high))
    if name == "credit":  # no plea is rewarded
        game = pg.PleaGame(**{**parameters, "offer": max(parameters["offer"], values[1])})
    return [game.with_terms(kind(**others, **{field: value})) for value in values]


def pair(draw, name):
    """Two games that differ by one parameter, the smaller value first."""
    parameters = stakes(draw)
    if name not in PARAMETER:
        return with_term(draw, name, parameters)
    low = high = parameters[name]
    at_stake = trial_cost(parameters) - parameters["dismissal_cost"]
    inside = Fraction(draw.randint(1, 5), 6)
    match name:
        case "conviction":
            high += (1 - low) * inside
        case "dismissal_cost":
            high += at_stake * inside
        case _:
            high += draw.randint(1, 4) if PARAMETER[name].is_count else sixths(draw, 0, 3) + inside
    return [pg.PleaGame(**{**parameters, name: value}) for value in (low, high)]


def direction(of, on):
    """What the table says, in a row of its own or through the gains."""
    if of in {"dismissed", "years_per_case"} and on != "gain":
        return OPPOSITE.get(direction("defendants", on), NOWHERE)
    if of in {"conviction_cap", "years_cap"} and on != "gain":
        return direction("defendants", on)
    if (of, on) in DIRECTION or ("gain", on) not in DIRECTION:
        return DIRECTION.get((of, on), NOWHERE)
    through = DIRECTION["gain", on]
    return through if DIRECTION[of, "gain"] == "+" else OPPOSITE[through]


def rises(gains):
    return all(one <= other for one, other in pairwise(gains))


def quantity(found, name):
    """A threshold in the order of its scale; None where its absence means nothing on it."""
    value = getattr(found, name)
    if name == "risk_dominant":
        return CHOICE.get(value)
    if value is not None:
        return value
    if name in ("tipping_holdouts", "tipping_share", "hard_core"):
        return inf
    if name == "mixed_probability":
        return {0: 0.0, None: 1.0}.get(found.hard_core)
    return None


def moves(before, after):
    """By how much each quantity rises, and the gains; what means nothing here is left out."""
    low, of_one = anonymous_game(before).gain, pg.thresholds(before)  # which read the same gains
    high, of_other = anonymous_game(after).gain, pg.thresholds(after)
    for one, other in zip(low, high, strict=False):  # the shorter one may end
        yield "gain", other - one
    below_dismissal = any(
        game.numbers["offer"] < game.numbers["dismissal_cost"] for game in (before, after)
    )
    increasing = rises(low) and rises(high)
    for form in CLOSED_FORMS:
        if form.name in SIGNED and below_dismissal:
            continue
        if form.name == "mixed_probability" and not increasing:
            continue
        one, other = quantity(of_one, form.name), quantity(of_other, form.name)
        if one is not None and other is not None:
            yield form.name, other - one if one != other else 0


@pytest.mark.parametrize("name", MOVED)
def test_parameters_move_gains_and_thresholds_as_stated(name):
    """Never against a direction, somewhere in it, and both ways where none is stated."""
    draw, seen = Random(name), {}
    for _ in range(PAIRS):
        for on, rise in moves(*pair(draw, name)):
            ways = seen.setdefault(on, set())
            if abs(rise) > ROUNDING:
                ways.add(1 if rise > 0 else -1)
    stated = {on: direction(name, on) for on in ("gain", *(form.name for form in CLOSED_FORMS))}
    without_number = SIGNED if name in NO_CLOSED_FORM else set()
    if name in NO_RESILIENCE:
        without_number = {"trial_cost_resilience", "resilience"}
    assert not seen.keys() & without_number
    assert {on: ways for on, ways in seen.items() if stated[on] is not NOWHERE} == {
        on: WAYS[sign]
        for on, sign in stated.items()
        if sign is not NOWHERE and on not in without_number
    }


def test_promises_that_are_kept_move_all_that_the_gains_do():
    draw, seen = Random(1), {}
    for _ in range(PAIRS):
        parameters = stakes(draw) | {"defendants": draw.randint(6, 9)}
        fewer = draw.randint(0, 3)
        game, both = pg.PleaGame(**parameters), (fewer, draw.randint(fewer + 1, 4))
        for on, rise in moves(*(game.with_terms(pg.Pledge(count)) for count in both)):
            if abs(rise) > ROUNDING:
                seen.setdefault(on, set()).add(1 if rise > 0 else -1)
    for on in ("tipping_holdouts", "hard_core", "mixed_probability", "risk_dominant"):
        assert seen[on] == WAYS[DIRECTION["gain", on]]
        assert DIRECTION["committed", on] == ""


def test_the_table_has_every_parameter_and_every_threshold():
    assert sorted(MOVED) == sorted([*(p.name for p in PARAMETERS), *OF_TERMS])
    assert {on for _, on in DIRECTION} == {"gain", *(f.name for f in CLOSED_FORMS)} - {
        "offer_ratio"
    }
    assert len(DIRECTION) == len(TABLE)
    assert all(row["reason"] for row in TABLE)
