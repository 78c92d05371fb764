"""What a Word file holds beside words, and the fates of it -> the account by kinds: read = placed + call's + reported.

The mechanism is that of the ledger for words. The inventory is found in the XML apart from all reading; what was read
must be all of it; what was read must have a fate; and what was placed must be in the submission as it is written. Links
are counted by their letters, so that splitting and joining them on the way changes no count.
"""

from collections import Counter
from collections.abc import Iterator

from wsisc.importer import nodes
from wsisc.importer.normalize import letters
from wsisc.importer.report import Fate
from wsisc.importer.word_accounting import Entry, Ledger, components_of, is_gone
from wsisc.markup import richtext
from wsisc.model import Submission, rich_texts
from wsisc.readers.word import unread_items
from wsisc.readers.word.content import Content, Kind, Paragraph, paragraphs

type Key = tuple[Kind, str]


def problems(ledger: Ledger, submission: Submission, is_whole: bool) -> list[str]:
    """Return what is not accounted for. `is_whole`: all texts of the submission can be read back."""
    found = [
        (each.kind, each.name)
        for each in unread_items.components(ledger.original)
        if not unread_items.is_expected(each)
    ]
    amounts: Counter[Key] = Counter()
    for paragraph in _paragraphs(ledger.original):
        for run in paragraph.runs:
            for kind, name, amount in components_of(run, ledger.original.images):
                amounts[kind, name] += 0 if is_gone(run) else amount
    fated: Counter[Key] = Counter()
    placed: Counter[Key] = Counter()
    for entry in ledger.entries:
        if entry.kind in unread_items.READ:
            fated[entry.kind, entry.name] += entry.amount
            if entry.fate == Fate.PLACED:
                placed[entry.kind, entry.written] += entry.amount
    del fated[Kind.LINK, ""]  # addresses in plain words are links only in the submission
    found += [*(amounts - fated), *(fated - amounts)]
    if is_whole:
        written = _written(submission)
        found += [*(placed - written), *(written - placed)]
    known = Counter((each.kind, each.name) for each in ledger.original.inventory if each.kind not in unread_items.READ)
    found += known - Counter((each.kind, each.name) for each in ledger.entries)
    return [f"not every {kind} is accounted for: {name}" for kind, name in dict.fromkeys(found)]


def fates(entries: list[Entry]) -> dict[Kind, Counter[Fate]]:
    """Return how many components of each kind have which fate."""
    counted: dict[Kind, Counter[Fate]] = {}
    for entry in entries:
        if entry.name:
            counted.setdefault(entry.kind, Counter())[entry.fate] += 1
    return counted


def _paragraphs(content: Content) -> Iterator[Paragraph]:
    yield from paragraphs(content.blocks)
    for blocks in content.notes.values():
        yield from paragraphs(blocks)


def _written(submission: Submission) -> Counter[Key]:
    """Return what the texts of a submission hold beside words, as they are read back."""
    found: Counter[Key] = Counter()
    for _, text in rich_texts(submission):
        tokens = richtext.parse(text, frozenset(submission.links))
        for atom in nodes.of_tokens(tokens, submission.links):
            if atom[0] == "t" and atom[3] and not nodes.is_space(atom):
                found[Kind.LINK, atom[3]] += len(letters(atom[1]))
            elif atom[0] == "n":
                found[Kind.NOTE, atom[1]] += 1
            elif atom[0] == "figure":
                found[Kind.IMAGE, atom[1]] += 1
    return found
