"""Options that have a name, at most one amount, and a default for it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Generic, TypeAlias, TypeVar

from ...errors import Fault, ParameterError, choice_faults, shown
from ...model.game import PleaGame
from ...model.parameters import Parameter
from ...model.reading import Quantity, gathered, read_number
from ...model.terms import Term
from ...model.terms.term import spoken_name

Option = TypeVar("Option")
Given: TypeAlias = (
    Iterable[str | Option | tuple[str, Quantity | None]] | Mapping[str, Quantity | None]
)


@dataclass(frozen=True)
class Named(Generic[Option]):
    """A kind of option.

    Attributes
    ----------
    name
        What users call it; they may write hyphens for its spaces.
    build
        The option for a game and an amount.
    parameter
        The amount's name, unit and range; None where there is none to give.
    default
        The amount where none is given, an assumption.
    term
        The kind of term that it adds, which a game can have but once.
    """

    name: str
    build: Callable[[PleaGame, Fraction], Option]
    parameter: Parameter | None = None
    default: Callable[[PleaGame], Fraction] = lambda _: Fraction(0)
    term: type[Term] | None = None

    @property
    def word(self) -> str:
        """The name as one word, which a command line takes without quotes."""
        return self.name.replace(" ", "-")

    def fits(self, game: PleaGame) -> bool:
        """Whether the game does not have its term already."""
        return all(type(term) is not self.term for term in game.terms)

    def of(self, game: PleaGame, amount: Quantity | None) -> Option:
        """The option."""
        if amount is None:
            return self.build(game, self.default(game))
        if self.parameter is None:
            remedy = f"name {self.word} alone"
            raise ParameterError([Fault(self.word, shown(amount), "takes no amount", remedy)])
        return self.build(game, read_number(replace(self.parameter, name=self.word), amount))


def read_options(
    given: object,
    kinds: Sequence[Named[Option]],
    kind_of_option: type[Option],
    argument: str,
    game: PleaGame,
) -> tuple[Option, ...]:
    """Options by name, by name and amount, or as they are; all that fit the game where none are."""
    if given is None:
        return tuple(kind.of(game, None) for kind in kinds if kind.fits(game))
    if isinstance(given, str) or not isinstance(given, Iterable):
        rule = "must be a list of names, or amounts by name"
        raise ParameterError([Fault(argument, shown(given), rule, f"write [{kinds[0].name!r}]")])
    options: list[Option] = []
    faults: list[Fault] = []
    for entry in given.items() if isinstance(given, Mapping) else given:
        if isinstance(entry, kind_of_option):
            options.append(entry)
            continue
        if isinstance(entry, Term):
            build: Any = kind_of_option  # postures and moves alike take terms
            options.append(build(spoken_name(type(entry)), terms=(entry,)))
            continue
        is_pair = isinstance(entry, tuple) and len(entry) == 2
        name, amount = entry if is_pair else (entry, None)
        named = next((kind for kind in kinds if name in (kind.name, kind.word)), None)
        if named is None:
            faults += choice_faults(argument, name, [kind.word for kind in kinds])
            continue
        with gathered(faults):
            options.append(named.of(game, amount))
    labels = [str(option) for option in options]
    faults += [
        Fault(argument, label, "must be given once", "leave the other out")
        for label in dict.fromkeys(labels)
        if labels.count(label) > 1
    ]
    if not options and not faults:
        faults.append(Fault(argument, "none", "must be at least one", f"name {kinds[0].name!r}"))
    if faults:
        raise ParameterError(faults)
    return tuple(options)
