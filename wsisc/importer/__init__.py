"""The content of any Word file -> a submission, the files of its figures, and a report of what became of every word.

Nothing is guessed away: words that fit no part go to `unplaced`, what has no place at all is reported with its words.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wsisc.calls.call import Call, Catalogue
from wsisc.importer import blocks as texts
from wsisc.importer import (
    call_detection,
    comment_threads,
    component_accounting,
    cover_detection,
    heading_detection,
    language_detection,
    layout,
    part_detection,
    split_prompts,
    tracking,
    unplaced_items,
)
from wsisc.importer.assembly import UNPLACED, Assembly, Draft, Ids
from wsisc.importer.clean_content import cleaned, marked
from wsisc.importer.cover_detection import Cover
from wsisc.importer.heading_detection import Kind, Ranks
from wsisc.importer.inline import Writer
from wsisc.importer.inline_collector import Gathered
from wsisc.importer.nodes import Node
from wsisc.importer.part_detection import Begin
from wsisc.importer.report import Fate, Item, Report
from wsisc.importer.structure import TYPED_NUMBER, Builder
from wsisc.importer.word_accounting import Ledger
from wsisc.markup import richtext
from wsisc.model import Comment, Entity, Part, Section, Submission, plain_texts, rich_texts
from wsisc.readers.word.content import Block, Content, Paragraph, paragraphs

__all__ = ["Fate", "Intake", "Item", "Report", "UnknownCall", "take"]

UnknownCall = call_detection.UnknownCall


@dataclass(frozen=True)
class Intake:
    """What a Word file holds: a submission, the files of its figures by their paths, and the report.

    `parts` are the ids that lead to the parts of the call whose headings were found.
    """

    submission: Submission
    files: Mapping[str, bytes]
    report: Report
    parts: tuple[tuple[str, ...], ...] = ()


def take(content: Content, known: Catalogue, chosen: str = "") -> Intake:
    """Return what a content holds, with all tracked changes accepted, as an answer to a call.

    Raises UnknownCall where nothing tells which call it answers, and none is `chosen`.
    """
    original = marked(content)
    kept, is_ours = cleaned(original), _is_ours(original)
    kept, laid_out = (kept, list[str]()) if is_ours else layout.unwrapped(kept, known)
    kept, before = split_prompts.parted(kept, call_detection.headed(known), is_ours)
    ledger = Ledger(original, kept, list(tracking.items(content)))
    for words in laid_out:
        ledger.note("table that only laid out a text, now plain text", words, needs_person=False)
    gathered = Gathered(ledger, is_ours)
    read = part_detection.texts(kept.blocks)
    found = {
        call.id: language_detection.find(kept.blocks, read, call, kept.language, gathered.is_ours)
        for call in call_detection.headed(known)
    }
    begun = {id: each.begins for id, each in found.items()}
    first = cover_detection.read(
        kept.blocks, known, gathered, lambda index: any(index in each for each in begun.values())
    )
    call = call_detection.choose(known, chosen, first, begun, ledger)
    language = language_detection.of(call, found.get(call.id), first, kept.language)
    begins = {at: begin for at, begin in begun.get(call.id, {}).items() if at >= first.end}
    assembly = _assembled(kept.blocks, first.end, call, language, begins, gathered, before)
    unplaced_items.report(gathered)
    for what, key, found_one in (("title", "title", first.title), ("name of who submits", "entity", first.entity)):
        if not found_one:
            ledger.note(f"no {what} was found; write it under {key}", "")
    writer = Writer(gathered.names, lambda kind, text: ledger.note(kind, text, needs_person=kind.endswith("divide it")))
    submission = _submission(call, language, first, assembly, writer)
    told = _report(content, submission, assembly, writer.beyond)
    return Intake(submission, gathered.files, told, tuple(begin.ids for begin in begins.values()))


def _is_ours(content: Content) -> bool:
    """Tell whether a file is in the styles of wsisc, which say what everything is."""
    styles = {paragraph.style.lower().replace(" ", "-") for paragraph in paragraphs(content.blocks)}
    return {"cover-body", "cover-entity"} <= styles


def _assembled(
    blocks: Sequence[Block], start: int, call: Call, language: str, begins: Mapping[int, Begin], gathered: Gathered,
    before: Sequence[Paragraph]
) -> Assembly:  # fmt: skip
    within = {index + step for index, begin in begins.items() for step in range(begin.size)}
    kinds: dict[int, Kind] = {}
    for index in range(start, len(blocks)):
        block = blocks[index]
        if index not in within and isinstance(block, Paragraph):
            kind = heading_detection.of_style(block) or (
                None if gathered.is_ours else heading_detection.of_looks(blocks, index)
            )
            if kind:
                kinds[index] = kind
    others = [block for index, block in enumerate(blocks) if index >= start and index not in within | kinds.keys()]
    builder = Builder(gathered, {} if gathered.is_ours else _typed_numbers(others), _usual_indent(others))
    gathered.build = builder.nodes
    assembly = Assembly(call, language, gathered, builder, Ranks(list(kinds.values())), before)
    assembly.run(blocks, start, begins, kinds)
    return assembly


def _typed_numbers(blocks: Sequence[Block]) -> dict[int, tuple[int, str]]:
    """Return the paragraphs that begin with the typed number of a list: another comes before or after it."""
    found = [
        (block, int(match[1]), match[2])
        for block in blocks
        if isinstance(block, Paragraph) and not block.numbering and (match := TYPED_NUMBER.match(block.text))
    ]
    typed: dict[int, tuple[int, str]] = {}
    for index, (block, number, delimiter) in enumerate(found):
        before = next((n for _, n, sign in reversed(found[:index]) if sign == delimiter), None)
        after = next((n for _, n, sign in found[index + 1 :] if sign == delimiter), None)
        if (before == number - 1 and number > 1) or (number <= 20 and after == number + 1):
            typed[id(block)] = number, delimiter
    return typed


def _usual_indent(blocks: Sequence[Block]) -> float:
    indents = Counter(block.indent for block in blocks if isinstance(block, Paragraph) and len(block.text) > 60)
    return indents.most_common(1)[0][0] if indents else 0


def _submission(call: Call, language: str, first: Cover, assembly: Assembly, writer: Writer) -> Submission:
    gathered = assembly.gathered
    text = _Texts(writer, dict(comment_threads.threads(gathered.ledger.original)))
    unplaced = assembly.drafts[UNPLACED]
    parts = tuple(made for part in call.parts if (made := _part((part.id,), assembly, text)))
    notes = {name: text.of(nodes) for name, nodes in gathered.notes.items()}
    held = (
        Part("unplaced", text.of(unplaced.nodes), sections=text.sections(unplaced)) if not unplaced.is_empty else None
    )
    used = {name for each in (*parts, *([held] if held else ())) for name in _named(each)} | {
        token.text for note in notes.values() for token in richtext.parse(note, frozenset(writer.links))
    }
    return Submission(
        call=call.id,
        language=language,
        title=first.title,
        entity=Entity(first.entity),
        parts=parts,
        links={name: address for address, name in gathered.names.items() if name in used},
        footnotes=notes,
        figures=gathered.figures,
        unplaced=held,
    )


@dataclass
class _Texts:
    """Turns drafts into texts."""

    writer: Writer
    known: Mapping[str, Comment]

    def comments(self, draft: Draft) -> tuple[Comment, ...]:
        return tuple(comment for id, comment in self.known.items() if id in draft.comments)

    def of(self, nodes: Sequence[Node]) -> str:
        return texts.written(nodes, self.writer)

    def sections(self, draft: Draft) -> tuple[Section, ...]:
        return tuple(
            Section(
                each.title, each.id, self.of(each.nodes), sections=self.sections(each), comments=self.comments(each)
            )
            for each in draft.sections
        )


def _part(ids: Ids, assembly: Assembly, text: _Texts) -> Part | None:
    draft = assembly.drafts.get(ids)
    children = [child.id for child in assembly.asked[ids].parts]
    parts = tuple(made for id in children if (made := _part((*ids, id), assembly, text)))
    if draft is None and not parts:
        return None
    draft = draft or Draft()
    return Part(
        ids[-1], text.of(draft.nodes), sections=text.sections(draft), parts=parts, comments=text.comments(draft)
    )


def _named(part: Part) -> set[str]:
    held = Submission("", "", "", Entity(""), (part,))
    if part.id == "unplaced":
        held = Submission("", "", "", Entity(""), (), unplaced=part)
    names = (name for _, value in rich_texts(held) for name in _references(value))
    return set(names)


def _references(text: str) -> list[str]:
    import re

    return re.findall(r"\]\[([a-z0-9-]+)\]", text)


def _report(content: Content, submission: Submission, assembly: Assembly, beyond: Mapping[str, str]) -> Report:
    ledger = assembly.gathered.ledger
    fates, problems = ledger.settle(_words(submission, beyond))
    read = sum(fates.values())
    if read != content.words:
        problems.append(f"{content.words} words were counted in the file, {read} were read")
    if fates.get(Fate.LOST):
        problems.append(f"{fates[Fate.LOST]} words got lost")
    held = submission.unplaced
    alone = Submission("", "", "", Entity(""), (), unplaced=held)
    unplaced = len(_words(alone, beyond).split()) if held else 0
    return Report(
        words_in=content.words,
        fates=fates,
        items=tuple(ledger.items),
        problems=tuple(problems),
        headings=assembly.headings,
        unplaced=unplaced,
        components=component_accounting.fates(ledger.entries),
        unaccounted=tuple(component_accounting.problems(ledger, submission, is_whole=not beyond)),
    )


def _words(submission: Submission, beyond: Mapping[str, str]) -> str:
    """Return all words of a submission but alternative texts, which no Word file shows. `beyond` as a Writer has it."""
    links = frozenset(submission.links)
    plain = [text for path, text in plain_texts(submission) if path[-1] != "alt"]
    rich = [beyond.get(text) or _inked(richtext.parse(text, links)) for _, text in rich_texts(submission)]
    return "\n".join([*plain, *rich])


def _inked(tokens: Sequence[richtext.Token]) -> str:
    """Return the words of tokens; the name of a figure is none."""
    pairs = zip((None, *tokens), tokens, strict=False)
    return richtext.words([each for before, each in pairs if before is None or before.kind != "figure"])
