"""Offers and trials in sequence: what timing is worth, and the argument by elimination."""
