"""What every term has: parameters with units and ranges, a source, and parts that it changes."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

from ...by_value import ByValue
from ...errors import Fault, ParameterError, shown
from ...units import Unit
from ..exact import NumberError, Stated, as_expression, is_expression
from ..keywords import TellsKeywords
from ..notation import letter, number
from ..parameters import Parameter
from ..reading import read_stated

if TYPE_CHECKING:
    from sympy import Expr, Symbol

    from ..payoffs import Payoffs

Side = Literal["organizers", "defence", "state"]

Number: TypeAlias = Any
"""A parameter of a term: given as a number, text or formula, and told as sympy's."""

_UNBOUNDED = 2**64

_DEFINED: dict[tuple[str, str], "type[Term]"] = {}


@dataclass(frozen=True)
class Term(ByValue, TellsKeywords, ABC):
    """Something that organizers, the defence or the state add to a plea game.

    A subclass is a frozen dataclass whose fields are its parameters. It says in ``change`` what it
    does to the parts of the payoffs, with ``self.field`` for the parameter: no other place needs to
    know of it. Terms are given to :meth:`PleaGame.with_terms` in any order; those that change the
    same part add or multiply.

    Attributes
    ----------
    parameters
        For each field its name, letter, meaning, unit and range.
    side
        Who adds it.
    source
        The passage of Crespo (2022) or Bar-Gill & Ben-Shahar (2009), as quoted there, for which it
        stands; the formula is ours.
    instead
        What to do where a question cannot be asked with the term in the game.
    lever
        The field whose least amount one asks for; the first unless stated.
    increasing
        Whether more of it makes holding out better.

    Examples
    --------
    >>> import plea_games as pg
    >>> pg.SidePayment(2).change(pg.Payoffs()).trial_cost
    J*p + c - 2
    >>> pg.SidePayment.amount().name
    'side_payment'
    """

    parameters: ClassVar[Mapping[str, Parameter]]
    side: ClassVar[Side]
    source: ClassVar[str] = ""
    instead: ClassVar[str] = "leave it out"
    lever: ClassVar[str] = ""
    increasing: ClassVar[bool] = True

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        _DEFINED[cls.__module__, cls.__qualname__] = cls
        declared = getattr(cls, "parameters", None)
        for name in declared if isinstance(declared, Mapping) else ():
            setattr(cls, name, _Field(name, getattr(cls, name, MISSING)))

    def __post_init__(self) -> None:
        faults = list(_declaration_faults(type(self)))
        if faults:
            raise ParameterError(faults)
        for field, parameter in self.parameters.items():
            value = vars(self)[field]
            try:
                vars(self)[field] = _read(parameter, value)
            except NumberError as rule:
                name = f"{type(self).__name__}: {field}"
                faults.append(Fault(name, shown(value), str(rule), parameter.remedy))
        if faults:
            raise ParameterError(faults)

    @classmethod
    def symbolic(cls, **known: Any) -> Self:
        """The term whose parameters are symbols, all but the ``known`` ones."""
        return cls(**{**cls.parameters, **known})

    @classmethod
    def amount_field(cls) -> str:
        """The field whose least amount one asks for."""
        return cls.lever or next(iter(cls.parameters))

    @classmethod
    def amount(cls) -> Parameter:
        """The parameter whose least amount one asks for."""
        return cls.parameters[cls.amount_field()]

    @classmethod
    def with_unknown_amount(cls) -> Self:
        """The term whose amount is a symbol, all other parameters by default.

        Raises
        ------
        ParameterError
            Where another parameter has no default.
        """
        others = {field: parameter for field, parameter in cls.parameters.items()
                  if field != cls.amount_field()}  # fmt: skip
        needed = [field for field, parameter in others.items() if parameter.default is None]
        if needed:
            known = ", ".join(f"{field}=…" for field in needed)
            remedy = f"give {cls.__name__}.symbolic({known})"
            rule = f"must have its {' and '.join(needed)}"
            raise ParameterError([Fault("lever", cls.__name__, rule, remedy)])
        return cls.symbolic(**{field: parameter.default for field, parameter in others.items()})

    @classmethod
    def as_lever(cls, stated: Mapping[str, Stated]) -> Self:
        """The term with its amount unknown, for a game with these parameters."""
        del stated
        return cls.with_unknown_amount()

    def with_amount(self, amount: object) -> Self:
        """The same term with another amount."""
        return self.with_fields(**{self.amount_field(): amount})

    def with_fields(self, **changes: object) -> Self:
        """The same term with some fields changed."""
        return type(self)(**{**self._kept, **changes})

    def amounts_for(self, deciding: Fraction, committed: Fraction) -> tuple[Fraction, Fraction]:
        """The least and the largest amount to be tried, by how many decide and are committed."""
        del deciding, committed
        parameter = self.amount()
        most = _UNBOUNDED if parameter.maximum is None else parameter.maximum
        return Fraction(parameter.minimum), Fraction(most)

    @property
    def neutral_amount(self) -> Fraction:
        """The amount at which the term changes nothing."""
        return Fraction(self.amount().minimum)

    @property
    def amount_unit(self) -> Unit:
        """The unit in which the amount is told beside those of other levers."""
        return self.amount().unit

    @property
    def stated(self) -> dict[str, Stated]:
        """The parameters by their names, numbers as fractions."""
        return {parameter.name: self._stated(field) for field, parameter in self._fields()}

    def has_letter(self, field: str) -> bool:
        """Whether a field is its own letter."""
        return isinstance(vars(self)[field], Parameter)

    @property
    def unknown_fields(self) -> tuple[str, ...]:
        """The fields that are no numbers."""
        return tuple(field for field, kept in self._kept.items() if not isinstance(kept, Fraction))

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """The parameters that are numbers, in order."""
        return tuple(kept for kept in self._kept.values() if isinstance(kept, Fraction))

    @property
    def values(self) -> dict[str, "Expr"]:
        """The parameters by their names among all parameters of games and terms, in sympy."""
        return {parameter.name: getattr(self, field) for field, parameter in self._fields()}

    @property
    def substitution(self) -> dict["Symbol", "Expr"]:
        """The parameters by their letters."""
        return {symbol(parameter): getattr(self, field) for field, parameter in self._fields()}

    @property
    def in_letters(self) -> "Term":
        """The term with letters in place of numbers, which formulas are made from."""
        return lettered(type(self))

    @abstractmethod
    def change(self, payoffs: "Payoffs") -> "Payoffs":
        """The payoffs with the parts that the term changes; its fields hold letters then."""

    def faults(self, stated: Mapping[str, Stated]) -> list[Fault]:
        """Rules that tie the term to the game's own parameters."""
        del stated
        return []

    def describe(self, written: Callable[[Stated], str] = number) -> str:
        """The parameters that are not their letters themselves, in one line."""
        stated = {letter(parameter.letter): written(self._stated(field))
                  for field, parameter in self._fields() if not self.has_letter(field)}  # fmt: skip
        return ", ".join(f"{name} = {value}" for name, value in stated.items() if name != value)

    def _stated(self, field: str) -> Stated:
        kept: Stated | Parameter = vars(self)[field]
        return symbol(kept) if isinstance(kept, Parameter) else kept

    @property
    def _kept(self) -> "dict[str, Stated | Parameter]":
        """What was given for each field; for its letter, the parameter itself."""
        return {field.name: vars(self)[field.name] for field in fields(self)}

    def _fields(self) -> list[tuple[str, Parameter]]:
        return [(field.name, self.parameters[field.name]) for field in fields(self)]

    @property
    def _key(self) -> "tuple[Stated | Parameter, ...]":
        return tuple(self._kept.values())


class _Field:
    """A field of a term: numbers are kept as fractions, and wait for sympy until they are asked."""

    def __init__(self, name: str, default: object) -> None:
        self._name, self._default = name, default

    def __get__(self, term: Term | None, kind: type[Term] | None = None) -> Any:
        if term is not None:
            return as_expression(term._stated(self._name))
        if self._default is MISSING:
            raise AttributeError(self._name)
        return self._default

    def __set__(self, term: Term, value: object) -> None:
        vars(term)[self._name] = value


def _read(parameter: Parameter, value: object) -> "Stated | Parameter":
    """A number or a formula; the parameter itself stands for its letter."""
    if value is parameter or (is_expression(value) and value == symbol(parameter)):
        return parameter
    return read_stated(parameter, value)


@cache  # letters are read and checked as amounts are
def lettered(kind: type[Term], **known: Any) -> Term:
    """The term of this kind whose parameters are letters, all but the known ones."""
    return kind.symbolic(**known)


def symbol(parameter: Parameter) -> "Symbol":
    """The letter of a term's parameter."""
    from sympy import Symbol

    sign = {"positive": True} if parameter.minimum > 0 else {"nonnegative": True}
    return Symbol(parameter.letter, integer=True if parameter.is_count else None, **sign)


def spoken_name(kind: type[Term]) -> str:
    """The name of a kind of term in words.

    >>> from plea_games import SidePayment
    >>> spoken_name(SidePayment)
    'side payment'
    """
    return " ".join(re.findall("[A-Z][a-z]*", kind.__name__)).lower()


def defined_terms() -> tuple[type[Term], ...]:
    """All kinds of terms, those of the package and those that users defined, the latest of a name.

    >>> len(defined_terms()) >= 16
    True
    """
    return tuple(_DEFINED.values())


def forget(kind: type[Term]) -> None:
    """Leaves a kind of term out of what levers and names are looked up in."""
    _DEFINED.pop((kind.__module__, kind.__qualname__), None)


def is_declared(kind: type[Term]) -> bool:
    """Whether a kind of term has its parameters, so that it can be built."""
    return not _declaration_faults(kind)


def _declaration_faults(kind: type[Term]) -> list[Fault]:
    name = kind.__name__
    declared = getattr(kind, "parameters", None)
    names = [field.name for field in fields(kind)]
    remedy = 'write parameters = {"field": pg.Parameter(…)}'
    if not declared or not names:
        rule = "must have at least one field, and a Parameter for each"
        return [Fault(f"{name}: parameters", "", rule, f"make it a dataclass and {remedy}")]
    faults = []
    if not isinstance(declared, Mapping) or list(declared) != names:
        rule = f"must name the fields {', '.join(names)}, in this order"
        faults.append(Fault(f"{name}: parameters", shown(list(declared)), rule, remedy))
    elif strangers := [key for key, one in declared.items() if not isinstance(one, Parameter)]:
        rule = "must be a Parameter"
        faults.append(Fault(f"{name}: parameters", ", ".join(strangers), rule, remedy))
    if kind.lever and kind.lever not in names:
        rule = f"must be one of the fields {', '.join(names)}"
        faults.append(Fault(f"{name}: lever", kind.lever, rule, "name the field to be solved for"))
    return faults
