"""Changes of a redline -> with the authors of the same changes in the Word file of the new version."""

import pytest
from lxml import etree

from wsisc.ooxml.names import W
from wsisc.readers.word.accept_reject import TrackedWord, find_tracked_words
from wsisc.readers.word.content import Paragraph, Run, TrackedChange, WordContent
from wsisc.writers.redline import attribution
from wsisc.writers.redline.attribution import attribute

SPACE = f'xmlns:w="{W[1:-1]}"'
DAY = "2024-05-01T10:00:00Z"


def ins(text, by="Ada"):
    return Run(text, change=TrackedChange("insertion", by, DAY))


def gone(text, by="Ada"):
    return Run(text, change=TrackedChange("deletion", by, DAY))


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ((Run("no change"),), []),
        ((Run("a "), gone("red"), ins("blue"), Run(" house")), ["-red Ada", "+blue Ada"]),
        ((Run("a "), gone("red", "Bob"), ins("blue"), Run(" house")), ["-red Bob", "+blue Ada"]),
        ((Run("use"), ins("d", "Bob"), Run(" it")), ["-use Bob", "+used Bob"]),
        ((Run("use"), gone("d", "Bob"), Run(" it")), ["-used Bob", "+use Bob"]),
        ((Run("one"), gone(" and", "Bob"), Run(" two")), ["-and Bob"]),
        ((ins("new words", "Eve"),), ["+new Eve", "+words Eve"]),
        ((Run("x", change=TrackedChange("deletion", "Bob", DAY, "Ada")),), []),
    ],
)
def test_changed_words_and_their_authors(runs, expected):
    found = find_tracked_words(WordContent((Paragraph(runs),)))
    assert [f"{'+' if each.is_insertion else '-'}{each.text} {each.author}" for each in found] == expected
    assert {each.date for each in found} <= {DAY}


def redline(inner):
    return etree.fromstring(f"<w:body {SPACE}>{inner}</w:body>")


def change(kind, text):
    name = {"ins": "t", "del": "delText"}[kind]
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:{name}>{each}</w:{name}></w:r>" for each in text.split("|"))
    return f'<w:{kind} w:author="WHO" w:id="1">{runs}</w:{kind}>'


def shown(root):
    return [
        f"{etree.QName(each).localname} {each.get(f'{W}author')}: {''.join(each.itertext())}"
        for each in root.iter(f"{W}ins", f"{W}del")
    ]


WORDS = (
    TrackedWord(True, "many", "Ada", DAY),
    TrackedWord(True, "new", "Ada", DAY),
    TrackedWord(True, "words", "Bob", "soon"),
    TrackedWord(False, "old", "Eve", ""),
)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (change("ins", "many new "), ["ins Ada: many new "]),
        (change("ins", "many new words here"), ["ins Ada: many new ", "ins Bob: words ", "ins WHO: here"]),
        (change("ins", "many |new words"), ["ins Ada: many new ", "ins Bob: words"]),
        (change("del", "old") + change("ins", "new"), ["del Eve: old", "ins Ada: new"]),
        (change("del", "new"), ["del WHO: new"]),
        (change("ins", " "), ["ins WHO:  "]),
    ],
)
def test_a_change_is_divided_among_its_authors(inner, expected):
    root = redline(f"<w:p>{inner}</w:p>")
    before = "".join(root.itertext())
    attribute([root], WORDS)
    assert shown(root) == expected
    assert "".join(root.itertext()) == before
    assert len(root.findall(f".//{W}rPr/{W}b")) == len(root.findall(f".//{W}r"))
    assert {each.get(f"{W}date") for each in root.iter(f"{W}ins")} <= {DAY, None}


def test_marks_are_by_the_author_of_their_words():
    mark = '<w:pPr><w:rPr><w:ins w:author="WHO" w:id="2"/></w:rPr></w:pPr>'
    row = '<w:trPr><w:ins w:author="WHO" w:id="3"/></w:trPr>'
    root = redline(
        f"<w:p>{mark}{change('ins', 'many new')}</w:p><w:p>{mark}{change('ins', 'others')}</w:p>"
        f"<w:tbl><w:tr>{row}<w:tc><w:p>{change('ins', 'words')}</w:p></w:tc></w:tr></w:tbl>"
    )
    attribute([root], WORDS)
    assert [each.get(f"{W}author") for each in root.iterfind(f".//{W}pPr/{W}rPr/{W}ins")] == ["Ada", "WHO"]
    assert [each.get(f"{W}author") for each in root.iterfind(f".//{W}trPr/{W}ins")] == ["Bob"]


def test_cells_are_by_the_author_of_their_words():
    cell = '<w:tcPr><w:cellIns w:author="WHO" w:id="3"/></w:tcPr>'
    root = redline(f"<w:tbl><w:tr><w:tc>{cell}<w:p>{change('ins', 'words')}</w:p></w:tc></w:tr></w:tbl>")
    attribute([root], WORDS)
    assert [each.get(f"{W}author") for each in root.iter(f"{W}cellIns")] == ["Bob"]


@pytest.mark.parametrize("count", [7, 8, 40])
def test_words_have_authors_however_many_there_are(count, monkeypatch):
    monkeypatch.setattr(attribution, "MOST_AT_ONCE", 8)
    texts = [f"w{number}" for number in range(count)]
    root = redline(f"<w:p>{change('ins', ' '.join(texts))}</w:p>")
    by = [TrackedWord(True, each, f"Ada{number // 5}", DAY) for number, each in enumerate(texts) if number % 5]
    attribute([root], by)
    expected = [f"Ada{number // 5}" if number % 5 else "WHO" for number in range(count)]
    found = []
    for each in root.iter(f"{W}ins"):
        found += [each.get(f"{W}author")] * len("".join(each.itertext()).split())
    assert found == expected
