"""`verify` names what is forged in a document, whatever the document says of itself, and calls nothing else a forgery."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from tests.conftest import ROOT, as_yaml, manuscript, minimal, overlay, some_quick
from tests.forgeries import packages, pages, word_files
from tests.forgeries.documents import DATA, document
from tests.forgeries.table import CLAIMED, FORGERIES, HARMLESS, LAYOUT, SAVED_ANEW, VERSIONS, in_package
from wsisc import source, theme
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.cli import group
from wsisc.document import fonts, provenance
from wsisc.document.manuscript import Manuscript
from wsisc.messages import addresses
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers import embedded_source
from wsisc.readers.received_document import ReceivedDocument
from wsisc.source import model
from wsisc.verification import round_trip, source_comparison
from wsisc.workspace import repository
from wsisc.writers import get_writer, pdf
from wsisc.writers import source as sources

FORMATS = ("docx", "pdf", "html")
UNREADABLE = ("pdf-second_package", "html-second_package_first", "html-script_behind_the_package")
"""Forgeries after which it is unknown which source the document carries."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the source of the documents and its figure."""
    source_folder = tmp_path_factory.mktemp("source")
    (source_folder / "a.yaml").write_bytes(as_yaml(DATA))
    (source_folder / "figures").mkdir()
    (source_folder / "figures" / "chart.png").write_bytes((ROOT / "tests" / "figures" / "chart.png").read_bytes())
    return source_folder


def verified(tmp_path, content, format, *sources):
    """Return the exit code and the report of `verify`."""
    path = tmp_path / f"document.{format}"
    path.write_bytes(content)
    done = CliRunner().invoke(group, ["verify", str(path), *map(str, sources)])
    if isinstance(done.exception, WsiscError):
        return done.exception.exit_code, str(done.exception)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def by_its_name(forgery):
    return forgery.name


def by_name(forgeries):
    return pytest.mark.parametrize("forgery", forgeries, ids=by_its_name)


def is_false(text):
    """Return whether a report of a forgery says that nothing was changed."""
    return any(words in text for words in ("exactly", "consistent", "matches its source", "saved again"))


def test_there_are_enough():
    assert len(FORGERIES) >= 200
    assert len({forgery.name for forgery in (*FORGERIES, *VERSIONS, *HARMLESS, *SAVED_ANEW)}) > 210


@pytest.mark.usefixtures("without_bounds")
@pytest.mark.parametrize("forgery", some_quick(FORGERIES, 10, by_its_name))
def test_a_forgery_is_named(forgery, tmp_path):
    """A PDF or a page is rejected by its bytes; words of `names` are the help to find what was changed."""
    code, text = verified(tmp_path, forgery.content, forgery.format)
    assert code == (3 if forgery.name in UNREADABLE else 1)
    assert not is_false(text)
    assert any(name in text for name in forgery.names) or not forgery.names, text
    if forgery.format == "docx":
        assert forgery.names
        assert "its words match" not in text or "but the file was changed: " in text, text
    elif forgery.name not in UNREADABLE and "versions_edited" not in forgery.name:
        assert "is not what its source gives: its bytes differ" in text, text


@pytest.mark.usefixtures("without_bounds")
@pytest.mark.parametrize(
    "forgery", some_quick([each for each in FORGERIES if each.name not in UNREADABLE], 30, by_its_name)
)
def test_no_version_excuses_a_forgery(forgery, tmp_path):
    content = in_package(forgery.format, "versions_edited")(forgery.content)
    code, text = verified(tmp_path, content, forgery.format)
    assert code == 1, text
    assert not is_false(text)
    if forgery.name == "docx-second_package_first":  # of two sources, the one without the version counts
        assert "source of the document added" in text, text
        return
    assert "cannot be proven here" in text
    if forgery.format == "docx":
        expected = "layout was not compared" if forgery.name in LAYOUT else "differs from what this version builds"
        assert expected in text, text


def test_there_are_enough_claims():
    assert len(CLAIMED) >= 100


@pytest.mark.usefixtures("without_bounds")
@pytest.mark.parametrize("forgery", some_quick(CLAIMED, 10, by_its_name))
def test_no_claim_of_versions_makes_a_match(forgery, tmp_path, folder):
    """Whatever a document says of the programs that built it: nothing but the bytes of the same versions is a match."""
    for sources_named in ((), (folder / "a.yaml",)):
        code, text = verified(tmp_path, forgery.content, forgery.format, *sources_named)
        assert (code, is_false(text)) == (1, False), text
        assert "cannot be proven here" in text or "is not what its source gives" in text, text


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("versions", [{"wsisc": "0.1.0"}, {"Approved by the United Nations": "1"}])
def test_a_document_that_is_built_with_a_claim_of_versions_is_no_match(format, versions, tmp_path, folder):
    claimed = {**sources.tool_versions(), **versions}
    built = get_writer(format)(replace(manuscript(DATA), versions=claimed)).finish()
    for sources_named in ((), (folder / "a.yaml",)):
        code, text = verified(tmp_path, built, format, *sources_named)
        assert (code, is_false(text)) == (1, False), text
        assert "cannot be proven here" in text
        assert "the versions here build the same bytes, apart from what it says of versions" in text, text


def test_a_command_that_can_prove_it_is_named_once_the_name_is_ours(tmp_path, monkeypatch):
    """What a document says of its version is a stranger's text: nothing but a number gets into a command."""
    monkeypatch.setattr(addresses, "IS_REGISTERED", True)
    for version, is_named in (("0.1.0", True), ("1.0rc1", True), ("1; rm -rf ~", False), ("", False)):
        claimed = {**sources.tool_versions(), "wsisc": version}
        built = get_writer("html")(replace(manuscript(DATA), versions=claimed)).finish()
        code, text = verified(tmp_path, built, "html")
        assert (code, f"uvx wsisc@{version} verify" in text, "uvx" in text) == (1, is_named, is_named), text


def test_only_the_words_are_a_weaker_question(tmp_path, folder):
    """Of any version, and whatever else was changed; the answer says that it proves less."""
    for format in FORMATS:
        for content in (document(format), in_package(format, "versions_edited")(document(format))):
            code, text = verified(tmp_path, content, format, folder / "a.yaml", "--words")
            assert (code, "are those of its source" in text, "proves less" in text) == (0, True, True), text
    for name, format in (("word_changed", "docx"), ("footnote_changed", "html"), ("line_of_text_removed", "pdf")):
        forgery = next(each for each in FORGERIES if each.name == f"{format}-{name}")
        code, text = verified(tmp_path, forgery.content, format, "--words")
        assert (code, "are not those of its source" in text) == (1, True), text
        assert "proves less" not in text
    hidden = next(each for each in FORGERIES if each.name == "html-style_hides")
    code, text = verified(tmp_path, hidden.content, "html", "--words")
    assert (code, "what hides words" in text) == (0, True), text


HIDING = (
    "main p { display: none }",
    "main p { color: var(--page) }",
    "main p { d\\69splay: none }",
    "main p::after { content: 'Not true.' }",
    "main p::first-letter { font-size: 0 }",
    "@media print { main p { display: none } }",
    ":root { --text: #FEFEFE }",
    "@import 'https://evil.example/a.css';",
    "} main p { visibility: hidden",
    "main p { font-family: Wingdings }",
    "main p { letter-spacing: 0.4em }",
)
"""Rules of a style sheet that hide words, or write some."""


@pytest.mark.parametrize("rule", some_quick(HIDING, 3))
def test_no_style_sheet_is_overlooked(rule, tmp_path):
    forged = pages.with_checksum(pages.edited(document("html"), ("</style>", f"{rule}</style>")))
    code, text = verified(tmp_path, forged, "html")
    assert (code, "the style sheet" in text, is_false(text)) == (1, True, False), text
    code, text = verified(tmp_path, pages.with_checksum(in_package("html", "versions_edited")(forged)), "html")
    assert (code, "cannot be proven here" in text, is_false(text)) == (1, True, False), text


RUNS = {
    "white": (word_files.white_text, False),
    "red": (lambda content: word_files.with_overview(content, '<w:color w:val="FF0000"/>'), False),
    "tiny": (word_files.tiny_text, False),
    "hidden by its style": (word_files.style_that_hides, False),
    "another theme": (word_files.style_changed, True),
}


@pytest.mark.parametrize("name", RUNS)
def test_only_styles_may_be_of_another_theme(name):
    """Neither `verify` nor `import` excuses what someone has set on words, or that hides them, by versions."""
    forge, is_excused = RUNS[name]
    forged = in_package("docx", "versions_edited")(forge(document("docx")))
    package = embedded_source.find(forged)
    submission = model.from_data(source.read(package.source.encode(), "a.yaml").data)
    found = source_comparison.compare(forged, submission, package, calls.BUILT_IN.load("cstd-26")).differences
    assert (found == ()) == is_excused
    state = round_trip.classify(ReceivedDocument(forged), package, calls.BUILT_IN).state
    assert state == (round_trip.DocumentState.OLDER if is_excused else round_trip.DocumentState.CHANGED)


@pytest.mark.parametrize("forgery", some_quick(VERSIONS, 2, by_its_name))
def test_a_document_of_other_versions_is_no_forgery(forgery, tmp_path, folder):
    for sources_named in ((), (folder / "a.yaml",)):
        code, text = verified(tmp_path, forgery.content, forgery.format, *sources_named)
        assert (code, "cannot be proven here" in text) == (1, True), text
        assert "changed" not in text
        assert not is_false(text)


@by_name(HARMLESS)
def test_what_is_only_stored_anew_is_no_forgery(forgery, tmp_path):
    code, text = verified(tmp_path, forgery.content, forgery.format)
    assert (code, "changed by hand" in text, "exactly" in text) == (0, False, False), text


@pytest.mark.parametrize("forgery", some_quick(SAVED_ANEW, 2, by_its_name))
def test_a_pdf_that_was_saved_anew_is_no_proof_and_perhaps_no_forgery(forgery, tmp_path):
    code, text = verified(tmp_path, forgery.content, forgery.format)
    assert (code, "its bytes differ" in text, "or was stored again" in text) == (1, True, True), text
    assert "changed by hand" not in text


@pytest.mark.parametrize("format", FORMATS)
def test_a_document_as_built_is_consistent_and_exact_only_beside_its_source(format, tmp_path, folder):
    code, text = verified(tmp_path, document(format), format)
    assert (code, "consistent with itself" in text, "exactly" in text) == (0, True, False)
    assert "cstd-26" in text
    code, text = verified(tmp_path, document(format), format, folder / "a.yaml")
    assert (code, "matches its source exactly" in text) == (0, True)


@pytest.mark.parametrize("format", some_quick(["docx", "pdf", "html"], 2))
def test_a_document_of_another_source_is_recognized_by_the_source_alone(format, tmp_path, folder):
    changed = overlay(DATA, {"parts": {"three": {"b": {"text": "What was promised."}}}})
    forged = get_writer(format)(manuscript(changed)).finish()
    code, text = verified(tmp_path, forged, format)
    assert (code, "consistent with itself" in text) == (0, True)
    code, text = verified(tmp_path, forged, format, folder / "a.yaml")
    assert (
        code,
        'parts.three.b.text: "What will be." in the source, "What was promised." in the document' in text,
    ) == (
        1,
        True,
    )


def test_the_first_difference_is_that_line(tmp_path, folder):
    for changes, line in (
        ({"title": "Another"}, "title: "),
        ({"parts": {"one": {"text": "Another.[^first] And more.[^second]"}}}, "parts.one.text: "),
        ({"entity": {"acronym": "AE"}}, 'entity.acronym: nothing in the source, "AE" in the document'),
        ({"footnotes": {"second": "Another note."}}, 'footnotes.second: "The second" in the source, "Another'),
    ):
        package = sources.build_package(manuscript(overlay(DATA, changes)))
        forged = word_files.with_package(document("docx"), lambda _: package)  # noqa: B023
        code, text = verified(tmp_path, forged, "docx", folder / "a.yaml")
        assert (code, bool(re.search(rf"the first difference is in line \d+, {re.escape(line)}", text))) == (1, True), (
            text
        )


def with_forged_call(format):
    """Return a document of another disclaimer, which carries the call that says so under the id of a built-in one."""
    original = manuscript(DATA)
    text = packages.call_edited(sources.build_package(original)).call
    forged = calls.Catalogue({"cstd-26": text}).load("cstd-26")
    return text, get_writer(format)(replace(original, call=forged)).finish()


@pytest.mark.parametrize("format", some_quick(["docx", "pdf", "html"], 2))
def test_a_forged_call_is_named_with_and_without_a_source(format, tmp_path, folder):
    _, forged = with_forged_call(format)
    for sources_named in ((), (folder / "a.yaml",)):
        code, text = verified(tmp_path, forged, format, *sources_named)
        assert code == 1
        assert "cstd-26" in text
        assert "endorses" in text
        assert ("the cover" if format != "pdf" else "page 1") in text
        assert not is_false(text)


def test_a_call_beside_the_source_is_trusted(tmp_path, folder):
    text, forged = with_forged_call("docx")
    beside = tmp_path / "beside"
    (beside / "calls").mkdir(parents=True)
    (beside / "figures").mkdir()
    (beside / "calls" / "cstd-26.yaml").write_text(text, "utf-8")
    (beside / "a.yaml").write_bytes((folder / "a.yaml").read_bytes())
    (beside / "figures" / "chart.png").write_bytes((folder / "figures" / "chart.png").read_bytes())
    repository.refresh()
    code, output = verified(tmp_path, forged, "docx", beside / "a.yaml")
    assert (code, "next to the source" in output) == (0, True), output
    code, output = verified(tmp_path, document("docx"), "docx", beside / "a.yaml")
    assert (code, "cstd-26" in output) == (1, True)


@pytest.mark.parametrize("format", some_quick(FORMATS, 2))
def test_a_call_that_nobody_knows_is_only_claimed(format, tmp_path, folder):
    known = manuscript({**DATA, "call": "cstd-99"})
    text = calls.BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: cstd-99")
    own = calls.Catalogue({"cstd-99": text}).load("cstd-99")
    built = get_writer(format)(replace(known, call=own)).finish()
    code, output = verified(tmp_path, built, format)
    assert (code, is_false(output), "the same bytes, but only with the document's own call" in output) == (
        1,
        False,
        True,
    )
    assert "cstd-99 is neither built in" in output
    code, output = verified(tmp_path, built, format, folder / "a.yaml")
    assert (code, "cstd-99 is neither built in" in output, "the same" in output) == (1, True, False)


FORGED_THEME = """
id: forged
based-on: cstd
name: A theme of a stranger
fonts: { text: { word: Wingdings } }
"""


@pytest.mark.parametrize("format", some_quick(FORMATS, 2))
@pytest.mark.parametrize("name", ["forged", "plain"])
def test_a_theme_of_its_own_makes_no_match(format, name, tmp_path, folder):
    """Under a name of its own, or under that of a built-in theme."""
    look = theme.from_text(name, FORGED_THEME.replace("forged", name))
    built = get_writer(format)(replace(manuscript(DATA), look=look)).finish()
    for sources_named in ((), (folder / "a.yaml",)):
        code, output = verified(tmp_path, built, format, *sources_named)
        assert (code, is_false(output), f"the embedded theme {name}" in output) == (1, False, True), output


@pytest.mark.parametrize("name", ["footnote_reference_moved", "footnote_added"])
def test_no_control_character_is_in_a_report(name, tmp_path):
    forged = getattr(word_files, name)(document("docx"))
    package = embedded_source.find(forged)
    submission = model.from_data(source.read(package.source.encode(), "a.yaml").data)
    found = source_comparison.compare(forged, submission, package, calls.BUILT_IN.load("cstd-26")).differences
    assert found
    assert any("[note]" in line for line in found)
    assert all(line.isprintable() for line in found)


def test_what_steers_a_terminal_is_not_shown(tmp_path):
    forged = word_files.edited(document("docx"), "word/_rels/document.xml.rels", ("/report", "/&#x9b;2J&#x202e;evil"))
    code, text = verified(tmp_path, forged, "docx")
    assert (code, "evil" in text) == (1, True)
    assert text.replace("\n", "").isprintable()


def remarked(*comments):
    """Return a Word file built for review with comments, and its source."""
    data = overlay(DATA, {"parts": {"two": {"comments": list(comments)}}})
    return get_writer("docx")(replace(manuscript(data), review=True)).finish(), data


ASKED = {"text": "Is this final?", "by": "A. Reviewer", "date": "2024-05-01", "quote": "An overview."}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Is this final?", "Approved by the United Nations.", "Approved by the United Nations."),
        ("A. Reviewer", "The Chair", "by The Chair"),
        ("2024-05-01", "2020-05-01", "Is this final?"),
        ("Is this final?", "Is this final?", "Is this final?"),
    ],
)
def test_a_comment_is_shown_with_its_words_and_whether_the_source_has_it(before, after, words, tmp_path, folder):
    original, data = remarked(ASKED, {"text": "Well written.", "by": "B. Reviewer"})
    forged = word_files.with_parts(
        original,
        {"word/comments.xml": word_files.parts_of(original)["word/comments.xml"].decode().replace(before, after)
         .replace('w:initials="AR"', 'w:initials="TC"' if before == "A. Reviewer" else 'w:initials="AR"').encode()},
    )  # fmt: skip
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "chart.png").write_bytes((folder / "figures" / "chart.png").read_bytes())
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    for arguments in ((), (folder / "a.yaml",), (tmp_path / "a.yaml",)):
        code, text = verified(tmp_path, forged, "docx", *arguments)
        assert (code, words in text, "Well written." in text) == (1, True, True), text
        assert "changed by hand" not in text
        lacking = {(): 0, (folder / "a.yaml",): 2}.get(arguments, int(before != after))
        assert text.count("which the source does not contain") == lacking, text


AMIRI = {"Amiri": fonts.folders()["Amiri"]}


def set_in_another_font(versions):
    """Return the PDF in another font: other lines, the same words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "folders", lambda *_: AMIRI)
        return pdf.PdfDocument(replace(manuscript(DATA), versions=versions)).finish()


@pytest.mark.slow
def test_a_pdf_of_another_font_is_no_forgery_where_it_says_so(tmp_path):
    here = sources.tool_versions()
    other = {**here, "fonts tinos": "sha256:0"}
    code, text = verified(tmp_path, set_in_another_font(other), "pdf")
    assert (code, "fonts tinos sha256:0" in text, "layout was not compared" in text) == (1, True, True), text
    code, text = verified(tmp_path, set_in_another_font(here), "pdf")
    assert (code, "its bytes differ" in text) == (1, True)


LANGUAGES = {
    "fr": "Le « texte » d’un été, 25 % : voici une adresse, https://example.org/{}.[^n]",
    "ar": "هذا نص عربي طويل مع English (أقواس) و25%.[^n]",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_another_font_is_no_forgery_in_other_languages_and_long_tables_and_drafts(language):
    text = (ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml").read_text("utf-8")
    call = calls.Catalogue({"fictional-45": text}).load("fictional-45")
    words = LANGUAGES[language].format("a-long-one/" * 9)
    row = f"| {words.replace('[^n]', '')} | two |\n"
    data = minimal({"call": call.id, "language": language, "footnotes": {"n": words.replace("[^n]", "")}})
    data["parts"]["one"]["text"] = f"{words}\n\n| A header | B |\n|---|---|\n{row * 40}"
    versions = {**sources.tool_versions(), "typst": "0.1"}
    input_manuscript = Manuscript(model.from_data(data), call, locale.load(language), draft=True, versions=versions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "folders", lambda *_: AMIRI)
        other = pdf.PdfDocument(input_manuscript).finish()
    package = embedded_source.find(other)
    assert other != pdf.PdfDocument(input_manuscript).finish()
    assert source_comparison.compare(other, input_manuscript.submission, package, call).differences == ()


def test_the_package_names_the_fonts_and_their_digest():
    versions = sources.tool_versions()
    assert {"wsisc", "pandoc", "typst", "fonts tinos", "fonts amiri", "fonts symbols"} <= set(versions)
    assert all("sha256:" in value for name, value in versions.items() if name.startswith("fonts "))


def test_a_package_without_versions_is_still_read():
    package = sources.build_package(manuscript(DATA))._replace(versions={})
    assert provenance.unpack(provenance.pack(package)) == package


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"version": 99}, "version 99"),
        ({"version": None}, "cannot be read"),
        ({"version": True}, "cannot be read"),
        ({"version": "1"}, "cannot be read"),
        ({"draft": "yes"}, "cannot be read"),
        ({"forged": 1}, "cannot be read"),
    ],
)
def test_a_package_of_no_known_shape_is_not_read(change, word):
    data = {**json.loads(provenance.pack(sources.build_package(manuscript(DATA)))), **change}
    with pytest.raises(WsiscError, match=word):
        provenance.unpack(json.dumps({key: value for key, value in data.items() if value is not None}))
