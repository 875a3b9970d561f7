"""What members and administrators do about conversations: reporting a message, and taking a conversation out."""
