"""What verdicts teach."""
