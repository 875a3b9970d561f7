"""Consents: for what, from whom, since when and how it is known."""
