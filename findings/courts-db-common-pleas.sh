#!/usr/bin/env bash
# Expected: A name that several states share, such as `Court of Common Pleas`, finds no court or
#   all of them; a full federal name finds its court.
# Happens: `Court of Common Pleas` is Pennsylvania's alone (Ohio, Delaware and South Carolina have
#   one each), `Supreme Court, Appellate Division` New York's, while `U.S. District Court for the
#   Southern District of New York` finds nothing.
# Why it matters: The short name that is ambiguous gets an answer, and the long name that is not
#   gets none.
# Versions: courts-db 0.10.27
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile courts-db==0.10.27
venv/bin/python - <<'PY'
from importlib.metadata import version

from courts_db import find_court

for package in ("courts-db",):
    print(package, version(package))
names = (
    "Court of Common Pleas",
    "Supreme Court, Appellate Division",
    "U.S. District Court for the Southern District of New York",
    "Southern District of New York",
    "Supreme Court",
)
answers = {name: sorted(find_court(name)) for name in names}
for name, courts in answers.items():
    print(name, "->", courts)
assert answers["Court of Common Pleas"] == ["pactcompl"]
assert answers["Supreme Court, Appellate Division"] == ["nyappdiv"]
assert answers["U.S. District Court for the Southern District of New York"] == []
assert answers["Southern District of New York"] == ["nysb", "nysd"]
assert answers["Supreme Court"] == []
PY
