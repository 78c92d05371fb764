"""The parts and sections of an assembly -> a submission, with its texts as Markdown."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.calls.call import Call
from wsisc.importer.account.report import ItemCode
from wsisc.importer.account.word_accounting import KEPT, Ledger
from wsisc.importer.assembly import Assembly, Draft
from wsisc.importer.cover.cover_detection import Cover
from wsisc.importer.normalize import letters
from wsisc.importer.parts.part_headings import PartIds
from wsisc.importer.parts.part_starts import UNPLACED
from wsisc.importer.text import comment_threads
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word.origins import Origins, nowhere
from wsisc.source.markup import limits, marked_text, richtext, tree
from wsisc.source.markup.print_markdown import MarkdownWriter, print_blocks
from wsisc.source.markup.printed_text import printed_text
from wsisc.source.model import Comment, Contact, Entity, Part, Section, Submission, plain_texts, rich_texts
from wsisc.text.words import one_line

_NOT_WRITTEN = t("list, quotation or table that Markdown cannot express, imported as paragraphs")
_MAX_REPORTED_LETTERS = 200  # so much of a text is in the report; the report shortens an item to 160 letters
_LINK_NAME = re.compile(r"\]\[([a-z0-9-]+)\]")
_FIELD_PATHS: Mapping[str, DataPath] = {
    "title": ("title",),
    "entity": ("entity", "name"),
    "acronym": ("entity", "acronym"),
    "contact-name": ("contact", "name"),
    "contact-email": ("contact", "email"),
}


class WrittenText(NamedTuple):
    """A rich text, and the origin of each of its printed letters, in order."""

    text: str
    origins: Origins


def write_blocks(blocks: Sequence[tree.Block], writer: MarkdownWriter) -> WrittenText:
    """Return blocks as a rich text. Those that Markdown cannot express become plain paragraphs, and are reported."""
    normalized = tree.replace_inlines(blocks, writer.normalize)
    written = [node for block in normalized for node in _representable(block, writer)]
    text = print_blocks(written, writer)
    if over := limits.find_excess(text):
        kind = t("{description}: divide it", description=over.description)
        writer.note(kind, one_line(text)[:_MAX_REPORTED_LETTERS], True)
        without_names = {figure.name: "" for figure in tree.find(written, tree.Figure)}
        writer.oversized[text] = printed_text(marked_text.canonical(written), "\n", captions=without_names)
    elif not writer.parses_to(text, written):
        writer.note(_NOT_WRITTEN, one_line(text)[:_MAX_REPORTED_LETTERS], False)
        written = [paragraph for block in written for paragraph in tree.paragraphs(block)]
        text = print_blocks(written, writer)
    holders = (node for node in tree.walk(written) if isinstance(node, tree.Paragraph | tree.Cell))
    return WrittenText(text, array("Q", [origin for holder in holders for origin in holder.origins]))


def _representable(block: tree.Block, writer: MarkdownWriter) -> Sequence[tree.Block]:
    """Return a block unchanged if Markdown can express it, otherwise as paragraphs."""
    if isinstance(block, tree.Paragraph | tree.Figure):
        return [block]
    text = print_blocks([block], writer)
    if limits.find_excess(text) or writer.parses_to(text, [block]):
        return [block]
    paragraphs = tree.paragraphs(block)
    writer.note(_NOT_WRITTEN, " ".join(node.text for node in tree.find([block], tree.Text)), False)
    return paragraphs


class _Writer:
    """Writes texts as Markdown, and keeps the origins of their letters by the paths of the texts."""

    def __init__(self, markdown: MarkdownWriter, comments: Mapping[str, Comment]) -> None:
        self.markdown, self.comments = markdown, comments
        self.origins: dict[DataPath, Sequence[int]] = {}

    def write(self, path: DataPath, nodes: Sequence[tree.Block]) -> str:
        """Return the text at a path."""
        written = write_blocks(nodes, self.markdown)
        self.origins[path] = written.origins
        return written.text

    def build_sections(self, draft: Draft, path: DataPath) -> tuple[Section, ...]:
        """Return the sections of a part or section."""
        built = []
        for index, section in enumerate(draft.sections):
            here = (*path, "sections", index)
            self.origins[(*here, "title")] = section.title_origins
            text = self.write((*here, "text"), section.nodes)
            inner = self.build_sections(section, here)
            built.append(Section(section.title, section.id, text, sections=inner, comments=self.comments_on(section)))
        return tuple(built)

    def build_part(self, ids: PartIds, assembly: Assembly) -> Part | None:
        """Return a part, None if nothing is in it."""
        draft = assembly.drafts.get(ids)
        children = [(*ids, child.id) for child in assembly.call_parts[ids].parts]
        parts = tuple(built for child in children if (built := self.build_part(child, assembly)))
        if draft is None and not parts:
            return None
        draft, path = draft or Draft(), ("parts", *ids)
        text = self.write((*path, "text"), draft.nodes)
        sections = self.build_sections(draft, path)
        return Part(ids[-1], text, sections=sections, parts=parts, comments=self.comments_on(draft))

    def comments_on(self, draft: Draft) -> tuple[Comment, ...]:
        """Return the comments on a part or section."""
        return tuple(comment for id, comment in self.comments.items() if id in draft.comments)


class BuiltSubmission(NamedTuple):
    """A submission, and the origin of each printed letter of its texts and values, by their paths."""

    submission: Submission
    origins: Mapping[DataPath, Sequence[int]]


def build_submission(
    call: Call, language: str, cover: Cover, assembly: Assembly, markdown: MarkdownWriter
) -> BuiltSubmission:
    """Return the submission of an assembly, in a language, with what the cover says."""
    collector = assembly.collector
    writer = _Writer(markdown, dict(comment_threads.read_threads(collector.ledger.original)))
    unplaced = assembly.drafts[UNPLACED]
    parts = tuple(built for part in call.parts if (built := writer.build_part((part.id,), assembly)))
    notes = {name: writer.write(("footnotes", name), nodes) for name, nodes in collector.notes.items()}
    unplaced_part = None
    if not unplaced.is_empty:
        text = writer.write(("unplaced", "text"), unplaced.nodes)
        unplaced_part = Part("unplaced", text, sections=writer.build_sections(unplaced, ("unplaced",)))
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
    parsed_notes = (richtext.parse(note, frozenset(markdown.links)) for note in notes.values())
    used_names = {link.name for note in parsed_notes for link in tree.find(note.blocks, tree.Link)}
    used_names |= {name for _, value in rich_texts(submission) for name in _LINK_NAME.findall(value)}
    links = {name: address for address, name in collector.link_names.items() if name in used_names}
    captions: dict[DataPath, Sequence[int]] = {
        ("figures", name, "caption"): origins for name, origins in collector.caption_origins.items()
    }
    values: dict[DataPath, Sequence[int]] = {
        path: collector.ledger.origins_at(place) for place, path in _FIELD_PATHS.items()
    }
    return BuiltSubmission(submission._replace(links=links), {**writer.origins, **captions, **values})


def keep_words(built: BuiltSubmission, ledger: Ledger, oversized: Mapping[str, str]) -> BuiltSubmission:
    """Return a submission with the words of a form that have no place, and those that it would lose, as unplaced."""
    submission, paragraphs = built.submission, list(ledger.kept or ())
    kept = "\n".join([submission_words(submission, oversized), *paragraphs])
    if lost := " ".join(ledger.find_lost(kept)):
        ledger.note(t("words without a place, imported under unplaced"), lost, code=ItemCode.UNPLACED_WORDS)
        paragraphs.append(lost)
    if not paragraphs:
        return built
    part, markdown = submission.unplaced or Part("unplaced"), MarkdownWriter({}, lambda kind, text, needs_person: None)
    nodes = []
    for number, words in enumerate(paragraphs, 1):
        typed = ledger.origins_at(KEPT.format(number=number))
        origins = nowhere(len(letters(words)) - len(typed)) + typed  # the key before the words is none of them
        nodes.append(tree.Paragraph((tree.Text(words),), origins=origins))
    written, path = write_blocks(nodes, markdown), ("unplaced", "text")
    text = "\n".join(filter(None, (written.text, part.text)))
    origins_of_all = {**built.origins, path: [*written.origins, *built.origins.get(path, ())]}
    return BuiltSubmission(submission._replace(unplaced=part._replace(text=text)), origins_of_all)


def add_fields(submission: Submission, fields: Mapping[str, str]) -> Submission:
    """Return a submission with the values of the fields of a form that no cover has."""
    entity = submission.entity._replace(acronym=fields.get("acronym", ""), type=fields.get("type", ""))
    contact = Contact(fields.get("contact-name", ""), fields.get("contact-email", ""))
    date = fields.get("date", "")
    return submission._replace(entity=entity, contact=contact if contact != Contact() else None, date=date)


def find_untraced(built: BuiltSubmission, oversized: Mapping[str, str]) -> list[DataPath]:
    """Return the paths of the texts and values of which not each letter has an origin, as `origins` has them."""
    lengths = {path: len(letters(words)) for path, words in _printed_texts(built.submission, oversized)}
    return [path for path, length in lengths.items() if length != len(built.origins.get(path, ()))]


def submission_words(submission: Submission, oversized: Mapping[str, str]) -> str:
    """Return all words of a submission but alternative texts, which no Word file shows.

    `oversized` are the words of texts beyond the limits, as a MarkdownWriter has them.
    """
    return "\n".join(words for _, words in _printed_texts(submission, oversized))


def _printed_texts(submission: Submission, oversized: Mapping[str, str]) -> Iterator[tuple[DataPath, str]]:
    links = frozenset(submission.links)
    yield from ((path, text) for path, text in plain_texts(submission) if path[-1] != "alt")
    without_names = dict.fromkeys(submission.figures, "")
    for path, text in rich_texts(submission):
        yield path, oversized.get(text) or printed_text(richtext.parse(text, links).blocks, captions=without_names)
