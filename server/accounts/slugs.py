"""Names as they stand in addresses."""

import re
import unicodedata


def slug_form(name: str) -> str:
    """`Koor De Rietvink` → `koor-de-rietvink`; empty when nothing of a name is left."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in bare if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
