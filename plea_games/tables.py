"""What results look like: one table object, written as text, HTML, LaTeX or Markdown."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import fill

from tabulate import tabulate

from .units import HEADER, Unit, show, show_with_unit

_NOTE_WIDTH = 110


@dataclass(frozen=True)
class Column:
    """A column's heading; with a unit, the heading carries it and the cells do not."""

    heading: str
    unit: Unit | None = None
    left: bool = False
    wrap: int | None = None  # characters, in plain text

    @property
    def title(self) -> str:
        """The heading with its unit below."""
        return "\n".join(filter(None, (self.heading, HEADER[self.unit] if self.unit else "")))


@dataclass(frozen=True)
class Missing:
    """A cell without a value; the reason becomes a footnote."""

    reason: str


@dataclass(frozen=True)
class Amount:
    """A cell that carries its own unit, in a column that mixes units."""

    value: object
    unit: Unit


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
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        cells, footnotes = self._cells()
        wrapped = "\n".join(_filled(note) for note in footnotes)
        return "\n\n".join(filter(None, (self.title, self._grid(cells, "simple"), wrapped)))

    def markdown(self) -> str:
        """GitHub-flavoured Markdown, notes as paragraphs."""
        cells, footnotes = self._cells()
        cells = [[cell.replace("|", r"\|") for cell in row] for row in cells]
        parts = (f"**{_one_line(self.title)}**", self._grid(cells, "github", one_line=True))
        return "\n\n".join((*parts, *footnotes))

    def latex(self) -> str:
        r"""A booktabs table environment; needs ``\usepackage{booktabs}``."""
        cells, footnotes = self._cells()
        grid = self._grid(cells, "latex_booktabs", one_line=True).translate(_TEX_MATHEMATICS)
        _, _, body = grid.partition("\n")  # tabulate's own columns would not wrap
        notes = "".join(f"\n\n\\smallskip\\footnotesize {tex(note)}" for note in footnotes)
        return (
            "% needs \\usepackage{booktabs,array}\n"
            f"\\begin{{table}}\n\\centering\\small\n\\caption{{{tex(_one_line(self.title))}}}\n"
            f"\\begin{{tabular}}{{{self._tex_columns()}}}\n{body}{notes}\n\\end{{table}}"
        )

    def _tex_columns(self) -> str:
        wrapped = sum(column.wrap or 0 for column in self.columns)
        room = 0.95 if len(self.columns) == 1 else 0.55
        return "".join(
            f">{{\\raggedright\\arraybackslash}}p{{{room * column.wrap / wrapped:.2f}\\linewidth}}"
            if column.wrap
            else "l" if column.left else "r"
            for column in self.columns
        )  # fmt: skip

    def _repr_html_(self) -> str:
        cells, footnotes = self._cells()
        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in footnotes)
        grid = self._grid(cells, "html", one_line=True)
        for tag in ("th", "td"):  # notebooks align to the right whatever does not say
            grid = grid.replace(f"<{tag}>", f'<{tag} style="text-align: left;">')
        return f"<p><strong>{escape(self.title)}</strong></p>{grid}{notes}"

    def _grid(self, cells: Sequence[Sequence[str]], style: str, one_line: bool = False) -> str:
        titles = [column.title for column in self.columns]
        if one_line:
            titles = [title.replace("\n", " ") for title in titles]
        return tabulate(
            cells,
            headers=titles,
            tablefmt=style,
            colalign=["left" if column.left else "right" for column in self.columns],
            disable_numparse=True,
            maxcolwidths=None if one_line else [column.wrap for column in self.columns],
        )

    def _cells(self) -> tuple[list[list[str]], list[str]]:
        """Cells as text, and the notes with one numbered footnote per distinct reason."""
        marks: dict[str, int] = {}

        def cell(value: object, column: Column) -> str:
            match value:
                case Missing(reason):
                    return f"none [{marks.setdefault(reason, len(marks) + 1)}]"
                case Amount(amount, unit):
                    return show_with_unit(amount, unit)
                case _ if column.unit:
                    return show(value, column.unit)
                case _:
                    return str(value)

        cells = [
            [cell(value, column) for value, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]
        return cells, [
            *(f"[{mark}] {reason}" for reason, mark in marks.items()),
            *self.notes,
        ]


class Tabular(ABC):
    """A result that prints as its table, in a terminal and in Jupyter."""

    @abstractmethod
    def table(self, title: str = "") -> Table:
        """What people read."""

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _filled(note: str) -> str:
    return fill(
        note,
        _NOTE_WIDTH,
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


_TEX_SPECIAL = str.maketrans({
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
})  # fmt: skip
_TEX_MATHEMATICS = str.maketrans({
    "≤": r"$\le$", "≥": r"$\ge$", "<": "$<$", ">": "$>$", "|": "$|$", "−": "$-$", "±": r"$\pm$",
    "×": r"$\times$", "κ": r"$\kappa$", "τ": r"$\tau$", "ρ": r"$\rho$", "Δ": r"$\Delta$",
    "⌈": r"$\lceil$", "⌉": r"$\rceil$", "→": r"$\to$", "∞": r"$\infty$", "½": r"$\frac12$",
    "–": "--", "—": "---", "…": r"\ldots{}", "§": r"\S{}",
})  # fmt: skip


def tex(text: str) -> str:
    """Text with what LaTeX would take for commands written out."""
    return text.translate(_TEX_SPECIAL).translate(_TEX_MATHEMATICS)
