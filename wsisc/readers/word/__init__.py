"""A Word file -> its content: blocks, notes, comments, images, and the texts outside the flow.

Nothing is loaded here: a build takes the words of its own Word file, and needs no reader of others.
"""
