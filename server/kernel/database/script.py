"""Parting a script into its statements."""

import sqlite3


def statements(script: str) -> list[str]:
    """The statements of a script in SQLite's language; a trigger is one, in spite of the semicolons in it."""
    found, rest = [], ""
    for part in script.split(";"):
        rest += part + ";"
        if not rest.strip(" \n\t;"):
            rest = ""
        elif sqlite3.complete_statement(rest):
            found.append(rest.strip().removesuffix(";"))
            rest = ""
    left = rest.strip(" \n\t;")
    return [*found, left] if left else found
