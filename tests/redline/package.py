"""A Word file -> its parts, by name, and back: the XML that the judge reads, without any code of the program."""

import io
import posixpath
import zipfile

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
W = f"{{{NAMESPACES['w']}}}"
R = f"{{{NAMESPACES['r']}}}"
A = f"{{{NAMESPACES['a']}}}"
WP = f"{{{NAMESPACES['wp']}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DOCUMENT, NOTES, NUMBERING = "word/document.xml", "word/footnotes.xml", "word/numbering.xml"


def read(content):
    """Return the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(parts):
    """Return the Word file of parts; equal parts result in equal bytes."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


def parse(content):
    return etree.fromstring(content)


def serialize(root):
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def is_story(name):
    """Return whether a part contains paragraphs of the document: body, notes, comments, heads and feet of pages."""
    stem = posixpath.basename(name).removesuffix(".xml").rstrip("0123456789")
    return posixpath.dirname(name) == "word" and stem in (
        *("document", "footnotes", "endnotes", "comments", "header", "footer"),
    )


def relationships(parts, name):
    """Return the targets of the relationships of a part by their ids: part names, or addresses outside."""
    folder, base = posixpath.split(name)
    content = parts.get(f"{folder}/_rels/{base}.rels")
    if content is None:
        return {}
    return {
        each.get("Id"): each.get("Target")
        if each.get("TargetMode") == "External"
        else posixpath.normpath(posixpath.join(folder, each.get("Target"))).lstrip("/")
        for each in parse(content)
    }
