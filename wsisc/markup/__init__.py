"""The Markdown that authors write -> tokens with their offsets, the number of words, and the limits they exceed."""
