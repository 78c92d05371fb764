"""Which passages of a submission are in others: all that are long enough, and none that is not the author's."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SAMPLE, as_yaml, minimal
from wsisc.calls.call import BUILT_IN
from wsisc.lint.reuse import recycled_passages
from wsisc.lint.reuse.recycled_passages import MIN_WORDS, TextIndex


def words(letter, count, first=0):
    return " ".join(f"{letter}{number}" for number in range(first, first + count))


def read(name="this.yaml", **parts):
    """Return a submission with texts in some of its parts: one, two, a and b; the others hold next to nothing."""
    texts = {key: value if isinstance(value, dict) else {"text": value} for key, value in parts.items()}
    three = {key: texts.pop(key) for key in ("a", "b") if key in texts}
    notes = texts.pop("footnotes", {})
    changes = {"parts": {**texts, "three": three}, **({"footnotes": notes} if notes else {})}
    return recycled_passages.read(name, as_yaml(minimal(changes)))


def found(this, *others):
    return TextIndex(others).find_matches(this)


PLANTED = words("p", 40)


@pytest.mark.parametrize("count", [*range(15, 31), 100])
@pytest.mark.parametrize("before", [0, 1, 2, 3, 7])
def test_every_copy_of_fifteen_words_is_found_and_is_no_longer_than_it_is(count, before):
    copy = words("p", count)
    last = read("last.yaml", one=f"{words('l', before)} {copy} {words('l', 50, 60)}")
    this = read(two=f"{words('t', 33)} {copy} {words('t', 20, 60)}")
    (match,) = found(this, last)
    assert (match.words, match.changed_words, match.run.text(match.start, match.end)) == (count, 0, copy)
    assert match.source_run.text(match.source_start, match.source_end) == copy
    assert (match.run.label, match.source_run.label) == ("Part Two", "Part One")


@pytest.mark.parametrize("count", range(4, 15))
def test_a_shorter_one_is_not(count):
    last = read("last.yaml", one=f"{words('l', 20)} {words('p', count)} {words('l', 20, 60)}")
    assert found(read(one=f"{words('t', 20)} {words('p', count)} {words('t', 20, 60)}"), last) == []


@pytest.mark.parametrize(("is_now", "changed"), [("2023", 1), ("the year 2023", 3), ("", 0), ("in the year of", 0)])
def test_over_a_year_that_was_changed_it_goes_on(is_now, changed):
    last = read("last.yaml", one=f"{words('p', 20)} 2022 {words('q', 20)}")
    matches = found(read(a=f"{words('p', 20)} {is_now} {words('q', 20)}"), last)
    if is_now == "in the year of":  # four words are more than a change
        assert [each.words for each in matches] == [20, 20]
    else:
        assert [(each.words, each.changed_words) for each in matches] == [(40, changed)]


def test_over_several_changes_it_goes_on_and_pieces_are_summed():
    last = read("last.yaml", one=f"{words('p', 12)} 2021 {words('q', 5)} 7 {words('r', 4)} 1000 {words('s', 3)}")
    (match,) = found(read(one=f"{words('p', 12)} 2022 {words('q', 5)} 9 {words('r', 4)} 2000 {words('s', 3)}"), last)
    assert (match.words, match.changed_words) == (12 + 5 + 4, 2)  # what follows the last change is too short to tell


@pytest.mark.parametrize("every", [9, 10, 13])
def test_a_text_that_was_changed_all_over_is_still_found(every):
    row = words("p", 90).split()
    edited = [f"new{at}" if at % (every + 1) == every else word for at, word in enumerate(row)]
    (match,) = found(read(two=" ".join(edited)), read("last.yaml", b=f"{words('l', 1)} {' '.join(row)}"))
    assert match.words + match.changed_words > 86  # fewer than four equal words after the last change are not reported


def test_case_and_the_shape_of_apostrophes_and_markup_make_no_difference():
    last = read("last.yaml", one=f"The Ministry's plan {PLANTED}")
    (match,) = found(read(one=f"the **ministry’s** plan *{words('p', 20)}* {words('P', 20, 20)}"), last)
    assert match.words == 43


def test_items_and_paragraphs_of_a_text_are_read_on_and_sections_are_not():
    items = [words("p", 5, at) for at in range(0, 20, 5)]
    last = read("last.yaml", one=words("p", 20))
    (match,) = found(read(one="\n".join(f"- {each}" for each in items)), last)
    assert match.words == 20
    (match,) = found(read(one="\n\n".join(items)), last)
    assert match.words == 20
    sections = {"sections": [{"title": "A title", "text": each} for each in items]}
    assert found(read(two=sections), last) == []


def test_a_copy_is_found_in_a_section_and_reported_by_its_title():
    sections = [{"title": "First", "text": "Other words."}, {"title": "Second", "text": PLANTED}]
    (match,) = found(read(a={"sections": sections}), read("last.yaml", one=PLANTED))
    assert (match.run.label, match.run.title, match.run.place) == ("Part Three (a)", "Second", "three-a")


def test_a_footnote_is_counted_where_it_is_called():
    notes = {"called": PLANTED}
    this = read(two="Words.[^called]", footnotes=notes)
    matches = found(this, read("last.yaml", one=PLANTED))
    assert [(each.run.label, each.run.title) for each in matches] == [("Part Two", "footnote called")]
    assert {each.place: each.recycled for each in recycled_passages.count_shares(this, matches)} == {
        "one": 0,
        "two": 40,
        "three-a": 0,
        "three-b": 0,
        "": 40,
    }
    lost = read(two="Words.", footnotes=notes)
    assert {each.place for each in recycled_passages.count_shares(lost, [])} >= {"footnotes"}


def test_what_the_call_says_is_nobodys():
    call = BUILT_IN.load("cstd-26")
    prompt = next(each.prompt["en"] for each in call.parts if len(each.prompt["en"].split()) > 20)
    this, last = (read(name, one=prompt) for name in ("this.yaml", "last.yaml"))
    assert found(this, last) == []
    share = recycled_passages.count_shares(this, [])[0]
    assert share.words < 10


def test_quotations_are_anothers_words_and_do_not_end_a_passage():
    quoted = f"“{PLANTED}”"
    assert found(read(one=quoted), read("last.yaml", one=quoted)) == []
    assert found(read(one=f"> {PLANTED}"), read("last.yaml", one=PLANTED)) == []
    text = f"{words('a', 10)} {quoted} {words('b', 10)}"
    (match,) = found(read(one=text), read("last.yaml", one=text))
    assert (match.words, match.changed_words) == (20, 0)
    assert recycled_passages.count_shares(read(one=text), [match])[0].words == 20


def test_of_several_sources_the_longest_is_reported_and_of_another_what_is_left():
    text = words("p", 100)
    first, second = read("first.yaml", one=words("p", 40)), read("second.yaml", one=words("p", 80, 20))
    assert [(each.source.name, each.words) for each in found(read(two=text), first, second)] == [
        ("first.yaml", 20),
        ("second.yaml", 80),
    ]
    same = [read(name, one=text) for name in ("b.yaml", "a.yaml")]
    assert [each.source.name for each in found(read(two=text), *same)] == ["b.yaml"]  # the first on the shelf


def test_of_a_pair_both_are_reported_and_nothing_is_compared_with_itself():
    one, two = read("one.yaml", one=f"{PLANTED} {words('x', 50)} {PLANTED}"), read("two.yaml", b=PLANTED)
    shelf = TextIndex([one, two])
    assert [(each.source, each.words) for each in shelf.find_matches(one)] == [(two, 40), (two, 40)]
    assert [(each.source, each.words) for each in shelf.find_matches(two)] == [(one, 40)]
    assert TextIndex([one]).find_matches(one) == []


@given(st.data())
def test_any_planted_run_is_found(data):
    """Wherever it is, however long it is, and whatever else the two have in common."""
    word = st.sampled_from([f"w{number}" for number in range(8)])
    some = st.lists(word, max_size=60)
    run = data.draw(st.lists(word, min_size=MIN_WORDS, max_size=40))
    here, there = (" ".join([*data.draw(some), *run, *data.draw(some)]) for _ in range(2))
    this = read(one=here)
    matches = found(this, read("last.yaml", b=there))
    assert matches
    assert max(each.words for each in matches) >= MIN_WORDS
    for match in matches:
        of_both = min(match.end - match.start, match.source_end - match.source_start)
        assert MIN_WORDS <= match.words <= of_both
    for before, after in pairwise(matches):
        assert before.end <= after.start
    for share in recycled_passages.count_shares(this, matches):
        assert 0 <= share.recycled <= share.words


@given(st.integers(15, 60), st.integers(0, 40), st.integers(0, 40), st.sampled_from(["one", "two", "a", "b"]))
def test_a_planted_run_is_found_word_for_word(count, before, behind, part):
    copy = words("p", count)
    this = read(**{part: f"{words('t', before)} {copy} {words('t', 40, 100)}"})
    (match,) = found(this, read("last.yaml", one=f"{words('l', behind)} {copy}"))
    assert match.run.text(match.start, match.end) == copy


@given(st.data())
def test_pieces_are_the_same_on_both_sides_and_in_order(data):
    word = st.sampled_from("abc")
    here, there = (data.draw(st.lists(word, min_size=8, max_size=40)) for _ in range(2))
    at, to = data.draw(st.integers(0, len(here) - 1)), data.draw(st.integers(0, len(there) - 1))
    pieces = recycled_passages.match_around(here, at, there, to, 2)
    for each in pieces:
        assert each.length > 0
        assert here[each.start : each.start + each.length] == there[each.other_start : each.other_start + each.length]
    for before, after in pairwise(pieces):
        assert before.start + before.length <= after.start <= before.start + before.length + 3
        assert before.other_start + before.length <= after.other_start <= before.other_start + before.length + 3


def test_shares_of_parts_add_up():
    this = read(one=f"{PLANTED} {words('t', 10)}", two=words("u", 30), a=words("p", 20), b=words("p", 14))
    *parts, whole = recycled_passages.count_shares(this, found(this, read("last.yaml", one=PLANTED)))
    assert [(each.label, each.words, each.recycled) for each in parts] == [
        ("Part One", 50, 40),
        ("Part Two", 30, 0),
        ("Part Three (a)", 20, 20),
        ("Part Three (b)", 14, 0),
    ]
    assert (whole.words, whole.recycled) == (114, 60)
    assert whole.share == pytest.approx(60 / 114)
    assert recycled_passages.count_shares(recycled_passages.read("a.yaml", b"wsisc: 1\n"), [])[-1].share == 0


def test_places_are_those_of_the_words_in_both_files():
    content = as_yaml(minimal({"parts": {"one": {"text": f"Some words. {PLANTED}"}}}))
    this, last = recycled_passages.read("this.yaml", content), read("last.yaml", two=PLANTED)
    (match,) = found(this, last)
    span = this.span(match.run, match.start, match.end)
    line = content.decode().split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == PLANTED
    assert last.content.decode().split("\n")[match.span.line - 1].strip() == f"text: {PLANTED}"


def test_earlier_texts_are_indexed_once():
    call = BUILT_IN.load("cstd-26")
    files = (("last.yaml", as_yaml(minimal())),)
    assert recycled_passages.index_files(files, call) is recycled_passages.index_files(
        (("last.yaml", as_yaml(minimal())),), call
    )
    assert recycled_passages.index_files(files, call) is not recycled_passages.index_files(
        (("other.yaml", files[0][1]),), call
    )
    assert recycled_passages.index_files(files, None).find_matches(read()) == []


EDITS = (("over 3,250 case", "over 4,100 case"), ("47 Member States", "52 Member States"))


def test_an_edited_copy_of_the_sample_is_reported_passage_by_passage():
    before = SAMPLE.read_text("utf-8")
    after = before
    for old, new in EDITS:
        assert old in after
        after = after.replace(old, new)
    start, end = after.index("      During the reporting period, UNODC"), after.index("      Moreover, through ITC")
    new = "".join(f"      {words('new', 10, at)}\n" for at in range(0, 50, 10))
    after = after[:start] + new + "\n" + after[end:]
    last, this = (
        recycled_passages.read(name, text.encode()) for name, text in (("2022.yaml", before), ("2023.yaml", after))
    )
    matches = found(this, last)
    shares = {each.label: each.share for each in recycled_passages.count_shares(this, matches)}
    assert 0.7 < shares["Part One"] < 0.9
    assert min(shares["Part Two"], shares["Part Three (a)"], shares["Part Three (b)"]) > 0.95
    assert not any("new1" in each.run.words[each.start : each.end] for each in matches)
    assert {each.run.title: each.changed_words for each in matches if each.changed_words} == {
        "SHERLOC Portal": 2,
        "Cybercrime": 1,
    }
    for each in matches:
        assert each.run.label == each.source_run.label
        assert each.words + each.changed_words <= each.end - each.start


@pytest.mark.alone
@pytest.mark.slow
def test_time_grows_with_the_words_alone():
    def took(count):
        rows = [" ".join(f"w{(text * 7919 + at * at) % 5000}" for at in range(400)) for text in range(count)]
        texts = [read(f"{text}.yaml", one=row) for text, row in enumerate(rows)]
        start = time.process_time()
        shelf = TextIndex(texts)
        for each in texts:
            shelf.find_matches(each)
        return time.process_time() - start

    took(20)
    assert min(took(160) for _ in range(2)) < 4 * 2.5 * min(took(40) for _ in range(2))


@pytest.mark.parametrize("row", ["a " * 20_000, "a b c " * 7_000, "a " * 19 + "b "])
def test_what_repeats_itself_does_not_take_long(row):
    texts = [read(f"{number}.yaml", one=row) for number in range(3)]
    shelf, start = TextIndex(texts), time.process_time()
    assert shelf.find_matches(texts[0])
    assert time.process_time() - start < 5


def test_what_is_in_hundreds_of_texts_is_found_and_does_not_take_long():
    texts = [read(f"{number}.yaml", one=words("p", 400)) for number in range(200)]
    shelf, start = TextIndex(texts), time.process_time()
    for each in texts[:20]:
        (match,) = shelf.find_matches(each)
        assert match.words == 400
    assert time.process_time() - start < 5
