"""Every result goes to data frames, papers and Markdown, and is short at a prompt."""

import inspect
import pickle
import re
from fractions import Fraction
from importlib.util import find_spec
from io import BytesIO
from types import UnionType
from typing import Union, get_args, get_origin

import networkx as nx
import numpy as np
import pytest
import scipy.stats

import plea_games as pg
from plea_games.sweeps.study import study_example
from plea_games.tables import Tabular
from tests.printouts import OTHERS
from tests.public import PUBLIC

GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
OUTCOMES = pg.records.example_outcomes
RANGES = {"offer": scipy.stats.uniform(3, 2), "sentence": scipy.stats.uniform(9, 2)}
TIES = nx.path_graph(12)
ANA = pg.Defendant("Ana", offer=1, sentence=10)
SILO = pg.places.Silo("here", GAME)
TABLE = b"name,filings,trials,offer,sentence\nAdams,230,12,4,10\nBrown,100,5,1,3\n"


PRINTED = {
    "Attrition": ("union", "attrition"),
    "Branches": ("behaviour", "branches"),
    "Cascade": ("neighbourhoods", "cascade"),
    "Certificate": ("equilibria of any gains", "certificate"),
    "Clock": ("sequences", "clock"),
    "CollectiveBargain": ("bargains", "Nash"),
    "Components": ("equilibria of any gains", "two"),
    "ConcentrationEffect": ("neighbourhoods", "concentration"),
    "ContinuumCascade": ("neighbourhoods", "continuum"),
    "CourtDelay": ("courts", "delay"),
    "CourtHalt": ("courts", "halt"),
    "CourtPath": ("courts", "fluid"),
    "CriticalDiscounts": ("union", "critical discount"),
    "DismissalChoice": ("named defendants", "dismissals"),
    "Elimination": ("named defendants", "elimination"),
    "EliminationCases": ("named defendants", "cases"),
    "Extremes": ("differing defendants", "extremes"),
    "Fixation": ("behaviour", "Moran"),
    "FundSolvency": ("payments", "solvency"),
    "FundingOrder": ("named defendants", "funding order"),
    "GameTree": ("named defendants", "tree"),
    "GlobalGame": ("behaviour", "global"),
    "LevelsOfReasoning": ("behaviour", "hierarchy"),
    "NamedEquilibria": ("equilibria of any gains", "named"),
    "Neighbourhoods": ("neighbourhoods", "neighbourhoods"),
    "OfficeStrike": ("named defendants", "office strike"),
    "Offices": ("payments", "offices"),
    "OrganizingValue": ("union", "value"),
    "PaymentSchedule": ("payments", "uniform"),
    "Potential": ("equilibria of any gains", "potential"),
    "PureEquilibria": ("differing defendants", "pure"),
    "QuantalResponses": ("behaviour", "quantal response"),
    "QuorumPledge": ("payments", "quorum"),
    "Reach": ("neighbourhoods", "reach"),
    "Seed": ("differing defendants", "seed"),
    "SeedBounds": ("neighbourhoods", "seed"),
    "SequentialPlay": ("sequences", "rounds"),
    "SiloPlan": ("silos", "plan"),
    "SpreadOfEffort": ("silos", "spread"),
    "StationaryLaw": ("behaviour", "revision"),
    "TippingPayments": ("differing defendants", "cheapest payments"),
    "TippingTime": ("behaviour", "time to tip"),
    "UniqueImplementation": ("equilibria of any gains", "unique"),
    "UniqueOffers": ("named defendants", "unique offers"),
}
"""Results by their class, where tests/printed has one: its file and what it is called there."""

MADE = {
    "Scenario": lambda: pg.scenario("j20"),
    "Narrative": lambda: pg.behaviour.narrative(GAME, belief="1/3"),
    "Coalitions": lambda: pg.coalitions(GAME),
    "CorrelatedEquilibria": lambda: pg.correlated_equilibria(GAME),
    "Disclosure": lambda: pg.disclosure(GAME, prior={0: "1/2", 2: "1/2"}),
    "Packages": lambda: pg.information.packages(GAME, size=2),
    "PrivateCases": lambda: pg.private_cases(GAME, distribution=scipy.stats.uniform(0, 10)),
    "ProsecutorStopping": lambda: pg.information.prosecutor_stopping(GAME, prior=(2, 1)),
    "RaceToPlead": lambda: pg.information.race_to_plead(GAME, offers=range(1, 13)),
    "RankOffers": lambda: pg.information.rank_offers(GAME),
    "Verdicts": lambda: pg.verdicts(GAME, prior=(2, 1)),
    "WiredPleas": lambda: pg.information.wired_pleas(GAME, quorum=2),
    "WitnessPrices": lambda: pg.information.witness_prices(GAME.with_terms(pg.Testimony("1/3"))),
    "Stability": lambda: pg.networks.stability(
        pg.NetworkGame(ties=TIES, needed=1), np.ones(12, dtype=bool), caseload=GAME
    ),
    "NationalSimulation": lambda: pg.places.simulate_nation(
        [SILO], membership=1, cohorts=1, replications=2, progress=False
    ),
    "Places": lambda: pg.places.sweep_places(BytesIO(TABLE)),
    "Audit": lambda: pg.records.audit(*(files := pg.records.example_files())[:1], layout=files[1]),
    "Convictions": lambda: pg.records.convictions(OUTCOMES()),
    "Dockets": lambda: OUTCOMES().dockets("North"),
    "Outcomes": OUTCOMES,
    "Penalty": lambda: pg.records.penalty(OUTCOMES()),
    "PlaceTable": lambda: OUTCOMES().places(),
    "SelectionFit": lambda: pg.records.fit(OUTCOMES()),
    "Tally": lambda: OUTCOMES().tally("North"),
    "Claim": lambda: pg.claims(5)["5"],
    "Claims": lambda: pg.claims(5, 7),
    "Fit": lambda: pg.fit("j20"),
    "GainCurve": lambda: pg.gain_curve(GAME),
    "Glossary": lambda: pg.glossary("best reply", "dominant"),
    "GameKind": lambda: pg.game_kind(GAME),
    "KindConditions": lambda: pg.game_kind(pg.PleaGame.symbolic(defendants=5, capacity=1)),
    "PhaseDiagram": lambda: pg.phase_diagram("j20"),
    "SideBySide": lambda: pg.thresholds([GAME, "j20"]),
    "Sensitivity": lambda: pg.studies.sensitivity(GAME, RANGES, samples=4, progress=False),
    "Study": lambda: pg.studies.load_study(BytesIO(study_example().encode())),
    "SweepPlan": lambda: pg.studies.plan_sweep(GAME, {"offer": [1, 2]}),
    "Uncertainty": lambda: pg.studies.uncertainty(GAME, {"offer": (1, 2)}, progress=False),
    "Thresholds": lambda: pg.thresholds(GAME),
    "EquilibriumSet": lambda: pg.equilibria(GAME),
    "Protocols": lambda: pg.protocols(GAME),
    "Levers": lambda: pg.levers(GAME),
    "Contest": lambda: pg.contest(GAME, postures=["one price"], moves=["nothing"]),
    "Bimatrix": lambda: pg.bimatrix([[1, 0], [0, 2]], [[1, "1/3"], [0, 2]]),
    "PaymentSchedules": lambda: pg.payments.payment_schedules(GAME),
    "Visibility": lambda: pg.sequences.visibility(GAME),
    "Welfare": lambda: pg.welfare(GAME),
    "BestReplies": lambda: pg.information.best_replies(
        pg.private_cases(GAME, {0: 1, 9: 1}), points=5
    ),
    "BestOffers": lambda: pg.sequences.best_offers(GAME, rounds=2),
    "HardCore": lambda: pg.organizing.hard_core(GAME),
    "NamedPackage": lambda: pg.information.named_package(pg.Docket([ANA], capacity=1)),
    "Requirement": lambda: pg.required(GAME, "side_payment", for_="dominance"),
    "StatedRanges": lambda: pg.studies.stated_ranges("j20"),
    "StrikeAsCap": lambda: pg.organizing.strike_as_cap(GAME, convictions=3),
    "Ties": lambda: pg.networks.load_ties(BytesIO(b"Ada,Ben\nBen,Cleo\n")),
    "TrialOrder": lambda: pg.information.trial_order(
        {"strong": 1, "weak": "3/4"}, {"1/4": "1/10", 1: "9/10"}
    ),
    **{name: OTHERS[topic][title] for name, (topic, title) in PRINTED.items()},
}
"""For each class of results one that is made of it."""

LISTED = {
    "silo_thresholds": lambda: pg.places.silo_thresholds([SILO]),
    "load_silos": lambda: pg.places.load_silos(BytesIO(TABLE)),
    "synthetic_dockets": lambda: pg.places.synthetic_dockets(1, rng=0),
    "extreme_correlated_equilibria": lambda: pg.information.extreme_correlated_equilibria(GAME),
}
"""For each function that gives a list of things."""

NO_RESULTS = {
    "AnonymousGame": "a game", "HeterogeneousGame": "a game", "LotteryForm": "a game's form",
    "Explorer": "a page", "Layout": "what a file of records means",
}  # fmt: skip
"""Classes that functions return, of which there is no table."""

EXACT = re.compile("exact|exactly|.*_(exact|exactly)")
"""Columns of fractions as text, beside the same in doubles."""

NAMES = {("Claims", "item"), ("Claim", "item"), ("Neighbourhoods", "neighbourhood")}
"""Columns of names that may look like numbers."""


PLAIN = {
    "Attrition": "mean_periods at_least less_than median_periods at_the_mean_rate",
    "Bimatrix": "row_payoff column_payoff component index",
    "Certificate": "regret_bound",
    "Claim": "value bound boundary_holds_at boundary_fails_at boundary_stated",
    "Claims": "value bound boundary_holds_at boundary_fails_at boundary_stated "
    "turns_on_value turns_on_low turns_on_high",
    "Clock": "batch",
    "ConcentrationEffect": "lower upper",
    "Convictions": "count of value low high level",
    "CorrelatedEquilibria": "cost value",
    "CourtDelay": "daily_cost",
    "Disclosure": "threshold",
    "DismissalChoice": "total kept",
    "Elimination": "round",
    "EquilibriumSet": "profiles max_regret",
    "Fit": "value needed",
    "Fixation": "intensity start log10_probability log10_loss log10_steps",
    "FundingOrder": "saved_per_year",
    "GlobalGame": "signal expected_fundamental",
    "Levers": "amount missed_at",
    "NationalSimulation": "cohort dockets_won dockets_won_error dockets_won_low dockets_won_high",
    "Offices": "number",
    "OrganizingValue": "outlives_failure",
    "Outcomes": "period",
    "Packages": "packages",
    "Penalty": "ratio_low ratio_high",
    "ProsecutorStopping": "acquittals_from acquittals_to",
    "PureEquilibria": "profiles",
    "QuantalResponses": "log_odds",
    "RaceToPlead": "count",
    "RankOffers": "rank",
    "Requirement": "amount",
    "SequentialPlay": "outcomes",
    "SiloPlan": "cost worth",
    "SpreadOfEffort": "silos_won worth_won",
    "StatedRanges": "low high",
    "Study": "size",
    "SweepPlan": "size",
    "TippingTime": "precision log10_revisions",
    "TrialOrder": "value",
    "Uncertainty": "least low median high most",
    "UniqueImplementation": "total",
    "Verdicts": "straight",
    "WiredPleas": "ratio",
    "WitnessPrices": "headroom",
}
"""Columns of plain numbers, of numbers in whatever users count, or of several units, by class."""


def exported(result):
    """Everything that a result can be turned into, checked."""
    frame = result.to_frame()
    assert len(frame.columns) and len(frame) and len(frame) == len(result.frame_rows())
    units = frame.attrs["units"]
    assert set(units) <= set(frame.columns) and all(units.values())
    kind = type(result).__name__
    kept_as_text = {name for name in frame if EXACT.fullmatch(name) or (kind, name) in NAMES}
    assert not {name for name in frame if _are_numbers_as_text(frame[name])} - kept_as_text
    if find_spec("polars"):
        polars = result.to_polars()
        assert polars.shape == frame.shape
        assert not [name for name in units if str(polars.schema[name]) == "Null"]
    latex = result.to_latex(label="tab:one", caption="One")
    assert latex.isascii() and latex.count(r"\begin{tabular}") == 1
    assert r"\caption{One}\label{tab:one}" in latex and r"\toprule" in latex
    assert r"\begin{longtable}" in result.to_latex(over_pages=True)
    markdown = result.to_markdown()
    assert re.search(r"^\|[:-]", markdown, re.MULTILINE)
    prompt = repr(result)
    assert "object at 0x" not in prompt and len(prompt) < 12_000


def _plain_numbers(frame):
    numbers = frame.select_dtypes("number").columns
    return {name for name in numbers if not frame[name].isna().all()}


def _are_numbers_as_text(column):
    texts = [value for value in column.dropna() if isinstance(value, str)]
    return bool(texts) and all(map(_is_number, texts))


def _is_number(text):
    try:
        Fraction(text.replace(",", "").replace("−", "-").strip("% "))
    except ValueError:
        return False
    return True


def result_classes():
    """Classes of ours that a public function returns, or a public class that has a table."""
    returned = {
        each
        for function in PUBLIC.values()
        if inspect.isfunction(function)
        for each in _classes_in(inspect.signature(function).return_annotation)
    }
    public = {each for each in PUBLIC.values() if inspect.isclass(each)}
    return returned | {each for each in public if issubclass(each, Tabular)}


def _classes_in(annotation):
    """The classes of ours that an annotation names, in unions and tuples too."""
    if inspect.isclass(annotation) and not get_args(annotation):
        return {annotation} if annotation.__module__.startswith("plea_games") else set()
    return set().union(*map(_classes_in, get_args(annotation)))


def test_every_class_of_results_is_tried():
    parts = {each for made in LISTED.values() for each in map(type, made())}
    missing = {each.__name__ for each in result_classes() - parts}
    assert missing - set(MADE) - set(NO_RESULTS) == set()
    assert set(MADE) | set(NO_RESULTS) <= missing


def test_every_function_that_gives_a_list_of_things_is_tried():
    listing = {
        name.rpartition(".")[2]
        for name, function in PUBLIC.items()
        if inspect.isfunction(function)
        and get_origin(returned := inspect.signature(function).return_annotation)
        not in (None, Union, UnionType)
        and _classes_in(returned)
    }
    assert listing == set(LISTED)


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_result_goes_to_frames_papers_and_prompts(name):
    result = MADE[name]()
    assert isinstance(result, Tabular) and type(result).__name__ == name
    exported(result)
    frame = result.to_frame()
    assert _plain_numbers(frame) - set(frame.attrs["units"]) <= set(PLAIN.get(name, "").split())


@pytest.mark.parametrize("name", sorted(LISTED))
def test_a_list_of_things_goes_there_too(name):
    things = LISTED[name]()
    assert isinstance(things, tuple) and things == tuple(things)
    assert pickle.loads(pickle.dumps(things)).table() == things.table()
    exported(things)


def test_ranges_dockets_and_those_who_differ_are_short_and_show_numbers():
    many = [pg.Defendant(f"D{i}", offer=1, sentence=10) for i in range(300)]
    for thing, shown in [
        (pg.Docket(many, capacity=12), "300 in all"),
        (pg.HeterogeneousGame(offer_ratios=np.linspace(0.1, 0.9, 999), capacity=20), "999 def"),
        (pg.HeterogeneousGame(offer_ratios=[-1], capacity=20), "never content"),
        (pg.studies.stated_ranges("j20"), "capacity: 12 to 226"),
    ]:
        assert shown in repr(thing)
        assert len(repr(thing)) < 300 and "object at 0x" not in repr(thing)


def test_a_name_of_a_room_is_found_from_the_top():
    with pytest.raises(AttributeError, match=r"it is plea_games.studies.uncertainty"):
        _ = pg.uncertainty
    with pytest.raises(AttributeError, match=r"'sweep'; did you mean sweep_lines\?"):
        _ = pg.plot.sweep
    with pytest.raises(AttributeError, match=r"'treshold'; did you mean thresholds\?"):
        _ = pg.treshold
