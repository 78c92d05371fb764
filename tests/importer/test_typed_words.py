"""A word typed anywhere on the cover or in a prompt of a document of ours: it is in its own part, or reported."""

import re

import pytest

from tests.conftest import SAMPLE, build, some_quick
from tests.merge.test_sacred import Reviewer, merged
from tests.merge.tracking import Tracker, W
from wsisc import importer, source
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word import reader
from wsisc.source import model

WORD = "Zebras"
ANSWER = " ".join(f"We taught {n} {WORD.lower()} to read." for n in ("two", "three", "four", "five", "six", "seven"))
PARTS = {"one": ("one",), "two": ("two",), "three": ("three",), "three_a": ("three", "a"), "three_b": ("three", "b")}


@pytest.fixture(scope="module")
def sent():
    return build(source.read(SAMPLE.read_bytes(), SAMPLE.name).data)


def style(paragraph):
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val")


def wordings(tracker):
    """Return the paragraphs of the cover and those of the prompts, these by their bookmarks."""
    cover, prompts = [], {}
    for paragraph in tracker.root.iter(f"{W}p"):
        names = {each.get(f"{W}name") for each in paragraph.iter(f"{W}bookmarkStart")} & PARTS.keys()
        if names:
            is_run_in = paragraph.find(f"{W}pPr/{W}rPr/{W}specVanish") is not None
            prompts[names.pop()] = [paragraph, paragraph.getnext()] if is_run_in else [paragraph]
        elif style(paragraph).startswith("Cover"):
            cover.append(paragraph)
    return cover, prompts


def places(*paragraphs):
    """Yield the texts of paragraphs and the places in them between two words, and at both ends."""
    for text in (text for paragraph in paragraphs for text in paragraph.iter(f"{W}t")):
        yield from ((text, at) for at in (0, *(each.end() for each in re.finditer(r"\S+", text.text))))


def typed(tracker, text, at, words):
    """Return the import of a file into which words were typed."""
    before = text.text
    text.text = f"{before[:at]} {words} {before[at:]}"
    found = importer.import_content(reader.read(tracker.content()), BUILT_IN)
    text.text = before
    assert found.report.is_balanced, found.report.problems
    return found


def texts_of(submission, ids):
    path = ("parts", *ids)
    return " ".join(text for where, text in model.rich_texts(submission) if where[: len(path)] == path)


def is_reported(found, words):
    unplaced = found.submission.unplaced
    is_named = any(words in each.text and each.needs_person for each in found.report.items)
    return found.report.needs_person and (is_named or (unplaced is not None and words in unplaced.text))


@pytest.mark.parametrize("name", some_quick(["three_b", "one", "two", "three", "three_a"], 5))
def test_words_in_prompts(sent, name):
    tracker = Tracker(sent)
    every = list(places(*wordings(tracker)[1][name]))
    for text, at in {0: every[0], 1: every[1], 2: every[len(every) // 2], 3: every[-2], 4: every[-1]}.values():
        for words in (WORD, ANSWER):
            found = typed(tracker, text, at, words)
            is_own = words in texts_of(found.submission, PARTS[name])
            assert is_own or is_reported(found, words), (name, at, words)
            count = sum(words in text for _, text in model.rich_texts(found.submission))
            assert count <= 1
            assert is_own or not count or words in found.submission.unplaced.text


@pytest.mark.parametrize("some", some_quick(range(3), 3))
def test_words_on_the_cover(sent, some):
    tracker = Tracker(sent)
    for paragraph in wordings(tracker)[0][some::3]:
        every = list(places(paragraph))
        for text, at in dict.fromkeys([every[0], every[len(every) // 2], every[-1]]):
            found = typed(tracker, text, at, WORD)
            assert WORD in found.submission.entity.name or is_reported(found, WORD), (style(paragraph), at)
            assert all(WORD not in text for _, text in model.rich_texts(found.submission))


@pytest.mark.parametrize("name", some_quick(["two", "one", "three", "three_a", "three_b"], 5))
def test_words_that_a_reviewer_types(sent, name):
    """--into merges words behind a prompt as a text of that part; words within it wait for a person."""
    reviewer = Reviewer(sent)
    every = list(places(*wordings(reviewer.tracker)[1][name]))
    for (text, at), words in ((every[0], WORD), (every[len(every) // 2], 3 * f"{ANSWER} "), (every[-1], ANSWER)):
        before = text.text
        text.text = f"{before[:at]} {words} {before[at:]}"
        merged_text, output = merged(reviewer, SAMPLE.read_text("utf-8"))
        text.text = before
        is_behind = (text, at) == every[-1] and name != "three"
        assert "bug in wsisc" not in output
        assert ("not applied" in output) is not is_behind
        assert words.strip() in " ".join(merged_text.split())
        submission = model.from_data(source.read(merged_text.encode(), "").data)
        assert (words in " ".join(texts_of(submission, PARTS[name]).split())) is is_behind
