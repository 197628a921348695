"""The page: a template filled with formulas, numbers, sources and citation."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from string import Template
from typing import Any

from ... import __version__
from ...caseloads.scenarios import Scenario, scenario, scenario_names
from ...citations.citation import cite
from ...model.exact import NUMBER_FORMS
from ...model.game import PleaGame
from ...model.parameters import PARAMETERS, ROUNDS, Parameter
from ...model.phases import PHASES
from ...model.reading import refuse_other_kinds
from ...solvers.one_lottery import NEAR_AN_END
from ...solvers.thresholds import NO_NUMBER, NOTATION
from ...units import HEADER
from ..phase_diagram import phase_diagram
from ..plots.style import FILLS, SERIES
from .caseloads import MOST_DIGITS, TERM_PARAMETERS, of_game, of_scenario
from .formulas import formulas_script

_SCRIPTS = (
    "exact.js", "harmonic.js", "mixed.js", "format.js", "model.js", "controls.js", "labels.js",
    "diagram.js", "gain.js", "results.js", "page.js",
)  # fmt: skip
_GROUPS: Mapping[str, Sequence[Parameter]] = {
    "The caseload": PARAMETERS[:2],
    "What is at stake for a defendant": PARAMETERS[2:],
    "What organizers add": TERM_PARAMETERS,
    "What the prosecutor adds": (ROUNDS,),
}


def explorer_page(
    start: PleaGame | Scenario | None = None,
    scenarios: Iterable[Scenario | str] | None = None,
) -> str:
    """The page as HTML: one file that needs no network and no server.

    Parameters
    ----------
    start
        The caseload whose numbers it opens with; the first of the ``scenarios`` unless given.
    scenarios
        Those that can be chosen, and that the phase diagram shows; all built-in ones unless given.
    """
    if start is not None:
        refuse_other_kinds(start, PleaGame, Scenario)
    names = scenario_names() if scenarios is None else scenarios
    chosen = [each if isinstance(each, Scenario) else scenario(each) for each in names]
    if isinstance(start, Scenario):
        chosen = [start, *(each for each in chosen if each.name != start.name)]
    diagram = phase_diagram(chosen)
    caseloads = list(map(of_scenario, chosen))
    first = caseloads[0].name
    if isinstance(start, PleaGame):
        own = of_game(start)
        same = [each.name for each in caseloads if each.settings == own.settings]
        first = same[0] if same else own.name
        caseloads = caseloads if same else [own, *caseloads]
    data = {
        "version": __version__,
        "start": first,
        "caseloads": [caseload.record() for caseload in caseloads],
        "groups": {title: list(map(_control, group)) for title, group in _GROUPS.items()},
        "units": HEADER,
        "numberForms": NUMBER_FORMS,
        "mostDigits": MOST_DIGITS,
        "beyondDoubles": NO_NUMBER + NEAR_AN_END,
        "diagram": {**diagram.record(), "phases": _looks()},
    }
    return Template(_file("page.html")).substitute(
        style=_file("page.css"),
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
        script="\n".join([formulas_script(), *map(_file, _SCRIPTS)]),
        sources="\n".join(map(_sources, chosen)),
        caseloads=diagram.table()._repr_html_(),
        notation=escape(NOTATION),
        citation=escape(cite("bibtex")),
        version=escape(__version__),
    )


def _file(name: str) -> str:
    return resources.files(__package__).joinpath("template", name).read_text(encoding="utf-8")


def _control(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.name.replace("_", " ").capitalize(),
        "letter": parameter.letter,
        "meaning": parameter.meaning,
        "unit": parameter.unit,
        "isCount": parameter.is_count,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "rule": parameter.rule,
        "remedy": parameter.remedy,
    }


def _looks() -> list[dict[str, str]]:
    """How the diagram shows each phase, as the package's own figures do."""
    return [
        {"name": str(phase), "fill": fill.facecolor, "hatch": fill.hatch,
         "color": series.color, "marker": series.marker}
        for phase, fill, series in zip(PHASES, FILLS, SERIES, strict=False)
    ]  # fmt: skip


def _sources(given: Scenario) -> str:
    name = escape(given.name, quote=True)
    return f'<div class="wide" data-sources="{name}" hidden>{given.table()._repr_html_()}</div>'
