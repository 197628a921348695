"""Terms, and all parameters, by name: as sweeps and the command line give them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sympy import Symbol

from ...errors import Fault, ParameterError, did_you_mean, shown
from ..parameters import PARAMETER, Parameter
from ..reading import gathered
from ..symbols import SYMBOLS
from . import TERMS, Term
from .term import symbol

_KINDS: dict[str, tuple[type[Term], str]] = {
    parameter.name: (kind, field) for kind in TERMS for field, parameter in kind.parameters.items()
}

TERM_PARAMETER: dict[str, Parameter] = {
    name: kind.parameters[field] for name, (kind, field) in _KINDS.items()
}


def is_parameter(name: str) -> bool:
    """Whether a game or a term has a parameter of that name."""
    return name in PARAMETER or name in TERM_PARAMETER


def parameter_of(name: str) -> Parameter:
    """The parameter of a game or a term."""
    return PARAMETER[name] if name in PARAMETER else TERM_PARAMETER[name]


def letter_of(name: str) -> Symbol:
    """The letter of a parameter of games or terms."""
    return SYMBOLS[name] if name in SYMBOLS else symbol(TERM_PARAMETER[name])


def changed_terms(terms: Iterable[Term], amounts: Mapping[str, object]) -> list[Term]:
    """The terms with some parameters changed, and new terms for those that had none.

    Raises
    ------
    ParameterError
        For unknown names, and for new terms of which a parameter without a default is missing.

    >>> changed_terms([], {"sanction": 6})
    [VisibleDefection(sanction=6, probability=1)]
    """
    faults = [unknown_parameter(name, value) for name, value in amounts.items()
              if name not in _KINDS]  # fmt: skip
    if faults:
        raise ParameterError(faults)
    given: dict[type[Term], dict[str, object]] = {}
    for name, value in amounts.items():
        kind, field = _KINDS[name]
        given.setdefault(kind, {})[field] = value
    present = {type(term): term for term in terms}
    for kind, fields in given.items():
        with gathered(faults):
            term = present.get(kind)
            present[kind] = replace(term, **fields) if term else _new(kind, fields)
    if faults:
        raise ParameterError(faults)
    return list(present.values())


def unknown_parameter(name: str, value: object) -> Fault:
    """What to say of a name that no game and no term has.

    >>> unknown_parameter("pledge", 50).remedy, unknown_parameter("StrikeFund", 9).remedy
    ('did you mean committed?', 'did you mean strike_fund?')
    """
    names = [*PARAMETER, *_KINDS]
    others = {other: own for other, own in _also_called().items() if other not in names}
    word = name.lower().replace("-", "_").replace(" ", "_")
    otherwise = f"take one of {', '.join(sorted(names))}"
    remedy = did_you_mean(word, [*names, *others], otherwise, meant=others)
    return Fault(shown(name), shown(value), "is no parameter of a game or a term", remedy)


def _also_called() -> dict[str, str]:
    """Parameters by what people may call them: a term, a word of its name, a field of its class.

    Words that several terms share are nobody's.
    """
    meant: dict[str, set[str]] = {}
    for kind in TERMS:
        words = re.findall("[A-Z][a-z]+", kind.__name__)
        names = [word.lower() for word in ("_".join(words), *words)]
        called = {**dict.fromkeys(names, kind.amount()), **kind.parameters}
        for name, parameter in called.items():
            meant.setdefault(name, set()).add(parameter.name)
    return {name: parameters.pop() for name, parameters in meant.items() if len(parameters) == 1}


def _new(kind: type[Term], fields: Mapping[str, object]) -> Term:
    complete = {
        field: fields.get(field, parameter.default) for field, parameter in kind.parameters.items()
    }
    missing = [kind.parameters[field].name for field, value in complete.items() if value is None]
    if missing:
        rule = f"needs {' and '.join(missing)} as well"
        raise ParameterError([Fault(kind.__name__, "", rule, "give all of them")])
    return kind(**complete)
