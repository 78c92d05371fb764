"""What must hold for every submission and every text, tried on many that Hypothesis makes up."""

import re
import unicodedata

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies, word
from tests.conftest import as_yaml, examples, minimal
from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document import canonical, outline
from wsisc.document.manuscript import Manuscript
from wsisc.document.prose import FOREIGN_MASK, Reading
from wsisc.lint import rules
from wsisc.source import model
from wsisc.source.markup import richtext, tree
from wsisc.writers import get_writer

CALL, LOCALE = calls.BUILT_IN.load("cstd-26"), locale.load("en")
SLOW = settings(max_examples=examples(10, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def build(submission, format="docx"):
    return get_writer(format)(Manuscript(submission, CALL, LOCALE)).finish()


def errors(checked):
    return [each for each in checked.diagnostics if pipeline.forbids(each, "docx")]


@given(strategies.submissions)
@settings(deadline=None)
def test_a_submission_survives_its_data(submission):
    assert model.from_data(canonical.to_data(submission)) == submission


@given(strategies.submissions)
@settings(deadline=None)
def test_a_valid_submission_is_found_valid(submission):
    checked = pipeline.check(source.read(as_yaml(canonical.to_data(submission)), "made-up.yaml"))
    assert errors(checked) == []


@given(strategies.submissions)
@settings(deadline=None)
def test_every_text_of_a_submission_is_in_its_outline(submission):
    printed = [block.text for block in outline.build_blocks(submission, CALL, LOCALE)]
    for _, part in model.parts(submission):
        assert not part.text or part.text in printed
    for _, section in model.sections(submission):
        assert any(text.endswith(section.title) for text in printed)
        assert not section.text or section.text in printed


@given(st.lists(strategies.plain, min_size=4, max_size=4))
@SLOW
def test_a_plain_string_is_printed_letter_for_letter(texts):
    title, name, first, second = texts
    sections = [{"title": first, "sections": [{"title": second}]}]
    submission = model.from_data(
        minimal({"title": title, "entity": {"name": name}, "parts": {"two": {"sections": sections}}})
    )
    content = build(submission)
    opened = word.document(content)
    found = {}
    for style, text in word.styled_paragraphs(content):
        found.setdefault(style, []).append(text)
    assert found["Title"] == [title]
    assert found["CoverEntity"] == [name]
    assert found["Heading2Theme"] == [f"1) {first}"]
    assert found["Heading3Sub-theme"] == [second]
    assert opened.core_properties.title == title
    assert opened.core_properties.author == name


@given(strategies.rich)
@settings(max_examples=examples(25, 120), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rich_text_is_refused_or_keeps_its_words(text):
    data = minimal(
        {"parts": {"one": {"text": text}}, "links": {"link": "https://l.example/"}, "footnotes": {"n": "A note."}}
    )
    if "[^n]" not in text:
        del data["footnotes"]
    checked = pipeline.check(source.read(as_yaml(data), "made-up.yaml"))
    if errors(checked) or re.search(r"\\[\[\]&]", text):  # what is escaped prints what else is not printed
        return
    content = build(checked.submission)
    paragraphs = word.paragraphs(content)
    start = next(index for index, each in enumerate(paragraphs) if each.startswith("Part One:"))
    end = next(index for index, each in enumerate(paragraphs) if each.startswith("Part Two:"))
    printed = re.sub(r"\[\^\d+\]", "", " ".join(paragraphs[start + 1 : end]))
    written = re.sub(r"\]\[link\]|\]\(https://a\.example/\)|\]\{lang=\w\w\}|\[\^n\]|&copy;", "]", text)
    assert letters(printed) == letters(written)


def letters(text):
    """Return the letters and digits of a text, in order."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFC", text)))


@given(strategies.rich)
def test_spans_lie_inside_their_text(text):
    for each in nodes_and_problems(text):
        assert 0 <= each.start <= each.end <= len(text)


def nodes_and_problems(text):
    parsed = richtext.parse(text, frozenset(["link"]))
    return [*tree.walk(parsed.blocks), *parsed.problems]


@given(strategies.rich, st.sampled_from(["|", ">", '"', "'", ""]))
@settings(deadline=None)
def test_a_span_in_the_file_shows_the_characters_of_the_text(text, style):
    content = yaml.safe_dump({"wsisc": 1, "text": text}, default_style=style or None, allow_unicode=True).encode()
    read = source.read(content, "made-up.yaml")
    if read.data is None or read.data["text"] != text:
        return
    for each in nodes_and_problems(text):
        shown = text[each.start : each.end]
        span = read.locate(("text",), each.start, each.end)
        assert 1 <= span.line <= span.end_line <= len(read.lines)
        if re.fullmatch(r"[\w\[\]^<>]+", shown, re.ASCII) and span.line == span.end_line:
            assert read.lines[span.line - 1][span.column - 1 : span.end_column - 1] == shown


@given(strategies.rich)
def test_no_rule_raises_on_any_text(text):
    submission = model.from_data(minimal({"title": text, "parts": {"one": {"text": text}}, "footnotes": {"n": text}}))
    for code in rules.codes():
        for finding in rules.load(code).check(Reading(submission, CALL)):
            assert finding.message, code
            assert FOREIGN_MASK not in f"{finding.message}{finding.hint}{finding.fix or ''}", code


json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["parts", "text", "sections", "title", "x"]), inner)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*minimal(), "links", "footnotes", "date"]), json_data))
@settings(deadline=None)
def test_any_data_gives_diagnostics_and_no_exception(data):
    checked = pipeline.check(source.read(as_yaml({**minimal(), **data}), "made-up.yaml"))
    assert all(each.span.line >= 1 for each in checked.diagnostics)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_give_diagnostics_and_no_exception(content):
    checked = pipeline.check(source.read(content, "made-up.yaml"))
    assert checked.diagnostics
