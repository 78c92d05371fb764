"""The first pages -> who submits, under which title, to which session."""

from collections import Counter

import pytest

from tests.importer.collected import collect, items
from tests.importer.paragraphs import para
from wsisc.calls import call as calls
from wsisc.importer.clean.clean_content import give_origins
from wsisc.importer.cover import call_phrases, cover_detection
from wsisc.readers.word.content import WordContent

KNOWN = calls.BUILT_IN
UNPLACED = "lines on the first pages that are not word for word the call's, imported under unplaced; delete those that only repeat the cover"
BODY, SESSION = "COMMISSION ON SCIENCE AND TECHNOLOGY FOR DEVELOPMENT (CSTD)", "Sixteenth session"
SUBJECT = (
    "Submissions from entities in the United Nations system and elsewhere on their efforts in 2012 to implement the "
    "outcome of the WSIS"
)


def read(*blocks, styles=False, part_at=None, call="cstd-16"):
    """Return the cover of paragraphs in a submission to a call, and the collector."""
    blocks = [para(each) if isinstance(each, str) else each for each in blocks]
    blocks = give_origins(WordContent(tuple(blocks))).blocks
    collector = collect(*blocks, styles=styles)
    cover = cover_detection.read_cover(blocks, KNOWN, lambda index: index == part_at, styles)
    cover_detection.fill_cover(cover, blocks, KNOWN.load(call), call_phrases.submitter_phrases(KNOWN), collector)
    return cover, collector


@pytest.mark.parametrize(
    ("lines", "entity", "acronym"),
    [
        (["United Nations Office on Drugs and Crime (UNODC)"], "United Nations Office on Drugs and Crime", "UNODC"),
        (
            ["Organisation internationale de la", "Francophonie (OIF)"],
            "Organisation internationale de la Francophonie",
            "OIF",
        ),
        (["Economic Commission for Africa", "(ECA)"], "Economic Commission for Africa", "ECA"),
        (["Ministry of Trade (UK)"], "Ministry of Trade (UK)", ""),
        (["Ministry (of Trade)"], "Ministry (of Trade)", ""),
        (["ESCWA"], "ESCWA", ""),
    ],
)
def test_the_acronym_behind_the_name_of_the_contributor(lines, entity, acronym):
    cover, collector = read(BODY, SESSION, "Submission by", *lines)
    assert (cover.entity, cover.acronym) == (entity, acronym)
    assert sum(len(each) for each in fates(collector)) >= 4


def test_a_date_on_the_title_page_is_that_of_the_submission():
    cover, collector = read(BODY, "15 December 2025", SESSION, "Submission by", "ESCWA", "1 May 2026", BODY)
    assert (cover.date, cover.entity) == ("2025-12-15", "ESCWA")
    assert items(collector) == [(UNPLACED, "1 May 2026", True)]
    assert cover.unplaced == ["1 May 2026"]


def fates(collector):
    """Return the fates of the stretches of each paragraph up to the last one that was recorded."""
    ledger = collector.ledger
    numbers = [
        [ledger.piece_of[origin] for origin in each.origins if origin in ledger.piece_of]
        for each in ledger.cleaned.blocks
    ]
    last = max(at for at, each in enumerate(numbers) if each)
    return [[ledger.pieces[number].fate.value for number in dict.fromkeys(each)] for each in numbers[: last + 1]]


def test_a_cover_and_its_entity():
    cover, collector = read(
        BODY, SESSION, SUBJECT, "Submission by", "ESCWA", "Beirut", para("", is_page_start=True), "Text."
    )
    assert (cover.entity, cover.title, cover.end_index, cover.is_found) == ("ESCWA Beirut Text.", "", 8, True)
    assert (cover.sessions, cover.reported_years) == (Counter({16: 1}), Counter({2012: 1}))
    assert fates(collector) == [["cover"]] * 4 + [["placed"]] * 2 + [[]] + [["placed"]]


@pytest.mark.parametrize(
    ("lines", "entity"),
    [
        (["Submission by: ESCWA"], "ESCWA"),
        (["SUBMISSION BY", "ESCWA"], "ESCWA"),
        (["Submitted by Saudi Arabia"], "Saudi Arabia"),
        (["Submission by", *"abcde"], "a b c d"),
        (["Submission by", "a", para("b", is_page_start=True)], "a"),
        (["Submission by", para("a", is_page_start=True)], "a"),
        (["Submission by", "word " * 25], " ".join(["word"] * 25)),
        (["Submission by", "word " * 26], ""),
        (["Submission by", "a", SESSION], "a"),
        (["Submission by " + "word " * 27], " ".join(["word"] * 27)),
        (["Submission by " + "word " * 28], ""),
        (["Submissions are welcome"], ""),
        (["Submission by", "ESCWA", BODY, "Submission by", "ESCWA"], "ESCWA"),
    ],
)
def test_the_name_of_the_contributor(lines, entity):
    assert read(BODY, SESSION, *lines)[0].entity == entity


def test_a_statement_in_other_words_is_neither_the_name_nor_the_title():
    words = "This text was prepared for the report of the Secretary-General."
    cover, collector = read(BODY, SESSION, SUBJECT, "Submission by", "ESCWA", words, para("Our year", style="Title"))
    assert (cover.entity, cover.title, cover.unplaced) == ("ESCWA", "Our year", [words])
    assert any(text == words for _, text, _ in items(collector))


@pytest.mark.parametrize(
    "by", [["Written statement submitted by", "A Network"], ["Written statement submitted by A Network"]]
)
def test_the_title_below_the_name_on_a_cover_that_ends_with_the_name(by):
    cover, collector = read(
        "Human Rights Council", "58th session", *by, "Our Rights", "Agenda item 3", "Text. " * 30,
        call="hrc-58-statement",
    )  # fmt: skip
    assert (cover.entity.strip(), cover.title, cover.end_index) == ("A Network", "Our Rights", 3 + len(by))
    assert items(collector) == []


@pytest.mark.parametrize(
    ("lines", "is_found"),
    [
        ([BODY], True),
        ([BODY.replace("CSTD", "CTSD")], True),
        ([BODY.lower().replace("commission", "comission")], True),
        ([BODY[:36], BODY[36:]], True),
        ([SUBJECT], True),
        ([SESSION, "Submission by"], False),
        (["Commission on Narcotic Drugs"], False),
        (["One", "Two", BODY], True),
        (["word " * 60, BODY], True),
        (["word " * 61, BODY], False),
        (["x"] * 149 + [BODY], True),
        (["x"] * 152 + [BODY], False),
        (["x\n" * 151, BODY], False),
    ],
)
def test_a_cover_is_known_by_its_wording(lines, is_found):
    assert read(*lines)[0].is_found is is_found


@pytest.mark.parametrize(("kept", "is_found"), [(22, True), (16, True), (15, False)])
def test_a_line_of_a_cover_has_seven_tenths_of_its_words(kept, is_found):
    assert read(" ".join(SUBJECT.split()[:kept]))[0].is_found is is_found


def test_a_part_ends_the_cover():
    assert read(BODY, SESSION, part_at=1)[0].end_index == 1
    assert read("Words.", BODY, part_at=0)[0].end_index == 0


def test_a_paragraph_of_two_blocks_is_of_the_cover():
    cover, collector = read(BODY, f"{SESSION} Geneva, 3 to 7 June 2013 {SUBJECT}", "Text.")
    assert (cover.end_index, fates(collector)) == (2, [["cover"], ["cover"]])
    assert cover.sessions == Counter({16: 1})


def test_lines_before_a_cover_are_reported():
    cover, collector = read("Our letterhead", BODY, "Submission by", "ESCWA")
    assert cover.entity == "ESCWA"
    assert items(collector) == [(UNPLACED, "Our letterhead", True)]
    assert cover.unplaced == ["Our letterhead"]


def test_a_document_of_wsisc_is_read_by_its_styles():
    cover, collector = read(
        para(f"{BODY} Zebras", style="Cover Body"),
        para("Submission by", style="Cover By"),
        para("ESCWA", style="Cover Entity"),
        para("A  title", style="Title"),
        para("Draft", style="Draft"),
        para("Text.", style="Body Text"),
        para("Other", style="Cover Entity"),
        styles=True,
    )
    assert (cover.entity, cover.title, cover.end_index, cover.is_found) == ("ESCWA", "A title", 5, False)
    assert items(collector) == [("words on the cover, which is printed in the words of the call", "Zebras", True)]
    assert fates(collector) == [["cover", "reported"], ["cover"], ["placed"], ["placed"], ["cover"]]


def test_the_calls_and_languages_of_a_cover():
    cover, _ = read(BODY, SESSION, SUBJECT)
    assert cover.languages == Counter({"en": 3})
    assert cover.calls.most_common(1)[0][1] >= 2
