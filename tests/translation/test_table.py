"""The table in Word: sound, accessible, and read as a translator leaves it."""

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.translation import made_up
from tests.translation.test_xliff import ORIGINAL, exported
from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.word import reader
from wsisc.readers.word.content import Paragraph, Table
from wsisc.source import model
from wsisc.translation import rebuild, units, word_table, xliff

WRITTEN = ROOT / "tests" / "parity" / "written"


def load(language):
    path = WRITTEN / f"report.{language}.yaml"
    return model.from_data(source.read(path.read_bytes(), path.name).data)


def table(language, original=None, former=None):
    original = original or load("en")
    known = {each.id: each for each in units.list_units(former or load(language))}
    return word_table.write(original, units.describe_original(original, "report.en.yaml"), language, known)


def change(content, old, new):
    """Return a Word file with other words in its text."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                assert old in part
                part = part[: part.rindex(old)] + new + part[part.rindex(old) + len(old) :]
            after.writestr(name, part)
    return buffer.getvalue()


def filled():
    """Return the table of a text with codes, filled in."""
    read = xliff.read(made_up.translate_xliff(exported()))
    former = rebuild.rebuild(ORIGINAL, read, "a.en.yaml").submission
    return table("fr", ORIGINAL, former)


def problems(content, original=ORIGINAL):
    found = rebuild.rebuild(original, word_table.read(content), "a.en.yaml")
    return [each.kind for each in found.problems], found.submission


@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_what_people_wrote_comes_back(language):
    found = rebuild.rebuild(load("en"), word_table.read(table(language)), "report.en.yaml")
    assert found.problems == ()
    back = {each.id: "".join(piece.text for piece in each.pieces) for each in units.list_units(found.submission)}
    own = {each.id: "".join(piece.text for piece in each.pieces) for each in units.list_units(load(language))}
    assert back == own


def test_each_column_has_its_language_and_direction_and_the_head_is_repeated():
    with zipfile.ZipFile(BytesIO(table("ar"))) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("<w:tblHeader/>") == 1
    assert '<w:lang w:val="en-GB"' in text
    assert '<w:lang w:val="ar-SA"' in text
    assert "<w:bidi/>" in text
    assert "<w:rtl/>" in text
    assert "<w:tblCaption" in text


def test_the_file_speaks_to_translators_in_both_languages():
    read = reader.read(table("es", load("fr"), load("es")))
    lines = [block.text for block in read.blocks if isinstance(block, Paragraph)]
    assert lines[:2] == [
        "report.en.yaml: traducción al español",
        "report.en.yaml\N{NO-BREAK SPACE}: traduction en espagnol",
    ]
    [found] = [block for block in read.blocks if isinstance(block, Table)]
    assert [[each.text for each in cell.blocks] for cell in found.rows[0].cells] == [
        ["Núm.", "N°"], ["Original: francés", "Original\N{NO-BREAK SPACE}: français"], ["Traducción: español", "Traduction\N{NO-BREAK SPACE}: espagnol"]
    ]  # fmt: skip


def test_the_text_of_a_footnote_follows_the_paragraph_that_refers_to_it():
    [found] = [block for block in reader.read(table("fr")).blocks if isinstance(block, Table)]
    rows = [[" ".join(each.text for each in cell.blocks) for cell in row.cells] for row in found.rows]
    ids = [row[0] for row in rows]
    at = ids.index("_footnotes.cost.1/1 note {2} footnote {2}")
    assert ids[at - 1].startswith("one.")
    assert "{2}" in rows[at - 1][1]
    assert rows[at][1] == load("en").footnotes["cost"].strip()
    assert not [each for each in ids if each.startswith("_footnotes") and "footnote {" not in each]


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        (b">{3}<", b"><", ["missing-code"]),
        (b">{3}<", b">{99}<", ["unknown-code", "missing-code"]),
        (b">{3}<", b">{3}{3}<", ["repeated-code"]),
        (b"<w:i/><w:iCs/>", b"", ["lost-formatting"]),
        (b"<w:t xml:space=\"preserve\">", b"<w:t xml:space=\"preserve\">{{braces} ", []),
    ],
)  # fmt: skip
def test_what_a_translator_does_to_codes(old, new, kinds):
    found, _ = problems(change(filled(), old, new))
    assert found == kinds


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b">{3}<", b"><", "missing in the translation: footnote note, {3}"),
        (b">{3}<", b">{3}{3}<", "2 times in the translation: footnote note, {3}"),
        (b"<w:i/><w:iCs/>", b"", 'missing in the translation: italics on "one"'),
    ],
)  # fmt: skip
def test_what_is_lost_has_its_name_and_its_words(old, new, message):
    found = rebuild.rebuild(ORIGINAL, word_table.read(change(filled(), old, new)), "a.en.yaml")
    assert [problem.message for problem in found.problems] == [message]


def test_an_empty_row_is_not_translated():
    content = word_table.write(ORIGINAL, units.describe_original(ORIGINAL, "a.en.yaml"), "fr")
    found, submission = problems(content)
    assert set(found) == {"untranslated"}
    assert submission.translated_from.sections == {}
    assert word_table.is_table(content)
    assert not word_table.is_table(filled())


def test_another_word_file_is_refused():
    with pytest.raises(WsiscError) as refused:
        word_table.read(change(filled(), "·".encode(), b"-"))
    assert refused.value.exit_code == 2


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "table.docx"
    path.write_bytes(table("ar"))
    return path


def test_openxml_audit_finds_nothing(path):
    done = subprocess.run([Path(sys.executable).parent / "openxml-audit", path], capture_output=True, text=True)
    assert "Errors: 0" in done.stdout


@pytest.mark.judge
def test_microsofts_sdk_finds_nothing(path):
    validator = ROOT / ".tools" / "node_modules" / ".bin" / "ooxml-validator"
    done = subprocess.run([validator, path, "--officeVersion", "Microsoft365"], capture_output=True)
    assert json.loads(done.stdout)["errors"] == []


@pytest.mark.judge
def test_libreoffice_keeps_it(path, tmp_path):
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx",
    ]
    subprocess.run([*command, "--outdir", tmp_path / "saved", path], capture_output=True, check=True)
    saved = word_table.read((tmp_path / "saved" / "table.docx").read_bytes())
    own = word_table.read(path.read_bytes())
    assert saved.origin == own.origin
    rebuilt = [rebuild.rebuild(load("en"), each, "report.en.yaml") for each in (saved, own)]
    assert rebuilt[0] == rebuilt[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/1</w:t>", b"</w:t>"),
        (b"<w:sectPr", b"<w:p><w:r><w:t>A remark.</w:t></w:r></w:p><w:sectPr"),
    ],
)
def test_words_outside_the_numbered_rows_are_not_lost(old, new):
    with pytest.raises(WsiscError) as caught:
        word_table.read(change(filled(), old, new))
    assert caught.value.exit_code == 2
    assert caught.value.hint
