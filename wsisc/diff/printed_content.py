"""A submission -> what of it is printed: its passages; and its words, links, footnotes and figures, counted."""

import re
from collections import Counter
from collections.abc import Iterator

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import section_matching, tree
from wsisc.model import Submission

type AccountKey = tuple[str, str]
"""A kind and a name: a word, or the address of a link; footnotes and figures have the name ""."""

_WORD = re.compile(r"\w+")
_INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060]")
# Keys of plain texts that are in the document; those of the contact are not.
_PRINTED_FIELDS = ("title", "name", "caption", "alt")


def passages(submission: Submission) -> Iterator[tuple[DataPath, str]]:
    """Yield the words of the paragraphs, cells and titles of a submission, with the paths of their texts."""
    for path, root in tree.parse_texts(submission):
        for node in tree.walk(root):
            words = " ".join("".join(atom.text for atom in node.atoms).split())
            if words:
                yield path, words
    for path, text in model.plain_texts(submission):
        if text and path[-1] in _PRINTED_FIELDS and path[0] != "contact":
            yield path, " ".join(text.split())


def count_all(submission: Submission) -> Counter[AccountKey]:
    """Count the words, links, footnotes and figures of a submission that are printed."""
    printed = (words for path, words in passages(submission) if path[-1] != "alt")
    found = Counter(key for words in printed for key in word_keys(words))
    for address, letters in count_link_letters(submission).items():
        found["link", address] += letters
    found["footnote", ""] = len(section_matching.referenced_footnotes(submission))
    found["figure", ""] = len(section_matching.placed_figures(submission))
    return found


def count_link_letters(submission: Submission) -> Counter[str]:
    """Count the letters in the texts of a submission that are links, by address."""
    found = Counter[str]()
    for _, text in tree.parse_texts(submission):
        for node in tree.walk(text):
            for atom in node.atoms:
                for mark in atom.marks:
                    if mark.startswith("link:"):
                        found[mark.removeprefix("link:")] += len(atom.text.strip())
    return found


def word_keys(text: str) -> Iterator[AccountKey]:
    """Return the keys of the words in a text."""
    return (("words", each) for each in _WORD.findall(_INVISIBLE.sub("", text)))
