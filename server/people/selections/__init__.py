"""Selections: saved questions about contacts, compiled to one query."""
