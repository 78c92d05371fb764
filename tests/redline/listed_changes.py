"""A comparison as text, JSON, a page and a Word file -> the changes that each lists, in one form that can be compared.

A change is a stretch of words of one paragraph, item, cell or heading that was removed or added, by its letters alone:
how spaces, signs and formatting are shown depends on the format. A footnote reference is one letter. What no format but
one shows is left out: values such as tags, the cover, numbers of headings, texts of figures.
"""

import json
import re
from collections import Counter
from itertools import groupby, pairwise

import lxml.html
from lxml import etree

from tests.redline import package
from tests.redline.package import DOCUMENT, NOTES, W
from wsisc.diff import block_comparison, word_tree
from wsisc.diff.word_tree import Names
from wsisc.messages.diagnostic import json_pointer
from wsisc.source import model

REFERENCE = "†"
_NUMBER = re.compile(r"\S{1,5}[.)]\s+")
_SKIPPED = ("Cover", "Title", "Caption", "ImageCaption")
_JSON_SKIPPED = ("value", "list", "figure", "image")


def letters(text):
    """Return the letters and digits of a text, and references."""
    return "".join(each for each in text if each.isalnum() or each == REFERENCE)


def _count(found, pieces):
    """Count the stretches of words with one fate of a paragraph: pairs of a text and "del", "ins" or ""."""
    for fate, group in groupby(
        ((letters(text), fate) for text, fate in pieces if letters(text)), key=lambda pair: pair[1]
    ):
        if fate:
            found[fate, "".join(text for text, _ in group)] += 1


# Word


def of_word(content, versions):
    """Return the changes of a Word file with tracked changes: those of its text, and of the notes that stay."""
    figures = (figure for each in (versions.old, versions.new) for figure in each.submission.figures.values())
    captions = {letters(figure.caption) for figure in figures}
    parts = package.read(content)
    document, notes = package.parse(parts[DOCUMENT]), package.parse(parts[NOTES])
    found = Counter()
    for paragraph in document.iter(f"{W}p"):
        own = Counter()
        _count(own, _pieces(paragraph))
        if any(name.startswith(_SKIPPED) for name in _styles(paragraph)):  # a caption, and what came before or after it
            own = Counter({key: count for key, count in own.items() if key[1] not in captions})
        found.update(own)
    kept = {each.get(f"{W}id") for each in document.iter(f"{W}footnoteReference") if not _fate(each)}
    for note in notes:
        for paragraph in note.iter(f"{W}p") if note.get(f"{W}id") in kept else ():
            _count(found, _pieces(paragraph))
    return found


def _fate(element):
    tags = {etree.QName(each).localname for each in element.iterancestors(f"{W}ins", f"{W}del")}
    return next(iter(tags), "")


def _styles(paragraph):
    """Return the style of a paragraph, and that in the old version."""
    return [each.get(f"{W}val") for each in paragraph.iterfind(f"{W}pPr//{W}pStyle")]


def _pieces(paragraph):
    names = _styles(paragraph)
    if names and all(name.startswith(_SKIPPED) for name in names):
        return []
    pieces = []
    for each in paragraph.iter(f"{W}t", f"{W}delText", f"{W}footnoteReference", f"{W}br"):
        text = {f"{W}footnoteReference": REFERENCE, f"{W}br": "\n"}.get(each.tag, each.text or "")
        pieces += [(letter, _fate(each)) for letter in text]
    return _without_number(pieces) if any(name.startswith("Heading") for name in names) else _without_repeated(pieces)


def _without_number(pieces):
    """Return the letters of a heading without the number before it, in both versions."""
    dropped = set()
    for other in ("ins", "del"):
        own = [(at, letter) for at, (letter, fate) in enumerate(pieces) if fate != other]
        number = _NUMBER.match("".join(letter for _, letter in own))
        dropped |= {at for at, _ in own[: number.end()]} if number else set()
    return [piece for at, piece in enumerate(pieces) if at not in dropped]


def _without_repeated(pieces):
    """Return letters; words that are removed and added again stay: those whose link has another address, and last ones.

    LibreOffice needs that form of the last word before added paragraphs.
    """
    runs = [
        [fate, "".join(letter for letter, _ in group)] for fate, group in groupby(pieces, key=lambda piece: piece[1])
    ]
    for one, other in pairwise(runs):
        if {one[0], other[0]} == {"del", "ins"}:
            old, new = (one, other) if one[0] == "del" else (other, one)
            if any(map(str.isalnum, old[1])) and new[1].startswith(old[1]):
                new[1], old[0] = new[1][len(old[1]) :], ""
            elif any(map(str.isalnum, new[1])) and old[1].endswith(new[1]):
                old[1], new[0] = old[1][: -len(new[1])], ""
    return [(letter, fate) for fate, text in runs for letter in text]


# JSON


def of_json(content, versions, word):
    """Return the changes of a report as JSON; `word` are those of the Word file.

    A section that is elsewhere moves in JSON, and was removed and added in a file with one order.
    """
    changes = json.loads(content)["changes"]
    gone = _removed_references(changes)
    notes = [each for each in versions.comparison.places if each.kind == "footnote"]
    gone |= {each.new_path[1] for each in notes if each.new_path and (not each.old_path or each.old_path[1] in gone)}
    moved = list(_moved(versions.comparison, word))
    elsewhere, added = ({json_pointer(getattr(each, side)) for each in moved} for side in ("old_path", "new_path"))
    found = Counter()
    for each in changes:
        place = (each["old"] or each["new"])["path"]
        name = re.match("/footnotes/([^/]+)", place)
        is_elsewhere = _holder(place) in (elsewhere if each["old"] else added)
        if each["kind"] in _JSON_SKIPPED or is_elsewhere or (name and name[1] in gone):
            continue
        for cell in each.get("cells") or [each.get("words") or []]:
            _count(found, [piece for words in cell for piece in _json_pieces(words)])
    for each in moved:
        found.update(("del", text) for text in _texts(versions.old.submission, each.old_path))
        found.update(("ins", text) for text in _texts(versions.new.submission, each.new_path))
    return found


def _moved(comparison, word):
    """Yield the sections that are elsewhere, and those that moved in them."""
    titles = {path: section.title for path, section in model.sections(comparison.old)}
    sections = [each for each in comparison.places if each.kind == "section" and each.old_path and each.new_path]
    moved = [each for each in sections if each.action == "moved" and word["del", letters(titles[each.old_path])]]
    for place in sections:
        ends = ((len(each.old_path), len(each.new_path), each) for each in moved)
        if any(place.old_path[:a] == each.old_path and place.new_path[:b] == each.new_path for a, b, each in ends):
            yield place


def _holder(path):
    return path.removesuffix("/text").removesuffix("/title")


def _removed_references(changes):
    """Return the names of the notes whose reference is not where it was: their words come and go with it."""
    texts = [
        words.get("old", "")
        for each in changes
        for cell in each.get("cells") or [each.get("words") or []]
        for words in cell
        if words["action"] == "removed"
    ]
    return {name for text in texts for name in re.findall(r"\[\^([^\]]+)\]", text)}


def _json_pieces(words):
    texts = {side: re.sub(r"\[\^[^\]]+\]", REFERENCE, words.get(side, "")) for side in ("old", "new")}
    if words["action"] == "removed":
        return [(texts["old"], "del")]
    if words["action"] == "added":
        return [(texts["new"], "ins")]
    return [(texts["new"], "")]


def _texts(submission, path):
    """Yield the title of a section and the texts of its own paragraphs and cells."""
    holder = dict(model.sections(submission))[path]
    yield letters(holder.title)
    for block in block_comparison.list_blocks((), word_tree.parse(holder.text, Names(submission.links))):
        for node in word_tree.walk(block.node):
            text = letters("".join(REFERENCE if atom.note else atom.text for atom in node.atoms))
            if text:
                yield text


# text and page, as JSON has it


def of_whole_json(content):
    """Return all changes of a report as JSON; text and page show the title of an added or removed section unmarked."""
    found = Counter()
    for each in json.loads(content)["changes"]:
        if not (each["kind"] == "title" and each["action"] in ("added", "removed")):
            for cell in each.get("cells") or [each.get("words") or []]:
                pieces = [piece for words in cell for piece in _json_pieces(words)]
                for fate, group in groupby(pieces, key=lambda piece: piece[1]):  # a sign that stays is between two
                    _count(found, [("".join(text for text, _ in group), fate)])
    return found


def of_text(content):
    """Return the changes of a report as text."""
    found = Counter()
    for removed, added in re.findall(r"\[-(.*?)-\]|\{\+(.*?)\+\}", content.decode()):
        text = re.sub(r"\[\^[^\]]+\]", REFERENCE, removed or added)
        text = re.sub(r"\]\([^)]*\)|^\(https?:[^)]*\)$|\{lang=[^}]*\}", "", text)
        _count(found, [(text, "del" if removed else "ins")])
    return found


def of_page(content):
    """Return the changes of a page, in the view with both versions in one text."""
    found = Counter()
    root = lxml.html.fromstring(content)
    for each in root.xpath("//*[self::del or self::ins][not(ancestor::*[@class='sides'])]"):
        for other in each.xpath(".//*[@class='said' or @class='footnote' or @dir='ltr'][not(@lang) or @class]"):
            other.tail = (REFERENCE if other.get("class") == "footnote" else "") + (other.tail or "")
            other.drop_tree()
        _count(found, [(each.text_content(), each.tag)])
    return found
