"""What a diagnostic, a finding and an error hold, and how an author's text is quoted in them."""

import pytest

from wsisc.messages import diagnostic, t
from wsisc.messages.diagnostic import Diagnostic, Finding, Severity, Span, WsiscError


def test_what_is_not_named_is_empty():
    assert Finding(("title",), "m") == (("title",), "m", "", None, None, False, None)
    found = Diagnostic("code", Severity.ERROR, "m", "h", "f", Span(1, 2, 3, 4))
    assert (found.path, found.label, found.fix) == ((), "", None)
    assert (found.line, found.column, found.end_line, found.end_column) == (1, 2, 3, 4)
    assert (WsiscError("m").hint, WsiscError("m").exit_code, str(WsiscError("m"))) == ("", 3, "m")


def test_errors_are_those_of_that_severity():
    found = [Diagnostic("code", each, "m", "h", "f", Span(1, 2, 3, 4)) for each in Severity]
    assert list(Severity) == ["error", "warning", "info"]
    assert diagnostic.find_errors(found) == found[:1]


@pytest.mark.parametrize(
    ("message", "named"),
    [(t("this is no PDF"), "a.pdf is no PDF"), ("the words are lost", "a.pdf: the words are lost")],
)
def test_the_name_of_a_document_is_added_to_an_error(message, named):
    with pytest.raises(WsiscError) as raised, diagnostic.add_name_to_errors("a.pdf"):
        raise WsiscError(message, "do this", 1)
    assert (str(raised.value), raised.value.hint, raised.value.exit_code) == (named, "do this", 1)


@pytest.mark.parametrize(
    ("path", "pointer"),
    [((), ""), (("parts", "two", 0), "/parts/two/0"), (("a/b~c",), "/a~1b~0c"), (("links", "\0again", "x"), "/links")],
)
def test_a_path_is_a_json_pointer(path, pointer):
    assert diagnostic.json_pointer(path) == pointer


@pytest.mark.parametrize(
    ("text", "shown"), [(" a\n b ", "a b"), ("x" * 60, "x" * 60), ("x" * 61, "x" * 59 + "…"), ("", "")]
)
def test_a_quoted_text_is_short_and_on_one_line(text, shown):
    assert diagnostic.excerpt(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("An executive summary\n of activities", "An executive summary of…"),
        ("An executive summary in", "An executive summary in"),
        ("An executive summary of it", "An executive summary of…"),  # the word ends at the limit
        ("第二十八届会议 信息社会世界峰会成果落实情况的报告全文", "第二十八届会议 信息社会世界峰会成果落实情况的…"),
        ("x" * 30, "x" * 23 + "…"),
    ],
)
def test_no_word_is_cut_in_an_excerpt(text, shown):
    assert diagnostic.excerpt(text, 24) == shown
