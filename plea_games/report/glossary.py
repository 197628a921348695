"""What terms of art mean, as a table."""

from dataclasses import dataclass
from typing import Any

from ..errors import Fault, ParameterError, did_you_mean, shown
from ..tables import Column, Table, Tabular
from ..words import WORDS, Word, words_in


@dataclass(frozen=True, repr=False)
class Glossary(Tabular):
    """Terms of art in plain words.

    Attributes
    ----------
    words
        Each with its ``name`` and what it ``says``, in alphabetical order.
    """

    words: tuple[Word, ...]

    def record(self) -> list[dict[str, Any]]:
        """One mapping a word."""
        return [{"word": word.name, "says": word.says} for word in self.words]

    def table(self, title: str = "") -> Table:
        """One row a word."""
        columns = Column("word", left=True), Column("what it means", left=True, wrap=70)
        rows = [(word.name, word.says) for word in self.words]
        return Table(title or "Terms of art in plain words", columns, rows)


def glossary(*words: str) -> Glossary:
    """What terms of art mean, in one line each.

    Parameters
    ----------
    *words
        As tables print them, or a part of one; all terms unless given.

    Returns
    -------
    Glossary
        Prints as a table.

    Raises
    ------
    ParameterError
        For words that no term of art has, all of them at once.

    Examples
    --------
    >>> print(glossary("best reply"))
    Terms of art in plain words
    <BLANKLINE>
    word        what it means
    ----------  -------------------------------------------------------------------
    best reply  the choice that is best for one defendant, given what all others do
    """
    known = [word.name for word in WORDS]
    faults = [
        Fault(
            "word", shown(each), "is not in the glossary", did_you_mean(str(each), known, "see all")
        )
        for each in words
        if not _meant(each)
    ]
    if faults:
        raise ParameterError(faults)
    meant = {word.name for each in words for word in _meant(each)}
    return Glossary(tuple(word for word in WORDS if word.name in meant or not words))


def _meant(text: object) -> list[Word]:
    """The terms of art in a text, else those that it is a part of."""
    if not isinstance(text, str):
        return []
    return words_in(text) or [word for word in WORDS if text.strip().lower() in word.name.lower()]
