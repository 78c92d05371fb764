"""An HTML page -> the words that a reader of it sees, if wsisc wrote it; its links and images, as items."""

import base64
import binascii
from html.parser import HTMLParser

from wsisc.document.integrity import FOOTNOTE_REFERENCE, DocumentWords
from wsisc.messages import t
from wsisc.readers.inventory import Inventory, InventoryItem, short_digest

_LINE_BREAKING = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "div"}
_META_NAMES = {"author": t("the author in the head"), "description": t("the subject in the head")}
_HEAD_ELEMENTS = {"title": t("the title in the head"), "style": t("the style sheet"), "script": t("a script")}
_AROUND_MAIN = t("the words around the text")
_NOTE_LINK_ROLES = {"doc-noteref": FOOTNOTE_REFERENCE, "doc-backlink": ""}

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def extract_words(page: str) -> DocumentWords:
    """Return the words of the body, with `CALL` for footnote references, and of each footnote in reference order."""
    walker = _WordParser()
    walker.feed(page)
    walker.close()
    body, *notes = ("".join(piece).split() for piece in walker.pieces)
    return DocumentWords(body, notes)


class _WordParser(HTMLParser):
    """Collects the text inside `main`: `pieces` are the body and then each footnote, each as a list of strings."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[list[str]] = [[]]
        self.is_in_main = self.is_in_note_link = self.is_in_notes = False
        self.list_depth = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        role = dict(attributes).get("role") or ""
        self.is_in_main = self.is_in_main or tag == "main"
        self.is_in_notes = self.is_in_notes or role == "doc-endnotes"
        if role in _NOTE_LINK_ROLES:
            self.current_piece.append(_NOTE_LINK_ROLES[role])
            self.is_in_note_link = True
        if self.is_in_notes and tag == "li":
            self.list_depth += 1
            if self.list_depth == 1:
                self.pieces.append([])
        if tag in _LINE_BREAKING:
            self.current_piece.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.is_in_note_link = False
        elif tag == "main":
            self.is_in_main = False
        elif tag == "section":
            self.is_in_notes = False
        elif tag == "li" and self.is_in_notes:
            self.list_depth -= 1
        if tag in _LINE_BREAKING:
            self.current_piece.append("\n")

    def handle_data(self, data: str) -> None:
        if self.is_in_main and not self.is_in_note_link:
            self.current_piece.append(data)

    @property
    def current_piece(self) -> list[str]:
        """The piece that receives the next text. A page of several submissions has body text after the first notes."""
        return self.pieces[-1 if self.is_in_notes else 0]


def read_surrounding_text(page: str) -> dict[str, str]:
    """Return the texts of a page outside `main`, and those of its head."""
    finder = _SurroundingTextParser()
    finder.feed(page)
    return {name: "".join(texts) for name, texts in finder.texts.items()}


class _SurroundingTextParser(HTMLParser):
    """Collects the title, metadata, language, style sheet, scripts, and the text around `main`."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.place = self.element = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag == "html":
            self.texts[t("the language")] = [values.get("lang") or ""]
        elif tag == "meta" and values.get("name") in _META_NAMES:
            self.texts[_META_NAMES[str(values["name"])]] = [values.get("content") or ""]
        elif tag in ("body", "main"):
            self.place = _AROUND_MAIN if tag == "body" else ""
        elif tag in _HEAD_ELEMENTS and ("id", "wsisc-source") not in attributes:
            self.element = _HEAD_ELEMENTS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.place = _AROUND_MAIN
        elif tag in _HEAD_ELEMENTS:
            self.element = ""

    def handle_data(self, data: str) -> None:
        if name := self.element or self.place:
            self.texts.setdefault(name, []).append(data)


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
