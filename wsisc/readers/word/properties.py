"""`docProps/core.xml` -> the properties of a Word file, with the names that wsisc uses."""

from wsisc.readers.word.archive import WordArchive

_DC = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = {
    f"{_DC}title": "title",
    f"{_DC}creator": "author",
    f"{_DC}subject": "subject",
    f"{_DC}language": "language",
}


def read(archive: WordArchive) -> dict[str, str]:
    """Return the properties that are set in a file."""
    target = next((link.target for link in archive.relationships("").values() if link.kind == "core-properties"), "")
    if not target or not archive.has_part(target):
        return {}
    found = {
        _PROPERTIES[each.tag]: (each.text or "").strip() for each in archive.read_xml(target) if each.tag in _PROPERTIES
    }
    return {name: text for name, text in found.items() if text}
