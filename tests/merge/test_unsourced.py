"""A Word file that has lost its source replaces no words that the author may have written later."""

import os
import random
import subprocess

import pytest
from lxml import etree

from tests.conftest import build, wsisc
from tests.importer import alike
from tests.merge import office, tracking
from tests.merge.sent_file import EDIT, EDITED, SENT, TEXT, reviewed
from tests.merge.tracking import W
from wsisc import source
from wsisc.diff import word_tree
from wsisc.source import model

AUTHOR = {
    "words": ("A second one that says what was done", "A second passage that lists what was achieved"),
    "added": ("      A third one, which goes.\n", "      A third one, which goes.\n\n      A later paragraph.\n"),
    "removed": ("      A third one, which goes.\n\n", ""),
    "item": ("2) second item,", "2) an item of the author's,"),
    "cell": ("| A       | 12      |", "| A       | 13      |"),
    "section": ("Health centres too.", "Health centres and clinics too."),
    "title": ("Our contribution   # as agreed", "Our contribution in full"),
    "note": ("Where this was taken from.", "Where this was taken from, page 3."),
    "quoted": ("What will be done: a lot.", "What will be done: very much."),
}
REVIEWER = {
    "words": ("replace", "second one that says what", "second one which tells what"),
    "same": ("replace", "in the year", "within the year"),
    "other": ("replace", "all districts", "most districts"),
    "added": ("add", "Health centres too", "A paragraph of the reviewer's."),
    "removed": ("remove", "A third one"),
    "item": ("replace", "second item", "next item"),
    "cell": ("replace", "12", "14"),
    "note": ("replace", "taken from", "found"),
    "quoted": ("replace", "a lot", "plenty"),
}


def texts(content):
    """Return the words of every text of a file by its path, without comments."""
    submission = model.from_data(source.read(content.encode(), "").data)
    words = {path: node.words for path, node in word_tree.parse_texts(submission)}
    titles = {(*path, "title"): section.title for path, section in model.sections(submission)}
    return {**words, **titles, ("title",): submission.title}


def edit(text, *names):
    for name in names:
        old, new = AUTHOR[name]
        assert old in text
        text = text.replace(old, new)
    return text


def merge(folder, document, text, *options):
    """Return the exit code and the output of a merge, and the file afterwards."""
    path = folder / "ours.yaml"
    path.write_text(text, "utf-8")
    document = document if isinstance(document, bytes) else document.read_bytes()
    (folder / "reviewed.docx").write_bytes(document)
    done = wsisc("import", "reviewed.docx", "--into", "ours.yaml", *options, cwd=folder)
    return done.returncode, (done.stdout + done.stderr).decode(), path.read_text("utf-8")


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments], cwd=folder, check=True)


def commit(folder, text):
    (folder / "ours.yaml").write_text(text, "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", "ours.yaml")
    git(folder, "commit", "-q", "-m", "A version")


def test_words_that_the_author_wrote_later_remain(tmp_path):
    author = edit(TEXT, *AUTHOR.keys() - {"removed"})
    untracked = reviewed(("replace", "all districts", "most districts"), by="")
    code, output, merged = merge(tmp_path, alike.stripped(untracked), author)
    assert code == 1
    assert "conflict" in output
    assert "--base ours.yaml" in output
    assert texts(merged) == texts(author)
    assert "most districts" in merged  # in a comment
    assert "passage that lists" in (tmp_path / "ours.yaml.bak").read_text("utf-8")
    assert merge(tmp_path, alike.stripped(untracked), merged)[::2] == (1, merged)


def test_a_conflict_says_only_what_is_in_both_files_if_it_is_not_known_what_was_sent(tmp_path):
    untracked = alike.stripped(reviewed(("replace", "second one", "middle one"), by=""))
    lines = merge(tmp_path, untracked, TEXT)[1].splitlines()
    labels = [line for line in lines if line.startswith("  in ")]
    assert [line.split(":")[0].strip() for line in labels] == ["in your file", "in the Word file"]
    assert ["second one" in labels[0], "middle one" in labels[1]] == [True, True]
    assert not [line for line in lines if "sent:" in line or "changed here too" in line]


def test_the_lines_that_differ_are_those_of_the_paragraphs(tmp_path):
    commit(tmp_path, TEXT)
    author = edit(TEXT, "words", "item")
    untracked = alike.stripped(reviewed(("replace", "Health centres too", "Clinics too"), by=""))
    output = merge(tmp_path, untracked, author, "--base", "HEAD:./ours.yaml")[1]
    lines = [
        number for number, line in enumerate(author.splitlines(), 1) if "second passage" in line or "2) an" in line
    ]
    assert f"lines {', '.join(map(str, lines))} of ours.yaml differ" in output


def test_no_change_is_a_conflict_if_the_author_says_that_the_file_was_sent(tmp_path):
    untracked = alike.stripped(reviewed(("replace", "second one", "middle one"), by=""))
    assert merge(tmp_path, untracked, TEXT)[0] == 1
    assert merge(tmp_path, untracked, TEXT, "--base", "ours.yaml")[::2] == (0, EDITED)


def test_tracked_changes_show_what_was_sent(tmp_path):
    assert merge(tmp_path, alike.stripped(EDIT), TEXT)[::2] == (0, EDITED)
    author = edit(TEXT, "section", "cell", "title", "added")
    code, output, merged = merge(tmp_path, alike.stripped(EDIT), author)
    assert texts(merged) == texts(author.replace("second one", "middle one"))
    assert code == 1  # what else differs is hers, or an untracked change: nobody can tell
    assert "wsisc diff ours.yaml reviewed.docx" in output
    assert merge(tmp_path, alike.stripped(EDIT), edit(TEXT, "words"))[0] == 1


def test_a_revision_with_the_words_that_were_sent_is_found(tmp_path):
    commit(tmp_path, TEXT)
    commit(tmp_path, edit(TEXT, "cell"))
    author = edit(TEXT, "section", "cell", "title", "added")
    code, output, merged = merge(tmp_path, alike.stripped(EDIT), author)
    assert (code, merged) == (0, author.replace("second one", "middle one"))
    assert ":ours.yaml, so that is the version that was sent out" in output


@pytest.mark.parametrize("base", ["HEAD:./ours.yaml", "HEAD:ours.yaml", "sent.docx"])
def test_the_version_that_was_sent_is_named_as_for_diff(tmp_path, base):
    commit(tmp_path, TEXT)
    (tmp_path / "sent.docx").write_bytes(SENT)
    untracked = alike.stripped(reviewed(("replace", "second one", "middle one"), by=""))
    author = edit(TEXT, "section")
    assert merge(tmp_path, untracked, author, "--base", base)[::2] == (0, author.replace("second one", "middle one"))


def test_the_way_back_is_a_copy_or_a_revision(tmp_path):
    output = merge(tmp_path, EDIT, TEXT)[1]
    assert "ours.yaml.bak" in output
    assert (tmp_path / "ours.yaml.bak").read_text("utf-8") == TEXT
    merge(tmp_path, EDIT, TEXT.replace("as agreed", "as said"))
    assert (tmp_path / "ours.yaml.bak").read_text("utf-8") == TEXT
    assert "as said" in (tmp_path / "ours.yaml.bak2").read_text("utf-8")
    merge(tmp_path, EDIT, TEXT)
    assert sorted(each.name for each in tmp_path.glob("*.bak*")) == ["ours.yaml.bak", "ours.yaml.bak2"]
    commit(tmp_path, TEXT.replace("as agreed", "as committed"))
    output = merge(tmp_path, EDIT, TEXT.replace("as agreed", "as committed"))[1]
    assert "git restore ours.yaml" in output
    assert len([*tmp_path.glob("*.bak*")]) == 2


def test_a_moved_section_waits_as_a_remark(tmp_path):
    schools, health = (TEXT.index(each) for each in ("      # about schools", "      - title: Health"))
    end = TEXT.index("  three:")
    moved = TEXT[:schools] + TEXT[health:end] + TEXT[schools:health] + TEXT[end:]
    moved = moved.replace("in all districts", "in most districts")
    document = alike.stripped(build(source.read(moved.encode(), "").data))
    code, _, merged = merge(tmp_path, document, TEXT)
    assert code == 1
    assert texts(merged) == texts(TEXT)
    assert "proposal: ''" not in merged
    assert "section moved" in merged


def case(number):
    """Return what the author changed after the file was sent, what the reviewer did, and whether it was tracked."""
    choice = random.Random(number)
    author = choice.sample(sorted(AUTHOR), choice.randint(1, 4))
    author = [each for each in author if not (each == "removed" and "added" in author)]
    reviewer = choice.sample(sorted(REVIEWER), choice.randint(1, 4))
    return author, reviewer, choice.random() < 0.5


def check(number, folder, send):
    """Merge a reviewed file that `send` has made without a source, and check that all words of the author remain."""
    author, reviewer, is_tracked = case(number)
    before = [each for each in author[:1] if number % 3 == 0]  # what the author changed before it was sent
    sent = edit(TEXT, *before)
    tracker = tracking.Tracker(build(source.read(sent.encode(), "").data), "Ada" if is_tracked else "")
    for name in (each for each in reviewer if each not in before):
        getattr(tracker, REVIEWER[name][0])(*REVIEWER[name][1:])
    ours = edit(sent, *(each for each in author if each not in before))
    code, output, merged = merge(folder, send(tracker.content()), ours)
    kept, found = texts(ours), texts(merged)
    if not is_tracked:
        assert found == kept, (number, output)
        assert code == 1 or merged == ours
    for name in (each for each in author if each not in before):
        old, new = (" ".join(each.split()) for each in AUTHOR[name])
        whole = " ".join(merged.split())
        if name != "removed":
            own = "A later paragraph." if name == "added" else new  # what is before it can be removed by the reviewer
            assert own in whole, (number, name, output)
        assert old not in " ".join(" ".join(found.values()).split()) or old in new, (number, name, output)
    return code, merged != ours, is_tracked


@pytest.mark.parametrize("number", range(int(os.environ.get("CASES", "6"))))
def test_no_word_of_the_author_is_replaced(number, tmp_path):
    check(number, tmp_path, alike.stripped)


@pytest.mark.judge
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("ending", ["odt", "doc", "rtf", "docx"])
def test_no_word_of_the_author_is_replaced_by_a_converted_file(ending, tmp_path):
    def send(content):
        (tmp_path / "sent.docx").write_bytes(alike.stripped(content))
        office.run(tmp_path / "profile", "--convert-to", ending, "--outdir", tmp_path / "out", tmp_path / "sent.docx")
        return tmp_path / "out" / f"sent.{ending}"

    for number in range(int(os.environ.get("CASES", "4"))):
        for each in tmp_path.glob("ours.yaml*"):
            each.unlink()
        check(number, tmp_path, send)


@pytest.mark.parametrize("into", ["reviewed.docx", "."])
def test_a_merge_needs_the_file_of_a_submission(tmp_path, into):
    (tmp_path / "reviewed.docx").write_bytes(EDIT)
    done = wsisc("import", "reviewed.docx", "--into", into, cwd=tmp_path)
    assert done.returncode == 2
    assert b"--into" in done.stderr
    assert b"has errors" not in done.stderr
    assert (tmp_path / "reviewed.docx").read_bytes() == EDIT


def converted(content):
    """Return a Word file as LibreOffice returns a .doc: headings cut at style separators, and without levels."""
    tracker = tracking.Tracker(content)
    for name in ("specVanish", "vanish"):
        for each in [*tracker.root.iter(f"{W}{name}")]:
            each.getparent().remove(each)
    styles = etree.fromstring(tracker.parts["word/styles.xml"])
    for style in styles.iter(f"{W}style"):
        if style.find(f"{W}name").get(f"{W}val").lower().endswith(" theme"):
            for level in style.iter(f"{W}outlineLvl"):
                level.set(f"{W}val", "9")
    tracker.parts["word/styles.xml"] = etree.tostring(styles)
    return tracker.content()


@pytest.mark.parametrize("send", [alike.stripped, lambda content: content])
def test_the_prompts_of_a_converted_file_are_no_words_of_a_reviewer(tmp_path, send):
    code, output, merged = merge(tmp_path, send(converted(SENT)), TEXT)
    assert (code, merged) == (0, TEXT), output
    code, output, merged = merge(tmp_path, send(converted(EDIT)), TEXT)
    assert (code, merged) == (0, EDITED), output


def test_words_before_the_first_word_change_its_line_alone(tmp_path):
    assert merge(tmp_path, reviewed(("replace", "The first paragraph", "Truly the first paragraph"), by=""), TEXT)[
        2
    ] == (TEXT.replace("The first paragraph", "Truly the first paragraph"))
    added = reviewed(("replace", "The first paragraph", "As agreed: The first paragraph"))
    assert merge(tmp_path, added, TEXT)[2] == TEXT.replace("The first paragraph", "As agreed: The first paragraph")


TYPED = """      The Office commits itself:

      1) open the archive by 2044;
      2) train two observers.
"""


def test_typed_numbers_of_a_list_are_no_words_of_a_reviewer(tmp_path):
    text = TEXT.replace("      A third one, which goes.\n", TYPED)
    text = text.replace("      1) First item,\n      2) second item,\n      3) third item.\n", "      Words.\n")
    tracker = tracking.Tracker(build(source.read(text.encode(), "").data))
    for each in tracker.root.iter(f"{W}pPr"):  # as text that was pasted without its styles
        style = each.find(f"{W}pStyle")
        if style is not None and not style.get(f"{W}val").startswith(("Heading", "Title")):
            each.clear()
    for number, words in enumerate(("open the archive", "train two"), 1):
        tracker.replace(words, f"{number}) {words}")
    tracker.replace("two observers", "three observers")
    code, output, merged = merge(tmp_path, alike.stripped(tracker.content()), text, "--base", "ours.yaml")
    assert (code, merged) == (0, text.replace("two observers", "three observers")), output


@pytest.mark.parametrize("start", [7, 1])
def test_a_list_that_begins_with_another_number_is_reported(tmp_path, start):
    tracker = tracking.Tracker(SENT)
    numbering = tracker.parts["word/numbering.xml"]
    numbering = numbering if isinstance(numbering, bytes) else numbering.encode()
    root = etree.fromstring(numbering)
    for level in root.iter(f"{W}start", f"{W}startOverride"):
        level.set(f"{W}val", str(start))
    tracker.parts["word/numbering.xml"] = etree.tostring(root)
    code, output, merged = merge(tmp_path, tracker.content(), TEXT)
    assert code == 1 or start == 1, output
    assert texts(merged) == texts(TEXT)
    assert ("First item" in output) == (start == 7)


def test_a_new_heading_that_becomes_a_paragraph_is_said(tmp_path):
    tracker = tracking.Tracker(SENT, "Ada")
    tracker.add("A third one", "A heading of theirs")
    tracker.paragraph("A heading of theirs").find(f"{W}pPr/{W}pStyle").set(f"{W}val", "Heading2")
    _, output, merged = merge(tmp_path, tracker.content(), TEXT)
    assert "**A heading of theirs**" in merged
    assert "imported as a bold paragraph" in output


def test_a_base_that_the_word_file_contradicts_takes_no_words_of_the_author(tmp_path):
    author = edit(TEXT, "title", "section")
    code, output, merged = merge(tmp_path, alike.stripped(EDIT), author, "--base", "ours.yaml")
    assert code == 1
    assert "differs in 2 places from ours.yaml" in output
    assert "applied: title" not in output.replace("not applied", "")
    assert texts(merged) == texts(author.replace("second one", "middle one"))
    assert "conflict: title changed" in output  # with its place
    (tmp_path / "sent.yaml").write_text(TEXT, "utf-8")
    code, output, merged = merge(tmp_path, alike.stripped(EDIT), author, "--base", "sent.yaml")
    assert (code, merged) == (0, author.replace("second one", "middle one")), output
