"""Lists of contacts that come in and go out as files."""
