"""The court as a queue: fluid, exact and simulated."""
