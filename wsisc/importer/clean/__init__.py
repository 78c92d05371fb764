"""The content of a Word file -> the content that a reader sees, its prompts in paragraphs of their own."""
