"""Numbers as spreadsheets show them, read without guessing."""

import re
from fractions import Fraction

from ..model.exact import NumberError, exact
from ..model.parameters import Parameter

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_THOUSANDS_APART = re.compile(r"[+-]?\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_THOUSAND_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")

EMPTY = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", ".", "-", "–", "—"})
"""What stands for an empty cell, in small letters."""


def is_empty(cell: str) -> bool:
    """Whether a cell says that there is nothing in it."""
    return cell.strip().lower() in EMPTY


def plain_number(cell: str, parameter: Parameter, separator: str, in_months: bool) -> str:
    """The number of a cell as the rest of the package reads it.

    ``1,250`` is 1250; in a table that semicolons part, ``0,58`` is 0.58; ``58 %`` is 0.58; months
    become years.
    """
    text = cell.strip()
    percent = text.endswith("%")
    if percent:
        text = text[:-1].rstrip()
        if parameter.unit != "share":
            raise NumberError(f"must not be in percent, being counted in {parameter.unit}")
    text = _without_commas(text, parameter, separator)
    months = in_months and parameter.unit == "years"
    if not (percent or months):
        return text
    number = exact(text) / (100 if percent else 12)
    return str(Fraction(number))


def _without_commas(text: str, parameter: Parameter, separator: str) -> str:
    european = separator == ";"
    if _THOUSANDS_APART.fullmatch(text):
        text = re.sub(r"[ \u00a0\u202f'’]", "", text)
        return text.replace(",", ".") if european else text
    if _THOUSANDS.fullmatch(text):
        if european and not parameter.is_count and text.count(",") == 1 and "." not in text:
            raise NumberError("must not leave open whether its comma parts thousands or decimals")
        return text.replace(",", "")
    if european and _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    if european and parameter.is_count and _THOUSAND_POINTS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text
