"""A file and the changes of a reviewer -> the file with those that can be made, and what became of each.

Each change is made whole or not at all, and what it made is read again; the author's lines stay as they are.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from wsisc import model
from wsisc.diagnostic import Path
from wsisc.diff import section_matching, tree
from wsisc.diff.change import Change, PlainEdit, SectionEdit, TextEdit
from wsisc.diff.versions import Sides
from wsisc.merge import conflict_comments, link_targets, lost_moves, position_map, text_edit
from wsisc.merge.naming import Naming, Unplaceable
from wsisc.merge.position_map import Held
from wsisc.merge.state import State, put
from wsisc.model import Comment, Section
from wsisc.source import block_text, yaml_edit

_ORDER = {"add": 1, "move": 2, "remove": 3}
_LOST = "its words stand elsewhere now, and could not be put there"


class Refused(Exception):
    """A change that cannot be made; `str()` says why, if there is more to say than that."""


def land(
    content: bytes, sides: Sides, changes: Sequence[Change], comments: Sequence[tuple[Path, Comment]] = ()
) -> tuple[bytes, list[Change], int]:
    """Return a file with the clean ones of some changes made, all changes, and how many comments are new in it.

    Of the changes, those that could not be made are refused. What the file does not hold stands in it as a comment: a
    conflict, and a refused change. `comments` go with the paths of their parts and sections in the reviewed file.
    """
    state, told = _made(content, sides, changes)
    while lost := lost_moves.lost(told):
        changes = [
            replace(each, verdict="refused", reason=_LOST) if at in lost else each for at, each in enumerate(changes)
        ]
        state, told = _made(content, sides, changes)
    told = [conflict_comments.proposed(state, each) for each in told]
    count, left = conflict_comments.added(state, comments)
    return state.content, [*told, *left], count


def _made(content: bytes, sides: Sides, changes: Sequence[Change]) -> tuple[State, list[Change]]:
    """Return a file with the clean ones of some changes made, and all changes, those that could not be made refused."""
    back = {ours: sides.to_theirs.get(base, ()) for base, ours in sides.to_ours.items()}
    state = State(content, position_map.of(sides.ours, back))
    told = list(changes)
    wanted = [at for at, each in enumerate(told) if each.verdict == "clean" and each.edit is not None]
    for at in sorted(wanted, key=lambda at: _order(told[at], at)):
        told[at] = _landed(state, sides, told[at])
    told = _once_more(state, sides, told, wanted)
    if any(each.verdict == "clean" for each in told):
        _tidy(state, sides)
    return state, told


def _once_more(state: State, sides: Sides, told: list[Change], wanted: Sequence[int]) -> list[Change]:
    """Try those edits of texts again that others stood in the way of: a paragraph between two lists, one of which went.

    Return all changes.
    """
    tried = list(told)
    for at in wanted:
        change = told[at]
        if change.verdict == "refused" and isinstance(change.edit, TextEdit) and not _is_joined(state, change.edit):
            where = change.edit.where
            for path, action, done in state.done:
                where = text_edit.shifted(where, action, done) if path == change.edit.path else where
            again = replace(change, verdict="clean", reason="", edit=change.edit._replace(where=where))
            made = _landed(state, sides, again)
            tried[at] = made if made.verdict == "clean" else change
    return tried


def _is_joined(state: State, edit: TextEdit) -> bool:
    return any(path == edit.path and action == "join" for path, action, _ in state.done)


def _order(change: Change, at: int) -> tuple[Any, ...]:
    """Return when a change is made: texts from their ends to their starts, then sections come, move and go."""
    edit = change.edit
    if isinstance(edit, TextEdit):
        return (0, str(edit.path), tuple(-step for step in edit.order), -at)
    if isinstance(edit, SectionEdit):
        return (_ORDER[edit.action], "", (), at)
    return (0, "", (), at)


def _landed(state: State, sides: Sides, change: Change) -> Change:
    before, held = state.content, deepcopy(state.held)
    try:
        if isinstance(change.edit, TextEdit):
            _text(state, sides, change.edit)
        elif isinstance(change.edit, PlainEdit):
            _plain(state, change.edit)
        elif isinstance(change.edit, SectionEdit):
            _SECTIONS[change.edit.action](state, sides, change.edit)
    except (Refused, Unplaceable) as refused:
        state.content, state.held = before, held
        return replace(change, verdict="refused", reason=str(refused))
    return change


def _take(state: State, content: bytes | None, why: str = "") -> None:
    """Go on with a content, if there is one."""
    if content is None:
        raise Refused(why or "it cannot be written without changing more than was meant")
    state.content = content


def _now(state: State, path: Path) -> Path:
    """Return where what stood at a path stands now; what is no part or section stays."""
    if path[:1] != ("parts",):
        return path
    found = state.held.ours_at(path[:-1])
    if found is None:
        raise Refused("its section is gone")
    return (*found[0], path[-1])


def _text(state: State, sides: Sides, edit: TextEdit) -> None:
    path, data = _now(state, edit.path), state.data
    old = yaml_edit.value(data, path)
    naming = _naming(data, sides)
    made = naming.written(edit.markdown, edit.made) if edit.made else ""
    words = edit.made.words if edit.made else ""
    applied = text_edit.apply(old or "", edit.action, edit.where, made, words, naming.names())
    if applied is None:
        raise Refused("it cannot be put into the text without changing more than was meant")
    new = applied.text
    if old is None:
        _take(state, put(state.content, path, new))
    elif new.strip() or len(yaml_edit.value(data, path[:-1])) == 1:
        _take(state, block_text.set_text(state.content, path, new if new.strip() else ""))
    else:
        _take(state, yaml_edit.remove(state.content, path))
    _entries(state, naming)
    state.done.append((edit.path, "join" if applied.is_joined else edit.action, applied.where))


def _naming(data: Any, sides: Sides) -> Naming:
    known = model.from_data(data)
    return Naming(sides, known.links, set(known.footnotes))


def _entries(state: State, naming: Naming) -> None:
    """Add the links and footnotes that a change needs."""
    for holder, given, before in (
        ("links", naming.new_links, ("footnotes", "figures")),
        ("footnotes", naming.new_notes, ("figures",)),
    ):
        for name, text in given.items():
            data = state.data
            value = f"{text.strip()}\n" if "\n" in text.strip() else text.strip()
            if isinstance(data.get(holder), dict):
                _take(state, yaml_edit.insert_key(state.content, (holder, name), value))
            else:
                following = next((key for key in before if key in data), "")
                _take(state, yaml_edit.insert_key(state.content, (holder,), {name: value}, following))


def _plain(state: State, edit: PlainEdit) -> None:
    path = _now(state, edit.path) if edit.path[:1] == ("parts",) else edit.path
    if not edit.text:
        _take(state, yaml_edit.remove(state.content, path))
    elif yaml_edit.value(state.data, path) is None:
        _take(state, yaml_edit.insert_key(state.content, path, edit.text))
    else:
        _take(state, block_text.set_text(state.content, path, edit.text))


def _parent(state: State, edit: SectionEdit) -> tuple[Path, Held, int]:
    """Return where a section shall go: the path of its parent now, that, and its place in the list."""
    found = state.held.theirs_at(edit.parent)
    if found is None:
        raise Refused("the section it belongs into is gone")
    path, parent = found
    places = {held.theirs: at for at, held in enumerate(parent.sections)}
    after = next((places[each] for each in edit.after if each in places), -1)
    return path, parent, after + 1


def _add(state: State, sides: Sides, edit: SectionEdit) -> None:
    path, parent, index = _parent(state, edit)
    section = sides.holders[1][edit.source]
    assert isinstance(section, Section)
    naming = _naming(state.data, sides)
    made, held = _section(section, edit.source, sides, naming)
    _insert(state, path, index, made, bool(parent.sections))
    parent.sections.insert(index, held)
    _entries(state, naming)


def _section(section: Section, path: Path, sides: Sides, naming: Naming) -> tuple[dict[str, Any], Held]:
    """Return a new section as data, without those in it that the file has already."""
    known = set(sides.to_theirs.values())
    whole = tree.Node("text", 0, len(section.text))
    text = naming.written(section.text, whole).strip()
    inner = [
        _section(each, (*path, "sections", at), sides, naming)
        for at, each in enumerate(section.sections)
        if (*path, "sections", at) not in known
    ]
    data: dict[str, Any] = {"title": section.title}
    data |= {"text": f"{text}\n" if "\n" in text else text} if text else {}
    data |= {"sections": [each for each, _ in inner]} if inner else {}
    return data, Held("", (), path, [held for _, held in inner])


def _insert(state: State, path: Path, index: int, made: Any, has_sections: bool) -> None:
    here = (*path, "sections")
    if has_sections:
        _take(state, yaml_edit.insert_item(state.content, here, index, made))
    else:
        _take(state, put(state.content, here, [made]))


def _move(state: State, sides: Sides, edit: SectionEdit) -> None:
    found = state.held.ours_at(edit.path)
    if found is None:
        raise Refused("it is gone")
    before, held = found
    if any(each.theirs == edit.parent for _, each in held.all()):
        raise Refused("it would lie in itself")
    state.held.remove(held)
    path, parent, index = _parent(state, edit)
    _take(state, yaml_edit.move(state.content, before, (*path, "sections"), index))
    parent.sections.insert(index, held)


def _remove(state: State, sides: Sides, edit: SectionEdit) -> None:
    found = state.held.ours_at(edit.path)
    if found is None:
        raise Refused("it is gone")
    path, held = found
    if any(each.theirs for _, each in held.all()):
        raise Refused("a section in it stays, and has no other place")
    _take(state, yaml_edit.remove(state.content, path))
    state.held.remove(held)


_SECTIONS = {"add": _add, "move": _move, "remove": _remove}


def _tidy(state: State, sides: Sides) -> None:
    """Give links that lead elsewhere their old names; take away footnotes and figures that are in use no longer."""
    state.content = link_targets.relinked(state.content, sides)
    now = model.from_data(state.data)
    for holder, find in (("footnotes", section_matching.called), ("figures", section_matching.placed)):
        for name in set(find(sides.ours)) - set(find(now)):
            state.content = yaml_edit.remove(state.content, (holder, name)) or state.content
