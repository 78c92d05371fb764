"""The first bytes of a file -> its format, whatever its name says."""

from enum import StrEnum

# A guess: an XML declaration, a document type and a comment of a browser that saved the page come before the tag.
_HTML_RANGE = 1_000
_ARCHIVE_RANGE = 100  # the header of the first entry of an archive has 30 bytes, apart from its name


class FileFormat(StrEnum):
    """A format of documents. Any ZIP archive but OpenDocument counts as a Word file: only its parts show what it is."""

    DOCX = "docx"
    PDF = "pdf"
    OLE = "ole"  # Word before 2007, or a Word file that is encrypted with a password
    RTF = "rtf"
    ODT = "odt"
    HTML = "html"
    UNKNOWN = ""


# The first entry of an archive, uncompressed (OpenDocument 1.3, part 2, 3.3).
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_SIGNATURES = {
    b"PK": FileFormat.DOCX,
    b"%PDF": FileFormat.PDF,
    b"\xd0\xcf\x11\xe0": FileFormat.OLE,
    b"{\\rtf": FileFormat.RTF,
}


def recognize(content: bytes) -> FileFormat:
    """Return the format of a file."""
    if content.startswith(b"PK") and _OPEN_DOCUMENT in content[:_ARCHIVE_RANGE]:
        return FileFormat.ODT
    for signature, format in _SIGNATURES.items():
        if content.startswith(signature):
            return format
    return FileFormat.HTML if b"<html" in content[:_HTML_RANGE].lower() else FileFormat.UNKNOWN
