"""A submission -> a Word file: Pandoc's body in a package of our own.

Pandoc writes the paragraphs, lists, tables, links and footnotes. `body` and `styles` apply the theme to them, `bidi`
their direction; `figures` and `comments` insert images and comments; `package` adds all other parts.
"""

from wsisc import theme
from wsisc.document import integrity, outline
from wsisc.document.manuscript import Manuscript
from wsisc.readers import docx as reader
from wsisc.writers import markdown
from wsisc.writers.docx import bidi, comments, figures, package
from wsisc.writers.docx.body import FILTERS, DocxBody, protect_soft_hyphens

_HEADER_REFERENCES = "".join(f'<w:headerReference w:type="{each}" r:id="header"/>' for each in ("default", "first"))


class DocxDocument:
    """The Word file of a submission. Pandoc starts when it is created."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript, self._blocks = manuscript, outline.build(manuscript)
        self._conversion = markdown.convert(manuscript, self._blocks, "docx", *FILTERS, protect=protect_soft_hyphens)

    def finish(self) -> bytes:
        """Return the file.

        Raises WsiscError if Pandoc fails, or if the words of the file differ from those of the source.
        """
        manuscript, look = self._manuscript, theme.load()
        submission, locale = manuscript.submission, manuscript.locale
        # Everything that needs no body comes first, while Pandoc is running.
        expected = integrity.expected_words(submission, self._blocks)
        build = (figures.build_parts, comments.build_parts, package.source_parts, package.draft_header)
        added = package.join_parts([build_parts(manuscript) for build_parts in build])
        subject = outline.subject(manuscript.call, locale)
        properties = package.Properties(submission.title, submission.entity.name, subject, locale.tag, submission.date)
        parts = package.own_parts(properties, added.content_types, look)
        body = DocxBody(self._conversion.result())
        figures.place(body.document, manuscript)
        body.apply_theme(look)
        body.set_page(theme.section_xml(look, _HEADER_REFERENCES if manuscript.draft else ""))
        comments.place(body.document, manuscript)
        if locale.direction == "rtl":
            bidi.make_right_to_left((body.document, body.footnotes))
        words = reader.extract_words(body.document, body.footnotes)
        integrity.refuse_difference(integrity.find_difference(expected, words))
        return package.assemble(parts, body, added)

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._conversion.cancel()
