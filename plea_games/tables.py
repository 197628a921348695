"""What results look like: one table object, written as text, HTML, LaTeX or Markdown."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from tabulate import tabulate

from .by_value import ByValue
from .cell_texts import as_markdown, explained, filled, in_sentences, row_as_text, shown_text
from .cells import (
    Amount as Amount,
    Column as Column,
    Formula as Formula,
    Hint as Hint,
    Missing as Missing,
)
from .fitting import TextColumn, blocks, too_wide, wrapped
from .frames import pandas_frame, polars_frame, rows_of, units_of, whole_of
from .json_ready import json_ready
from .latex import Caption, TexCell, TexColumn, formula_cell, latex_float, latex_table, text_cell
from .units import Unit, number_of

if TYPE_CHECKING:
    import pandas
    import polars

_PROMPT_WIDTH = 100  # characters
_PROMPT_ROWS = 15


@dataclass(frozen=True)
class Table:
    """Rows of cells under columns, with a title above and notes below.

    >>> print(Table("Two", (Column("name", left=True), Column("size", "years")), [("a", 1.5)]))
    Two
    <BLANKLINE>
    name       size
              years
    ------  -------
    a           1.5
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str | Hint] = ()
    verdict: str = ""
    """What it comes to, for a reader who knows no game theory; stands above the rows."""

    def __str__(self) -> str:
        return self.text()

    def with_notes(self, notes: Iterable[str]) -> "Table":
        """The same table with more notes below."""
        return replace(self, notes=(*self.notes, *notes))

    def with_verdict(self, *sentences: str) -> "Table":
        """The same table with more to its verdict."""
        return replace(self, verdict=" ".join(filter(None, (self.verdict, *sentences))))

    def text(self, width: int | None = None) -> str:
        """Plain text; with a width in characters, such that lines are no longer than that.

        Then words break into lines, amounts do not, and columns that find no room follow below,
        behind the same first ones. A word longer than the width stands out.

        >>> table = Table("", (Column("name", left=True), Column("what it is", left=True)),
        ...               [("panel-office", "a big-city prosecutor's office")])
        >>> print(table.text(34))
        name          what it is
        ------------  -------------------
        panel-office  a big-city
                      prosecutor's office
        """
        cells, footnotes = self._cells(hints=True, words=True)
        if width is None:
            title, grids = self._title, [self.grid(cells, "simple")]
        else:
            title, grids = wrapped(self._title, width), self._grids(cells, width)
        verdict = "\n\n".join(filled(said, width, indent="") for said in self._paragraphs)
        notes = "\n".join(filled(note, width) for note in footnotes)
        return "\n\n".join(filter(None, (title, verdict, *grids, notes)))

    def markdown(self) -> str:
        """GitHub-flavoured Markdown, notes as paragraphs."""
        cells, footnotes = self._cells(words=True)
        cells = [[as_markdown(cell) for cell in row] for row in cells]
        grid = self.grid(cells, "github", one_line=True)
        title = f"**{as_markdown(in_sentences(self._title))}**"
        verdict, notes = map(as_markdown, self._paragraphs), map(as_markdown, footnotes)
        return "\n\n".join(filter(None, (title, *verdict, grid, *notes)))

    def short(self) -> "Table":
        """The first rows and no notes, for a prompt.

        >>> print(Table("", (Column("n"),), [(n,) for n in range(99)], ["A note."]).short())
          n
        ---
          0
        ...
        (84 more rows and a note: print it to see all)
        """
        more, notes = len(self.rows) - _PROMPT_ROWS, len(self.notes)
        left_out = [number_of(more, "more rows")] * (more > 0)
        left_out += ["a note" if notes == 1 else f"{notes} notes"] * (notes > 0)
        said = [f"({' and '.join(left_out)}: print it to see all)"] if left_out else []
        return replace(self, rows=self.rows[:_PROMPT_ROWS], notes=said)

    def latex(self, *, label: str = "", caption: str | None = None, over_pages: bool = True) -> str:
        r"""A table with a caption, as wide as the line at most.

        Over pages, a ``longtable``, which needs ``\usepackage{array,booktabs,longtable}`` and lines
        of about 16 cm; else a floating ``table*`` for lines of 12 cm.
        """
        title, columns, notes = self._tex_parts()
        above = Caption(title if caption is None else caption, label)
        return (latex_table if over_pages else latex_float)(above, columns, notes)

    def _repr_latex_(self) -> str:
        """For notebooks turned into documents, whose outputs are not numbered.

        Frontends that cannot show it choose HTML, which is always there beside it.
        """
        title, columns, notes = self._tex_parts()
        return latex_table(title, columns, notes)

    def _tex_parts(self) -> tuple[str, list[TexColumn], list[str]]:
        texts, footnotes = self._cells()
        cells = [
            [_tex_cell(row[place], text[place]) for row, text in zip(self.rows, texts, strict=True)]
            for place in range(len(self.columns))
        ]
        columns = [
            TexColumn(text_cell(column.in_one_line), shown, column.left, column.wrap)
            for column, shown in zip(self.columns, cells, strict=True)
        ]
        return in_sentences(self._title), columns, footnotes

    def _repr_html_(self) -> str:
        cells, footnotes = self._cells(words=True)
        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in footnotes)
        verdict = "".join(f"<p>{escape(said)}</p>\n" for said in self._paragraphs)
        title = "<br>".join(map(escape, filter(None, self._title.split("\n"))))
        grid = self.grid(cells, "html", one_line=True)
        for tag in ("th", "td"):  # notebooks align to the right whatever does not say
            grid = grid.replace(f"<{tag}>", f'<{tag} style="text-align: left;">')
        caption = f'<table>\n<caption style="text-align: left;"><strong>{title}</strong></caption>'
        # notebooks would set a name between dollar signs as mathematics
        return (
            '<div class="tex2jax_ignore mathjax_ignore">\n'
            f"{verdict}{grid.replace('<table>', caption, 1)}{notes}</div>"
        )

    def grid(self, cells: Sequence[Sequence[str]], style: str, one_line: bool = False) -> str:
        """Cells as text under the headings, in a style of tabulate's."""
        headings = [column.in_one_line if one_line else column.title for column in self.columns]
        if style == "github":
            headings = list(map(as_markdown, headings))
        return tabulate(
            cells,
            headers=headings,
            tablefmt=style,
            colalign=[_side(column.left) for column in self.columns],
            disable_numparse=True,
            maxcolwidths=None if one_line else [column.wrap for column in self.columns],
        )

    def _grids(self, cells: Sequence[Sequence[str]], width: int) -> list[str]:
        """As it is where that fits, else broken into lines and blocks."""
        texts = [
            TextColumn(column.title, [row[place] for row in cells], column.left, column.wrap)
            for place, column in enumerate(self.columns)
        ]
        if not too_wide(texts, width):
            return [self.grid(cells, "simple")]
        grids = []
        for block in blocks(texts, width):
            headings, broken = zip(*(texts[place].at(given) for place, given in block), strict=True)
            grids.append(
                tabulate(
                    list(zip(*broken, strict=True)),
                    headers=headings,
                    tablefmt="simple",
                    colalign=[_side(texts[place].left) for place, _ in block],
                    disable_numparse=True,
                )
            )
        return grids

    def _cells(
        self, *, hints: bool = False, words: bool = False
    ) -> tuple[list[list[str]], list[str]]:
        """Cells as text, and the notes with one numbered footnote per distinct reason.

        With ``words`` the last notes explain the terms of art, each once.
        """
        marks: dict[str, int] = {}
        cells = [row_as_text(row, self.columns, marks) for row in self.rows]
        footnotes = [
            *(f"[{mark}] {reason}" for reason, mark in marks.items()),
            *(note if isinstance(note, str) else note.text
              for note in self.notes if hints or isinstance(note, str)),
        ]  # fmt: skip
        if words:
            headings = (column.in_one_line for column in self.columns)
            above = (self.title, self.verdict, *headings)
            footnotes += explained([*above, *(text for row in cells for text in row), *footnotes])
        return cells, list(map(shown_text, footnotes))

    @property
    def _paragraphs(self) -> list[str]:
        """Those of the verdict."""
        return list(map(shown_text, self.verdict.splitlines()))

    @property
    def _title(self) -> str:
        return shown_text(self.title)


class Tabular(ByValue, ABC):
    """A result that prints as its table, in a terminal and in Jupyter; equal to its copies."""

    compared: ClassVar[int | None] = None
    """The column that differs between games whose tables have the same rows; else None."""

    also_recorded: ClassVar[tuple[str, ...]] = ()
    unrecorded: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def table(self, title: str = "") -> Table:
        """What people read."""

    def record(self) -> Any:
        """Everything, ready for JSON; formulas as text.

        These are the fields by name, the game's as ``parameters``, less those of ``unrecorded``,
        and then the properties that ``also_recorded`` names.
        """
        kept = [each.name for each in fields(self) if each.name not in self.unrecorded]  # type: ignore[arg-type]
        record = {name: json_ready(getattr(self, name)) for name in (*kept, *self.also_recorded)}
        return {"parameters" if name == "game" else name: held for name, held in record.items()}

    def frame_rows(self) -> list[dict[str, Any]]:
        """What its data frame holds, one mapping a row."""
        return rows_of(self.record())

    @property
    def column_units(self) -> Mapping[str, Unit]:
        """Units of what its data frame has beside the game's parameters and its own attributes."""
        return {}

    def to_frame(self) -> "pandas.DataFrame":
        """A pandas DataFrame in full precision, one row a thing that the result lists.

        Columns are typed and may miss values. ``attrs["units"]`` has their units, and the other
        entries of ``attrs`` what the result says of all rows together.

        >>> import plea_games as pg
        >>> frame = pg.thresholds(["j20", "panel-office"]).to_frame()
        >>> print(frame[["game", "defendants", "tipping_holdouts"]])
                   game  defendants  tipping_holdouts
        0           j20         230                30
        1  panel-office        7000               613
        >>> frame.attrs["units"]["tipping_share"]
        'share'
        """
        return pandas_frame(self.frame_rows(), units_of(self), whole_of(self.record()))

    def to_polars(self) -> "polars.DataFrame":
        """The same rows as a polars DataFrame; needs polars."""
        return polars_frame(self.frame_rows(), units_of(self))

    def to_latex(
        self, *, label: str = "", caption: str | None = None, over_pages: bool = False
    ) -> str:
        r"""A booktabs table for a paper, as wide as the text, in one column or two.

        Needs ``\usepackage{array,booktabs}``, with ``over_pages`` also ``longtable``.

        Parameters
        ----------
        label
            For ``\ref``; none unless given.
        caption
            As text; the table's title unless given, and none for "".
        over_pages
            A ``longtable``, which goes on over any number of pages, but not in two columns; else
            a floating ``table*`` of one page at most.

        >>> import plea_games as pg
        >>> print(pg.protocols("j20").to_latex(label="tab:timing")[:61])
        % needs \usepackage{array,booktabs}
        \begin{table*}
        \centering
        """
        return self.table().latex(label=label, caption=caption, over_pages=over_pages)

    def to_markdown(self) -> str:
        """GitHub-flavoured Markdown, notes as paragraphs."""
        return self.table().markdown()

    def __init_subclass__(cls, **options: Any) -> None:
        """Let results show as tables at a prompt, before the dataclass writes their fields out."""
        super().__init_subclass__(**options)
        if "__repr__" not in vars(cls):
            cls.__repr__ = Tabular.__repr__  # type: ignore[method-assign]

    def __repr__(self) -> str:
        return self.table().short().text(_PROMPT_WIDTH)

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def _repr_latex_(self) -> str:
        return self.table()._repr_latex_()


def _side(left: bool) -> str:
    return "left" if left else "right"


def _tex_cell(value: object, text: str) -> TexCell:
    match value:
        case Formula(latex=latex):
            return formula_cell(text, latex)
        case _:
            return text_cell(text)
