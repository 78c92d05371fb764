"""What a reviewer changed, as values: where, what, by whom, and how to apply it to another file."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, NamedTuple

from wsisc.diff.word_tree import Node
from wsisc.messages import Message, from_data_file, t
from wsisc.messages.diagnostic import DataPath

PARAGRAPH_SIGN = " ¶ "
"""What is between the words of paragraphs that were joined or split, as Word shows their ends."""


class Verdict(StrEnum):
    """What becomes of a change."""

    CLEAN = "clean"
    """To apply, then applied."""
    CONFLICT = "conflict"
    """The author changed the same words."""
    REFUSED = "refused"
    """It cannot be applied."""
    FORM = "form"
    """It concerns the call, and no one has to act."""
    REJECTED = "rejected"
    """A person rejected it."""


class ChangeAction(StrEnum):
    """What was done to a thing, as users read it."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    JOINED = "joined"
    SPLIT = "split"
    LOST = "lost"
    HIDDEN = "hidden"
    FORMATTED = "formatted"


class ChangeKind(StrEnum):
    """What was changed, as users read it; the last ones are always named by the label of a change."""

    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    QUOTATION = "quotation"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    FIGURE = "figure"
    SECTION = "section"
    TITLE = "title"
    NAME = "name"
    CAPTION = "caption"
    ALT = "alt"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    IMAGE = "image"
    NUMBER = "number"
    WORDING = "wording"
    HEADING_STYLE = "heading style"
    LIST_NUMBER = "list number"
    FOOTNOTE_REFERENCE = "footnote reference"
    WORDS = "words"
    HARD_TO_SEE = "words hard to see in Word:"
    """Words that are in the file, and that a reader of the Word file does not see."""
    IN_REVERSE = "words that Word shows in reverse:"
    COMPONENT = "component"
    """A link, an image or the like; or an item of the import of a Word file."""
    FORMATTING = "formatting"
    VALUE = "value"
    """A value of the YAML that no document shows."""
    ENTRY = "entry"


_WORDS = (
    *(t("paragraph"), t("section"), t("footnote"), t("comment"), t("image"), t("number"), t("wording"), t("list")),
    *(t("table"), t("quotation"), t("figure"), t("title"), t("link"), t("cell"), t("equation"), t("field")),
    *(t("caption"), t("embedded part"), t("entity"), t("heading style"), t("list number"), t("footnote reference")),
    *(t("words hard to see in Word:"), t("words that Word shows in reverse:")),
    *(t("item"), t("row"), t("name"), t("alt")),
    *(t("added"), t("removed"), t("changed"), t("moved"), t("lost"), t("joined"), t("split")),
)
"""Words for what was changed, and for what was done, so that those who translate find them."""


type TextAction = Literal["change", "replace", "remove", "insert"]


class TextEdit(NamedTuple):
    """An edit of the rich text at `path`, at the node with the path `node_path` in its tree.

    `action` is "change" (what `node` has that `base` has not), "replace", "remove" or "insert" (before it). `markdown`
    is the text that holds the new `node`, with the names of links and footnotes of the reviewed file. A `node` of the
    kind "text" holds several paragraphs; `size` is the number of nodes of the file that are changed or replaced.
    """

    path: DataPath
    action: TextAction
    node_path: tuple[int, ...]
    markdown: str = ""
    node: Node | None = None
    base: Node | None = None
    size: int = 1

    @property
    def sort_key(self) -> tuple[int, ...]:
        """Key that sorts edits of one text by place; the last one is applied first, so that none moves another."""
        last = 2 * self.node_path[-1] + (self.action != "insert")
        return (*(2 * step + 1 for step in self.node_path[:-1]), last)


class PlainEdit(NamedTuple):
    """A new plain text at `path`."""

    path: DataPath
    text: str


class SectionEdit(NamedTuple):
    """A section to "remove", "move" or "add".

    `path` is its path in the file, `their_path` its path in the reviewed file. It goes into the section `parent` of the
    reviewed file, after the first of `preceding` that exists.
    """

    action: Literal["remove", "move", "add"]
    path: DataPath = ()
    their_path: DataPath = ()
    parent: DataPath = ()
    preceding: tuple[DataPath, ...] = ()


type Edit = TextEdit | PlainEdit | SectionEdit


class TextSpan(NamedTuple):
    """Words of a version of a submission: a stretch of the text at `path`, or without an `end` all below that path."""

    path: DataPath
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a reviewer did to one thing, who did it, how to apply it to the file, and what became of it.

    `label` is what the thing is called where its `kind` says too little, and `detail` what is said of it instead of the
    `action`. `path` is where in the file it belongs, () if unknown. `old` and `new` are its words, "" if it was not
    there; `formatted` are both with Markdown signs and footnote references, if these changed. `author` and
    `date` are those of tracked changes, comma-separated and the latest; `is_tracked` is whether tracked changes explain
    all of it.

    `edit` applies it, None if that is impossible. `quote` are the words of the file that it concerns, `proposal` is the
    rich text that the reviewer wants in their place. `reason` is why it was not applied. `remark` describes what is no
    wording to accept (a replaced image); it is written into the file instead of the proposal. `is_merged` is whether
    the author changed other words of the same paragraph, title or table. `passage` are the words of a paragraph before
    and after the review, if the change is only a part of what the reviewer did to it. `is_sent_known` is whether the
    version that was sent is known, and `has_place` whether the file can have a change that is not applied as a comment.

    `sent` is where the old words are in the version sent, and `received` where the new ones are in the reviewed one.
    `sent_origins` and `received_origins` are the addresses of their letters in the reviewed Word file.
    """

    action: ChangeAction
    kind: ChangeKind
    label: str = ""
    detail: str = ""
    path: DataPath = ()
    old: str = ""
    new: str = ""
    formatted: tuple[str, str] = ("", "")
    author: str = ""
    date: str = ""
    is_tracked: bool = False
    edit: Edit | None = None
    verdict: Verdict = Verdict.CLEAN
    quote: str = ""
    proposal: str = ""
    reason: str = ""
    remark: str = ""
    is_merged: bool = False
    passage: tuple[str, str] = ("", "")
    is_sent_known: bool = True
    has_place: bool = True
    sent: tuple[TextSpan, ...] = field(default=(), compare=False, repr=False)
    received: tuple[TextSpan, ...] = field(default=(), compare=False, repr=False)
    sent_origins: tuple[int, ...] = field(default=(), compare=False, repr=False)
    received_origins: tuple[int, ...] = field(default=(), compare=False, repr=False)

    @property
    def description(self) -> str:
        """What was done to what, as a message: "paragraph changed"."""
        what, done = (_as_message(each) for each in (self.label or self.kind, self.detail or self.action))
        return t("{what} {action}", what=what, action=done)

    def with_author(self, author: str, date: str) -> "Change":
        """Return the change as a tracked one."""
        return replace(self, author=author, date=date, is_tracked=True)


def _as_message(word: str) -> str:
    return word if isinstance(word, Message) else from_data_file(word)
