"""Telling people by mail what they have not read."""
