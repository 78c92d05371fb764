"""A finished compendium -> an error if a chapter lacks words that it must contain."""

from wsisc.collate.pieces import Chapter, Compendium
from wsisc.diagnostic import WsiscError
from wsisc.document import integrity
from wsisc.document.integrity import DocumentWords


def check(compendium: Compendium, words: DocumentWords) -> None:
    """Compare the words of a whole document with those of its chapters. Raises LostWordsError if they differ."""
    body, notes = words
    for chapter in compendium.chapters:
        expected = chapter.words()
        body_length, note_count = len(expected.body), len(expected.footnotes)
        if difference := integrity.find_difference(expected, DocumentWords(body[:body_length], notes[:note_count])):
            raise LostWordsError(difference, chapter)
        body, notes = body[body_length:], notes[note_count:]
    if body or notes:
        raise LostWordsError(f"extra words: {' '.join(body[:10])}", None)


class LostWordsError(WsiscError):
    """A chapter would lose words. `file` is that of its submission, "" if the chapter has several or none."""

    def __init__(self, difference: str, chapter: Chapter | None) -> None:
        where = (chapter.file or chapter.title) if chapter else "the end"
        super().__init__(
            f"internal error in the compendium: {where}: {difference}", "please report this bug; nothing was written"
        )
        self.difference, self.file = difference, chapter.file if chapter else ""
