"""A paragraph's XML -> its runs: what is printed, how it looks, where it leads, who changed it.

ECMA-376-1, 17.3 (runs), 17.13 (changes and comments), 17.16 (fields).
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from lxml import etree

from wsisc.readers.word import authorship, fields, maths, scripts, symbols, word_count
from wsisc.readers.word.archive import Link
from wsisc.readers.word.content import Change, Image, Run
from wsisc.readers.word.fields import Field
from wsisc.readers.word.maths import M
from wsisc.readers.word.styles import TOGGLES, Styles, W, is_on, marks, value

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\xad"}
_FIGURE = re.compile(r"[+−-]?\d{1,2}[+−-]?")
_DASH = re.compile(r"−(?=\t|\s\s)")
_LOOKS = attrgetter("bold", "italic", "underline", "struck", "caps", "raised", "link", "change", "comments")
_MOST_OPEN = 50
"""So many ranges of comments may be open at a place."""
_MATHS = (f"{M}oMath", f"{M}oMathPara")
_CHANGES = {f"{W}ins": "insertion", f"{W}moveTo": "insertion", f"{W}del": "deletion", f"{W}moveFrom": "deletion"}
_CALLS = (f"{W}footnoteReference", f"{W}endnoteReference")
_KINDS = tuple(dict.fromkeys(symbols.FONTS.values()))
BOXES = (f"{W}txbxContent",)
"""What holds paragraphs beside the text: they are asides."""
_CLOSING = tuple(".,;:!?…)]»”’\"'")
"""The signs behind which the mark of a note can stand."""
_NO_RUNS = (f"{W}pPr", *BOXES)


@dataclass(frozen=True)
class Context:
    """What is known while a part is read: its styles and links, and the fields and comments that are open.

    `placeholder_runs` show what is to be written into a content control that is empty; with `shows_hidden` hidden runs
    are read too. Of the paragraph that is read,
    `linked` are the addresses and alternative texts of images that are not in the file, `dropped` the words within the
    codes of fields, `marks` the marks of notes that are called elsewhere, `placeholders` the words of such runs, and
    `before` is the word that was read last.
    """

    styles: Styles
    links: Mapping[str, Link]
    placeholder_runs: Collection[etree._Element] = ()
    shows_hidden: bool = False
    linked: list[tuple[str, str]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    placeholders: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


def runs_of(paragraph: etree._Element, context: Context, held: Mapping[str, bool]) -> tuple[Run, ...]:
    """Return the runs of a paragraph, which looks as `held` says where they say nothing; hidden ones are left out."""
    context.before.clear()
    found = list(_joined(_within(paragraph, context, Run(), held)))
    if found and _DASH.match(found[0].text):
        found[0] = replace(found[0], text="-" + found[0].text[1:])  # a symbol font's minus, as a bullet
    return tuple(_joined(scripts.settled(found)) if any(run.raised for run in found) else found)


def _within(holder: etree._Element, context: Context, like: Run, held: Mapping[str, bool]) -> Iterator[Run]:
    """Yield the runs in an element; `like` has what lies around them: link and change."""
    for child in holder.iterchildren(tag=etree.Element):
        if child.tag == f"{W}r":
            yield from _run(child, context, like, held)
        elif child.tag in _MATHS:
            yield replace(like, text=maths.linear(child), comments=tuple(context.comments))
        elif child.tag == f"{W}fldSimple":
            yield from _simple_field(child, context, like, held)
        elif not on_comment(child, context) and child.tag not in _NO_RUNS:
            yield from _within(child, context, _around(child, context, like), held)


def _simple_field(holder: etree._Element, context: Context, like: Run, held: Mapping[str, bool]) -> Iterator[Run]:
    """Yield the runs of a field that is written as one element."""
    instruction, depth = holder.get(f"{W}instr", ""), len(context.fields)
    context.fields.append(Field(instruction, True, fields.link_of(instruction)))
    yield from _within(holder, context, like, held)
    del context.fields[depth:]


def _around(element: etree._Element, context: Context, like: Run) -> Run:
    """Return what lies around the runs in an element: a link, a change."""
    if element.tag == f"{W}hyperlink":
        return replace(like, link=_target(element, context) or like.link)
    if element.tag in _CHANGES:
        change = Change(_CHANGES[element.tag], authorship.author(element), authorship.date(element))
        return replace(like, change=_both(like.change, change))
    return like


def on_comment(element: etree._Element, context: Context) -> bool:
    """Note where what a comment is on begins or ends; tell whether an element is such a place."""
    id = element.get(f"{W}id", "")
    if element.tag == f"{W}commentRangeStart":
        context.comments.extend([id] if len(context.comments) < _MOST_OPEN else [])
    elif element.tag == f"{W}commentRangeEnd" and id in context.comments:
        context.comments.remove(id)
    return element.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd")


def _both(outer: Change | None, inner: Change) -> Change:
    """Return the change of what was put in and taken out again: it was taken out."""
    if outer is None:
        return inner
    deletion, other = (outer, inner) if outer.kind == "deletion" else (inner, outer)
    return deletion if deletion.kind == other.kind else deletion._replace(inserted_by=other.author)


def placeholders_of(root: etree._Element) -> Collection[etree._Element]:
    """Return the runs under an element that show what is to be written into a content control that is empty."""
    shown = (each.getparent() for each in root.iter(f"{W}showingPlcHdr") if is_on(each))
    controls = (each.getparent() for each in shown if each is not None and each.tag == f"{W}sdtPr")
    return {run for control in controls if control is not None for run in control.iter(f"{W}r")}


def _target(link: etree._Element, context: Context) -> str:
    known = context.links.get(link.get(f"{R}id", ""))
    anchor = link.get(f"{W}anchor", "")
    return (known.target if known and known.is_external else "") + (f"#{anchor}" if anchor else "")


def _run(element: etree._Element, context: Context, like: Run, held: Mapping[str, bool]) -> Iterator[Run]:
    """Yield what a run holds."""
    if element in context.placeholder_runs:
        context.placeholders.append(word_count.flow(element) or " [image]" * len(list(element.iter(f"{A}blip"))))
        return
    look = {**held, **_look(element, context, held)}
    base = _looking(like, look)
    if base.raised and not _is_script(element, look.get("slight", False)):
        base = replace(base, raised="")
    for child in _contents(element):
        if child.tag == f"{W}fldChar":
            fields.on_mark(child.get(f"{W}fldCharType", ""), context.fields)
        elif child.tag == f"{W}instrText" and context.fields:
            context.fields[-1].instruction += child.text or ""
        elif any(not each.is_in_result for each in context.fields):
            context.dropped.append(child.text or "" if child.tag == f"{W}t" else " ")
        elif context.shows_hidden or not look.get("hidden"):
            link = next((each.link for each in reversed(context.fields) if each.link), base.link)
            around = replace(base, link=link, comments=tuple(context.comments))
            found = _content(child, context, around, next((kind for kind in _KINDS if look.get(kind)), ""))
            yield from _noted(found, context)


def _noted(found: Iterator[Run], context: Context) -> Iterator[Run]:
    """Yield runs without the marks of notes that are called elsewhere, which would be a number behind a word."""
    field = next((each for each in reversed(context.fields) if each.is_of_note), None)
    for run in found:
        before = "".join(context.before)
        if field and run.text and (before[-1:].isalnum() or before[-1:] in _CLOSING):
            context.marks.append(f"{before} {run.text} ")
            continue
        if run.text:
            context.before[:] = re.split(r"\s", before + run.text)[-1:]
        yield run


def _is_script(run: etree._Element, is_slight: bool) -> bool:
    """Tell whether what is raised is a script: not an own mark of a note, nor a word a little off the line."""
    words = "".join(each.text or "" for each in run.iter(f"{W}t", f"{W}delText"))
    return all(run.find(tag) is None for tag in _CALLS) and (not is_slight or bool(_FIGURE.fullmatch(words)))


def _looking(run: Run, look: Mapping[str, bool]) -> Run:
    bold, italic, underline = (look.get(name, False) for name in ("bold", "italic", "underline"))
    struck, caps = look.get("struck", False), look.get("caps", False)
    high = next((name for name in ("superscript", "subscript") if look.get(name)), "")
    return replace(run, bold=bold, italic=italic, underline=underline, struck=struck, caps=caps, raised=high)


def _contents(run: etree._Element) -> Iterator[etree._Element]:
    for child in run.iterchildren(tag=etree.Element):
        if str(child.tag).startswith(MC):
            yield from _contents(child)
        elif child.tag == f"{W}ruby":
            for part in ("rubyBase", "rt"):
                for inner in child.iterfind(f"{W}{part}//{W}r"):
                    yield from _contents(inner)
        else:
            yield child


def _look(run: etree._Element, context: Context, held: Mapping[str, bool]) -> dict[str, bool]:
    """Return how a run looks otherwise than its paragraph: what its style turns over, and what is set on itself."""
    return look_of(run.find(f"{W}rPr"), context.styles, held)


def look_of(properties: etree._Element | None, styles: Styles, held: Mapping[str, bool]) -> dict[str, bool]:
    """Return what properties of a run make it look otherwise than its paragraph, which looks as `held` says."""
    if properties is None:
        return {}
    style = styles.found.get(value(properties, "rStyle"))
    by_style = (
        {name: on != (name in TOGGLES and held.get(name, False)) for name, on in style.marks.items()} if style else {}
    )
    return by_style | marks(properties)


def _content(element: etree._Element, context: Context, base: Run, font: str) -> Iterator[Run]:
    """Yield what is in a run; `font` is the kind of a symbol font that it is in."""
    tag = element.tag
    if tag in (f"{W}t", f"{W}delText"):
        text = (element.text or "").replace("\n", " ").replace("\r", " ")
        is_written = not font and context.styles.are_of_wsisc
        yield replace(base, text=text if is_written else symbols.typed(text, font))
    elif tag in _SIGNS:
        yield replace(base, text=_SIGNS[tag])
    elif tag == f"{W}br":
        yield replace(base, text="\f" if element.get(f"{W}type") == "page" else "\n")
    elif tag == f"{W}sym":
        own = element.get(f"{W}font")
        kind = font if own is None else symbols.kind_of(own)
        yield replace(base, text=symbols.inserted(element.get(f"{W}char", ""), kind))
    elif tag in _CALLS:
        yield replace(base, note=f"{'f' if tag == f'{W}footnoteReference' else 'e'}{element.get(f'{W}id', '')}")
    elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
        for image in _images(element, context):
            yield replace(base, image=image)


def _images(element: etree._Element, context: Context) -> Iterator[Image]:
    """Yield the images of a drawing, each once, where Word shows it."""
    if is_unseen(element):
        return
    about = next(element.iter(f"{WP}docPr"), None)
    alt = (about.get("descr") or about.get("title") or "") if about is not None else ""
    is_decorative = about is not None and any(each.get("val") == "1" for each in about.iter(_DECORATIVE))
    ids = [each.get(f"{R}{name}", "") for each in element.iter(f"{A}blip") for name in ("embed", "link")]
    for image in element.iter(f"{V}imagedata"):
        shape = image.getparent()
        ids += [image.get(f"{R}id", ""), image.get(f"{R}href", "")]
        alt = alt or image.get("title") or (shape.get("alt") if shape is not None else None) or ""
    for id in dict.fromkeys(ids):
        if (known := context.links.get(id)) and known.is_external:
            context.linked.append((known.target, " ".join(alt.split())))
        elif known:
            yield Image(known.target, " ".join(alt.split()), is_decorative)


def is_unseen(drawing: etree._Element) -> bool:
    """Tell whether Word does not show a drawing (20.4.2.5; in the old form it is a style of its shape)."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    if about is not None and about.get("hidden") in ("1", "true", "on"):
        return True
    shape = next(drawing.iter(f"{V}shape", f"{V}group"), None)
    return shape is not None and "visibility:hidden" in "".join(shape.get("style", "").split()).lower()


def _joined(found: Iterator[Run]) -> Iterator[Run]:
    """Yield runs, those of text that look alike as one; a page break is its own."""
    pending: Run | None = None
    for run in found:
        is_text = bool(run.text) and run.text != "\f"
        if pending and is_text and _is_alike(run, pending):
            pending = replace(pending, text=pending.text + run.text)
            continue
        if pending:
            yield pending
            pending = None
        if is_text:
            pending = run
        elif run.text or run.note or run.image:
            yield run
    if pending:
        yield pending


def _is_alike(one: Run, two: Run) -> bool:
    """Tell whether two runs of text differ in their text alone."""
    return _LOOKS(one) == _LOOKS(two)


def hidden_text(paragraph: etree._Element, context: Context, held: Mapping[str, bool]) -> str:
    """Return the words of a paragraph's runs that Word does not show."""
    runs: Sequence[etree._Element] = [
        run for run in paragraph.iter(f"{W}r") if next(run.iterancestors(*BOXES), None) is None
    ]
    hidden = [run for run in runs if {**held, **_look(run, context, held)}.get("hidden")]
    return "".join(each.text or "" for run in hidden for each in run.iterchildren(f"{W}t"))
