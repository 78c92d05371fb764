"""The bytes of an old Word file, a rich text or an OpenDocument text -> those of a Word file, by LibreOffice."""

from wsisc.diagnostic import WsiscError
from wsisc.engines import libreoffice
from wsisc.messages import t
from wsisc.ooxml import package
from wsisc.ooxml.file_format import FileFormat, recognize

_ENDINGS = {FileFormat.OLE: ".doc", FileFormat.RTF: ".rtf", FileFormat.ODT: ".odt"}
_MAX_BYTES = 30_000_000  # a guess, far above any submission
# Streams of a compound file, by their names there (MS-CFB, 2.6.1): of the text (MS-DOC, 2.1), and of an encrypted file.
_TEXT_STREAM, _ENCRYPTED_STREAM = (each.encode("utf-16-le") for each in ("WordDocument", "EncryptedPackage"))


def find_ending(content: bytes) -> str:
    """Return the ending of the format that a document must be converted from, "" if there is no need, or no way."""
    format = recognize(content)
    is_other = format == FileFormat.OLE and (_TEXT_STREAM not in content or _ENCRYPTED_STREAM in content)
    return "" if is_other else _ENDINGS.get(format, "")


def convert(content: bytes) -> bytes:
    """Return a document as a Word file; one that needs no conversion, or has none, is returned as it is.

    Raises WsiscError if it is too large or damaged, or if LibreOffice is missing or cannot read it.
    """
    ending = find_ending(content)
    if not ending:
        return content
    if len(content) > _MAX_BYTES:
        raise package.too_large_error(t("more than {size} MB", size=_MAX_BYTES // 1_000_000))
    if ending == ".odt":
        with package.open_archive(content) as archive:  # which refuses what swells
            if not archive.has_part("content.xml"):
                raise WsiscError(t("the OpenDocument file is damaged"), t("save it as .docx"))
    return libreoffice.convert_to_word(content, ending)
