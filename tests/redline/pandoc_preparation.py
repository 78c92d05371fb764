"""A redline -> the same without what Pandoc is known to read in another way: `pandoc_judge` says what, and why."""

from itertools import groupby

from tests.redline import package, resolve
from tests.redline.package import DOCUMENT, W


def prepare(redline, accept):
    """Return a redline in which what Pandoc cannot read is resolved: properties, and joins that it gets wrong."""
    parts = package.read(resolve.resolve_properties(redline, accept))
    root = package.parse(parts[DOCUMENT])
    mark = "del" if accept else "ins"
    _drop_unread(root[0], mark)
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        following = next((each for each in paragraph.itersiblings() if not _is_removed(each, mark, f"{W}tbl")), None)
        is_removed = paragraph.find(f"{W}pPr/{W}rPr/{W}{mark}") is not None
        if is_removed and following is not None and following.tag == f"{W}p" and _is_hard(paragraph, following):
            at = 0 if following.find(f"{W}pPr") is None else 1
            following[at:at] = [each for each in paragraph if each.tag != f"{W}pPr"]
            paragraph.getparent().remove(paragraph)
    _forget_captions(root)
    parts[DOCUMENT] = package.serialize(root)
    return package.write(parts)


def without_captions(content):
    """Return a Word file in which captions have the style of texts."""
    parts = package.read(content)
    root = package.parse(parts[DOCUMENT])
    _forget_captions(root)
    return package.write({**parts, DOCUMENT: package.serialize(root)})


def _drop_unread(body, mark):
    """Drop removed headings and items, and all that is removed between two items: it would end their list."""
    groups = [(gone, list(group)) for gone, group in groupby(body, key=lambda each: _is_removed(each, mark))]
    for at, (is_gone, group) in enumerate(groups):
        if is_gone and at + 1 < len(groups):
            before, after = groups[at - 1][1][-1] if at else None, groups[at + 1][1][0]
            is_between = before is not None and _is_marked(before, "List") and _is_marked(after, "List")
            for each in group:
                if is_between or _is_marked(each, "Heading", "List"):
                    body.remove(each)


def _is_removed(block, mark, *tags):
    """Return whether a paragraph or table is removed as a whole; with tags, only if it has one of them."""
    if tags and block.tag not in tags:
        return False
    if block.tag == f"{W}tbl":
        return all(row.find(f"{W}trPr/{W}{mark}") is not None for row in block.iterchildren(f"{W}tr"))
    is_whole = all(any(each.tag == f"{W}{mark}" for each in run.iterancestors()) for run in block.iter(f"{W}r"))
    return is_whole and block.find(f"{W}pPr/{W}rPr/{W}{mark}") is not None


def _is_marked(block, *starts):
    return block.tag == f"{W}p" and _style(block).startswith(starts)


def _forget_captions(root):
    for style in root.iter(f"{W}pStyle"):
        if style.get(f"{W}val") == "Caption":
            style.set(f"{W}val", "BodyText")


def _style(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")


def _is_hard(one, other):
    is_heading = any(_style(each).startswith("Heading") for each in (one, other))
    return is_heading or next(other.iter(f"{W}footnoteReference"), None) is not None
