"""Access as it concerns people: who has which role, who was invited, and what was done with rights."""
