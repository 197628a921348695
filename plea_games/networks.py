"""People who watch those they know: cascades, seeds, neighbourhoods."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
