"""The body that Pandoc writes -> a Word file in a package of our own. Loaded while Pandoc runs: it takes as long."""

from wsisc import theme
from wsisc.document import integrity, outline
from wsisc.document.manuscript import Manuscript
from wsisc.engines.pandoc import Conversion
from wsisc.readers import docx as reader
from wsisc.writers.docx import bidi, comments, figures, package
from wsisc.writers.docx.body import DocxBody

_HEADER_REFERENCES = "".join(f'<w:headerReference w:type="{each}" r:id="header"/>' for each in ("default", "first"))


def assemble(manuscript: Manuscript, blocks: list[outline.OutlineBlock], conversion: Conversion) -> bytes:
    """Return the Word file of a submission, whose blocks are being converted.

    Raises WsiscError if Pandoc fails, or if the words of the file differ from those of the source.
    """
    look = theme.load()
    submission, locale = manuscript.submission, manuscript.locale
    # Everything that needs no body comes first, while Pandoc is running.
    expected = integrity.expected_words(submission, blocks)
    build = (figures.build_parts, comments.build_parts, package.source_parts, package.draft_header)
    added = package.join_parts([build_parts(manuscript) for build_parts in build])
    subject = outline.subject(manuscript.call, locale)
    properties = package.Properties(submission.title, submission.entity.name, subject, locale.tag, submission.date)
    parts = package.own_parts(properties, added.content_types, look)
    body = DocxBody(conversion.result())
    figures.place(body.document, manuscript)
    body.apply_theme(look)
    body.set_page(theme.section_xml(look, _HEADER_REFERENCES if manuscript.draft else ""))
    comments.place(body.document, manuscript)
    if locale.direction == "rtl":
        bidi.make_right_to_left((body.document, body.footnotes))
    words = reader.extract_words(body.document, body.footnotes)
    integrity.refuse_difference(integrity.find_difference(expected, words))
    return package.assemble(parts, body, added)
