"""A Word file with tracked changes -> the file with all of them accepted or rejected, as ECMA-376 says.

Part 1, 17.13.5: runs (`w:ins`, `w:del`, `w:moveFrom`, `w:moveTo`), paragraph marks, rows, cells, and properties. Where the
specification is silent, the rule is what Word does, and a comment at the code says so. Any other revision is
refused, never skipped.
"""

from typing import NamedTuple

from lxml import etree

from tests.redline import package
from tests.redline.package import DOCUMENT, NOTES, W

_RUN_CHANGES = {f"{W}ins": "ins", f"{W}moveTo": "ins", f"{W}del": "del", f"{W}moveFrom": "del"}
_CELL_CHANGES = {f"{W}cellIns": "ins", f"{W}cellDel": "del"}
_RANGES = {
    f"{W}{kind}Range{end}" for kind in ("moveFrom", "moveTo") for end in ("Start", "End")
}  # they only name moves; what was moved is marked by runs and paragraph marks
_RESTORED_TEXTS = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}
_PROPERTIES_KEPT = {  # children that the record of former properties cannot contain: they are not part of the change
    f"{W}rPr": (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"),
    f"{W}pPr": (f"{W}rPr", f"{W}sectPr"),
    f"{W}tblPr": (),
    f"{W}tblPrEx": (),
    f"{W}tblGrid": (),
    f"{W}trPr": (f"{W}ins", f"{W}del"),
    f"{W}tcPr": tuple(_CELL_CHANGES),
    f"{W}sectPr": (f"{W}headerReference", f"{W}footerReference"),
}
_IN_PARAGRAPHS = {
    f"{W}{name}"
    for name in ("p", "hyperlink", "fldSimple", "smartTag", "sdtContent", "ins", "del", "moveFrom", "moveTo")
}
_IN_RUN_CHANGES = {f"{W}{name}" for name in ("r", "sdt", "smartTag", "proofErr", "bookmarkStart", "bookmarkEnd")} | {
    *_RUN_CHANGES,
    *_RANGES,
    *(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "permStart", "permEnd")),
}
_WITHOUT_CONTENT = {
    f"{W}{name}" for name in ("pPr", "proofErr", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")
}


class UnknownRevisionError(Exception):
    """A revision that the judge does not know: it must be taught, and must not be silent."""


class Resolved(NamedTuple):
    """A Word file without tracked changes, and at how many places the words of two paragraphs were joined."""

    content: bytes
    joins: int


def accepted(content):
    """Return a Word file with all tracked changes accepted."""
    return resolve(content, True).content


def rejected(content):
    """Return a Word file with all tracked changes rejected."""
    return resolve(content, False).content


def resolve(content, accept):
    """Return a Word file with all tracked changes accepted or rejected."""
    parts, joins = package.read(content), 0
    roots = {name: package.parse(parts[name]) for name in parts if package.is_story(name)}
    for root in roots.values():
        joins += resolve_story(root, accept)
    _drop_notes(roots)
    _refuse_others(parts, roots)
    return Resolved(package.write({**parts, **{name: package.serialize(root) for name, root in roots.items()}}), joins)


def resolve_properties(content, accept):
    """Return a Word file in which only changes of properties are accepted or rejected; grids fit their cells, which stay."""
    parts = package.read(content)
    for name in [each for each in parts if package.is_story(each)]:
        root = package.parse(parts[name])
        for change in list(root.iter(f"{W}tblGridChange")):
            change.getparent().remove(change)
        _resolve_properties(root, accept)
        parts[name] = package.serialize(root)
    return package.write(parts)


def resolve_story(root, accept):
    """Resolve all changes under an element, and return at how many places two paragraphs with words were joined."""
    removed = "del" if accept else "ins"
    holders = [root, *root.iter(*_HOLDERS)]
    lasts = [next((each for each in reversed(holder) if each.tag in _BLOCKS), None) for holder in holders]
    _resolve_properties(root, accept)
    _resolve_rows(root, removed)
    _resolve_cells(root, removed)
    _resolve_runs(root, removed)
    for link in [each for each in root.iter(f"{W}hyperlink") if not _has_content(each)]:
        link.getparent().remove(link)
    for table in [each for each in root.iter(f"{W}tbl") if each.find(f"{W}tr") is None]:
        table.getparent().remove(table)
    return sum(_resolve_marks(holder, last, removed) for holder, last in zip(holders, lasts, strict=True))


def _resolve_properties(root, accept):
    for change in [each for each in root.iter(etree.Element) if str(each.tag).endswith("Change")]:
        holder = change.getparent()
        if (change.tag, holder.tag) == (
            f"{W}numberingChange",
            f"{W}numPr",
        ):  # the former number as text: information only
            holder.remove(change)
            continue
        if change.tag != f"{holder.tag}Change" or holder.tag not in _PROPERTIES_KEPT:
            raise UnknownRevisionError(f"{change.tag} in {holder.tag}")
        holder.remove(change)
        if not accept:
            kept = [each for each in holder if each.tag in _PROPERTIES_KEPT[holder.tag]]
            former = [child for each in change for child in each]
            # In a paragraph the kept ones come last, in all others first.
            holder[:] = [*former, *kept] if holder.tag == f"{W}pPr" else [*kept, *former]
    for mark in list(root.iterfind(f".//{W}numPr/{W}ins")):  # the paragraph became an item
        item = mark.getparent()
        item.remove(mark)
        if not accept:
            item.getparent().remove(item)


def _resolve_rows(root, removed):
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        marks = [] if properties is None else [each for each in properties if each.tag in _RUN_CHANGES]
        if any(_RUN_CHANGES[each.tag] == removed for each in marks):
            row.getparent().remove(row)
        for mark in marks:
            properties.remove(mark)


def _resolve_cells(root, removed):
    for cell in list(root.iter(f"{W}tc")):
        properties = cell.find(f"{W}tcPr")
        marks = [] if properties is None else [each for each in properties if each.tag in _CELL_CHANGES]
        if any(_CELL_CHANGES[each.tag] == removed for each in marks):
            cell.getparent().remove(cell)
        for mark in marks:
            properties.remove(mark)


def _resolve_runs(root, removed):
    for tag in _RANGES:
        for each in list(root.iter(tag)):
            each.getparent().remove(each)
    for change in [each for each in root.iter(*_RUN_CHANGES) if each.getparent().tag in _IN_PARAGRAPHS]:
        strange = [each.tag for each in change.iterchildren(etree.Element) if each.tag not in _IN_RUN_CHANGES]
        if strange:
            raise UnknownRevisionError(f"{strange[0]} in {change.tag}")
        holder = change.getparent()
        if _RUN_CHANGES[change.tag] == removed:
            holder.remove(change)
            continue
        if _RUN_CHANGES[change.tag] == "del":
            for text in change.iter(*_RESTORED_TEXTS):
                text.tag = _RESTORED_TEXTS[text.tag]
        at = holder.index(change)
        holder[at : at + 1] = list(change)


_HOLDERS = [f"{W}{name}" for name in ("body", "tc", "footnote", "endnote", "comment", "sdtContent", "txbxContent")]
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}sdt")


def _resolve_marks(holder, last, removed):
    """Join each paragraph whose mark is removed with the following one, which keeps its own properties.

    A paragraph without words vanishes so, also before a table. `last` was the last block while changes were tracked: a
    last mark cannot be removed, since nothing follows that it could be joined with; nor the mark of a paragraph with words
    before a table.
    """
    joins, carried = 0, []
    for block in list(holder.iterchildren(f"{W}p")):
        marks = _pop_marks(block)
        if carried:
            at = 0 if block.find(f"{W}pPr") is None else 1
            joins += _has_content(block)
            block[at:at] = carried
            carried = []
        if removed not in marks or block is last:
            continue
        following = next(block.itersiblings(*_BLOCKS), None)
        if not _has_content(block):
            holder.remove(block)
        elif following is not None and following.tag == f"{W}p":
            carried = [each for each in block if each.tag != f"{W}pPr"]
            holder.remove(block)
    return joins


def _pop_marks(paragraph):
    """Return how the mark of a paragraph is marked, and forget it."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    marks = [] if look is None else [each for each in look if each.tag in _RUN_CHANGES]
    for mark in marks:
        look.remove(mark)
    return {_RUN_CHANGES[each.tag] for each in marks}


def _has_content(element):
    """Return whether a paragraph or link has anything that can be seen, or a run that holds anything."""
    for each in element.iterchildren(etree.Element):
        if each.tag == f"{W}r":
            if any(child.tag not in (f"{W}rPr", f"{W}lastRenderedPageBreak") for child in each):
                return True
        elif each.tag not in _WITHOUT_CONTENT and _has_content(each):
            return True
    return False


def _drop_notes(roots):
    """Remove the notes whose reference is gone; separators have no reference, and a type."""
    for name, tag in ((NOTES, "footnote"), ("word/endnotes.xml", "endnote")):
        if name in roots:
            called = {each.get(f"{W}id") for each in roots[DOCUMENT].iter(f"{W}{tag}Reference")}
            for note in list(roots[name]):
                if note.get(f"{W}type") in (None, "normal") and note.get(f"{W}id") not in called:
                    roots[name].remove(note)


def _refuse_others(parts, roots):
    """Raise if a revision is left anywhere: every one names its author."""
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            root = roots[name] if name in roots else package.parse(content)
            for each in root.iter(etree.Element):
                if each.get(f"{W}author") is not None and each.tag != f"{W}comment":
                    raise UnknownRevisionError(f"{each.tag} in {name}")
