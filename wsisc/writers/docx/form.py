"""A call and a language -> a Word form to fill in: the document of an empty submission, with hints and controls.

The cover and the questions are those of documents. Prose is free: below each question is a line that says what to
write, and an empty paragraph. Only short values have controls, and all of them are inline (`content_controls`).
"""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any

from lxml import etree

from wsisc import locale, resources, source
from wsisc.calls import call as calls
from wsisc.calls.call import Call, CallPart
from wsisc.document import form, form_tags, manuscript, outline
from wsisc.document.form import FormField, FormWording
from wsisc.document.manuscript import Manuscript
from wsisc.document.outline import OutlineBlock
from wsisc.model import Entity, Part, Submission
from wsisc.ooxml.builders import create_paragraph
from wsisc.ooxml.names import W, value
from wsisc.theme import Theme
from wsisc.writers import markdown
from wsisc.writers.docx import content_controls
from wsisc.writers.docx.assembly import assemble
from wsisc.writers.docx.content_controls import ControlKind
from wsisc.writers.docx.pandoc_input import FILTERS, protect_soft_hyphens

_STYLES = "templates/form/styles.yaml"
_HINT_STYLE, _FIELD_STYLE, _ANSWER_STYLE = "FormHint", "FormField", "BodyText"


def write_form(call: Call, language: str, look: Theme) -> bytes:
    """Return the form of a call in a language that it has. Raises WsiscError if Pandoc fails."""
    wording = form.create_wording(call, language)
    hints = {name: field.hint for name, field in wording.fields.items()}
    parts = tuple(_part(each, (each.id,), wording) for each in call.parts)
    empty = Submission(call.id, language, hints["title"], Entity(hints["entity"]), parts)
    blocks = _with_fields(outline.build_blocks(empty, call, locale.load(language)), wording)
    titled = empty._replace(title=wording.name, entity=Entity(""))  # what properties and heads of pages say
    created = manuscript.create_manuscript(titled, call, embed=False, look=_add_styles(look))
    drawn = manuscript.require_manuscript(created)
    conversion = markdown.convert(drawn, blocks, "docx", *FILTERS, protect=protect_soft_hyphens)
    try:
        answered = {wording.lines[ids] for ids, part in calls.parts(call) if part.holds}
        complete = partial(_complete, wording=wording, answered=answered, drawn=drawn)
        return assemble(drawn, blocks, conversion, complete)
    finally:
        conversion.cancel()


def _part(call_part: CallPart, ids: tuple[str, ...], wording: FormWording) -> Part:
    """Return a part with its line as text."""
    inner = tuple(_part(each, (*ids, each.id), wording) for each in call_part.parts)
    return Part(call_part.id, wording.lines[ids], parts=inner)


def _with_fields(blocks: list[OutlineBlock], wording: FormWording) -> list[OutlineBlock]:
    """Return the blocks of a document with the help and the fields of a form before the title."""
    is_named = any(wording.fields["entity"].hint in block.text for block in blocks if block.kind.startswith("cover-"))
    details = [
        each
        for name, each in wording.fields.items()
        if name not in form.ON_COVER or (name == "entity" and not is_named)
    ]
    added = [
        OutlineBlock("form-heading", wording.heading),
        *(OutlineBlock("form-help", each) for each in wording.help),
        OutlineBlock("form-subheading", wording.details),
        *(OutlineBlock("form-field", f"{each.label} {_shown(each, wording)}") for each in details),
    ]
    at = next(index for index, block in enumerate(blocks) if block.kind == "title")
    lines = [block._replace(kind="form-hint") if block.kind == "rich" else block for block in blocks]
    return [*lines[:at], *added, *lines[at:]]


def _shown(field: FormField, wording: FormWording) -> str:
    """Return what is in a field at first: its hint, or the language of the form."""
    if field.name != "language":
        return field.hint
    return next(words for words, language in field.choices.items() if language == wording.language)


def _add_styles(look: Theme) -> Theme:
    added: dict[str, Any] = source.read(resources.text(_STYLES).encode(), _STYLES).data
    styles, characters = {**look.styles, **added["styles"]}, {**look.characters, **added["characters"]}
    return replace(look, styles=styles, characters=characters)


def _complete(document: etree._Element, wording: FormWording, answered: Collection[str], drawn: Manuscript) -> None:
    """Put the values that a person types into controls, and an empty paragraph below each line of an answer."""
    for paragraph in list(document.iter(f"{W}p")):
        style = value(paragraph.find(f"{W}pPr"), "pStyle")
        text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
        for field in wording.fields.values():
            shown = _shown(field, wording)
            if style == _FIELD_STYLE and text == f"{field.label} {shown}":
                content_controls.embolden(paragraph, field.label)
                _insert(paragraph, field, shown, drawn)
            elif field.name in form.ON_COVER and style != _FIELD_STYLE and shown in text:
                _insert(paragraph, field, shown, drawn)
        if style == _HINT_STYLE and text in answered:
            paragraph.addnext(create_paragraph(_ANSWER_STYLE))


def _insert(paragraph: etree._Element, field: FormField, shown: str, drawn: Manuscript) -> None:
    kind = ControlKind(field.choices, drawn.locale.tag if field.name == "date" else "")
    tag, name = form_tags.format_tag(field.name, drawn.call.id), calls.bare_label(field.label)
    content_controls.insert_control(paragraph, shown, tag, name, kind, is_hint=shown == field.hint)
