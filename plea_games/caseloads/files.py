"""Opening what users hand over: a regular file or a stream of bytes, of bounded size, in UTF-8.

A path that leads to a folder, a device or a named pipe is refused before it is opened, for some of
these never end and others never begin. Streams, standard input among them, are read as they come.
"""

import re
import stat
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import Fault, InputError, shown

LARGEST_TOML = 1_000_000  # bytes
MOST_KEYS = 2_000
"""In a TOML file; each unknown one is looked up among the known."""

_DOTTED = re.compile(  # tomllib takes the square of a key's parts
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}"""
)

Source = str | PathLike[str] | BinaryIO


@contextmanager
def opened(
    source: Source, largest: int, what: str, remedy: str, error: type[InputError]
) -> Iterator[tuple[str, BinaryIO]]:
    """What errors call the source, and the source as a stream."""
    if not isinstance(source, str | PathLike):
        if not hasattr(source, "read"):
            rule = "must be a path, or a stream opened as bytes"
            raise error([Fault(what, type(source).__name__, rule, remedy)])
        yield "stdin", source
        return
    path = Path(source)

    def refused(rule: str, mend: str = remedy) -> InputError:
        return error([Fault(what, shown(str(path)), rule, mend)])

    try:
        about = path.stat()
        stream = path.open("rb") if stat.S_ISREG(about.st_mode) else None
    except (OSError, ValueError) as reason:  # ValueError: a NUL in the name
        said = getattr(reason, "strerror", None) or str(reason)
        raise refused(f"must be a file that can be read ({said})") from None
    if stream is None:
        is_folder = stat.S_ISDIR(about.st_mode)
        kind = "a folder" if is_folder else "a device or a pipe"
        mend = remedy if is_folder else "pipe it in, and write - for the path"
        raise refused(f"must be a file, not {kind}", mend)
    with stream:
        if about.st_size > largest:
            raise refused(*too_long(largest))
        yield str(path), stream


def too_long(largest: int) -> tuple[str, str]:
    """The rule and the remedy."""
    return f"must be at most {largest // 10**6} MB long", "split it"


def is_there(path: str) -> bool:
    """Whether a path leads anywhere."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a name too long for file systems, or with a NUL
        return False


AS_BYTES = ("must be opened as bytes", "open it with mode 'rb', or give its path")


def read_toml(
    source: Source, what: str, remedy: str, example: str, error: type[InputError]
) -> tuple[str, dict[str, Any]]:
    """What errors call the source, and the tables of a TOML file, decimals as they are written."""
    with opened(source, LARGEST_TOML, what, remedy, error) as (place, stream):
        content = stream.read(LARGEST_TOML + 1)
    return place, parse_toml(content, what, place, example, error)


def parse_toml(
    content: bytes, what: str, name: str, example: str, error: type[InputError]
) -> dict[str, Any]:
    """The tables of a TOML file, decimals as they are written."""

    def refused(rule: str, remedy: str) -> InputError:
        return error([Fault(what, shown(name), rule, remedy)])

    if isinstance(content, str):
        raise refused(*AS_BYTES)
    if len(content) > LARGEST_TOML:
        raise refused(*too_long(LARGEST_TOML))
    flat = f"write a flat file; {example}"
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        rule = f"must be UTF-8 text (byte {reason.start + 1:,} is not)"
        raise refused(rule, "save it as plain text in UTF-8") from None
    if _DOTTED.search(text):
        raise refused("must not nest deeply", flat)
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as reason:
        raise refused(f"must be TOML ({reason})", example) from None
    except (RecursionError, ValueError, ArithmeticError):
        # tomllib lets these through: deep nesting, and numbers of thousands of digits
        rule = "must not nest deeply nor hold numbers of thousands of digits"
        raise refused(rule, flat) from None
    if (keys := _key_count(tables)) > MOST_KEYS:
        raise refused(f"must have at most {MOST_KEYS:,} keys, not {keys:,}", example)
    return tables


def _key_count(value: object) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(_key_count, value.values()))
    return sum(map(_key_count, value)) if isinstance(value, list) else 0
