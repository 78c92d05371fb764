"""A page made by wsisc -> the words that a reader of it sees."""

from html.parser import HTMLParser

from wsisc.document.integrity import CALL, Words

_ENDS_LINE = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "div"}
_HEAD = {"author": "the author in the head", "description": "the subject in the head"}
STYLE_SHEET = "the style sheet"
_ELEMENTS = {"title": "the title in the head", "style": STYLE_SHEET, "script": "a script"}
_AROUND = "the words around the text"
_LINKS_OF_NOTES = {"doc-noteref": CALL, "doc-backlink": ""}


def words(page: str) -> Words:
    """Return the words of a page's body, `CALL` at footnote calls, and of each footnote in the order of the calls."""
    walker = _Walker(convert_charrefs=True)
    walker.feed(page)
    walker.close()
    body, *notes = ("".join(piece).split() for piece in walker.pieces)
    return Words(body, notes)


class _Walker(HTMLParser):
    """Gathers the text within `main`: `pieces` are the body and the notes, each as a list of strings."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.pieces: list[list[str]] = [[]]
        self.is_in_main = self.is_in_link_of_note = self.is_in_notes = False
        self.depth = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        role = given.get("role") or ""
        self.is_in_main = self.is_in_main or tag == "main"
        self.is_in_notes = self.is_in_notes or role == "doc-endnotes"
        if role in _LINKS_OF_NOTES:
            self.piece.append(_LINKS_OF_NOTES[role])
            self.is_in_link_of_note = True
        if self.is_in_notes and tag == "li":
            self.depth += 1
            if self.depth == 1:
                self.pieces.append([])
        if tag in _ENDS_LINE:
            self.piece.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.is_in_link_of_note = False
        elif tag == "main":
            self.is_in_main = False
        elif tag == "section":
            self.is_in_notes = False
        elif tag == "li" and self.is_in_notes:
            self.depth -= 1
        if tag in _ENDS_LINE:
            self.piece.append("\n")

    def handle_data(self, data: str) -> None:
        if self.is_in_main and not self.is_in_link_of_note:
            self.piece.append(data)

    @property
    def piece(self) -> list[str]:
        """Where the next words go. A page of several submissions has more text behind the notes of the first."""
        return self.pieces[-1 if self.is_in_notes else 0]


def surroundings(page: str) -> dict[str, str]:
    """Return what a page says beside its text: in its head, and around `main`."""
    finder = _Surroundings(convert_charrefs=True)
    finder.feed(page)
    return {name: "".join(texts) for name, texts in finder.found.items()}


class _Surroundings(HTMLParser):
    """Gathers the title, the data of the head, the language, the style sheet, scripts, and the words around `main`."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.found: dict[str, list[str]] = {}
        self.place = self.element = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "html":
            self.found["the language"] = [given.get("lang") or ""]
        elif tag == "meta" and given.get("name") in _HEAD:
            self.found[_HEAD[str(given["name"])]] = [given.get("content") or ""]
        elif tag in ("body", "main"):
            self.place = _AROUND if tag == "body" else ""
        elif tag in _ELEMENTS and ("id", "wsisc-source") not in attributes:
            self.element = _ELEMENTS[tag]

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self.place = _AROUND
        elif tag in _ELEMENTS:
            self.element = ""

    def handle_data(self, data: str) -> None:
        if told := self.element or self.place:
            self.found.setdefault(told, []).append(data)
