"""Every command prints the same numbers in each format, read back from what it printed."""

import csv
import io
import json
import re

import numpy as np
import pytest

from plea_games.latex import text_cell
from plea_games.model.closed_forms import CLOSED_FORMS
from plea_games.model.terms import TERMS

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
    "thresholds": lambda rng, folder: ["thresholds", *interior(rng), "--with", "side_payment=1/30"],
    "equilibria": lambda rng, folder: ["equilibria", *interior(rng)],
    "protocols": lambda rng, folder: ["protocols", *interior(rng)],
    "race": lambda rng, folder: ["race", *interior(rng)],
    "packages": lambda rng, folder: ["packages", *interior(rng)],
    "coalitions": lambda rng, folder: ["coalitions", *interior(rng)],
    "correlated": lambda rng, folder: ["correlated", *interior(rng)],
    "levers": lambda rng, folder: ["levers", *caseload(rng)],
    "clock": lambda rng, folder: [
        "clock", *interior(rng), "--days", int(rng.integers(2, 6)), "--offers-per-day",
        int(rng.integers(1, 3)), "--batch", 2],
    "contest": lambda rng, folder: ["contest", *interior(rng)],
    "silos": lambda rng, folder: ["silos", *silos(rng, folder)],
    "cascade": lambda rng, folder: [
        "cascade", "--defendants", int(rng.integers(400, 900)), "--capacity", 20, "--offer", 4,
        "--sentence", 10, "--rng-seed", int(rng.integers(99))],
    "sweep": lambda rng, folder: ["sweep", *study(rng, folder)],
    "private-cases": lambda rng, folder: [
        "private-cases", *interior(rng), "--case", "0=1", "--case", "1/2=1", "--case", "40=3"],
    "verdicts": lambda rng, folder: [
        "verdicts", *interior(rng), "--prior-a", int(rng.integers(2, 9)), "--prior-b", "1.5",
        "--trials", 2, "--trials", 7],
    "stopping": lambda rng, folder: [
        "stopping", "--defendants", int(rng.integers(4, 30)), "--capacity", 2, "--offer", 1,
        "--sentence", 4, "--prior-a", 4, "--prior-b", int(rng.integers(1, 4)),
        "--prosecution-years", "1/3"],
    "disclosure": lambda rng, folder: [
        "disclosure", *interior(rng), "--signed", "0=1", "--signed", "5=1", "--signed", "30=2"],
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


def rounds_to(text, value, scale, outward=None):
    """Whether so many times a number may print so; outward is 1 for up and −1 for down."""
    digits = re.match(r"[-−]?[\d,]*\.?\d+(e[-+]\d+)?", text)[0].replace(",", "").replace("−", "-")
    mantissa, _, exponent = digits.partition("e")
    decimals = len(mantissa.partition(".")[2])
    place = 10.0 ** (int(exponent or 0) - decimals)
    error, slack = float(digits) - scale * value, 1e-12 * abs(scale * value)
    if outward is not None:
        return -slack <= outward * error < place + slack
    return abs(error) <= place * 0.5000001 + slack


def shows(cell, value, scale, directions=(None,)):
    """Whether the cell of a table states this value of the record, and nothing else."""
    match value:
        case None:
            return not re.match(r"[-−≥≤]? ?\d", cell)
        case bool():
            return cell == ("yes" if value else "no")
        case int() | float():
            return bool(NUMBER.fullmatch(cell)) and any(
                rounds_to(cell, value, scale, outward) for outward in directions
            )
        case str():
            return cell == value
        case (low, high) if low == high:
            return shows(cell, low, scale)
        case (low, high):
            ends = cell.split(" to ")
            sides = [(side,) for side in directions] if len(directions) == 2 else [(None,)] * 2
            return len(ends) == 2 and all(map(shows, ends, value, (scale, scale), sides))
        case (one,):
            return shows(cell, one, scale)
    raise AssertionError(value)


def entries(name):
    """Of a list in the record, those fields in order."""

    def read(record, fields):
        return [[entry[field] for field in fields] for entry in record[name]]

    return read


def of_thresholds(record, _):
    return [[form.label, record[form.name]] for form in CLOSED_FORMS]


def of_equilibria(record, _):
    basins = {basin["hold_out_probability"]: basin for basin in record["basins"]}
    for found in record["equilibria"]:
        basin = basins.get(found["hold_out_probability"])
        yield [
            found["kind"],
            found["hold_out_probability"],
            (found["holdouts"], found["holdouts_to"]),
            found["profiles"],
            ("strictly" if found["strict"] else "yes") if found["stable"] else "no",
            (basin["lower"], basin["upper"]) if basin else "",
        ]


def of_protocols(record, _):
    for each in record["protocols"]:
        share, prices = each["share_of_trial_cost"], (each["mean_offer"], each["mean_offer_to"])
        yield [
            *(each[field] for field in ("offers", "trials", "selection")),
            (share, share * prices[1] / prices[0]) if prices[0] != prices[1] else share,
            prices,
            *(each[field] for field in ("total", "trials_held", "rounds", "reasoning_steps")),
        ]


def of_silos(record, fields):
    plan = {each["silo"]: each for each in record["silos"]}
    by_ratio = sorted(plan.values(), key=lambda each: each["cost"] / each["worth"])
    total = {"silo": "in all", "defendants": record["cases"], "effective_capacity": None,
             "offer_ratio": None, "recruits": record["recruits"], "recruited_share": None,
             "cost": record["cost"], "worth": record["worth"]}  # fmt: skip
    return [[each[field] for field in fields] for each in (*by_ratio, total)]


def of_sweep(record, fields):
    labels = {form.name: form.label for form in CLOSED_FORMS}
    for each in record["intervals"]:
        yield [labels[each["output"]], *(each[field] for field in fields)]


def of_contest(record, fields):
    last = None
    for each in record["cells"]:
        replies = [side for side in ("prosecutor", "organizer") if each[f"{side}_best_reply"]]
        best = "both" if len(replies) == 2 else "".join(replies)
        posture, last = "" if each["posture"] == last else each["posture"], each["posture"]
        yield [posture, *(each[field] for field in fields), best]


def of_facts(record, _):
    for name, fact in record.get("facts", (record.get("claims") or [{}])[0].get("facts")).items():
        yield [name, fact["value"], fact["unit"], fact["range"] or ""]
        for other in fact["alternatives"]:
            yield ["", other["value"], fact["unit"], ""]
    for name, belief in record.get("beliefs", {}).items():
        yield [name, belief["shown"], belief["unit"], ""]


def of_verdicts(record, _):
    words = {"existence": "an equilibrium", "risk dominance": "risk dominant",
             "dominance": "dominant"}  # fmt: skip
    for goal in record["goals"]:
        for each in goal["passages"]:
            yield [words[goal["goal"]], goal["bound"], goal["straight"], each["trials"],
                   each["needed"], each["by"], each["at"], goal["ever"]]  # fmt: skip


def of_stopping(record, _):
    by_period = {}
    for each in record["periods"]:
        ends = sorted({each["acquittals_from"], each["acquittals_to"]})
        runs = by_period.setdefault((each["tried"], each["untried"]), [])
        runs.append(f"{each['action']} {' to '.join(map(str, ends))}")
    return [[*counts, "; ".join(runs)] for counts, runs in by_period.items()]


def of_levers(record, _):
    by_parameter = {}
    for each in record["levers"]:
        by_parameter.setdefault(each["parameter"], {})[each["goal"]] = each
    return by_parameter


def of_coalitions(record, _):
    for each in record["equilibria"]:
        first, last, n = each["holdouts"], each["holdouts_to"], record["defendants"]
        name = {0: "all plead", n: "all hold out"}.get(first, f"{first:,} hold out")
        immune, immune_to = each["largest_immune"], each["largest_immune_to"]
        yield [
            name if first == last else f"{first:,} to {last:,} hold out",
            immune if immune == immune_to else f"{immune:,} down to {immune_to:,}",
            *("yes" if each[field] else "no" for field in ("strong", "coalition_proof")),
        ]


def of_correlated(record, _):
    def drawn(name, point):
        law = ", ".join(f"{m:,} at {100 * share:.4g}%" for m, share in point["law"])
        return [name, law, point["holdouts"], point["cost"]]

    yield drawn(record["objective"], record["best"])
    for point in record["nash"]:
        yield [f"Nash, {point['kind']}", "", point["holdouts"], point["cost"]]
    for corner in record["polygon"]:
        yield drawn("corner", corner)


def of_rank_offers(record, fields):
    offers = [[f"no. {each['rank']:,}", each["hidden"], each["visible"]]
              for each in record["offers"]]  # fmt: skip
    return offers if len(offers) <= 24 else [*offers[:12], ["…", "", ""], *offers[-12:]]


FIELDS = {
    "race": (of_rank_offers, "plea", "queue hidden (years)", "queue seen (years)"),
    "packages": (entries("packages"), {
        "size": "size", "packages": "packages", "collective": "collective",
        "Laplacian": "laplacian", "plead- favourable": "plead_favourable",
        "one at a time, prices adapt": "one_at_a_time",
        "risk dominant at this offer": "risk_dominant"}),
    "coalitions": (of_coalitions, "pure equilibrium",
                   "withstands coalitions of (defendants)", "strong", "coalition- proof"),
    "correlated": (of_correlated, "outcome", "told to hold out", "hold-outs on average",
                   "all bear (years)"),
    "thresholds": (of_thresholds, "threshold", "value"),
    "equilibria": (of_equilibria, "equilibrium", "hold out with probability (%)",
                   "hold-outs (defendants)", "profiles", "stable", "reached from (%)"),
    "protocols": (of_protocols, "offers", "trials", "selection", "mean offer % of T",
                  "mean offer (years)", "in all (years)", "trials held", "offer rounds",
                  "steps of reasoning"),
    "clock": (entries("schedules"), {
        "batch": "batch", "offer rounds": "rounds", "reached (%)": "reached_share",
        "price of the stake (%)": "stake_share", "its limit at large N (%)": "price_limit",
        "mean offer (years)": "mean_offer", "left at the deadline": "left",
        "of them tried": "tried", "content at own offer": "holds",
        "latest strike (days)": "latest_strike_day"}),
    "contest": (of_contest, "posture", {
        "move": "move", "hold out (defendants)": "holdouts", "mean plea (years)": "mean_offer",
        "tried (cases)": "trials", "prosecutor (years)": "prosecutor",
        "organizer (years)": "organizer"}, "best reply of"),
    "silos": (of_silos, {
        "silo": "silo", "defendants (cases)": "defendants",
        "capacity against it (cases)": "effective_capacity", "offer ratio (of T)": "offer_ratio",
        "recruits (defendants)": "recruits", "of its defendants (%)": "recruited_share",
        "cost": "cost", "worth (cases)": "worth"}),
    "cascade": (entries("seeds"), {
        "seed (defendants)": "seed", "of all (%)": "seed_share",
        "spread out, reaches (%)": "spread_out_share", "in (rounds)": "spread_out_rounds",
        "concentrated, reaches (%)": "concentrated_share", "in (rounds) ": "concentrated_rounds"}),
    "sweep": (of_sweep, "threshold", {
        "least": "least", "5%": "low", "median": "median", "95%": "high", "most": "most",
        "does not exist at (%)": "missing"}),
    "private-cases": (entries("cutoffs"), {
        "equilibrium": "kind", "hold out if trial costs less than (years)": "cost",
        "hold out with probability (%)": "share", "tried if holding out (%)": "trial_chance",
        "of those at the cutoff hold out (%)": "at_atom", "stable": "stable"}),
    "verdicts": (of_verdicts, "holding out is", "if conviction is at most (%)",
                 "straight acquittals", "trials", "acquittals needed", "reached by then (%)",
                 "reached then (%)", "ever reached (%)"),
    "stopping": (of_stopping, "tried (cases)", "untried (cases)",
                 "what to do, by acquittals so far"),
    "disclosure": (entries("policies"), {
        "policy": "policy", "all hold out with probability (%)": "success",
        "exactly": "success_exactly"}),
    "claims": (of_facts, "number", "value", "unit", "range"),
    "scenarios": (of_facts, "number", "value", "unit", "range"),
}  # fmt: skip
"""How the record's rows are read, and the table's columns with the fields that they show."""
DERIVED = {"thresholds": {"formula", "what it says"},
           "disclosure": {"what is published"},
           "equilibria": {"max regret (years)", "proved within (%)"},
           "claims": {"kind", "source and note"},
           "scenarios": {"kind", "source and note"}}  # fmt: skip
"""Columns that the record has in other words: numbers in them are only looked for."""


ROUNDED_OUTWARD = {
    "Side payment: existence": (1,),
    "Side payment: risk dominance": (1,),
    "Side payment: dominance": (1,),
    "Resilience to capacity": (-1,),
    "Resilience to trial cost": (-1,),
}
"""Thresholds that bound something, by the side to which they are rounded."""
INWARD = {"reached from (%)": (1, -1)}
"""Ranges in which something holds: no more is said than is so."""


def assert_cells_state_the_record(name, grid, record):
    """Cell by cell: each column shows its field, each row its entry."""
    reader, *columns = FIELDS[name]
    fields = {}
    for column in columns:
        fields |= column if isinstance(column, dict) else {column: None}
    heading = [title.strip() for title in fields]
    shown = [place for place, title in enumerate(grid[0]) if title not in DERIVED.get(name, ())]
    assert [grid[0][place] for place in shown] == heading
    expected = list(reader(record, [field for field in fields.values() if field]))
    assert len(grid) == len(expected) + 1
    for row, values in zip(grid[1:], expected, strict=True):
        for place, title, value in zip(shown, heading, values, strict=True):
            scale = 100 if "%" in row[place] or re.search(r"\(%\)|% of T", title) else 1
            directions = ROUNDED_OUTWARD.get(row[0], INWARD.get(title, (None,)))
            assert shows(row[place], value, scale, directions), (title, row, value)


AT_WORST = {kind.amount().name: kind.amount().minimum for kind in TERMS} | {"prosecution_cost": 1}


def assert_levers_state_the_record(grid, record):
    """A row a lever, a column a goal: amount and share of what trial costs."""
    wanted = of_levers(record, ())
    assert len(grid) == len(wanted) + 1
    for row in grid[1:]:
        found = wanted.pop(re.fullmatch(r"\w+ \((\w+)\)", row[0])[1])
        assert list(found) == grid[0][3:]
        for goal, cell in zip(grid[0][3:], row[3:], strict=True):
            stated = re.fullmatch(r"([≥≤>]) ([^()]*?)( \((\S+) T\))?", cell)
            amount = found[goal]["amount"]
            if amount is None:
                assert not stated, (row, goal)
                continue
            if cell == "met already":
                assert found[goal]["bound"] == "at least"
                assert amount <= AT_WORST[found[goal]["parameter"]]
                continue
            assert stated, (row, goal, amount)
            printed, share = stated[2], stated[4]
            assert (
                stated[1]
                == {"at least": "≥", "more than": ">", "at most": "≤"}[found[goal]["bound"]]
            )
            outward = -1 if stated[1] == "≤" else 1
            scale = 100 if "%" in printed else 1
            assert rounds_to(printed, amount, scale, outward), (row, goal)
            in_trials = found[goal]["share_of_trial_cost"]
            assert (share is None) == (in_trials is None)
            assert share is None or rounds_to(share, in_trials, 1, outward), (row, goal)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_all_formats_say_the_same(name, seed, command, tmp_path):
    arguments = COMMANDS[name](np.random.default_rng(seed), tmp_path)
    printed = {}
    for style in ("table", "csv", "json", "latex", "markdown"):
        code, printed[style], err = command(*arguments, "--format", style)
        assert code == 0, (style, arguments, err)
        assert all(line.startswith("note: ") for line in err.splitlines()), err
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
    rounded = (None, 1, -1) if name in ("thresholds", "levers") else (None,)
    strange = {
        cell
        for row in markdown[1:]
        for cell in row
        if NUMBER.fullmatch(cell)
        and not any(
            rounds_to(cell, number, scale, outward)
            for number in numbers
            for scale in (1, 100)
            for outward in rounded
        )
    }
    assert not strange, (strange, arguments)
    if name == "levers":
        assert_levers_state_the_record(markdown, record)
    else:
        assert_cells_state_the_record(name, markdown, record)
    held = [{*map(str, leaves(each)), *each, "differs"} for each in objects(record)]
    for row in csv.DictReader(io.StringIO(printed["csv"])):
        values = {value for value in row.values() if value}
        assert any(values <= each for each in held), row
