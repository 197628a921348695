"""Levers that users define: in a notebook, in a package, and wrongly."""

import re
import subprocess
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from sympy import Symbol

import plea_games as pg
from plea_games.games.gains import anonymous_game
from tests.waiting import HUNG

ROOT = Path(__file__).parent.parent
GAME = pg.PleaGame(defendants=100, capacity=5, offer=1, sentence=3, process_cost=4)
SHARE = {"share": pg.Parameter("bail_share", "beta", "share of c spared", "share", maximum=1)}


@pytest.fixture
def bail_fund():
    """The class that CONTRIBUTING shows, as printed."""
    (block,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL
    )
    module = {"__name__": "a_notebook"}
    exec(block, module)
    return module["BailFund"]


def gains_by_hand(game, share, surge=0):
    numbers = game.numbers
    cost = numbers["sentence"] + (1 - Fraction(share)) * numbers["process_cost"]
    capacity = numbers["capacity"] * (1 + surge)
    return [
        numbers["offer"] - min(Fraction(1), capacity / m) * cost
        for m in range(1, int(numbers["defendants"]) + 1)
    ]


def test_what_contributors_are_shown_works_everywhere(bail_fund):
    game = GAME.with_terms(bail_fund("1/2"))
    expected = gains_by_hand(GAME, "1/2")
    assert list(anonymous_game(game).gain) == expected
    tipping = 1 + next(m for m, gain in enumerate(expected) if gain >= 0)
    assert pg.thresholds(game).tipping_holdouts == tipping
    assert [e.kind for e in pg.equilibria(game)] == ["all plead", "mixed", "all hold out"]
    (row,) = [
        r for r in pg.levers(GAME) if r.parameter.name == "bail_share" and r.goal == "existence"
    ]
    assert row.amount == 0  # all-hold-out is an equilibrium as it is
    least = pg.required(GAME, bail_fund, for_="risk dominance").amount
    for share, favoured in ((least, {"hold out", "tie"}), (least - 1e-6, {"plead"})):
        assert pg.thresholds(GAME.with_terms(bail_fund(share))).risk_dominant in favoured
    swept = pg.sweep(GAME, {"bail_share": [0, "1/2", 1]}, ["tipping_holdouts"]).tipping_holdouts
    assert swept.sel(bail_share=0.5) == tipping
    assert GAME.with_parameters(bail_share="1/2") == game
    contest = pg.contest(GAME, postures=["standing offer"], moves=["nothing", bail_fund("1/2")])
    assert [str(move) for move in contest.moves] == ["nothing", "bail fund (β = 0.5)"]
    small = pg.PleaGame(defendants=2, capacity=1, offer=1, sentence=3, process_cost=4)
    assert pg.to_gambit(small.with_terms(bail_fund("1/2"))).count("-5/2") == 2
    assert repr(game) == f"{GAME!r}.with_terms(BailFund(share=1/2))"


def test_it_meets_the_terms_of_the_package(bail_fund):
    both = GAME.with_terms(bail_fund(0.5), pg.BudgetSurge(1))
    assert list(anonymous_game(both).gain) == gains_by_hand(GAME, "1/2", surge=1)
    j20 = pg.scenario("j20").game.with_parameters(process_cost=1)
    surged = j20.with_terms(bail_fund(0.5), pg.BudgetSurge(1))
    assert pg.thresholds(surged).tipping_holdouts == 63  # ⌈24 · 10.5/4⌉, each letter its own
    j20 = pg.scenario("j20").game.with_parameters(process_cost=1)
    met = j20.with_terms(pg.BudgetSurge(1), bail_fund(0.5))
    assert pg.thresholds(met).tipping_holdouts == 63


def test_a_later_definition_takes_the_place_of_an_earlier_one(bail_fund):
    names = [row.parameter.name for row in pg.levers(GAME)]
    assert names.count("bail_share") == 4  # one a goal
    test_what_contributors_are_shown_works_everywhere(bail_fund)


def defined(change=None, parameters=SHARE, **members):
    """A kind of term that may be wrong in one respect."""
    body = {
        "__annotations__": {"share": object},
        "parameters": parameters,
        "side": "organizers",
        "change": change or (lambda self, payoffs: payoffs.with_parts(reward=self.share)),
        **members,
    }
    return dataclass(frozen=True)(type("Odd", (pg.Term,), body))


WRONG = {
    "no parameters": (lambda: defined(parameters={}), "Odd: parameters: must have at least one"),
    "another field": (lambda: defined(parameters={"part": SHARE["share"]}),
                      "Odd: parameters = .*part.*must name the fields share"),
    "no parameter": (lambda: defined(parameters={"share": 3}), "Odd: parameters = share: must be a Par"),
    "a lever that is no field": (lambda: defined(lever="amount"), "Odd: lever = amount: must be one of"),
    "a letter of the game": (
        lambda: defined(parameters={"share": pg.Parameter("odd", "K", "odd", "share")}),
        "Odd: letter = K: is taken by the game"),
    "a letter of formulas": (
        lambda: defined(parameters={"share": pg.Parameter("odd", "m", "odd", "share")}),
        "Odd: letter = m: is taken by the formulas"),
    "a name of the game": (
        lambda: defined(parameters={"share": pg.Parameter("offer", "z", "odd", "share")}),
        "Odd: name = offer: is taken by the game"),
    "a change that raises": (
        lambda: defined(lambda self, payoffs: 1 / 0),
        "Odd: change = ZeroDivisionError: division by zero: must give payoffs"),
    "a change without a result": (
        lambda: defined(lambda self, payoffs: None), "Odd: change = AttributeError"),
    "an unknown letter": (
        lambda: defined(lambda self, payoffs: payoffs.with_parts(reward=Symbol("z") * self.share)),
        "Odd: change = z: must name no letters but those"),
    "an unknown part": (
        lambda: defined(lambda self, payoffs: payoffs.with_parts(bribe=1)), "Odd: change = TypeError"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_definition_is_told_in_one_line(name):
    build, words = WRONG[name]
    with pytest.raises(pg.ParameterError, match=words) as refused:
        GAME.with_terms(build()(1))
    assert len(refused.value.faults) == 1


def test_two_terms_may_not_share_a_letter_or_a_name(bail_fund):
    for parameter, words in (
        (
            pg.Parameter("other", "beta", "odd", "share"),
            "Odd: letter = beta: .*BailFund",
        ),
        (pg.Parameter("bail_share", "z", "odd", "share"), "Odd: name = bail_share: .*BailFund"),
    ):
        with pytest.raises(pg.ParameterError, match=words):
            GAME.with_terms(bail_fund(0.5), defined(parameters={"share": parameter})(1))


def test_a_wrong_definition_stops_nothing_else():
    defined(parameters={})
    assert pg.levers(GAME.with_parameters(defendants=10)).table().rows


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [(None, 0, "63"), ("raise OSError('no disk')", 2, "plea_games.terms: bail = OSError: no disk")],
)
def test_installed_packages_add_theirs_to_the_command_line(tmp_path, body, code, words):
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    (tmp_path / "my_bail.py").write_text(body or block)
    about = tmp_path / "my_bail-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: my-bail\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[plea_games.terms]\nbail = my_bail\n")
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from plea_games.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path, "thresholds", "j20", "--process-cost", "1",
         "--with", "bail_share=.5", "--with", "surge=1", "--format", "csv"],
        capture_output=True, text=True, cwd=ROOT, timeout=HUNG, check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (code, False)
    assert words in done.stdout + done.stderr
