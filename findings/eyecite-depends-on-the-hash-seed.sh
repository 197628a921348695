#!/usr/bin/env bash
# Expected: The same text gives the same citation in every run.
# Happens: `N.Y. Penal Law § 220.10` is read with the reporter `N.Y. Penal Law` or with `N.Y.`,
#   and corrected to `N.Y. Law` or to `N.Y. Penal Law`, as the interpreter's hash seed falls: a
#   random number in every run by default.
# Why it matters: Two runs over the same corpus disagree on keys, so tables of cited statutes
#   cannot be joined.
# Versions: eyecite 2.7.8
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile eyecite==2.7.8
venv/bin/python - <<'PY'
from importlib.metadata import version

import os
import subprocess
import sys

for package in ("eyecite",):
    print(package, version(package))
program = """
from eyecite import get_citations

citation = get_citations("N.Y. Penal Law § 220.10")[0]
print(citation.corrected_citation(), "| reporter:", citation.groups["reporter"])
"""
answers = {}
for seed in range(8):
    answers[seed] = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    print("seed", seed, "->", answers[seed])
assert set(answers.values()) == {
    "N.Y. Law § 220.10 | reporter: N.Y. Penal Law",
    "N.Y. Penal Law § 220.10 | reporter: N.Y.",
}
PY
