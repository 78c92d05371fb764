"""The letters of a Word file -> the fate of each of its words; and the fates of its components.

Each letter is followed by its origin, so it does not matter what paragraphs become; a word has the fate of its last
letter. A letter of the file that is nowhere in the content as it was imported is lost: an error that is reported.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from wsisc.calls import locale
from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate, ItemCode, ReportItem
from wsisc.importer.normalize import letters
from wsisc.messages import map_texts, resources, t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.word import components
from wsisc.readers.word.components import OF_FORM
from wsisc.readers.word.content import (
    PAGE_MARGINS,
    Aside,
    Component,
    ComponentKind,
    Paragraph,
    Run,
    WordContent,
    all_paragraphs,
)
from wsisc.readers.word.fields import PAGE_NUMBER
from wsisc.readers.word.origins import NOWHERE, Coverage, Origins, concatenate, paragraph_of
from wsisc.source.markup import marked_text, richtext, tree
from wsisc.source.markup.tree import printed_text
from wsisc.source.model import Submission, rich_texts
from wsisc.text.slots import fill
from wsisc.text.words import one_line

_MAX_NAMED_WORDS = 12  # so many words show the place
_PAGE_NUMBER_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_UNRECORDED = -1  # instead of the number of a piece: the letter is placed with its paragraph

type _KindAndName = tuple[ComponentKind, str]


class AccountedText(NamedTuple):
    """A stretch of a paragraph and its fate.

    `place` is where words are that are placed by themselves, not with their paragraph: the name of a field, such as
    "title", `LEFT_OVER`, or `KEPT` and a number.
    """

    fate: Fate
    text: str
    place: str = ""


KEPT = "kept {number}"
"""The place of what a person typed into a form where nothing has a place: that paragraph of `Ledger.kept`."""
LEFT_OVER = "left over"
"""The place of lines of the first pages that are not the call's: a paragraph of `unplaced` each."""


class MisreadValue(NamedTuple):
    """What a person typed into a field that cannot have it: the key of the YAML, the words, and their origins."""

    key: str
    text: str
    origins: Origins


class ComponentRecord(NamedTuple):
    """What became of a link, an image or another component: `amount` are the letters of a link, 1 for others.

    `name_in_submission` is an address, or the name of a footnote or figure, if the component is placed.
    """

    kind: ComponentKind
    name: str
    fate: Fate
    amount: int = 1
    name_in_submission: str = ""


@dataclass
class Ledger:
    """Follows the letters of a content by their origins. A letter that is not recorded is placed.

    `kept` are the words of a form that a person typed where none have a place, which `unplaced` keeps; None for other
    files, of which such words are reported alone. `keys` are those of the values among them, by their places. `pieces`
    are the stretches that were recorded, with the origins of
    their letters, and `piece_of` has the last one of each letter.
    """

    original: WordContent
    cleaned: WordContent
    kept: list[str] | None = None
    items: list[ReportItem] = field(default_factory=list)
    added_words: list[str] = field(default_factory=list)
    pieces: list[AccountedText] = field(default_factory=list)
    piece_of: dict[int, int] = field(default_factory=dict)
    piece_origins: list[Origins] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    noted: set[tuple[str, str]] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    components: list[ComponentRecord] = field(default_factory=list)

    @cached_property
    def unread(self) -> tuple[Component, ...]:
        """The components of the file that no run contains."""
        return tuple(components.find_unread(self.original))

    def record(self, paragraph: Paragraph, *pieces: AccountedText) -> None:
        """Record what became of the stretches of a paragraph, or of a part of one, in order."""
        if "".join(letters(piece.text) for piece in pieces) != letters(paragraph.text):
            self.problems.append(t('the word accounting of "{text}" is wrong', text=paragraph.text[:60]))
            pieces = (AccountedText(Fate.LOST, paragraph.text),)
        origins, at = letter_origins(paragraph), 0
        for piece in pieces:
            number, end = len(self.pieces), at + len(letters(piece.text))
            self.pieces.append(piece)
            self.piece_origins.append(origins[at:end])
            self.piece_of.update(dict.fromkeys(origins[at:end], number))
            at = end

    def fate_of(self, origin: int) -> Fate:
        """Return what became of a letter."""
        return self.pieces[self.piece_of[origin]].fate if origin in self.piece_of else Fate.PLACED

    def report(self, paragraph: Paragraph, kind: str, needs_person: bool = True) -> None:
        """Report a whole paragraph that has no place."""
        self.record(paragraph, AccountedText(Fate.REPORTED, paragraph.text))
        text = one_line(paragraph.text)
        if text:
            self.items.append(ReportItem(kind, text, len(text.split()), needs_person))
        for run in paragraph.runs:
            for component, name, amount in run_components(run, self.cleaned.images):
                self.record_component(component, name, Fate.REPORTED, amount)
                if component != ComponentKind.NOTE:  # a note is reported by itself, with its words
                    is_outside = needs_person and not name.startswith("#")
                    self.note(
                        t("{component} in a {kind}, not imported", component=component, kind=kind),
                        f"{name} {run.text}",
                        is_outside,
                    )

    def report_typed(self, kind: str, text: str, needs_person: bool = True, key: str = "") -> AccountedText:
        """Report a stretch of words that has no place, and return it with its fate: those of a form are kept.

        `key` is the key of the YAML whose value it is meant to be, "" for none: it is kept before the words.
        """
        if self.kept is None:
            self.items.append(ReportItem(kind, one_line(text), len(text.split()), needs_person))
            return AccountedText(Fate.REPORTED, text)
        if key:
            kept_kind = t(
                "{kind}, imported under unplaced; correct it, and move it to {key} in the YAML file", kind=kind, key=key
            )
            self.add_words(f"{key}:")
        else:
            kept_kind = t("{kind}, imported under unplaced", kind=kind)
        self.note(kept_kind, text, code=ItemCode.UNPLACED_WORDS)
        self.kept.append(f"{key}: {one_line(text)}" if key else one_line(text))
        place = KEPT.format(number=len(self.kept))
        self.keys |= {place: key} if key else {}
        return AccountedText(Fate.PLACED, text, place)

    @property
    def misread(self) -> tuple[MisreadValue, ...]:
        """What was typed into the fields of a form that cannot have it."""
        pairs = zip(self.pieces, self.piece_origins, strict=True)
        return tuple(
            MisreadValue(self.keys[piece.place], one_line(piece.text), origins)
            for piece, origins in pairs
            if piece.place in self.keys
        )

    def origins_at(self, place: str) -> Origins:
        """Return the origins of the letters at a place, in the order in which they were recorded."""
        pairs = zip(self.pieces, self.piece_origins, strict=True)
        return concatenate(origins for piece, origins in pairs if piece.place == place)

    def runs_at(self, place: str) -> Iterator[Run]:
        """Yield each stretch at a place as a run, whose letters have their origins."""
        for piece, letter_origins in zip(self.pieces, self.piece_origins, strict=True):
            if piece.place == place:
                remaining = iter(letter_origins)
                found = [next(remaining) if letters(character) else NOWHERE for character in piece.text]
                yield Run(piece.text, origins=array("Q", found))

    def note(
        self,
        kind: str,
        text: str,
        needs_person: bool = True,
        is_unread: bool = False,
        *,
        code: ItemCode = ItemCode.OTHER,
        origin: int = NOWHERE,
    ) -> None:
        """Report something of which no counted word is left out; the same thing once."""
        item = ReportItem(kind, map_texts(one_line, text), 0, needs_person, is_unread, code, origin)
        if (item.kind, item.text) not in self.noted:
            self.noted.add((item.kind, item.text))
            self.items.append(item)

    def report_words_of_others(self, is_of_call: Callable[[str], bool]) -> None:
        """Report every stretch that was taken for words of the call, and is not one of its own, letter for letter."""
        others = dict[int, list[int]]()  # by paragraph, those that are reported together
        for origin, number in self.piece_of.items():
            piece = self.pieces[number]
            if piece.fate in (Fate.COVER, Fate.PROMPT) and not is_of_call(piece.text):
                numbers = others.setdefault(paragraph_of(origin), [])
                numbers += [number] if number not in numbers else []
        for numbers in others.values():
            for number in numbers:
                text = self.pieces[number].text
                self.pieces[number] = self.report_typed(t("words that are not the call's"), text)._replace(text=text)

    def record_component(
        self, kind: ComponentKind, name: str, fate: Fate, amount: int = 1, name_in_submission: str = ""
    ) -> None:
        """Record what became of a component."""
        self.components.append(ComponentRecord(kind, name, fate, amount, name_in_submission))

    def add_words(self, text: str) -> None:
        """Record words that are in the submission and not in the file: markers that Word counts by itself."""
        self.added_words.append(text)

    def balance(
        self, written: str, origins: Mapping[DataPath, Sequence[int]] | None = None
    ) -> tuple[Counter[Fate], list[str]]:
        """Return how many words have which fate, and what is wrong; `written` are all words of the submission.

        `origins` are those of its letters: each letter of the file that is placed must be in it once, and no other.
        """
        placed, placed_origins = self._placed_letters()
        problems = list(self.problems)
        if origins is not None:
            covered = sorted(origin for text in origins.values() for origin in text if origin != NOWHERE)
            if covered != sorted(placed_origins):
                problems.append(t("the addresses of the words that are placed are not those of the submission"))
        expected, actual = Counter(placed + letters("".join(self.added_words))), Counter(letters(written))
        if expected != actual:
            known = Counter(map(letters, [*self._placed_words(), *" ".join(self.added_words).split()]))
            added = [word for word in written.split() if not _take(known, letters(word))]
            lost, more = (" ".join(words[:_MAX_NAMED_WORDS]) for words in (self.find_lost(written), added))
            problems.append(t("words are lost: {lost}; words are added: {added}", lost=lost or "-", added=more or "-"))
        return self._count_words(), problems

    def find_lost(self, written: str) -> list[str]:
        """Return the words that have a place and are not among those of the submission."""
        if not Counter(self._placed_letters()[0]) - Counter(letters(written)):
            return []
        remaining = Counter(map(letters, written.split()))
        return [word for word in self._placed_words() if not _take(remaining, letters(word))]

    def _placed_letters(self) -> tuple[str, Origins]:
        """Return the visible characters that have a place, with their origins."""
        placed = {number for number, piece in enumerate(self.pieces) if piece.fate == Fate.PLACED}
        placed.add(_UNRECORDED)
        texts, found = list[str](), array("Q")
        for paragraph in all_paragraphs(self.cleaned.blocks, self.cleaned.notes):
            text, origins = _letters_with_origins(paragraph)
            is_placed = [self.piece_of.get(origin, _UNRECORDED) in placed for origin in origins]
            if all(is_placed):  # the usual case, fast
                texts.append(text)
                found.extend(origins)
            else:
                texts.extend(compress(text, is_placed))
                found.extend(compress(origins, is_placed))
        return "".join(texts), found

    def _placed_words(self) -> Iterator[str]:
        for paragraph in all_paragraphs(self.cleaned.blocks, self.cleaned.notes):
            is_placed = [self.fate_of(origin) == Fate.PLACED for origin in paragraph.origins]
            text = "".join(
                letter if is_kept or letter.isspace() else " "
                for letter, is_kept in zip(paragraph.text, is_placed, strict=True)
            )
            yield from text.split()

    def _count_words(self) -> Counter[Fate]:
        """Count the words of the file by their fates: each has that of its last letter that was not removed."""
        counts = Counter[Fate]()
        remaining = Coverage(paragraph.origins for paragraph in all_paragraphs(self.cleaned.blocks, self.cleaned.notes))
        for paragraph in all_paragraphs(self.original.blocks, self.original.notes):
            for word in _split_words(paragraph):
                last = _last_letter(word)
                if last is None:
                    counts[Fate.REPORTED] += 1
                else:
                    counts[self.fate_of(last) if last in remaining else Fate.LOST] += 1
        for aside in self.original.asides:
            counts[Fate.COVER if self.is_repeated(aside) else Fate.REPORTED] += aside.word_count
        return counts

    def is_repeated(self, aside: Aside) -> bool:
        """Return whether an aside is a head or foot of pages that wsisc prints by itself."""
        fields = [
            component
            for component in self.original.components
            if component.place == aside.kind and is_page_furniture(component)
        ]
        return _is_repeated(aside, self.original, len(fields))


def _take(counts: Counter[str], word: str) -> bool:
    """Take a word out of a count; return whether it was there, or has no letters."""
    counts[word] -= 1
    return not word or counts[word] >= 0


def _split_words(paragraph: Paragraph) -> Iterator[list[tuple[Run, int, int]]]:
    """Yield the words of a paragraph, each as its stretches in runs."""
    word: list[tuple[Run, int, int]] = []
    for run in paragraph.runs:
        if word and run.text[:1].isspace():
            yield word
            word = []
        stretches = [match.span() for match in re.finditer(r"\S+", run.text)]
        if not stretches:
            continue
        for stretch in stretches[:-1]:
            yield [*word, (run, *stretch)]
            word = []
        word.append((run, *stretches[-1]))
        if run.text[-1].isspace():
            yield word
            word = []
    if word:
        yield word


def _last_letter(word: Sequence[tuple[Run, int, int]]) -> int | None:
    """Return the origin of the last letter of a word that was not removed, None if there is none."""
    for run, start, end in reversed(word):
        for at in range(end - 1, start - 1, -1) if not is_removed(run) else ():
            if letters(run.text[at]):
                return run.origins[at]
    return None


def letter_origins(paragraph: Paragraph) -> Origins:
    """Return the origins of the visible characters of a paragraph."""
    return _letters_with_origins(paragraph)[1]


def _letters_with_origins(paragraph: Paragraph) -> tuple[str, Origins]:
    """Return the visible characters of a paragraph, and their origins."""
    text, origins = paragraph.text, paragraph.origins
    visible = letters(text)
    if len(visible) == len(text):
        return text, origins
    if len(visible) == len("".join(text.split())):
        return visible, array("Q", compress(origins, [not character.isspace() for character in text]))
    return visible, array("Q", compress(origins, map(letters, text)))


def run_components(run: Run, images: Mapping[str, bytes]) -> Iterator[tuple[ComponentKind, str, int]]:
    """Yield the components of a run: the kind, the name, and the amount, for a link its letters and images."""
    for kind, name in components.run_components(run, images):
        yield kind, name, len(letters(run.text)) + bool(run.image) if kind == ComponentKind.LINK else 1


def is_page_furniture(component: Component) -> bool:
    """Return whether a component is a number that wsisc prints on every page, in a table of contents, or of a form."""
    if component.detail == OF_FORM:
        return True
    is_counted = (
        component.kind == ComponentKind.FIELD
        and component.name in _PAGE_NUMBER_FIELDS
        and component.place in PAGE_MARGINS
    )
    return is_counted or (
        component.place == "table of contents" and component.kind in (ComponentKind.FIELD, ComponentKind.LINK)
    )


class RemovedText(NamedTuple):
    """A stretch that is struck, or otherwise deleted, and how many whole words of it were removed."""

    text: str
    words: int
    is_struck: bool


def removed_text(content: WordContent) -> Iterator[RemovedText]:
    """Yield the stretches that are struck or deleted."""
    for paragraph in all_paragraphs(content.blocks, content.notes):
        whole = Counter(
            id(word[0][0])
            for word in _split_words(paragraph)
            if all(is_removed(run) for run, start, end in word if letters(run.text[start:end]))
        )
        for run in paragraph.runs:
            if is_removed(run):
                yield RemovedText(run.text, whole[id(run)], run.change is None)


def is_removed(run: Run) -> bool:
    """Return whether a run is struck or deleted."""
    return run.struck or run.change is not None


def _is_repeated(aside: Aside, content: WordContent, fields: int) -> bool:
    """Return whether wsisc prints the words of an aside by itself: numbers of pages, or a head that repeats lines.

    `fields` is how many numbers of pages the header or footer has.
    """
    words = aside.text.split()
    if aside.kind not in PAGE_MARGINS or not 0 < len(words) <= thresholds.RUNNING_HEAD_WORDS:
        return False
    if all(each == PAGE_NUMBER or each.isdecimal() for each in words):
        return len(words) <= fields
    return aside.text in _page_wordings() or _consists_of(words, _find_lines(content))


def _page_wordings() -> set[str]:
    """Return what wsisc prints at the foot of pages, in all languages: "Page # of #"."""
    wordings = (locale.load(each).wording["page"] for each in resources.names("templates/locales", ".yaml"))
    return {fill(wording, number=PAGE_NUMBER, total=PAGE_NUMBER) for wording in wordings}


def _find_lines(content: WordContent) -> set[str]:
    drafts = {one_line(locale.load(each).wording["draft"]) for each in resources.names("templates/locales", ".yaml")}
    paragraphs = all_paragraphs(content.blocks, {})
    return drafts | {one_line(line) for each in paragraphs for line in each.text.splitlines()}


def _is_line(text: str, lines: Collection[str]) -> bool:
    """Return whether a text is a line, or the beginning of one that was too long for a head."""
    return text in lines or (text.endswith("…") and any(each.startswith(text[:-1]) for each in lines))


def _consists_of(words: list[str], lines: Collection[str]) -> bool:
    """Return whether words are lines that follow each other."""
    ends = {0}
    for end in range(1, len(words) + 1):
        if any(_is_line(" ".join(words[start:end]), lines) for start in ends):
            ends.add(end)
    return len(words) in ends


def find_component_problems(ledger: Ledger, submission: Submission, is_whole: bool) -> list[str]:
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
