"""A file and the changes of a reviewer -> the file with those that can be made, and what became of each.

Each change is made whole or not at all, and what it made is read again; the author's lines stay as they are.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from wsisc import canonical, model, source
from wsisc.diagnostic import Path
from wsisc.merge import matching, shadow, textedit, tree, yamledit
from wsisc.merge.change import Change, PlainEdit, SectionEdit, TextEdit
from wsisc.merge.naming import Naming, Unplaceable
from wsisc.merge.shadow import Held
from wsisc.merge.sides import Sides
from wsisc.model import Comment, Section
from wsisc.writers import comments as remarks

_TARGET = re.compile(r"\](?:\[[^\]]*\]|\([^)]*\))")
_LAST = ("tags", "comments", "sections")
_ORDER = {"add": 1, "move": 2, "remove": 3}


@dataclass
class _State:
    """A file on its way, and where its parts and sections are now."""

    content: bytes
    held: Held

    @property
    def data(self) -> Any:
        return source.read(self.content, "").data


class Refused(Exception):
    """A change that cannot be made; `str()` says why, if there is more to say than that."""


def land(content: bytes, sides: Sides, changes: Sequence[Change]) -> tuple[bytes, list[Change]]:
    """Return a file with the clean ones of some changes made, and all changes, those refused that could not be."""
    back = {ours: sides.to_theirs.get(base, ()) for base, ours in sides.to_ours.items()}
    state = _State(content, shadow.of(sides.ours, back))
    told = list(changes)
    for at in sorted(range(len(told)), key=lambda at: _order(told[at], at)):
        if told[at].verdict == "clean" and told[at].edit is not None:
            told[at] = _landed(state, sides, told[at])
    if any(each.verdict == "clean" for each in told):
        _tidy(state, sides)
    for change in told:
        if change.verdict == "conflict":
            comment = Comment("", change.by, change.date, change.quote, change.proposal)
            _remark(state, change.path, comment, sides)
    return state.content, told


def comment(content: bytes, sides: Sides, given: Sequence[tuple[Path, Comment]]) -> tuple[bytes, int]:
    """Return a file with comments on parts and sections of `ours` that it does not have yet, and how many these are."""
    back = {ours: sides.to_theirs.get(base, ()) for base, ours in sides.to_ours.items()}
    state = _State(content, shadow.of(model.from_data(source.read(content, "").data), back))
    count = sum(_remark(state, path, each, sides) for path, each in given)
    return state.content, count


def _order(change: Change, at: int) -> tuple[Any, ...]:
    """Return when a change is made: texts from their ends to their starts, then sections come, move and go."""
    edit = change.edit
    if isinstance(edit, TextEdit):
        return (0, str(edit.path), tuple(-step for step in edit.order), -at)
    if isinstance(edit, SectionEdit):
        return (_ORDER[edit.action], "", (), at)
    return (0, "", (), at)


def _landed(state: _State, sides: Sides, change: Change) -> Change:
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


def _take(state: _State, content: bytes | None, why: str = "") -> None:
    """Go on with a content, if there is one."""
    if content is None:
        raise Refused(why or "it cannot be written without changing more than was meant")
    state.content = content


def _now(state: _State, path: Path) -> Path:
    """Return where what stood at a path stands now; what is no part or section stays."""
    if path[:1] != ("parts",):
        return path
    found = state.held.ours_at(path[:-1])
    if found is None:
        raise Refused("its section is gone")
    return (*found[0], path[-1])


def _text(state: _State, sides: Sides, edit: TextEdit) -> None:
    path, data = _now(state, edit.path), state.data
    old = yamledit.value(data, path)
    naming = _naming(data, sides)
    made = naming.written(edit.markdown, edit.made) if edit.made else ""
    words = edit.made.words if edit.made else ""
    new = textedit.apply(old or "", edit.action, edit.where, made, words, naming.names())
    if new is None:
        raise Refused("it cannot be put into the text without changing more than was meant")
    if old is None:
        _take(state, _put(state.content, path, new))
    elif new.strip() or len(yamledit.value(data, path[:-1])) == 1:
        _take(state, yamledit.set_text(state.content, path, new if new.strip() else ""))
    else:
        _take(state, yamledit.remove(state.content, path))
    _entries(state, naming)


def _naming(data: Any, sides: Sides) -> Naming:
    known = model.from_data(data)
    return Naming(sides, known.links, set(known.footnotes))


def _put(content: bytes, path: Path, given: Any) -> bytes | None:
    """Return a file with a new value at a path, whose holder may have to be made first."""
    data = source.read(content, "").data
    if yamledit.value(data, path[:-1]) is None and len(path) > 2:
        return _put(content, path[:-1], {path[-1]: given})
    before = next((key for key in yamledit.value(data, path[:-1]) if key in _LAST and key != path[-1]), "")
    if path[-1] == "sections":
        before = ""
    if path[-1] == "comments":
        before = next((key for key, each in yamledit.value(data, path[:-1]).items() if _is_inner(key, each)), "")
    return yamledit.insert_key(content, path, given, before)


def _is_inner(key: str, given: Any) -> bool:
    """Tell whether a key of a part or section holds others."""
    return key == "sections" or (isinstance(given, dict) and key not in model.OWN_KEYS)


def _entries(state: _State, naming: Naming) -> None:
    """Add the links and footnotes that a change needs."""
    for holder, given, before in (
        ("links", naming.new_links, ("footnotes", "figures")),
        ("footnotes", naming.new_notes, ("figures",)),
    ):
        for name, text in given.items():
            data = state.data
            value = f"{text.strip()}\n" if "\n" in text.strip() else text.strip()
            if isinstance(data.get(holder), dict):
                _take(state, yamledit.insert_key(state.content, (holder, name), value))
            else:
                following = next((key for key in before if key in data), "")
                _take(state, yamledit.insert_key(state.content, (holder,), {name: value}, following))


def _plain(state: _State, edit: PlainEdit) -> None:
    path = _now(state, edit.path) if edit.path[:1] == ("parts",) else edit.path
    if yamledit.value(state.data, path) is None:
        _take(state, yamledit.insert_key(state.content, path, edit.text))
    else:
        _take(state, yamledit.set_text(state.content, path, edit.text))


def _parent(state: _State, edit: SectionEdit) -> tuple[Path, Held, int]:
    """Return where a section shall go: the path of its parent now, that, and its place in the list."""
    found = state.held.theirs_at(edit.parent)
    if found is None:
        raise Refused("the section it belongs into is gone")
    path, parent = found
    places = {held.theirs: at for at, held in enumerate(parent.sections)}
    after = next((places[each] for each in edit.after if each in places), -1)
    return path, parent, after + 1


def _add(state: _State, sides: Sides, edit: SectionEdit) -> None:
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


def _insert(state: _State, path: Path, index: int, made: Any, has_sections: bool) -> None:
    here = (*path, "sections")
    if has_sections:
        _take(state, yamledit.insert_item(state.content, here, index, made))
    else:
        _take(state, _put(state.content, here, [made]))


def _move(state: _State, sides: Sides, edit: SectionEdit) -> None:
    found = state.held.ours_at(edit.path)
    if found is None:
        raise Refused("it is gone")
    before, held = found
    if state.held.theirs_at(edit.parent) in [(path, each) for path, each in held.all()]:
        raise Refused("it would lie in itself")
    state.held.remove(held)
    path, parent, index = _parent(state, edit)
    _take(state, yamledit.move(state.content, before, (*path, "sections"), index))
    parent.sections.insert(index, held)


def _remove(state: _State, sides: Sides, edit: SectionEdit) -> None:
    found = state.held.ours_at(edit.path)
    if found is None:
        raise Refused("it is gone")
    path, held = found
    if any(each.theirs for _, each in held.all()):
        raise Refused("a section in it stays, and has no other place")
    _take(state, yamledit.remove(state.content, path))
    state.held.remove(held)


_SECTIONS = {"add": _add, "move": _move, "remove": _remove}


def _tidy(state: _State, sides: Sides) -> None:
    """Take away the footnotes and figures that were in use, and are no longer."""
    now = model.from_data(state.data)
    for holder, find in (("footnotes", matching.called), ("figures", matching.placed)):
        for name in set(find(sides.ours)) - set(find(now)):
            state.content = yamledit.remove(state.content, (holder, name)) or state.content


def _remark(state: _State, path: Path, given: Comment, sides: Sides) -> bool:
    """Put a comment on the part or section that a path leads into, unless it is there; tell whether that was done."""
    now = model.from_data(state.data)
    if any(_is_same(each, given) for _, holder in matching.holders(now).items() for each in holder.comments):
        return False
    here = _holder(state, path, now)
    place, data = (*here, "comments"), canonical.comment_data(given)
    comments = yamledit.value(state.data, place)
    if isinstance(comments, list) and comments:
        made = yamledit.insert_item(state.content, place, len(comments), data)
    else:
        made = _put(state.content, place, [data])
    state.content = made or state.content
    return made is not None


def _is_same(one: Comment, other: Comment) -> bool:
    if one.proposal is None or other.proposal is None:
        pairs = [(each.by, remarks.stamp(each.date), remarks.shown(each).strip()) for each in (one, other)]
        return pairs[0] == pairs[1]
    words = [_TARGET.sub("]", " ".join(each.proposal.split())) for each in (one, other) if each.proposal is not None]
    return one.by == other.by and words[0] == words[1] and one.quote == other.quote


def _holder(state: _State, path: Path, now: model.Submission) -> Path:
    """Return the path of the part or section that a comment belongs to."""
    if path[:1] == ("footnotes",):
        path = next((each for each, holder in matching.holders(now).items() if f"[^{path[1]}]" in holder.text), ())
        return path or ("parts", now.parts[0].id)
    while path:
        if found := state.held.ours_at(path):
            return found[0]
        path = path[:-1]
    return ("parts", now.parts[0].id)
