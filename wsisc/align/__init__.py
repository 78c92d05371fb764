"""Which items of two sequences correspond, by a `Policy` of what is the same, and which words of two texts changed."""
