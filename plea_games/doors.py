"""Public names that are loaded on first use, from the stub beside a module.

Loading all of them would take a second. lazy_loader keeps what it has loaded in the package that
the stub's imports are relative to, so two rooms could not have one name for two things.
"""

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from .extras import optional


def doors(name: str, file: str) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """``__getattr__``, ``__dir__`` and ``__all__`` of a module, from its ``.pyi`` file.

    >>> import plea_games
    >>> get, _, names = doors("plea_games.plot", plea_games.plot.__file__)
    >>> "phase_diagram" in names, get("phase_diagram").__module__
    (True, 'plea_games.report.plots.phase_diagram')
    """
    stub = Path(file).with_suffix(".pyi")
    package = name if stub.stem == "__init__" else name.rpartition(".")[0]
    homes = {
        alias.name: f"{package}.{node.module}" if node.module else package
        for node in ast.parse(stub.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    def load(attribute: str) -> Any:
        if attribute not in homes:
            raise AttributeError(f"module {name!r} has no attribute {attribute!r}")
        home = homes[attribute]
        with optional():
            if home == package:
                value: Any = import_module(f"{home}.{attribute}")
            else:
                value = getattr(import_module(home), attribute)
        setattr(sys.modules[name], attribute, value)
        return value

    return load, lambda: sorted(homes), sorted(homes)
