"""The rows of a submission's sections -> the tags that its texts name and its sections do not have."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wsisc.calls.vocabulary import Vocabulary
from wsisc.collate.collection import Member
from wsisc.dataset import mentions
from wsisc.dataset.mentions import Mention
from wsisc.dataset.rows import SectionRow, Suggestion
from wsisc.diagnostic import DataPath
from wsisc.document.prose import Passage, Reading

_SKIPPED_KINDS = ("alternative", "entity", "title")


def suggest_tags(member: Member, rows: Sequence[SectionRow], language: str = "en") -> list[Suggestion]:
    """Return the suggestions for the sections of a member, in their order, with names of tags in a language.

    A tag that applies to a section is never suggested for it, nor one that includes a tag that applies.
    """
    call = member.manuscript.call
    vocabularies = {each.one: replace(each, language=language) for each in call.vocabularies.tags}
    rows_by_path = {path: row for row in rows for path in _paths(row)}
    suggestions: dict[tuple[str, str, str], Suggestion] = {}
    for passage in Reading(member.manuscript.submission, call).passages:
        row = rows_by_path.get(passage.path)
        if row is None or passage.kind in _SKIPPED_KINDS:
            continue
        for mention in mentions.find_mentions(passage.text, row.submission.language, call.vocabularies.tags):
            vocabulary = vocabularies[mention.vocabulary]
            if mention.code not in vocabulary.with_broader(row.tags.codes(vocabulary.id)):
                key = (row.key, mention.vocabulary, mention.code)
                known = suggestions.get(key) or _suggestion(row, passage, mention, vocabulary)
                suggestions[key] = replace(known, count=known.count + 1)
    order = {row.key: index for index, row in enumerate(rows)}
    return sorted(suggestions.values(), key=lambda each: order[each.section.key])


def _paths(row: SectionRow) -> Iterator[DataPath]:
    """Yield the paths of the heading, text, footnotes and captions of a row."""
    yield (*row.path, "title")
    yield (*row.path, "text")
    for note in row.footnotes:
        yield ("footnotes", note.name)
    for image in row.images:
        yield ("figures", image, "caption")


def _suggestion(row: SectionRow, passage: Passage, mention: Mention, vocabulary: Vocabulary) -> Suggestion:
    return Suggestion(
        section=row,
        vocabulary=mention.vocabulary,
        code=mention.code,
        name=vocabulary.name(mention.code),
        words=" ".join(passage.display_text[mention.start : mention.end].split()),
        count=0,
        path=passage.path,
        start=passage.starts[mention.start],
    )
