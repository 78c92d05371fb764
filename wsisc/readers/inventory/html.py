"""An HTML page -> its links and images, as items: a help to find what was changed in a page that is not as built."""

import base64
import binascii
from html.parser import HTMLParser

from wsisc.messages import t
from wsisc.readers.inventory import Inventory, InventoryItem, short_digest

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read_inventory(content: bytes) -> Inventory:
    """Return the headings, links and images of a page; links within the page are its navigation, not its content."""
    reader = _InventoryParser()
    reader.feed(content.decode("utf-8", "replace"))
    reader.close()
    return Inventory(reader.headings, reader.items)


class _InventoryParser(HTMLParser):
    """Collects the items. A heading starts a place at its end tag, because its words are unknown before."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings, self.items = [t("the cover")], list[InventoryItem]()
        self.heading_text: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values, place = dict(attributes), len(self.headings) - 1
        if tag in _HEADINGS:
            self.headings.append("")
            self.heading_text = []
        elif tag == "a" and (address := values.get("href") or "") and not address.startswith("#"):
            self.items.append(InventoryItem("link", place, address))
        elif tag == "img":
            text = f"{values.get('alt') or ''} {_describe_image(values.get('src') or '')}".strip()
            self.items.append(InventoryItem("image", place, text))

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self.heading_text is not None:
            self.headings[-1] = " ".join("".join(self.heading_text).split())
            self.heading_text = None

    def handle_data(self, data: str) -> None:
        if self.heading_text is not None:
            self.heading_text.append(data)


def _describe_image(address: str) -> str:
    """Return the size and digest of an image embedded in a page, or the address of one elsewhere."""
    head, separator, text = address.partition(";base64,")
    if not (head.startswith("data:") and separator):
        return address
    try:
        data = base64.b64decode(text)
    except binascii.Error:
        return "damaged"
    return f"of {len(data)} bytes, {short_digest(data)}"
