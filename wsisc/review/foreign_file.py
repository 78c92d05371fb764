"""A diagnostic of an imported submission, and its import -> whether it is certain for the author of the Word file.

The author has Word alone: other pages, numbers that Word counts, and parts whose beginning the import may have guessed.
Where a rule cannot be sure of such a file, a review says nothing.
"""

from wsisc.document.prose import part_ids
from wsisc.importer.account.report import Reason
from wsisc.lint import linter, rules
from wsisc.messages import Message
from wsisc.messages.diagnostic import Diagnostic
from wsisc.readers.word import origins
from wsisc.readers.word.content import AsideKind, all_paragraphs
from wsisc.review.import_account import Origin
from wsisc.review.placement import UNPLACED, Placed

_OF_BUILDS = ("accidental-list", "missing-glyph", "numbered-title", "too-much-markup")
_OF_TYPED_LISTS = ("list-number", "typed-list")
_OF_PARTS = ("part-length", "unanswered-prompt")
_OF_HEADINGS = ("acronym-in-heading", "duplicate-heading", "heading-case", "title-case")
_UN_STYLE = "un-style"
_GUESSES = (Reason.MEANING, Reason.POSITION)
_ANSWERS_ASIDE = {AsideKind.TEXT_BOX, AsideKind.DRAWN_TEXT, AsideKind.DIAGRAM, AsideKind.EMBEDDED, AsideKind.UNREADABLE}


def is_certain(placed: Placed, origin: Origin, *, is_heading: bool) -> bool:
    """Return whether a diagnostic of an imported file is true for its author, and about what Word shows.

    `is_heading` is whether its words are in a paragraph that is a heading in Word.
    """
    diagnostic = placed.diagnostic
    code, path = diagnostic.code, diagnostic.path
    has_no_part = path[:1] == (UNPLACED,)
    match code:
        case _ if placed.is_layout and linter.is_about_wording(code):  # the import has put a space there
            return False
        case _ if code in _OF_BUILDS:  # numbers of titles, lists that signs create, fonts and limits of engines
            return False
        case _ if code in _OF_TYPED_LISTS:  # what Word counts, only the import has typed; "(a)" may be a part's label
            return placed.is_exact and not has_no_part
        case _ if code in _OF_PARTS:
            is_known = part_ids(path) not in _guessed_parts(origin) and _is_readable(code, origin)
            return is_known and (_is_too_long(diagnostic) or not _has_answers_aside(origin))
        case _ if code in _OF_HEADINGS and path[-1:] == ("title",):  # a bold line or an address is none for its author
            is_title = is_heading and len(placed.quote.strip()) != 1  # "第" alone: its number is in another cell
            return not has_no_part and is_title and _is_readable(code, origin)
        case "stray-markup":  # a person's own signs, such as ^i^ in a transcription
            return placed.quote[:1] not in ("^", "~") or placed.quote.startswith("~~")
        case "unknown-value" if path == ("language",):
            return not origin.is_assumed
        case _:
            return _is_readable(code, origin)


def _is_readable(code: str, origin: Origin) -> bool:
    """Return whether the words of a text are known well enough for a rule: style is that of a known language."""
    return origin.is_language_known or not (linter.is_about_wording(code) or rules.group_of(code) == _UN_STYLE)


def _is_too_long(diagnostic: Diagnostic) -> bool:
    """Return whether a part has more words than the call allows: words that were not read cannot change that."""
    values = diagnostic.message.values if isinstance(diagnostic.message, Message) else {}
    return diagnostic.code == "part-length" and "asked" not in values


def _has_answers_aside(origin: Origin) -> bool:
    """Return whether words that a reader takes for the text were not read, such as those of text boxes."""
    asides = origin.addresses.content.asides
    return any(aside.kind in _ANSWERS_ASIDE and (aside.word_count or not aside.text) for aside in asides)


def find_headings(origin: Origin) -> frozenset[int]:
    """Return the addresses of the paragraphs that are headings in Word, by their style or outline level."""
    content = origin.addresses.content
    headings = (paragraph for paragraph in all_paragraphs(content.blocks, content.notes) if paragraph.outline)
    return frozenset(origins.paragraph_of(paragraph.origins[0]) for paragraph in headings if paragraph.origins)


def _guessed_parts(origin: Origin) -> set[tuple[str, ...]]:
    """Return the parts that begin at a heading of the author's own, and those around them."""
    guessed = [decision.part for decision in origin.decisions or () if decision.reason in _GUESSES]
    return {part[:end] for part in guessed for end in range(1, len(part) + 1)}
