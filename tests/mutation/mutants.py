"""All mutants of a source file: what mutmut's operators make of the code in its functions.

The operators are those of mutmut 3. Its own runner leaves every decorated function alone, and here
properties and cached functions hold much of the mathematics, so the walk over the file is ours.
Annotations, decorators and docstrings stay as they are, and so does the wording of errors and table
headings, which is for readers and not for tests.
"""

import difflib
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import (
    mutation_operators,
    operator_arg_removal,
    operator_string,
)

_LEFT_ALONE = (
    *(cst.Annotation, cst.Decorator),
    *(cst.BaseParenthesizableWhitespace, cst.EmptyLine, cst.TrailingWhitespace),
)
_SIMPLE_DEFAULTS = (cst.Name, cst.BaseNumber, cst.BaseString)
_WORDING_CALLS = ("Fault", "Column", "Error", "Unit")
_WORDING_NAMES = ("rule", "remedy")


@dataclass(frozen=True)
class Mutant:
    """One change of one expression or statement.

    Attributes
    ----------
    path
        The file, relative to the root of the repository.
    function
        Qualified name of the outermost function that holds the change.
    operator
        Which of mutmut's operators made it.
    lines
        First and last line of the statement (of the header, if it is compound): tests that run none
        of them cannot notice. For a default value, the lines of the function.
    in_default
        Whether a parameter's default is what changes.
    key
        Names the mutant for as long as the code of its function stays as it is.
    """

    path: str
    function: str
    operator: str
    lines: tuple[int, int]
    in_default: bool
    key: str
    _module: cst.Module = field(repr=False, compare=False)
    _original: cst.CSTNode = field(repr=False, compare=False)
    _mutated: cst.CSTNode = field(repr=False, compare=False)

    @cached_property
    def source(self) -> str:
        """The whole file with the change made."""
        return self._module.visit(_Replacement(self._original, self._mutated)).code

    @property
    def change(self) -> str:
        """The lines taken out, after ``-``, and the lines put in, after ``+``."""
        before, after = self._module.code.splitlines(), self.source.splitlines()
        lines = difflib.unified_diff(before, after, lineterm="", n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def mutants(root: Path, path: Path) -> list[Mutant]:
    """Every mutant of the file, in the order of the code."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text("utf-8")))
    finder = _Finder(wrapper.module, path.relative_to(root).as_posix())
    wrapper.visit(finder)
    return finder.found


class _Replacement(cst.CSTTransformer):
    """Puts one node in another's place; only on the way to it does it look at children."""

    def __init__(self, original: cst.CSTNode, mutated: cst.CSTNode):
        self.original, self.mutated = original, mutated

    def on_visit(self, node: cst.CSTNode) -> bool:
        return node is not self.original

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:
        return self.mutated if original_node is self.original else updated_node


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, module: cst.Module, path: str):
        super().__init__()
        self.module, self.path = module, path
        self.found: list[Mutant] = []
        self.above: list[cst.CSTNode] = []
        self.within: cst.CSTNode | None = None
        self.before, self.code = 0, ""

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, _LEFT_ALONE) or _never_mutated(node):
            return False
        if any(isinstance(above, cst.FunctionDef) for above in self.above):
            for kind, operator in mutation_operators:
                if not isinstance(node, kind) or (operator is operator_string and self._wording()):
                    continue
                for mutated in operator(node):
                    if operator is operator_arg_removal and _unsaid(node, mutated):
                        continue
                    self.found.append(self._mutant(node, mutated, operator.__name__))
        self.above.append(node)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self.above and self.above[-1] is original_node:
            self.above.pop()

    def _mutant(self, original: cst.CSTNode, mutated: cst.CSTNode, operator: str) -> Mutant:
        scopes = [node for node in self.above if isinstance(node, cst.FunctionDef | cst.ClassDef)]
        outermost = next(
            place for place, node in enumerate(scopes) if isinstance(node, cst.FunctionDef)
        )
        function = ".".join(scope.name.value for scope in scopes[: outermost + 1])
        default = any(isinstance(node, cst.Param) for node in self.above)
        if scopes[outermost] is not self.within:
            self.within, self.before = scopes[outermost], len(self.found)
            self.code = self.module.code_for_node(self.within)
        digest = hashlib.sha256(f"{self.code}{len(self.found) - self.before}".encode()).hexdigest()
        return Mutant(
            self.path,
            function,
            operator.removeprefix("operator_"),
            self._lines(scopes[outermost]) if default else self._statement_lines(original),
            default,
            f"{self.path}::{function}::{digest[:10]}",
            self.module,
            original,
            mutated,
        )

    def _lines(self, node: cst.CSTNode) -> tuple[int, int]:
        place = self.get_metadata(PositionProvider, node)
        return place.start.line, place.end.line

    def _statement_lines(self, node: cst.CSTNode) -> tuple[int, int]:
        for outer in (node, *reversed(self.above)):
            if isinstance(outer, cst.SimpleStatementLine):
                return self._lines(outer)
            if isinstance(outer, cst.BaseCompoundStatement):
                first, last = self._lines(outer)
                body = getattr(outer, "body", None)  # a match has cases instead
                return (first, max(first, self._lines(body)[0] - 1)) if body else (first, last)
        return self._lines(node)

    def _wording(self) -> bool:
        for node in self.above:
            match node:
                case cst.Call(func=cst.Name(value=name)) if name.endswith(_WORDING_CALLS):
                    return True
                case cst.AssignTarget() | cst.Assign():
                    targets = node.targets if isinstance(node, cst.Assign) else (node,)
                    names = {self.module.code_for_node(each.target) for each in targets}
                    if any(name in _WORDING_NAMES for name in names):
                        return True
        return False


def _never_mutated(node: cst.CSTNode) -> bool:
    match node:
        case cst.Param(default=default) if default is not None:
            return not isinstance(default, _SIMPLE_DEFAULTS)
        case cst.Call(func=cst.Name(value="len" | "isinstance")):
            return True
    return False


def _unsaid(call: cst.Call, mutated: cst.Call) -> bool:
    """Whether the mutant only leaves out what an error says: its rule, its remedy, its message."""
    if not isinstance(call.func, cst.Name) or len(call.args) != len(mutated.args):
        return False
    changed = next(i for i, arg in enumerate(call.args) if arg is not mutated.args[i])
    name = call.func.value
    return changed >= 2 if name == "Fault" else name.endswith("Error") and name != "ParameterError"


def all_keys(root: Path, packages: tuple[str, ...], kept: Path) -> list[str]:
    """The key of every mutant of these packages, read from `kept` unless the code has changed."""
    paths = [
        path
        for package in packages
        for path in sorted((root / "plea_games" / package).rglob("*.py"))
    ]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    if kept.exists():
        listed = json.loads(kept.read_text("utf-8"))
        if listed["digest"] == digest:
            return list(listed["keys"])
    keys = [mutant.key for path in paths for mutant in mutants(root, path)]
    kept.write_text(json.dumps({"digest": digest, "keys": keys}), "utf-8")
    return keys


def package_of(key: str) -> str:
    """The part of the package that the mutant is in, such as ``model``."""
    return Path(key).parts[1]


@cache
def _of_file(root: Path, path: str) -> dict[str, Mutant]:
    return {mutant.key: mutant for mutant in mutants(root, root / path)}


def named(root: Path, key: str) -> Mutant:
    """The mutant of that key."""
    return _of_file(root, key.partition("::")[0])[key]
