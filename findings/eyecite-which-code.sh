#!/usr/bin/env bash
# Expected: The corrected form of `Cal. Penal Code § 187` still says that it is the Penal Code.
# Happens: eyecite corrects it to `Cal. Code § 187`, and `Cal. Veh. Code § 187` to the same text;
#   Texas goes the same way.
# Why it matters: Sections of two codes become one key in any table that is grouped by the
#   corrected citation; the objects themselves are unequal.
# Versions: eyecite 2.7.8
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile eyecite==2.7.8
venv/bin/python - <<'PY'
from importlib.metadata import version

from eyecite import get_citations

for package in ("eyecite",):
    print(package, version(package))
texts = (
    "Cal. Penal Code § 187",
    "Cal. Veh. Code § 187",
    "Tex. Penal Code Ann. § 12.42",
    "Tex. Fam. Code Ann. § 12.42",
)
citations = {text: get_citations(text)[0] for text in texts}
for text, citation in citations.items():
    print(text, "->", citation.corrected_citation())
corrected = [citation.corrected_citation() for citation in citations.values()]
assert corrected[0] == corrected[1] == "Cal. Code § 187"
assert corrected[2] == corrected[3] == "Tex. Code Ann. § 12.42"
assert citations[texts[0]] != citations[texts[1]]
PY
