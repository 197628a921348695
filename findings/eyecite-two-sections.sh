#!/usr/bin/env bash
# Expected: `18 U.S.C. §§ 3553, 3661` is read as two sections, or at least as a span that covers
#   both.
# Happens: One citation is found, of section 3553; the second section is neither a citation nor
#   part of the matched text. Written one by one, both are found.
# Why it matters: The plural sign is how briefs cite, and a count of cited sentencing statutes
#   loses all but the first.
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
plural = get_citations("See 18 U.S.C. §§ 3553, 3661.")
singular = get_citations("See 18 U.S.C. § 3553 and 18 U.S.C. § 3661.")
print("plural:", [(c.matched_text(), c.groups["section"]) for c in plural])
print("one by one:", [(c.matched_text(), c.groups["section"]) for c in singular])
assert [c.groups["section"] for c in plural] == ["3553"]
assert plural[0].matched_text() == "18 U.S.C. §§ 3553"
assert "3661" not in str(plural[0].groups)
assert [c.groups["section"] for c in singular] == ["3553", "3661"]
PY
