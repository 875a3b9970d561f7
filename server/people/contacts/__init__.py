"""The card of a contact: seeing, making, changing and removing it, and the roster of all."""
