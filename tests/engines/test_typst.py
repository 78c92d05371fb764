"""Markup becomes pages; characters that no font has are named, and so is what Typst says of a fault."""

import pytest

from wsisc.diagnostic import WsiscError
from wsisc.document import fonts
from wsisc.engines import typst


def typeset(markup, **files):
    return typst.typeset(markup, {}, {}, files, 0)


def test_pages_have_neither_date_nor_traces_of_a_machine():
    markup = '#set document(title: "A title")\nA word.'
    content = typst.typeset(markup, {}, fonts.folders(), {}, None)
    assert content.startswith(b"%PDF")
    assert b"1970" not in content
    assert b"/tmp" not in content


@pytest.mark.parametrize("markup", ["#panic(", "#unknown()", '#image("gone.png")'])
def test_a_fault_is_told_as_typst_tells_it(markup):
    with pytest.raises(WsiscError, match="Typst failed: error: "):
        typeset(markup)


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
