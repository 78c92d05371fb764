"""A redline -> how many words it deletes and inserts, and the fewest that would do.

A word is what spaces separate; of Chinese, each character. It counts as changed if any letter of it is deleted or inserted.
Text is read paragraph by paragraph, body first, then notes: the cells of tables in their places. The words of a note count
once for each of its references: a reader sees it twice if a redline moves it by a removed and an added reference.
"""

import re
from collections import defaultdict

from lxml import etree
from rapidfuzz.distance import Indel

from tests.redline import package
from tests.redline.package import DOCUMENT, NOTES, W

_WORD = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
_BREAKS = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def words(content):
    """Return the words of a Word file without changes."""
    return [
        word for paragraph in _paragraphs(content) for word in _WORD.findall("".join(each for each, _ in paragraph))
    ]


def changed(content):
    """Return how many words a redline deletes, and how many it inserts."""
    paragraphs = list(_paragraphs(content))
    return _count(paragraphs, "del", "ins"), _count(paragraphs, "ins", "del")


def fewest(old, new):
    """Return the fewest words to delete and insert that turn the words of OLD into those of NEW."""
    return Indel.distance(words(old), words(new))


def _count(paragraphs, kind, other):
    """Return how many words have a letter of a kind of change, in the text without the other kind."""
    count = 0
    for pieces in paragraphs:
        shown = [(letter, change) for text, change in pieces if change != other for letter in text]
        text = "".join(letter for letter, _ in shown)
        count += sum(any(change == kind for _, change in shown[slice(*each.span())]) for each in _WORD.finditer(text))
    return count


def _paragraphs(content):
    """Yield the pieces of each paragraph: a text, and "ins", "del" or "" for how it is marked."""
    parts = package.read(content)
    for name in (DOCUMENT, NOTES):
        if name in parts:
            root = package.parse(parts[name])
            fates = _fates_of_notes(parts) if name == NOTES else {}
            for paragraph in root.iter(f"{W}p"):
                note = next(paragraph.iterancestors(f"{W}footnote"), None)
                for fate in [""] if note is None else fates.get(note.get(f"{W}id"), [""]):
                    yield [(text, change or fate) for text, change in _pieces(paragraph)]


def _fates_of_notes(parts):
    """Return how the references of each note are marked: its words come and go with them."""
    fates = defaultdict(list)
    for each in package.parse(parts[DOCUMENT]).iter(f"{W}footnoteReference"):
        fates[each.get(f"{W}id")].append(_change(each))
    return fates


def _pieces(paragraph):
    for each in paragraph.iter(etree.Element):
        if each.tag in (f"{W}t", f"{W}delText"):
            yield each.text or "", _change(each)
        elif each.tag in _BREAKS and each.getparent().tag == f"{W}r":
            yield _BREAKS[each.tag], _change(each)


def _change(element):
    kinds = {
        etree.QName(each).localname
        for each in element.iterancestors(f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo")
    }
    return "del" if kinds & {"del", "moveFrom"} else "ins" if kinds else ""
