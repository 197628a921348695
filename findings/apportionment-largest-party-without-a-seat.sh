#!/usr/bin/env bash
# Expected: With fewer seats than parties, the methods of Huntington-Hill, Adams and Dean, which
#   give every party its first seat, serve the largest parties first.
# Happens: For the votes 3, 3, 3, 90 and two seats the first two parties get one each and the
#   party with 91 percent none: a tie among the small ones, settled by default in the order of the
#   list, reaches the large one. For 1, 2, 4 the largest two get the seats.
# Why it matters: Nothing is printed about the tie that changes the winner, and the order of the
#   list decides (with 90 first, it is served).
# Versions: apportionment 1.0, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile apportionment==1.0 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

from apportionment.methods import compute

for package in ("apportionment", "numpy"):
    print(package, version(package))
methods = ("huntington", "adams", "dean", "saintelague")
answers = {}
for votes in ([3, 3, 3, 90], [1, 2, 4]):
    for method in methods:
        answers[tuple(votes), method] = compute(method, votes, 2, verbose=False)
        print(votes, method, "->", answers[tuple(votes), method])
for method in methods[:3]:
    assert answers[(3, 3, 3, 90), method] == [1, 1, 0, 0]
    assert answers[(1, 2, 4), method] == [0, 1, 1]
assert answers[(3, 3, 3, 90), "saintelague"] == [0, 0, 0, 2]
PY
