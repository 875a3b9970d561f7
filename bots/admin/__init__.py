"""The bot for routine matters; for now it tells what is planned."""

from bots.admin.agenda import bot

__all__ = ["bot"]
