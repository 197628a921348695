"""Terms through the names of their parameters, as sweeps and the command line give them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...errors import Fault, ParameterError, did_you_mean, shown
from ..parameters import PARAMETER, Parameter
from ..reading import gathered
from . import TERMS, Term

_KINDS: dict[str, tuple[type[Term], str]] = {
    parameter.name: (kind, field) for kind in TERMS for field, parameter in kind.parameters.items()
}

TERM_PARAMETER: dict[str, Parameter] = {
    name: kind.parameters[field] for name, (kind, field) in _KINDS.items()
}


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
    """What to say of a name that no game and no term has."""
    names = [*PARAMETER, *_KINDS]
    remedy = did_you_mean(name, names, f"take one of {', '.join(sorted(names))}")
    return Fault(shown(name), shown(value), "is no parameter of a game or a term", remedy)


def _new(kind: type[Term], fields: Mapping[str, object]) -> Term:
    complete = {
        field: fields.get(field, parameter.default) for field, parameter in kind.parameters.items()
    }
    missing = [kind.parameters[field].name for field, value in complete.items() if value is None]
    if missing:
        rule = f"needs {' and '.join(missing)} as well"
        raise ParameterError([Fault(kind.__name__, "", rule, "give all of them")])
    return kind(**complete)
