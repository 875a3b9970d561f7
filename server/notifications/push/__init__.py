"""Telling people on their devices, by Web Push straight from this server."""
