"""What constructors of games say of a keyword that they do not have."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from ..errors import ParameterError
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
