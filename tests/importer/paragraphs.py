"""Paragraphs of Word, and what an import reads in them."""

from wsisc import importer
from wsisc.calls import call as calls
from wsisc.readers.word.content import (
    Paragraph,
    Run,
    TrackedChange,
    WordContent,
    paragraphs,
)

KNOWN = calls.BUILT_IN


DELETED, INSERTED = TrackedChange("deletion", "Ann", ""), TrackedChange("insertion", "Ann", "")


def para(*runs, **options):
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs), **options)


def heading(text, level=1):
    return para(text, style=f"Heading {level}", outline=level)


def content(*blocks, **options):
    """Return a content whose words are counted, with a title before its blocks."""
    blocks = (para("The title of it", style="Title"), *blocks)
    notes = options.get("notes", {})
    words = sum(len(each.text.split()) for text in (blocks, *notes.values()) for each in paragraphs(text))
    words += sum(len(aside.text.split()) for aside in options.get("asides", ()))
    return WordContent(blocks, word_count=words, **options)


def read(*blocks, call="cstd-16", **options):
    found = importer.import_content(content(*blocks, **options), KNOWN, call)
    assert found.report.is_balanced, found.report
    return found


def text(*blocks, **options):
    return read(*blocks, **options).submission.parts[0].text
