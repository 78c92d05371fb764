"""The rules about accessibility, length and answering the prompts; and clean texts, on which no rule says anything."""

import re

import pytest

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal
from wsisc import pipeline, source
from wsisc.calls import call
from wsisc.document import prose
from wsisc.lint import rules, selection
from wsisc.source import model
from wsisc.source.markup import word_count

CLEAN = sorted((ROOT / "tests" / "clean").glob("*.yaml"))
HERE = (
    *("bare-address", "duplicate-heading", "meaningless-link", "useless-alternative"),
    *("accidental-list", "part-length", "repeated-passage", "unanswered-prompt"),
)


def checked(read, code):
    assert not read.diagnostics
    found = pipeline.check(read, selection=selection.Selection((code,))).diagnostics
    return [each for each in found if each.code == code]


def words(read, span):
    """Return the words of a file that a span covers."""
    return " ".join(read.text_at(span).split())


def found(code, changes):
    """Return the words in which a rule finds something in a submission with changes."""
    read = source.read(as_yaml(minimal(changes)), "a.yaml")
    return [words(read, each.span) for each in checked(read, code)]


def in_text(code, text, **more):
    return found(code, {"parts": {"one": {"text": text}}, **more})


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
@pytest.mark.parametrize("code", rules.codes(*rules.DEFAULT_GROUPS))
def test_nothing_is_found_in_clean_texts(path, code):
    read = source.read(path.read_bytes(), path.name)
    assert [(each.span.line, each.message) for each in checked(read, code)] == []


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_texts_are_whole_submissions_within_the_limits(path):
    read = source.read(path.read_bytes(), path.name)
    assert pipeline.check(read).diagnostics == ()
    submission = model.from_data(read.data)
    one, two, three = (word_count.count_part(part, submission) for part in submission.parts)
    assert one <= 250
    assert 500 < two < 700
    assert three < 1000
    assert 1400 < one + two + three < 1600


@pytest.mark.parametrize("code", HERE)
def test_what_the_sample_holds(code):
    read = source.read(SAMPLE.read_bytes(), "sample.yaml")
    findings = [(each.path[-1], re.findall(r"\d[\d,.]*\d|\d", each.message)) for each in checked(read, code)]
    assert findings == {
        "part-length": [("one", ["315", "0.7"]), ("three", ["1,600", "3.5", "2"])],
        "unanswered-prompt": [("b", [])],
    }.get(code, [])


# Texts in correct English on which no rule of this file says anything.
PARAGRAPHS = [
    """The programme, which is open to all Member States, supports action lines C4 and C7. As its [final report](
https://example.org/report) shows, 1,240 women and 1,180 men took part in 2018-2022, in 14 countries. For Goal 5, see
paragraph 9 of resolution 70/125; here, more is to be said on Goal 9. Costs remain an obstacle.
""",
    """The Office of the High Commissioner (see [A/HRC/50/56](https://undocs.org/A/HRC/50/56), paras. 3-7) and UN Women
helped the *Haute Autorité de la communication* of Burkina Faso, the League of Arab States and UN-Habitat in 2022. That
was difficult:

- licences were delayed
- 12 of 40 masts fell during the storm

The remaining 28 stand.
""",
    """In the year 1990, the first network was begun; by
2022, there were 46. The number of users rose from 3 million to
4.5 million - or nearly half - within a year, although electricity is scarce. Write to info@example.org for details.

3. The third paragraph of the declaration is quoted in full, although the first two are not.
""",
]


@pytest.mark.parametrize("code", HERE)
@pytest.mark.parametrize("text", PARAGRAPHS)
def test_nothing_is_found_in_correct_paragraphs(text, code):
    filler = " ".join(f"word{number}" for number in range(120))
    parts = {
        "one": {"text": text},
        "two": {"text": f"Progress was slow. {filler}"},
        "three": {
            "a": {"text": text.replace("t", "th")},
            "b": {"text": f"Action line C2 will follow, {filler[::-1]}."},
        },
    }
    assert found(code, {"parts": parts}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a-b_c, and www.example.org.", ["https://example.org/a-b_c", "www.example.org"]),
        ("See [https://example.org](https://example.org/).", ["https://example.org"]),
        ("See [example.org, www.example.org/x](https://example.org/).", ["www.example.org/x"]),
        ("- a list (http://example.org/a?b=1&c=2)", ["http://example.org/a?b=1&c=2"]),
        ("**https://example.org/**", ["https://example.org/"]),
        ("See [the toolkit](https://example.org/), info@example.org and <mailto:info@example.org>.", []),
        ("The address begins with https:// and not with http://, as on the World Wide Web (WWW).", []),
        ("| Office | Address |\n|---|---|\n| Geneva | https://example.org/ |", []),
        ("> See https://example.org/.", []),
        ("The poster says “See www.example.org for more”.", []),
        ("The domain .org and the portal example.org are known.", []),
    ],
)
def test_addresses_in_the_text(text, expected):
    assert in_text("bare-address", text) == expected


def test_an_address_in_angle_brackets_is_bare_in_a_text_and_usual_in_footnotes_and_captions():
    assert len(in_text("bare-address", "See <https://example.org/>.")) == 1
    note = {"footnotes": {"a": "See https://example.org/ and <https://example.org/>."}}
    figures = {"figures": {"b": {"file": "b.png", "alt": "Blue", "caption": "Source: https://example.org/"}}}
    assert in_text("bare-address", "A note.[^a]\n\n![b]\n", **note, **figures) == []


@pytest.mark.parametrize(
    ("language", "link"),
    [
        ("en", "here"),
        ("en", "Click here"),
        ("en", "(Read more...)"),
        ("en", "**this link**"),
        ("en", "website"),
        ("en", "More »"),
        ("fr", "Ici"),
        ("fr", "plus d’informations"),
        ("es", "aquí"),
        ("ru", "Здесь"),
        ("ar", "هنا"),
        ("zh", "点击此处"),
    ],
)
def test_links_whose_words_say_nothing(language, link):
    expected = link.strip("*")
    assert in_text("meaningless-link", f"See [{link}](https://example.org/).", language=language) == [expected]


@pytest.mark.parametrize(
    "link",
    [
        "Here Is New York",
        "HERE project",
        "the website of the Forum",
        "read the report",
        "C7",
        "GRACE",
        "A/RES/70/1",
        "ici",
        "this report",
        "https://example.org/",
    ],
)
def test_links_that_name_what_they_lead_to(link):
    assert in_text("meaningless-link", f"See [{link}](https://example.org/), which is here.") == []


def test_links_in_footnotes_and_cells_are_looked_at_too():
    text = "A note.[^a]\n\n| Report | Link |\n|---|---|\n| One | [link](https://example.org/) |\n"
    assert in_text("meaningless-link", text, footnotes={"a": "See [here](https://example.org/)."}) == ["link", "here"]


def test_titles_of_sections_beside_one_another():
    def title(name, *within):
        return {"title": name, "sections": list(within)} if within else {"title": name}

    sections = [title("Brazil"), title("Kenya", title("Brazil"), title("Peru"), title("peru")), title("BRAZIL")]
    parts = {"two": {"sections": sections}, "three": {"a": {"sections": [title("Kenya"), title("Brazil and Kenya")]}}}
    assert found("duplicate-heading", {"parts": parts}) == ["peru", "BRAZIL"]


@pytest.mark.parametrize(
    ("alt", "is_found"),
    [
        ("Chart", True),
        ("Figure 3.", True),
        ("photo of", True),
        ("Bar chart", True),
        ("IMG_2034", True),
        ("coverage.final.PNG", True),
        ("schools_map-2", True),
        ("coverage-2022", True),
        ("Schools map 2", False),  # an import names files and figures after what their alternative texts say
        ("Coverage 2022", False),
        ("Schools connected.", True),
        ("Image of a school", True),
        ("A picture of a school in Peru", True),
        ("Image: a school", False),
        ("Photo of a school in Peru, with a mast on its roof", False),
        ("Bar chart of schools connected, rising from 120 to 410", False),
        ("Logo of the Open Villages Network", False),
        ("Imagery of the Amazon from a satellite", False),
        ("A map: blue for districts with a network, grey for those without", False),
    ],
)
def test_alternative_texts(alt, is_found):
    figure = {"file": "figures/schools_map-2.png", "alt": alt, "caption": "Schools connected"}
    changes = {"parts": {"one": {"text": "![coverage-2022]"}}, "figures": {"coverage-2022": figure}}
    findings = checked(source.read(as_yaml(minimal(changes)), "a.yaml"), "useless-alternative")
    assert len(findings) == is_found


@pytest.mark.parametrize(
    ("language", "alt"), [("fr", "Graphique 2"), ("es", "Imagen de una escuela"), ("ru", "Рисунок")]
)
def test_alternative_texts_of_other_languages(language, alt):
    figures = {"a": {"file": "b.png", "alt": alt}}
    assert len(in_text("useless-alternative", "![a]", figures=figures, language=language)) == 1


LINE = "The schools of many countries were connected, for example in countries"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990. That year\nit began.", ["1990."]),
        ("It began.\n\n2022) was a good year.", ["2022)"]),
        ("- 1990. That year it began.\n- 1995. It grew.", ["1990.", "1995."]),
        ("> 46. That was the number of schools.", ["46."]),
        (f"{LINE}\n- such as Peru - in 2022.", ["-"]),
        (f"{LINE}\n* and in others.", ["*"]),
        (f"{LINE} under Goal\n1. The others were not.", ["1."]),
        (f"{LINE}\n2022. In the next year, others were.", []),
        (f"{LINE}:\n- in Peru", []),
        (f"{LINE}\n- in Peru\n- in Chile", []),
        (f"{LINE}\n- Peru", []),
        (f"{LINE}\n\n- in Peru", []),
        ("These were connected\n- in Peru", []),
        (f"- {LINE}\n  - in Peru", []),
        (f"- {LINE}\n* in Peru", []),
        ("3) the third\n\nA paragraph.\n\n4) the fourth", []),
        ("1990. It began.\n\n1991. It went on.", []),
        ("1. the first\n2. the second", []),
        ("1990\\. That year it began.", []),
    ],
)
def test_lists_that_no_one_meant(text, expected):
    assert in_text("accidental-list", text) == expected


def test_paragraphs_numbered_by_hand_are_meant():
    parts = {"one": {"text": "20. A paragraph."}, "two": {"sections": [{"title": "A", "text": "21. Another."}]}}
    assert found("accidental-list", {"parts": parts}) == []
    assert in_text("accidental-list", "21. Another.") == ["21."]


def part_lengths(one, two, a, b, pages=None, language="en"):
    texts = [" ".join(["support"] * count) for count in (one, two, a, b)]
    parts = {
        "one": {"text": texts[0]},
        "two": {"text": texts[1]},
        "three": {"a": {"text": texts[2]}, "b": {"text": texts[3]}},
    }
    submission = model.from_data(minimal({"parts": parts, "language": language}))
    findings = list(rules.load("part-length").check(prose.Reading(submission, call.BUILT_IN.load("cstd-26"), pages)))
    assert all(each.on_key for each in findings)
    return [each.path[-1] for each in findings]


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        ((250, 1000, 500, 500), []),
        ((292, 1210, 598, 598), []),
        ((293, 1000, 500, 500), ["one"]),
        ((250, 1211, 500, 500), ["two"]),
        ((250, 1000, 600, 600), ["three"]),
        ((27, 106, 100, 6), []),
        ((26, 105, 99, 6), ["one", "two", "three"]),
        ((0, 0, 0, 0), []),
    ],
)
def test_lengths_from_words(counts, parts):
    assert part_lengths(*counts) == parts


def test_why_a_part_has_room_for_fewer_words_than_others_is_said():
    """`init` and `validate` gave two figures for one limit."""
    items = "\n".join(f"- item {number}" for number in range(150))
    hints = []
    for text in (items, "Words of a text. " * 150):
        read = source.read(as_yaml(minimal({"parts": {"one": {"text": text}}})), "a.yaml")
        hints += [each.hint for each in checked(read, "part-length") if each.path[-1] == "one"]
    less = "; about 265 words fit as running text; lists, tables and headings take more room"
    assert [less in each for each in hints] == [True, False]


def test_measured_pages_go_before_words():
    measured = {"one": 0.5, "two": 2.4, "three-a": 1.3, "three-b": 1.2}
    assert part_lengths(400, 400, 400, 400, measured) == ["two", "three"]
    assert part_lengths(400, 400, 400, 400, {"one": 0.5, "two": 2.2, "three-a": 2.0}) == []


def test_chinese_is_counted_by_character():
    answers = {"one": {"text": "学" * 900}, "two": {"text": "校，" * 1500}, "three": {"a": {"text": "好" * 1000}}}
    submission = model.from_data(minimal({"parts": answers, "language": "zh"}))
    (found,) = rules.load("part-length").check(prose.Reading(submission, call.BUILT_IN.load("cstd-26")))
    assert found.path == ("parts", "one")
    assert "900 characters, about 0.6 pages" in found.message
    assert "490 characters" in found.hint


def test_titles_captions_and_footnotes_are_counted_and_numbers_of_items_not():
    note, figure = {"a": "Three more words."}, {"b": {"file": "b.png", "alt": "Blue", "caption": "Two words"}}
    section = {"title": "A title", "text": "1) an item\n2) an item\n\n| a | b |\n|---|---|\n| c | d |"}
    two = {"text": "Of *two*[^a]\n\n![b]\n\n![c]", "sections": [section]}
    submission = model.from_data(minimal({"parts": {"two": two}, "footnotes": note, "figures": figure}))
    assert word_count.count_section(submission.parts[1].sections[0], submission) == 2 + 4 + 4
    assert word_count.count_part(submission.parts[1], submission) == 2 + 3 + 2 + 1 + 10


def numbered(start, end, word="word"):
    return " ".join(f"{word}{number}" for number in range(start, end))


def repeated(*texts, notes=None):
    one, two, a, *_ = (*texts, "A.", "A.")
    parts = {"one": {"text": one}, "two": {"text": two}, "three": {"a": {"text": a}}}
    return found("repeated-passage", {"parts": parts, "footnotes": notes or {}})


def test_passages_that_stand_twice():
    run = numbered(0, 25)
    assert repeated(run, run) == [run]
    assert repeated(f"Before {run} after.", f"- Other\n- {run.upper()}, then.") == [run.upper()]
    assert repeated(f"{run} and {numbered(25, 60)} {run}") == [run]
    assert repeated(run, f"Elsewhere {numbered(0, 12)}\n{numbered(12, 40)}") == [run]
    assert repeated(run, run, run) == [run, run]
    assert len(repeated(f"{run}[^a]", notes={"a": run})) == 1


def test_of_two_places_before_a_later_one_either_may_match():
    assert repeated(numbered(0, 40), f"{numbered(0, 24)} x {numbered(3, 40)}") == [numbered(3, 40)]


def test_passages_that_may_stand_twice():
    run = numbered(0, 30)
    assert repeated(numbered(0, 24), numbered(0, 24)) == []
    assert repeated(f"> {run}", run) == []
    assert repeated(f"“{run}”", f"“{run}”") == []
    assert repeated(f"| A |\n|---|\n| {run} |", f"| A |\n|---|\n| {run} |") == []
    title = (
        "the report of the Secretary-General on progress made in the implementation of and follow-up to the outcomes of the "
        "World Summit on the Information Society at the regional and international levels"
    )
    assert repeated(f"As {title} says, costs fell.", f"Costs fell, as {title} says.") == []


def test_one_word_a_thousand_times_is_no_burden():
    assert len(repeated(" ".join(["word"] * 1000))) < 10


def prompts(one="An obstacle.", two="A barrier.", a="Action line C2.", b="It will be.", tags=None):
    parts = {
        "one": {"text": one},
        "two": {"text": two},
        "three": {"a": {"text": a}, "b": {"text": b, "tags": tags or {}}},
    }
    read = source.read(as_yaml(minimal({"parts": parts})), "a.yaml")
    return [(each.path[-1], "kinds:" in each.hint) for each in checked(read, "unanswered-prompt")]


def test_prompts_that_are_answered():
    assert prompts() == []
    assert prompts(one="Many villages remain offline.", two="Despite progress, gaps are wide.") == []
    assert prompts(b="From 2023, another 40 schools are to follow.") == []
    assert prompts(b="We pledge more.", a="Goal 5 and C5.") == []
    assert prompts(a="A.", tags={"action-lines": ["C5"]}) == []
    assert prompts(b="Schools.", tags={"kinds": ["commitment"]}) == []


def test_prompts_that_are_not_answered():
    fine = "In 2022, 41 schools were connected in Peru (Goal 4, C40 cities)."
    assert prompts(one=fine) == [("one", True)]
    assert prompts(two=fine) == [("two", True)]
    assert prompts(b=fine) == [("b", True)]
    assert prompts(a=fine) == [("b", False)]
    assert prompts(one="") == []


def test_prompts_of_a_call_that_asks_for_nothing_of_the_kind():
    submission = model.from_data(minimal())
    assert list(rules.load("unanswered-prompt").check(prose.Reading(submission, None))) == []
    assert list(rules.load("part-length").check(prose.Reading(submission, None))) == []


def test_a_missing_part_is_named_with_the_part_that_it_belongs_to():
    read = source.read(as_yaml(minimal({"parts": {"three": {"b": {"text": ""}}}})), "a.yaml")
    assert [each.message.partition(" is ")[0] for each in checked(read, "missing-part")] == ["Part Three (b)"]


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_answers_are_found_in_other_languages(language):
    path = ROOT / "tests" / "clean" / language / "first.yaml"
    submission = model.from_data(source.read(path.read_bytes(), path.name).data)
    found = list(rules.load("unanswered-prompt").check(prose.Reading(submission, call.BUILT_IN.load("cstd-26"))))
    assert all("an action line" in each.message for each in found), [each.message for each in found]


@pytest.mark.parametrize(
    ("language", "nothing", "line"),
    [
        ("ar", "المدارس متصلة.", "مسار العمل جيم 2 والعقبات"),
        ("es", "Las escuelas están conectadas.", "La línea de acción C2 y sus obstáculos."),
        ("fr", "Les écoles sont connectées.", "La grande orientation C2 et ses obstacles."),
        ("ru", "Школы подключены.", "Направление деятельности С2 и препятствия."),
        ("zh", "学校已经联网。", "行动方面C2和障碍。"),
    ],
)
def test_what_is_missing_is_reported_in_other_languages(language, nothing, line):
    def missing(text):
        submission = model.from_data(minimal({"parts": {"one": {"text": text}}, "language": language}))
        reading = prose.Reading(submission, call.BUILT_IN.load("cstd-26"))
        return {each.path[-1] for each in rules.load("unanswered-prompt").check(reading) if each.path[-1] == "one"}

    assert missing(nothing) == {"one"}
    assert missing(line) == set()
