"""A reviewed submission flows back into the file that it came from: three-way, by section and paragraph."""
