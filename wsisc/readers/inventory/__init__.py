"""A document -> all that it holds beside its words, item by item: links, images, formatting, embedded parts and more.

Two documents of one source hold the same items, whatever programs wrote them. What `words` reads is not repeated.
"""

from typing import NamedTuple

type ItemPlace = int | str
"""Where an item is: the number of its heading, 0 for the cover, or a name such as "the footnotes"."""

NOTE_SEPARATOR = "\x1f"
"""Comes in the text of an item between what a person reads of it and notes that are shown where these alone differ."""


class InventoryItem(NamedTuple):
    """Something that a document holds, such as ("link", 3, "https://example.org (the report)").

    `is_look` is whether it belongs to the layout, which other versions of the programs may give in another way.
    """

    kind: str
    place: ItemPlace
    text: str
    is_layout: bool = False


class Inventory(NamedTuple):
    """What a document holds: its headings in order, the cover as the first of them, and its items in order."""

    headings: list[str]
    items: list[InventoryItem]
