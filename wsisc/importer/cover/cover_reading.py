"""The lines of the first pages, each with its role -> what the cover says, and what became of its words."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from wsisc.calls.call import Call
from wsisc.importer import language_tables, thresholds
from wsisc.importer.account.report import Fate
from wsisc.importer.account.word_accounting import LEFT_OVER, AccountedText
from wsisc.importer.clean import edited_wordings
from wsisc.importer.clean.edited_wordings import EditedParagraph
from wsisc.importer.cover import call_phrases
from wsisc.importer.cover.call_phrases import CoverWording
from wsisc.importer.cover.cover_fields import FieldKind, FieldPiece
from wsisc.importer.cover.dates import parse_date
from wsisc.importer.cover.title_page import CoverLine
from wsisc.importer.normalize import similarity
from wsisc.importer.parts import heading_detection
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.messages import t
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold, one_line, title_line, without_accents

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/-]{1,11}")

_WORD = re.compile(r"[^\W_]+")


@dataclass
class Cover:
    """What the first pages say.

    `years` are those of sessions, `reported_years` those that are reported on. `end_index` is that of the first block
    after them; `calls` and `languages` are those of the wordings that they have, each with the number of paragraphs.
    `lines` are all that were searched, `unplaced` the words of those which neither the call nor a field has. In a
    document that `is_styled`, the styles of wsisc say what each line is; if it `is_titled`, a form has its title.
    """

    entity: str = ""
    title: str = ""
    end_index: int = 0
    sessions: Counter[int] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    is_found: bool = False
    reported_years: Counter[int] = field(default_factory=Counter)
    acronym: str = ""
    date: str = ""
    contact_name: str = ""
    contact_email: str = ""
    lines: list[CoverLine] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    is_styled: bool = False
    is_titled: bool = False

    @property
    def fields(self) -> dict[str, str]:
        """What the cover says besides the title and the name of the entity, by the names of the fields of a form."""
        contact = {"contact-name": self.contact_name, "contact-email": self.contact_email}
        return {"acronym": self.acronym, "date": self.date, **contact}

    def add_names(self, values: Mapping[str, str]) -> None:
        """Take the title that a form has, and the name of the entity before further paragraphs of it on the cover."""
        self.title = values.get("title", self.title)
        self.entity = one_line(f"{values.get('entity', '')} {self.entity}")


def read_names(lines: Sequence[CoverLine], wordings: Sequence[CoverWording], cover: Cover) -> None:
    """Read what shows the call: the end of the cover, its title, and the sessions, years, calls and languages."""
    cover.end_index = max((line.index for line in lines if line.role), default=-1) + 1
    titles = (heading_detection.remove_letter_spacing(line.text) for line in lines if line.role == "title")
    cover.title = title_line(" ".join(titles))
    for line in lines:
        if line.role.startswith("cover-"):
            _count_sessions_and_years(line, cover)
    _count_calls_and_languages(lines, wordings, cover)


def fill_cover(
    cover: Cover, blocks: Sequence[Block], call: Call, submitter_phrases: set[str], collector: InlineCollector
) -> None:
    """Read the values of a cover, and record its words in the ledger: only those of the call itself are the call's."""
    fates = _Fates(cover, call, submitter_phrases, collector)
    wordings = fates.compare_groups()
    for index, block in enumerate(blocks[: cover.end_index]):
        if isinstance(block, Paragraph):
            own = [(at, line) for at, line in enumerate(cover.lines) if line.index == index]
            if own and all(line.role == "fields" for _, line in own):
                collector.collect_field(block)
            else:
                collector.collect_plain_words(block, takes_images=False)
            read = (fates.read_wording(wordings[at]) if at in wordings else fates.read_line(line) for at, line in own)
            collector.ledger.record(block, *(piece for pieces in read for piece in pieces))
    cover.entity = one_line(cover.entity)
    if cover.unplaced:
        kind = t(
            "lines on the first pages that are not word for word the call's, imported under unplaced; delete those that"
            " only repeat the cover"
        )
        collector.ledger.note(kind, " / ".join(cover.unplaced))


@dataclass
class _Fates:
    """What becomes of the lines of a cover. `named` is the paragraph that the name of the contributor was read from."""

    cover: Cover
    call: Call
    submitter_phrases: set[str]
    collector: InlineCollector
    named: int = -1

    def compare_groups(self) -> dict[int, EditedParagraph]:
        """Return the lines that have a wording of the call, by their numbers, and the words typed into them.

        Lines that are like no wording of the call can be those of another one.
        """
        own, found = list(call_phrases.wordings_of_call(self.call)), dict[int, EditedParagraph]()
        with_roles = [(at, line) for at, line in enumerate(self.cover.lines) if _is_of_cover(line)]
        for _, group in groupby(with_roles, lambda each: each[1].group if each[1].group >= 0 else -each[0] - 1):
            numbers, lines = zip(*group, strict=True)
            texts = [line.text for line in lines]
            expected = {wording.text for wording in own if not self.cover.is_styled or wording.name == lines[0].role}
            if self.cover.is_styled and lines[0].role == "cover-by":
                expected = self.submitter_phrases
            closest = max((similarity(fold(" ".join(texts)), wording) for wording in expected), default=0)
            if closest >= thresholds.COVER_SIMILARITY or self.cover.is_styled:
                edited = edited_wordings.compare_words(texts, expected, Fate.COVER)
                found |= {at: words for at, words in zip(numbers, edited, strict=True) if words.has_wording}
        return found

    def read_wording(self, edited: EditedParagraph) -> list[AccountedText]:
        """Report the words that were typed into a wording, and return its pieces."""
        ledger, kind = self.collector.ledger, t("words on the cover, which is printed in the words of the call")
        if ledger.kept is not None:
            return edited.record_typed(ledger, kind)
        needs_person = self.cover.is_styled or edited.typed_count > thresholds.MISPRINTED_WORDS
        for words in edited.typed_words:
            ledger.report_typed(kind, words, needs_person)
        return list(edited.pieces)

    def read_line(self, line: CoverLine) -> list[AccountedText]:
        """Read a line that is not the wording of a cover, and return its pieces."""
        text, cover = line.text, self.cover
        is_form = self.collector.ledger.kept is not None
        if line.role == "title" and not cover.is_titled:
            return [AccountedText(Fate.PLACED, text, "title")]
        if line.role == "cover-repeated" and cover.entity.strip() and fold(text) == fold(cover.entity):
            return [AccountedText(Fate.FIELD, text)]
        if line.role == "draft" or (line.role == "cover-repeated" and call_phrases.is_line_of(self.call, text)):
            return [AccountedText(Fate.COVER, text)]
        if line.role == "contents":
            self.collector.ledger.report_typed(t("table of contents"), text, needs_person=False)
            return [AccountedText(Fate.REPORTED, text)]
        if line.role in ("entity", "by"):
            return self._read_submitter(line)
        if line.role == "fields" and not is_form:  # a form has fields of its own
            return self._read_fields(line)
        return self._leave_unplaced(text)

    def _leave_unplaced(self, text: str) -> list[AccountedText]:
        """Keep words under `unplaced`: they are the author's."""
        self.cover.unplaced.append(text)
        return [AccountedText(Fate.PLACED, text, LEFT_OVER)]

    def _read_submitter(self, line: CoverLine) -> list[AccountedText]:
        text, cover = line.text, self.cover
        prefix = submitter_prefix(text, self.submitter_phrases) if line.role == "by" else ""
        name = text[len(prefix) :]
        is_repeated = line.role == "entity" and bool(cover.entity.strip()) and fold(text) == fold(cover.entity)
        if is_repeated or (line.role == "by" and not name.strip(" :")):  # the cover can be there twice
            return [self._introduce(text)]
        prefix, name = _move_article(prefix, name)
        introduction = [self._introduce(prefix)] if prefix else []
        if cover.entity.strip() and self.named != line.index:  # the end of a long name, or another contributor
            kind = t("one more paragraph in the field {current}, joined to the first; check it", current="entity")
            self.collector.ledger.note(kind, name)
        self.named = line.index
        return [*introduction, *_read_name(name, cover, is_divided=self._divides_names)]

    @property
    def _divides_names(self) -> bool:
        """Whether an acronym after a name is one: documents and forms of wsisc have it elsewhere."""
        return not self.collector.has_wsisc_styles and self.collector.ledger.kept is None

    def _introduce(self, text: str) -> AccountedText:
        """Return what introduces a name: words of the call, or others that the key of the name says."""
        return AccountedText(Fate.COVER if call_phrases.is_printed_by(self.call, text) else Fate.FIELD, text)

    def _read_fields(self, line: CoverLine) -> list[AccountedText]:
        pieces, label = list[AccountedText](), ""
        for piece in line.fields:
            if piece.kind == FieldKind.LABEL:
                pieces.append(AccountedText(Fate.FIELD, piece.text))
                label = piece.text if fold(piece.text) else ""
                continue
            read = self._read_field(piece, label)
            if label and read[0].fate == Fate.REPORTED:
                pieces[-1] = AccountedText(Fate.REPORTED, label)
            pieces, label = [*pieces, *read], ""
        return pieces

    def _read_field(self, piece: FieldPiece, label: str) -> list[AccountedText]:
        """Read a value into the cover; what has no place there, or is another value of the same kind, is reported."""
        cover, text = self.cover, one_line(piece.text)
        if piece.kind == FieldKind.ENTITY and not cover.entity.strip():
            return _read_name(piece.text, cover, is_divided=True)
        if piece.kind == FieldKind.DATE and not cover.date and (date := parse_date(text)):
            cover.date = date
            is_date_alone = all(map(call_phrases.is_word_of_session, fold(text).split()))
            return [AccountedText(Fate.FIELD, piece.text)] if is_date_alone else self._leave_unplaced(piece.text)
        if piece.kind == FieldKind.PERSON and not cover.contact_name:
            cover.contact_name = text
            return [AccountedText(Fate.PLACED, piece.text, "contact-name")]
        if piece.kind == FieldKind.EMAIL and not cover.contact_email:
            cover.contact_email = text
            return [AccountedText(Fate.PLACED, piece.text, "contact-email")]
        if piece.kind in (FieldKind.ENTITY, FieldKind.DATE):
            return self._leave_unplaced(piece.text)
        kind = t("contact, of which a submission has name and e-mail")
        self.collector.ledger.report_typed(kind, one_line(f"{label}{text}"), needs_person=False)
        return [AccountedText(Fate.REPORTED, piece.text)]


def _is_of_cover(line: CoverLine) -> bool:
    """Return whether a line has the wording of a cover, or names a session or the Commission."""
    return line.role.startswith("cover-") and line.role != "cover-repeated"


def _move_article(prefix: str, name: str) -> tuple[str, str]:
    """Return an introduction and a name, of which an article belongs to the first: "Submitted by the Institute"."""
    article, _, rest = name.partition(" ")
    is_article = article.islower() and any(article in table.articles for table in language_tables.load_all())
    return (f"{prefix}{article} ", rest) if prefix and rest and is_article else (prefix, name)


def _read_name(name: str, cover: Cover, is_divided: bool) -> list[AccountedText]:
    """Add words to the name of the contributor; an acronym in brackets after it has a place of its own."""
    full, _, rest = name.rpartition("(")
    full, acronym = full.rstrip(), rest.rstrip().removesuffix(")")
    is_acronym = is_divided and rest.rstrip().endswith(")") and _ACRONYM.fullmatch(acronym)
    words = _WORD.findall(without_accents(f"{cover.entity} {full}")) if is_acronym else []
    initials = [word[0].upper() for word in words]
    if not is_acronym or not _is_subsequence([letter for letter in acronym if letter.isalpha()], initials):
        cover.entity += f" {name}"
        return [AccountedText(Fate.PLACED, name, "entity")]
    cover.entity += f" {full}"
    cover.acronym = acronym
    return [
        AccountedText(Fate.PLACED, full, "entity"),
        AccountedText(Fate.FIELD, "("),
        AccountedText(Fate.PLACED, acronym, "acronym"),
        AccountedText(Fate.FIELD, ")"),
    ]


def _is_subsequence(letters: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether letters are among others, in order: those of an acronym are initials of the name."""
    remaining = iter(others)
    return all(letter in remaining for letter in letters)


def _count_sessions_and_years(line: CoverLine, cover: Cover) -> None:
    cover.sessions.update(call_phrases.find_sessions(fold(line.text)))
    if line.role in ("cover-session", "cover-repeated"):
        cover.years.update(call_phrases.find_years(line.text))
    elif line.role == "cover-subject":
        cover.reported_years.update(call_phrases.find_years(line.text))


def _count_calls_and_languages(lines: Sequence[CoverLine], wordings: Sequence[CoverWording], cover: Cover) -> None:
    """Count for each call and language how many paragraphs of the cover are most similar to one of theirs."""
    for role in {line.role for line in lines if line.role.startswith("cover-")}:
        text = fold(" ".join(line.text for line in lines if line.role == role))
        scored = [(similarity(text, wording.text), wording) for wording in wordings if wording.name == role]
        best = max((score for score, _ in scored), default=0)
        most_similar = [each for score, each in scored if score == best > 0]
        cover.calls.update({wording.call for wording in most_similar} - {""})
        cover.languages.update({wording.language for wording in most_similar} - {""})


def submitter_prefix(text: str, submitter_phrases: set[str]) -> str:
    """Return the beginning of a line that introduces the name of the contributor, "" if there is none."""
    for each in sorted(submitter_phrases, key=len, reverse=True):
        pattern = r"\W*" + r"[\W_]+".join(map(re.escape, each.split())) + r"(?:[\s:.-]+|$)"
        if match := re.match(pattern, text, re.IGNORECASE):
            return match[0]
    return ""
