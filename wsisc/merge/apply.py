"""A file and the changes of a reviewer -> the file with those that can be applied, and what became of each.

Each change is applied completely or not at all, and its result is parsed again; all other lines remain unchanged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import partial
from itertools import groupby, takewhile
from typing import Any, NamedTuple

from wsisc.diff import reference_matching, word_tree
from wsisc.diff.change import Change, PlainEdit, SectionEdit, TextEdit, Verdict
from wsisc.diff.printed_content import count_all
from wsisc.diff.sides import Sides
from wsisc.diff.word_tree import Names
from wsisc.merge import block_text, conflict_comments, lost_moves, text_edit
from wsisc.merge.naming import Naming
from wsisc.merge.state import (
    ChangeRefused,
    MadeEdit,
    MergeState,
    PositionMap,
    later_keys,
    map_positions,
    read_submission,
    require,
)
from wsisc.merge.text_edit import AppliedEdit, BlockEdit, EditedText
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model, value_at, yaml_edit
from wsisc.source.model import Comment, Section, Submission

_SECTION_ORDER = {"add": 1, "move": 2, "remove": 3}
_LOST_REASON = t("its words were moved, and could not be inserted in their new place")


type _Entry = tuple[str, str, str]
"""A new link or footnote: where it goes, its name, and its address or text."""


class _Task(NamedTuple):
    """A change to apply.

    `place` is that of its edit among those of the same text: edits after it do not move it. `old_words` are those of
    the blocks that it edits, None if there are none or another change edits these too, and `pending` the edits of the
    text that are to be applied later.
    """

    change: Change
    place: tuple[Any, ...] = ()
    old_words: str | None = None
    pending: Sequence[TextEdit] = ()


class AppliedChanges(NamedTuple):
    """A file with changes, all changes with their verdicts, and the number of new comments."""

    content: bytes
    changes: list[Change]
    comments: int


def apply_changes(
    content: bytes, sides: Sides, changes: Sequence[Change], comments: Sequence[tuple[DataPath, Comment]] = ()
) -> AppliedChanges:
    """Return a file with the clean changes applied.

    Conflicts and refused changes are written into the file as comments. `comments` are those of the reviewer, with the
    paths of their parts and sections in the reviewed file.
    """
    state, results = _apply_clean(content, sides, changes)
    while joined := lost_moves.join_enclosed(changes, results):
        changes = joined
        state, results = _apply_clean(content, sides, changes)
    while lost := lost_moves.find_lost(results):
        changes = [
            replace(each, verdict=Verdict.REFUSED, reason=_LOST_REASON) if index in lost else each
            for index, each in enumerate(changes)
        ]
        state, results = _apply_clean(content, sides, changes)
    results = [conflict_comments.add_unapplied_change(state, each) for each in results]
    count, unplaced = conflict_comments.add_comments(state, comments)
    return AppliedChanges(state.content, [*results, *unplaced], count)


def _apply_clean(content: bytes, sides: Sides, changes: Sequence[Change]) -> tuple[MergeState, list[Change]]:
    """Return a file with the clean changes applied, and all changes, those that cannot be applied refused."""
    to_theirs = {ours: sides.sections_to_theirs.get(base, ()) for base, ours in sides.sections_to_ours.items()}
    state = MergeState(content, map_positions(sides.ours, to_theirs))
    results = list(changes)
    clean = [index for index, each in enumerate(results) if each.verdict == Verdict.CLEAN and each.edit is not None]
    order = sorted(clean, key=lambda index: _edit_order(results[index], index))
    tasks = _make_tasks(sides, {index: results[index] for index in order})
    for path, group in groupby(order, key=lambda index: _edited_text(results[index])):
        indexes = list(group)
        together = _apply_together(state, sides, path, [tasks[index] for index in indexes]) if path else None
        for at, index in enumerate(indexes):
            results[index] = together[at] if together else _apply_change(state, sides, tasks[index])
        if path:
            results = _retry_refused(state, sides, results, {index: tasks[index] for index in sorted(indexes)})
    _write_as_reviewed(state, sides, [each for each in results if isinstance(each.edit, TextEdit)])
    if any(each.verdict == Verdict.CLEAN for each in results):
        _clean_up(state, sides, [each.proposal for each in results if each.verdict != Verdict.CLEAN])
    return state, results


def _make_tasks(sides: Sides, changes: dict[int, Change]) -> dict[int, _Task]:
    """Return what to do for changes, by their indexes; they are in the order in which they are applied."""
    edits = {index: each.edit for index, each in changes.items() if isinstance(each.edit, TextEdit)}
    texts, paths = model.rich_texts(sides.ours), {each.path for each in edits.values()}
    roots = {path: word_tree.parse(text, sides.our_names) for path, text in texts if path in paths}
    shared = [edit for index, edit in edits.items() if any(changes[index].passage)]
    tasks, pending = {}, {path: [each for each in edits.values() if each.path == path] for path in paths}
    for index, change in changes.items():
        if (edit := edits.get(index)) is None:
            tasks[index] = _Task(change)
            continue
        pending[edit.path] = pending[edit.path][1:]
        root = roots.get(edit.path)
        is_shared = sum((each.path, each.node_path) == (edit.path, edit.node_path) for each in shared) > 1
        words = text_edit.find_words(root, edit) if root and not is_shared else None
        tasks[index] = _Task(change, (edit.sort_key, index), words, pending[edit.path])
    return tasks


def _retry_refused(state: MergeState, sides: Sides, changes: list[Change], tasks: dict[int, _Task]) -> list[Change]:
    """Try refused edits of one text once more, until none can be applied, and return all changes.

    Another edit may have been in the way: a paragraph between two lists can be removed once one of the lists is gone.
    At last, lists may become one whose edits could not be applied.
    """
    results = list(changes)
    refused = {index: task for index, task in tasks.items() if changes[index].verdict == Verdict.REFUSED}
    is_last = False
    while refused:
        count = len(refused)
        for index, task in list(refused.items()):
            if (edit := _move_edit(state, task)) is None:
                continue
            may_wait = edit.action == "remove" and not is_last
            others = [_move_edit(state, other) for at, other in refused.items() if at != index] if may_wait else []
            change, pending = replace(task.change, edit=edit), [other for other in others if other is not None]
            result = _apply_change(state, sides, task._replace(change=change, pending=pending))
            if result.verdict == Verdict.CLEAN:
                results[index] = result
                del refused[index]
        if is_last:
            break
        is_last = len(refused) == count
    return results


def _move_edit(state: MergeState, task: _Task) -> TextEdit | None:
    """Return the edit of a text with the path that its place has after the edits so far, None if it has none."""
    edit = task.change.edit
    assert isinstance(edit, TextEdit)
    node_path: tuple[int, ...] | None = edit.node_path
    for made in state.text_edits:
        if made.path == edit.path and node_path is not None:
            if made.paths.joins(node_path, 0 if edit.action == "insert" else edit.size):
                return None
            node_path = made.paths.shift(node_path) if made.place < task.place else node_path
    return None if node_path is None else edit._replace(node_path=node_path)


def _write_as_reviewed(state: MergeState, sides: Sides, changes: Sequence[Change]) -> None:
    """Write the texts whose edits were all applied, and give the reviewed words in other blocks, as they were reviewed.

    Each edit finds its place alone: items of a list whose outer item was removed can end up as paragraphs of another
    item. What the author has changed since, and what Word files return differently without any edit, is left.
    """
    paths = {each.edit.path: True for each in changes if isinstance(each.edit, TextEdit)}
    own_to_base = {own: base for base, own in sides.sections_to_ours.items()}
    for path in paths:
        edits = [each for each in changes if isinstance(each.edit, TextEdit) and each.edit.path == path]
        found = state.positions.find_ours(path[:-1])
        if not found or len(edits) < 2 or any(each.verdict != Verdict.CLEAN for each in edits):
            continue
        place, theirs = (*found[0], "text"), sides.parts_and_sections[1].get(found[1].their_path)
        base_path = own_to_base.get(path[:-1], path[:-1])
        base, own = (
            each.get(at) for each, at in zip(sides.parts_and_sections[::2], (base_path, path[:-1]), strict=True)
        )
        if theirs is None or base is None or own is None or not _is_read_back(sides, base_path, base.text, own.text):
            continue
        naming = _make_naming(state, sides)
        text = value_at(state.data, place) or ""
        merged = word_tree.parse(text, naming.known_names())
        reviewed = word_tree.parse(theirs.text, sides.their_names)
        if merged.words == reviewed.words and _holders(merged) != _holders(reviewed):
            (start, end), (their_start, their_end) = _find_stretch(merged, reviewed)
            stretch = naming.rewrite(theirs.text, word_tree.Node("text", their_start, their_end))
            _write_text(state, place, text[:start] + stretch + text[end:])
            _add_entries(state, _new_entries(naming))


def _holders(root: word_tree.Node, around: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the kinds of what is around each paragraph of a text, such as a list and an item, or more of an item.

    Where a list ends and another begins is not among them: Word files have two where a paragraph between was removed.
    """
    if not root.children:
        return [(*around, root.kind)]
    found = []
    for index, child in enumerate(root.children):
        kind = f"{root.kind}, continued" if root.kind == "item" and index else root.kind
        found += _holders(child, (*around, kind))
    return found


def _find_stretch(*roots: word_tree.Node) -> list[tuple[int, int]]:
    """Return where two texts differ in their blocks, from the first of these to the last, by offsets in each."""
    blocks = [[child.blocks for child in root.children] for root in roots]
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*blocks, strict=False)))
    rest = [each[alike:] for each in blocks]
    last = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*map(reversed, rest), strict=False)))
    inner = [root.children[alike : len(root.children) - last] for root in roots]
    return [(each[0].start, each[-1].end) if each else (0, 0) for each in inner]


def _is_read_back(sides: Sides, path: DataPath, base: str, ours: str) -> bool:
    """Return whether a text of the version sent has its blocks in the file still, and in its Word file."""
    blocks = word_tree.parse(base, sides.base_names).blocks
    reread = model.parts_and_sections(sides.reread_base).get(path) if sides.reread_base else None
    trees = [word_tree.parse(ours, sides.our_names)]
    if reread and sides.reread_base:
        trees.append(word_tree.parse(reread.text, Names(sides.reread_base.links)))
    return all(each.blocks == blocks for each in trees)


def _edit_order(change: Change, index: int) -> tuple[Any, ...]:
    """Return the sort key of a change: edits of texts from the end to the start, then sections to add, move, remove."""
    edit = change.edit
    if isinstance(edit, TextEdit):
        return (0, str(edit.path), tuple(-step for step in edit.sort_key), -index)
    if isinstance(edit, SectionEdit):
        return (_SECTION_ORDER[edit.action], "", (), index)
    return (0, "", (), index)


def _edited_text(change: Change) -> DataPath:
    """Return the path of the rich text that a change edits, () if it edits none."""
    return change.edit.path if isinstance(change.edit, TextEdit) else ()


def _apply_together(state: MergeState, sides: Sides, path: DataPath, tasks: Sequence[_Task]) -> list[Change] | None:
    """Apply the edits of one text, which is parsed and written once; return the changes as `_apply_change` does.

    None, with the state as it was, if the whole text is not what its edited blocks are one by one.
    """
    content = state.content
    try:
        place = _current_path(state, path)
        text = _TextEditing(sides, state.submission, value_at(state.data, place) or "")
        results = [text.apply(task) for task in tasks]
        require(text.edited.is_sound(text.names) or None)
        if text.made:
            _write_text(state, place, text.edited.text)
            _add_entries(state, text.entries)
    except ChangeRefused:
        state.content = content
        return None
    state.text_edits += text.made
    return results


class _TextEditing:
    """A text while edits are applied to it: the entries of the file that they need, and what the state knows of them.

    `links` and `notes` are the names of the file and of these entries.
    """

    def __init__(self, sides: Sides, submission: Submission, text: str) -> None:
        self.sides, self.links, self.notes = sides, dict(submission.links), set(submission.footnotes)
        self.edited = EditedText(text, self.names)
        self.entries: list[_Entry] = []
        self.made: list[MadeEdit] = []

    @property
    def names(self) -> Names:
        """What the names in the text mean."""
        return Names(self.links, self.sides.our_names.notes, self.sides.our_names.figures)

    def apply(self, task: _Task) -> Change:
        """Apply a change, or return it as refused. Raises ChangeRefused if no block would be left."""
        change = task.change
        assert isinstance(change.edit, TextEdit)
        naming, pieces = Naming(self.sides, self.links, self.notes), list(self.edited.pieces)
        try:
            applied = _edit_text(self.edited.apply, naming, task, change.edit)
        except ChangeRefused as refused:
            self.edited.pieces = pieces
            return replace(change, verdict=Verdict.REFUSED, reason=str(refused))
        require(applied.text.strip() or None)
        new = list(_new_entries(naming, applied.text))
        self.links |= {name: entry for holder, name, entry in new if holder == "links"}
        self.notes |= {name for holder, name, _ in new if holder == "footnotes"}
        self.entries += new
        self.made.append(_describe_edit(task, change.edit, applied))
        return change


def _apply_change(state: MergeState, sides: Sides, task: _Task) -> Change:
    """Apply a change, or leave the state as it was and return the change as refused."""
    content, positions, change = state.content, deepcopy(state.positions), task.change
    try:
        if isinstance(change.edit, TextEdit):
            _apply_text_edit(state, sides, task, change.edit)
        elif isinstance(change.edit, PlainEdit):
            _write_text(state, _current_path(state, change.edit.path), change.edit.text)
        elif isinstance(change.edit, SectionEdit):
            _SECTION_EDITS[change.edit.action](state, sides, change.edit)
    except ChangeRefused as refused:
        state.content, state.positions = content, positions
        return replace(change, verdict=Verdict.REFUSED, reason=str(refused))
    return change


def _current_path(state: MergeState, path: DataPath) -> DataPath:
    """Return where the text at a path is now; paths outside the parts do not change."""
    if path[:1] != ("parts",):
        return path
    return (*require(state.positions.find_ours(path[:-1]), t("its section no longer exists"))[0], path[-1])


def _apply_text_edit(state: MergeState, sides: Sides, task: _Task, edit: TextEdit) -> None:
    path, naming = _current_path(state, edit.path), _make_naming(state, sides)
    old = value_at(state.data, path) or ""
    new = _edit_text(partial(text_edit.apply, old), naming, task, edit)
    _write_text(state, path, new.text if new.text.strip() else "")
    _add_entries(state, _new_entries(naming, new.text))
    state.text_edits.append(_describe_edit(task, edit, new))


def _edit_text(
    apply: Callable[[BlockEdit, Names], AppliedEdit | None], naming: Naming, task: _Task, edit: TextEdit
) -> AppliedEdit:
    """Return what a function that applies edits to a text makes of one.

    Raises ChangeRefused if it cannot, or if two lists would be one that an edit to be applied later needs apart.
    """
    markdown, words = (naming.rewrite(edit.markdown, edit.node), edit.node.words) if edit.node else ("", "")
    whole = BlockEdit(edit.action, edit.node_path, markdown, words, edit.base, edit.size, task.old_words)
    applied = apply(whole, naming.known_names())
    if applied and any(_needs_apart(applied, each) for each in task.pending):
        applied = None
    return require(applied, t("it cannot be inserted in the text without other changes"))


def _needs_apart(applied: AppliedEdit, edit: TextEdit) -> bool:
    return applied.paths.joins(edit.node_path, 0 if edit.action == "insert" else edit.size)


def _describe_edit(task: _Task, edit: TextEdit, applied: AppliedEdit) -> MadeEdit:
    """Return what a state knows of an edit."""
    return MadeEdit(edit.path, task.place, applied.paths)


def _write_text(state: MergeState, path: DataPath, text: str) -> None:
    """Write a text into a file; an empty one is removed, unless it is all that its holder has."""
    if value_at(state.data, path) is None:
        state.content = require(yaml_edit.insert_key(state.content, path, text, later_keys))
    elif text or len(value_at(state.data, path[:-1])) == 1:
        state.content = require(block_text.set_text(state.content, path, text))
    else:
        state.content = require(yaml_edit.remove(state.content, path))


def _make_naming(state: MergeState, sides: Sides) -> Naming:
    return Naming(sides, state.submission.links, set(state.submission.footnotes))


def _new_entries(naming: Naming, text: str | None = None) -> Iterator[_Entry]:
    """Yield the links and footnotes that a change needs; of a changed text, those that it has then."""
    notes = {name: note for name, note in naming.new_notes.items() if text is None or f"[^{name}]" in text}
    known = None if text is None else "\n".join([text, *notes.values()])
    links = {name: url for name, url in naming.new_links.items() if known is None or f"][{name}]" in known}
    yield from (("links", name, url) for name, url in links.items())
    yield from (("footnotes", name, note) for name, note in notes.items())


def _add_entries(state: MergeState, entries: Iterable[_Entry]) -> None:
    for holder, name, entry in entries:
        value = _block_value(entry)
        state.content = require(yaml_edit.insert_key(state.content, (holder, name), value, later_keys))


def _block_value(text: str) -> str:
    """Return a text as a value of YAML; one of several lines ends with a line break, as a block scalar does."""
    text = text.strip()
    return f"{text}\n" if "\n" in text else text


def _find_parent(state: MergeState, edit: SectionEdit) -> tuple[DataPath, PositionMap, int]:
    """Return where a section goes: the current path of its parent, the parent, and the index among its sections."""
    found = state.positions.find_theirs(edit.parent)
    path, parent = require(found, t("the section that it belongs to no longer exists"))
    indexes = {section.their_path: index for index, section in enumerate(parent.sections)}
    preceding = next((indexes[each] for each in edit.preceding if each in indexes), -1)
    return path, parent, preceding + 1


def _add_section(state: MergeState, sides: Sides, edit: SectionEdit) -> None:
    path, parent, index = _find_parent(state, edit)
    section = sides.parts_and_sections[1][edit.their_path]
    assert isinstance(section, Section)
    naming = _make_naming(state, sides)
    data, position = _section_data(section, edit.their_path, sides, naming)
    state.content = require(yaml_edit.insert_item(state.content, (*path, "sections"), data, later_keys, index))
    parent.sections.insert(index, position)
    _add_entries(state, _new_entries(naming))


def _section_data(section: Section, path: DataPath, sides: Sides, naming: Naming) -> tuple[dict[str, Any], PositionMap]:
    """Return a new section as data, without the sections in it that the file already has."""
    known = set(sides.sections_to_theirs.values())
    whole = word_tree.Node("text", 0, len(section.text))
    text = naming.rewrite(section.text, whole).strip()
    inner = [
        _section_data(each, (*path, "sections", index), sides, naming)
        for index, each in enumerate(section.sections)
        if (*path, "sections", index) not in known
    ]
    data: dict[str, Any] = {"title": section.title}
    data |= {"text": _block_value(text)} if text else {}
    data |= {"sections": [each for each, _ in inner]} if inner else {}
    return data, PositionMap("", (), path, [position for _, position in inner])


def _move_section(state: MergeState, sides: Sides, edit: SectionEdit) -> None:
    old_path, section = _find_section(state, edit)
    if any(each.their_path == edit.parent for _, each in section.descendants()):
        raise ChangeRefused(t("the section would be inside itself"))
    state.positions.remove(section)
    path, parent, index = _find_parent(state, edit)
    state.content = require(yaml_edit.move(state.content, old_path, (*path, "sections"), index))
    parent.sections.insert(index, section)


def _remove_section(state: MergeState, sides: Sides, edit: SectionEdit) -> None:
    path, section = _find_section(state, edit)
    if any(each.their_path for _, each in section.descendants()):
        raise ChangeRefused(t("it contains a section that is kept and has no other place"))
    state.content = require(yaml_edit.remove(state.content, path))
    state.positions.remove(section)


def _find_section(state: MergeState, edit: SectionEdit) -> tuple[DataPath, PositionMap]:
    return require(state.positions.find_ours(edit.path), t("the section no longer exists"))


_SECTION_EDITS = {"add": _add_section, "move": _move_section, "remove": _remove_section}


def _clean_up(state: MergeState, sides: Sides, proposals: Sequence[str]) -> None:
    """Restore the names of links with new addresses; remove footnotes and figures that are no longer referenced.

    `proposals` are those of changes that were not applied: what they reference is still needed.
    """
    state.content = restore_link_names(state.content, sides)
    merged = state.submission
    for holder, mark, find in (
        ("footnotes", "^", reference_matching.referenced_footnotes),
        ("figures", "", reference_matching.placed_figures),
    ):
        unused = set(find(sides.ours)) - set(find(merged))
        for name in (each for each in unused if not any(f"[{mark}{each}]" in text for text in proposals)):
            state.content = yaml_edit.remove(state.content, (holder, name)) or state.content


def restore_link_names(content: bytes, sides: Sides) -> bytes:
    """Return a file in which each new link has the name of the only unused one that it can replace.

    A reviewer who corrects an address means the existing link: a new one would leave the old one unused.
    """
    for new in read_submission(content).links:
        names = list(_replaced_names(read_submission(content), sides, new)) if new not in sides.ours.links else []
        if len(names) == 1:
            content = _rename_link(content, new, names[0]) or content
    return content


def _replaced_names(merged: Submission, sides: Sides, new_name: str) -> Iterator[str]:
    """Yield the names of links that a new one may replace: they were on as many letters, and are used no longer."""
    before, after, theirs = count_all(sides.ours), count_all(merged), count_all(sides.theirs)
    proposals = [comment.proposal or "" for _, comment in model.comments(merged)]
    for name, address in sides.ours.links.items():
        old, new = ("link", address), ("link", merged.links[new_name])
        is_unused = not after[old] and not theirs[old] and not any(f"[{name}]" in each for each in proposals)
        if is_unused and before[old] and before[old] == after[new]:
            yield name


def _rename_link(content: bytes, new_name: str, name: str) -> bytes | None:
    """Return a file in which a new link has another name, None if that cannot be written without other changes."""
    before = read_submission(content)
    result: bytes | None = content
    for path, text in model.rich_texts(before):
        if result and f"][{new_name}]" in text:
            result = block_text.set_text(result, path, text.replace(f"][{new_name}]", f"][{name}]"))
    result = block_text.set_text(result, ("links", name), before.links[new_name]) if result else None
    result = yaml_edit.remove(result, ("links", new_name)) if result else None
    return result if result and count_all(read_submission(result)) == count_all(before) else None
