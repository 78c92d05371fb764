"""What a reviewer changed, as values: where, what, by whom, and what it takes to make the change in another file."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from wsisc.diagnostic import DataPath
from wsisc.diff.tree import Node

HARD_TO_SEE, IN_REVERSE = "words hard to see in Word:", "words that Word shows in reverse:"
"""The kinds of changes that tell of words which are in the file, and which a reader of the Word file does not see."""


class TextEdit(NamedTuple):
    """An edit of the rich text at `path`, of the node that `where` leads to.

    `action` is "change" (its words), "replace", "remove" or "insert" (before that place). `markdown` holds the node
    `made`
    of what shall stand there, in the names of the reviewed file.
    """

    path: DataPath
    action: str
    node_path: tuple[int, ...]
    markdown: str = ""
    node: Node | None = None

    @property
    def sort_key(self) -> tuple[int, ...]:
        """A key by which edits of one text go from its end to its start, so that none moves the place of another."""
        last = 2 * self.node_path[-1] + (self.action != "insert")
        return (*(2 * step + 1 for step in self.node_path[:-1]), last)


class PlainEdit(NamedTuple):
    """Another plain text at `path`."""

    path: DataPath
    text: str


class SectionEdit(NamedTuple):
    """A section to remove, to move or to add.

    `path` is its own in the file, `source` its own in the reviewed one. It goes into `parent` of the reviewed file,
    behind the first of `after` that there is.
    """

    action: str
    path: DataPath = ()
    their_path: DataPath = ()
    parent: DataPath = ()
    preceding: tuple[DataPath, ...] = ()


type Edit = TextEdit | PlainEdit | SectionEdit


@dataclass(frozen=True)
class Change:
    """A change that a reviewer made: `what` ("changed", "added", "removed", "moved") became of a `kind` of thing.

    `path` is where in the file it belongs; `old` and `new` are words, `marked` those with their marks and notes, where
    the words alone are the same. `verdict` is "clean", "conflict" (then `proposal`
    is rich text to stand in place of the words `quote`) or "refused", for a `reason`. `remark` says what was done
    that is no wording to take or not: it stands in the file instead of the proposal.
    """

    action: str
    kind: str
    path: DataPath
    old: str
    new: str
    edit: Edit | None = None
    verdict: str = "clean"
    quote: str = ""
    proposal: str = ""
    reason: str = ""
    remark: str = ""
    author: str = ""
    date: str = ""
    is_tracked: bool = False
    formatted: tuple[str, str] = ("", "")

    def with_author(self, author: str, date: str) -> "Change":
        """Return it as one that was tracked."""
        return replace(self, author=author, date=date, is_tracked=True)
