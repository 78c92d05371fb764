"""A submission that the rules accept is built in every format, whatever is in it: no writer finds more errors."""

import contextlib
import io
import json
import zipfile
from functools import partial

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests import strategies
from tests.conftest import ROOT, examples, many, minimal, some_quick
from wsisc import pipeline
from wsisc.calls.call import BUILT_IN
from wsisc.document import figures
from wsisc.document.figures import LoadedFigures
from wsisc.messages.diagnostic import Finding, Severity
from wsisc.source import model
from wsisc.source.markup import limits
from wsisc.text.sanitize import harmful
from wsisc.writers import WRITERS
from wsisc.writers.build_job import BuildJob, BuildOptions

CHART = (ROOT / "tests" / "figures" / "chart.png").read_bytes()
TEXT = """A summary with [words][home] and <https://a.example/x>, [more](https://b.example/y) and a call[^n].

![chart]

- an item
- **bold**

| a | b |
|---|--:|
| 1 | 2 |

> quoted
"""
SECTION = {
    "title": "Skills",
    "id": "skills",
    "text": "Courses were *held*.",
    "tags": {"action-lines": ["C4"], "sdgs": [4, "16.5"], "countries": ["BR"], "kinds": ["obstacle"]},
    "comments": [{"by": "Ann", "date": "2022-12-15T09:30:00Z", "quote": "Courses", "text": "Which?"}],
    "sections": [{"title": "Schools", "text": "Twelve."}],
}
WHOLE = minimal(
    {
        "entity": {"name": "An entity", "acronym": "AE", "type": "government"},
        "contact": {"name": "Ann", "email": "ann@example.org"},
        "date": "2022-12-15",
        "parts": {
            "one": {
                "text": TEXT,
                "comments": [{"by": "Bob", "quote": "summary", "text": "So?", "proposal": "*story*"}],
            },
            "two": {"text": "An overview.", "sections": [SECTION]},
        },
        "links": {"home": "https://www.un.org/en"},
        "footnotes": {"n": "A note, see <mailto:a@b.example>."},
        "figures": {"chart": {"file": "figures/chart.png", "alt": "A chart of it", "caption": "The caption"}},
    }
)
"""A submission in which every field of the format is given, but `unplaced`, which only a draft may have."""

UNSEEN = (
    "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x90\x9f\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u180e\u2000\u2007\u200b\u200c\u200d\u200e"
    "\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u2060\u2063\u2065\u2066\u2067\u2068\u2069\u206f\u3000\u3164\ud800\udfff"
    "\ue000\uf0b7\ufdd0\ufdd1\ufdd2\ufdef\ufe0f\ufeff\uffa0\ufff0\ufff9\ufffb\ufffc\ufffd\ufffe\uffff\U0001d173\U0001fffe\U0001f600"
    "\U0001f3f4\U000e0001\U000e0041\U000e007f\U000e0100\U000f0000\U0010ffff\u0301\u0378\u212b\u0600\u06dd\t\n\r"
)
BEARABLE = [each for each in UNSEEN if not harmful().match(each)]
PIECES = [
    "https://",
    "mailto:",
    "@",
    "%00",
    "%",
    "#",
    "?",
    "//",
    "..",
    "::: {.x}",
    "${x}",
    "{{ x }}",
    '"',
    "'",
    "]]>",
    "<!--",
]
odd = st.lists(
    st.one_of(st.sampled_from(BEARABLE), st.sampled_from([*PIECES, *strategies.fragments]), st.characters(),
              st.sampled_from([*BEARABLE, *BEARABLE, *UNSEEN])),
    min_size=1, max_size=4,
).map("".join)  # fmt: skip
"""Texts of characters that are odd; those that a rule refuses in any text are rare, since nothing is built of them."""


def places(data, path=()):
    """Yield the paths of all strings in a value, and of all keys that an author chooses: those end in None."""
    if isinstance(data, str):
        yield path
    elif isinstance(data, dict):
        for key, value in data.items():
            if path in (("links",), ("footnotes",), ("figures",)):
                yield (*path, key, None)
            yield from places(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*path, index))


PLACES = [*places(WHOLE)]
_CLOSED = {"call", "language", "type", "date", "tags", None}
FREE = [path for path in PLACES if not _CLOSED & set(path)]
"""The places that hold anything, and not one of a few values, where all else is refused."""


def changed(data, path, change):
    """Return data with a string, or a key and all references to it, changed."""
    if path[-1] is None:
        old, new = path[-2], change(path[-2])
        text = json.dumps(data).replace(f'"{old}":', f"{json.dumps(new)}:")
        for sign in ("[", "[^"):
            text = text.replace(f"{sign}{old}]", sign + json.dumps(new)[1:-1] + "]")
        return json.loads(text)
    step, *others = path
    copy = list(data) if isinstance(data, list) else dict(data)
    copy[step] = changed(data[step], others, change) if others else change(data[step])
    return copy


def put_in(old, text, at):
    """Return a string with a text at a place of it, or that text alone."""
    return text if at is None else old[: round(at * len(old))] + text + old[round(at * len(old)) :]


@st.composite
def submissions(draw):
    """Return a submission in which odd characters are in one to three places, at the start, in the middle or alone."""
    data = WHOLE
    for path in draw(st.lists(st.sampled_from([*FREE, *FREE, *FREE, *PLACES]), min_size=1, max_size=3, unique=True)):
        change = partial(put_in, text=draw(odd), at=draw(st.sampled_from([0, 0.3, 0.5, 1, None])))
        with contextlib.suppress(KeyError, TypeError):  # an earlier change took the place away
            data = changed(data, path, change)
    return data


def order(data, *formats, **options):
    content = yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=10_000).encode()
    images, problems = {}, []
    for name, each in model.from_data(data).figures.items():
        try:
            figures.check_path(each.file)
            images[name] = figures.read_image(each.file, CHART)
        except figures.FigureError as unfit:
            finding = Finding(("figures", name, "file"), unfit.message, unfit.hint)
            problems.append(figures.FigureProblem(unfit.code, Severity.ERROR, finding))
    return BuildJob(
        "made-up.yaml", content, LoadedFigures(images, tuple(problems)), BUILT_IN, BuildOptions(formats, **options)
    )


def build(data, *formats, **options):
    """Return the documents of a submission: all that its errors do not forbid."""
    job = order(data, *formats, **options)
    result = pipeline.check_job(job._replace(options=BuildOptions(**options)))
    running = pipeline.build(job)
    assert set(running.documents) == {format for format in formats if result.allows(format)}, (
        running.checked_file.diagnostics
    )
    return running.documents


def check(documents):
    for format, content in documents.items():
        if format == "docx":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    if name.endswith((".xml", ".rels")):
                        etree.fromstring(archive.read(name))
        elif format == "json":
            assert json.loads(content)
        else:
            assert content


def in_place(*path, text):
    return changed(WHOLE, path, partial(put_in, text=text, at=0.5))


ROW = ("parts", "one", "text")
FAULTS = {
    "a control character in an address": in_place("links", "home", text="\x07"),
    "an address that is turned round": in_place("links", "home", text="\u202e"),
    "an address with a character that nobody sees": in_place("links", "home", text="\u2060"),
    "one in a text": changed(WHOLE, ROW, lambda old: old.replace("https://a.example/", "https://a.example/\u202e")),
    "a control character in a name": in_place("parts", "one", "comments", 0, "by", text="\x07"),
    "no character in a comment": in_place("parts", "one", "comments", 0, "text", text="\uffff"),
    "no character in a proposal": in_place("parts", "one", "comments", 0, "proposal", text="\ufffe"),
    "an annotation between lines": in_place("title", text="\ufff9"),
    "no character in a path": in_place("figures", "chart", "file", text="\ufdd1"),
    "a space before a row": changed(WHOLE, ROW, lambda old: old.replace("| 1 |", "\xa0| 1 |")),
    "a space behind a row": changed(WHOLE, ROW, lambda old: old.replace("| b |", "| b |\xa0")),
}
"""What once passed the rules, and made a writer fail, its document unreadable, or its reader go astray."""

QUICK = settings(max_examples=examples(20, 100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
THOROUGH = settings(QUICK, max_examples=many(800))


def with_unplaced(data, draft):
    return {**data, "unplaced": {"text": "Left over."}} if draft else data


def builds(data, draft):
    data = with_unplaced(data, draft)
    check(build(data, "docx", "html", "md", draft=draft, review=True))


def builds_pages(data, draft):
    data = with_unplaced(data, draft)
    check(build(data, "pdf", "json", draft=draft, review=True))


DOTTED = [
    "[words][home].then",
    "<https://a.example/x>.é",
    "it[^n].then",
    "*so*.then",
    "**so**.中",
    "*so*...then",
    "*so*..then",
]


def test_a_dot_and_a_letter_behind_markup_are_words_in_every_format():
    dotted = changed(WHOLE, ROW, lambda old: "\n\n".join([*DOTTED, old.replace("[^n]", "")]))
    notes = changed(dotted, ("footnotes", "n"), lambda old: f"{old}.then")
    assert set(build(notes, "docx", "html", "pdf", review=True)) == {"docx", "html", "pdf"}


def table(header, cell, columns):
    first, second = (" | ".join([each, *"y" * (columns - 1)]) for each in (header, cell))
    return f"| {first} |\n|{'---|' * columns}\n| {second} |\n"


@pytest.mark.parametrize("columns", some_quick([2, 1, 12], 3))
def test_a_row_that_is_taller_than_a_page_goes_on_on_the_next_one(columns):
    tall = changed(WHOLE, ROW, lambda old: f"{old}\n{table('Header', 'word ' * 3_000, columns)}")
    assert set(build(tall, "docx", "pdf", review=True)) == {"docx", "pdf"}


@pytest.mark.parametrize("columns", [1, 2, 12])
def test_the_header_of_a_table_fits_on_a_page_or_is_refused(columns):
    most = limits.max_header_letters(columns)
    fits = changed(WHOLE, ROW, lambda old: f"{old}\n{table(('word ' * most)[:most], 'Cell', columns)}")
    assert set(build(fits, "pdf", review=True)) == {"pdf"}
    beyond = changed(WHOLE, ROW, lambda old: f"{old}\n{table('w' * (most + 1), 'Cell', columns)}")
    found = pipeline.check_job(order(beyond, review=True)).checked_file.diagnostics
    assert "too-much-markup" in [each.code for each in found if each.severity == Severity.ERROR]


@pytest.mark.parametrize("sign", ["\u2800", "\ufffd\u0301"])
def test_a_sign_that_pages_do_not_give_back_builds(sign):
    assert set(build(in_place("title", text=sign), "pdf", review=True)) == {"pdf"}


def test_the_submission_that_is_changed_builds_in_every_format():
    formats = set(WRITERS)
    assert set(build(WHOLE, *formats, review=True)) == formats
    assert set(build(with_unplaced(WHOLE, True), *formats, draft=True)) == formats


@pytest.mark.parametrize("data", FAULTS.values(), ids=FAULTS)
def test_what_a_writer_cannot_write_is_refused_by_a_rule(data):
    assert not pipeline.check_job(order(data, review=True)).is_valid


@given(submissions(), st.booleans())
@QUICK
def test_what_the_rules_pass_is_built(data, draft):
    builds(data, draft)


@given(submissions(), st.booleans())
@settings(QUICK, max_examples=examples(5, 25))
def test_what_the_rules_pass_is_built_as_pages(data, draft):
    builds_pages(data, draft)


@pytest.mark.long
@pytest.mark.timeout(900)
@given(submissions(), st.booleans())
@THOROUGH
def test_what_the_rules_pass_is_built_tried_for_long(data, draft):
    builds(data, draft)


@pytest.mark.long
@pytest.mark.timeout(900)
@given(submissions(), st.booleans())
@settings(THOROUGH, max_examples=many(200))
def test_what_the_rules_pass_is_built_as_pages_tried_for_long(data, draft):
    builds_pages(data, draft)
