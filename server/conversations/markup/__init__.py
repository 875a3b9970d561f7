"""The small Markdown of messages: read once into a tree, shown the same in the client, in mails and in notices."""
