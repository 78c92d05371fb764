"""The runs of a Word file -> runs with the language and the direction that Word knows.

Pandoc marks the language of a phrase. Word infers no direction: a paragraph, a run, a table and a page must each
declare it.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from lxml import etree

from wsisc.calls.locale import Locale
from wsisc.document import foreign_phrases
from wsisc.ooxml.builders import create_run, ensure_first, ensure_property, phrase_link_mark, split_run
from wsisc.ooxml.names import W, letters_of, value
from wsisc.source.markup import languages
from wsisc.source.markup.languages import Language

_EAST_ASIAN = "eastAsia"
_PHRASE_STYLE, _LINK_STYLE = "ForeignPhrase", "Hyperlink"
_TEXT_STYLES = ("BodyText", "TextAfterTable", "Quote")

_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_LEFT_TO_RIGHT = {"L", "EN"}


def is_east_asian(locale: Locale) -> bool:
    """Return whether the text of a language is Chinese, Japanese or Korean."""
    return foreign_phrases.script_of(locale).word_attribute == _EAST_ASIAN


def mark_foreign_phrases(roots: Iterable[etree._Element], locale: Locale) -> None:
    """Set the language of phrases, and the direction of those in right-to-left scripts, under some elements.

    Punctuation that Latin and Chinese share, such as quotation marks, is as wide as a Chinese character where the
    phrase or the document is Chinese: `w:hint` (ECMA-376, Part 1, 17.3.2.26).
    """
    own = foreign_phrases.script_of(locale)._replace(tag=locale.tag)
    known = {script.language: script for script in foreign_phrases.load()} | {locale.language: own}
    has_hints = is_east_asian(locale)
    for root in roots:
        for paragraph in root.iterfind(f"{W}body/{W}p"):
            _set_reading_direction(paragraph, known, locale.direction)
        for run in root.iter(f"{W}r"):
            language = run.find(f"{W}rPr/{W}lang")
            name = "" if language is None else language.get(f"{W}val", "")
            script = known.get(name)
            if language is not None and _is_named(run):
                _set_language(run, language, languages.load()[name])
            elif language is not None and script:
                _set_script(run, language, script)
            elif language is not None:  # it has served its purpose: words of no language
                _remove(language)
            elif has_hints and not letters_of(run).isascii():
                _set_hint(run)


def _set_reading_direction(
    paragraph: etree._Element, known: Mapping[str, foreign_phrases.Script], direction: str
) -> None:
    """Set the direction of a paragraph of the text that is one phrase in another direction, with others within."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if style is None or style.get(f"{W}val") not in _TEXT_STYLES:
        return
    runs = (run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None)
    directions = [_direction(run, known) for run in runs]
    if all(directions) and directions and directions[0] != direction:
        _set_direction(paragraph, directions[0])


def _direction(run: etree._Element, known: Mapping[str, foreign_phrases.Script]) -> str:
    """Return the direction of the phrase that a run is in; "" if it is in none."""
    name = value(run.find(f"{W}rPr"), "lang")
    if run.find(f"{W}rPr/{W}lang") is not None and _is_named(run):
        return languages.load()[name].direction
    return known[name].direction if name in known else ""


def _is_named(run: etree._Element) -> bool:
    """Return whether a run is in a phrase whose language the author names."""
    return any(style.get(f"{W}val") == _PHRASE_STYLE for style in run.iterfind(f"{W}rPr/{W}rStyle"))


def _set_language(run: etree._Element, element: etree._Element, language: Language) -> None:
    """Set the language that an author names, for letters of any script, and what says that it is named.

    Word reads another attribute for letters of some scripts; an import reads the one of the letters.
    """
    styles = run.findall(f"{W}rPr/{W}rStyle")
    for surplus in styles[1:]:
        _remove(surplus)
    is_link = any(ancestor.tag == f"{W}hyperlink" for ancestor in run.iterancestors())
    styles[0].set(f"{W}val", _LINK_STYLE if is_link else _PHRASE_STYLE)
    if is_link:
        element.addprevious(phrase_link_mark())
    script = foreign_phrases.script_of_words(letters_of(run))
    element.attrib.clear()
    for name in dict.fromkeys(("val", script.word_attribute if script else "val")):
        element.set(f"{W}{name}", language.tag)
    if script and script.word_attribute == _EAST_ASIAN:
        _set_hint(run)
    if language.direction == "rtl":
        _make_run_right_to_left(run)


def _set_script(run: etree._Element, language: etree._Element, script: foreign_phrases.Script) -> None:
    language.attrib.clear()
    language.set(f"{W}{script.word_attribute}", script.tag)
    if script.direction == "rtl":
        ensure_property(ensure_first(run, "rPr"), "rtl")
    if script.word_attribute == _EAST_ASIAN:
        _set_hint(run)


def _set_hint(run: etree._Element) -> None:
    ensure_property(ensure_first(run, "rPr"), "rFonts", {"hint": _EAST_ASIAN})


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    if not len(parent):
        run = parent.getparent()
        assert run is not None
        run.remove(parent)


def text_runs(line: str, locale: Locale) -> list[etree._Element]:
    """Return the runs of a line, with the marks that `mark_foreign_phrases` reads, as Pandoc sets them."""
    runs = []
    for text, language in foreign_phrases.split(line, locale):
        run = create_run(text)
        if language:
            properties = ensure_first(run, "rPr")
            etree.SubElement(properties, f"{W}lang", {f"{W}val": language})
        runs.append(run)
    return runs


def make_right_to_left(roots: Iterable[etree._Element]) -> None:
    """Set paragraphs, tables and pages under some elements, such as the body and footnotes of an Arabic document."""
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            ensure_property(ensure_first(paragraph, "pPr"), "bidi")
            make_runs_right_to_left(paragraph)
        for properties in root.iter(f"{W}tblPr"):
            ensure_property(properties, "bidiVisual")
        for section in root.iter(f"{W}sectPr"):
            ensure_property(section, "bidi")


def _set_direction(paragraph: etree._Element, direction: str) -> None:
    """Set the direction of one paragraph, "ltr" or "rtl", whatever that of its style."""
    element = ensure_property(ensure_first(paragraph, "pPr"), "bidi")
    if direction == "ltr":
        element.set(f"{W}val", "0")


def make_runs_right_to_left(holder: etree._Element) -> None:
    """Set the runs in an element, such as a link, that is in a paragraph read from left to right."""
    for run in list(holder.iter(f"{W}r")):
        if not _is_in_foreign_phrase(run):
            _make_run_right_to_left(run)


def _is_in_foreign_phrase(run: etree._Element) -> bool:
    """Return whether a run is in a phrase with a language of its own, such as the number of a note there."""
    if run.find(f"{W}footnoteReference") is None:
        return _has_language(run)
    return _has_language(run.getprevious())


def _has_language(run: etree._Element | None) -> bool:
    return run is not None and bool(value(run.find(f"{W}rPr"), "lang"))


def _make_run_right_to_left(run: etree._Element) -> None:
    """Mark a run as right-to-left, split so that words in Latin and similar letters are not marked."""
    texts = run.findall(f"{W}t")
    content = [child for child in run if child.tag != f"{W}rPr"]
    if len(content) != 1 or not texts:
        if not any(_has_left_to_right(text.text or "") for text in texts):
            _mark_right_to_left(run)
        return
    pieces = list(split_by_direction(texts[0].text or ""))
    if not pieces:
        _mark_right_to_left(run)
        return
    ends = accumulate(len(text) for text, _ in pieces)
    for text, (_, is_left) in zip(split_run(texts[0], *ends), pieces, strict=True):
        part = text.getparent()
        if part is not None and not is_left:
            _mark_right_to_left(part)


def split_by_direction(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text, and whether each is read from left to right.

    Such a piece is from its first letter to the last letter or digit before Arabic text, as programs that follow the
    Unicode Bidirectional Algorithm (W7) show it: "COVID-19", "WSIS 2025".
    """
    start, position = 0, 0
    while position < len(text):
        if not _has_left_to_right(text[position]):
            position += 1
            continue
        end = position
        for index in range(position, len(text)):
            if unicodedata.bidirectional(text[index]) in _RIGHT_TO_LEFT:
                break
            end = index if unicodedata.bidirectional(text[index]) in _LEFT_TO_RIGHT else end
        if start < position:
            yield text[start:position], False
        yield text[position : end + 1], True
        start = position = end + 1
    if start < len(text):
        yield text[start:], False


def _has_left_to_right(text: str) -> bool:
    return any(unicodedata.bidirectional(character) == "L" for character in text)


def _mark_right_to_left(run: etree._Element) -> None:
    ensure_property(ensure_first(run, "rPr"), "rtl")
