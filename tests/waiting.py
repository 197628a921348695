"""How long tests wait for others: long enough for any machine, since nothing is measured here."""

HUNG = 1800
"""Seconds after which a process is taken to hang; a busy machine may need minutes."""

SLOWLY = """
import time
from plea_games.sweeps import run
size_of = run.size_of
run.size_of = lambda tile: time.sleep(0.05) or size_of(tile)
"""
"""A program's first lines, after which each tile takes a while: time to be interrupted in."""
