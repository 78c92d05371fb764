"""Whatever a reviewer does to a Word file and its author to the source: no word of either is lost without a report."""

import io
import re
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import FEATURES, build, examples, many
from tests.merge.test_properties import QUICK
from tests.merge.tracking import Tracker, W
from wsisc import source
from wsisc.cli import import_into

FEW, MANY = examples(5, 25), many(150)
BASE = Path(__file__).parent / "reviewed.yaml"
MOVES = ["mark", "mark", "mark", "empty", "drop", "double", "carry", "join", "split", "heading", "cell", "note"]
places = st.integers(0, 10**6)
moves = st.lists(st.tuples(st.sampled_from(MOVES), places, places, st.booleans()), min_size=1, max_size=6)


@cache
def sent(path):
    return build(source.read(path.read_bytes(), path.name).data)


class Reviewer:
    """Does things to a Word file, and remembers the words that it put in."""

    def __init__(self, content):
        self.tracker, self.words = Tracker(content, "Ada"), []

    def new(self):
        self.words.append(f"Theirs{len(self.words)}x")
        return self.words[-1]

    def paragraphs(self):
        return list(self.tracker.root.iter(f"{W}p"))

    def texts(self, root=None):
        root = self.tracker.root if root is None else root
        return [each for each in root.iter(f"{W}t") if (each.text or "").strip()]

    def do(self, kind, at, other, is_tracked):
        self.tracker.by = "Ada" if is_tracked else ""
        found = self.paragraphs()
        one, two = found[at % len(found)], found[other % len(found)]
        getattr(self, kind)(one, two, at, other)

    def mark(self, one, two, at, other, root=None):
        texts = self.texts(root)
        if texts:
            text = texts[at % len(texts)]
            word = text.text.split()[other % len(text.text.split())]
            self.tracker._replace(text, word, f"{word} {self.new()}")

    def note(self, one, two, at, other):
        self.mark(one, two, at, other, self.tracker.notes)

    def cell(self, one, two, at, other):
        tables = list(self.tracker.root.iter(f"{W}tbl"))
        if tables:
            self.mark(one, two, at, other, tables[at % len(tables)])

    def empty(self, one, two, at, other):
        for text in one.iter(f"{W}t"):
            text.text = ""

    def drop(self, one, two, at, other):
        if one.getparent().tag == f"{W}body":
            one.getparent().remove(one)

    def double(self, one, two, at, other):
        if one.find(f".//{W}bookmarkStart") is None and one.find(f".//{W}footnoteReference") is None:
            one.addnext(deepcopy(one))

    def carry(self, one, two, at, other):
        if one is not two and one.getparent().tag == two.getparent().tag == f"{W}body":
            two.addnext(one)

    def join(self, one, two, at, other):
        following = one.getnext()
        if following is not None and following.tag == f"{W}p":
            for run in following.findall(f"{W}r"):
                one.append(run)
            following.getparent().remove(following)

    def split(self, one, two, at, other):
        runs = one.findall(f"{W}r")
        if len(runs) > 1:
            result = deepcopy(one)
            for each in result.findall(f"{W}r"):
                result.remove(each)
            for each in result.findall(f"{W}bookmarkStart") + result.findall(f"{W}bookmarkEnd"):
                result.remove(each)
            for run in runs[1 + other % (len(runs) - 1) :]:
                result.append(run)
            one.addnext(result)

    def heading(self, one, two, at, other):
        if one.getparent().tag == f"{W}body" and (style := one.find(f"{W}pPr/{W}pStyle")) is not None:
            style.set(f"{W}val", ["Heading1", "Heading2", "Heading3", "BodyText"][other % 4])


def author(text, marks):
    """Return a source in which its author put words in, and those."""
    lines, words = text.split("\n"), []
    free = [at for at, line in enumerate(lines) if re.fullmatch(r" {6,}[A-Z][^:|\[\]{}\"#<>]*", line)]
    for at in marks:
        words.append(f"Ours{len(words)}x")
        lines[free[at % len(free)]] += f" {words[-1]}"
    return "\n".join(lines), words


def merged(reviewer, text):
    """Return a source into which a reviewed file was merged, and what was reported."""
    with TemporaryDirectory() as folder:
        document_path, into = Path(folder, "reviewed.docx"), Path(folder, "ours.yaml")
        document_path.write_bytes(reviewer.tracker.content())
        into.write_text(text, "utf-8")
        output = io.StringIO()
        with redirect_stdout(output), redirect_stderr(output):
            import_into.merge(str(document_path), str(into))
        return into.read_text("utf-8"), output.getvalue()


def check(path, todo, marks):
    reviewer = Reviewer(sent(path))
    for move in todo:
        reviewer.do(*move)
    text, own = author(path.read_text("utf-8"), marks)
    result, output = merged(reviewer, text)
    written = "".join(
        node.text or "" for node in [*reviewer.tracker.root.iter(f"{W}t"), *reviewer.tracker.notes.iter(f"{W}t")]
    )
    for word in reviewer.words:
        assert word in result + output or word not in written, (word, output)
    for word in own:
        assert word in result + output, (word, output)
    remarks = [line.strip() for line in text.split("\n") if line.strip().startswith("#")]
    assert [line.strip() for line in result.split("\n") if line.strip() in remarks] == remarks
    assert not source.read(result.encode(), "").diagnostics
    assert "bug in wsisc" not in output


@settings(max_examples=FEW, phases=QUICK)
@given(st.sampled_from([BASE, FEATURES]), moves, st.lists(places, max_size=3))
def test_no_word_goes_untold(path, todo, marks):
    check(path, todo, marks)


@pytest.mark.long
@pytest.mark.timeout(3000)
@settings(max_examples=MANY, phases=QUICK)
@given(st.sampled_from([BASE, FEATURES]), moves, st.lists(places, max_size=3))
def test_many_words_do_not_go_untold(path, todo, marks):
    check(path, todo, marks)


def test_a_prompt_pasted_a_second_time_is_reported():
    moves = [("mark", 964, 765, True), ("heading", 6115, 0, True), ("double", 765, 2523, True)]
    check(FEATURES, moves, [964])


def test_the_words_of_notes_outside_all_parts_are_reported():
    moves = [("drop", 39, 22789, True), ("note", 471576, 109, True), ("double", 1683, 362880, False)]
    check(FEATURES, [*moves, ("mark", 33432, 1755, False), ("heading", 240, 489055, False)], [])


@pytest.mark.parametrize(
    ("path", "todo", "marks"),
    [
        pytest.param(
            FEATURES,
            [("mark", 964, 131072, True), ("heading", 3580, 510510, True), ("heading", 6115, 0, True)],
            [964, 500, 18353],
            id="a title below another section, changed with its number before it",
        ),
        pytest.param(
            BASE, [("drop", 389214, 0, False)], [927991, 172610], id="a removed paragraph with a note, which stays"
        ),
        pytest.param(
            BASE, [("carry", 247756, 632963, True), ("double", 69042, 294956, True)], [], id="a name twice on a cover"
        ),
        pytest.param(
            FEATURES,
            [("heading", 358604, 976424, True), ("double", 171149, 15990, False)],
            [968127],
            id="a section that cannot be put there, with figures",
        ),
        pytest.param(
            BASE,
            [("double", 320639, 51618, False), ("drop", 365064, 739626, True)],
            [],
            id="a disclaimer twice, the second in the place of the title",
        ),
        pytest.param(
            FEATURES,
            [("empty", 24549, 558803, False), ("drop", 612, 961, False), ("join", 54477, 349834, True)],
            [5272, 594, 644213],
            id="a footnote that only a change that was not applied still references",
        ),
        pytest.param(
            BASE, [("join", 979169, 850244, True), ("double", 189033, 683999, False)], [], id="a cover's lines in one"
        ),
    ],
)
def test_what_was_found(path, todo, marks):
    check(path, todo, marks)


def test_a_number_before_a_title_never_lands():
    reviewer = Reviewer(sent(BASE))
    reviewer.tracker.replace("1) Schools", "7) Schools and clinics")
    result, output = merged(reviewer, BASE.read_text("utf-8"))
    assert "title: Schools and clinics" in result
    assert "7) Schools and clinics" in output
