#!/usr/bin/env bash
# Expected: `journal = jle # " (2)"` with `@string{jle = ...}` is joined by a BibTeX reader: `#`
#   is the format's own operator for that.
# Happens: bibtexparser 2 keeps the text `jle # " (2)"` as the journal's name, though it resolves
#   a lone `jle`; pybtex joins both.
# Why it matters: Two readers of one .bib file print two journals, and nothing is listed among the
#   failed blocks.
# Versions: bibtexparser 2.1.0, pybtex 0.26.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile bibtexparser==2.1.0 pybtex==0.26.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import bibtexparser
from pybtex.database import parse_string

for package in ("bibtexparser", "pybtex"):
    print(package, version(package))
text = """@string{jle = "J. Law Econ."}
@article{alone, journal = jle, year = 1983}
@article{joined, journal = jle # " (2)", year = 1983}
"""
library = bibtexparser.parse_string(text)
first = {entry.key: entry["journal"] for entry in library.entries}
second = {key: entry.fields["journal"] for key, entry in parse_string(text, "bibtex").entries.items()}
print("bibtexparser:", first, "; failed blocks:", len(library.failed_blocks))
print("pybtex:", second)
assert first == {"alone": "J. Law Econ.", "joined": 'jle # " (2)"'}
assert library.failed_blocks == []
assert second == {"alone": "J. Law Econ.", "joined": "J. Law Econ. (2)"}
PY
