"""The lines of the first pages, each with its role -> what the cover says, and what became of its words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from wsisc.importer import call_phrases, edited_wordings, heading_detection, language_tables
from wsisc.importer.call_phrases import CoverWording
from wsisc.importer.cover_fields import FieldKind, FieldPiece
from wsisc.importer.dates import parse_date
from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.normalize import fold, similarity, without_accents
from wsisc.importer.report import Fate, ReportItem
from wsisc.importer.title_page import CoverLine
from wsisc.importer.word_accounting import AccountedText
from wsisc.messages import t
from wsisc.readers.office_xml import one_line, title_line
from wsisc.readers.word.content import Block, Paragraph

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&/-]{1,11}")

_WORD = re.compile(r"[^\W_]+")


@dataclass
class Cover:
    """What the first pages say.

    `years` are those of sessions, `reported_years` those that are reported on. `end_index` is that of the first block
    after them; `calls` and `languages` are those of the wordings that they have, each with the number of paragraphs.
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

    @property
    def fields(self) -> dict[str, str]:
        """What the cover says besides the title and the name of the entity, by the names of the fields of a form."""
        contact = {"contact-name": self.contact_name, "contact-email": self.contact_email}
        return {"acronym": self.acronym, "date": self.date, **contact}


def fill_cover(
    lines: list[CoverLine], blocks: Sequence[Block], cover: Cover, collector: InlineCollector,
    wordings: list[CoverWording], submitter_phrases: set[str]
) -> None:  # fmt: skip
    """Read the lines into the cover, and record their words in the ledger."""
    last = max((line.index for line in lines if line.role), default=-1)
    for index, block in enumerate(blocks[: last + 1]):
        if isinstance(block, Paragraph):
            own = [line for line in lines if line.index == index]
            if own and all(line.role == "fields" for line in own):
                collector.collect_field(block)
            else:
                collector.collect_plain_words(block, takes_images=False)
            read = (_read_line(line, cover, submitter_phrases, collector, wordings) for line in own)
            collector.ledger.record(block, *(piece for pieces in read for piece in pieces))
    cover.title, cover.entity = title_line(cover.title), one_line(cover.entity)
    cover.end_index = last + 1


def _read_line(
    line: CoverLine, cover: Cover, submitter_phrases: set[str], collector: InlineCollector, wordings: list[CoverWording]
) -> list[AccountedText]:
    text = line.text
    if line.role == "title":
        cover.title += f" {heading_detection.remove_letter_spacing(text)}"
        return [AccountedText(Fate.PLACED, text)]
    if line.role in ("entity", "by"):
        prefix = submitter_prefix(text, submitter_phrases) if line.role == "by" else ""
        name = text[len(prefix) :]
        is_repeated = line.role == "entity" and bool(cover.entity.strip()) and fold(text) == fold(cover.entity)
        if is_repeated or (line.role == "by" and not name.strip(" :")):  # the cover can be there twice
            return [AccountedText(Fate.COVER, text)]
        prefix, name = _move_article(prefix, name)
        introduction = [AccountedText(Fate.COVER, prefix)] if prefix else []
        return [*introduction, *_read_name(name, cover, is_divided=not collector.has_wsisc_styles)]
    if line.role.startswith("cover-") and wordings:
        of_role = {each.text for each in wordings if each.name == line.role}
        expected = submitter_phrases if line.role == "cover-by" else of_role
        [edited] = edited_wordings.compare_words([text], expected, Fate.COVER)
        collector.ledger.report_typed(t("words on the cover"), edited.typed_words)
        return list(edited.pieces)
    if line.role.startswith("cover-") or line.role == "draft":
        return [AccountedText(Fate.COVER, text)]
    if line.role == "fields":
        pieces = (_read_field(piece, cover, collector) for piece in line.fields)
        return [each for accounted in pieces for each in accounted]
    collector.ledger.items.append(ReportItem(t("title page"), one_line(text), len(text.split())))
    return [AccountedText(Fate.REPORTED, text)]


def _move_article(prefix: str, name: str) -> tuple[str, str]:
    """Return an introduction and a name, of which an article belongs to the first: "Submitted by the Institute"."""
    article, _, rest = name.partition(" ")
    is_article = article.islower() and any(article in each.articles for each in language_tables.load_all())
    return (f"{prefix}{article} ", rest) if prefix and rest and is_article else (prefix, name)


def _read_field(piece: FieldPiece, cover: Cover, collector: InlineCollector) -> list[AccountedText]:
    """Read a value into the cover; what has no place there, or is another value of the same kind, is reported."""
    text = one_line(piece.text)
    if piece.kind == FieldKind.LABEL:
        return [AccountedText(Fate.COVER, piece.text)]
    if piece.kind == FieldKind.ENTITY and not cover.entity.strip():
        return _read_name(piece.text, cover, is_divided=True)
    if piece.kind == FieldKind.DATE and not cover.date and (date := parse_date(text)):
        cover.date = date
        return [AccountedText(Fate.FIELD, piece.text)]
    if piece.kind == FieldKind.PERSON and not cover.contact_name:
        cover.contact_name = text
        return [AccountedText(Fate.PLACED, piece.text)]
    if piece.kind == FieldKind.EMAIL and not cover.contact_email:
        cover.contact_email = text
        return [AccountedText(Fate.PLACED, piece.text)]
    is_title_page = piece.kind in (FieldKind.ENTITY, FieldKind.DATE)
    kind = t("title page") if is_title_page else t("contact, of which a submission has name and e-mail")
    collector.ledger.report_typed(kind, [text], needs_person=is_title_page)
    return [AccountedText(Fate.REPORTED, piece.text)]


def _read_name(name: str, cover: Cover, is_divided: bool) -> list[AccountedText]:
    """Add words to the name of the contributor; an acronym in brackets behind it has a place of its own."""
    full, _, rest = name.rpartition("(")
    full, acronym = full.rstrip(), rest.rstrip().removesuffix(")")
    is_acronym = is_divided and rest.rstrip().endswith(")") and _ACRONYM.fullmatch(acronym)
    words = _WORD.findall(without_accents(f"{cover.entity} {full}")) if is_acronym else []
    initials = [word[0].upper() for word in words]
    if not is_acronym or not _is_subsequence([each for each in acronym if each.isalpha()], initials):
        cover.entity += f" {name}"
        return [AccountedText(Fate.PLACED, name)]
    cover.entity += f" {full}"
    cover.acronym = acronym
    return [
        AccountedText(Fate.PLACED, full),
        AccountedText(Fate.COVER, "("),
        AccountedText(Fate.PLACED, acronym),
        AccountedText(Fate.COVER, ")"),
    ]


def _is_subsequence(letters: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether letters are among others, in order: those of an acronym are initials of the name."""
    remaining = iter(others)
    return all(each in remaining for each in letters)


def count_names(lines: list[CoverLine], wordings: list[CoverWording], cover: Cover) -> None:
    """Count the sessions, years, calls and languages that the lines of a cover name."""
    for line in lines:
        if line.role.startswith("cover-"):
            _count_sessions_and_years(line, cover)
    _count_calls_and_languages(lines, wordings, cover)


def _count_sessions_and_years(line: CoverLine, cover: Cover) -> None:
    cover.sessions.update(call_phrases.find_sessions(fold(line.text)))
    if line.role in ("cover-session", "cover-repeated"):
        cover.years.update(call_phrases.find_years(line.text))
    elif line.role == "cover-subject":
        cover.reported_years.update(call_phrases.find_years(line.text))


def _count_calls_and_languages(lines: list[CoverLine], wordings: list[CoverWording], cover: Cover) -> None:
    """Count for each call and language how many paragraphs of the cover are most similar to one of theirs."""
    for role in {line.role for line in lines if line.role.startswith("cover-")}:
        text = fold(" ".join(line.text for line in lines if line.role == role))
        scored = [(similarity(text, each.text), each) for each in wordings if each.name == role]
        best = max((score for score, _ in scored), default=0)
        most_similar = [each for score, each in scored if score == best > 0]
        cover.calls.update({each.call for each in most_similar} - {""})
        cover.languages.update({each.language for each in most_similar} - {""})


def submitter_prefix(text: str, submitter_phrases: set[str]) -> str:
    """Return the beginning of a line that introduces the name of the contributor, "" if there is none."""
    for each in sorted(submitter_phrases, key=len, reverse=True):
        pattern = r"\W*" + r"[\W_]+".join(map(re.escape, each.split())) + r"(?:[\s:.-]+|$)"
        if match := re.match(pattern, text, re.IGNORECASE):
            return match[0]
    return ""
