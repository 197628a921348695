"""Caseloads, built in or a user's own: games whose every number says where it comes from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from importlib import resources
from os import PathLike
from pathlib import Path
from typing import Any, TypeAlias

from ..errors import Fault, ParameterError, ScenarioError, did_you_mean, printable, shown
from ..model.game import PleaGame
from ..model.parameters import PARAMETER, PARAMETERS
from ..model.reading import gathered, refuse_symbols
from ..side_by_side import distinct
from ..tables import Table, Tabular
from .beliefs import Belief
from .built_in import scenario_names as scenario_names
from .facts import fact_record, facts_table
from .files import Source, is_there, parse_toml, read_toml
from .scenario_format import SCENARIO_EXAMPLE, Fact, read_scenario_file
from .scenario_parts import shown_number
from .short_scenarios import full_form

_WHAT = "scenario file"
_TABLES = {".csv", ".tsv", ".xlsx", ".parquet"}


@dataclass(frozen=True)
class Scenario(Tabular):
    """A caseload: a game whose every number says where it comes from.

    Attributes
    ----------
    name
        The built-in name, or the file's name without its ending.
    title, summary
        What the caseload is.
    game
        The :class:`PleaGame` with the scenario's values.
    facts
        All numbers by name, the game's parameters first; each with value, unit, status, source,
        note, range and alternatives.
    beliefs
        What is stated of cases that differ, "case_strength", and of the chance of conviction before
        verdicts, "prior"; each with status, source and note.
    """

    name: str
    title: str
    summary: str
    game: PleaGame
    facts: Mapping[str, Fact]
    beliefs: Mapping[str, Belief] = field(default_factory=dict)

    @property
    def believed(self) -> dict[str, Any]:
        """What is believed, as solvers take it, by name."""
        return {name: belief.given for name, belief in self.beliefs.items()}

    @property
    def caveats(self) -> list[str]:
        """On which assumptions its thresholds rest, and where its stated ranges turn them.

        >>> import plea_games as pg
        >>> print(pg.scenario("j20").caveats[-1])
        At the end of a stated range, capacity 226, pleading is the safer choice.
        """
        from .range_ends import caveats  # which computes thresholds

        numbers = self.game.numbers
        replaced = {
            name
            for name, fact in self.facts.items()
            if name in numbers and numbers[name] != Fraction(fact.value)
        }
        return caveats(self, self.game, leaving_out=replaced)

    def bounds(self, parameter: str) -> tuple[Fraction, Fraction]:
        """The ends of the range that is stated for a parameter of the game, or its value twice."""
        fact, value = self.facts.get(parameter), self.game.numbers[parameter]
        low, high = fact.range if fact and fact.range else (value, value)
        return Fraction(low), Fraction(high)

    def notes(self, leaving_out: Collection[str] = ()) -> list[str]:
        """What a reader of any result must know: assumptions, ranges, disagreements."""
        parameters = {
            name: fact
            for name, fact in self.facts.items()
            if name in PARAMETER and name not in leaving_out
        }
        lines = []
        stated = {*self.facts, *leaving_out}
        defaults = [
            f"{p.name} {p.default}"
            for p in PARAMETERS
            if p.default is not None and p.name not in stated
        ]
        for label, statuses in (
            ("Assumptions", {"assumption"}),
            ("Unchecked", {"unchecked"}),
        ):
            names = [name for name, fact in parameters.items() if fact.status in statuses]
            if names:
                lines.append(f"{label}: {', '.join(names)}.")
        if defaults:
            lines.append(f"By default: {', '.join(defaults)}.")
        for name, fact in parameters.items():
            if fact.range:
                low, high = map(shown_number, fact.range)
                used = shown_number(fact.value)
                lines.append(f"Range: {name} {low} to {high} {fact.unit}; {used} is used.")
        lines += [
            f"Sources disagree: {name} {shown_number(other.value)} ({other.source}); "
            f"{shown_number(fact.value)} is used."
            for name, fact in parameters.items()
            for other in fact.alternatives
        ]
        return lines

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "scenario": self.name,
            "title": self.title,
            "summary": self.summary,
            "facts": {name: fact_record(fact) for name, fact in self.facts.items()},
            "beliefs": {name: belief.record() for name, belief in self.beliefs.items()},
        }

    def table(self, title: str = "") -> Table:
        """One row a number; other sources' numbers below it."""
        heading = title or f"{self.title} ({self.name})"
        notes = [self.summary] if self.summary else []
        return facts_table(heading, self.facts, notes, self.beliefs)


Subject: TypeAlias = Scenario | PleaGame | str | PathLike[str]
"""What stands for a caseload."""


@cache
def scenario(name: str) -> Scenario:
    """A built-in scenario by name.

    Parameters
    ----------
    name
        One of :func:`scenario_names`.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        Where there is none of that name.

    Examples
    --------
    >>> j20 = scenario("j20")
    >>> j20.game
    PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> fact = j20.facts["defendants"]
    >>> fact.value, fact.unit, fact.source, fact.alternatives[0].value
    (230, 'cases', 'Crespo (2022), p. 2020', 234)
    """
    content = scenario_source(name).encode()
    return _read(parse_toml(content, _WHAT, name, SCENARIO_EXAMPLE, ScenarioError), name)


def scenario_at(place: str | PathLike[str]) -> Scenario:
    """A built-in scenario by name, or one's own by its path.

    Text is a path if it has a dot or a stroke, or something is there.
    """
    if Path(place).suffix.lower() in _TABLES:
        rule = "must be a scenario, not a table"
        remedy = f"tables of places go to 'plea-games sweep --places {printable(str(place))}'"
        raise ScenarioError([Fault(_WHAT, shown(str(place)), rule, remedy)])
    if isinstance(place, PathLike):
        return load_scenario(place)
    looks_like_a_path = any(mark in place for mark in ("/", "\\", ".", "\0"))
    if place in scenario_names() or not (looks_like_a_path or is_there(place)):
        return scenario(place)
    return load_scenario(place)


def as_scenario(given: object) -> Scenario:
    """The caseload that is meant: a scenario, its name, the path of a file, or a game of one's own.

    The numbers of a game name no sources; they stand as assumptions.
    """
    match given:
        case Scenario():
            return given
        case str() | PathLike():
            return scenario_at(given)
        case PleaGame():
            refuse_symbols(given.free_symbols, "set them with game.with_parameters(…)")
            stated = {name: str(value) for name, value in given.numbers.items()}
            own = scenario_of({name: stated[name] for name in PARAMETER})
            return replace(own, title="Own game", game=given)
    rule = "must be a Scenario, its name, the path of a file, or a PleaGame"
    remedy = "see scenario_names() and load_scenario"
    raise ParameterError([Fault("scenario", shown(given), rule, remedy)])


def as_scenarios(given: object) -> list[Scenario]:
    """Several caseloads, or one; those that come alike from several games are numbered."""
    several = [given] if isinstance(given, Scenario | PleaGame | str | PathLike) else given
    if not isinstance(several, Iterable):
        several = [several]
    faults: list[Fault] = []
    read = []
    for each in several:
        with gathered(faults):
            read.append(as_scenario(each))
    if faults:
        raise ScenarioError(faults)
    names = distinct([each.name for each in read])
    return [replace(each, name=name) for each, name in zip(read, names, strict=True)]


def scenario_source(name: str) -> str:
    """The TOML text of a built-in scenario, to start one's own from."""
    if name not in scenario_names():
        listed = f"take one of {', '.join(scenario_names())}"
        remedy = did_you_mean(name, scenario_names(), listed)
        raise ScenarioError([Fault("scenario", shown(name), "must be a built-in scenario", remedy)])
    file = resources.files("plea_games").joinpath("scenarios", f"{name}.toml")
    return file.read_text(encoding="utf-8")


def load_scenario(source: Source) -> Scenario:
    """A scenario from one's own TOML file, or from an open binary stream.

    The file has a ``title`` and a table for each parameter of :class:`PleaGame`, and
    may have a ``summary`` and tables of further facts, ``[facts.NAME]``::

        title = "Our county, 2025"

        [parameters.defendants]
        value = 1800
        unit = "cases"              # cases, years or share, as 'plea-games thresholds --help' says
        status = "sourced"          # or secondary, derived, assumption, unchecked
        source = "Clerk's annual report 2025, p. 12"
        note = "Felony filings."

        [parameters.capacity]
        value = 60
        range = [50, 75]
        unit = "cases"
        status = "assumption"
        note = "Trials held last year; the range is our guess."

        [[parameters.capacity.alternatives]]
        value = 48
        source = "County budget 2025"
        note = "Counts jury trials only."

    What is believed of cases that differ, and of the chance of conviction before verdicts, stands
    in tables of its own; :func:`private_cases` and :func:`verdicts` take it from there::

        [case_strength]             # the law of T, what trial costs a defendant, in years
        law = "lognormal:median=8,log_sd=0.5"       # or cases = {"0" = 1, "10" = 3}
        status = "assumption"
        note = "Ours."

        [prior]                     # Beta(a, b): a convictions and b acquittals seen
        a = 4
        b = 1
        status = "assumption"
        note = "Ours."

    Shorter, with one source, status and note for all numbers, and assumptions unless said::

        title = "Our county, 2025"
        source = "Clerk's annual report 2025"
        status = "sourced"
        defendants = 1800
        capacity = 60
        offer = 1
        sentence = "26/12"
        [ranges]
        capacity = [50, 75]

    ``plea-games scenarios --new NAME`` writes such a file with its questions.

    A value may be a number or a ratio in quotes such as ``"26/68"``. Assumptions and derivations
    need a ``note``, all others a ``source``. Parameters with a default may be left out. Built-in
    files are printed by ``plea-games scenarios NAME --format toml``.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes; at most 1 MB.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With all faults at once, where the file cannot be read or breaks a rule.

    Examples
    --------
    >>> import io
    >>> import plea_games as pg
    >>> text = '''
    ... title = "Our county"
    ... [parameters.defendants]
    ... value = 1800
    ... unit = "cases"
    ... status = "sourced"
    ... source = "Clerk's annual report 2025, p. 12"
    ... [parameters.capacity]
    ... value = 60
    ... unit = "cases"
    ... status = "assumption"
    ... note = "Trials held last year."
    ... [parameters.offer]
    ... value = 1
    ... unit = "years"
    ... status = "assumption"
    ... note = "What one hears."
    ... [parameters.sentence]
    ... value = "26/12"
    ... unit = "years"
    ... status = "assumption"
    ... note = "26 months."
    ... '''
    >>> pg.load_scenario(io.BytesIO(text.encode())).game.sentence
    13/6
    """
    remedy = "give the path of a TOML file, or a name from 'plea-games scenarios'"
    place, data = read_toml(source, _WHAT, remedy, SCENARIO_EXAMPLE, ScenarioError)
    return _read(data, Path(place).stem)


def scenario_of(
    numbers: Mapping[str, object], base: Scenario | None = None, note: str = ""
) -> Scenario:
    """A caseload of numbers alone, as assumptions; or another with these in place of its own."""
    stated = {"title": "Own caseload", **numbers, "note": note or "Stated by hand."}
    if base is None:
        return _read(stated, "own")
    facts = {name: fact_record(fact) for name, fact in base.facts.items() if name not in numbers}
    full = full_form(stated)["parameters"] if numbers else {}
    here = {name: _as_file(facts[name]) for name in facts if name in PARAMETER}
    others = {name: _as_file(facts[name]) for name in facts if name not in PARAMETER}
    texts = _as_file({"title": base.title, "summary": base.summary})
    data = {**texts, "parameters": {**here, **full}, "facts": others}
    read = _read(data, base.name)
    return replace(read, beliefs=base.beliefs)


def _as_file(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}


def _read(data: Mapping[str, Any], name: str) -> Scenario:
    file = read_scenario_file(full_form(data))
    in_order = {p.name: file.parameters[p.name] for p in PARAMETERS if p.name in file.parameters}
    return Scenario(
        name=name,
        title=file.title,
        summary=" ".join(file.summary.split()),
        game=PleaGame(**{key: fact.value for key, fact in in_order.items()}),
        facts={**in_order, **file.facts},
        beliefs=file.beliefs,
    )
