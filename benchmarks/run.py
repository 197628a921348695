"""How fast, against what: ``python benchmarks/run.py`` prints a table in a few minutes.

Each row times two things in turn within this one run, and gives medians and the median of the
paired ratios; machines differ and drift, ratios less so. Name topics, such as ``lottery``, to run
only these. Needs the ``test`` extra.
"""

import sys
from importlib import import_module

from tabulate import tabulate

TOPICS = ("equilibria", "asymmetric", "lottery", "heterogeneous")


def main() -> None:
    rows = []
    for topic in sys.argv[1:] or TOPICS:
        for case in import_module(topic).cases():
            print(f"{case.what} …", file=sys.stderr)
            rows.append(case.row())
    headers = ("what", "seconds", "against", "seconds", "ratio")
    print(tabulate(rows, headers=headers, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main()
