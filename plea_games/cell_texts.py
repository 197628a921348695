"""Cells and notes as text: what each format of a table begins with."""

import re
from collections.abc import Iterable, Sequence
from textwrap import fill

from .cells import Amount, Column, Missing, in_one_line
from .errors import visible
from .units import show, show_with_unit, with_minus_signs
from .words import words_in

_NOTE_WIDTH = 110
_NUMBERS: frozenset[type] = frozenset({int, float})


def explained(texts: Iterable[str]) -> list[str]:
    """What the terms of art in texts mean, a note each."""
    return [f"{_capital(word.name)}: {word.says}." for word in words_in("\n".join(texts))]


def row_as_text(
    row: Sequence[object], columns: Sequence[Column], marks: dict[str, int]
) -> list[str]:
    """Cells as text; reasons get a number each, and go into ``marks``."""

    def cell(value: object, column: Column) -> str:
        if type(value) is str:  # of the longest tables most cells are
            return value
        match value:
            case Missing(reason, instead):
                return f"{instead} [{marks.setdefault(reason, len(marks) + 1)}]"
            case Amount(amount, unit):
                return show_with_unit(amount, unit)
            case _ if column.unit:
                return show(value, column.unit)
            case _:
                return str(value)

    return [
        show(value, column.unit)
        if column.unit and type(value) in _NUMBERS
        else shown_text(cell(value, column))
        for value, column in zip(row, columns, strict=True)
    ]


def shown_text(text: str) -> str:
    """Without what steers a terminal, and with minus signs for minus signs."""
    return with_minus_signs(visible(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def filled(note: str, width: int | None, indent: str = "    ") -> str:
    """A note in lines of that many characters, if they are fewer than is usual."""
    return fill(
        note,
        min(width or _NOTE_WIDTH, _NOTE_WIDTH),
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def as_markdown(text: str) -> str:
    r"""Text in which nothing is taken for Markdown, HTML or mathematics.

    >>> print(as_markdown("<b>5*3</b> costs $4 | [a](b)"))
    &lt;b>5\*3&lt;/b> costs \$4 \| [a]\(b)
    """
    written = re.sub(r"([\\`*|$]|(?<=\])\()", r"\\\1", text)
    return written.replace("&", "&amp;").replace("<", "&lt;")


def in_sentences(title: str) -> str:
    """The lines of a title, one after the other."""
    lines = [in_one_line(line) for line in title.split("\n") if line.strip()]
    return " ".join([
        *(f"{line}." if line[-1].isalnum() else line for line in lines[:-1]),
        *lines[-1:],
    ])  # fmt: skip
