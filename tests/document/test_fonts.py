"""The fonts that come along: what they are, what they hold, and that Typst finds in them what we say it does."""

import hashlib
import unicodedata

import pytest
import yaml

from tests import glyphs
from tests.conftest import ROOT
from wsisc.document import fonts
from wsisc.engines import typst

FONTS = ROOT / "templates" / "fonts"
FAMILIES = list(fonts.families())
SHOW = '#let given = json(bytes(sys.inputs.document))\n#set text(font: given.fonts, fallback: false)\n#set document(title: "x", date: auto)\n#given.text'


def test_the_files_are_those_whose_hashes_are_written_down():
    known = dict(reversed(line.split("  ")) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    files = {path.relative_to(FONTS).as_posix(): path.read_bytes() for path in FONTS.rglob("*.ttf")}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == known


def test_every_folder_holds_the_licences_of_its_fonts():
    texts = {
        folder.name: "".join(path.read_text() for path in folder.glob("*.txt"))
        for folder in FONTS.iterdir()
        if folder.is_dir()
    }
    assert set(texts) == {"tinos", "amiri", "symbols", "carlito"}
    for text in texts.values():
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "Copyright" in text
    assert "Bitstream Vera Fonts Copyright" in texts["symbols"]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_list_of_characters_is_that_of_the_fonts(family, request):
    path = FONTS / "coverage.yaml"
    known = yaml.safe_load(path.read_text())
    found = glyphs.ranges(glyphs.characters(family))
    if request.config.getoption("--update-goldens"):
        path.write_text(yaml.safe_dump({**known, family: found}, width=118, sort_keys=False))
    assert str(yaml.safe_load(path.read_text()).get(family, "")) == found


def missing(text):
    """Return the characters that Typst has no glyph for."""
    try:
        typst.typeset(SHOW, {"text": text}, fonts.folders(), {}, None)
    except typst.MissingGlyphs as error:
        return set(error.characters)
    return set()


SIGNS = "✓ ✗ ☐ ☑ ➢ ⇒ ★ • ▪ → ✔ ❖ □ ◆ ⬧ ⬥ ≤ ≥ ∑ ∈ ♦ ➔ ☞ ◦ ‣"


def test_signs_that_word_makes_of_bullets_have_glyphs():
    assert [each[0] for each in fonts.find_missing_glyphs(SIGNS)] == []
    assert missing(SIGNS) == set()


def test_a_character_that_no_font_has_is_named_as_typst_names_it():
    text = "A \U00012000 b \U0001f600 c \u0f40 d é ж م 中"
    said = {each[0] for each in fonts.find_missing_glyphs(text)}
    assert said == {"\U00012000", "\u0f40", "\U0001f600"} & said
    assert said == missing(text)


# The bold faces of Amiri lack the Arabic letters of mathematics, so they count as missing, though plain text has them; of
# Khmer and N'Ko, which no font has, Typst does not name every mark.
STRICTER = {*map(chr, range(0x1EE00, 0x1EF00)), *map(chr, range(0x17C1, 0x17C4)), "\u07fd"}


@pytest.mark.long
def test_every_character_is_judged_as_typst_judges_it():
    wrong = []
    for start in range(0, 0x20000, 0x400):
        block = [chr(each) for each in range(start, start + 0x400)]
        kept = [each for each in block if unicodedata.category(each) not in ("Cn", "Cs", "Co", "Cc")]
        said = {each[0] for each in fonts.find_missing_glyphs(" a ".join(kept))}
        found = set()
        while more := missing(" a ".join(each for each in kept if each not in found)):
            found |= more
        wrong += sorted((said ^ found) - (STRICTER - found))
    assert wrong == []
