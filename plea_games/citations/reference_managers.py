"""Works for Zotero, Mendeley, EndNote and word processors: RIS and CSL-JSON."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from .work import Work, year_of


class _Kind(NamedTuple):
    ris: str
    csl: str
    container: str  # where the work has what it appeared in


def _kind(work: Work) -> _Kind:
    match work:
        case {"version": _}:
            return _Kind("COMP", "software", "")
        case {"volume": _}:
            return _Kind("JOUR", "article-journal", "journal")
        case {"journal": _}:  # by date, without a volume
            return _Kind("MGZN", "article-magazine", "journal")
        case {"collection": _}:
            return _Kind("CHAP", "chapter", "collection")
        case _:
            return _Kind("GEN", "document", "")


def ris(work: Work) -> str:
    """One record of RIS.

    Examples
    --------
    >>> print(ris({"key": "x", "title": "On Pleas", "authors": [{"name": "A Court"}], "year": 2016}))
    TY  - GEN
    ID  - x
    TI  - On Pleas
    AU  - A Court
    PY  - 2016
    ER  -
    """  # noqa: E501 (a record in one line)
    kind = _kind(work)
    stated = [
        ("TY", kind.ris),
        ("ID", work["key"]),
        ("TI", work["title"]),
        *(("AU", ", ".join(author.values())) for author in work["authors"]),
        ("PY", year_of(work)),
        ("DA", work.get("issue-date")),
        ("T2", work.get(kind.container)),
        ("VL", work.get("volume")),
        ("IS", work.get("issue")),
        ("SP", work.get("start")),
        ("ET", work.get("version")),
        ("N1", work.get("notes")),
    ]
    lines = [f"{tag}  - {value}" for tag, value in stated if value not in (None, "n.d.")]
    return "\n".join([*lines, "ER  - "])


def csl_json(works: Iterable[Work]) -> str:
    """A list of items of the Citation Style Language, as JSON.

    Examples
    --------
    >>> work = {"key": "x", "title": "On Pleas", "authors": [{"name": "A Court"}], "year": 2016}
    >>> json.loads(csl_json([work]))[0]["issued"]
    {'date-parts': [[2016]]}
    """
    return json.dumps(list(map(_csl_item, works)), indent=2, ensure_ascii=False)


def _csl_item(work: Work) -> dict[str, Any]:
    kind, year = _kind(work), year_of(work)
    stated = {
        "id": work["key"],
        "type": kind.csl,
        "title": work["title"],
        "author": list(map(_csl_name, work["authors"])),
        "issued": {"date-parts": [[int(year)]]} if year.isdigit() else None,
        "container-title": work.get(kind.container),
        "volume": work.get("volume"),
        "issue": work.get("issue"),
        "page": work.get("start"),
        "version": work.get("version"),
        "note": f"source {work['notes']}"
        if "notes" in work
        else None,  # "seen: …" is a field there
    }
    return {name: value for name, value in stated.items() if value is not None}


def _csl_name(author: dict[str, str]) -> dict[str, str]:
    if "name" in author:
        return {"literal": author["name"]}
    return {"family": author["family-names"], "given": author["given-names"]}
