"""A Word file -> what a person sees in it, read with python-docx and the archive's own XML: no Pandoc, no wsisc."""

import io
import zipfile

import docx
from docx.oxml.ns import qn
from lxml import etree


def document(content):
    return docx.Document(io.BytesIO(content))


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def paragraphs(content):
    """Return the text of every body paragraph, [^1] at footnote calls and list numbers before their items.

    Paragraphs on one line, with a style separator between them, are one.
    """
    return [text for _, text in styled_paragraphs(content)]


def styled_paragraphs(content):
    """Return the id of the style, that of the first on a line, and the text of every body paragraph."""
    opened = document(content)
    numbers, counted, order = list_formats(content), {}, []
    found, continues = [], False
    for paragraph in opened.element.body.iter(qn("w:p")):
        listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        lead = ""
        if listed is not None:
            key = listed.find(qn("w:numId")).get(qn("w:val")), listed.find(qn("w:ilvl")).get(qn("w:val"))
            start, form = numbers[key]
            counted[key] = counted.get(key, start - 1) + 1
            lead = form.replace("%1", str(counted[key])) + " " if "%" in form else ""
        text = lead + _text(paragraph, order)
        if continues:
            style, text = found[-1][0], found.pop()[1] + text
        else:
            style = paragraph.style
        found.append((style, text))
        continues = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:specVanish')}") is not None
    return found


def footnotes(content):
    """Return the text of each footnote in the order of the calls."""
    order = [each.get(qn("w:id")) for each in part(content, "word/document.xml").iter(qn("w:footnoteReference"))]
    notes = {note.get(qn("w:id")): note for note in part(content, "word/footnotes.xml")}
    return [" ".join(_text(paragraph, []).strip() for paragraph in notes[id].iter(qn("w:p"))) for id in order]


def _text(paragraph, order):
    parts = []
    for element in paragraph.iter():
        if element.tag == qn("w:t"):
            parts.append(element.text or "")
        elif element.tag in (qn("w:br"), qn("w:tab")):
            parts.append(" ")
        elif element.tag == qn("w:softHyphen"):
            parts.append("\u00ad")
        elif element.tag == qn("w:footnoteReference"):
            order.append(element.get(qn("w:id")))
            parts.append(f"[^{len(order)}]")
    return "".join(parts)


def list_formats(content):
    root = part(content, "word/numbering.xml")
    abstract = {each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))}
    found = {}
    for number in root.iter(qn("w:num")):
        for level in abstract[number.find(qn("w:abstractNumId")).get(qn("w:val"))].iter(qn("w:lvl")):
            ilvl = level.get(qn("w:ilvl"))
            start = level.find(qn("w:start"))
            form = level.find(qn("w:lvlText")).get(qn("w:val"))
            first = int(start.get(qn("w:val"))) if start is not None else 1
            found[number.get(qn("w:numId")), ilvl] = first, form.replace(f"%{int(ilvl) + 1}", "%1")
        for override in number.iter(qn("w:lvlOverride")):
            key = number.get(qn("w:numId")), override.get(qn("w:ilvl"))
            again = override.find(qn("w:startOverride"))
            if again is not None:
                found[key] = int(again.get(qn("w:val"))), found[key][1]
    return found
