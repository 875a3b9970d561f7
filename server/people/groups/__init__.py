"""Seasons, the groups in them, and who stands there."""
