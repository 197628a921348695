"""Prosecutor postures against organizer moves, one file a side."""
