"""What a translator's file must not say: nothing is lost in silence, and nothing is written that no one translated."""

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from tests.conftest import minimal
from tests.translation import made_up
from tests.translation.test_table import change, filled
from tests.translation.test_xliff import ORIGINAL, exported, kinds
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.translation import rebuild, units, word_table, xliff
from wsisc.translation.xliff import X


def import_xliff(text, language, targets, own="en"):
    """Return what a text becomes whose sentences have these targets; all others have a word."""
    original = model.from_data(minimal({"language": own, "parts": {"one": {"text": text}}}))
    origin = units.describe_original(original, "a.yaml")
    root = etree.fromstring(xliff.write(original, origin, language, lambda path: ""))
    rest = iter(targets)
    for segment in root.iter(f"{X}segment"):
        is_own = segment.getparent().get("id").startswith("one.")
        target = etree.fromstring(f'<target xmlns="{X[1:-1]}">{next(rest) if is_own else "Words"}</target>')
        segment.append(target)
    rebuilt = rebuild.rebuild(original, xliff.read(etree.tostring(root)), "a.yaml")
    return rebuilt.submission, [each.kind for each in rebuilt.problems if each.path[:2] == ("parts", "one")]


@pytest.mark.parametrize("target", [" ", "\u00a0", "\u200b", "\ufeff \u2009"])
def test_a_target_of_spaces_is_not_translated(target):
    submission, found = import_xliff("A sentence.", "fr", [target])
    assert found == ["untranslated"]
    assert submission.parts[0].text == "A sentence."
    assert "one" not in submission.translated_from.sections


def test_a_cell_of_spaces_is_not_translated():
    content = word_table.write(ORIGINAL, units.describe_original(ORIGINAL, "a.en.yaml"), "fr")
    read = word_table.read(change(content, b"</w:pPr></w:p>", "</w:pPr><w:r><w:t>\u200b</w:t></w:r></w:p>".encode()))
    assert {each.kind for each in rebuild.rebuild(ORIGINAL, read, "a").problems} == {"untranslated"}


@pytest.mark.parametrize("character", ["\u0085", "\u009b", '<cp hex="0000"/>', '<cp hex="d800"/>', "\u2028"])
def test_a_control_character_is_an_error(character):
    submission, found = import_xliff("A sentence.", "fr", [f"Une{character} phrase."])
    assert found == ["control-character"]
    assert submission.parts[0].text == "A sentence."


@pytest.mark.parametrize(
    "code", ['<ec startRef="1"/>', "<ec/>", '<ec id="7"/>', '<sc id="7"/>', '<ph id="x"/>', "<pc>a</pc>"]
)
def test_a_code_that_the_original_does_not_have_is_an_error(code):
    submission, found = import_xliff("A sentence.", "fr", [f"Une {code}phrase."])
    assert found[:1] == ["unknown-code"]
    assert submission.parts[0].text == "A sentence."


@pytest.mark.parametrize(
    "target", ['Une <ec startRef="1"/>phrase.', 'Une <sc id="1"/>phrase.', '<ec startRef="1"/>a<sc id="1"/>']
)
def test_a_code_without_its_other_end_is_an_error(target):
    submission, found = import_xliff("A **strong** sentence.", "fr", [target])
    assert "broken-code" in found
    assert submission.parts[0].text == "A **strong** sentence."


def test_two_units_with_one_id_are_refused():
    content = made_up.translate_xliff(exported())
    root = etree.fromstring(content)
    first, second = list(root.iter(f"{X}unit"))[:2]
    second.set("id", first.get("id"))
    with pytest.raises(WsiscError, match=r"_cover\.title") as refused:
        xliff.read(etree.tostring(root))
    assert refused.value.exit_code == 2


def edit_note_row(content, edit):
    """Return a Word file with the last row of a footnote edited."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        text = archive.read("word/document.xml")
    at = text.rindex(b"_footnotes.")
    row = text[text.rindex(b"<w:tr>", 0, at) : text.index(b"</w:tr>", at) + len(b"</w:tr>")]
    return change(content, row, edit(row))


def test_two_rows_with_one_number_are_refused_if_they_differ():
    word_table.read(edit_note_row(filled(), lambda row: row + row))
    with pytest.raises(WsiscError, match="_footnotes") as refused:
        word_table.read(
            edit_note_row(filled(), lambda row: row + b"<w:t>Other</w:t></w:r>".join(row.rsplit(b"</w:r>", 1)))
        )
    assert refused.value.exit_code == 2


def test_the_words_of_a_table_in_a_cell_are_read():
    def nest(row):
        at = row.rindex(b"</w:tc>")
        cell = "<w:tc><w:p><w:r><w:t>imbriqué</w:t></w:r></w:p></w:tc>"
        return row[:at] + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p/>".encode() + row[at:]

    submission = rebuild.rebuild(ORIGINAL, word_table.read(edit_note_row(filled(), nest)), "a").submission
    assert "imbriqué" in submission.footnotes["note"]


def test_sentences_of_a_chinese_original_get_spaces():
    text = "第一句。第二句！第三句。"
    submission, _ = import_xliff(text, "fr", ["Un.", "Deux !", "Trois."], own="zh")
    assert submission.parts[0].text == "Un. Deux ! Trois."
    submission, _ = import_xliff(text, "fr", ["Un. ", "Deux !", " Trois."], own="zh")
    assert submission.parts[0].text == "Un. Deux ! Trois."
    submission, _ = import_xliff("One. Two.", "zh", ["第一句。", "第二句。"])
    assert submission.parts[0].text == "第一句。第二句。"


@pytest.mark.parametrize(
    ("target", "text", "found"),
    [
        ('看<pc id="1">费用。</pc>在', "看*费用*。在", []),
        ('看<pc id="1">“费用”</pc>在', "看“*费用*”在", []),
        ('看<pc id="1">费用</pc>在', "看*费用*在", []),
        ('看<pc id="1">“”</pc>在', "看“”在", ["lost-formatting"]),
        ('看<pc id="1"></pc>在', "看在", ["lost-formatting"]),
    ],
)
def test_italics_next_to_chinese_punctuation(target, text, found):
    submission, problems = import_xliff("See the *fees* in it.", "zh", [target])
    assert (submission.parts[0].text, problems) == (text, found)


def test_italics_that_are_lost_twice_are_reported_twice():
    _, problems = import_xliff("See the *fees* in it.\n\nSee the *fees* in it.", "zh", ['看<pc id="1">“”</pc>在'] * 2)
    assert problems == ["lost-formatting"] * 2


def test_a_link_without_words_is_missing():
    def empty(root):
        element = next(
            each for each in root.iter(f"{X}pc") if "link" in each.get("subType", "") + each.get("type", "")
            and next(each.iterancestors(f"{X}target"), None) is not None
        )  # fmt: skip
        element.text = None

    assert kinds(empty) == ["missing-code"]


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr-FR", "fr"), ("zh-Hans-CN", "zh"), ("zh-Hant", "zh-Hant"), ("zh-TW", "zh-TW"), ("fr-Latn", "fr"), ("", "")],
)
def test_the_language_of_a_tag(tag, language):
    assert units.plain_language(tag) == language


def test_utf_16_is_read():
    content = made_up.translate_xliff(exported())
    wide = content.decode().replace("UTF-8", "UTF-16").encode("utf-16")
    read, own = xliff.read(wide), xliff.read(content)
    assert rebuild.rebuild(ORIGINAL, read, "a") == rebuild.rebuild(ORIGINAL, own, "a")


@pytest.mark.parametrize("content", [b"", b"hello", b"\xff\xfe<", "<a".encode("utf-16")])
def test_what_is_no_xliff_is_said_to_be_none(content):
    with pytest.raises(WsiscError, match="XLIFF") as refused:
        xliff.read(content)
    assert refused.value.exit_code == 2
    assert "<string>" not in str(refused.value)


@pytest.mark.parametrize(
    ("target", "text", "found"),
    [
        ('Voir <pc id="1">das Dorf</pc>.', "Voir [das Dorf]{lang=de}.", []),
        ("Voir le village.", "Voir le village.", ["lost-formatting"]),
    ],
)
def test_the_language_of_a_phrase_is_a_code_that_can_be_left_out(target, text, found):
    submission, problems = import_xliff("See [das Dorf]{lang=de}.", "fr", [target])
    assert (submission.parts[0].text, problems) == (text, found)


def test_a_phrase_in_the_language_of_the_translation_needs_no_mark():
    submission, problems = import_xliff("The [droit à la connexion]{lang=fr}.", "fr", ["Le droit à la connexion."])
    assert (submission.parts[0].text, problems) == ("Le droit à la connexion.", [])
