#!/usr/bin/env bash
# Expected: A notebook that Jupytext writes as a script and reads back has the same cells, perhaps
#   without outputs.
# Happens: Through the format `py:sphinx`, a `%%bash` cell comes back as a Python cell of shell
#   commands, a raw cell as Markdown, and a first cell `%matplotlib inline` appears that nobody
#   wrote.
# Why it matters: The format is offered beside the others for pairing, and one round trip changes
#   what the notebook does.
# Versions: jupytext 1.19.6, nbformat 5.11.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile jupytext==1.19.6 nbformat==5.11.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import jupytext
from nbformat.v4 import new_code_cell, new_notebook, new_raw_cell

for package in ("jupytext", "nbformat"):
    print(package, version(package))
notebook = new_notebook(
    cells=[new_code_cell("x = 1"), new_code_cell("%%bash\nls -l"), new_raw_cell("raw text")]
)
back = {}
for format_name in ("py:percent", "py:sphinx"):
    text = jupytext.writes(notebook, fmt=format_name)
    cells = jupytext.reads(text, fmt=format_name).cells
    back[format_name] = [(cell.cell_type, cell.source) for cell in cells]
    print(format_name, "->", back[format_name])
assert back["py:percent"] == [(cell.cell_type, cell.source) for cell in notebook.cells]
assert back["py:sphinx"][0] == ("code", "%matplotlib inline")
assert ("code", "ls -l") in back["py:sphinx"]
assert ("markdown", "raw text") in back["py:sphinx"]
PY
