"""How to cite the software, from ``CITATION.cff``."""

from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

import yaml

from ..errors import ParameterError, choice_faults

CitationFormat = Literal["bibtex", "apa", "cff"]
CITATION_FORMATS: tuple[CitationFormat, ...] = get_args(CitationFormat)


def cite(format: CitationFormat = "bibtex") -> str:
    """The citation of this software, and of the two papers it computes.

    Parameters
    ----------
    format
        "bibtex", "apa" or "cff" (the Citation File Format, software only).

    Returns
    -------
    str

    Raises
    ------
    ParameterError
        For another format.

    Examples
    --------
    >>> print(cite("apa").splitlines()[0])
    The plea_games developers. (2026). plea_games: ... (Version 0.1.0) [Computer software].
    """
    match format:
        case "bibtex":
            return "\n\n".join(map(_bibtex, _works()))
        case "apa":
            return "\n".join(map(_apa, _works()))
        case "cff":
            return _source().rstrip()
        case _:
            raise ParameterError(choice_faults("format", format, CITATION_FORMATS))


@cache
def _source() -> str:
    package = resources.files("plea_games")
    installed = package.joinpath("CITATION.cff")
    in_checkout = package.joinpath("..", "CITATION.cff")
    return (installed if installed.is_file() else in_checkout).read_text(encoding="utf-8")


def _works() -> list[dict[str, Any]]:
    software = yaml.safe_load(_source())
    return [software, *software["references"]]


def _year(work: dict[str, Any]) -> str:
    return str(work.get("year") or work["date-released"])[:4]


def _bibtex(work: dict[str, Any]) -> str:
    authors = " and ".join(
        f"{{{author['name']}}}"
        if "name" in author
        else f"{author['family-names']}, {author['given-names']}"
        for author in work["authors"]
    )
    fields = {"author": authors, "title": f"{{{work['title']}}}", "year": _year(work)}
    if "journal" in work:
        kind = "article"
        fields |= {
            "journal": work["journal"],
            "volume": work["volume"],
            "pages": str(work["start"]),
        }
    else:
        kind = "software"
        fields |= {"version": work["version"], "license": work["license"]}
    first = work["authors"][0]
    key = first.get("family-names", "plea_games").replace("-", "").lower() + _year(work)
    body = ",\n".join(f"  {name:<8} = {{{_escaped(value)}}}" for name, value in fields.items())
    return f"@{kind}{{{key},\n{body}\n}}"


def _escaped(value: object) -> str:
    return str(value).replace("_", r"\_").replace("&", r"\&")


def _apa(work: dict[str, Any]) -> str:
    authors = " & ".join(
        author.get("name") or f"{author['family-names']}, {_initials(author['given-names'])}"
        for author in work["authors"]
    )
    opening = f"{authors.rstrip('.')}. ({_year(work)}). {work['title']}"
    if "journal" in work:
        return f"{opening}. {work['journal']}, {work['volume']}, {work['start']}."
    return f"{opening} (Version {work['version']}) [Computer software]."


def _initials(given: str) -> str:
    return " ".join(f"{name[0]}." for name in given.split())
