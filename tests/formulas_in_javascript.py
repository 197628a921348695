"""Formulas as JavaScript, for the explorer page: ``python -m tests.formulas_in_javascript``.

It writes ``plea_games/report/explorer/template/formulas.js`` anew from the symbolic layer, which
alone is written by hand, so that a page need not wait for sympy. ``test_explorer`` compares.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sympy import (
    Eq,
    Integer,
    Max,
    Mul,
    bernoulli,
    binomial,
    combsimp,
    diff,
    expand_log,
    factor,
    log,
)

from plea_games.games.lottery_form import lottery_form
from plea_games.games.witness_formulas import witness_formulas
from plea_games.model.closed_form import ClosedForm, Regime
from plea_games.model.closed_forms import CLOSED_FORMS, MIXED_EQUATION
from plea_games.model.game import PleaGame
from plea_games.model.notation import plain
from plea_games.model.phases import LAPLACIAN_LIMIT, PHASE
from plea_games.model.symbols import DEFINITIONS, SYMBOLS, K, N, d as waiting, kappa, m, s, x
from plea_games.report import explorer
from plea_games.report.explorer.page_terms import PAGE_TERMS, TERMS_OF_LOTTERIES
from tests.javascript import exact_javascript, javascript

FILE = Path(explorer.__file__).parent / "template" / "formulas.js"
_HEAD = """// Written by python -m tests.formulas_in_javascript from the formulas in sympy, which a test
// compares them with: change those, never this file.
"""
_WITNESSES = ("N", "K", "price", "credit", "trial", "convicted", "d", "silence")

_BERNOULLI_NUMBERS = 35  # from H(64) on, the first one left out counts less than 2^-256


def text() -> str:
    """The whole file: a constant ``FORMULAS`` that the other scripts of the page compute with."""
    plain_ones, with_witnesses = (
        PleaGame.symbolic().with_terms(*(kind.symbolic() for kind in kinds))
        for kinds in (TERMS_OF_LOTTERIES, PAGE_TERMS)
    )
    lottery = lottery_form(plain_ones)
    witnesses = witness_formulas(with_witnesses.payoffs)
    assert witnesses is not None
    heard = {**dict(zip(_WITNESSES, witnesses, strict=True)),
             "offer": with_witnesses.payoffs.offer}  # fmt: skip
    # the page's closed forms are those of the plain game whose sentence is T
    fields = {"N": lottery.defendants, "K": lottery.capacity, "s": lottery.price,
              "J": lottery.trial_cost, "p": Integer(1), "c": Integer(0),
              "d": lottery.dismissal_cost, "offset": lottery.offset}  # fmt: skip
    parts = {
        "lottery": _object({name: exact_javascript(value) for name, value in fields.items()}),
        "witnesses": _object({name: exact_javascript(value) for name, value in heard.items()}),
        "definitions": _object({q.name: exact_javascript(f) for q, f in DEFINITIONS.items()}),
        "closedForms": _list(map(_closed_form, CLOSED_FORMS)),
        "phase": _closed_form(PHASE),
        "laplacianLimit": _list(_in_doubles(regime) for regime in LAPLACIAN_LIMIT.regimes),
        "mixed": _object(_mixed()),
        "gain": _gain(),
    }
    return f"{_HEAD}const BERNOULLI = {_bernoulli_numbers()};\nconst FORMULAS = {_object(parts)};\n"


def _closed_form(form: ClosedForm) -> str:
    return _object(
        {
            "name": json.dumps(form.name),
            "label": json.dumps(form.label, ensure_ascii=False),
            "unit": json.dumps(form.unit),
            "meaning": json.dumps(form.meaning, ensure_ascii=False),
            "bound": json.dumps(form.bound),
            "regimes": _list(_regime(form, regime) for regime in form.regimes),
        }
    )


def _regime(form: ClosedForm, regime: Regime) -> str:
    parts = {
        "holds": exact_javascript(regime.condition),
        "formula": json.dumps(plain(regime.value), ensure_ascii=False),
    }
    if regime.value is None:
        parts |= {"value": "null", "reason": json.dumps(regime.reason, ensure_ascii=False)}
    elif form.unit == "choice":
        parts["value"] = f"() => {json.dumps(str(regime.value))}"
    elif isinstance(regime.value, Eq):
        parts["value"] = "mixedProbability"
    else:
        parts["value"] = exact_javascript(regime.value)
    return _object(parts)


def _in_doubles(regime: Regime) -> str:
    return _object(
        {
            "holds": javascript((kappa,), regime.condition),
            "value": javascript((kappa,), regime.value),
        }
    )


def _mixed() -> dict[str, str]:
    """What ``template/mixed.js`` sums: F(x) = Σ w(j) chance(j).

    ``complement`` is 1 − chance(j) without cancellation, ``ratio`` w(j + 1)/w(j), and ``score`` the
    derivative of log w(j) in x.
    """
    expectation, _ = MIXED_EQUATION.args
    ((j, _, last),) = expectation.limits
    factors = Mul.make_args(expectation.function)
    weight = Mul(*(part for part in factors if part.has(x, binomial)))
    chance = Mul(*(part for part in factors if not part.has(x, binomial)))
    ratio = factor(combsimp(weight.subs(j, j + 1) / weight))
    score = factor(diff(expand_log(log(weight), force=True), x))
    return {
        "last": javascript((N,), last),
        "chance": javascript((j, K), chance),
        "complement": javascript((j, K), Max(*(factor(1 - part) for part in chance.args))),
        "ratio": javascript((j, N, x), ratio),
        "score": javascript((j, N, x), score),
    }


def _gain() -> str:
    """Δ(m) of a game in its lottery form."""
    game = PleaGame.symbolic(conviction=1, process_cost=0)
    return javascript((m, K, s, SYMBOLS["sentence"], waiting), game.gain)


def _bernoulli_numbers() -> str:
    """B(2), B(4), …, each as top and bottom."""
    numbers = (bernoulli(2 * i) for i in range(1, _BERNOULLI_NUMBERS + 1))
    return _list(f"[{number.p}n, {number.q}n]" for number in numbers)


def _object(parts: Mapping[str, str]) -> str:
    return "{" + ",\n".join(f"{name}: {code}" for name, code in parts.items()) + "}"


def _list(parts: Iterator[str]) -> str:
    return "[" + ",\n".join(parts) + "]"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
