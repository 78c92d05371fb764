"""Edits of one text are applied from its end to its start, so that none moves the place of another."""

import pytest

from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit
from wsisc.messages import localization


def test_the_order_of_edits():
    edits = [
        TextEdit((), "insert", (0,)),
        TextEdit((), "change", (0,)),
        TextEdit((), "insert", (1,)),
        TextEdit((), "change", (1, 0)),
        TextEdit((), "remove", (1,)),
        TextEdit((), "insert", (2,)),
    ]
    order = sorted(edits, key=lambda each: each.sort_key)
    assert [order.index(each) for each in edits[:3]] == [0, 1, 2]
    assert order.index(edits[5]) == 5
    assert edits[4].sort_key < edits[3].sort_key  # what is within comes later, and so is made earlier


def test_a_tracked_change_has_an_author():
    change = Change(action=ChangeAction.ADDED, kind=ChangeKind.PARAGRAPH, new="New.").with_author("Ada", "2024")
    assert (change.author, change.date, change.is_tracked, change.new) == ("Ada", "2024", True, "New.")


@pytest.mark.parametrize("language", ["fr", "es"])
def test_what_was_done_to_what_is_said_in_the_language(language):
    labelled = {ChangeKind.COMPONENT, ChangeKind.FORMATTING, ChangeKind.VALUE, ChangeKind.ENTRY}
    words = {*ChangeKind, *ChangeAction} - labelled - {ChangeAction.FORMATTED}
    forms = localization.load_catalogue(language).forms
    assert [word for word in words if ("", word) not in forms] == []
    item = Change(action=ChangeAction.CHANGED, kind=ChangeKind.ITEM).description
    assert (
        localization.translate(item, language)
        == {"fr": "élément\u00a0: modification", "es": "elemento: cambio"}[language]
    )
