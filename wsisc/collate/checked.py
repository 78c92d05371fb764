"""A compendium as made -> an error where a chapter does not hold the words that it must."""

from wsisc import words
from wsisc.collate.pieces import Compendium
from wsisc.diagnostic import WsiscError
from wsisc.words import Words


def check(compendium: Compendium, found: Words) -> None:
    """Compare the words of a whole document with those of its chapters. Raises WsiscError where they differ."""
    body, notes = found
    for chapter in compendium.chapters:
        wanted = chapter.words()
        at, end = len(wanted.body), len(wanted.footnotes)
        if lost := words.difference(wanted, Words(body[:at], notes[:end])):
            refuse(lost, chapter.file or chapter.title)
        body, notes = body[at:], notes[end:]
    if body or notes:
        refuse(f"words too many: {' '.join(body[:10])}", "")


def refuse(lost: str, where: str) -> None:
    """Raise the WsiscError of words that were lost in a chapter."""
    raise WsiscError(f"internal error in the compendium: {where}: {lost}", "nothing was written; please report it")
