"""The rows of published files as a view of text columns, by the names that the layout uses."""

import re
from collections.abc import Collection, Mapping, Sequence, Set
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Fault, TableError, did_you_mean, first_faults
from .carried_cells import heading_key
from .clean_files import CleanFile, clean_file
from .layout_format import FileFormat, Unpivot
from .sql import ident, text, texts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_YEARS = re.compile(r"(\d{4})\.\.(\d{4})")


class SourceView:
    """A view of text columns.

    Parameters
    ----------
    connection
        The engine's.
    files
        Of one format.
    form
        How they are written.
    named
        The layout's names of columns, and the headings that these have in releases of the file.
    unpivot
        Columns that are values of one variable.
    used
        What the layout refers to beside the names above.
    folder, view
        Where files are written anew, and what to call the view.
    """

    def __init__(
        self,
        connection: "DuckDBPyConnection",
        files: Sequence[Path],
        form: FileFormat,
        named: Mapping[str, Sequence[str]],
        unpivot: Unpivot | None,
        used: Collection[str],
        folder: Path,
        view: str,
    ) -> None:
        made = {unpivot.into, *unpivot.values} if unpivot else set()
        direct = [name for name in dict.fromkeys(used) if name not in named and name not in made]
        wanted = {**{name: (name,) for name in direct}, **named}
        paths = [path for names in wanted.values() for path in names]
        selections = []
        filled: set[str] = set()
        for place, file in enumerate(files):
            clean = clean_file(file, form, paths, folder / f"{view}{place}.csv")
            filled |= clean.filled
            headings, scan = self._scan(connection, clean, form)
            chosen, names = _chosen(headings, wanted, form, used)
            columns = [f"{expression} AS {ident(name)}" for name, expression in chosen.items()]
            if unpivot:
                columns.append(_unnested(unpivot, names))
            selections.append(f"SELECT {', '.join(columns)} FROM {scan}")
        if form.format == "json":
            _refuse_paths_to_nothing(wanted, filled, form, used)
        query = " UNION ALL BY NAME ".join(selections)
        if unpivot:
            inner = [f"u.{ident(name)} AS {ident(name)}" for name in made]
            query = f"SELECT * EXCLUDE (u), {', '.join(inner)} FROM ({query})"
        connection.execute(f"CREATE VIEW {ident(view)} AS {query}")

    def _scan(
        self, connection: "DuckDBPyConnection", clean: CleanFile, form: FileFormat
    ) -> tuple[dict[str, str], str]:
        """Expressions by heading, and what to select from."""
        place = text(str(clean.path))
        missing = [code for code in form.missing if code]
        if clean.is_parquet:
            scan = f"read_parquet({place})"
            columns = connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
            return {
                name: _without(f"CAST({ident(name)} AS VARCHAR)", missing) for name, *_ in columns
            }, scan
        types = ", ".join(f"{text(name)}: 'VARCHAR'" for name in clean.headings)
        scan = (
            f"read_csv({place}, auto_detect=false, header=false, columns={{{types}}},"
            f" delim={text(clean.separator)}, quote={text(clean.quote)},"
            f" escape={text(clean.quote)}, skip={clean.skip}, nullstr=[{texts(['', *missing])}],"
            f" max_line_size=1000000, null_padding={str(form.ragged).lower()})"
        )
        if clean.headings == ("line",):
            return {
                name: _without(f"nullif(trim(substring(line, {start}, {length})), '')", missing)
                for name, (start, length) in form.fixed.items()
            }, scan
        return {name: ident(name) for name in clean.headings}, scan


def _without(expression: str, missing: Sequence[str]) -> str:
    for code in missing:
        expression = f"nullif({expression}, {text(code)})"
    return expression


def _chosen(
    headings: Mapping[str, str],
    wanted: Mapping[str, Sequence[str]],
    form: FileFormat,
    used: Collection[str],
) -> tuple[dict[str, str], dict[str, str]]:
    """Expressions by the layout's names; and by headings, corrected."""
    correct = {heading_key(wrong): right for wrong, right in form.renamed.items()}
    names = {
        correct.get(heading_key(heading), heading): expression
        for heading, expression in headings.items()
    }
    by_plain = {heading_key(name): name for name in names}
    exact = form.format == "json"
    chosen, faults = {}, []
    for name, spellings in wanted.items():
        present = [
            names[by_plain[heading_key(spelling)]] if not exact else names[spelling]
            for spelling in spellings
            if (spelling in names if exact else heading_key(spelling) in by_plain)
        ]
        if present:
            chosen[name] = present[0]
        elif any(heading_key(name) == heading_key(spelling) for spelling in form.optional):
            chosen[name] = "CAST(NULL AS VARCHAR)"
        elif name in used:
            looked = " or ".join(spellings)
            remedy = did_you_mean(looked, list(names), f"its columns are {', '.join(names)}")
            faults.append(Fault(f"column {name}", "", f"is not in the file, as {looked}", remedy))
    if faults:
        raise TableError(first_faults(faults, "columns"))
    return chosen, names


def _refuse_paths_to_nothing(
    wanted: Mapping[str, Sequence[str]], filled: Set[str], form: FileFormat, used: Collection[str]
) -> None:
    """A path that leads to nothing in any record is a missing column."""
    remedy = "correct the path, or list it under file.optional"
    faults = [
        Fault(f"column {name}", "", f"is in no record, as {' or '.join(paths)}", remedy)
        for name, paths in wanted.items()
        if name in used and filled.isdisjoint(paths) and name not in form.optional
    ]
    if faults:
        raise TableError(first_faults(faults, "columns"))


def _unnested(unpivot: Unpivot, names: Mapping[str, str]) -> str:
    """A list of records, one for each of the columns that are values."""
    members: dict[str, dict[str, str]] = {}
    for value, patterns in unpivot.values.items():
        for pattern in patterns:
            for label, heading in _labelled(pattern, names):
                members.setdefault(label, {})[value] = names[heading]
    if not members:
        looked = ", ".join(p for patterns in unpivot.values.values() for p in patterns)
        raise TableError(
            [Fault("unpivot", looked, "matches no column", f"its columns are {', '.join(names)}")]
        )
    records = []
    for label, expressions in members.items():
        fields = [f"{text(unpivot.into)}: {text(label)}"]
        fields += [
            f"{text(value)}: {expressions.get(value, 'CAST(NULL AS VARCHAR)')}"
            for value in unpivot.values
        ]
        records.append(f"{{{', '.join(fields)}}}")
    return f"unnest([{', '.join(records)}]) AS u"


def _labelled(pattern: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The columns that a pattern means, with what stands for its star; of several, the whole."""
    if years := _YEARS.fullmatch(pattern):
        return [
            (name.strip(), name)
            for name in names
            if name.strip().isdigit() and int(years[1]) <= int(name) <= int(years[2])
        ]
    if "*" not in pattern:
        return [(name, name) for name in names if heading_key(name) == heading_key(pattern)]
    before, _, after = pattern.partition("*") if pattern.count("*") == 1 else ("", "", "")
    matcher = re.compile(translate(pattern), re.IGNORECASE)
    return [
        (name[len(before) : len(name) - len(after) or None].strip().lower(), name)
        for name in names
        if matcher.match(name)
    ]
