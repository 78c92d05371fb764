"""The lines after a cover -> which of them are a title page of the contributor's own."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wsisc.importer import thresholds
from wsisc.importer.cover import call_phrases, cover_fields
from wsisc.importer.cover.cover_fields import FieldKind, FieldPiece
from wsisc.importer.language_tables import phrases
from wsisc.importer.parts import heading_detection
from wsisc.readers.word.content import Block, Paragraph
from wsisc.text.words import fold


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
        following = heading_detection.neighbour(self.blocks, line.index)
        is_above_text = isinstance(following, Paragraph) and len(following.text.split()) >= thresholds.TEXT_WORDS
        return is_short and not (is_heading or is_above_text or paragraph.is_page_start or paragraph.numbering)

    def _is_other_label(self, line: CoverLine, at: int) -> bool:
        """Return whether a line is a label that no table of words has, such as "Type of entity".

        It looks like the last label that was alone on its line, and two lines below, after its value, is the next one.
        """
        is_alike = self.label is not None and _has_same_format(self.label.paragraph, line.paragraph)
        return is_alike and any(cover_fields.is_label(below.text) for below in self.lines[at + 2 : at + 3])

    def _looks(self, line: CoverLine) -> bool:
        return "title" in line.paragraph.style.lower() or bool(heading_detection.read_looks(line.paragraph))

    def find_role(self, line: CoverLine, at: int) -> str:
        """Return the role of a line without fields, "" if it is below the title page."""
        folded = fold(line.text)
        if at < self.start:
            return "other"
        if heading_detection.is_contents_line(line.paragraph):
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
        and heading_detection.read_looks(one) == heading_detection.read_looks(two)
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
    following = heading_detection.neighbour(blocks, line.index)
    if (
        title
        and not is_centred
        and isinstance(following, Paragraph)
        and len(following.text.split()) >= thresholds.TEXT_WORDS
    ):
        return False  # a heading with its text
    return is_centred or (not heading_detection.parse_number(paragraph).kind and _has_looks(paragraph, title))


def _has_looks(paragraph: Paragraph, title: list[CoverLine]) -> bool:
    found = heading_detection.read_looks(paragraph)
    return bool(found) and (not title or _has_same_format(title[-1].paragraph, paragraph))


def _is_only_top_heading(paragraph: Paragraph, blocks: Sequence[Block]) -> bool:
    """Return whether a heading is the only one of the highest level, and there are others of lower levels."""
    levels = [block.outline for block in blocks if isinstance(block, Paragraph) and block.outline]
    return len(levels) > 1 and levels.count(paragraph.outline) == 1 and min(levels) == paragraph.outline
