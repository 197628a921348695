"""What organizers and counsel can agree on, and which dismissals break a strike."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
