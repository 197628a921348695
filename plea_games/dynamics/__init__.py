"""Time and ties: offers against the clock, courts as queues, cascades among acquaintances."""
