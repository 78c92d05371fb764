"""A submission -> a Word file: Pandoc's body in a package of our own.

Pandoc writes the paragraphs, lists, tables, links and footnotes. `assembly` makes a Word file of them: `body` and
`theme_styles` apply the theme, `bidi` the direction; `drawings` and `review_comments` insert images and comments;
`document_package` adds all other parts.
"""

from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.writers import markdown
from wsisc.writers.docx.pandoc_input import FILTERS, protect_soft_hyphens


class DocxDocument:
    """The Word file of a submission. Pandoc starts when it is created."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript, self._blocks = manuscript, outline.build(manuscript)
        self._conversion = markdown.convert(manuscript, self._blocks, "docx", *FILTERS, protect=protect_soft_hyphens)

    def finish(self) -> bytes:
        """Return the file.

        Raises WsiscError if Pandoc fails, or if the words of the file differ from those of the source.
        """
        from wsisc.writers.docx.assembly import assemble  # loaded while Pandoc runs

        return assemble(self._manuscript, self._blocks, self._conversion)

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._conversion.cancel()
