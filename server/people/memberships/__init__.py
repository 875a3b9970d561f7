"""Belonging to the organisation: types of membership, memberships, who comes and who goes."""
