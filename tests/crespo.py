"""Crespo's essay (2022) by pages and notes, where its text is at hand.

The text is no part of the project. It is read from ``../shared/sources/crespo-2022.txt``,
seen from the repository, or from the folder that ``PLEA_GAMES_SOURCES`` names. Every page
ends with its notes, so that a page begins where text follows a block of notes.
"""

import os
import re
from functools import cache
from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "sources"
FILE = Path(os.environ.get("PLEA_GAMES_SOURCES", _BESIDE)) / "crespo-2022.txt"
FIRST_PAGE = 1999

_NOTE = re.compile(r"(\d+)\. ")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_FULL_STOP = re.compile(r'[.?!:”")\]]$')


def plain(text):
    """Without what typography adds: italics, curly quotation marks, the numbers of notes."""
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", "", text).translate(_SUBSCRIPTS)
    for curly, straight in {"’": "'", "‘": "'", "“": '"', "”": '"', "*": "", r"\$": "$"}.items():
        text = text.replace(curly, straight)
    return " ".join(text.split())


@cache
def paragraphs():
    """Each with its page and the number of its note, None where it is no note."""
    placed, page, note = [], FIRST_PAGE, 0
    after_notes = False
    for paragraph in filter(None, map(str.strip, FILE.read_text(encoding="utf-8").split("\n\n"))):
        begins = _NOTE.match(paragraph)
        is_note = paragraph.startswith("* Morris") or bool(begins and int(begins[1]) == note + 1)
        if begins and is_note:
            note = int(begins[1])
        if after_notes and not is_note:
            page += 1
        placed.append((page, note if is_note and begins else None, paragraph))
        after_notes = is_note
    return placed


@cache
def page_of_note(number):
    """On which page a note begins."""
    return next(page for page, note, _ in paragraphs() if note == number)


@cache
def text_of_page(number):
    """What stands above the notes; at its end what of a note runs over from the page before."""
    body = (text for page, note, text in paragraphs() if page == number and note is None)
    return plain(" ".join(body))


@cache
def text_of_note(number):
    """The note, with what of it runs over to the next page: the paragraph above the notes there."""
    (placed,) = [i for i, (_, note, _) in enumerate(paragraphs()) if note == number]
    page, _, text = paragraphs()[placed]
    if _FULL_STOP.search(plain(text)):
        return plain(text)
    following = [body for p, note, body in paragraphs() if p == page + 1 and note is None]
    return plain(f"{text} {following[-1]}")


@cache
def last_note():
    """The number of the last note."""
    return max(note for _, note, _ in paragraphs() if note)


def text_at(place):
    """The text of a page, "p. 2007", or of a note, "n. 61"."""
    kind, number = place.split()
    return text_of_page(int(number)) if kind == "p." else text_of_note(int(number))


def places(source):
    """The pages and notes of the essay that a source names: {"p. 2005", "n. 21"}.

    What is said of other works, such as "Bar-Gill & Ben-Shahar (2009), p. 757", is left out.
    """
    found = set()
    for part in re.split(r";|, as quoted in |, in (?=Crespo)", source):
        if "Crespo" not in part:
            continue
        after = part[part.index("Crespo") :]
        for kind, numbers in re.findall(
            r"\b(pp?|nn?)\. ((?:\d+(?:[-–]\d+)?(?:, | and )?)+)", after
        ):
            for low, high in re.findall(r"(\d+)(?:[-–](\d+))?", numbers):
                end = int(low[: len(low) - len(high)] + high) if high else int(low)
                found |= {f"{kind[0]}. {each}" for each in range(int(low), end + 1)}
    return found


def pinned_pages(source):
    """The pages of other works in a source, such as "Bar-Gill & Ben-Shahar (2009), p. 757"."""
    return [
        page
        for part in re.split(r";|, as quoted in |, in (?=Crespo)", source)
        if "Crespo" not in part
        for numbers in re.findall(r"\bpp?\. ((?:\d+(?:[-–]\d+)?(?:, | and )?)+)", part)
        for page in re.findall(r"\d+(?:[-–]\d+)?", numbers)
    ]
