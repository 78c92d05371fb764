"""Runs of a paragraph -> what the importer collects of them."""

from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.readers.word.content import WordContent
from wsisc.source.markup.marked_text import nest
from wsisc.source.markup.tree import Paragraph

PNG = b"\x89PNG\r\n\x1a\n"


def collect(*blocks, styles=False, **options):
    """Return a collector for a content, whose notes become one paragraph for each block."""
    content = WordContent(blocks, **options)
    collector = InlineCollector(Ledger(content, content), styles)
    collector.build_blocks = lambda inner: [Paragraph(nest(collector.collect_texts(each))) for each in inner]
    return collector


def items(collector):
    return [(item.kind, item.text, item.needs_person) for item in collector.ledger.items]
