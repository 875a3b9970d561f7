"""One module for each thing outside that the server uses."""
