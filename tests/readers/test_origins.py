"""The origin of each character that is read -> the character of the XML there, found by counting alone."""

import pytest

from tests.readers.samples import SAMPLES
from wsisc.ooxml.names import W
from wsisc.ooxml.word_archive import WordArchive
from wsisc.readers.word import origins, reader
from wsisc.readers.word.content import all_paragraphs


def characters(file, kind):
    """Return the characters of each paragraph of a part; one that is no letter of a text is None."""
    root, found = WordArchive(file).read_xml(f"word/{kind}.xml"), []
    for paragraph in root.iter(f"{W}p"):
        leaves = [leaf for leaf in paragraph.iter() if next(leaf.iterancestors(f"{W}p"), None) is paragraph]
        texts = {leaf: list(leaf.text or "") for leaf in leaves if leaf.tag in (f"{W}t", f"{W}delText")}
        counted = [leaf for leaf, _, _ in origins.find_leaves(paragraph)]
        found.append([character for leaf in counted for character in texts.get(leaf, [None])])
    return found


TRANSLATED = {
    *("raised and lowered words, by how far and at which size", "words that are slightly raised are no script"),
    *("each superscript", "each subscript", "an ordinal after deleted letters", "signs of symbol fonts, as text"),
    *("all signs of symbol fonts", "a minus of a symbol font is a bullet only before a gap"),
    *("breaks, tabs, hyphens and ruby", "tracked changes of formatting"),
}


def read_differently(file):
    """Return the characters that are read otherwise than they are in the XML, with those; each letter is read once."""
    content, known, seen, found = reader.read(file), {}, set(), []
    for paragraph in all_paragraphs(content.blocks, content.notes):
        for character, origin in zip(paragraph.text, paragraph.origins, strict=True):
            if (address := origins.decode(origin)) is None:
                assert character == " "  # between two paragraphs that are one
                continue
            if address.part not in known:
                known[address.part] = characters(file, address.part)
            expected = known[address.part][address.paragraph][address.offset]
            found += [(expected, character)] if expected not in (character, None) else []
            assert expected is None or origin not in seen, address
            seen.add(origin)
    return found


@pytest.mark.parametrize("group", SAMPLES)
def test_each_character_that_is_read_is_where_its_origin_says(group):
    for name, file in SAMPLES[group].items():
        differences = read_differently(file)
        assert differences == [] or name in TRANSLATED, name
