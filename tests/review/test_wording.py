"""Comments speak of the Word file, in the language of its text where there is a wording, otherwise in English."""

import re
from collections import Counter

import pytest

from tests.importer import foreign
from tests.review import ranges
from tests.review.annotated import reviewed
from tests.review.files import officer
from tests.review.test_own_comments import packed
from wsisc import resources
from wsisc.calls.call import BUILT_IN
from wsisc.diagnostic import Severity
from wsisc.ooxml.word_package import WordPackage
from wsisc.review import comment_text, file_notes, wording
from wsisc.review.comment_text import CommentLine

_SIGNATURE = (
    b'<Relationship Id="s" Target="_xmlsignatures/origin.sigs" Type="http://schemas.openxmlformats.org/package/2006/'
    b'relationships/digital-signature/origin"/></Relationships>'
)


@pytest.fixture
def in_french(monkeypatch):
    """A wording in French with two sentences."""
    own = {"part-missing": "$label n’a pas été trouvée", "part-found": "$label : $words mots$limit"}
    read = resources.read_strings
    monkeypatch.setattr(resources, "names", lambda *_: ("en", "fr"))
    monkeypatch.setattr(resources, "read_strings", lambda path: own if path.endswith("/fr.yaml") else read(path))
    wording.load.cache_clear()
    yield wording.load("fr")
    wording.load.cache_clear()


def test_a_sentence_without_translation_is_in_english(in_french):
    assert in_french.say("part-missing", label="Partie 1") == "Partie 1 n’a pas été trouvée"
    assert in_french.say("parts") == wording.load("en").say("parts")


def test_one_is_not_mixed_with_the_sentence_of_another_language(in_french):
    values = {"label": "Partie 1", "words": "1", "limit": "", "heading": "x", "reason": "y", "confidence": "z"}
    assert in_french.count("part-found", 1, **values) == "Partie 1 : 1 mots"
    assert wording.load("en").count("part-found", 1, **values).endswith("1 word")


def test_a_language_without_wording_has_the_english_one():
    assert wording.load("xx") == wording.load("en")
    assert wording.load("en").describe_counts(Counter()) == "no problems"
    assert wording.load("en").describe_counts(Counter([Severity.ERROR])) == "1 error"


def test_the_language_of_the_text_chooses_the_wording(monkeypatch):
    chosen = []
    load = wording.load
    monkeypatch.setattr(wording, "load", lambda language: chosen.append(language) or load(language))
    reviewed.__wrapped__(officer())
    assert {*chosen} == {"en"}


def test_lines_in_arabic_are_from_right_to_left():
    root = comment_text.create_root()
    comment_text.add_comment(root, 0, [CommentLine("• الجزء الأول", True), CommentLine("Part One")])
    first, second = root[0]
    assert [each.tag.rpartition("}")[2] for each in first.iter()][:2] == ["p", "pPr"]
    assert first.find(".//{*}bidi") is not None
    assert first.find(".//{*}rtl") is not None
    assert second.find(".//{*}bidi") is None


def test_no_comment_has_a_key_or_a_sign_of_the_yaml():
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part One", 1)
    for text in ("See www.unodc.org for more.", "(i) Training of judges", "(ii) Training of police"):
        document.add_paragraph(text)
    texts = ranges.comments(reviewed(foreign.saved(document))[2].content).values()
    joined = "\n".join(texts)
    assert "bare-address" in joined
    assert "typed-list" in joined
    assert "the title was not found" in joined
    assert not re.search(r'\[words\]|"- "|"title"|"name"|not imported|unplaced:', joined)


def test_a_signature_and_a_protection_are_reported():
    files = ranges.parts(officer())
    english = wording.load("en")
    assert not [*file_notes.describe_file(WordPackage(packed(files)), None, english)]
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Relationships>", _SIGNATURE)
    settings = files["word/settings.xml"]
    for value, is_reported in ((b"1", True), (b"0", False)):
        protection = b'<w:documentProtection w:edit="readOnly" w:enforcement="' + value + b'"/><w:zoom'
        files["word/settings.xml"] = settings.replace(b"<w:zoom", protection)
        found = [*file_notes.describe_file(WordPackage(packed(files)), None, english)]
        assert found == [english.say(key) for key in ("signed", *(["protected"] if is_reported else []))]
    first, *_ = file_notes.describe_file(WordPackage(packed(files)), BUILT_IN.load("cstd-26"), english)
    assert "26th session" in first
    assert "(code cstd-26) is assumed" in first
    assert "The file is signed" in next(iter(ranges.comments(reviewed(packed(files))[2].content).values()))


@pytest.mark.parametrize(("language", "number"), [("en", "1,060"), ("fr", "1\u202f060"), ("es", "1\u00a0060")])
def test_numbers_are_written_as_the_language_of_the_comments_does(language, number):
    assert number in wording.load(language).count("suggested", 1060)
