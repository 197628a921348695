"""Public names in docstrings: written short, as people say them, and found in whichever room."""

from functools import cache
from types import ModuleType
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

import plea_games


@cache
def _full_names() -> dict[str, str]:
    """Where each public name is, by the name alone."""
    full = {}
    for name in plea_games.__all__:
        value = getattr(plea_games, name)
        if isinstance(value, ModuleType):
            full |= {inner: f"plea_games.{name}.{inner}" for inner in value.__all__}
    return full | {name: f"plea_games.{name}" for name in plea_games.__all__}


def _resolve(
    app: Sphinx, env: BuildEnvironment, node: Any, content: nodes.Element
) -> nodes.Element | None:
    head, dot, member = node.get("reftarget", "").partition(".")
    if node.get("refdomain") != "py" or head not in _full_names():
        return None
    target = f"{_full_names()[head]}{dot}{member}"
    python = env.get_domain("py")
    return python.resolve_xref(
        env, node["refdoc"], app.builder, node["reftype"], target, node, content
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect it."""
    app.connect("missing-reference", _resolve)
    return {"parallel_read_safe": True}
