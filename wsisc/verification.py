"""A document and the source that it carries -> where it is not what that source gives.

Words come first, then whatever else a reader perceives: links, images, footnotes, formatting, comments, embedded parts.
Nothing is taken for granted because the package says which versions made a document: anybody can write that. Where it
names others than those here, only the layout may differ, which these may give in another way.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from wsisc import checksum, compare, figures, locale, outline
from wsisc.call import Call
from wsisc.diagnostic import WsiscError
from wsisc.figures import Image
from wsisc.manuscript import Manuscript
from wsisc.model import Submission
from wsisc.provenance import Package
from wsisc.readers import attached, carried, docx, html, pdf
from wsisc.readers.inventory import Inventory, Item, pdffonts, pdflooks, pdfspans, sheets
from wsisc.readers.inventory import html as html_items
from wsisc.readers.inventory import pdf as pdf_items
from wsisc.readers.word import hiding, parts, perceived, reader
from wsisc.words import Words
from wsisc.writers import pdf as pdf_writer
from wsisc.writers import reviewed, source, writer

_FEW = 4  # parts of a Word file: where more differ, another program has written it anew
_MAKERS = ("wsisc", "pandoc")
"""What makes a Word file or a page; of a PDF all versions matter."""
_PAINTED = ("text", "drawing", "size")
"""Of these a page has as many as its lines need."""
BY_HAND, _VERSIONS = "changed by hand", "made by other versions, or changed by hand"
KEPT = "its words are those of the source that it carries"


@dataclass(frozen=True)
class Comparison:
    """A document beside what its source gives.

    `differences` are sentences on where it is not that. `versions` are those that made it and are not those here,
    as it says itself ("pandoc 3.8, here 3.9"). `is_identical` is whether it is what its source gives to the byte.
    """

    differences: tuple[str, ...]
    versions: tuple[str, ...]
    is_identical: bool


def differences(content: bytes, submission: Submission, package: Package, call: Call) -> list[str]:
    """Return where a document is not what its source gives as an answer to a call; none where it is equal.

    It is equal where all that a reader perceives is, also if other versions made it, or its parts were stored anew.
    Raises WsiscError where it is damaged, or the document of its source cannot be made.
    """
    return list(compared(content, submission, package, call).differences)


def compared(
    content: bytes, submission: Submission, package: Package, call: Call, given: Submission | None = None
) -> Comparison:
    """Return a document beside what its source gives as an answer to a call. Raises as `differences`.

    `given` is its source with the comments of reviewers, which no document carries.
    """
    format = format_of(content)
    if format != "docx":
        return _compared(content, submission, package, call, format)
    bare, comments = reviewed.without_comments(content)
    found = _compared(bare, submission, package, call, "docx")
    comments = comments or reviewed.read(content)
    if not comments:
        return found
    return Comparison((*found.differences, *reviewed.described(comments, given)), found.versions, False)


def format_of(content: bytes) -> str:
    """Return the format of a document by how its bytes begin."""
    return "docx" if content.startswith(b"PK") else "pdf" if content.startswith(b"%PDF") else "html"


def _compared(content: bytes, submission: Submission, package: Package, call: Call, format: str) -> Comparison:
    here = source.versions()
    versions = _others(package.versions, here)
    images = _images(content, submission, package)
    language = locale.load(submission.language)
    manuscript = Manuscript(submission, call, language, images, draft=package.draft, versions=package.versions)
    places = _changed_words(manuscript, content, format)
    if lost := [name for name in submission.figures if name not in images]:
        places += [f"the figure {name}" for name in lost]
        return Comparison(tuple(f"{BY_HAND}: {each}" for each in places), versions, False)
    made = writer(format)(manuscript).finish()
    if made == content:
        return Comparison((), versions, True)
    if format == "pdf":
        attached.check(content)
    if format == "html":  # older versions write none
        made, content = checksum.without(made), checksum.without(content)
    names = {*package.versions, *here} if format == "pdf" else _MAKERS
    is_other = any(package.versions.get(name) != here.get(name) for name in names)
    found = _other_versions if is_other else _same_versions
    places += _package(package, source.package(manuscript))
    told = [f"{BY_HAND}: {each}" for each in places] + found(manuscript, made, content, format, bool(places))
    told = [each for each in told if not _is_told_of(each, places)]
    return Comparison(tuple(dict.fromkeys(told)), versions, False)


def _is_told_of(line: str, places: list[str]) -> bool:
    """Tell whether a line says of words that also look or lead in some way what is told of them as words."""
    told = (each.partition(': "') for each in places)
    return any(
        line.startswith(f"{BY_HAND}: {where}: ") and line.endswith(mark + words)
        for where, mark, words in told
        if mark and line != f"{BY_HAND}: {where}{mark}{words}"
    )


def _others(named: Mapping[str, str], here: Mapping[str, str]) -> tuple[str, ...]:
    """Return the versions that a package names and that are not those here."""
    return tuple(
        f"{name} {named[name]} (here {here.get(name) or 'none'})" if named.get(name) else f"{name} (not named)"
        for name in dict.fromkeys([*named, *here])
        if named.get(name) != here.get(name)
    )


def _package(carried: Package, wanted: Package) -> list[str]:
    """Return what in the package of a document is not as its source gives it."""
    names = {"source": "the text of its source", "call": "its call", "figures": "its figures"}
    return [
        f"what it carries: {told}" for name, told in names.items() if getattr(carried, name) != getattr(wanted, name)
    ]


def _changed_words(manuscript: Manuscript, content: bytes, format: str) -> list[str]:
    """Return the places of a Word file or a page whose words are not those of the source."""
    found = _words(content, format)
    return compare.changed_places(manuscript.submission, outline.of(manuscript), found) if found else []


def _same_versions(manuscript: Manuscript, made: bytes, content: bytes, format: str, is_told: bool) -> list[str]:
    """Return what tells a document from the one that the same versions have made."""
    if _is_stored_anew(made, content, format):
        return []
    names = parts.differing(made, content) if format == "docx" else []
    is_rewritten = len(names) > _FEW
    changed = _surroundings(made, content, format)
    changed += [each.line for each in _changes(made, content, format, is_told) if not (is_rewritten and each.is_look)]
    changed += _hiding(made, content, format) if is_rewritten or format == "pdf" else []
    if not changed and not is_told:
        changed = _looks(made, content, format, is_rewritten)
    if changed or is_told:
        return [f"{BY_HAND}: {each}" for each in changed]
    if names and not is_rewritten:
        return [f"{KEPT}, but the file was changed: {', '.join(names)}"]
    looks = "; the way it is stored is not compared" if format == "pdf" else ""
    return [
        f"{KEPT}, and so are its links, images and notes, but the file was changed, if only by saving it anew{looks}"
    ]


def _other_versions(manuscript: Manuscript, made: bytes, content: bytes, format: str, is_told: bool) -> list[str]:
    """Return what tells a document from its source, whatever versions of the programs have made it."""
    changed = _page_words(manuscript, made, content) if format == "pdf" else _surroundings(made, content, format)
    if format == "html":
        changed = [each for each in changed if not each.startswith(html.STYLE_SHEET)]  # see `_hiding`
    changed += [each.line for each in _changes(made, content, format, is_told, is_layout_left=True)]
    wanted, found = (_layout(each, format) for each in (made, content))
    new = _new_kinds(wanted, found) + _hiding(made, content, format)
    if format == "pdf":
        seen = pdflooks.looks(made), pdflooks.looks(content)
        changed += pdflooks.unseen(*seen) + pdfspans.otherwise(made, content)
        here, named = source.versions(), manuscript.versions or {}
        if all(named.get(name) == here[name] for name in here if name.startswith("fonts ")):
            new += pdflooks.repainted(*seen)  # other fonts have other shapes
    return [f"{BY_HAND}: {each}" for each in changed] + [f"{_VERSIONS}: {each}" for each in new]


def _changes(
    made: bytes, content: bytes, format: str, is_told: bool, is_layout_left: bool = False
) -> list[compare.Change]:
    """Return where a document holds other items than the one made here, without the layout where that is left out.

    `is_told` is whether it is told already where its words differ.
    """
    if format == "docx":
        return _changes_of_word_file(made, content, is_told, is_layout_left)
    wanted, found = (_items(each, format) for each in (made, content))
    if is_layout_left:
        left = _without_layout if format == "pdf" else _content
        wanted, found = _content(left(wanted)), _content(left(found))
    return compare.changed_items(wanted, found)


def _changes_of_word_file(made: bytes, content: bytes, is_told: bool, is_layout_left: bool) -> list[compare.Change]:
    """Return as `_changes`; how letters look is no layout that programs write in their own ways."""
    wanted, changes = perceived.inventory(reader.read(made), not is_told), list[compare.Change]()
    try:
        found = perceived.inventory(reader.read(content), not is_told)
    except WsiscError as error:  # it is no file that wsisc makes, and no program saves one so
        changes.append(compare.Change(f"the file: {error}", False))
        found = wanted
    shown = compare.changed_items(*(_content(each) if is_layout_left else each for each in (wanted, found)))
    package = [parts.inventory(each) for each in (made, content)]
    others = compare.changed_items(*(_content(each) if is_layout_left else each for each in package))
    return [*changes, *(each._replace(is_look=False) for each in shown), *others]


def _items(content: bytes, format: str) -> Inventory:
    return pdf_items.inventory(content) if format == "pdf" else html_items.inventory(content)


def _layout(content: bytes, format: str) -> Inventory:
    """Return what of a document may be layout: of a Word file its markup, whatever a reader perceives of it."""
    return parts.markup(content) if format == "docx" else _items(content, format)


def _looks(made: bytes, content: bytes, format: str, is_rewritten: bool) -> list[str]:
    """Return in what two documents differ that hold the same: the pages of a PDF, the markup of a Word file."""
    if format == "pdf":
        shown = zip(pdflooks.looks(made), pdflooks.looks(content), strict=True)
        return [f"page {number}: its look" for number, (a, b) in enumerate(shown, 1) if a != b]
    if format == "docx" and not is_rewritten:
        return [each.line for each in compare.changed_items(parts.markup(made), parts.markup(content))]
    return []


def _page_words(manuscript: Manuscript, made: bytes, content: bytes) -> list[str]:
    """Return where the pages of a PDF do not hold the words of its source, in order, whatever its layout."""
    if pdf_writer.is_in_order(manuscript, content):
        return []
    repeated = [" ".join(texts) for texts in pdf_writer.headers(manuscript.submission, outline.of(manuscript))]
    repeated += [manuscript.locale.wording["draft"]] * manuscript.draft
    if changed := compare.changed_page_words(pdf.pages(made), pdf.pages(content), repeated):
        return changed
    lost = pdf_writer.lost_words(manuscript, content)
    if not lost and pdf_writer.is_in_order(manuscript, made):
        lost = "they are in another order, or a page is empty"
    return [f"the words: {lost}"] if lost else []


def _content(inventory: Inventory) -> Inventory:
    """Return an inventory without the layout."""
    return inventory._replace(items=[each for each in inventory.items if not each.is_look])


def _new_kinds(wanted: Inventory, found: Inventory) -> list[str]:
    """Return what of the layout is of a kind that the document made here has nowhere."""
    known = {item.kind for item in wanted.items}
    return [f'{item.kind} "{item.text}" is new' for item in found.items if item.is_look and item.kind not in known]


def _without_layout(inventory: Inventory) -> Inventory:
    """Return what a PDF holds on whatever page, and by how many pieces it is painted."""
    found: list[Item] = []
    for item in inventory.items:
        placed = item._replace(place="the pages" if str(item.place).startswith("page ") else item.place)
        if not (placed.kind in _PAINTED and placed in found):
            found.append(placed)
    return Inventory([], sorted(found))


def _hiding(made: bytes, content: bytes, format: str) -> list[str]:
    """Return what in styles and fonts hides words, or shows others, and is not in those of the one made here."""
    if format == "pdf":
        return pdffonts.otherwise(made, content)
    if format == "html":
        pages = (each.decode("utf-8", "replace") for each in (made, content))
        return [f"{html.STYLE_SHEET}: {each}" for each in sheets.no_layout(*pages)]
    known = hiding.hiding(made)
    return [f"the layout: {each}" for each in hiding.hiding(content) if each not in known]


def _is_stored_anew(made: bytes, content: bytes, format: str) -> bool:
    """Tell whether two documents hold the same, part by part or line by line, and are only stored in another way."""
    if format == "docx":
        return not parts.names_twice(content) and not parts.differing(made, content)
    return format == "html" and content.replace(b"\r\n", b"\n") == made


def _images(content: bytes, submission: Submission, package: Package) -> dict[str, Image]:
    """Return the images of a document that are as they were, by the names of their figures."""
    held, images = carried.figures(content, package), {}
    for name, figure in submission.figures.items():
        with contextlib.suppress(figures.Unfit, KeyError):
            images[name] = figures.image(figure.file, held[figure.file])
    return images


def _surroundings(made: bytes, content: bytes, format: str) -> list[str]:
    """Return where two documents differ in what they say beside their text, and a PDF in the words of its pages."""
    if format == "html":
        return compare.changed_texts(*(html.surroundings(each.decode("utf-8", "replace")) for each in (made, content)))
    read = docx.surroundings if format == "docx" else pdf.surroundings
    return compare.changed_texts(read(made), read(content))


def _words(content: bytes, format: str) -> Words | None:
    if format == "docx":
        return docx.words_of(content)
    return html.words(content.decode("utf-8", "replace")) if format == "html" else None
