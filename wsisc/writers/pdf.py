"""A submission -> a PDF for archives and screen readers (PDF/UA-1 and PDF/A-3a), typeset by Typst.

Pandoc writes the body as Typst markup; `templates/pdf/document.typ` applies the theme.
"""

import re
import time
import unicodedata
from calendar import timegm
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from wsisc import theme
from wsisc.document import fonts, foreign_phrases, integrity, outline, provenance
from wsisc.document.figures import Image
from wsisc.document.manuscript import Manuscript
from wsisc.engines import typst
from wsisc.messages import resources
from wsisc.readers import pdf_text as reader
from wsisc.source.markup import richtext, tree
from wsisc.source.model import Submission
from wsisc.text.scripts import IGNORABLE
from wsisc.text.shared import common_length
from wsisc.text.slots import fill
from wsisc.writers import markdown, source

_BULLET = "•"
_BLANKS = "\u2800\ufffd"  # blank braille, which PDFs return as a space, and the replacement character
_POINTS_PER_MILLIMETRE = 72 / 25.4
# Extraction may return a bracket of right-to-left text as its mirror image.
_MIRRORED = str.maketrans(")]}>»›≥", "([{<«‹≤")
_RIGHT_TO_LEFT = ("R", "AL")
_NEUTRAL = ("ON", "CS", "ES", "ET")
_CONTROLS = ("LRE", "LRO", "LRI", "RLE", "RLO", "RLI", "FSI", "PDF", "PDI")  # of direction: they print nothing
_MAX_FOOTNOTE_DIGITS = 4  # a guess: no submission has ten thousand footnotes
_SURPLUS_TOLERANCE = 10  # characters that a text layer may repeat, a guess; a lost one is never tolerated


class PdfDocument:
    """The PDF of a submission. Pandoc starts when it is created."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript, self._submission = manuscript, manuscript.submission
        blocks = outline.build(manuscript)
        filters = (*foreign_phrases.spacing_filters(manuscript.locale), "tables.lua", "pdf/filter.lua")
        self._conversion = markdown.convert(manuscript, blocks, "typst-smart", *filters)

    def finish(self) -> bytes:
        """Return the PDF.

        Raises MissingGlyphs if no font has a character, and WsiscError if Pandoc or Typst fails, or if the words of the
        PDF differ from those of the source.
        """
        date = timestamp(self._submission.date)
        content = typst.typeset(
            self._markup(), self._data(), fonts.folders(self._manuscript.look), image_files(self._manuscript), date
        )
        integrity.refuse_difference(find_lost_words(self._manuscript, content))
        return content

    def measure_parts(self, is_estimate: bool = False) -> dict[str, float]:
        """Return the length in pages of the answer to each part by its place ("three-a"), without the prompt.

        The typeset pages are measured, in tenths. Raises the same errors as `finish`; for an estimate, a font that is
        not installed is no error.
        """
        if not is_estimate and (missing := fonts.find_uninstalled(self._markup(), self._manuscript.look)):
            raise typst.MissingGlyphs(missing)
        files = image_files(self._manuscript)
        marks = typst.query(self._markup(), self._data(), fonts.folders(self._manuscript.look), files, "<part>")
        paper = self._manuscript.look.page
        height = (paper["height"] - paper["top"] - paper["bottom"]) * _POINTS_PER_MILLIMETRE
        lengths = {}
        for begin, end in pairwise(marks):
            if begin["part"]:
                length = end["page"] - begin["page"] + (end["y"] - begin["y"]) / height
                lengths[begin["part"].replace("_", "-")] = round(max(length, 0.0), 1)
        return lengths

    def _markup(self) -> str:
        return f"{resources.text('templates/pdf/document.typ')}\n{self._conversion.result().decode()}\n#part-ends()\n"

    def cancel(self) -> None:
        """Stop Pandoc."""
        self._conversion.cancel()

    def _data(self) -> dict[str, Any]:
        locale = self._manuscript.locale
        return {
            **theme_data(self._manuscript.look, locale.tag),
            "title": self._submission.title,
            "author": self._submission.entity.name,
            "subject": outline.subject(self._manuscript.call, locale),
            "draft": locale.wording["draft"] if self._manuscript.draft else None,
            "head": outline.running_head(self._manuscript),
            "foot": locale.wording["page"],
            "figures": figure_data(self._manuscript),
            "source": provenance.pack(source.build_package(self._manuscript)) if self._manuscript.embed else None,
        }


def split_language_tag(tag: str) -> tuple[str, str | None]:
    """Return the language and the region of a tag (BCP 47); the region is None if the tag has none."""
    language, *others = tag.split("-")
    return language, next((subtag for subtag in others if len(subtag) == 2), None)


def theme_data(look: theme.Theme, tag: str) -> dict[str, Any]:
    """Return a theme and a language (BCP 47) as data for the markup."""
    language, region = split_language_tag(tag)
    styles = {role: theme.resolve_style(look, role) for role in look.styles}
    metrics = fonts.families()[look.fonts["text"]["pdf"]]
    return {
        "page": look.page,
        "line-height": float(metrics["line"]),
        "capitals": float(metrics["capitals"]),
        "colours": look.colours,
        "styles": styles,
        "meanings": look.meanings,
        "han": look.fonts["han"]["pdf"],
        "language": language,
        "region": region,
    }


def figure_data(manuscript: Manuscript) -> dict[str, dict[str, Any]]:
    """Return the figures of a manuscript as data for the markup."""
    return {name: _figure_values(manuscript, name, image) for name, image in manuscript.images.items()}


def _figure_values(manuscript: Manuscript, name: str, image: Image) -> dict[str, Any]:
    figure = manuscript.submission.figures[name]
    width, height = image.size_within(*theme.figure_size_limit(manuscript.look))
    return {
        "path": _image_path(name, image),
        "kind": f"image/{image.format}",
        "width": width,
        "height": height,
        "alt": figure.alt or None,
        "captioned": bool(figure.caption),
        "decorative": figure.decorative,
    }


def image_files(manuscript: Manuscript) -> dict[str, bytes]:
    """Return the image files of a manuscript by the names that the markup uses."""
    return {_image_path(name, image): image.content for name, image in manuscript.images.items()}


def _image_path(name: str, image: Image) -> str:
    """Return the name of an image's file for Typst, which is also its name as an attachment."""
    return f"{name}.{image.format}"


def timestamp(date: str) -> int | None:
    """Return the date of a submission in seconds since 1970, for the PDF; None without a date."""
    return timegm(time.strptime(date, "%Y-%m-%d")) if date else None


def longest_header_length(submission: Submission, blocks: list[outline.OutlineBlock]) -> int:
    """Return the number of characters of the longest table header, with room for footnote numbers."""
    headers = _headers(submission, blocks)
    return max((sum(map(_max_printed_length, tree.walk([header]))) for header in headers), default=0)


def header_texts(submission: Submission, blocks: list[outline.OutlineBlock]) -> list[list[str]]:
    """Return the texts in the header of each table, which is repeated on every page that the table reaches."""
    return [[text.text for text in tree.find([header], tree.Text)] for header in _headers(submission, blocks)]


def _headers(submission: Submission, blocks: list[outline.OutlineBlock]) -> Iterator[tree.Row]:
    """Yield the header of each table."""
    links = frozenset(submission.links)
    for block in blocks:
        if block.kind == "rich":
            yield from (table.children[0] for table in tree.find(richtext.parse(block.text, links).blocks, tree.Table))


def find_lost_words(manuscript: Manuscript, content: bytes) -> str | None:
    """Return a sentence on where the pages of a PDF differ from the words of its source, or None.

    Raises WsiscError if the PDF is damaged.
    """
    submission, blocks = manuscript.submission, outline.build(manuscript)
    expected = integrity.expected_words(submission, blocks, with_numbers=True)
    head_length = sum(map(len, outline.running_head(manuscript)))
    longest = longest_header_length(submission, blocks)
    return find_difference(expected, _page_texts(manuscript, content), longest, head_length)


def is_in_order(manuscript: Manuscript, content: bytes) -> bool:
    """Return whether the words of the source run through the pages of a PDF in order, with no empty page.

    Returns False where the order cannot be determined; see `find_difference`.
    """
    expected = integrity.expected_words(manuscript.submission, outline.build(manuscript), with_numbers=True)
    pages = _page_texts(manuscript, content)
    return all(pages) and _is_in_order(*_character_streams(expected), pages)


def _page_texts(manuscript: Manuscript, content: bytes) -> list[str]:
    """Return the texts of the pages of a PDF, without spaces, heads and feet."""
    wording = manuscript.locale.wording
    mark = squeeze(wording["draft"]) if manuscript.draft else ""
    head = squeeze("".join(outline.running_head(manuscript)))
    pages = [squeeze(page).removeprefix(mark) for page in reader.read_pages(content)]
    feet = page_feet(wording["page"], len(pages))
    others = zip(pages[1:], feet[1:], strict=True)
    return pages[:1] + [
        _without_foot(page.removeprefix(head), number, foot) for number, (page, foot) in enumerate(others, 2)
    ]


def _without_foot(page: str, number: int, foot: str) -> str:
    """Return a page without its foot, which in earlier versions is the number of the page."""
    return page.removesuffix(foot if page.endswith(foot) else str(number))


def page_feet(wording: str, total: int) -> list[str]:
    """Return what the foot of each page says, without spaces; that of the first page is not printed."""
    return [squeeze(fill(wording, number=number, total=total)) for number in range(1, total + 1)]


def _character_streams(expected: integrity.DocumentWords) -> tuple[str, str]:
    """Return the characters of the body and those of the footnotes, as pages show them."""
    notes = "".join(f"{number}{squeeze(' '.join(note))}" for number, note in enumerate(expected.footnotes, 1))
    return squeeze(_with_reference_numbers(expected.body)), notes


def _max_printed_length(node: tree.Node) -> int:
    """Return the maximum number of characters that a node prints by itself."""
    if isinstance(node, tree.FootnoteReference):
        return _MAX_FOOTNOTE_DIGITS
    return len(node.text) if isinstance(node, tree.Text) else 0


def find_difference(
    expected: integrity.DocumentWords, pages: list[str], header_length: int, head_length: int
) -> str | None:
    """Return a sentence on where pages differ from the expected words, or None.

    The body must run through the pages in order, with the footnotes below it. Where the order cannot be determined (the
    header of a long table, of `header_length` characters, is repeated on every page; right-to-left text is extracted in
    no reliable order, so that the head of a page, of `head_length` characters, may not be known as such), no character
    may be missing, and only characters of headers and heads may be repeated.
    """
    body, notes = _character_streams(expected)
    if _is_in_order(body, notes, pages):
        return None
    # Controls of direction are not among the extracted characters, so the expected words decide.
    all_words = "".join(map("".join, (expected.body, *expected.footnotes)))
    is_mixed = any(unicodedata.bidirectional(character) in (*_RIGHT_TO_LEFT, *_CONTROLS) for character in all_words)
    expected_counts, actual_counts = (Counter(_comparable(text, is_mixed)) for text in (body + notes, "".join(pages)))
    if missing := expected_counts - actual_counts:
        return f"the pages lack {''.join(missing.elements())[:40]!r}"
    surplus = (actual_counts - expected_counts).total()
    if not surplus and not header_length and not is_mixed:
        return "the pages have the words in another order"
    repeated = (header_length + (head_length if is_mixed else 0)) * len(pages)
    return f"the pages have {surplus} extra characters" if surplus > repeated + _SURPLUS_TOLERANCE else None


def _is_in_order(body: str, notes: str, pages: list[str]) -> bool:
    for text in pages:
        common = common_length(text, body)
        cut = next((offset for offset in range(common, -1, -1) if notes.startswith(text[offset:])), None)
        if cut is None:
            return False
        body, notes = body[cut:], notes[len(text) - cut :]
    return not body and not notes


def _with_reference_numbers(body: list[str]) -> str:
    pieces = " ".join(body).split(integrity.FOOTNOTE_REFERENCE)
    return pieces[0] + "".join(f"{number}{piece}" for number, piece in enumerate(pieces[1:], 1))


def squeeze(text: str) -> str:
    """Return a text without what PDFs do not return reliably: spaces, bullets, ligatures, invisible characters."""
    return re.sub(rf"[\s{_BLANKS}{_BULLET}{IGNORABLE}]+", "", unicodedata.normalize("NFKC", text))


def _comparable(text: str, is_mixed: bool) -> str:
    """Return the characters that a PDF returns whatever the direction; a bracket counts as its mirror image.

    Combining marks are extracted separately from letters. In mixed directions, characters without a direction of their
    own, such as quotation marks, are not always extracted.
    """
    unreliable = (*_RIGHT_TO_LEFT, "NSM", "BN", *(_NEUTRAL if is_mixed else ()))
    decomposed = unicodedata.normalize("NFD", text)
    reliable = (character for character in decomposed if unicodedata.bidirectional(character) not in unreliable)
    return "".join(reliable).translate(_MIRRORED)
