"""Which submissions a collection contains, in which order and under which keys, and why others are left out."""

from dataclasses import replace

import pytest

from tests.conftest import minimal
from tests.dataset.samples import collect_data
from wsisc.messages import diagnostic
from wsisc.messages.diagnostic import Diagnostic, Severity, Span
from wsisc.publication.collate import collection, submission_keys
from wsisc.publication.collate.collection import Collection, LeftOutSubmission


def problem(code, line, severity=Severity.ERROR):
    return Diagnostic(code, severity, f"message {line}", "", "a.yaml", Span(line, 1, line, 2))


DRAFT, ERROR, CALL = problem("missing-part", 3), problem("control-character", 5), problem("unknown-call", 2)
WARNING = problem("spelling", 1, Severity.WARNING)


@pytest.mark.parametrize(
    ("diagnostics", "expected"),
    [
        ([], ("its call is unknown", "call")),
        ([WARNING], ("its call is unknown", "call")),
        ([WARNING, DRAFT], ("a draft, line 3: message 3", "draft")),
        (
            [DRAFT, problem("missing-part", 4), problem("open-conflict", 9)],
            ("a draft, line 3: message 3 (and 2 more)", "draft"),
        ),
        ([DRAFT, ERROR], ("with errors, line 3: message 3 (and 1 more)", "errors")),
        ([ERROR], ("with errors, line 5: message 5", "errors")),
        ([ERROR, CALL], ("with errors, line 5: message 5 (and 1 more)", "call")),
    ],
)
def test_the_reason_why_a_file_is_left_out(diagnostics, expected):
    assert collection.summarize_errors(diagnostics) == expected


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (" two\n lines\t", "two lines"),
        ("a\x00b\u202ec\ue000", "a\ufffdb\ufffdc\ufffd"),
        ("e\u0301", "é"),
        (f"x{'\u0302' * 3}", f"x{'\u0302' * 3}"),
        (f"x{'\u0302' * 4}y", f"x{'\u0302' * 3}y"),
        ("a" * 300, "a" * 300),
        ("a" * 301, "a" * 300 + "…"),
    ],
)
def test_the_text_of_a_file_that_is_left_out_is_one_printable_line(text, printed):
    assert collection.printable_line(text) == printed


def test_names_are_compared_without_accents_case_and_spaces():
    assert submission_keys.fold_name("  Élan  VITAL\n") == "elan vital"


def test_members_are_in_the_order_of_entities_and_have_unique_keys():
    data = [minimal({"entity": {"name": name}}) for name in ("Élan", "zebra", "Ant", "ant")]
    members = collect_data(*data).members
    assert [(each.manuscript.submission.entity.name, each.file) for each in members] == [
        ("Ant", "2.yaml"),
        ("ant", "3.yaml"),
        ("Élan", "0.yaml"),
        ("zebra", "1.yaml"),
    ]
    assert len({each.key for each in members}) == 4


def remarks(*data):
    return [tuple(each) for each in collect_data(*data).remarks()]


def test_a_remark_names_the_files_of_one_entity_and_needs_a_person_unless_their_titles_differ():
    other = minimal({"entity": {"name": "B"}})
    text = "An entity has several files: 0.yaml, 1.yaml"
    assert remarks(minimal(), minimal({"entity": {"name": "AN entity"}}), other) == [(text, True)]
    assert remarks(minimal(), minimal({"title": "Of another matter"}), other) == [(text, False)]
    assert remarks(minimal(), minimal({"entity": {"name": "An entity", "acronym": "AE"}}), other) == []


def test_a_remark_names_the_files_that_answer_another_call():
    entities = [minimal({"entity": {"name": name}}) for name in "ABC"]
    old = {**minimal({"entity": {"name": "D"}}), "call": "cstd-16", "parts": {"contribution": {"text": "All of it."}}}
    two = "the files answer several calls: "
    assert remarks(*entities, old) == [(f"{two}cstd-26 (3 files), cstd-16 (3.yaml)", True)]
    assert remarks(entities[0], old) == [(f"{two}cstd-16 (1.yaml), cstd-26 (0.yaml)", True)]


def test_a_member_is_reported_at_once_and_can_be_left_out():
    [member] = collect_data(minimal({"title": "T", "entity": {"name": "E"}})).members
    assert member.leave_out("why", "font") == LeftOutSubmission("0.yaml", "T", "E", "why", "font")
    assert LeftOutSubmission("a", "b", "c", "d").kind == "errors"
    assert collection.collect([], {"z": ("no", "file"), "a": ("gone", "file")}) == Collection(
        (), (LeftOutSubmission("a", "", "", "gone", "file"), LeftOutSubmission("z", "", "", "no", "file"))
    )


def test_a_piped_file_keeps_its_name_among_others(tmp_path):
    [member] = collect_data(minimal()).members
    names = (str(tmp_path / "in" / "a.yaml"), diagnostic.STANDARD_INPUT)
    left_out = LeftOutSubmission(diagnostic.STANDARD_INPUT, "T\n", "E", f"differs from {names[0]}")
    published = Collection(tuple(member._replace(file=each) for each in names), (left_out,)).as_published()
    assert [each.file for each in published.members] == ["a.yaml", diagnostic.STANDARD_INPUT]
    assert published.left_out == (left_out._replace(title="T", reason="differs from a.yaml"),)
    assert replace(published, members=()).as_published().left_out == published.left_out
