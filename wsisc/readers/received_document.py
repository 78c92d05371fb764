"""The bytes of a received document -> the source that it carries, and its content as a Word file.

Each is read at first use, and once: checks, imports and merges hand the document on instead of reading it again. An
old Word file, a rich text or an OpenDocument text is converted by LibreOffice.
"""

from dataclasses import dataclass
from functools import cached_property

from wsisc.document.provenance import SourcePackage
from wsisc.engines import libreoffice
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import package
from wsisc.ooxml.file_format import FileFormat, recognize
from wsisc.readers import embedded_source
from wsisc.readers.word import reader
from wsisc.readers.word.content import WordContent

_ENDINGS = {FileFormat.OLE: ".doc", FileFormat.RTF: ".rtf", FileFormat.ODT: ".odt"}
_MAX_BYTES = 30_000_000  # a guess, far above any submission
# Streams of a compound file, by their names there (MS-CFB, 2.6.1): of the text (MS-DOC, 2.1), and of an encrypted file.
_TEXT_STREAM, _ENCRYPTED_STREAM = (name.encode("utf-16-le") for name in ("WordDocument", "EncryptedPackage"))


@dataclass(frozen=True)
class ReceivedDocument:
    """A document as it was received. Reading it raises WsiscError if it is damaged, or its source was changed."""

    content: bytes

    @cached_property
    def package(self) -> SourcePackage | None:
        """The source package that it carries, None if there is none."""
        return embedded_source.find(self.content)

    @property
    def sound_package(self) -> SourcePackage | None:
        """The source package that it carries, None if there is none, or if it was changed."""
        try:
            return self.package
        except WsiscError:
            return None

    @cached_property
    def figures(self) -> dict[str, bytes]:
        """The unchanged files of the figures of its source, by their names there."""
        return embedded_source.read_figures(self.content, self.package) if self.package else {}

    @property
    def former_format(self) -> str:
        """The ending of the format that it must be converted from, such as ".odt", "" if it is read as it is."""
        return find_ending(self.content)

    @cached_property
    def word_file(self) -> bytes:
        """Its bytes as a Word file, converted if it has another format that LibreOffice reads."""
        return convert_to_word(self.content)

    @cached_property
    def word(self) -> WordContent:
        """Its content, if it is a Word file, or can be converted to one."""
        return reader.read(self.word_file)


def find_ending(content: bytes) -> str:
    """Return the ending of the format that a document must be converted from, "" if there is no need, or no way."""
    format = recognize(content)
    is_other = format == FileFormat.OLE and (_TEXT_STREAM not in content or _ENCRYPTED_STREAM in content)
    return "" if is_other else _ENDINGS.get(format, "")


def convert_to_word(content: bytes) -> bytes:
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
