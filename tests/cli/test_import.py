"""`wsisc import`: Word files and documents of wsisc become YAML; nothing is overwritten, every word is accounted for."""

import io
import json
import re
import shutil
import zipfile
from itertools import product

import docx
import pytest
from docx.oxml import OxmlElement
from PIL import Image

from tests.cli.conftest import FORMATS
from tests.conftest import FEATURES, SAMPLE, as_yaml, minimal, some_quick, wsisc
from tests.forgeries import word_files
from tests.forgeries.documents import document
from tests.importer import alike, filled_forms, foreign
from wsisc import source
from wsisc.calls.call import BUILT_IN
from wsisc.document import canonical
from wsisc.source import model
from wsisc.writers import yaml


def read(path):
    return model.from_data(source.read(path.read_bytes(), path.name).data)


def bare(submission):
    """Return a submission as data, texts without the ends of their lines: the layout wraps them anew."""
    data = canonical.to_data(submission)
    data.pop("contact", None)
    return re.sub(r"(?:\\n| )+", " ", repr(data))


@pytest.mark.parametrize("case", some_quick(product(["unodc_2022", "features"], FORMATS), 2, "-".join))
def test_a_document_of_wsisc_gives_exactly_its_source(documents, tmp_path, case):
    name, format = case
    path = SAMPLE if name == SAMPLE.stem else FEATURES
    target = tmp_path / "back.yaml"
    done = wsisc("import", documents / f"{path.stem}.{format}", "-o", target)
    assert done.returncode == 0, done.stderr.decode()
    assert b"unchanged: every word was imported" in done.stderr
    assert f"run wsisc validate {target}".encode() in done.stderr
    assert bare(read(target)) == bare(read(path))
    for figure in read(path).figures.values():
        assert (tmp_path / figure.file).read_bytes() == (path.parent / figure.file).read_bytes()
    assert wsisc("build", target, "-o", tmp_path / "again.docx").returncode == 0


def test_without_its_source_the_account_is_reported(documents, tmp_path):
    data = tmp_path / "sample.docx"
    data.write_bytes(alike.stripped((documents / "unodc_2022.docx").read_bytes()))
    done = wsisc("import", data)
    assert done.returncode == 0
    assert done.stdout.decode().strip() == str(tmp_path / "sample.yaml")
    output = done.stderr.decode()
    numbers = [
        int(each.replace(",", ""))
        for each in re.findall(r"([\d,]+) (?:words read|placed|are the call's|left out)", output)
    ]
    assert numbers[0] == sum(numbers[1:4])
    assert numbers[0] > 2700
    assert re.search(r"^10 links: 10 placed$", output, re.MULTILINE)
    assert re.search(r"^7 footnotes: 7 placed$", output, re.MULTILINE)
    assert alike.essence(read(tmp_path / "sample.yaml")) == alike.essence(read(SAMPLE))
    text = (tmp_path / "sample.yaml").read_text()
    assert text.startswith("# Imported by wsisc from sample.docx.")
    assert max(map(len, (line for line in text.splitlines() if " " in line.strip()[:-1] and "://" not in line))) < 165


def test_an_edited_document_gives_what_it_shows(documents, tmp_path):
    opened = docx.Document(str(documents / "unodc_2022.docx"))
    paragraph = next(each for each in opened.paragraphs if each.text.startswith("Moreover, through ITC"))
    paragraph.add_run(" We added this.")
    opened.save(str(tmp_path / "edited.docx"))
    done = wsisc("import", tmp_path / "edited.docx")
    assert done.returncode == 1, done.stderr.decode()  # the type and acronym are lost, which only the source has
    assert "words read" in done.stderr.decode()
    assert "footer" not in done.stderr.decode()
    assert "We added this." in read(tmp_path / "edited.yaml").parts[0].text


@pytest.mark.parametrize("path", some_quick([FEATURES, SAMPLE], 2, lambda path: path.stem))
def test_what_only_the_source_has_is_named(documents, tmp_path, path):
    opened = docx.Document(str(documents / f"{path.stem}.docx"))
    opened.paragraphs[-1].add_run(" We added this.")
    opened.save(str(tmp_path / "edited.docx"))
    done = wsisc("import", tmp_path / "edited.docx")
    line = next(each for each in done.stderr.decode().splitlines() if "only in the embedded source (" in each)
    edited = tmp_path / "edited.docx"
    assert f"wsisc extract {edited} -o edited-source.yaml, then wsisc import {edited} --into edited-source.yaml" in line
    assert done.returncode == 1
    assert f"# - {line}\n" in (tmp_path / "edited.yaml").read_text()
    assert set(line.rpartition("): ")[2].split(", ")) == {"acronym", "type", *(["date", "tags"] * (path == FEATURES))}
    names = next(each for each in done.stderr.decode().splitlines() if "embedded source: names of" in each)
    assert names not in (tmp_path / "edited.yaml").read_text()  # nothing that a reader sees has gone with them
    received = read(tmp_path / "edited.yaml")
    assert (received.entity.acronym, received.entity.type, received.date) == ("", "", "")
    data = wsisc("extract", tmp_path / "edited.docx", "-o", tmp_path / "source.yaml")
    assert data.returncode == 0
    assert data.stderr.decode().count("differs from its embedded source") == 1
    assert (tmp_path / "source.yaml").read_bytes() == wsisc("extract", documents / f"{path.stem}.docx").stdout


@pytest.mark.parametrize("format", FORMATS)
def test_extract_is_silent_on_a_document_that_is_as_it_was(documents, format):
    done = wsisc("extract", documents / f"unodc_2022.{format}")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_changed_document_is_not_said_to_be_unchanged(tmp_path):
    (tmp_path / "a.docx").write_bytes(word_files.struck_text(document("docx")))
    done = wsisc("import", tmp_path / "a.docx")
    assert done.returncode == 1
    assert b"unchanged" not in done.stderr
    assert b"An overview." in done.stderr


def test_a_hidden_row_of_figures_needs_a_person(tmp_path):
    (tmp_path / "sent.docx").write_bytes(document("docx"))
    opened = docx.Document(str(tmp_path / "sent.docx"))
    opened.tables[0].rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
    opened.save(str(tmp_path / "a.docx"))
    done = wsisc("import", tmp_path / "a.docx")
    assert done.returncode == 1
    assert "# - not imported, hidden row of a table: 2021 205\n" in (tmp_path / "a.yaml").read_text()
    assert b"footer: " not in done.stderr  # the number of the page is no word that somebody wrote


def test_a_file_with_no_words_of_a_call_has_none_in_its_account(tmp_path):
    file = docx.Document()
    file.add_heading("Our work", 1)
    file.add_paragraph("We did things.")
    file.save(tmp_path / "own.docx")
    done = wsisc("import", "own.docx", "-o", "own.yaml", cwd=tmp_path)
    assert "\n5 words read: 5 placed, 0 left out\n" in done.stderr.decode()


def test_a_letter_without_parts_gets_those_of_the_call(tmp_path):
    opened = docx.Document()
    opened.add_paragraph("Dear colleagues, this is what we did.")
    opened.save(str(tmp_path / "a.docx"))
    done = wsisc("import", tmp_path / "a.docx", "--call", "cstd-next")
    assert done.returncode == 1
    checked = wsisc("validate", tmp_path / "a.yaml", "--output-format", "json")
    found = [(each["code"], each["path"]) for each in json.loads(checked.stdout)["diagnostics"]]
    assert [path for code, path in found if code == "missing-part"] == [
        "/parts/one", "/parts/two", "/parts/three/a", "/parts/three/b",
    ]  # fmt: skip
    assert "wrong-type" not in [code for code, _ in found]


def archive(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as created:
        for name in names:
            created.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code", "expected"),
    [
        ("a.txt", b"just text", 3, "error: a.txt is damaged or not a Word file\n"),
        ("b.docx", b"\0" * 99, 3, "error: b.docx is damaged or not a Word file\n  help: use a .docx file; if its name ends so already, ask for it again\n"),
        ("a.odt", archive("mimetype", "META-INF/manifest.xml"), 3, "error: a.odt is an OpenDocument file\n  help: save it as .docx\n"),
        ("a.doc", b"\xd0\xcf\x11\xe0", 3, "error: a.doc is an old Word file (.doc)\n  help: save it as .docx\n"),
        ("a.docx", archive("[Content_Types].xml"), 3, "error: a.docx: the Word file is damaged\n"),
        ("a.pdf", b"%PDF-1.7", 3, "error: a.pdf"),
        ("a.html", b"<html></html>", 2, "error: a.html was not built by wsisc, or has no embedded source\n  help: import the Word"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("into", [False, True])
def test_what_is_wrong_with_a_file_is_said_with_its_name(tmp_path, name, content, code, expected, into):
    (tmp_path / name).write_bytes(content)
    done = wsisc("import", name, *(["--into", SAMPLE] if into else []), cwd=tmp_path)
    if into and not name.endswith(("txt", "odt", "doc", "docx")):
        code, expected = 3, f"error: {name} is not a Word file"
    assert done.stderr.decode().startswith(expected)
    assert (done.returncode, b"Usage:" in done.stderr) == (code, False)


def test_a_file_with_which_it_cannot_be_done_is_no_wrong_usage(tmp_path):
    opened = docx.Document()
    opened.add_paragraph("Commission on Science and Technology for Development")
    opened.add_paragraph("Twenty-seventh session")
    opened.save(str(tmp_path / "a.docx"))
    (tmp_path / "b.yaml").write_text("mine")
    for arguments, expected in (
        (
            ["a.docx"],
            "error: a.docx: the cover names session 27, for which no call is known\n  help: name the call with --call: ",
        ),
        (["a.docx", "-o", "b.yaml"], "error: b.yaml already exists\n  help: choose another name with -o\n"),
        (["gone.docx"], "error: the file gone.docx does not exist\n"),
        (["b.yaml"], "error: b.yaml is a submission already, not a document\n  help: import Word files, and PDF"),
    ):
        done = wsisc("import", *arguments, cwd=tmp_path)
        assert done.stderr.decode().startswith(expected)
        assert (done.returncode, b"Usage:" in done.stderr) == (2, False)


def test_nothing_is_written_over(documents, tmp_path):
    shutil.copy(documents / "features.docx", tmp_path / "a.docx")
    (tmp_path / "a.yaml").write_text("mine")
    (tmp_path / "b.yaml").write_text("mine")
    for arguments in ([], ["-o", tmp_path / "b.yaml"]):
        done = wsisc("import", tmp_path / "a.docx", *arguments)
        assert done.returncode == 2
        assert b"already exists" in done.stderr
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "chart.png").write_bytes(b"mine")
    done = wsisc("import", tmp_path / "a.docx", "-o", tmp_path / "c.yaml")
    assert done.returncode == 2
    assert b"choose a path in another folder with -o" in done.stderr
    assert not (tmp_path / "c.yaml").exists()
    assert (tmp_path / "figures" / "chart.png").read_bytes() == b"mine"


def test_images_of_a_second_file_get_names_that_are_free(tmp_path):
    for name, color in (("a", "red"), ("b", "blue")):
        Image.new("RGB", (40, 30), color).save(tmp_path / "image.png")
        document = docx.Document()
        document.add_heading("Part One", 1)
        document.add_picture(str(tmp_path / "image.png"))
        document.save(str(tmp_path / f"{name}.docx"))
        done = wsisc("import", f"{name}.docx", "--call", "cstd-26", cwd=tmp_path)
        assert done.returncode in (0, 1), done.stderr
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == ["figure-2.png", "figure.png"]
    assert "file: figures/figure.png" in (tmp_path / "a.yaml").read_text()
    assert "file: figures/figure-2.png" in (tmp_path / "b.yaml").read_text()
    assert wsisc("import", "b.docx", "--call", "cstd-26", "-o", "c.yaml", cwd=tmp_path).returncode in (0, 1)
    assert len(list((tmp_path / "figures").iterdir())) == 2  # the same image needs no third name


def test_standard_output(documents):
    done = wsisc("import", documents / "features.docx", "-o", "-")
    assert done.returncode == 0
    assert done.stdout.startswith(b"# Imported by wsisc from features.docx.")
    assert b"call: cstd-26" in done.stdout


def test_what_needs_a_person_is_reported(tmp_path):
    (tmp_path / "itu.docx").write_bytes(foreign.letter_spaced()[0])
    done = wsisc("import", tmp_path / "itu.docx")
    output = done.stderr.decode()
    assert done.returncode == 1
    assert "text box: Words in a text box" in output
    assert "1 error to fix by hand\nto list what is missing or wrong, run wsisc validate" in output
    assert "# - not imported, text box: Words in a text box" in (tmp_path / "itu.yaml").read_text()
    checked = wsisc("validate", tmp_path / "itu.yaml")
    assert b"missing-alternative" in checked.stdout + checked.stderr


def test_the_call_can_be_named(tmp_path):
    plain = docx.Document()
    plain.add_paragraph("A paragraph that tells of no call.")
    plain.save(str(tmp_path / "plain.docx"))
    for arguments, call in ((["-o", tmp_path / "a.yaml"], "cstd-next"), (["--call", "cstd-26"], "cstd-26")):
        done = wsisc("import", tmp_path / "plain.docx", *arguments)
        assert done.returncode == 1
        assert (b"--call" in done.stderr) is (call == "cstd-next")
        text = (tmp_path / "a.yaml" if call == "cstd-next" else tmp_path / "plain.yaml").read_text()
        assert f"call: {call}\n" in text
        assert "unplaced:\n  text: |\n    A paragraph that tells of no call." in text
    assert wsisc("import", tmp_path / "plain.docx", "--call", "cstd-99").returncode == 2


def test_unplaced_words_stop_a_build_but_not_a_draft(tmp_path):
    data = SAMPLE.read_text() + "\nunplaced:\n  text: |\n    Words without a part.\n"
    (tmp_path / "a.yaml").write_text(data)
    done = wsisc("build", tmp_path / "a.yaml")
    assert done.returncode == 1
    assert b"unplaced-text" in done.stderr
    done = wsisc("build", tmp_path / "a.yaml", "--draft")
    assert done.returncode == 0
    assert b"warning[unplaced-text]" in done.stderr
    shown = "\n".join(each.text for each in docx.Document(str(tmp_path / "a.docx")).paragraphs)
    assert "without a part" not in shown


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7 nothing of ours"),
        ("a.html", b"<!doctype html><html><body>Others</body></html>"),
        ("a.doc", b"\xd0\xcf\x11\xe0 an old one"),
        ("a.docx", b"PK\x03\x04 broken"),
        ("a.txt", b"plain words"),
    ],
)
def test_what_is_no_word_file_is_a_clear_error(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    done = wsisc("import", tmp_path / name)
    assert done.returncode in (2, 3)
    assert b"Traceback" not in done.stderr
    assert b"internal" not in done.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_an_edited_page_is_a_clear_error(documents, tmp_path):
    page = (documents / "unodc_2022.html").read_text().replace("<p>Moreover, through ITC", "<p>Moreover, by ITC")
    (tmp_path / "a.html").write_text(page)
    done = wsisc("import", tmp_path / "a.html")
    assert done.returncode == 2
    assert b"wsisc verify" in done.stderr


def test_the_schema_next_to_it_is_named(documents, tmp_path):
    (tmp_path / "cstd-26.schema.json").write_text("{}")
    shutil.copy(documents / "unodc_2022.docx", tmp_path / "a.docx")
    wsisc("import", tmp_path / "a.docx")
    first = (tmp_path / "a.yaml").read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=./cstd-26.schema.json"


def test_a_file_with_controls_steers_no_terminal(tmp_path):
    content = foreign.letter_spaced()[0]
    created = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(created, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Words in a text box", "Words \u202ein a text box".encode()))
    (tmp_path / "a.docx").write_bytes(created.getvalue())
    done = wsisc("import", tmp_path / "a.docx")
    assert "\u202e" not in done.stderr.decode()


def test_lines_are_broken_only_where_nothing_changes():
    links = frozenset({"home"})
    words = " ".join(["word"] * 18)
    text = f"{words} - {words} 1990. {words} [a link of words][home] {words} # {words}\\\nnext > {words}"
    wrapped = yaml.wrap(text, links, 60)
    assert wrapped.replace("\n", " ").replace("\\ next", "\\\nnext") == text
    assert not re.search(r"^(?:- |1990\.|# |>)", wrapped, re.MULTILINE)


@pytest.fixture
def own_words(tmp_path):
    opened = docx.Document()
    for title in ("Executive summary", "Trends", "Lessons learned", "Our thanks"):
        opened.add_heading(title, 1)
        opened.add_paragraph(f"The Office has something to say about it: {title.lower()} of the year that went by.")
    opened.save(str(tmp_path / "own.docx"))
    return tmp_path / "own.docx"


def test_where_parts_begin_is_reported_with_reason_and_confidence(own_words):
    done = wsisc("import", own_words, "--call", "cstd-26")
    assert done.returncode == 1
    lines = [" ".join(line.split()) for line in done.stderr.decode().splitlines()]
    at = lines.index("where parts begin:")
    assert lines[at + 1 : at + 5] == [
        "one beginning of the prompt, 90% Executive summary",
        "two meaning of the heading, 90% Trends",
        "unplaced no heading of the call Lessons learned",
        "unplaced no heading of the call Our thanks",
    ]
    assert '--map "Lessons learned=PART", where PART is one of one, two, three.a, three.b' in lines[at + 5]
    assert "# - heading of no part of the call: Our thanks\n" in own_words.with_suffix(".yaml").read_text()


def test_a_heading_is_mapped_to_a_part(own_words):
    options = ["--map", "Lessons learned=three.a", "--map", "our thanks=unplaced", "--map", "Trends=three.b"]
    done = wsisc("import", own_words, "--call", "cstd-26", *options)
    submission = read(own_words.with_suffix(".yaml"))
    [three] = [part for part in submission.parts if part.id == "three"]
    assert {part.id: [section.title for section in part.sections] for part in three.parts} == {
        "a": ["Lessons learned"],
        "b": ["Trends"],
    }
    assert [section.title for section in submission.unplaced.sections] == ["Our thanks"]
    assert b"to say where a heading belongs" not in done.stderr


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("Trends=four", 'no part "four" for "Trends"\n  help: use one of one, two, three.a, three.b, unplaced\n'),
        ("Trends=three", 'no part "three" for "Trends"\n  help: use one of one, two, three.a, three.b, unplaced\n'),
        ("Trend=two", "the file has no heading \"Trend\"\n  help: its headings are 'Trends'\n"),
        ("Trends", "--map: 'Trends' is not HEADING=PART"),
        ("=two", "--map: '=two' is not HEADING=PART"),
    ],
)
def test_a_wrong_mapping_names_what_is_possible(own_words, option, message):
    done = wsisc("import", own_words, "--call", "cstd-26", "--map", option)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert not own_words.with_suffix(".yaml").exists()


def test_headings_are_not_mapped_in_a_merge(own_words):
    done = wsisc("import", own_words, "--into", SAMPLE, "--map", "Trends=two", "--dry-run")
    assert (done.returncode, b"--map" in done.stderr) == (2, True)


def test_headings_that_repeat_are_one_line_with_their_number(tmp_path):
    document = docx.Document()
    document.add_heading("Part One: Summary", 1)
    for _ in range(3):
        document.add_heading("Zebra matters", 1)
        document.add_paragraph("Words of an answer.")
    document.save(tmp_path / "a.docx")
    done = wsisc("import", tmp_path / "a.docx")
    [line] = [each for each in done.stderr.decode().splitlines() if "Zebra matters" in each and "--map" not in each]
    assert line.endswith("×3")


def test_a_changed_document_answers_the_call_that_it_was_built_for(tmp_path):
    (tmp_path / "sent.yaml").write_bytes(as_yaml(minimal({"call": "cstd-next"})))
    assert wsisc("build", tmp_path / "sent.yaml", "--format", "docx").returncode == 0
    opened = docx.Document(tmp_path / "sent.docx")
    opened.paragraphs[-1].add_run(" More was done later.")
    opened.save(str(tmp_path / "back.docx"))
    done = wsisc("import", tmp_path / "back.docx")
    assert (read(tmp_path / "back.yaml").call, "guessed" in done.stderr.decode()) == ("cstd-next", False)


def test_a_missing_document_is_named_before_the_result_that_exists(tmp_path):
    (tmp_path / "subs").mkdir()
    done = wsisc("import", "inbx", "-o", "subs", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (2, "error: the file inbx does not exist")


def test_the_next_step_does_not_replace_the_imported_file(tmp_path):
    filled = docx.Document(io.BytesIO(filled_forms.blank_form(BUILT_IN.load("cstd-26"), "en")))
    filled.paragraphs[-1].add_run("We trained teachers.")
    filled.save(tmp_path / "form.docx")
    form = (tmp_path / "form.docx").read_bytes()
    done = wsisc("import", "form.docx", cwd=tmp_path)
    assert b"wsisc build does not replace form.docx: run wsisc build form.yaml -o form.built.docx" in done.stderr
    built = wsisc("build", "form.yaml", cwd=tmp_path)
    assert b"note: form.docx was not replaced, as form.yaml has errors" in built.stderr
    assert (tmp_path / "form.docx").read_bytes() == form


def test_an_imported_document_that_can_be_built_again_needs_no_other_place(documents, tmp_path):
    shutil.copy(documents / "features.docx", tmp_path / "a.docx")
    assert b"does not replace" not in wsisc("import", "a.docx", cwd=tmp_path).stderr


def test_a_paragraph_between_label_and_prompt_leaves_the_wording_of_the_call(documents, tmp_path):
    changed = docx.Document(documents / "unodc_2022.docx")
    label = next(each for each in changed.paragraphs if each.text == "Part Two:")
    label._p.getnext().addprevious(changed.add_paragraph("A word of the author.")._p)
    changed.save(tmp_path / "a.docx")
    done = wsisc("import", "a.docx", cwd=tmp_path)
    assert b"gone" not in done.stderr
    assert b"A word of the author." in (tmp_path / "a.yaml").read_bytes()
