"""A call and a language -> a Word form to fill in: the document of an empty submission, with hints and controls.

The cover and the questions are those of documents. Prose is free: below each question is a line that says what to
write, and an empty paragraph. Only short values have controls, and all of them are inline (ECMA-376,
Part 1, 17.5.2): LibreOffice keeps the tags of those, and shrinks or damages controls around whole blocks. Nothing is
protected, and nothing is bound to data.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple
from zlib import crc32

from lxml import etree

from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Call, CallPart
from wsisc.document import form, manuscript, outline
from wsisc.document.form import FormField, FormWording
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.messages import resources
from wsisc.ooxml.builders import create_paragraph, ensure_first, split_run
from wsisc.ooxml.names import W, letters_of, value
from wsisc.source.model import Entity, Part, Submission
from wsisc.theme import Theme
from wsisc.writers.docx import convert
from wsisc.writers.docx.assembly import assemble

_PLACEHOLDER_STYLE = "PlaceholderText"


class ControlKind(NamedTuple):
    """What a control takes: text, one of `choices` (values by the words that are shown), or a date in a language."""

    choices: Mapping[str, str]
    date_tag: str = ""


_STYLES = "templates/form/styles.yaml"
_HINT_STYLE, _FIELD_STYLE, _ANSWER_STYLE = "FormHint", "FormField", "BodyText"


def write_form(call: Call, language: str, look: Theme) -> bytes:
    """Return the form of a call in a language that it has. Raises WsiscError if Pandoc fails."""
    wording = form.create_wording(call, language)
    hints = {name: field.placeholder for name, field in wording.fields.items()}
    parts = tuple(_part(part, (part.id,), wording) for part in call.parts)
    empty = Submission(call.id, language, hints["title"], Entity(hints["entity"]), parts)
    blocks = _with_fields(outline.build_blocks(empty, call, locale.load(language)), wording)
    titled = empty._replace(title=wording.name, entity=Entity(""))  # what properties and heads of pages say
    created = manuscript.create_manuscript(titled, call, embed=False, look=_add_styles(look))
    drawn = manuscript.require_manuscript(created)
    conversion = convert(drawn, blocks)
    try:
        answered = {wording.lines[ids] for ids, part in calls.parts(call) if part.holds}
        complete = partial(_complete, wording=wording, answered=answered, drawn=drawn)
        return assemble(drawn, blocks, conversion, complete)
    finally:
        conversion.cancel()


def _part(call_part: CallPart, ids: tuple[str, ...], wording: FormWording) -> Part:
    """Return a part with its line as text."""
    inner = tuple(_part(part, (*ids, part.id), wording) for part in call_part.parts)
    return Part(call_part.id, wording.lines[ids], parts=inner)


def _with_fields(blocks: list[OutlineBlock], wording: FormWording) -> list[OutlineBlock]:
    """Return the blocks of a document with the help and the fields of a form before the title."""
    at = next(index for index, block in enumerate(blocks) if block.kind == "title")
    is_named = any(wording.fields["entity"].placeholder in block.text for block in blocks[:at])  # the cover
    details = [
        field
        for name, field in wording.fields.items()
        if name not in form.ON_COVER or (name == "entity" and not is_named)
    ]
    added = [
        OutlineBlock("form-heading", wording.heading),
        *(OutlineBlock("form-help", sentence) for sentence in wording.help),
        OutlineBlock("form-subheading", wording.details),
        *(OutlineBlock("form-field", f"{field.label} {_shown(field, wording)}") for field in details),
    ]
    lines = [block._replace(kind="form-hint") if block.kind == "rich" else block for block in blocks]
    return [*lines[:at], *added, *lines[at:]]


def _shown(field: FormField, wording: FormWording) -> str:
    """Return what is in a field at first: its placeholder, or the language of the form."""
    if field.name != "language":
        return field.placeholder
    return next(words for words, language in field.choices.items() if language == wording.language)


def _add_styles(look: Theme) -> Theme:
    added: dict[str, Any] = source.read(resources.text(_STYLES).encode(), _STYLES).data
    styles, characters = {**look.styles, **added["styles"]}, {**look.characters, **added["characters"]}
    return replace(look, styles=styles, characters=characters)


def _complete(document: etree._Element, wording: FormWording, answered: Collection[str], drawn: Manuscript) -> None:
    """Put the values that a person types into controls, and an empty paragraph below each line of an answer."""
    for paragraph in list(document.iter(f"{W}p")):
        style = value(paragraph.find(f"{W}pPr"), "pStyle")
        text = letters_of(paragraph)
        for field in wording.fields.values():
            shown = _shown(field, wording)
            if style == _FIELD_STYLE and text == f"{field.label} {shown}":
                embolden(paragraph, field.label)
                _insert(paragraph, field, shown, drawn)
            elif field.name in form.ON_COVER and style != _FIELD_STYLE and shown in text:
                _insert(paragraph, field, shown, drawn)
        if style == _HINT_STYLE and text in answered:
            paragraph.addnext(create_paragraph(_ANSWER_STYLE))


def _insert(paragraph: etree._Element, field: FormField, shown: str, drawn: Manuscript) -> None:
    kind = ControlKind(field.choices, drawn.locale.tag if field.name == "date" else "")
    tag, name = form.format_tag(field.name, drawn.call.id), calls.bare_label(field.label)
    insert_control(paragraph, shown, tag, name, kind, is_hint=shown == field.placeholder)


def insert_control(
    paragraph: etree._Element, hint: str, tag: str, name: str, kind: ControlKind, is_hint: bool = True
) -> None:
    """Put the words of a hint in a paragraph into a control. If they are no hint, they are the answer by default."""
    runs = _cut_runs(paragraph, hint)
    control = _create_control(tag, name, kind, is_hint)
    runs[0].addprevious(control)
    content = etree.SubElement(control, f"{W}sdtContent")
    for run in runs:
        content.append(run)
        if is_hint:
            properties = ensure_first(run, "rPr")
            ensure_first(properties, "rStyle").set(f"{W}val", _PLACEHOLDER_STYLE)


def embolden(paragraph: etree._Element, words: str) -> None:
    """Make words at the beginning of a paragraph bold."""
    for run in _cut_runs(paragraph, words):
        properties = ensure_first(run, "rPr")
        for at, name in enumerate(("b", "bCs")):
            properties.insert(at, etree.Element(f"{W}{name}"))


def _create_control(tag: str, name: str, kind: ControlKind, is_hint: bool) -> etree._Element:
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    for element, content in (("alias", name), ("tag", tag), ("id", str(crc32(tag.encode()) & 0x7FFFFFFF))):
        etree.SubElement(properties, f"{W}{element}", {f"{W}val": content})
    if is_hint:
        etree.SubElement(properties, f"{W}showingPlcHdr")
    if kind.choices:
        choices = etree.SubElement(properties, f"{W}dropDownList")
        for words, value in kind.choices.items():
            etree.SubElement(choices, f"{W}listItem", {f"{W}displayText": words, f"{W}value": value})
    elif kind.date_tag:
        date = etree.SubElement(properties, f"{W}date")
        formats = {
            "dateFormat": "yyyy-MM-dd",
            "lid": kind.date_tag,
            "storeMappedDataAs": "date",
            "calendar": "gregorian",
        }
        for element, content in formats.items():
            etree.SubElement(date, f"{W}{element}", {f"{W}val": content})
    else:
        etree.SubElement(properties, f"{W}text")
    return control


def _cut_runs(paragraph: etree._Element, words: str) -> list[etree._Element]:
    """Return the runs that hold exactly these words of a paragraph; runs are split at their ends."""
    texts = list(paragraph.iter(f"{W}t"))
    start = "".join(text.text or "" for text in texts).index(words)
    end, at, found = start + len(words), 0, []
    for text in texts:
        length = len(text.text or "")
        first, last = max(start - at, 0), min(end - at, length)
        at += length
        if first < last:
            run = split_run(text, first, last)[1 if first else 0].getparent()
            assert run is not None
            found.append(run)
    return found
