"""A pytest plugin: import a mutant in place of the file it was made of."""

import os
from pathlib import Path
from types import CodeType

from tests.mutation.loading import compile_otherwise

_source, _path = Path(os.environ["MUTANT"]), Path(os.environ["MUTANT_OF"])


def _compiled(path: Path) -> CodeType | None:
    return compile(_source.read_text("utf-8"), str(path), "exec") if path == _path else None


compile_otherwise(_compiled)
