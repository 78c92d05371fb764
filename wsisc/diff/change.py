"""What a reviewer changed, as values: where, what, by whom, and how to apply it to another file."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wsisc.diagnostic import DataPath
from wsisc.diff.word_tree import Node
from wsisc.messages import t

HARD_TO_SEE, IN_REVERSE = t("words hard to see in Word:"), t("words that Word shows in reverse:")
"""The kinds of changes for words that are in the file, and that a reader of the Word file does not see."""
PARAGRAPH_SIGN = " ¶ "
"""What is between the words of paragraphs that were joined or split, as Word shows their ends."""


class TextEdit(NamedTuple):
    """An edit of the rich text at `path`, at the node with the path `node_path` in its tree.

    `action` is "change" (what `node` has that `base` has not), "replace", "remove" or "insert" (before it). `markdown`
    is the text that holds the new `node`, with the names of links and footnotes of the reviewed file. A `node` of the
    kind "text" holds several paragraphs; `size` is the number of nodes of the file that are changed or replaced.
    """

    path: DataPath
    action: str
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

    action: str
    path: DataPath = ()
    their_path: DataPath = ()
    parent: DataPath = ()
    preceding: tuple[DataPath, ...] = ()


type Edit = TextEdit | PlainEdit | SectionEdit


@dataclass(frozen=True)
class Difference:
    """What a reviewer did to one thing, and who did it.

    `action` is "changed", "added", "removed", "moved", "joined" or "split"; `kind` is what the thing is, as users read
    it ("paragraph").
    `path` is where in the file it belongs, () if unknown. `old` and `new` are its words, "" if it was not there;
    `formatted` are both with Markdown signs and footnote references, for a change of these alone. `author` and `date`
    are those of tracked changes, comma-separated and the latest; `is_tracked` is whether tracked changes explain all of
    it.
    """

    action: str
    kind: str
    path: DataPath
    old: str
    new: str
    author: str = field(default="", kw_only=True)
    date: str = field(default="", kw_only=True)
    is_tracked: bool = field(default=False, kw_only=True)
    formatted: tuple[str, str] = field(default=("", ""), kw_only=True)


@dataclass(frozen=True)
class Change(Difference):
    """A difference, how to apply it to the file, and what became of it.

    `edit` applies it, None if that is impossible. `verdict` is "clean" (to apply, then applied), "conflict" (the author
    changed the same), "refused" (it cannot be applied), "form" (it concerns the call, no one has to act) or "rejected"
    (by the user). `quote` are the words of the file that it concerns, `proposal` is the rich text that the reviewer
    wants in their place. `reason` is why it was not applied. `remark` describes what is no
    wording to accept (a replaced image); it is written into the file instead of the proposal. `is_merged` is whether
    the author changed other words of the same paragraph, title or table.
    """

    edit: Edit | None = None
    verdict: str = "clean"
    quote: str = ""
    proposal: str = ""
    reason: str = ""
    remark: str = ""
    is_merged: bool = False

    def with_author(self, author: str, date: str) -> "Change":
        """Return the change as a tracked one."""
        return replace(self, author=author, date=date, is_tracked=True)
