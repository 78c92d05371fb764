"""The letters of a Word file -> the fate of each of its words; and the fates of what it holds beside words.

What is read is followed by its letters: a word goes where its last letter went. So joining and splitting words on the
way changes no count, and a letter without a fate is a fault that is told.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wsisc.importer.normalize import letters
from wsisc.importer.report import Fate, ReportItem
from wsisc.readers.word import unread_items
from wsisc.readers.word.content import Aside, Component, ComponentKind, Paragraph, Run, WordContent, paragraphs

PAGE_MARGINS = ("header", "footer")
_PAGE_NUMBER_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")


class AccountedText(NamedTuple):
    """A stretch of a paragraph and its fate."""

    fate: Fate
    text: str


class ComponentRecord(NamedTuple):
    """What became of a link, an image or another component: `amount` are the letters of a link, else 1.

    `written` is its name in the submission, where it is placed: an address, the name of a footnote or figure.
    """

    kind: ComponentKind
    name: str
    fate: Fate
    amount: int = 1
    name_in_submission: str = ""


@dataclass
class Ledger:
    """Follows the paragraphs of a content. What nobody speaks of is placed."""

    original: WordContent
    cleaned: WordContent
    items: list[ReportItem] = field(default_factory=list)
    added_words: list[str] = field(default_factory=list)
    pieces: dict[int, tuple[AccountedText, ...]] = field(default_factory=dict)
    noted: set[tuple[str, str]] = field(default_factory=set)
    components: list[ComponentRecord] = field(default_factory=list)
    aliases: dict[int, tuple[Paragraph, Paragraph]] = field(default_factory=dict)

    def add_alias(self, new: Paragraph, old: Paragraph) -> Paragraph:
        """Note that a paragraph was made of one of the file: what is said of it is said of that one."""
        self.aliases[id(new)] = (new, self.aliases.get(id(old), (old, old))[1])
        return new

    def record(self, paragraph: Paragraph, *pieces: AccountedText) -> None:
        """Say what became of the stretches of a paragraph, in order."""
        self.pieces[self._key(paragraph)] = pieces

    def _key(self, paragraph: Paragraph) -> int:
        return id(self.aliases[id(paragraph)][1]) if id(paragraph) in self.aliases else id(paragraph)

    def record_all(self, paragraph: Paragraph, fate: Fate) -> None:
        """Say what became of a whole paragraph."""
        self.record(paragraph, AccountedText(fate, paragraph.text))

    def report(self, paragraph: Paragraph, kind: str, needs_person: bool = True) -> None:
        """Report a whole paragraph, which has no place."""
        self.record_all(paragraph, Fate.REPORTED)
        text = " ".join(paragraph.text.split())
        if text:
            self.items.append(ReportItem(kind, text, len(text.split()), needs_person))
        for run in paragraph.runs:
            for component, name, amount in run_components(run, self.cleaned.images):
                self.record_component(component, name, Fate.REPORTED, amount)
                if component != ComponentKind.NOTE:  # a note is reported by itself, with its words
                    is_outside = needs_person and not name.startswith("#")
                    self.note(f"{component} of a {kind}, not taken", f"{name} {run.text}", is_outside)

    def report_typed(self, kind: str, texts: Sequence[str], needs_person: bool = True) -> None:
        """Report words that have no place, in stretches."""
        self.items += [ReportItem(kind, " ".join(each.split()), len(each.split()), needs_person) for each in texts]

    def note(self, kind: str, text: str, needs_person: bool = True) -> None:
        """Tell of something whose words are placed; the same thing once."""
        item = ReportItem(kind, " ".join(text.split()), 0, needs_person)
        if (item.kind, item.text) not in self.noted:
            self.noted.add((item.kind, item.text))
            self.items.append(item)

    def record_component(
        self, kind: ComponentKind, name: str, fate: Fate, amount: int = 1, name_in_submission: str = ""
    ) -> None:
        """Say what became of a component."""
        self.components.append(ComponentRecord(kind, name, fate, amount, name_in_submission))

    def add_words(self, text: str) -> None:
        """Note words that the submission has and the file has not: markers that Word counts by itself."""
        self.added_words.append(text)

    def balance(self, written: str) -> tuple[Counter[Fate], list[str]]:
        """Return how many words have which fate, and what is wrong, given all words that were written."""
        problems: list[str] = []
        fates = self._kept_pieces(problems)
        placed = "".join(letters(piece.text) for piece in fates if piece.fate == Fate.PLACED)
        wanted, found = Counter(placed + letters("".join(self.added_words))), Counter(letters(written))
        if wanted != found:
            missing, extra = (wanted - found).total(), (found - wanted).total()
            problems.append(f"{missing} letters were lost on the way, {extra} came up")
        return self._count_words("".join(piece.text for piece in fates), _letter_fates(fates)), problems

    def _kept_pieces(self, problems: list[str]) -> list[AccountedText]:
        """Return the stretches of all paragraphs that were kept, by their letters, in order."""
        found: list[AccountedText] = []
        for paragraph in _paragraphs(self.cleaned):
            own = [AccountedText(piece.fate, letters(piece.text)) for piece in self.pieces.get(id(paragraph), ())]
            wanted = letters(paragraph.text)
            if not own:
                own = [AccountedText(Fate.PLACED, wanted)]
            if "".join(piece.text for piece in own) != wanted:
                problems.append(f'the account of "{paragraph.text[:60]}" is not right')
                own = [AccountedText(Fate.LOST, wanted)]
            found += own
        return found

    def _count_words(self, kept_letters: str, fates: list[Fate]) -> Counter[Fate]:
        """Count the words of the file by their fates: the letters that were kept are followed, and have one each."""
        counted: Counter[Fate] = Counter()
        at = 0
        for paragraph in _paragraphs(self.original):
            for word in _split_words(paragraph):
                kept = "".join(letters(text) for run, text in word if not is_removed(run))
                end = at + len(kept)
                fate = Fate.REPORTED if not kept else fates[end - 1] if kept_letters[at:end] == kept else Fate.LOST
                counted[fate] += 1
                at = end
        for aside in self.original.asides:
            counted[Fate.COVER if self.is_page_number(aside) else Fate.REPORTED] += aside.word_count
        return counted

    def is_page_number(self, aside: Aside) -> bool:
        """Tell whether words beside the text are only the numbers of pages, which wsisc prints by itself."""
        found = aside.text.split()
        fields = [each for each in self.original.components if each.place == aside.kind and is_page_furniture(each)]
        return aside.kind in PAGE_MARGINS and 0 < len(found) <= len(fields) and all(each.isdecimal() for each in found)


def _letter_fates(pieces: list[AccountedText]) -> list[Fate]:
    """Return the fate of every letter."""
    return [fate for piece in pieces for fate in [piece.fate] * len(piece.text)]


def _paragraphs(content: WordContent) -> Iterator[Paragraph]:
    yield from paragraphs(content.blocks)
    for blocks in content.notes.values():
        yield from paragraphs(blocks)


def _split_words(paragraph: Paragraph) -> Iterator[list[tuple[Run, str]]]:
    """Yield the words of a paragraph, each as the pieces of runs that it is made of."""
    word: list[tuple[Run, str]] = []
    for run in paragraph.runs:
        pieces = run.text.split()
        if word and run.text[:1].isspace():
            yield word
            word = []
        if not pieces:
            continue
        for piece in pieces[:-1]:
            yield [*word, (run, piece)]
            word = []
        word.append((run, pieces[-1]))
        if run.text[-1].isspace():
            yield word
            word = []
    if word:
        yield word


def run_components(run: Run, images: Mapping[str, bytes]) -> Iterator[tuple[ComponentKind, str, int]]:
    """Yield what a run has beside words: the kind, the name, and how much of it, for a link its letters and images."""
    for kind, name in unread_items.run_components(run, images):
        yield kind, name, len(letters(run.text)) + bool(run.image) if kind == ComponentKind.LINK else 1


def is_page_furniture(component: Component) -> bool:
    """Tell whether a component is a number that wsisc prints on every page by itself, or of a table of contents."""
    is_counted = (
        component.kind == ComponentKind.FIELD
        and component.name in _PAGE_NUMBER_FIELDS
        and component.place in PAGE_MARGINS
    )
    return is_counted or (
        component.place == "table of contents" and component.kind in (ComponentKind.FIELD, ComponentKind.LINK)
    )


def removed_text(content: WordContent) -> Iterator[tuple[str, str, int]]:
    """Yield what is struck or was deleted, in stretches: the kind, the text, and how many whole words went with it."""
    for paragraph in _paragraphs(content):
        whole = Counter(
            id(word[0][0])
            for word in _split_words(paragraph)
            if all(is_removed(run) for run, text in word if letters(text))
        )
        for run in paragraph.runs:
            if is_removed(run):
                yield "struck text" if run.change is None else "deleted text", run.text, whole[id(run)]


def is_removed(run: Run) -> bool:
    """Tell whether what a run holds is struck, or was deleted."""
    return run.struck or run.change is not None
