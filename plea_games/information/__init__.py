"""What defendants know, what they are offered together, and whom they trust."""
