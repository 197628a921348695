"""What stands in a table: columns with their units, and cells that are more than a value."""

from dataclasses import dataclass

from .errors import visible
from .units import HEADER, Unit


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
        unit = HEADER[self.unit] if self.unit else ""
        return visible("\n".join(filter(None, (self.heading, unit))))

    @property
    def in_one_line(self) -> str:
        """The heading with its unit behind it."""
        unit = HEADER[self.unit] if self.unit else ""
        return visible(in_one_line(f"{self.heading} ({unit})" if unit else self.heading))


@dataclass(frozen=True)
class Missing:
    """A cell without a value; the reason becomes a footnote behind what stands there instead."""

    reason: str
    instead: str = "none"


@dataclass(frozen=True)
class Amount:
    """A cell that carries its own unit, in a column that mixes units."""

    value: object
    unit: Unit


@dataclass(frozen=True)
class Formula:
    """A cell in mathematics: on one line of text, and as LaTeX that brings its dollar signs."""

    text: str
    latex: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Hint:
    """A note on what to type next, which plain text alone carries."""

    text: str


def in_one_line(text: str) -> str:
    """Without line breaks."""
    return " ".join(text.split())
