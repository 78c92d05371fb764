"""A page made by wsisc -> the words that a reader of it sees."""

from html.parser import HTMLParser

from wsisc.words import CALL, Words

_ENDS_LINE = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "div"}
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
            self.pieces[-1].append(_LINKS_OF_NOTES[role])
            self.is_in_link_of_note = True
        if self.is_in_notes and tag == "li":
            self.depth += 1
            if self.depth == 1:
                self.pieces.append([])
        if tag in _ENDS_LINE:
            self.pieces[-1].append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.is_in_link_of_note = False
        elif tag == "main":
            self.is_in_main = False
        elif tag == "li" and self.is_in_notes:
            self.depth -= 1
        if tag in _ENDS_LINE:
            self.pieces[-1].append("\n")

    def handle_data(self, data: str) -> None:
        if self.is_in_main and not self.is_in_link_of_note:
            self.pieces[-1].append(data)


def references(page: str) -> list[str]:
    """Return the addresses of a page's links and the alternative texts of its images, in order."""
    finder = _References(convert_charrefs=True)
    finder.feed(page)
    return finder.found


class _References(HTMLParser):
    """Gathers addresses and alternative texts."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        told = given.get("href") if tag == "a" else given.get("alt") if tag == "img" else None
        if told and not told.startswith("#"):
            self.found.append(told)
