"""Three versions of a submission -> the passages that only the author changed, which no change reports.

Either the author changed them after the file was sent, or another version was sent than the merge assumes. A merge
cannot know, and changes nothing: it reports where the Word file and the source differ.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import tree
from wsisc.diff.change import Change
from wsisc.diff.versions import Sides
from wsisc.model import Submission

_PRINTED_FIELDS = ("title", "name", "caption", "alt")
"""Keys of plain texts that are in the document; those of the contact are not."""


def find_unreported(sides: Sides, changes: Sequence[Change]) -> tuple[int, list[DataPath]]:
    """Return how many passages differ that no change reports, and the paths of those that are in the file."""
    base, theirs, ours = ([*_passages(each)] for each in (sides.base, sides.theirs, sides.ours))
    sent, reviewed, own = (Counter(words for _, words in each) for each in (base, theirs, ours))
    reported = Counter(" ".join(text.split()) for each in changes for text in (each.quote, each.old, each.new))
    missing = (sent & reviewed) - own - reported
    new = own - sent - reviewed - reported
    paths = [path for path, words in ours if new[words]]
    return max(missing.total(), new.total()), list(dict.fromkeys(paths))


def _passages(submission: Submission) -> Iterator[tuple[DataPath, str]]:
    """Yield the words of the paragraphs, cells and titles of a submission, with the paths of their texts."""
    names = tree.Names(submission.links)
    for path, text in model.rich_texts(submission):
        for node in tree.walk(tree.parse(text, names)):
            words = " ".join("".join(atom.text for atom in node.atoms).split())
            if words:
                yield path, words
    for path, text in model.plain_texts(submission):
        if text and path[-1] in _PRINTED_FIELDS and path[0] != "contact":
            yield path, " ".join(text.split())
