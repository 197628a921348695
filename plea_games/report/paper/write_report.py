"""Reports as folders that are there whole or not at all."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Union

from ...caseloads.scenarios import Scenario, Subject, as_scenario
from ...citations.citation import cite
from ...errors import Fault, InputError, ParameterError, PrecisionError, StoreError, shown
from ...extras import optional
from ...model.game import PleaGame
from ...model.reading import read_path
from ...progress import bar
from ...sweeps.dates import now
from ..figures import save
from ..formats import Format
from .document import document, listing
from .of_caseloads import of_built_in_caseloads, of_caseload
from .sections import Contents, Data, FigureOf, TableOf

if TYPE_CHECKING:
    from ...sweeps.study import Study


def write_report(
    subject: Union[Subject, "Study", None] = None,
    *,
    out: str | PathLike[str],
    progress: bool | None = None,
) -> Path:
    """Tables, figures and data for a paper, in a new folder.

    The folder holds ``report.tex``, which compiles under pdflatex with packages that every TeX has,
    and the tables and figures in it: tables as LaTeX and as CSV in full precision, figures as PDF
    and SVG. ``explorer.html`` is the page of :func:`explore`, ``references.bib`` cites the software
    and the papers it computes, and ``README.md`` says what made each file.

    Parameters
    ----------
    subject
        A caseload (a :class:`Scenario`, its name, the path of a file, or a :class:`PleaGame`):
        its sources, thresholds, equilibria, protocols, levers, contest (up to 20,000 defendants)
        and claims. Or a :class:`Study`: intervals, and each threshold along what is swept. Unless
        given, all built-in caseloads side by side.
    out
        The folder; it must not be there yet, unless it is empty. It appears when all is written.
    progress
        Whether to show a bar; unless given, in terminals and notebooks after two seconds.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    ParameterError
        For another subject, and where something is in the folder's place.
    StoreError
        Where something cannot be written; nothing is left there then.

    Examples
    --------
    >>> import tempfile
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> study = pg.studies.Study("Trials", game, {"capacity": [6, 12, 24]}, None, 1, 0)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     report = pg.write_report(study, out=f"{folder}/report")
    ...     print((report / "tables" / "points.csv").read_text().splitlines()[1])
    6,0.0652173913...
    """
    contents_of_it = _reading(subject)
    place = read_path(out, "out")
    with _new_folder(place) as folder:
        contents = contents_of_it()
        command = f"plea-games report {contents.subject}".rstrip()
        _fill(folder, contents, f"{command} --out {place}", progress)
    return place


def _reading(subject: object) -> Callable[[], Contents]:
    """What is to be reported, read; the contents take longer."""
    if subject is None:
        return of_built_in_caseloads
    if not isinstance(subject, Scenario | PleaGame | str | PathLike):
        with optional():
            from ...sweeps.study import Study  # loads all that sweeps need
            from .of_studies import of_study
        if isinstance(subject, Study):
            return partial(of_study, subject)
    return partial(of_caseload, as_scenario(subject))


def _fill(folder: Path, contents: Contents, command: str, progress: bool | None) -> None:
    """Every file of a report; what has no result for this game is left out, and why is noted."""
    date, left_out = now(), dict(contents.left_out)
    for name in ("tables", "figures"):
        (folder / name).mkdir()
    sections = contents.sections
    total = len(contents.data) + sum(len(each.all_tables) + len(each.figures) for each in sections)
    with bar(progress, total=total, desc="report") as shown:

        def made(part: TableOf | FigureOf | Data) -> bool:
            file = _place(part)
            try:
                match part:
                    case TableOf():
                        texts = {ending: part.render(style) for style, ending in _ENDINGS.items()}
                        for ending, text in texts.items():
                            _write(folder / f"{file}.{ending}", text)
                    case FigureOf():
                        list(save(part.draw, folder / file, ("pdf", "svg")))
                        part.caption()
                    case Data():
                        _write(folder / file, part.text())
            except (InputError, PrecisionError) as error:
                left_out[file] = " ".join(str(error).split())
            shown.update()
            return file not in left_out

        whole = replace(
            contents,
            sections=[
                replace(
                    section,
                    tables=[table for table in section.tables if made(table)],
                    appendix=[table for table in section.appendix if made(table)],
                    figures=[figure for figure in section.figures if made(figure)],
                )
                for section in sections
            ],
            data=[data for data in contents.data if made(data)],
            left_out=left_out,
        )
    _write(folder / "references.bib", cite("bibtex"))
    _write(folder / "report.tex", document(whole, date))
    _write(folder / "README.md", listing(whole, command, date))


_ENDINGS: dict[Format, str] = {"latex": "tex", "csv": "csv"}


def _place(part: TableOf | FigureOf | Data) -> str:
    """Where it goes in the folder, without the endings of its formats."""
    match part:
        case TableOf():
            return f"tables/{part.name}"
        case FigureOf():
            return f"figures/{part.name}"
        case Data():
            return part.name


def _write(file: Path, text: str) -> None:
    file.write_text(f"{text.rstrip()}\n", encoding="utf-8")


@contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """A folder beside, which takes its place once all is written."""
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        rule = "must not be there yet, unless it is an empty folder"
        raise ParameterError([Fault("out", shown(str(place)), rule, "give another, or remove it")])
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.TemporaryDirectory(prefix=f".{place.name}.", dir=place.parent)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _not_written(place, error) from None
    with beside as private:
        try:
            folder = Path(private) / "report"  # readable as new folders are, unlike private ones
            folder.mkdir()
            yield folder
            if place.exists():
                place.rmdir()
            folder.rename(place)
        except OSError as error:
            raise _not_written(place, error) from None


def _not_written(place: Path, error: Exception) -> StoreError:
    return StoreError(f"could not write {place}: {error}; nothing of it is left there")
