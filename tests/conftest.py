"""How the tests run: reproducibly, and with the command line as a user has it."""

import gc
import os
import subprocess
import sys
from pathlib import Path

# before numpy is loaded: threads that wait for small matrices take the time of other processes
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, Phase, settings

from plea_games.cli import app
from plea_games.model.terms import term as registry
from tests.waiting import HUNG

collect_ignore = ["mutation"]  # needs mutmut, and is no test

settings.register_profile(
    "reproducible",
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking may take longer than all other tests
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("reproducible")


class _Forgetting:
    """What a test or an example in a text defines is no lever of others."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self):
        defined = dict(registry._DEFINED)
        try:
            return (yield)
        finally:
            registry._DEFINED.clear()
            registry._DEFINED.update(defined)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is loaded and collected lasts; to search it for waste, again and again, costs a lot."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_configure(config):
    config.addinivalue_line("markers", 'slow: longer runs, left out by -m "not slow"')
    config.pluginmanager.register(_Forgetting())  # also for what is tested in other folders


@pytest.fixture
def installed(tmp_path):
    """Run the installed ``plea-games`` in an empty folder: (arguments, stdin) → process."""
    program = Path(sys.executable).parent / "plea-games"

    def run(*arguments, stdin=b""):
        return subprocess.run(
            [program, *arguments], input=stdin, capture_output=True, cwd=tmp_path, timeout=HUNG
        )

    return run


@pytest.fixture
def command(monkeypatch, capsys):
    """Run ``plea-games`` in this process: arguments → (exit code, stdout, stderr)."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["plea-games", *map(str, arguments)])
        code = 0
        try:
            app.main()
        except SystemExit as end:
            code = end.code or 0
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
