"""The rows of sections, and the suggestions for them -> how often each tag is used, and each pair of a matrix."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wsisc.calls.vocabulary import PairVocabulary, Vocabulary
from wsisc.publication.dataset.rows import CoverageRow, PairRow, SectionRow, Suggestion
from wsisc.text.sequences import group_values

type Tag = tuple[str, str]
"""The name of a single term of a vocabulary, and a code."""


def section_tags(section: SectionRow, vocabularies: Iterable[Vocabulary]) -> Iterator[Tag]:
    """Yield the tags that apply to a section, with the broader tags that include them."""
    for vocabulary in vocabularies:
        for code in vocabulary.with_broader(section.tags.codes(vocabulary.id)):
            yield vocabulary.one, code


def sections_by_tag(sections: Iterable[SectionRow], vocabularies: Sequence[Vocabulary]) -> dict[Tag, list[SectionRow]]:
    """Return the sections to which each tag applies."""
    return group_values((tag, section) for section in sections for tag in section_tags(section, vocabularies))


def suggestions_by_tag(
    suggestions: Iterable[Suggestion], having: Mapping[Tag, Sequence[SectionRow]], vocabularies: Sequence[Vocabulary]
) -> dict[Tag, list[Suggestion]]:
    """Return the suggestions of each tag, and of those that include it, for sections without that tag."""
    by_name = {each.one: each for each in vocabularies}
    tagged = {(tag, section.key) for tag, sections in having.items() for section in sections}
    return group_values(
        ((each.vocabulary, code), each)
        for each in suggestions
        for code in by_name[each.vocabulary].with_broader((each.code,))
        if ((each.vocabulary, code), each.section.key) not in tagged
    )


def build_rows(
    vocabulary: Vocabulary, having: Mapping[Tag, Sequence[SectionRow]], naming: Mapping[Tag, Sequence[Suggestion]]
) -> tuple[CoverageRow, ...]:
    """Return the coverage of a vocabulary: a row for each tag, of an open vocabulary only for those that occur.

    `having` and `naming` are the results of `sections_by_tag` and `suggestions_by_tag`.
    """
    tags = ((vocabulary.one, code) for code in vocabulary.named)
    return tuple(
        _coverage_row(vocabulary, tag[1], having.get(tag, ()), naming.get(tag, ()))
        for tag in tags
        if not vocabulary.is_open or tag in having or tag in naming
    )


def _coverage_row(
    vocabulary: Vocabulary, code: str, having: Sequence[SectionRow], naming: Sequence[Suggestion]
) -> CoverageRow:
    submissions = dict.fromkeys(each.submission.key for each in having)
    named = [each.section.submission.key for each in naming]
    only_named = dict.fromkeys(key for key in named if key not in submissions)
    words = sum(each.words for each in having)
    suggested = len({each.section.key for each in naming})
    counts = len(having), words, tuple(only_named), suggested
    return CoverageRow(vocabulary.one, code, vocabulary.name(code), tuple(submissions), *counts)


def build_pair_rows(
    matrix: PairVocabulary, vocabularies: Sequence[Vocabulary], having: Mapping[Tag, Sequence[SectionRow]]
) -> tuple[PairRow, ...]:
    """Return how often the pairs of a matrix are addressed: by sections that have both tags, or narrower ones.

    Without one of its vocabularies in the collection there are no rows.
    """
    by_id = {each.id: each for each in vocabularies}
    if not by_id.keys() >= set(matrix.between):
        return ()
    first, second = (by_id[id].one for id in matrix.between)
    rows = []
    for pair in matrix.pairs:
        others = {section.key for section in having.get((second, pair.second), ())}
        both = [section for section in having.get((first, pair.first), ()) if section.key in others]
        submissions = tuple(dict.fromkeys(section.submission.key for section in both))
        rows.append(PairRow(matrix.id, pair.first, pair.second, pair.is_doubtful, submissions, len(both)))
    return tuple(rows)
