"""An organisation's own fields about its contacts: what they are, and what they say of somebody."""
