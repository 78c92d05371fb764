"""A submission -> the rows of its sections in reading order, with all of their words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wsisc.calls.call import CallPart, bare_label
from wsisc.collate.collection import Member
from wsisc.dataset import quantities
from wsisc.dataset.rows import FootnoteRow, SectionRow, SubmissionRow
from wsisc.diagnostic import DataPath
from wsisc.markup import richtext, tree, word_count
from wsisc.markup.printed_text import printed_text
from wsisc.model import Part, Section, Submission, Tags

_SPACES = re.compile(r"[ \t]+")
_BETWEEN_CELLS = "\u2003"


def build_rows(member: Member, row: SubmissionRow) -> Iterator[SectionRow]:
    """Yield the rows of the sections of a member. `row` is the member's own row."""
    submission = member.manuscript.submission
    builder = _RowBuilder(submission, row)
    answers = {part.id: part for part in submission.parts}
    for call_part in member.manuscript.call.parts:
        yield from builder.part_rows(call_part, answers.get(call_part.id), _RowContext((), (), "", Tags()))


def part_label(call_part: CallPart, language: str, parent_label: str) -> str:
    """Return the label of a part behind that of its parent, in English if the call has it."""
    own = call_part.label.get("en") or call_part.label.get(language) or call_part.id
    return f"{parent_label} {bare_label(own)}".strip()


def plain_text(text: str, submission: Submission) -> str:
    """Return a rich text as it is read: a line for each paragraph, item, row and caption; no footnote references."""
    blocks = richtext.parse(text, frozenset(submission.links)).blocks
    captions = {name: figure.caption for name, figure in submission.figures.items()}
    printed = printed_text(blocks, "", True, captions, cell_end=_BETWEEN_CELLS, row_end="\n")
    return "\n".join(line for each in printed.split("\n") if (line := _SPACES.sub(" ", each).strip()))


@dataclass(frozen=True)
class _RowContext:
    """What a row inherits: the ids, path and label of its part, and the tags that apply."""

    ids: tuple[str, ...]
    path: DataPath
    label: str
    tags: Tags


class _RowBuilder:
    """Builds the rows of one submission, and counts its footnotes."""

    def __init__(self, submission: Submission, row: SubmissionRow) -> None:
        self.submission, self.row = submission, row
        self.links = frozenset(submission.links)
        self.note_count = 0

    def part_rows(self, call_part: CallPart, part: Part | None, parent: _RowContext) -> Iterator[SectionRow]:
        if part is None:
            return
        own = _with_text_goals(part.tags)
        ids = (*parent.ids, part.id)
        path: DataPath = (*(parent.path or ("parts",)), part.id)
        context = _RowContext(
            ids, path, part_label(call_part, self.row.language, parent.label), _merge_tags(parent.tags, own)
        )
        if part.text.strip():
            yield self.build_row(context, path, "-".join(ids), "", Section("", text=part.text), own, 0)
        yield from self.section_rows(call_part, part.sections, context, path, "-".join(ids), 1)
        answers = {child.id: child for child in part.parts}
        for child in call_part.parts:
            yield from self.part_rows(child, answers.get(child.id), context)

    def section_rows(
        self,
        call_part: CallPart | None,
        sections: tuple[Section, ...],
        parent: _RowContext,
        path: DataPath,
        place: str,
        level: int,
    ) -> Iterator[SectionRow]:
        """Yield the rows of sections and those within; only sections directly in a part (`call_part`) are numbered."""
        for position, section in enumerate(sections, 1):
            own = _with_text_goals(section.tags)
            number = call_part.number(position).strip() if call_part else ""
            context = _RowContext(parent.ids, parent.path, parent.label, _merge_tags(parent.tags, own))
            section_path: DataPath = (*path, "sections", position - 1)
            yield self.build_row(context, section_path, f"{place}-{position}", number, section, own, level)
            yield from self.section_rows(
                None, section.sections, context, section_path, f"{place}-{position}", level + 1
            )

    def build_row(
        self, context: _RowContext, path: DataPath, place: str, number: str, section: Section, own: Tags, level: int
    ) -> SectionRow:
        text = plain_text(section.text, self.submission)
        blocks = richtext.parse(section.text, self.links).blocks
        images = tuple(each.name for each in blocks if isinstance(each, tree.Figure))
        return SectionRow(
            submission=self.row,
            part="-".join(context.ids),
            part_label=context.label,
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
            words=len(section.title.split()) + word_count.count_text(section.text, self.submission),
            tags=context.tags,
            own_tags=own,
            quantities=tuple(quantities.find_quantities(text, self.row.language)),
        )

    def list_notes(self, text: str) -> Iterator[FootnoteRow]:
        for name in tree.footnote_names(richtext.parse(text, self.links)):
            self.note_count += 1
            yield FootnoteRow(self.note_count, name, plain_text(self.submission.footnotes[name], self.submission))


def _with_text_goals(tags: Tags) -> Tags:
    """Return tags whose Goals are text, as targets are."""
    return Tags(tags.action_lines, tuple(str(goal) for goal in tags.sdgs), tags.countries, tags.kinds)


def _merge_tags(above: Tags, own: Tags) -> Tags:
    """Return all tags that apply, each once, inherited ones first."""
    return Tags(
        tuple(dict.fromkeys((*above.action_lines, *own.action_lines))),
        tuple(dict.fromkeys((*above.sdgs, *own.sdgs))),
        tuple(dict.fromkeys((*above.countries, *own.countries))),
        tuple(dict.fromkeys((*above.kinds, *own.kinds))),
    )
