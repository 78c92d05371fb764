"""A Word file without tracked changes -> lines that say all that a reader of it perceives, and nothing of its ids.

Two files with the same lines are the same document. One line is one paragraph, or the beginning of a table, row or cell;
notes follow in the order of their references, then the sections with their heads and feet. What does not count: ids of
revisions, bookmarks, relationships, drawings and lists; how runs are cut; `w:rFonts w:hint`; the sizes of columns, which
are layout; document properties.
"""

import hashlib
import json
from copy import deepcopy

from lxml import etree

from tests.redline import package
from tests.redline.numbering import Numbering
from tests.redline.package import DOCUMENT, NOTES, NUMBERING, SPACE, WP, A, R, W
from tests.redline.properties import local_name, show_attributes, show_properties, value

_UNSEEN = {
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd"),
        *("commentRangeStart", "commentRangeEnd"),
    )
}
_ELSEWHERE = {f"{W}{name}" for name in ("pStyle", "numPr", "rPr", "sectPr")}  # described apart from other properties
_LAYOUT = {f"{W}tcW"}
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "smartTag", "fldSimple")}
_TOGGLES = {f"{W}b": "bold", f"{W}i": "italics"}
_COMPLEX = {f"{W}bCs": f"{W}b", f"{W}iCs": f"{W}i"}
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def described(content):
    """Return the lines of a Word file."""
    return _Description(package.read(content)).lines()


class _Description:
    def __init__(self, parts):
        self.parts = parts
        self.body = package.parse(parts[DOCUMENT])
        self.notes = package.parse(parts[NOTES]) if NOTES in parts else etree.Element(f"{W}footnotes")
        self.numbering = Numbering(package.parse(parts[NUMBERING]) if NUMBERING in parts else None)
        self.order = []
        self.targets = package.relationships(parts, DOCUMENT)
        self.headings = _bookmarked_texts(self.body)
        self.sections = []

    def lines(self):
        result = list(self._blocks(self.body[0], ""))
        if len(self.body[0]) > 2 and _is_empty_end(*[each for each in self.body[0] if each.tag != _SECTION][-2:]):
            result.pop()  # Word adds an empty paragraph to a body that ends with a table
        notes = {each.get(f"{W}id"): each for each in self.notes}
        self.targets = package.relationships(self.parts, NOTES)
        for number, id in enumerate(self.order, 1):
            result.append(f"note {number}")
            result += self._blocks(notes[id], "  ") if id in notes else ["  missing"]
        return result + self._section_lines()

    # blocks

    def _blocks(self, holder, indent):
        for block in holder.iterchildren(etree.Element):
            if block.tag == f"{W}p":
                yield indent + self._paragraph(block)
            elif block.tag == f"{W}tbl":
                yield from self._table(block, indent)
            elif block.tag in _WRAPPERS:
                yield from self._blocks(block, indent)
            elif block.tag == f"{W}sectPr":
                self.sections.append(block)
            elif block.tag not in _UNSEEN and block.tag not in (f"{W}tcPr", f"{W}sdtPr", f"{W}sdtEndPr"):
                yield f"{indent}{local_name(block)} {_xml(block)}"

    def _table(self, table, indent):
        yield f"{indent}table{show_properties(table.find(f'{W}tblPr'))}"
        for row in table.iter(f"{W}tr"):
            if row.getparent() is table:
                yield f"{indent}row{show_properties(row.find(f'{W}trPr'))}"
                for cell in row.iterchildren(f"{W}tc"):
                    yield f"{indent}cell{show_properties(cell.find(f'{W}tcPr'), _LAYOUT)}"
                    yield from self._blocks(cell, f"{indent}  ")
        yield f"{indent}end of table"

    def _paragraph(self, paragraph):
        properties = paragraph.find(f"{W}pPr")
        style = "" if properties is None else value(properties.find(f"{W}pStyle"))
        item, mark = "", ""
        if properties is not None:
            item = self.numbering.describe(properties.find(f"{W}numPr"))
            mark = _format(properties.find(f"{W}rPr"))
            self.sections += properties.findall(f"{W}sectPr")
            if properties.find(f"{W}sectPr") is not None:
                item += " end of section"
        others = show_properties(properties, _ELSEWHERE)
        mark = f" mark{mark}" if mark else ""
        return f"paragraph {style}{item}{others}{mark}: {''.join(self._runs(paragraph))}"

    # runs

    def _runs(self, paragraph):
        look, text = "", ""
        for piece, piece_look in self._joined_links(paragraph):
            if piece_look != look and text:
                yield _shown(text, look)
                text = ""
            look = piece_look
            text += piece
        if text:
            yield _shown(text, look)

    def _joined_links(self, paragraph):
        """Yield the pieces of a paragraph, neighbouring links to one target as one: no reader sees two."""
        pieces, target = [], None
        for piece in self._pieces(paragraph):
            if piece[1] is None and piece[0].startswith("<link "):
                if pieces and pieces[-1] == ("</link>", None) and target == piece[0]:
                    pieces.pop()
                    continue
                target = piece[0]
            pieces.append(piece)
        return pieces

    def _pieces(self, holder):
        """Yield texts and signs with their formatting; None for a sign that has none, such as the end of a link."""
        for each in holder.iterchildren(etree.Element):
            if each.tag == f"{W}r":
                look = _format(each.find(f"{W}rPr"))
                for child in each.iterchildren(etree.Element):
                    if child.tag != f"{W}rPr" and child.tag not in _UNSEEN:
                        yield self._sign(child), look
            elif each.tag == f"{W}hyperlink":
                yield f"<link {self._target(each)}>", None
                yield from self._pieces(each)
                yield "</link>", None
            elif each.tag in _WRAPPERS:
                yield from self._pieces(each)
            elif each.tag not in _UNSEEN and each.tag not in (f"{W}pPr", f"{W}sdtPr", f"{W}sdtEndPr"):
                yield f"<{local_name(each)} {_xml(each)}>", None

    def _sign(self, element):
        name = local_name(element)
        if name == "t":
            text = element.text or ""
            # Word takes spaces at the ends for layout of the XML, unless they are declared.
            return (text if element.get(SPACE) == "preserve" else text.strip()).replace("<", "&lt;")
        if name == "footnoteReference":
            return f"<note {self._number(element.get(f'{W}id'))}>"
        if name == "drawing":
            return self._picture(element)
        if name in ("fldChar", "instrText"):
            return f"<{name} {element.get(f'{W}fldCharType') or (element.text or '').strip()}>"
        return f"<{name}{show_attributes(element)}{' ' + _xml(element) if len(element) or element.text else ''}>"

    def _number(self, id):
        if id not in self.order:
            self.order.append(id)
        return self.order.index(id) + 1

    def _picture(self, drawing):
        found = ["picture"]
        for blip in drawing.iter(f"{A}blip"):
            content = self.parts.get(self.targets.get(blip.get(f"{R}embed"), ""))
            found.append(hashlib.sha256(content).hexdigest()[:12] if content else "missing")
        for size in drawing.iter(f"{WP}extent"):
            found.append(f"{size.get('cx')}x{size.get('cy')}")
        for words in drawing.iter(f"{WP}docPr"):
            found.append(json.dumps(words.get("descr", ""), ensure_ascii=False))
        found += ["decorative" for each in drawing.iter(_DECORATIVE) if each.get("val") == "1"]
        return f"<{' '.join(found)}>"

    def _target(self, link):
        anchor = link.get(f"{W}anchor")
        inner = "" if anchor is None else f"#{self.headings.get(anchor, f'missing: {anchor}')}"
        id = link.get(f"{R}id")
        return ("" if id is None else self.targets.get(id, f"missing: {id}")) + inner

    # sections

    def _section_lines(self):
        """Return the lines of the sections; a section without a head or foot of a kind has that of the one before."""
        targets, effective, lines = package.relationships(self.parts, DOCUMENT), {}, []
        for section in self.sections:
            lines.append(f"section{show_properties(section, _REFERENCES)}")
            for each in section.iterchildren(*_REFERENCES):
                effective[local_name(each), each.get(f"{W}type")] = targets.get(each.get(f"{R}id"), "missing")
            for (kind, type), part in sorted(effective.items()):
                lines += [f"  {kind} {type}", *self._running(part)]
        return lines

    def _running(self, part):
        if part not in self.parts:
            return ["    missing"]
        self.targets = package.relationships(self.parts, part)
        root = package.parse(self.parts[part])
        for stops in list(root.iter(f"{W}tabs")):  # no change of a section can say which head it had: see 17.13.5.32
            stops.getparent().remove(stops)
        return list(self._blocks(root, "    "))


_SECTION = f"{W}sectPr"


def _is_empty_end(before, last):
    """Return whether a body ends with an empty paragraph after a table, such as Word adds.

    It is that only in no style or that of paragraphs between tables: an empty heading or item could be perceived.
    """
    is_empty = last.tag == f"{W}p" and next(last.iter(f"{W}r"), None) is None
    properties = last.find(f"{W}pPr")
    is_plain = properties is None or (
        value(properties.find(f"{W}pStyle")) in ("", "BetweenTables") and properties.find(f"{W}numPr") is None
    )
    return is_empty and is_plain and before.tag == f"{W}tbl"


_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


def _bookmarked_texts(body):
    """Return the text of the paragraph in which each bookmark begins."""
    return {
        mark.get(f"{W}name"): "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in body.iter(f"{W}p")
        for mark in paragraph.iter(f"{W}bookmarkStart")
    }


def _shown(text, look):
    return f"{{{look.strip()}|{text}}}" if look else text


def _format(properties):
    """Return the formatting of a run, "" for none; bold and italics of complex scripts where they differ from others."""
    if properties is None:
        return ""
    values = {}
    for each in properties.iterchildren(etree.Element):
        attributes = show_attributes(each, ("hint",) if local_name(each) == "rFonts" else ())
        if local_name(each) != "rFonts" or attributes:
            values[each.tag] = attributes
    for tag, plain in _COMPLEX.items():
        if tag in values and values[tag] == values.get(plain):
            del values[tag]
    return "".join(f" {_TOGGLES.get(tag, tag.rpartition('}')[2])}{value}" for tag, value in sorted(values.items()))


def _xml(element):
    copied = deepcopy(element)
    copied.tail = None
    return etree.tostring(copied, method="c14n").decode()
