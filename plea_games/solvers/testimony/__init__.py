"""Numbers of a game in which pleaders testify."""
