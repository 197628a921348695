"""What tables of a scenario file are made of."""

from collections.abc import Hashable
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ..by_value import ByValue, key
from ..model.exact import exact, json_number
from ..units import show

Status = Literal["sourced", "secondary", "derived", "assumption", "unchecked"]


def _number(value: object) -> int | Fraction:
    number = exact(value)
    return int(number) if number.denominator == 1 else number


Number = Annotated[int | Fraction, BeforeValidator(_number)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]


class Strict(ByValue, BaseModel):
    """A table of a file, without keys that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @property
    def _key(self) -> Hashable:
        return type(self), key(dict(self))


def needs_origin(status: Status, source: str, note: str) -> None:
    """Raise ValueError where a number of that status does not say where it is from."""
    needed = "note" if status in ("derived", "assumption") else "source"
    if not {"note": note, "source": source}[needed]:
        raise ValueError(f"must have a {needed}, its status being {status}")


def shown_number(value: int | Fraction) -> str:
    """A number of a file for people."""
    return show(json_number(value), "number")


def sentences(*texts: str) -> str:
    """Texts that end in a stop each, one after the other."""
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts if text)
