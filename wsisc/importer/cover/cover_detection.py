"""The first pages of a Word file -> what the cover says: who submits, under which title, to which session.

Covers are known by their wordings, however their lines are split or joined and whatever is misprinted or stale in them;
a second title page of the contributor's own may follow. First each line gets its role, then the roles say what is read.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from wsisc.calls.call import Call, Catalogue
from wsisc.importer import language_tables, thresholds
from wsisc.importer.account.report import Fate
from wsisc.importer.account.word_accounting import LEFT_OVER, AccountedText
from wsisc.importer.clean import edited_wordings
from wsisc.importer.clean.edited_wordings import EditedParagraph
from wsisc.importer.cover import call_phrases, cover_fields
from wsisc.importer.cover.call_phrases import CoverWording
from wsisc.importer.cover.cover_fields import FieldKind, FieldPiece, parse_date
from wsisc.importer.language_tables import phrases
from wsisc.importer.normalize import has_matching_ends, similarity
from wsisc.importer.parts import heading_index
from wsisc.importer.parts.heading_index import SENTENCE_ENDS
from wsisc.importer.parts.part_headings import PartStart
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.messages import t
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold, one_line, title_line, without_accents

_DECISIVE_BLOCKS = ("cover-joined", "cover-body", "cover-subject", "cover-statement", "cover-disclaimer")

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/-]{1,11}")

_WORD = re.compile(r"[^\W_]+")


@dataclass
class CoverLine:
    """A line of a paragraph of the first pages, and its role: the class of a cover's block, "entity" ..., or "".

    `fields` are the pieces of a line with the role "fields". Lines of the same `group` have one wording together.
    """

    index: int
    paragraph: Paragraph
    text: str
    role: str = ""
    fields: tuple[FieldPiece, ...] = ()
    group: int = -1


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


def read_cover(
    blocks: Sequence[Block], catalogue: Catalogue, is_part_start: Callable[[int], bool], is_styled: bool = False,
    is_form: bool = False
) -> Cover:  # fmt: skip
    """Return what the first pages say, but for what becomes of their words (`fill_cover`).

    `is_part_start` says whether a part begins at the block of an index, `is_styled` whether the styles of wsisc say
    what each line is.
    """
    lines = _split_lines(blocks, is_part_start)
    cover = Cover(lines=lines, is_styled=is_styled)
    wordings, by = call_phrases.cover_wordings(catalogue), call_phrases.submitter_phrases(catalogue)
    if is_styled:
        _assign_roles_by_style(lines, is_form)
    else:
        _assign_roles_by_wording(lines, wordings, by, call_phrases.find_short_covers(catalogue))
        cover.is_found = any(line.role in _DECISIVE_BLOCKS for line in lines)
        if not cover.is_found:
            for line in lines:
                line.role = line.role if line.role in ("by", "entity") else ""
        mark_title_page(lines, blocks, cover.is_found)
    _read_names(lines, wordings, cover)
    return cover


def ends_cover(start: PartStart) -> bool:
    """Return whether the start of a part is sure enough to end the cover: a title can sound like a heading, too."""
    return start.is_placed and (not start.is_by_own_words or start.confidence >= thresholds.WHOLE_PHRASE)


def _split_lines(blocks: Sequence[Block], is_part_start: Callable[[int], bool]) -> list[CoverLine]:
    lines: list[CoverLine] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or is_part_start(index) or len(lines) > thresholds.COVER_LINES:
            break
        if block.text.count("\n") > thresholds.COVER_LINES:  # a text, not a cover
            break
        lines += [CoverLine(index, block, text) for text in block.text.split("\n") if text.strip()]
    return lines


def _assign_roles_by_style(lines: list[CoverLine], is_form: bool) -> None:
    """Set the roles of lines by the styles of wsisc. A few lines before the cover, such as a memo, have none.

    Nor have the lines that a person typed between those of the cover, such as one more contributor.
    """
    is_begun = False
    styles = [line.paragraph.style.lower() for line in lines]
    last = max((at for at, style in enumerate(styles) if style.startswith("cover")), default=-1)
    if "title" in styles and not is_form:  # it ends the cover of a document
        last = styles.index("title")
    for at, line in enumerate(lines):
        role, line.group = line.paragraph.style.lower().replace(" ", "-"), line.index
        if role in ("cover-entity", "title"):
            line.role = role.removeprefix("cover-")
        elif role.startswith("cover-") or role == "draft":
            line.role = role
        elif at < last and (is_form or is_begun):
            continue
        elif is_begun or at >= thresholds.LINES_BEFORE_COVER or len(line.text.split()) > thresholds.COVER_LINE_WORDS:
            break
        is_begun = is_begun or bool(line.role)


def _assign_roles_by_wording(
    lines: list[CoverLine], wordings: list[CoverWording], submitter_phrases: set[str], short_covers: set[str]
) -> None:
    """Set the roles of lines. On the cover of a call in `short_covers`, one line has the name, the next the title."""
    at, call = 0, ""
    while at < len(lines):
        line = lines[at]
        folded = fold(line.text)
        if _introduces_submitter(line, submitter_phrases):
            line.role = "by"
            is_short = call in short_covers
            most = 1 if is_short else thresholds.ENTITY_LINES
            at += 1 + _mark_entity_lines(lines, at, wordings, submitter_phrases, most)
            if is_short and at < len(lines) and len(lines[at].text.split()) <= thresholds.COVER_LINE_WORDS:
                lines[at].role = "title"
                at += 1
            continue
        wording, count = _find_best_wording(lines, at, wordings, submitter_phrases)
        if wording:
            _assign_role(lines[at : at + count], wording, at)
            call = wording.call
        elif len(folded.split()) > thresholds.COVER_LINE_WORDS:
            break
        elif call_phrases.is_session_line(folded):
            line.role = "cover-session"
        at += count or 1


def _introduces_submitter(line: CoverLine, submitter_phrases: set[str]) -> bool:
    """Return whether a line says that the name of the contributor comes next."""
    folded = fold(line.text)
    return (
        any(folded == phrase or folded.startswith(f"{phrase} ") for phrase in submitter_phrases)
        and len(folded.split()) < thresholds.SUBMITTER_WORDS
    )


def _assign_role(lines: list[CoverLine], wording: CoverWording, group: int) -> None:
    """Set the role of lines to the block of a cover; a line that holds two blocks is "cover-joined".

    The border between two blocks is not exact: a line may have a word less or two words more than the wording.
    """
    word_count = 0
    for line in lines:
        words_before, word_count = word_count, word_count + len(fold(line.text).split())
        is_second = wording.second and words_before >= wording.first_word_count - 1
        is_both = wording.second and not is_second and word_count > wording.first_word_count + 2
        line.role = "cover-joined" if is_both else wording.second if is_second else wording.name
        line.group = group


def _find_best_wording(
    lines: list[CoverLine], at: int, wordings: list[CoverWording], submitter_phrases: set[str]
) -> tuple[CoverWording | None, int]:
    """Return the wording to which lines are most similar, and how many lines it has; None and 0 if there is none."""
    best: tuple[float, int, CoverWording | None] = (0, 0, None)
    joined = ""
    for count in range(1, min(thresholds.COVER_JOINED_LINES, len(lines) - at) + 1):
        last = lines[at + count - 1]
        if _introduces_submitter(last, submitter_phrases):
            break
        joined = fold(f"{joined} {last.text}")
        joined_count = len(joined.split())
        for each in wordings:
            words = len(each.text.split())
            is_near = words > 1 and thresholds.COVER_LEAST_SIZE < joined_count / words < thresholds.COVER_GREATEST_SIZE
            score = round(similarity(joined, each.text), 3) if is_near or joined == each.text else 0
            if score >= thresholds.COVER_SIMILARITY and (
                count == 1 or has_matching_ends(fold(lines[at].text), fold(last.text), each.text)
            ):
                best = max(best, (score, count, each), key=lambda candidate: candidate[:2])
    return best[2], best[1]


def _mark_entity_lines(
    lines: list[CoverLine],
    introduction_index: int,
    wordings: list[CoverWording],
    submitter_phrases: set[str],
    most: int,
) -> int:
    """Mark the lines with the name of the contributor, `most` below the one that introduces it; return how many."""
    prefix = _submitter_prefix(lines[introduction_index].text, submitter_phrases)
    if lines[introduction_index].text[len(prefix) :].strip(" :"):
        return 0
    count = 0
    for at in range(introduction_index + 1, min(introduction_index + most + 1, len(lines))):
        line = lines[at]
        if count > 0 and _ends_name(lines[at - 1], line):
            break
        is_sentence = len(line.text.split()) >= thresholds.SENTENCE_WORDS and line.text.rstrip().endswith(SENTENCE_ENDS)
        if count > 0 and is_sentence and not _find_best_wording(lines, at, wordings, submitter_phrases)[0]:
            line.role = "other"  # a statement of the cover in other words: neither the name nor a title
            return count + 1
        if (
            _find_best_wording(lines, at, wordings, submitter_phrases)[0]
            or len(line.text.split()) > thresholds.ENTITY_WORDS
            or cover_fields.read_line(line.text)
        ):
            break
        line.role = "entity"
        count += 1
    return count


def _ends_name(last: CoverLine, line: CoverLine) -> bool:
    """Return whether a line below the name of the contributor is another thing: a new page, a title or a heading."""
    paragraph = line.paragraph
    is_title = "title" in paragraph.style.lower() and paragraph.style != last.paragraph.style
    return paragraph.is_page_start or is_title or (paragraph.outline > 0 and not last.paragraph.outline)


def mark_title_page(lines: list[CoverLine], blocks: Sequence[Block], is_after_cover: bool = True) -> None:
    """Set the role of the lines after the cover that are a title page of the contributor's own.

    Without a cover, the lines that name who submits are on the title page, or are none.
    """
    strong = [at for at, line in enumerate(lines) if line.role] if is_after_cover else []
    entity = fold(" ".join(line.text for line in lines if line.role == "entity"))
    page = _TitlePage(lines, blocks, max(strong) + 1 if strong else 0, entity)
    for at, line in enumerate(lines):
        if not line.role:
            line.role = page.find_field(line, at) or page.find_role(line, at)
        if not line.role:
            for below in lines[at:]:
                below.role = ""
            return
        page.last = line


@dataclass
class _TitlePage:
    """A search from the first line to the last. Lines before `start` are on the cover; `last` is the line before.

    `open_kind` is the label at the end of it, `label` the last line that ended with one, `entity` the name of the
    contributor, folded.
    """

    lines: Sequence[CoverLine]
    blocks: Sequence[Block]
    start: int
    entity: str
    title: list[CoverLine] = field(default_factory=list)
    last: CoverLine | None = None
    label: CoverLine | None = None
    open_kind: FieldKind | None = None

    def find_field(self, line: CoverLine, at: int) -> str:
        """Return the role of a line with fields, or below one: "fields"; "" for other lines."""
        is_open = self.last is not None and self.last.role == "fields"
        found = cover_fields.read_line(line.text, self.open_kind if is_open else None, is_below=at > 0)
        if found is None and not (is_open and (self._goes_on(line) or self._is_other_label(line, at))):
            return ""
        line.fields = found.pieces if found else (FieldPiece(FieldKind.OTHER, line.text),)
        self.open_kind = found.open_kind if found else None
        self.label = line if self.open_kind else self.label
        return "fields"

    def _goes_on(self, line: CoverLine) -> bool:
        """Return whether a line is one more of an address: it is short, and looks like no heading and no sentence."""
        paragraph = line.paragraph
        is_heading = paragraph.outline > 0 or fold(line.text) in phrases("first-headings") or bool(self._looks(line))
        is_short = len(line.text.split()) <= thresholds.ADDRESS_WORDS and line.text.strip()[-1] not in ".;:?!。"
        following = heading_index.neighbour(self.blocks, line.index)
        is_above_text = isinstance(following, Paragraph) and len(following.text.split()) >= thresholds.TEXT_WORDS
        return is_short and not (is_heading or is_above_text or paragraph.is_page_start or paragraph.numbering)

    def _is_other_label(self, line: CoverLine, at: int) -> bool:
        """Return whether a line is a label that no table of words has, such as "Type of entity".

        It looks like the last label that was alone on its line, and two lines below, after its value, is the next one.
        """
        is_alike = self.label is not None and _has_same_format(self.label.paragraph, line.paragraph)
        return is_alike and any(cover_fields.is_label(below.text) for below in self.lines[at + 2 : at + 3])

    def _looks(self, line: CoverLine) -> bool:
        return "title" in line.paragraph.style.lower() or bool(heading_index.read_looks(line.paragraph))

    def find_role(self, line: CoverLine, at: int) -> str:
        """Return the role of a line without fields, "" if it is below the title page."""
        folded = fold(line.text)
        if at < self.start:
            return "other"
        if heading_index.is_contents_line(line.paragraph):
            return "contents"
        if (self.entity and folded == self.entity) or call_phrases.is_session_line(folded):
            return "cover-repeated"
        if line.paragraph.style.lower() == "author" and not self.entity:
            self.entity = folded
            return "entity"
        if not _is_title_page_line(line, self.blocks, self.title):
            return ""
        last = self.title[-1] if self.title else None
        if last and last.index != line.index and not _has_same_format(last.paragraph, line.paragraph):
            return "other"
        self.title.append(line)
        return "title"


def _has_same_format(one: Paragraph, two: Paragraph) -> bool:
    return (
        one.style == two.style
        and one.align == two.align
        and heading_index.read_looks(one) == heading_index.read_looks(two)
    )


def _is_title_page_line(line: CoverLine, blocks: Sequence[Block], title: list[CoverLine]) -> bool:
    """Return whether a line looks like one of a title page."""
    paragraph = line.paragraph
    style = paragraph.style.lower()
    if "title" in style:
        return True
    words = len(line.text.split())
    if fold(line.text) in phrases("first-headings") or words > thresholds.TITLE_WORDS or paragraph.numbering:
        return False
    if paragraph.outline:
        return not title and _is_only_top_heading(paragraph, blocks)
    is_centred = paragraph.align == "center"
    following = heading_index.neighbour(blocks, line.index)
    if (
        title
        and not is_centred
        and isinstance(following, Paragraph)
        and len(following.text.split()) >= thresholds.TEXT_WORDS
    ):
        return False  # a heading with its text
    return is_centred or (not heading_index.parse_number(paragraph).kind and _has_looks(paragraph, title))


def _has_looks(paragraph: Paragraph, title: list[CoverLine]) -> bool:
    found = heading_index.read_looks(paragraph)
    return bool(found) and (not title or _has_same_format(title[-1].paragraph, paragraph))


def _is_only_top_heading(paragraph: Paragraph, blocks: Sequence[Block]) -> bool:
    """Return whether a heading is the only one of the highest level, and there are others of lower levels."""
    levels = [block.outline for block in blocks if isinstance(block, Paragraph) and block.outline]
    return len(levels) > 1 and levels.count(paragraph.outline) == 1 and min(levels) == paragraph.outline


def _read_names(lines: Sequence[CoverLine], wordings: Sequence[CoverWording], cover: Cover) -> None:
    """Read what shows the call: the end of the cover, its title, and the sessions, years, calls and languages."""
    cover.end_index = max((line.index for line in lines if line.role), default=-1) + 1
    titles = (heading_index.remove_letter_spacing(line.text) for line in lines if line.role == "title")
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
        prefix = _submitter_prefix(text, self.submitter_phrases) if line.role == "by" else ""
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
        of_role = [wording for wording in wordings if wording.name == role]
        most_similar = [wording for wording in of_role if wording.text == text]
        if not most_similar:
            scored = [(similarity(text, wording.text), wording) for wording in of_role]
            best = max((score for score, _ in scored), default=0)
            most_similar = [wording for score, wording in scored if score == best > 0]
        cover.calls.update({wording.call for wording in most_similar} - {""})
        cover.languages.update({wording.language for wording in most_similar} - {""})


def _submitter_prefix(text: str, submitter_phrases: set[str]) -> str:
    """Return the beginning of a line that introduces the name of the contributor, "" if there is none."""
    for each in sorted(submitter_phrases, key=len, reverse=True):
        pattern = r"\W*" + r"[\W_]+".join(map(re.escape, each.split())) + r"(?:[\s:.-]+|$)"
        if match := re.match(pattern, text, re.IGNORECASE):
            return match[0]
    return ""
