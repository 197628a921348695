"""What the model prints and refuses: formulas, parameters, games, dockets, terms, texts.

For :mod:`tests.printouts`, which keeps all of it. A refusal is kept with its whole text: the
parameter, the value, the rule and the remedy, of all faults at once.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import partial
from itertools import chain
from typing import Any

from sympy import (
    And,
    Eq,
    Float,
    Integer,
    Max,
    Or,
    Rational,
    Sum,
    Symbol,
    ceiling,
    floor,
    harmonic,
    oo,
    sqrt,
)
from sympy.logic.boolalg import true

import plea_games as pg
from plea_games.model import (
    behaviour_parameters,
    closed_forms,
    court_formulas,
    lever_forms,
    parameters,
    place_parameters,
    symbols,
    time_parameters,
    welfare,
)
from plea_games.model.closed_form import Regime
from plea_games.model.defendant import OWN_SYMBOLS, own_symbol
from plea_games.model.formulas import LONGEST, read_formula
from plea_games.model.long_run import CRITICAL_DISCOUNT
from plea_games.model.notation import brief, cell, decimal, number
from plea_games.model.parameters import Parameter
from plea_games.model.payoffs import Payoffs
from plea_games.model.phases import LAPLACIAN_LIMIT, PHASE
from plea_games.model.reading import read_numbers, read_path, read_share, read_whole
from plea_games.model.round_prices import ROUND_PRICE
from plea_games.model.symbols import SYMBOLS, J, K, N, T, d, kappa, m, r, s, x
from plea_games.model.terms import TERMS, Term
from plea_games.model.terms.by_name import letter_of, parameter_of, term_parameters
from plea_games.model.terms.term import symbol

Sections = Mapping[str, Callable[[], Any]]

_GAME = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
_ADA = pg.Defendant("Ada", offer=3, sentence=9, conviction="0.9")
_BEN = pg.Defendant("Ben", offer=4, sentence=8, process_cost=1)
_LETTERS = {**SYMBOLS, "rate": kappa}


def _assumed(letter: Symbol) -> str:
    """What sympy may take for granted of it."""
    facts = ("integer", "positive", "nonnegative", "real")
    held = [fact for fact in facts if getattr(letter, f"is_{fact}")]
    return f"{letter}: {' '.join(held) or 'anything'}"


def _written(formula: Any) -> str:
    shown = cell(formula)
    return f"{shown.text} | {shown.latex}"


def _regimes(regimes: Iterable[Regime]) -> str:
    lines = [
        f"{regime.reason or _written(regime.value)}\n    where {_written(regime.condition)}"
        for regime in regimes
    ]
    return "\n".join(lines)


def _line(parameter: Parameter) -> str:
    return (
        f"{parameter.name} ({parameter.letter or 'no letter'}, {parameter.unit}): "
        f"{parameter.meaning}; {parameter.rule}; {parameter.remedy}; "
        f"{'counted' if parameter.is_count else 'measured'}, else {parameter.default}"
    )


def _parameters(module: Any) -> str:
    every = chain.from_iterable(
        value if isinstance(value, tuple) else (value,) for value in vars(module).values()
    )
    return "\n".join(
        _line(value) for value in dict.fromkeys(p for p in every if isinstance(p, Parameter))
    )


def _lever_forms() -> str:
    return "\n".join(
        f"{kind.__name__}, {goal}: {_written(form)}"
        for (kind, goal), form in lever_forms._forms().items()
    )


_CLOSED = (
    *closed_forms.CLOSED_FORMS,
    *(CRITICAL_DISCOUNT, ROUND_PRICE, PHASE, LAPLACIAN_LIMIT),
    *(
        form
        for forms in (court_formulas.DELAYED_RATIO, court_formulas.LONGEST_CLOCK)
        for form in forms.values()
    ),
)

FORMULAS: Sections = {
    **{
        f"{place}: {form.name}": partial(
            lambda form: f"{form.label} ({form.unit}): {form.meaning}\n{_regimes(form.regimes)}",
            form,
        )
        for place, form in enumerate(_CLOSED, start=1)
    },
    "tipping, one or several": lambda: _regimes(closed_forms._tipping(Integer(1), K / r)),
    "side payment, no goal": lambda: _regimes(closed_forms._side_payment(())),
    "delay, by clock": lambda: "\n".join(
        f"{law}\n{_regimes(court_formulas._balance(condition, outcome))}"
        for law, cases in court_formulas._CLOCKS.items()
        for condition, outcome in cases
    ),
    "no value": lambda: _regimes([closed_forms._none(r < 0, "no reason")]),
    "levers": _lever_forms,
    "gain in court": lambda: _written(court_formulas.GAIN_IN_COURT),
    "welfare": lambda: "\n".join(
        _written(getattr(welfare, name))
        for name in ("DEFENDANT_COST", "SENTENCE_YEARS", "CONVICTIONS", "DISMISSALS")
    ),
    "definitions": lambda: "\n".join(
        f"{letter} = {_written(meaning)}" for letter, meaning in symbols.DEFINITIONS.items()
    ),
    "parts of all terms": lambda: "\n".join(
        f"{kind.__name__}: {_changed(kind)}" for kind in TERMS
    ),
}  # fmt: skip


def _changed(kind: type[Term]) -> str:
    before, after = _GAME.payoffs, _GAME.with_terms(_term(kind)).payoffs
    return ", ".join(
        f"{part.name} = {_written(getattr(after, part.name))}"
        for part in fields(Payoffs)
        if getattr(after, part.name) != getattr(before, part.name)
    )


def _term(kind: type[Term]) -> Term:
    """With numbers that change something and are in every range."""
    sizes = {"CostlierTrials": (9, 4), "YearsCap": (9, 4), "Retaliation": (2,),
             "CollectiveCounsel": (3, "1/2")}  # fmt: skip
    return kind(*sizes.get(kind.__name__, ("1/2",) if _is_share(kind) else (1,)))


def _is_share(kind: type[Term]) -> bool:
    return kind.amount().maximum == 1


PARAMETERS: Sections = {
    "of a game": lambda: _parameters(parameters),
    "of terms": lambda: "\n".join(map(_line, term_parameters().values())),
    "of behaviour": lambda: _parameters(behaviour_parameters),
    "of time": lambda: _parameters(time_parameters),
    "of places": lambda: _parameters(place_parameters),
    "letters of a game": lambda: "\n".join(
        f"{parameter.name} {_assumed(symbols._symbol(parameter))}"
        for parameter in parameters.PARAMETERS
    ),
    "letters of terms": lambda: "\n".join(
        f"{parameter.name} {_assumed(symbol(parameter))}"
        for parameter in term_parameters().values()
    ),
    "letters of formulas": lambda: "\n".join(map(_assumed, (m, x, T, kappa, r, symbols.L))),
    "letters of a defendant": lambda: "\n".join(_assumed(own_symbol(n, 2)) for n in OWN_SYMBOLS),
    "attributes of a game": lambda: "\n".join(
        f"{name}: {getattr(pg.PleaGame, name).__doc__}" for name in SYMBOLS
    ),
    "stated anew": lambda: pg.model.game._stated("offer").__doc__,
    "terms by amount": lambda: "\n".join(
        f"{kind.__name__}: {kind.amount_field()}, {kind.side}, "
        f"{'more' if kind.increasing else 'less'} of it for a strike"
        for kind in TERMS
    ),
    "terms in letters": lambda: "\n".join(
        f"{kind.symbolic()!r}: {kind.symbolic().describe() or 'letters only'}" for kind in TERMS
    ),
    "terms in numbers": lambda: "\n".join(
        f"{_term(kind)!r}: {_term(kind).describe()}" for kind in TERMS
    ),
    "by name": lambda: "\n".join(
        f"{name}: {parameter_of(name).letter}, {_assumed(letter_of(name))}"
        for name in ("offer", "capacity", "sanction", "committed", "retaliation")
    ),
}

_CONDITIONS = (Or(And(r < 1, r >= 0), Eq(K, 0)), And(Or(r < 0, r > 1), K >= 1), r < 0, true)
_NUMBERS = (
    *(Integer(7000), Rational(41, 25), Rational(-1, 3), Rational(1, 2**12), Rational(1, 2**13)),
    *(Rational(10**15 - 1, 2), Rational(10**15 + 1, 2), Rational(1, 10**15 - 1), Rational(-7, 4)),
    *(Rational(1, 10**15), Rational(20, 3), Rational(1234567, 8), Rational(12345678, 7), K / r),
    *(Rational(123456, 10), Rational(-533, 8500), Rational(10**9 + 1, 10**3), Rational(3, 10**5)),
)

NOTATION: Sections = {
    "conditions": lambda: "\n".join(map(_written, _CONDITIONS)),
    "nothing": lambda: _written(None),
    "formulas": lambda: "\n".join(
        map(
            _written,
            (
                *(K / N, (s - d) / (T - d), ceiling(K / r) - 1, harmonic(N) ** 2, -kappa * m / 3),
                *(s / (2 * m), (s - d) / (J * r), floor(r * N), Max(1, K), 1 / Max(1, m)),
                *(J ** Rational(1, 12), Eq(r, kappa), r < kappa, Symbol("gamma") + Symbol("chi")),
                *(Symbol("hold out"), Symbol("tie"), Eq(Sum(m, (m, 1, N)), r, evaluate=False)),
                closed_forms.MIXED_EQUATION,
            ),
        )
    ),
    "numbers": lambda: "\n".join(
        f"{value}: {number(value)} | {brief(value)} | {decimal(value)}" for value in _NUMBERS
    ),
}  # fmt: skip

_READ = (
    *("1", "-1", "+1", "--1", "0.4", ".5", "1e-3", "offer", "offer + 1", "offer - 1", "2 * offer"),
    *("offer / 0.4", "1 / 3", "offer ** 2", "offer ** -2", "offer ** 0", "2 ** -3", "offer ** 64"),
    *("min(offer, 3)", "max(offer, 3, sentence)", "ceil(capacity / 0.4)", "floor(7 / 2)"),
    *("(offer - dismissal_cost) * rate", " offer ", "1 - 2 - 3", "2 / 3 / 4", "-offer ** 2"),
    *("2 ** 64", "offer ** -64", "min(3)", "floor(-0.5)", "ceil(-0.5)", "0 ** 0", "0 ** 2"),
)
_NOT_READ = (
    *("", " ", 3, None, "1 / 0", "offer / (1 - 1)", "offer / 0.0", "0 ** -1", "offer ** 65"),
    *("offer ** -65", "offer ** 0.5", "offer ** sentence", "offr", "offer + offr", "x", "'text'"),
    *("b'text'", "1 + 'text'", "True", "None", "...", "1j", "1_000", "1e999", "1e-400", "0x10"),
    *("offer % 2", "offer // 2", "offer @ 2", "offer << 2", "~1", "not 1", "1 < 2", "1 and 2"),
    *("offer.real", "offer[0]", "[1]", "(1, 2)", "{1}", "{}", "lambda: 1", "1 if 1 else 2", "()"),
    *("open(1)", "1 + open(1)", "abs(-1)", "min()", "max()", "ceil()", "ceil(1, 2)", "floor(1, 2)"),
    *("min(offer, key=1)", "min(*offer)", "offer.min(1)", "(min)(offer)(1)", "f'{offer}'"),
    *("offer)", "((2 ** 64) ** 64) ** 2", "(1 / 3 ** 64) ** 40", "1 + nan", "inf"),
)
_BROKEN = (
    *("offer +", "(offer", "1 2", "offer; 1", "offer = 1", "yield", "# nothing", "1 +\n 2"),
    *("offer\0", "(" * 300 + "1" + ")" * 300),
)
_COLUMN = re.compile(r" \(it breaks off at column \d+\)")


def _refusal(text: str) -> str:
    """Without the column, which differs from one version of Python to the next."""
    try:
        return str(read_formula(text, SYMBOLS))
    except pg.ParameterError as error:
        return _COLUMN.sub("", str(error))


TEXTS: Sections = {
    **{
        text: partial(lambda text: str(read_formula(text, _LETTERS, "the formula")), text)
        for text in _READ
    },
    **{f"not {text!r}": partial(read_formula, text, _LETTERS, "the formula") for text in _NOT_READ},
    "without a name": lambda: read_formula("offr", SYMBOLS),
    "no letters": lambda: read_formula("offer", {}),
    "as long as may be": lambda: str(read_formula("1" + "+1" * 499 + " ", {})),
    "longer": lambda: read_formula("1" * (LONGEST + 1), {}),
    "compared": lambda: str(read_formula(f"max({'1, ' * 149}2)", {})),
    "too many compared": lambda: read_formula(f"max({'1, ' * 150}2)", {}),
    "digits": lambda: str(read_formula("0 * (2 ** 64 * 2 ** 14) ** 50", {})),
    "too many digits": lambda: read_formula("0 * (2 ** 64 * 2 ** 14) ** 51", {}),
    "digits below the bar": lambda: read_formula("0 * (1 / (2 ** 64 * 2 ** 14)) ** -51", {}),
    "broken": lambda: "\n".join(map(_refusal, _BROKEN)),
}


def _game(**changes: Any) -> pg.PleaGame:
    return pg.PleaGame(**{"defendants": 12, "capacity": 2, "offer": 4, "sentence": 10, **changes})


_WRONG: Mapping[str, tuple[object, ...]] = {
    "defendants": (0, -1, "1/2", 10**9 + 1, "many", None, True, m, Symbol("n", negative=True)),
    "capacity": (-1, "0.5", 10**9 + 1, "1,000", [1], x, Symbol("k") + Rational(1, 2)),
    "offer": (-1, "-0.5", "nan", "inf", "1e999", "1/0", None, {}, oo, sqrt(2), sqrt(-1) * s),
    "sentence": (-1, 0, "", "ten", float("nan"), float("inf"), -s - 1),
    "conviction": (-1, "1.5", "70%", 2 + s, 0),
    "process_cost": (-1, "1e-400", "one\nyear", Symbol("z", imaginary=True)),
    "dismissal_cost": (-1, 10, 11, "10.0", "9" * 500),
}
_RIGHT: Mapping[str, tuple[object, ...]] = {
    "defendants": (1, 10**9, "12", 12.0, N),
    "capacity": (0, 13, 10**9, 2 * K),
    "offer": (0, "2/3", "1e-3", 0.3, Float("0.25"), Float("0.5") * s, 1000),
    "sentence": ("0.1", J, "1e300"),
    "conviction": ("0.7", Rational(7, 10)),
    "process_cost": (0, "5e-1"),
    "dismissal_cost": ("9.9", s),
}


def _called(wrong: Iterable[object]) -> Iterable[tuple[str, object]]:
    return ((f"{place}", value) for place, value in enumerate(wrong, start=1))


GAMES: Sections = {
    **{
        f"{name} {place}": partial(lambda name, value: repr(_game(**{name: value})), name, value)
        for name, given in _WRONG.items()
        for place, value in _called(given)
    },
    **{
        f"{name} {place}, right": partial(
            lambda name, value: f"{_game(**{name: value})!r}\n{_game(**{name: value}).describe()}",
            name,
            value,
        )
        for name, given in _RIGHT.items()
        for place, value in _called(given)
    },
    "all at once": lambda: _game(defendants=0, capacity=-1, offer=-1, conviction=2),
    "no threat": lambda: _game(sentence=4, conviction="0.5", process_cost=1, dismissal_cost=3),
    "no threat in letters": lambda: _game(sentence=s, conviction=0, dismissal_cost=s),
    "numbers of letters": lambda: _game(offer=s, sentence=J).numbers,
    "numbers": lambda: str(_game(offer="0.3").numbers),
    "letters exchanged": lambda: str(_game(offer=J, sentence=s).express(s / J - K)),
    "with unknown parameters": lambda: _GAME.with_parameters(pledge=3, offr=1, zzz=2),
    "with wrong parameters": lambda: _GAME.with_parameters(offer=-1, sanction=-1),
    "with wrong terms": lambda: _GAME.with_parameters(sanction=-1, visibility=2, surge=-1),
    "without the rest": lambda: _GAME.with_parameters(visibility="0.5", weight=1),
    "without the budget": lambda: _GAME.with_parameters(prosecution_cost=3),
    "term added": lambda: repr(_GAME.with_parameters(sanction=1, exponent=2, solidarity=1)),
    "term changed": lambda: repr(
        _GAME.with_terms(pg.VisibleDefection(1, "0.5")).with_parameters(sanction=2, offer=3)
    ),
    "terms twice": lambda: _GAME.with_terms(pg.SidePayment(1), pg.SidePayment(2), 3, "fund"),
    "all committed": lambda: _GAME.with_terms(pg.Pledge(12)),
    "all dropped or committed": lambda: _GAME.with_terms(pg.Pledge(5, "0.5"), pg.Dismissals(7)),
    "one left": lambda: repr(_GAME.with_terms(pg.Pledge(5), pg.Dismissals(6))),
    "too many clients": lambda: _GAME.with_terms(pg.CollectiveCounsel(13)),
    "all clients": lambda: repr(_GAME.with_terms(pg.CollectiveCounsel(12))),
    "no lottery": lambda: pg.lottery_form(_GAME.with_terms(pg.StrikeFund(3), pg.SidePayment(1))),
    "no threat left": lambda: pg.lottery_form(_GAME.with_terms(pg.SidePayment(10))),
    "lottery form": lambda: repr(
        pg.lottery_form(
            _GAME.with_terms(
                pg.VisibleDefection(2, "0.5"),
                pg.Retaliation(2),
                pg.Dismissals(3),
                pg.BetterOffer("0.5"),
            )
        )
    ),
    "pledge kept": lambda: str(_GAME.with_terms(pg.Pledge(2)).gain),
    "pledge in vain": lambda: str(_GAME.with_terms(pg.Pledge(2, 0)).gain),
    "pledge kept by some": lambda: str(_GAME.with_terms(pg.Pledge(2, "0.5")).gain),
    "pledge in letters": lambda: str(
        _GAME.with_terms(pg.Pledge.symbolic(reliability=1)).trial_probability
    ),
    "unknown words": lambda: "\n".join(
        str(pg.model.terms.by_name.unknown_parameter(word, 1))
        for word in ("strike fund", "Strike-Fund", "StrikeFund", "SANCTION", "side payment",
                     "better offer", "jury", "counsel", "trial", "zzz", "dismissal-cost", "",
                     "si pay", "Si-Pay")
    ),
    "record": lambda: str(_game(offer="0.5", sentence=J).record()),
}  # fmt: skip

_AMOUNTS = ("-1", "many", None, "1.5", 10**10)

TERM_TEXTS: Sections = {
    **{
        f"{kind.__name__} {place}": partial(
            lambda kind, value: repr(kind(*(value for _ in kind.parameters))),
            kind,
            value,
        )
        for kind in TERMS
        for place, value in _called(_AMOUNTS)
    },
    "no hours": lambda: pg.CostlierTrials(9, 0),
    "hours of a menu": lambda: repr(pg.CostlierTrials.of_menu(budget=9, hours=1, invoked={"a": 2})),
    "wrong hours": lambda: pg.CostlierTrials.of_menu(budget=9, hours=1, invoked={"a": -2}),
    "hours in letters": lambda: pg.CostlierTrials.of_menu(budget=9, hours=s, invoked={}),
    "all saved": lambda: pg.StreamlinedTrials(1),
    **{
        f"{kind.__name__}, other amount": partial(
            lambda kind: repr(_term(kind).with_amount(_term(kind).amount().minimum or 1)), kind
        )
        for kind in TERMS
    },
}  # fmt: skip


def _docket(*who: Any, **given: Any) -> pg.Docket:
    return pg.Docket(list(who), **given)


_BY_LOT = _docket(_ADA, _BEN, capacity=1)
_IN_ORDER = _docket(_ADA, _BEN, budget=1, trials="announced order")

DOCKETS: Sections = {
    "lottery": lambda: _BY_LOT,
    "lottery as a table": lambda: str(_BY_LOT.normal_form()),
    "budget": lambda: _IN_ORDER,
    "budget as a table": lambda: str(_IN_ORDER.normal_form()),
    "letters": lambda: pg.Docket.symbolic(3, trials="announced order"),
    "letters as a table": lambda: str(
        pg.Docket.symbolic(3, trials="announced order").normal_form()
    ),
    "most valuable": lambda: _docket(_ADA, _BEN, capacity=1, trials="most valuable"),
    "most valuable, budget": lambda: str(
        _docket(_ADA, _BEN, budget="1.5", trials="most valuable").normal_form()
    ),
    "one": lambda: _docket(_ADA, capacity=2),
    "other offers": lambda: str(_IN_ORDER.with_offers([1, s]).normal_form()),
    "letters of it": lambda: str(
        sorted(map(str, _docket(_ADA, capacity=K).with_offers([s]).free_symbols))
    ),
    "four": lambda: _docket(*(pg.Defendant(f"D_{i}", offer=1, sentence=2) for i in range(4)),
                            capacity=0),
    "five have no formula": lambda: str(
        _docket(*(pg.Defendant(f"D{i}", offer=1, sentence=2) for i in range(5)),
                capacity=1)._repr_latex_()
    ),
    "none": lambda: _docket(capacity=1),
    "strangers": lambda: _docket("Ada", _BEN, capacity=1),
    "one for a list": lambda: pg.Docket(3, capacity=1),
    "same names": lambda: _docket(_ADA, _ADA, _BEN, _BEN, capacity=1),
    "neither": lambda: _docket(_ADA),
    "both": lambda: _docket(_ADA, capacity=1, budget=1),
    "lottery within a budget": lambda: _docket(_ADA, budget=1),
    "trials": lambda: _docket(_ADA, capacity=1, trials="most valueable"),
    "trials of no kind": lambda: _docket(_ADA, capacity=1, trials=3),
    "capacity": lambda: _docket(_ADA, capacity="0.5"),
    "budget below 0": lambda: _docket(_ADA, budget=-1, trials="announced order"),
    "all of it": lambda: _docket(_ADA, _ADA, capacity=-1, budget="x", trials="dice"),
    "budget in letters": lambda: _docket(_ADA, budget=s, trials="announced order"),
    "capacity in letters": lambda: _docket(_ADA, capacity=K, trials="most valuable"),
    "values in letters": lambda: pg.Docket.symbolic(
        2, capacity=1, trials="most valuable"
    ),
    "costs in letters": lambda: _docket(
        pg.Defendant("Cy", offer=1, sentence=2, prosecution_cost=s), budget=2,
        trials="announced order"
    ),
    "profile": lambda: _BY_LOT.payoffs((True,)),
    "profile of words": lambda: _BY_LOT.trial_probabilities(("plead", "hold out")),
    "offers": lambda: _BY_LOT.with_offers([1]),
    "offers below 0": lambda: _BY_LOT.with_offers([1, -1]),
    "matrices of one": lambda: _docket(_ADA, capacity=1).payoff_matrices(),
    "profiles of sixteen": lambda: pg.Docket.symbolic(16).profiles(),
    "profiles of fifteen": lambda: str(sum(1 for _ in pg.Docket.symbolic(15).profiles())),
    "tried": lambda: "\n".join(
        f"{trials}: {_docket(_ADA, _BEN, capacity=1, trials=trials).trial_probabilities(profile)}"
        for trials in ("lottery", "announced order", "most valuable")
        for profile in ((False, False), (True, False), (False, True), (True, True))
    ),
    "payoffs": lambda: "\n".join(
        f"{trials}: {_docket(_ADA, _BEN, capacity=1, trials=trials).payoffs(profile)}"
        for trials in ("lottery", "announced order", "most valuable")
        for profile in ((False, False), (True, False), (False, True), (True, True))
    ),
    "defendant": lambda: _ADA,
    "defendant's numbers": lambda: str((_BEN.offer, _BEN.dismissal_cost, _BEN.trial_cost,
                                        _BEN.at_stake, _BEN.offer_ratio, _BEN.with_offer("1/2"))),
    "defendant with a value": lambda: repr(
        pg.Defendant("Di", offer=1, sentence=2, trial_value=7, prosecution_cost="0.5")
    ),
    "defendant without a name": lambda: pg.Defendant("", offer=1, sentence=2),
    "defendant of wrong numbers": lambda: pg.Defendant(
        "Ed", offer=-1, sentence="x", conviction=2, process_cost=None, dismissal_cost=-1,
        trial_value=-1, prosecution_cost=-1
    ),
    "defendant without a threat": lambda: pg.Defendant(
        "Flo", offer=1, sentence=2, conviction="0.5", dismissal_cost=1
    ),
}  # fmt: skip


READINGS: Sections = {
    "list": lambda: str(read_numbers(("1/2", 3, 0.1), "sizes", "size {}".format)),
    "no list": lambda: read_numbers(3, "sizes", "size {}".format),
    "text": lambda: read_numbers("12", "sizes", "size {}".format),
    "mapping": lambda: read_numbers({1: 2}, "sizes", "size {}".format),
    "empty": lambda: read_numbers([], "sizes", "size {}".format),
    "entries": lambda: read_numbers([1, "x", -1, None], "sizes", "size {}".format, minimum=0),
    "ten wrong": lambda: read_numbers(["x"] * 10, "sizes", "size {}".format),
    "twelve wrong": lambda: read_numbers([1, *["x"] * 12], "sizes", "size {}".format),
    "share": lambda: str([read_share(value, "share") for value in (0, 1, "0.5")]),
    **{f"share {v}": partial(read_share, v, "share") for v in ("1.1", -1, "half", "10%", None)},
    "whole": lambda: str([read_whole(value, "turns", maximum=9) for value in (0, 9)]),
    **{
        f"whole {v!r}": partial(read_whole, v, "turns", minimum=1, maximum=1000)
        for v in (0, 1001, True, "3", 2.0, None)
    },
    "whole, no most": lambda: read_whole(-1, "turns"),
    "path": lambda: str(read_path("results", "folder")),
    **{f"path {v!r}": partial(read_path, v, "folder") for v in (3, "a\0b", None)},
    "another kind": lambda: pg.thresholds(_BY_LOT),
    "another kind, named": lambda: pg.sequences.elimination(_GAME),
    "several": lambda: str(pg.model.reading.read_several({parameters.BUDGET: 3})),
    "several wrong": lambda: pg.model.reading.read_several(
        {parameters.BUDGET: -1, parameters.SEED_SHARE: 2, parameters.ROUNDS: "0.5",
         parameters.TRIAL_VALUE: s}
    ),
}  # fmt: skip

MODEL: Mapping[str, Sections] = {
    "model, formulas": FORMULAS,
    "model, parameters": PARAMETERS,
    "model, notation": NOTATION,
    "model, formulas as text": TEXTS,
    "model, games": GAMES,
    "model, terms": TERM_TEXTS,
    "model, dockets": DOCKETS,
    "model, readings": READINGS,
}
