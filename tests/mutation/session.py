"""The tests, collected once; then whatever is to be done with them, in the same process."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model", "games", "solvers", "design", "dynamics", "sweeps", "report")
PYTEST = (
    *("-o", "addopts=", "--import-mode=importlib", "--doctest-modules", "--doctest-glob=*.md"),
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-o", "tmp_path_retention_policy=none"),
    *("--assert=plain", "--tb=no", "--no-header", "--no-summary", "-q", "-s"),
)
EXAMPLES = 40
_WORKED = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)
_SETTINGS = "_hypothesis_internal_use_settings"
TESTS = ("plea_games", "tests", "README.md")


class Tests:
    """The collected tests by their ids, and whether any of those run has failed."""

    def __init__(self, session: pytest.Session):
        self.items = {item.nodeid: item for item in session.items}
        self.failed = False
        self.seconds = 0.0
        session.config.pluginmanager.register(self)
        for item in session.items:
            _shorten(item)
        session.config._tmp_path_factory.getbasetemp()  # one for all forked processes

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how it went, at each stage of a test."""
        self.failed |= report.failed
        self.seconds += report.duration

    def run(self, name: str, following: str | None = None) -> bool:
        """Run one test, keeping the fixtures that `following` needs; whether it passes."""
        self.failed, self.seconds = False, 0.0
        item = self.items[name]
        item.config.hook.pytest_runtest_protocol(
            item=item, nextitem=self.items[following] if following else None
        )
        return not self.failed


def _shorten(item: pytest.Item) -> None:
    """Let a property-based test try its first examples only."""
    test = getattr(item, "obj", None)
    given = getattr(test, _SETTINGS, None)
    if given is not None:
        setattr(test, _SETTINGS, settings(given, max_examples=min(given.max_examples, EXAMPLES)))


class _Instead:
    def __init__(self, work: Callable[[Tests], None]):
        self.work = work

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.work(Tests(session))
        return True


def with_tests(work: Callable[[Tests], None], *, paths: Sequence[str]) -> None:
    """Collect the tests at `paths` and do `work` in place of running them all."""
    with tempfile.TemporaryDirectory() as folder:  # pytest's own is shared with other sessions
        options = (*PYTEST, f"--rootdir={ROOT}", f"--basetemp={folder}/tests")
        code = pytest.main([*options, *paths], plugins=[_Instead(work)])
    if code not in _WORKED:
        raise SystemExit(f"pytest ended with {code!r}")
