"""Headings in context: the same words begin a part in one place, and in another a section, or need a person."""

import pytest

from tests.importer.paragraphs import content, heading, para
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word.content import Run

PROMPT = (
    "An executive summary (half a page) of activities undertaken by all stakeholders, progress made, and any obstacles "
    "encountered."
)
CASES = {
    "headings within parts are sections of these": """
        1 Part One > one
        1 Part Two > two
        2 Next steps > two
        2 Executive summary > two
        1 Part Three (a) > three.a
        2 (b) Second > three.a
        1 Part Three (b) > three.b
        2 Trends > three.b
    """,
    "own headings count on one level": """
        1 Executive summary > one
        1 Trends > two
        2 Next steps > two
        1 Projects > three.a
        1 Next steps > three.b
    """,
    "an unknown heading between known ones is asked about": """
        1 Executive summary > one
        1 Our mandate > ?
        1 Trends > two
        1 Projects > three.a
        2 Outlook of the project > three.a
        1 Annex > ?
    """,
    "a part of text ends at a heading of its rank": """
        1 Part One > one
        1 Conclusion > ?
        2 Deeper > ?
        1 Part Two > two
    """,
    "without styles bold lines are within the parts": """
        b Part One > one
        b Progress made > one
        b Part Two > two
        b Skills > two
        b Part Three > ?
        b (a) Innovative projects > three.a
        b (b) Our courses > three.b
    """,
    "letters count on one level": """
        1 Part One > one
        1 Part Two > two
        1 Part Three > ?
        2 (a) Policies > three.a
        3 (a) first > three.a
        3 (b) second > three.a
        2 (b) Future > three.b
    """,
    "a report with seven sections has no parts": """
        1 1. Who we are > ?
        1 2. Connectivity > ?
        1 3. Skills > ?
        1 4. Health > ?
        1 5. Farms > ?
        1 6. Money > ?
        1 7. Thanks > ?
    """,
    "five sections are not three parts": """
        1 Section 1 > ?
        1 Section 2 > ?
        1 Section 3 > ?
        1 Section 4 > ?
        1 Section 5 > ?
    """,
    "sections within parts": """
        1 Part One > one
        1 Part Two > two
        2 Section 1 > two
        2 Section 2 > two
        1 Part Three (a) > three.a
        1 Part Three (b) > three.b
    """,
    "numbers within parts": """
        b Part One > one
        b Part Two > two
        b 1. Skills > two
        b 2. Access > two
        b 3(a) Rules > two
        b Part Three (a) > three.a
        b Part Three (b) > three.b
    """,
    "prompts without styles, and bold lines": f"""
        p {PROMPT} > one
        b Progress made > one
        p Part Two: > two
        b Next steps > two
        p Part Three: > ?
        p (a) Innovative policies, programmes and projects > three.a
        p (b) Future actions > three.b
    """,
    "a label that the call does not have": """
        1 Part One: Summary > one
        1 Part Two: Trends > two
        1 Part Three: Projects > three.a
        1 Part Four: Next steps > three.b
    """,
    "two headings for one part": """
        1 Summary > ?
        1 Trends > two
        1 Summary > ?
    """,
    "headings out of order": """
        1 Next steps > ?
        1 Trends > ?
    """,
    "headings that could mean several parts": """
        1 Trends, projects and next steps > ?
        1 Achievements and the way forward > ?
    """,
    "own headings within Part Three": """
        1 Part One > one
        1 Part Two > two
        1 Part Three > ?
        2 Policies, programmes and projects > three.a
        3 Next steps > three.a
        2 The way forward > three.b
    """,
    "headings of the rank of parts, enclosed by parts": """
        1 Part One > one
        1 Part Two > two
        1 Skills > two
        1 Part Three (a) > three.a
        1 Laboratories > three.a
        1 Part Three (b) > three.b
        1 Annex I > ?
        1 References > ?
    """,
    "labels in French, with titles": """
        1 Première partie : Résumé > one
        1 Deuxième partie > two
        1 Troisième partie > ?
        2 a) Projets > three.a
        2 b) Perspectives > three.b
    """,
    "a part that is missing can be under any heading of its look": """
        b Part One > one
        b Part Two > two
        b Skills > ?
        b Our laboratory > ?
        b Part Three (b) > three.b
        b Courses > three.b
    """,
    "lines without any look, one of them unknown": """
        p Executive summary > one
        p What we saw > ?
        p Projects > three.a
        p Next steps > three.b
    """,
    "three numbered sections are not three parts": """
        b I. INTRODUCTION > ?
        b II. REGIONAL ACTIVITIES > ?
        b A. Schools > ?
        b B. Harbours > ?
        b III. THE WAY FORWARD > three.b
    """,
    "a heading below unknown ones is theirs": """
        1 Our work in Africa > ?
        2 Next steps > ?
        1 Our work in Asia > ?
    """,
    "an annex in any look ends the last part": """
        b Part One > one
        b Part Two > two
        b Part Three (a) > three.a
        b Part Three (b) > three.b
        b ANNEX > ?
    """,
    "a title below its label": """
        1 PART ONE
        1 Executive summary > one
        1 PART TWO
        1 What we saw > two
        1 PART THREE
        1 (a) > three.a
    """,
}


def read(text):
    """Return blocks, each heading with an answer, and the part in which each answer is expected."""
    blocks, expected = [], {}
    for number, line in enumerate(text.strip().splitlines()):
        title, _, part = line.strip().partition(" > ")
        look, _, words = title.partition(" ")
        answer = f"Answer {number} of the Office says something of its own, long enough to be a whole text, not a line."
        styled = {"b": lambda: para(Run(words, bold=True)), "p": lambda: para(words)}  # noqa: B023
        blocks.append(heading(words, int(look)) if look.isdigit() else styled[look]())
        if part:
            blocks.append(para(answer))
            expected[answer] = part
    return blocks, expected


def texts(submission):
    """Yield the texts of a submission, each with the name of its part."""

    def within(parts, name):
        for part in parts:
            here = f"{name}.{part.id}" if name else part.id
            yield here, part.text
            yield from ((here, text) for text in of_sections(part.sections))
            yield from within(part.parts, here)

    def of_sections(sections):
        for section in sections:
            yield section.text
            yield from of_sections(section.sections)

    yield from within(submission.parts, "")
    if submission.unplaced:
        yield "?", submission.unplaced.text
        yield from (("?", text) for text in of_sections(submission.unplaced.sections))


@pytest.mark.parametrize("name", CASES)
def test_a_heading_counts_by_its_place(name):
    blocks, expected = read(CASES[name])
    found = importer.import_content(content(*blocks), BUILT_IN, "cstd-26")
    assert found.report.is_balanced
    flat = [(part, " ".join(text.split())) for part, text in texts(found.submission)]
    assert {answer: next(part for part, text in flat if answer in text) for answer in expected} == expected


def test_a_heading_that_is_named_is_in_its_part_and_settles_the_question():
    blocks, _ = read(CASES["an unknown heading between known ones is asked about"])
    mapping = {"Our mandate": "two", "annex": "unplaced"}
    found = importer.import_content(content(*blocks), BUILT_IN, "cstd-26", mapping)
    two = next(part for part in found.submission.parts if part.id == "two")
    assert [section.title for section in two.sections] == ["Our mandate", "Trends"]
    assert not any(each.is_open for each in found.report.decisions)


def test_what_may_be_a_part_is_suggested():
    blocks, _ = read("1 Part One > one\n1 What we saw > ?\n1 Part Three (a) > three.a\n1 Challenges > ?")
    decisions = importer.import_content(content(*blocks), BUILT_IN, "cstd-26").report.decisions
    assert [(each.heading, each.suggestion) for each in decisions if each.is_open] == [
        ("What we saw", ("two",)),
        ("Challenges", ("three", "b")),
    ]
