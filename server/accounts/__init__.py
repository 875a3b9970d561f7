"""Logins, sessions and invitations."""
