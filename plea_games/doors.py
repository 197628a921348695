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

from .errors import did_you_mean
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
        public: f"{package}.{module}" if module else package for public, module in _names_in(stub)
    }

    def load(attribute: str) -> Any:
        if attribute not in homes:
            where = _rooms_with(attribute, Path(file).parent) if name == package else ""
            near = "" if attribute.startswith("_") else did_you_mean(attribute, homes, "")
            remedy = where or (near and f"; {near}")
            raise AttributeError(f"module {name!r} has no attribute {attribute!r}{remedy}")
        home = homes[attribute]
        with optional():
            if home == package:
                value: Any = import_module(f"{home}.{attribute}")
            else:
                value = getattr(import_module(home), attribute)
        setattr(sys.modules[name], attribute, value)
        return value

    return load, lambda: sorted(homes), sorted(homes)


def _names_in(stub: Path) -> list[tuple[str, str | None]]:
    """The public names of a stub, each with the module that it comes from."""
    return [
        (alias.name, node.module)
        for node in ast.parse(stub.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


def _rooms_with(attribute: str, folder: Path) -> str:
    """Where a name is that is not at the top."""
    if attribute.startswith("_"):  # asked for by other programs, often
        return ""
    stubs = [*folder.glob("*.pyi"), *folder.glob("*/__init__.pyi")]
    rooms = sorted(
        stub.parent.name if stub.stem == "__init__" else stub.stem
        for stub in stubs
        if stub.parent / stub.stem != folder / "__init__" and attribute in dict(_names_in(stub))
    )
    return f"; it is {folder.name}.{rooms[0]}.{attribute}" if rooms else ""
