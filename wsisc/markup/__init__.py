"""The Markdown that authors write <-> a tree with offsets; its printed text, the words in it, and the limits it exceeds."""
