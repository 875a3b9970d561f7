"""Servers that do the same work with less around it, or another way."""
