"""Opening lines that sound like a cover -> words of the author, in six languages."""

import pytest

from tests.importer.paragraphs import heading, para, read
from wsisc.importer import Fate

TEXT = "The organization reports here on what it did for the outcomes of the Summit, at some length and in whole sentences."
LINES = (
    "We hosted the fourth session of the Youth Forum in 2022.",
    "Geneva hosted our annual meeting in 2022, with 200 guests.",
    "Highlights of the twenty-sixth session",
    "On 5 May 2022 we opened.",
    "Nous avons accueilli la quatrième session du Forum des jeunes en 2022.",
    "Genève a accueilli notre réunion annuelle en 2022.",
    "Faits marquants de la vingt-sixième session",
    "Acogimos el cuarto período de sesiones del Foro en 2022.",
    "Resultados del vigésimo sexto período de sesiones",
    "Мы провели в 2022 году: четвертая сессия форума",
    "Женева приняла нашу встречу в 2022 году.",
    "استضفنا الدورة الرابعة لمنتدى الشباب في عام 2022.",
    "جنيف استضافت اجتماعنا السنوي في عام 2022.",
    "我们于2022年主办了第四届青年论坛，来自十二个国家的代表参加了会议，并通过了关于数字技能的建议。",
    "第二十六届会议要点",
    "日内瓦是我们2022年年会的举办地。",
)


def texts_of(submission):
    parts = [part.text for part in submission.parts]
    unplaced = submission.unplaced
    sections = [text for each in unplaced.sections for text in (each.title, each.text)] if unplaced else []
    return " ".join(" ".join([submission.title, *parts, unplaced.text if unplaced else "", *sections]).split())


def counted_as_the_calls(found):
    return sum(found.report.fates[fate] for fate in (Fate.COVER, Fate.PROMPT, Fate.FIELD))


@pytest.mark.parametrize("style", ["", "Heading 1"])
@pytest.mark.parametrize("line", LINES)
def test_an_opening_line_is_the_authors(line, style):
    opening = heading(line) if style else para(line)
    found = read(opening, para(TEXT), call="")
    assert line.rstrip(".。") in texts_of(found.submission)
    assert counted_as_the_calls(found) == 0
    assert found.report.needs_person


@pytest.mark.parametrize(
    "line",
    [
        "Twenty-sixth session",
        "Vingt-sixième session, Genève, 27-31 mars 2023",
        "Vigésimo sexto período de sesiones",
        "Двадцать шестая сессия",
        "الدورة السادسة والعشرون",
        "第二十六届会议 2023年3月27日至31日，日内瓦",
    ],
)
def test_a_session_shows_the_call_and_its_words_are_kept_unless_they_are_the_calls(line):
    found = read(para(line), para(TEXT), call="")
    assert found.submission.call == "cstd-26"
    is_of_call = line == "Twenty-sixth session"
    assert (found.report.fates[Fate.COVER] > 0) is is_of_call
    assert (line in texts_of(found.submission)) is not is_of_call


def test_the_words_of_a_cover_of_another_call_are_the_authors():
    found = read(
        para("Commission on Science and Technology for Development (CSTD)"), para("Twenty-sixth session"),
        para("Submissions on their efforts in 2022"), para("Submission by"), para("ESCWA"), heading("Part One:"), para(TEXT),
        call="cstd-18",
    )  # fmt: skip
    assert "Twenty-sixth session" in found.submission.unplaced.text
    assert found.submission.entity.name == "ESCWA"
    kinds = {item.kind.partition(";")[0]: item.text for item in found.report.items if item.needs_person}
    assert kinds["the cover names another session than the call cstd-18, which is for session 18"] == "26"


def test_a_label_in_words_of_the_author_is_not_the_calls():
    found = read(*(block for each in (1, 2, 3) for block in (heading(f"Section {each}"), para(TEXT))), call="cstd-26")
    assert [part.id for part in found.submission.parts][:2] == ["one", "two"]
    assert (found.report.fates[Fate.PROMPT], found.report.fates[Fate.FIELD]) == (0, 6)


@pytest.mark.parametrize("word", ["Item ", "Point ", "Section ", "Question ", "Q", "Chapter "])
@pytest.mark.parametrize("call", ["cstd-26", "cstd-18"])
def test_lines_of_a_list_begin_no_part(word, call):
    lines = [para(f"{word}{number}") for number in (1, 2, 3)]
    found = read(para(TEXT), *lines, para(TEXT), call=call)
    assert not any(part.text or part.sections for part in found.submission.parts if part.id != "one")
    assert counted_as_the_calls(found) == 0
    assert f"{word}1 {word}2 {word}3" in texts_of(found.submission)
