"""Comments speak of the Word file, in the language of its text where there is a wording, otherwise in English."""

import io
import re
from collections import Counter

import docx
import pytest

from tests.conftest import minimal, some_quick
from tests.importer import foreign, wild
from tests.review import files, ranges
from tests.review.annotated import MAKERS, reviewed
from tests.review.files import officer
from tests.review.test_own_comments import packed
from wsisc import pipeline
from wsisc.calls import schema
from wsisc.calls.call import BUILT_IN
from wsisc.document.figures import LoadedFigures
from wsisc.importer.import_document import import_bytes
from wsisc.messages import localization
from wsisc.messages.diagnostic import Severity
from wsisc.messages.localization import translate
from wsisc.ooxml.builders import CommentLine
from wsisc.ooxml.word_package import WordPackage
from wsisc.report import full
from wsisc.review import comment_text, import_account, labels, review_document, summary
from wsisc.source import model
from wsisc.writers.build_job import BuildJob, BuildOptions

_SIGNATURE = (
    b'<Relationship Id="s" Target="_xmlsignatures/origin.sigs" Type="http://schemas.openxmlformats.org/package/2006/'
    b'relationships/digital-signature/origin"/></Relationships>'
)


@pytest.fixture
def in_part(monkeypatch):
    """A catalogue with one sentence."""
    forms = {("", "The parts of the call:"): ("Les parties de l’appel\u00a0:",)}
    catalogue = localization.MessageCatalogue(forms, int, False, {})
    monkeypatch.setattr(localization, "load_catalogue", lambda language: catalogue)


def test_a_sentence_without_translation_is_in_english(in_part):
    lines = ranges.comments(reviewed.__wrapped__(officer(), language="fr")[2].content)["0"]
    assert "\nLes parties de l’appel\u00a0:\n" in lines
    assert lines.startswith("This file was checked")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1 error, 22 warnings"),
        ("fr", "1 erreur, 22 avertissements"),
        ("ru", "1 ошибка, 22 предупреждения"),
        ("ar", "خطأ واحد، عدد التحذيرات: 22"),
        ("zh", "1个错误，22个警告"),
    ],
)
def test_problems_are_counted_with_the_plural_forms_of_the_language(language, expected):
    counts = Counter({Severity.ERROR: 1, Severity.WARNING: 22})
    assert translate(full.describe_counts(counts), language) == expected


def test_the_language_of_the_text_chooses_that_of_the_comments():
    content, _ = wild.in_french()
    for language, expected in (("", "Ce fichier a été vérifié"), ("ru", "Этот файл проверен"), ("xx", "This file was")):
        found = ranges.comments(reviewed.__wrapped__(content, language=language)[2].content)
        assert any(each.startswith(expected) for each in found.values())


def _everything():
    """A file whose comments have sentences of nearly all kinds: parts, words of no part, what was not checked."""
    document = docx.Document(io.BytesIO(files.officer()))
    document.sections[0].header.paragraphs[0].text = "Draft of the agency"
    hidden = document.add_paragraph().add_run("These words are hidden.")
    hidden.font.hidden = True
    document.add_heading("What comes next", 1)
    for text in ("See www.unodc.org for more.", "(i) Training of judges", "(ii) Training of police"):
        document.add_paragraph(text)
    return foreign.saved(document)


_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|https?:\S+|\w+(-\w+)+|: [^:]*…|Part (One|Two|Three),? ?(\([ab]\))?")
_ENGLISH = re.compile(
    r"\b(the|of|to|is|are|was|not|and|or|with|that|this|for|from|by|it|has|be|write|text|words|hidden|header)\b", re.I
)


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("make", some_quick((_everything, *MAKERS), 8, lambda each: each.__name__))
def test_no_comment_has_a_line_in_english_but_what_the_author_wrote(make, language):
    content = make() if make is _everything else make()[0]
    texts = {code: ranges.comments(reviewed(content, True, language=code)[2].content) for code in ("en", language)}
    assert texts["en"].keys() == texts[language].keys()
    for id, english in texts["en"].items():
        for before, after in zip(english.split("\n"), texts[language][id].split("\n"), strict=True):
            own = (
                after.partition(": ")[0]
                if after.startswith("• ") and after.endswith(before.partition(": ")[2])
                else after
            )
            assert not _ENGLISH.search(_QUOTED.sub("", own)), after


@pytest.mark.parametrize("language", ["ar", "fr", "es", "ru", "zh"])
def test_no_sentence_of_a_review_itself_is_in_english(language):
    found = ranges.comments(reviewed(_everything(), True, language=language)[2].content)
    summary = next(each for each in found.values() if "cstd-26" in each).split("\n")
    english = ranges.comments(reviewed(_everything(), True, language="en")[2].content)
    in_english = next(each for each in english.values() if each.startswith("This file")).split("\n")
    headings = [at for at, line in enumerate(in_english) if not line.startswith("• ")]
    assert len(headings) == 5  # with "Not checked:"
    for at in headings:
        assert summary[at].partition(":")[0] != in_english[at].partition(":")[0]


def test_a_call_that_is_not_known_is_named_as_the_file_names_it():
    imported = import_bytes(officer(), "a.docx", call_id="cstd-26", with_words=True)
    source = imported.text.replace("cstd-26", "cstd-99").encode()
    checked = pipeline.check_job(BuildJob("a.docx", source, LoadedFigures(), BUILT_IN, BuildOptions()))
    found = review_document.annotate(officer(), import_account.describe_import(imported), checked, "a.docx")
    first = next(iter(ranges.comments(found.content).values()))
    assert first.startswith("This file was checked against the call “cstd-99” (code cstd-99): ")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("figures", "chart", "alt"), 'figure "chart"'), (("figures",), "Figures"), (("footnotes", "b"), "footnote 2"),
        (("unplaced",), "words that belong to no part"), (("parts", "one", "text"), "Part One"),
        (("parts", "one", "sections", 0, "title"), 'Part One, "Schools"'),
        (("parts", "one", "sections", 0, "sections", 1, "text"), 'Part One, "Schools", "Roads"'),
    ],
)  # fmt: skip
def test_a_place_is_in_the_words_of_the_call_and_of_the_file(path, place):
    sections = [{"title": "Schools", "sections": [{"title": "Homes"}, {"title": "Roads"}]}]
    submission = model.from_data(minimal({"parts": {"one": {"sections": sections}}}))
    composed = schema.load(BUILT_IN.load(submission.call), "en")
    assert translate(labels.describe_place(composed, submission, path, ["a", "b"])) == place


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
    assert not [*summary.describe_file(WordPackage(packed(files)), None)]
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Relationships>", _SIGNATURE)
    settings = files["word/settings.xml"]
    for value, is_reported in ((b"1", True), (b"0", False)):
        protection = b'<w:documentProtection w:edit="readOnly" w:enforcement="' + value + b'"/><w:zoom'
        files["word/settings.xml"] = settings.replace(b"<w:zoom", protection)
        found = [each[:25] for each in summary.describe_file(WordPackage(packed(files)), None)]
        assert found == ["The file is signed. This ", *(["The file is protected aga"] if is_reported else [])]
    first, *_ = summary.describe_file(WordPackage(packed(files)), BUILT_IN.load("cstd-26"))
    assert "26th session" in first
    assert "(code cstd-26) is assumed" in first
    assert "The file is signed" in next(iter(ranges.comments(reviewed(packed(files))[2].content).values()))


@pytest.mark.parametrize(
    ("language", "number"), [("en", "1,060"), ("fr", "1\u202f060"), ("es", "1\u00a0060"), ("ru", "1\u00a0060")]
)
def test_numbers_are_written_as_the_language_of_the_comments_does(language, number):
    assert number in ranges.comments(reviewed(officer(), language=language)[2].content)["0"]
