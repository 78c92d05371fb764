"""Two Word files -> whether a reader perceives a difference: ids and cuts are none, all other changes are one."""

import re

import pytest

from tests.conftest import FEATURES, build
from tests.redline import package
from tests.redline.describe import described
from tests.redline.package import DOCUMENT, NOTES, NUMBERING
from wsisc import source

BUILT = build(source.read(FEATURES.read_bytes(), "features").data)
RELATIONSHIPS = "word/_rels/document.xml.rels"


def changed(name, before, after, count=1):
    parts = package.read(BUILT)
    text = parts[name].decode()
    assert before in text if isinstance(before, str) else before.search(text), before
    text = text.replace(before, after, count) if isinstance(before, str) else before.sub(after, text)
    return package.write({**parts, name: text.encode()})


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (DOCUMENT, re.compile('w:id="1" w:name="two"'), 'w:id="1" w:name="other"'),
        (DOCUMENT, re.compile('<wp:docPr id="1"'), '<wp:docPr id="71"'),
        (DOCUMENT, "A paragraph with ", 'A para</w:t></w:r><w:r><w:t xml:space="preserve">graph with '),
        (DOCUMENT, '<w:rFonts w:hint="eastAsia"/>', ""),
        (DOCUMENT, '<w:gridCol w:w="3461"/>', '<w:gridCol w:w="3462"/>'),
        (DOCUMENT, "<w:p>", '<w:p w:rsidR="00112233">'),
        (DOCUMENT, "<w:b/><w:bCs/><w:i/><w:iCs/>", "<w:i/><w:iCs/><w:b/><w:bCs/>"),
    ],
)
def test_what_nobody_perceives_is_no_difference(name, before, after):
    assert described(changed(name, before, after)) == described(BUILT)


def test_numbers_of_lists_notes_and_links_are_no_difference():
    parts = package.read(BUILT)
    for name in (DOCUMENT, NOTES, NUMBERING):
        parts[name] = re.sub(rb'(<w:numId w:val=|<w:num w:numId=)"(10\d\d)"', rb'\1"7\2"', parts[name])
    for name in (DOCUMENT, NOTES):
        parts[name] = re.sub(rb'(<w:footnote(?:Reference)?) w:id="([1-9])"', rb'\1 w:id="5\2"', parts[name])
        base = name.rpartition("/")[2]
        for each in (name, f"word/_rels/{base}.rels"):
            parts[each] = parts[each].replace(b'"rId', b'"old')
    assert described(package.write(parts)) == described(BUILT)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (DOCUMENT, "a bullet", "a  bullet"),
        (DOCUMENT, ' xml:space="preserve"> and ', "> and "),
        (DOCUMENT, "<w:br/>", ""),
        (DOCUMENT, '<w:ilvl w:val="1"/>', '<w:ilvl w:val="2"/>'),
        (DOCUMENT, '<w:numId w:val="1008"/>', '<w:numId w:val="1007"/>'),
        (DOCUMENT, '<w:spacing w:after="160"/>', ""),
        (DOCUMENT, '<w:jc w:val="center"/>', ""),
        (DOCUMENT, "<w:vanish/>", ""),
        (DOCUMENT, "<w:titlePg/>", ""),
        (DOCUMENT, '<w:tblHeader w:val="on"/>', ""),
        (DOCUMENT, '<w:tblCaption w:val="Table 2"/>', '<w:tblCaption w:val="Table 3"/>'),
        (DOCUMENT, '<w:rStyle w:val="Hyperlink"/>', ""),
        (
            DOCUMENT,
            'w:id="2"/></w:r><w:r><w:t xml:space="preserve"> and ',
            'w:id="3"/></w:r><w:r><w:t xml:space="preserve"> and ',
        ),
        (DOCUMENT, 'descr="Bar', 'descr="bar'),
        (DOCUMENT, re.compile(r'(<d:decorative [^>]*val=)"1"'), r'\1"0"'),
        (NOTES, "A plain note.", "A plainer note."),
        (NUMBERING, '<w:startOverride w:val="5"/>', '<w:startOverride w:val="6"/>'),
        (NUMBERING, 'w:lvlText w:val="%1."', 'w:lvlText w:val="%1)"'),
        (RELATIONSHIPS, "a_b*c", "a_b*d"),
        ("word/header1.xml", "An entity", "An agency"),
        ("word/footer1.xml", "NUMPAGES", "SECTIONPAGES"),
        ("word/media/photo.jpeg", "", ""),
    ],
)
def test_what_a_reader_perceives_is_a_difference(name, before, after):
    if name.startswith("word/media"):
        parts = package.read(BUILT)
        other = package.write({**parts, name: parts["word/media/line.png"]})
    else:
        other = changed(name, before, after)
    assert described(other) != described(BUILT)


def test_items_have_the_numbers_that_word_prints():
    numbers = [match[1] for line in described(BUILT) if (match := re.search(r" number (\d+)", line))]
    assert numbers == ["1", "2", "5", "6", "1", "2"]
