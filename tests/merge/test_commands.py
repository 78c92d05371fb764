"""`wsisc import --into`: what it says, what it writes, and what it leaves alone."""

import os
import pty
import re
import select
import signal
import sys
import time
import zipfile

import click
import docx
import pytest
from lxml import etree

from tests.conftest import build, some_quick, wsisc
from tests.importer import alike
from tests.merge import tracking
from tests.merge.sent_file import BASE, EDIT, EDITED, SENT, TEXT, reviewed
from tests.merge.tracking import W
from tests.reviews.reviewer import Reviewer
from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model


def test_nothing_changed(merge):
    assert merge(SENT)[::2] == (0, TEXT)


def test_a_change_lands_and_a_dry_run_writes_nothing(merge):
    assert merge(EDIT, dry_run=True)[::2] == (0, TEXT)
    code, output, merged = merge(EDIT)
    assert (code, merged) == (0, EDITED)
    assert "ours.yaml:16 (Part One, Text), Ada, 2024-05-01" in output
    assert merge(EDIT, merged)[::2] == (0, EDITED)


@pytest.mark.parametrize("part", ["word/styles.xml", "word/document.xml"])
def test_a_hidden_reference_deletes_no_note(merge, part):
    """Hidden by its style, as when a reviewer formats the numbers of notes, or by itself."""
    tracker = tracking.Tracker(SENT)
    if part == "word/styles.xml":
        styles = etree.fromstring(tracker.parts[part])
        [style] = [each for each in styles if each.get(f"{W}styleId") == "FootnoteReference"]
        style.find(f"{W}rPr").append(etree.Element(f"{W}vanish"))
        tracker.parts[part] = etree.tostring(styles)
    else:
        reference = next(tracker.root.iter(f"{W}footnoteReference"))
        reference.getprevious().append(etree.Element(f"{W}vanish"))
    code, _, merged = merge(tracker.content())
    assert (code, "hidden in the Word file: Where this was taken from." in merged) == (1, True)
    assert [line for line in TEXT.splitlines() if line not in merged.splitlines()] == []


def test_a_redline_shows_what_was_merged(merge, tmp_path):
    redline = tmp_path / "redline.docx"
    for dry_run in (True, False):
        code, output, merged = merge(EDIT, dry_run=dry_run, redline=str(redline))
        assert (code, merged) == (0, TEXT if dry_run else EDITED)
        assert str(redline) in output.splitlines()
        body = read_body(redline)
        assert [each.text for each in body.iter(f"{W}delText")] == ["second"]
        assert {each.get(f"{W}author") for name in ("ins", "del") for each in body.iter(f"{W}{name}")} == {"Ada"}
        redline.unlink()
    assert merge(EDIT, EDITED, redline=str(redline))[::2] == (0, EDITED)
    assert merge(reviewed(("comment", "third one", "Why this?", "Bob")), redline=str(redline))[0] == 0
    assert not redline.exists()


def read_body(path):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def test_a_redline_shows_who_changed_what(merge, tmp_path):
    both = reviewed(
        ("replace", "second one", "middle one"), ("by", "Bob"), ("replace", "all districts", "most districts")
    )
    assert merge(both, redline=str(tmp_path / "redline.docx"))[0] == 0
    body = read_body(tmp_path / "redline.docx")
    found = [
        (etree.QName(each).localname, each.get(f"{W}author"), each.get(f"{W}date"), "".join(each.itertext()))
        for each in body.iter(f"{W}ins", f"{W}del")
    ]
    date = "2024-05-01T10:00:00Z"
    assert sorted(found) == [
        ("del", "Ada", date, "second"),
        ("del", "Bob", date, "all"),
        ("ins", "Ada", date, "middle"),
        ("ins", "Bob", date, "most"),
    ]


@pytest.mark.parametrize("name", ["reviewed.docx", "ours.yaml", "redline.pdf", "-", "theirs.docx"])
def test_a_redline_replaces_no_work_of_a_person(merge, tmp_path, name):
    theirs = docx.Document()
    theirs.save(tmp_path / "theirs.docx")
    before = (tmp_path / "theirs.docx").read_bytes()
    with pytest.raises((click.UsageError, WsiscError)) as refused:
        merge(EDIT, redline=name if name == "-" else str(tmp_path / name))
    assert refused.value.exit_code == (3 if name == "theirs.docx" else 2)
    assert (tmp_path / "ours.yaml").read_text("utf-8") == TEXT
    assert (tmp_path / "theirs.docx").read_bytes() == before
    assert (tmp_path / "reviewed.docx").read_bytes() == EDIT


def test_a_merge_remains_if_there_can_be_no_redline(merge, tmp_path):
    redline = tmp_path / "redline.docx"
    for old, new in (("language: en", "language: xx"), ("all districts", "all <b>districts</b>")):
        code, output, merged = merge(EDIT, TEXT.replace(old, new), redline=str(redline))
        assert (code, merged) == (1, EDITED.replace(old, new))
        assert "error: there is no redline: " in output
        assert "Pandoc" not in output
    assert not redline.exists()


def test_a_redline_needs_a_merge(tmp_path):
    (tmp_path / "reviewed.docx").write_bytes(EDIT)
    assert wsisc("import", "reviewed.docx", "--redline", "redline.docx", cwd=tmp_path).returncode == 2
    assert [each.name for each in tmp_path.iterdir()] == ["reviewed.docx"]


def test_without_a_source_the_version_that_was_sent_is_named(merge, tmp_path):
    author = TEXT.replace("A second one that", "This second one that")
    (tmp_path / "sent.docx").write_bytes(SENT)
    for base in (BASE, tmp_path / "sent.docx"):
        assert merge(alike.stripped(SENT), author, base=str(base))[::2] == (0, author)
        code, output, merged = merge(alike.stripped(EDIT), author, base=str(base))
        assert code == 1
        assert "yours:    This second one that says" in output
        assert merged.startswith(author.partition("  two:")[0])


def test_the_file_of_another_submission_is_refused(merge):
    other = TEXT.replace("Our contribution", "Another").replace("An entity", "Others")
    with pytest.raises(WsiscError, match="another submission") as refused:
        merge(EDIT, other)
    assert refused.value.exit_code == 2
    assert merge(EDIT, other, base=str(BASE))[0] == 0


def test_a_second_merge_of_a_file_that_has_another_title_and_entity_changes_nothing(merge):
    renamed = reviewed(("replace", "Our contribution", "Another"), ("replace", "An entity", "Others"))
    code, _, merged = merge(renamed)
    assert (code, merged) == (0, TEXT.replace("Our contribution", "Another").replace("An entity", "Others"))
    assert merge(renamed, merged)[::2] == (0, merged)


def test_the_file_of_a_stranger_is_refused(merge):
    """A document without a source that shares neither title, name nor text would take out all that the author wrote."""
    kept = {"wsisc": 1, "call": "cstd-26", "language": "en", "title": "Fishing in 2022"}
    ways = "Boats went out each morning before the sun came up, and brought home what the sea gave."
    stranger = alike.stripped(build({**kept, "entity": {"name": "Fishers"}, "parts": {"one": {"text": ways}}}))
    with pytest.raises(WsiscError, match="another submission"):
        merge(stranger)
    assert "title changed" in merge(stranger, base=str(BASE))[1]
    renamed = TEXT.replace("Our contribution", "Another").replace("An entity", "Others")
    assert merge(alike.stripped(EDIT), renamed)[1].count("not applied") == 0


def test_a_comment_on_words_that_went_stays(merge):
    code, _, merged = merge(reviewed(("comment", "third one", "Why this?", "Bob"), ("remove", "A third one")))
    assert code == 0
    assert source.read(merged.encode(), "").value(("parts", "one", "comments", 0, "text")) == "Why this?"


@pytest.mark.parametrize(
    "edits",
    [
        [("replace", "executive summary", "exec. summary")],
        [("replace", "analytical overview of", "long look at")],
        [("remove", "Part Two:")],
        [("replace", "COMMISSION ON", "BODY ON"), ("replace", "Twenty-sixth session", "26th session")],
    ],
)
@pytest.mark.parametrize("by", some_quick(["Ada", ""], 2))
def test_the_wording_of_the_call_is_not_merged_and_waits(merge, edits, by):
    code, output, merged = merge(reviewed(*edits, ("replace", "all districts", "most districts"), by=by))
    assert code == 1
    assert output.count("not applied: wording") == len(edits)
    left = [each for _, each in model.comments(model.from_data(source.read(merged.encode(), "").data))]
    assert [each.by for each in left] == [by] * len(edits)
    for (kind, old, *new), comment in zip(edits, left, strict=True):
        assert old in comment.quote
        assert comment.proposal == ""
        assert ("changed: A brief" if kind == "remove" else new[0]) in comment.text  # the prompt is left
    assert "most districts" in merged


def test_what_is_written_on_the_cover_stands_in_the_file(merge):
    code, output, merged = merge(reviewed(("add", "COMMISSION ON", "Who wrote this?")))
    assert code == 1
    assert "not applied: paragraph added" in output
    assert source.read(merged.encode(), "").value(("parts", "one", "comments", 0, "proposal")) == "Who wrote this?"


def test_the_first_item_of_a_list_goes(merge):
    merged = merge(reviewed(("remove", "First item"), ("replace", "second item", "next item")))[2]
    assert merged == TEXT.replace(
        "      1) First item,\n      2) second item,\n      3)", "      1) next item,\n      2)"
    )


def test_all_items_of_a_list_go_but_those_of_the_author(merge):
    author = TEXT.replace("      3) third item.\n", "      3) third item,\n      4) the author's.\n")
    items = ("First item", "second item", "third item")
    code, _, merged = merge(reviewed(*(("remove", each) for each in items)), author)
    assert code == 1
    assert "      1) third item,\n      2) the author's.\n" in merged


SPELLED = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: f"\ufeff{text}",
    "bare": lambda text: text.rstrip("\n"),
    "single quotes": lambda text: text.replace('"What will be done: a lot."', "'What will be done: a lot.'"),
    "braces": lambda text: text.replace(
        'b:\n      text: "What will be done: a lot." ', 'b: {text: "What will be done: a lot."} '
    ).replace("footnotes:\n  source: Where this was taken from.", "footnotes: {source: Where this was taken from.}"),
}


@pytest.mark.parametrize("spelling", SPELLED)
def test_a_file_keeps_its_spelling(merge, spelling):
    changes = [("a lot", "a little"), ("taken from", "found"), ("second item", "next item"), ("| 12 ", "| 13 ")]
    edits = [("replace", old.strip("| "), new.strip("| ")) for old, new in changes]
    expected = SPELLED[spelling](TEXT)
    for old, new in changes:
        expected = expected.replace(old, new)
    code, _, merged = merge(reviewed(*edits), SPELLED[spelling](TEXT))
    assert (code, merged) == (0, expected)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("parts:", "parts: ["),
        TEXT.replace("text: |\n      The", "text: &here |\n      The"),
        TEXT.replace("  one:", "\tone:"),
        TEXT.replace("title: Our", "title: x\ntitle: Our"),
        TEXT.replace("An entity", "Ä").encode("latin-1"),
        "",
        "- a list\n",
    ],
)
def test_a_broken_file_is_refused(merge, text):
    with pytest.raises(WsiscError, match="has errors") as refused:
        merge(EDIT, text)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("parts", ["", "parts:\n", "parts: {}\n", "parts: {one: {}}\n"])
def test_a_file_without_parts_loses_no_word(merge, parts):
    document = reviewed(("replace", "second one", "middle one"), ("comment", "third item", "Is it so?", "Ada"))
    code, output, merged = merge(document, TEXT.partition("parts:")[0] + parts)
    assert code == 1
    for words in ("middle one", "Is it so?"):
        assert words in output + merged


TWO = reviewed(
    ("replace", "second one", "middle one"),
    ("by", "Bob"),
    ("replace", "all districts", "most districts"),
    ("replace", "was done", "got done"),
    ("by", ""),
    ("replace", "a lot", "a little"),
)


def test_only_what_some_changed(merge):
    code, output, merged = merge(TWO, accept_from=("Bob",))
    assert code == 0
    assert merged == TEXT.replace("all districts", "most districts").replace("what was done", "what got done")
    assert "left out: the tracked changes of Ada; untracked changes" in output
    merged = merge(TWO, accept_from=("Ada", "Bob"))[2]
    assert merged == TEXT.replace("all districts", "most districts").replace(
        "second one that says what was", "middle one that says what got"
    )
    with pytest.raises(WsiscError, match="no tracked changes of 'Eve'"):
        merge(TWO, accept_from=("Eve",))


class Terminal:
    """The command in a terminal of its own."""

    def __init__(self, folder, *arguments):
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.environ |= {"NO_COLOR": "1", "TERM": "xterm", "EDITOR": str(folder / "editor")}
            os.execv(
                sys.executable,
                [sys.executable, "-m", "wsisc", "import", "reviewed.docx", "--into", "ours.yaml", *arguments],
            )
        self.shown = ""

    def read(self):
        """Read what is shown; return whether there may be more."""
        if not select.select([self.screen], [], [], 0.1)[0]:
            return True
        try:
            found = os.read(self.screen, 10_000).decode()
        except OSError:
            return False
        self.shown += found.replace("\r", "")
        return bool(found)

    def answer(self, words, after):
        end = time.monotonic() + 60
        while not self.shown.endswith(after) and time.monotonic() < end:
            assert self.read(), self.shown
        assert self.shown.endswith(after), self.shown
        time.sleep(0.3)  # a signal between the question and the wait for its answer is heard by Python after that alone
        os.write(self.screen, words.encode())

    def close(self):
        """Wait for the end of the command, or end it where it does not come; return its exit code."""
        end = time.monotonic() + 30
        while self.read() and time.monotonic() < end:
            pass
        if time.monotonic() >= end:
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.screen)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def terminal(tmp_path):
    (tmp_path / "reviewed.docx").write_bytes(TWO)
    (tmp_path / "ours.yaml").write_text(TEXT.replace("what was done", "what is done"), "utf-8")
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i s/most/nearly-all/ "$1"\n', "utf-8")
    editor.chmod(0o755)
    return Terminal(tmp_path, "--interactive")


def test_one_by_one_in_a_terminal(terminal, tmp_path):
    terminal.answer("a\n", "1 of 4: [a]ccept, [r]eject, [e]dit, [q]uit: ")  # what no words of the author overlap
    terminal.answer("l\n", "2 of 4: [a]ccept, [r]eject, [e]dit, [l]eave, [q]uit: ")
    terminal.answer("e\n", "3 of 4: [a]ccept, [r]eject, [e]dit, [q]uit: ")
    terminal.answer("r\n", "4 of 4: [a]ccept, [r]eject, [e]dit, [q]uit: ")
    assert terminal.close() == 1
    merged = (tmp_path / "ours.yaml").read_text("utf-8")
    assert "districts.\n" in merged
    assert "nearly-all districts" in merged
    assert "What will be done: a lot." in merged
    assert merged.count("proposal:") == 1
    assert "2 changes applied, 1 conflict, 1 rejected" in terminal.shown


@pytest.mark.parametrize(("last", "code"), [("\x03", 130), ("q\nn\n", 1)])
def test_who_ends_half_way_writes_nothing(terminal, tmp_path, last, code):
    before = (tmp_path / "ours.yaml").read_bytes()
    terminal.answer("a\n", "1 of 4: [a]ccept, [r]eject, [e]dit, [q]uit: ")
    terminal.answer(last, "2 of 4: [a]ccept, [r]eject, [e]dit, [l]eave, [q]uit: ")
    assert terminal.close() == code
    assert "nothing was written" in terminal.shown
    assert (tmp_path / "ours.yaml").read_bytes() == before


def test_what_was_sent_out_already_and_the_file_lacks_is_named(merge):
    """A base that holds the reviewer's words hides them; so does one that the author went on from."""
    author = TEXT.replace("A second one that says", "Another one that says")
    code, output, merged = merge(SENT, author)
    assert (code, merged) == (0, author)
    assert re.search(r"line 1\d of \S*ours.yaml differs from the Word file", output)
    code, output, _ = merge(reviewed(("replace", "all districts", "most districts")), author)
    assert code == 0
    assert re.search(r"line 1\d of \S*ours.yaml differs from the Word file", output)
    for document_path in (SENT, EDIT):
        assert "differ" not in merge(document_path)[1]
    code, output, _ = merge(EDIT, TEXT.replace("what was done\n", "what was done well\n"))
    assert code == 0
    assert "passage" not in output


def test_people_whose_changes_marks_alone_carry_are_known(merge):
    tracker = Reviewer(SENT, "Eve")
    tracker.row("Country").getnext().getnext().find(f"{W}trPr").append(tracker.marked("del"))
    tracker.by = "Bob"
    tracker.type("A second one", " here")
    code, output, merged = merge(tracker.content(), accept_from=("Eve",))
    assert (code, "20" in merged, "second one here" in merged) == (0, False, False)
    assert "Eve, 2024-05-01" in output
    assert "Bob" in output
    code, output, merged = merge(tracker.content(), accept_from=("Bob",))
    assert (code, "20" in merged, "second one here" in merged) == (0, True, True)
    assert "left out: the tracked changes of Eve" in output


def test_who_joined_paragraphs_is_known(merge):
    tracker = Reviewer(SENT, "Eve")
    tracker.join("A third one")
    code, output, merged = merge(tracker.content(), accept_from=("Eve",))
    assert code == 0
    assert "Eve, 2024-05-01" in output
    assert merged != TEXT


def test_lines_are_those_of_the_file_as_it_is_then(merge):
    content = reviewed(("add", "A second one", "A new one."), ("replace", "all districts", "most districts"))
    for dry_run in (True, False):
        _, output, merged = merge(content, dry_run=dry_run)
        line = next(at for at, each in enumerate(merged.split("\n"), 1) if "districts" in each)
        assert f"ours.yaml:{line} (Part Two, section 1, Text)" in output


def test_characters_that_are_left_out_are_counted(merge):
    code, output, merged = merge(reviewed(("replace", "second one", "mid\u200bdle\u202d \ufeffone\u200b")))
    assert (code, merged) == (0, EDITED)
    assert "4 characters" in output
    assert "U+200B, U+202D, U+FEFF" in output
    assert "U+" not in merge(EDIT)[1]


def test_words_that_a_character_turns_round_are_reported(merge):
    code, output, merged = merge(reviewed(("replace", "second one", "middle\u202e one")))
    assert code == 1
    assert "words that Word shows in reverse" in output
    assert "middle one" in merged


def test_words_struck_through_are_named_so(merge):
    tracker = Reviewer(SENT)
    tracker.look("second one", "strike")
    code, output, merged = merge(tracker.content())
    assert (code, "second one" in merged) == (0, False)
    assert "struck through count" in output
    assert "struck through count" not in merge(reviewed(("replace", "second one", ""), by=""))[1]
