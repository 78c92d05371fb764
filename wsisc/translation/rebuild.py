"""A submission and the units of its translation -> the translated submission, what is wrong with it, and its file.

Where an earlier translation has a file, that file gets the new texts alone.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

from wsisc.document import canonical
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, WsiscError, excerpt
from wsisc.parity import section_digests
from wsisc.source import model, value_at, yaml_edit
from wsisc.source.markup import marked_text, print_markdown, richtext, tree
from wsisc.source.markup.marked_text import MarkedText
from wsisc.source.markup.print_markdown import MarkdownWriter
from wsisc.source.markup.tree import Inline
from wsisc.source.model import Submission, TranslatedFrom
from wsisc.translation import coded_text, units
from wsisc.translation.coded_text import BrokenCodes, Code, Piece
from wsisc.translation.units import PLAIN, TranslatedFile, TranslatedUnit, Unit
from wsisc.writers import yaml

_PLAIN = MarkedText("")

_NAMED = ("links", "footnotes", "figures")
_KEPT = ("title", "id", "tags", "comments")  # of a part or section that the file has already

_WIDTH = 100


class TranslationProblem(NamedTuple):
    """What is wrong with a unit: its kind, a sentence, the path of its text, and its line in the translator's file.

    Kinds: "untranslated", "missing-unit", "unknown-unit", "other-source", "missing-code", "unknown-code",
    "broken-code", "repeated-code", "control-character", "lost-formatting". The last one alone is no error.
    """

    kind: str
    message: str
    unit: str
    path: DataPath
    line: int = 0

    @property
    def is_error(self) -> bool:
        """Whether the translation is not complete."""
        return self.kind != "lost-formatting"


@dataclass(frozen=True)
class RebuiltTranslation:
    """A translated submission, and the problems of its units; with errors, it has words of the original."""

    submission: Submission
    problems: tuple[TranslationProblem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a unit has errors."""
        return any(problem.is_error for problem in self.problems)


def rebuild(original: Submission, translated: TranslatedFile, file: str) -> RebuiltTranslation:
    """Return the translation of a submission, with the same structure, ids, names and tags.

    `file` is the name of the original as the translation writes it. What was not translated, or has lost a code, has
    the words of the original, and its section is not recorded as translated.
    """
    problems: list[TranslationProblem] = []
    texts: dict[DataPath, dict[int, list[Piece]]] = {}
    is_current = units.is_up_to_date(translated, original)
    all_units, read = units.list_units(original), translated.read_units(original)
    for unit in all_units:
        content, found = _check_unit(unit, read.get(unit.id), is_current, translated.language)
        problems += found
        texts.setdefault(unit.path, {})[unit.number] = content
    known = {unit.id for unit in all_units}
    for id, read_unit in read.items():
        if id not in known:
            message = t("the original has no such text")
            problems.append(TranslationProblem("unknown-unit", message, id, (), read_unit.line))
    data, removed = _replace_texts(original, texts)
    lines = {unit.id: read[unit.id].line for unit in all_units if unit.id in read}
    for unit in all_units:
        for words in removed.get((unit.path, unit.number), ()):
            message = t('bold or italics removed, as Markdown cannot have them here: "{words}"', words=excerpt(words))
            problems.append(TranslationProblem("lost-formatting", message, unit.id, unit.path, lines.get(unit.id, 0)))
    data["language"] = translated.language
    failed = {problem.path for problem in problems if problem.is_error}
    recorded = _record(original, failed)
    submission = model.from_data(data)._replace(translated_from=TranslatedFrom(file, recorded))
    return RebuiltTranslation(submission, tuple(problems))


def _check_unit(
    unit: Unit, translated: TranslatedUnit | None, is_current: bool, language: str
) -> tuple[list[Piece], list[TranslationProblem]]:
    """Return the pieces of a translated unit with its own codes, those of the original where there are errors.

    `is_current` is whether the file was exported from the current version of the original, `language` that of the
    translation.
    """
    if translated is None:
        message = t("the text is missing in the translator's file")
        return list(unit.pieces), [TranslationProblem("missing-unit", message, unit.id, unit.path)]
    found = [
        TranslationProblem(kind, message, unit.id, unit.path, translated.line)
        for kind, message in _find_problems(unit, translated, is_current, language)
    ]
    if any(problem.is_error for problem in found):
        return list(unit.pieces), found
    codes = _known_codes(unit, translated)
    content = [piece._replace(code=codes[piece.code.id]) if piece.code else piece for piece in translated.pieces]
    return content, found


def _find_problems(
    unit: Unit, translated: TranslatedUnit, is_current: bool, language: str
) -> Iterator[tuple[str, str]]:  # fmt: skip
    own = coded_text.words(unit.pieces)
    if "".join(translated.source.split()) != "".join(own.split()):
        if is_current:
            yield (
                "other-source",
                t('the words of the original were changed here; it says: "{words}"', words=excerpt(own)),
            )
        else:
            yield "other-source", t('the original says now: "{words}"', words=excerpt(own))
        return
    for character in sorted(units.find_control_characters(coded_text.words(translated.pieces))):
        code = f"{ord(character):04X}"
        message = t("the translation contains a control character (U+{code})", code=code)
        yield "control-character", message
    for sentence in translated.untranslated:
        yield "untranslated", t('not translated: "{words}"', words=excerpt(sentence))
    yield from _find_code_problems(_known_codes(unit, translated), unit.pieces, translated.pieces, language)


def _known_codes(unit: Unit, translated: TranslatedUnit) -> dict[str, Code]:
    """Return the codes that a translation may have, by id: those of the original, and bold or italics that it adds."""
    added = (piece.code for piece in translated.pieces if piece.code and piece.code.kind in coded_text.FORMATTING)
    return {**{code.id: code for code in added}, **{code.id: code for code in unit.codes}}


def _find_code_problems(
    codes: Mapping[str, Code], original: Sequence[Piece], content: Sequence[Piece], language: str
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield what is wrong with the codes of a translation: missing, unknown, repeated, or not closed.

    Words that were foreign in the original, and are in the `language` of the translation, need no mark there.
    """
    ends = {piece.code.id: piece.code for piece in content if piece.code and piece.edge == "end"}
    starts = {piece.code.id: piece.code for piece in content if piece.code and piece.edge != "end"}
    used = [piece.code.id for piece in content if piece.code and piece.edge != "end"]
    for id, code in {**ends, **starts}.items():  # an end can be without its start, and the reverse
        if id not in codes:
            added = t("a link was added, to {target}", target=excerpt(code.target))
            yield "unknown-code", added if code.target else t("the code {id} is not in the original", id=id)
        elif used.count(id) > 1:
            values = {"code": coded_text.describe_with_words(codes[id], original), "count": used.count(id)}
            yield "repeated-code", t("{count} times in the translation: {code}", **values)
    expected = {id: code for id, code in codes.items() if code.kind != "language" or code.target != language}
    yield from _find_lost_codes(expected, original, used, coded_text.find_empty(content))
    known = [
        piece._replace(code=codes[piece.code.id]) if piece.code else piece
        for piece in content
        if piece.code is None or piece.code.id in codes
    ]
    try:
        coded_text.to_inlines(known, {})
    except BrokenCodes as error:
        yield "broken-code", str(error)


def _find_lost_codes(
    codes: Mapping[str, Code], original: Sequence[Piece], used: Sequence[str], empty: Sequence[str]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield which links, footnotes and the like a translation does not have, and which have no words in it."""
    for id, code in codes.items():
        kind = "missing-code" if code.is_needed else "lost-formatting"
        lost = coded_text.describe_with_words(code, original)
        if id not in used:
            yield kind, t("missing in the translation: {code}", code=lost)
        elif id in empty:
            yield kind, t("without words in the translation: {code}", code=lost)


def _replace_texts(
    original: Submission, texts: Mapping[DataPath, Mapping[int, list[Piece]]]
) -> tuple[dict[str, Any], dict[tuple[DataPath, int], list[str]]]:
    """Return the data of a submission with other texts, without comments, and with the same structure.

    Also return the words whose bold or italics cannot be written, by the path of the text and the number in it.
    """
    data = deepcopy(canonical.to_data(canonical.remove_comments(original)))
    addresses = coded_text.name_links(original.links)
    notes: list[str] = []
    removed: dict[tuple[DataPath, int], list[str]] = {}
    written: dict[tuple[Inline, ...], tuple[tuple[Inline, ...], list[str]]] = {}
    writer = MarkdownWriter(
        {address: name for name, address in addresses.items()}, lambda kind, words, needs_person: notes.append(words)
    )
    links = frozenset(original.links)
    for path, by_number in texts.items():
        if PLAIN in by_number:
            text = " ".join(coded_text.words(by_number[PLAIN]).split())
        else:
            inlines = {}
            for number, content in by_number.items():
                own = coded_text.to_inlines(content, addresses)
                if own not in written:  # the writer notes nothing the second time
                    written[own] = _write_emphasis(own, writer, notes)
                inlines[number], removed[path, number] = written[own]
            text = _print_text(value_at(data, path), links, inlines, addresses, writer)
        value_at(data, path[:-1])[path[-1]] = text
    return data, removed


def _write_emphasis(
    inlines: tuple[Inline, ...], writer: MarkdownWriter, notes: list[str]
) -> tuple[tuple[Inline, ...], list[str]]:
    """Return inlines as they will be written, and the words whose bold or italics cannot be: `notes`, to which the
    writer adds them, is empty before and after.
    """
    normal = writer.normalize(inlines)
    if notes and (changed := _leave_out_punctuation(inlines, writer.links)):
        notes.clear()
        normal = writer.normalize(changed)
    found = list(notes)
    notes.clear()
    return normal, found


def _print_text(
    text: str, links: frozenset[str], inlines: Mapping[int, tuple[Inline, ...]], addresses: Mapping[str, str],
    writer: MarkdownWriter,
) -> str:  # fmt: skip
    """Return a rich text with other paragraphs and cells, by their numbers; all others are as they were."""
    count = [0]

    def change(own: tuple[Inline, ...]) -> tuple[Inline, ...]:
        number = count[0]
        count[0] += 1
        return inlines.get(number) or coded_text.to_inlines(coded_text.flatten(own, links), addresses)

    blocks = tree.replace_inlines(richtext.parse(text, links).blocks, change)
    printed = print_markdown.print_blocks(blocks, writer)
    return printed if text.endswith("\n") else printed.rstrip("\n")


def _record(original: Submission, failed: set[DataPath]) -> dict[str, str]:
    """Return the digests of the sections whose texts were all translated."""
    digests = section_digests.digest_sections(original)
    incomplete = set()
    if ("title",) in failed or ("entity", "name") in failed:
        incomplete.add(section_digests.COVER)
    for path, holder in model.parts_and_sections(original).items():
        named = [*_names(original, holder.text)]
        if {(*path, "title"), (*path, "text"), *named} & failed:
            incomplete.add(section_digests.section_key(path, holder))
    return {key: digest for key, digest in digests.items() if key not in incomplete}


def _names(original: Submission, text: str) -> Iterator[DataPath]:
    """Yield the paths of the footnotes and figures that a text refers to."""
    blocks = richtext.parse(text, frozenset(original.links)).blocks
    for node in tree.walk(blocks):
        if isinstance(node, tree.FootnoteReference):
            yield ("footnotes", node.name)
        elif isinstance(node, tree.Figure):
            yield from (("figures", node.name, key) for key in ("alt", "caption"))


def _leave_out_punctuation(inlines: Sequence[Inline], links: Mapping[str, str]) -> tuple[Inline, ...]:
    """Return inlines without bold and italics on punctuation next to a word, () if these have none of that.

    `links` are addresses by names.
    """
    texts = marked_text.normalize(marked_text.flatten(inlines, links))
    around = zip([_PLAIN, *texts], texts, [*texts[1:], _PLAIN], strict=False)
    changed = marked_text.normalize(part for before, text, after in around for part in _cut(before, text, after))
    return marked_text.nest(changed) if changed != texts else ()


def _cut(before: MarkedText, text: MarkedText, after: MarkedText) -> Iterator[MarkedText]:
    start, end = 0, len(text.text)
    if text.bold or text.italic:
        while start < end and _is_word(before, -1) and _is_punctuation(text.text[start]):
            start += 1
        while start < end and _is_word(after, 0) and _is_punctuation(text.text[end - 1]):
            end -= 1
    if start == end:  # nothing but punctuation keeps what it has: the writer reports it
        yield text
        return
    plain = text._replace(bold=False, italic=False, note="")
    if start:
        yield plain._replace(text=text.text[:start])
    yield text._replace(text=text.text[start:end])
    if end < len(text.text):
        yield plain._replace(text=text.text[end:])


def _is_word(neighbour: MarkedText, at: int) -> bool:
    """Return whether a plain neighbour begins or ends with a letter or figure."""
    return not (neighbour.bold or neighbour.italic) and neighbour.text != "" and neighbour.text[at].isalnum()


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def update(content: bytes, name: str, translation: Submission) -> bytes:
    """Return the content of a translation with the texts of another one; those that mean the same are not touched.

    Sections, footnotes, links and figures that only the other one has are added.

    Raises WsiscError if the two have other sections or names, or if the layout of the file is too unusual.
    """
    data = yaml_edit.read(content).data
    check_language(data.get("language") if isinstance(data, dict) else None, translation.language, name)
    before = model.from_data(data)
    new = canonical.to_data(translation)
    links = frozenset(translation.links)
    content, failed = _add(content, before, translation)
    if failed is not None:
        raise _unusual_layout(name, failed)
    _refuse_other_structure(model.from_data(yaml_edit.read(content).data), translation, name)
    for path in _list_texts(translation):
        text, former = value_at(new, path), value_at(yaml_edit.read(content).data, path)
        if not isinstance(former, str) or not isinstance(text, str):
            raise _other_structure(name, path)
        if former == text or (_is_rich(path) and _meaning(former, links) == _meaning(text, links)):
            continue
        value = _wrap(text, former, links) if _is_rich(path) else text
        edited = yaml_edit.replace(content, path, value)
        if edited is None:
            raise _unusual_layout(name, path)
        content = edited
    origin = translation.translated_from
    return section_digests.record(content, name, origin.file, origin.sections) if origin else content


def check_language(found: object, expected: str, name: str) -> None:
    """Raise WsiscError if the file of a translation is in another language than expected."""
    if found != expected:
        values = {"name": name, "found": excerpt(str(found or "")), "expected": expected}
        message = t("{name} is no translation into {expected!r}: its language is {found!r}", **values)
        raise WsiscError(message, t("name the file of the translation"), exit_code=2)


def _wrap(text: str, former: str, links: frozenset[str]) -> str:
    """Return a rich text in lines of the usual length, which ends as the former one."""
    return yaml.wrap(text.rstrip("\n"), links, _WIDTH) + "\n" * former.endswith("\n")


def _list_texts(submission: Submission) -> Iterator[DataPath]:
    """Yield the paths of the texts of a submission that are translated."""
    for path, value in (*model.plain_texts(submission), *model.rich_texts(submission)):
        if value and path[0] not in ("contact", "unplaced") and path != ("entity", "acronym"):
            yield path


def _is_rich(path: DataPath) -> bool:
    return path[-1] == "text" or path[0] == "footnotes"


def _meaning(text: str, links: frozenset[str]) -> Any:
    return marked_text.canonical(richtext.parse(text, links).blocks)


def _refuse_other_structure(before: Submission, after: Submission, name: str) -> None:
    one, other = (model.parts_and_sections(submission) for submission in (before, after))
    for path in {**one, **other}:
        ids = [getattr(holders.get(path), "id", None) for holders in (one, other)]
        if ids[0] != ids[1]:
            raise _other_structure(name, path)
    if set(before.footnotes) != set(after.footnotes):
        raise _other_structure(name, ("footnotes",))


def _unusual_layout(name: str, path: DataPath) -> WsiscError:
    hint = t("write the translation to a new file with -o instead")
    place = excerpt(".".join(map(str, path)))
    return WsiscError(t("{name} has an unusual layout at {place}", name=name, place=place), hint)


def _other_structure(name: str, path: DataPath) -> WsiscError:
    hint = t("run wsisc parity to list what differs, or write the translation to a new file with -o")
    values = {"name": name, "place": excerpt(".".join(map(str, path)))}
    message = t("{name} has other sections or footnotes than the translation: {place}", **values)
    return WsiscError(message, hint, exit_code=1)


def _add(content: bytes, before: Submission, translation: Submission) -> tuple[bytes, DataPath | None]:
    """Return the content of a translation with what only the newer one has, and None.

    Where the layout of the file is too unusual for it, return the path of what could not be added instead of None.
    """
    new, links = canonical.to_data(translation), frozenset(translation.links)

    def later_keys(path: DataPath, _: Mapping[str, Any]) -> Collection[str]:
        keys = list(value_at(new, path[:-1]))
        return keys[keys.index(path[-1]) + 1 :]

    for path, value in _find_new(canonical.to_data(before), new):
        laid_out = _lay_out(value, links, path)
        if isinstance(path[-1], int):
            edited = yaml_edit.insert_item(content, path[:-1], laid_out, later_keys, path[-1])
        else:
            replaced = yaml_edit.replace(content, path, laid_out)  # of a key without a value
            edited = replaced or yaml_edit.insert_key(content, path, laid_out, later_keys)
        if edited is None:
            return content, path
        content = edited
    return content, None


def _find_new(before: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[DataPath, Any]]:
    """Yield the paths of what is new, each with its value, in an order in which they can be inserted."""
    yield from _in_holder(before["parts"], new["parts"], ("parts",))
    for key in _NAMED:
        for name, value in new.get(key, {}).items():
            if name not in before.get(key, {}):
                yield (key, name), value


def _in_holder(before: Mapping[str, Any], new: Mapping[str, Any], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    for key, value in new.items():
        if key in _KEPT:
            continue
        if key not in before:
            yield (*path, key), value
        elif isinstance(value, dict):
            yield from _in_holder(before[key], value, (*path, key))
        elif isinstance(value, list):
            yield from _in_sections(before[key], value, (*path, key))


def _in_sections(before: Sequence[Any], new: Sequence[Any], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    """Yield the new sections of a list, if all others are those that the file has, in the same order."""
    known = [section.get("id", "") for section in before]
    ids = [section.get("id", "") for section in new]
    if [id for id in ids if id in known] != known:
        return
    rest = iter(before)
    for index, (id, section) in enumerate(zip(ids, new, strict=True)):
        if id in known:
            yield from _in_holder(next(rest), section, (*path, index))
        else:
            yield (*path, index), section


def _lay_out(value: Any, links: frozenset[str], path: DataPath) -> Any:
    """Return a value with its rich texts in lines of the usual length."""
    if isinstance(value, dict):
        return {key: _lay_out(inner, links, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_lay_out(inner, links, (*path, at)) for at, inner in enumerate(value)]
    if isinstance(value, str) and _is_rich(path):
        text = yaml.wrap(value.rstrip("\n"), links, _WIDTH)
        return f"{text}\n" if "\n" in text else text
    return value
