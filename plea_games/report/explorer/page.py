"""The page: a template filled with formulas, numbers, sources and citation."""

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from string import Template
from typing import Any

from sympy import Symbol

from ... import __version__
from ...caseloads.scenarios import Scenario, Subject, as_scenarios, scenario_names
from ...citations.citation import cite
from ...model.exact import NUMBER_FORMS
from ...model.game import PleaGame
from ...model.in_numbers import PHASES
from ...model.notation import plain
from ...model.parameters import PARAMETERS, ROUNDS, Parameter
from ...model.terms import Term
from ...model.terms.term import spoken_name
from ...side_by_side import side_by_side
from ...solvers.game_kinds import MEANING, NAMED_KINDS, NO_KIND
from ...solvers.one_lottery import NEAR_AN_END
from ...solvers.thresholds import NO_NUMBER, NOTATION, Thresholds, thresholds
from ...units import HEADER
from ...words import WORDS
from ..phase_diagram import phase_diagram
from ..plots.style import FILLS, SERIES
from .caseloads import MOST_DIGITS, NEUTRAL, of_scenario
from .page_terms import PAGE_TERMS

_SCRIPTS = (
    "formulas.js", "exact.js", "harmonic.js", "mixed.js", "format.js", "model.js", "controls.js",
    "terms.js", "labels.js", "diagram.js", "witnesses.js", "gain.js", "results.js", "page.js",
)  # fmt: skip
_GROUPS: Mapping[str, Sequence[Parameter]] = {
    "The caseload": PARAMETERS[:2],
    "What is at stake for a defendant": PARAMETERS[2:],
    "What the prosecutor may do in time": (ROUNDS,),
}


def explorer_page(
    subjects: Subject | Sequence[Subject] = (), scenarios: Iterable[Subject] | None = None
) -> str:
    """The page as HTML: one file that needs no network and no server.

    Parameters
    ----------
    subjects
        The caseload or game whose numbers it opens with, or several, which it also compares; the
        first of the ``scenarios`` unless given.
    scenarios
        Others that can be chosen, and that the phase diagram shows; all built-in ones unless given.
    """
    others = as_scenarios(scenario_names() if scenarios is None else scenarios)
    sourced = {each.game: each for each in others}
    several = subjects if isinstance(subjects, list | tuple) else [subjects]
    opened = as_scenarios(
        [sourced.get(each, each) if isinstance(each, PleaGame) else each for each in several]
    )
    names = {each.name for each in opened}
    chosen = [*opened, *(each for each in others if each.name not in names)]
    caseloads = [of_scenario(each).record() for each in chosen]
    diagram = phase_diagram(chosen)
    data = {
        "version": __version__,
        "start": chosen[0].name,
        "caseloads": caseloads,
        "groups": {title: list(map(_control, group)) for title, group in _GROUPS.items()},
        "terms": [_term(kind) for kind in PAGE_TERMS],
        "units": HEADER,
        "numberForms": NUMBER_FORMS,
        "mostDigits": MOST_DIGITS,
        "beyondDoubles": NO_NUMBER + NEAR_AN_END,
        "kinds": {"names": _kinds(), "other": NO_KIND, "meaning": MEANING},
        "diagram": {**diagram.record(), "phases": _looks()},
    }
    return Template(_file("page.html")).substitute(
        style=_file("page.css"),
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
        script="\n".join(map(_file, _SCRIPTS)),
        together=_together(opened),
        sources="\n".join(map(_sources, chosen)),
        caseloads=diagram.table()._repr_html_(),
        notation=escape(NOTATION),
        words="\n".join(f"<dt>{escape(w.name)}</dt><dd>{escape(w.says)}</dd>" for w in WORDS),
        citation=escape(cite("bibtex")),
        version=escape(__version__),
    )


def _together(opened: Sequence[Scenario]) -> str:
    """The thresholds of several games side by side."""
    if len(opened) < 2:
        return ""
    names = [each.name for each in opened]
    tables = [thresholds(each).table() for each in opened]
    table = side_by_side("", names, tables, compared=Thresholds.compared)
    return Template(_file("together.html")).substitute(table=table._repr_html_())


def _file(name: str) -> str:
    return resources.files(__package__).joinpath("template", name).read_text(encoding="utf-8")


def _control(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.name.replace("_", " ").capitalize(),
        "letter": parameter.letter,
        "sign": plain(Symbol(parameter.letter)),
        "meaning": parameter.meaning,
        "unit": parameter.unit,
        "isCount": parameter.is_count,
        "minimum": parameter.minimum,
        "maximum": parameter.maximum,
        "rule": parameter.rule,
        "remedy": parameter.remedy,
    }


def _term(kind: type[Term]) -> dict[str, Any]:
    return {
        "name": kind.__name__,
        "title": spoken_name(kind).capitalize(),
        "side": kind.side,
        "parameters": list(map(_control, kind.parameters.values())),
        "neutral": {p.letter: NEUTRAL[p] for p in kind.parameters.values()},
    }


def _kinds() -> dict[str, Sequence[str]]:
    """By the runs of signs of the gains: where all-hold-out is better for all, and where not."""
    return {",".join(map(str, runs)): names for runs, names in NAMED_KINDS.items()}


def _looks() -> list[dict[str, str]]:
    """How the diagram shows each phase, as the package's own figures do."""
    return [
        {"name": phase, "fill": fill.facecolor, "hatch": fill.hatch,
         "color": series.color, "marker": series.marker}
        for phase, fill, series in zip(PHASES, FILLS, SERIES, strict=False)
    ]  # fmt: skip


def _sources(given: Scenario) -> str:
    name = escape(given.name, quote=True)
    return f'<div class="wide" data-sources="{name}" hidden>{given.table()._repr_html_()}</div>'
