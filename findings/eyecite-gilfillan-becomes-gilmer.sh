#!/usr/bin/env bash
# Expected: `12 Minn. 345 (Gil. 200)` is one case in Minnesota's reports with the page of
#   Gilfillan's edition, as the rule of citation for those volumes asks.
# Happens: eyecite finds a second case, `Gil. 200` without a volume, and corrects it to `Gilmer
#   200`: Virginia's reporter.
# Why it matters: A citation in the form that the state itself prescribes adds an edge to a case
#   of another state.
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
citations = get_citations("State v. Doe, 12 Minn. 345 (Gil. 200) (1867).")
for citation in citations:
    print(citation.matched_text(), "->", citation.corrected_citation(), citation.groups)
assert [c.matched_text() for c in citations] == ["12 Minn. 345", "Gil. 200"]
assert citations[1].corrected_citation() == "Gilmer 200"
PY
