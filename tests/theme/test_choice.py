"""Which theme a document is in: --theme, otherwise wsisc.toml, otherwise that of the call; and what it carries of it."""

import json
from html import unescape

import pytest

from tests.conftest import as_yaml, minimal, wsisc
from tests.theme.themes import AGENCY, repository
from wsisc import theme
from wsisc.api import BatchOptions, DocumentOptions, build_files, collate_files, extract_source, verify_document
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import carried_files, provenance
from wsisc.document.provenance import SourcePackage
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.received_document import ReceivedDocument
from wsisc.theme import Themes
from wsisc.verification.verify_content import Answer

OWN_CALL = BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: own-26\ntheme: agency")


def themed(path):
    """Return the name of the theme of a document."""
    return ReceivedDocument(path.read_bytes()).package.theme


def build(source, *options, format="html"):
    """Build a document; return its path, the exit code and what was reported."""
    target = source.with_suffix(f".{format}")
    done = wsisc("build", source, "--format", format, "-o", target, *options)
    return target, done.returncode, done.stderr.decode()


@pytest.mark.parametrize(
    ("settings", "options", "expected"),
    [
        ("", [], "cstd"),
        ("", ["--theme", "plain"], "plain"),
        ('[build]\ntheme = "plain"', [], "plain"),
        ('[build]\ntheme = "plain"', ["--theme", "agency"], "agency"),
        ('[build]\ntheme = "plain"', ["--theme", "cstd"], "cstd"),
        ('[build]\ntheme = "agency"', [], "agency"),
    ],
)
def test_an_option_wins_over_settings_and_these_over_the_call(tmp_path, settings, options, expected):
    source = repository(tmp_path, settings, agency=AGENCY)
    target, code, reported = build(source, *options)
    assert code == 0
    assert themed(target) == expected
    assert ("other-theme" in reported) == (expected != "cstd")


def test_a_call_names_its_theme(tmp_path):
    source = repository(tmp_path, agency=AGENCY)
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "own-26.yaml").write_text(OWN_CALL)
    source.write_text(source.read_text().replace("cstd-26", "own-26"))
    target, code, reported = build(source)
    assert (code, themed(target), "other-theme" in reported) == (0, "agency", False)
    target, code, reported = build(source, "--theme", "cstd")
    assert (code, themed(target), "other-theme" in reported) == (0, "cstd", True)
    (tmp_path / "themes" / "agency.yaml").unlink()
    for command in (["build", source], ["validate", source], ["calls", "check"]):
        done = wsisc(*command, cwd=tmp_path)
        assert done.returncode
        assert b'the theme "agency" does not exist' in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("settings", "options"),
    [("", ["--theme", "plian"]), ("", ["--theme", "../plain"]), ('[build]\ntheme = "plian"', [])],
)
def test_an_unknown_name_is_refused_with_the_known_ones(tmp_path, settings, options):
    target, code, reported = build(repository(tmp_path, settings, agency=AGENCY), *options)
    assert code == 2
    assert not target.exists()
    assert "agency, cstd, large-print, plain" in reported


def test_settings_are_a_text(tmp_path):
    assert build(repository(tmp_path, "[build]\ntheme = 1"))[1] == 2


def test_a_theme_with_faults_is_refused_only_where_it_is_used(tmp_path):
    source = repository(tmp_path, agency="colours: {text: 'FFFFFF'}")
    assert build(source)[1] == 0
    _, code, reported = build(source, "--theme", "agency")
    assert (code, "themes/agency.yaml" in reported, "line 1" in reported) == (2, True, True)


def test_a_file_does_not_replace_a_built_in_theme_in_silence(tmp_path):
    _, code, reported = build(repository(tmp_path, cstd=AGENCY))
    assert (code, "themes/cstd.yaml" in reported) == (2, True)


def test_a_theme_is_found_as_calls_are(tmp_path):
    source = repository(tmp_path, agency=AGENCY)
    below = tmp_path / "2025" / "drafts"
    below.mkdir(parents=True)
    moved = source.rename(below / "a.yaml")
    assert build(moved, "--theme", "agency")[1] == 0
    (tmp_path / "2025" / "wsisc.toml").write_text("")
    assert build(moved, "--theme", "agency")[1] == 2


def test_each_format_looks_as_the_theme_says(tmp_path):
    source = repository(tmp_path, agency=AGENCY)
    [result] = build_files(
        [source], write=False, options=DocumentOptions(formats=["docx", "pdf", "html"], theme="agency")
    )
    received = ReceivedDocument(result.documents["docx"]).word
    assert received
    page = result.documents["html"].decode()
    assert "--heading: #7A1F5C" in page
    assert 'font-family: "Georgia", "Tinos"' in unescape(page)
    assert "margin: 25mm 38mm 22mm 38mm" in page
    [large] = build_files([source], write=False, options=DocumentOptions(formats=["pdf", "html"], theme="large-print"))
    assert b"Carlito" in large.documents["pdf"]
    assert "sans-serif" in large.documents["html"].decode()


def test_another_theme_is_another_entry_of_the_cache(tmp_path):
    source = repository(tmp_path, agency=AGENCY)
    files = [source, *(tmp_path / f"{name}.yaml" for name in "bc")]
    for each in files[1:]:
        each.write_bytes(as_yaml(minimal({"title": f"Title {each.stem}"})))

    def cached(**options):
        return [
            each.was_cached
            for each in build_files(
                files, write=False, options=DocumentOptions(formats=["html"], **options), batch=BatchOptions(jobs=1)
            )
        ]

    assert cached(theme="agency") == [False] * 3
    assert cached(theme="agency") == [True] * 3
    assert cached(theme="plain") == [False] * 3
    (tmp_path / "themes" / "agency.yaml").write_text(AGENCY.replace("7A1F5C", "7A1F5D"))
    assert cached(theme="agency") == [False] * 3


def test_a_job_is_self_contained():
    own = Catalogue(themes=Themes({"agency": AGENCY}))
    assert own.digest != BUILT_IN.digest
    assert own.load_theme(BUILT_IN.load("cstd-26"), "agency").fonts["text"]["word"] == "Georgia"
    assert own.load_theme(BUILT_IN.load("cstd-26")) == theme.load()


def test_a_compendium_is_in_the_theme_of_its_members(tmp_path):
    source = repository(tmp_path, '[build]\ntheme = "agency"', agency=AGENCY)
    collate_files([source], tmp_path / "all.html")
    assert "--heading: #7A1F5C" in (tmp_path / "all.html").read_text("utf-8")


@pytest.mark.parametrize("format", ["docx", "html", pytest.param("pdf", marks=pytest.mark.slow)])
def test_a_document_is_verified_with_the_theme_that_it_carries(tmp_path, format):
    source = repository(tmp_path, agency=AGENCY)
    target = build(source, "--theme", "agency", format=format)[0]
    alone = verify_document(target)
    assert (alone.is_match, alone.answer) == (False, Answer.OWN_PARTS)
    assert verify_document(target, source).answer == Answer.SAME_BYTES
    assert extract_source(target, tmp_path / "b.yaml").theme_remark == ""  # it is known here
    (tmp_path / "elsewhere" / ".git").mkdir(parents=True)
    extracted = extract_source(target, tmp_path / "elsewhere" / "a.yaml")
    assert "agency" in extracted.theme_remark
    assert not (tmp_path / "elsewhere" / "themes").exists()
    (tmp_path / "themes" / "agency.yaml").write_text(AGENCY.replace("7A1F5C", "7A1F5D"))
    found = verify_document(target, source)
    assert (found.is_match, "themes/agency.yaml" in found.differences[0]) == (False, True)
    (tmp_path / "themes" / "agency.yaml").unlink()
    assert verify_document(target, source).answer == Answer.OWN_PARTS


@pytest.mark.parametrize("name", ["plain", "large-print"])
def test_a_built_in_theme_is_named_only(tmp_path, name):
    source = repository(tmp_path)
    target = build(source, "--theme", name, format="docx")[0]
    package = ReceivedDocument(target.read_bytes()).package
    assert (package.theme, package.theme_text) == (name, "")
    assert verify_document(target, source).is_identical
    assert extract_source(target).theme_remark == ""


def test_a_document_without_a_source_is_found_in_whatever_theme_it_is(tmp_path):
    source = repository(tmp_path, agency=AGENCY)
    target = build(source, "--theme", "agency", "--no-embed")[0]
    assert verify_document(target, source).is_identical


def test_a_strangers_theme_is_reported_whatever_is_in_it(tmp_path):
    source = repository(tmp_path, agency=AGENCY.replace("Georgia", "Wingdings"))
    target = build(source, "--theme", "agency")[0]
    assert verify_document(target).differences == (
        "the embedded theme agency is neither built in nor next to the source",
    )
    assert verify_document(target, source).is_match  # where the theme is the repository's own, it is trusted


PACKAGE = SourcePackage("a", "b", {})


def test_only_another_theme_is_recorded():
    assert json.loads(provenance.pack(PACKAGE))["version"] == 1
    assert "theme" not in provenance.pack(PACKAGE)
    for other in (("plain", ""), ("agency", AGENCY), ("cstd", AGENCY)):
        package = SourcePackage("a", "b", {}, {}, False, *other)
        assert json.loads(provenance.pack(package))["version"] == 2
        assert provenance.unpack(provenance.pack(package)) == package


@pytest.mark.parametrize(
    "changes",
    [
        {"theme": "plain"},
        {"theme": {"name": "plain"}},
        {"theme": {"name": "other", "text": ""}},
        {"theme": None},
        {"version": 1},
        {"version": 0},
        {"version": True},
    ],
)
def test_a_package_whose_theme_was_changed_is_refused(changes):
    data = json.loads(provenance.pack(SourcePackage("a", "b", {}, {}, False, "plain", "")))
    with pytest.raises(WsiscError):
        provenance.unpack(json.dumps({**data, **changes}))


HOSTILE = [
    ("agency", "colours: {text: 'FFFFFF'}"),
    ("agency", "fonts: {text: {word: '\"</style><script>alert(1)</script>'}}"),
    ("agency", "fonts: {text: {pdf: ../../etc}}"),
    ("agency", "styles: {normal: {size: 0.1}}"),
    ("agency", "styles: {heading-1: {based-on: heading-2}, heading-2: {based-on: heading-1}}"),
    ("agency", "based-on: agency"),
    ("agency", "page: {width: 1e300}"),
    ("agency", "a: &a [*a, *a]"),
    ("agency", "[" * 5_000),
    ("agency", "# " + "x" * 60_000),
    ("cstd", AGENCY),
    ("plain", AGENCY),
    ("../../x", AGENCY),
    ("nowhere", ""),
    ("", ""),
    ("\x1b[31m", AGENCY),
]


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_a_strangers_theme_that_is_wrong_is_reported_and_not_used(name, text):
    look, fault = carried_files.read_theme(SourcePackage("a", "b", {}, {}, False, name, text))
    assert look == theme.load()
    assert fault


@pytest.mark.parametrize(("name", "text"), HOSTILE[:3] + HOSTILE[-3:])
def test_a_document_with_such_a_theme_does_not_match_and_stops_nothing(tmp_path, name, text):
    source = repository(tmp_path)
    target = build(source, "--theme", "plain")[0]
    page = target.read_text("utf-8")
    package = ReceivedDocument(target.read_bytes()).package
    forged = SourcePackage(package.source, package.call, package.versions, {}, False, name, text)
    carried, begin = provenance.pack(package).replace("<", "\\u003c"), page.index('{\n "call"')
    assert page[begin:].startswith(carried)
    target.write_text(page.replace(carried, provenance.pack(forged).replace("<", "\\u003c")), "utf-8")
    for options in ([target], [target, source]):
        done = wsisc("verify", *options)
        assert (done.returncode, b"cannot be used" in done.stdout) == (1, True), done.stderr
        assert b"\x1b" not in done.stdout
    assert wsisc("extract", target).returncode == 0
