"""A form that was filled in -> the values of its fields, and the blocks that are the contributor's.

The words of all forms identify one. What the form says by itself is left out only where it is still word for word the
same; whatever else is in its place, before it or after it, was typed by a person, in whatever style.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from wsisc.calls.call import Catalogue
from wsisc.document import form
from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate
from wsisc.importer.account.word_accounting import AccountedText, Ledger
from wsisc.importer.clean.split_prompts import SplitContent, cut_paragraph
from wsisc.importer.cover import call_phrases, cover_fields
from wsisc.importer.parts.part_headings import PartIds
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.messages import t, use_one_of
from wsisc.readers.word.content import Block, Paragraph, WordContent
from wsisc.text.words import fold, one_line

# The styles of fields that are on the cover, for files whose content controls are lost.
_STYLES = {"cover entity": "entity", "title": "title"}
_FIELD_STYLE, _LINE_STYLE = "form field", "form hint"
_STORED_OTHERWISE = ("type", "language", "date")
"""Fields whose values are not the words that a person sees."""

FIELDS = ("entity", "title", "acronym", "type", "language", "date", "contact-name", "contact-email")
# Fields whose labels no other file has; "Title:" and "Date:" are in many.
_OF_FORMS_ALONE = ("type", "language", "contact-name", "contact-email")


class FormLine(NamedTuple):
    """A line below a question: the index of the block that follows, the parts that have it by the ids of their calls.

    `is_styled` is whether it has its style, so that other programs left all styles of the form.
    """

    at: int
    parts: Mapping[str, tuple[PartIds, ...]]
    is_styled: bool = True


@dataclass(frozen=True)
class FilledForm:
    """What a form says: the values of its fields by name, and the blocks that are neither fields nor its own lines.

    `lines` are those below the questions. `end` is the index of the first block after the fields and help, 0 if it is
    not known.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    lines: tuple[FormLine, ...] = ()
    end: int = 0


@dataclass(frozen=True)
class _FormPhrases:
    """The words of forms: `lines` are paragraphs of their own, `pattern` finds the labels and hints of fields.

    `lines` have single spaces, `line_pattern` finds them with whatever spaces: "1 100" has one that allows no line
    break, which programs and people replace. `part_lines` are those that are below the questions, each with the parts
    that have it, by the ids of their calls.

    `fields` are those of labels and hints, "" for what Word puts in the place of any hint. `choices` are the values
    that a person can choose, by their words, folded, for each field; `values` are those of each call ("" for any) and
    field.
    """

    lines: frozenset[str]
    line_pattern: re.Pattern[str]
    part_lines: Mapping[str, Mapping[str, tuple[PartIds, ...]]]
    pattern: re.Pattern[str]
    fields: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    values: Mapping[tuple[str, str], tuple[str, ...]]


def split_lines(content: WordContent, phrases: _FormPhrases) -> SplitContent:
    """Return the content of a form whose lines are in paragraphs of their own, and what was typed before them."""
    split = [tuple(_split_block(block, phrases.line_pattern)) for block in content.blocks]
    before = (piece for pieces in split for piece, line in pairwise(pieces) if _is_line(line, phrases))
    blocks = tuple(block for pieces in split for block in pieces)
    return SplitContent(
        replace(content, blocks=blocks), tuple(piece for piece in before if isinstance(piece, Paragraph))
    )


def cut_question(block: Paragraph, offset: int, ledger: Ledger) -> Paragraph:
    """Return an answer that was typed over a question as text, without the label before it."""
    answer = cut_paragraph(block, offset, len(block.text))
    ledger.note(t("words typed over a question, imported as its answer"), answer.text)
    ledger.record(cut_paragraph(block, 0, offset), AccountedText(Fate.PROMPT, block.text[:offset]))
    return answer


def _is_line(block: Block, phrases: _FormPhrases) -> bool:
    return isinstance(block, Paragraph) and one_line(block.text) in phrases.lines


def _split_block(block: Block, lines: re.Pattern[str]) -> Iterator[Block]:
    text = block.text if isinstance(block, Paragraph) else ""
    line = lines.search(text)
    if not line or not isinstance(block, Paragraph) or text.strip() == line[0]:
        yield block
        return
    start = line.start() if text[: line.start()].strip() else 0
    end = line.end() if text[line.end() :].strip() else len(text)
    if start:
        # Where a question was deleted, Word joins its label, a heading, with the line below it.
        before = cut_paragraph(block, 0, start)
        yield replace(block, runs=before.runs) if block.outline else before
    yield replace(cut_paragraph(block, start, end), style=block.style)
    if end < len(text):
        yield from _split_block(cut_paragraph(block, end, len(text)), lines)


def read(
    blocks: Sequence[Block],
    phrases: _FormPhrases,
    collector: InlineCollector,
    before_lines: Collection[int] = (),
    after_questions: Sequence[Paragraph] = (),
) -> FilledForm:
    """Return what a form says, and record the words that are no answers to its questions.

    `before_lines` are the blocks that were typed before a line, in its paragraph, by their `id()`;
    `after_questions` was typed after a question, in its paragraph.
    """
    for answer in after_questions:
        collector.ledger.note(t("words typed after a question, imported as its answer"), answer.text)
    typed: dict[str, list[str]] = {}
    remaining: list[Block] = []
    lines: list[FormLine] = []
    seen, last, end = set[str](), "", 0
    for block in blocks:
        name = ""
        if isinstance(block, Paragraph) and (line := one_line(block.text)) in phrases.lines:
            if parts := phrases.part_lines.get(line):
                cut = sum(1 for _ in takewhile(lambda each: id(each) in before_lines, reversed(remaining)))
                lines.append(FormLine(len(remaining) - cut, parts, block.style.lower() == _LINE_STYLE))
            collector.ledger.record(block, AccountedText(Fate.PROMPT, block.text))
            collector.collect_plain_words(block, takes_images=False)
        elif isinstance(block, Paragraph) and (name := _find_field(block, phrases, bool(lines), typed, last)):
            _read_field(block, name, phrases, collector, typed)
        else:
            remaining.append(block)
            continue
        last = name
        seen.add(name)
        end = end if lines else len(remaining)
    if "title" not in seen and end:
        lines = _read_plain_title(remaining, lines, end, typed, collector)
    values = {name: one_line(" ".join(pieces)) for name, pieces in typed.items()}
    return FilledForm(values, tuple(remaining), tuple(lines), end)


def _read_plain_title(
    blocks: list[Block], lines: Sequence[FormLine], end: int, typed: dict[str, list[str]], collector: InlineCollector
) -> list[FormLine]:
    """Take the title out of the blocks, if programs left neither its control nor its style; return the lines.

    It is the first paragraph below the other fields.
    """
    first = min((line.at for line in lines), default=len(blocks))
    filled = (at for at in range(end, first) if not isinstance(each := blocks[at], Paragraph) or each.text.strip())
    at = next(filled, -1)
    block = blocks[at] if at >= 0 else None
    if not isinstance(block, Paragraph) or block.outline or len(block.text.split()) > thresholds.TITLE_WORDS:
        return list(lines)
    typed["title"] = [block.text]
    collector.ledger.record(block, AccountedText(Fate.PLACED, block.text, "title"))
    collector.collect_field(block)
    del blocks[at]
    return [line._replace(at=line.at - 1) for line in lines]


def _find_field(
    block: Paragraph, phrases: _FormPhrases, in_answers: bool, typed: Mapping[str, Sequence[str]], last: str
) -> str:
    """Return the first field in a paragraph, "" if it has none: by its control, its label or hint, or its style.

    In an answer, or where the field has its value already, words like a label are those of the contributor; but what is
    in the style of the field of the paragraph before, `last`, is one more paragraph of its value.
    """
    tagged = next((name for run in block.runs if (name := _field_of(run.field))), "")
    if tagged:
        return tagged
    name = "" if in_answers else _find_label(block, phrases)
    is_more = bool(name) and name == last == _STYLES.get(block.style.lower())
    return "" if name in typed and not is_more else name


def _find_label(block: Paragraph, phrases: _FormPhrases) -> str:
    style = block.style.lower()
    match = (
        phrases.pattern.search(block.text) if style in (_FIELD_STYLE, *_STYLES) else phrases.pattern.match(block.text)
    )
    named = phrases.fields.get(one_line(match[0]), "") if match else ""
    return named or (_STYLES.get(style, "") if block.text.strip() else "")


def _read_field(
    block: Paragraph, first: str, phrases: _FormPhrases, collector: InlineCollector, typed: dict[str, list[str]]
) -> None:
    """Record the words of a paragraph with fields, and add those that were typed to their fields."""
    pieces = []
    current, earlier = first, frozenset(typed)
    for is_own, text, name in _pieces(block, phrases):
        current = name or current
        if is_own or not text.strip():
            pieces.append(AccountedText(Fate.PROMPT, text))
            continue
        value, fate = _read_value(current, one_line(text), phrases)
        if fate == Fate.REPORTED:
            known = _describe_values(block, current, phrases)
            kind = t("{current} in the form, not understood ({known})", current=current, known=known)
            pieces.append(collector.ledger.report_typed(kind, text, key=current))
        else:
            if current in earlier:
                kind = t("one more paragraph in the field {current}, joined to the first; check it", current=current)
                collector.ledger.note(kind, text)
            typed.setdefault(current, []).append(value)
            pieces.append(AccountedText(fate, text, current if fate == Fate.PLACED else ""))
    collector.ledger.record(block, *pieces)
    collector.collect_field(block)


def _describe_values(block: Paragraph, name: str, phrases: _FormPhrases) -> str:
    """Return which values a field can have, in the call that its control names."""
    call = next((parsed[1] for run in block.runs if run.field and (parsed := form.parse_tag(run.field))), "")
    values = phrases.values.get((call, name)) or phrases.values[("", name)]
    return use_one_of(values) if values else t("write it as 2022-12-15")


def _pieces(block: Paragraph, phrases: _FormPhrases) -> Iterator[tuple[bool, str, str]]:
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
            name = name or _field_of(run.field)
        at += len(run.text)
    yield False, block.text[start:end], name


def _read_value(name: str, text: str, phrases: _FormPhrases) -> tuple[str, Fate]:
    """Return the value of a field, and the fate of the words that it was read from."""
    if name not in _STORED_OTHERWISE:
        return text, Fate.PLACED
    value = cover_fields.parse_date(text) if name == "date" else phrases.choices[name].get(fold(text), "")
    return value, Fate.FIELD if value else Fate.REPORTED


def is_form(blocks: Sequence[Block]) -> bool:
    """Return whether a file is a form: it has a control of one, or several of its lines and labels.

    People delete the help, and type over the lines below the questions, which all end in one sentence.
    """
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if any(_field_of(run.field) for block in paragraphs for run in block.runs):
        return True
    texts = {one_line(block.text) for block in paragraphs if block.text}
    found = texts & _lines_of_help()
    labels, endings = _sentences_of_forms()
    found |= {text for text in texts if text.startswith(labels) or text.endswith(endings)}
    return len(found) >= thresholds.FORM_SENTENCES


def _field_of(tag: str) -> str:
    """Return the field of the tag of a content control, "" if the tag is not from a form."""
    parsed = form.parse_tag(tag) if tag else None
    return parsed[0] if parsed and parsed[0] in FIELDS else ""


def call_of(blocks: Sequence[Block], catalogue: Catalogue) -> str:
    """Return the id of the known call that a form is for, "" if its controls do not say."""
    tags = (run.field for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.field)
    named = (parsed[1] for tag in tags if (parsed := form.parse_tag(tag)))
    usable = {call.id for call in call_phrases.usable_calls(catalogue)}
    return next((id for id in named if id in usable), "")


def find_phrases(catalogue: Catalogue) -> _FormPhrases:
    """Return the words of the forms of all calls, in all languages."""
    part_lines: dict[str, dict[str, tuple[PartIds, ...]]] = {}
    choices: dict[str, dict[str, str]] = {}
    values: dict[tuple[str, str], tuple[str, ...]] = {}
    for call in call_phrases.usable_calls(catalogue):
        for language in (code for code in call.languages if code in form.languages()):
            wording = form.create_wording(call, language)
            for ids, line in (*wording.lines.items(), *wording.earlier_lines.items()):
                parts = part_lines.setdefault(one_line(line), {})
                parts[call.id] = tuple(dict.fromkeys((*parts.get(call.id, ()), ids)))
            for form_field in wording.fields.values():
                choices.setdefault(form_field.name, {}).update(_folded(form_field.choices))
                values[call.id, form_field.name] = tuple(form_field.choices.values())
    fields: dict[str, str] = {}
    for language in form.languages():
        fields |= dict.fromkeys(form.hints_of_word(language), "")
        for form_field in form.create_fields(language):
            fields |= dict.fromkeys(_labels(form_field), form_field.name)
            choices.setdefault(form_field.name, {}).update(_folded(form_field.choices))
            values["", form_field.name] = tuple(form_field.choices.values())
    lines = _lines_of_help() | part_lines.keys()
    return _FormPhrases(lines, _any_spaces(lines), part_lines, _any_spaces(fields), fields, choices, values)


def _any_spaces(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of the longest of some phrases, with whatever spaces."""
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in longest))


def _labels(field: form.FormField) -> Iterator[str]:
    yield field.placeholder
    if field.name != "title":  # it is not printed
        yield field.label


def _folded(choices: Mapping[str, str]) -> dict[str, str]:
    return {fold(words): value for words, value in choices.items()} | {fold(value): value for value in choices.values()}


@cache
def _lines_of_help() -> frozenset[str]:
    """Return the lines that are the same in the forms of all calls, with single spaces."""
    return frozenset(one_line(line) for language in form.languages() for line in form.lines_of_help(language))


@cache
def _sentences_of_forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the labels of fields that only forms have, and the sentences in which the lines below questions end."""
    fields = [field for language in form.languages() for field in form.create_fields(language)]
    labels = tuple(one_line(field.label) for field in fields if field.name in _OF_FORMS_ALONE)
    return labels, tuple(one_line(form.last_sentence(language)) for language in form.languages())
