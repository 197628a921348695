"""Inputs by grammar, from the likely to the hostile, each from a generator of random numbers."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from numpy.random import Generator

from plea_games.caseloads.scenarios import scenario_names
from plea_games.model.parameters import PARAMETER
from plea_games.model.terms.by_name import term_parameters
from plea_games.solvers.gain_thresholds import NAMES as OUTPUTS

_T = TypeVar("_T")

CANARY = "__import__('os').system('touch evaluated')"
"""Were it evaluated, the audit hook would hear of it."""

HOSTILE = (
    "-0", "1e308", "1e309", "5e-324", "1e-324", "1e-400", "1e999999", "1e-999999", "9**9**9",
    "1e99999999999999999999", "nan", "inf", "-inf", "Infinity", "sNaN", "٣", "１２", "½", "²", "∞",
    "1_000", "0x10", "0b1", "0o7", "1e", ".", "+", "--1", "1/0", "0/0", "1/3/5", "1e5/3", " 7 ",
    "7\n", "\0", "", "None", "True", "2^3", "10**30", "1,000", "1e٣", "0.1+0.2j", "1;2", "$1", "-1",
    f"{2**31}", f"{2**63 - 1}", f"{2**63}", f"{2**64}", f"{10**30}", "1e18", "1000000000",
    "1000000001", "1" * 400, "1" * 401, "0." + "0" * 300 + "1", "9" * 5000, "1e-15", "0.999999999",
    "1.000000000000001", "0.999999999999999", "1/" + "3" * 200, "..", "../../../etc/passwd",
    "/dev/zero", "\ud800", "\u202e", "\ufeff1", "%s%n", "{0.__class__}", "${jndi}", CANARY,
    "(lambda: 0)()", "eval('1')", "x.__class__", "[1]", "{}", "open('written','w')",
)  # fmt: skip


def pick(rng: Generator, among: Sequence[_T]) -> _T:
    """One of them."""
    return among[int(rng.integers(len(among)))]


def number(rng: Generator, hostile: float = 0.15) -> str:
    """A number as text, a hostile one in that share of cases."""
    if rng.random() < hostile:
        return pick(rng, HOSTILE)
    kind = rng.integers(7)
    if kind == 0:
        return str(rng.integers(0, 12))
    if kind == 1:
        return str(rng.integers(0, 10 ** int(rng.integers(1, 10))))
    if kind == 2:
        return f"{rng.random():.{rng.integers(1, 18)}f}"
    if kind == 3:
        return f"{rng.integers(0, 60)}/{rng.integers(1, 60)}"
    if kind == 4:
        return f"{rng.random() * 9.9:.2f}e{rng.integers(-320, 310)}"
    if kind == 5:
        return f"{rng.random() * 20:.3g}"
    return str(10 ** int(rng.integers(0, 40)))


def count(rng: Generator) -> str:
    """A plausible count, as text."""
    return str(rng.integers(0, 10 ** int(rng.integers(1, 5))))


def parameter(rng: Generator, hostile: float = 0.05) -> str:
    """The name of a parameter, or something near one."""
    if rng.random() < hostile:
        return pick(rng, ("", "defendent", "__class__", "m", "x", "κ", "lambda", "\0", "a" * 500))
    return pick(rng, (*PARAMETER, *term_parameters()))


def formula(rng: Generator, depth: int = 4) -> str:
    """A formula, most often a valid one."""
    kind = rng.integers(12) if depth else rng.integers(2)

    def part() -> str:
        return formula(rng, depth - 1)

    if kind == 0:
        return number(rng, hostile=0.1)
    if kind <= 2:
        return parameter(rng, hostile=0.03)
    if kind <= 6:
        return f"{part()}{pick(rng, (' + ', '-', ' * ', '/', '//', '%', '@', '^', '+'))}{part()}"
    if kind == 7:
        return f"({part()})"
    if kind == 8:
        return f"{part()}**{pick(rng, ('2', '3', '-1', '64', '65', '0.5', '(2**9)', 'offer'))}"
    if kind <= 10:
        called = pick(rng, ("min", "max", "ceil", "floor", "min", "max", "abs", "eval", "exec"))
        return f"{called}({', '.join(part() for _ in range(int(rng.integers(0, 5))))})"
    shape = pick(rng, _SHAPES)
    return shape.replace("?", part()) if len(shape) < 80 else shape


_SHAPES = (
    "-?", "+?", "~?", "not ?", "? if ? else ?", "[?, ?]", "(?,)", "{?: ?}", "lambda: ?", "(y := ?)",
    "?.real", "?[0]", "f'{?}'", "'?'", "b'?'", "? < ?", "? and ?", "min(*?)", "max(a=?)", "...",
    "[i for i in ?]", "await ?", "yield ?", "? # comment", "?\n", "?\\\n", "?;?", "import os",
    "(" * 300 + ")" * 300, "-" * 900, "1" + "+1" * 400, "min(" * 150 + "offer" + ")" * 150,
    "offer" + "**2" * 200, "(" * 90 + "1" + ")" * 90,
    "max(" + ", ".join(f"offer*{i}+{i % 7}" for i in range(70)) + ")",
    "*".join(f"(offer+{i})" for i in range(60)), "/".join(["sentence"] * 90),
    "+".join(f"min(offer,sentence*{i})" for i in range(35)),
    "max(" + ",".join(f"min(offer,{i}*sentence,capacity/{i + 1})" for i in range(22)) + ")",
    "ceil(" * 60 + "capacity/3" + ")" * 60, "(1e300)**64", "(1/3)**64**64", CANARY,
)  # fmt: skip


def text(rng: Generator) -> str:
    """Words for a title, a source or a name."""
    return pick(rng, ("a county", "Clerk, p. 12", "x" * 2001, "", "κ ≤ 1", "\u202e", "=1+1", "a\tb",
                      "\x7f", "<script>", "\\", "ü", "'", "a,b", "𝟙", "|", "`id`"))  # fmt: skip


def toml_value(rng: Generator, depth: int = 2) -> str:
    """A value in TOML, of any kind."""
    kind = rng.integers(12)
    if kind <= 3:
        return number(rng)
    if kind == 4:
        return quoted(number(rng, hostile=0.5))
    if kind == 5:
        return quoted(text(rng))
    if kind == 6 or not depth:
        return pick(rng, ("true", "1979-05-27T07:32:00Z", "1979-05-27", "07:32:00", "0xdeadbeef",
                          "nan", "-inf", "[]", "{}", "''''''", '"""\n"""', "[[]]"))  # fmt: skip
    if kind <= 8:
        inner = (toml_value(rng, depth - 1) for _ in range(int(rng.integers(0, 4))))
        return f"[{', '.join(inner)}]"
    if kind == 9:
        keys = ("start", "stop", "count", "spacing", "low", "high", "value", "unit", "a.b")
        inner = (f"{pick(rng, keys)} = {toml_value(rng, depth - 1)}" for _ in range(2))
        return f"{{{', '.join(inner)}}}"
    if kind == 10:
        return varied(rng)
    return pick(rng, ("[" * 2000 + "]" * 2000, "{a=" * 200 + "1" + "}" * 200, "9" * 4999,
                      "[" + "0," * 5000 + "]", "1e9999", "{" + "a." * 900 + "b}"))  # fmt: skip


def quoted(words: str) -> str:
    """A basic string in TOML, most often rightly escaped."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def varied(rng: Generator) -> str:
    """What a study varies a parameter over."""
    n = [number(rng, hostile=0.08) for _ in range(4)]
    whole = pick(rng, ("2", "5", "31", "1000", "1", "0", "-3", "100000000", "1e3", str(10**30)))
    shapes = (
        f"[{', '.join(n)}]",
        f"[{', '.join(str(i) for i in range(1, int(rng.integers(2, 9))))}]",
        f'{{start = {n[0]}, stop = {n[1]}, count = {whole}}}',
        f'{{start = {n[0]}, stop = {n[1]}, count = {whole}, spacing = "log"}}',
        '{distribution = "range"}',
        f'{{distribution = "uniform", low = {n[0]}, high = {n[1]}}}',
        f'{{distribution = "triangular", low = {n[0]}, mode = {n[1]}, high = {n[2]}}}',
        f'{{distribution = "normal", mean = {n[0]}, sd = {n[1]}}}',
        f'{{distribution = "normal", mean = {n[0]}, sd = {n[1]}, low = {n[2]}, high = {n[3]}}}',
        f'{{distribution = "lognormal", median = {n[0]}, log_sd = {n[1]}}}',
        f'{{distribution = "beta", a = {n[0]}, b = {n[1]}}}',
        f'{{distribution = "beta", a = {n[0]}, b = {n[1]}, low = {n[2]}, high = {n[3]}}}',
        f'{{distribution = {quoted(text(rng))}}}',
    )  # fmt: skip
    return pick(rng, shapes)


def scenario(rng: Generator) -> bytes:
    """A scenario file."""
    lines = [f"title = {quoted('A county' if rng.random() < 0.9 else text(rng))}"]
    usual = {
        "defendants": "230",
        "capacity": "12",
        "offer": "4",
        "sentence": "10",
        "conviction": "0.8",
        "process_cost": "0.5",
    }
    for name, value in usual.items():
        if rng.random() < 0.06:
            continue
        wild = rng.random() < 0.25
        lines.append(f"[parameters.{parameter(rng) if rng.random() < 0.05 else name}]")
        unit = PARAMETER[name].unit if rng.random() < 0.95 else "weeks"
        lines.append(f"value = {toml_value(rng) if wild else value}")
        lines.append(f"unit = {quoted(unit)}")
        status = pick(rng, ("sourced", "secondary", "derived", "assumption", "unchecked", "x", ""))
        lines.append(f"status = {quoted(status)}")
        lines.append(f"source = {quoted(text(rng))}\nnote = {quoted(text(rng))}")
        if rng.random() < 0.2:
            lines.append(f"range = [{number(rng)}, {number(rng)}]")
        if rng.random() < 0.1:
            lines.append(f"[[parameters.{name}.alternatives]]\nvalue = {toml_value(rng)}")
            lines.append(f"source = {quoted(text(rng))}")
    if rng.random() < 0.1:
        lines.append(f"[facts.{pick(rng, ('a', 'offer', '1', 'κ'))}]\nvalue = {toml_value(rng)}")
    return "\n".join(lines).encode(errors="surrogatepass")


def study(rng: Generator) -> bytes:
    """A study file."""
    lines = [f"title = {quoted('A study' if rng.random() < 0.9 else text(rng))}"]
    named = rng.random() < 0.6
    if named:
        lines.append(f"scenario = {quoted(_scenario_name(rng))}")
    if rng.random() < 0.3:
        names = ", ".join(quoted(pick(rng, (*OUTPUTS, "?"))) for _ in range(2))
        lines.append(f"outputs = [{names}]")
    if rng.random() < 0.4:
        lines.append(f"samples = {pick(rng, ('1', '20', '0', '-1', '1.5', '1e3', str(10**9)))}")
    if rng.random() < 0.2:
        lines.append(f"seed = {pick(rng, ('0', '7', '-1', str(2**64), str(10**300), '1.0'))}")
    lines.append("[game]")
    if not named:
        lines.append("defendants = 230\ncapacity = 12\noffer = 4\nsentence = 10")
    for _ in range(int(rng.integers(0, 3))):
        value = toml_value(rng) if rng.random() < 0.3 else number(rng, 0.02)
        lines.append(f"{_key(parameter(rng))} = {value}")
    lines.append("[over]")
    for _ in range(int(rng.integers(1, 4))):
        value = toml_value(rng) if rng.random() < 0.15 else varied(rng)
        lines.append(f"{_key(parameter(rng))} = {value}")
    if rng.random() < 0.4:
        lines.append("[derived]")
        lines += [f"{_key(parameter(rng))} = {quoted(formula(rng, 3))}" for _ in range(2)]
    return "\n".join(lines).encode(errors="surrogatepass")


def _key(name: str) -> str:
    return name if name.isidentifier() and name.isascii() else quoted(name)


def _scenario_name(rng: Generator) -> str:
    if rng.random() < 0.8:
        return pick(rng, scenario_names())
    return pick(rng, ("nowhere.toml", "../j20.toml", "/dev/zero", "-", "..toml", "a\0", ".toml",
                      "/dev/stdin", "/proc/self/environ.toml", "a" * 300 + ".toml"))  # fmt: skip


def table(columns: Sequence[str]) -> Callable[[Generator], bytes]:
    """A CSV table with these columns, some of them optional."""

    def made(rng: Generator) -> bytes:
        chosen = [name for name in columns[:5] if rng.random() < 0.98]
        chosen += [name for name in columns[5:] if rng.random() < 0.2]
        if rng.random() < 0.05:
            chosen.append(parameter(rng, hostile=0.5))
        comma = "," if rng.random() < 0.95 else pick(rng, (";", "\t", "|", "\0"))
        rows = [comma.join(chosen)]
        for place in range(int(rng.integers(0, 5))):
            cells = [_cell(rng, name, place) for name in chosen]
            rows.append(comma.join(cells[: None if rng.random() < 0.97 else -1]))
        end = pick(rng, ("\n", "\n", "\n", "\r\n", "\r"))
        return end.join(rows).encode(errors="surrogatepass")

    return made


def _cell(rng: Generator, name: str, place: int) -> str:
    if name == "name":
        return f"place {place}" if rng.random() < 0.9 else text(rng)
    if rng.random() < 0.12:
        return pick(rng, ('"', '""', '"a', 'a"b', number(rng, 0.9), " ", '"1\n2"', "=cmd()", ""))
    if name in ("defendants", "filings"):
        return str(rng.integers(1, 10 ** int(rng.integers(1, 7))))
    if name in ("capacity", "trials"):
        return count(rng)
    if name == "offer":
        return f"{rng.random() * 5:.2f}"
    if name == "sentence":
        return f"{2 + rng.random() * 9:.2f}"
    if name == "conviction":
        return f"{rng.random():.2f}"
    return number(rng, hostile=0.05)


def ties(rng: Generator) -> bytes:
    """A CSV file of pairs."""
    names = ("Ada", "Ben", "Cleo", "Dan", "Eve", "", "a b", '"x,y"', "é", '"', "1", "\0", "=1", "𝟙")
    likely = names[:5]
    among = names if rng.random() < 0.3 else likely
    pairs = [",".join(pick(rng, among) for _ in range(2 if rng.random() < 0.98 else 3))
             for _ in range(int(rng.integers(0, 9)))]  # fmt: skip
    return pick(rng, ("\n", "\r\n")).join(pairs).encode(errors="surrogatepass")


_BREAKS = (b"\0", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\r", b"\n", b"\xc3", b'"', b"'", b"=", b"[",
           b"]", b"{", b"}", b"#", b",", b"\xed\xa0\x80", b"\x1a", b"\xe2\x80\xae", b"&a", b"*a",
           b"\xd9\xa3", b"9" * 60, b"e999999", b"/", b"..", b"-", b".")  # fmt: skip


def mutated(rng: Generator, content: bytes) -> bytes:
    """The content with a few bytes, spans or lines changed."""
    for _ in range(int(rng.integers(1, 5))):
        at, to = sorted(int(rng.integers(0, len(content) + 1)) for _ in range(2))
        to = min(to, at + int(rng.integers(1, 40)))
        kind = rng.integers(8)
        if kind == 0:
            content = content[:at] + content[to:]
        elif kind == 1:
            content = content[:at] + pick(rng, _BREAKS) + content[at:]
        elif kind == 2:
            content = content[:at] + pick(rng, _BREAKS) + content[to:]
        elif kind == 3:
            content = content[:to] + content[at:to] * int(rng.integers(1, 4)) + content[to:]
        elif kind == 4:
            content = content[:at] + bytes([int(rng.integers(256))]) + content[at + 1 :]
        elif kind == 5:
            lines = content.split(b"\n")
            lines.insert(int(rng.integers(len(lines))), pick(rng, lines))
            content = b"\n".join(lines)
        elif kind == 6:
            hostile = pick(rng, HOSTILE).encode(errors="surrogatepass")
            content = content[:at] + hostile + content[to:]
        else:
            content = content[:at] if rng.random() < 0.3 else content.replace(b"\n", b"\r\n")
    return content
