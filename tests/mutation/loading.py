"""Other code than the file's for some modules, from their first import on."""

import ast
import builtins
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

_read_code = SourceFileLoader.get_code


def compile_otherwise(compiled: Callable[[Path], CodeType | None]) -> None:
    """Ask `compiled` for the code of each file imported from now on; None leaves it as it is."""

    def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        return compiled(Path(loader.path)) or _read_code(loader, name)

    SourceFileLoader.get_code = get_code


class Calls:
    """Which functions under `folders` have been entered since the last look.

    Every outermost function gets a first line that notes it in ``entered``: some per cent of the
    time, where a line tracer takes half as much again.
    """

    def __init__(self, root: Path, folders: tuple[Path, ...]):
        self.root, self.folders = root, folders
        self.entered: set[str] = set()
        builtins.__entered__ = self.entered  # where compiled code finds it

    def compiled(self, path: Path) -> CodeType | None:
        """The code of a file under ``folders``, its functions noting that they are entered."""
        if not any(path.is_relative_to(folder) for folder in self.folders):
            return None
        tree = ast.parse(path.read_text("utf-8"))
        self._mark(tree, path.relative_to(self.root).as_posix() + "::")
        ast.fix_missing_locations(tree)
        return compile(tree, str(path), "exec")

    def _mark(self, tree: ast.AST, prefix: str) -> None:
        for node in ast.iter_child_nodes(tree):
            match node:
                case ast.FunctionDef(name=name, body=body):
                    note = ast.parse(f"__entered__.add({prefix + name!r})").body
                    body[(ast.get_docstring(node) is not None) : 0] = note
                case ast.ClassDef(name=name):
                    self._mark(node, f"{prefix}{name}.")
                case _:
                    self._mark(node, prefix)
