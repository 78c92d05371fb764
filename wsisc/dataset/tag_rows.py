"""The rows of sections -> a row for every tag that holds for one, so that a filter finds this tag and no other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.dataset import coverage, vocabulary
from wsisc.dataset.rows import SectionRow


class TagRow(NamedTuple):
    """A tag of a section: how it came to it ("here", "above" or "wider"), its code, and its name in English.

    "above" is given to the part or a section that the section stands in; "wider" is the Goal of a target that holds,
    and C7 where an application of it does. So these rows add up to the coverage.
    """

    section: SectionRow
    vocabulary: str
    code: str
    name: str
    origin: str


def build_rows(sections: Sequence[SectionRow]) -> Iterator[TagRow]:
    """Yield the tags of sections, in their order and that of the vocabularies."""
    for section in sections:
        for name in vocabulary.VOCABULARIES:
            own, held = coverage.tag_codes(section.own_tags, name), coverage.tag_codes(section.tags, name)
            for code in coverage.add_broader_codes(name, held):
                how = "here" if code in own else "above" if code in held else "wider"
                called = vocabulary.tag_names(name)[code.partition(".")[0]]
                yield TagRow(section, name, code, called, how)
