"""How strikes run in time and place: clocks and queues, neighbourhoods and cascades."""
