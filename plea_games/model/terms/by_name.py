"""Terms, and all parameters, by name: as sweeps and the command line give them."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...errors import Fault, ParameterError, did_you_mean, shown
from ..parameters import PARAMETER, Parameter
from ..reading import gathered
from .term import Term, symbol
from .together import kinds

if TYPE_CHECKING:
    from sympy import Symbol


def term_parameters() -> dict[str, Parameter]:
    """The parameters of all kinds of terms, by name."""
    return {p.name: p for kind in kinds() for p in kind.parameters.values()}


def is_parameter(name: str) -> bool:
    """Whether a game or a term has a parameter of that name."""
    return name in PARAMETER or name in term_parameters()


def parameter_of(name: str) -> Parameter:
    """The parameter of a game or a term."""
    return PARAMETER[name] if name in PARAMETER else term_parameters()[name]


def letter_of(name: str) -> "Symbol":
    """The letter of a parameter of games or terms."""
    from ..symbols import SYMBOLS

    return SYMBOLS[name] if name in SYMBOLS else symbol(term_parameters()[name])


def changed_terms(terms: Iterable[Term], amounts: Mapping[str, object]) -> list[Term]:
    """The terms with some parameters changed, and new terms for those that had none."""
    present = {type(term): term for term in terms}
    fields = _fields_by_name((*kinds(), *present))
    faults = [unknown_parameter(name, value) for name, value in amounts.items()
              if name not in fields]  # fmt: skip
    if faults:
        raise ParameterError(faults)
    changes: dict[type[Term], dict[str, object]] = {}
    for name, value in amounts.items():
        kind, field = fields[name]
        changes.setdefault(kind, {})[field] = value
    for kind, amounts_of_kind in changes.items():
        with gathered(faults):
            term = present.get(kind)
            present[kind] = (
                term.with_fields(**amounts_of_kind) if term else _new(kind, amounts_of_kind)
            )
    if faults:
        raise ParameterError(faults)
    return list(present.values())


def unknown_parameter(name: str, value: object) -> Fault:
    """What to say of a name that no game and no term has.

    >>> unknown_parameter("pledge", 50).remedy, unknown_parameter("StrikeFund", 9).remedy
    ('did you mean committed?', 'did you mean strike_fund?')
    >>> print(unknown_parameter("N", 230))
    N = 230: is a letter of formulas, no parameter of a game or a term; did you mean defendants?
    """
    names = [*PARAMETER, *term_parameters()]
    letters = {p.letter: p.name for p in (*term_parameters().values(), *PARAMETER.values())}
    if name in letters:
        rule = "is a letter of formulas, no parameter of a game or a term"
        return Fault(name, shown(value), rule, f"did you mean {letters[name]}?")
    others = {other: own for other, own in _also_called().items() if other not in names}
    word = name.lower().replace("-", "_").replace(" ", "_")
    otherwise = f"take one of {', '.join(sorted(names))}"
    remedy = did_you_mean(word, [*names, *others], otherwise, meant=others)
    return Fault(shown(name), shown(value), "is no parameter of a game or a term", remedy)


def no_keyword(name: str, value: object) -> Fault:
    """What to say of a keyword that no game has."""
    if name in term_parameters():
        rule, remedy = "is a parameter of a term", f"add it: game.with_parameters({name}=…)"
        return Fault(name, shown(value), rule, remedy)
    return unknown_parameter(name, value)


def _also_called() -> dict[str, str]:
    """Parameters by what people may call them: a term, a word of its name, a field of its class.

    Words that several terms share are nobody's.
    """
    meant: dict[str, set[str]] = {}
    for kind in kinds():
        words = re.findall("[A-Z][a-z]+", kind.__name__)
        names = [word.lower() for word in ("_".join(words), *words)]
        called = {**dict.fromkeys(names, kind.amount()), **kind.parameters}
        for name, parameter in called.items():
            meant.setdefault(name, set()).add(parameter.name)
    return {name: parameters.pop() for name, parameters in meant.items() if len(parameters) == 1}


def _fields_by_name(among: Iterable[type[Term]]) -> dict[str, tuple[type[Term], str]]:
    """The kind and the field of each parameter; of two kinds with one name the later one's."""
    return {
        parameter.name: (kind, field)
        for kind in among for field, parameter in kind.parameters.items()
    }  # fmt: skip


def _new(kind: type[Term], fields: Mapping[str, object]) -> Term:
    complete = {
        field: fields.get(field, parameter.default) for field, parameter in kind.parameters.items()
    }
    missing = [kind.parameters[field].name for field, value in complete.items() if value is None]
    if missing:
        rule = f"needs {' and '.join(missing)} as well"
        raise ParameterError([Fault(kind.__name__, "", rule, "give all of them")])
    return kind(**complete)
