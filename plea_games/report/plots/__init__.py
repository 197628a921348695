"""Figures: results in, matplotlib axes out; nothing is computed here and nothing is shown."""
