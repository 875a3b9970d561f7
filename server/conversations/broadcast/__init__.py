"""Broadcast lists: one message to many who see nothing of each other, and their answers."""
