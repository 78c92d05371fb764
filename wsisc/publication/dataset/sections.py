"""A submission -> the rows of its sections in reading order, with all of their words."""

import re
from collections.abc import Iterable, Iterator

from wsisc.calls import call as calls
from wsisc.calls.call import CallPart
from wsisc.messages.diagnostic import DataPath
from wsisc.publication.collate.collection import Member
from wsisc.publication.dataset import quantities
from wsisc.publication.dataset.rows import FootnoteRow, PartRow, SectionRow, SubmissionRow
from wsisc.source import model
from wsisc.source.markup import richtext, tree, word_count
from wsisc.source.markup.printed_text import printed_text
from wsisc.source.model import Section, Submission, Tags
from wsisc.text.words import count_words

_SPACES = re.compile(r"[ \t]+")
_BETWEEN_CELLS = "\u2003"


def build_rows(member: Member, row: SubmissionRow, part_rows: Iterable[PartRow]) -> Iterator[SectionRow]:
    """Yield the rows of a member's sections, from its own row and those of the parts of its call."""
    submission = member.manuscript.submission
    builder = _RowBuilder(submission, row)
    answers = {path[1:]: (path, part) for path, part in model.parts(submission)}
    tags: dict[tuple[str, ...], Tags] = {(): Tags()}
    for (ids, call_part), part_row in zip(calls.parts(member.manuscript.call), part_rows, strict=True):
        if ids in answers:
            path, part = answers[ids]
            own = _as_text(part.tags)
            tags[ids] = _merge_tags(tags[ids[:-1]], own)
            if part.text.strip():
                text = Section("", text=part.text)
                yield builder.build_row(part_row, path, part_row.place, "", text, tags[ids], own, 0)
            yield from builder.section_rows(part_row, call_part, part.sections, path, part_row.place, tags[ids], 1)


def plain_text(text: str, submission: Submission) -> str:
    """Return a rich text as it is read: a line for each paragraph, item, row and caption; no footnote references."""
    blocks = richtext.parse(text, frozenset(submission.links)).blocks
    captions = {name: figure.caption for name, figure in submission.figures.items()}
    printed = printed_text(blocks, "", True, captions, cell_end=_BETWEEN_CELLS, row_end="\n")
    return "\n".join(line for each in printed.split("\n") if (line := _SPACES.sub(" ", each).strip()))


class _RowBuilder:
    """Builds the rows of one submission, and counts its footnotes."""

    def __init__(self, submission: Submission, row: SubmissionRow) -> None:
        self.submission, self.row = submission, row
        self.links = frozenset(submission.links)
        self.note_count = 0

    def section_rows(
        self,
        part: PartRow,
        call_part: CallPart | None,
        sections: tuple[Section, ...],
        path: DataPath,
        place: str,
        inherited: Tags,
        level: int,
    ) -> Iterator[SectionRow]:
        """Yield the rows of sections and those within; only sections directly in a part (`call_part`) are numbered."""
        for position, section in enumerate(sections, 1):
            own = _as_text(section.tags)
            tags = _merge_tags(inherited, own)
            number = call_part.number(position).strip() if call_part else ""
            here, own_place = (*path, "sections", position - 1), f"{place}-{position}"
            yield self.build_row(part, here, own_place, number, section, tags, own, level)
            yield from self.section_rows(part, None, section.sections, here, own_place, tags, level + 1)

    def build_row(
        self,
        part: PartRow,
        path: DataPath,
        place: str,
        number: str,
        section: Section,
        tags: Tags,
        own_tags: Tags,
        level: int,
    ) -> SectionRow:
        text = plain_text(section.text, self.submission)
        blocks = richtext.parse(section.text, self.links).blocks
        images = tuple(each.name for each in blocks if isinstance(each, tree.Figure))
        return SectionRow(
            submission=self.row,
            part=part.place,
            part_label=part.label,
            place=place,
            id=section.id,
            path=path,
            number=number,
            heading=section.title,
            level=level,
            text=text,
            footnotes=tuple(self.list_notes(section.text)),
            images=images,
            alternative_texts=tuple(alt for name in images if (alt := self.submission.figures[name].alt)),
            words=count_words(section.title) + word_count.count_text(section.text, self.submission),
            tags=tags,
            own_tags=own_tags,
            quantities=tuple(quantities.find_quantities(text, self.row.language)),
        )

    def list_notes(self, text: str) -> Iterator[FootnoteRow]:
        for name in tree.footnote_names(richtext.parse(text, self.links)):
            self.note_count += 1
            yield FootnoteRow(self.note_count, name, plain_text(self.submission.footnotes[name], self.submission))


def _as_text(tags: Tags) -> Tags:
    """Return tags whose codes are all text."""
    return Tags({id: tags.codes(id) for id in tags.values})


def _merge_tags(above: Tags, own: Tags) -> Tags:
    """Return all tags that apply, each once, inherited ones first."""
    ids = dict.fromkeys((*above.values, *own.values))
    return Tags({id: tuple(dict.fromkeys((*above.codes(id), *own.codes(id)))) for id in ids})
