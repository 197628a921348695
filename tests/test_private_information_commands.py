"""The commands on private cases, verdicts, stopping and disclosure."""

import json

import pytest
from scipy import stats

import plea_games as pg
from plea_games.cli import disclosure as disclosure_command, verdicts as verdicts_command
from plea_games.information.believed_costs import VERDICT_GOALS
from plea_games.information.learning.prosecutor_stopping import prosecutor_stopping
from plea_games.information.learning.settlement_shares import SETTLEMENTS
from plea_games.information.learning.stopping import PRICINGS
from plea_games.information.learning.verdicts import verdicts
from plea_games.information.private.named_laws import NAMED, named_law
from plea_games.information.private.private_cases import private_cases
from plea_games.information.signals.disclosure import DISCLOSURE_GOALS, disclosure

J20 = pg.scenario("j20").game


def record(command, *arguments):
    code, out, err = command(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    printed = json.loads(out)
    assert printed.pop("scenario") == "j20" and printed.pop("notes")
    return printed


def test_commands_print_what_functions_find(command):
    printed = record(command, "private-cases", "j20", "--case", "0=1", "--case", "1/2=3")
    assert printed == private_cases(J20.with_parameters(), {0: 1, "1/2": 3}).record()
    printed = record(command, "private-cases", "j20", "--law", "normal:mean=8,sd=2")
    assert printed == private_cases(J20, stats.norm(8, 2)).record()
    prior = ("--prior-a", "4", "--prior-b", "1")
    printed = record(command, "verdicts", "j20", *prior, "--trials", "6", "--every", "6")
    assert printed == verdicts(J20, prior=(4, 1), trials=6, every=6).record()
    printed = record(command, "stopping", "j20", *prior, "--pricing", "posted")
    assert printed == prosecutor_stopping(J20, prior=(4, 1), pricing="posted").record()
    printed = record(command, "disclosure", "j20", "--signed-up-to", "9", "--offer", "1")
    assert printed == disclosure(J20.with_parameters(offer=1), [1] * 10).record()


def test_words_of_options_are_those_of_the_functions():
    assert verdicts_command.SETTLEMENTS == SETTLEMENTS
    assert verdicts_command.PRICINGS == PRICINGS
    assert disclosure_command.GOALS == DISCLOSURE_GOALS == VERDICT_GOALS


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("uniform:low=1,high=3", stats.uniform(1, 2)),
        ("triangular:low=1,mode=2,high=5", stats.triang(0.25, 1, 4)),
        ("normal:sd=2,mean=8", stats.norm(8, 2)),
        ("lognormal:median=3,log_sd=1/2", stats.lognorm(0.5, scale=3)),
        ("exponential:mean=4", stats.expon(scale=4)),
        ("gamma:shape=2,scale=3", stats.gamma(2, scale=3)),
        ("beta:a=2,b=3,low=0,high=10", stats.beta(2, 3, 0, 10)),
    ],
)
def test_named_laws_are_those_of_scipy(text, law):
    points = [0.1, 0.5, 0.9]
    assert list(named_law(text).ppf(points)) == pytest.approx(list(law.ppf(points)))


def test_every_named_law_is_tried():
    assert set(NAMED) == {
        "uniform", "triangular", "normal", "lognormal", "exponential", "gamma", "beta",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["private-cases", "j20", "--case", "5"], "--case = 5: must have an equals sign"),
        (["private-cases", "j20", "--case", "1=1", "--case", "1=2"], "each number once"),
        (["private-cases", "j20", "--case", "x=1"], "must be a number"),
        (["private-cases", "j20", "--law", "norml:mean=1,sd=1"], "did you mean normal"),
        (["private-cases", "j20", "--law", "normal:mean=1"], "has no sd"),
        (["private-cases", "j20", "--law", "normal:mean=1,sd=0"], "must have sd above 0"),
        (["private-cases", "j20", "--law", "normal:mean=1,mean=2,sd=1"], "each once"),
        (["private-cases"], "needs a scenario or parameters"),
        (["verdicts", "j20", "--prior-a", "0", "--prior-b", "1"], "must be more than 0"),
        (["stopping", "j20", "--prior-a", "1", "--prior-b", "1", "--dismissal-cost", "1"],
         "dismissal_cost = 1: must be 0 here"),
        (["disclosure", "j20"], "must be given, or --signed-up-to, and not both"),
        (["disclosure", "j20", "--signed", "-1=1"], "must count signers"),
    ],
)  # fmt: skip
def test_wrong_options_are_refused(command, arguments, words):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "") and words in err


def test_beliefs_of_a_scenario_are_taken_unless_others_are_given(command):
    """Verbs and commands read what j20 states, and say where it is from."""
    j20 = pg.scenario("j20")
    stated = {"cases": {"0": 1, "10": 3}, "prior": (4, 1)}
    assert pg.private_cases("j20") == pg.private_cases(j20.game, stated["cases"])
    assert pg.private_cases("j20", {1: 1}) == pg.private_cases(j20.game, {1: 1})
    assert pg.private_cases(j20, distribution=[1, 2]) == pg.private_cases(j20.game, [1, 2])
    for verb in (pg.verdicts, pg.information.prosecutor_stopping):
        assert verb("j20") == verb(j20, prior=None) == verb(j20.game, prior=stated["prior"])
        assert verb(j20, prior=(2, 2)) == verb(j20.game, prior=(2, 2))
    assert pg.verdicts([j20, "j20"]).results[1] == pg.verdicts("j20")
    for name, found in (
        ("verdicts", pg.verdicts("j20")),
        ("stopping", pg.information.prosecutor_stopping("j20")),
        ("private-cases", pg.private_cases("j20")),
    ):
        assert record(command, name, "j20") == found.record()
        code, out, _ = command(name, "j20")
        assert code == 0 and "assumption. Illustrative:" in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verdicts", "five-percent"), "--prior-b: must be given"),
        (("stopping", "j20", "--prior-a", "4"), "--prior-b: must be given"),
        (("private-cases", "five-percent"), "where the scenario states no case_strength"),
        (("private-cases", "j20", "--case", "1=1", "--law", "exponential:mean=1"), "not both"),
    ],
)
def test_what_no_scenario_states_must_be_given(arguments, said, command):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "") and said in err
    with pytest.raises(pg.ParameterError, match="prior = None"):
        pg.verdicts("five-percent")
    with pytest.raises(pg.ParameterError, match="distribution = None"):
        pg.private_cases("five-percent")
