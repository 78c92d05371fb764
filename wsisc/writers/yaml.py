"""A submission -> its canonical YAML, or YAML as a person would write it.

The canonical one is the same data in a fixed layout, without comments and contact. A person writes wrapped "|" blocks,
and links, footnotes and figures at the end; a line is broken only at a space, and only if the text, parsed again, has
the same meaning.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from wsisc.document import canonical
from wsisc.messages import t
from wsisc.messages.localization import translate
from wsisc.source import yaml_parser
from wsisc.source.markup import richtext, tree
from wsisc.source.model import Entity, Part, Section, Submission

# Guesses at what is easy to read in an editor; deeply indented texts are not squeezed below the minimum.
_WIDTH = 95
_MIN_WIDTH = 40
_TOLERANCE = 12  # A line that an author has broken may exceed the width by this, so that it is not broken again.
_PREFIX = re.compile(r"(?:[ ]*(?:>[ ]?|[-+*][ ]+|\d{1,9}[.)][ ]+))*[ ]*")
_MARKER = re.compile(r"[-+*](?=[ ])|\d{1,9}[.)](?=[ ])")
# At the start of a line these would be a list, quotation, heading, table, code, reference definition or escape.
_RISKY_START = re.compile(r"[-+*\xa0>#|=:~]|\d{1,9}[.)]|\\|\[\^?[^\]]*\]:")
_UNPLACED_NOTE = t(
    "No part was found for these words, and they are not printed: move them where they belong, then delete the key."
)
_EMPTY_SUBMISSION = Submission("", "", "", Entity(""), ())

NEEDS_ESCAPE = re.compile(r"^[ \t]*\xa0|[\t\x85\u2028\u2029\ufeff]", re.MULTILINE)
"""Characters that a source may not contain literally (source/characters.py), only as escapes in double quotes."""


def dump_canonical(submission: Submission) -> str:
    """Return the canonical YAML of a submission, which yields the same submission without contact and comments."""
    data = canonical.to_data(canonical.remove_comments(submission)._replace(contact=None))
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


_BaseDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_BaseDumper):  # type: ignore[misc]
    """Writes multi-line texts as "|" blocks, and quotes whatever YAML 1.2 would not read as text."""

    def represent_text(self, text: str) -> yaml.ScalarNode:
        is_plain = isinstance(yaml_parser.resolve_plain(text), str)
        is_escaped = (not text.isascii() or "\t" in text) and NEEDS_ESCAPE.search(text)
        style = '"' if not is_plain or is_escaped else "|" if "\n" in text else None
        node: yaml.ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", text, style)
        return node

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(str, _Dumper.represent_text)


def write(submission: Submission, modeline: str = "", heading: str = "", empty_parts: str = "") -> str:
    """Return the YAML of a submission. `modeline` is the path of its schema, `heading` the text of a first comment.

    `empty_parts` is printed under `parts:` if the submission has none.
    """
    top = [f"# yaml-language-server: $schema={modeline}"] if modeline else []
    top += ["#"] if modeline and heading else []
    top += [f"# {line}".rstrip() for line in heading.split("\n")] if heading else []
    data = canonical.to_data(submission._replace(parts=(), unplaced=None))
    first: dict[str, object] = {
        key: data[key] for key in ("wsisc", "call", "language", "title", "entity", "contact", "date") if key in data
    }
    lines = [*top, *([""] if top else []), *_dump_lines(first), ""]
    links = frozenset(submission.links)
    lines += ["parts:", *(line for part in submission.parts for line in _part_lines(part, 2, links))]
    lines += [] if submission.parts else empty_parts.rstrip("\n").split("\n")
    if submission.unplaced:
        lines += ["", f"# {translate(_UNPLACED_NOTE)}", *_part_lines(submission.unplaced, 0, links)]
    if submission.links:
        lines += ["", *_dump_lines({"links": dict(submission.links)})]
    if submission.footnotes:
        lines += ["", "footnotes:"]
        lines += [line for name, text in submission.footnotes.items() for line in _text_lines(name, text, 2, links)]
    if submission.figures:
        lines += ["", *_dump_lines({"figures": data["figures"]})]
    if submission.translated_from:
        lines += ["", *_dump_lines({"translated-from": data["translated-from"]})]
    return "\n".join(lines) + "\n"


def _dump_lines(data: Mapping[str, object]) -> list[str]:
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.rstrip("\n").split("\n")


def _part_lines(part: Part, indent: int, links: frozenset[str]) -> Iterator[str]:
    pad = " " * indent
    inner = [
        *_content_lines(part, indent + 2, links),
        *(line for inner_part in part.parts for line in _part_lines(inner_part, indent + 2, links)),
    ]
    yield f"{pad}{part.id}:" if inner else f"{pad}{part.id}: {{}}"
    yield from inner


def _section_lines(section: Section, indent: int, links: frozenset[str]) -> Iterator[str]:
    pad = " " * indent
    [title] = _dump_lines({"title": section.title})
    yield f"{pad}- {title}"
    if section.id:
        yield from (f"{pad}  {line}" for line in _dump_lines({"id": section.id}))
    yield from _content_lines(section, indent + 2, links)


def _content_lines(holder: Part | Section, indent: int, links: frozenset[str]) -> Iterator[str]:
    """Yield the keys that parts and sections share; the items of `sections` are indented, as people write them."""
    pad = " " * indent
    if holder.text:
        yield from _text_lines("text", holder.text, indent, links)
    others = canonical.to_data(
        _EMPTY_SUBMISSION._replace(parts=(Part("p", tags=holder.tags, comments=holder.comments),))
    )["parts"]["p"]
    if others:
        yield from (pad + line for line in _dump_lines(others))
    if holder.sections:
        yield f"{pad}sections:"
        for section in holder.sections:
            yield from _section_lines(section, indent + 2, links)


def _text_lines(name: str, text: str, indent: int, links: frozenset[str]) -> Iterator[str]:
    """Yield a rich text under its key, as a "|" block unless that cannot represent it."""
    pad = " " * indent
    body = text.removesuffix("\n")
    if NEEDS_ESCAPE.search(text) or not body.strip() or body != body.strip("\n") or body[0] == " ":
        yield from (pad + line for line in _dump_lines({name: text}))
        return
    key = (
        name if isinstance(yaml_parser.resolve_plain(name), str) else f'"{name}"'
    )  # the name "null" is not text in YAML
    yield f"{pad}{key}: |" if text.endswith("\n") else f"{pad}{key}: |-"
    for line in wrap(body, links, _WIDTH - indent - 2).split("\n"):
        yield f"{pad}  {line}" if line else ""


def wrap(text: str, links: frozenset[str], width: int) -> str:
    """Return a rich text with long lines broken, except where that would change its meaning."""
    blocks = text.split("\n\n")
    wrapped = "\n\n".join("\n".join(_fold_block(block, max(width, _MIN_WIDTH))) for block in blocks)
    if _meaning(wrapped, links) == _meaning(text, links):
        return wrapped
    for index, block in enumerate(blocks):
        attempt = [*blocks[:index], "\n".join(_fold_block(block, max(width, _MIN_WIDTH))), *blocks[index + 1 :]]
        if _meaning("\n\n".join(attempt), links) == _meaning(text, links):
            blocks = attempt
    return "\n\n".join(blocks)


def _meaning(text: str, links: frozenset[str]) -> tuple[tuple[tree.Block, ...], list[tuple[str, str]]]:
    """Return the blocks and problems of a text, independent of its line breaks."""
    rich = richtext.parse(text, links)
    blocks = tree.replace_inlines(rich.blocks, tree.join_texts)
    return blocks, [(problem.kind, problem.text) for problem in rich.problems]


def _fold_block(block: str, width: int) -> Iterator[str]:
    for line in block.split("\n"):
        if len(line) <= width + _TOLERANCE * ("\n" in block) or line.lstrip(" >").startswith("|"):
            yield line
        else:
            yield from _break_line(line, width)


def _break_line(line: str, width: int) -> Iterator[str]:
    match = _PREFIX.match(line)
    prefix = match[0] if match else ""
    following = _MARKER.sub(lambda marker: " " * len(marker[0]), prefix)
    current = prefix
    for word in line[len(prefix) :].split(" "):
        is_first = current in (prefix, following)
        if not is_first and len(current) + 1 + len(word) > width and not _RISKY_START.match(word):
            yield current
            current, is_first = following, True
        current += word if is_first else f" {word}"
    yield current
