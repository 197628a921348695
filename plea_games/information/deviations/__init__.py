"""Which coalitions break an equilibrium."""
