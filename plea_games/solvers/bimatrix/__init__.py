"""Games of two players with finitely many options each, by payoff matrices."""
