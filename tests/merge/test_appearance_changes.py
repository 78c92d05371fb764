"""Hidden words, words that are hard to see, and formatting that no submission holds are reported at their places."""

from dataclasses import replace

import pytest

from tests.merge.versions import sides, submission, word_file
from wsisc.diff.change import ChangeKind
from wsisc.importer import ImportReport, ImportResult
from wsisc.importer.account.word_accounting import letter_origins
from wsisc.importer.clean.clean_content import give_origins
from wsisc.merge import appearance_changes
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.readers.word import visibility
from wsisc.readers.word.content import Aside, AsideKind, FormattingChange, Look
from wsisc.readers.word.origins import count_paragraph

TEXT = "Some words of a summary."
DATA = {"parts": {"one": {"text": TEXT}}}
PATH = ("parts", "one", "text")


def found(*looks, sent=None, asides=(), **more):
    content = give_origins(word_file(TEXT))
    [paragraph] = content.blocks
    looks = [each._replace(origin=paragraph.origins[0]) for each in looks]
    asides = [each._replace(origin=paragraph.origins[0]) for each in asides]
    content = replace(content, looks=tuple(looks), asides=tuple(asides), **more)
    result = ImportResult(content, submission(DATA), {}, ImportReport(0, {}), origins={PATH: letter_origins(paragraph)})
    reviewed = ImportedWordFile(content, result, submission(DATA))
    return list(appearance_changes.find_changes(reviewed, sent, sides(DATA)))


@pytest.mark.parametrize(
    ("own", "kind"),
    [
        ("highlight=yellow", "highlight"),
        ("color=ff0000 sz=40", "colour, font size"),
        ("color=auto highlight=none u=none", None),
        ("color=000000 fill=ffffff", None),
        ("fill=ffff00", "highlight"),
        ("lang=fr", None),
    ],
)
def test_formatting_that_no_submission_holds(own, kind):
    changes = found(Look("words", "", own))
    assert [(each.label, each.path, each.verdict, each.quote) for each in changes] == (
        [(kind, PATH, "refused", "words")] if kind else []
    )


def test_formatting_that_was_sent_out_is_none():
    look = Look("words", "", "highlight=yellow")
    assert found(look, sent=word_file(TEXT, looks=(look,))) == []
    assert len(found(look, look, sent=word_file(TEXT, looks=(look,)))) == 1
    assert len(found(look, sent=word_file(TEXT, looks=(Look("words", "", "highlight=red"),)))) == 1


@pytest.mark.parametrize(
    ("words", "unseen", "kind"),
    [
        ("words", "1 pt high", ChangeKind.HARD_TO_SEE),
        ("words", visibility.Unseen.REVERSED, ChangeKind.IN_REVERSE),
        ("words", visibility.Unseen.HIDDEN, None),
        ("...", "1 pt high", None),
    ],
)
def test_words_that_are_hard_to_see(words, unseen, kind):
    assert [each.kind for each in found(Look(words, "", "", unseen=unseen))] == ([kind] if kind else [])


def test_words_that_the_reviewer_hid_stay_and_are_reported():
    [change] = found(asides=(Aside(AsideKind.UNHIDDEN_TEXT, "words"), Aside(AsideKind.HIDDEN_TEXT, "other")))
    assert (change.verdict, change.path, change.old) == ("refused", PATH, "words")


def test_who_formatted_words_is_named():
    tracked = (
        FormattingChange("words", name, "2024-01-02", "", "words", start=count_paragraph(number, 1)[0])
        for name, number in (("Bob", 1), ("Ada", 0))
    )
    [change] = found(Look("words", "", "highlight=yellow"), formatting_changes=tuple(tracked))
    assert (change.author, change.date, change.is_tracked) == ("Ada", "2024-01-02", True)


@pytest.mark.parametrize(
    ("shown", "hidden", "remaining"),
    [
        ("Some of a summary", "words", {"words"}),
        ("Some words of a summary", "words", set()),  # still shown
        ("Some of a summary", "new words", set()),  # not all of it was sent out
        ("Some of a summary", "", set()),
    ],
)
def test_hidden_words_that_were_sent_out(shown, hidden, remaining):
    content = word_file(shown, asides=(Aside(AsideKind.HIDDEN_TEXT, hidden),))
    assert appearance_changes.find_sent_hidden_words(content, word_file(TEXT)) == remaining
    assert appearance_changes.find_sent_hidden_words(content, None) == set()
