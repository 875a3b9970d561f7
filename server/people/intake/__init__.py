"""Taking the lines of a list in: what is known is read by one query a table, and what changes is written by few."""
