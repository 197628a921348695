"""Errors that name the value, the rule it broke, and the remedy."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import category

from .units import number_of

__all__ = [
    "Fault",
    "InputError",
    "LayoutError",
    "MissingExtraError",
    "ParameterError",
    "PleaGamesError",
    "PrecisionError",
    "ScenarioError",
    "StoreError",
    "StudyError",
    "TableError",
]

_LONGEST_VALUE = 60
_LONGEST_PART = 400


@dataclass(frozen=True)
class Fault:
    """One broken rule: which parameter, what was given, what it must be, what to do.

    Attributes
    ----------
    parameter, value, rule, remedy
        Text; ``value`` is empty where something is missing.

    Examples
    --------
    >>> print(Fault("conviction", "1.2", "must be from 0 to 1", "write 70% as 0.7"))
    conviction = 1.2: must be from 0 to 1; write 70% as 0.7
    """

    parameter: str
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        given = [self.parameter, self.value] if self.value else [self.parameter]
        stated = " = ".join(map(_on_one_line, given))
        return f"{stated}: {_on_one_line(self.rule)}; {printable(self.remedy)}"


def shown(value: object) -> str:
    """The value as a user typed it, on one line and cut where it is long."""
    try:
        text = value if isinstance(value, str) else str(value)
    except ValueError:  # an integer with more digits than Python prints
        text = "a number of several thousand digits"
    if not text.isprintable() or text.strip() != text or not text:
        text = repr(text)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"


def did_you_mean(
    given: object, known: Iterable[str], otherwise: str, meant: Mapping[str, str] | None = None
) -> str:
    """The remedy for a name that is not known: the nearest that is, or what to do otherwise.

    Names that stand for others are ``meant`` as these.

    >>> did_you_mean("conviktion", ["capacity", "conviction"], "leave it out")
    'did you mean conviction?'
    >>> did_you_mean("chances", ["capacity", "chance"], "leave it out", {"chance": "conviction"})
    'did you mean conviction?'
    >>> did_you_mean("mixed_equilibrium", ["hard_core", "mixed_probability"], "leave it out")
    'did you mean mixed_probability?'
    """
    plain = {_letters(name): name for name in known}
    near = get_close_matches(_letters(str(given)), list(plain), n=1)
    if near:
        nearest = plain[near[0]]
    else:
        nearest = next((name for name in plain.values() if _same_word(str(given), name)), "")
    return f"did you mean {(meant or {}).get(nearest, nearest)}?" if nearest else otherwise


def _letters(name: str) -> str:
    """A name without what parts its words, in small letters."""
    return re.sub(r"[\W_]+", "", name).lower() or name


def _same_word(given: str, name: str) -> bool:
    """Whether two names of several words begin with the same one, of some length."""
    first, *more = re.split(r"[\W_]+", given.lower())
    return bool(more) and len(first) > 3 and re.split(r"[\W_]+", name.lower())[0] == first


def choice_faults(name: str, value: object, choices: Collection[str]) -> list[Fault]:
    """What is wrong with a value that must be one of a few words; nothing if it is one.

    >>> print(*choice_faults("first", "defendant", ("prosecutor", "defendants")))
    first = defendant: must be 'prosecutor' or 'defendants'; did you mean defendants?
    """
    if isinstance(value, str) and value in choices:
        return []
    quoted = [repr(choice) for choice in choices]
    rule = " or ".join(quoted) if len(quoted) < 3 else f"one of {', '.join(quoted)}"
    remedy = did_you_mean(value, choices, "take one of these")
    return [Fault(name, shown(value), f"must be {rule}", remedy)]


def printable(text: str) -> str:
    r"""Text on one line, with what steers a terminal or turns its letters around written out.

    Names and reasons may hold what users wrote: control, escape and bidirectional characters.

    >>> print(printable("a title\x1b[2J"))
    a title\x1b[2J
    """
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def visible(text: str) -> str:
    r"""Text for people, in as many lines, with control and bidirectional characters written out.

    >>> print(visible("a\u202eb\x1b[2J\nc"))
    a\u202eb\x1b[2J
    c
    """
    if text.isprintable():
        return text
    return "".join(ascii(sign)[1:-1] if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    """Whether a character moves or hides others; two of these belong to some scripts."""
    return sign not in "\n\u200c\u200d" and category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _on_one_line(text: str) -> str:
    line = printable(text)
    return line if len(line) <= _LONGEST_PART else line[: _LONGEST_PART - 1] + "…"


def first_faults(faults: Sequence[Fault], what: str, most: int = 50) -> list[Fault]:
    r"""The first of many faults, and in a last one how many more there are.

    >>> wrong = [Fault(f"row {i}", "", "is empty", "fill it") for i in range(9)]
    >>> print(*first_faults(wrong, "table", most=1), sep="\n")
    row 0: is empty; fill it
    table: has 8 more faults; mend these first
    """
    more = len(faults) - most
    if more <= 0:
        return list(faults)
    return [
        *faults[:most],
        Fault(what, "", f"has {number_of(more, 'more faults')}", "mend these first"),
    ]


class PleaGamesError(Exception):
    """Base class of every error that this package raises on purpose."""


class InputError(PleaGamesError, ValueError):
    """What was given breaks one rule or several; ``faults`` lists all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type["InputError"], tuple[tuple[Fault, ...]]]:
        """Made anew from its faults, not from the text, where it comes from another process."""
        return type(self), (self.faults,)


class ParameterError(InputError):
    """A parameter of a game is out of its range."""


class ScenarioError(InputError):
    """A scenario file cannot be read, or breaks the rules of scenario files."""


class StudyError(InputError):
    """A study file cannot be read, or breaks the rules of study files."""


class LayoutError(InputError):
    """A layout of court records cannot be read, or breaks the rules of layouts."""


class StoreError(PleaGamesError, OSError):
    """A result could not be written; what was written before is whole."""


class MissingExtraError(PleaGamesError, ImportError):
    """What was asked for needs a package that an extra of this one brings."""

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        install = f"python -m pip install 'plea-games[{extra}]'"
        super().__init__(f"this needs {package}: {install}")

    def __reduce__(self) -> tuple[type["MissingExtraError"], tuple[str, str]]:
        """Made anew from both, where it comes from another process."""
        return type(self), (self.package, self.extra)


class TableError(InputError):
    """A table of silos, ties or places cannot be read, or breaks its rules."""


class PrecisionError(PleaGamesError, ArithmeticError):
    """The answer exists, and double precision cannot hold it, or arithmetic cannot settle it.

    Says as a :class:`Fault` does of what, at which value, why, and what to do.
    """

    def __init__(self, what: str, value: object, rule: str, remedy: str) -> None:
        self.fault = Fault(what, str(value), rule, remedy)
        super().__init__(str(self.fault))

    def __reduce__(self) -> tuple[type["PrecisionError"], tuple[str, str, str, str]]:
        """Made anew from its parts, where it comes from another process."""
        said = self.fault
        return type(self), (said.parameter, said.value, said.rule, said.remedy)
