"""A file and the changes of a reviewer -> the file with those that can be made, and what became of each.

Each change is made whole or not at all, and what it made is read again; the author's lines stay as they are.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import section_matching, tree
from wsisc.diff.change import Change, PlainEdit, SectionEdit, TextEdit
from wsisc.diff.versions import Sides
from wsisc.merge import conflict_comments, link_targets, lost_moves, position_map, text_edit
from wsisc.merge.naming import Naming, Unplaceable
from wsisc.merge.position_map import PositionMap
from wsisc.merge.state import MergeState, set_value
from wsisc.model import Comment, Section
from wsisc.source import block_text, yaml_edit

_SECTION_ORDER = {"add": 1, "move": 2, "remove": 3}
_LOST_REASON = "its words stand elsewhere now, and could not be put there"


class ChangeRefused(Exception):
    """A change that cannot be made; `str()` says why, if there is more to say than that."""


def apply_changes(
    content: bytes, sides: Sides, changes: Sequence[Change], comments: Sequence[tuple[DataPath, Comment]] = ()
) -> tuple[bytes, list[Change], int]:
    """Return a file with the clean ones of some changes made, all changes, and how many comments are new in it.

    Of the changes, those that could not be made are refused. What the file does not hold stands in it as a comment: a
    conflict, and a refused change. `comments` go with the paths of their parts and sections in the reviewed file.
    """
    state, told = _apply_clean(content, sides, changes)
    while lost := lost_moves.find_lost(told):
        changes = [
            replace(each, verdict="refused", reason=_LOST_REASON) if at in lost else each
            for at, each in enumerate(changes)
        ]
        state, told = _apply_clean(content, sides, changes)
    told = [conflict_comments.add_unmade_change(state, each) for each in told]
    count, left = conflict_comments.add_comments(state, comments)
    return state.content, [*told, *left], count


def _apply_clean(content: bytes, sides: Sides, changes: Sequence[Change]) -> tuple[MergeState, list[Change]]:
    """Return a file with the clean ones of some changes made, and all changes, those that could not be made refused."""
    back = {ours: sides.sections_to_theirs.get(base, ()) for base, ours in sides.sections_to_ours.items()}
    state = MergeState(content, position_map.build(sides.ours, back))
    told = list(changes)
    wanted = [at for at, each in enumerate(told) if each.verdict == "clean" and each.edit is not None]
    for at in sorted(wanted, key=lambda at: _edit_order(told[at], at)):
        told[at] = _apply_change(state, sides, told[at])
    told = _retry_refused(state, sides, told, wanted)
    if any(each.verdict == "clean" for each in told):
        _clean_up(state, sides)
    return state, told


def _retry_refused(state: MergeState, sides: Sides, changes: list[Change], indexes: Sequence[int]) -> list[Change]:
    """Try those edits of texts again that others stood in the way of: a paragraph between two lists, one of which went.

    Return all changes.
    """
    tried = list(changes)
    for at in indexes:
        change = changes[at]
        if change.verdict == "refused" and isinstance(change.edit, TextEdit) and not _is_joined(state, change.edit):
            where = change.edit.node_path
            for path, action, done in state.text_edits:
                where = text_edit.shift_path(where, action, done) if path == change.edit.path else where
            again = replace(change, verdict="clean", reason="", edit=change.edit._replace(node_path=where))
            made = _apply_change(state, sides, again)
            tried[at] = made if made.verdict == "clean" else change
    return tried


def _is_joined(state: MergeState, edit: TextEdit) -> bool:
    return any(path == edit.path and action == "join" for path, action, _ in state.text_edits)


def _edit_order(change: Change, index: int) -> tuple[Any, ...]:
    """Return when a change is made: texts from their ends to their starts, then sections come, move and go."""
    edit = change.edit
    if isinstance(edit, TextEdit):
        return (0, str(edit.path), tuple(-step for step in edit.sort_key), -index)
    if isinstance(edit, SectionEdit):
        return (_SECTION_ORDER[edit.action], "", (), index)
    return (0, "", (), index)


def _apply_change(state: MergeState, sides: Sides, change: Change) -> Change:
    before, held = state.content, deepcopy(state.positions)
    try:
        if isinstance(change.edit, TextEdit):
            _apply_text_edit(state, sides, change.edit)
        elif isinstance(change.edit, PlainEdit):
            _apply_plain_edit(state, change.edit)
        elif isinstance(change.edit, SectionEdit):
            _SECTION_EDITS[change.edit.action](state, sides, change.edit)
    except (ChangeRefused, Unplaceable) as refused:
        state.content, state.positions = before, held
        return replace(change, verdict="refused", reason=str(refused))
    return change


def _set_content(state: MergeState, content: bytes | None, reason: str = "") -> None:
    """Go on with a content, if there is one."""
    if content is None:
        raise ChangeRefused(reason or "it cannot be written without changing more than was meant")
    state.content = content


def _current_path(state: MergeState, path: DataPath) -> DataPath:
    """Return where what stood at a path stands now; what is no part or section stays."""
    if path[:1] != ("parts",):
        return path
    found = state.positions.find_ours(path[:-1])
    if found is None:
        raise ChangeRefused("its section is gone")
    return (*found[0], path[-1])


def _apply_text_edit(state: MergeState, sides: Sides, edit: TextEdit) -> None:
    path, data = _current_path(state, edit.path), state.data
    old = yaml_edit.value_at(data, path)
    naming = _make_naming(data, sides)
    made = naming.rewrite(edit.markdown, edit.node) if edit.node else ""
    words = edit.node.words if edit.node else ""
    applied = text_edit.apply(old or "", edit.action, edit.node_path, made, words, naming.known_names())
    if applied is None:
        raise ChangeRefused("it cannot be put into the text without changing more than was meant")
    new = applied.text
    if old is None:
        _set_content(state, set_value(state.content, path, new))
    elif new.strip() or len(yaml_edit.value_at(data, path[:-1])) == 1:
        _set_content(state, block_text.set_text(state.content, path, new if new.strip() else ""))
    else:
        _set_content(state, yaml_edit.remove(state.content, path))
    _add_entries(state, naming)
    state.text_edits.append((edit.path, "join" if applied.is_joined else edit.action, applied.node_path))


def _make_naming(data: Any, sides: Sides) -> Naming:
    known = model.from_data(data)
    return Naming(sides, known.links, set(known.footnotes))


def _add_entries(state: MergeState, naming: Naming) -> None:
    """Add the links and footnotes that a change needs."""
    for holder, given, before in (
        ("links", naming.new_links, ("footnotes", "figures")),
        ("footnotes", naming.new_notes, ("figures",)),
    ):
        for name, text in given.items():
            data = state.data
            value = f"{text.strip()}\n" if "\n" in text.strip() else text.strip()
            if isinstance(data.get(holder), dict):
                _set_content(state, yaml_edit.insert_key(state.content, (holder, name), value))
            else:
                following = next((key for key in before if key in data), "")
                _set_content(state, yaml_edit.insert_key(state.content, (holder,), {name: value}, following))


def _apply_plain_edit(state: MergeState, edit: PlainEdit) -> None:
    path = _current_path(state, edit.path) if edit.path[:1] == ("parts",) else edit.path
    if not edit.text:
        _set_content(state, yaml_edit.remove(state.content, path))
    elif yaml_edit.value_at(state.data, path) is None:
        _set_content(state, yaml_edit.insert_key(state.content, path, edit.text))
    else:
        _set_content(state, block_text.set_text(state.content, path, edit.text))


def _find_parent(state: MergeState, edit: SectionEdit) -> tuple[DataPath, PositionMap, int]:
    """Return where a section shall go: the path of its parent now, that, and its place in the list."""
    found = state.positions.find_theirs(edit.parent)
    if found is None:
        raise ChangeRefused("the section it belongs into is gone")
    path, parent = found
    places = {held.their_path: at for at, held in enumerate(parent.sections)}
    after = next((places[each] for each in edit.preceding if each in places), -1)
    return path, parent, after + 1


def _add_section(state: MergeState, sides: Sides, edit: SectionEdit) -> None:
    path, parent, index = _find_parent(state, edit)
    section = sides.parts_and_sections[1][edit.their_path]
    assert isinstance(section, Section)
    naming = _make_naming(state.data, sides)
    made, held = _section_data(section, edit.their_path, sides, naming)
    _insert_section(state, path, index, made, bool(parent.sections))
    parent.sections.insert(index, held)
    _add_entries(state, naming)


def _section_data(section: Section, path: DataPath, sides: Sides, naming: Naming) -> tuple[dict[str, Any], PositionMap]:
    """Return a new section as data, without those in it that the file has already."""
    known = set(sides.sections_to_theirs.values())
    whole = tree.Node("text", 0, len(section.text))
    text = naming.rewrite(section.text, whole).strip()
    inner = [
        _section_data(each, (*path, "sections", at), sides, naming)
        for at, each in enumerate(section.sections)
        if (*path, "sections", at) not in known
    ]
    data: dict[str, Any] = {"title": section.title}
    data |= {"text": f"{text}\n" if "\n" in text else text} if text else {}
    data |= {"sections": [each for each, _ in inner]} if inner else {}
    return data, PositionMap("", (), path, [held for _, held in inner])


def _insert_section(state: MergeState, path: DataPath, index: int, data: Any, has_sections: bool) -> None:
    here = (*path, "sections")
    if has_sections:
        _set_content(state, yaml_edit.insert_item(state.content, here, index, data))
    else:
        _set_content(state, set_value(state.content, here, [data]))


def _move_section(state: MergeState, sides: Sides, edit: SectionEdit) -> None:
    found = state.positions.find_ours(edit.path)
    if found is None:
        raise ChangeRefused("it is gone")
    before, held = found
    if any(each.their_path == edit.parent for _, each in held.descendants()):
        raise ChangeRefused("it would lie in itself")
    state.positions.remove(held)
    path, parent, index = _find_parent(state, edit)
    _set_content(state, yaml_edit.move(state.content, before, (*path, "sections"), index))
    parent.sections.insert(index, held)


def _remove_section(state: MergeState, sides: Sides, edit: SectionEdit) -> None:
    found = state.positions.find_ours(edit.path)
    if found is None:
        raise ChangeRefused("it is gone")
    path, held = found
    if any(each.their_path for _, each in held.descendants()):
        raise ChangeRefused("a section in it stays, and has no other place")
    _set_content(state, yaml_edit.remove(state.content, path))
    state.positions.remove(held)


_SECTION_EDITS = {"add": _add_section, "move": _move_section, "remove": _remove_section}


def _clean_up(state: MergeState, sides: Sides) -> None:
    """Give links that lead elsewhere their old names; take away footnotes and figures that are in use no longer."""
    state.content = link_targets.restore_link_names(state.content, sides)
    now = model.from_data(state.data)
    for holder, find in (
        ("footnotes", section_matching.referenced_footnotes),
        ("figures", section_matching.placed_figures),
    ):
        for name in set(find(sides.ours)) - set(find(now)):
            state.content = yaml_edit.remove(state.content, (holder, name)) or state.content
