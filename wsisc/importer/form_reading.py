"""A form that was filled in -> the values of its fields, and the blocks that are the contributor's.

What the form says by itself is left out only where it is still word for word the same; whatever else is in its place,
before it or behind it, was typed by a person, in whatever style.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wsisc.calls import call as calls
from wsisc.calls.call import Call
from wsisc.importer import dates, form_wording
from wsisc.importer.form_wording import FormPhrases
from wsisc.importer.inline_collector import InlineCollector
from wsisc.importer.normalize import fold
from wsisc.importer.part_headings import PartIds
from wsisc.importer.report import Fate
from wsisc.importer.split_prompts import cut_paragraph
from wsisc.importer.word_accounting import AccountedText
from wsisc.messages import t
from wsisc.readers.office_xml import one_line
from wsisc.readers.word.content import Block, Paragraph, WordContent

# The styles of fields that are on the cover, for files whose content controls are lost.
_STYLES = {"cover entity": "entity", "title": "title"}
_FIELD_STYLE = "form field"
_STORED_OTHERWISE = ("type", "language", "date")
"""Fields whose values are not the words that a person sees."""


@dataclass(frozen=True)
class FilledForm:
    """What a form says: the values of its fields by name, and the blocks that are neither fields nor its own lines.

    `unheaded` are the parts, by the ids of their calls, whose answers begin at a block though they have no heading.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    unheaded: Mapping[int, Mapping[str, PartIds]] = field(default_factory=dict)


def split_lines(content: WordContent, phrases: FormPhrases) -> WordContent:
    """Return the content of a form whose lines are in paragraphs of their own, without what was typed around them."""
    return replace(
        content, blocks=tuple(piece for block in content.blocks for piece in _split_block(block, phrases.line_pattern))
    )


def find_missing_questions(form: FilledForm, call: Call, language: str) -> list[str]:
    """Return the labels of parts without a heading whose question is not in a form: nothing shows their answers."""
    unheaded = {ids: part.label[language] for ids, part in calls.parts(call) if part.holds and not part.is_headed}
    found = {parts.get(call.id) for parts in form.unheaded.values()}
    missing = [label for ids, label in unheaded.items() if ids not in found]
    return missing if len(unheaded) > 1 else []


def _split_block(block: Block, lines: re.Pattern[str]) -> Iterator[Block]:
    text = block.text if isinstance(block, Paragraph) else ""
    line = lines.search(text)
    if not line or not isinstance(block, Paragraph) or text.strip() == line[0]:
        yield block
        return
    start = line.start() if text[: line.start()].strip() else 0
    end = line.end() if text[line.end() :].strip() else len(text)
    if start:
        yield cut_paragraph(block, 0, start)
    yield cut_paragraph(block, start, end)
    if end < len(text):
        yield from _split_block(cut_paragraph(block, end, len(text)), lines)


def read(blocks: Sequence[Block], phrases: FormPhrases, collector: InlineCollector) -> FilledForm:
    """Return what a form says, and record the words that are no answers to its questions."""
    typed: dict[str, list[str]] = {}
    remaining: list[Block] = []
    unheaded: dict[int, Mapping[str, PartIds]] = {}
    in_answers = False
    for block in blocks:
        if isinstance(block, Paragraph) and (line := one_line(block.text)) in phrases.lines:
            in_answers = in_answers or line in phrases.part_lines
            if parts := phrases.unheaded.get(line):
                unheaded[len(remaining)] = parts
            collector.ledger.record(block, AccountedText(Fate.PROMPT, block.text))
            collector.collect_plain_words(block, takes_images=False)
        elif isinstance(block, Paragraph) and (name := _find_field(block, phrases, in_answers, typed)):
            _read_field(block, name, phrases, collector, typed)
        else:
            remaining.append(block)
    values = {name: one_line(" ".join(pieces)) for name, pieces in typed.items()}
    return FilledForm(values, tuple(remaining), unheaded)


def _find_field(block: Paragraph, phrases: FormPhrases, in_answers: bool, typed: Mapping[str, Sequence[str]]) -> str:
    """Return the first field in a paragraph, "" if it has none: by its control, its label or hint, or its style.

    In an answer, or where the field has its value already, words like a label are those of the contributor.
    """
    tagged = next((name for run in block.runs if (name := form_wording.field_of(run.field))), "")
    if tagged:
        return tagged
    name = "" if in_answers else _find_label(block, phrases)
    return "" if name in typed else name


def _find_label(block: Paragraph, phrases: FormPhrases) -> str:
    style = block.style.lower()
    match = (
        phrases.pattern.search(block.text) if style in (_FIELD_STYLE, *_STYLES) else phrases.pattern.match(block.text)
    )
    named = phrases.fields.get(one_line(match[0]), "") if match else ""
    return named or (_STYLES.get(style, "") if block.text.strip() else "")


def _read_field(
    block: Paragraph, first: str, phrases: FormPhrases, collector: InlineCollector, typed: dict[str, list[str]]
) -> None:
    """Record the words of a paragraph with fields, and add those that were typed to their fields."""
    pieces = []
    current = first
    for is_own, text, name in _pieces(block, phrases):
        current = name or current
        if is_own or not text.strip():
            pieces.append(AccountedText(Fate.PROMPT, text))
            continue
        value, fate = _read_value(current, one_line(text), phrases)
        if fate == Fate.REPORTED:
            collector.ledger.report_typed(t("{current} in the form, not understood", current=current), [text])
        else:
            typed.setdefault(current, []).append(value)
        pieces.append(AccountedText(fate, text))
    collector.ledger.record(block, *pieces)
    collector.collect_field(block)


def _pieces(block: Paragraph, phrases: FormPhrases) -> Iterator[tuple[bool, str, str]]:
    """Yield the stretches of a paragraph: whether it is the form's own, its text, and the field to which it leads."""
    text, at = block.text, 0
    for match in phrases.pattern.finditer(text):
        yield from _typed(block, at, match.start())
        yield True, match[0], phrases.fields[one_line(match[0])]
        at = match.end()
    yield from _typed(block, at, len(text))


def _typed(block: Paragraph, start: int, end: int) -> Iterator[tuple[bool, str, str]]:
    """Yield a stretch of typed words, if there is one, with the field in whose control it is."""
    if start == end:
        return
    at, name = 0, ""
    for run in block.runs:
        if at < end and at + len(run.text) > start:
            name = name or form_wording.field_of(run.field)
        at += len(run.text)
    yield False, block.text[start:end], name


def _read_value(name: str, text: str, phrases: FormPhrases) -> tuple[str, Fate]:
    """Return the value of a field, and the fate of the words that it was read from."""
    if name not in _STORED_OTHERWISE:
        return text, Fate.PLACED
    value = dates.parse_date(text) if name == "date" else phrases.choices[name].get(fold(text), "")
    return value, Fate.FIELD if value else Fate.REPORTED
