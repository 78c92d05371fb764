"""A document -> everything in it apart from its words, as items: links, images, formatting, embedded parts and more.

Two documents of one source have the same items, whichever programs wrote them. Words read elsewhere are not repeated.
"""

from typing import NamedTuple

from wsisc.document.provenance import digest

type ItemPlace = int | str
"""The place of an item: the number of its heading, 0 for the cover, or a name such as "the footnotes"."""

NOTE_SEPARATOR = "\x1f"
"""Separates, in the text of an item, what a person reads from notes that are shown only if they alone differ."""


class InventoryItem(NamedTuple):
    """One thing in a document, such as ("link", 3, "https://example.org (the report)").

    `is_layout` marks an item that other versions of the programs may write differently.
    """

    kind: str
    place: ItemPlace
    text: str
    is_layout: bool = False


class Inventory(NamedTuple):
    """The contents of a document: its headings in order, starting with the cover, and its items in order."""

    headings: list[str]
    items: list[InventoryItem]


def short_digest(data: bytes) -> str:
    """Return the first hexadecimal digits of a digest: enough to distinguish two files in a report."""
    return digest(data).removeprefix("sha256:")[:8]
