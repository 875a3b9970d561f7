"""Asking the group: choices, dates, and lists to sign up for."""
