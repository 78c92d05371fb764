"""A compendium -> one self-contained HTML page; footnotes are at the end of each submission's words."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

from markupsafe import Markup, escape

from wsisc.calls.locale import Locale
from wsisc.document import checksum, foreign_phrases, templates
from wsisc.messages import resources
from wsisc.publication.collate.pieces import (
    Chapter,
    Compendium,
    CompendiumPiece,
    ConversionPool,
    Notify,
    PieceConversion,
    check_words,
)
from wsisc.readers import page_text as reader
from wsisc.theme import Theme
from wsisc.writers import html

_TAG = re.compile(r"<(?:a|li|section) [^<>]*>")
_NOTE_ID = re.compile(r' (id="|href="#)(fn(?:ref)?\d+")')
_LINK = re.compile(r'(?<= href="#)[^"]+')
_HEADER = re.compile(r'<header class="cover">\n|</header>\n?')
_NOTES_ID = ' id="footnotes"'
_NOTE_REFERENCE = re.compile(r'(?<=role="doc-noteref"><sup>)\d+(?=</sup>)')
_LIST_OF_NOTES = re.compile(r'(<section class="footnotes[^>]*>\n<hr />\n<ol)(>)')
_LINK_WITHIN = re.compile(r'<a href="#([^"]+)">')
_DEEPEST_HEADING = re.compile(r'<p class="heading" (.*?)</p>', re.DOTALL)
_ENTRIES = re.compile(r'(?:<div class="(toc-1|index-entry)">\n<p>[^\n]*</p>\n</div>\n?)+')
_ENTRY = re.compile(r'<div class="[^"]*">\n<p>([^\n]*)</p>\n</div>')
_ELEMENTS = {"title": "div", "submission": "article", "topic": "article", "contents": "nav"}
_CLASSES = {"title": "title-page", "submission": "submission", "topic": "topic", "contents": "contents-chapter"}


def conversions(piece: CompendiumPiece) -> tuple[PieceConversion]:
    """Return the conversion of a piece."""
    text, filters = piece.prepare_markdown()
    return (
        PieceConversion(
            html.protect_arrows(text),
            "html5",
            (*filters, *foreign_phrases.spacing_filters(piece.locale), "html/filter.lua"),
        ),
    )


def write(compendium: Compendium, pool: ConversionPool, _: Notify) -> bytes:
    """Return the page. Raises WsiscError if Pandoc fails, or if a word would be lost."""
    pieces = compendium.pieces
    converted = pool.convert([conversion for piece in pieces for conversion in conversions(piece)])
    numbered = enumerate(zip(pieces, converted, strict=True), 1)
    foreign = {
        name.replace("_", "-"): _language_attributes(locale) for name, locale in compendium.foreign_anchors.items()
    }
    fragments = iter(
        [_complete_piece(piece, fragment.decode(), number, foreign) for number, (piece, fragment) in numbered]
    )
    labels = Counter[str]()
    chapters, notes = [], 0
    for chapter in compendium.chapters:
        chapter_fragments = [next(fragments) for _ in chapter.pieces]
        element, notes = write_chapter(chapter, chapter_fragments, labels, notes if chapter.is_run_on else 0)
        chapters.append(element)
    page = templates.load("html", "page.html.j2").render(
        title=compendium.title,
        draft=False,
        author=compendium.locale.compendium["author"],
        subject=compendium.subject,
        locale=compendium.locale,
        style=Markup(_compendium_style_sheet(compendium.look)),
        source="",
        contents=(),  # its own are a chapter
        body=Markup("\n".join(chapters)),
    )
    check_words(compendium, reader.extract_words(page))
    return checksum.add_to_page(page.encode())


def _complete_piece(piece: CompendiumPiece, fragment: str, number: int, foreign: Mapping[str, str]) -> str:
    """Return Pandoc's fragment of a piece with unique ids, and with the language of links to foreign words."""
    is_own = not piece.manuscript.submission.parts

    def renamed(tag: re.Match[str]) -> str:
        text = _NOTE_ID.sub(rf" \g<1>p{number}-\g<2>", tag[0]).replace(_NOTES_ID, "")
        return _LINK.sub(lambda match: match[0].replace("_", "-"), text) if is_own else text

    completed = _TAG.sub(renamed, _HEADER.sub("", fragment))
    if is_own:
        completed = _LINK_WITHIN.sub(
            lambda link: f'<a href="#{link[1]}" {foreign.get(link[1], "")}'.rstrip() + ">", completed
        )
        completed = _ENTRIES.sub(_list_entries, completed)
    completed = _DEEPEST_HEADING.sub(r'<div role="heading" aria-level="7" \1</div>', completed)
    return html.complete_body(completed, piece.manuscript)


def _list_entries(match: re.Match[str]) -> str:
    items = "\n".join(f"<li>{entry}</li>" for entry in _ENTRY.findall(match[0]))
    return f'<ul class="{match[1]}">\n{items}\n</ul>\n'


def write_chapter(chapter: Chapter, pieces: list[str], labels: Counter[str], notes: int) -> tuple[str, int]:
    """Return the element of a chapter, and the number of footnotes at its end; `notes` are those before it."""
    name = _ELEMENTS.get(chapter.kind, "section")
    locale = chapter.locale
    label = f' aria-label="{escape(chapter.title)}"' if name == "nav" else ""
    elements = []
    for piece, fragment in zip(chapter.pieces, pieces, strict=True):
        element, notes = renumber_notes(label_notes(chapter, piece, fragment, labels), notes)
        elements.append(
            element if piece.locale == locale else f"<div {_language_attributes(piece.locale)}>\n{element}</div>\n"
        )
    kind = _CLASSES.get(chapter.kind, "chapter")
    return f'<{name} class="{kind}" {_language_attributes(locale)}{label}>\n{"".join(elements)}</{name}>', notes


def renumber_notes(fragment: str, before: int) -> tuple[str, int]:
    """Return a fragment whose footnotes are numbered on from those before it, and the new number of footnotes."""
    if before:
        fragment = _NOTE_REFERENCE.sub(lambda number: str(before + int(number[0])), fragment)
        fragment = _LIST_OF_NOTES.sub(rf'\1 start="{before + 1}"\2', fragment)
    return fragment, max([before, *map(int, _NOTE_REFERENCE.findall(fragment))])


def label_notes(chapter: Chapter, piece: CompendiumPiece, fragment: str, labels: Counter[str]) -> str:
    """Return a fragment with a unique name for its list of footnotes: screen reader users jump from list to list."""
    entity = piece.manuscript.submission.entity.name
    name = piece.locale.wording["footnotes"]
    base_label = f"{name}: {', '.join(dict.fromkeys((chapter.title, entity)))}"
    head = f'role="doc-endnotes" aria-label="{escape(name)}">'
    if head not in fragment:
        return fragment
    labels[base_label] += 1
    label = base_label if labels[base_label] == 1 else f"{base_label} ({labels[base_label]})"
    return fragment.replace(head, f'role="doc-endnotes" aria-label="{escape(label)}">')


def _language_attributes(locale: Locale) -> str:
    return f'lang="{locale.tag}" dir="{locale.direction}"'


@cache
def _compendium_style_sheet(look: Theme) -> str:
    return html.build_style_sheet(look) + "\n" + resources.text("templates/html/compendium.css")
