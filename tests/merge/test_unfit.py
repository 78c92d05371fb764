"""Whatever a merge writes is valid, apart from the conflicts that it leaves: a stranger's file cannot break another."""

import io
import re
import zipfile

import pytest

from tests.conftest import some_quick
from tests.merge.sent_file import TEXT, reviewed
from wsisc import source
from wsisc.calls import schema
from wsisc.calls.call import BUILT_IN
from wsisc.diff.change import Change, ChangeAction, ChangeKind, PlainEdit
from wsisc.diff.sides import Sides
from wsisc.merge import apply, format_guard
from wsisc.source import model

DATES = ("not a date", "2022-13-45T00:00:00Z", "22-1-1", "\u0662\u0660\u0662\u0662-\u0660\u0661-\u0660\u0661T00:00:00Z")


def errors(text):
    return set(format_guard.find_new_errors(*(schema.check(source.read(each.encode(), "")) for each in (TEXT, text))))


@pytest.mark.parametrize("date", some_quick(DATES, 3))
def test_what_is_no_date_is_left_out_and_reported(merge, date):
    content = reviewed(("comment", "third one", "Why this?", "Bob"), ("replace", "second one", "middle one"))
    dated = altered(content, date)
    code, output, merged = merge(dated, TEXT.replace("A second one", "The second one"))
    assert code == 1
    assert "invalid dates" in output
    assert not errors(merged)
    found = [each for _, each in model.comments(model.from_data(source.read(merged.encode(), "").data))]
    assert len(found) == 2
    assert all(not each.date for each in found)
    assert merge(dated, merged)[::2] == (1, merged)


def altered(content, date):
    """Return a Word file whose changes and comments all have another date."""
    merged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(merged, "w") as new:
        for each in old.infolist():
            body = old.read(each)
            if each.filename in ("word/document.xml", "word/comments.xml"):
                body = re.sub(rb'w:date="[^"]*"', f'w:date="{date}"'.encode(), body)
            new.writestr(each, body)
    return merged.getvalue()


def test_a_change_that_would_break_the_format_is_refused_and_the_others_land():
    title, name = ("title",), ("entity", "name")
    good = Change(
        action=ChangeAction.CHANGED,
        kind=ChangeKind.TITLE,
        path=title,
        old="Our contribution",
        new="Ours",
        edit=PlainEdit(title, "Ours"),
    )
    bad = Change(
        action=ChangeAction.CHANGED,
        kind=ChangeKind.NAME,
        path=name,
        old="An entity",
        edit=PlainEdit(name, "x" * 100_000),
    )
    base = model.from_data(source.read(TEXT.encode(), "").data)
    sides = Sides(base, base, base)
    (content, changes, _), _, new_errors = format_guard.apply_safely(
        source.read(TEXT.encode(), ""),
        [good, bad],
        lambda expected: apply.apply_changes(TEXT.encode(), sides, expected),
        BUILT_IN,
    )
    assert [(each.path, each.verdict) for each in changes] == [(title, "clean"), (name, "refused")]
    assert new_errors == []
    assert not errors(content.decode())


def test_a_comment_that_the_format_cannot_hold_is_left_out_and_reported(merge):
    content = reviewed(("comment", "third one", "long " * 5000, "Bob"))
    code, output, merged = merge(content)
    assert code == 1
    assert "long long" in output
    assert merged == TEXT
