"""Word files with changed headings: known by styles and labels; otherwise nothing is written."""

import io
import json
import re
import zipfile

import pytest

from tests.importer import alike, foreign
from tests.merge import test_commands as reviews
from tests.merge.tracking import Tracker, W
from wsisc import importer, source
from wsisc.calls import call as calls
from wsisc.cli import import_into
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.word import reader
from wsisc.source import model

KNOWN = calls.BUILT_IN
SENT, TEXT = reviews.SENT, reviews.TEXT


def restyled(content, change):
    """Return a Word file with its styles changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == "word/styles.xml" else old.read(each))
    return buffer.getvalue()


def without_levels(styles):
    return re.sub(rb"<w:outlineLvl[^>]*/>", b"", styles)


def without_names(styles):
    return without_levels(styles).replace(b'"heading ', b'"own ')


@pytest.fixture
def merge(tmp_path, capsys):
    def merge(document):
        """Return the exit code, None for a refusal, the output, and the file afterwards."""
        into, reviewed = tmp_path / "ours.yaml", tmp_path / "reviewed.docx"
        into.write_text(TEXT, "utf-8")
        reviewed.write_bytes(document)
        try:
            code = import_into.merge(str(reviewed), str(into))
        except WsiscError as refused:
            return None, f"{refused}\n{refused.hint}", into.read_text("utf-8")
        return code, capsys.readouterr().out, into.read_text("utf-8")

    return merge


@pytest.mark.parametrize("change", [bytes, alike.stripped], ids=["whole", "stripped"])
def test_headings_are_known_by_the_names_of_their_styles(merge, change):
    code, output, merged_text = merge(restyled(change(SENT), without_levels))
    has_source = change is bytes  # then its other styles are reported
    assert (code, merged_text) == (int(has_source), TEXT)
    assert ("nothing was merged" if has_source else "nothing to merge") in output


@pytest.mark.parametrize("change", [bytes, alike.stripped], ids=["whole", "stripped"])
def test_a_file_without_headings_is_refused_and_nothing_written(merge, change):
    code, output, merged_text = merge(restyled(change(SENT), without_names))
    assert (code, merged_text) == (None, TEXT)
    assert "Part One:" in output
    assert "Heading 1" in output


def test_a_file_with_nothing_of_the_call_is_refused(merge):
    document = foreign.new()
    document.add_heading("Our own title", 1)
    document.add_paragraph("Words.")
    assert merge(foreign.saved(document))[::2] == (None, TEXT)


def _without_comments(text):
    """Return the content of a submission without the comments of reviewers."""
    return json.dumps(_bare(source.read(text.encode(), "").data))


def _bare(data):
    if isinstance(data, list):
        return [_bare(each) for each in data]
    return {k: _bare(v) for k, v in data.items() if k != "comments"} if isinstance(data, dict) else data


def relabelled(prompt, label):
    """Return a Word file in which a reviewer left of a prompt only its label."""
    tracker = Tracker(SENT)
    prompted = tracker.paragraph(prompt)
    heading = prompted.getprevious()
    for each in (*prompted.iter(f"{W}t"), *heading.iter(f"{W}t")):
        each.text = ""
    next(heading.iter(f"{W}t")).text = label
    return tracker.content()


@pytest.mark.parametrize(
    ("prompt", "label"),
    [("An executive summary", "Part One"), ("analytical overview", "Part Two:"), ("Innovative policies", "(a)")],
)
def test_a_prompt_that_was_cut_to_its_label_is_still_that_of_its_part(merge, prompt, label):
    cut = relabelled(prompt, label)
    code, output, merged_text = merge(cut)
    assert code == 1  # a reviewer may not change the wording of the call: it is reported, and waits as a comment
    assert merged_text.count("comments:") == 1
    assert _without_comments(merged_text) == _without_comments(TEXT)
    assert label in output
    original, found = (
        importer.import_content(reader.read(alike.stripped(each)), KNOWN).submission for each in (SENT, cut)
    )
    assert alike.essence(found) == alike.essence(original)


def test_a_heading_of_the_call_that_became_plain_is_still_one(merge):
    tracker = Tracker(SENT)
    properties = tracker.paragraph("analytical overview").find(f"{W}pPr")
    properties.remove(properties.find(f"{W}pStyle"))
    assert merge(tracker.content())[::2] == (0, TEXT)


def by_hand(*written):
    document = foreign.new()
    for text, level in written:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    return importer.import_content(reader.read(foreign.saved(document)), KNOWN, "cstd-26").submission


def test_headings_that_are_only_letters_begin_the_parts_of_a_part():
    found = by_hand(("Part Three", 1), ("(a)", 2), ("First words.", 0), ("(b)", 2), ("Other words.", 0))
    [three] = found.parts
    assert {part.id: part.text for part in three.parts} == {"a": "First words.\n", "b": "Other words.\n"}
    assert found.unplaced is None


def test_letters_elsewhere_begin_no_part():
    found = by_hand(("Part Three", 1), ("Part Two", 1), ("(a)", 2), ("First words.", 0))
    assert alike.sections(found) == ["(a)"]
    assert [path for path, part in model.parts(found) if part.sections] == [("parts", "two")]
