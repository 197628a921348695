"""What the literature writes down: symbols, payoffs and closed forms, in sympy."""
