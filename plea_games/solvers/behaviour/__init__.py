"""Defendants who err, revise, imitate, reason a few steps, or see only a signal."""
