"""What a verb is asked about: a game, a caseload that has one, its name, a file, or several.

A solver knows games only. Its verb, decorated here, takes whatever leads to one, and a list of them
gives one result side by side. Names and files are read by the layer of caseloads, which lies above
and is looked up when the first name comes.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast, overload

from .errors import Fault, InputError, ParameterError, did_you_mean, shown
from .side_by_side import SideBySide, distinct

Given = TypeVar("Given", contravariant=True)
Options = ParamSpec("Options")
Result = TypeVar("Result", covariant=True)


class HasGame(Protocol):
    """A caseload: anything with a game and a name."""

    @property
    def name(self) -> str:
        """How tables call it."""

    @property
    def game(self) -> Any:
        """What is computed."""


GAMBIT_SUFFIXES = (".nfg", ".efg", ".agg")
"""Of files that hold a game as Gambit has them."""

TABLE_SUFFIXES = (".csv", ".tsv", ".xlsx")
"""Of files that may hold payoffs by count."""

Named = HasGame | str | PathLike[str]
"""A scenario, its name, or the path of a scenario file."""


class Verb(Protocol[Given, Options, Result]):
    """A function of one game, or of several."""

    __name__: str

    @overload
    def __call__(
        self, game: Given | Named, /, *args: Options.args, **kwargs: Options.kwargs
    ) -> Result: ...
    @overload
    def __call__(
        self, game: list[Any] | tuple[Any, ...], /, *args: Options.args, **kwargs: Options.kwargs
    ) -> SideBySide[Result]: ...


class VerbOfOne(Protocol[Given, Options, Result]):
    """A function of one game."""

    __name__: str

    def __call__(
        self, game: Given | Named, /, *args: Options.args, **kwargs: Options.kwargs
    ) -> Result:
        """Whatever it gives."""


Solver = Callable[Concatenate[Given, Options], Result]


def takes_games(solve: Solver[Given, Options, Result]) -> Verb[Given, Options, Result]:
    """Let a function of a game take a caseload, its name, a file, or a list of any of these.

    >>> import plea_games as pg
    >>> pg.thresholds("j20").hard_core
    29
    """
    return cast("Verb[Given, Options, Result]", _reading(solve, several=True))


def takes_caseloads(solve: Solver[Given, Options, Result]) -> Verb[Given, Options, Result]:
    """The same for a function that needs the caseload itself, with its facts and ranges.

    >>> import plea_games as pg
    >>> pg.fit(["j20", "dc-nine"]).names
    ('j20', 'dc-nine')
    """
    return cast("Verb[Given, Options, Result]", _reading(solve, several=True, as_game=False))


class TakesGames(Protocol):
    """What makes a verb of a function of a game."""

    def __call__(self, solve: Solver[Given, Options, Result], /) -> Verb[Given, Options, Result]:
        """The verb."""


def takes_games_with(**beliefs: str) -> TakesGames:
    """The same for a function that also takes, unless given, what a caseload states of beliefs.

    ``beliefs`` says which of a caseload's beliefs is which keyword of the function.

    >>> import plea_games as pg
    >>> [str(part) for part in pg.verdicts("j20").prior]
    ['4', '1']
    """

    def decorate(solve: Solver[Given, Options, Result], /) -> Verb[Given, Options, Result]:
        verb = _reading(solve, several=True, beliefs=beliefs)
        return cast("Verb[Given, Options, Result]", verb)

    return decorate


def takes_a_game(solve: Solver[Given, Options, Result]) -> VerbOfOne[Given, Options, Result]:
    """The same for a function whose results do not stand in one table."""
    return cast("VerbOfOne[Given, Options, Result]", _reading(solve, several=False))


def _reading(
    solve: Callable[..., Any],
    *,
    several: bool,
    beliefs: Mapping[str, str] | None = None,
    as_game: bool = True,
) -> Callable[..., Any]:
    parameters = inspect.signature(solve).parameters
    subject, known = next(iter(parameters)), frozenset(parameters)
    takes_any = any(each.kind is each.VAR_KEYWORD for each in parameters.values())

    def ask(one: Any, others: Sequence[Any], options: dict[str, Any]) -> Any:
        stated = {
            keyword: one.believed[name]
            for keyword, name in (beliefs or {}).items()
            if name in getattr(one, "believed", ())
            and options.get(keyword) is None
            and keyword not in list(parameters)[1 : len(others) + 1]
        }
        result = solve(game_of(one) if as_game else one, *others, **(options | stated))
        if hasattr(one, "caveats") and hasattr(result, "with_caveats"):
            return result.with_caveats(one.caveats)
        return result

    @wraps(solve)
    def verb(*args: Any, **options: Any) -> Any:
        if not takes_any and not options.keys() <= known:
            raise _unknown(options, solve.__name__, list(parameters))
        given, *others = args or (options.pop(subject, None),)
        if not isinstance(given, list | tuple):
            return ask(_read(given), others, options)
        if not several:
            rule, remedy = "must be one game", "ask for each in turn"
            raise ParameterError([Fault(subject, shown(given), rule, remedy)])
        return for_each(
            given, lambda one: ask(one, others, options), verb=solve.__name__, parameter=subject
        )

    return verb


def for_each(
    given: Sequence[object], ask: Callable[[Any], Result], *, verb: str, parameter: str
) -> SideBySide[Result]:
    """What is answered on each of several games, in one table."""
    if not given:
        rule, remedy = "must be at least one game", "name a scenario, such as j20"
        raise ParameterError([Fault(parameter, shown(given), rule, remedy)])
    read = _all_read(given)
    return SideBySide(verb, distinct([_name(one) for one in read]), tuple(map(ask, read)))


def game_of(given: object) -> Any:
    """The game that a caseload, a name or a path leads to; anything else as it is."""
    named = _read(given)
    return named.game if _has_game(named) else named


def _read(given: object) -> Any:
    if isinstance(given, str | PathLike):
        suffix = Path(given).suffix.lower()
        if suffix in GAMBIT_SUFFIXES:
            files: Any = import_module(f"{__package__}.caseloads.gambit_files")
            return files.from_gambit(given)
        if suffix in TABLE_SUFFIXES:
            tables: Any = import_module(f"{__package__}.caseloads.payoff_tables")
            if tables.holds_payoffs(given):
                return tables.from_payoffs(given)
        caseloads: Any = import_module(f"{__package__}.caseloads.scenarios")  # of a higher layer
        return caseloads.scenario_at(given)
    return given


def _all_read(given: Sequence[object]) -> list[Any]:
    """Each one, or the faults of all."""
    faults: list[Fault] = []
    read = []
    for each in given:
        try:
            read.append(_read(each))
        except InputError as error:
            faults += error.faults
    if faults:
        raise ParameterError(faults)
    return read


def _has_game(given: object) -> bool:
    return hasattr(given, "game") and hasattr(given, "name")


def _name(given: Any) -> str:
    if _has_game(given):
        return str(given.name)
    return str(given.describe()) if hasattr(given, "describe") else type(given).__name__


def _unknown(options: dict[str, Any], verb: str, known: Sequence[str]) -> ParameterError:
    otherwise = f"take one of {', '.join(known)}"
    return ParameterError(
        Fault(name, shown(value), f"is no keyword of {verb}", did_you_mean(name, known, otherwise))
        for name, value in options.items()
        if name not in known
    )
