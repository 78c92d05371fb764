"""The Markdown that authors write <-> a tree with offsets, its printed text and number of words."""
