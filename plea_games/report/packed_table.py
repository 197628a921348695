"""Tables of very many rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from ..cell_texts import explained, filled, row_as_text
from ..errors import visible
from ..tables import Column, Table


class PackedTable:
    r"""A table of very many rows: packed as text while they come, and written line by line.

    >>> table = PackedTable((Column("name", left=True), Column("size", "years")))
    >>> table.add(("a", 1.5))
    >>> print(*table.lines("One"), sep="\n")
    One
    <BLANKLINE>
    name       size
              years
    ------  -------
    a           1.5
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self._widths = [0] * len(columns)
        self._marks: dict[str, int] = {}
        self._rows: list[str] = []

    def add(self, row: Sequence[object]) -> None:
        """One more row."""
        cells = [cell.replace("\n", " ") for cell in row_as_text(row, self.columns, self._marks)]
        self._widths = list(map(max, self._widths, map(len, cells)))
        self._rows.append("\n".join(cells))

    def lines(
        self, title: str, notes: Iterable[str] = (), left_out: Collection[int] = ()
    ) -> Iterator[str]:
        """The lines of the same text as :meth:`Table.text`, without the columns ``left_out``.

        Words in cells are not explained: these are names and numbers.
        """
        kept = [place for place in range(len(self.columns)) if place not in left_out]
        columns = [self.columns[place] for place in kept]
        widest = [["x" * (self._widths[place] or 1) for place in kept]]
        *head, _ = Table("", columns, widest).grid(widest, "simple").split("\n")
        sides = ["<" if column.left else ">" for column in columns]
        widths = map(len, head[-1].split("  "))
        form = "  ".join(f"{{:{side}{width}}}" for side, width in zip(sides, widths, strict=True))
        yield from (visible(title), "", *head)
        for row in self._rows:
            cells = row.split("\n")
            yield form.format(*(cells[place] for place in kept)).rstrip()
        footnotes = [f"[{mark}] {reason}" for reason, mark in self._marks.items()]
        footnotes += notes
        footnotes += explained([title, *(column.in_one_line for column in columns), *footnotes])
        if footnotes:
            yield from ("", *(filled(visible(note), None) for note in footnotes))
