"""Headings of tables of caseloads: our names of columns, and what people call them."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..errors import Fault, did_you_mean, shown
from ..model.parameters import PARAMETER, REQUIRED

NEEDED = ("name", *REQUIRED)
YEAR = "year"
ENDS = ("_low", "_high")

ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "name": ("place", "county", "court", "jurisdiction", "docket", "silo", "office"),
    "defendants": (
        "filings",
        "cases",
        "cases filed",
        "case filings",
        "felony filings",
        "felony cases",
        "misdemeanor filings",
        "criminal filings",
    ),
    "capacity": ("trials", "trials held", "felony trials", "criminal trials"),
    "offer": ("plea", "plea offer", "plea sentence", "sentence by plea"),
    "sentence": ("trial sentence", "sentence at trial", "sentence after trial"),
    "conviction": ("conviction rate", "conviction rate at trial", "conviction at trial"),
    YEAR: ("period", "fiscal year", "calendar year"),
}
"""Other names, compared without regard to case, spaces and marks."""


@dataclass(frozen=True)
class Headings:
    """What each column of a table is.

    Attributes
    ----------
    columns
        Our name of each, or its own where it is kept; empty where it is to be left out.
    extra
        Columns that are kept, by their own names.
    notes
        How headings were read.
    faults
        What is wrong with them.
    """

    columns: tuple[str, ...]
    extra: tuple[str, ...]
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]


def read_headings(
    heading: list[str], others: Collection[str], each: str, stated: Mapping[str, str], keep: bool
) -> Headings:
    """What each column is.

    Parameters
    ----------
    heading
        The first row.
    others
        Columns that there may be beside the name, the year and the parameters of games.
    each
        What a row is.
    stated
        Headings by our names, as the user says.
    keep
        Whether columns that are not known stay as they are.
    """
    known = ("name", *PARAMETER, *others, YEAR)
    known = (*known, *(f"{name}{end}" for name in PARAMETER for end in ENDS))
    faults = list(_statement_faults(stated, known, heading))
    by_statement = {_plain(wanted): name for name, wanted in stated.items()}
    by_name = {_plain(name): name for name in known}
    synonyms = {_plain(other): name for name, called in ALSO_CALLED.items() for other in called}
    columns, extra, notes = [], [], []
    for cell in heading:
        plain = _plain(cell)
        name = by_statement.get(plain) or (None if plain in by_statement else by_name.get(plain))
        if name in stated and plain not in by_statement:
            name = None  # another column was said to be it
        if name is None and synonyms.get(plain) and synonyms[plain] not in stated:
            name = synonyms[plain]
            if plain not in ("filings", "trials"):
                notes.append(f"column '{cell}' is read as {name}")
        if name is None and keep:
            extra.append(cell)
        columns.append(name or cell)
    faults += _faults(columns, known, each, set(extra))
    return Headings(tuple(columns), tuple(extra), tuple(notes), tuple(faults))


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading).lower()


def _statement_faults(
    stated: Mapping[str, str], known: Collection[str], heading: list[str]
) -> Iterator[Fault]:
    present = {_plain(cell) for cell in heading}
    for name, wanted in stated.items():
        if name not in known:
            remedy = did_you_mean(name, known, f"known: {', '.join(known[:12])}, …")  # type: ignore[index]
            yield Fault("column", shown(name), "is not a name of a column", remedy)
        if _plain(wanted) not in present:
            remedy = did_you_mean(wanted, heading, f"its columns are {', '.join(heading)}")
            yield Fault("row 1", shown(wanted), f"is not there, to be read as {name}", remedy)


def _faults(
    columns: list[str], known: Collection[str], each: str, extra: set[str]
) -> Iterator[Fault]:
    if len(columns) == 1:
        yield Fault("row 1", shown(columns[0]), "must have several cells", "put commas between")
        return
    for name in NEEDED:
        if name not in columns:
            meaning = PARAMETER[name].meaning if name in PARAMETER else f"what to call the {each}"
            remedy = f"add it, or say which it is: {name}=HEADING"
            yield Fault("row 1", "", f"has no column {name} ({meaning})", remedy)
    for name, times in Counter(columns).items():
        if name not in known and name not in extra:
            rule = f"must be one of {', '.join(list(known)[:20])}"
            remedy = did_you_mean(name, known, "take it out, or keep what is not known")
            yield Fault("row 1", shown(name), rule, remedy)
        elif times > 1:
            yield Fault("row 1", name, "must be there once", "take out the others")
