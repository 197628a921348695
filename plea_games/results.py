"""What the main verbs give back, for type hints and tests of a kind."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
