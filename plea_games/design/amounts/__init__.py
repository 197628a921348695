"""How much of a lever a goal takes."""
