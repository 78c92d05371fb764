"""The bytes of a YAML file -> its lines with their ends, and the lines of the node at a path; data -> YAML lines."""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from wsisc.messages.diagnostic import DataPath
from wsisc.source import characters, yaml_parser

_LINE_END = r"\r\n|\r|\n"
_COMMENT = r"(?:^|\s)(#.*)$"
_PLAIN = r"[^\W\d_](?:[^#:\n\t\x7f-\xa0\u2028\u2029\ufeff]|:(?=\S)|(?<=\S)#)*(?<![\s:])"


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


def read(content: bytes) -> YamlLines:
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


def is_flow(node: Any) -> bool:
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
            lines += emit_entry(name, inner, indent)
        return lines
    for item in value:
        first, *rest = emit(item, indent + 2) if isinstance(item, dict) else [pad + "  " + emit_scalar(item)]
        lines += [f"{pad}- {first.lstrip(' ')}", *rest]
    return lines


def emit_entry(name: str, value: Any, indent: int) -> list[str]:
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
