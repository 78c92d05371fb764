"""The parts and sections of an assembly -> a submission, with its texts as Markdown."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from wsisc.calls.call import Call
from wsisc.importer import blocks as texts
from wsisc.importer import comment_threads
from wsisc.importer.assembly import Assembly, Draft
from wsisc.importer.cover_detection import Cover
from wsisc.importer.part_headings import PartIds
from wsisc.importer.part_starts import UNPLACED
from wsisc.importer.word_accounting import Ledger
from wsisc.markup import richtext, tree
from wsisc.markup.print_inlines import MarkdownWriter
from wsisc.markup.printed_text import printed_text
from wsisc.messages import t
from wsisc.model import Comment, Contact, Entity, Part, Section, Submission, plain_texts, rich_texts

type _WriteText = Callable[[Sequence[tree.Block]], str]
_LINK_NAME = re.compile(r"\]\[([a-z0-9-]+)\]")


def build_submission(call: Call, language: str, cover: Cover, assembly: Assembly, writer: MarkdownWriter) -> Submission:
    """Return the submission of an assembly, in a language, with what the cover says."""
    collector = assembly.collector
    write = partial(texts.write_blocks, writer=writer)
    comments = dict(comment_threads.read_threads(collector.ledger.original))
    unplaced = assembly.drafts[UNPLACED]
    parts = tuple(built for part in call.parts if (built := _build_part((part.id,), assembly, write, comments)))
    notes = {name: write(nodes) for name, nodes in collector.notes.items()}
    unplaced_part = (
        Part("unplaced", write(unplaced.nodes), sections=_build_sections(unplaced, write, comments))
        if not unplaced.is_empty
        else None
    )
    submission = Submission(
        call=call.id,
        language=language,
        title=cover.title,
        entity=Entity(cover.entity),
        parts=parts,
        footnotes=notes,
        figures=collector.figures,
        unplaced=unplaced_part,
    )
    parsed_notes = (richtext.parse(note, frozenset(writer.links)) for note in notes.values())
    used_names = {link.name for note in parsed_notes for link in tree.find(note.blocks, tree.Link)}
    used_names |= {name for _, value in rich_texts(submission) for name in _LINK_NAME.findall(value)}
    links = {name: address for address, name in collector.link_names.items() if name in used_names}
    return submission._replace(links=links)


def keep_words(submission: Submission, ledger: Ledger, oversized: Mapping[str, str]) -> Submission:
    """Return a submission with the words of a form that have no place, and those that it would lose, as unplaced."""
    paragraphs = list(ledger.kept or ())
    kept = "\n".join([submission_words(submission, oversized), *paragraphs])
    if lost := " ".join(ledger.find_lost(kept)):
        ledger.note(t("words without a place, imported under unplaced"), lost)
        paragraphs.append(lost)
    if not paragraphs:
        return submission
    part, writer = submission.unplaced or Part("unplaced"), MarkdownWriter({}, lambda kind, text: None)
    text = texts.write_blocks([tree.Paragraph((tree.Text(each),)) for each in paragraphs], writer)
    return submission._replace(unplaced=part._replace(text="\n".join(filter(None, (text, part.text)))))


def add_fields(submission: Submission, fields: Mapping[str, str]) -> Submission:
    """Return a submission with the values of the fields of a form that no cover has."""
    entity = submission.entity._replace(acronym=fields.get("acronym", ""), type=fields.get("type", ""))
    contact = Contact(fields.get("contact-name", ""), fields.get("contact-email", ""))
    date = fields.get("date", "")
    return submission._replace(entity=entity, contact=contact if contact != Contact() else None, date=date)


def _build_part(ids: PartIds, assembly: Assembly, write: _WriteText, comments: Mapping[str, Comment]) -> Part | None:
    draft = assembly.drafts.get(ids)
    children = [(*ids, child.id) for child in assembly.call_parts[ids].parts]
    parts = tuple(built for each in children if (built := _build_part(each, assembly, write, comments)))
    if draft is None and not parts:
        return None
    draft = draft or Draft()
    return Part(
        ids[-1],
        write(draft.nodes),
        sections=_build_sections(draft, write, comments),
        parts=parts,
        comments=_comments_on(draft, comments),
    )


def _build_sections(draft: Draft, write: _WriteText, comments: Mapping[str, Comment]) -> tuple[Section, ...]:
    return tuple(
        Section(
            each.title,
            each.id,
            write(each.nodes),
            sections=_build_sections(each, write, comments),
            comments=_comments_on(each, comments),
        )
        for each in draft.sections
    )


def _comments_on(draft: Draft, comments: Mapping[str, Comment]) -> tuple[Comment, ...]:
    return tuple(comment for id, comment in comments.items() if id in draft.comments)


def submission_words(submission: Submission, oversized: Mapping[str, str]) -> str:
    """Return all words of a submission but alternative texts, which no Word file shows.

    `oversized` are the words of texts beyond the limits, as a MarkdownWriter has them.
    """
    links = frozenset(submission.links)
    plain = [text for path, text in plain_texts(submission) if path[-1] != "alt"]
    without_names = dict.fromkeys(submission.figures, "")
    rich = [
        oversized.get(text) or printed_text(richtext.parse(text, links).blocks, captions=without_names)
        for _, text in rich_texts(submission)
    ]
    return "\n".join([*plain, *rich])
