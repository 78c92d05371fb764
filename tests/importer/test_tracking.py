"""Tracked changes -> the items that report their authors."""

from tests.importer.paragraphs import para
from wsisc.importer.account.report import ReportItem
from wsisc.importer.clean import clean_content
from wsisc.readers.word.content import FormattingChange, Run, TrackedChange, WordContent


def test_each_author_is_named_once_with_the_kinds_of_changes():
    changes = (
        TrackedChange("deletion", "Bob", "", "Ann"),
        TrackedChange("deletion", "Bob", ""),
        TrackedChange("insertion", "", ""),
    )
    block = para(*(Run("word", change=each) for each in changes))
    formatting = (FormattingChange("words", "Ann", "", "bold", "some  words"), FormattingChange("words", "", "", ""))
    assert list(clean_content.report_tracked_changes(WordContent((block,), formatting_changes=formatting))) == [
        ReportItem(
            "tracked changes, all accepted",
            "unknown author (insertions, formatting); Ann (insertions, formatting); Bob (deletions)", 0, False,
        ),
        ReportItem("tracked change of formatting, accepted", "bold: some words (Ann)", 0, False),
    ]  # fmt: skip


def test_a_content_without_changes_gives_no_item():
    assert list(clean_content.report_tracked_changes(WordContent((para("word"),)))) == []
