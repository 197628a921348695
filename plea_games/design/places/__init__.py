"""Which silos to organize."""
