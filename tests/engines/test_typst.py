"""Markup becomes pages; characters that no font has are named, and so is what Typst says of a fault."""

import contextlib

import pytest

from tests.conftest import ROOT
from wsisc.document import fonts
from wsisc.engines import typst
from wsisc.messages.diagnostic import WsiscError


def typeset(markup, **files):
    return typst.typeset(markup, {}, {}, files, 0)


def test_pages_have_neither_date_nor_traces_of_a_machine():
    markup = '#set document(title: "A title")\nA word.'
    content = typst.typeset(markup, {}, fonts.folders(), {}, None)
    assert content.startswith(b"%PDF")
    assert b"1970" not in content
    assert b"/tmp" not in content


@pytest.mark.parametrize("markup", ["#panic(", "#unknown()", '#image("gone.png")'])
def test_a_fault_is_reported_in_the_words_of_typst(markup):
    with pytest.raises(WsiscError, match="Typst failed: error: "):
        typeset(markup)


@pytest.mark.parametrize("markup", ['#image("line.png", alt: "A line")', "#panic("])
def test_files_are_deleted_when_pages_are_typeset(markup, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with contextlib.suppress(WsiscError):
        assert typeset(markup, **{"line.png": (ROOT / "tests" / "figures" / "line.png").read_bytes()})
    assert list(tmp_path.iterdir()) == []


def test_what_takes_too_long_is_ended_and_leaves_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(typst, "SECONDS", 0)
    slow = "#for i in range(9000) { for j in range(9000) { let k = calc.sqrt(i) } }"
    with pytest.raises(WsiscError, match="Typst took more than 0 seconds"):
        typeset(slow, **{"line.png": b"small"})
    assert list(tmp_path.iterdir()) == []


def test_of_characters_that_no_font_has_five_are_named_and_all_are_known():
    signs = [chr(0x12000 + number) for number in range(7)]
    missing = typst.MissingGlyphs(signs)
    assert missing.characters == signs
    assert str(missing).count("U+") == 5
    assert "U+12004" in str(missing)
    assert "U+12005" not in str(missing)


@pytest.mark.parametrize("text", ["中", "かな", "カナ", "한", "ㄅ", "Ａ", "〇"])
def test_the_fonts_of_a_script_are_advised(text):
    assert "cjk" in typst.missing_glyph_hint(f"😀{text}")


@pytest.mark.parametrize("text", ["😀", "𒀀", "", "א"])
def test_no_fonts_are_advised_where_they_would_not_help(text):
    assert typst.missing_glyph_hint(text) == typst.NO_GLYPH_HINT


def no_font(*texts):
    return "\n".join(f'the text `"{each}"` could not be displayed' for each in texts)


@pytest.mark.parametrize(
    ("code", "complaint", "message"),
    [
        (1, "a trace\nlast line\n", "Typst ended unexpectedly: last line"),
        (-9, "", "Typst ended unexpectedly: exit code -9"),
        (1, no_font("𝄞"), 'Typst ended unexpectedly: the text `"𝄞"` could not be displayed'),
        (4, "error: unknown\n", "Typst failed: error: unknown"),
        (4, no_font("𝄞", "𒀀", "𝄞"), "no font contains 𝄞 (U+1D11E), 𒀀 (U+12000)"),
        (4, no_font(r"\\u{12000}"), "no font contains 𒀀 (U+12000)"),
        (4, no_font("a", "\u0315"), "no font contains \u0315 (U+0315)"),
        (4, no_font("a"), "no font contains a (U+0061)"),
    ],
)
def test_what_the_end_of_the_process_means(code, complaint, message):
    error = typst.explain_failure(code, complaint.replace("\\\\", "\\"))
    assert str(error) == message
    assert isinstance(error, typst.MissingGlyphs) == message.startswith("no font")


def test_dates_are_overwritten_and_nothing_moves():
    date = b"/ModDate(D:19700101000000Z)"
    xmp = b"<xmp:CreateDate>1970-01-01T00:00:00+00:00</xmp:CreateDate>"
    for before in (date, b"/CreationDate(D:19700101000000Z)", xmp, xmp.replace(b"xmp:CreateDate", b"stEvt:when")):
        assert typst.remove_dates(b"a" + before + b"z") == b"a" + b" " * len(before) + b"z"
    for kept in (b"/ModDate(D:19700101000001Z)", xmp.replace(b"1970", b"1971")):
        assert typst.remove_dates(kept) == kept


def test_a_document_has_the_date_of_its_options():
    content = typst.typeset('#set document(title: "T")\nA word.', {}, fonts.folders(), {}, 86_400)
    assert b"D:19700102000000Z" in content
