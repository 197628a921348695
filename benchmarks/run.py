"""How fast, against what: ``python benchmarks/run.py`` prints two tables in a few minutes.

Each row of the first times two things in turn within this one run, and gives medians and the
median of the paired ratios; machines differ and drift, ratios less so. ``found`` counts what either
side returns, ``MB`` is the peak memory of its call, beyond the inputs. The second table has
the exponent e of time ~ Nᵉ, fitted over a range of N: near 0 where fixed costs dominate, and rising
with N for what grows exponentially. Name topics, such as ``lottery``, to run only these. Needs the
``test`` extra.

A topic is a file beside this one, with ``cases()`` for the first table and, if it likes,
``growths()`` for the second.
"""

import sys
from importlib import import_module

from memory import weights
from pairs import Case, Growth
from tabulate import tabulate

TOPICS = (
    "equilibria",
    "asymmetric",
    "lottery",
    "heterogeneous",
    "behaviour",
    "silos",
    "neighbourhoods",
    "court",
    "contest",
    "large",
    "sequences",
    "sweeps",
    "commands",
)


def main() -> None:
    pairs, growths = [], []
    for topic in sys.argv[1:] or TOPICS:
        module = import_module(topic)
        for place, case in enumerate(module.cases()):
            print(f"{case.what} …", file=sys.stderr)
            pairs.append(case.row(*(weights(topic, place) if case.weighed else ())))
        for growth in module.growths() if hasattr(module, "growths") else ():
            print(f"{growth.what} …", file=sys.stderr)
            growths.append(growth.row())
    print(tabulate(pairs, headers=Case.HEADERS, tablefmt="github", disable_numparse=True))
    if growths:
        print()
        print(tabulate(growths, headers=Growth.HEADERS, tablefmt="github", disable_numparse=True))


if __name__ == "__main__":
    main()
