"""A page -> the items that it holds beside its words."""

import base64
import binascii
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from wsisc.document.provenance import digest
from wsisc.readers.inventory import Inventory, Item, Place

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LAYOUT = (
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "div", "span", "p", "br",
    "hr", "li", "dl", "dt", "dd", "table", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
    "figure", "figcaption", "blockquote",
)  # fmt: skip
"""Elements that say nothing by themselves; what others do, or show, or load, is no layout."""
_ATTRIBUTES = (
    "class", "id", "width", "height", "scope", "tabindex", "role", "content", "name", "start", "type", "colspan",
    "aria-level", "aria-hidden",
)  # fmt: skip
"""Attributes that say nothing by themselves."""
_STEERING = ("class", "role", "aria-hidden", "type")
"""Of these every value may show, hide or rename something, so that each is a kind of its own."""
_WORDED = (
    *_HEADINGS, "a", "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "code", "span",
    "bdi", "bdo", "q", "cite", "li", "dt", "dd", "td", "th", "caption", "figcaption", "blockquote", "p", "label",
)  # fmt: skip
"""Elements that say something of the words within them: where they begin and end is no layout."""
_PLACED = ("a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "code", "img")
"""Elements of which the same words, or none, may stand at several places under one heading."""
_MARKS = ("doc-noteref", "doc-backlink")
"""The roles of links whose words `words` leaves out."""
_LEAST_PIXELS = 8
_LONGEST_BEFORE = 200  # characters before an element that tell where it is
_PACKAGE = ("id", "wsisc-source")
_DATA = re.compile(r"data:[a-z/+.-]*;base64,(.*)", re.DOTALL)


def inventory(content: bytes) -> Inventory:
    """Return what a page holds beside its words: elements and their attributes, comments, and the words around them."""
    reader = _Reader()
    reader.feed(content.decode("utf-8", "replace"))
    reader.close()
    return Inventory(reader.headings, reader.items)


class _Reader(HTMLParser):
    """Gathers the items. A heading begins a place when it has ended, as its words are not known before."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.headings, self.items = ["the cover"], list[Item]()
        self.place: Place = 0
        self.heading: list[str] | None = None
        self.is_package = self.is_mark = False
        self.packages, self.before = 0, ""
        self.open: list[tuple[str, Place, list[str]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.headings.append("")
            self.place, self.heading = len(self.headings) - 1, []
        self.is_package = tag == "script" and _PACKAGE in attributes and ("type", "application/json") in attributes
        self.is_mark = self.is_mark or dict(attributes).get("role") in _MARKS
        if self.is_package:
            self.packages += 1
        self._add("layout" if tag in _LAYOUT else "element", tag, tag in _LAYOUT)
        if tag == "body":
            self.before = ""
        if tag in _PLACED:
            self._add(f"words before {tag}", " ".join(self.before.split()[-5:]), False)
        if tag in _WORDED:
            self.open.append((tag, self.place, []))
        if tag == "meta":
            said = ", ".join(f"{name}={value}" for name, value in attributes if ("name", "generator") not in attributes)
            self._add(f"meta {said}", "", True)
        for name, value in attributes:
            self.items += _attribute(tag, name, value or "", self.place)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self.heading is not None:
            self.headings[-1] = " ".join("".join(self.heading).split())
            self.heading = None
        self.is_package = False
        self.is_mark = self.is_mark and tag != "a"
        self._add("end of an element", tag, True)
        self._end_words(tag)

    def _end_words(self, tag: str) -> None:
        """Add the words of an element that ends, if only as a browser ends it, because one around it does."""
        at = next((at for at in reversed(range(len(self.open))) if self.open[at][0] == tag), None)
        if at is not None:
            for name, place, texts in reversed(self.open[at:]):
                words = " ".join("".join(texts).split())
                self.items.append(Item(f"words of {name}", place, words))
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        if self.heading is not None:
            self.heading.append(data)
        self.before = (self.before + data)[-_LONGEST_BEFORE:]
        for _, _, texts in self.open:
            texts.append(data)
        if self.is_package:
            self._add("source of the document", str(self.packages), False)
        elif self.is_mark and data.strip():
            self._add("words of the mark of a footnote", " ".join(data.split()), False)

    def handle_comment(self, data: str) -> None:
        self._add("comment", data.strip(), False)

    def handle_decl(self, decl: str) -> None:
        self._add("declaration", decl, False)

    def unknown_decl(self, data: str) -> None:
        self._add("declaration", data, False)

    def handle_pi(self, data: str) -> None:
        self._add("declaration", data, False)

    def _add(self, kind: str, text: str, is_look: bool) -> None:
        self.items.append(Item(kind, self.place, text, is_look))


def _attribute(tag: str, name: str, value: str, place: Place) -> Iterator[Item]:
    if tag == "a" and name == "href":
        yield Item("link", place, value)
    elif match := _DATA.match(value):
        yield Item("image", place, _image(match[1]))
    elif name in _STEERING:
        yield Item(f"attribute {name}={value} of {tag}", place, "", is_look=True)
    else:
        yield Item(f"attribute {name} of {tag}", place, value, name in _ATTRIBUTES and not _is_tiny(name, value))


def _is_tiny(name: str, value: str) -> bool:
    """Tell whether a size is one that nobody sees, or no number of pixels."""
    return name in ("width", "height") and (not value.isdecimal() or int(value) < _LEAST_PIXELS)


def _image(text: str) -> str:
    """Return what is told of an image that stands in a page: its size and digest."""
    try:
        data = base64.b64decode(text)
    except binascii.Error:
        return "damaged"
    return f"of {len(data)} bytes, {digest(data)[7:15]}"
