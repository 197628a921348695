"""What every term has: parameters with units and ranges, a source, and parts that it changes."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Literal, Self

from sympy import Expr, Symbol

from ...errors import Fault, ParameterError, shown
from ..exact import NumberError
from ..notation import number, plain
from ..parameters import Parameter
from ..parts import Change
from ..reading import read_parameter

Side = Literal["organizers", "defence", "state"]


@dataclass(frozen=True)
class Term(ABC):
    """Something that organizers, the defence or the state add to a plea game.

    Subclasses are frozen dataclasses whose fields are the parameters. A term may be given to
    :meth:`PleaGame.with_terms` in any order; terms that change the same part add or multiply.

    Attributes
    ----------
    parameters
        For each field its name, letter, meaning, unit and range.
    side
        Who adds it.
    source
        The passage of Crespo (2022) or Bar-Gill & Ben-Shahar (2009), as quoted there, for which it
        stands; the formula is ours.
    lever
        The parameter whose least amount one asks for; the first unless stated.
    increasing
        Whether more of it makes holding out better.
    """

    parameters: ClassVar[Mapping[str, Parameter]]
    side: ClassVar[Side]
    source: ClassVar[str]
    lever: ClassVar[str] = ""
    increasing: ClassVar[bool] = True

    def __post_init__(self) -> None:
        faults = []
        for field, parameter in self.parameters.items():
            given = getattr(self, field)
            try:
                object.__setattr__(self, field, read_parameter(parameter, given))
            except NumberError as rule:
                name = f"{type(self).__name__}: {field}"
                faults.append(Fault(name, shown(given), str(rule), parameter.remedy))
        if faults:
            raise ParameterError(faults)

    @classmethod
    def symbolic(cls, **known: Any) -> Self:
        """The term whose parameters are symbols, all but the ``known`` ones."""
        letters = {field: symbol(parameter) for field, parameter in cls.parameters.items()}
        return cls(**{**letters, **known})

    @classmethod
    def amount_field(cls) -> str:
        """The field whose least amount one asks for."""
        return cls.lever or next(iter(cls.parameters))

    @classmethod
    def amount(cls) -> Parameter:
        """The parameter whose least amount one asks for."""
        return cls.parameters[cls.amount_field()]

    def with_amount(self, amount: object) -> Self:
        """The same term with another amount."""
        return replace(self, **{self.amount_field(): amount})

    @property
    def values(self) -> dict[str, Expr]:
        """The parameters by their names among all parameters of games and terms."""
        return {parameter.name: getattr(self, field) for field, parameter in self._fields()}

    @property
    def substitution(self) -> dict[Symbol, Expr]:
        """The parameters by their letters."""
        return {symbol(parameter): getattr(self, field) for field, parameter in self._fields()}

    @property
    @abstractmethod
    def change(self) -> Change:
        """What the term does to the parts, in letters."""

    def faults(self, parameters: Mapping[str, Expr]) -> list[Fault]:
        """Rules that tie the term to the game's own parameters."""
        del parameters
        return []

    def describe(self, written: Callable[[Expr], str] = number) -> str:
        """The parameters that are not their letters themselves, in one line."""
        stated = {plain(symbol(p)): written(getattr(self, f)) for f, p in self._fields()}
        return ", ".join(
            f"{letter} = {value}" for letter, value in stated.items() if letter != value
        )

    def _fields(self) -> list[tuple[str, Parameter]]:
        return [(field.name, self.parameters[field.name]) for field in fields(self)]


def symbol(parameter: Parameter) -> Symbol:
    """The letter of a term's parameter."""
    sign = {"positive": True} if parameter.minimum > 0 else {"nonnegative": True}
    return Symbol(parameter.letter, integer=True if parameter.is_count else None, **sign)
