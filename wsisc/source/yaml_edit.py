"""The bytes of a YAML file and an edit of its data -> its bytes with that edit, otherwise unchanged.

Each candidate is read again: its data must be the edited data. None is returned where no candidate is right.
"""

import codecs
import json
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

import yaml

from wsisc import source
from wsisc.messages.diagnostic import DataPath
from wsisc.source import Source, characters, value_at, yaml_parser
from wsisc.source.characters import indentation

type Candidates = Iterator[bytes]
type LaterKeys = Callable[[DataPath, dict[str, Any]], Collection[str]]
"""Returns the keys of a mapping that come after the last one of a path."""

_LINE_END = r"\r\n|\r|\n"
_COMMENT = r"(?:^|\s)(#.*)$"
_PLAIN = r"[^\W\d_](?:[^#:\n\t\x7f-\xa0\u2028\u2029\ufeff]|:(?=\S)|(?<=\S)#)*(?<![\s:])"


@lru_cache(maxsize=4)
def read(content: bytes) -> Source:
    """Return a file as parsed, once for all that look at it in turn: edits, the checks after them, and the report."""
    return source.read(content, "")


def choose_candidate(content: bytes, candidates: Candidates, change: Callable[[Any], None]) -> bytes | None:
    """Return the first candidate whose data, in their order, are those of `content` after a change."""
    before = read(content)
    expected = deepcopy(before.data)
    change(expected)
    try:
        for candidate in candidates:
            after = read(candidate)
            is_ordered = json.dumps(after.data) == json.dumps(expected)
            if is_ordered and len(after.diagnostics) <= len(before.diagnostics):
                return candidate
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError):
        return None
    return None


def insert_key(content: bytes, path: DataPath, new: Any, later_keys: LaterKeys) -> bytes | None:
    """Return a file with a new key at a path, before the first of the later keys; missing holders are created."""
    holder, name = path[:-1], path[-1]
    existing = value_at(read(content).data, holder)
    if existing is None and holder:
        return insert_key(content, holder, {name: new}, later_keys)
    if not isinstance(existing, dict):
        return None
    later = later_keys(path, existing)
    at = next((at for at, key in enumerate(existing) if key in later), len(existing))

    def change(data: Any) -> None:
        mapping = value_at(data, holder)
        items = list(mapping.items())
        mapping.clear()
        mapping.update([*items[:at], (name, new), *items[at:]])

    return choose_candidate(content, _key_candidates(content, holder, str(name), new, at), change)


def _key_candidates(content: bytes, holder: DataPath, name: str, new_value: Any, at: int) -> Candidates:
    lines, node = read_lines(content), node_at(compose(content), holder)
    pairs = node.value
    if _is_flow(node) or not pairs:
        yield _insert_into_flow(lines, node, at, f"{name}: {json.dumps(new_value, ensure_ascii=False)}")
        return
    indent = pairs[0][0].start_mark.column
    new = _emit_entry(name, new_value, indent)
    if at == 0:
        line = pairs[0][0].start_mark.line
        head, tail = lines.lines[line][:indent], lines.lines[line][indent:]
        lines.splice(line, line + 1, [head + new[0].lstrip(" "), *new[1:], " " * indent + tail])
        yield lines.content
        return
    line = last_line(lines.lines, pairs[at - 1][1]) + 1
    lines.splice(line, line, new)
    yield lines.content


def insert_item(
    content: bytes, path: DataPath, new: Any, later_keys: LaterKeys, index: int | None = None
) -> bytes | None:
    """Return a file with a new item in the list at a path (default: at its end); a missing list is created."""
    existing = value_at(read(content).data, path)
    if existing is None:
        return insert_key(content, path, [new], later_keys)
    if not isinstance(existing, list):
        return None
    at = len(existing) if index is None else index

    def change(data: Any) -> None:
        value_at(data, path).insert(at, new)

    return choose_candidate(content, _item_candidates(content, path, at, new), change)


def _item_candidates(content: bytes, path: DataPath, index: int, new: Any) -> Candidates:
    lines, node = read_lines(content), node_at(compose(content), path)
    if _is_flow(node):
        yield _insert_into_flow(lines, node, index, json.dumps(new, ensure_ascii=False))
        return
    yield from insert_lines(lines, node, index, emit([new], _dash_column(lines, node)))


class YamlLines:
    """The lines of a file, each with its own line end."""

    def __init__(self, lines: list[str], ends: list[str], byte_order_mark: bytes = b"") -> None:
        self.lines, self.ends, self.byte_order_mark = lines, ends, byte_order_mark

    @property
    def content(self) -> bytes:
        """The file."""
        return (
            self.byte_order_mark + "".join(line + end for line, end in zip(self.lines, self.ends, strict=True)).encode()
        )

    def splice(self, start: int, end: int, new: Sequence[str]) -> None:
        """Replace the lines from `start` to `end`; new lines have the line ends of the file."""
        default = next((each for each in self.ends if each), "\n")
        ends = [*self.ends[start:end]][: len(new)]
        ends = [*ends, *[default] * (len(new) - len(ends))]
        if end >= len(self.lines):
            if start and new and not self.ends[start - 1]:
                self.ends[start - 1] = default
        elif ends and not ends[-1]:
            ends[-1] = default
        self.lines[start:end], self.ends[start:end] = list(new), ends


def _insert_into_flow(lines: YamlLines, node: Any, index: int, piece: str) -> bytes:
    """Return a file with a piece before an entry of a list or mapping in flow style, or at its end."""
    entries = [each[0] if isinstance(each, tuple) else each for each in node.value]
    is_last = index == len(entries)
    place = node.end_mark if is_last else entries[index].start_mark
    line, column = lines.lines[place.line], place.column - is_last
    separated = f"{piece}, " if not is_last else f", {piece}" if entries else piece
    lines.splice(place.line, place.line + 1, [line[:column] + separated + line[column:]])
    return lines.content


def insert_lines(lines: YamlLines, node: Any, index: int, new: list[str]) -> Candidates:
    """Yield a file with the lines of an item inserted into a list, with an empty line where other items have one."""
    is_spaced = any(not lines.lines[item.start_mark.line - 1].strip() for item in node.value[1:])
    if index:
        line = last_line(lines.lines, node.value[index - 1]) + 1
        new = ["", *new] if is_spaced else new
    else:
        line = node.value[0].start_mark.line
        new = [*new, ""] if is_spaced else new
    lines.splice(line, line, new)
    yield lines.content


def replace(content: bytes, path: DataPath, new: Any) -> bytes | None:
    """Return a file with another value at a path that has one; comments between its lines are lost."""
    holder = value_at(read(content).data, path[:-1])
    if not isinstance(holder, dict) or path[-1] not in holder:
        return None

    def change(data: Any) -> None:
        value_at(data, path[:-1])[path[-1]] = new

    return choose_candidate(content, _replacement_candidates(content, path, new), change)


def _replacement_candidates(content: bytes, path: DataPath, new: Any) -> Candidates:
    lines, root = read_lines(content), compose(content)
    holder = node_at(root, path[:-1])
    key, node = next(pair for pair in holder.value if pair[0].value == path[-1])
    start, end = node.start_mark, node.end_mark
    if _is_flow(holder):
        value = json.dumps(new, ensure_ascii=False)
        line = lines.lines[start.line][: start.column] + value + lines.lines[end.line][end.column :]
        lines.splice(start.line, end.line + 1, [line])
        yield lines.content
        return
    column = key.start_mark.column
    literal = emit_literal(new, column + 2) if node.style == "|" and isinstance(new, str) else None
    emitted = _emit_entry(str(path[-1]), new, column)
    first, *rest = [emitted[0].partition(":")[0] + f": {literal[0]}", *literal[1:]] if literal else emitted
    head = lines.lines[key.start_mark.line][:column]
    lines.splice(key.start_mark.line, last_line(lines.lines, node) + 1, [head + first[column:], *rest])
    yield lines.content


def _dash_column(lines: YamlLines, node: Any) -> int:
    """Return the column of the dashes of a list."""
    first = node.value[0].start_mark
    return int(lines.lines[first.line].rindex("-", 0, first.column))


def remove(content: bytes, path: DataPath) -> bytes | None:
    """Return a file without the key or item at a path; its comments are kept, an empty container is removed too."""
    holder = value_at(read(content).data, path[:-1])
    if not isinstance(holder, dict | list) or value_at(holder, path[-1:]) is None:
        return None
    if len(holder) == 1 and (isinstance(path[-1], int) or len(path) == 2):
        return remove(content, path[:-1])

    def change(data: Any) -> None:
        del value_at(data, path[:-1])[path[-1]]

    return choose_candidate(content, _removal_candidates(content, path), change)


def _removal_candidates(content: bytes, path: DataPath) -> Candidates:
    lines, root = read_lines(content), compose(content)
    holder, node = node_at(root, path[:-1]), node_at(root, path)
    if _is_flow(holder):
        yield _remove_from_flow(lines, holder, path[-1])
        return
    first_node = node if isinstance(path[-1], int) else next(key for key, _ in holder.value if key.value == path[-1])
    start, end = first_node.start_mark.line, last_line(lines.lines, node) + 1
    column = _dash_column(lines, holder) if isinstance(path[-1], int) else first_node.start_mark.column
    comments = [" " * column + each for each in find_comments(lines.lines, node, start, end)]
    is_first = not isinstance(path[-1], int) and lines.lines[start][:column].strip()
    if is_first:  # the dash of the item remains
        following = holder.value[1][0].start_mark.line
        head = lines.lines[start][:column]
        lines.splice(start, following + 1, [*comments, head + lines.lines[following][column:]])
        yield lines.content
        return
    blank = start
    while blank and not lines.lines[blank - 1].strip() and (end >= len(lines.lines) or not lines.lines[end].strip()):
        blank -= 1
    lines.splice(blank, end, comments)
    yield lines.content


def _remove_from_flow(lines: YamlLines, holder: Any, step: Any) -> bytes:
    entries = [each if isinstance(each, tuple) else (each, each) for each in holder.value]
    at = step if isinstance(step, int) else next(n for n, (key, _) in enumerate(entries) if key.value == step)
    if at + 1 < len(entries):
        start, end = entries[at][0].start_mark, entries[at + 1][0].start_mark
    else:
        start, end = entries[at - 1][1].end_mark, entries[at][1].end_mark
    line = lines.lines[start.line][: start.column] + lines.lines[end.line][end.column :]
    lines.splice(start.line, end.line + 1, [line])
    return lines.content


def move(content: bytes, path: DataPath, target: DataPath, index: int) -> bytes | None:
    """Return a file with the item at a path moved, with its comments, into the list at `target`.

    `index` is its new index, counted after its removal from the old place.
    """
    data = read(content).data
    moved = value_at(data, path)
    lines, root = read_lines(content), compose(content)
    holder, node = node_at(root, path[:-1]), node_at(root, path)
    if not moved or _is_flow(holder):
        return None
    start, end = node.start_mark.line, last_line(lines.lines, node) + 1
    column, raw = _dash_column(lines, holder), lines.lines[start:end]
    lines.splice(start, end, [])
    without = remove(content, path) if len(holder.value) == 1 else lines.content
    if without is None:
        return None
    lines, goal = read_lines(without), node_at(compose(without), target)
    if goal is None or _is_flow(goal) or not goal.value:
        return insert_item(without, target, moved, lambda *_: (), index)
    deeper = _dash_column(lines, goal) - column
    new = [
        " " * deeper + line if deeper > 0 and line.strip() else line[max(0, min(-deeper, indentation(line))) :]
        for line in raw
    ]

    def change(data: Any) -> None:
        value_at(data, target).insert(index, moved)

    return choose_candidate(without, insert_lines(lines, goal, index, new), change)


def read_lines(content: bytes) -> YamlLines:
    """Return the lines of a file."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content[len(mark) :].decode()
    ends = re.findall(_LINE_END, text)
    lines = re.split(_LINE_END, text)
    if lines[-1] == "":
        return YamlLines(lines[:-1], ends, mark)
    return YamlLines(lines, [*ends, ""], mark)


def compose(content: bytes) -> Any:
    """Return the root of a file's nodes."""
    return yaml.compose(characters.read(content)[0], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def node_at(root: Any, path: DataPath) -> Any:
    """Return the node at a path, or None."""
    node = root
    for step in path:
        if isinstance(step, int):
            items = node.value if isinstance(node, yaml.SequenceNode) else []
            node = items[step] if step < len(items) else None
        else:
            pairs = node.value if isinstance(node, yaml.MappingNode) else []
            node = next((value for key, value in pairs if key.value == step), None)
        if node is None:
            return None
    return node


def _is_flow(node: Any) -> bool:
    """Return whether a node is in flow style, in brackets or braces."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def last_line(lines: Sequence[str], node: Any) -> int:
    """Return the index of the last line of a node."""
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return block_extent(lines, node)[1] - 1
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return last_line(lines, last[1] if isinstance(last, tuple) else last)
    if isinstance(node, yaml.ScalarNode) and not node.value and node.style is None:
        return int(node.start_mark.line)
    return int(node.end_mark.line)


def block_extent(lines: Sequence[str], node: Any) -> tuple[int, int, int]:
    """Return the first line of a block scalar's text, the line after its last that is not empty, and its indent."""
    first = int(node.start_mark.line) + 1
    filled = [line for line in lines[first : node.end_mark.line + 1] if line.strip()]
    own = next((characters.indentation(line) for line in node.value.split("\n") if line.strip()), 0)
    indent = characters.indentation(filled[0]) - own if filled and node.value.strip() else 0
    end = at_line = first
    while at_line < len(lines) and node.value.strip():
        line = lines[at_line]
        if line.strip() and characters.indentation(line) < indent:
            break
        at_line += 1
        end = at_line if line.strip() else end
    return first, end, indent


def find_comments(lines: Sequence[str], node: Any, start: int, end: int) -> list[str]:
    """Return the comments in the lines of a node, from `start` to `end`."""
    texts, ends = set(), dict.fromkeys(range(start, end), 0)
    for scalar in _scalars(node):
        if scalar.style in ("|", ">"):
            first, last, _ = block_extent(lines, scalar)
            texts |= set(range(first, last))
            continue
        line, column = scalar.end_mark.line, scalar.end_mark.column
        texts |= set(range(scalar.start_mark.line, line))
        ends[line] = max(ends.get(line, 0), column)
    comments = (re.compile(_COMMENT).search(lines[line], ends[line]) for line in range(start, end) if line not in texts)
    return [match[1] for match in comments if match]


def _scalars(node: Any) -> Iterator[Any]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _scalars(name)
            yield from _scalars(value)
    else:
        for item in node.value:
            yield from _scalars(item)


def emit(value: Any, indent: int) -> list[str]:
    """Return the YAML lines of a mapping or list."""
    pad, lines = " " * indent, []
    if isinstance(value, dict):
        for name, inner in value.items():
            lines += _emit_entry(name, inner, indent)
        return lines
    for item in value:
        first, *rest = emit(item, indent + 2) if isinstance(item, dict) else [pad + "  " + emit_scalar(item)]
        lines += [f"{pad}- {first.lstrip(' ')}", *rest]
    return lines


def _emit_entry(name: str, value: Any, indent: int) -> list[str]:
    """Return the YAML lines of a key and its value."""
    head = " " * indent + (name if isinstance(yaml_parser.resolve_plain(name), str) else json.dumps(name)) + ":"
    if isinstance(value, dict | list):
        return [head, *emit(value, indent + 2)] if value else [f"{head} {json.dumps(value)}"]
    if isinstance(value, str) and "\n" in value and (literal := emit_literal(value, indent + 2)):
        return [f"{head} {literal[0]}", *literal[1:]]
    return [f"{head} {emit_scalar(value)}"]


def emit_literal(text: str, indent: int) -> list[str] | None:
    """Return the YAML lines of a text under "|", None for a text that "|" would change."""
    if text[:1] in (" ", "\n") or re.search(r"[\t\r\x85\u2028\u2029\ufeff]|^[ ]*\xa0", text, re.MULTILINE):
        return None
    body = text.rstrip("\n")
    ending = len(text) - len(body)
    if not body or ending > 1:
        return None
    return ["|" if ending else "|-", *(" " * indent + line if line else "" for line in body.split("\n"))]


def emit_scalar(value: Any) -> str:
    """Return a scalar as YAML on one line."""
    if isinstance(value, str) and re.fullmatch(_PLAIN, value) and isinstance(yaml_parser.resolve_plain(value), str):
        return value
    text = json.dumps(value, ensure_ascii=False)
    for each in "\x7f\x85\xa0\u2028\u2029\ufeff":
        text = text.replace(each, f"\\u{ord(each):04x}")
    return text
