"""`wsisc diff`: versions of every kind, formats and files to write, exit codes and errors."""

import json
import subprocess
import zipfile

import docx
import pytest

from tests.conftest import ROOT, as_yaml, build, minimal, wsisc
from wsisc import api

TEXT = "The agency connected sixty schools in the north, with support of the ministry and of many partners."
OLD = minimal({"parts": {"one": {"text": TEXT}}, "date": "2022-12-15"})
NEW = minimal({"parts": {"one": {"text": TEXT.replace("sixty", "seventy")}}, "date": "2022-12-15"})
CHANGE = "  The agency connected [-sixty-]{+seventy+} schools in the north, with support of …"


@pytest.fixture
def folder(tmp_path):
    """A folder with an old and a new version, and documents of the old one."""
    for name, data in (("old", OLD), ("new", NEW)):
        (tmp_path / f"{name}.yaml").write_bytes(as_yaml(data))
    for format in ("docx", "html"):
        (tmp_path / f"old.{format}").write_bytes(build(OLD, format))
    return tmp_path


def run(folder, *arguments, code=0, **more):
    done = wsisc("diff", *arguments, cwd=folder, **more)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode(), done.stderr.decode()


def lines(folder, *arguments, **more):
    return run(folder, *arguments, **more)[0].splitlines()


def test_the_text_shows_where_what_changed(folder):
    assert lines(folder, "old.yaml", "new.yaml") == [
        "--- old.yaml",
        "+++ new.yaml",
        "",
        "Part One  new.yaml:8",
        CHANGE,
        "",
        "1 change: 1 word removed, 1 added",
    ]
    assert "\x1b[31m[-sixty-]\x1b[0m" in run(folder, "old.yaml", "new.yaml", "--color", "always")[0]
    assert "\x1b" in run(folder, "old.yaml", "new.yaml", FORCE_COLOR="1")[0]
    assert "\x1b" not in run(folder, "old.yaml", "new.yaml", NO_COLOR="1", FORCE_COLOR="1")[0]


def test_differences_are_a_failure_only_on_request(folder):
    run(folder, "old.yaml", "new.yaml", code=0)
    run(folder, "old.yaml", "new.yaml", "--exit-code", code=1)
    assert lines(folder, "old.yaml", "old.yaml", "--exit-code", code=0)[-1] == "no differences"


@pytest.mark.parametrize("name", ["old.docx", "old.html"])
def test_an_unchanged_document_is_the_source_that_it_carries(folder, name):
    shown, said = run(folder, name, "new.yaml")
    assert shown.splitlines()[3:5] == ["Part One  new.yaml:8", CHANGE]
    assert said == f"note: {name} is unchanged since it was built: the source that it carries is compared\n"
    assert run(folder, name, "old.yaml", "--quiet", "--exit-code") == (
        f"--- {name}\n+++ old.yaml\n\nno differences\n",
        "",
    )


def test_a_word_file_that_was_changed_is_compared_as_it_is_now(folder):
    document = docx.Document(folder / "old.docx")
    next(each for each in document.paragraphs if each.text == TEXT).add_run(" Words of a reviewer.")
    document.save(folder / "reviewed.docx")
    shown, said = run(folder, "old.yaml", "reviewed.docx")
    assert "{+Words of a reviewer.+}" in shown
    assert "1 change: 0 words removed, 4 added" in shown  # the date is not in the document
    assert said == "note: reviewed.docx is compared as its text is now, with all tracked changes accepted\n"


@pytest.mark.parametrize("order", [1, -1])
def test_a_footnote_of_a_document_has_the_name_that_it_has_in_the_source(folder, order):
    """It had the name that the import makes of its words."""
    notes = {"report": "See the study of the ministry.", "study": "Another document on the schools of the north."}
    data = minimal({"parts": {"one": {"text": "Sixty schools[^report] of many[^study]."}}, "footnotes": notes})
    (folder / "noted.yaml").write_bytes(as_yaml(data))
    (folder / "noted.docx").write_bytes(build(data, "docx"))
    document = docx.Document(folder / "noted.docx")
    next(each for each in document.paragraphs if each.text.startswith("Sixty")).runs[0].text = "Seventy schools"
    document.save(folder / "reviewed.docx")
    shown = run(folder, *["noted.yaml", "reviewed.docx"][::order])[0]
    assert "schools[^report] of many[^study]" in shown
    data["footnotes"]["study"] = "A document on schools."
    (folder / "noted.yaml").write_bytes(as_yaml(data))
    assert "Footnote [^study] in Part One" in run(folder, *["noted.yaml", "reviewed.docx"][::order])[0]


def test_a_foreign_word_file_is_read_by_the_call_of_the_other_version(folder):
    document = docx.Document()
    document.add_paragraph("Words of a stranger.")
    document.save(folder / "foreign.docx")
    for versions in (("old.yaml", "foreign.docx"), ("foreign.docx", "old.docx"), ("foreign.docx", "old.html")):
        assert "Words of a stranger." in run(folder, *versions)[0]
    shown, said = run(folder, "foreign.docx", "foreign.docx")
    assert shown.endswith("no differences\n")
    assert "foreign.docx does not show which call it answers: cstd-next is assumed, see --call" in said
    assert lines(folder, "foreign.docx", "foreign.docx", "--call", "cstd-26")[-1] == "no differences"
    run(folder, "foreign.docx", "foreign.docx", "--call", "nothing", code=2)


def test_a_call_that_is_known_from_headings_alone_is_said_to_be_guessed(folder):
    document = docx.Document()
    document.add_heading("Executive summary", 1)
    document.add_paragraph("Words of a stranger.")
    document.save(folder / "foreign.docx")
    guess = "foreign.docx does not name its call: cstd-next is guessed from its headings, see --call"
    assert guess in run(folder, "foreign.docx", "foreign.docx")[1]
    assert guess not in run(folder, "foreign.docx", "old.yaml")[1]
    assert guess not in run(folder, "foreign.docx", "foreign.docx", "--call", "cstd-26")[1]


def test_words_of_a_document_that_have_no_place_are_reported(folder):
    document = docx.Document(folder / "old.docx")
    document.sections[0].header.paragraphs[0].text = "Words in a header that nobody can keep."
    document.save(folder / "headed.docx")
    _, said = run(folder, "old.yaml", "headed.docx", code=1)
    assert "of its words were not compared; run wsisc import headed.docx" in said
    _, said = run(folder, "old.yaml", "headed.docx", "--lang", "fr", code=1)
    assert "headed.docx\u00a0: 8 de ses mots n’ont pas été comparés\u00a0; exécutez wsisc import headed.docx" in said


def test_a_page_that_was_changed_is_refused(folder):
    page = folder / "old.html"
    page.write_bytes(page.read_bytes().replace(b"sixty schools", b"sixteen schools", 1))
    run(folder, "old.html", "new.yaml", code=3)


def git(folder, *arguments):
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *arguments], cwd=folder, check=True)


def test_a_file_is_compared_with_that_of_a_revision(folder):
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "First")
    (folder / "old.yaml").write_bytes(as_yaml(NEW))
    assert lines(folder, "HEAD:old.yaml", "old.yaml")[3:5] == ["Part One  old.yaml:8", CHANGE]
    assert lines(folder, "HEAD:old.docx", ":old.yaml")[-1] == "no differences"
    assert lines(folder, "HEAD:./old.yaml", "HEAD:new.yaml")[4] == CHANGE
    run(folder, "HEAD:none.yaml", "old.yaml", code=2)
    run(folder, "--", "--output=x:old.yaml", "old.yaml", code=2)
    assert sorted(each.name for each in folder.iterdir() if each.suffix) == [
        "new.yaml",
        "old.docx",
        "old.html",
        "old.yaml",
    ]


def test_images_of_a_revision_are_those_of_that_time(folder):
    image = ROOT / "tests" / "figures" / "chart.png"
    data = minimal({"parts": {"one": {"text": "![map]"}}, "figures": {"map": {"file": "map.png", "alt": "A map"}}})
    (folder / "map.yaml").write_bytes(as_yaml(data))
    (folder / "map.png").write_bytes(image.read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "First")
    assert lines(folder, "HEAD:map.yaml", "map.yaml")[-1] == "no differences"
    (folder / "map.png").write_bytes((ROOT / "tests" / "figures" / "line.png").read_bytes())
    assert "  Image: replaced (PNG, 800 × 450 pixels, now PNG, " in run(folder, "HEAD:map.yaml", "map.yaml")[0]
    (folder / "map.png").unlink()
    _, said = run(folder, "HEAD:map.yaml", "map.yaml", code=1)
    assert said == 'map.yaml: the file "map.png" does not exist\n'


def test_standard_input_is_one_version_and_not_both(folder):
    assert lines(folder, "old.yaml", "-", stdin=as_yaml(NEW))[4] == CHANGE
    assert lines(folder, "-", "old.yaml", stdin=build(OLD))[-1] == "no differences"
    run(folder, "-", "-", code=2)


@pytest.mark.parametrize(
    ("name", "content", "code", "message"),
    [
        ("none.yaml", None, 2, "none.yaml does not exist"),
        (".", None, 2, ". is a folder"),
        ("a.yaml", b"title: [\n", 1, "a.yaml:1: "),
        ("a.yaml", b"- a list\n", 1, "a.yaml:1: "),
        ("a.yaml", b"words: none\n", 1, "a.yaml:1: the file is not a submission"),
        ("a.yaml", b"", 1, "a.yaml:1: "),
        ("a.docx", b"PK\x03\x04 no Word file", 3, "a.docx"),
        ("a.doc", b"\xd0\xcf\x11\xe0 no text", 3, "a.doc is an old Word file (.doc)"),
        ("a.pdf", b"%PDF-1.7 words", 3, "a.pdf"),
        ("a.html", b"<html><p>Words</p></html>", 2, "a.html was not built by wsisc"),
    ],
)
def test_what_cannot_be_read_is_an_error(folder, name, content, code, message):
    if content is not None:
        (folder / name).write_bytes(content)
    for versions in ((name, "new.yaml"), ("new.yaml", name)):
        shown, said = run(folder, *versions, code=code)
        assert shown == ""
        assert said.startswith(f"error: {message}")


def test_values_that_are_not_read_are_reported(folder):
    (folder / "odd.yaml").write_bytes(as_yaml({**OLD, "extra": "value"}))
    shown, said = run(folder, "old.yaml", "odd.yaml", code=1)
    assert shown.endswith("no differences\n")
    advice = "run wsisc validate odd.yaml to list them"
    assert said == f"odd.yaml: it has errors, so perhaps not all of it was compared; {advice}\n"
    (folder / "mistyped.yaml").write_bytes(as_yaml(OLD).replace(b"title:", b"titel:"))
    assert run(folder, "old.yaml", "mistyped.yaml", code=1)[0].endswith("no differences\n")  # it is read as meant
    (folder / "draft.yaml").write_bytes(as_yaml({**OLD, "parts": {}, "title": ""}))
    run(folder, "old.yaml", "draft.yaml")  # what is to be filled in is no reason to look


def test_the_format_is_that_of_the_file_to_write(folder):
    for name, begin in (
        ("a.txt", b"--- old.yaml"),
        ("a.json", b"{"),
        ("a.html", b"<!DOCTYPE"),
        ("b.htm", b"<!DOCTYPE"),
    ):
        assert run(folder, "old.yaml", "new.yaml", "-o", name) == (f"{name}\n", "")
        assert (folder / name).read_bytes().startswith(begin)
    assert b"\x1b" not in (folder / "a.txt").read_bytes()
    run(folder, "old.yaml", "new.yaml", "-o", "report", "--format", "json")
    assert json.loads((folder / "report").read_text("utf-8"))["summary"][-1]["words_added"] == 1
    assert run(folder, "old.yaml", "new.yaml", "--format", "html", "-o", "-")[0].startswith("<!DOCTYPE")


def test_a_word_file_has_all_changes_as_tracked_changes(folder):
    for _ in range(2):  # the second one replaces the first
        run(folder, "old.yaml", "new.yaml", "-o", "a.docx", "--author", "A & B", "--date", "2026-01-05")
    body = docx.Document(folder / "a.docx").element.xml
    assert 'w:author="A &amp; B" w:date="2026-01-05T00:00:00Z"' in body
    assert lines(folder, "a.docx", "new.yaml")[-1] == "no differences"
    run(folder, "old.yaml", "new.yaml", "-o", "b.docx")
    assert 'w:author="An entity"' in docx.Document(folder / "b.docx").element.xml
    assert "w:date=" not in docx.Document(folder / "b.docx").element.xml


def test_a_version_with_errors_that_forbid_a_word_file_is_named(folder):
    (folder / "raw.yaml").write_bytes((folder / "new.yaml").read_bytes().replace(b"seventy", b"<b>seventy</b>"))
    _, said = run(folder, "old.yaml", "raw.yaml", "-o", "a.docx", code=1)
    assert said.startswith("error: raw.yaml has errors")
    assert not (folder / "a.docx").exists()


def test_a_word_file_that_a_reviewer_has_changed_is_not_replaced(folder):
    run(folder, "old.yaml", "new.yaml", "-o", "a.docx")
    document = docx.Document(folder / "a.docx")
    document.add_paragraph("Mine.")
    document.save(folder / "a.docx")
    run(folder, "old.yaml", "new.yaml", "-o", "a.docx", code=3)
    assert docx.Document(folder / "a.docx").paragraphs[-1].text == "Mine."


@pytest.mark.parametrize(
    "options",
    [
        ["-o", "a.pdf"],
        ["-o", "a"],
        ["-o", "a.html", "--format", "json"],
        ["--format", "html"],
        ["--format", "docx"],
        ["--author", "A"],
        ["--date", "2026-01-05", "--format", "json"],
        ["-o", "a.docx", "--date", "5 January"],
        ["-o", "a.docx", "--date", "2026-02-30"],
        ["-o", ""],
        ["-o", "old.yaml", "--format", "text"],
        ["-o", "old.docx", "--format", "docx"],
    ],
)
def test_options_that_make_no_sense_are_errors_before_anything_is_read(folder, options):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    run(folder, "old.docx", "new.yaml", *options, code=2)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_only_earlier_reports_of_the_same_kind_are_replaced(folder):
    for name in ("a.txt", "a.json", "a.html"):
        run(folder, "old.yaml", "new.yaml", "-o", name)
        run(folder, "new.yaml", "old.yaml", "-o", name)
        first = (folder / name).read_bytes()
        (folder / name).write_bytes(first.replace(b"sixty", b"fifty") + b"mine")
        run(folder, "old.yaml", "new.yaml", "-o", name, code=2)
        assert (folder / name).read_bytes().endswith(b"mine")


def test_a_moved_paragraph_is_said_to_be_moved(folder):
    blocks = ["One paragraph of five words.", "Another paragraph that stays here.", "A third one, with more words."]
    for name, order in (("first", blocks), ("second", [blocks[1], blocks[2], blocks[0]])):
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "\n\n".join(order)}}})))
    assert lines(folder, "first.yaml", "second.yaml")[4:] == [
        "  [-One paragraph of five words.-]  (moved away from this place)",
        "",
        "  {+One paragraph of five words.+}  (moved to this place)",
        "",
        "2 changes: 5 words removed, 5 added",
    ]
    twice = [blocks[1], blocks[0], blocks[2], blocks[0]]
    (folder / "second.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "\n\n".join(twice)}}})))
    assert not [each for each in lines(folder, "first.yaml", "second.yaml") if "(moved" in each]


def test_the_summary_comes_first(folder):
    assert lines(folder, "old.yaml", "new.yaml", "--summary")[3:] == [
        "part             changes  words removed  words added",
        "Part One               1              1            1",
        "Part Two               0              0            0",
        "Part Three, (a)        0              0            0",
        "Part Three, (b)        0              0            0",
        "All                    1              1            1",
        "",
        "Part One  new.yaml:8",
        CHANGE,
        "",
        "1 change: 1 word removed, 1 added",
    ]


def test_formats_that_do_not_exist_are_errors_from_python_too(folder):
    found = api.compare_versions(folder / "old.yaml", folder / "new.yaml")
    assert (found.is_same, found.problems) == (False, ())
    with pytest.raises(api.WsiscError) as raised:
        api.create_redline(found, "pdf")
    assert raised.value.exit_code == 2


def test_a_redline_replaces_only_a_redline(folder):
    before = (folder / "old.docx").read_bytes()
    _, said = run(folder, "old.yaml", "new.yaml", "-o", "old.docx", code=2)
    assert "old.docx is a document without tracked changes, not an earlier redline" in said
    assert (folder / "old.docx").read_bytes() == before
    for _ in range(2):
        run(folder, "old.yaml", "new.yaml", "-o", "redline.docx")


def test_a_redline_without_changes_is_the_document_of_its_source(folder):
    """Its styles were written anew: an import and `verify` said that it was changed by hand."""
    run(folder, "old.yaml", "old.yaml", "-o", "same.docx")
    assert (folder / "same.docx").read_bytes() == (folder / "old.docx").read_bytes()
    run(folder, "old.yaml", "new.yaml", "-o", "redline.docx")
    styles = [zipfile.ZipFile(folder / f"{name}.docx").read("word/styles.xml") for name in ("old", "redline")]
    assert styles[0] == styles[1]


def test_a_list_with_a_removed_item_is_one_list_in_the_redline(folder):
    """Otherwise its numbers would begin again at the item that is not there any more."""
    items = ["Roads were built.", "Schools were connected.", "Posts were opened.", "Villages were reached."]
    for name, kept in (("old", items), ("new", items[:1] + items[2:])):
        text = "".join(f"{number}) {item}\n" for number, item in enumerate(kept, 1))
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}})))
    run(folder, "old.yaml", "new.yaml", "-o", "redline.docx")
    document = docx.Document(folder / "redline.docx")
    named = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lists = {
        "".join(each.itertext(f"{named}t", f"{named}delText")): each.find(f".//{named}numId").get(f"{named}val")
        for each in document.element.body.iter(f"{named}p")
        if each.find(f".//{named}numId") is not None
    }
    assert list(lists) == items
    assert len(set(lists.values())) == 1


def test_a_word_file_names_the_unplaced_words_that_it_leaves_out(folder):
    unplaced = {"text": "A stray line.", "sections": [{"title": "Loose ends", "text": "Of four rivers."}]}
    (folder / "open.yaml").write_bytes(as_yaml({**NEW, "unplaced": unplaced}))
    _, text = run(folder, "old.yaml", "open.yaml", "--format", "docx", "-o", "a.docx", code=1)
    assert 'open.yaml: the Word file leaves out 8 unplaced words: "A stray line. Loose ends Of four rivers."' in text
    assert (folder / "a.docx").exists()
    assert "stray" in run(folder, "old.yaml", "open.yaml")[0]
