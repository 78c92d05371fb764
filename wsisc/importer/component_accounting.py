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
from wsisc.importer.word_accounting import ComponentRecord, Ledger, is_removed, run_components
from wsisc.markup import richtext
from wsisc.model import Submission, rich_texts
from wsisc.readers.word import unread_items
from wsisc.readers.word.content import ComponentKind, Paragraph, WordContent, paragraphs

type _KindAndName = tuple[ComponentKind, str]


def find_problems(ledger: Ledger, submission: Submission, is_whole: bool) -> list[str]:
    """Return what is not accounted for. `is_whole`: all texts of the submission can be read back."""
    found = [
        (each.kind, each.name)
        for each in unread_items.find_unread(ledger.original)
        if not unread_items.is_expected(each)
    ]
    amounts: Counter[_KindAndName] = Counter()
    for paragraph in _paragraphs(ledger.original):
        for run in paragraph.runs:
            for kind, name, amount in run_components(run, ledger.original.images):
                amounts[kind, name] += 0 if is_removed(run) else amount
    fated: Counter[_KindAndName] = Counter()
    placed: Counter[_KindAndName] = Counter()
    for entry in ledger.components:
        if entry.kind in unread_items.READ_KINDS:
            fated[entry.kind, entry.name] += entry.amount
            if entry.fate == Fate.PLACED:
                placed[entry.kind, entry.name_in_submission] += entry.amount
    del fated[ComponentKind.LINK, ""]  # addresses in plain words are links only in the submission
    found += [*(amounts - fated), *(fated - amounts)]
    if is_whole:
        written = _components_in_submission(submission)
        found += [*(placed - written), *(written - placed)]
    known = Counter(
        (each.kind, each.name) for each in ledger.original.components if each.kind not in unread_items.READ_KINDS
    )
    found += known - Counter((each.kind, each.name) for each in ledger.components)
    return [f"not every {kind} is accounted for: {name}" for kind, name in dict.fromkeys(found)]


def count_fates(entries: list[ComponentRecord]) -> dict[ComponentKind, Counter[Fate]]:
    """Return how many components of each kind have which fate."""
    counted: dict[ComponentKind, Counter[Fate]] = {}
    for entry in entries:
        if entry.name:
            counted.setdefault(entry.kind, Counter())[entry.fate] += 1
    return counted


def _paragraphs(content: WordContent) -> Iterator[Paragraph]:
    yield from paragraphs(content.blocks)
    for blocks in content.notes.values():
        yield from paragraphs(blocks)


def _components_in_submission(submission: Submission) -> Counter[_KindAndName]:
    """Return what the texts of a submission hold beside words, as they are read back."""
    found: Counter[_KindAndName] = Counter()
    for _, text in rich_texts(submission):
        tokens = richtext.parse(text, frozenset(submission.links))
        for atom in nodes.token_atoms(tokens, submission.links):
            if atom[0] == "t" and atom[3] and not nodes.is_space(atom):
                found[ComponentKind.LINK, atom[3]] += len(letters(atom[1]))
            elif atom[0] == "n":
                found[ComponentKind.NOTE, atom[1]] += 1
            elif atom[0] == "figure":
                found[ComponentKind.IMAGE, atom[1]] += 1
    return found
