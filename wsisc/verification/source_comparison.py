"""A document and the source that it carries -> where it is not what that source gives.

Words come first, then whatever else a reader perceives: links, images, footnotes, formatting, comments, embedded parts.
Nothing is taken for granted because the package says which versions made a document: anybody can write that. Where it
names others than those here, only the layout may differ, which these may give in another way.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from wsisc import locale
from wsisc.calls.call import Call
from wsisc.diagnostic import WsiscError
from wsisc.document import checksum, figures, outline
from wsisc.document.figures import Image
from wsisc.document.integrity import Words
from wsisc.document.manuscript import Manuscript
from wsisc.document.provenance import Package
from wsisc.model import Submission
from wsisc.readers import docx, embedded_source, html, pdf, pdf_attachments
from wsisc.readers.inventory import pdf_actual_text, pdf_appearance
from wsisc.readers.word import parts
from wsisc.verification import item_differences, output_check, word_differences
from wsisc.writers import pdf as pdf_writer
from wsisc.writers import source, writer
from wsisc.writers.docx import reviewed
from wsisc.writers.docx.comments import Entry

_FEW = 4  # parts of a Word file: where more differ, another program has written it anew
_MAKERS = ("wsisc", "pandoc")
"""What makes a Word file or a page; of a PDF all versions matter."""
_ACT = re.compile(r'(.*?): ((?:added: |removed: )?".*)', re.DOTALL)
BY_HAND, _VERSIONS = "changed by hand", "made by other versions, or changed by hand"
KEPT = "its words are those of the source"


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
    images, language = _images(content, submission, package), locale.load(submission.language)
    manuscript = Manuscript(submission, call, language, images, draft=package.draft, versions=package.versions)
    return against(content, manuscript, package, given)


def against(
    content: bytes, manuscript: Manuscript, package: Package | None = None, given: Submission | None = None
) -> Comparison:
    """Return a document beside the one of a manuscript; `package` is what it carries. Raises as `differences`."""
    format = format_of(content)
    if format != "docx":
        return _compared(content, manuscript, package, format)
    bare, comments = reviewed.without_comments(content)
    found = _compared(bare, manuscript, package, "docx")
    others: tuple[Entry, ...] = ()
    with contextlib.suppress(WsiscError):  # which is among the differences
        others = () if comments else reviewed.read(content)
    if not comments and not others:
        return found
    lines = reviewed.described(comments or others, given)
    if others and output_check.names_wsisc(content):  # no program that saves comments leaves that
        lines = [f"{BY_HAND}: {each}" for each in lines]
    return Comparison((*found.differences, *lines), found.versions, False)


def format_of(content: bytes) -> str:
    """Return the format of a document by how its bytes begin."""
    return "docx" if content.startswith(b"PK") else "pdf" if content.startswith(b"%PDF") else "html"


def _compared(content: bytes, manuscript: Manuscript, package: Package | None, format: str) -> Comparison:
    here, images = source.versions(), manuscript.images
    named = package.versions if package else here
    versions = _others(named, here)
    places = _changed_words(manuscript, content, format)
    if lost := [name for name in manuscript.submission.figures if name not in images]:
        places += [f"the figure {name}" for name in lost]
        return Comparison(tuple(f"{BY_HAND}: {each}" for each in places), versions, False)
    made = writer(format)(manuscript).finish()
    if made == content:
        return Comparison((), versions, True)
    if format == "pdf":
        pdf_attachments.check(content)
    if format == "html":  # older versions write none
        made, content = checksum.without(made), checksum.without(content)
    names = {*named, *here} if format == "pdf" else _MAKERS
    is_other = any(named.get(name) != here.get(name) for name in names)
    found = _other_versions if is_other else _same_versions
    places += _package(package, source.package(manuscript)) if package else []
    more = found(manuscript, made, content, format, bool(places))
    told = [f"{BY_HAND}: {each}" for each in places if not _is_row(each, more)]
    told += [each for each in more if not _is_told_of(each, places)]
    return Comparison(tuple(dict.fromkeys(told)), versions, False)


def _is_row(place: str, lines: list[str]) -> bool:
    """Tell whether words that are told of are those of a row that is."""
    where, told = _parted(place)
    return any(f"{BY_HAND}: {where}: row {told}" == each.replace(" | ", " ") for each in lines)


def _is_told_of(line: str, places: list[str]) -> bool:
    """Tell whether a line says of words that also look or lead in some way what is told of them as words."""
    return any(
        line.startswith(f"{BY_HAND}: {where}: ")
        and line != f"{BY_HAND}: {where}: {told}"
        and (line.endswith(f": {told}") or line == f"{BY_HAND}: {where}: paragraph {told}")
        for where, told in map(_parted, places)
        if told
    )


def _parted(place: str) -> tuple[str, str]:
    """Return where words differ, and how, "" where that is not said."""
    match = _ACT.match(place)
    return (match[1], match[2]) if match else (place, "")


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
    return word_differences.changed_places(manuscript.submission, outline.of(manuscript), found) if found else []


def _same_versions(manuscript: Manuscript, made: bytes, content: bytes, format: str, is_told: bool) -> list[str]:
    """Return what tells a document from the one that the same versions have made."""
    if item_differences.is_stored_anew(made, content, format):
        return []
    names = parts.differing(made, content) if format == "docx" else []
    is_rewritten = len(names) > _FEW
    changed = item_differences.surroundings(made, content, format)
    changed += [
        each.line
        for each in item_differences.changes(made, content, format, is_told)
        if not (is_rewritten and each.is_look)
    ]
    changed += item_differences.hiding_words(made, content, format) if is_rewritten or format == "pdf" else []
    if not changed and not is_told:
        changed = item_differences.looks(made, content, format, is_rewritten)
    if changed or is_told:
        return [f"{BY_HAND}: {each}" for each in changed]
    kept = f"{KEPT} that it carries" if manuscript.embed else KEPT
    if names and not is_rewritten:
        return [f"{kept}, but the file was changed: {', '.join(names)}"]
    looks = "; the way it is stored is not compared" if format == "pdf" else ""
    return [
        f"{kept}, and so are its links, images and notes, but the file was changed, if only by saving it anew{looks}"
    ]


def _other_versions(manuscript: Manuscript, made: bytes, content: bytes, format: str, is_told: bool) -> list[str]:
    """Return what tells a document from its source, whatever versions of the programs have made it."""
    changed = (
        _page_words(manuscript, made, content)
        if format == "pdf"
        else item_differences.surroundings(made, content, format)
    )
    if format == "html":
        changed = [each for each in changed if not each.startswith(html.STYLE_SHEET)]  # see `likeness.hiding_words`
    changed += [each.line for each in item_differences.changes(made, content, format, is_told, is_layout_left=True)]
    wanted, found = (item_differences.layout(each, format) for each in (made, content))
    new = item_differences.new_kinds(wanted, found) + item_differences.hiding_words(made, content, format)
    if format == "pdf":
        seen = pdf_appearance.looks(made), pdf_appearance.looks(content)
        changed += pdf_appearance.unseen(*seen) + pdf_actual_text.otherwise(made, content)
        here, named = source.versions(), manuscript.versions or {}
        if all(named.get(name) == here[name] for name in here if name.startswith("fonts ")):
            new += pdf_appearance.repainted(*seen)  # other fonts have other shapes
    return [f"{BY_HAND}: {each}" for each in changed] + [f"{_VERSIONS}: {each}" for each in new]


def _page_words(manuscript: Manuscript, made: bytes, content: bytes) -> list[str]:
    """Return where the pages of a PDF do not hold the words of its source, in order, whatever its layout."""
    if pdf_writer.is_in_order(manuscript, content):
        return []
    repeated = [" ".join(texts) for texts in pdf_writer.headers(manuscript.submission, outline.of(manuscript))]
    repeated += [manuscript.locale.wording["draft"]] * manuscript.draft
    if changed := word_differences.changed_page_words(pdf.pages(made), pdf.pages(content), repeated):
        return changed
    lost = pdf_writer.lost_words(manuscript, content)
    if not lost and pdf_writer.is_in_order(manuscript, made):
        lost = "they are in another order, or a page is empty"
    return [f"the words: {lost}"] if lost else []


def _images(content: bytes, submission: Submission, package: Package) -> dict[str, Image]:
    """Return the images of a document that are as they were, by the names of their figures."""
    held, images = embedded_source.figures(content, package), {}
    for name, figure in submission.figures.items():
        with contextlib.suppress(figures.Unfit, KeyError):
            images[name] = figures.image(figure.file, held[figure.file])
    return images


def _words(content: bytes, format: str) -> Words | None:
    if format == "docx":
        return docx.words_of(content)
    return html.words(content.decode("utf-8", "replace")) if format == "html" else None
