"""A PDF -> a document as a person sees it, by PDFium: from the place, size and font of every character.

Nothing here looks at the tags of the PDF. What is a line, a paragraph or a footnote follows from where the characters
are; only the levels of headings come from the outline (the bookmarks), whose entries lead to the places of the headings.
"""

import ctypes
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

from tests.fidelity.document import Block, Document, Span, joined

MILLIMETRE = 72 / 25.4
LEFT, RIGHT = 25 * MILLIMETRE, 185 * MILLIMETRE  # of the text, on paper 210 mm wide
TOP, BOTTOM = (297 - 25) * MILLIMETRE, 22 * MILLIMETRE
MIDDLE = 105 * MILLIMETRE
_LEADING = 1.55  # times the size of the letters: lines of a block are nearer than this, blocks farther (1.5 and 1.6)
_SMALL = 0.7  # the size of a raised number against that of its line (0.6)
_NOTE = 10  # points: the size of footnotes


@dataclass
class _Line:
    page: int
    y: float
    left: float
    right: float = 0.0
    sizes: list[float] = field(default_factory=list)
    word: float = 0.0  # the width of the first word
    spans: list[Span] = field(default_factory=list)

    @property
    def size(self):
        return max(self.sizes)

    @property
    def centred(self):
        return abs((self.left + self.right) / 2 - MIDDLE) < 1.5 and self.left > LEFT + 1.5

    @property
    def text(self):
        return "".join(span.text for span in self.spans)


def read(content: bytes) -> Document:
    """Return what a PDF shows."""
    with pdfium.PdfDocument(content) as opened:
        levels = _levels(opened)
        pages = [_lines(number, page) for number, page in enumerate(opened)]
    body, notes, feet, heads = [], [], [], []
    for lines in pages:
        head = [line for line in lines if line.y > TOP]
        foot = [line for line in lines if line.y < BOTTOM - 12]  # the footer begins 12 mm above the edge
        heads.append(" ".join(line.text.strip() for line in head))
        feet.append(" ".join(line.text.strip() for line in foot))
        between = [line for line in lines if BOTTOM - 12 <= line.y <= TOP]
        notes += [line for line in between if line.size <= _NOTE]
        body += [line for line in between if line.size > _NOTE]
    starts = {line.page: line for line in reversed(body)}
    return Document(
        tuple(_block(group, levels) for group in _groups(body)),
        tuple(_notes(notes)),
        tuple(" ".join(starts[page].text.split()[:4]) if page in starts else "" for page in range(len(pages))),
        tuple(heads),
        tuple(feet),
    )


def _levels(opened):
    """Return the levels of the headings, by the page and the height to which the outline leads."""
    found = []
    for entry in opened.get_toc():
        target = entry.get_dest()
        found.append((target.get_index(), target.get_view()[1][1], entry.level + 1))
    return found


def _lines(number, page):
    text, links = page.get_textpage(), _links(page)
    lines = []
    for index in range(text.count_chars()):
        letter = _letter(text, index)
        if letter is None:
            continue
        character, size, font, x, y, right = letter
        line = lines[-1] if lines and abs(lines[-1].y - y) < 0.5 * max(lines[-1].size, size) else None
        if line is None or x < line.right - 20:
            line = _Line(number, y, x)
            lines.append(line)
        elif x - line.right > 0.3 * size and not line.text.endswith(" ") and size > _SMALL * line.size:
            line.spans.append(Span(" "))  # between the number of an item and its words
            line.sizes.append(line.size)
        address = next(
            (link for (a, b, c, d), link in links if a <= (x + right) / 2 <= c and b <= y + size / 4 <= d), ""
        )
        line.spans.append(Span(character, "Bold" in font, "Italic" in font, address))
        line.sizes.append(size)
        if " " not in line.text.strip():
            line.word = right - line.left
        if character != " ":
            line.right = right
    return [replace(line, spans=_called(line)) for line in lines if line.text.strip()]


def _letter(text, index):
    """Return a character with its size, font, place and right edge, None where nothing is printed."""
    character = chr(raw.FPDFText_GetUnicode(text, index))
    if raw.FPDFText_IsGenerated(text, index) == 1 or character in "\r\n\0":
        return None
    x, y, left, right, bottom, top = (ctypes.c_double() for _ in range(6))
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    name = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(text, index, name, 100, None)
    character = "-" if character == "\x02" else character  # PDFium's name for a hyphen at the end of a line
    return character, raw.FPDFText_GetFontSize(text, index), name.value.decode(), x.value, y.value, right.value


def _called(line):
    """Return the spans of a line in which a small raised number is a footnote call."""
    spans = []
    for span, size in zip(line.spans, line.sizes, strict=True):
        small = size < _SMALL * line.size and span.text.isdigit()
        spans.append(Span("", call=int(span.text)) if small else span)
    return spans


def _groups(lines):
    """Return the lines of each block."""
    groups = [[lines[0]]]
    for before, line in pairwise(lines):
        if _is_one_block(before, line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_one_block(before, line):
    if before.size != line.size or (_look(before) != _look(line) and line.page == before.page and _whole(before, line)):
        return False
    if line.page == before.page:
        return before.y - line.y < _LEADING * line.size
    return before.right + line.size / 4 + line.word > RIGHT  # its first word had no room on the line before


def _whole(*lines):
    return all(len({span[1:3] for span in line.spans if span.text.strip()}) == 1 for line in lines)


def _look(line):
    return next(span[1:3] for span in line.spans if span.text.strip())


def _block(lines, levels):
    first = lines[0]
    spans = list(first.spans)
    for before, line in pairwise(lines):
        spans = [*spans[:-1], *_joint(spans[-1], before, line), *line.spans]
    centred = all(line.centred for line in lines)
    here = [level for page, top, level in levels if page == first.page and 0 < top - first.y < 2 * first.size]
    if here:
        kind = f"heading {here[0]}"
    elif first.page == 0:
        kind = "cover"
    elif centred:
        kind = "title"
    else:
        kind = "item" if first.left > LEFT + 12 else "text"
    return Block(kind, centred, joined(spans))


def _joint(last, before, line):
    """Return the last span of a line, with a space or a break where it has none before the next line.

    What is between two lines of a link belongs to it: the rectangles of links end before it.
    """
    linked = last._replace(address=line.spans[0].address)
    if before.text.endswith(" "):
        inside = len(before.spans) > 1 and before.spans[-2].address == linked.address
        return [linked if inside else last]
    if before.text.endswith("-"):
        return [last]
    had_room = before.right + line.size / 4 + line.word <= RIGHT
    between = linked if last.address == linked.address else last._replace(address="")
    return [last, between._replace(text="\n" if had_room or line.centred else " ", call=0)]


def _notes(lines):
    """Return the notes, each of which begins with its number."""
    found = []
    for line in lines:
        if line.spans[0].call:
            found.append([])
            assert line.spans[0].call == len(found)
            found[-1] += line.spans[1:]
        else:
            found[-1] += line.spans
    return [joined(note) for note in found]


def _links(page):
    """Return the rectangles and the address of each link that leads out of the document."""
    found, place, link = [], ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, place, link):
        action = raw.FPDFLink_GetAction(link)
        if raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            buffer = ctypes.create_string_buffer(1000)
            raw.FPDFAction_GetURIPath(page.pdf, action, buffer, 1000)
            found += [(box, buffer.value.decode()) for box in _boxes(link)]
    return found


def _boxes(link):
    """Return the rectangles of a link: one for each line that it is on."""
    if count := raw.FPDFLink_CountQuadPoints(link):
        quad = raw.FS_QUADPOINTSF()
        for index in range(count):
            raw.FPDFLink_GetQuadPoints(link, index, quad)
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)
    else:
        box = raw.FS_RECTF()
        raw.FPDFLink_GetAnnotRect(link, box)
        yield box.left, box.bottom, box.right, box.top
