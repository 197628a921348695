"""What became of each mutant, kept as JSON lines: the last line of a mutant counts."""

import json
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """One mutant's verdict.

    Attributes
    ----------
    verdict
        ``"killed"`` (a test failed), ``"timeout"``, ``"survived"`` or ``"untested"`` (no test
        enters its function).
    by
        The test that noticed.
    tests, left_out
        How many tests were chosen, and how many enter the function but took too long.
    """

    key: str
    operator: str
    verdict: str
    by: str
    tests: int
    left_out: int

    @property
    def noticed(self) -> bool:
        """Whether the tests tell it from the code as it is."""
        return self.verdict in ("killed", "timeout")


def read(path: Path) -> dict[str, Result]:
    """The results by the keys of their mutants; none where there is no file."""
    lines = path.read_text("utf-8").splitlines() if path.exists() else ()
    results = (Result(**json.loads(line)) for line in lines)
    return {result.key: result for result in results}


def add(path: Path, result: Result) -> None:
    """Write one more line."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")


def wilson(successes: int, trials: int, *, z: float = 1.959964) -> tuple[float, float]:
    """Bounds of the 95 % interval of a share (Wilson 1927)."""
    share = successes / trials
    middle = share + z * z / (2 * trials)
    reach = z * sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)
    scale = 1 + z * z / trials
    return (middle - reach) / scale, (middle + reach) / scale
