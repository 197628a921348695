"""Court records read: a file, a folder or several files, by a layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from ..errors import Fault, TableError, shown
from .checks import checked
from .choices import Choices, choices_of
from .defendants import LengthRow, Pass
from .engine import engine
from .joined_sentences import join_sentences
from .layout_format import Layout, Sentences, read_layout
from .layouts_known import layout_data
from .outcomes import Outcomes
from .source_view import SourceView

Files = str | PathLike[str] | Sequence[str | PathLike[str]]


def read(
    file: Files,
    *,
    layout: "str | PathLike[str] | BinaryIO | Layout | Mapping[str, Any]",
    sentences: Files | None = None,
    cluster: str | None = None,
    progress: bool | None = None,
    **choices: object,
) -> Outcomes:
    r"""Court records from a file that an office published.

    Parameters
    ----------
    file
        A path; a folder, all files of which are read; or a list of paths.
    layout
        The name of a built-in layout, the path of one's own, or what :func:`layout` gives.
    sentences
        The second file, or files, where the layout has sentences in a file of their own; without
        it, endings alone are read.
    cluster
        A dask scheduler, as ``"tcp://10.0.0.1:8786"``, whose workers read a file each. No defendant
        may be in two files, which is checked.
    progress
        Whether to show a bar; unless given, for files of more than 200 MB in a terminal.
    **choices
        Any of ``facing``, ``trials``, ``mistrials``, ``life_months``, ``concurrent``, ``cohort``
        and ``standardized``, as in :class:`Choices`.

    Returns
    -------
    Outcomes
        Frozen; prints as a table. Its ``unknown`` lists codes that the layout does not know.

    Raises
    ------
    LayoutError
        Where the layout breaks a rule.
    TableError
        Where the file is not as the layout says.
    ParameterError
        For a choice that there is not.

    Examples
    --------
    >>> import plea_games as pg
    >>> from tempfile import TemporaryDirectory
    >>> own = {
    ...     "title": "Our court", "row": "a case", "source": "the clerk",
    ...     "place": {"column": "county"},
    ...     "outcomes": {"column": "end", "codes": {
    ...         "pleaded": ["Plea"], "jury_convicted": ["Guilty"], "jury_acquitted": ["NG"]}},
    ... }
    >>> from pathlib import Path
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "cases.csv")
    ...     _ = path.write_text("county,end\nAdams,Plea\nAdams,NG\nAdams,Plea\nBrown,Guilty\n")
    ...     found = pg.records.read(path, layout=own)
    >>> found.tally("Adams").facing, found.tally("Adams").tried
    (3, 1)
    """
    known = as_layout(layout)
    chosen = choices_of(known, **choices)
    if cluster is not None:
        from .parts import on_cluster, read_apart

        return checked(read_apart(files_of(file), known, chosen, on_cluster(cluster)))
    others = files_of(sentences) if sentences else []
    return checked(read_chosen(files_of(file), known, chosen, others, progress))


def as_layout(layout: "str | PathLike[str] | BinaryIO | Layout | Mapping[str, Any]") -> Layout:
    """The layout that is meant."""
    if isinstance(layout, Layout):
        return layout
    if isinstance(layout, Mapping):
        return read_layout(layout, "own layout")
    name, data = layout_data(layout)
    return read_layout(data, name)


def read_chosen(
    files: Sequence[Path],
    layout: Layout,
    choices: Choices,
    sentence_files: Sequence[Path] = (),
    progress: bool | None = None,
) -> Outcomes:
    """The same, with everything looked up, and not yet checked as a whole."""
    sentences = layout.sentences
    apart = sentences is not None and (sentences.own_file or bool(sentences.rows))
    by_row = apart and not layout.persons.columns
    if sentences and apart and (by_row or (sentences.own_file and not sentence_files)):
        lengths = _lengths_by_row(layout, sentences, choices, sentence_files) if by_row else ()
        bare = layout.model_copy(update={"sentences": None})
        outcomes = read_chosen(files, bare, choices, (), progress)
        return replace(outcomes, layout=layout, lengths=lengths) if lengths else outcomes
    return _read(files, layout, choices, sentence_files, progress, keeps_ids=False)[0]


def read_with_ids(
    files: Sequence[Path], layout: Layout, choices: Choices
) -> tuple[Outcomes, NDArray[np.uint64]]:
    """Files without sentences of their own, and numbers that stand for their defendants' ids."""
    return _read(files, layout, choices, (), progress=False, keeps_ids=True)


def _read(
    files: Sequence[Path],
    layout: Layout,
    choices: Choices,
    sentence_files: Sequence[Path],
    progress: bool | None,
    keeps_ids: bool,
) -> tuple[Outcomes, NDArray[np.uint64]]:
    sentences = layout.sentences
    apart = sentences is not None and (sentences.own_file or bool(sentences.rows))
    shows = _shows(files) if progress is None else progress
    with engine() as (connection, folder):
        used = used_columns(layout)
        SourceView(
            connection, files, layout.file, layout.columns, layout.unpivot, used, folder, "source"
        )
        reading = Pass(
            connection,
            layout,
            choices.cohort,
            choices.concurrent,
            str(files[0]),
            shows,
            joins=apart or keeps_ids,
        )
        reading.group()
        lines = []
        if apart and sentences:
            form = layout.file
            if sentences.rows:
                form = form.model_copy(update={"rows": sentences.rows})
            SourceView(
                connection,
                sentence_files if sentences.own_file else files,
                form,
                {**layout.columns, **sentences.columns},
                None,
                sentence_columns(sentences, layout),
                folder,
                "sentences",
            )
            lines = join_sentences(reading, sentences)
        counted = reading.finished()
        ids = reading.ids() if keeps_ids else np.empty(0, dtype=np.uint64)
    outcomes = Outcomes(
        layout,
        files[0].name if len(files) == 1 else f"{len(files)} files",
        choices,
        tuple(counted.counts),
        tuple(counted.lengths),
        (*counted.ledger, *lines),
        counted.unknown,
    )
    return outcomes, ids


def _lengths_by_row(
    layout: Layout, sentences: Sentences, choices: Choices, files: Sequence[Path]
) -> tuple[LengthRow, ...]:
    """Lengths from a file of sentences that states the endings, too, a row each."""
    if not files:
        return ()
    alone = layout.model_copy(
        update={
            "sentences": sentences.model_copy(update={"own_file": False}),
            "columns": {**layout.columns, **sentences.columns},
        }
    )
    return read_chosen(files, alone, choices, (), progress=False).lengths


def used_columns(layout: Layout) -> list[str]:
    """Every column that the layout refers to, in rows of dispositions."""
    ending = layout.outcomes
    used = [ending.column, *ending.columns, layout.place.column, layout.class_.column]
    used += [layout.period.filed, layout.period.disposed, layout.count, *layout.persons.columns]
    used += [column for first in ending.first for column in {**first.when, **first.unless}]
    used += [column for drop in layout.drop for column in {**drop.when, **drop.unless}]
    sentences = layout.sentences
    if sentences and not (sentences.own_file or sentences.rows):
        used += sentence_columns(sentences, layout)
    return [name for name in dict.fromkeys(used) if name]


def sentence_columns(sentences: Sentences, layout: Layout) -> list[str]:
    """Every column that the layout refers to, in rows of sentences."""
    used = [sentences.amount, sentences.unit_column, sentences.kind, sentences.cases]
    used += [also.amount for also in sentences.also]
    used += [column for when in (*sentences.life, *sentences.zero) for column in when]
    used += [column for drop in sentences.drop for column in {**drop.when, **drop.unless}]
    if sentences.own_file or sentences.rows:
        used += sentences.persons or layout.persons.columns
    return [name for name in dict.fromkeys(used) if name]


def files_of(file: Files) -> list[Path]:
    """The files that are meant, those in a folder included."""
    given: Iterable[str | PathLike[str]] = [file] if isinstance(file, str | PathLike) else file
    paths: list[Path] = []
    for each in given:
        path = Path(each)
        if path.is_dir():
            paths += sorted(inner for inner in path.rglob("*") if inner.is_file())
        else:
            paths.append(path)
    faults = [
        Fault("file", shown(str(path)), "must be a file that can be read", "give its path")
        for path in paths
        if not path.is_file()
    ]
    if not paths:
        faults = [Fault("file", shown(str(file)), "must hold files", "give the path of a file")]
    if faults:
        raise TableError(faults)
    return [path.resolve() for path in paths]


def _shows(files: Sequence[Path]) -> bool:
    import sys

    return sys.stderr.isatty() and sum(path.stat().st_size for path in files) > 200_000_000
