"""Files: what is uploaded, for which purpose, who sees it, and pictures."""
