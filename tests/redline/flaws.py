"""A redline -> what is wrong with its file, whatever its words: known failures of redlines that Word punishes."""

from collections import Counter

from lxml import etree

from tests.redline import package
from tests.redline.package import DOCUMENT, NOTES, NUMBERING, W

_REVISIONS = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")}
_CELL_MARKS = {f"{W}cellIns": f"{W}ins", f"{W}cellDel": f"{W}del"}
_ENDS = {f"{W}{name}" for name in ("body", "tc", "footnote", "endnote", "hdr", "ftr")}


def flaws(content):
    """Return the flaws of a redline, one line each."""
    parts = package.read(content)
    roots = {name: package.parse(parts[name]) for name in parts if package.is_story(name)}
    return [
        *_ids(roots),
        *_moves(roots),
        *_deleted_text(roots),
        *_last_marks(roots),
        *_note_signs(roots),
        *_rows(roots),
        *_adjacent_tables(roots),
        *_references(parts, roots),
    ]


def revisions(root):
    """Yield the elements under a root that record a change."""
    for each in root.iter(etree.Element):
        if each.tag in _REVISIONS or (str(each.tag).endswith("Change") and each.get(f"{W}id") is not None):
            yield each


def _ids(roots):
    found = Counter(each.get(f"{W}id") for root in roots.values() for each in revisions(root))
    yield from (f"{count} revisions have the id {id}" for id, count in found.items() if count > 1)
    for name, root in roots.items():
        changes = [
            each for each in revisions(root) if each.tag != f"{W}tblGridChange"
        ]  # the schema names no author there
        yield from (f"{name}: a revision has no author" for each in changes if not each.get(f"{W}author"))
        for tag, key in (("bookmarkStart", f"{W}id"), ("bookmarkStart", f"{W}name"), ("footnote", f"{W}id")):
            values = Counter(each.get(key) for each in root.iter(f"{W}{tag}"))
            yield from (f"{name}: {count} {tag} have {value!r}" for value, count in values.items() if count > 1)
        drawings = Counter(each.get("id") for each in root.iter(f"{package.WP}docPr"))
        yield from (f"{name}: {count} drawings have the id {id}" for id, count in drawings.items() if count > 1)
        starts, ends = (
            Counter(each.get(f"{W}id") for each in root.iter(f"{W}bookmark{end}")) for end in ("Start", "End")
        )
        yield from (
            f"{name}: the bookmark {id} does not begin and end once" for id in (starts - ends) + (ends - starts)
        )


def _moves(roots):
    """Word refuses deleted text in a move, and every reader pairs moves in its own way."""
    for name, root in roots.items():
        yield from (f"{name}: a move" for _ in root.iter(f"{W}moveFrom", f"{W}moveTo"))


def _deleted_text(roots):
    for name, root in roots.items():
        for text in root.iter(f"{W}t", f"{W}delText"):
            is_deleted = any(each.tag in (f"{W}del", f"{W}moveFrom") for each in text.iterancestors())
            if is_deleted != (text.tag == f"{W}delText"):
                yield f"{name}: {'text that is not marked as deleted' if is_deleted else 'deleted text'}: {text.text}"


def _last_marks(roots):
    """The last mark of a body, cell or note has no paragraph to join with: Word keeps it whatever is marked.

    It may be marked in what comes or goes as a whole: a row, a cell, or a note with its reference.
    """
    passing = _passing_notes(roots)
    for name, root in roots.items():
        for holder in root.iter(*_ENDS):
            last = next((each for each in reversed(holder) if each.tag in (f"{W}p", f"{W}tbl")), None)
            row = next(holder.iterancestors(f"{W}tr"), None)
            is_passing = (row is not None and _row_marks(row)) or _cell_marks(holder)
            if last is not None and last.tag == f"{W}p" and not is_passing:
                marks = last.findall(f"{W}pPr/{W}rPr/*")
                if any(each.tag in _REVISIONS for each in marks) and holder not in passing:
                    yield f"{name}: the last mark of {etree.QName(holder).localname} is marked"


def _note_signs(roots):
    """LibreOffice does not change the words of a note that stays if the change begins with the sign of the note."""
    passing = _passing_notes(roots)
    for note in roots.get(NOTES, ()):
        if note not in passing and any(map(_is_in_change, note.iter(f"{W}footnoteRef"))):
            yield f"{NOTES}: the sign of a note is marked"


def _passing_notes(roots):
    """Return the notes that come or go with their reference."""
    marked = {each.get(f"{W}id") for each in roots[DOCUMENT].iter(f"{W}footnoteReference") if _is_in_change(each)}
    return [note for note in roots.get(NOTES, ()) if note.get(f"{W}id") in marked]


def _is_in_change(element):
    return any(each.tag in _REVISIONS for each in element.iterancestors())


def _row_marks(row):
    return [each for each in row.iterfind(f"{W}trPr/*") if each.tag in _REVISIONS]


def _cell_marks(cell):
    return [each for each in cell.iterfind(f"{W}tcPr/*") if each.tag in _CELL_MARKS]


def _rows(roots):
    """LibreOffice and others ignore the mark of a row or cell whose runs are not marked, too."""
    for name, root in roots.items():
        marks = [(row, mark, mark.tag) for row in root.iter(f"{W}tr") for mark in _row_marks(row)]
        marks += [(cell, mark, _CELL_MARKS[mark.tag]) for cell in root.iter(f"{W}tc") for mark in _cell_marks(cell)]
        for holder, mark, tag in marks:
            bare = [
                run
                for run in holder.iter(f"{W}r")
                if not any(each.tag == tag for each in run.iterancestors(f"{W}ins", f"{W}del"))
            ]
            if bare:
                text, kind = "".join(bare[0].itertext()), etree.QName(holder).localname
                yield f"{name}: a {kind} is marked ({etree.QName(mark).localname}), but not its run {text!r}"


def _adjacent_tables(roots):
    """Word joins tables with nothing between them."""
    for name, root in roots.items():
        for table in root.iter(f"{W}tbl"):
            following = next(table.itersiblings(f"{W}p", f"{W}tbl", f"{W}sdt"), None)
            if following is not None and following.tag == f"{W}tbl":
                yield f"{name}: two tables with nothing between them"


def _references(parts, roots):
    """Return what the file names and does not have: styles, lists, notes, relationships."""
    styles = {each.get(f"{W}styleId") for each in _elements(parts, "word/styles.xml", "style")}
    lists = {each.get(f"{W}numId") for each in _elements(parts, NUMBERING, "num")} | {"0"}
    notes = {each.get(f"{W}id") for each in roots[NOTES]} if NOTES in roots else set()
    for name, root in roots.items():
        targets = package.relationships(parts, name)
        known = {"pStyle": styles, "rStyle": styles, "tblStyle": styles, "numId": lists}
        for tag, values in known.items():
            for each in root.iter(f"{W}{tag}"):
                if each.get(f"{W}val") not in values:
                    yield f"{name}: {tag} {each.get(f'{W}val')} is not defined"
        for each in root.iter(f"{W}footnoteReference"):
            if each.get(f"{W}id") not in notes:
                yield f"{name}: the footnote {each.get(f'{W}id')} is missing"
        for each in root.iter(etree.Element):
            for key, value in each.attrib.items():
                if key.startswith(package.R) and value not in targets:
                    yield f"{name}: the relationship {value} of {etree.QName(each).localname} is missing"
    called = {each.get(f"{W}id") for each in roots[DOCUMENT].iter(f"{W}footnoteReference")}
    unused = [each.get(f"{W}id") for each in roots.get(NOTES, ()) if each.get(f"{W}type") is None]
    yield from (f"the footnote {id} has no reference" for id in unused if id not in called)


def _elements(parts, name, tag):
    return package.parse(parts[name]).iter(f"{W}{tag}") if name in parts else ()
