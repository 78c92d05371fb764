"""What a Word file holds, as values: nothing that a person can read in it is left out, whatever it looks like.

A text holds no line breaks but those inside a paragraph ("\\n") and tabs ("\\t"). Runs that look alike and belong
together are one. What a tracked change put in or took out is there too, and says who did so: see `tracked`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

_WORDS, _ROMAN = re.compile(r"[^\W\d_]{2,}"), frozenset("ivxlcdm")
"""Letters that may be no number; "aa)" and "xviii." are one."""


class TrackedChange(NamedTuple):
    """A tracked change: `kind` is "insertion" or "deletion" (of a move both); `date` as Word writes it, or "".

    `inserted_by` is who had put in, with tracking on, what was deleted then; None where it was there before.
    """

    kind: str
    author: str
    date: str
    inserted_by: str | None = None


class FormattingChange(NamedTuple):
    """A tracked change of formatting; what it was made of is read as it is now.

    `what` is "words", "paragraph", "table", "row", "cell" or "section". `summary` is what is otherwise as far as that
    changes a submission ("bold", "no longer bold", "style Heading 2, before Body Text"), "" where it does not. `words`
    have it, and `paragraph` are those of the paragraph around them.
    """

    scope: str
    author: str
    date: str
    summary: str = ""
    words: str = ""
    paragraph: str = ""


class WordImage(NamedTuple):
    """An image: its file in the archive, its alternative text (`is_decorative`: it has none and needs none)."""

    file: str
    alt: str
    is_decorative: bool = False


@dataclass(frozen=True)
class Run:
    """A stretch of a paragraph that looks alike.

    Exactly one of `text`, `note` (the id of a footnote or endnote that is called here) and `image` is given. `link` is
    the address that it leads to, "#name" a bookmark of the file, "" where none. `comments` are the ids of those on it.
    `raised` is "superscript" or "subscript" where Unicode has no characters that say so.
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


class Numbering(NamedTuple):
    """What Word prints before a paragraph: `marker` ("1)", "(a)", "•"), `format` ("decimal", "bullet", "lowerRoman").

    `list` tells lists apart, `level` counts from 0, `number` is that of the item, 0 for a bullet. Where `marker` is "",
    the paragraph goes on with the item above it.
    """

    list_id: str
    level: int
    format: str
    marker: str
    number: int

    @property
    def has_words(self) -> bool:
        """Whether the marker has words beside a number or sign: "Article I:"."""
        return any(len(set(word)) > 1 and set(word) - _ROMAN for word in _WORDS.findall(self.marker.lower()))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: `style` is the name of its style ("Heading 1"), `outline` its level as a heading from 1, 0 if none.

    `indent` is in points. `bookmarks` begin in it. `change` is that of its mark: an inserted or deleted end of
    paragraph. `is_page_start` tells that a page break stands before it.
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

    @property
    def text(self) -> str:
        """Its words, without what stands in notes."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """A cell of a table; `span` columns wide. `is_continued`: it belongs to the cell above, and is empty.

    `change` as of a paragraph.
    """

    blocks: tuple["Block", ...]
    span: int = 1
    is_continued: bool = False
    align: str = ""
    change: TrackedChange | None = None


@dataclass(frozen=True)
class Row:
    """A row of a table; a `is_header` row is repeated on every page. `change` as of a paragraph."""

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
    """A comment: who wrote it and when, its words, what it is on (`quote`), and whether it was marked as resolved.

    `parent` is the id of the comment that it answers.
    """

    id: str
    author: str
    date: str
    text: str
    quote: str = ""
    is_resolved: bool = False
    parent: str = ""


class Aside(NamedTuple):
    """Words that do not stand in the flow of the text: `kind` is "header", "footer", "text box", "chart" ...

    `own` is how many words they are, where they are not as many as `text` has: a piece of a word is none.
    """

    kind: str
    text: str
    counted_words: int | None = None

    @property
    def word_count(self) -> int:
        """How many words they are."""
        return len(self.text.split()) if self.counted_words is None else self.counted_words


class ComponentKind(StrEnum):
    """What a component is, in the words of a report."""

    LINK = "link"
    IMAGE = "image"
    NOTE = "footnote"
    COMMENT = "comment"
    EQUATION = "equation"
    FIELD = "field"
    EMBEDDED = "embedded part"
    DESCRIPTION = "description"


class Component(NamedTuple):
    """Something in a Word file that is more than its words, found in the XML apart from all reading.

    `name` identifies it among its kind: the address of a link; the digest of an image's bytes, or the address of a
    linked image; the id of a note as runs have it ("f2", once for each reference) or of a comment; the letters of an
    equation; the keyword of a field ("DATE"); what an embedded part is ("chart", "diagram", "OLE object"); what words
    are that stand on no page ("tooltip of a link").
    `text` is what a reader sees of it: the words of a link, the alternative text of an image, the words of a chart.
    `detail` is what else tells it apart: the type of an image ("PNG", "EMF"), the author of a comment, the file of a
    part. `place` is where it stands: "text", "note", "header", "footer", "text box", "comment", "shape" (a link or
    text on a drawing), "deleted" (a tracked change took it out).
    """

    kind: ComponentKind
    name: str
    text: str = ""
    detail: str = ""
    place: str = "text"


class Look(NamedTuple):
    """How words look beyond what a run tells: "color=ff0000 sz=2", "" where as usual.

    `own` is what of it their runs set, whatever their styles say. `heading` is the number of the heading above them, 0
    for none; it is -1 in notes. `unseen` is why a reader of the page does not see them ("1 pt high"), "" where it does.
    """

    words: str
    look: str
    own: str = ""
    heading: int = 0
    unseen: str = ""


@dataclass(frozen=True)
class WordContent:
    """A Word file. `notes` are footnotes and endnotes by their ids; `images` the files that runs name.

    `words` is how many words the archive's own XML holds, counted apart from all reading: those of the body, of the
    notes and of asides, deleted ones included, comments not. `inventory` is what else the XML holds, in its order;
    `looks` are how the letters of the text and its notes look, `formatting` the tracked changes of formatting in these.
    `not_dates` stand for dates of comments and tracked changes, and are none: these have no date.
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
    """Yield the paragraphs of blocks, those in tables too, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs(cell.blocks)
