"""Documents that come back, as a Python program imports, merges and verifies them: no process, no terminal."""

from dataclasses import replace

import pytest

from tests.conftest import as_yaml, build, minimal
from tests.importer import alike
from tests.merge.tracking import Tracker
from wsisc import api, source
from wsisc.diff.change import Verdict
from wsisc.source import model

WORDS = "Many schools in the region were connected with support of the ministry and of several partners that year."
DATA = minimal({"parts": {"one": {"text": f"{WORDS}\n\nA second paragraph.\n"}}})


@pytest.fixture(scope="module")
def sent():
    return build(DATA)


@pytest.fixture
def folder(tmp_path, monkeypatch, sent):
    """Return a folder with a submission, its document, the same reviewed, and the same of another program."""
    tracker = Tracker(sent, "Ada")
    tracker.replace("second", "third")
    documents = {"sent.docx": sent, "reviewed.docx": tracker.content(), "foreign.docx": alike.stripped(sent)}
    for name, content in {**documents, "ours.yaml": as_yaml(DATA)}.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_import_writes_a_submission_and_accounts_for_every_word(folder):
    imported, written = api.import_document("foreign.docx", "new.yaml")
    assert [each.name for each in written] == ["new.yaml"]
    assert (folder / "new.yaml").read_text("utf-8") == imported.text
    assert (
        model.from_data(source.read(imported.text.encode(), "").data).title
        == imported.submission.title
        == DATA["title"]
    )
    assert imported.report.is_balanced
    assert not imported.errors
    with pytest.raises(api.WsiscError, match=r"new\.yaml") as refused:
        api.import_document("foreign.docx", "new.yaml")
    assert refused.value.exit_code == 2


def test_import_without_writing_leaves_the_folder_as_it_is(folder):
    before = sorted(folder.iterdir())
    imported, written = api.import_document("sent.docx", write=False)
    assert (imported.report, imported.needs_person, written) == (None, False, ())
    assert sorted(folder.iterdir()) == before


def test_merge_writes_what_a_reviewer_changed(folder):
    before = (folder / "ours.yaml").read_bytes()
    preview = api.merge_review("reviewed.docx", "ours.yaml", options=api.MergeOptions(dry_run=True))
    assert preview.content == (folder / "ours.yaml").read_bytes() == before
    merged = api.merge_review("reviewed.docx", "ours.yaml")
    assert [(each.verdict, each.author) for each in merged.changes] == [("clean", "Ada")]
    assert (folder / "ours.yaml").read_bytes() == merged.content != before
    assert (preview.changes, preview.needs_person) == (merged.changes, merged.needs_person) == (merged.changes, False)
    assert "third" in source.read(merged.content, "").value(("parts", "one", "text"))


def test_merge_asks_the_function_that_chooses(folder):
    before = (folder / "ours.yaml").read_bytes()
    assert api.merge_review("reviewed.docx", "ours.yaml", choose=lambda found: None) is None
    rejected = api.merge_review(
        "reviewed.docx",
        "ours.yaml",
        choose=lambda found: [replace(each, verdict=Verdict.REJECTED) for each in found.changes],
    )
    assert [each.verdict for each in rejected.changes] == ["rejected"]
    assert rejected.reported == ()
    assert (folder / "ours.yaml").read_bytes() == before


def test_merge_without_a_source_is_noted_and_another_submission_is_refused(folder):
    merged = api.merge_review("foreign.docx", "ours.yaml", options=api.MergeOptions(dry_run=True))
    assert [each.code for each in merged.review.notes] == ["version-found"]
    other = minimal(
        {"title": "Another", "entity": {"name": "Others"}, "parts": {"one": {"text": "Boats go out. " * 20}}}
    )
    (folder / "other.yaml").write_bytes(as_yaml(other))
    with pytest.raises(api.WsiscError, match="submission"):
        api.merge_review("reviewed.docx", "other.yaml")
    with pytest.raises(api.WsiscError, match="'Eve'"):
        api.merge_review("reviewed.docx", "ours.yaml", options=api.MergeOptions(accept_from=["Eve"]))


def test_verify_compares_a_document_with_its_source(folder):
    found = api.verify_document("sent.docx", "ours.yaml")
    assert (found.is_match, found.is_identical, found.call.id) == (True, True, DATA["call"])
    assert api.verify_document("sent.docx").is_match
    changed = api.verify_document("reviewed.docx", "ours.yaml")
    assert not changed.is_match
    assert any("third" in each for each in changed.differences)
    with pytest.raises(api.WsiscError, match=r"foreign\.docx"):
        api.verify_document("foreign.docx")
    assert api.verify_document("foreign.docx", "ours.yaml").call is not None


def test_verify_reports_the_errors_of_a_source(folder):
    (folder / "wrong.yaml").write_bytes(as_yaml({**DATA, "language": "xx"}))
    found = api.verify_document("foreign.docx", "wrong.yaml")
    assert (found.call, found.is_match) == (None, False)
    assert found.errors.diagnostics
