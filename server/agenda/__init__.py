"""What is planned, and the calendars that show it."""
