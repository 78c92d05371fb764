"""The Markdown that authors write <-> a tree with offsets; its printed text, its words, and the limits it exceeds."""
