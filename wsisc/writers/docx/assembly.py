"""The body that Pandoc writes -> a Word file in a package of our own. Loaded while Pandoc runs: it takes as long."""

from collections.abc import Callable

from lxml import etree

from wsisc.document import integrity, outline
from wsisc.document.manuscript import Manuscript
from wsisc.engines.pandoc import Conversion
from wsisc.readers import word_text as reader
from wsisc.theme import word_styles
from wsisc.writers.docx import document_package, drawings, phrase_runs, review_comments, running, theme_styles
from wsisc.writers.docx.body import DocxBody


def _leave(document: etree._Element) -> None:
    """Change nothing in a body."""


def assemble(
    manuscript: Manuscript,
    blocks: list[outline.OutlineBlock],
    conversion: Conversion,
    complete: Callable[[etree._Element], None] = _leave,
) -> bytes:
    """Return the Word file of a submission, whose blocks are being converted.

    `complete` adds to the body what is not of the submission, such as content controls.

    Raises WsiscError if Pandoc fails, or if the words of the file differ from those of the source.
    """
    look = manuscript.look
    submission, locale = manuscript.submission, manuscript.locale
    # Everything that needs no body comes first, while Pandoc is running.
    expected = integrity.expected_words(submission, blocks)
    build = (drawings.build_parts, review_comments.build_parts, document_package.source_parts, running.build_parts)
    added = document_package.join_parts([build_parts(manuscript) for build_parts in build])
    body = DocxBody(conversion.result())
    wide_tables = theme_styles.find_wide_tables(body.document)
    drawings.place(body.document, manuscript)
    body.apply_theme(look, locale.wording["table"])
    theme_styles.style_headings(body.document, blocks, look)
    body.set_page(word_styles.section_xml(look, running.references(manuscript)))
    if wide_tables:
        theme_styles.turn_pages(body.document, wide_tables, look)
        added = document_package.join_parts([added, running.landscape_head(manuscript)])
    review_comments.place(body.document, manuscript)
    if locale.direction == "rtl":
        phrase_runs.make_right_to_left((body.document, body.footnotes))
    phrase_runs.mark_foreign_phrases((body.document, body.footnotes), locale)
    words = reader.extract_words(body.document, body.footnotes)
    integrity.refuse_difference(integrity.find_difference(expected, words))
    complete(body.document)
    parts = document_package.own_parts(
        _properties(manuscript), added.content_types, look, theme_styles.find_meanings(blocks)
    )
    return document_package.assemble(parts, body, added)


def _properties(manuscript: Manuscript) -> document_package.Properties:
    submission, locale = manuscript.submission, manuscript.locale
    return document_package.Properties(
        submission.title,
        submission.entity.name,
        outline.subject(manuscript.call, locale),
        locale.tag,
        submission.date,
        locale.direction == "rtl",
        phrase_runs.is_east_asian(locale),
    )
