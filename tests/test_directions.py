"""What each parameter does to each threshold: the table of directions, proved there, tried here."""

import csv
from fractions import Fraction
from itertools import pairwise
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import plea_games as pg
from plea_games.games.compile import anonymous_game
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.parameters import PARAMETER, PARAMETERS
from plea_games.model.terms import TERMS

from .strategies import lottery_parameters

with (Path(__file__).parents[1] / "docs" / "directions.csv").open(encoding="utf-8") as file:
    TABLE = list(csv.DictReader(file))
SIGN = {"+": 1, "-": -1, "0": 0, "": None}
DIRECTION = {(row["of"], row["on"]): SIGN[row["direction"]] for row in TABLE}
MOVED = [of for of, on in DIRECTION if on == "gain"]
OF_TERMS = {
    parameter.name: (kind, field) for kind in TERMS for field, parameter in kind.parameters.items()
}
CHOICE = {"plead": 0, "tie": 1, "hold out": 2}
SIGNED = {"side_payment_exists", "side_payment_risk_dominant", "side_payment_dominant",
          "trial_cost_resilience", "resilience"}  # fmt: skip

few = st.integers(0, 4)
numbers = st.fractions(0, 3, max_denominator=6)
shares = st.fractions(0, Fraction(5, 6), max_denominator=6)


def amounts(parameter):
    """Two values in the range, the smaller first."""
    if parameter.is_count:
        values = few.map(lambda n: n + int(parameter.minimum))
    elif parameter.maximum == 1:
        values = shares if parameter.name != "preparation_decay" else st.integers(0, 1)
    elif parameter.name == "solidarity_exponent":
        values = few
    else:
        least = Fraction(1, 3) if parameter.name == "prosecution_cost" else parameter.minimum
        values = numbers.map(lambda x: x + least)
    return st.tuples(values, values).map(sorted)


@st.composite
def pairs(draw, name):
    """Two games that differ by one parameter, the smaller value first."""
    parameters = draw(lottery_parameters())
    if name in PARAMETER:
        low, high = draw(amounts(PARAMETER[name]))
        if name in ("defendants", "capacity"):
            low = parameters[name]
            high = low + draw(few)
        return [{**parameters, name: value} for value in (low, high)], [(), ()]
    kind, field = OF_TERMS[name]
    others = {other: draw(amounts(p))[0] for other, p in kind.parameters.items() if other != field}
    if kind is pg.Dismissals:
        parameters["defendants"] = draw(st.integers(6, 9))
    values = draw(amounts(kind.parameters[field]))
    return [parameters] * 2, [(kind(**others, **{field: value}),) for value in values]


def rises(gains):
    return all(one <= other for one, other in pairwise(gains))


def quantity(game, name):
    """A threshold in the order of its scale; None where its absence means nothing on it."""
    found = pg.thresholds(game)
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


@pytest.mark.parametrize("name", MOVED)
@settings(max_examples=5)
@given(st.data())
def test_parameters_move_gains_and_thresholds_as_stated(name, data):
    parameters, terms = data.draw(pairs(name))
    try:
        before, after = (
            pg.PleaGame(**numbers).with_terms(*added)
            for numbers, added in zip(parameters, terms, strict=True)
        )
    except pg.ParameterError:  # where trial is no threat
        return
    of_gain = DIRECTION[name, "gain"]
    low, high = (anonymous_game(game).gain for game in (before, after))
    for one, other in zip(low, high, strict=False):  # the shorter one may end
        assert one <= other if of_gain > 0 else one >= other if of_gain < 0 else one == other
    below_dismissal = any(float(game.without_terms().offer_ratio) < 0 for game in (before, after))
    as_defendants = -1 if name == "dismissed" else 1
    for form in CLOSED_FORMS:
        stated = DIRECTION.get((name, form.name))
        if name == "dismissed":
            stated = DIRECTION.get(("defendants", form.name))
        if (
            (name, form.name) not in DIRECTION
            and stated is None
            and ("gain", form.name) in DIRECTION
        ):
            stated = of_gain * DIRECTION["gain", form.name]
        if stated is None or (form.name in SIGNED and below_dismissal):
            continue
        if form.name == "mixed_probability" and not (rises(low) and rises(high)):
            continue
        one, other = quantity(before, form.name), quantity(after, form.name)
        if one is None or other is None:
            continue
        rise, slack = (other - one) if one != other else 0, 1e-12
        assert rise * stated * as_defendants >= -slack, (form.name, one, other)
        if stated == 0 and form.name != "mixed_probability":
            assert abs(rise) <= slack, form.name


def test_the_table_has_every_parameter_and_every_threshold():
    assert sorted(MOVED) == sorted([*(p.name for p in PARAMETERS), *OF_TERMS])
    assert {on for _, on in DIRECTION} == {"gain", *(f.name for f in CLOSED_FORMS)} - {
        "offer_ratio"
    }
    assert len(DIRECTION) == len(TABLE)
    assert all(row["reason"] for row in TABLE)
