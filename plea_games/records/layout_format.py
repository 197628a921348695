"""The format of layout files: what a row of a court's file is, and how it is read.

:func:`plea_games.records.layout` describes the format; ``plea-games records --example-layout``
prints a file with every key.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..caseloads.scenario_format import place_in_file, unknown_key
from ..errors import Fault, LayoutError, first_faults, shown
from .kinds import ENDINGS, Kind

_EXAMPLE = "see 'plea-games records --example-layout'"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | int) and not isinstance(value, bool) else value


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Code = Annotated[str, BeforeValidator(_text)]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_listed)]
"""One value or several; a star stands for any text, and ``>= 470`` compares numbers."""

When = dict[str, Codes]
"""Columns, and the values that they must have; all of them hold."""

LengthUnit = Literal["years", "months", "weeks", "days", "hours", "life", "unknown"]
Reading = Literal["number", "words", "yyymmdd"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Carry(_Part):
    """Columns whose cells are stated once, for the rows below."""

    columns: Codes
    when: When = {}


class FileFormat(_Part):
    """How the file is written."""

    format: Literal["csv", "fixed", "xlsx", "json", "parquet"] = "csv"
    encoding: str = ""
    separator: str = ","
    quote: str = '"'
    heading: Annotated[int, Field(ge=0, le=1000)] = 1
    heading_rows: Annotated[int, Field(ge=1, le=10)] = 1
    ragged: bool = False
    sheet: str = ""
    rows: str = ""
    missing: Codes = ("", "NA", "N/A", "NULL", "(null)")
    thousands: str = ","
    decimal: str = "."
    fixed: dict[str, tuple[int, int]] = {}
    renamed: dict[str, str] = {}
    carry: tuple[Carry, ...] = ()
    optional: Codes = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.format == "fixed") != bool(self.fixed):
            raise ValueError("must have the places of columns where it is fixed, and only there")
        if self.rows and self.format != "json":
            raise ValueError("must have rows where it is json, and only there")
        return self


class Unpivot(_Part):
    """Columns that are values of one variable."""

    into: str
    values: dict[str, Codes]


class Drop(_Part):
    """Rows that are set aside, with the reason."""

    name: str
    because: str = ""
    when: When = {}
    unless: When = {}

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if bool(self.when) == bool(self.unless):
            raise ValueError("must have when or unless, one of them")
        return self


class Variable(_Part):
    """A column whose values are names, and what some of them mean."""

    column: str = ""
    constant: str = ""
    missing: str = "not stated"
    values: dict[str, str] = {}


class Period(_Part):
    """The year that a row belongs to."""

    filed: str = ""
    disposed: str = ""
    constant: str = ""
    default: Literal["filed", "disposed"] = "disposed"
    formats: Codes = ()
    first: int = 1900
    last: int = 2100
    year_starts: Annotated[int, Field(ge=1, le=12)] = 1
    outside: Literal["refuse", "drop"] = "refuse"


class Exceptional(_Part):
    """Rows that are something else than their code says."""

    name: str = ""
    because: str = ""
    when: When = {}
    unless: When = {}
    kind: Kind | Literal["ignored"]


class Endings(_Part):
    """What became of a row, by its code."""

    column: str = ""
    columns: Codes = ()
    codes: dict[Kind | Literal["ignored"], Codes] = {}
    first: tuple[Exceptional, ...] = ()
    missing: Kind | Literal["ignored", "refuse"] = "refuse"


class Persons(_Part):
    """What makes a defendant of several rows; without columns, each row is one."""

    columns: Codes = ()
    order: tuple[Kind, ...] = ENDINGS


class Also(_Part):
    """A further column that adds to the length."""

    amount: str
    unit: LengthUnit


class Sentences(_Part):
    """How long the sentences are."""

    amount: str = ""
    unit: LengthUnit | Literal["column", ""] = ""
    unit_column: str = ""
    units: dict[LengthUnit, Codes] = {}
    reading: Reading = "number"
    also: tuple[Also, ...] = ()
    kind: str = ""
    custody: Codes = ()
    life: tuple[When, ...] = ()
    missing: Codes = ()
    zero: tuple[When, ...] = ()
    capped_at_life: bool = False
    most_years: Annotated[int, Field(ge=1)] = 100_000
    cases: str = ""
    means: bool = False
    drop: tuple[Drop, ...] = ()
    own_file: bool = False
    rows: str = ""
    columns: dict[str, Codes] = {}
    persons: Codes = ()
    class_: str = Field(default="", alias="class")

    @model_validator(mode="after")
    def _has_a_unit(self) -> Self:
        stated = self.unit not in ("", "column") or self.unit_column
        if self.amount and self.reading == "number" and not stated:
            raise ValueError("must state the unit of its amount, or the unit_column")
        if self.unit_column and not self.units:
            raise ValueError("must state under units what the words of unit_column mean")
        return self


class Trap(_Part):
    """Where a first reading goes wrong: in words, with the source and its date."""

    what: str
    source: str


class Layout(_Part):
    """What a layout file says; :func:`example_layout` prints one that explains every key.

    Attributes
    ----------
    name
        Of the file, without its ending.
    title, row, source
        What the file is, what one row of it is, and who published it, in words.
    traps
        Where a first reading goes wrong, each with its source.
    file
        How the file is written: format, encoding, separators, headings, missing values.
    columns
        One's own names of columns, and the headings or paths that stand for them.
    unpivot
        Columns that are values of one variable, such as a column a year.
    count
        The column of the number of cases; without it a row is one.
    totals
        Words that mark rows that are sums of others.
    drop
        Rows that are set aside, each rule with its reason.
    place, period, class_
        The county, the year and the class of offence of a row; ``class`` in the file.
    persons
        What makes a defendant of several rows, and which ending then decides.
    outcomes
        Which code is which ending.
    sentences
        Lengths of custody; None where the file has none.
    facing, trials, mistrials
        Defaults of :class:`Choices`.
    refused
        What cannot be known from such a file, and why.
    naive
        What a first reading would do, for :func:`audit`.
    """

    name: str = ""
    title: str
    row: str
    source: str
    traps: tuple[Trap, ...] = ()
    file: FileFormat = FileFormat()
    columns: dict[str, Codes] = {}
    unpivot: Unpivot | None = None
    count: str = ""
    totals: Codes = ("total", "totals", "grand total", "statewide", "state total", "sum", "all")
    drop: tuple[Drop, ...] = ()
    place: Variable = Variable(constant="all")
    period: Period = Period(constant="all")
    class_: Variable = Field(default=Variable(constant="all"), alias="class")
    persons: Persons = Persons()
    outcomes: Endings
    sentences: Sentences | None = None
    facing: tuple[Kind, ...] = ()
    trials: Literal["all", "jury"] = "all"
    mistrials: Literal["no conviction", "left out"] = "no conviction"
    refused: dict[Literal["conviction", "trial_rate", "dismissals", "sentences"], str] = {}
    naive: dict[str, Any] = {}


def read_layout(data: Mapping[str, Any], name: str) -> Layout:
    """A layout, checked."""
    try:
        layout = Layout.model_validate({**data, "name": name})
        for key in layout.naive:
            naive_step(data, name, [key])
    except ValidationError as error:
        faults = list(dict.fromkeys(_fault(detail) for detail in error.errors()))
        raise LayoutError(first_faults(faults, "layout", 20)) from None
    return layout


def naive_step(data: Mapping[str, Any], name: str, keys: list[str]) -> Layout:
    """The layout with these keys of ``[naive]`` in force.

    A key is the name of a section, or ``section.key``; an empty table takes a section away.
    """
    changed: dict[str, Any] = {**data, "name": name}
    for key in keys:
        section, _, inner = key.partition(".")
        value = data["naive"][key]
        if inner:
            changed[section] = {**changed.get(section, {}), inner: value}
        elif value == {}:
            changed.pop(section, None)
        else:
            changed[section] = value
    return Layout.model_validate(changed)


def _fault(detail: Mapping[str, Any]) -> Fault:
    location = [part for part in detail["loc"] if part != "__root__"]
    place = place_in_file(location) or "layout"
    value = "" if isinstance(detail["input"], dict | list | tuple) else shown(detail["input"])
    match detail["type"]:
        case "missing":
            return Fault(place, "", "is missing", f"add it; {_EXAMPLE}")
        case "extra_forbidden":
            known = Layout.model_fields if len(location) == 1 else ()
            return (
                unknown_key(location, [name.rstrip("_") for name in known])
                if known
                else Fault(place, value, "is not a key that belongs here", _EXAMPLE)
            )
        case "value_error":
            return Fault(place, value, str(detail["ctx"]["error"]), "add or correct it")
        case "literal_error":
            return Fault(place, value, f"must be {detail['ctx']['expected']}", "take one of these")
        case _:
            return Fault(place, value, str(detail["msg"]).lower(), _EXAMPLE)
