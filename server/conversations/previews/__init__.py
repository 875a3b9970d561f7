"""What stands behind links, as the server saw it: no reader's address reaches the site that is linked to."""
