"""Reports on one caseload, and on all that are built in."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from ...caseloads.claims.checking import claims
from ...caseloads.fit import fit
from ...caseloads.range_ends import caveats
from ...caseloads.scenarios import Scenario, scenario, scenario_names
from ...latex import typeset
from ...solvers.thresholds import thresholds
from ..caseload_results import CaseloadResults
from ..caseloads import (
    equilibria_of_one,
    scenario_list,
    scenario_numbers,
    thresholds_of_many,
    thresholds_of_one,
)
from ..claims import claims_checked
from ..explorer.page import explorer_page
from ..figures import CASELOAD_FIGURES, PHASE_DIAGRAM, phase_diagram_with
from ..result_of_one import result_of_one
from .captions import HOW_PHASES_ARE_DRAWN, captions
from .sections import Contents, Data, FigureOf, Section, TableOf

LARGEST_CONTEST = 20_000
"""Defendants, beyond which a contest takes many minutes and is left to its own command."""

_STAND = (
    "A strike can stand where, with everybody holding out, nobody would rather plead. Where it is "
    "risk dominant it is also the safer choice for those who are unsure of each other."
)
_END = "Where everybody pleads nobody gains by holding out alone; so it matters what each expects."
_TIMING = (
    "A prosecutor who cannot try all may make offers in turn, or announce who would be tried first."
)
_LEVERS = (
    "Organizers can change what holding out pays, the state what pleading pays and how many can be "
    "tried. The least amounts are exact: a smaller one does not reach the goal."
)
_CONTEST = "The contest of both sides"
_SIDES = "Both sides choose at once; then the prosecutor prices pleas with the move in view."
_CLAIMS = "Each claim of the debate is computed with the numbers of this report."


def _of_list(rows: str) -> Callable[..., str]:
    return partial(result_of_one, rows=rows)


def of_caseload(caseload: Scenario) -> Contents:
    """Everything about one caseload."""
    game, results = caseload.game, CaseloadResults(caseload)
    said = captions(results)
    subject = caseload.name if caseload.name in scenario_names() else f"{caseload.name}.toml"
    count = int(game.numbers["defendants"])
    in_a_day = f"--days 1 --offers-per-day {count}"
    in_a_day += "".join(f" --batch {batch}" for batch in results.batches)

    def figure(name: str) -> FigureOf:
        return FigureOf(name, said[name], lambda: CASELOAD_FIGURES[name](results))

    def table(
        name: str, what: str, of_one: Callable[..., str], get: Callable[[], Any], options: str = ""
    ) -> TableOf:
        title = f"{caseload.title}\n{what} for {game.describe()}"
        return TableOf(
            name,
            f"{name} {subject} {options}".rstrip(),
            lambda style: of_one(caseload.name, get(), title, (), style),
        )

    numbers = TableOf("scenario", f"scenarios {subject}", partial(scenario_numbers, caseload))
    phases = FigureOf(PHASE_DIAGRAM, said[PHASE_DIAGRAM], partial(phase_diagram_with, caseload))

    def thresholds_with_range_ends(*told: Any) -> str:
        name, result, title, notes, style = told
        notes = [*notes, *caveats(caseload, game)]
        return thresholds_of_one(name, result, title, notes, style)

    outcomes = table(
        "thresholds", "Thresholds", thresholds_with_range_ends, lambda: results.thresholds
    )
    points = table("equilibria", "Equilibria", equilibria_of_one, lambda: results.equilibria)
    timing = [
        table("protocols", "Protocols", _of_list("protocols"), lambda: results.protocols),
        table(
            "clock",
            "Offers against the clock",
            _of_list("schedules"),
            lambda: results.clock,
            in_a_day,
        ),
    ]
    means = table("levers", "Levers", _of_list("levers"), lambda: results.levers)
    both_sides = table("contest", "Contest", _of_list("cells"), lambda: results.contest)
    sections = [
        Section("The caseload", [numbers], text=f"{_payoffs(caseload)}\n\n{_provenance(caseload)}"),
        Section("When a strike can stand", [outcomes],
                [phases, figure("tipping-by-capacity"), figure("tipping-by-offer")], _STAND),
        Section("Where it would end", [points], [figure("gain-curve")], _END),
        Section("What timing is worth to the prosecutor",
                figures=[figure("protocols"), figure("price-by-rounds")], text=_TIMING,
                appendix=timing),
        Section("What organizers and the state can change", figures=[figure("levers")],
                text=_LEVERS, appendix=[means]),
        Section(_CONTEST, figures=[figure("contest")], text=_SIDES, appendix=[both_sides]),
    ]  # fmt: skip
    left_out = {}
    if game.terms:
        left_out["claims"] = "they are checked with the numbers of a game without terms"
    else:
        sections.append(_claims(caseload, f"claims --scenario {subject}"))
    if count > LARGEST_CONTEST:
        sections = [section for section in sections if section.heading != _CONTEST]
        left_out["contest"] = (
            f"beyond {LARGEST_CONTEST:,} defendants it takes many minutes; "
            f"'plea-games {both_sides.command} --format latex' prints it"
        )
    page = explorer(caseload)
    return Contents(caseload.title, caseload.summary, subject, sections, [page], left_out)


def of_built_in_caseloads() -> Contents:
    """All built-in caseloads side by side."""
    caseloads = [scenario(name) for name in scenario_names()]
    by_name = [(each.name, thresholds(each.game)) for each in caseloads]
    fits = [fit(each) for each in caseloads]
    listed = TableOf("scenarios", "scenarios", partial(scenario_list, caseloads))
    compared = TableOf("thresholds", "thresholds", partial(thresholds_of_many, by_name, fits))
    phases = FigureOf(
        PHASE_DIAGRAM, lambda: HOW_PHASES_ARE_DRAWN, partial(phase_diagram_with, None)
    )
    sections = [
        Section("Where caseloads lie", figures=[phases], text=_STAND, appendix=[listed, compared]),
        _claims(None, "claims"),
    ]
    summary = "Thresholds of every caseload that is built in, and the claims of the debate."
    return Contents("Plea strikes: the built-in caseloads", summary, "", sections, [explorer()])


def explorer(start: Scenario | None = None) -> Data:
    """The page on which every assumption has a slider, the caseload's own numbers first.

    Without one it starts from the office that the README asks about.
    """
    about = "a page with sliders for every assumption; opens in any browser, without a network"
    return Data("explorer.html", about, partial(explorer_page, start or scenario("panel-office")))


def _payoffs(caseload: Scenario) -> str:
    """The game in mathematics, in LaTeX."""
    return (
        f"{caseload.game._repr_latex_()}\n\n"
        r"Here $u$ is a defendant's payoff in years, $m$ how many hold out, oneself included, and "
        r"$\Delta(m)$ what a defendant gains from being one of them."
    )


def _provenance(caseload: Scenario) -> str:
    """What all results rest on, once for all tables, in LaTeX."""
    return "\n\n".join(["In all that follows:", *map(typeset, caseload.notes())])


def _claims(caseload: Scenario | None, command: str) -> Section:
    ledger = cache(lambda: claims(scenario=caseload))
    table = TableOf("claims", command, lambda style: claims_checked(ledger(), caseload, style))
    return Section("Claims of the debate", text=_CLAIMS, appendix=[table])
