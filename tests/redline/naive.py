"""Two Word files -> the simplest redline: every paragraph of the first deleted, every one of the second inserted.

It is only for tests of the judge: right, and useless to a reader. The package is that of the second file; what the body
of the first refers to (notes, lists, images, addresses, styles) is added under other names.
"""

from copy import deepcopy

from lxml import etree

from tests.redline import package
from tests.redline.package import DOCUMENT, NOTES, NUMBERING, SPACE, R, W

OFFSET = 5000  # added to the ids of the first file
PREFIX = "old-"
_RELATIONSHIPS = "word/_rels/{}.xml.rels"
_TEXTS = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_UNTRACKED = (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange")  # of a paragraph: no record of former properties has them


class _Marker:
    """Numbers the revisions."""

    def __init__(self, author):
        self.author, self.count = author, 0

    def revision(self, tag):
        self.count += 1
        return etree.Element(f"{W}{tag}", {f"{W}id": str(self.count), f"{W}author": self.author})


def naive(old, new, author="A. N. Author", date=""):
    """Return a redline of two Word files."""
    parts, others, marker = package.read(new), package.read(old), _Marker(author)
    body, former = package.parse(parts[DOCUMENT]), package.parse(others[DOCUMENT])
    notes, former_notes = package.parse(parts[NOTES]), package.parse(others[NOTES])
    for root in (former, former_notes):
        _rename(root)
    notes.extend(note for note in former_notes if note.get(f"{W}type") is None)
    parts[NUMBERING] = _add_lists(parts[NUMBERING], others[NUMBERING])
    parts["word/styles.xml"] = _add_styles(parts["word/styles.xml"], others["word/styles.xml"])
    for part in ("document", "footnotes"):
        _add_relationships(parts, others, part)
    _join(body[0], former[0], marker)
    _join_heads(parts, body[0][-1], others, former[0][-1], marker)
    _number_notes(body, notes)
    parts[DOCUMENT], parts[NOTES] = package.serialize(body), package.serialize(notes)
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer")) and parts[name] != others.get(name, parts[name]):
            head, former_head = package.parse(parts[name]), package.parse(others[name])
            _join(head, former_head, marker)
            parts[name] = package.serialize(head)
    return package.write(parts)


def _join(holder, former, marker):
    """Put deleted blocks before the blocks of a body or head, which become inserted ones."""
    blocks, gone = ([each for each in root if each.tag in (f"{W}p", f"{W}tbl")] for root in (holder, former))
    section, former_section = (root.find(f"{W}sectPr") for root in (holder, former))
    # The last mark of all cannot be marked: two last paragraphs share theirs, otherwise the one that ends in a table is last.
    last = [blocks[-1], gone[-1]]
    if all(each.tag == f"{W}p" for each in last):
        _replace(blocks.pop(), gone.pop(), marker)
        first, second = (gone, "del"), (blocks, "ins")
        tail = [last[0]]
    elif last[0].tag == f"{W}tbl":
        first, second, tail = (gone, "del"), (blocks, "ins"), []
    else:
        first, second, tail = (blocks, "ins"), (gone, "del"), []
    marked = [each for group, kind in (first, second) for each in _mark_blocks(group, kind, marker)]
    if marked and first[0] and second[0] and first[0][-1].tag == second[0][0].tag == f"{W}tbl":
        marked.insert(len(first[0]), _separator(marker))
    holder[:] = [*marked, *tail, *([] if section is None else [section])]
    if section is not None:
        _record(section, former_section, (f"{W}headerReference", f"{W}footerReference"), marker)


def _join_heads(parts, section, others, former, marker):
    """Let the last section have a head of its own where it had another one: only the words of a head can be tracked."""
    targets, former_targets = (package.relationships(each, DOCUMENT) for each in (parts, others))
    heads = {
        each.get(f"{W}type"): former_targets[each.get(f"{R}id").removeprefix(PREFIX)]
        for each in former.iterchildren(f"{W}headerReference")
    }
    for each in section.iterchildren(f"{W}headerReference"):
        name, other = targets[each.get(f"{R}id")], heads.get(each.get(f"{W}type"))
        if other not in (None, name):
            head = package.parse(parts[name])
            _join(head, package.parse(others[other]), marker)
            own = f"word/header{OFFSET}.xml"
            parts[own] = package.serialize(head)
            _declare(parts, "PartName", f"/{own}", f"/{name}")
            each.set(f"{R}id", _relate(parts, own))


def _relate(parts, target):
    name = _RELATIONSHIPS.format("document")
    root = package.parse(parts[name])
    kind = next(each.get("Type") for each in root if each.get("Type").endswith("/header"))
    etree.SubElement(root, root[0].tag, Id=f"{PREFIX}head", Type=kind, Target=target.removeprefix("word/"))
    parts[name] = package.serialize(root)
    return f"{PREFIX}head"


def _mark_blocks(blocks, kind, marker):
    for block in blocks:
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                properties = row.find(f"{W}trPr")
                if properties is None:
                    properties = etree.Element(f"{W}trPr")
                    row.insert(0, properties)
                properties.append(marker.revision(kind))
            for paragraph in block.iter(f"{W}p"):
                _mark_runs(paragraph, kind, marker)
        else:
            _mark_paragraph(block, (kind,), marker)
            _mark_runs(block, kind, marker)
    return blocks


def _separator(marker):
    """Return a paragraph that keeps two tables apart and vanishes either way: it was inserted, and then deleted."""
    paragraph = etree.Element(f"{W}p")
    _mark_paragraph(paragraph, ("ins", "del"), marker)
    return paragraph


def _mark_paragraph(paragraph, kinds, marker):
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    look = properties.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        section = properties.find(f"{W}sectPr")
        properties.insert(len(properties) if section is None else properties.index(section), look)
    look[:0] = [marker.revision(kind) for kind in kinds]


def _mark_runs(paragraph, kind, marker):
    for run in list(paragraph.iter(f"{W}r")):
        change = marker.revision(kind)
        run.addprevious(change)
        change.append(run)
        if kind == "del":
            for text in run.iter(*_TEXTS):
                text.tag = _TEXTS[text.tag]
                text.set(SPACE, "preserve")


def _replace(paragraph, former, marker):
    """Put the deleted runs of a paragraph before the inserted ones of another, and record the former properties."""
    _mark_runs(paragraph, "ins", marker)
    _mark_runs(former, "del", marker)
    runs = [each for each in former if each.tag != f"{W}pPr"]
    properties = paragraph.find(f"{W}pPr")
    at = 0
    if properties is not None:
        at = 1
        _record(properties, former.find(f"{W}pPr"), _UNTRACKED, marker)
    paragraph[at:at] = runs


def _record(properties, former, untracked, marker):
    """Record former properties of a paragraph or section."""
    change = marker.revision(f"{etree.QName(properties).localname}Change")
    kept = etree.SubElement(change, properties.tag)
    kept.extend(deepcopy(each) for each in (() if former is None else former) if each.tag not in untracked)
    properties.append(change)


# what the first file brings along


def _rename(root):
    for each in root.iter(etree.Element):
        for key, value in each.attrib.items():
            if key.startswith(R):
                each.set(key, f"{PREFIX}{value}")
        name = etree.QName(each).localname
        if name in ("footnote", "footnoteReference", "bookmarkStart", "bookmarkEnd"):
            each.set(f"{W}id", str(int(each.get(f"{W}id")) + OFFSET))
        if name == "numId":
            each.set(f"{W}val", str(int(each.get(f"{W}val")) + OFFSET))
        if name == "bookmarkStart":
            each.set(f"{W}name", f"old_{each.get(f'{W}name')}"[:40])
        if name in ("docPr", "cNvPr"):
            each.set("id", str(int(each.get("id")) + OFFSET))
    for note in root.iterchildren(f"{W}footnote"):
        if note.get(f"{W}type") is not None:
            note.set(f"{W}id", str(int(note.get(f"{W}id")) - OFFSET))


def _number_notes(body, notes):
    """Number all notes in the order of their references: LibreOffice pairs them by their numbers' order, not by equality."""
    numbers = {each.get(f"{W}id"): str(at) for at, each in enumerate(body.iter(f"{W}footnoteReference"), 1)}
    for each in [*body.iter(f"{W}footnoteReference"), *notes.iterchildren(f"{W}footnote")]:
        each.set(f"{W}id", numbers.get(each.get(f"{W}id"), each.get(f"{W}id")))
    notes[:] = sorted(notes, key=lambda note: int(note.get(f"{W}id")))


def _add_lists(content, other):
    root, former = package.parse(content), package.parse(other)
    for each in former:
        if each.tag == f"{W}abstractNum":
            each.set(f"{W}abstractNumId", str(int(each.get(f"{W}abstractNumId")) + OFFSET))
            for style in list(each.iter(f"{W}pStyle")):
                style.getparent().remove(style)
        if each.tag == f"{W}num":
            each.set(f"{W}numId", str(int(each.get(f"{W}numId")) + OFFSET))
            definition = each.find(f"{W}abstractNumId")
            definition.set(f"{W}val", str(int(definition.get(f"{W}val")) + OFFSET))
    root[:] = sorted([*root, *former], key=lambda each: each.tag != f"{W}abstractNum")
    return package.serialize(root)


def _add_styles(content, other):
    root = package.parse(content)
    known = {each.get(f"{W}styleId") for each in root.iter(f"{W}style")}
    root.extend(each for each in package.parse(other).iter(f"{W}style") if each.get(f"{W}styleId") not in known)
    return package.serialize(root)


def _add_relationships(parts, others, part):
    """Add what a part of the first file refers to, with its images; heads are the same parts in both files."""
    name = _RELATIONSHIPS.format(part)
    root, former = package.parse(parts[name]), package.parse(others[name])
    known = {each.get("Target") for each in root}
    for each in former:
        kind = each.get("Type").rpartition("/")[2]
        if kind not in ("hyperlink", "image", "header", "footer"):
            continue
        each.set("Id", PREFIX + each.get("Id"))
        target = each.get("Target")
        if kind == "image":
            content = others[f"word/{target}"]
            folder, _, file = target.rpartition("/")
            each.set("Target", f"{folder}/{PREFIX}{file}")
            parts[f"word/{folder}/{PREFIX}{file}"] = content
            _declare(parts, "Extension", file.rpartition(".")[2], types=others["[Content_Types].xml"])
        elif kind in ("header", "footer") and target not in known:
            parts[f"word/{target}"] = others[f"word/{target}"]
            _declare(parts, "PartName", f"/word/{target}", types=others["[Content_Types].xml"])
        root.append(each)
    parts[name] = package.serialize(root)


def _declare(parts, key, value, like="", types=b""):
    """Declare the type of a part or extension, as another part or the types of another file have it."""
    root = package.parse(parts["[Content_Types].xml"])
    if not any(each.get(key) == value for each in root):
        source = package.parse(types) if types else root
        added = deepcopy(next(each for each in source if each.get(key) == (like or value)))
        added.set(key, value)
        root.insert(0 if key == "Extension" else len(root), added)
    parts["[Content_Types].xml"] = package.serialize(root)
