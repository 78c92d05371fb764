"""A compendium as made -> an error where a chapter does not hold the words that it must."""

from wsisc.collate.pieces import Chapter, Compendium
from wsisc.diagnostic import WsiscError
from wsisc.document import integrity
from wsisc.document.integrity import DocumentWords


def check(compendium: Compendium, words: DocumentWords) -> None:
    """Compare the words of a whole document with those of its chapters. Raises Lost where they differ."""
    body, notes = words
    for chapter in compendium.chapters:
        wanted = chapter.words()
        at, end = len(wanted.body), len(wanted.footnotes)
        if lost := integrity.find_difference(wanted, DocumentWords(body[:at], notes[:end])):
            raise LostWordsError(lost, chapter)
        body, notes = body[at:], notes[end:]
    if body or notes:
        raise LostWordsError(f"words too many: {' '.join(body[:10])}", None)


class LostWordsError(WsiscError):
    """A word of a chapter would be lost: `file` is that of its submission, "" where it has none of its own."""

    def __init__(self, difference: str, chapter: Chapter | None) -> None:
        where = (chapter.file or chapter.title) if chapter else "its end"
        super().__init__(
            f"internal error in the compendium: {where}: {difference}", "nothing was written; please report it"
        )
        self.difference, self.file = difference, chapter.file if chapter else ""
