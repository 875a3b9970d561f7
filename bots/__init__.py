"""Bots of Akkoord, and the kit to write them with; nothing here imports the server."""
