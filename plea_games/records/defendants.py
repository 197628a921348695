"""From rows to defendants: one pass over the file, within the engine.

A row's expressions become columns; rows of one defendant become one, whose ending is the first of
the layout's order that any of them has. Every step is a sum, a minimum or a union of bits, so that
parts of a file may be read apart and put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Fault, TableError
from ..units import number_of
from .engine import run
from .kinds import CONVICTED, KINDS, PLEADED, Kind
from .layout_format import Layout, Sentences
from .rows_coded import (
    KIND,
    YEAR,
    Coded,
    Rule,
    drop_rule,
    has_unknown_unit,
    is_custody,
    is_life,
    years_of,
)
from .sql import ident, number

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_SHOWN_CODES = 1000
_YEARS = 10_000


@dataclass(frozen=True)
class LedgerLine:
    """A rule of reading, and the rows that it touched.

    Attributes
    ----------
    rule, because
        In words.
    rows
        How many.
    aside
        Whether they were set aside.
    """

    rule: str
    because: str
    rows: int
    aside: bool


CountRow = tuple[str, int, str, int, int]
"""Place, year, class, kind, cases."""

LengthRow = tuple[str, int, str, str, float | None, bool, int]
"""Place, year, class, mode, years (None: not known), whether life, cases."""


@dataclass(frozen=True)
class Counted:
    """What one pass over the file finds."""

    counts: list[CountRow]
    lengths: list[LengthRow]
    ledger: list[LedgerLine]
    unknown: dict[str, int]


class Pass:
    """One reading of the rows of the view ``source``.

    Where sentences of another table are to be joined, every defendant is kept; otherwise those
    that are alike in all that matters are counted at once.
    """

    def __init__(
        self,
        connection: "DuckDBPyConnection",
        layout: Layout,
        basis: str,
        concurrent: str,
        what: str,
        shows: bool,
        joins: bool,
    ) -> None:
        self.connection, self.layout, self.what = connection, layout, what
        self.coded = Coded(layout, basis)
        self.rules = self.coded.rules()
        connection.execute(f"CREATE VIEW coded AS {self.coded.view('source')}")
        self.keys = [ident(column) for column in layout.persons.columns]
        self.join = "sum" if concurrent == "sum" else "max"
        self.shows, self.joins = shows, joins
        sentences = layout.sentences
        self.beside = (
            sentences if sentences and not (sentences.own_file or sentences.rows) else None
        )

    def finished(self) -> Counted:
        """Counts, lengths of sentences, the ledger and unknown codes, once rows are grouped."""
        ledger = self._ledger()
        unknown = self._unknown() | self._unknown_units()
        counts = self.rows(
            "SELECT place, year, class, kind, CAST(sum(n) AS BIGINT) FROM grouped"
            " WHERE kind IS NOT NULL GROUP BY ALL HAVING sum(n) <> 0 ORDER BY ALL"
        )
        lengths = self.rows(_LENGTHS) if self.layout.sentences else []
        return Counted(counts, lengths, ledger, unknown)

    def ids(self) -> NDArray[np.uint64]:
        """A number for the id of each defendant; none where each row is one."""
        if not self.keys:
            return np.empty(0, dtype=np.uint64)
        keys = ", ".join(f"k{i}" for i in range(len(self.keys)))
        hashes = self.connection.execute(f"SELECT hash({keys}) AS id FROM grouped").fetchnumpy()
        return np.asarray(hashes["id"], dtype=np.uint64)

    def rows(self, query: str, shows: bool = False) -> list[Any]:
        """What a query gives."""
        return run(self.connection, query, self.what, shows)

    def group(self) -> None:
        """Make defendants of rows."""
        coded, thousands = self.coded, self.layout.file
        columns = [f"{key} AS k{i}" for i, key in enumerate(self.keys)]
        columns += [
            f"{coded.place} AS place",
            f"{YEAR} AS year",
            f"{coded.class_} AS class",
            f"CAST({KIND} AS UTINYINT) AS kind",
            f"{coded.count} AS n",
        ]
        columns += [f"({rule.condition}) AS rule{i}" for i, rule in enumerate(self.rules)]
        if self.beside:
            columns += length_columns(self.beside, thousands.thousands, thousands.decimal)
            if self.beside.cases:
                cases = number(ident(self.beside.cases), thousands.thousands, thousands.decimal)
                columns.append(f"{cases} AS cases")
        aside = [f"rule{i}" for i, rule in enumerate(self.rules) if rule.drops]
        blanks = [f"k{i} IS NULL" for i in range(len(self.keys))]
        aside += blanks
        kept = f"NOT ({' OR '.join(aside)})" if aside else "true"
        view = f"(SELECT {', '.join(columns)} FROM coded)"
        counters = {f"rule{i}": f"rule{i}" for i in range(len(self.rules))}
        counters |= {
            "unknown": f"kind > {len(KINDS)} AND {kept}",
            "nameless": " OR ".join(blanks) or "false",
            "unread": f"(n IS NULL OR n < 0 OR n <> floor(n)) AND {kept}"
            if self.layout.count
            else "false",
        }
        query = (
            self._by_defendant(view, kept, counters)
            if self.keys
            else self._by_row(view, kept, counters)
        )
        self.rows(f"CREATE TABLE grouped AS {query}", self.shows)

    def _by_defendant(self, view: str, kept: str, counters: Mapping[str, str]) -> str:
        keys = [f"k{i}" for i in range(len(self.keys))]
        layout, first = self.layout, self.layout.persons.order
        order = [*first, *(kind for kind in KINDS if kind not in first)]
        ranks = [order.index(kind) for kind in KINDS]
        kinds = [str(KINDS.index(kind)) for kind in order]
        rank = f"[{', '.join(map(str, ranks))}][kind + 1]" if first else "kind::INTEGER"
        known = f"FILTER ({kept} AND kind < {len(KINDS)})"
        packed = _packed(counters)
        # numbers and short texts, which the engine keeps in place where records would be copied
        aggregates = [
            f"min(rank * {_YEARS} + year) AS first",
            "bit_or(CAST(1 AS UINTEGER) << kind) FILTER (rank IS NOT NULL) AS flags",
            "count(*) AS rows",
            *(f"sum({each}) AS packed{i}" for i, each in enumerate(packed)),
        ]
        place, class_ = self.coded.place, self.coded.class_
        if layout.class_.column:
            aggregates.append("min(chr(65 + rank) || class) AS classes")
            class_ = "substring(classes, 2)"
        if layout.place.column:
            aggregates.append(f"min(place) {known} AS places")
            place = "places"
        outer = (
            f"{place} AS place, first % {_YEARS} AS year, {class_} AS class,"
            f" [{', '.join(kinds)}][first // {_YEARS} + 1] AS kind"
        )
        lengths = ""
        if self.beside:
            aggregates += [
                f"{self.join}(years) {known} AS years",
                f"bool_or(life) {known} AS life",
                f"bool_or(custody AND years IS NULL AND NOT life) {known} AS unclear",
            ]
            lengths = ", years, coalesce(life, false) AS life, coalesce(unclear, false) AS unclear"
        ranked = f"SELECT *, CASE WHEN {kept} AND kind < {len(KINDS)} THEN {rank} END AS rank"
        inner = (
            f"SELECT {', '.join([*keys, *aggregates])} FROM ({ranked} FROM {view})"
            f" GROUP BY {', '.join(keys)}"
        )
        if self.joins:
            one = ", 1 AS cases" if self.beside else ""
            own = ", ".join([*keys, "flags", "rows", *_unpacked(counters, "packed{}")])
            return f"SELECT {own}, {outer}{lengths}, 1 AS n{one} FROM ({inner})"
        summed = ["sum(rows)::BIGINT AS rows", *_unpacked(counters, "sum(packed{})")]
        more = ", sum(1) AS cases" if self.beside else ""
        return (
            f"SELECT flags, {outer}{lengths}, sum(1)::BIGINT AS n{more}, {', '.join(summed)}"
            f" FROM ({inner}) GROUP BY ALL"
        )

    def _by_row(self, view: str, kept: str, counters: Mapping[str, str]) -> str:
        sums = ["count(*) AS rows"]
        sums += [f"count(*) FILTER ({test}) AS {name}" for name, test in counters.items()]
        is_kept = f"({kept} AND kind < {len(KINDS)})"
        names = [
            f"CASE WHEN {is_kept} THEN {name} END AS {name}"
            for name in ("place", "year", "class", "kind")
        ]
        lengths = ""
        if self.beside:
            names += [
                "years",
                "life",
                "(custody AND years IS NULL AND NOT life) AS unclear",
            ]
            cases = "cases" if self.beside.cases else "n"
            lengths = f", sum({cases}) AS cases"
        flags = f"CASE WHEN {is_kept} THEN CAST(1 AS UINTEGER) << kind END AS flags"
        return (
            f"SELECT {', '.join([*names, flags])}, sum(n) AS n{lengths}, {', '.join(sums)}"
            f" FROM {view} GROUP BY ALL"
        )

    def _ledger(self) -> list[LedgerLine]:
        sums = [f"coalesce(sum(rule{i}), 0)" for i in range(len(self.rules))]
        row = self.rows(
            f"SELECT coalesce(sum(rows), 0), coalesce(sum(unread), 0),"
            " coalesce(sum(nameless), 0), coalesce(sum(n) FILTER (kind IS NOT NULL), 0)"
            f"{''.join(', ' + s for s in sums)} FROM grouped"
        )[0]
        total, unread, without, defendants = map(int, row[:4])
        if unread:
            self._refuse_counts(unread)
        lines = [LedgerLine("rows read", "", total, aside=False)]
        if self.keys:
            because = f"by {', '.join(self.layout.persons.columns)}"
            lines.append(LedgerLine("defendants made of them", because, defendants, aside=False))
            lines.append(LedgerLine("rows without an id", "no one's", without, aside=True))
        for rule, rows in zip(self.rules, row[4:], strict=True):
            if rule.name == "year out of range" and rows and not rule.drops:
                self._refuse_years(rule)
            lines.append(LedgerLine(rule.name, rule.because, int(rows), rule.drops))
        return lines

    def _refuse_counts(self, rows: int) -> None:
        column, n = ident(self.layout.count), self.coded.count
        wrong = self.rows(
            f"SELECT coalesce({column}, 'empty') FROM coded"
            f" WHERE {n} IS NULL OR {n} < 0 OR {n} <> floor({n}) GROUP BY 1 ORDER BY count(*) DESC,"
            " 1 LIMIT 5"
        )
        said = ", ".join(value for (value,) in wrong)
        broken = f"must hold whole numbers of at least 0, but does not in {number_of(rows, 'rows')}"
        remedy = (
            f'state thousands, decimal and missing, or drop when = {{ {self.layout.count} = [""] }}'
        )
        raise TableError([Fault(f"column {self.layout.count}", said, broken, remedy)])

    def _refuse_years(self, rule: Rule) -> None:
        outside = self.rows(
            f"SELECT {YEAR}, count(*) FROM coded WHERE {rule.condition}"
            " GROUP BY 1 ORDER BY 2 DESC LIMIT 5"
        )
        said = ", ".join(f"{year} in {number_of(rows, 'rows')}" for year, rows in outside)
        remedy = 'correct first and last in [period], or set outside = "drop"'
        raise TableError([Fault("period", said, f"must not be {rule.because}", remedy)])

    def _unknown_units(self) -> dict[str, int]:
        """Units of lengths that the layout does not list, with their rows."""
        sentences = self.layout.sentences
        if sentences is None or not sentences.unit_column:
            return {}
        if not self.rows("SELECT count(*) FROM grouped WHERE unclear")[0][0]:
            return {}
        aside = [drop_rule(drop, self.layout.period.formats).condition for drop in sentences.drop]
        if self.beside:
            aside += [rule.condition for rule in self.rules if rule.drops]
        kept = f" AND NOT ({' OR '.join(aside)})" if aside else ""
        unknown = self.rows(
            f"SELECT coalesce(trim({ident(sentences.unit_column)}), ''), count(*)"
            f" FROM {'coded' if self.beside else 'sentences'}"
            f" WHERE {has_unknown_unit(sentences)}{kept}"
            f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_SHOWN_CODES}"
        )
        return {
            f"{sentences.unit_column} = {unit or '(empty)'}": int(rows) for unit, rows in unknown
        }

    def _unknown(self) -> dict[str, int]:
        if not self.rows("SELECT coalesce(sum(unknown), 0) FROM grouped")[0][0]:
            return {}
        aside = [f"({rule.condition})" for rule in self.rules if rule.drops]
        kept = f" AND NOT ({' OR '.join(aside)})" if aside else ""
        unknown = self.rows(
            f"SELECT coalesce({self.coded.code}, ''), count(*) FROM coded WHERE"
            f" {self.coded.is_unknown()}{kept} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {_SHOWN_CODES}"
        )
        return {str(code): int(rows) for code, rows in unknown}


def _packed(counters: Mapping[str, str]) -> list[str]:
    """Numbers whose sums hold all counts, a stretch of bits each: groups are many, and small.

    Rows that are in no count, which is most of them, have none.
    """
    tests = list(counters.values())
    parts = [tests[i : i + _IN_ONE] for i in range(0, len(tests), _IN_ONE)]
    return [
        f"CASE WHEN {' OR '.join(f'({test})' for test in part)} THEN "
        + " + ".join(f"(({t})::HUGEINT << {_BITS * i})" for i, t in enumerate(part))
        + " END"
        for part in parts
    ]


def _unpacked(counters: Mapping[str, str], total: str) -> list[str]:
    """The counts, as columns."""
    return [
        f"CAST((coalesce({total.format(i // _IN_ONE)}, 0) >> {_BITS * (i % _IN_ONE)})"
        f" & {2**_BITS - 1} AS BIGINT) AS {name}"
        for i, name in enumerate(counters)
    ]


_BITS, _IN_ONE = 40, 3
"""Bits of a count, which is of a trillion rows at most, and counts in one number."""


def length_columns(sentences: Sentences, thousands: str, decimal: str) -> list[str]:
    """Years, whether for life, and whether to custody, as columns of a query."""
    return [
        f"{years_of(sentences, thousands, decimal)} AS years",
        f"{is_life(sentences)} AS life",
        f"{is_custody(sentences)} AS custody",
    ]


def _bits(kinds: tuple[Kind, ...]) -> int:
    return sum(1 << KINDS.index(kind) for kind in kinds)


_LENGTHS = (
    "SELECT place, year, class, mode, years, life, CAST(sum(cases) AS BIGINT) FROM ("
    f"SELECT place, year, class, CASE WHEN flags & {_bits(CONVICTED)} > 0 THEN 'trial'"
    f" WHEN flags & {_bits(PLEADED)} > 0 THEN 'plea' END AS mode,"
    " CASE WHEN NOT life AND NOT (unclear AND coalesce(years, 0) = 0) THEN years END AS years,"
    " life, cases FROM grouped"
    " WHERE kind IS NOT NULL AND cases IS NOT NULL)"
    " WHERE mode IS NOT NULL GROUP BY ALL ORDER BY ALL"
)
