"""The main part and the footnotes of a Word file -> the words that a reader of the file sees."""

import re

from lxml import etree

from wsisc.document.integrity import FOOTNOTE_REFERENCE, DocumentWords
from wsisc.messages import t
from wsisc.ooxml import package
from wsisc.ooxml.names import W

PROPERTIES_PART = "docProps/core.xml"
_FOOTNOTES_PART = "word/footnotes.xml"  # LibreOffice leaves this part out of a document without footnotes
_PROPERTIES = {
    "title": t("the title"),
    "creator": t("the author"),
    "subject": t("the subject"),
    "language": t("the language"),
    "created": t("the date"),
}
_SAVES = ("lastModifiedBy", "modified")
_CHARACTERS = {
    f"{W}p": "\n",
    f"{W}footnoteReference": FOOTNOTE_REFERENCE,
    f"{W}br": " ",
    f"{W}tab": " ",
    f"{W}cr": " ",
    f"{W}softHyphen": "\xad",
    f"{W}noBreakHyphen": "\u2011",
}


def read_words(content: bytes) -> DocumentWords:
    """Return the words of a Word file; see `extract_words`. Raises WsiscError if the file is damaged."""
    with package.open_archive(content) as archive:
        document = archive.read_xml("word/document.xml")
        has_notes = archive.has_part(_FOOTNOTES_PART) or next(document.iter(f"{W}footnoteReference"), None) is not None
        return extract_words(document, archive.read_xml(_FOOTNOTES_PART) if has_notes else etree.Element("none"))


def read_properties(content: bytes, *, of_saves: bool = False) -> dict[str, str]:
    """Return the properties of a Word file: those that every program writes when it saves a file, or all others.

    Raises as `read_words`.
    """
    with package.open_archive(content) as archive:
        core = archive.read_xml(PROPERTIES_PART) if archive.has_part(PROPERTIES_PART) else []
    values = dict.fromkeys(_PROPERTIES, "") | {etree.QName(element).localname: element.text or "" for element in core}
    values.pop("revision", None)  # a counter of saves
    return {
        t("{name} in the properties", name=_PROPERTIES.get(name, name)): value
        for name, value in values.items()
        if (name in _SAVES) == of_saves
    }


def read_surrounding_text(content: bytes) -> dict[str, str]:
    """Return the texts of a Word file outside its body: those of `read_properties`, headers and footers."""
    from wsisc.readers.word import fields  # not at the top: a build needs the words of the body alone

    found = read_properties(content)
    with package.open_archive(content) as archive:
        for kind, place in {"header": t("the header of the pages"), "footer": t("the footer of the pages")}.items():
            files = sorted(file for file in archive.names if re.fullmatch(rf"word/{kind}\d*\.xml", file))
            roots = (fields.replace_page_numbers(archive.read_xml(file)) for file in files)
            texts = {_visible_text(root).strip() for root in roots} - {fields.PAGE_NUMBER}
            found[place] = " ".join(sorted(text for text in texts if not text.isdigit()))
    return found


def extract_words(document: etree._Element, footnotes: etree._Element) -> DocumentWords:
    """Return the words of the body, with `CALL` for footnote references, and of each footnote in reference order."""
    notes = {note.get(f"{W}id"): note for note in footnotes.iterchildren(f"{W}footnote")}
    called = [reference.get(f"{W}id") for reference in document.iter(f"{W}footnoteReference")]
    return DocumentWords(
        _visible_text(document).split(), [_visible_text(notes[id]).split() if id in notes else [] for id in called]
    )


def _visible_text(root: etree._Element) -> str:
    return "".join(
        node.text or "" if node.tag == f"{W}t" else _CHARACTERS.get(str(node.tag), "") for node in root.iter()
    )
