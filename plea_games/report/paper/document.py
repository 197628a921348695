"""The document that holds a report's tables and figures, and the list of its files."""

from collections.abc import Sequence

from ... import __version__
from ...cell_texts import as_markdown
from ...citations.citation import cite
from ...errors import visible
from ...latex import PACKAGES, typeset
from .sections import Contents, FigureOf, Section, TableOf

_OPENING = rf"""% pdflatex report.tex, twice
\documentclass[a4paper]{{article}}
\usepackage[margin=2.5cm]{{geometry}}
\usepackage{{amsmath,graphicx,{",".join(PACKAGES)}}}
\setlength{{\parindent}}{{0pt}}\setlength{{\parskip}}{{6pt}}
\setlength{{\emergencystretch}}{{2em}}
\DeclareMathSizes{{10}}{{10}}{{8}}{{8}} % nothing is smaller than 8 pt
\DeclareMathSizes{{9}}{{9}}{{8}}{{8}}
\DeclareMathSizes{{8}}{{8}}{{8}}{{8}}
\newsavebox{{\drawn}}
\newcommand{{\drawing}}[1]{{\sbox{{\drawn}}{{\includegraphics{{#1}}}}%
  \ifdim\wd\drawn>\linewidth\resizebox{{\linewidth}}{{!}}{{\usebox{{\drawn}}}}\else\usebox{{\drawn}}\fi}}
"""


def document(contents: Contents, date: str) -> str:
    """``report.tex``, which compiles under pdflatex with packages that every TeX has."""
    day = date.partition("T")[0]
    parts = [
        _OPENING,
        rf"\title{{{typeset(contents.title)}}}",
        rf"\author{{Computed by plea\_games {__version__}}}",
        rf"\date{{{day}}}",
        "\\begin{document}\n\\maketitle",
        f"\\begin{{abstract}}\n{typeset(contents.summary)}\n\\end{{abstract}}",
        *map(_section, contents.sections),
        "\\clearpage % all figures come first\n\\section{How to cite}",
        *(f"{typeset(work)}\n" for work in cite("apa").splitlines()),
        *_appendix(contents.sections),
        r"\end{document}",
    ]
    return "\n".join(parts) + "\n"


def _section(section: Section) -> str:
    lines = [rf"\section{{{typeset(section.heading)}}}", section.text]
    lines += map(_figure, section.figures)
    lines += map(_table, section.tables)
    if section.appendix:
        lines.append("All numbers are in the appendix.")
    return "\n\n".join(filter(None, lines))


def _appendix(sections: Sequence[Section]) -> list[str]:
    """The long tables, under the headings of their sections, on wider lines in no smaller type."""
    lines = [r"\clearpage\newgeometry{margin=1.2cm}\let\scriptsize\footnotesize\appendix"]
    for section in sections:
        if section.appendix:
            lines.append(rf"\section{{{typeset(section.heading)}: tables}}")
            lines += map(_table, section.appendix)
    return lines if len(lines) > 1 else []


def _table(table: TableOf) -> str:
    return rf"\input{{tables/{table.name}.tex}}"


def _figure(figure: FigureOf) -> str:
    return (
        "\\begin{figure}[!htbp]\n\\centering\n"
        rf"\drawing{{figures/{figure.name}.pdf}}"
        f"\n\\caption{{{typeset(figure.caption())}}}\n\\end{{figure}}"
    )


def listing(contents: Contents, command: str, date: str) -> str:
    """``README.md``: what each file is, and which command prints what is in it."""
    rows = [("report.tex", "all of it: `pdflatex report.tex`, twice")]
    rows += [(data.name, data.about) for data in contents.data]
    rows.append(("references.bib", "`plea-games cite`"))
    for section in contents.sections:
        rows += [
            (f"tables/{t.name}.tex, .csv", f"`plea-games {t.command}`") for t in section.all_tables
        ]
        rows += [
            (f"figures/{f.name}.pdf, .svg", as_markdown(visible(f.caption())))
            for f in section.figures
        ]
    files = "\n".join(f"| {name} | {about} |" for name, about in rows)
    lines = [
        f"# {as_markdown(visible(contents.title))}",
        as_markdown(visible(contents.summary)),
        f"Made by `{command}` with plea_games {__version__} on {date}.",
        f"| file | what it is, or what prints it |\n|---|---|\n{files}",
        "With `--format latex` or `--format csv` these commands print what is in the files; what "
        "the numbers of a caseload rest on stands once in report.tex, and there below each table.",
        "\n".join(
            as_markdown(visible(f"Left out: {name}: {why}."))
            for name, why in contents.left_out.items()
        ),
    ]  # fmt: skip
    return "\n\n".join(filter(None, lines)) + "\n"
