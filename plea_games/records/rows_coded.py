"""What each row says, as expressions: where, when, what became of it, for how long."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .kinds import KINDS
from .layout_format import Drop, Exceptional, Layout, LengthUnit, Period, Sentences, Variable, When
from .sql import fold, folded, ident, mapped, matches, number, text, texts

DAYS_IN_YEAR = 365.25
IN_YEARS = {
    "years": "1.0",
    "months": "1.0 / 12",
    "weeks": f"7 / {DAYS_IN_YEAR}",
    "days": f"1 / {DAYS_IN_YEAR}",
    "hours": f"1 / {24 * DAYS_IN_YEAR}",
    "unknown": "NULL",
}
_IGNORED, _UNKNOWN = len(KINDS), len(KINDS) + 1

KIND, YEAR = '"~kind"', '"~year"'
"""Columns of the view in which each row is coded."""

NO_PERIOD = 0
"""The year of a row that states none."""


@dataclass(frozen=True)
class Rule:
    """A rule of reading: the rows that it touches, and whether these are set aside."""

    name: str
    because: str
    condition: str
    drops: bool


def is_met(when: When, formats: Sequence[str] = ()) -> str:
    """Whether a row meets all conditions; dates are of these formats."""
    tests = (matches(ident(column), codes, formats) for column, codes in when.items())
    return " AND ".join(tests) or "true"


def applies(part: Drop | Exceptional, formats: Sequence[str] = ()) -> str:
    """Whether a row meets what is said under ``when``, and not what is said under ``unless``."""
    tests = [f"({is_met(part.when, formats)})"] if part.when else []
    tests += [f"NOT ({is_met(part.unless, formats)})"] if part.unless else []
    return f"({' AND '.join(tests)})"


def drop_rule(drop: Drop, formats: Sequence[str] = ()) -> Rule:
    """The rule of rows that a layout sets aside."""
    return Rule(drop.name, drop.because, applies(drop, formats), drops=True)


def name_of(variable: Variable) -> str:
    """The name of a place or class."""
    if not variable.column:
        return text(variable.constant or "all")
    column = ident(variable.column)
    otherwise = f"coalesce(trim({column}), {text(variable.missing)})"
    if not variable.values:
        return otherwise
    by_right: dict[str, tuple[str, ...]] = {}
    for wrong, right in variable.values.items():
        by_right[text(right)] = (*by_right.get(text(right), ()), wrong)
    return mapped(column, by_right, otherwise)


def year_of(period: Period, basis: str) -> str:
    """The year that a row belongs to, ``NO_PERIOD`` where it states none."""
    column_name = period.filed if basis == "filed" else period.disposed
    if not column_name:
        year = "".join(filter(str.isdigit, period.constant))
        return year if len(year) == 4 else str(NO_PERIOD)
    column = ident(column_name)
    if not period.formats:
        return (
            f"coalesce(try_cast(regexp_extract({column}, '(1[89]|2[0-9])[0-9][0-9]') AS INTEGER),"
            f" {NO_PERIOD})"
        )
    date = f"try_strptime({column}, [{texts(period.formats)}])"
    shift = f" + (month({date}) >= {period.year_starts})::INTEGER" if period.year_starts > 1 else ""
    return f"coalesce(year({date}){shift}, {NO_PERIOD})"


class Coded:
    """The expressions of a layout.

    Parameters
    ----------
    layout
        The layout.
    basis
        Which date counts, ``"filed"`` or ``"disposed"``.
    """

    def __init__(self, layout: Layout, basis: str) -> None:
        self.layout, self.basis = layout, basis
        ending = layout.outcomes
        columns = ending.columns or ((ending.column,) if ending.column else ())
        parts = [f"coalesce(trim({ident(column)}), '')" for column in columns]
        self.code = (
            ident(columns[0])
            if len(columns) == 1
            else f"nullif(concat_ws(' | ', {', '.join(parts)}), '')"
            if parts
            else "CAST(NULL AS VARCHAR)"
        )
        self.place, self.class_ = name_of(layout.place), name_of(layout.class_)
        self.year_of_row = year_of(layout.period, basis)
        thousands, decimal = layout.file.thousands, layout.file.decimal
        self.count = number(ident(layout.count), thousands, decimal) if layout.count else "1"

    @property
    def kind_of_row(self) -> str:
        """The place of the row's ending among ``KINDS``; beyond it for none, and for unknown."""
        ending = self.layout.outcomes
        numbered = {
            str(_place(kind)): tuple(code for code in codes if code != "")
            for kind, codes in ending.codes.items()
        }
        unknown = str(_UNKNOWN)
        blank = unknown if ending.missing == "refuse" else str(_place(ending.missing))
        coded = mapped(
            self.code, numbered, f"CASE WHEN {self.code} IS NULL THEN {blank} ELSE {unknown} END"
        )
        firsts = " ".join(
            f"WHEN {applies(first, self.layout.period.formats)} THEN {_place(first.kind)}"
            for first in ending.first
        )
        return f"CASE {firsts} ELSE {coded} END" if firsts else coded

    def view(self, source: str) -> str:
        """The rows of a source with their year and kind."""
        return f"SELECT *, {self.kind_of_row} AS {KIND}, {self.year_of_row} AS {YEAR} FROM {source}"

    def rules(self) -> list[Rule]:
        """The rules of reading, in the order of the ledger."""
        layout = self.layout
        conditions = [drop_rule(drop, layout.period.formats) for drop in layout.drop]
        conditions += [
            Rule(
                f"total rows by {name}",
                "their numbers are sums of others",
                f"coalesce({fold(column)} IN ({texts(map(folded, layout.totals))}), false)",
                drops=True,
            )
            for name, column in self._summed()
        ]
        conditions += [
            Rule(
                first.name or f"read as {first.kind}",
                first.because,
                applies(first, self.layout.period.formats),
                drops=False,
            )
            for first in layout.outcomes.first
            if first.kind != "ignored"
        ]
        if layout.place.values:
            names = tuple(layout.place.values)
            condition = matches(ident(layout.place.column), names)
            conditions.append(
                Rule("places by other names", ", ".join(names), condition, drops=False)
            )
        period = layout.period
        if (period.filed if self.basis == "filed" else period.disposed) != "":
            condition = f"{YEAR} = {NO_PERIOD}"
            conditions.append(Rule("no year", "kept under the period 0", condition, drops=False))
            condition = f"({YEAR} NOT BETWEEN {period.first} AND {period.last} AND {YEAR} <> 0)"
            said = f"outside {period.first} to {period.last}"
            conditions.append(
                Rule("year out of range", said, condition, drops=period.outside == "drop")
            )
        first = [
            applies(first, self.layout.period.formats)
            for first in layout.outcomes.first
            if first.kind == "ignored"
        ]
        listed = bool(layout.outcomes.codes.get("ignored")) or layout.outcomes.missing == "ignored"
        condition = f"{KIND} = {_IGNORED}" if listed else "false"
        condition += "".join(f" AND NOT {each}" for each in first)
        conditions += [
            Rule(
                exception.name or "exceptions",
                exception.because,
                applies(exception, layout.period.formats),
                drops=True,
            )
            for exception in layout.outcomes.first
            if exception.kind == "ignored"
        ]
        conditions.append(Rule("codes that are no ending", "", condition, drops=True))
        return conditions

    def _summed(self) -> Iterator[tuple[str, str]]:
        """Columns by which a table of counts is broken down."""
        layout = self.layout
        if not layout.count:
            return
        for name, variable in (("place", layout.place), ("class", layout.class_)):
            if variable.column:
                yield name, ident(variable.column)
        if layout.outcomes.column and layout.outcomes.column != layout.class_.column:
            yield "ending", ident(layout.outcomes.column)

    def is_unknown(self) -> str:
        """Whether the row's code is not in the layout."""
        return f"{KIND} = {_UNKNOWN}"


def _place(kind: str) -> int:
    return _IGNORED if kind == "ignored" else KINDS.index(kind)


def years_of(sentences: Sentences, thousands: str, decimal: str) -> str:
    """The length of a row's sentence in years, 0 without custody, NULL where it is unknown."""
    amount = ident(sentences.amount)
    if sentences.reading == "words":
        figure = number(amount, thousands, decimal)
        bare = f"({figure}) * ({_factor(sentences)})"
        length = _in_words(sentences, bare, thousands, decimal)
    elif sentences.reading == "yyymmdd":
        plain = f"try_cast(trim({amount}) AS BIGINT)"
        length = (
            f"({plain} // 10000 + ({plain} // 100 % 100) / 12.0 + ({plain} % 100) / {DAYS_IN_YEAR})"
        )
    else:
        figure = number(amount, thousands, decimal)
        length = f"({figure}) * ({_factor(sentences)})"
    for also in sentences.also:
        more = f"coalesce({number(ident(also.amount), thousands, decimal)}, 0)"
        length = f"({length} + {more} * {IN_YEARS[also.unit]})"
    cases = []
    if sentences.missing:
        cases.append(f"WHEN {matches(amount, sentences.missing)} THEN NULL")
    cases += [f"WHEN {is_met(when)} THEN 0" for when in sentences.zero]
    if sentences.custody and sentences.kind:
        cases.insert(0, f"WHEN NOT {matches(ident(sentences.kind), sentences.custody)} THEN 0")
    return f"CASE {' '.join(cases)} WHEN {length} <= {sentences.most_years} THEN {length} END"


def has_unknown_unit(sentences: Sentences) -> str:
    """Whether the row is custody with an amount of a unit that the layout does not list."""
    amount, unit = ident(sentences.amount), ident(sentences.unit_column)
    listed = [code for codes in sentences.units.values() for code in codes]
    known = [matches(amount, sentences.missing)] if sentences.missing else []
    known += [f"({is_met(when)})" for when in (*sentences.zero, *sentences.life)]
    known += [matches(unit, listed), f"{amount} IS NULL"]
    return f"({is_custody(sentences)} AND NOT ({' OR '.join(known)}))"


def is_custody(sentences: Sentences) -> str:
    """Whether the row is a sentence to custody."""
    if sentences.custody and sentences.kind:
        return matches(ident(sentences.kind), sentences.custody)
    return "true"


def is_life(sentences: Sentences) -> str:
    """Whether the row is a sentence for life."""
    tests = [f"({is_met(when)})" for when in sentences.life]
    if "life" in sentences.units and sentences.unit_column:
        tests.append(matches(ident(sentences.unit_column), sentences.units["life"]))
    if sentences.reading == "words":
        tests.append(f"coalesce(contains({fold(ident(sentences.amount))}, 'life'), false)")
    return f"({' OR '.join(tests)})" if tests else "false"


def _factor(sentences: Sentences) -> str:
    if not sentences.unit_column:
        return IN_YEARS.get(sentences.unit, "NULL")
    listed = {
        IN_YEARS[unit]: tuple(codes) for unit, codes in sentences.units.items() if unit in IN_YEARS
    }
    return mapped(ident(sentences.unit_column), listed, "NULL")


_WORDS: dict[LengthUnit, str] = {
    "years": "years?|yrs?|y",
    "months": "months?|mths?|mos?|m",
    "weeks": "weeks?|wks?|w",
    "days": "days?|d",
    "hours": "hours?|hrs?|h",
}


def _in_words(sentences: Sentences, bare: str, thousands: str, decimal: str) -> str:
    """Such as "40 Years, 6 Months" or "18m"; a number alone is of the layout's unit, if it has one.

    Words that are no unit leave a length unknown.
    """
    plain = fold(ident(sentences.amount))
    for sign, instead in ((thousands, ""), (decimal, ".")):
        plain = f"replace({plain}, {text(sign)}, {text(instead)})" if sign else plain
    amounts = {}
    for unit, usual in _WORDS.items():
        words = [re.escape(folded(code)) for code in sentences.units.get(unit, ())]
        amounts[unit] = f"([0-9.]+) *(?:{'|'.join([*words, usual])})(?:[^a-z]|$)"
    parts = [
        f"{IN_YEARS[unit]} * coalesce("
        f"try_cast(regexp_extract({plain}, {text(amount)}, 1) AS DOUBLE), 0)"
        for unit, amount in amounts.items()
    ]
    is_said = f"regexp_matches({plain}, {text('|'.join(amounts.values()))})"
    return f"CASE WHEN {is_said} THEN {' + '.join(parts)} ELSE {bare} END"
