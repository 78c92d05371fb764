"""Small submissions and Word contents, to test single functions of a merge."""

from tests.conftest import minimal
from wsisc.diff.sides import ImageDigests, Sides
from wsisc.readers.word.content import Paragraph, Run, WordContent
from wsisc.source import model


def submission(changes=None):
    """Return the smallest submission with changes merged into its data."""
    return model.from_data(minimal(changes))


def sides(base=None, theirs=None, ours=None, **more):
    """Return the sides of a merge of three submissions, each described by its changes of the smallest one."""
    return Sides(submission(base), submission(base if theirs is None else theirs),
                 submission(base if ours is None else ours), **more)  # fmt: skip


def digests(base="", theirs="", ours=""):
    """Return the digests of the image of a figure "map"; their image is described by its digest."""
    return ImageDigests({"map": base}, {"map": theirs}, {"map": ours}, {"map": f"image {theirs}"})


def paragraph(text, **more):
    """Return a paragraph of one run."""
    return Paragraph((Run(text),), **more)


def word_file(*blocks, **more):
    """Return the content of a Word file; each text becomes a paragraph."""
    return WordContent(tuple(paragraph(each) if isinstance(each, str) else each for each in blocks), **more)
