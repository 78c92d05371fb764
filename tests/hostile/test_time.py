"""Whatever is looked for in an author's text is found in linear time: no 200 KB take two seconds.

Time is that of the processor, so that a busy machine fails nothing. What grows with the square of a text is found on
short ones, where it is a hundred times slower than a scan, and then compared with the limit.
"""

import ast
import inspect
import multiprocessing
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from itertools import chain, islice

import pytest

from tests.conftest import ROOT, as_yaml, minimal, some_quick
from tests.durations import spent
from tests.hostile import alphabet
from wsisc import importer, pipeline, report, source
from wsisc.calls import call as calls
from wsisc.document.prose import Reading
from wsisc.lint import rules, selection, statistics
from wsisc.lint.reuse import recycled_passages
from wsisc.pipeline.jobs import job_creation
from wsisc.publication.dataset import mentions
from wsisc.readers.word.content import Paragraph, Run, WordContent
from wsisc.source import model
from wsisc.workspace import protected
from wsisc.writers import yaml

pytestmark = pytest.mark.alone

SIZE, SECONDS = 200_000, 2.0
SHORT, SUSPECT = 2_000, 0.002
PACKAGE = ROOT / "wsisc"
ANCHORED, ANYWHERE = {"match", "fullmatch"}, {"search", "finditer", "findall", "sub", "split"}
RULES = selection.from_names(("all",), (), {})
CALL = calls.BUILT_IN.load("cstd-26")
COUNTRIES = next(each for each in CALL.vocabularies.tags if each.id == "countries")


@cache
def patterns():
    """Return every pattern that a module of wsisc names, with the ways in which it is used on texts of any length."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        module = import_module(
            ".".join(("wsisc", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        )
        used, written = _used_names(tree)
        for name, value in vars(module).items():
            for pattern in members(value, is_text=name in written):
                ways = used.get(name, set() if name in used else ANYWHERE) & (ANCHORED | ANYWHERE)
                if name in used and not ways:
                    continue
                found.setdefault(pattern, set()).update(ways or ANYWHERE)
    return found


def _used_names(tree):
    """Return how each name is used as a pattern; and the names of texts that are patterns: `re.search(NAME, ...)`."""
    used, texts = {}, set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder, way = node.func.value, node.func.attr
            if isinstance(holder, ast.Name) and holder.id == "re" and node.args:
                holder = node.args[0]
                texts |= _names(holder)
            is_bounded = way == "search" and len(node.args) == 3  # the characters before a place
            for name in _names(holder):
                used.setdefault(name, set()).update(set() if is_bounded else {way})
    loops = [each for each in ast.walk(tree) if isinstance(each, ast.For | ast.comprehension)]
    return used, texts.union(*(_names(each.iter) for each in loops if _names(each.target) & texts))


def _names(node):
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} - {"re"}


def members(value, is_text=False):
    """Yield the patterns in a value of a module: itself, those within it, or what a function compiles.

    With `is_text`, a text is a pattern, unless it is another text beside one, which need not be valid.
    """
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, str | bytes) and is_text:
        with suppress(re.error):
            yield re.compile(value)
    elif hasattr(type(value), "cache_info") and not inspect.signature(value).parameters:
        if "re.Pattern" in str(inspect.signature(value).return_annotation):
            yield from members(value())
    elif isinstance(value, dict):
        yield from (each for member in (*value, *value.values()) for each in members(member, is_text))
    elif isinstance(value, tuple | list):
        yield from (each for member in value for each in members(member, is_text))


def scan(pattern, ways, text):
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    if ways & ANYWHERE:
        for _ in pattern.finditer(subject):
            pass
    else:
        pattern.match(subject)
        pattern.fullmatch(subject)


def superlinear(short, long):
    """Return the patterns that take too long on the long one of two texts, whose short ones took suspiciously long."""
    slow, count = [], 0
    long_ones = dict(long)
    for name, text in short:
        for pattern, ways in patterns().items():
            count += 1
            if spent(scan, pattern, ways, text) > SUSPECT and spent(scan, pattern, ways, text) > SUSPECT:
                doubled = min(spent(scan, pattern, ways, text * 2) for _ in range(2))
                if doubled > 3 * SUSPECT and spent(scan, pattern, ways, long_ones[name][:20_000]) > SECONDS / 20:
                    slow.append((pattern.pattern, name))
    sys.stdout.write(f"{count:,} scans of {len(patterns())} patterns\n")
    return slow


def test_patterns_are_linear():
    def texts(size):
        return chain(islice(alphabet.singles(size), 0, None, 12), islice(alphabet.framed(size), 0, None, 36))

    assert len(patterns()) > 200
    assert superlinear(texts(SHORT), texts(SIZE)) == []


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_patterns_are_linear_on_every_text():
    def texts(size):
        return chain(alphabet.singles(size), alphabet.framed(size), alphabet.pairs(size, alphabet.FEW))

    assert superlinear(texts(SHORT), texts(20_000)) == []


def submission(**fields):
    return as_yaml(minimal(fields))


def in_text(text):
    return submission(parts={"one": {"text": text}})


def in_words(text):
    return submission(parts={"one": {"text": " ".join(text[at : at + 7] for at in range(0, len(text), 8))}})


def in_paragraphs(text):
    return submission(parts={"one": {"text": "\n\n".join(text[at : at + 18] for at in range(0, len(text), 20))}})


def in_title(text):
    return submission(title=text)


def in_footnote(text):
    return submission(parts={"one": {"text": "Words.[^n]"}}, footnotes={"n": text})


def in_plain_scalar(text):
    return as_yaml(minimal()) + f"x: {text}\n".encode("utf-8", "replace")


def in_quotes(text):
    return as_yaml(minimal()) + f'x: "{text}"\n'.encode("utf-8", "replace")


def in_the_open(text):
    return as_yaml(minimal()) + text.encode("utf-8", "replace")


PLACES = (in_text, in_words, in_paragraphs, in_title, in_footnote, in_plain_scalar, in_quotes, in_the_open)


def validate(content):
    checked = pipeline.check(source.read(content, "a.yaml"), None, RULES)
    for format in ("full", "sarif"):  # that for people, and that which tells most
        report.load(format)([checked.checked_file])


def import_text(text):
    pieces = [text[at : at + 45_000] for at in range(0, len(text), 45_000)]
    content = WordContent(tuple(Paragraph((Run(each),)) for each in pieces), word_count=len(text.split()))
    yaml.write(importer.import_content(content, calls.BUILT_IN, "cstd-26").submission)


def reading(text, language="en"):
    return Reading(model.from_data(minimal({"parts": {"one": {"text": text}}, "language": language})), CALL)


def check_rules(text, language):
    """Run the rules that have wrong forms of a language; the call of `validate` has English alone."""
    read = reading(text, language)
    for code in (
        "country-name",
        "official-name",
        "punctuation",
        "spelling",
        "thousands-separator",
        "acronym-too-early",
    ):
        for each in islice(rules.load(code).check(read), 200):
            assert each.message


SCANS = {
    **{place.__name__: lambda text, place=place: validate(place(text)) for place in PLACES},
    "import": import_text,
    "stats": lambda text: statistics.count_parts(reading(text)),
    **{
        f"rules in {language}": lambda text, language=language: check_rules(text, language)
        for language in ("ar", "es", "fr", "ru", "zh")
    },
    "recycled": lambda text: recycled_passages.from_reading(reading(text)),
    "figures": lambda text: job_creation.names_figures(text.encode()),
    "markers": lambda text: (protected.has_marker(text.encode()), protected.has_json_marker(text.encode())),
    "mentions": lambda text: [
        mentions.find_mentions(text, language, CALL.vocabularies.tags) for language in ("ar", "en", "ru", "zh")
    ],
    "nations": lambda text: list(mentions.find_countries(text, "en", COUNTRIES)),
    "quantities": lambda text: list(mentions.find_quantities(text, "en")),
}


def slow_scans(texts, limit, scans=tuple(SCANS)):
    """Return the scans of named texts that take more seconds than a limit."""
    found = [each for text in texts for each in _slow_scans_of(text, limit, scans)]
    return found


def _slow_scans_of(named_text, limit, scans=tuple(SCANS)):
    (name, text), slow = named_text, []
    for what, run in ((each, SCANS[each]) for each in scans):
        if spent(run, text) > limit and (seconds := spent(run, text)) > limit:
            slow.append((what, name, round(seconds, 1)))
    return slow


def slow_scans_in_processes(texts, limit):
    """Return the same as `slow_scans`, on all cores: what is measured is time of the processor."""
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        return [each for found in pool.map(partial(_slow_scans_of, limit=limit), texts) for each in found]


FEW_SCANS = ("in_text", "in_plain_scalar", "import", "stats")
ODD = [".", "½", "[", "aС", "a: ", "\\["]


@pytest.mark.parametrize(
    ("odd", "scans"),
    [
        pytest.param(ODD, FEW_SCANS, id="few"),
        pytest.param(
            [*ODD, *'a" ', "A\n", "#wsisc:ignore["],
            tuple(SCANS),
            id="all",
            marks=[pytest.mark.slow, pytest.mark.timeout(600)],
        ),
    ],
)
def test_a_text_is_scanned_in_linear_time(odd, scans):
    texts = [(repr(each), alphabet.repeated(each, SIZE // 10)) for each in odd]
    assert slow_scans(texts, SECONDS / 5, scans) == []


@pytest.mark.long
@pytest.mark.timeout(3000)
def test_every_text_is_scanned_in_linear_time():
    has_all = bool(os.environ.get("HOSTILE_ALL"))
    assert slow_scans_in_processes(alphabet.singles(SIZE, () if has_all else alphabet.ALIKE), SECONDS) == []
    few = alphabet.CORE if has_all else alphabet.FEW
    assert slow_scans_in_processes(alphabet.pairs(SIZE // 10, few), SECONDS / 3) == []


BASE = as_yaml(minimal())
MANY = {
    "blank lines": lambda: BASE + b"\n" * 100_000,
    "dots": lambda: in_text("." * 40_000),
    "lines": lambda: in_text("a\n" * 40_000),
    "keys twice on one line": lambda: BASE + b"x: {" + b"a: 1, " * 20_000 + b"}\n",
    "lost words": lambda: BASE + b"x:\n" + b"  - a b #c\n" * 18_000,
    "anchors": lambda: BASE + b"x: [" + b"&a b," * 20_000 + b"]\n",
    "unknown keys": lambda: BASE + b"".join(b"a%d: 1\n" % number for number in range(20_000)),
    "unknown values": lambda: submission(tags={"countries": ["a"] * 60_000}),
    "known values": lambda: submission(tags={"countries": ["ZW"] * 30_000}),
    "comments": lambda: BASE + b"".join(b"a%d: #wsisc:ignore[spelling]\n" % number for number in range(6_000)),
    "comments in a row": lambda: BASE + b"# wsisc: ignore[spelling]\n" * 7_000,
    "rules in a comment": lambda: BASE + b"# wsisc: ignore[" + b"zzz," * 45_000 + b"]\n",
    "comments on a line": lambda: BASE + b"#wsisc:ignore[" * 13_000 + b"\n",
    "signs that no font has": lambda: in_text("a" * 100_000 + "\ue000\ue001" * 20_000),
    "two alphabets": lambda: in_text("aС" * 40_000),
    "paragraphs": lambda: in_text("a\n\n" * 60_000),
    "spelling": lambda: in_text("color programme organisation center " * 5_000),
    "notes": lambda: submission(footnotes={f"a{number}": "b" for number in range(12_000)}),
}


@pytest.mark.parametrize("name", some_quick(MANY, 9))
def test_very_many_problems_are_found_and_reported_in_time(name):
    checked, content = [], MANY[name]()
    seconds = spent(lambda: checked.append(pipeline.check(source.read(content, "a.yaml"), None, RULES)))
    assert seconds < SECONDS
    found = checked[0].checked_file
    for format in report.REPORTS:
        texts = []
        assert spent(lambda: texts.append(report.load(format)([found]))) < SECONDS, format  # noqa: B023
        if format in ("full", "plain"):
            assert len(texts[0]) < 200_000


def test_a_parenthesis_that_is_not_closed_is_no_explanation_and_takes_no_time():
    text = "The WXYZ (" + "and more words " * 11 + "of which none is in another bracket."
    chosen = selection.from_names(["acronym-unexpanded"], (), {})
    read = source.read(as_yaml(minimal({"parts": {"one": {"text": text}}})), "a.yaml")
    checked = []
    assert spent(lambda: checked.append(pipeline.check(read, selection=chosen))) < SECONDS
    assert [found.code for found in checked[0].diagnostics] == ["acronym-unexpanded"]


def test_of_very_many_problems_the_worst_are_shown_and_the_others_counted():
    found = pipeline.check(source.read(MANY["keys twice on one line"](), "a.yaml"), None, RULES).checked_file
    text = report.load("full")([found])
    assert text.count("error\x1b") + text.count("error[") >= 300 or "duplicate-key" in text
    assert f"{len(found.diagnostics) - 300:,} more" in text
    assert f"{len(found.diagnostics) - 300:,} more" in report.load("plain")([found])
    assert report.load("json")([found]).count('"code"') == len(found.diagnostics)
    assert report.load("concise")([found]).count("\n") == len(found.diagnostics) - 1
