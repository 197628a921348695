#!/usr/bin/env bash
# Expected: Of two candidates with one ballot each way, the essential set (those with positive
#   chance in some maximal lottery) holds both: the rule treats candidates alike.
# Happens: pref_voting answers one of them: candidate 1, whichever ballot comes first, and of two
#   opposite ballots over three candidates only candidate 0. The bipartisan set and Borda hold
#   both.
# Why it matters: A tie is broken silently by a candidate's number in a rule that is known for
#   having no such choice.
# Versions: pref_voting 1.18.2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile pref_voting==1.18.2
venv/bin/python - <<'PY'
from importlib.metadata import version

from pref_voting import voting_methods
from pref_voting.profiles import Profile

for package in ("pref_voting",):
    print(package, version(package))
tie = Profile([[0, 1], [1, 0]], [1, 1])
turned = Profile([[1, 0], [0, 1]], [1, 1])
three = Profile([[0, 1, 2], [2, 1, 0]], [1, 1])
answers = {}
for method in (voting_methods.essential, voting_methods.borda):
    answers[method.name] = [[int(c) for c in method(profile)] for profile in (tie, turned, three)]
    print(method.name, answers[method.name])
assert answers["Essential Set"] == [[1], [1], [0]]
assert answers["Borda"] == [[0, 1], [0, 1], [0, 1, 2]]
PY
