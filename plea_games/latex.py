r"""Tables as LaTeX that any document takes: booktabs rules, as wide as the line, over any pages.

Every column is a paragraph whose share of the line follows from what stands in it, so that no table
runs off the page. A document needs ``\usepackage{array,booktabs,longtable}`` and lines of about 16
cm. All output is ASCII.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import decomposition, name, normalize

from .fitting import narrowed
from .units import with_minus_signs

PACKAGES = ("array", "booktabs", "longtable")

_LINE = 455  # points: A4 with margins of 2.5 cm
_ARTICLE_LINE = 345  # points: LaTeX's article of 10 pt as it comes
_GAP = 8  # points between columns
# points an em, in a document of 10 pt, as if all type had the proportions of that size: small type
# is wider for its height
_SIZES = {"small": 9.25, "footnotesize": 8.5, "scriptsize": 8.0}
_SMALLER, _SMALLEST = "footnotesize", "scriptsize"
_SAFETY = 1.06  # widths are estimates


@dataclass(frozen=True)
class TexCell:
    """What stands in a cell: its LaTeX, and the pieces of text that no line may break."""

    latex: str
    pieces: tuple[str, ...]

    @property
    def longest_piece(self) -> float:
        """In ems."""
        return max(map(_ems, self.pieces), default=0.0)

    @property
    def width(self) -> float:
        """On one line, in ems."""
        return sum(map(_ems, self.pieces)) + _ems(" ") * max(len(self.pieces) - 1, 0)


@dataclass(frozen=True)
class TexColumn:
    """A column, and how wide it is to be: in characters, or as its cells unless given."""

    heading: TexCell
    cells: Sequence[TexCell]
    left: bool
    wrap: int | None

    @property
    def least(self) -> float:
        """The width below which words would run into the next column, in ems."""
        return max(cell.longest_piece for cell in (self.heading, *self.cells))

    @property
    def most(self) -> float:
        """The width from which no cell breaks, in ems."""
        return max(self.least, *(cell.width for cell in self.cells), 0.0)

    @property
    def unbroken(self) -> float:
        """The width from which its heading does not break either, in ems."""
        return max(self.most, self.heading.width)

    @property
    def wanted(self) -> float:
        """What it takes if there is room for it, in ems."""
        return max(self.least, min(self.most, self.wrap * _ems("n"))) if self.wrap else self.most


def text_cell(text: str) -> TexCell:
    """Text that breaks between words, and after hyphens, slashes and underscores."""
    breakable = typeset(text).replace(r"\_", r"\_\allowbreak{}").replace("/", r"/\allowbreak{}")
    pieces = re.split(r"\s+|(?<=[-/_])(?=\w)", text)
    return TexCell(breakable, tuple(filter(None, pieces)))


def formula_cell(text: str, latex: str) -> TexCell:
    """A formula that breaks between its conditions only."""
    return TexCell(latex, tuple(re.split(r" and | or ", text)))


@dataclass(frozen=True)
class Caption:
    """A numbered line above a table, and the label by which a text refers to its number."""

    text: str
    label: str = ""

    @property
    def latex(self) -> str:
        """Both; nothing where there is neither."""
        said = rf"\caption{{{typeset(self.text)}}}" if self.text or self.label else ""
        return said + (rf"\label{{{self.label}}}" if self.label else "")


def latex_table(title: Caption | str, columns: Sequence[TexColumn], notes: Sequence[str]) -> str:
    """A ``longtable``, its title as a numbered caption or as a line above, notes below."""
    size, declared = _declared(columns, _LINE)
    rows = "\n".join(map(_row, zip(*(column.cells for column in columns), strict=True)))
    head = _head(columns)
    # the caption opens the table, so that a page never parts the two
    numbered = title.latex if isinstance(title, Caption) else ""
    above = f"{numbered}\\\\\n" if numbered else ""
    line = (
        f"\\par\\noindent\\textbf{{{typeset(title)}}}\\par\\nopagebreak\n"
        if isinstance(title, str)
        else ""
    )
    below = _below(notes)
    text = (
        f"% needs \\usepackage{{{','.join(PACKAGES)}}}\n"
        + line
        + f"{{\\{size}\\setlength{{\\tabcolsep}}{{{_GAP / 2:g}pt}}"
        "\\setlength{\\LTcapwidth}{\\linewidth}%\n"
        f"\\begin{{longtable}}{{@{{}}\n{declared}@{{}}}}\n{above}{head}\n\\endfirsthead\n"
        f"{head}\n\\endhead\n\\bottomrule\n\\endfoot\n{rows}\n\\end{{longtable}}}}\n{below}"
    )
    return text.rstrip()


def latex_float(title: Caption, columns: Sequence[TexColumn], notes: Sequence[str]) -> str:
    """A ``table*``, as wide as the text, in articles of one column and of two."""
    size, declared = _declared(columns, _ARTICLE_LINE)
    rows = "\n".join(map(_row, zip(*(column.cells for column in columns), strict=True)))
    above = f"{title.latex}\n" if title.latex else ""
    below = _below(notes)
    return (
        "% needs \\usepackage{array,booktabs}\n\\begin{table*}\n\\centering\n"
        f"{above}{{\\{size}\\setlength{{\\tabcolsep}}{{{_GAP / 2:g}pt}}%\n"
        f"\\begin{{tabular}}{{@{{}}\n{declared}@{{}}}}\n{_head(columns)}\n{rows}\n\\bottomrule\n"
        f"\\end{{tabular}}\\par}}\n{below}{chr(10) if below else ''}\\end{{table*}}"
    )


def _declared(columns: Sequence[TexColumn], line: float) -> tuple[str, str]:
    """The size of type, and the columns for a line of so many points."""
    size, shares = _layout(columns, line)
    gaps = _GAP * (len(columns) - 1)
    return size, "\n".join(
        rf"  >{{\ragged{'right' if column.left else 'left'}\arraybackslash}}"
        rf"p{{\dimexpr(\linewidth-{gaps}pt)*{int(1000 * share)}/1000\relax}}"
        for column, share in zip(columns, shares, strict=True)
    )


def _head(columns: Sequence[TexColumn]) -> str:
    heading = _row([column.heading for column in columns])
    return f"\\toprule\n{heading}\n\\midrule"


def _below(notes: Sequence[str]) -> str:
    below = "".join(rf"{text_cell(note).latex}\par" + "\n" for note in notes)
    return f"{{\\footnotesize\\raggedright\\parindent0pt\\parskip0pt\n{below}}}" if notes else ""


def _row(cells: Sequence[TexCell]) -> str:
    # with a length of its own, it takes no bracket in the next row for one
    row = " & ".join(cell.latex for cell in cells).rstrip() + r" \\[1pt]"
    return f"{{}}{row}" if row.startswith("[") else row  # a rule above would take it for its width


def _layout(columns: Sequence[TexColumn], line: float) -> tuple[str, list[float]]:
    """The largest type in which all columns are as wide as they want; else they share the line.

    Text that may break does so rather than to be set in the smallest type.

    Returns the size and each column's share of the line without its gaps.
    """
    least = [_SAFETY * column.least for column in columns]
    wanted = [_SAFETY * column.wanted for column in columns]
    room = {size: (line - _GAP * (len(columns) - 1)) / points for size, points in _SIZES.items()}
    breaks = any(column.wrap for column in columns)
    for size in _SIZES:
        if sum(wanted) <= room[size] and not (breaks and size == _SMALLEST):
            return size, [width / room[size] for width in _widened(columns, wanted, room[size])]
    size = _SMALLER if sum(least) <= room[_SMALLER] else _SMALLEST
    widths = narrowed(least, wanted, room[size])
    return size, [width / max(sum(widths), room[size]) for width in widths]


def _widened(columns: Sequence[TexColumn], wanted: list[float], room: float) -> list[float]:
    """What is left of the line goes to columns whose cells or headings break."""
    lacking = [
        _SAFETY * column.unbroken - width for column, width in zip(columns, wanted, strict=True)
    ]
    spare = min(1.0, (room - sum(wanted)) / sum(lacking)) if sum(lacking) > 0 else 0.0
    return [width + spare * more for width, more in zip(wanted, lacking, strict=True)]


def typeset(text: str) -> str:
    """Prose on one line: quotation marks turned, minus signs long, dashes of options apart."""
    opened = re.sub(r"(?<![\w.,;:!?)'\"])'(?=[\w-])", "‘", " ".join(text.split()))
    opened = re.sub(r"(?<![\w.,;:!?)'\"])\"(?=[\w-])", "“", opened).replace('"', "”")
    return tex(with_minus_signs(opened).replace("--", f"-{_APART}-"))


def tex(text: str) -> str:
    r"""Text with what LaTeX would take for commands, or cannot print, written out.

    >>> print(tex("5% of κ & ó"))
    5\% of $\kappa$ \& \'{o}
    """
    return normalize("NFC", text).translate(_CHARACTERS)


class _Characters(dict[int, str]):
    """How each character is written; those that are rare are looked up in Unicode."""

    def __missing__(self, code: int) -> str:
        self[code] = _written(chr(code))
        return self[code]


def _written(character: str) -> str:
    if " " <= character <= "~":
        return character
    known = name(character, "")
    for opening, letters, change in (
        ("GREEK SMALL LETTER ", _GREEK_SMALL, str.lower),
        ("GREEK CAPITAL LETTER ", _GREEK_CAPITAL, str.capitalize),
    ):
        letter = change(known.removeprefix(opening))
        if known.startswith(opening) and letter in letters:
            return rf"$\{letter}$"
    kind, *codes = decomposition(character).split() or [""]
    if kind in ("<sub>", "<super>"):
        base = "".join(tex(chr(int(code, 16))) for code in codes)
        return f"$_{{{base}}}$" if kind == "<sub>" else f"$^{{{base}}}$"
    letter, *accents = list(normalize("NFD", character))
    if letter.isascii() and len(accents) == 1 and accents[0] in _ACCENTS:
        return rf"\{_ACCENTS[accents[0]]}{{{letter}}}"
    return " " if character.isspace() else f"[U+{ord(character):04X}]"


_APART = "\N{ZERO WIDTH NON-JOINER}"
_GREEK_SMALL = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "zeta",
        "eta",
        "theta",
        "iota",
        "kappa",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "sigma",
        "tau",
        "upsilon",
        "phi",
        "chi",
        "psi",
        "omega",
    ]
)
_GREEK_CAPITAL = frozenset(
    ["Gamma", "Delta", "Theta", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"]
)
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0327": "c",
    "\u0328": "k",
}  # fmt: skip
_CHARACTERS = _Characters({ord(character): written for character, written in {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
    "`": r"\textasciigrave{}", "<": "$<$", ">": "$>$", "|": "$|$",
    "‘": "`", "’": "'", "“": "``", "”": "''", "–": "--", _APART: "{}", "—": "---", "…": r"\ldots{}",
    "\u00a0": "~", "§": r"\S{}", "·": r"$\cdot$", "½": r"$\frac12$", "°": r"$^\circ$",
    "≤": r"$\le$", "≥": r"$\ge$", "≠": r"$\ne$", "≈": r"$\approx$", "−": "$-$", "±": r"$\pm$",
    "×": r"$\times$", "√": r"$\surd$", "→": r"$\to$", "∞": r"$\infty$", "∝": r"$\propto$",
    "⌈": r"$\lceil$", "⌉": r"$\rceil$", "⌊": r"$\lfloor$", "⌋": r"$\rfloor$", "Σ": r"$\sum$",
    "Λ": r"$\Lambda$", "λ": r"$\lambda$", "µ": r"$\mu$", "′": r"$'$", "″": r"$''$",
    "∫": r"$\int$", "∏": r"$\prod$", "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}",
    "Œ": r"\OE{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}",
    "£": r"\pounds{}", "©": r"\copyright{}",
}.items()})  # fmt: skip

_NARROW, _WIDE = frozenset("iljtfr.,;:'|()[]!/ "), frozenset("mwMW%@+=≤≥−×κ—")


def _ems(text: str) -> float:
    """About how wide text is, in Computer Modern."""
    return sum(
        0.33 if letter in _NARROW
        else 0.83 if letter in _WIDE
        else 0.72 if letter.isupper()
        else 0.52
        for letter in text
    )  # fmt: skip
