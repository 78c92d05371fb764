"""A submission -> a Word file: Pandoc's body in a package of our own.

Pandoc writes the paragraphs, lists, tables, links and footnotes. `assembly` makes a Word file of them: `body` and
`theme_styles` apply the theme, `phrase_runs` languages and directions; `drawings` and `review_comments` insert images
and comments; `document_package` adds all other parts.
"""

from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.engines.pandoc import Conversion
from wsisc.writers import markdown

FILTERS = ("refuse.lua", "tables.lua", "docx/filter.lua")
"""The Lua filters with which Pandoc must run."""


def convert(manuscript: Manuscript, blocks: list[outline.OutlineBlock]) -> Conversion:
    """Start Pandoc on the blocks of a Word file. Raises WsiscError if that is impossible."""
    return markdown.convert(manuscript, blocks, "docx", *FILTERS, protect=markdown.protect_soft_hyphens)


class DocxDocument:
    """The Word file of a submission. Pandoc starts when it is created."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript, self._blocks = manuscript, outline.build(manuscript)
        self._conversion = convert(manuscript, self._blocks)

    def finish(self) -> bytes:
        """Return the file.

        Raises WsiscError if Pandoc fails, or if the words of the file differ from those of the source.
        """
        from wsisc.writers.docx.assembly import assemble  # loaded while Pandoc runs

        return assemble(self._manuscript, self._blocks, self._conversion)

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._conversion.cancel()
