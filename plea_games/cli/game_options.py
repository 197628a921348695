"""The options that every command on one caseload shares: scenario, overrides, format."""

import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click

from ..errors import Fault, InputError, ParameterError, shown
from ..model.parameters import PARAMETER, PARAMETERS, REQUIRED, Parameter
from .completion import complete_scenario, complete_term
from .terminal import WIDTH, show

if TYPE_CHECKING:
    from ..caseloads.scenarios import Scenario
    from ..model.game import PleaGame

FORMATS = ("table", "csv", "json", "latex", "markdown")

GAMBIT_FORMATS = ("nfg", "efg", "agg")
CITATION_FORMATS = ("bibtex", "apa", "bluebook", "ris", "csl-json", "cff")
FIGURE_FORMATS = ("svg", "pdf", "png")
FIGURES = (
    "phase-diagram",
    "gain-curve",
    "price-by-rounds",
    "protocols",
    "levers",
    "contest",
    "tipping-by-capacity",
    "tipping-by-offer",
)

TERM_NAMES = (
    "solidarity",
    "solidarity_exponent",
    "sanction",
    "visibility",
    "side_payment",
    "committed",
    "reliability",
    "testimony",
    "sympathizers",
    "budget",
    "prosecution_cost",
    "clients",
    "counsel_weight",
    "defence_capacity",
    "discount",
    "discount_cap",
    "credit",
    "retaliation",
    "dismissed",
    "conviction_cap",
    "years_cap",
    "years_per_case",
    "surge",
    "saving",
    "capacity_elsewhere",
    "pooling",
    "preparation_decay",
    "mistrial_rate",
    "mistrial_sanction",
    "strike_fund",
)
"""The parameters of terms, for help that need not wait for sympy."""


def _keep_width(context: click.Context, _: click.Parameter, width: int | None) -> None:
    if width is not None:
        context.meta[WIDTH] = width


width_option = click.option(
    "--width",
    type=click.IntRange(min=40),
    metavar="CHARACTERS",
    expose_value=False,
    callback=_keep_width,
    help="Longest line of a table. Without it: the terminal's width, and no limit in a pipe.",
)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format`` and ``--width``."""
    command = width_option(command)
    return click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to print the result.",
    )(command)


def parameter_option(
    parameter: Parameter, remark: str = "", **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option for one parameter, read as text; ``settings`` are those of ``click.option``."""
    meaning = parameter.meaning
    about = f"{parameter.letter}: {meaning}" if parameter.letter else meaning.capitalize()
    return click.option(
        f"--{parameter.name.replace('_', '-')}",
        parameter.name,
        metavar=parameter.unit.upper().replace(" ", "-"),
        help=f"{about}. {remark}".rstrip(),
        **settings,
    )


def game_options(
    with_format: bool = True, several: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the scenario argument, an option for each parameter, and ``--format``."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        if with_format:
            command = format_option(command)
        for parameter in reversed(PARAMETERS):
            default = parameter.default
            otherwise = "" if default is None else f"Without a scenario: {default}."
            command = parameter_option(parameter, otherwise)(command)
        command = click.option(
            "--with",
            "amounts",
            multiple=True,
            metavar="NAME=AMOUNT",
            help="A term by its parameter, such as side_payment=2 or sanction=1; repeatable. There "
            f"are {', '.join(TERM_NAMES)}; 'plea-games terms' says what each is.",
            shell_complete=complete_term,
        )(command)
        if several:
            return scenario_argument("scenarios", nargs=-1, metavar="[SCENARIO]...")(command)
        return scenario_argument("scenario", required=False)(command)

    return decorate


def scenario_argument(name: str, **settings: Any) -> Callable[..., Callable[..., Any]]:
    """An argument that is a caseload; ``settings`` are those of ``click.argument``."""
    return click.argument(name, shell_complete=complete_scenario, **settings)


def number_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for each parameter, for commands that want a caseload with its sources."""
    for parameter in reversed(PARAMETERS):
        default = parameter.default
        otherwise = "" if default is None else f"Without a scenario: {default}."
        command = parameter_option(parameter, otherwise)(command)
    return command


def scenario_with(scenario: "Scenario | None", options: dict[str, Any]) -> "Scenario | None":
    """The scenario with the numbers of the command line; None where there is neither."""
    from ..caseloads.scenarios import scenario_of

    numbers = {name: options[name] for name in PARAMETER if options.get(name) is not None}
    if not numbers:
        return scenario
    if scenario is None:
        _game(None, numbers)  # for its words on options that are missing
    return scenario_of(numbers, scenario, "Set on the command line.")


class Caseload:
    """The game that a command line describes, and the scenario it came from, if any."""

    def __init__(
        self, scenario: "Scenario | None", overrides: dict[str, str], amounts: dict[str, str]
    ) -> None:
        self.scenario = scenario
        self.overrides = overrides
        self.game = _game(scenario, overrides).with_parameters(**amounts)

    @property
    def name(self) -> str | None:
        """The scenario's name."""
        return self.scenario.name if self.scenario else None

    @property
    def named(self) -> "Scenario | PleaGame":
        """The scenario with this game; the game where there is no scenario."""
        return replace(self.scenario, game=self.game) if self.scenario else self.game

    def belief(self, name: str) -> list[str] | None:
        """What a reader must know of a belief that the scenario states; None where it does not."""
        belief = self.scenario.beliefs.get(name) if self.scenario else None
        if belief is None:
            return None
        return [f"The scenario's {name}: {belief.shown}, {belief.status}. {belief.origin}"]

    def title(self, what: str) -> str:
        """What is printed, for which numbers."""
        named = f"{self.scenario.title}\n" if self.scenario else ""
        return f"{named}{what} for {self.game.describe()}"

    def notes(self) -> list[str]:
        """The scenario's notes, but for the numbers that were overridden."""
        if self.scenario is None:
            return []
        notes = self.scenario.notes(leaving_out=self.overrides)
        if self.overrides:
            notes.append(f"Set on the command line: {', '.join(self.overrides)}.")
        return notes


def read_caseload(scenario: str | None, options: dict[str, Any]) -> Caseload | None:
    """The caseload asked for; None where neither scenario nor parameter was given."""
    amounts = read_amounts(options["amounts"], refused=PARAMETER)
    overrides = {name: options[name] for name in PARAMETER if options[name] is not None}
    if scenario is None and not overrides and not amounts:
        return None
    return Caseload(None if scenario is None else find_scenario(scenario), overrides, amounts)


def read_caseloads(scenarios: Sequence[str], options: dict[str, Any]) -> list[Caseload]:
    """Every caseload asked for, each with the numbers of the command line."""
    faults: list[Fault] = []
    read = []
    for scenario in scenarios or (None,):
        try:
            read.append(read_caseload(scenario, options))
        except InputError as error:
            faults += error.faults
    if faults:
        raise ParameterError(dict.fromkeys(faults))
    return [caseload for caseload in read if caseload is not None]


def show_side_by_side(
    solve: Callable[[Any], Any], caseloads: Sequence[Caseload], format: Any
) -> None:
    """Print the results of several caseloads as one table, with the notes of each."""
    from ..report.caseloads import of_several

    side_by_side = solve([caseload.named for caseload in caseloads])
    notes = [(caseload.name, caseload.notes()) for caseload in caseloads]
    show(of_several(side_by_side, notes, format))


def needs_caseload(command: str) -> NoReturn:
    """Refuse a command line that names no caseload."""
    rule = f"{command} needs a scenario or parameters, such as '{command} j20'"
    raise click.UsageError(rule, click.get_current_context())


def find_scenario(scenario: str) -> "Scenario":
    """A built-in name, the path of a file, or ``-`` for stdin."""
    from ..caseloads import scenarios

    if scenario == "-":
        return scenarios.load_scenario(path_or_stdin(scenario, "scenario"))
    return scenarios.scenario_at(scenario)


def path_or_stdin(path: str, what: str) -> str | BinaryIO:
    """The path itself, or stdin as bytes where it is ``-``."""
    if path != "-":
        return path
    if sys.stdin is None:
        fault = Fault(what, "-", "needs standard input, which is closed", "give a path")
        raise ParameterError([fault])
    return sys.stdin.buffer


def _game(scenario: "Scenario | None", overrides: dict[str, str]) -> "PleaGame":
    from ..model.game import PleaGame
    from ..model.reading import read_parameters

    if scenario is not None:
        return scenario.game.with_parameters(**overrides)
    missing = [name for name in REQUIRED if name not in overrides]
    if missing:
        faults = [_missing(name) for name in missing]
        try:
            read_parameters(overrides)
        except ParameterError as error:
            faults += error.faults
        raise ParameterError(faults)
    return PleaGame(**overrides)


def read_amounts(given: tuple[str, ...], refused: Collection[str] = ()) -> dict[str, str]:
    """What ``--with`` was given, by name; the refused names have options of their own."""
    amounts: dict[str, str] = {}
    faults = []
    for text in given:
        name, equals, amount = text.partition("=")
        if not equals or name in refused or name in amounts:
            rule = "must be NAME=AMOUNT, each name once"
            rule += ", for a parameter of a term" if refused else ""
            faults.append(Fault("--with", shown(text), rule, "write side_payment=2"))
        amounts[name] = amount
    if faults:
        raise ParameterError(faults)
    return amounts


def _missing(name: str) -> Fault:
    option = f"--{name.replace('_', '-')}"
    rule = f"is missing ({PARAMETER[name].meaning})"
    return Fault(name, "", rule, f"give {option}, or a scenario to take it from")
