"""Court records: from a file that a court publishes to a caseload that one may trust."""

from ..doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
