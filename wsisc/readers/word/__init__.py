"""The bytes of any Word file -> its content: blocks, notes, comments, images, and what has no place among them."""

from wsisc.readers.word.content import WordContent
from wsisc.readers.word.reader import read

__all__ = ["WordContent", "read"]
