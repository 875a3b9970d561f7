"""Finding messages."""
