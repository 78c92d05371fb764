"""The stages from a source to its diagnostics and documents: what each forbids."""

import pytest

from tests.conftest import as_yaml, minimal
from wsisc import pipeline, source
from wsisc.calls.call import BUILT_IN
from wsisc.document.figures import LoadedFigures
from wsisc.messages.diagnostic import Diagnostic, Severity, Span
from wsisc.writers import WRITERS
from wsisc.writers.build_job import BuildJob, BuildOptions


def check(data, **options):
    job = BuildJob("a.yaml", as_yaml(data), LoadedFigures({}, ()), BUILT_IN, BuildOptions(**options))
    return pipeline.check_job(job)


def test_each_text_without_a_glyph_is_named_once():
    checked = check(minimal({"title": "A x x", "parts": {"one": {"text": "aQ y. and\nx."}}}))
    found = pipeline.add_missing_glyphs(checked, ["x", "y."]).diagnostics
    assert [(each.code, each.severity, each.message, each.path) for each in found] == [
        ("missing-glyph", Severity.ERROR, "no font contains x (U+0078)", ("title",)),
        ("missing-glyph", Severity.ERROR, "no font contains y. (U+0079), x (U+0078)", ("parts", "one", "text")),
    ]
    assert found[0].span == Span(4, 10, 4, 11)
    assert found[1].span.end_column - found[1].span.column == len("y.")
    assert pipeline.add_missing_glyphs(checked, ["q"]).diagnostics == ()


def test_what_cannot_be_read_lacks_no_glyph():
    listed = check(["no submission"])
    broken = pipeline.check(source.read(b"title: [\n", "a.yaml"))
    assert (broken.submission, broken.call, broken.is_valid, broken.allows("html")) == (None, None, False, False)
    assert [each.code for each in broken.diagnostics] == ["syntax"]
    assert pipeline.add_missing_glyphs(broken, ["x"]) == broken
    assert not listed.is_valid


@pytest.mark.parametrize(
    ("code", "severity", "forbidden"),
    [
        ("spelling", Severity.WARNING, set()),
        ("spelling", Severity.ERROR, set(WRITERS)),
        ("missing-glyph", Severity.ERROR, {"pdf"}),
        ("missing-glyph", Severity.INFO, set()),
    ],
)
def test_an_error_forbids_documents(code, severity, forbidden):
    found = Diagnostic(code, severity, "m", "", "a.yaml", Span(1, 1, 1, 2))
    assert {format for format in WRITERS if pipeline.forbids(found, format)} == forbidden
    checked = check(minimal())._replace(diagnostics=(found,))
    assert {format for format in WRITERS if not checked.allows(format)} == forbidden
    assert checked.is_valid == (severity != Severity.ERROR)
    assert not checked._replace(call=None, diagnostics=()).is_valid
    assert not checked._replace(call=None, diagnostics=()).allows("md")


def test_diagnostics_are_in_the_order_of_the_file_with_the_words_of_the_form():
    data = minimal({"title": "a  b", "parts": {"two": {"text": "No[^such]."}}})
    found = check({**data, "tilte": "x"}).diagnostics
    assert [each.span for each in found] == sorted(each.span for each in found)
    assert ("undefined-footnote", "Part Two, Text") in [(each.code, each.label) for each in found]
    assert {each.file for each in found} == {"a.yaml"}


def test_an_empty_part_is_an_error_unless_this_is_a_draft():
    empty = minimal({"parts": {"one": {"text": ""}}})
    assert not check(empty).is_valid
    assert check(empty, draft=True).is_valid


def test_parts_are_measured_where_that_is_requested():
    long = minimal({"parts": {"one": {"text": "Some words that go on. " * 200}}})
    assert [each.code for each in check(long, measure=True).diagnostics] == [
        each.code for each in check(long).diagnostics
    ]
