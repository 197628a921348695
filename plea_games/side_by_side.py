"""Results for several games in one table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from .errors import Fault, ParameterError, did_you_mean, shown
from .frames import Record
from .tables import Column, Table, Tabular

Result = TypeVar("Result", covariant=True)

_MOST_VERDICTS = 3  # more are no longer read


@dataclass(frozen=True)
class SideBySide(Tabular, Generic[Result]):
    """One result for each of several games; iterates over them.

    Attributes
    ----------
    verb
        What was asked, such as "thresholds".
    names
        Of the games: the scenario's or the file's, else what the game is.
    results
        One a game, in their order.
    """

    verb: str
    names: tuple[str, ...]
    results: tuple[Result, ...]

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __getitem__(self, name: str) -> Result:
        """The result for the game of that name."""
        if name not in self.names:
            remedy = did_you_mean(name, self.names, f"take one of {', '.join(self.names)}")
            raise ParameterError([Fault("game", shown(name), "is none of these games", remedy)])
        return self.results[self.names.index(name)]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        each = zip(self.names, self._tabular, strict=True)
        return {"games": [{"game": name, **_as_mapping(result.record())} for name, result in each]}

    def frame_rows(self) -> list[dict[str, Any]]:
        """The rows of each behind the name of its game."""
        each = zip(self.names, self._tabular, strict=True)
        return [{"game": name, **row} for name, result in each for row in result.frame_rows()]

    def table(self, title: str = "") -> Table:
        """A column a game where each has the same rows, else the rows of one below the other."""
        title = title or f"{self.verb.replace('_', ' ').capitalize()} side by side"
        tables = [result.table() for result in self._tabular]
        compared = self._tabular[0].compared
        same = len({str(table.columns) for table in tables}) == 1  # letters leave no numbers
        return side_by_side(title, self.names, tables, compared=compared if same else None)

    @property
    def game(self) -> Any:
        """One of them, for the units of its parameters."""
        return getattr(self.results[0], "game", None)

    @property
    def _tabular(self) -> "tuple[Tabular, ...]":
        return cast("tuple[Tabular, ...]", self.results)


def side_by_side(
    title: str, names: Sequence[str], tables: Sequence[Table], *, compared: int | None = None
) -> Table:
    """One table of several: a column a game, or the rows of each behind its name.

    The column that is ``compared`` stands side by side behind the first, which names the rows.

    >>> a, b = (Table("", (Column("size"), Column("age")), [("small", age)]) for age in (1, 2))
    >>> side_by_side("", "ab", [a, b], compared=1).rows, side_by_side("", "ab", [a, b]).rows
    ([('small', 1, 2)], [('a', 'small', 1), ('b', 'small', 2)])
    """
    notes = tuple(dict.fromkeys(note for table in tables for note in table.notes))
    verdicts = zip(names, (table.verdict for table in tables), strict=True)
    verdict = "\n".join(f"{name}: {said}" for name, said in verdicts if said)
    verdict = verdict if len(names) <= _MOST_VERDICTS else ""
    if compared is not None:
        cells = [{str(row[0]): row[compared] for row in table.rows} for table in tables]
        labels = dict.fromkeys(label for column in cells for label in column)
        first, shown_in = tables[0].columns[0], tables[0].columns[compared]
        columns = (first, *(replace(shown_in, heading=name) for name in names))
        rows: list[Sequence[object]] = [
            (label, *(column.get(label, "") for column in cells)) for label in labels
        ]
        return Table(title, columns, rows, notes, verdict)
    keyed = [dict(zip(_keys(table.columns), table.columns, strict=True)) for table in tables]
    union = {key: column for columns in keyed for key, column in columns.items()}
    rows = [
        (name, *(dict(zip(columns, row, strict=True)).get(key, "") for key in union))
        for name, table, columns in zip(names, tables, keyed, strict=True)
        for row in table.rows
    ]
    return Table(title, (Column("game", left=True), *union.values()), rows, notes, verdict)


def _keys(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """What tells columns apart, two of one heading included."""
    titles = [column.title for column in columns]
    return [(title, titles[:place].count(title)) for place, title in enumerate(titles)]


def _as_mapping(record: Record) -> Mapping[str, Any]:
    return record if isinstance(record, Mapping) else {"rows": record}


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names, numbered from the second on where one comes again."""
    counts = [names[: place + 1].count(name) for place, name in enumerate(names)]
    return tuple(
        name if count == 1 else f"{name} ({count})"
        for name, count in zip(names, counts, strict=True)
    )
