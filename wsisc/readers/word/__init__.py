"""A Word file -> its content: blocks, notes, comments, images, and the texts outside the flow."""

from wsisc.readers.word.content import WordContent
from wsisc.readers.word.reader import read

__all__ = ["WordContent", "read"]
