"""Small submissions and Word contents, to test single functions of a merge."""

from tests.conftest import as_yaml, minimal
from wsisc import source
from wsisc.diff.sides import ImageDigests, Sides
from wsisc.merge import apply, collect
from wsisc.readers.word.content import Paragraph, Run, WordContent
from wsisc.source import model


def submission(changes=None):
    """Return the smallest submission with changes merged into its data."""
    return model.from_data(minimal(changes))


def sides(base=None, theirs=None, ours=None, **more):
    """Return the sides of a merge of three submissions, each described by its changes of the smallest one."""
    return Sides(submission(base), submission(base if theirs is None else theirs),
                 submission(base if ours is None else ours), **more)  # fmt: skip


def merge_texts(base, theirs, ours=None, find_changes=collect.find_changes):
    """Return the text of part one after a merge, and the verdicts."""
    texts = [{"parts": {"one": {"text": each}}} for each in (base, theirs, base if ours is None else ours)]
    three = sides(*texts)
    content, changes, _ = apply.apply_changes(as_yaml(minimal(texts[2])), three, find_changes(three))
    return source.read(content, "").data["parts"]["one"]["text"], [each.verdict for each in changes]


def digests(base="", theirs="", ours=""):
    """Return the digests of the image of a figure "map"; their image is described by its digest."""
    return ImageDigests({"map": base}, {"map": theirs}, {"map": ours}, {"map": f"image {theirs}"})


def paragraph(text, **more):
    """Return a paragraph of one run."""
    return Paragraph((Run(text),), **more)


def word_file(*blocks, **more):
    """Return the content of a Word file; each text becomes a paragraph."""
    return WordContent(tuple(paragraph(each) if isinstance(each, str) else each for each in blocks), **more)
