"""Seconds of the processor and peak megabytes of a command, in a process that has started already.

``python benchmarks/one_command.py SMALL LARGE`` runs the first line, which loads and compiles what
commands of the kind need, and then times the second; the peak is that of the whole process.
"""

import contextlib
import io
import resource
import shlex
import sys
import time

from plea_games.cli.app import app

_MEGABYTE = 2**20 if sys.platform == "darwin" else 2**10  # in the unit of ru_maxrss


def run(line: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        app.main(shlex.split(line), standalone_mode=False)


def main() -> None:
    small, large = sys.argv[1:]
    run(small)
    before = time.process_time()
    run(large)
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGABYTE
    print(seconds, peak)


if __name__ == "__main__":
    main()
