"""Measured beside a peer or the machine's own limit, as ratios in one run."""
