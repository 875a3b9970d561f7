"""The doors: each decodes, authenticates and encodes, and knows no rule of the domain."""
