"""The expected document -> the same in the layout of the earlier version that built a document.

What a version added to the layout is removed where a document of another version has none of it: the contents of
pages, the running head, the total of pages, named list styles, styles for what a heading begins.
Whatever a document has of these is compared. Of a PDF, sizes and colours in which text is readable are layout.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from wsisc.document import outline
from wsisc.document.manuscript import Manuscript
from wsisc.ooxml import package
from wsisc.readers import pdf
from wsisc.readers.inventory import InventoryItem
from wsisc.theme.contrast import luminance
from wsisc.writers.docx.package import zip_package

_CONTENTS = re.compile(r'<nav class="contents".*?</nav>\n', re.DOTALL)
_NUMBERED_BACK_LINK = re.compile(r'(class="footnote-back"[^>]* aria-label="[^"]*?) \(\d+\)"')
_RUN_IN_PAGE, _RUN_IN_WORD = b'class="run-in', b"w:specVanish"
_BODY, _FOOTER = "word/document.xml", "word/footer1.xml"
_FIELD = re.compile(rb'<w:r>(?:<w:rPr><w:rtl/></w:rPr>)?<w:fldChar w:fldCharType="begin"/>.*?"end"/></w:r>', re.DOTALL)
_BETWEEN_MARKS = re.compile(rb"(?<=</w:pPr>).*(?=</w:p>)", re.DOTALL)
_TAGS = re.compile("<[^<>]*>")
_RUNNING_HEAD = re.compile(rb'<w:p><w:pPr><w:pStyle w:val="Header"/>.*?</w:p>', re.DOTALL)
# Markup that a version added to the body, what is there otherwise, and what shows that a document has it.
_ADDITIONS = (
    (re.compile(rb'"List(?:Number|Bullet|Continue)"'), b'"ListParagraph"', re.compile(rb'"List(?:Number|Bullet)"')),
    (re.compile(rb'"(Heading\d)[A-Z]\w*"'), rb'"\1"', re.compile(rb'"Heading\d[A-Z]')),
)


# Layout of PDFs of earlier versions: the shade of the headers of tables, and the look of their cells in the tags.
_TEXT_PAINT = re.compile(r"in fill ([0-9a-f]{6})ff, line [0-9a-f]{8}, (mode \d), size (\d+\.\d)")
_THIN_LINE = re.compile(r"(in fill [0-9a-f]{8}, line [0-9a-f]{8}, mode \d \d, width )[01]\.\d, a line")
_UNDERLINE = re.compile(r"(in fill [0-9a-f]{8}, line (?!000000|f{6})[0-9a-f]{8}, mode \d \d, width )0\.[4-7], a line")
_BLACK_LINE = re.compile(r"in fill [0-9a-f]{8}, line 000000ff, mode \d \d, width \d\.\d, a line")
_NOTE_RULE = "in fill 000000ff, line 000000ff, mode 0 1, width 0.6, a line"
_HEADER_SHADE = "in fill edf1f7ff, line 000000ff, mode 2 0, width 1.0, an area"
_HEADER_TAGS = {"entry BackgroundColor of a dictionary", "entry BorderStyle Solid of a dictionary"}
_MIN_SIZE, _MAX_SIZE = 5.0, 40.0  # points of readable text
_MAX_LUMINANCE = 0.2  # as in style sheets


def adapt_manuscript(manuscript: Manuscript, content: bytes, format: str) -> Manuscript:
    """Return a manuscript whose prompts are part of the headings, if they are in a document of another version."""
    if format == "docx":
        is_run_in = _RUN_IN_WORD in package.read_parts(content).get(_BODY, b"")
    elif format == "html":
        is_run_in = _RUN_IN_PAGE in content
    else:
        labels = {block.label for block in outline.build(manuscript) if block.label and block.prompt}
        is_run_in = not labels or bool(labels & pdf.read_outline(content))
    return manuscript if is_run_in else replace(manuscript, call=replace(manuscript.call, prompt_layout="heading"))


def adapt(expected: bytes, content: bytes, format: str) -> bytes:
    """Return an expected document in the layout of one of another version. Raises WsiscError if that is damaged."""
    adapters: dict[str, Callable[[bytes, bytes], bytes]] = {"docx": _adapt_word_file, "html": _adapt_page}
    return adapters[format](expected, content) if format in adapters else expected


def _adapt_page(expected: bytes, content: bytes) -> bytes:
    page, other = expected.decode(), content.decode("utf-8", "replace")
    page = page if _CONTENTS.search(other) else _CONTENTS.sub("", page)
    page = page if _NUMBERED_BACK_LINK.search(other) else _NUMBERED_BACK_LINK.sub(r'\1"', page)
    return page.encode()


def _adapt_word_file(expected: bytes, content: bytes) -> bytes:
    parts, other = package.read_parts(expected), package.read_parts(content)
    body = other.get(_BODY, b"")
    for pattern, replacement, sign in _ADDITIONS:
        if not sign.search(body):
            parts[_BODY] = pattern.sub(replacement, parts[_BODY])
    heads = {name: part for name, part in parts.items() if name.startswith("word/header")}
    printed = {_text(each) for part in heads.values() for each in _RUNNING_HEAD.findall(part)}
    others = " ".join(_text(part) for name, part in other.items() if name.startswith("word/header"))
    if not any(each in others for each in printed):
        parts |= {name: _RUNNING_HEAD.sub(b"", part) for name, part in heads.items()}
    if not any(b"NUMPAGES" in part for name, part in other.items() if name.startswith("word/footer")):
        number = next(each[0] for each in _FIELD.finditer(parts[_FOOTER]) if b" PAGE " in each[0])
        parts[_FOOTER] = _BETWEEN_MARKS.sub(number, parts[_FOOTER])
    return zip_package(parts)


def _text(part: bytes) -> str:
    return " ".join(_TAGS.sub(" ", part.decode("utf-8", "replace")).split())


def adapt_items(expected: Sequence[InventoryItem], found: Sequence[InventoryItem]) -> list[list[InventoryItem]]:
    """Return the items of the expected PDF and of one of another version without what is layout.

    That is how readable text is painted, thin lines that the other lacks, and of that one the rule of its notes, once
    on a page, and the shade of its headers of tables. What is painted in addition could cover words.
    Nor are more black lines of a width than other breaks of pages explain.
    """
    expected, found = ([_without_paint(each) for each in items] for items in (expected, found))
    lines = {item.text for item in found if item.kind == "drawing"}
    kept = [each for each in expected if not (_THIN_LINE.fullmatch(each.text) and each.text not in lines)]
    rules = {each.place: at for at, each in reversed(list(enumerate(found))) if each.text == _NOTE_RULE}  # the first
    others = [
        each
        for at, each in enumerate(found)
        if not (each.kind in _HEADER_TAGS or each.text == _HEADER_SHADE or rules.get(each.place) == at)
    ]
    return [kept, _with_surplus_lines(expected, others)]


def _with_surplus_lines(expected: Sequence[InventoryItem], found: Sequence[InventoryItem]) -> list[InventoryItem]:
    """Return the items found, with the black lines that are too many marked as such.

    A break of a page repeats the rules of a table, and the rule of notes is there once on each page with notes.
    """
    known, pages = Counter(each.text for each in expected), {each.place for each in found if each.kind == "drawing"}
    seen, marked = Counter[str](), []
    for each in found:
        seen[each.text] += 1
        is_surplus = _BLACK_LINE.fullmatch(each.text) and seen[each.text] > known[each.text] + len(pages)
        marked.append(each._replace(text=f"{each.text}, too often") if is_surplus and known[each.text] else each)
    return marked


def _without_paint(item: InventoryItem) -> InventoryItem:
    paint = _TEXT_PAINT.fullmatch(item.text) if item.kind == "text" else None
    if paint and _MIN_SIZE <= float(paint[3]) <= _MAX_SIZE and luminance(paint[1]) <= _MAX_LUMINANCE:
        return item._replace(text=f"readable, {paint[2]}")
    line = _UNDERLINE.fullmatch(item.text) if item.kind == "drawing" else None  # as thick as the size of its text says
    return item._replace(text=f"{line[1]}0.6, a line") if line else item


def adapt_pages(manuscript: Manuscript, expected: list[str], pages: list[str]) -> list[str]:
    """Return the text of the expected pages of a PDF without running head and foot, if none of its pages has them."""
    wording, total = manuscript.locale.wording["page"], len(expected)
    words = set(wording.format(number="", total="").split())
    if any(words <= set(page.split()) for page in pages[1:]):
        return expected
    head = " ".join(outline.running_head(manuscript)).split()
    adapted = expected[:1]
    for number, page in enumerate(expected[1:], 2):
        unwanted = Counter([*head, *wording.format(number=number, total=total).split()])
        unwanted[str(number)] -= 1  # which every version prints
        kept = []
        for word in page.split():
            unwanted[word] -= 1
            kept += [word] if unwanted[word] < 0 else []
        adapted.append(" ".join(kept))
    return adapted
