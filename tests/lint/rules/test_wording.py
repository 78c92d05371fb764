"""The rules about acronyms, names, symbols and spelling: general cases, and the words that only look like them."""

import itertools

import pytest

from tests.conftest import minimal
from tests.durations import TENFOLD, quickest
from wsisc.document.prose import Reading
from wsisc.lint import rules
from wsisc.source import model


def found(code, text, **changes):
    """Return the source text of what a rule finds in Part One."""
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}, **changes}))
    texts = dict([*model.rich_texts(submission), *model.plain_texts(submission)])
    return [texts[each.path][each.start : each.end] for each in rules.load(code).check(Reading(submission, None))]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Artificial intelligence (IA) grows, and IA helps.", "IA"),
        ("Non-governmental organizations (NOGs) met.", "NOGs"),
        ("The least developed countries (LCDs) met.", "LCDs"),
        ("Small and medium-sized enterprises (MSEs) met.", "MSEs"),
        ("Computer emergency response teams (CRETs) met.", "CRETs"),
        ("The Information for All Programme (IAFP) met.", "IAFP"),
        ("The National Digital Identity Programme (NIDP) began.", "NIDP"),
        (
            "The Framework Convention, i.e. the United Nations Framework Convention on Climate Change (UNFCC), is old.",
            "UNFCC",
        ),
        ("The World Economic Forum (WFE) met.", "WFE"),
    ],
)
def test_letters_that_contradict_an_expansion(text, wrong):
    assert found("acronym-mismatch", text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "Women-led small and medium-sized enterprises (WSMEs) and micro-, small and medium-sized enterprises (MSMEs) met.",
        "The European Organization for Nuclear Research (CERN) and the African Union (UA, in French) met.",
        "The National Telecommunications Agency of Brazil (ANATEL) and the Organization of American States (OEA) met.",
        "The United Nations Economic Commission for Africa (ECA), Doctors Without Borders (MSF) and the Central Union (CUT) met.",
        "Quality of service (QoS), software as a service (SaaS), proof of concept (PoC) and e-government (e-gov) matter.",
    ],
)
def test_letters_that_may_stand_beside_a_name(text):
    assert found("acronym-mismatch", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A video of 5 GB takes 10 MB a minute; the price per GB fell by half, to 2 MW of 3 TB.",
        "RFC 2460, STD 86, BGP-4, DHIS2, COP 27 and PP-22 are known, as is level AA.",
        "Recommendation ITU-R 65 and Report ITU\u2011R M.2083 are known, as is the CO\u2011LAB.",
        "The Radiocommunication Sector (ITU\u2011R) met, and ITU\u2011R agreed.",
        "NOW, THEREFORE, the parties agree; they must NOT be late, and WHEREAS they agree, WHEREAS they do it NOW.",
        "The association is in Durham, NC, and in Geneva.",
        "The RIPE NCC, IPv6 and chapter XL are known.",
        "The National Telecommunications Agency of Brazil (ANATEL) met. ANATEL is a member.",
    ],
)
def test_units_and_designations_need_no_expansion(text):
    assert found("acronym-unexpanded", text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The co-operation of States, and a co-operative body", ["cooperation", "cooperative"]),
        ("co-ordination by co-ordinators", ["coordination", "coordinators"]),
        ("a sub-regional and inter-governmental body", ["subregional", "intergovernmental"]),
    ],
)
def test_a_word_without_its_hyphen_keeps_its_letters(text, right):
    """Not "coperation", as `--fix` wrote."""
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}}))
    assert [each.fix for each in rules.load("spelling").check(Reading(submission, None))] == right


def test_an_expansion_is_proposed_without_its_quotation_marks():
    text = "ITWS met. The States founded the “Intergovernmental Tide Watch Service” (ITWS). ITWS met again."
    submission = model.from_data(minimal({"parts": {"one": {"text": text}}}))
    [finding] = rules.load("acronym-too-early").check(Reading(submission, None))
    assert "“" not in finding.hint
    assert "”" not in finding.hint


def test_an_acronym_meant_to_be_another_is_reported_once():
    text = (
        "The Credit Line for Enterprises (CLE) opened. CLE lends, CLE asks. CLE grows, but ECL is not known. CEL too."
    )
    assert found("acronym-misspelt", text) == ["CEL"]
    assert found("acronym-unexpanded", text) == ["ECL"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("It has joined the International Organisation of Migration, too.", ["Organisation of"]),
        ("The Organization for Economic Cooperation and Development", ["Organization for Economic Cooperation"]),
        ("The Organisation of American States", ["Organisation"]),
        ("The Millenium Development Goals", ["Millenium"]),
        ("The Economic Community of West Africa States", ["Africa"]),
        ("The Rome Statute for the International Criminal Court", ["for"]),
        ("The High Level Political Forum", ["High Level"]),
        ("The Internet Corporation for Assigned Numbers and Names", ["Numbers and Names"]),
        ("The Committee on Social Development, the Human Rights Committee and the Internet Society Foundation", []),
        ("The World Summit on Sustainable Development, the United Nations Convention against Cybercrime", []),
        ("The Economic and Financial Committee, the World Telecommunication and Information Society Day", []),
    ],
)
def test_official_names(text, wrong):
    assert found("official-name", f"{text} will be named.") == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Guatamela and Zimbawbe, Ethiopa and Kyrgizstan took part.",
            ["Guatamela", "Zimbawbe", "Ethiopa", "Kyrgizstan"],
        ),
        ("Russia, Iran, Tanzania and Moldova took part.", ["Russia", "Iran", "Tanzania", "Moldova"]),
        ("St. Lucia, Zaire and Congo-Brazzaville took part.", ["St. Lucia", "Zaire", "Congo-Brazzaville"]),
        ("The Islamic Republic of Iran, the United Republic of Tanzania and Bolivia (Plurinational State of)", []),
        ("Guatemalan, Philippine, Mauritian and Russian experts of Tanzania Telecom and Digital Moldova", []),
        ("Swaziland became Eswatini in 2018. Until 2019, Macedonia was so called.", []),
        ("Telecom do Moçambique, Université du Cameroun, Rosa Luxemburg and Columbia University", []),
    ],
)
def test_names_of_countries(text, wrong):
    assert found("country-name", text) == wrong


@pytest.mark.parametrize(
    ("code", "text", "wrong"),
    [
        ("document-symbol", "See A/2015/RES/70 or E/2021/RES/28.", ["A/2015/RES/70", "E/2021/RES/28"]),
        ("document-symbol", "See A/77/62/E/2022/8 and E/CN.16/2022-2.", ["A/77/62/E/2022/8", "E/CN.16/2022-2"]),
        (
            "meaningless-link",
            "[Click here for more information](https://example.org/)",
            ["Click here for more information"],
        ),
        ("meaningless-link", "[More information on the Forum](https://example.org/)", []),
        ("possessive-acronym", "It meets NGOs’ needs and ‘SMEs’ needs’.", ["NGOs’"]),
        ("number-below-ten", "They sent 7 experts, but 3 reasons remain.", ["7", "3"]),
        ("number-below-ten", "We trained 9 judges, 3 lawyers and 2 clerks.", ["9", "3", "2"]),
        ("number-below-ten", "At meeting 3 experts spoke.", []),
        ("thousands-separator", "Since 2005, 12500 firms and 3,400 shops joined.", ["12500"]),
        ("thousands-separator", "The 3,400 shops cost 1 250 000 in all.", ["1 250 000"]),
        ("thousands-separator", "The 3,400 shops of Law 15177 articles and order 45678 lines, call 917 123 456.", []),
        (
            "number-below-ten",
            "It ended. 7 States wrote to grade 9 pupils, who use version 3 tools and phase 2 tests.",
            ["7"],
        ),
        ("acronym-unused", "The Internet Protocol (IP) is old, and IPv6 is new.", []),
        ("thousands-separator", "The 3,400 shops use ISO 27001 standards and port 18080 servers.", []),
        ("spelling", "It prioritises license fees and 5 meters.", ["prioritises", "license", "meter"]),
        ("spelling", "It meters water, and arthritises are named; to license holders is a duty.", []),
        (
            "mixed-term-case",
            "The Skills Council met. The skills council left. A skills council is new.",
            ["skills council"],
        ),
        ("mixed-term-case", "The SDGs are named: SDG 5, Goal 9 and Goal 4.", ["SDG"]),
        ("bare-address", "See <https://example.org/a>, please.", ["https://example.org/a"]),
    ],
)
def test_other_wording(code, text, wrong):
    assert found(code, text) == wrong


def test_goals_of_two_names_are_no_misspelt_name():
    assert found("official-name", "The SDGs are named: SDG 5, Goal 9 and Goal 4.") == []


def slips(count):
    """Return a paragraph with as many slips, and eight times as many acronyms, as a reading."""
    text = 'the organisations of Burma and the World Summit of the Information Society "so" sent 5 programs, '
    letters = [*itertools.product("ABCDEFGHIKLMNOPRSTVZ", repeat=3)][:: 1000 // count]
    names = " ".join(f"{''.join(three)}QX" for three in letters)
    text = f"{text * count}{names} RESQX"  # without RES, a rule would look no further
    reading = Reading(model.from_data(minimal({"parts": {"one": {"text": text}}})), None)
    assert reading.passages
    return reading


@pytest.fixture(scope="module")
def short():
    return [slips(100) for _ in range(2)]


@pytest.fixture(scope="module")
def long():
    return [slips(1000) for _ in range(2)]


@pytest.fixture(scope="module")
def least():
    """Return the seconds that it takes to make the short paragraph: what takes less than that is no burden."""
    return quickest(slips, [100] * 2)


@pytest.mark.parametrize("code", rules.codes("accessibility", "facts", "un-style"))
def test_a_long_paragraph_of_slips_is_no_burden(code, short, long, least):
    """A check that looked at the whole paragraph for each slip in it would take minutes."""

    def check(reading):
        return list(rules.load(code).check(reading))

    assert quickest(check, long) < TENFOLD * max(quickest(check, short), least)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "In the the year of of 2022.", ["the the", "of of"]),
        ("en", "The office of\nof the ministry.", ["of\nof"]),
        ("en", "The the budget. In an an hour. An an error.", ["The the", "an an", "An an"]),
        ("fr", "Le le budget.", ["Le le"]),
        ("es", "El el plazo.", ["El el"]),
        ("en", "The The played; THE THE and Of Of.", []),
        ("fr", "La liste de de pays et les les écoles.", ["de de", "les les"]),
        ("es", "La lista de de países.", ["de de"]),
        ("ru", "Школы в в городах.", ["в в"]),
        ("ar", "المدارس في في المدن.", ["في في"]),
        ("en", "It had had what that that was; \"the the\" and *of of* are cited; a well-known of-of rule.", []),
        ("fr", "Les mémoires de de Gaulle ; nous nous réunissons.", []),
        ("ru", "То есть что что-то есть.", []),
        ("ar", "من من الدول؟", []),
    ],
)  # fmt: skip
def test_a_doubled_word_is_found_where_it_is_never_right(language, text, expected):
    assert found("doubled-word", text, language=language) == expected


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "TODO: more. TODO", 2),
        ("es", "TODO: más. ES TODO UN PAÍS.", 1),
        ("fr", "Lorem ipsum dolor, XXXX écoles [XXX] et FIXME.", 4),
        ("en", "Chapter XXX and XXI; the “TODO” list, TODOS.", 0),
        ("en", "\\[TO BE COMPLETED BY UNIT B\\] Budget: TBD, XX million by \\[date\\]. \\[insert figure here\\]", 5),
        ("en", "It supports action line C2. XXX", 1),
        ("en", "USD XX, XX% of the budget, in 20XX.", 3),
        ("fr", "\\[À COMPLÉTER par l’unité B\\] XX millions et XX % en \\[année\\]", 4),
        ("es", "\\[insertar el cuadro\\] XX millones", 2),
        ("ru", "\\[вставить таблицу\\] XX млн", 2),
        ("ar", "\\[أدخل الجدول\\] XX مليون", 2),
        ("zh", "\\[插入表格\\]约XX万，20XX年", 3),
        ("en", "Part XXX. The XXX session, the XX Olympiad and Louis XX; acronym XX; XXX. Games. (TBD) as TBD-2", 0),
        (
            "en",
            "The “[date]” field, [the date](https://example.org), \\[the\\] date, \\[sic\\], \\[inserted by us\\], 3.XX%",
            0,
        ),
        ("fr", "Le XXe siècle, le siècle XX, TBD, SS. XX. XXX", 1),
        ("en", "| Chapter | Title |\n|---|---|\n| XXX | Bridges |", 0),
    ],
)
def test_words_that_stand_for_text_to_come_are_found(language, text, count):
    assert len(found("placeholder", text, language=language)) == count


@pytest.mark.parametrize(
    ("proposal", "words"),
    [("", ["Rita", "It doubled."]), ("It tripled.", ["Rita", "It doubled.", "It tripled."])],
)
def test_a_conflict_quotes_the_words_that_it_is_about(proposal, words):
    comment = {"by": "Rita", "quote": "It doubled.", "proposal": proposal}
    submission = model.from_data(minimal({"parts": {"one": {"text": "It doubled.", "comments": [comment]}}}))
    [conflict] = rules.load("open-conflict").check(Reading(submission, None))
    assert [each for each in words if each in conflict.message] == words


def test_a_footnote_does_not_hide_the_words_that_differ():
    comment = {
        "quote": "We trained many teachers. It was cheap.",
        "proposal": "We trained many teachers.[^a] It was dear.",
    }
    submission = model.from_data(minimal({"parts": {"one": {"text": "It doubled.", "comments": [comment]}}}))
    [conflict] = rules.load("open-conflict").check(Reading(submission, None))
    assert '"… many teachers. It was dear."' in conflict.message


@pytest.mark.parametrize(("quote", "hint"), [("Schools", "section"), ("Schools are open.", "words")])
def test_a_section_that_a_reviewer_removed_is_named_as_one(quote, hint):
    comments = [{"quote": quote, "proposal": ""}]
    section = {"title": "Schools", "text": "Schools are open.", "comments": comments}
    submission = model.from_data(minimal({"parts": {"one": {"sections": [section]}}}))
    [conflict] = rules.load("open-conflict").check(Reading(submission, None))
    assert hint in conflict.message
    assert hint in conflict.hint


def test_a_king_and_a_day_with_two_figures():
    assert found("possessive-acronym", "Louis XIV's court, and WHO's") == ["WHO's"]
    submission = model.from_data(minimal({"parts": {"one": {"text": "It was on July 06, 2004."}}}))
    assert [each.fix for each in rules.load("date-form").check(Reading(submission, None))] == ["6 July 2004"]
