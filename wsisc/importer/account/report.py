"""What became of the words of a Word file -> how many have which fate, and the items that a person has to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from wsisc.messages import map_texts, t
from wsisc.messages.diagnostic import excerpt
from wsisc.readers.word.content import ComponentKind
from wsisc.readers.word.origins import NOWHERE
from wsisc.text.sanitize import sanitize

MAX_ITEM_LETTERS = 160
"""So much of an item is on one line: two lines of a terminal, enough to find it in the document."""


class Fate(StrEnum):
    """What became of a word."""

    PLACED = "placed"
    COVER = "cover"
    PROMPT = "prompts"
    NUMBER = "numbers"
    FIELD = "fields"
    REPORTED = "reported"
    LOST = "lost"


PRINTED_BY_CALL = (Fate.COVER, Fate.PROMPT, Fate.NUMBER, Fate.FIELD)
"""Words that are not in the YAML because the call, or a list, prints them, or because the YAML says them otherwise."""


class ItemCode(StrEnum):
    """What an item reports, for code: only what some code treats in its own way has another code than `OTHER`."""

    OTHER = "other"
    ALTERNATIVE_TEXT = "alternative-text"
    ASIDE = "aside"
    """Words outside the flow of the text, such as those of a text box."""
    ASSUMED_CALL = "assumed-call"
    COMMENT = "comment"
    """A comment, or a reply to one."""
    DELETED_TEXT = "deleted-text"
    GUESSED_CALL = "guessed-call"
    """A call that the file does not name: known by its prompts alone. `ASSUMED_CALL`: by nothing."""
    IN_COMMENT = "in-comment"
    """A link, an image or another component in a comment."""
    ITALICS = "italics"
    LOST_HEADING = "lost-heading"
    """A heading that became a paragraph, or a heading of another level."""
    MOVED_NOTE = "moved-note"
    """A footnote or a reference to one that is not where it was."""
    OTHER_CALL = "other-call"
    """The document answers another call than the one that a person named."""
    STRUCK_TEXT = "struck-text"
    SUPERSCRIPT = "superscript"
    UNJUDGED = "unjudged"
    """What a document has that its embedded source does not explain."""
    UNKNOWN_LANGUAGE = "unknown-language"
    """The language of the prompts, where that of the text is none of the tables."""
    UNPLACED_WORDS = "unplaced-words"
    """Words that are under `unplaced` alone, since nothing says where they belong."""
    UNPROVEN = "unproven"
    """What cannot be known of a document that another version built."""
    UNSEEN_WORDS = "unseen-words"
    """Words that are imported, but that a reader of the page does not see, or sees otherwise."""


class ReportItem(NamedTuple):
    """One thing to report: its kind ("text box", "footnote moved"), its text, and how many words of it have no place.

    If `needs_person`, a person has to look at it, even if nothing needs to be changed. `is_unread` is something whose
    words, if it has any, were not read: an embedded document, an object of another program. `kind` is for people; code
    reads `code`. `origin` is the address of the first letter of a lost heading.
    """

    kind: str
    text: str
    words: int = 0
    needs_person: bool = True
    is_unread: bool = False
    code: ItemCode = ItemCode.OTHER
    origin: int = NOWHERE

    @property
    def is_left_out(self) -> bool:
        """Whether words of the file are left out with it, for a person to look at."""
        return self.needs_person and (self.words > 0 or self.is_unread)


class Reason(StrEnum):
    """Why a part begins at a paragraph."""

    MAP = t("named with --map")
    BOOKMARK = t("bookmark of the call")
    PROMPT = t("prompt")
    PROMPT_BEGINNING = t("beginning of the prompt")
    LABEL = t("label")
    LABEL_IN_CONTEXT = t("label among others")
    MEANING = t("meaning of the heading")
    POSITION = t("position among the parts")
    FORM = t("place in the form")
    SENT = t("place in the document as it was sent")
    UNKNOWN = t("no heading of the call")


class PartDecision(NamedTuple):
    """To which part a heading leads, why, and how sure that is, from 0 to 1.

    `part` are the ids of the part, () for a section that belongs to none: a person has to say where it belongs.
    `suggestion` is the part that it may be, `origin` the address of the first letter of the heading.
    """

    heading: str
    part: tuple[str, ...]
    reason: Reason
    confidence: float
    suggestion: tuple[str, ...] = ()
    origin: int = NOWHERE

    @property
    def is_open(self) -> bool:
        """Whether a person has to say to which part the heading leads."""
        return not self.part and self.reason != Reason.MAP


@dataclass(frozen=True)
class ImportReport:
    """The account: `words_read` as counted in the file, the fates of all words, and the items.

    `problems` are faults of the import itself: words were lost. `components` are the fates of links, notes, images and
    the like by their kinds, and `unaccounted` names those without a fate. `decisions` say where parts begin, in the
    order of the file.
    """

    words_read: int
    fates: Mapping[Fate, int]
    items: tuple[ReportItem, ...] = ()
    problems: tuple[str, ...] = ()
    headings: int = 0
    unplaced_words: int = field(default=0)
    components: Mapping[ComponentKind, Mapping[Fate, int]] = field(default_factory=dict)
    unaccounted: tuple[str, ...] = ()
    decisions: tuple[PartDecision, ...] = ()

    @property
    def placed(self) -> int:
        """How many words are in the submission, also under `unplaced`."""
        return self.fates.get(Fate.PLACED, 0)

    @property
    def printed_by_call(self) -> int:
        """How many words the call, or a list, prints by itself."""
        return sum(self.fates.get(fate, 0) for fate in PRINTED_BY_CALL)

    @property
    def reported(self) -> int:
        """How many words have no place, each named in an item."""
        return self.fates.get(Fate.REPORTED, 0)

    @property
    def is_balanced(self) -> bool:
        """Whether every word and every component of the file is accounted for."""
        return self.has_all_words and not self.unaccounted

    @property
    def has_all_words(self) -> bool:
        """Whether every word of the file is accounted for."""
        return not self.problems and self.placed + self.printed_by_call + self.reported == self.words_read

    @property
    def needs_person(self) -> bool:
        """Whether a person has to look at it."""
        return not self.is_balanced or bool(self.unplaced_words) or any(item.needs_person for item in self.items)


def format_item(item: ReportItem) -> str:
    """Return an item on one line, shortened."""
    return name_item(item._replace(kind=t("not imported, {kind}", kind=item.kind)) if item.words else item)


def name_item(item: ReportItem) -> str:
    """Return the kind and the words of an item on one line, shortened, without what became of it."""
    if not item.text.rstrip(": "):
        return item.kind
    return t("{kind}: {text}", kind=item.kind, text=_shorten(sanitize(item.text)))


def _shorten(text: str) -> str:
    """Return the beginning of a text; a message remains one, with shorter values."""
    return map_texts(lambda value: excerpt(value, MAX_ITEM_LETTERS).rstrip(": "), text)
