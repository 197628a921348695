"""Every result goes to data frames, papers and Markdown, and is short at a prompt."""

import inspect
import re
from importlib.util import find_spec

import networkx as nx
import numpy as np
import pytest
import scipy.stats

import plea_games as pg
from plea_games.tables import Tabular
from tests.public import PUBLIC

CLASSES = {
    name.rpartition(".")[2]: public
    for name, public in PUBLIC.items()
    if inspect.isclass(public) and issubclass(public, Tabular)
}
GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
OUTCOMES = pg.records.example_outcomes
RANGES = {"offer": scipy.stats.uniform(3, 2), "sentence": scipy.stats.uniform(9, 2)}
TIES = nx.path_graph(12)
SILO = pg.places.Silo("here", GAME)
TABLE = b"name,filings,trials,offer,sentence\nAdams,230,12,4,10\nBrown,100,5,1,3\n"


def _places():
    from io import BytesIO

    return pg.places.sweep_places(BytesIO(TABLE))


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
    "Places": _places,
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
    "GameKind": lambda: pg.game_kind(GAME),
    "PhaseDiagram": lambda: pg.phase_diagram("j20"),
    "SideBySide": lambda: pg.thresholds([GAME, "j20"]),
    "Sensitivity": lambda: pg.studies.sensitivity(GAME, RANGES, samples=4, progress=False),
    "Study": lambda: pg.studies.load_study(_study()),
    "SweepPlan": lambda: pg.studies.plan_sweep(GAME, {"offer": [1, 2]}),
    "Uncertainty": lambda: pg.studies.uncertainty(GAME, {"offer": (1, 2)}, progress=False),
    "Thresholds": lambda: pg.thresholds(GAME),
    "EquilibriumSet": lambda: pg.equilibria(GAME),
    "Protocols": lambda: pg.protocols(GAME),
    "Levers": lambda: pg.levers(GAME),
    "Contest": lambda: pg.contest(GAME, postures=["one price"], moves=["nothing"]),
    "Bimatrix": lambda: pg.bimatrix([[1, 0], [0, 2]], [[1, 0], [0, 2]]),
}
"""Results of classes that no printout shows, and the main ones; tests/printed has the others."""


def _study():
    from io import BytesIO

    from plea_games.sweeps.study import study_example

    return BytesIO(study_example().encode())


def exported(result):
    """Everything that a result can be turned into, checked."""
    frame = result.to_frame()
    assert len(frame.columns) and len(frame) and len(frame) == len(result.frame_rows())
    units = frame.attrs["units"]
    assert set(units) <= set(frame.columns) and all(units.values())
    if find_spec("polars"):
        assert result.to_polars().shape == frame.shape
    latex = result.to_latex(label="tab:one", caption="One")
    assert latex.isascii() and latex.count(r"\begin{tabular}") == 1
    assert r"\caption{One}\label{tab:one}" in latex and r"\toprule" in latex
    assert r"\begin{longtable}" in result.to_latex(over_pages=True)
    markdown = result.to_markdown()
    assert re.search(r"^\|[:-]", markdown, re.MULTILINE)
    prompt = repr(result)
    assert "object at 0x" not in prompt and len(prompt) < 12_000


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_result_goes_to_frames_papers_and_prompts(name):
    result = MADE[name]()
    assert isinstance(result, CLASSES.get(name, Tabular)) and type(result).__name__ == name
    exported(result)


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
