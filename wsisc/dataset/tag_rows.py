"""The rows of sections -> one row for every tag that applies to a section, so that a filter finds exactly this tag."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wsisc.collate import vocabulary
from wsisc.dataset.rows import SectionRow


class TagRow(NamedTuple):
    """A tag of a section: its code, its name in English, and its origin ("here", "above" or "wider").

    "above" means that the tag was given to the part or a section above; "wider" that it is the Goal of a target, or C7
    for one of its applications. So these rows add up to the coverage.
    """

    section: SectionRow
    vocabulary: str
    code: str
    name: str
    origin: str


def build_rows(sections: Sequence[SectionRow]) -> Iterator[TagRow]:
    """Yield the tags of sections, in the order of the sections and vocabularies."""
    for section in sections:
        for name in vocabulary.VOCABULARIES:
            own_codes, codes = vocabulary.tag_codes(section.own_tags, name), vocabulary.tag_codes(section.tags, name)
            for code in vocabulary.add_broader_codes(name, codes):
                origin = "here" if code in own_codes else "above" if code in codes else "wider"
                tag_name = vocabulary.tag_names(name)[code.partition(".")[0]]
                yield TagRow(section, name, code, tag_name, origin)
