"""What an organizer publishes about signers."""
