"""Runs of a paragraph -> what the importer collects of them."""

from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.readers.word.content import WordContent
from wsisc.source.markup.marked_text import nest
from wsisc.source.markup.tree import Paragraph

PNG = b"\x89PNG\r\n\x1a\n"


def collect(*blocks, styles=False, **options):
    """Return a collector for a content."""
    content = WordContent(blocks, **options)
    return InlineCollector(Ledger(content, content), styles)


def builder_of(collector):
    """Return what builds the text of a note: a paragraph for each block."""
    return lambda blocks: [Paragraph(nest(texts_of(collector, block))) for block in blocks]


def texts_of(collector, paragraph):
    """Return what a collector makes of a paragraph."""
    return collector.collect_texts(paragraph, builder_of(collector))


def items(collector):
    return [(item.kind, item.text, item.needs_person) for item in collector.ledger.items]
