#!/usr/bin/env bash
# Expected: Reading notebooks loads what notebooks need; the grammar of internationalized web
#   addresses is no part of that, and a package that only lies in the environment costs nothing.
# Happens: With rfc3987-syntax installed (jsonschema's extra format-nongpl brings it, as JupyterLab
#   does), `import nbformat` builds 39 parsers, one for each part of an address, before any schema is read:
#   nbformat imports jsonschema, which imports every format checker that it finds, and this one
#   makes all its parsers on import. Without it, no parser is built, and nbformat reads the same.
# Why it matters: The parsers are most of the time that the import takes, paid by every process
#   that reads a notebook, for addresses that nbformat never checks.
# Versions: nbformat 5.11.1, jsonschema 4.26.0, rfc3987-syntax 1.1.0, lark 1.3.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet nbformat==5.11.1 jsonschema==4.26.0 lark==1.3.1
cat >built.py <<'PY'
import sys
import time

import lark

built = 0
plain = lark.Lark.__init__


def counted(self, *arguments, **options):
    global built
    built += 1
    plain(self, *arguments, **options)


lark.Lark.__init__ = counted
start = time.process_time()
import nbformat

seconds = time.process_time() - start
nbformat.validate(nbformat.v4.new_notebook())
print(f"{seconds:.1f} seconds of the processor", file=sys.stderr)
print(built)
PY
without=$(venv/bin/python built.py)
venv/bin/pip install --quiet rfc3987-syntax==1.1.0
with=$(venv/bin/python built.py)
venv/bin/pip freeze | grep -E '^(nbformat|jsonschema|rfc3987[-_]syntax|lark)=='
echo "parsers built by 'import nbformat': $without without rfc3987-syntax, $with with it"
[ "$without" = 0 ]
[ "$with" = 39 ]
