"""`verify` on documents that were changed outside their text, and on files that are damaged, locked or foreign."""

import base64
import io
import zipfile

import docx
import docx.shared
import pytest

from tests.conftest import as_yaml, manuscript, minimal, overlay, some_quick, wsisc
from tests.forgeries.word_files import png
from tests.inprocess import run
from wsisc.document import provenance
from wsisc.writers import pdf, source

FIGURE = {"file": "figures/chart.png", "alt": "A chart"}
DATA = minimal(
    {
        "parts": {"one": {"text": "A letter here.[^n]\n\n![chart]"}},
        "footnotes": {"n": "A note."},
        "figures": {"chart": FIGURE},
    }
)


NOTES = "word/footnotes.xml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    created = tmp_path_factory.mktemp("verify")
    (created / "figures").mkdir()
    (created / "figures" / "chart.png").write_bytes(manuscript(DATA).images["chart"].content)
    (created / "a.yaml").write_bytes(as_yaml(DATA))
    done = wsisc("build", "a.yaml", "--format", "docx", "--format", "html", "--format", "pdf", cwd=created)
    assert done.returncode == 0, done.stderr.decode()
    return created


def with_parts(content, change):
    """Return a Word file whose parts went through `change`; those of which it makes None are left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return buffer.getvalue()


def verify_output(path, content):
    path.write_bytes(content)
    done = wsisc("verify", path, WSISC_DEBUG="1")
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    ("part", "before", "after", "place"),
    [
        ("docProps/core.xml", b"A title", b"A tidle", "the title in the properties"),
        ("docProps/core.xml", b"An entity", b"An antity", "the author in the properties"),
        ("word/footer1.xml", b">2</w:t>", b">Secret</w:t>", "the footer of the pages"),
        ("word/styles.xml", b"1F3864", b"FF0000", "word/styles.xml"),
        ("word/document.xml", b"<w:titlePg/>", b"", "titlePg"),
    ],
)
def test_a_change_outside_the_text_of_a_word_file_is_reported_at_its_place(
    folder, part, before, after, place, tmp_path
):
    content = (folder / "a.docx").read_bytes()
    changed = with_parts(content, lambda name, data: data.replace(before, after) if name == part else data)
    assert changed != with_parts(content, lambda name, data: data)
    code, message = verify_output(tmp_path / "a.docx", changed)
    assert (code, place in message) == (1, True)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        (b"<title>A title", b"<title>A tidle", "the title in the head"),
        (b'lang="en-GB"', b'lang="fr"', "the language"),
        (b"--text: #000000", b"--text: #ffffff", "the style sheet"),
        (b"</main>", b"</main><p>More</p>", "the words around the text"),
        (b"</head>", b"<script>alert(1)</script></head>", "a script"),
    ],
)
def test_a_change_outside_the_text_of_a_page_is_reported_at_its_place(folder, before, after, place, tmp_path):
    content = (folder / "a.html").read_bytes()
    assert before in content
    code, message = verify_output(tmp_path / "a.html", content.replace(before, after, 1))
    assert (code, place in message) == (1, True)


IN_PDF = {
    "text": ({"parts": {"one": {"text": "A lettar here.[^n]\n\n![chart]"}}}, 'page 2: "letter" is now "lettar"'),
    "note": ({"footnotes": {"n": "A nota."}}, 'page 2: "note." is now "nota."'),
    "cover": ({"entity": {"name": "An antity"}}, 'page 1: "entity" is now "antity"'),
    "properties": ({"title": "A tidle"}, 'the title in the properties: "title" is now "tidle"'),
}


@pytest.mark.parametrize("kind", some_quick(IN_PDF, 4))
def test_a_change_in_a_pdf_is_reported_at_its_page(kind, tmp_path, monkeypatch):
    changes, place = IN_PDF[kind]
    package = source.build_package(manuscript(DATA))
    monkeypatch.setattr(pdf.source, "build_package", lambda _: package)
    code, message = verify_output(tmp_path / "a.pdf", pdf.PdfDocument(manuscript(overlay(DATA, changes))).finish())
    assert (code, place in message) == (1, True)


def test_a_part_that_is_not_there_is_damage(folder, tmp_path):
    content = (folder / "a.docx").read_bytes()
    for part in ("word/document.xml", "word/footnotes.xml"):
        for created in (None, b"", b"<x", b"\xff\xfe\0"):
            changed = with_parts(content, lambda name, data: created if name == part else data)  # noqa: B023
            assert verify_output(tmp_path / "a.docx", changed)[0] == 3


def test_a_part_of_notes_that_are_not_is_no_damage(tmp_path):
    """LibreOffice leaves it out where there is no footnote."""
    (tmp_path / "b.yaml").write_bytes(as_yaml(minimal()))
    assert run("build", tmp_path / "b.yaml").code == 0
    content = (tmp_path / "b.docx").read_bytes()
    (tmp_path / "b.docx").write_bytes(with_parts(content, lambda name, data: None if name == NOTES else data))
    done = run("verify", tmp_path / "b.docx")
    assert (done.code, NOTES in done.stdout) == (1, True), done


def test_comments_that_another_program_has_stored_are_not_said_to_be_new(tmp_path):
    said = [{"by": "A. Reviewer", "text": "Why?", "replies": [{"by": "B. Reviewer", "text": "So."}]}]
    (tmp_path / "b.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "A letter.", "comments": said}}})))
    assert run("build", tmp_path / "b.yaml", "--comments").code == 0
    content = (tmp_path / "b.docx").read_bytes()
    texts = {"word/comments.xml": (b"<w:t xml", b"<w:rPr/><w:t xml"), "docProps/app.xml": (b">wsisc<", b">Office<")}
    spaced = with_parts(content, lambda name, data: data.replace(*texts[name]) if name in texts else data)
    for change, state in ((b"Why?", "also contains"), (b"Whence?", "does not contain")):
        changed = with_parts(spaced, lambda _, data, to=change: data.replace(b">Why?", b">" + to))
        (tmp_path / "b.docx").write_bytes(changed)
        done = run("verify", tmp_path / "b.docx", tmp_path / "b.yaml")
        assert f"1 of 2 by A. Reviewer, which the source {state}" in done.stdout
        assert "2 of 2 by B. Reviewer, which the source also contains" in done.stdout
        assert (done.code, "by hand" in done.stdout, "is new" in done.stdout) == (1, False, False), done.stdout


TABLED = minimal(
    {
        "parts": {
            "one": {"text": "A first text.\n\nA second text."},
            "two": {"text": "| Year | Schools |\n|---|---:|\n| 2020 | 120 |\n| 2021 | 240 |\n\nAn end."},
            "three": {"a": {"text": "What was."}, "b": {"text": "What will be."}},
        }
    }
)


def append_to_a_section(document):
    paragraph(document, "What was.").insert_paragraph_before("What was.").style = paragraph(document, "What was.").style
    document.paragraphs[[each.text for each in document.paragraphs].index("What was.") + 1].runs[0].text = "Forged."


def remove_a_row(document):
    row = document.tables[0].rows[1]._tr
    row.getparent().remove(row)


def move_a_paragraph(document):
    paragraph(document, "What will be.")._p.addnext(paragraph(document, "A second text.")._p)


def change_two(document):
    paragraph(document, "A first text.").runs[0].text = "One first text."
    paragraph(document, "An end.").runs[0].text = "No end."


def enlarge(document):
    paragraph(document, "An end.").runs[0].font.size = docx.shared.Pt(30)


def paragraph(document, words):
    return next(each for each in document.paragraphs if each.text == words)


@pytest.fixture(scope="module")
def tabled(tmp_path_factory):
    path = tmp_path_factory.mktemp("tabled") / "a.yaml"
    path.write_bytes(as_yaml(TABLED))
    assert run("build", path).code == 0
    return path.with_suffix(".docx")


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (append_to_a_section, [("(a) ", 'added: "Forged."')]),
        (remove_a_row, [("Part Two", 'row removed: "2020 | 120"')]),
        (move_a_paragraph, [("Part One", 'removed: "A second text."'), ("(b) ", 'added: "A second text."')]),
        (change_two, [("Part One", '"A" is now "One"'), ("Part Two", '"An" is now "No"')]),
        (enlarge, [("Part Two", 'formatting added: "font size (half points) 60 An end."')]),
    ],
)
def test_each_act_is_one_line_at_its_place(tabled, change, lines, tmp_path):
    document = docx.Document(tabled)
    change(document)
    document.save(tmp_path / "a.docx")
    done = run("verify", tmp_path / "a.docx")
    output = [each for each in done.stdout.splitlines() if each.startswith("changed by hand")]
    assert done.code == 1
    for (place, act), line in zip(lines, output, strict=True):
        assert (line.startswith(f"changed by hand: {place}"), line.endswith(act)) == (True, True), done.stdout
    assert f"{len(lines)} differences" in done.stdout or len(lines) == 1


def test_a_word_file_whose_directory_leads_astray_is_damage(folder, tmp_path):
    content = (folder / "a.docx").read_bytes()
    assert verify_output(tmp_path / "a.docx", content[3000:])[0] == 3
    assert verify_output(tmp_path / "a.docx", b"PK" + content[3000:])[0] == 3


def test_an_image_that_is_no_longer_one_is_reported(folder, tmp_path):
    content = (folder / "a.html").read_bytes()
    image = base64.b64encode((folder / "figures" / "chart.png").read_bytes())
    code, message = verify_output(tmp_path / "a.html", content.replace(image, image[:-3]))
    assert (code, "the figure chart" in message) == (1, True), message


@pytest.mark.parametrize("text", ["[" * 100_000, "[]", "1", "null", '{"hashes": 1}', '{"hashes": {"figures": []}}'])
def test_a_package_that_is_none_is_reported(text, tmp_path):
    page = f'<html><script type="application/json" id="wsisc-source">{text}</script>'
    assert verify_output(tmp_path / "a.html", page.encode())[0] == 3


def test_a_locked_file_is_reported(tmp_path):
    code, message = verify_output(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    assert (code, "password" in message) == (3, True)


def test_a_part_that_would_fill_the_memory_is_not_read(folder, tmp_path):
    content = (folder / "a.docx").read_bytes()
    changed = with_parts(content, lambda name, data: bytes(101_000_000) if name == "word/document.xml" else data)
    code, message = verify_output(tmp_path / "a.docx", changed)
    assert (code, "too large" in message) == (3, True)


@pytest.mark.parametrize("content", [b"", b"\0", b"- 1", b"wsisc: [", b"wsisc: 1\nfigures: {a: {file: /etc/passwd}}"])
def test_another_source_that_is_none_is_reported(folder, content, tmp_path):
    (tmp_path / "a.yaml").write_bytes(content)
    done = run("verify", folder / "a.pdf", tmp_path / "a.yaml")
    assert (done.code, "error[" in done.stdout, "has errors" in done.stdout) == (1, True, True), done.stderr
    assert "exactly" not in done.stdout


def test_the_package_of_a_document_is_data_not_instructions(folder, tmp_path):
    package = provenance.SourcePackage("wsisc: 1\ncall: cstd-26\n", "id: cstd-26\n", {}, {"../a": "sha256:0"})
    page = f'<html><script type="application/json" id="wsisc-source">{provenance.pack(package)}</script>'
    code, message = verify_output(tmp_path / "a.html", page.encode())
    assert (code in (1, 3), "error" in message.lower()) == (True, True)


def copied(folder, tmp_path, change):
    """Return the source of the documents in a folder of its own, with another text."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "chart.png").write_bytes((folder / "figures" / "chart.png").read_bytes())
    path = tmp_path / "a.yaml"
    text = (folder / "a.yaml").read_text("utf-8")
    path.write_text(change(text), "utf-8")
    assert (path.read_text("utf-8") == text) == (change(text) == text)
    return path


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text + "unknown: 1\n", "unexpected-property"),
        (lambda text: text.replace("A letter here.[^n]", "A letter here.[^n] [^gone]"), "undefined-footnote"),
        (lambda text: text.replace("call: cstd-26", "call: cstd-99"), "unknown-call"),
    ],
)
def test_a_source_with_errors_is_reported_with_them_and_not_compared(folder, change, code, tmp_path):
    """What no document is built of is neither equal to one nor different from it."""
    path = copied(folder, tmp_path, change)
    done = run("verify", folder / "a.docx", path)
    assert (done.code, code in done.stdout, f"--> {path}:" in done.stdout) == (1, True, True), done.stdout
    assert "has errors, so the document was not compared with it" in done.stdout
    assert "is not the source" not in done.stdout
    assert "exactly" not in done.stdout


def test_a_figure_that_is_not_next_to_the_source_is_reported_at_its_place(folder, tmp_path):
    path = copied(folder, tmp_path, lambda text: text)
    (tmp_path / "figures" / "chart.png").rename(tmp_path / "figures" / "charts.png")
    done = run("verify", folder / "a.docx", path)
    assert (done.code, "figure-not-found" in done.stdout, "charts.png" in done.stdout) == (1, True, True), done.stdout
    assert "is not the file" not in done.stdout


def test_a_figure_with_other_bytes_is_named(folder, tmp_path):
    path = copied(folder, tmp_path, lambda text: text)
    (tmp_path / "figures" / "chart.png").write_bytes(png((0, 90, 0)))
    done = run("verify", folder / "a.docx", path)
    assert (done.code, "figures/chart.png is not the file" in done.stdout) == (1, True), done.stdout


@pytest.mark.parametrize("formats", some_quick([("docx", "html"), ("docx", "pdf")], 2, "-".join))
@pytest.mark.parametrize("options", some_quick([("--no-embed",), ("--no-embed", "--draft")], 2, " ".join))
def test_a_document_without_its_source_is_compared_with_the_one_named(folder, tmp_path, formats, options):
    path = copied(folder, tmp_path, lambda text: text)
    assert run("build", path, *options, *(word for each in formats for word in ("--format", each))).code == 0
    for format in formats:
        document = path.with_suffix(f".{format}")
        done = run("verify", document)
        assert (done.code, "has no embedded source" in done.stderr, "SOURCE" in done.stderr) == (1, True, True)
        done = run("verify", document, path)
        assert (done.code, "matches its source exactly" in done.stdout) == (0, True), done.stdout
    path.write_text(path.read_text("utf-8").replace("A letter", "A word"), "utf-8")
    for format in formats:
        done = run("verify", path.with_suffix(f".{format}"), path)
        assert (done.code, "letter" in done.stdout) == (1, True), done.stdout
    path.write_text("wsisc: 1\n", "utf-8")
    done = run("verify", path.with_suffix(".docx"), path)
    assert (done.code, "has errors" in done.stderr) == (1, True), done


def test_the_first_difference_of_another_source_has_its_line_and_both_wordings(folder, tmp_path):
    path = copied(folder, tmp_path, lambda text: text.replace("A letter here", "A letter **written** here"))
    number = next(at for at, line in enumerate(path.read_text("utf-8").splitlines(), 1) if "written" in line)
    done = run("verify", folder / "a.docx", path)
    expected = f'in line {number}, parts.one.text: "A letter written" in the source, "A letter" in the document'
    assert (done.code, expected in done.stdout) == (1, True), done.stdout


def test_a_character_without_a_glyph_forbids_the_pdf_alone(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "A hieroglyph \U00013000."}}})))
    done = run("build", tmp_path / "a.yaml", "--format", "docx", "-o", tmp_path / "a.docx")
    assert (done.code, "missing-glyph" in done.stdout + done.stderr) == (1, True)
    assert run("verify", tmp_path / "a.docx").code == 0
    done = run("verify", tmp_path / "a.docx", tmp_path / "a.yaml")
    assert (done.code, "missing-glyph" in done.stdout, "exactly" in done.stdout) == (0, True, True), done.stdout


def test_a_file_that_wsisc_never_built_differs_in_one_line(tmp_path):
    document = docx.Document()
    for number in range(9):
        document.add_paragraph(f"Words of a stranger, line {number}.")
    document.save(tmp_path / "plain.docx")
    (tmp_path / "good.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("verify", "plain.docx", "good.yaml", cwd=tmp_path)
    assert done.returncode == 1
    [line] = done.stdout.decode().splitlines()
    assert line.startswith("plain.docx was not built by wsisc, or another program rewrote it")
    assert "run wsisc diff good.yaml plain.docx" in line
