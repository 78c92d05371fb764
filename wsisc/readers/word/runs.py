"""A paragraph's XML -> its runs: text, look, link, tracked change.

ECMA-376-1, 17.3 (runs), 17.13 (changes and comments), 17.16 (fields).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter

from lxml import etree

from wsisc.document import form
from wsisc.ooxml.names import MC, TRUE_VALUES, WP, A, M, R, V, W, is_on, is_within, letters_of, value
from wsisc.ooxml.relationships import Relationship, link_address
from wsisc.readers.word import fields, independent_count, plain_letters, threads
from wsisc.readers.word.content import Run, TrackedChange, WordImage
from wsisc.readers.word.fields import Field
from wsisc.readers.word.origins import Origins, PartOrigins, nowhere
from wsisc.readers.word.styles import TOGGLES, Styles, read_marks, read_phrase_language
from wsisc.text.words import one_line

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\xad"}
# Slightly raised text that is a script: an exponent, a charge, the number of a note. Longer text is a shifted word.
_SHORT_NUMBER = re.compile(r"[+−-]?\d{1,2}[+−-]?")
_BULLET_MINUS = re.compile(r"−(?=\t|\s\s)")
_LOOK_VALUES = attrgetter(
    "bold", "italic", "underline", "struck", "caps", "raised", "link", "change", "comments", "field", "language"
)
_MAX_OPEN = 50  # a guess: nested comment ranges beyond this are ignored, as each of them is repeated on every run
_EQUATIONS = (f"{M}oMath", f"{M}oMathPara")
_CHANGE_KINDS = {f"{W}ins": "insertion", f"{W}moveTo": "insertion", f"{W}del": "deletion", f"{W}moveFrom": "deletion"}
NOTE_REFERENCES = {f"{W}footnoteReference": "f", f"{W}endnoteReference": "e"}
"""The elements that reference notes, with the letter that starts the ids of their notes."""
_SYMBOL_FONT_KINDS = tuple(dict.fromkeys(plain_letters.FONT_KINDS.values()))
TEXT_BOXES = (f"{W}txbxContent",)
"""Elements with paragraphs outside the flow of the text, which become asides."""
_CLOSING_SIGNS = tuple(".,;:!?…)]»”’\"'")  # the signs that can precede a note reference
_WITHOUT_RUNS = (f"{W}pPr", *TEXT_BOXES)


@dataclass(frozen=True)
class Context:
    """The state while a part is read: its styles and relationships, and the open fields and comments.

    `placeholder_runs` hold prompts of empty content controls, `origins` has the addresses in the part; with
    `reads_hidden` hidden runs are read too, and hidden references to the notes in `unhidden` always. These lists belong
    to the current paragraph: `linked_images` (addresses and alternative texts of images outside the file),
    `field_code_texts` (words inside field codes), `note_marks` (marks of notes that are referenced elsewhere),
    `placeholder_texts` (words of placeholder runs) and `preceding_word` (the last word that was read).
    """

    styles: Styles
    relationships: Mapping[str, Relationship]
    placeholder_runs: Collection[etree._Element] = ()
    origins: PartOrigins | None = None
    reads_hidden: bool = False
    unhidden: Collection[str] = ()
    linked_images: list[tuple[str, str]] = field(default_factory=list)
    open_fields: list[Field] = field(default_factory=list)
    open_comments: list[str] = field(default_factory=list)
    field_code_texts: list[str] = field(default_factory=list)
    note_marks: list[str] = field(default_factory=list)
    placeholder_texts: list[str] = field(default_factory=list)
    preceding_word: list[str] = field(default_factory=list)

    def find_origins(self, leaf: etree._Element, length: int = 1) -> Origins:
        """Return the origins of so many characters that an element of the current paragraph holds."""
        return self.origins.find(leaf, length) if self.origins else nowhere(length)


def read_runs(paragraph: etree._Element, context: Context, inherited: Mapping[str, bool]) -> tuple[Run, ...]:
    """Return the runs of a paragraph without hidden ones. `inherited` are its marks by default."""
    context.preceding_word.clear()
    if context.origins:
        context.origins.enter(paragraph)
    found = list(_join_runs(_read_children(paragraph, context, Run(), inherited)))
    if found and _BULLET_MINUS.match(found[0].text):
        found[0] = found[0].with_text("-" + found[0].text[1:])  # the minus of a symbol font is a bullet here
    return tuple(_join_runs(plain_letters.resolve_scripts(found)) if any(run.raised for run in found) else found)


def _read_children(
    holder: etree._Element, context: Context, outer: Run, inherited: Mapping[str, bool]
) -> Iterator[Run]:
    """Yield the runs in an element; `outer` has the link and the change around them."""
    for child in holder.iterchildren(tag=etree.Element):
        if child.tag == f"{W}r":
            yield from _read_run(child, context, outer, inherited)
        elif child.tag in _EQUATIONS:
            text = plain_letters.linearize(child)
            origins = context.find_origins(_equation_of(child), len(text))
            yield replace(outer, text=text, comments=tuple(context.open_comments), origins=origins)
        elif child.tag == f"{W}fldSimple":
            yield from _read_simple_field(child, context, outer, inherited)
        elif not handle_comment_range(child, context) and child.tag not in _WITHOUT_RUNS:
            yield from _read_children(child, context, _apply_wrapper(child, context, outer), inherited)


def _equation_of(element: etree._Element) -> etree._Element:
    """Return the first equation of a paragraph of equations, which has the origin of all."""
    return next(element.iter(f"{M}oMath"), element)


def _read_simple_field(
    holder: etree._Element, context: Context, outer: Run, inherited: Mapping[str, bool]
) -> Iterator[Run]:
    """Yield the runs of a field that is a single element."""
    instruction, depth = holder.get(f"{W}instr", ""), len(context.open_fields)
    context.open_fields.append(Field(instruction, True, fields.parse_link(instruction)))
    yield from _read_children(holder, context, outer, inherited)
    del context.open_fields[depth:]


def _apply_wrapper(element: etree._Element, context: Context, outer: Run) -> Run:
    """Return `outer` with the link, change or field that an element adds."""
    if element.tag == f"{W}sdt":
        return replace(outer, field=form_field(element) or outer.field)
    if element.tag == f"{W}hyperlink":
        address = link_address(context.relationships, element.get(f"{R}id", ""), element.get(f"{W}anchor", ""))
        return replace(outer, link=address or outer.link)
    if element.tag in _CHANGE_KINDS:
        kind = _CHANGE_KINDS[element.tag]
        change = TrackedChange(kind, threads.read_author(element), threads.read_date(element))
        return replace(outer, change=_merge_changes(outer.change, change))
    return outer


def handle_comment_range(element: etree._Element, context: Context) -> bool:
    """Update the open comments at the start or end of a comment range; return whether an element is one."""
    id = element.get(f"{W}id", "")
    if element.tag == f"{W}commentRangeStart":
        context.open_comments.extend([id] if len(context.open_comments) < _MAX_OPEN else [])
    elif element.tag == f"{W}commentRangeEnd" and id in context.open_comments:
        context.open_comments.remove(id)
    return element.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd")


def _merge_changes(outer: TrackedChange | None, inner: TrackedChange) -> TrackedChange:
    """Return the change of text that was inserted and then deleted: the deletion."""
    if outer is None:
        return inner
    deletion, other = (outer, inner) if outer.kind == "deletion" else (inner, outer)
    return deletion if deletion.kind == other.kind else deletion._replace(inserted_by=other.author)


def find_placeholder_runs(root: etree._Element) -> Collection[etree._Element]:
    """Return the runs under an element that hold prompts of empty content controls, but not those of forms of wsisc.

    Programs that type into a form do not always remove the mark of a prompt, so words there are read like any others.
    """
    property_lists = (mark.getparent() for mark in root.iter(f"{W}showingPlcHdr") if is_on(mark))
    controls = (node.getparent() for node in property_lists if node is not None and node.tag == f"{W}sdtPr")
    others = (control for control in controls if control is not None and not form_field(control))
    return {run for control in others for run in control.iter(f"{W}r")}


def form_field(control: etree._Element) -> str:
    """Return the tag of a content control of a form of wsisc, "" for any other."""
    tag = value(control.find(f"{W}sdtPr"), "tag")
    return tag if form.parse_tag(tag) else ""


def note_id(reference: etree._Element) -> str:
    """Return the id of a referenced note, as `WordContent.notes` has it."""
    return f"{NOTE_REFERENCES[str(reference.tag)]}{reference.get(f'{W}id', '')}"


def _read_run(element: etree._Element, context: Context, outer: Run, inherited: Mapping[str, bool]) -> Iterator[Run]:
    """Yield the content of a run."""
    if element in context.placeholder_runs:
        images = " [image]" * len(list(element.iter(f"{A}blip")))
        context.placeholder_texts.append(independent_count.flow_text(element) or images)
        return
    look = {**inherited, **read_look(element.find(f"{W}rPr"), context.styles, inherited)}
    base = replace(_apply_look(outer, look), language=read_phrase_language(element, context.styles))
    if base.raised and not _is_script(element, look.get("slight", False)):
        base = replace(base, raised="")
    font = next((kind for kind in _SYMBOL_FONT_KINDS if look.get(kind)), "")
    for child in _run_children(element):
        if child.tag == f"{W}fldChar":
            fields.handle_mark(child.get(f"{W}fldCharType", ""), context.open_fields)
        elif child.tag == f"{W}instrText" and context.open_fields:
            context.open_fields[-1].instruction += child.text or ""
        elif any(not open_field.is_in_result for open_field in context.open_fields):
            context.field_code_texts.append(child.text or "" if child.tag == f"{W}t" else " ")
        elif context.reads_hidden or not look.get("hidden") or _is_unhidden(child, context):
            link = next((open_field.link for open_field in reversed(context.open_fields) if open_field.link), base.link)
            base_here = replace(base, link=link, comments=tuple(context.open_comments))
            yield from _remove_note_marks(_read_content(child, context, base_here, font), context)


def _is_unhidden(element: etree._Element, context: Context) -> bool:
    return element.tag in NOTE_REFERENCES and name_hidden_note(note_id(element)) in context.unhidden


def name_hidden_note(id: str) -> str:
    """Return the name of a hidden reference to a note among hidden words."""
    return f"[note {id}]"


def _remove_note_marks(found: Iterator[Run], context: Context) -> Iterator[Run]:
    """Yield runs without marks of notes that are referenced elsewhere, which would be numbers after words."""
    note_field = next((field for field in reversed(context.open_fields) if field.is_note_reference), None)
    for run in found:
        preceding = "".join(context.preceding_word)
        if note_field and run.text and (preceding[-1:].isalnum() or preceding[-1:] in _CLOSING_SIGNS):
            context.note_marks.append(f"{preceding} {run.text} ")
            continue
        if run.text:
            context.preceding_word[:] = re.split(r"\s", preceding + run.text)[-1:]
        yield run


def _is_script(run: etree._Element, is_slight: bool) -> bool:
    """Return whether raised text is a script, neither a note reference nor a word slightly off the line."""
    if any(run.find(tag) is not None for tag in NOTE_REFERENCES):
        return False
    return not is_slight or bool(_SHORT_NUMBER.fullmatch(letters_of(run)))


def _apply_look(run: Run, look: Mapping[str, bool]) -> Run:
    bold, italic, underline = (look.get(name, False) for name in ("bold", "italic", "underline"))
    struck, caps = look.get("struck", False), look.get("caps", False)
    high = next((name for name in ("superscript", "subscript") if look.get(name)), "")
    return replace(run, bold=bold, italic=italic, underline=underline, struck=struck, caps=caps, raised=high)


def _run_children(run: etree._Element) -> Iterator[etree._Element]:
    for child in run.iterchildren(tag=etree.Element):
        if str(child.tag).startswith(MC):
            yield from _run_children(child)
        elif child.tag == f"{W}ruby":
            for part in ("rubyBase", "rt"):
                for inner in child.iterfind(f"{W}{part}//{W}r"):
                    yield from _run_children(inner)
        else:
            yield child


def read_look(properties: etree._Element | None, styles: Styles, inherited: Mapping[str, bool]) -> dict[str, bool]:
    """Return the marks of run properties that differ from the paragraph, whose marks are `inherited`."""
    if properties is None:
        return {}
    style = styles.by_id.get(value(properties, "rStyle"))
    style_marks = style.marks.items() if style else ()
    toggled = {name: is_set != (name in TOGGLES and inherited.get(name, False)) for name, is_set in style_marks}
    return toggled | read_marks(properties)


def _read_content(element: etree._Element, context: Context, base: Run, font: str) -> Iterator[Run]:
    """Yield the content of a run's child; `font` is the kind of its symbol font, if any."""
    tag = element.tag
    if tag in NOTE_REFERENCES:
        yield replace(base, note=note_id(element), origins=context.find_origins(element))
    elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
        for image in _read_images(element, context):
            yield replace(base, image=image, origins=context.find_origins(element))
    elif text := _read_text(element, context, font):
        yield replace(base, text=text, origins=context.find_origins(element, len(text)))


def _read_text(element: etree._Element, context: Context, font: str) -> str:
    """Return the characters that an element of a run holds."""
    tag = element.tag
    if tag in (f"{W}t", f"{W}delText"):
        text = (element.text or "").replace("\n", " ").replace("\r", " ")
        is_literal = not font and context.styles.is_from_wsisc
        return text if is_literal else plain_letters.translate_text(text, font)
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag == f"{W}br":
        return "\f" if element.get(f"{W}type") in ("page", "column") else "\n"
    if tag == f"{W}sym":
        font_name = element.get(f"{W}font")
        kind = font if font_name is None else plain_letters.font_kind(font_name)
        return plain_letters.translate_code(element.get(f"{W}char", ""), kind)
    return ""


def _read_images(element: etree._Element, context: Context) -> Iterator[WordImage]:
    """Yield the visible images of a drawing, each once."""
    for image in find_images(element):
        if (known := context.relationships.get(image.file)) and known.is_external:
            context.linked_images.append((known.target, image.alt))
        elif known:
            yield image._replace(file=known.target)


def find_images(element: etree._Element) -> Iterator[WordImage]:
    """Yield the visible images of a drawing, each once, by the ids of their relationships."""
    if is_hidden_drawing(element):
        return
    about = next(element.iter(f"{WP}docPr"), None)
    alt = (about.get("descr") or about.get("title") or "") if about is not None else ""
    is_decorative = about is not None and any(mark.get("val") == "1" for mark in about.iter(_DECORATIVE))
    ids = [blip.get(f"{R}{name}", "") for blip in element.iter(f"{A}blip") for name in ("embed", "link")]
    for image in element.iter(f"{V}imagedata"):
        shape = image.getparent()
        ids += [image.get(f"{R}id", ""), image.get(f"{R}href", "")]
        alt = alt or image.get("title") or (shape.get("alt") if shape is not None else None) or ""
    for id in dict.fromkeys(ids):
        yield WordImage(id, one_line(alt), is_decorative)


def is_hidden_drawing(drawing: etree._Element) -> bool:
    """Return whether Word hides a drawing (20.4.2.5; in the old form, a style of its shape)."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    if about is not None and about.get("hidden") in TRUE_VALUES:
        return True
    shape = next(drawing.iter(f"{V}shape", f"{V}group"), None)
    return shape is not None and "visibility:hidden" in "".join(shape.get("style", "").split()).lower()


def _join_runs(found: Iterator[Run]) -> Iterator[Run]:
    """Yield runs, with neighbouring text of the same look joined; a page break stays separate."""
    pending = None
    for run in found:
        is_text = bool(run.text) and run.text != "\f"
        if pending and is_text and _LOOK_VALUES(run) == _LOOK_VALUES(pending):
            pending = replace(pending, text=pending.text + run.text, origins=pending.origins + run.origins)
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


def hidden_text(paragraph: etree._Element, context: Context, inherited: Mapping[str, bool]) -> str:
    """Return the words of a paragraph's runs that Word hides."""
    runs = (run for run in paragraph.iter(f"{W}r") if not is_within(run, *TEXT_BOXES))
    looks = ((run, {**inherited, **read_look(run.find(f"{W}rPr"), context.styles, inherited)}) for run in runs)
    hidden = (run for run, look in looks if look.get("hidden"))
    return "".join(text.text or "" for run in hidden for text in run.iterchildren(f"{W}t"))
