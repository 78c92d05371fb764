"""A block in three versions of a text -> the change of a reviewer, with the edit that applies it, or as a conflict."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wsisc.diagnostic import DataPath
from wsisc.diff import paragraph_merge, table_merge, word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit, Verdict
from wsisc.diff.word_tree import Node, Signature

_WORD_KINDS = ("paragraph", "cell", "text")


@dataclass(frozen=True)
class TextContext:
    """A text to compare: its path in the file, the kind of its blocks (None for their own), and the reviewed Markdown.

    `render` returns a node of the reviewed text as Markdown for a proposal, with names that need no lookup.
    `has_changed_note` is whether the author changed a footnote referenced in a node of the file; `is_moved` is whether
    the file has a node of the base unchanged elsewhere. `block_signatures` are those of the whole text in base, theirs
    and ours; `is_in_item` is whether an item of a list is compared.
    """

    path: DataPath
    kind: ChangeKind | None
    their_markdown: str
    render: Callable[[Node], str]
    has_changed_note: Callable[[Node], bool]
    is_moved: Callable[[Node], bool]
    block_signatures: tuple[frozenset[Signature], ...] = ()
    is_in_item: bool = False

    def clean_change(
        self,
        change_action: ChangeAction,
        base: Node | None,
        theirs: Node | None,
        action: str,
        node_path: tuple[int, ...],
    ) -> Change:
        """Return a change that is applied by an `action` (see `TextEdit`) to the node of ours at a path."""
        edit = TextEdit(self.path, action, node_path, self.their_markdown, theirs)
        proposal = self.render(theirs) if theirs else ""
        quote = base.words if base else ""
        return replace(self._make_change(change_action, base, theirs), edit=edit, proposal=proposal, quote=quote)

    def conflicting_change(
        self,
        change_action: ChangeAction,
        base: Node | None,
        theirs: Node | None,
        quote: str,
        node_path: tuple[int, ...] = (),
    ) -> Change:
        """Return a conflict; its edit is the one that a user may choose, None if ours has no counterpart."""
        change = self.clean_change(change_action, base, theirs, "replace" if theirs else "remove", node_path)
        return replace(change, edit=change.edit if node_path else None, verdict=Verdict.CONFLICT, quote=quote)

    def merge(
        self,
        change_action: ChangeAction,
        base: Node,
        theirs: Node,
        ours: Node,
        node_path: tuple[int, ...],
        size: int = 1,
    ) -> Change | None:
        """Return the change of `size` nodes of ours, to which it is applied word by word if that is possible.

        None if ours has it already.
        """
        merged = self.merge_signatures(base, theirs, ours)
        if merged == ours.signature:
            return None
        if merged is not None:
            action = _change_action(base, theirs, ours)
            change = self.clean_change(change_action, base, theirs, action, node_path)
            change = replace(change, quote=ours.words, is_merged=ours.signature != base.signature)
        else:
            change = self.conflicting_change(change_action, base, theirs, ours.words, node_path)
        assert isinstance(change.edit, TextEdit)
        return replace(change, edit=change.edit._replace(base=base, size=size))

    def merge_signatures(self, base: Node, theirs: Node, ours: Node) -> Signature | None:
        """Return the signature of ours with the changes of theirs, or None if they overlap with those of ours.

        A footnote that theirs removed, and ours changed, is such a change.
        """
        kept = {atom.note for node in word_tree.walk(theirs) for atom in node.atoms}
        lost = {atom.note for node in word_tree.walk(base) for atom in node.atoms if atom.note} - kept
        removed = tuple(atom for node in word_tree.walk(ours) for atom in node.atoms if atom.note in lost)
        if removed and self.has_changed_note(replace(ours, children=(), atoms=removed)):
            return None
        if ours.signature == base.signature:
            return theirs.signature
        kinds = {each.kind for each in (base, theirs, ours)}
        if kinds == {"table"}:
            return table_merge.merge_signatures(base, theirs, ours)
        return (
            paragraph_merge.merge_signatures(base, theirs, ours)
            if len(kinds) == 1 and base.kind in _WORD_KINDS
            else None
        )

    def _make_change(self, change_action: ChangeAction, base: Node | None, theirs: Node | None) -> Change:
        node = theirs or base
        assert node is not None
        node = node.children[0] if node.kind == "text" else node
        is_item = self.is_in_item and node.kind == "paragraph"
        old, new = base.words if base else "", theirs.words if theirs else ""
        formatted = ("", "")
        if base and theirs and old == new:
            formatted = (base.formatted_words, theirs.formatted_words)
        if node.kind == "figure" and not old and not new:
            formatted = (_figure_name(base), _figure_name(theirs))
        kind = self.kind or (ChangeKind.ITEM if is_item else ChangeKind(node.kind))
        return Change(action=change_action, kind=kind, path=self.path, old=old, new=new, formatted=formatted)


def _change_action(base: Node, theirs: Node, ours: Node) -> str:
    """Return the action of an edit: of paragraphs only the words are changed, of a table what differs from ours."""
    has_words = (ours.atoms and theirs.atoms) or ours.kind == "text" or ours.signature != base.signature
    return "change" if has_words and ours.kind == theirs.kind else "replace"


def _figure_name(node: Node | None) -> str:
    """Return the Markdown of a figure, which has no words to report."""
    return f"![{node.name.lstrip('+=')}]" if node else ""
