"""A work as citations read it: a reference of the Citation File Format."""

from collections.abc import Mapping
from typing import Any

Work = Mapping[str, Any]


def year_of(work: Work) -> str:
    """The year in which it appeared, in four digits; "n.d." where nobody says."""
    return str(work.get("year") or work.get("date-released", "n.d."))[:4]
