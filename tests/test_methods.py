"""The page on methods covers every formula, and every test that it names exists."""

import ast
import re
from pathlib import Path

import pytest

from plea_games.model import closed_forms, court_formulas, long_run, phases, round_prices
from plea_games.model.closed_form import ClosedForm

TESTS = Path(__file__).parent
DOCS = TESTS.parent / "docs"
METHODS = (DOCS / "methods.rst").read_text(encoding="utf-8")
SECTIONS = re.split(r"\n(?=[^\n]+\n(?:-{3,}|~{3,})\n)", METHODS)[1:]


def names_in(module):
    tree = ast.parse((TESTS / f"{module}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def forms(value):
    if isinstance(value, ClosedForm):
        return {value.name}
    if isinstance(value, dict):  # by the law of the court's clock, or by their own names
        return {f"{form.name}, {law}" for law, form in value.items()
                if isinstance(form, ClosedForm) and law != form.name}  # fmt: skip
    return set()


def test_every_test_that_is_named_exists():
    named = re.findall(r":test:`(\w+)::(\w+)`", METHODS)
    assert len(named) == METHODS.count(":test:")
    assert {test for module, test in named if test not in names_in(module)} == set()


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.splitlines()[0])
def test_every_formula_has_a_proof_and_a_test(section):
    if re.search(r"^\.\. (closed-form|lever-forms|proof)::", section, re.MULTILINE):
        assert "*Held by*" in section
        assert "*Proof.*" in section or ".. proof::" in section


def test_every_closed_form_is_on_the_page():
    modules = (closed_forms, court_formulas, long_run, phases, round_prices)
    expected = {name for module in modules for value in vars(module).values()
                for name in forms(value)}  # fmt: skip
    shown = re.findall(r"^\.\. closed-form:: (.+)$", METHODS, re.MULTILINE)
    assert sorted(shown) == sorted(expected)
    assert METHODS.count(".. lever-forms::") == 1


def test_every_module_with_a_derivation_is_on_the_page():
    package = TESTS.parent / "plea_games"
    derives = set()
    for file in package.rglob("*.py"):
        text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        if ":math:`" in text or ".. math::" in text:
            parts = file.relative_to(package.parent).with_suffix("").parts
            derives.add(".".join(parts).removesuffix(".__init__"))
    shown = re.findall(r"^\.\. proof:: (.+)$", METHODS, re.MULTILINE)
    assert len(shown) == len(set(shown))
    assert derives - set(shown) == set()
