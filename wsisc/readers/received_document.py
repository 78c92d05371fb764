"""The bytes of a received document -> the source that it carries, and its content as a Word file.

Each is read at first use, and once: checks, imports and merges hand the document on instead of reading it again.
"""

from dataclasses import dataclass
from functools import cached_property

from wsisc.diagnostic import WsiscError
from wsisc.document.provenance import SourcePackage
from wsisc.readers import conversion, embedded_source
from wsisc.readers.word import reader
from wsisc.readers.word.content import WordContent


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
        return conversion.find_ending(self.content)

    @cached_property
    def word_file(self) -> bytes:
        """Its bytes as a Word file, converted if it has another format that LibreOffice reads."""
        return conversion.convert(self.content)

    @cached_property
    def word(self) -> WordContent:
        """Its content, if it is a Word file, or can be converted to one."""
        return reader.read(self.word_file)
