"""The letters of a Word file -> the fates of its words."""

from collections import Counter

import pytest

from tests.importer.test_content import DELETED, para
from wsisc.importer.report import Fate, ReportItem
from wsisc.importer.word_accounting import AccountedText, ComponentRecord, Ledger, removed_text
from wsisc.readers.word.content import Aside, Component, ComponentKind, Run, WordContent


def ledger(*blocks, cleaned=None, **options):
    content = WordContent(blocks, **options)
    return Ledger(content, content if cleaned is None else WordContent(cleaned))


def test_a_word_has_the_fate_of_its_last_letter():
    block = para("Part One: our ", "work")
    account = ledger(block)
    account.record(block, AccountedText(Fate.PROMPT, "Part On"), AccountedText(Fate.PLACED, "e: our work"))
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
    block = para("two words")
    account = ledger(block)
    account.record(block, AccountedText(Fate.PLACED, "two"))
    fates, problems = account.balance("")
    assert fates == {Fate.LOST: 2}
    assert problems == ['the word accounting of "two words" is wrong']


def test_removed_words_are_reported():
    original = para("It ", Run("was", change=DELETED), "is so", Run("me", struck=True))
    account = ledger(original, cleaned=[para("It is so")])
    assert account.balance("It is so") == (Counter({Fate.PLACED: 3}), [])
    assert list(removed_text(WordContent((original,)))) == [("deleted text", "was", 0), ("struck text", "me", 0)]
    whole = para("It ", Run("was so ", change=DELETED), "is.")
    assert list(removed_text(WordContent((whole,)))) == [("deleted text", "was so ", 2)]
    assert ledger(whole, cleaned=[para("It is.")]).balance("It is.")[0] == {Fate.PLACED: 2, Fate.REPORTED: 2}


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
    block = para("See  ", Run("this", link="https://a.example/"), Run("here", link="#x"))
    account = ledger(block)
    account.report(block, "contents")
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
    account.report_typed("typed", ["a  b"], needs_person=False)
    assert account.items == [ReportItem("box", "a b"), ReportItem("typed", "a b", 2, False)]


def test_records_of_a_derived_paragraph_are_those_of_its_origin():
    origin, derived, second = para("word"), para("word"), para("word")
    account = ledger(origin)
    account.add_alias(second, account.add_alias(derived, origin))
    account.record(second, AccountedText(Fate.NUMBER, second.text))
    assert account.balance("")[0] == {Fate.NUMBER: 1}
