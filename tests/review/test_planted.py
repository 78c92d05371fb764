"""Findings that are planted in Word files -> the comments of a review are at exactly their words, found by counting.

The files have what makes a search fail: repeated sentences, the same words twice in a paragraph, runs that end within
words, tables, text boxes, footnotes, and the same words hidden, deleted and inserted.
"""

import io
import random
import zipfile

import pytest
from lxml import etree

from tests.conftest import many
from tests.readers.word_files import SPACES, para, run, word_file
from tests.review import ranges
from tests.review.annotated import reviewed

W = ranges.W
WORDS = "Cape Verde"
ADVICE = "Cabo Verde"
FILLER = [
    "schools",
    "teachers",
    "farmers",
    "markets",
    "roads",
    "clinics",
    "harbours",
    "villages",
    "ministers",
    "partners",
]
FOOTNOTES = f"<w:footnotes {SPACES}>{{}}</w:footnotes>"


def sentence(choose):
    """Return a sentence with the planted words as often as chance says."""
    words = [choose.choice(FILLER) for _ in range(choose.randrange(6, 14))]
    for at in sorted(choose.sample(range(0, len(words), 2), choose.randrange(4)), reverse=True):
        words.insert(at, WORDS)  # never twice in a row, which would be another finding
    return f"The {' '.join(words)} were connected. "


def in_runs(text, choose):
    """Return a text as runs that end anywhere, some of them in another size or colour, some inserted, with decoys between."""
    pieces, at = [], 0
    while at < len(text):
        end = min(len(text), at + choose.randrange(3, 30))
        piece = run(text[at:end], choose.choice(["", "", '<w:color w:val="336699"/>', '<w:sz w:val="26"/>']))
        if choose.random() < 0.15:
            piece = f'<w:ins w:id="{900 + len(pieces)}" w:author="Ann">{piece}</w:ins>'
        decoy = ""
        if text[end - 1 : end] == " " and choose.random() < 0.2:
            decoy = choose.choice([deleted, hidden, box])(len(pieces))
        pieces.append(piece + decoy)
        at = end
    return "".join(pieces)


def deleted(number):
    words = run(f"{WORDS} ").replace("w:t", "w:delText")
    return f'<w:del w:id="{800 + number}" w:author="Ann">{words}</w:del>'


def hidden(number):
    return run(f"{WORDS} ", "<w:vanish/>")


def box(number):
    return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{para(run(WORDS))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"  # fmt: skip


def planted_file(seed):
    """Return a Word file with planted words."""
    choose = random.Random(seed)
    repeated = [sentence(choose) for _ in range(2)]
    blocks, notes = [para(run("Part One: Executive summary"), '<w:outlineLvl w:val="0"/>')], []
    for _ in range(choose.randrange(5, 9)):
        text = "".join(choose.choice([sentence(choose), *repeated]) for _ in range(choose.randrange(1, 4)))
        reference = ""
        if choose.random() < 0.3:
            notes.append(sentence(choose))
            reference = f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>'
        paragraph = para(in_runs(text, choose) + reference)
        if choose.random() < 0.25:
            cells = "".join(f"<w:tc>{para(in_runs(sentence(choose), choose))}</w:tc>" for _ in range(2))
            row = f"<w:tr>{cells}</w:tr>"
            paragraph += f"<w:tbl><w:tblGrid/>{row}{row}</w:tbl>"
        blocks.append(paragraph)
    written = "".join(f'<w:footnote w:id="{at}">{para(run(text))}</w:footnote>' for at, text in enumerate(notes, 1))
    parts = {"word/footnotes.xml": FOOTNOTES.format(written)}
    return word_file("".join(blocks), parts, relations=[("n", "footnotes", "footnotes.xml", "")])


def shown(text):
    """Return whether a reader of the page sees a text in the flow of its paragraph."""
    outer = {each.tag for each in text.iterancestors()}
    look = text.getparent().find(f"{W}rPr/{W}vanish")
    return look is None and not outer & {f"{W}del", f"{W}txbxContent"}


def document(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def places_of_words(content):
    """Return the paragraph and offset of the planted words, wherever a reader sees them."""
    found = []
    for number, paragraph in enumerate(document(content).iter(f"{W}p")):
        own = [each for each in paragraph.iter(f"{W}t") if next(each.iterancestors(f"{W}p")) is paragraph]
        text = "".join(each.text for each in own if shown(each))
        found += [(number, at) for at in range(len(text)) if text.startswith(WORDS, at)]
    return found


def places_of_comments(content):
    """Return the paragraph and offset of each comment on the planted words, and what it marks."""
    about = {id for id, text in ranges.comments(content).items() if ADVICE in text and "footnote" not in text}
    found, opened = [], {}
    for number, paragraph in enumerate(document(content).iter(f"{W}p")):
        at = 0
        for element in paragraph.iter(f"{W}t", f"{W}commentRangeStart", f"{W}commentRangeEnd"):
            if next(element.iterancestors(f"{W}p")) is not paragraph:
                continue
            id = element.get(f"{W}id")
            if element.tag == f"{W}commentRangeStart" and id in about:
                opened[id] = number, at, ""
            elif element.tag == f"{W}commentRangeEnd" and id in opened:
                found.append(opened.pop(id))
            elif element.tag == f"{W}t" and shown(element):
                at += len(element.text)
                opened = {key: (where, start, words + element.text) for key, (where, start, words) in opened.items()}
    assert not opened
    return found


def assert_each_is_commented(seed):
    content = planted_file(seed)
    _, _, found = reviewed(content)
    comments = places_of_comments(found.content)
    assert {words for _, _, words in comments} <= {WORDS}
    expected = places_of_words(content)
    assert sorted((number, at) for number, at, _ in comments) == expected
    return len(expected)


@pytest.mark.parametrize("seed", range(3))
def test_every_planted_word_has_its_comment(seed):
    assert assert_each_is_commented(seed) > 0


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_every_planted_word_of_many_files_has_its_comment():
    assert sum(assert_each_is_commented(seed) for seed in range(3, 3 + many(60))) > 10 * many(60)


@pytest.mark.parametrize("note", ["<!-- a -->", "<?a b?>"])
def test_a_note_of_a_program_within_a_text_moves_no_words(note):
    text = f"We live in {WORDS} as{note} was said in {WORDS} to{note}day."
    content = word_file(para(run("Part One"), '<w:outlineLvl w:val="0"/>') + para(run(text)))
    _, _, found = reviewed(content)
    paragraphs = ["".join(each.itertext(f"{W}t")) for each in document(found.content).iter(f"{W}p")]
    assert "".join(paragraphs[-1].split()) == "".join(text.replace(note, "").split())
    assert [words for _, _, words in places_of_comments(found.content)] == [WORDS, WORDS]
