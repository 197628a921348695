"""The results as text: rates by package, and every survivor with its change and its reason."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import TypeAlias

from tests.mutation import results
from tests.mutation.mutants import named, package_of
from tests.mutation.results import Result, wilson
from tests.mutation.session import PACKAGES, ROOT

_REASONS = ROOT / "tests" / "mutation" / "survivors.toml"
Reasons: TypeAlias = dict[str, dict[str, str]]
_HARMLESS = ("equivalent", "wording", "speed")


def write(data: Path, keys: list[str]) -> None:
    """Write ``report.md`` beside the data: the mutants tried, of those there are."""
    known = results.read(data / "results.jsonl")
    reasons = tomllib.loads(_REASONS.read_text("utf-8"))
    tried = [known[key] for key in keys if key in known]
    population = Counter(map(package_of, keys))
    parts = _rates(tried, population, reasons), _survivors(tried, reasons), _gone(keys, reasons)
    text = "\n\n".join("\n".join(lines) for lines in parts)
    (data / "report.md").write_text(f"{text}\n", "utf-8")


def _kind(result: Result, reasons: Reasons) -> str:
    return reasons.get(result.key, {}).get("kind", "not looked at yet")


def _rates(tried: list[Result], population: Counter[str], reasons: Reasons) -> list[str]:
    lines = [
        "| package | mutants | tried | a test failed | out of time | survived | of these harmless |"
        " killed | 95 % interval | killed of the harmful | 95 % interval |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    raw = weighted = 0.0
    groups = {
        package: [result for result in tried if package_of(result.key) == package]
        for package in PACKAGES
    }
    measured = sum(population[package] for package, group in groups.items() if group)
    for package, group in groups.items():
        if not group:
            lines.append(f"| `{package}` | {population[package]} | 0 |{' |' * 8}")
            continue
        verdicts = Counter(result.verdict for result in group)
        survivors = [result for result in group if not result.noticed]
        noticed = len(group) - len(survivors)
        harmful = len(group) - sum(_kind(result, reasons) in _HARMLESS for result in survivors)
        raw += population[package] * noticed / len(group)
        weighted += population[package] * noticed / harmful
        cells = (
            f"`{package}`",
            population[package],
            len(group),
            verdicts["killed"],
            verdicts["timeout"],
            len(survivors),
            len(group) - harmful,
            *_share(noticed, len(group)),
            *_share(noticed, harmful),
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    raw_share, share = raw / measured, weighted / measured
    total = (
        f"Weighted by the number of mutants of the packages tried, {raw_share:.1%} are killed, and"
        f" {share:.1%} of the harmful."
    )
    return [*lines, "", total]


def _gone(keys: list[str], reasons: Reasons) -> list[str]:
    """Reasons for mutants of code that has changed since: to be taken out, or looked at anew."""
    packages = set(map(package_of, keys))
    gone = [key for key in sorted(reasons.keys() - keys) if package_of(key) in packages]
    return [f"### Gone: {len(gone)}", "", *(f"- `{key}`" for key in gone)] if gone else []


def _share(part: int, whole: int) -> tuple[str, str]:
    low, high = wilson(part, whole)
    return f"{part / whole:.1%}", f"{low:.1%} to {high:.1%}"


def _survivors(tried: list[Result], reasons: Reasons) -> list[str]:
    lines = []
    for kind in (*_HARMLESS, "gap", "not looked at yet"):
        group = [
            result for result in tried if not result.noticed and _kind(result, reasons) == kind
        ]
        if not group:
            continue
        lines += [f"### {kind.capitalize()}: {len(group)}", ""]
        for key in sorted(result.key for result in group):
            mutant = named(ROOT, key)
            reason = reasons.get(key, {}).get("reason", "")
            place = f"- `{mutant.path.removeprefix('plea_games/')}`, `{mutant.function}`"
            lines += [
                f"{place}: {reason}" if reason else place,
                "",
                "  ```diff",
                *(f"  {line}" for line in mutant.change.splitlines()),
                "  ```",
            ]
        lines.append("")
    return lines
