"""Three versions of a submission -> the passages that the reviewer left as they were sent out, and the file has not.

Its author changed them since, as authors do; or what counts as sent out is not what was. A merge cannot tell, and does
nothing: so it says where the Word file says something else than the file.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff import tree
from wsisc.diff.change import Change
from wsisc.diff.versions import Sides
from wsisc.merge.components import walk_nodes
from wsisc.model import Submission

_PRINTED_FIELDS = ("title", "name", "caption", "alt")


def find_unreported(sides: Sides, changes: Sequence[Change]) -> tuple[int, list[DataPath]]:
    """Return how many passages differ that no change tells of, and where in the file they are, as far as they are."""
    base, theirs, ours = ([*_passages(each)] for each in (sides.base, sides.theirs, sides.ours))
    sent, came, own = (Counter(words for _, words in each) for each in (base, theirs, ours))
    told = Counter(" ".join(text.split()) for each in changes for text in (each.quote, each.old, each.new))
    lacking = (sent & came) - own - told
    new = own - sent - came - told
    places = [path for path, words in ours if new[words]]
    return max(lacking.total(), new.total()), list(dict.fromkeys(places))


def _passages(submission: Submission) -> Iterator[tuple[DataPath, str]]:
    """Yield the paragraphs, cells and titles of a submission as their words, with the paths of their texts."""
    names = tree.Names(submission.links)
    for path, text in model.rich_texts(submission):
        for node in walk_nodes(tree.parse(text, names)):
            words = " ".join("".join(atom.text for atom in node.atoms).split())
            if words:
                yield path, words
    for path, text in model.plain_texts(submission):
        if text and path[-1] in _PRINTED_FIELDS and path[0] != "contact":
            yield path, " ".join(text.split())
