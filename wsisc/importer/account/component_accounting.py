"""The components of a Word file and their fates -> the account by kinds: read = placed + call's + reported.

The mechanism is that of the ledger for words. The components are found in the XML, independently of the reader; the
reader must have read all of them; each must have a fate; and those that were placed must be in the submission.
Links are counted by their letters, so that splitting and joining them changes no count.
"""

from collections import Counter

from wsisc.importer.account.report import Fate
from wsisc.importer.account.word_accounting import ComponentRecord, Ledger, is_removed, run_components
from wsisc.importer.normalize import letters
from wsisc.messages import t
from wsisc.readers.word import components
from wsisc.readers.word.content import ComponentKind, all_paragraphs
from wsisc.source.markup import marked_text, richtext, tree
from wsisc.source.markup.printed_text import printed_text
from wsisc.source.model import Submission, rich_texts

type _KindAndName = tuple[ComponentKind, str]


def find_problems(ledger: Ledger, submission: Submission, is_whole: bool) -> list[str]:
    """Return what is not accounted for. If `is_whole`, all texts of the submission can be read back."""
    missing = [(component.kind, component.name) for component in ledger.unread if not components.is_expected(component)]
    read_amounts = Counter[_KindAndName]()
    for paragraph in all_paragraphs(ledger.original.blocks, ledger.original.notes):
        for run in paragraph.runs:
            for kind, name, amount in run_components(run, ledger.original.images):
                read_amounts[kind, name] += 0 if is_removed(run) else amount
    fated_amounts = Counter[_KindAndName]()
    placed_amounts = Counter[_KindAndName]()
    for entry in ledger.components:
        if entry.kind in components.READ_KINDS:
            fated_amounts[entry.kind, entry.name] += entry.amount
            if entry.fate == Fate.PLACED:
                placed_amounts[entry.kind, entry.name_in_submission] += entry.amount
    del fated_amounts[ComponentKind.LINK, ""]  # addresses in plain words are links only in the submission
    missing += [*(read_amounts - fated_amounts), *(fated_amounts - read_amounts)]
    if is_whole:
        in_submission = _components_in_submission(submission)
        missing += [*(placed_amounts - in_submission), *(in_submission - placed_amounts)]
    unread = Counter(
        (component.kind, component.name)
        for component in ledger.original.components
        if component.kind not in components.READ_KINDS
    )
    missing += unread - Counter((record.kind, record.name) for record in ledger.components)
    return [
        t("not every {kind} is accounted for: {name}", kind=kind, name=name) for kind, name in dict.fromkeys(missing)
    ]


def count_fates(entries: list[ComponentRecord]) -> dict[ComponentKind, Counter[Fate]]:
    """Return how many components of each kind have which fate."""
    counts: dict[ComponentKind, Counter[Fate]] = {}
    for entry in entries:
        if entry.name:
            counts.setdefault(entry.kind, Counter())[entry.fate] += 1
    return counts


def _components_in_submission(submission: Submission) -> Counter[_KindAndName]:
    """Return the components in the texts of a submission, as the parser reads them."""
    amounts = Counter[_KindAndName]()
    for _, text in rich_texts(submission):
        blocks = marked_text.canonical(richtext.parse(text, frozenset(submission.links)).blocks, submission.links)
        for node in tree.walk(blocks):
            if isinstance(node, tree.Link):
                amounts[ComponentKind.LINK, node.address] += len(letters(printed_text(node.children)))
            elif isinstance(node, tree.FootnoteReference):
                amounts[ComponentKind.NOTE, node.name] += 1
            elif isinstance(node, tree.Figure):
                amounts[ComponentKind.IMAGE, node.name] += 1
    return amounts
