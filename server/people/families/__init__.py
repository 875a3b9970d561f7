"""Families: who belongs together, who acts for whom, and until when."""
