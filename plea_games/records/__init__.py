"""Court records: from a file that a court publishes to a caseload that one may trust."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
