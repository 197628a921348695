"""What constructors of games say of a keyword that they do not have."""

import inspect
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, Self

from ..errors import Fault, ParameterError, did_you_mean, shown
from .parameters import PARAMETER

_Options = ParamSpec("_Options")


def told_of_keywords(build: Callable[_Options, None]) -> Callable[_Options, None]:
    """A constructor of games that says what an unknown keyword may have meant.

    >>> import plea_games as pg
    >>> pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2, convicton=0.7)
    Traceback (most recent call last):
    plea_games.errors.ParameterError: convicton = 0.7: is no parameter ... did you mean conviction?
    """

    @wraps(build)
    def checked(*args: _Options.args, **stated: _Options.kwargs) -> None:
        unknown = [name for name in stated if name not in PARAMETER]
        if unknown:
            from .terms.by_name import no_keyword

            raise ParameterError(no_keyword(name, stated[name]) for name in unknown)
        build(*args, **stated)

    return checked


class TellsKeywords:
    """Base class of what says which of its keywords an unknown one may have meant.

    >>> import plea_games as pg
    >>> pg.Defendant("Ana", offr=1, sentence=2)
    Traceback (most recent call last):
    plea_games.errors.ParameterError: offr = 1: is no keyword of Defendant; did you mean offer?
    """

    __slots__ = ()

    def __new__(cls, *_args: Any, **stated: Any) -> Self:
        """Whatever is built, unless it has no such keyword."""
        known = _keywords(cls.__init__)
        if not stated.keys() <= known.keys():
            otherwise = f"take one of {', '.join(known)}"
            raise ParameterError(
                Fault(name, shown(value), f"is no keyword of {cls.__name__}",
                      did_you_mean(name, known, otherwise))
                for name, value in stated.items() if name not in known
            )  # fmt: skip
        return super().__new__(cls)


@cache
def _keywords(build: Callable[..., None]) -> dict[str, None]:
    return dict.fromkeys(list(inspect.signature(build).parameters)[1:])
