"""``python -m plea_games`` is ``plea-games``."""

from .cli.app import main

main()
