"""An HTML page -> everything in it apart from its words, as items."""

import base64
import binascii
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from wsisc.messages import t
from wsisc.readers.inventory import Inventory, InventoryItem, ItemPlace, short_digest

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Elements without a meaning of their own. All others do, show or load something, and are no layout.
_LAYOUT_ELEMENTS = (
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "div", "span", "p", "br",
    "hr", "li", "dl", "dt", "dd", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
    "figure", "figcaption", "blockquote",
)  # fmt: skip
# Attributes without a meaning of their own.
_LAYOUT_ATTRIBUTES = (
    "class", "id", "width", "height", "scope", "tabindex", "role", "content", "name", "start", "type", "colspan",
    "aria-level", "aria-hidden",
)  # fmt: skip
# Each value of these may show, hide or rename something, so each value is a kind of its own.
_BEHAVIOUR_ATTRIBUTES = ("class", "role", "aria-hidden", "type")
# Elements that say something about the words in them: where they start and end is not layout.
_TEXT_ELEMENTS = (
    *_HEADINGS, "a", "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "code", "span",
    "bdi", "bdo", "q", "cite", "li", "dt", "dd", "td", "th", "caption", "figcaption", "blockquote", "p", "label",
)  # fmt: skip
# Elements that may occur at several places under one heading with the same words, or with none.
_POSITIONED_ELEMENTS = ("a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "code", "img")
_NOTE_ROLES = ("doc-noteref", "doc-backlink")  # the roles of links whose words `extract_words` leaves out
_MIN_PIXELS = 8  # a guess: an image below the height of small print hides something
_MAX_PRECEDING_TEXT = 200  # characters; a guess, enough for the five words before an element that are its position
_PACKAGE_ATTRIBUTE = ("id", "wsisc-source")
_DATA_URL = re.compile(r"data:[a-z/+.-]*;base64,(.*)", re.DOTALL)


def read_inventory(content: bytes) -> Inventory:
    """Return the elements of a page with their attributes, its comments, and the words of its elements."""
    reader = _InventoryParser()
    reader.feed(content.decode("utf-8", "replace"))
    reader.close()
    return Inventory(reader.headings, reader.items)


class _InventoryParser(HTMLParser):
    """Collects the items. A heading starts a place at its end tag, because its words are unknown before."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings, self.items = [t("the cover")], list[InventoryItem]()
        self.place: ItemPlace = 0
        self.heading_text: list[str] | None = None
        self.is_package = self.is_note_mark = False
        self.package_count, self.preceding_text = 0, ""
        self.open_elements: list[tuple[str, ItemPlace, list[str]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.headings.append("")
            self.place, self.heading_text = len(self.headings) - 1, []
        self.is_package = (
            tag == "script" and _PACKAGE_ATTRIBUTE in attributes and ("type", "application/json") in attributes
        )
        self.is_note_mark = self.is_note_mark or dict(attributes).get("role") in _NOTE_ROLES
        if self.is_package:
            self.package_count += 1
        self._add("layout" if tag in _LAYOUT_ELEMENTS else "element", tag, tag in _LAYOUT_ELEMENTS)
        if tag == "body":
            self.preceding_text = ""
        if tag in _POSITIONED_ELEMENTS:
            self._add(f"words before {tag}", " ".join(self.preceding_text.split()[-5:]), False)
        if tag in _TEXT_ELEMENTS:
            self.open_elements.append((tag, self.place, []))
        if tag == "meta":
            is_generator = ("name", "generator") in attributes
            content = "" if is_generator else ", ".join(f"{name}={value}" for name, value in attributes)
            self._add(f"meta {content}", "", True)
        for name, value in attributes:
            self.items += _attribute_items(tag, name, value or "", self.place)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self.heading_text is not None:
            self.headings[-1] = " ".join("".join(self.heading_text).split())
            self.heading_text = None
        self.is_package = False
        self.is_note_mark = self.is_note_mark and tag != "a"
        self._add("end of an element", tag, True)
        self._close_elements(tag)

    def _close_elements(self, tag: str) -> None:
        """Add the words of the elements that an end tag closes, including those that a browser closes with it."""
        matching = [index for index, (name, _, _) in enumerate(self.open_elements) if name == tag]
        if matching:
            index = matching[-1]
            for name, place, texts in reversed(self.open_elements[index:]):
                words = " ".join("".join(texts).split())
                self.items.append(InventoryItem(f"words of {name}", place, words))
            del self.open_elements[index:]

    def handle_data(self, data: str) -> None:
        if self.heading_text is not None:
            self.heading_text.append(data)
        self.preceding_text = (self.preceding_text + data)[-_MAX_PRECEDING_TEXT:]
        for _, _, texts in self.open_elements:
            texts.append(data)
        if self.is_package:
            self._add("source of the document", str(self.package_count), False)
        elif self.is_note_mark and data.strip():
            self._add("words of the mark of a footnote", " ".join(data.split()), False)

    def handle_comment(self, data: str) -> None:
        self._add("comment", data.strip(), False)

    def handle_decl(self, data: str) -> None:
        self._add("declaration", data, False)

    unknown_decl = handle_pi = handle_decl

    def _add(self, kind: str, text: str, is_look: bool) -> None:
        self.items.append(InventoryItem(kind, self.place, text, is_look))


def _attribute_items(tag: str, name: str, value: str, place: ItemPlace) -> Iterator[InventoryItem]:
    if tag == "a" and name == "href":
        yield InventoryItem("link", place, value)
    elif match := _DATA_URL.match(value):
        yield InventoryItem("image", place, _describe_image(match[1]))
    elif name in _BEHAVIOUR_ATTRIBUTES:
        yield InventoryItem(f"attribute {name}={value} of {tag}", place, "", is_layout=True)
    else:
        is_seen = name not in ("width", "height") or (value.isdecimal() and int(value) >= _MIN_PIXELS)
        yield InventoryItem(f"attribute {name} of {tag}", place, value, name in _LAYOUT_ATTRIBUTES and is_seen)


def _describe_image(text: str) -> str:
    """Return the description of an image embedded in a page: its size and digest."""
    try:
        data = base64.b64decode(text)
    except binascii.Error:
        return "damaged"
    return f"of {len(data)} bytes, {short_digest(data)}"
