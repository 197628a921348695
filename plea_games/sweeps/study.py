"""Studies: what is swept, in a file that others can read, check and run again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib import resources
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ..caseloads.files import Source, read_toml
from ..caseloads.scenarios import Scenario, load_scenario, scenario, scenario_names
from ..errors import Fault, StudyError, first_faults
from ..model.formulas import read_formula
from ..model.game import PleaGame
from ..model.parameters import PARAMETER, REQUIRED
from ..model.reading import attempt
from ..model.terms.by_name import is_parameter, letter_of, parameter_of, unknown_parameter
from ..tables import Table, Tabular
from .axes import Range, read_axes
from .beliefs import BELIEFS
from .distributions import distribution
from .plan import SweepPlan
from .study_format import STUDY_EXAMPLE, Steps, StudyFile, Varied, read_study_file
from .sweep import plan_sweep
from .uncertainty import stated_ranges

_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Study(Tabular):
    r"""A sweep that a file describes.

    Attributes
    ----------
    title
        What it is.
    game
        The game, what is derived as formulas.
    over
        What is swept: values, ranges and distributions by parameter.
    outputs
        Names of thresholds, or None for the usual.
    samples, seed
        How many values are drawn from each distribution, and the generator's seed.
    scenario
        The name of the caseload that it starts from, if any.
    """

    title: str
    game: PleaGame
    over: Mapping[str, object]
    outputs: tuple[str, ...] | None
    samples: int
    seed: int
    scenario: str = ""

    @property
    def plan(self) -> SweepPlan:
        """What :func:`~plea_games.studies.write_sweep` carries out."""
        plan = plan_sweep(self.game, self.over, self.outputs, samples=self.samples, rng=self.seed)
        origin = replace(plan.origin, title=self.title, scenario=self.scenario)
        return replace(plan, origin=origin)

    def record(self) -> list[dict[str, Any]]:
        """The cells of the table."""
        return self.plan.record()

    def table(self, title: str = "") -> Table:
        """What the sweep takes."""
        return self.plan.table(title or self.title)


def study_of(caseload: Scenario) -> Study:
    """A scenario's stated ranges as a study, uniform over each."""
    ranges = stated_ranges(caseload)
    return Study(caseload.title, caseload.game, ranges, None, 10_000, 0, caseload.name)


def study_example() -> str:
    """The text of a study file, to start one's own from."""
    return resources.files("plea_games").joinpath("sweeps", "example.toml").read_text("utf-8")


def load_study(source: Source) -> Study:
    r"""A study from one's own TOML file, or from an open binary stream.

    The file has a ``title``, names a ``scenario`` (a built-in one, or a path relative to the file)
    or gives the parameters in ``[game]``, and says in ``[over]`` what is swept::

        title = "How uncertain is the tipping share?"
        scenario = "panel-office"
        outputs = ["tipping_share", "risk_dominant"]
        samples = 10_000            # from each distribution
        seed = 1

        [game]                      # replaces the scenario's numbers; terms by their parameters
        process_cost = 0.1
        sanction = 0.05

        [over]
        side_payment = [0, 0.1, 0.2]
        conviction = {start = 0.6, stop = 0.9, count = 31}      # or spacing = "log"
        capacity = {distribution = "range"}                     # uniform over the scenario's range
        sentence = {distribution = "triangular", low = 1.15, mode = 1.64, high = 3}

        [derived]
        offer = "0.6 * sentence"

    What is believed is varied as well: ``prior_a`` and ``prior_b``, of the Beta prior before
    verdicts, and ``spread``, the years by which private costs of trial differ from T at most.

    Lists and ranges span a grid; whatever is drawn varies together, along "sample". Distributions
    are ``range``, ``uniform`` (low, high), ``triangular`` (low, mode, high), ``normal`` (mean, sd,
    and low and high where it is cut off), ``lognormal`` (median, log_sd) and ``beta`` (a, b, and
    low and high instead of 0 and 1). Formulas may have parameters, numbers, ``+ - * / **``,
    parentheses, min, max, ceil and floor; nothing is evaluated as code, and points where a derived
    parameter leaves its range are NaN.

    Parameters
    ----------
    source
        A path, or a stream opened as bytes; at most 1 MB.

    Returns
    -------
    Study
        Prints what the sweep takes; ``pg.studies.write_sweep(study.plan, "results.nc")`` carries it
        out.

    Raises
    ------
    StudyError
        With all faults at once, each with its place.

    Examples
    --------
    >>> import io
    >>> import plea_games as pg
    >>> text = b'title = "Trials"\nscenario = "j20"\n[over]\ncapacity = [12, 24]'
    >>> pg.studies.load_study(io.BytesIO(text)).plan.points
    2
    """
    remedy = "give the path of a TOML file"
    place, data = read_toml(source, "study file", remedy, STUDY_EXAMPLE, StudyError)
    file, varied = read_study_file(data)
    folder = Path(place).parent if isinstance(source, str | PathLike) else Path()
    return _Reader(file, varied, folder).study()


class _Reader:
    """What a study file means, and every fault on the way."""

    def __init__(self, file: StudyFile, varied: Mapping[str, Varied], folder: Path) -> None:
        self.file, self.varied, self.folder = file, varied, folder
        self.faults: list[Fault] = []

    def study(self) -> Study:
        self.faults += self._misnamed()
        base = self._at("", self._scenario)
        over: dict[str, object] = {}
        for name, varied in self.varied.items():
            if is_parameter(name) or name in BELIEFS:
                over[name] = self._at(f"over.{name}", partial(self._given, name, varied, base))
        stated = self._stated(base)
        study = None
        if not self.faults and (game := self._at("", partial(_game, stated))):
            file = self.file
            outputs = None if file.outputs is None else tuple(file.outputs)
            name = base.name if base else ""
            study = Study(file.title, game, over, outputs, file.samples, file.seed, name)
            self._at("", lambda: study.plan)
        if self.faults or study is None:
            raise StudyError(first_faults(self.faults, "study file"))
        return study

    def _at(self, place: str, read: Callable[[], _Read]) -> _Read | None:
        """What ``read`` gives; its faults are put down to the place in the file, if any."""
        faults: list[Fault] = []
        value: _Read | None = attempt(faults, read, None)
        self.faults += [replace(f, parameter=place or f.parameter) for f in faults]
        return value

    def _misnamed(self) -> Iterator[Fault]:
        tables = {"game": self.file.game, "over": self.varied, "derived": self.file.derived}
        seen: dict[str, str] = {}
        for table, entries in tables.items():
            for name in entries:
                if not (is_parameter(name) or (table == "over" and name in BELIEFS)):
                    fault = unknown_parameter(name, "")
                    yield replace(fault, parameter=f"{table}.{name}", value="")
                elif name in seen:
                    rule = f"is in [{seen[name]}] already"
                    yield Fault(f"{table}.{name}", "", rule, "keep one of the two")
                seen[name] = table

    def _scenario(self) -> Scenario | None:
        name = self.file.scenario
        if name is None:
            return None
        if name in scenario_names() or not name.endswith(".toml"):
            return scenario(name)
        return load_scenario(self.folder / name)

    def _given(self, name: str, varied: Varied, base: Scenario | None) -> object:
        """Values, a range or a distribution, in the form that :func:`sweep` takes."""
        given: object = varied
        if isinstance(varied, Steps):
            given = Range(varied.start, varied.stop, varied.count, varied.spacing)
        elif not isinstance(varied, list):
            fact = base.facts.get(name) if base else None
            given = distribution(BELIEFS.get(name) or parameter_of(name), varied, fact)
        draw = np.random.default_rng(self.file.seed)
        read_axes({name: given}, samples=self.file.samples, rng=draw)
        return given

    def _stated(self, base: Scenario | None) -> dict[str, Any]:
        """Every parameter that is given: numbers, letters for what is swept, formulas."""
        stated: dict[str, Any] = {**(base.game.parameters if base else {}), **self.file.game}
        stated |= {name: letter_of(name) for name in self.varied if is_parameter(name)}
        stated = {name: value for name, value in stated.items() if is_parameter(name)}
        letters = {name: letter_of(name) for name in stated}
        letters |= {name: letter_of(name) for name, p in PARAMETER.items() if p.default is not None}
        for name, text in self.file.derived.items():
            place = f"derived.{name}"
            letters.pop(name, None)
            formula = self._at("", partial(read_formula, text, letters, place))
            if formula is not None:
                stated[name] = letters[name] = formula
        for name in REQUIRED if base or self.file.scenario is None else ():
            if name not in stated and name not in self.file.derived:
                rule, remedy = "is missing", "give it, or a scenario to take it from"
                self.faults.append(Fault(f"game.{name}", "", rule, remedy))
        return stated


def _game(stated: Mapping[str, Any]) -> PleaGame:
    own = {name: value for name, value in stated.items() if name in PARAMETER}
    terms = {name: value for name, value in stated.items() if name not in PARAMETER}
    return PleaGame(**own).with_parameters(**terms)
