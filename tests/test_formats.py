"""Every command prints the same numbers in each format, read back from what it printed."""

import csv
import io
import json
import re

import numpy as np
import pytest

from plea_games.latex import text_cell

from .differential import draws

NUMBER = re.compile(r"[-−]?[\d,]*\.?\d+(e[-+]\d+)?( ?[%×]| [a-z ]+)?")


def caseload(rng):
    parameters = draws.lottery(rng, 60, least=5)
    return [
        part
        for name, value in parameters.items()
        for part in (f"--{name.replace('_', '-')}", str(value))
    ]


def interior(rng):
    parameters = draws.interior(rng, 60, least=8)
    return [
        part
        for name, value in parameters.items()
        for part in (f"--{name.replace('_', '-')}", str(value))
    ]


def silos(rng, folder):
    rows = [
        [
            f"S{i}",
            rng.integers(5, 400),
            rng.integers(0, 30),
            rng.integers(1, 8),
            8,
            rng.integers(1, 9),
        ]
        for i in range(6)
    ]
    table = folder / "silos.csv"
    with table.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "defendants", "capacity", "offer", "sentence", "cost_per_recruit"])
        writer.writerows(rows)
    return [table, "--budget", int(rng.integers(1, 2000))]


STUDY = """title = "One"
outputs = ["tipping_share", "laplacian_ratio", "risk_dominant"]
[game]
defendants = {n}
offer = 1
[over]
capacity = [{k}, {more}]
sentence = {{distribution = "uniform", low = 2, high = 4}}
"""


def study(rng, folder):
    path = folder / "study.toml"
    n, k = int(rng.integers(20, 90)), int(rng.integers(1, 10))
    path.write_text(STUDY.format(n=n, k=k, more=k + 3))
    return [path]


COMMANDS = {
    "thresholds": lambda rng, folder: ["thresholds", *caseload(rng), "--with", "side_payment=1/3"],
    "equilibria": lambda rng, folder: ["equilibria", *caseload(rng)],
    "protocols": lambda rng, folder: ["protocols", *caseload(rng)],
    "levers": lambda rng, folder: ["levers", *caseload(rng)],
    "clock": lambda rng, folder: [
        "clock", *caseload(rng), "--days", int(rng.integers(2, 30)), "--offers-per-day",
        int(rng.integers(1, 9))],
    "contest": lambda rng, folder: ["contest", *interior(rng)],
    "silos": lambda rng, folder: ["silos", *silos(rng, folder)],
    "cascade": lambda rng, folder: [
        "cascade", "--defendants", int(rng.integers(400, 900)), "--capacity", 20, "--offer", 4,
        "--sentence", 10, "--rng-seed", int(rng.integers(99))],
    "sweep": lambda rng, folder: ["sweep", *study(rng, folder)],
    "claims": lambda rng, folder: ["claims", int(rng.integers(1, 9))],
    "scenarios": lambda rng, folder: ["scenarios", str(rng.choice(["j20", "panel-office"]))],
}  # fmt: skip


def leaves(value):
    match value:
        case dict():
            for part in value.values():
                yield from leaves(part)
        case list():
            for part in value:
                yield from leaves(part)
        case _:
            yield value


def objects(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
    for part in parts:
        yield from objects(part)


def markdown_grid(text):
    rows = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]
    plain = [[re.sub(r"\\([|*_`<\\])", r"\1", cell) for cell in row] for row in cells]
    return [plain[0], *plain[2:]]


def latex_grid(text):
    """The cells of a longtable, its heading once; formulas are left out, for they are typeset."""
    heading = text[text.index(r"\toprule") : text.index(r"\midrule")]
    body = text[text.index(r"\endfoot") : text.index(r"\end{longtable}")]
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)&", line.removesuffix(r"\\[1pt]"))]
        for line in (heading + body).splitlines()
        if line.endswith(r"\\[1pt]")
    ]
    return without_formulas(rows, rows[0])


def without_formulas(rows, heading):
    """All columns but those of formulas."""
    kept = [place for place, title in enumerate(heading) if title != "formula"]
    return [[row[place] for place in kept] for row in rows]


def text_columns(text):
    """All that stands in each column of the first table, without spaces."""
    lines = text.splitlines()
    (rule, *_) = [i for i, line in enumerate(lines) if re.fullmatch(r"-{2,}(  -+)*", line)]
    spans = [match.span() for match in re.finditer("-+", lines[rule])]
    first = rule
    while first and lines[first - 1]:
        first -= 1
    end = next((i for i in range(rule, len(lines)) if not lines[i]), len(lines))
    rows = lines[first:rule] + lines[rule + 1 : end]
    return ["".join("".join(row[a:b].split()) for row in rows) for a, b in spans]


def rounds_to(text, value):
    """Whether a number may print so, in percent or plainly."""
    digits = re.match(r"[-−]?[\d,]*\.?\d+(e[-+]\d+)?", text)[0].replace(",", "").replace("−", "-")
    mantissa, _, exponent = digits.partition("e")
    decimals = len(mantissa.partition(".")[2])
    place = 10.0 ** (int(exponent or 0) - decimals)
    return any(
        abs(float(digits) - scale * value) <= place * 0.5000001 + 1e-12 * abs(scale * value)
        for scale in (1, 100)
    )


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_all_formats_say_the_same(name, seed, command, tmp_path):
    arguments = COMMANDS[name](np.random.default_rng(seed), tmp_path)
    printed = {}
    for style in ("table", "csv", "json", "latex", "markdown"):
        code, printed[style], err = command(*arguments, "--format", style)
        assert (code, err) == (0, ""), (style, arguments, err)
    record = json.loads(printed["json"])
    markdown, latex = markdown_grid(printed["markdown"]), latex_grid(printed["latex"])
    words = without_formulas(markdown, markdown[0])
    assert [[text_cell(cell).latex for cell in row] for row in words] == latex
    columns = [
        "".join("".join(cell.split()) for cell in column) for column in zip(*markdown, strict=True)
    ]
    # on a terminal units stand below headings, elsewhere in parentheses behind them
    bare = str.maketrans("", "", "()")
    table = [column.translate(bare) for column in text_columns(printed["table"])]
    assert table == [column.translate(bare) for column in columns]
    numbers = [leaf for leaf in leaves(record) if isinstance(leaf, int | float)]
    strange = {
        cell
        for row in markdown[1:]
        for cell in row
        if NUMBER.fullmatch(cell) and not any(rounds_to(cell, number) for number in numbers)
    }
    assert not strange, (strange, arguments)
    held = [{*map(str, leaves(each)), *each, "differs"} for each in objects(record)]
    for row in csv.DictReader(io.StringIO(printed["csv"])):
        values = {value for value in row.values() if value}
        assert any(values <= each for each in held), row
