"""Wherever a game is taken, a scenario, its name, a file, and several of these are taken."""

import inspect

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import plea_games as pg
from plea_games.caseloads.scenarios import as_scenario
from plea_games.report.paper.of_caseloads import of_caseload
from plea_games.tables import Tabular
from tests.every_verb import FUNCTIONS, functions

GAME = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2)
VERBS = {
    name: verb
    for name, verb in FUNCTIONS.items()
    if (first := next(iter(inspect.signature(verb).parameters.values()))).name == "game"
    and "PleaGame" in str(first.annotation)
}
NEEDS_NOTHING = [
    name
    for name, verb in VERBS.items()
    if all(
        parameter.default is not parameter.empty or parameter.kind is parameter.VAR_KEYWORD
        for parameter in list(inspect.signature(verb).parameters.values())[1:]
    )
]


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("caseloads") / "our.toml"
    numbers = "defendants = 3\ncapacity = 1\noffer = 1\nsentence = 2\n"
    path.write_text(f'title = "Ours"\nnote = "Made up."\n{numbers}', encoding="utf-8")
    return path


def test_the_verbs_are_many():
    assert len(VERBS) > 50 and len(NEEDS_NOTHING) > 20


@pytest.mark.parametrize("name", sorted(NEEDS_NOTHING))
def test_each_way_to_name_a_game_gives_the_same(name, file):
    verb = VERBS[name]

    def answer(given):
        try:
            return verb(given)
        except pg.errors.PleaGamesError as error:
            return str(error)

    by_game = answer(GAME)
    others = [answer(given) for given in (pg.load_scenario(file), str(file))]
    assert all(type(other) is type(by_game) for other in others)
    if isinstance(by_game, Tabular):
        assert all(other == by_game for other in others)


@pytest.mark.parametrize("name", sorted(VERBS))
def test_each_verb_says_what_a_misspelt_keyword_may_have_meant(name):
    verb = VERBS[name]
    known = list(inspect.signature(verb).parameters)
    if any(p.kind is p.VAR_KEYWORD for p in inspect.signature(verb).parameters.values()):
        pytest.skip("it takes any keyword")
    longest = max(known, key=len)
    with pytest.raises(pg.ParameterError, match=rf"did you mean {longest}\?"):
        verb(GAME, **{f"{longest}x": 1})


ONE_ONLY = {"lottery_form", "court_gain", "plan_sweep", "sweep", "to_gambit"}
"""Whose answers are no tables that could stand side by side."""

OF_CASELOADS = {
    "claims": lambda given: pg.claims(5, scenario=given),
    "explore": pg.explore,
    "fit": pg.fit,
    "phase_diagram": pg.phase_diagram,
    "stated_ranges": pg.studies.stated_ranges,
}
"""Verbs that are asked about a caseload with its facts."""


def test_every_verb_that_takes_a_game_or_a_caseload_is_held_to_it():
    takes = {
        name
        for name, verb in functions()
        if any(
            kind in str(parameter.annotation)
            for parameter in inspect.signature(verb).parameters.values()
            for kind in ("PleaGame", "Scenario")
        )
    }
    assert takes - set(OF_CASELOADS) - set(FUNCTIONS) == {"write_report"}  # see test_report.py
    assert set(OF_CASELOADS) <= takes


@pytest.mark.parametrize("name", sorted(OF_CASELOADS))
def test_verbs_of_caseloads_take_all_kinds_and_lists_of_them(name, file):
    ask = OF_CASELOADS[name]
    kinds = {type(ask(given)) for given in (GAME, pg.load_scenario(file), file, str(file), "j20")}
    assert len(kinds) == 1
    several = ask([GAME, "j20", file])
    assert type(several) in kinds or several.names == ("own", "j20", "our") or len(several) == 3


@pytest.mark.parametrize("name", sorted(set(NEEDS_NOTHING) - ONE_ONLY))
def test_verbs_that_give_tables_take_lists(name, file):
    verb = VERBS[name]
    try:
        one = verb(GAME)
    except pg.ParameterError:
        with pytest.raises(pg.ParameterError):
            verb([GAME, file])
        return
    both = verb([GAME, file])
    assert both.names[1] == "our" and both.results == (one, one)
    assert len(both.to_frame()) == 2 * len(one.to_frame())


@pytest.mark.parametrize("name", sorted(ONE_ONLY & set(VERBS)))
def test_others_refuse_lists_in_words(name):
    options = {"over": {"offer": [1]}} if "sweep" in name else {}
    with pytest.raises(pg.ParameterError, match="must be one game; ask for each in turn"):
        VERBS[name]([GAME, GAME], **options)


def test_games_beside_others_are_named_in_any_way(file):
    ties = pg.NetworkGame(ties=nx.path_graph(3), needed=1)
    everyone = np.ones(3, dtype=bool)
    by_game = pg.networks.stability(ties, everyone, caseload=GAME)
    assert pg.networks.stability(ties, everyone, caseload=str(file)) == by_game
    with pytest.raises(pg.ParameterError, match="caseload = int: must be a PleaGame"):
        pg.networks.stability(ties, everyone, caseload=3)
    assert pg.places.Silo("here", file) == pg.places.Silo("here", GAME)


@pytest.mark.parametrize("name", ["thresholds", "equilibria", "protocols", "levers", "contest"])
def test_several_games_give_one_table(name, file):
    verb = VERBS[name]
    both = verb([file, GAME.with_parameters(offer="1/2")])
    assert both.names == ("our", "N = 3, K = 1, s = 0.5, J = 2, p = 1, c = 0, d = 0")
    assert both["our"] == verb(GAME) and len(both) == 2
    assert len(both.frame_rows()) == sum(len(one.frame_rows()) for one in both)
    assert set(both.to_frame()["game"]) == set(both.names)


def test_one_name_twice_is_numbered():
    assert pg.thresholds(["j20", "j20"]).names == ("j20", "j20 (2)")


def test_what_is_wrong_with_several_is_said_at_once():
    with pytest.raises(pg.ParameterError) as error:
        pg.thresholds(["j21", "places.csv"])
    assert [fault.remedy for fault in error.value.faults] == [
        "did you mean j20?",
        "tables of places go to 'plea-games sweep --places places.csv'",
    ]


@pytest.mark.parametrize(
    ("ask", "meant"),
    [
        (lambda: pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2, convicton=1),
         "conviction"),
        (lambda: pg.PleaGame(N=230), "defendants"),
        (lambda: GAME.with_parameters(K=3), "capacity"),
        (lambda: pg.Defendant("Ana", offr=1, sentence=2), "offer"),
        (lambda: pg.Docket([], capcity=1), "capacity"),
        (lambda: pg.SidePayment(paymnt=1), "payment"),
        (lambda: pg.HeterogeneousGame(offer_ratio=[1], capacity=1), "offer_ratios"),
        (lambda: pg.AnonymousGame(gains=[1]), "gain"),
        (lambda: pg.NetworkGame(ties=[], neded=1), "needed"),
        (lambda: pg.places.Silo("here", GAME, cost_per_recrut=1), "cost_per_recruit"),
        (lambda: pg.court.CourtQueue(arrivls=1), "arrivals"),
        (lambda: pg.required(GAME, "sidepayment", for_="existence"), "side_payment"),
        (lambda: pg.sweep(GAME, {"capacity": [1]}, ["mixed_equilibrium"]), "mixed_probability"),
    ],
)  # fmt: skip
def test_a_misspelt_word_is_answered_with_the_nearest(ask, meant):
    with pytest.raises(pg.ParameterError, match=rf"did you mean {meant}\?"):
        ask()


@pytest.mark.parametrize(
    ("room", "name", "meant"),
    [(pg, "tresholds", "thresholds"), (pg.behaviour, "quantal_respons", "quantal_response")],
)
def test_a_misspelt_name_is_answered_with_the_nearest(room, name, meant):
    with pytest.raises(AttributeError, match=rf"did you mean {meant}\?"):
        getattr(room, name)


def test_a_game_of_ones_own_goes_into_figures_claims_and_reports():
    with_payment = GAME.with_terms(pg.SidePayment("1/4"))
    assert [point.scenario for point in pg.phase_diagram([GAME, "j20", with_payment])] == [
        "own", "j20", "own (2)",
    ]  # fmt: skip
    assert pg.gain_curve(GAME) == pg.gain_curve(pg.equilibria(GAME))
    assert pg.claims(5, scenario=GAME)["5"].verdict == pg.claims(5, trial_rate="1/3")["5"].verdict
    with pytest.raises(pg.ParameterError, match="without_terms"):
        pg.claims(5, scenario=with_payment)
    contents = of_caseload(as_scenario(with_payment))
    assert "claims" in contents.left_out and len(contents.sections) > 5


def test_frames_are_typed_and_say_their_units():
    frame = pg.thresholds("j20").to_frame()
    assert frame["tipping_holdouts"].dtype == pd.Int64Dtype()
    assert frame["laplacian_ratio"].dtype == pd.Float64Dtype()
    assert frame.attrs["units"]["offer"] == "years"
    rows = pg.protocols("j20").to_frame()
    assert len(rows) == len(pg.protocols("j20").protocols)
    assert rows.attrs["parameters"]["defendants"] == 230


def test_tables_for_papers_carry_caption_and_label():
    text = pg.levers("j20").to_latex(label="tab:levers", caption="What it takes")
    assert r"\caption{What it takes}\label{tab:levers}" in text
    assert text.count(r"\begin{tabular}") == 1 and "longtable" not in text
    assert r"\label{tab:levers}" in pg.levers("j20").to_latex(label="tab:levers", over_pages=True)
    assert pg.levers("j20").to_markdown() == pg.levers("j20").table().markdown()


def test_results_show_as_short_tables_at_a_prompt():
    assert len(repr(pg.claims())) < 10_000
    assert "object at 0x" not in repr(pg.studies.stated_ranges("j20"))
