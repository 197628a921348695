"""The commands for what is offered and agreed together, and their figures."""

import csv
import io
import json
from fractions import Fraction

import pytest
from matplotlib.figure import Figure

import plea_games as pg
from plea_games.information.mediation.correlated import correlated_equilibria
from plea_games.information.races.race import race_to_plead
from plea_games.information.races.rank_offers import rank_offers
from plea_games.information.wiring.packages import packages

SMALL = ("--defendants", "6", "--capacity", "1", "--offer", "0.5", "--sentence", "1")


@pytest.mark.parametrize(
    ("arguments", "rows", "stated"),
    [
        (("correlated", *SMALL), "polygon", {"value": 6.0, "added": 0.0, "complete": True}),
        (("correlated", *SMALL, "--objective", "least cost"), "polygon", {"value": 1.0}),
        (("correlated", *SMALL, "--with", "strike_fund=1/2"), "polygon", {"defendants": 6}),
        (("coalitions", *SMALL), "equilibria", {"defendants": 6}),
        (("race", *SMALL, "--prize", "0.5"), "by_count", {"standing": 5, "pleads_alone": 1}),
        (("race", *SMALL, "--offers", "0,0.5x5"), "by_count", {"standing": 5, "withstands": 2}),
        (("race", *SMALL), "offers", {"hidden_mean": float(Fraction(5, 9))}),
        (("packages", *SMALL), "packages", {}),
        (("packages", *SMALL, "--size", "2"), "packages", {}),
        (("packages", *SMALL, "--quorum", "5", "--blame", "1/4"), "prices", {"blame": 0.25}),
        (
            ("packages", *SMALL, "--quorum", "2", "--group", "4", "--outside", "1"),
            "prices",
            {"group": 4, "outside": 1},
        ),
    ],
)
def test_formats(arguments, rows, stated, command):
    printed = {}
    for style in ("table", "csv", "json", "latex", "markdown"):
        code, printed[style], err = command(*arguments, "--format", style)
        assert (code, err) == (0, "")
    record = json.loads(printed["json"])
    assert {name: record[name] for name in stated} == stated
    assert record["scenario"] is None
    lines = list(csv.DictReader(io.StringIO(printed["csv"])))
    assert len(lines) == len(record[rows])
    for line, row in zip(lines, record[rows], strict=True):
        plain = {name: value for name, value in row.items() if not isinstance(value, list)}
        assert line == {
            name: "" if value is None else str(value) for name, value in plain.items()
        }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "messages"),
    [
        (("race", *SMALL, "--offers", "1", "--prize", "1"), ["--offers or --prize, not both"]),
        (("race", *SMALL, "--offers", "1,2"), ["offers = 2 offers: must be 6"]),
        (("race", *SMALL, "--offers", "1x0,2x٣,3x9999999"), ["1x0", "2x٣", "3x9999999"]),
        (("race", *SMALL, "--offers", "1x5,nan"), ["offer for plea 6 = nan"]),
        (("race", *SMALL, "--prize", "2"), ["prize = 2: must be from 0 to the offer"]),
        (("packages", *SMALL, "--blame", "1"), ["need --quorum"]),
        (("packages", *SMALL, "--size", "2", "--quorum", "3"), ["--size or --quorum, not both"]),
        (("packages", *SMALL, "--size", "4", "--size", "9"), ["size = 4", "size = 9"]),
        (("packages", *SMALL, "--quorum", "7", "--blame", "-1"), ["quorum = 7", "blame = -1"]),
        (("coalitions",), ["coalitions needs a scenario"]),
        (("correlated", "--defendants", "0"), ["defendants = 0", "capacity"]),
        (("correlated", *SMALL, "--objective", "best"), ["'best' is not one of"]),
    ],
)
def test_bad_input_is_one_line_a_fault(arguments, messages, command):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    for message in messages:
        assert message in err


def test_scenarios_are_read(command):
    for name in ("correlated", "coalitions", "race", "packages"):
        code, out, err = command(name, "j20")
        assert (code, err) == (0, "")
        assert "J20" in out


def test_figures_draw_what_was_computed():
    game = pg.PleaGame(defendants=10, capacity=3, offer=8, sentence=10)
    found = correlated_equilibria(game)
    ax = pg.plot.correlated(found, ax=Figure().subplots())
    corners = {(float(c.holdouts), float(c.cost)) for c in found.polygon}
    assert corners == {tuple(point) for point in ax.patches[0].get_xy()}
    assert list(ax.lines[0].get_xdata()) == [0, 10]
    sanctioned = game.with_terms(pg.VisibleDefection(1))
    offers = [Fraction(9, 10) * offer for offer in rank_offers(game).hidden]
    for caseload in (game, sanctioned):
        ax = pg.plot.race(race_to_plead(caseload, offers=offers), ax=Figure().subplots())
        drawn = [list(line.get_ydata()) for line in ax.lines]
        assert drawn[0] == list(map(float, offers))
        refusing = [10 * min(1, 3 / (10 - n)) - (caseload is sanctioned) for n in range(10)]
        assert drawn[2] == pytest.approx(refusing)
    ax = pg.plot.packages(packages(game), ax=Figure().subplots())
    assert list(ax.lines[0].get_xdata()) == [1, 2, 5, 10]
    assert list(ax.lines[1].get_ydata()) == [float(row.laplacian) for row in packages(game)]


@pytest.mark.parametrize("draw", [pg.plot.correlated, pg.plot.race, pg.plot.packages])
def test_figures_refuse_other_data(draw):
    with pytest.raises(pg.ParameterError, match="data"):
        draw(3)
