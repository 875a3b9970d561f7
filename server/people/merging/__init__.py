"""Two cards of one person: finding them, looking at what merging would do, and merging."""
