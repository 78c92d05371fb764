"""A file that LibreOffice edited, with changes tracked, flows into the submission that its author edited too."""

import re
from pathlib import Path

import pytest

from tests.conftest import wsisc
from tests.merge import office, tracking
from tests.merge.test_kept import NESTED, NESTED_SENT
from tests.merge.tracking import W
from tests.reviews.reviewer import Reviewer
from wsisc import source

BASE = Path(__file__).parent / "reviewed.yaml"
ADA = "Ada Reviewer"

AUTHOR = [
    ("in the year.", "in the year 2022."),
    ("Health centres too.", "Health centres too.\n\n          A paragraph of the author's."),
    ("  1) First item,", "  1) First of all,"),
]
REVIEWER = [
    office.replace("that says what", "which tells what"),
    office.insert("all districts", " (but two)"),
    office.drop("A third one"),
    office.paragraph("was done.", "A new paragraph by Ada."),
    office.replace("12", "13"),
    office.replace("second item", "next item"),
    office.replace("First item", "Initial item"),
    office.note(0, "Where this was found."),
    office.track(False),
    office.replace("will be done", "is planned"),
]
LANDED = [
    ("A second one that says what", "A second one which tells what"),
    ("      3) third item.\n", "      3) third item.\n    comments:\n"),
    ("2) second item", "2) next item"),
    ("in all districts.", "in all districts (but two)."),
    ("| A       | 12      |", "| A       | 13      |"),
    ("      A third one, which goes.\n\n", ""),
    ("text: What was done.\n", "text: |-\n        What was done.\n\n        A new paragraph by Ada.\n"),
    ('"What will be done: a lot."', '"What is planned: a lot."'),
    ("Where this was taken from.", "Where this was found."),
]
REMARKS = [
    {"by": ADA, "quote": "First of all,", "proposal": "Initial item,"},
    {"by": ADA, "quote": "third item.", "text": "Is this so?"},
]


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_what_libreoffice_tracked_lands(tmp_path):
    sent, ours = tmp_path / "sent.docx", tmp_path / "ours.yaml"
    assert wsisc("build", BASE, "-o", sent).returncode == 0
    tracker = tracking.Tracker(office.edited(sent, tmp_path, ADA, *REVIEWER).read_bytes())
    tracker.comment("third item", "Is this so?", ADA)
    (tmp_path / "noted.docx").write_bytes(tracker.content())
    reviewed = office.saved(tmp_path / "noted.docx", tmp_path)
    text = BASE.read_text("utf-8")
    for old, new in AUTHOR:
        assert old in text
        text = text.replace(old, new)
    ours.write_text(text, "utf-8")
    done = wsisc("import", reviewed, "--into", ours)
    assert done.returncode == 1, done.stderr.decode()
    assert "8 changes applied, 1 conflict, 1 comment added" in done.stdout.decode()
    assert "Ada Reviewer" in done.stdout.decode()
    for old, new in LANDED:
        assert old in text
        text = text.replace(old, new)
    result = ours.read_text("utf-8")
    comments = source.read(result.encode(), "").value(("parts", "one", "comments"))
    assert [{key: value for key, value in each.items() if key != "date"} for each in comments] == REMARKS
    assert re.sub(r' {6}(- by: Ada|  (date: "|quote: |text: Is|proposal: )).*\n', "", result) == text


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_what_libreoffice_only_saves_is_as_it_was(tmp_path):
    (tmp_path / "ours.yaml").write_text(NESTED, "utf-8")
    (tmp_path / "sent.docx").write_bytes(NESTED_SENT)
    found = wsisc("import", office.saved(tmp_path / "sent.docx", tmp_path), "--into", tmp_path / "ours.yaml")
    assert found.returncode == 0
    assert (tmp_path / "ours.yaml").read_text("utf-8") == NESTED
    assert b"nothing to merge" in found.stdout


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_a_highlight_that_libreoffice_saved_is_all_that_is_reported(tmp_path):
    (tmp_path / "ours.yaml").write_text(NESTED, "utf-8")
    reviewer = Reviewer(NESTED_SENT)
    words = next(each.text for each in reviewer.root.iter(f"{W}t") if "item" in (each.text or "").lower())
    reviewer.dress(words, '<w:highlight w:val="yellow"/>')
    (tmp_path / "sent.docx").write_bytes(reviewer.content())
    found = wsisc("import", office.saved(tmp_path / "sent.docx", tmp_path), "--into", tmp_path / "ours.yaml")
    assert found.returncode == 1
    assert found.stdout.decode().startswith(f'not applied: highlight on "{words}"')
    assert b"0 changes applied, 1 not applied" in found.stdout
    assert b"do not support it" not in found.stderr
