"""What organizers and counsel can agree on, and which dismissals break a strike."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
