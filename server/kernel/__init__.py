"""What every feature stands on: operations, events, jobs, the stream and the database. Knows no feature."""
