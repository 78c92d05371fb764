"""`docProps/core.xml` -> the properties of a Word file, with the names that wsisc uses."""

from wsisc.ooxml.word_archive import WordArchive

_DC = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = {
    f"{_DC}title": "title",
    f"{_DC}creator": "author",
    f"{_DC}subject": "subject",
    f"{_DC}language": "language",
}


def read(archive: WordArchive) -> dict[str, str]:
    """Return the properties that are set in a file."""
    parts = archive.find_parts(archive.relationships(""), ("core-properties",))[:1]
    elements = (each for part in parts for each in archive.read_xml(part.target) if each.tag in _PROPERTIES)
    return {_PROPERTIES[each.tag]: text for each in elements if (text := (each.text or "").strip())}
