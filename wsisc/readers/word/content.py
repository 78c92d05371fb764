"""The content of a Word file, as values: everything that a person can read in it, however it is formatted.

A text contains only the line breaks inside a paragraph ("\\n") and tabs ("\\t"). Neighbouring runs with the same look
are joined. Text of tracked insertions and deletions is included, with its author: see `accept_reject`.
"""

import dataclasses
import re
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from wsisc.messages import t
from wsisc.readers.word.origins import NOWHERE, Origins, concatenate, follow, nowhere

_WORDS, _ROMAN = re.compile(r"[^\W\d_]{2,}"), frozenset("ivxlcdm")
"""Letters that may not be a number; "aa)" and "xviii." are numbers."""


class TrackedChange(NamedTuple):
    """A tracked change: `kind` is "insertion" or "deletion" (a move has one of each); `date` as Word writes it, or "".

    For a deletion of text that was itself a tracked insertion, `inserted_by` is the author of the insertion.
    """

    kind: str
    author: str
    date: str
    inserted_by: str | None = None


class FormattingChange(NamedTuple):
    """A tracked change of formatting; the content has the current formatting.

    `scope` is "words", "paragraph", "table", "row", "cell" or "section". `summary` describes the effect on a
    submission ("bold", "no longer bold", "style Heading 2, before Body Text"), "" without one. `words` are the
    changed words, and `paragraph` those of the paragraph around them. The changed characters of a paragraph have the
    addresses from `start` to before `end`.
    """

    scope: str
    author: str
    date: str
    summary: str = ""
    words: str = ""
    paragraph: str = ""
    start: int = NOWHERE
    end: int = NOWHERE


class WordImage(NamedTuple):
    """An image: its file in the archive, and its alternative text (`is_decorative`: it has none and needs none)."""

    file: str
    alt: str
    is_decorative: bool = False


@dataclass(frozen=True)
class Run:
    """A stretch of a paragraph with one look.

    Exactly one of `text`, `note` (the id of a referenced footnote or endnote) and `image` is set. `link` is an address,
    "#name" for a bookmark of the file, "" for none. `comments` are the ids of the comments on it. `raised` is
    "superscript" or "subscript" if Unicode lacks such characters. `field` is the tag of the content control of a form
    of wsisc that is around it, "" for none (`document.form`). `language` is that of a foreign phrase, by its code
    (or its tag, if it is not known); "" outside of phrases. `origins` are the addresses of its characters, or that of
    its reference or image: see `origins`; runs with other ones are equal.
    """

    text: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    caps: bool = False
    raised: str = ""
    link: str = ""
    note: str = ""
    image: WordImage | None = None
    change: TrackedChange | None = None
    comments: tuple[str, ...] = ()
    field: str = ""
    language: str = ""
    origins: Origins = dataclasses.field(default_factory=partial(array, "Q"), compare=False, repr=False)

    def cut(self, start: int, end: int | None = None) -> "Run":
        """Return the run with a stretch of its text."""
        return replace(self, text=self.text[start:end], origins=self.origins[start:end])

    def with_text(self, text: str) -> "Run":
        """Return the run with a text that was made from its own."""
        return replace(self, text=text, origins=follow(self.text, text, self.origins))


class Numbering(NamedTuple):
    """The number or bullet before a paragraph: `marker` ("1)", "(a)", "•"), `format` ("decimal", "bullet" ...).

    `list_id` distinguishes lists, `level` counts from 0, `number` is that of the item, 0 for a bullet. With an empty
    `marker`, the paragraph continues the item above it.
    """

    list_id: str
    level: int
    format: str
    marker: str
    number: int

    @property
    def has_words(self) -> bool:
        """Whether the marker contains words besides a number or sign: "Article I:"."""
        return any(len(set(word)) > 1 and set(word) - _ROMAN for word in _WORDS.findall(self.marker.lower()))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: `style` is the name of its style ("Heading 1"), `outline` its heading level from 1, or 0.

    `indent` is in points. `bookmarks` start in it. `change` is that of its mark: an inserted or deleted end of
    paragraph. `is_page_start` means that a page or column begins with it, `has_separator` that a style separator is its
    end, which Word always hides (ECMA-376, Part 1, 17.3.2.36): then the reader has joined it with what follows.
    """

    runs: tuple[Run, ...]
    style: str = ""
    outline: int = 0
    numbering: Numbering | None = None
    indent: float = 0
    align: str = ""
    bookmarks: tuple[str, ...] = ()
    change: TrackedChange | None = None
    is_page_start: bool = False
    has_separator: bool = False

    @property
    def text(self) -> str:
        """Its words, without those of notes."""
        return "".join(run.text for run in self.runs)

    @property
    def origins(self) -> Origins:
        """The origins of the characters of its text."""
        return concatenate(
            run.origins if len(run.origins) == len(run.text) else nowhere(len(run.text))
            for run in self.runs
            if run.text
        )


@dataclass(frozen=True)
class Cell:
    """A cell of a table, `span` columns wide. `is_continued`: it is an empty continuation of the cell above.

    `change` as in a paragraph.
    """

    blocks: tuple["Block", ...]
    span: int = 1
    is_continued: bool = False
    align: str = ""
    change: TrackedChange | None = None


@dataclass(frozen=True)
class Row:
    """A row of a table; an `is_header` row is repeated on every page. `change` as in a paragraph."""

    cells: tuple[Cell, ...]
    is_header: bool = False
    change: TrackedChange | None = None


@dataclass(frozen=True)
class Table:
    """A table."""

    rows: tuple[Row, ...]
    style: str = ""


type Block = Paragraph | Table


class WordComment(NamedTuple):
    """A comment: its author, date and words, the words it is attached to (`quote`), and whether it is resolved.

    `parent` is the id of the comment that it answers.
    """

    id: str
    author: str
    date: str
    text: str
    quote: str = ""
    is_resolved: bool = False
    parent: str = ""


class AsideKind(StrEnum):
    """What words outside the flow of the text are in, as reports name it."""

    CHART = t("chart")
    CONTENTS = t("table of contents")
    COPIED_HEADING = t("text box that repeats the heading before it")
    """LibreOffice adds one to a .doc or .rtf file for each paragraph with a style separator."""
    DIAGRAM = t("diagram")
    DRAWN_TEXT = t("drawn text")
    EMBEDDED = t("embedded document")
    FIELD_CODE = t("text in the code of a field")
    FOOTER = t("footer")
    HEADER = t("header")
    HIDDEN_ROW = t("hidden row of a table")
    HIDDEN_TEXT = t("hidden text")
    LINKED_IMAGE = t("linked image, not imported")
    NOTE_CONTINUATION = t("continuation notice of notes")
    NOTE_MARK = t("mark of another note")
    NOTE_SEPARATOR = t("separator of notes")
    OUTSIDE_PARAGRAPHS = t("text outside of paragraphs")
    PLACEHOLDER = t("placeholder of a content control")
    TEXT_BOX = t("text box")
    UNHIDDEN_ROW = t("row hidden")
    UNHIDDEN_TEXT = t("words hidden")
    """Words that Word hides, and that are read as text nevertheless."""
    UNREADABLE = t("text that cannot be read")


PAGE_MARGINS = (AsideKind.HEADER, AsideKind.FOOTER)


class Aside(NamedTuple):
    """Words outside the flow of the text: `kind` is an `AsideKind`, or a message of several of them.

    `counted_words` overrides the number of words in `text`: part of a word does not count. `origin` is the address of
    the paragraph of words that are read as text as well.
    """

    kind: str
    text: str
    counted_words: int | None = None
    origin: int = NOWHERE

    @property
    def word_count(self) -> int:
        """The number of its words."""
        return len(self.text.split()) if self.counted_words is None else self.counted_words


class ComponentKind(StrEnum):
    """The kind of a component, as reports name it."""

    LINK = "link"
    IMAGE = "image"
    NOTE = "footnote"
    COMMENT = "comment"
    EQUATION = "equation"
    FIELD = "field"
    EMBEDDED = "embedded part"
    DESCRIPTION = "description"


class Component(NamedTuple):
    """Something in a Word file besides its words, found in the XML independently of the reader.

    `name` identifies it among its kind: the address of a link; the digest of an image's bytes, or the address of a
    linked image; the id of a note as runs have it ("f2", once for each reference) or of a comment; the letters of an
    equation; the keyword of a field ("DATE"); the type of an embedded part ("chart", "diagram", "OLE object"); the
    type of words that are on no page ("tooltip of a link").
    `text` is what a reader sees of it: the words of a link, the alternative text of an image, the words of a chart.
    `detail` distinguishes it further: the type of an image ("PNG", "EMF"), the author of a comment, the file of a part.
    `place` is "text", "note", "header", "footer", "text box", "comment", "shape" (a link or text on a drawing) or
    "deleted" (by a tracked change), among others. `origin` is the address of the paragraph of the text or of a note
    that it is in, a text box included.
    """

    kind: ComponentKind
    name: str
    text: str = ""
    detail: str = ""
    place: str = "text"
    origin: int = NOWHERE


class Look(NamedTuple):
    """The look of words beyond the attributes of a run: "color=ff0000 sz=2", "" by default.

    `own` is the part of it that runs set directly, whatever their styles say. `heading` is the number of the heading
    above, 0 for none, -1 in notes. `unseen` is why a reader of the page does not see the words ("1 pt high"), or "".
    `origin` is the address of the paragraph in which they begin.
    """

    words: str
    look: str
    own: str = ""
    heading: int = 0
    unseen: str = ""
    origin: int = NOWHERE


@dataclass(frozen=True)
class WordContent:
    """The content of a Word file. `notes` are footnotes and endnotes by id; `images` the files that runs name.

    `word_count` is the number of words in the archive's XML, counted independently of the reader: the body, the notes
    and asides, with deleted words and without comments. `components` are those in the XML, in order; `looks` the looks
    of the text and its notes, `formatting_changes` the tracked changes of formatting in these. `invalid_dates` are
    dates of comments and tracked changes that could not be read.
    """

    blocks: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    comments: tuple[WordComment, ...] = ()
    asides: tuple[Aside, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    word_count: int = 0
    components: tuple[Component, ...] = ()
    looks: tuple[Look, ...] = ()
    formatting_changes: tuple[FormattingChange, ...] = ()
    invalid_dates: tuple[str, ...] = ()


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks in order, including those in tables."""
    return (paragraph for paragraph, _ in paragraphs_with_header(blocks))


def paragraphs_with_header(blocks: tuple[Block, ...], is_header: bool = False) -> Iterator[tuple[Paragraph, bool]]:
    """Yield the paragraphs of blocks as `paragraphs` does, each with whether it is in the header of a table."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block, is_header
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_with_header(cell.blocks, row.is_header)


def all_paragraphs(blocks: tuple[Block, ...], notes: Mapping[str, tuple[Block, ...]]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text, then those of its notes."""
    for text in (blocks, *notes.values()):
        yield from paragraphs(text)
