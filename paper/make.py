"""What ``paper.md`` shows of the package: its two figures, and the table of claims.

``python paper/make.py`` draws the figures into ``paper/figures`` and writes the table anew; then
``pandoc paper.md --citeproc -o paper.pdf`` in that folder makes the document.
"""

import re
from pathlib import Path

import matplotlib as mpl

import plea_games as pg

PAPER = Path(__file__).parent
CLAIMS = (3, 5, 7, 9, 16, 18)
OFFICE = "panel-office"
SIGNS = {"≤": r"$\le$", "≥": r"$\ge$", "×": r"$\times$"}


def claims_table():
    """The rows of the table of claims, in Markdown that any LaTeX can set."""
    table = pg.claims(*CLAIMS).table()
    places = [
        [column.heading for column in table.columns].index(heading)
        for heading in ("claim", "verdict", "measured", "holds for")
    ]
    return "".join(
        f"| {' | '.join(_set(str(row[place])) for place in places)} |\n" for row in table.rows
    )


def _set(text):
    text = re.sub(r"\b[a-z]+_[a-z_]+\b", r"`\g<0>`", text)
    return "".join(SIGNS.get(sign, sign) for sign in text).replace("%", r"\%")


def with_table(text):
    """The paper with the table as it is computed."""
    head = r"(\| claim .*\n\|:-.*\n)(?:\|.*\n)*"
    return re.sub(head, lambda found: found[1] + claims_table(), text, count=1)


def figures():
    """The figures by the names of their files."""
    return {
        "phases": pg.plot.phase_diagram(pg.phase_diagram()),
        "gain": pg.plot.gain_curve(pg.gain_curve(OFFICE)),
    }


if __name__ == "__main__":
    mpl.use("agg")
    (PAPER / "figures").mkdir(exist_ok=True)
    for name, axes in figures().items():
        axes.figure.savefig(PAPER / "figures" / f"{name}.pdf", metadata={"CreationDate": None})
    paper = PAPER / "paper.md"
    paper.write_text(with_table(paper.read_text("utf-8")), "utf-8")
