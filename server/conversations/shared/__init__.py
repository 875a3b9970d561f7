"""What is shared in conversations besides words: files, pictures, voice messages, links."""
