"""What a mediator can add."""
