"""The letters of a Word file -> the fates of its words."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.importer.paragraphs import DELETED, para
from wsisc.calls import call as calls
from wsisc.importer import import_content
from wsisc.importer.account.report import Fate, ReportItem
from wsisc.importer.account.word_accounting import AccountedText, ComponentRecord, Ledger, letter_origins, removed_text
from wsisc.importer.clean.clean_content import clean, give_origins, mark_deletions
from wsisc.importer.text.structure import drop_prefix
from wsisc.readers.word.content import Aside, Cell, Component, ComponentKind, Row, Run, Table, WordContent, paragraphs


def ledger(*blocks, **options):
    content = give_origins(WordContent(blocks, **options))
    return Ledger(content, clean(mark_deletions(content)))


def first(account):
    """Return the first paragraph of the content of an account, in which each character has its origin."""
    return account.cleaned.blocks[0]


def test_a_word_has_the_fate_of_its_last_letter():
    account = ledger(para("Part One: our ", "work"))
    account.record(first(account), AccountedText(Fate.PROMPT, "Part On"), AccountedText(Fate.PLACED, "e: our work"))
    fates, problems = account.balance("e: our work")
    assert fates == Counter({Fate.PLACED: 3, Fate.PROMPT: 1})
    assert problems == []


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ("two words", []),
        ("wordstwo", []),
        ("two word", ["words are lost: words; words are added: word"]),
        ("two words x", ["words are lost: -; words are added: x"]),
    ],
)
def test_words_that_are_lost_or_new_are_named(written, problems):
    assert ledger(para("two words")).balance(written)[1] == problems


def test_words_that_would_be_lost_are_found():
    account = ledger(para("Two words, and two more."))
    assert account.find_lost("two Two words, and more.") == []
    assert account.find_lost("Two words, more.") == ["and", "two"]


def test_markers_that_word_counts_are_words_of_the_submission():
    account = ledger(para("one"))
    account.add_words("1.")
    assert account.balance("1. one")[1] == []


def test_an_account_with_other_letters_is_a_problem():
    account = ledger(para("two words"))
    account.record(first(account), AccountedText(Fate.PLACED, "two"))
    fates, problems = account.balance("")
    assert fates == {Fate.LOST: 2}
    assert problems == ['the word accounting of "two words" is wrong']


def test_removed_words_are_reported():
    original = para("It ", Run("was", change=DELETED), "is so", Run("me", struck=True))
    account = ledger(original)
    assert account.balance("It is so") == (Counter({Fate.PLACED: 3}), [])
    assert list(removed_text(WordContent((original,)))) == [("was", 0, False), ("me", 0, True)]
    whole = para("It ", Run("was so ", change=DELETED), "is.")
    assert list(removed_text(WordContent((whole,)))) == [("was so ", 2, False)]
    assert ledger(whole).balance("It is.")[0] == {Fate.PLACED: 2, Fate.REPORTED: 2}


@pytest.mark.parametrize(
    ("text", "fields", "fate"),
    [
        ("3", ["PAGE"], Fate.COVER),
        ("3 7", ["PAGE", "NUMPAGES"], Fate.COVER),
        ("3 7", ["PAGE"], Fate.REPORTED),
        ("p3", ["PAGE"], Fate.REPORTED),
        ("3", ["DATE"], Fate.REPORTED),
        ("3", [], Fate.REPORTED),
    ],
)
def test_numbers_of_pages_are_printed_by_the_call(text, fields, fate):
    components = tuple(Component(ComponentKind.FIELD, name, place="footer") for name in fields)
    account = ledger(asides=(Aside("footer", text),), components=components)
    assert account.balance("")[0] == {fate: len(text.split())}


def test_a_reported_paragraph_reports_its_links():
    account = ledger(para("See  ", Run("this", link="https://a.example/"), Run("here", link="#x")))
    account.report(first(account), "contents")
    assert account.items == [
        ReportItem("contents", "See thishere", 2, True),
        ReportItem("link in a contents, not imported", "https://a.example/ this", 0, True),
        ReportItem("link in a contents, not imported", "#x here", 0, False),
    ]
    assert account.components == [
        ComponentRecord(ComponentKind.LINK, "https://a.example/", Fate.REPORTED, 4),
        ComponentRecord(ComponentKind.LINK, "#x", Fate.REPORTED, 4),
    ]
    assert account.balance("")[0] == {Fate.REPORTED: 2}


def test_the_same_note_is_reported_once():
    account = ledger()
    account.note("box", "a  b")
    account.note("box", "a b", needs_person=False)
    account.report_typed("typed", "a  b", needs_person=False)
    assert account.items == [ReportItem("box", "a b"), ReportItem("typed", "a b", 2, False)]


def test_records_of_a_part_of_a_paragraph_are_those_of_its_letters():
    account = ledger(para("Part One: our work"))
    account.record(first(account), AccountedText(Fate.PROMPT, "Part One: our work"))
    account.record(
        drop_prefix(first(account), 10), AccountedText(Fate.NUMBER, "our"), AccountedText(Fate.PLACED, "work")
    )
    assert account.balance("work")[0] == {Fate.PROMPT: 2, Fate.NUMBER: 1, Fate.PLACED: 1}


def test_a_word_that_is_not_in_the_cleaned_content_is_lost():
    content = give_origins(WordContent((para("two words"),)))
    account = Ledger(content, replace(content, blocks=(drop_prefix(content.blocks[0], 4),)))
    assert account.balance("words")[0] == {Fate.LOST: 1, Fate.PLACED: 1}


def test_each_placed_letter_has_one_address_in_the_submission():
    account = ledger(para("two words"))
    origins = letter_origins(first(account))
    assert account.balance("two words", {("title",): origins})[1] == []
    problem = "the addresses of the words that are placed are not those of the submission"
    assert account.balance("two words", {("title",): origins[:-1]})[1] == [problem]
    assert account.balance("two words", {("title",): origins, ("entity", "name"): origins[:1]})[1] == [problem]
    account.record(first(account), AccountedText(Fate.NUMBER, "two"), AccountedText(Fate.PLACED, "words"))
    assert account.balance("words", {("title",): origins})[1] == [problem]


def test_the_origins_of_a_submission_are_those_of_its_letters():
    blocks = (
        para("Part Two: Overview", style="Heading 1", outline=1),
        para("A heading", style="Heading 2", outline=2),
        para("Some ", Run("bold", bold=True), " words of ours, see https://example.org/x."),
        para("1. one"),
        para("2. two"),
        Table(
            (Row((Cell((para("a"), para("b"))), Cell((para("c d"),)))), Row((Cell((para("e"),)), Cell((para("f"),)))))
        ),
    )
    result = import_content(WordContent(blocks, word_count=22), calls.BUILT_IN, "cstd-26")
    assert result.report.problems == ()
    letters_by_origin = {
        origin: letter
        for paragraph in give_origins(WordContent(blocks)).blocks
        for each in ([paragraph] if not isinstance(paragraph, Table) else paragraphs((paragraph,)))
        for letter, origin in zip(each.text, each.origins, strict=True)
    }
    for path, expected in {
        ("parts", "two", "sections", 0, "title"): "Overview",
        ("parts", "two", "sections", 0, "sections", 0, "title"): "Aheading",
        (
            "parts",
            "two",
            "sections",
            0,
            "sections",
            0,
            "text",
        ): "Someboldwordsofours,seehttps://example.org/x.onetwoabcdef",
    }.items():
        assert "".join(letters_by_origin[origin] for origin in result.origins[path]) == expected
