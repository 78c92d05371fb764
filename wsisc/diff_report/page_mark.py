"""The content of a file -> whether it is a page of differences, unchanged since it was written.

Apart from the page itself, so that the command line need not load what writes pages.
"""

from wsisc.document import checksum

MARK = b'<meta name="generator" content="wsisc diff">'
_HEAD = 2_000  # bytes in which the mark is


def is_earlier_page(content: bytes) -> bool:
    """Return whether a content is an earlier page of this kind that was not changed."""
    text = content.replace(b"\r\n", b"\n")
    has_checksum = checksum.remove_from_page(text) != text
    return MARK in text[:_HEAD] and has_checksum and checksum.is_valid_for_page(text)
