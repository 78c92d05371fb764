"""The rules about numbers, typography, notes, lists and headings: what they find in reports, and what they leave alone."""

import pytest

from tests.conftest import SAMPLE, as_yaml, minimal
from wsisc import pipeline, source
from wsisc.document.prose import Reading
from wsisc.lint import rules, selection
from wsisc.source import model

CODES = (
    "emphasis",
    "footnote-mark",
    "footnote-shape",
    "heading-case",
    "list-ending",
    "long-sentence",
    "mixed-dashes",
    "mixed-quotation-marks",
    "mixed-serial-comma",
    "mixed-term-case",
    "number-below-ten",
    "per-cent",
    "resolution-without-symbol",
    "thousands-separator",
    "title-case",
)


def reading(text="A summary.", language="en", headings=(), footnotes=None):
    sections = [{"title": title, "text": "Done."} for title in headings]
    changes = {"parts": {"one": {"text": text}, "two": {"sections": sections}}, "language": language}
    return Reading(model.from_data(minimal({**changes, "footnotes": footnotes or {}})), None)


def found(code, *args, **more):
    """Return the source text between the offsets of each finding of a rule."""
    read = reading(*args, **more)
    if read.submission.language not in getattr(rules.load(code), "LANGUAGES", (read.submission.language,)):
        return []
    texts = dict([*model.rich_texts(read.submission), *model.plain_texts(read.submission)])
    return [texts[each.path][each.start : each.end] for each in rules.load(code).check(read)]


def fixed(code, text):
    """Return a text with all fixes of a rule applied."""
    for each in sorted(rules.load(code).check(reading(text)), key=lambda finding: -finding.start):
        if each.fix is not None:
            text = text[: each.start] + each.fix + text[each.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The course is divided into 5 modules.", "The course is divided into five modules."),
        ("The Office trained 3 judges and opened 2 new regional centres.", None),
        ("The network covers 6 African countries.", "The network covers six African countries."),
        ("It reached more than 9 Member States.", "It reached more than nine Member States."),
        ("The tool was used over the past 3 years.", "The tool was used over the past three years."),
        ("A 5-day workshop was held.", "A five-day workshop was held."),
        ("Some 4 women and 8 children were helped.", "Some four women and eight children were helped."),
        ("25 countries joined in 2022.", "Twenty-five countries joined in 2022."),
        ("The pilot ended. 5 schools stayed online.", "The pilot ended. Five schools stayed online."),
        ("It ended. 40 per cent of schools went online.", "It ended. Forty per cent of schools went online."),
        ("The course is 200 minutes long and has 5 modules.", "The course is 200 minutes long and has five modules."),
        ("In 2022, on 12 May, the Office held 2 workshops under Goal 16.", None),
        ("**Training.** The Office held 2 workshops.", "**Training.** The Office held two workshops."),
        ("- The Office held 2 workshops.", "- The Office held two workshops."),
    ],
)
def test_numbers_that_belong_in_words(text, expected):
    assert found("number-below-ten", text)
    result = fixed("number-below-ten", text)
    assert result == expected if expected else result != text


def test_a_large_number_at_the_beginning_of_a_sentence_has_no_fix():
    text = "It was over. 1,250 participants came."
    assert found("number-below-ten", text) == ["1,250"]
    assert fixed("number-below-ten", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "The work serves Goal 5, Goals 3, 5 and 9, SDG 5 and action lines C5 and C7.",
        "See Part 2, phase 2, table 3, version 2, Chapter 4, paragraph 5 and No. 3.",
        "The 5G network, Web 3 tools and 3D models were shown at the G7.",
        "In all, 5 of 26 countries took part.",
        "Some 8 schools, 12 libraries and 3 museums were connected.",
        "The vote was 3 to 1, with a ratio of 2:1 and a factor of 2.5.",
        "The budget is 1 million dollars, of which 4 per cent were spent on 5 May at 9 a.m.",
        "Children aged 5 to 9 years used devices for 3 hours.",
        "Children received help over 5 years of their lives.",
        "The area is 5 km wide, at 3 degrees and with 2 megabits per second.",
        "Type 2 diabetes, Tier 1 suppliers, Level 3 courses and Annex 1 countries were named.",
        "Between 5 and 10 countries, or 2 or 3 regions, may join, for 3 to 5 years.",
        "Five schools, nine libraries and 12 museums joined.",
        '"We trained 5 judges", said the Minister.',
        "> We trained 5 judges.",
        "The guide *The 7 steps to safety in 3 days* was published.",
        "See [the 5 steps of safety](https://example.org/a).",
        "| place | number |\n|---|---|\n| in | the 5 modules |",
        "1) Training of judges\n2) Training of lawyers",
        "5 December 2022 was the day of the launch.",
        "2022 was a year of growth.",
        "The details are in vol. 25 pages of the report.",
        "- 25 countries",
        "CSTD-5 and COVID-19 came before the 5th session.",
        "The 3-year-old girl and the 5-year-old boy learned.",
        "- 5 countries",
    ],
)
def test_numbers_that_stay_in_figures(text):
    assert found("number-below-ten", text) == []


def test_numbers_elsewhere_than_in_running_text_stay():
    headings = ["The 5 pillars of the strategy"]
    assert found("number-below-ten", headings=headings, footnotes={"a": "It has 5 modules."}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Over 7,000 judges and more than 1500 Focal Points came.",
            "Over 7,000 judges and more than 1,500 Focal Points came.",
        ),
        ("It has 7,000 users and trained 12000 teachers.", "It has 7,000 users and trained 12,000 teachers."),
        ("It has 7,000 users and a total of 2500 schools.", "It has 7,000 users and a total of 2,500 schools."),
        ("It has 7,000 users and cost $15000.", "It has 7,000 users and cost $15,000."),
        ("It has 7,000 users and over 1 000 women.", "It has 7,000 users and over 1,000 women."),
        ("It has 7,000 users and 12\u00a0500 pupils.", "It has 7,000 users and 12,500 pupils."),
        ("It has 7,000 users and 1.250.000 pupils.", "It has 7,000 users and 1,250,000 pupils."),
        ("It has 7,000 users and 1’500 pupils.", "It has 7,000 users and 1,500 pupils."),
    ],
)
def test_thousands_without_commas(text, expected):
    assert fixed("thousands-separator", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "More than 1500 experts and over 3000 pupils came.",
        "The 7,000 judges of 2022 and 2030 know ISO/IEC 27001, ISO 27001, RFC 2119 and HTTP 404.",
        "The 7,000 judges know the 2030 Agenda and resolution 1325 (2000) of the Council, and the 1540 Committee.",
        "The 7,000 judges wrote to CH-1211 Geneva 10, 1211 Geneva, P.O. Box 1500 or New York, NY 10017.",
        "The 7,000 judges called +41 22 917 1234, 022 917 1234 and 1800 555 123.",
        "The 7,000 judges used Boeing 7470, port 8080 and form 1040 with 0.1234 and 3.1415 points.",
        "The 7,000 judges of A/RES/70/1325, E/2022/1500 and 1500/2022 met in room 2100.",
        "In 1850 schools were founded; 7,000 judges know of the wars since 1648.",
        "| a | b |\n|---|---|\n| 1500 experts | more than 3000 pupils |\n\nThe 7,000 judges came.",
        'The 7,000 judges heard "more than 1500 experts".',
    ],
)
def test_figures_that_need_no_comma(text):
    assert found("thousands-separator", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 45% of schools are online.", "Some 45 per cent of schools are online."),
        ("Some 45 % of schools are online.", "Some 45 per cent of schools are online."),
        ("A rise (4.5%) was seen.", "A rise (4.5 per cent) was seen."),
        (
            "Some 45 percent of schools, or fifty percent, are online.",
            "Some 45 per cent of schools, or fifty per cent, are online.",
        ),
        ("Percent figures differ.", "Per cent figures differ."),
    ],
)
def test_percent_signs(text, expected):
    assert fixed("per-cent", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Some 45 per cent of schools are online, a percentage, and the 90th percentile.",
        '"It was 30%", said the Minister.',
        "See https://example.org/a%20b or <https://example.org/5%25>.",
        "| a | b |\n|---|---|\n| 45% | 5 percent |",
        "The 100% Online Campaign and *50% of All* are names.",
    ],
)
def test_percentages_that_may_stand(text):
    assert found("per-cent", text) == []


def test_the_rarer_dash_is_found_and_becomes_an_en_dash():
    text = "The work – a pilot – ended in other countries - such as Angola."
    assert found("mixed-dashes", text) == ["-"]
    assert fixed("mixed-dashes", text) == "The work – a pilot – ended in other countries – such as Angola."
    assert found("mixed-dashes", "It ended – at last, in other countries - such as Angola.") == ["-"]
    assert found("mixed-dashes", "It ended – at last – as hoped — and well.") == ["—"]
    assert found("mixed-dashes", "It ended - at last - as hoped — and well.") == ["—"]


def test_the_rarer_range_is_found():
    assert found("mixed-dashes", "From 2018–2022 and on 12–14 May, then 2015-2018.") == ["2015-2018"]
    assert found("mixed-dashes", "From 2018–2022 and 2019-20.") == ["2019-20"]


@pytest.mark.parametrize(
    "text",
    [
        "The well-known work – a long-term pilot – ended.",
        "The work - a pilot - ended in other countries - such as Angola.",
        "From 2018–2022 the phone was 555-1234 or 022-917-1234, ISBN 978-92-1-101234-5, dated 2022-12-15.",
        "From 2018–2022, A/77/62-E/2022/8, COVID-19, Law No. 18-25 and the 24-7 service.",
        "The work – a pilot – ended.\n\n- Access - the first of three aims\n- Skills - the second of three aims",
        "The work – a pilot – ended with the unit Geneva - Vienna.",
        'The work – a pilot – ended. "In other countries - such as Angola", he said.',
        "The work – a pilot – ended: 5 - 3 is 2.",
        "The Africa–Europe link – a pilot – ended.",
    ],
)
def test_dashes_that_may_stand(text):
    assert found("mixed-dashes", text) == []


def test_the_rarer_quotation_marks_are_found():
    text = 'The "last mile", the "gap" and a “virtual fatigue” were noted.'
    assert found("mixed-quotation-marks", text) == ["“virtual fatigue”"]
    assert found("mixed-quotation-marks", 'A «fracture», un «écart» et le "mur".', language="fr") == []
    assert found("mixed-quotation-marks", 'The "last mile" and the “gap”.') == ["“gap”"]
    assert found("mixed-quotation-marks", "The State’s plan and the office's and the court's aims.") == ["’"]
    assert fixed("mixed-quotation-marks", "The State's plan and the office’s and the court’s aims.").count("’") == 3


@pytest.mark.parametrize(
    "text",
    [
        'The "last mile" and the "gap" of the office\'s plan.',
        "The “last mile” and the «gap» of the office’s plan.",
        "The “gap” of a 5\" pipe of 6' and the States’ wish.",
        "The programme 'Coding for all' and a State’s plan.",
    ],
)
def test_quotation_marks_that_may_stand(text):
    assert found("mixed-quotation-marks", text) == []


NOTE = {"a": "A note of some kind."}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They follow the Rules[^a].", ["Rules[^a]."]),
        ("en", "They follow the Rules[^a], which help.", ["Rules[^a],"]),
        ("en", "Is it *so*[^a]?", ["so*[^a]?"]),
        ("fr", "Elles suivent les Règles.[^a]", ["Règles."]),
        ("es", "Siguen las Reglas,[^a] que ayudan.", ["Reglas,"]),
        ("ru", "Они следуют Правилам.[^a]", ["Правилам."]),
        ("en", "They follow the Rules.[^a]", []),
        ("en", "They follow the Rules[^a] (of 2015) and the manual[^a] – or not.", []),
        ("en", 'A report on "Rules"[^a] was made.', []),
        ("fr", "Elles suivent les Règles[^a]. Vraiment ?[^a] Des livres, etc.[^a]", []),
        ("es", "Siguen las Reglas[^a]; así es[^a].", []),
        ("zh", "他们遵守规则。[^a]", []),
    ],
)
def test_the_side_on_which_a_footnote_is_called(language, text, expected):
    assert found("footnote-mark", text, language=language, footnotes=NOTE) == expected


BARE = "<https://example.org/c>"
WORDED = "The report is available at: <https://example.org/a>"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (("It is a sentence of the Office.", "They were five of all.", "It is another sentence of them"), ["them"]),
        ((WORDED, WORDED, WORDED.replace("at:", "at")), ["available at"]),
        (("A/77/62.", WORDED, "SHERLOC is the name of a knowledge portal on crime"), ["crime"]),
        ((WORDED, BARE), []),
        ((WORDED, WORDED, "The courses were held in Geneva."), []),
        ((BARE, BARE, "The courses were held in Geneva."), []),
        (("A/77/62.", "A/RES/70/1.", "Ibid."), []),
        (("A/77/62", "What is the Internet for schools", "*The world is in our hands*"), []),
        (("It is a sentence of the Office", "They were five of all of them", "A/77/62"), []),
    ],
)
def test_shapes_of_footnotes(notes, expected):
    names = dict(zip("abc", notes, strict=False))
    assert found("footnote-shape", "".join(f"Word.[^{name}] " for name in names), footnotes=names) == expected


@pytest.mark.parametrize(
    ("notes", "expected"),
    [((WORDED, WORDED, BARE), ["c"]), ((WORDED, BARE, "A note."), ["b"]), ((BARE, BARE, WORDED), ["c"])],
)
def test_the_rarer_of_addresses_alone_and_with_words(notes, expected):
    names = dict(zip("abc", notes, strict=True))
    read = reading("".join(f"Word.[^{name}] " for name in names), footnotes=names)
    assert [each.path[-1] for each in rules.load("footnote-shape").check(read)] == expected


SMALL = ["Drug demand reduction", "Crime prevention", "Access to justice"]
TEXT = "We fight organized crime and digital divides, and the Global Judicial Integrity Network met in Africa."


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ([*SMALL, "Organized Crime"], ["Organized Crime"]),
        ([*SMALL, "Bridging Digital Divides"], ["Bridging Digital Divides"]),
        (
            ["Organized Crime", "Digital Divides", "Fight of Organized Crime", "Drug demand reduction"],
            ["Drug demand reduction"],
        ),
        ([*SMALL, "Global Judicial Integrity Network", "Brazil", "Internet Governance Forum", "UN Women"], []),
        ([*SMALL, "SHERLOC Portal", "Education Programme (EDU)", "Latin America", "Corruption"], []),
        ([*SMALL, "Digital Skills for Women"], []),
        (["Organized Crime", "Digital Divides"], []),
        (["Organized Crime", "Corruption", "Brazil"], []),
        (
            [
                "Internet Governance Forum",
                "Global Judicial Integrity Network",
                "World Telecom Day",
                "Drug demand reduction",
            ],
            [],
        ),
    ],
)
def test_capitals_of_headings(headings, expected):
    assert found("heading-case", TEXT, headings=headings) == expected


KNOWN = "We fight drugs, trafficking and digital divides.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A report on "The online Trafficking of Synthetic Drugs in the Caribbean" appeared.', ["online"]),
        ("The guide “Digital Divides and how to bridge Them in Drugs Policy” appeared.", ["bridge"]),
        ("The guide “Digital Divides against Trafficking and Drugs in Africa” appeared.", []),
        ("A discussion on “Strengthening the fight against drugs in Latin America and Africa” followed.", []),
        ("“Member States should fight Drugs, Trafficking and Digital Divides now”, he said.", []),
        ("The “Loi pour une République numérique et Digital Drugs Trafficking” passed.", []),
        ("“Digital Drugs”, he said.", []),
    ],
)
def test_capitals_of_titles(text, expected):
    assert found("title-case", KNOWN + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) one thing;\n2) two things;", ["things;"]),
        ("- one thing;\n- two things.\n- three things;\n- four things.", ["things."]),
        ("- One thing.\n- Two things.\n- Three things", ["things"]),
        ("- One thing.\n- Two things\n- Three things.", ["things"]),
        ("- one thing;\n- two things; and\n- three things", ["things"]),
        ("- one thing,\n- two things,", ["things,"]),
        ("- one thing.\n- two things.\n\nText.\n\n- one\n- two;", ["two;"]),
        ("- une chose ;\n- deux choses ; et\n- trois choses ;", [";"]),
        ("- one\n- two\n\nText.\n\n- three\n- four\n\nText.\n\n- five\n- six.", ["six."]),
        ("- one thing;\n- two things; and\n- three things.", []),
        ("- one thing\n- two things", []),
        ("- one thing\n- two things.", []),
        ("- One thing.\n- Two things (of three).", []),
        ("- One thing?\n- Two things.\n- See <https://example.org/>\n- Four things.", []),
        ("- one thing;\n\n  more\n\n- two things", []),
        ("- one thing:\n  - this;\n  - that\n- two things.", []),
        ("In all countries:\n\n- one thing;\n- two things;\n\nare to be done.", []),
        ("> - one thing;\n> - two things;", []),
        ("- One thing.\n- &nbsp;", []),
    ],
)
def test_ends_of_items(text, expected):
    assert found("list-ending", text) == expected


def test_the_last_item_gets_its_full_stop():
    assert fixed("list-ending", "1) one thing;\n2) two things;") == "1) one thing;\n2) two things."
    assert fixed("list-ending", "- One thing.\n- Two **things**") == "- One thing.\n- Two **things.**"


WITHOUT = "They trade in drugs, arms, tobacco and alcohol. The work is on gender, health, technology and justice. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WITHOUT + "The tools are for judges, lawyers, teachers, and pupils.", ["teachers, and"]),
        (WITHOUT + "We offer tools, such as webinars, newsletters, or opinion pieces.", ["newsletters, or"]),
        (
            "The tools are for judges, lawyers, and pupils. We offer webinars, newsletters, and talks. "
            "It is about gender, health, and justice. They trade in drugs, arms, tobacco and alcohol.",
            ["tobacco and"],
        ),
        (WITHOUT + "In 2022, however, and after much work, the project ended.", []),
        (WITHOUT + "The Office connects schools, trains teachers, and monitors results.", []),
        (WITHOUT + "Staff were recruited, trained, and deployed.", []),
        (WITHOUT + "They met in Geneva, Switzerland, and Vienna, Austria.", []),
        (WITHOUT + "The Office, together with its partners, and the Member States agreed.", []),
        (WITHOUT + '"It is about gender, health, and justice", she said.', []),
        ("In Brazil, judges and lawyers met. The tools are for judges, lawyers, teachers, and pupils.", []),
    ],
)
def test_commas_of_enumerations(text, expected):
    assert found("mixed-serial-comma", text) == expected


def test_of_many_enumerations_five_are_reported():
    text = WITHOUT * 5 + "The tools are for judges, lawyers, teachers, and pupils. " * 9
    assert len(found("mixed-serial-comma", text)) == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We fight **corruption** in many areas.", ["**corruption**"]),
        ("Of these, we reached *all* and *not only* some.", ["*all*", "*not only*"]),
        (
            "The *Cellule Norbert Zongo pour le Journalisme* (CENOZO) works.",
            ["*Cellule Norbert Zongo pour le Journalisme*"],
        ),
        ("**Corruption.** We fight it.", []),
        ("**Corruption**: we fight it.", []),
        ("(a) **Corruption**: we fight it.", []),
        ("**The Commission should go on.**", []),
        ("We met. **The Commission should go on.** Then we left.", []),
        ("They are at **0.65 (0.51, 0.79)**, and **____** agrees.", []),
        ("- **Access** for all\n- **Skills** for all", []),
        ("The *World Drug Report* (WDR) and the *Loi sur la protection des données* (LPD) help *in situ*.", []),
        ("| **a** | b **c** |\n|---|---|\n| d **e** | f |", []),
        ('He said: "We fight **corruption** now".', []),
    ],
)
def test_emphasis(text, expected):
    read = found("emphasis", text)
    assert [each.strip("*") for each in read] == [each.strip("*") for each in expected]


LONG = "The Office held courses for judges" + ", for lawyers" * 30
MIDDLE = "The Office held courses for judges" + ", for lawyers" * 14


@pytest.mark.parametrize(
    "text",
    [
        f"{MIDDLE}. {MIDDLE}.",
        f"{MIDDLE}! {MIDDLE}? {MIDDLE}.",
        f'{MIDDLE} in "Rules." {MIDDLE}.',
        f"{MIDDLE}: (a) {MIDDLE}; (b) {MIDDLE}.",
        f"{MIDDLE}.\\\n{MIDDLE}.",
        f"{MIDDLE}:\n\n- {MIDDLE};\n- {MIDDLE}.",
        f"{MIDDLE} in 2022.[^a] {MIDDLE}.",
        f'The Minister said: "{LONG}".',
        f"> {LONG}.",
        LONG,
    ],
)
def test_sentences_that_are_not_too_long(text):
    assert found("long-sentence", text, footnotes=NOTE) == []


def test_a_long_sentence_in_chinese_has_many_characters():
    long = "学校" * 61
    assert found("long-sentence", f"好。{long}。", language="zh") == ["学校" * 5]
    assert found("long-sentence", f"{long[:110]}；{long[:110]}。", language="zh") == []
    assert found("long-sentence", f"2022 年，{'International ' * 12}，学校。", language="zh") == []


@pytest.mark.parametrize(
    "middle", ["No. 5", "e.g. Peru", "J. F. Smith", "the U.S. Congress", "St. Lucia", "vol. II", "3.5"]
)
def test_an_abbreviation_ends_no_sentence(middle):
    (start,) = found("long-sentence", f"{MIDDLE} {middle} {MIDDLE}.")
    assert start == "The Office held courses for judges, for lawyers, for lawyers,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Experts of the UNTOC Review Mechanism and of the Review Mechanism met on the review mechanism.",
            ["review mechanism"],
        ),
        ("They met the Focal Points, and the Focal Points met the focal points.", ["focal points"]),
        ("On the SHERLOC Portal, and on the SHERLOC portal and the SHERLOC portal.", ["SHERLOC Portal"]),
        ("In the Private Sector, of the private sector, for the private sector.", ["Private Sector"]),
        ("The UNTOC Review Mechanism is new. A review mechanism exists.", []),
        ("The Convention against Transnational Organized Crime fights the organized crime of all.", []),
        ("The work of the Human Rights Council is about the human rights of all.", []),
        ("The Commission on Crime Prevention and Criminal Justice works for the crime prevention of all.", []),
        ("The Ministry of Digital Economy serves the digital economy.", []),
        ("The report of the General Assembly is new. General assembly work is old.", []),
        ('In the Private Sector, "in the private sector", he said.', []),
    ],
)
def test_capitals_of_terms(text, expected):
    assert found("mixed-term-case", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The resolution "Protecting all children from abuse" was adopted.',
            ['resolution "Protecting all children from abuse"'],
        ),
        (
            "In its decision entitled “Improving the work of the Commission”, the Council agreed.",
            ["decision entitled “Improving the work of the Commission”"],
        ),
        ("The Commission on Narcotic Drugs (CND) met. The 65th CND featured a debate.", ["65th CND"]),
        ("The 26th Commission on Science and Technology featured a debate.", ["26th Commission on Science"]),
        ('Resolution 31/1, "Protecting all children from abuse", was adopted.', []),
        ('The resolution "Protecting all children from abuse" (resolution 31/1) was adopted.', []),
        ('The resolution "Protecting all children from abuse" (A/RES/77/1) was adopted.', []),
        ('The resolution "Protecting all children from abuse"[^a] was adopted.', []),
        ('The decision "to go on" and the resolution "Peace" were taken.', []),
        ("The 26th CSTD session, the 26th session of CSTD and the 26th CSTD annual session were held.", []),
        ("The 17th IGF, the 27th COP and the 75th WHO anniversary were held.", []),
        ("The 21st century and the 5th UNESCO prize came.", []),
    ],
)
def test_resolutions_and_sessions(text, expected):
    assert found("resolution-without-symbol", text, footnotes=NOTE) == expected


GOOD = [
    """During the reporting period, the United Nations Educational, Scientific and Cultural Organization (UNESCO)
continued to support Member States in the use of information and communications technologies. Over 7,000 teachers and
1,250 librarians in 47 countries were trained; 53 per cent of them were women. The course, which comprises five modules and
lasts 20 hours, is offered in the six official languages.[^a] In its resolution 77/150, the General Assembly welcomed that
work.""",
    """The digital divide – in particular that between women and men – remained wide in 2020–2022. According to the report
entitled “The State of Broadband in the Least Developed Countries”, 36 per cent of people used the Internet. The
organization’s programmes, projects and partnerships therefore focused on affordable access, on digital skills and on
local content. They contribute to Goals 4, 5 and 9 and to action lines C2, C3 and C8:

- to connect 5,000 schools in 12 countries by 2030;
- to train teachers, pupils and parents; and
- to publish materials in 15 languages.""",
    """**Obstacles.** The COVID-19 pandemic, high prices and a lack of skills slowed the work down. In eight of the 15
countries, electricity was available for less than six hours a day. At its twenty-fifth session, the Commission on Science
and Technology for Development (CSTD) discussed these obstacles, as it had done at the twenty-fourth session of CSTD. The
*Centre national du numérique* will publish its findings in 2023, and three ministries will follow them up.""",
]


@pytest.mark.parametrize("code", CODES)
def test_correct_reports_are_left_alone(code):
    headings = [
        "Access to the Internet",
        "Digital skills",
        "Broadband Commission for Sustainable Development",
        "Brazil",
    ]
    notes = {"a": "See <https://example.org/courses>."}
    assert found(code, "\n\n".join(GOOD), headings=headings, footnotes=notes) == []


OF_SIGNS = {("footnote-mark", "*a*[^a]."): ["a*[^a]."], ("mixed-quotation-marks", '" “ ”'): ["“ ”"]}
"""What is wrong in texts of signs only: a call before the full stop, and marks of two kinds."""


@pytest.mark.parametrize("code", CODES)
def test_in_texts_of_signs_only_nothing_else_is_found(code):
    for text in ("- ;\n- .", ". . .", "% , - – —", '" “ ”', "1", "**;**", "5", "*a*[^a].", "(", "1,000", "5-"):
        assert found(code, text, footnotes=NOTE) == OF_SIGNS.get((code, text), [])


SAMPLE_LINES = {
    "emphasis": {29, 34, 43, 48, 58, 158},
    "footnote-mark": {54, 289},
    "footnote-shape": {307, 312, 313, 315},
    "heading-case": {174},
    "list-ending": {41},
    "long-sentence": {178, 221, 259, 268},
    "mixed-dashes": {237},
    "mixed-quotation-marks": {73, 259},
    "mixed-serial-comma": {82, 83, 237, 274},
    "mixed-term-case": {83, 216},
    "number-below-ten": {234},
    "per-cent": set(),
    "resolution-without-symbol": {104, 107},
    "thousands-separator": {212},
    "title-case": {186},
}


@pytest.mark.parametrize("code", CODES)
def test_the_slips_of_the_sample_are_found_and_nothing_else(code):
    read = source.read(SAMPLE.read_bytes(), "sample.yaml")
    checked = pipeline.check(read, selection=selection.Selection((code,)))
    assert {each.span.line for each in checked.diagnostics if each.code == code} == SAMPLE_LINES[code]


def test_a_fix_of_the_sample_is_on_its_words():
    read = source.read(as_yaml(minimal({"parts": {"one": {"text": "It has\n5 modules."}}})), "a.yaml")
    (diagnostic,) = pipeline.check(read, selection=selection.Selection(("number-below-ten",))).diagnostics
    assert diagnostic.fix is not None


@pytest.mark.parametrize("empty", ["```\n```", "``` x", "~~~\n"])
def test_code_without_a_word_is_no_passage(empty):
    """It is behind a list, and was mistaken for text that continues it."""
    text = f"- a;\n- b.\n\n{empty}"
    assert all(each.text for each in reading(text).passages)
    assert codes_in(text, "code-in-text", *CODES) == ["code-in-text"]


def codes_in(text, *chosen):
    read = source.read(as_yaml(minimal({"parts": {"one": {"text": text}}})), "a.yaml")
    found = pipeline.check(read, selection=selection.Selection(chosen)).diagnostics
    return [each.code for each in found if each.code in chosen]


@pytest.mark.parametrize(
    "text",
    [
        "• first;\n• second.",
        "We did:\n– this;\n– that.",
        "a) one\nb) two",
        "(a) one\n(b) two",
        "(i) one\n(ii) two",
        "i) one\nii) two",
        "1/ one\n2/ two",
        "(1) one\n(2) two",
        "A. one\nB. two",
        "•\u00a0first;\n•\u00a0second.",
        "• first;\n\n• second;\n\n\n• third.",
        "We did:\n\n(a) this;\n\n(b) that.",
    ],
)
def test_lists_as_word_types_them_are_reported(text):
    assert codes_in(text, "typed-list") == ["typed-list"]


@pytest.mark.parametrize(
    "text",
    [
        "• one line only.",
        "It has two tasks: (a) training and\n(b) advice.",
        "- a real\n- list",
        "He met A. Smith and\nB. Jones of the Office.",
        "(c) 2022 of the Office\nand others",
        "– he said\nand went",
        "• one.\n\nA paragraph.\n\n• another.",
        "words\n(see above)\n(and below)",
    ],
)
def test_what_only_looks_like_a_list_is_left_alone(text):
    assert codes_in(text, "typed-list") == []


@pytest.mark.parametrize(
    "text",
    [
        "**bold **text",
        "The **National Digital Strategy was adopted.",
        "通过**国家战略。",
        "| **a | b** |\n|---|---|\n| c | d |",
        "**Note:**text",
        '**"Digital Act"**was',
        "2*3*4 = 24",
        "a*b*c",
        "~~old~~",
        "H~2~O",
        "10^6^",
        "| Indicator | 2022 |\n| Users | 51 |",
        "[here](https://example.org/a b)",
        "[report] (https://example.org/b)",
    ],
)
def test_signs_that_failed_are_reported(text):
    assert set(codes_in(text, "stray-markup")) == {"stray-markup"}


@pytest.mark.parametrize(
    "text",
    [
        r"2\*3\*4 and \*\*both\*\*",
        "a * b * c, 5 * 3",
        "**bold** text, *in situ* and **Note:** text",
        "about ~5 and ~10; x^2 and y^2",
        "| a | b |\n|---|---|\n| c | d |",
        "[here](https://example.org/a) (https://example.org/b)",
        "snake_case_name and a_b_c",
        "A note* and another**.",
        "2**3 is eight",
        "The **Strategy\nof 2022** was adopted.",
        "文本*强调*继续。",
    ],
)
def test_signs_that_are_meant_are_left_alone(text):
    assert codes_in(text, "stray-markup") == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("The [droit]{lang=fr} to be online", ["[droit]{lang=fr}"]),
        ("A **bold** plan[^cost]", ["**bold**", "[^cost]"]),
        ("The [plan][plan] and [its page](https://example.org/)", ["[plan][plan]", "[its page](https://example.org/)"]),
        ("The [sic] plan * 2 ** 3 [2025] (new)", []),
    ],
)
def test_markup_in_a_title_is_reported(title, found):
    read = source.read(as_yaml(minimal({"title": title})), "a.yaml")
    diagnostics = pipeline.check(read, selection=selection.Selection(("stray-markup",))).diagnostics
    assert [each.message for each in diagnostics if each.code == "stray-markup"] == [
        f'"{words}" is printed literally' for words in found
    ]


@pytest.mark.parametrize(
    ("braces", "hint"),
    [
        ("[words]{en}", "write [words]{lang=en}"),
        ("[words]{langue=fr}", "write [words]{lang=fr}"),
        ('[words]{lang="es"}', "write [words]{lang=es}"),
        ("[words]{lang=español}", "write [words]{lang=es}"),
        ("[words]{y}", "write [words]{lang=fr}"),
        ("words]{lang=es}", "put the words in square brackets"),
        ("words {lang=es}", "put the words in square brackets"),
    ],
)
def test_braces_that_name_no_language_get_the_mark_that_was_meant(braces, hint):
    read = source.read(as_yaml(minimal({"parts": {"one": {"text": f"See {braces}."}}})), "a.yaml")
    [found] = [each for each in pipeline.check(read).diagnostics if each.code == "stray-braces"]
    assert found.hint.startswith(hint)


def test_the_name_of_a_figure_is_no_wording():
    read = source.read(as_yaml(minimal({"language": "fr", "parts": {"one": {"text": "Un.\n\n![ecoles]"}}})), "a.yaml")
    found = pipeline.check(read, selection=selection.Selection(("spelling",))).diagnostics
    assert not [each for each in found if each.code == "spelling"]


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("anglais", 'write "{lang=en}"'),
        ("ingles", 'write "{lang=en}"'),
        ("Russian", 'write "{lang=ru}"'),
        ("xx", "write the code"),
    ],
)
def test_the_name_of_a_language_gets_its_code(code, hint):
    read = source.read(as_yaml(minimal({"parts": {"one": {"text": f"See [words]{{lang={code}}}."}}})), "a.yaml")
    [found] = [each for each in pipeline.check(read).diagnostics if each.code == "unknown-language"]
    assert found.hint.startswith(hint)
