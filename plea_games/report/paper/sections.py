"""What a report holds: sections of tables and figures, each made when it is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..formats import Format

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class TableOf:
    """A table, in whatever format.

    Attributes
    ----------
    name
        Of its files.
    command
        What prints it.
    render
        From a format to text.
    """

    name: str
    command: str
    render: Callable[[Format], str]


@dataclass(frozen=True)
class FigureOf:
    """A figure, what draws it and what gives the words below it."""

    name: str
    caption: Callable[[], str]
    draw: Callable[[], "Axes"]


@dataclass(frozen=True)
class Section:
    """Figures and tables under a heading, after some text, which is LaTeX.

    Tables that are long go to the appendix.
    """

    heading: str
    tables: Sequence[TableOf] = ()
    figures: Sequence[FigureOf] = ()
    text: str = ""
    appendix: Sequence[TableOf] = ()

    @property
    def all_tables(self) -> list[TableOf]:
        """Those of the text and of the appendix."""
        return [*self.tables, *self.appendix]


@dataclass(frozen=True)
class Data:
    """A further file by name: what is in it, and what gives its text."""

    name: str
    about: str
    text: Callable[[], str]


@dataclass(frozen=True)
class Contents:
    """All that a report is made of.

    Attributes
    ----------
    title, summary
        What it is about.
    subject
        What the command line calls it: a scenario, a study, or nothing for all built-in caseloads.
    sections
        In order.
    data
        Further files.
    left_out
        What is not there, by name, and why.
    """

    title: str
    summary: str
    subject: str
    sections: Sequence[Section]
    data: Sequence[Data] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
