"""Forms to fill in, and tables that only lay out a text -> the answers in them, as fields and blocks."""
