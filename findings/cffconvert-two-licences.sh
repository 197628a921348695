#!/usr/bin/env bash
# Expected: A CITATION.cff with `license: [MIT, Apache-2.0]`, which its schema allows, becomes two
#   SPDX addresses in codemeta.json.
# Happens: It becomes one address with the Python list inside: `https://spdx.org/licenses/['MIT',
#   'Apache-2.0']`. The file itself is reported valid.
# Why it matters: Harvesters of CodeMeta and schema.org take the field for an address, and a
#   package under two licences has none that resolves.
# Versions: cffconvert 2.0.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile cffconvert==2.0.0
venv/bin/python - <<'PY'
from importlib.metadata import version

import json

from cffconvert import Citation

for package in ("cffconvert",):
    print(package, version(package))
text = """cff-version: 1.2.0
message: Please cite it.
title: A package
authors: [{family-names: Doe, given-names: Ann}]
license: [MIT, Apache-2.0]
"""
citation = Citation(text)
citation.validate()
for write in (citation.as_codemeta, citation.as_schemaorg, citation.as_zenodo):
    print(write.__name__, "->", json.loads(write())["license"])
strange = "https://spdx.org/licenses/['MIT', 'Apache-2.0']"
assert json.loads(citation.as_codemeta())["license"] == strange
assert json.loads(citation.as_schemaorg())["license"] == strange
assert json.loads(citation.as_zenodo())["license"] == {"id": ["MIT", "Apache-2.0"]}
PY
