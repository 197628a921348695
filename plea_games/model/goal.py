"""What an organizer may want of a lever."""

from typing import Literal

Goal = Literal["existence", "risk dominance", "dominance", "divide-and-conquer proof"]
