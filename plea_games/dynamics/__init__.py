"""Time and place: offers against the clock, courts as queues, silos and neighbourhoods."""
