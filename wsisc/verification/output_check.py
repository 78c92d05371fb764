"""The content of a file -> whether it is an output of wsisc that was not changed since.

Saving a document in another program leaves traces, which are checked instead of rebuilding it: the order and dates of
the parts of a Word file, a second end of a PDF, and the checksum, if there is one. Data and Markdown are known only by
their form.
"""

import codecs
import json
import re
import zipfile
from collections.abc import Callable, Mapping

from wsisc.document import checksum
from wsisc.messages.diagnostic import WsiscError
from wsisc.writers import WRITERS

# The earliest date of an archive; all entries have it, so that outputs are reproducible.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FIRST_PART = "[Content_Types].xml"
_APPLICATION = b"<Application>wsisc</Application>"
# Names of styles that remain when another program saves the file.
_COVER_STYLES = (b'"Cover Session"', b'"Cover Disclaimer"')
_WORKBOOK_DATE = b">2000-01-01T00:00:00Z</dcterms:modified>"  # the date in every workbook of wsisc
_GENERATOR = b'<meta name="generator" content="wsisc">'
# The end of each revision of a PDF (ISO 32000-1, 7.5.5). "%%EOF" alone may be part of a title.
_PDF_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_PDF_CREATOR = re.compile(rb"/Creator\s?\(Typst ")
_CSV_HEADER = codecs.BOM_UTF8 + b"key,file,call,"
_UTF_8_NAMES = 0x800  # the only flag of an entry that `zipfile` sets
_TRACKED_CHANGE = re.compile(rb"<w:(?:ins|del|[A-Za-z]+Change)[ >/]")


def is_unchanged(content: bytes, format: str) -> bool:
    """Return whether a content is an unchanged output of any version, in a format of documents or of `_CHECKS`.

    An empty one is.
    """
    beginning = WRITERS[format].beginning if format in WRITERS else b""
    return not content or (re.match(beginning, content) is not None and _CHECKS.get(format, bool)(content))


def has_traces(content: bytes, format: str) -> bool:
    """Return whether a content still shows that it was an output of wsisc, even if another program saved it.

    A Word file has the styles of the cover, an HTML page the name of the generator; there is no other sign.
    """
    if format == "docx":
        return all(name in _read_part(content, "word/styles.xml") for name in _COVER_STYLES)
    return _GENERATOR.strip(b"<>") in content if format == "html" else False


def is_stored_by_wsisc(content: bytes) -> bool:
    """Return whether a Word file names wsisc as its application; any other program would write its own name."""
    return _APPLICATION in _read_part(content, "docProps/app.xml")


def _read_part(content: bytes, name: str) -> bytes:
    """Return a part of an Office file, b"" if it has none or is damaged."""
    from wsisc.ooxml import package

    try:
        with package.open_archive(content) as archive:
            return archive.read(name) if archive.has_part(name) else b""
    except WsiscError:
        return b""


def _is_word_file(content: bytes) -> bool:
    parts = _read_own_parts(content)
    is_ordered = list(parts) == sorted(parts, key=lambda name: (name != _FIRST_PART, name))
    return is_ordered and _APPLICATION in parts.get("docProps/app.xml", b"") and checksum.is_valid_for_parts(parts)


def is_redline(content: bytes) -> bool:
    """Return whether a content is a Word file with tracked changes as wsisc has built it, and unchanged since."""
    if not is_unchanged(content, "docx"):
        return False
    parts = _read_own_parts(content)
    return any(_TRACKED_CHANGE.search(parts.get(f"word/{name}.xml", b"")) for name in ("document", "footnotes"))


def _read_own_parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of an Office file that wsisc stored, none if another program stored it."""
    from wsisc.ooxml import package  # loading it takes longer than checking a page

    try:
        with package.open_archive(content) as archive:
            names = archive.names
            if archive.comment or len(set(names)) < len(names) or not all(map(_is_own_entry, archive.entries)):
                return {}
            return {name: archive.read(name) for name in names}
    except WsiscError:
        return {}


def _is_own_entry(entry: zipfile.ZipInfo) -> bool:
    is_bare = not (entry.extra or entry.comment or entry.flag_bits & ~_UTF_8_NAMES)
    return is_bare and entry.date_time == _ZIP_DATE


def _is_pdf(content: bytes) -> bool:
    ends = list(_PDF_END.finditer(content))
    has_one_end = len(ends) == 1 and not content[ends[0].end() :].strip()
    return bool(has_one_end and _PDF_CREATOR.search(content))


def _is_json(content: bytes) -> bool:
    """Return whether a content is JSON with the name of wsisc, formatted as wsisc does."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return False
    if not isinstance(data, dict) or not str(data.get("generator")).startswith("wsisc "):
        return False
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return content.replace(b"\r\n", b"\n") == f"{text}\n".encode("utf-8", "surrogatepass")


# What shows, apart from its beginning, that a document was not changed.
_CHECKS: Mapping[str, Callable[[bytes], bool]] = {
    "docx": _is_word_file,
    "pdf": _is_pdf,
    "html": lambda content: _GENERATOR in content[:2_000] and checksum.is_valid_for_page(content),
    "json": _is_json,
    "xlsx": lambda content: _WORKBOOK_DATE in _read_own_parts(content).get("docProps/core.xml", b""),
    "csv": lambda content: content.startswith(_CSV_HEADER),
}
