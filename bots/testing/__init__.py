"""Test a bot without a server: an in-memory club with a frozen clock."""

from bots.testing.club import Asked, Club

__all__ = ["Asked", "Club"]
