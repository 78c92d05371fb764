"""A rich text and an edit of it -> the text with the edit, all else as it was; or nothing, where that cannot be.

Whatever is tried is read again: the blocks must be those that were there, but for the one that was meant.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from wsisc.diff import tree
from wsisc.diff.tree import Atom, Names, Node, Signature
from wsisc.merge import table_rows

_MARKER = re.compile(r"(?P<number>\d+)(?P<sign>[.)])|[-*+]")
_LEAST_WIDTH = 60

type _Replacement = tuple[int, int, str]


class AppliedEdit(NamedTuple):
    """A text with an edit, and the node that it was made of: with the last item of a list the list goes too.

    `is_joined` tells that two lists are one now, so that what stands behind them is no longer where it was.
    """

    text: str
    node_path: tuple[int, ...]
    is_joined: bool = False


def apply(
    text: str, action: str, node_path: tuple[int, ...], markdown: str, words: str, names: Names
) -> AppliedEdit | None:
    """Return a text with an edit, or None where it cannot be made so that nothing else changes.

    `made` is the Markdown of what shall stand there, whose `words` are these.
    """
    root = tree.parse(text, names)
    if not _has_place(root, node_path, action):
        return None
    while action == "remove" and len(node_path) > 1 and _is_sole(root.descendant(node_path[:-1])):
        node_path = node_path[:-1]
    parent = root.descendant(node_path[:-1])
    new = _parse_new_node(markdown, parent, names) if action != "remove" else None
    if action != "remove" and (new is None or new.words != words):
        return None
    wanted = _expected_signature(root, node_path, action, new.signature if new else None)
    for candidate in _candidate_texts(text, root, action, node_path, markdown, new):
        if tree.parse(candidate, names).signature == wanted:
            return AppliedEdit(candidate, node_path, action == "remove" and _joins_lists(parent, node_path[-1]))
    return None


def shift_path(node_path: tuple[int, ...], action: str, edited_path: tuple[int, ...]) -> tuple[int, ...]:
    """Return where a node is after an edit of its text at `done`."""
    depth = len(edited_path) - 1
    if action not in ("insert", "remove") or len(node_path) <= depth or node_path[:depth] != edited_path[:depth]:
        return node_path
    step = node_path[depth]
    if action == "insert":
        return (*node_path[:depth], step + (step >= edited_path[depth]), *node_path[depth + 1 :])
    return (*node_path[:depth], step - (step > edited_path[depth]), *node_path[depth + 1 :])


def _has_place(node: Node, node_path: tuple[int, ...], action: str) -> bool:
    """Tell whether an edit has its place in a text."""
    for step in node_path[:-1]:
        if step >= len(node.children):
            return False
        node = node.children[step]
    return node_path[-1] < len(node.children) + (action == "insert")


def _is_sole(node: Node) -> bool:
    """Tell whether a block goes with the one that it holds."""
    return node.kind in ("list", "item", "quotation") and len(node.children) == 1


def _parse_new_node(markdown: str, parent: Node, names: Names) -> Node | None:
    """Return the node of a Markdown that goes into a parent."""
    found = tree.parse(markdown, names).children
    if parent.kind == "row":
        atoms = found[0].atoms if found else ()
        return (
            Node("cell", 0, len(markdown), (), atoms, "", tree.make_signature("cell", "", atoms, ()))
            if len(found) < 2
            else None
        )
    if len(found) != 1:
        return None
    if parent.kind == "list":
        return found[0].children[0] if found[0].kind == "list" and len(found[0].children) == 1 else None
    return found[0]


def _expected_signature(node: Node, node_path: tuple[int, ...], action: str, new: Signature | None) -> Signature:
    """Return the signature of a node after an edit."""
    inner = [child.signature for child in node.children]
    at = node_path[0]
    if len(node_path) > 1:
        inner[at] = _expected_signature(node.children[at], node_path[1:], action, new)
    elif action == "remove" and _joins_lists(node, at):
        one, two = inner[at - 1], inner[at + 1]
        inner[at - 1 : at + 2] = [tree.make_signature("list", one[1], (), (*one[3], *two[3]))]
    else:
        inner[at : at if action == "insert" else at + 1] = [new] if new else []
    return tree.make_signature(node.kind, node.name, node.atoms, tuple(inner))


def _joins_lists(node: Node, at: int) -> bool:
    """Tell whether two lists become one where the block between them goes."""
    if not 0 < at < len(node.children) - 1:
        return False
    one, two = node.children[at - 1], node.children[at + 1]
    return one.kind == two.kind == "list" and one.name[-1:] == two.name[-1:]


def _candidate_texts(
    text: str, root: Node, action: str, node_path: tuple[int, ...], markdown: str, new: Node | None
) -> Iterator[str]:
    parent, at = root.descendant(node_path[:-1]), node_path[-1]
    if action == "change" and new:
        yield from _change_paragraph(text, parent.children[at], markdown, new)
    elif parent.kind == "list":
        yield _apply_replacements(text, [(parent.start, parent.end, _list_text(text, parent, action, at, markdown))])
    elif parent.kind == "row":
        cell = parent.children[at]
        yield from (_apply_replacements(text, [(cell.start, cell.end, markdown + end)]) for end in (" ", "", " |"))
    elif action == "remove" and _joins_lists(parent, at):
        one, two = parent.children[at - 1], parent.children[at + 1]
        numbered = _renumbered_list(text, two, len(one.children) + int(one.name[:-1] or 0))
        yield _apply_replacements(text, [_removal(text, parent, at), (two.start, two.end, numbered)])
    elif action == "remove":
        yield _apply_replacements(text, [_removal(text, parent, at)])
    elif action == "insert":
        if (
            len(node_path) > 1
            and at > 0
            and new
            and new.kind == "list"
            and _is_tight(text, root.descendant(node_path[:-2]))
        ):
            yield _apply_replacements(text, [_insertion(text, parent, at, markdown, is_tight=True)])
        yield _apply_replacements(text, [_insertion(text, parent, at, markdown)])
    else:
        yield from _replace_block(text, parent.children[at], markdown, new)


def _replace_block(text: str, node: Node, markdown: str, new: Node | None) -> Iterator[str]:
    """Yield a text with another block in place of one: of a table the rows alone that differ, if that does."""
    before = _line_prefix(text, node.start)
    if new and node.kind == new.kind == "table":
        yield _apply_replacements(text, table_rows.edit_rows(text, node, markdown, new, before))
    yield _apply_replacements(text, [(node.start, node.end, _indent_lines(markdown, before))])


def _apply_replacements(text: str, replacements: Sequence[_Replacement]) -> str:
    for start, end, new in sorted(replacements, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _line_prefix(text: str, start: int) -> str:
    """Return what stands before the lines of a block at `start`: quotation marks stay, markers are spaces."""
    return re.sub(r"[^>\s]", " ", text[text.rfind("\n", 0, start) + 1 : start])


def _indent_lines(markdown: str, line_prefix: str) -> str:
    return re.sub(
        r"\n(?=.)", lambda _: f"\n{line_prefix}", re.sub(r"\n(?=\n)", lambda _: f"\n{line_prefix.rstrip()}", markdown)
    )


def _change_paragraph(text: str, node: Node, markdown: str, new: Node) -> Iterator[str]:
    """Yield a text with another paragraph: in its words alone, else wrapped as it was, or in one line."""
    words = _word_replacements(text, node.atoms, new.atoms, markdown)
    if words is not None:
        yield _apply_replacements(text, words)
    before, raw = _line_prefix(text, node.start), text[node.start : node.end]
    if "\n" in raw and node.kind != "cell":
        width = max(_LEAST_WIDTH, max(len(line) for line in raw.split("\n")) - len(before))
        lines = "\\\n".join(_wrap(piece, width) for piece in markdown.split("\\\n"))
        yield _apply_replacements(text, [(node.start, node.end, _indent_lines(lines, before))])
    yield _apply_replacements(text, [(node.start, node.end, _indent_lines(markdown, before))])


def _wrap(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def _word_replacements(text: str, old: Sequence[Atom], new: Sequence[Atom], markdown: str) -> list[_Replacement] | None:
    """Return what makes one paragraph of another, or None where more than words differ."""
    found: list[_Replacement] = []
    matcher = SequenceMatcher(None, [atom.key for atom in old], [atom.key for atom in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if (
            kind == "delete"
            and a
            and old[a - 1].key == old[b - 1].key
            and "\n" in text[old[b - 1].start : old[b - 1].end]
        ):
            a, b = a - 1, b - 1  # of two spaces the end of a line stays
        touched = [*old[a:b], *new[c:d]]
        if len({atom.marks for atom in touched}) > 1 or any(atom.note or atom.text == "\n" for atom in touched):
            return None
        piece = markdown[new[c].start : new[d - 1].end] if d > c else ""
        if b > a:
            found.append((old[a].start, old[b - 1].end, piece))
            continue
        place = _insertion_offset(old, a, touched[0].marks)
        if place is None:
            return None
        found.append((place, place, piece))
    return found


def _insertion_offset(old: Sequence[Atom], at: int, marks: tuple[str, ...]) -> int | None:
    """Return where words of some marks go in before the atom `at`."""
    is_behind = at > 0 and old[at - 1].marks == marks
    if is_behind and not (old[at - 1].text == " " and at < len(old) and old[at].marks == marks):
        return old[at - 1].end
    return old[at].start if at < len(old) and old[at].marks == marks else None


def _removal(text: str, parent: Node, at: int) -> _Replacement:
    node, children = parent.children[at], parent.children
    if at + 1 < len(children) and at == 0:
        return (node.start, children[1].start, "")
    if at > 0:
        return (_line_end(text, children[at - 1].end), _line_end(text, node.end), "")
    return (0, len(text), "") if parent.kind == "text" else (node.start, node.end, "")


def _is_tight(text: str, node: Node) -> bool:
    """Tell whether a node is a list without empty lines, so that one in it has none before it."""
    return node.kind == "list" and not re.search(r"\n[ >]*\n", text[node.start : node.end])


def _insertion(text: str, parent: Node, at: int, markdown: str, is_tight: bool = False) -> _Replacement:
    children = parent.children
    if not children:
        return (0, len(text), f"{markdown}\n")
    before = _line_prefix(text, children[0].start)
    block, gap = _indent_lines(markdown, before), f"\n{before}" if is_tight else f"\n{before.rstrip()}\n{before}"
    if at == 0:
        return (children[0].start, children[0].start, f"{block}{gap}")
    end = _line_end(text, children[at - 1].end)
    return (end, end, f"{gap}{block}")


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _list_text(text: str, node: Node, action: str, at: int, markdown: str) -> str:
    """Return the text of a list with an item put in, taken out or replaced, and the numbers in order."""
    before = _line_prefix(text, node.start)
    items = [text[item.start : item.end] for item in node.children]
    gaps = [text[a.end : b.start] for a, b in zip(node.children, node.children[1:], strict=False)]
    numbered = _MARKER.match(items[0])
    if action != "insert":
        items.pop(at)
        gaps[max(at - 1, 0) : max(at - 1, 0) + 1] = []
    if action != "remove":
        sign = numbered[0] if numbered else "-"
        items.insert(at, _indent_lines(_set_marker(markdown, sign, ""), before))
        gap = gaps[0] if gaps else f"\n{before}"
        gaps.insert(max(at - 1, 0), gap)
    if numbered and numbered["number"]:
        items = _renumber(items, int(numbered["number"]), before)
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=False) for piece in pair)


def _renumbered_list(text: str, node: Node, first: int) -> str:
    """Return the text of a list whose numbers begin with another."""
    items = [text[item.start : item.end] for item in node.children]
    gaps = [text[a.end : b.start] for a, b in zip(node.children, node.children[1:], strict=False)]
    if node.name != "-":
        items = _renumber(items, first, _line_prefix(text, node.start))
    return "".join(piece for pair in zip(items, [*gaps, ""], strict=True) for piece in pair)


def _renumber(items: Sequence[str], first: int, line_prefix: str) -> list[str]:
    sign = items[0][len(items[0]) - len(items[0].lstrip("0123456789")) :][:1]
    return [_set_marker(item, f"{first + index}{sign}", line_prefix) for index, item in enumerate(items)]


def _set_marker(item: str, marker: str, line_prefix: str) -> str:
    """Return an item with another marker, its lines set in as far as that demands."""
    found = _MARKER.match(item)
    assert found is not None
    wider = len(marker) - len(found[0])
    first, *rest = item.split("\n")
    lines = [marker + first[found.end() :]]
    for line in rest:
        head, tail = line[: len(line_prefix)], line[len(line_prefix) :]
        lines.append(head + (" " * wider + tail if wider > 0 and tail else tail[min(-wider, _indent_width(tail)) :]))
    return "\n".join(lines)


def _indent_width(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
