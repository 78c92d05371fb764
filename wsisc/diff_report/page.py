"""Two compared versions -> one self-contained page that shows what changed, inline and side by side, without script."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from wsisc.calls import locale
from wsisc.diff.block_comparison import BlockComparison
from wsisc.diff.word_changes import WordAction, count_words
from wsisc.diff.word_tree import Atom, Node
from wsisc.diff_report.compared_versions import ComparedVersion, VersionComparison
from wsisc.diff_report.groups import (
    ACTIONS,
    KINDS,
    ChangeGroup,
    SummaryRow,
    Words,
    block_words,
    build_table,
    children_of,
    choose_language,
    describe_total,
    item_number,
    list_groups,
    numbering_words,
    replaced_words,
    summarize,
    value_label,
)
from wsisc.document import checksum, templates
from wsisc.messages import resources
from wsisc.messages.localization import translate
from wsisc.source.markup.marked_text import Mark, MarkKind, find_values
from wsisc.writers import html

type View = Literal["inline", "old", "new"]

_HIDDEN = {"old": "added", "new": "removed"}
_MARK = b'<meta name="generator" content="wsisc diff">'
_HEAD = 2_000  # bytes in which the mark is
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class PageRun(NamedTuple):
    """Neighbouring words with one formatting; `text` is HTML, `note` the name of a footnote that is referenced."""

    text: Markup
    is_bold: bool = False
    is_italic: bool = False
    note: str = ""


class PageWords(NamedTuple):
    """Neighbouring words with one fate. `gained` and `lost` are "bold" and "italics", where only these changed."""

    action: WordAction
    runs: tuple[PageRun, ...]
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


_SPACE = PageWords("same", (PageRun(Markup(" ")),))


@dataclass(frozen=True)
class PageBlock:
    """A block as a page shows it, with its words or with the blocks in it.

    `action` is "same" or "changed" where only something in it was removed or added. `number` is that of an item, or the
    first one of a list, 0 for bullets; `is_bracketed` is whether its sign is a bracket. `is_head` marks the row at the
    top of a table.
    """

    kind: str
    action: str
    words: tuple[PageWords, ...] = ()
    children: tuple["PageBlock", ...] = ()
    number: int = 0
    is_bracketed: bool = False
    is_head: bool = False


@dataclass(frozen=True)
class Segment:
    """Blocks that follow one another: unchanged ones, with the number of their words, or changed ones by view."""

    is_changed: bool
    words: int
    inline: tuple[PageBlock, ...]
    old: tuple[PageBlock, ...] = ()
    new: tuple[PageBlock, ...] = ()


def build_segments(text: BlockComparison) -> list[Segment]:
    """Return what a page shows of a text."""
    segments = []
    for is_changed, group in groupby(children_of(text), key=lambda block: block.action != "same"):
        blocks = list(group)
        if is_changed:
            segments.append(
                Segment(True, 0, *(tuple(_build_blocks(blocks, view)) for view in ("inline", "old", "new")))
            )
        else:
            words = sum(_count_node(block.node) for block in blocks)
            segments.append(Segment(False, words, tuple(_build_blocks(blocks, "inline"))))
    return segments


def _count_node(node: Node) -> int:
    return count_words(node.atoms) + sum(map(_count_node, node.children))


def _build_blocks(blocks: Sequence[BlockComparison], view: View) -> Iterator[PageBlock]:
    for block in blocks:
        if block.action != _HIDDEN.get(view):
            yield from _build_block(block, view)


def _build_block(block: BlockComparison, view: View) -> Iterator[PageBlock]:
    node = (block.old if view == "old" else block.new) or block.node
    if node.kind == "list":
        yield from _build_list(block, node, view)
    elif node.kind == "figure":
        words = replaced_words(block.old, block.new, node.name.lstrip("+"))
        yield PageBlock("figure", block.action, build_words(words, view))
    elif node.kind in ("paragraph", "cell"):
        yield PageBlock(node.kind, block.action, build_words(block_words(block), view))
    else:
        children = tuple(_build_blocks(children_of(block), view))
        if node.kind == "table":
            children = (replace(children[0], is_head=True), *children[1:])
        yield PageBlock(node.kind, block.action, (), children)


def _build_list(block: BlockComparison, node: Node, view: View) -> Iterator[PageBlock]:
    """Yield a list with the numbers that its items have in the version that is shown, or that they had."""
    is_bracketed = node.name.endswith(")")
    if block.old and block.new and block.old.name != block.new.name:
        yield PageBlock("numbering", "changed", build_words(numbering_words(block.old, block.new), view))
    items = []
    old = new = 0
    for child in children_of(block):
        [item] = _build_block(child, view)
        if child.action != _HIDDEN.get(view):
            is_old = view == "old" or child.new is None
            number = item_number(block.old if is_old and block.old else node, old if is_old else new)
            items.append(replace(item, number=number, is_bracketed=is_bracketed))
        old, new = old + (child.old is not None), new + (child.new is not None)
    yield PageBlock("list", block.action, (), tuple(items), item_number(node, 0), is_bracketed)


def plain_words(text: str) -> tuple[PageWords, ...]:
    """Return a text in which nothing changed."""
    return (PageWords("same", (PageRun(escape(text)),)),)


def build_words(words: Words, view: View = "inline") -> tuple[PageWords, ...]:
    """Return what a view shows of words; by default all, the removed and the added ones.

    Between those is a space: without one, Arabic letters of both would join.
    """
    found: list[PageWords] = []
    for change in words:
        atoms = change.old if view == "old" or not change.new else change.new
        if change.action == _HIDDEN.get(view):
            continue
        if change.action == "formatted":
            found += _build_formatted(change.old, change.new, view)
        elif change.action == "same":
            found.append(PageWords("same", tuple(_build_runs(atoms))))
        else:
            found += [_SPACE] if found and found[-1].action == "removed" else []
            found += _build_changed(atoms, change.action)
    return tuple(found)


def _build_changed(atoms: Sequence[Atom], action: WordAction) -> Iterator[PageWords]:
    """Yield words that were removed or added, with the addresses of links; spaces around them are not marked."""
    start = next((at for at, atom in enumerate(atoms) if atom.text != " "), 0)
    end = len(atoms) - next((at for at, atom in enumerate(reversed(atoms)) if atom.text != " "), 0)
    if start:
        yield _SPACE
    yield PageWords(action, tuple(_build_runs(atoms[start:end], has_addresses=True)))
    if end < len(atoms):
        yield _SPACE


def _build_runs(atoms: Sequence[Atom], has_addresses: bool = False) -> Iterator[PageRun]:
    for (marks, note), group in groupby(atoms, key=lambda atom: (atom.marks, atom.name if atom.note else "")):
        text = _to_html("".join(atom.text for atom in group))
        for language in find_values(marks, MarkKind.LANGUAGE):
            text = Markup('<span lang="{}">{}</span>').format(language, text)
        if has_addresses:
            text += Markup("").join(Markup(" {}").format(_format_address(address)) for address in _addresses(marks))
        kinds = {mark.kind for mark in marks}
        yield PageRun(text, MarkKind.STRONG in kinds, MarkKind.EMPHASIS in kinds, note)


def _build_formatted(old: Sequence[Atom], new: Sequence[Atom], view: View) -> Iterator[PageWords]:
    """Yield words whose formatting changed; the addresses and languages that they had and have follow."""
    pairs = zip(old, new, strict=True)
    for (had, has), group in groupby(pairs, key=lambda pair: (pair[0].marks, pair[1].marks)):
        atoms = [pair[view != "old"] for pair in group]
        gained, lost = _name_marks(set(has) - set(had)), _name_marks(set(had) - set(has))
        is_spaced = atoms[-1].text == " "
        yield PageWords("formatted", tuple(_build_runs(atoms[:-1] if is_spaced else atoms)), gained, lost)
        if _addresses(had) != _addresses(has):
            yield from _build_addresses(_addresses(had) if view != "new" else (), "removed")
            yield from _build_addresses(_addresses(has) if view != "old" else (), "added")
        if is_spaced:
            yield _SPACE


def _build_addresses(addresses: Sequence[str], action: WordAction) -> Iterator[PageWords]:
    for address in addresses:
        yield _SPACE
        yield PageWords(action, (PageRun(_format_address(address)),))


def _name_marks(marks: set[Mark]) -> tuple[str, ...]:
    kinds = {mark.kind for mark in marks}
    return tuple(name for kind, name in ((MarkKind.STRONG, "bold"), (MarkKind.EMPHASIS, "italics")) if kind in kinds)


def _addresses(marks: Sequence[Mark]) -> tuple[str, ...]:
    """Return the addresses of links, and the languages of foreign phrases as authors write them."""
    return (
        *find_values(marks, MarkKind.LINK),
        *(f"lang={language}" for language in find_values(marks, MarkKind.LANGUAGE)),
    )


def _format_address(address: str) -> Markup:
    return Markup('<bdi dir="ltr">({})</bdi>').format(address)


def _to_html(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


class Language(NamedTuple):
    """The language of a version for browsers: its tag, "" if it has none, and its direction."""

    tag: str
    direction: str


class PageValue(NamedTuple):
    """A value that differs: its label, and its words."""

    label: str
    words: tuple[PageWords, ...]


class PageImage(NamedTuple):
    """An image of a figure in the version `side`, "old" or "new": its address contains it; `alt` is its text."""

    side: str
    address: str
    alt: str


@dataclass(frozen=True)
class PageGroup:
    """The changes of one place, as a page shows them.

    `titles` are those of the sections around, `title` is that of the section itself. `origin` is where a section was.
    """

    group: ChangeGroup
    anchor: str
    titles: tuple[str, ...]
    title: tuple[PageWords, ...]
    origin: str
    places: tuple[int, int] | None
    values: tuple[PageValue, ...]
    segments: tuple[Segment, ...]
    images: tuple[PageImage, ...]


class PagePart(NamedTuple):
    """The changes of a part, or of the submission, its footnotes or figures (`kind`); only a part has a label."""

    kind: str
    label: str
    anchor: str
    changes: int
    groups: Sequence[PageGroup]


def format_page(versions: VersionComparison, has_summary: bool) -> bytes:
    """Return the page; with `has_summary` it begins with a table of what changed in each part."""
    groups = list_groups(versions)
    rows = summarize(versions, groups)
    parts = [*_build_parts(versions, groups)]
    style = f"{html.build_style_sheet(versions.new.look)}\n{resources.text('templates/diff/diff.css')}"
    own = locale.load(choose_language(versions))
    page = templates.load("diff", "page.html.j2").render(
        templates.speak_messages(own.language),
        own=own,
        in_words=lambda label: translate(label, own.language),
        kinds=_translate_all(KINDS, own.language),
        actions=_translate_all(ACTIONS, own.language),
        old=versions.old,
        new=versions.new,
        languages={"old": _find_language(versions.old), "new": _find_language(versions.new)},
        style=Markup(style),
        total=translate(describe_total(rows[-1]), own.language),
        summary=_build_summary(rows, parts, own.language) if has_summary and groups else [],
        parts=parts,
    )
    return checksum.add_to_page(page.encode("utf-8", "replace"))


def _translate_all[Key](texts: Mapping[Key, str], language: str) -> dict[Key, str]:
    return {key: translate(text, language) for key, text in texts.items()}


def is_earlier_report(content: bytes) -> bool:
    """Return whether a content is an earlier page of this kind that was not changed."""
    text = content.replace(b"\r\n", b"\n")
    has_checksum = checksum.remove_from_page(text) != text
    return _MARK in text[:_HEAD] and has_checksum and checksum.is_valid_for_page(text)


def _build_summary(
    rows: Sequence[SummaryRow], parts: Sequence[PagePart], language: str
) -> list[tuple[tuple[str, ...], str]]:
    """Return the cells of the header and of each row, with the anchor of its part, "" if it has none."""
    anchors = {(part.kind, part.label): part.anchor for part in parts}
    head, *lines = build_table(rows, language)
    return [(head, ""), *zip(lines, (anchors.get((row.kind, row.label), "") for row in rows), strict=True)]


def _build_parts(versions: VersionComparison, groups: Sequence[ChangeGroup]) -> Iterator[PagePart]:
    """Yield the changes by part, in the order of their first ones."""
    numbered = list(enumerate(groups, 1))
    for number, ((kind, label), found) in enumerate(
        groupby(numbered, key=lambda numbered_group: _part_key(numbered_group[1])), 1
    ):
        own = list(found)
        changes = sum(group.change_count for _, group in own)
        shown = [_build_group(versions, group, f"change-{index}") for index, group in own]
        yield PagePart(kind, label, f"part-{number}", changes, shown)


def _part_key(group: ChangeGroup) -> tuple[str, str]:
    if group.kind in ("part", "section"):
        return "part", group.location.part
    return group.kind if group.kind == "submission" else f"{group.kind}s", ""


def _build_group(versions: VersionComparison, group: ChangeGroup, anchor: str) -> PageGroup:
    version = versions.new if group.new else versions.old
    titles = group.location.titles
    is_section = group.kind == "section"
    origin, places = "", None
    if group.action == "moved" and group.old and group.new:
        origin = " > ".join([group.old.part, *group.old.titles[:-1]])
        if group.old.path[:-1] == group.new.path[:-1]:
            places = (int(group.old.path[-1]) + 1, int(group.new.path[-1]) + 1)
    return PageGroup(
        group,
        anchor,
        titles[:-1] if is_section else titles,
        _build_title(group) if is_section else (),
        origin,
        places,
        tuple(
            PageValue(value_label(version, value, group.location), build_words(value.words))
            for value in group.other_values
        ),
        tuple(build_segments(group.text)) if group.text and group.text.action != "same" else (),
        tuple(_find_images(versions, group)),
    )


def _build_title(group: ChangeGroup) -> tuple[PageWords, ...]:
    """Return the title of a section; only one that was changed shows what became of its words."""
    is_changed = group.title and group.action not in ("added", "removed")
    return build_words(group.title) if is_changed else plain_words(group.location.titles[-1])


def _find_images(versions: VersionComparison, group: ChangeGroup) -> Iterator[PageImage]:
    """Yield the images of a figure, where one was added, removed or replaced."""
    if group.kind != "figure" or not (group.has_other_image or group.action in ("added", "removed")):
        return
    for side, version, location in (("old", versions.old, group.old), ("new", versions.new, group.new)):
        name = str(location.path[1]) if location else ""
        if image := version.figures.images.get(name):
            data = base64.b64encode(image.content).decode()
            yield PageImage(side, f"data:image/{image.format};base64,{data}", version.submission.figures[name].alt)


def _find_language(version: ComparedVersion) -> Language:
    language = version.submission.language
    if language in resources.names("templates/locales", ".yaml"):
        found = locale.load(language)
        return Language(found.tag, found.direction)
    return Language(language if _TAG.fullmatch(language) else "", "auto")
