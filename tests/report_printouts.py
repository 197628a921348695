"""What reports hold and what other programs read, for :mod:`tests.printouts`."""

import json
import re
from dataclasses import replace
from functools import cache, partial

from scipy import stats

import plea_games as pg
from plea_games.caseloads.fit import fit
from plea_games.caseloads.scenarios import as_scenario, scenario
from plea_games.information.learning.verdicts import verdicts
from plea_games.report import caseloads, claims, records, sweeps
from plea_games.report.caseload_results import CaseloadResults
from plea_games.report.explorer.caseloads import of_scenario
from plea_games.report.explorer.page import _control, _looks, _sources, explorer_page
from plea_games.report.formats import FORMATS
from plea_games.report.gambit import to_gambit
from plea_games.report.paper import document, of_caseloads, of_studies
from plea_games.report.result_of_one import result_of_one
from plea_games.studies import Study

SMALL = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
PAIR = pg.Docket(
    [
        pg.Defendant("Ada", offer=3, sentence=9, conviction="0.9"),
        pg.Defendant("Ben", offer="1/3", sentence=8, process_cost=1),
    ],
    capacity=1,
)


@cache
def _j20():
    return scenario("j20")


def outline(contents):
    """What a report has: where each table and figure comes from, and what is said of it."""
    lines = [contents.title, contents.summary, f"subject {contents.subject}"]
    for section in contents.sections:
        lines.append(f"section {section.heading}: {section.text}")
        lines += [f"  table {table.name}: {table.command}" for table in section.tables]
        lines += [f"  figure {figure.name}: {figure.caption()}" for figure in section.figures]
    lines += [f"data {data.name}: {data.about}" for data in contents.data]
    lines += [f"left out {name}: {why}" for name, why in contents.left_out.items()]
    return "\n".join(lines)


def _studies():
    over = {"capacity": [2, 3], "offer": [1, 4, 5]}
    drawn = {"offer": stats.uniform(1, 6), "conviction": stats.uniform(0.5, 0.4)}
    outputs = ("tipping_share", "risk_dominant")
    return {
        "grid": Study("Both", SMALL, over, outputs, 1, 0),
        "one parameter": Study("One", SMALL, {"offer": [1, 4, 5]}, ("tipping_holdouts",), 1, 0),
        "one point": Study("Point", SMALL, {"offer": [4]}, ("tipping_share",), 1, 0),
        "drawn": Study("Drawn", SMALL, drawn, outputs, 300, 1, "j20"),
        "drawn and grid": Study("Mixed", SMALL, {**drawn, "capacity": [1, 2, 3]}, outputs, 90, 1),
        "three parameters": Study(
            "Three", SMALL,
            {**over, "sentence": [9, 10, 11, 12, 13, 14, 15, 16], "capacity": range(1, 10)},
            ("laplacian_ratio",), 1, 0,
        ),
    }  # fmt: skip


def _of_study(name):
    return outline(of_studies.of_study(_studies()[name]))


def _tables(name, style):
    contents = of_studies.of_study(_studies()[name])
    tables = [table for section in contents.sections for table in section.tables]
    return "\n\n".join(table.render(style) for table in tables)


def _tex(subject):
    contents = of_studies.of_study(_studies()[subject])
    contents = replace(contents, left_out={"figures/x": "it has no result"})
    return "\n".join(
        (document.document(contents, "2026-01-01"),
         document.listing(contents, "plea-games report study.toml --out x", "2026-01-01"))
    )  # fmt: skip


def _of_one(what, style):
    found, game = CaseloadResults(_j20()), _j20().game
    told = ("j20", getattr(found, what), f"{what} for {game.describe()}", ["A note."], style)
    if what == "thresholds":
        return caseloads.thresholds_of_one(*told)
    if what == "equilibria":
        return caseloads.equilibria_of_one(*told)
    return result_of_one(*told, rows={"protocols": "protocols", "levers": "levers"}[what])


def _of_many(style):
    named = [(name, pg.thresholds(scenario(name).game)) for name in ("j20", "rnc-2000")]
    fits = [fit(scenario(name)) for name, _ in named]
    return caseloads.thresholds_of_many(named, fits, style)


def _scenarios(style):
    chosen = [_j20(), scenario("one-courtroom")]
    return "\n\n".join(
        (caseloads.scenario_list(chosen, style), caseloads.scenario_numbers(chosen[1], style))
    )


def _short(text):
    """The beginning and the end."""
    return text if len(text) < 2400 else f"{text[:1600]}\n…\n{text[-600:]}"


def _swept(style):
    found = pg.studies.uncertainty(
        SMALL, {"offer": (1, 6)}, ["tipping_share", "risk_dominant"], samples=40, progress=False
    )
    return sweeps.of_uncertainty(found, "Title", style)


def _beginnings(contents):
    """The first lines of each table."""
    tables = [table for section in contents.sections for table in section.tables]
    return "\n".join(f"{table.name}: {table.render('latex')[:420]}" for table in tables)


def _page(page):
    """What the page opens with, and the texts around its scripts."""
    data = json.loads(re.search(r'id="data">(.*)</script>', page)[1])
    parts = {name: _short(json.dumps(value, ensure_ascii=False)) for name, value in data.items()
             if name != "version"}  # fmt: skip
    around = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    words = " ".join(re.sub(r"<[^>]*>", " ", around).split())
    return "\n".join((*(f"{name}: {text}" for name, text in parts.items()), _short(words)))


REPORTS = {
    "caseload": lambda: outline(of_caseloads.of_caseload(_j20())),
    "tables of a caseload": lambda: _beginnings(of_caseloads.of_caseload(_j20())),
    "tables of all caseloads": lambda: _beginnings(of_caseloads.of_built_in_caseloads()),
    "caseload with terms": lambda: outline(
        of_caseloads.of_caseload(
            replace(_j20(), name="ours", game=_j20().game.with_terms(pg.SidePayment(1)))
        )
    ),
    "large caseload": lambda: outline(of_caseloads.of_caseload(scenario("federal-2022"))),
    "built in": lambda: outline(of_caseloads.of_built_in_caseloads()),
    **{f"study, {name}": partial(_of_study, name) for name in _studies()},
    "document": partial(_tex, "drawn"),
    "points": partial(_tables, "grid", "latex"),
    "points as CSV": partial(_tables, "one parameter", "csv"),
    **{
        f"{what} as {style}": lambda what=what, style=style: _short(_of_one(what, style))
        for what, styles in (
            ("thresholds", FORMATS), ("equilibria", ("table", "csv")), ("protocols", ("json", "csv"))
        )
        for style in styles
    },
    **{f"several as {s}": lambda s=s: _short(_of_many(s)) for s in ("table", "csv", "json")},
    **{f"scenarios as {s}": lambda s=s: _short(_scenarios(s)) for s in ("table", "csv", "json")},
    **{f"intervals as {style}": partial(_swept, style) for style in ("table", "csv", "json")},
    "verdicts": lambda: _short(
        caseloads.verdicts_of_one(
            "j20", verdicts(SMALL, prior=(4, 1), trials=range(1, 9)), "Title", (), "markdown"
        )
    ),
    "claims": lambda: _short(claims.claims_checked(pg.claims(3, 5), None, "markdown")),
}  # fmt: skip

OTHERS_READ = {
    **{f"citation, {name}": partial(pg.cite, name) for name in ("bibtex", "apa", "bluebook")},
    **{f"all works, {name}": partial(pg.cite, name, all_works=True)
       for name in ("bibtex", "apa", "bluebook")},
    "citation, unknown": lambda: pg.cite("chicago"),
    **{f"{kind} of {name}": partial(to_gambit, game, kind)
       for kind in ("nfg", "efg", "agg")
       for name, game in (("two", SMALL.with_parameters(defendants=2, capacity=1, offer="1/3")),
                          ("named", PAIR),
                          ("three", SMALL.with_parameters(defendants=3, sentence="0.1234567")))},
    "nfg of many": lambda: to_gambit(SMALL.with_parameters(defendants=40)),
    "agg of many": lambda: to_gambit(SMALL.with_parameters(defendants=10**7), "agg"),
    "Gambit, unknown": lambda: to_gambit(SMALL, "xml"),
    "Gambit, letters": lambda: to_gambit(pg.PleaGame.symbolic()),
    "Gambit, names": lambda: to_gambit(
        pg.Docket([pg.Defendant(name, offer=1, sentence=3) for name in ("Chance", " Ann", "A\nB")],
                  capacity=1)),
    "gain curve": lambda: pg.gain_curve(SMALL),
    "gain curve of gains": lambda: pg.gain_curve(pg.AnonymousGame(gain=[-1, 2, -1, 1])),
    "phase diagram": lambda: pg.phase_diagram(["j20", "rnc-2000", "bronx-marijuana"]),
    "phase diagram of nothing": lambda: pg.phase_diagram(["nowhere", 3]),
    "caseload of the page": lambda: str(of_scenario(_j20()).record()),
    "game of the page": lambda: str(of_scenario(as_scenario(SMALL.with_parameters(offer="1/3"))).record()),
    "game that the page has no fields for": lambda: str(of_scenario(as_scenario(SMALL.with_terms(pg.Pledge(3))))),
    "game of too many digits": lambda: str(of_scenario(as_scenario(SMALL.with_parameters(offer=f"1.{'3' * 30}")))),
    "controls of the page": lambda: str(
        [_control(p) for p in (pg.SidePayment.amount(), *pg.VisibleDefection.parameters.values())]
    ),
    "page of a caseload": lambda: _page(explorer_page(_j20(), ["rnc-2000"])),
    "page of a game": lambda: _page(explorer_page(SMALL, ["j20", "rnc-2000"])),
    "page of a game that is a caseload": lambda: _page(explorer_page(_j20().game, ["j20"])),
    "page of nothing": lambda: explorer_page(3),
    "looks of the page": lambda: str(_looks()),
    "sources of the page": lambda: _short(_sources(_j20())),
    "records": lambda: _short(records.of_tabular(pg.thresholds(SMALL), "json")),
}  # fmt: skip

REPORT_TEXTS = {"reports": REPORTS, "read by others": OTHERS_READ}
