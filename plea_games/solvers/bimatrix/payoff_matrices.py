"""Payoff matrices of two players, from whatever software has them, read exactly."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple, Protocol, TypeAlias, runtime_checkable

from sympy import Expr, MatrixBase

from ...errors import Fault, ParameterError, first_faults, shown
from ...model.docket import Docket
from ...model.exact import NumberError, exact
from ...model.reading import Quantity, gathered

PayoffLines: TypeAlias = Iterable[Iterable[Quantity]]

_REMEDY = "write [[3, 0], [5, 1]]"


@runtime_checkable
class NashpyGame(Protocol):
    """What is read of a ``nashpy.Game``, which takes long to import."""

    payoff_matrices: tuple[Any, Any]

    def support_enumeration(self) -> Any:
        """By which such a game is known."""


@runtime_checkable
class GambitGame(Protocol):
    """What is read of a ``pygambit.Game``; the package need not be there."""

    players: Iterable[object]

    def to_arrays(self) -> list[Any]:
        """One array of payoffs a player."""

    def get_strategies(self, player: object) -> Iterable[object]:
        """Their names."""


BimatrixGame: TypeAlias = NashpyGame | GambitGame | Docket


class NamedPayoffs(NamedTuple):
    """Exact payoffs, rows by columns, and what the options are called."""

    row_payoffs: tuple[tuple[Fraction, ...], ...]
    column_payoffs: tuple[tuple[Fraction, ...], ...]
    row_options: tuple[str, ...]
    column_options: tuple[str, ...]


def read_payoffs(
    rows: object,
    columns: object,
    row_options: Iterable[str] | None,
    column_options: Iterable[str] | None,
) -> NamedPayoffs:
    """The payoffs of a game of two, or of two matrices."""
    names: tuple[Iterable[str] | None, Iterable[str] | None] = (None, None)
    if columns is None:
        rows, columns, *names_of_game = _of_game(rows)
        names = (names_of_game[0], names_of_game[1])
    faults: list[Fault] = []
    matrices: list[tuple[tuple[Fraction, ...], ...]] = []
    for name, matrix in (("rows", rows), ("columns", columns)):
        with gathered(faults):
            matrices.append(_matrix(matrix, name))
    shapes = [f"{len(matrix)} × {len(matrix[0])}" for matrix in matrices]
    if len(set(shapes)) == 2:
        rule = f"must have as many lines and entries as rows, {shapes[0]}"
        faults.append(Fault("columns", shapes[1], rule, "give both payoffs of every cell"))
    if faults:
        raise ParameterError(faults)
    options: list[tuple[str, ...]] = []
    counts = (len(matrices[0]), len(matrices[0][0]))
    for argument, labels, of_game, count in zip(
        ("row_options", "column_options"), (row_options, column_options), names, counts, strict=True
    ):
        with gathered(faults):
            kind = argument.removesuffix("_options")
            chosen = of_game if labels is None else labels
            options.append(_options(chosen, argument, count, kind))
    if faults:
        raise ParameterError(faults)
    return NamedPayoffs(matrices[0], matrices[1], options[0], options[1])


def _of_game(game: object) -> tuple[object, object, Iterable[str] | None, Iterable[str] | None]:
    """Both matrices of a game, and the names of its options where it has any."""
    if isinstance(game, NashpyGame):
        rows, columns = game.payoff_matrices
        return rows, columns, None, None
    if isinstance(game, Docket):
        rows, columns = game.payoff_matrices()
        return rows, columns, ("plead", "hold out"), ("plead", "hold out")
    if isinstance(game, GambitGame):
        players = list(game.players)
        if len(players) != 2:
            rule, remedy = "must have two players", "take a game of two"
            raise ParameterError([Fault("rows", f"{len(players)} players", rule, remedy)])
        rows, columns = game.to_arrays()
        first, second = ([str(name) for name in game.get_strategies(each)] for each in players)
        return rows, columns, first, second
    rule = "is missing; without it rows must be a game of nashpy, of pygambit or of two defendants"
    raise ParameterError([Fault("columns", "", rule, "give the column player's payoffs")])


def _matrix(matrix: object, name: str) -> tuple[tuple[Fraction, ...], ...]:
    lines = _listed(matrix.tolist() if isinstance(matrix, MatrixBase) else matrix, name)
    read: list[tuple[Fraction, ...]] = []
    faults: list[Fault] = []
    for place, line in enumerate(lines, start=1):
        with gathered(faults):
            read.append(_line(_listed(line, f"{name}: line {place}"), f"{name}: line {place}"))
    if not faults and len(set(map(len, read))) > 1:
        lengths = ", ".join(str(len(line)) for line in read)
        faults.append(Fault(name, f"lines of {lengths}", "must be equally long", _REMEDY))
    if faults:
        raise ParameterError(first_faults(faults, name, most=10))
    return tuple(read)


def _listed(values: object, name: str) -> list[object]:
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        rule = "must be a list of numbers" if ":" in name else "must be a matrix of numbers"
        raise ParameterError([Fault(name, shown(values), rule, _REMEDY)])
    listed = list(values)
    if not listed:
        raise ParameterError([Fault(name, "[]", "must not be empty", _REMEDY)])
    return listed


def _line(line: Sequence[object], name: str) -> tuple[Fraction, ...]:
    numbers: list[Fraction] = []
    faults: list[Fault] = []
    for place, value in enumerate(line, start=1):
        try:
            numbers.append(exact(value))
        except NumberError as error:
            is_symbolic = isinstance(value, Expr) and bool(value.free_symbols)
            remedy = "put numbers for the symbols" if is_symbolic else "give each as a number"
            faults.append(Fault(f"{name}, entry {place}", shown(value), str(error), remedy))
    if faults:
        raise ParameterError(faults)
    return tuple(numbers)


def _options(labels: Iterable[str] | None, argument: str, count: int, kind: str) -> tuple[str, ...]:
    if labels is None:
        return tuple(f"{kind} {place}" for place in range(1, count + 1))
    if isinstance(labels, str | bytes | Mapping) or not isinstance(labels, Iterable):
        rule, remedy = "must be a list of names", "write ['plead', 'hold out']"
        raise ParameterError([Fault(argument, shown(labels), rule, remedy)])
    names = tuple(map(str, labels))
    faults: list[Fault] = []
    if len(names) != count:
        rule = f"must name {count} options"
        faults.append(Fault(argument, f"{len(names)} names", rule, "name each option"))
    faults += [
        Fault(argument, shown(name), "must be given once", "name options apart")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if faults:
        raise ParameterError(faults)
    return names
