"""How columns share a line that is too short for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from math import inf, sqrt
from textwrap import wrap

_HALVINGS = 40
_GAP = 2  # characters between columns
_BESIDE_HEADING = 2  # characters that tabulate adds to a heading's width
_PROSE = 16  # characters a line below which a column of sentences is no pleasure to read


def narrowed(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """Short columns keep their width; long ones share the rest by the roots of theirs.

    >>> [round(width) for width in narrowed([2, 2, 4], [3, 16, 64], 20)]
    [3, 6, 12]
    """

    def at(level: float) -> list[float]:
        return [
            max(low, min(width, level * sqrt(width)))
            for low, width in zip(least, wanted, strict=True)
        ]

    low, high = 0.0, sqrt(max(wanted))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle)) <= room else (low, middle)
    return at(low)


def wrapped(text: str, width: int, *, at_hyphens: bool = False) -> str:
    """Text in lines of at most that many characters, but for words that are longer."""
    lines = (
        wrap(line, width, break_long_words=False, break_on_hyphens=at_hyphens)
        for line in text.split("\n")
    )
    return "\n".join(part for line in lines for part in line or [""])


@dataclass(frozen=True)
class TextColumn:
    """A heading and cells, of which only words on the left, and headings, break."""

    heading: str
    cells: Sequence[str]
    left: bool
    wrap: int | None

    @property
    def least(self) -> int:
        """The width below which a word or an amount would break; prose has a few words a line."""
        heading = _longest(wrapped(self.heading, 1, at_hyphens=True)) + _BESIDE_HEADING
        if not self.left:
            return max(heading, *map(_longest, self.cells), 0)
        words = max((_longest(wrapped(cell, 1)) for cell in self.cells), default=0)
        return max(heading, words, min(self.wanted, _PROSE) if self.wrap else 0)

    @property
    def wanted(self) -> int:
        """The width at which it breaks no more than it always does."""
        cells = [wrapped(cell, self.wrap) if self.wrap else cell for cell in self.cells]
        return max(_longest(self.heading) + _BESIDE_HEADING, *map(_longest, cells), 0)

    def at(self, width: int) -> tuple[str, list[str]]:
        """Heading and cells, broken to that width."""
        cells = [wrapped(cell, width) for cell in self.cells] if self.left else list(self.cells)
        heading = wrapped(self.heading, max(1, width - _BESIDE_HEADING), at_hyphens=True)
        return heading, cells


def too_wide(columns: Sequence[TextColumn], room: int) -> bool:
    """Whether the columns side by side take more characters than there are."""
    return _taken([column.wanted for column in columns]) > room


def blocks(columns: Sequence[TextColumn], room: int) -> list[list[tuple[int, int]]]:
    """Places and widths of columns, for as many grids below one another as it takes.

    Each grid opens with the columns that tell the rows apart, where there is room for them.
    """
    least = [column.least for column in columns]
    wanted = [column.wanted for column in columns]
    key = next(
        key
        for key in (_telling_apart(columns), 1, 0)
        if key == 0 or all(_taken([*least[:key], width]) <= room for width in least[key:])
    )
    chosen = []
    for places in _parts(least, wanted, key, room):
        within = room - _GAP * (len(places) - 1)
        widths = narrowed([least[i] for i in places], [wanted[i] for i in places], within)
        chosen.append([(i, int(width)) for i, width in zip(places, widths, strict=True)])
    return chosen


def _parts(least: list[int], wanted: list[int], key: int, room: int) -> list[list[int]]:
    """The fewest runs of columns behind the key that fit, the widest of them as narrow as can be.

    A column for which there is no room stands alone.
    """

    def filled(most: float) -> list[list[int]]:
        """Each run as long as there is room, and as it wants no more than that."""
        parts: list[list[int]] = []
        for place in range(key, len(least)):
            longer = [*parts[-1], place] if parts else []
            if longer and taken(least, longer) <= room and taken(wanted, longer) <= most:
                parts[-1] = longer
            else:
                parts.append([*range(key), place])
        return parts or [list(range(key))]

    def taken(widths: list[int], places: Sequence[int]) -> int:
        return _taken([widths[place] for place in places])

    fewest = len(filled(inf))
    runs = combinations(range(key, len(least) + 1), 2)
    bounds = sorted({taken(wanted, [*range(key), *range(a, b)]) for a, b in runs})
    return next(parts for most in [*bounds, inf] if len(parts := filled(most)) == fewest)


def _telling_apart(columns: Sequence[TextColumn]) -> int:
    """How many of the first columns it takes for no two rows to be alike; a blank repeats."""
    rows = list(zip(*(accumulate(column.cells, _or_above) for column in columns), strict=True))
    for key in range(1, len(columns)):
        if len({row[:key] for row in rows}) == len(rows):
            return key
    return 1


def _or_above(above: str, cell: str) -> str:
    return cell or above


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def _longest(text: str) -> int:
    return max(map(len, text.split("\n")))
