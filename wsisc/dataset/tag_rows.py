"""The rows of sections -> a row for every tag that holds for one, so that a filter finds this tag and no other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.dataset import coverage, vocabulary
from wsisc.dataset.rows import SectionRow


class Given(NamedTuple):
    """A tag of a section: how it came to it ("here", "above" or "wider"), its code, and its name in English.

    "above" is given to the part or a section that the section stands in; "wider" is the Goal of a target that holds,
    and C7 where an application of it does. So these rows add up to the coverage.
    """

    section: SectionRow
    vocabulary: str
    code: str
    name: str
    how: str


def of(sections: Sequence[SectionRow]) -> Iterator[Given]:
    """Yield the tags of sections, in their order and that of the vocabularies."""
    for section in sections:
        for name in vocabulary.VOCABULARIES:
            own, held = coverage.codes(section.own, name), coverage.codes(section.tags, name)
            for code in coverage.widened(name, held):
                how = "here" if code in own else "above" if code in held else "wider"
                called = vocabulary.names(name)[code.partition(".")[0]]
                yield Given(section, name, code, called, how)
