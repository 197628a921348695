#!/usr/bin/env bash
# Expected: The DOI of a CITATION.cff is its key `doi`; the list `identifiers` holds further ones,
#   such as that of every version.
# Happens: The first DOI of `identifiers` wins in BibTeX, RIS, EndNote, APA, schema.org and
#   CodeMeta; the key `doi` is in none of them.
# Why it matters: Who adds the identifier of a version to a file with the concept's DOI changes
#   what every reader cites.
# Versions: cffconvert 2.0.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile cffconvert==2.0.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from cffconvert import Citation

for package in ("cffconvert",):
    print(package, version(package))
text = """cff-version: 1.2.0
message: Please cite it.
title: A package
authors: [{family-names: Doe, given-names: Ann}]
doi: 10.5281/zenodo.1
identifiers: [{type: doi, value: 10.5281/zenodo.2}]
"""
citation = Citation(text)
citation.validate()
writers = ("apalike", "bibtex", "codemeta", "endnote", "ris", "schemaorg")
for name in writers:
    written = getattr(citation, f"as_{name}")()
    first, second = "zenodo.1" in written, "zenodo.2" in written
    print(name, "-> key doi:", first, "; identifiers:", second)
    assert (first, second) == (False, True)
PY
