"""The rows of a submission's sections -> the tags that its texts name and its authors did not give."""

from collections.abc import Iterator, Sequence

from wsisc.collate.collection import Member
from wsisc.dataset import coverage, mentions, vocabulary
from wsisc.dataset.mentions import Mention
from wsisc.dataset.rows import SectionRow, Suggestion
from wsisc.diagnostic import Path
from wsisc.document.prose import Passage, Reading

_SILENT = ("alternative", "entity", "title")


def of(member: Member, rows: Sequence[SectionRow]) -> list[Suggestion]:
    """Return what is suggested for the sections of a member of a collection, in their order.

    A tag that holds for a section is never suggested for it, nor a Goal where a target of it holds, nor C7 where an
    application of it does.
    """
    holders = _holders(rows)
    found: dict[tuple[str, str, str], Suggestion] = {}
    for passage in Reading(member.manuscript.submission, member.manuscript.call).passages:
        row = holders.get(passage.path)
        if row is None or passage.kind in _SILENT:
            continue
        for mention in mentions.of(passage.text, row.submission.language):
            if not _is_tagged(row, mention):
                key = (row.key, mention.vocabulary, mention.code)
                known = found.get(key)
                found[key] = _suggestion(row, passage, mention) if known is None else _again(known)
    order = {row.key: index for index, row in enumerate(rows)}
    return sorted(found.values(), key=lambda each: order[each.section.key])


def _holders(rows: Sequence[SectionRow]) -> dict[Path, SectionRow]:
    """Return the rows by the paths of their headings, texts, footnotes and captions."""
    return {path: row for row in rows for path in _paths(row)}


def _paths(row: SectionRow) -> Iterator[Path]:
    yield (*row.path, "title")
    yield (*row.path, "text")
    for note in row.notes:
        yield ("footnotes", note.name)
    for image in row.images:
        yield ("figures", image, "caption")


def _is_tagged(row: SectionRow, mention: Mention) -> bool:
    given = coverage.widened(mention.vocabulary, coverage.codes(row.tags, mention.vocabulary))
    return mention.code in given


def _suggestion(row: SectionRow, passage: Passage, mention: Mention) -> Suggestion:
    goal = mention.code.partition(".")[0]
    return Suggestion(
        section=row,
        vocabulary=mention.vocabulary,
        code=mention.code,
        name=vocabulary.names(mention.vocabulary)[goal],
        words=" ".join(passage.shown[mention.start : mention.end].split()),
        count=1,
        path=passage.path,
        start=passage.starts[mention.start],
    )


def _again(known: Suggestion) -> Suggestion:
    return Suggestion(**{**vars(known), "count": known.count + 1})
