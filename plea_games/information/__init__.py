"""Who knows what: private cases, verdicts that teach, and what an organizer discloses."""
