"""A submission -> what of it is printed: its passages; and its words, links, footnotes and figures, counted."""

import re
from collections import Counter
from collections.abc import Iterator

from wsisc.diff import word_tree
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.markup.marked_text import MarkKind, find_values
from wsisc.source.model import Submission, Text
from wsisc.text.words import find_words

type AccountKey = tuple[str, str]
"""A kind and a name: a word, or the address of a link; footnotes and figures have the name ""."""

_INVISIBLE = re.compile("[\xad\u200b\u200c\u200d\u2060]")
# Keys of plain texts that are in the document; those of the contact are not.
_PRINTED_FIELDS = ("title", "name", "caption", "alt")


def passages(submission: Submission) -> Iterator[tuple[DataPath, str]]:
    """Yield the words of the paragraphs, cells and titles of a submission, with the paths of their texts."""
    for path, root in word_tree.parse_texts(submission):
        for node in word_tree.walk(root):
            words = " ".join("".join(atom.text for atom in node.atoms).split())
            if words:
                yield path, words
    for path, text in filter(_is_printed, model.plain_texts(submission)):
        yield path, " ".join(text.split())


def _is_printed(text: Text) -> bool:
    return bool(text.value) and text.path[-1] in _PRINTED_FIELDS and text.path[0] != "contact"


def count_all(submission: Submission) -> Counter[AccountKey]:
    """Count the words, letters of links, footnote references and figures of a submission that are printed."""
    rich_texts, plain_texts = word_tree.parse_texts(submission), filter(_is_printed, model.plain_texts(submission))
    found = Counter(key for path, text in plain_texts if path[-1] != "alt" for key in word_keys(text))
    for path, root in rich_texts:
        for node in word_tree.walk(root):
            found.update(word_keys("".join(atom.text for atom in node.atoms)))
            for atom in node.atoms:
                for address in find_values(atom.marks, MarkKind.LINK):
                    found["link", address] += len(atom.text.strip())
            if path[0] == "parts":
                found["footnote", ""] += sum(atom.name in submission.footnotes for atom in node.atoms)
                found["figure", ""] += node.kind == "figure" and node.name in submission.figures
    return found


def word_keys(text: str) -> Iterator[AccountKey]:
    """Return the keys of the words in a text."""
    return (("words", each) for each in find_words(_INVISIBLE.sub("", text)))
