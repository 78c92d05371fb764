"""A redline and the two documents that it compares -> where Pandoc's reading of it, accepted or rejected, is another one.

Pandoc reads all three as it likes, `--track-changes=accept|reject`, and its documents must be equal. What it is known to do
with tracked changes (Readers/Docx.hs of 3.9, and measured) is undone before, and nothing else:

- It reads no changes of properties (`w:rPrChange` and the like), so those are resolved before it reads the file.
- It does not read the marks of headings, list items, rows and cells: a deleted heading is an empty heading, a deleted item an
  empty item, a deleted row or column one of empty cells. Empty ones are dropped, on both sides; removed headings and items,
  and whatever is removed between two items, before it reads the file: it ends their list. An empty item with a nested list,
  and lists that only empty ones separate, are put together; and as it counts deleted items, the numbers of items are dropped
  (the judge compares them).
- It joins paragraphs with a space, and drops spaces and breaks at the joint. So in as many paragraphs as the redline joins,
  spaces and breaks do not count.
- It keeps the words of a removed mark for the next paragraph that it comes to: that may be one of a footnote in the
  paragraph with which they are joined, and is never a heading. So paragraphs with a removed mark are joined before it reads
  the file if the second has a footnote, or one of them is a heading; their words remain tracked. Removed tables between
  them do not count.
- It nests bold, italics, links and directions as the runs come; here each piece of text has the set of what holds for it.
- It makes a figure of an image and the caption beside it, before or after it, only if the image is not within a change, and
  takes the caption before a table for the table's. So captions have no style of their own here (the judge compares it).
- It names headings, and sizes columns; both are dropped. So are empty paragraphs, by itself.
"""

import json
import re
import subprocess
import tempfile
from itertools import batched, compress, groupby, zip_longest
from pathlib import Path

from tests.redline import resolve
from tests.redline.judge import compare
from tests.redline.pandoc_preparation import prepare, without_captions
from wsisc.engines import pandoc

_SCRIPT = Path(__file__).with_name("pandoc.lua")
_LOOKS = {"Strong": "bold", "Emph": "italics"}
_SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}


def differences(redline, old, new):
    """Return, in readable lines, where Pandoc's reading differs."""
    return differences_of_many([(redline, old, new)])[0]


def differences_of_many(files):
    """Return the differences of many redlines, each with OLD and NEW: one process reads all."""
    jobs = []
    for redline, old, new in files:
        jobs += [
            (prepare(redline, True), "accept"),
            (without_captions(new), "accept"),
            (prepare(redline, False), "reject"),
            (without_captions(old), "reject"),
        ]
    read = map(lines, read_all(jobs))
    results = []
    for (redline, _, _), found in zip(files, batched(read, 4), strict=True):
        accepted, expected, rejected, former = found
        joins = [resolve.resolve(redline, accept).joins for accept in (True, False)]
        results.append(
            [
                *_compare("Pandoc accepted", accepted, expected, joins[0]),
                *_compare("Pandoc rejected", rejected, former, joins[1]),
            ]
        )
    return results


def read_all(files):
    """Return the documents of Word files, each with the mode "accept" or "reject", read by one process."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (content, mode) in enumerate(files):
            path = Path(folder) / f"{number}.docx"
            path.write_bytes(content)
            paths.append(f"{path}\t{mode}\n")
        command = [pandoc.binary(), "lua", _SCRIPT]
        done = subprocess.run(command, input="".join(paths).encode(), capture_output=True, timeout=300, check=False)
    if done.returncode or done.stdout.count(b"\n") != len(files):
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return [json.loads(line) for line in done.stdout.splitlines()]


def _compare(name, found, expected, joins):
    """Return what differs; at each joint, spaces and breaks do not count."""
    if len(found) == len(expected):
        for at, (one, other) in enumerate(zip(found, expected, strict=True)):
            if one != other and joins > 0 and _without_spaces(one) == _without_spaces(other):
                found[at], joins = other, joins - 1
    return compare(name, found, expected)


def _without_spaces(line):
    """Return a line without spaces and breaks, and without the ends of pieces that they separated."""
    text, before = "".join(line.split()), ""
    while text != before:
        text, before = re.sub(r"\{([^|{}]*)\|([^{}]*)\}\{\1\|", r"{\1|\2", text), text
    return text


def lines(document):
    """Return the lines of a document: its title, and its blocks."""
    titles = [each for key, value in sorted(document["meta"].items()) for each in _meta_lines(key, value)]
    return titles + list(_blocks(document["blocks"], ""))


def _meta_lines(key, value):
    kind, content = value["t"], value["c"]
    if kind == "MetaInlines":
        text, notes = _text(content)
        return [f"{key}: {text}", *notes] if text else []
    if kind == "MetaBlocks":
        return list(_blocks(content, f"{key}: "))
    return [f"{key}: {json.dumps(content)}"]


def _blocks(blocks, indent):
    for block in _join_lists(blocks):
        yield from _BLOCKS[block["t"]](block["c"], indent)


def _join_lists(blocks):
    """Return blocks without empty lists and items, and lists of one kind that follow one another as one list.

    An item that begins with a list lost its own words, since its author cannot begin it so: what is left of it belongs to
    the item before.
    """
    found = []
    for block in blocks:
        kind = _list_kind(block)
        if kind is None:
            found += [block] if _has_lines(block) else []
            continue
        for item in block["c"] if kind == ("BulletList",) else block["c"][1]:
            kept = [each for each in item if _has_lines(each)]
            before = _list_kind(found[-1]) if found else None
            if kept and before is not None and _list_kind(kept[0]) is not None:
                _items(found[-1])[-1] += kept
            elif kept and before == kind:
                _items(found[-1]).append(kept)
            elif kept:
                content = [kept] if kind == ("BulletList",) else [block["c"][0], [kept]]
                found.append({"t": block["t"], "c": content})
    return found


def _has_lines(block):
    return bool(list(_BLOCKS[block["t"]](block["c"], "")))


def _list_kind(block):
    if block["t"] == "OrderedList":
        _, style, delimiter = block["c"][0]
        return ("OrderedList", style["t"], delimiter["t"])
    return ("BulletList",) if block["t"] == "BulletList" else None


def _items(block):
    return block["c"] if block["t"] == "BulletList" else block["c"][1]


def _leaf(name):
    def render(content, indent):
        text, notes = _text(content)
        if text:
            yield f"{indent}{name}: {text}"
            yield from (f"{indent}  {each}" for each in notes)

    return render


def _header(content, indent):
    level, (_, classes, _), inlines = content
    text, notes = _text(inlines)
    if text:
        yield f"{indent}heading {level} {' '.join(classes)}: {text}"
        yield from (f"{indent}  {each}" for each in notes)


def _bullets(content, indent):
    for item in content:
        inner = list(_blocks(item, f"{indent}  "))
        if inner:
            yield f"{indent}bullet"
            yield from inner


def _ordered(content, indent):
    (_, style, delimiter), items = content
    for item in items:
        inner = list(_blocks(item, f"{indent}  "))
        if inner:
            yield f"{indent}item {style['t']} {delimiter['t']}"
            yield from inner


def _quotation(content, indent):
    yield from _blocks(content, f"{indent}> ")


def _div(content, indent):
    yield from _blocks(content[1], indent)


def _table(content, indent):
    _, _, _, (_, head), bodies, (_, foot) = content
    groups = [("head", head), *(("row", [*body[2], *body[3]]) for body in bodies), ("foot", foot)]
    rows = [(name, cells) for name, found in groups for _, cells in found]
    found = [(name, [_cell(cell, indent) for cell in cells]) for name, cells in rows]
    used = [
        any(blocks for _, _, blocks in column)
        for column in zip_longest(*(cells for _, cells in found), fillvalue=_NO_CELL)
    ]
    shown = [line for name, cells in found for line in _row(name, [*compress(cells, used)], indent)]
    if shown:
        yield f"{indent}table"
        yield from shown
        yield f"{indent}end of table"


_NO_CELL = ("", 1, [])


def _cell(cell, indent):
    _, align, _, width, blocks = cell
    return align["t"], width, list(_blocks(blocks, f"{indent}  "))


def _row(name, cells, indent):
    if any(blocks for _, _, blocks in cells):
        yield f"{indent}{name}"
        for align, width, blocks in cells:
            yield f"{indent}cell {align if blocks else ''} {width if width != 1 else ''}"
            yield from blocks


_BLOCKS = {
    "Para": _leaf("paragraph"),
    "Plain": _leaf("paragraph"),
    "Header": _header,
    "BulletList": _bullets,
    "OrderedList": _ordered,
    "BlockQuote": _quotation,
    "Div": _div,
    "Table": _table,
}


def _text(inlines):
    """Return the text of inlines, pieces with bold and the like in braces; and the lines of its notes."""
    notes = []
    pieces = list(_pieces(inlines, frozenset(), notes))
    spaced = []
    for text, looks in pieces:  # a space has no look
        spaced.append((text, frozenset() if text in (" ", "\n") else looks))
    shown = ""
    for looks, group in groupby(spaced, key=lambda each: each[1]):
        text = "".join(each for each, _ in group)
        shown += f"{{{' '.join(sorted(looks))}|{text}}}" if looks else text
    while "  " in shown:
        shown = shown.replace("  ", " ")
    return shown.strip(), notes


def _pieces(inlines, looks, notes):
    for each in inlines:
        kind, content = each["t"], each.get("c")
        if kind == "Str":
            yield content.replace("{", "\\{"), looks
        elif kind in _SPACES:
            yield _SPACES[kind], looks
        elif kind == "Link":
            yield from _pieces(content[1], looks | {f"link {content[2][0]}"}, notes)
        elif kind == "Image":
            size = " ".join(f"{key}={value}" for key, value in sorted(content[0][2]))
            yield f"<image {content[2][0]} {size} {_text(content[1])[0]}>", looks
        elif kind == "Note":
            notes += [f"note: {line}" for line in _blocks(content, "")]
            yield "<note>", looks
        elif kind == "Span":
            (_, classes, values), inner = content
            if "anchor" not in classes:
                yield from _pieces(inner, looks | {f"{key}={value}" for key, value in values} | set(classes), notes)
        elif isinstance(content, list) and all(isinstance(inner, dict) for inner in content):
            yield from _pieces(content, looks | {_LOOKS.get(kind, kind)}, notes)
        else:
            yield f"<{kind} {json.dumps(content, ensure_ascii=False)}>", looks
