"""The rows of sections, and the suggestions for them -> how often each tag is used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wsisc.collate import vocabulary as vocabularies
from wsisc.dataset.rows import CoverageRow, SectionRow, Suggestion
from wsisc.grouping import group_values

type Tag = tuple[str, str]
"""A vocabulary and a code."""


def section_tags(section: SectionRow) -> Iterator[Tag]:
    """Yield the tags that apply to a section, with the broader tags that include them."""
    for vocabulary in vocabularies.VOCABULARIES:
        for code in vocabularies.add_broader_codes(vocabulary, vocabularies.tag_codes(section.tags, vocabulary)):
            yield vocabulary, code


def sections_by_tag(sections: Iterable[SectionRow]) -> dict[Tag, list[SectionRow]]:
    """Return the sections to which each tag applies."""
    return group_values((tag, section) for section in sections for tag in section_tags(section))


def suggestions_by_tag(
    suggestions: Iterable[Suggestion], having: Mapping[Tag, Sequence[SectionRow]]
) -> dict[Tag, list[Suggestion]]:
    """Return the suggestions of each tag, and of those that include it, for sections without that tag."""
    tagged = {(tag, section.key) for tag, sections in having.items() for section in sections}
    return group_values(
        ((each.vocabulary, code), each)
        for each in suggestions
        for code in vocabularies.add_broader_codes(each.vocabulary, (each.code,))
        if ((each.vocabulary, code), each.section.key) not in tagged
    )


def build_rows(
    vocabulary: str, having: Mapping[Tag, Sequence[SectionRow]], naming: Mapping[Tag, Sequence[Suggestion]]
) -> tuple[CoverageRow, ...]:
    """Return the coverage of a vocabulary: a row for each tag, of countries only for those that occur.

    `having` and `naming` are the results of `sections_by_tag` and `suggestions_by_tag`.
    """
    return tuple(
        _coverage_row(vocabulary, code, name, having.get((vocabulary, code), ()), naming.get((vocabulary, code), ()))
        for code, name in vocabularies.tag_names(vocabulary).items()
        if vocabulary != "country" or (vocabulary, code) in having or (vocabulary, code) in naming
    )


def _coverage_row(
    vocabulary: str, code: str, name: str, having: Sequence[SectionRow], naming: Sequence[Suggestion]
) -> CoverageRow:
    submissions = dict.fromkeys(each.submission.key for each in having)
    named = [each.section.submission.key for each in naming]
    only_named = dict.fromkeys(key for key in named if key not in submissions)
    words = sum(each.words for each in having)
    suggested = len({each.section.key for each in naming})
    return CoverageRow(vocabulary, code, name, tuple(submissions), len(having), words, tuple(only_named), suggested)
