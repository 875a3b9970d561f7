"""`akkoord` on the shell: what whoever runs the server types."""
