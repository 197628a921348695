"""How to cite the software, the papers that it computes, and what caseloads and claims cite."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from .. import __version__
from ..errors import ParameterError, choice_faults
from .reference_managers import csl_json, ris
from .work import Work, year_of

CitationFormat = Literal["bibtex", "apa", "bluebook", "ris", "csl-json", "cff"]
CITATION_FORMATS: tuple[CitationFormat, ...] = get_args(CitationFormat)


def cite(format: CitationFormat = "bibtex", *, all_works: bool = False) -> str:
    """The citation of this software, and of the two papers it computes.

    Parameters
    ----------
    format
        "bibtex", "apa", "bluebook", which law reviews require, "ris" and "csl-json", which reference
        managers read, or "cff" (the Citation File Format, for the software and the two papers only).
    all_works
        Whether every work that a built-in caseload or a claim cites follows. BibTeX entries say
        whether the work itself was seen, seen in part, or cited from memory.

    Returns
    -------
    str

    Raises
    ------
    ParameterError
        For another format.

    Examples
    --------
    >>> print(cite("apa"))
    The plea_games developers. (2026). plea_games: ... (Version 0.1.0) [Computer software].
    Bar-Gill, O., & Ben-Shahar, O. (2009). The Prisoners' (Plea Bargain) Dilemma. Journal of Legal Analysis, 1(2), 737.
    Crespo, A. M. (2022). No Justice, No Pleas: ... Fordham Law Review, 90, 1999.
    >>> print(cite("bluebook").splitlines()[1])
    Oren Bar-Gill & Omri Ben-Shahar, The Prisoners' (Plea Bargain) Dilemma, 1 J. Legal Analysis 737 (2009).
    >>> "note     = {Seen in part: as quoted in" in cite("bibtex", all_works=True)
    True
    """  # noqa: E501 (citations in one line each)
    works = [software(), *papers(), *(cited_works() if all_works else ())]
    match format:
        case "bibtex":
            return "\n\n".join(map(_bibtex, works))
        case "apa":
            return "\n".join(map(_apa, works))
        case "bluebook":
            return "\n".join(map(_bluebook, works))
        case "ris":
            return "\n\n".join(map(ris, works))
        case "csl-json":
            return csl_json(works)
        case "cff":
            return _citation_file().rstrip()
        case _:
            raise ParameterError(choice_faults("format", format, CITATION_FORMATS))


def software() -> Work:
    """What this package is, in the shape of a reference of the Citation File Format."""
    return {**_as_reference(_file()["software"]), "version": __version__}


def papers() -> tuple[Work, ...]:
    """The two papers whose argument is computed."""
    return _works("papers")


def cited_works() -> tuple[Work, ...]:
    """What built-in caseloads and claims cite beside the two papers, in the order of the file."""
    return _works("works")


@cache
def _works(part: str) -> tuple[Work, ...]:
    return tuple(map(_as_reference, _file()[part]))


@cache
def _file() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("works.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _as_reference(work: Mapping[str, Any]) -> Work:
    """In the shape of a reference of the Citation File Format."""
    authors = [
        {"name": names[0]} if len(names) == 1 else dict(zip(_NAMES, names, strict=True))
        for names in work["authors"]
    ]
    notes = {"notes": f"{work['seen']}: {work['note']}"} if "seen" in work else {}
    return {"key": f"plea_games{year_of(work)}", **work, "authors": authors, **notes}


_NAMES = ("family-names", "given-names")


def _citation_file() -> str:
    package = resources.files("plea_games")
    installed = package.joinpath("CITATION.cff")
    in_checkout = package.joinpath("..", "CITATION.cff")
    return (installed if installed.is_file() else in_checkout).read_text(encoding="utf-8")


def _bibtex(work: Work) -> str:
    authors = " and ".join(
        f"{{{author['name']}}}"
        if "name" in author
        else f"{author['family-names']}, {author['given-names']}"
        for author in work["authors"]
    )
    fields = {"author": authors, "title": f"{{{work['title']}}}", "year": year_of(work)}
    kind = "misc"
    if "version" in work:
        kind = "software"
        fields |= {"version": work["version"], "license": work["license"]}
    elif "journal" in work:
        kind = "article"
        fields |= {"journal": work["journal"]}
    elif "collection" in work:
        kind = "incollection"
        fields |= {"booktitle": work["collection"]}
    for name, key in {"volume": "volume", "number": "issue", "pages": "start"}.items():
        if key in work:
            fields[name] = str(work[key])
    if "notes" in work:
        fields["note"] = work["notes"][:1].upper() + work["notes"][1:]
    body = ",\n".join(f"  {name:<8} = {{{_escaped(value)}}}" for name, value in fields.items())
    return f"@{kind}{{{work['key']},\n{body}\n}}"


def _escaped(value: object) -> str:
    return str(value).replace("_", r"\_").replace("&", r"\&")


def _apa(work: Work) -> str:
    names = [
        author.get("name") or f"{author['family-names']}, {_initials(author['given-names'])}"
        for author in work["authors"]
    ]
    authors = ", & ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    opening = f"{authors.rstrip('.')}. ({year_of(work)}). {work['title']}"
    if "version" in work:
        return f"{opening} (Version {work['version']}) [Computer software]."
    if "journal" in work:
        issue = f"({work['issue']})" if "issue" in work else ""
        volume = f"{work['volume']}{issue}, " if "volume" in work else ""
        return f"{opening}. {work['journal']}, {volume}{work['start']}."
    where = f". In {work['collection']} (p. {work['start']})" if "collection" in work else ""
    return f"{opening}{where}."


def _initials(given: str) -> str:
    return " ".join(f"{name[0]}." for name in given.split())


def _bluebook(work: Work) -> str:
    """Authors as printed, "&" before the last; volume, journal, first page, year."""
    names = [
        author.get("name") or f"{author['given-names']} {author['family-names']}"
        for author in work["authors"]
    ]
    opening = f"{' & '.join(names)}, {work['title']}"
    if "version" in work:
        return f"{opening} (version {work['version']}, {year_of(work)})."
    if "volume" in work:
        return f"{opening}, {work['volume']} {work['bluebook']} {work['start']} ({year_of(work)})."
    if "journal" in work:  # by date, without a volume
        return f"{opening}, {work['bluebook']}, {work['issue-date']}, at {work['start']}."
    if "collection" in work:
        return f"{opening}, in {work['collection']} {work['start']} ({year_of(work)})."
    return f"{opening} ({year_of(work)})."
