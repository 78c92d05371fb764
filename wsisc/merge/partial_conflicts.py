"""A conflict of a paragraph -> what can be merged of it, and a conflict of the words that both sides changed.

Whoever accepts the proposal of a whole paragraph would undo all that the author changed in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from wsisc.diff import word_merge, word_tree
from wsisc.diff.change import PARAGRAPH_SIGN, Change, TextEdit, Verdict
from wsisc.diff.diff3 import TextContext
from wsisc.diff.sides import Sides
from wsisc.diff.word_merge import PARAGRAPH_END, PartialMerge
from wsisc.diff.word_tree import Atom, Node
from wsisc.merge import text_edit, wording
from wsisc.merge.naming import Naming
from wsisc.merge.state import ChangeRefused
from wsisc.merge.text_edit import BlockEdit

_WORD_KINDS = ("paragraph", "cell", "text")


def split(change: Change, sides: Sides, ours: str, context: TextContext) -> list[Change]:
    """Return a conflict as the changes that can be merged and the conflict of all others; any other change as it is.

    `ours` is the text of the file that it concerns. Its edit is the one that replaces the whole block there.
    """
    edit = change.edit
    if change.verdict != Verdict.CONFLICT or not isinstance(edit, TextEdit) or not edit.base or not edit.node:
        return [change]
    nodes = word_tree.parse(ours, sides.our_names).descendant(edit.node_path[:-1]).children
    own = _gather(nodes[edit.node_path[-1] : edit.node_path[-1] + edit.size], edit.base.kind)
    has_more = change.proposal != context.render(edit.node)  # a new paragraph that belongs to the conflict
    if has_more or edit.base.kind not in _WORD_KINDS or not edit.base.kind == edit.node.kind == own.kind:
        return [change]
    texts = [word_merge.join_atoms(node) for node in (edit.base, edit.node, own)]
    is_of_words = word_merge.merge_words(*texts) is None and not context.removes_changed_note(edit.base, edit.node, own)
    merge = word_merge.merge_partly(*texts) if is_of_words else None
    if merge is None or context.lost_notes.intersection(atom.note for atom in merge.own):
        return [change]
    return list(_make_changes(change, edit, merge, own, sides, ours)) or [change]


def _make_changes(
    change: Change, edit: TextEdit, merge: PartialMerge, own: Node, sides: Sides, ours: str
) -> Iterator[Change]:
    """Yield what can be merged of a conflict, if anything, and the conflict of the rest; nothing if it has no words."""
    assert edit.base
    kind = edit.base.kind
    edits = [
        edit._replace(action="change", base=_to_node(words, kind))
        for words in (merge.base_for_ours, merge.base_for_theirs)
    ]
    proposals = [_write_merged(sides, ours, each) for each in edits]
    merged = _to_node(merge.own, kind)
    if not all(proposals):
        return
    part = replace(change, passage=(change.old, change.new))
    if _keys(merge.own) != _keys(word_merge.join_atoms(own)):
        clean = replace(part, verdict=Verdict.CLEAN, edit=edits[0], quote=own.words, proposal=proposals[0])
        yield _show(replace(clean, is_merged=True), edit.base, _to_node(merge.their_rest, kind))
    conflict = replace(part, edit=edits[1], quote=merged.words, proposal=proposals[1])
    yield _show(conflict, _to_node(merge.sent, kind), _to_node(merge.reviewed, kind))


def _show(change: Change, old: Node, new: Node) -> Change:
    """Return a change with the words of two versions of its paragraph, or paragraphs."""
    words = [PARAGRAPH_SIGN.join(node.words for node in each.children) or each.words for each in (old, new)]
    return replace(change, old=words[0], new=words[1], formatted=word_tree.format_both(old, new))


def _write_merged(sides: Sides, ours: str, edit: TextEdit) -> str:
    """Return the blocks that an edit of a text of the file makes, as Markdown for a proposal; "" if it cannot."""
    assert edit.node
    naming = Naming(sides, sides.ours.links, sides.ours.footnotes)
    try:
        markdown = naming.rewrite(edit.markdown, edit.node)
    except ChangeRefused:
        return ""
    names = naming.known_names()
    whole = BlockEdit(edit.action, edit.node_path, markdown, edit.node.words, edit.base, edit.size)
    applied = text_edit.apply(ours, whole, names)
    if applied is None:
        return ""
    new_notes: list[str] = []

    def rename(kind: str, name: str) -> str:
        if kind == "link":
            return f"({naming.new_links[name]})" if name in naming.new_links else f"[{name}]"
        if name in naming.new_notes:
            new_notes.insert(0, name)  # names come in the order from the end
        return name

    first, added = edit.node_path[-1], applied.paths.added
    blocks = word_tree.parse(applied.text, names).descendant(edit.node_path[:-1]).children[first : first + added]
    links = frozenset(names.links)
    written = [wording.extract_markdown(applied.text, block, links, rename) for block in reversed(blocks)]
    return "\n\n".join([*reversed(written), *(f"[^{name}]: {naming.new_notes[name].strip()}" for name in new_notes)])


def _gather(nodes: Sequence[Node], kind: str) -> Node:
    """Return the only one of some nodes, or one that holds all of these."""
    return Node(kind, 0, 0, tuple(nodes)) if kind == "text" else nodes[0]


def _to_node(words: Sequence[Atom], kind: str) -> Node:
    """Return a node of a kind that has these words: "text" has a paragraph for those between two ends of paragraphs."""
    groups = [tuple(group) for is_end, group in groupby(words, _is_paragraph_end) if not is_end]
    if kind != "text":
        return Node(kind, 0, 0, (), tuple(words))
    return Node(kind, 0, 0, tuple(_to_node(group, "paragraph") for group in groups))


def _is_paragraph_end(word: Atom) -> bool:
    return word.text == PARAGRAPH_END


def _keys(words: Sequence[Atom]) -> list[tuple[str, tuple[str, ...]]]:
    return [word.key for word in words]
