"""A document and the source that it carries -> whether it is the document rebuilt from that source, or what differs.

A PDF or an HTML page is compared by its bytes: they are equal, or it is not what its source gives. Words, notes, links
and images are then compared only as a help to find what was changed. A Word file is saved again by honest people, so
its content is compared: words first, then everything else that a reader perceives.

The versions of programs that a package names prove nothing: anyone can write them. If they are not those here, nothing
is proven, not even by equal bytes.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wsisc import pipeline
from wsisc.calls.call import Call, Catalogue
from wsisc.document import carried_files, figures, outline
from wsisc.document.figures import LoadedFigures
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.document.provenance import SourcePackage
from wsisc.lint import selection
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import file_format
from wsisc.ooxml.file_format import FileFormat
from wsisc.readers import embedded_source, page_text, pdf_attachments, pdf_text
from wsisc.source import read as read_source
from wsisc.source.model import Submission
from wsisc.text.slots import fill
from wsisc.verification import output_check, word_differences
from wsisc.verification.word_differences import Difference
from wsisc.writers import get_writer, source
from wsisc.writers import pdf as pdf_writer

# Programs whose versions matter for a Word file or an HTML page; for a PDF all versions matter.
_PRODUCERS = ("wsisc", "pandoc")


@dataclass(frozen=True)
class Comparison:
    """A document, compared with the one that is rebuilt from its source.

    `changes` are what differs, each with its place; `has_other_words` is whether words are among it. `remarks` are
    sentences: how the file is stored if nothing else differs, and its theme and comments. `is_saved_again` is whether
    such a remark says no more than that another program saved all that a reader perceives. `versions` are those that
    the document names and that are not those here ("pandoc 3.8 (here 3.9)"). `is_identical` is whether both are equal
    to the byte, `is_by_content` whether they were compared by more than their bytes, as Word files are.
    """

    changes: tuple[Difference, ...] = ()
    remarks: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    is_identical: bool = False
    is_saved_again: bool = False
    has_other_words: bool = False
    is_by_content: bool = True

    @property
    def differences(self) -> tuple[str, ...]:
        """All differences as sentences; whoever has another version cannot know what was changed by hand."""
        lines = [change.line for change in self.changes]
        if self.versions:
            lines = [t("differs from what this version builds: {what}", what=line) for line in lines]
        elif self.is_by_content:
            lines = [t("changed by hand: {what}", what=line) for line in lines]
        return (*lines, *self.remarks)


def compare(
    content: bytes,
    submission: Submission,
    package: SourcePackage,
    call: Call,
    commented: Submission | None = None,
    *,
    words_only: bool = False,
) -> Comparison:
    """Return a document, compared with the one that is rebuilt from its source and a call.

    A Word file has no differences if a reader perceives the same, even if its parts were stored again. `commented` is
    its source with the comments of reviewers, which no document carries. With `words_only` nothing but the words of the
    text is compared, whatever the versions. Raises WsiscError if the document is damaged, or cannot be rebuilt.
    """
    images = read_images(embedded_source.read_figures(content, package), submission)
    manuscript, fault = recreate_manuscript(package, submission, call, images)
    compared = compare_with_manuscript(content, manuscript, package, commented, words_only=words_only)
    return replace(compared, remarks=(fault, *compared.remarks)) if fault and not words_only else compared


def check_carried(package: SourcePackage, known: Catalogue, format: str) -> tuple[Submission, Call] | None:
    """Return the submission of a package and the call that it answers, None if it answers none that is known."""
    rules = selection.REQUIRED_RULES._replace(draft=package.draft)
    checked = pipeline.check(read_source(package.source.encode(), ""), selection=rules, catalogue=known)
    if checked.submission is None or checked.call is None or not checked.allows(format):
        return None
    return checked.submission, checked.call


def recreate_manuscript(
    package: SourcePackage, submission: Submission, call: Call, images: LoadedFigures
) -> tuple[Manuscript, str]:
    """Return what the document of a package was built from, and what is wrong with its theme, "" if nothing is."""
    look, fault = carried_files.read_theme(package)
    created = create_manuscript(submission, call, images, draft=package.draft, versions=package.versions, look=look)
    return require_manuscript(created), fault


def compare_with_manuscript(
    content: bytes,
    manuscript: Manuscript,
    package: SourcePackage | None = None,
    commented: Submission | None = None,
    *,
    words_only: bool = False,
) -> Comparison:
    """Return a document, compared with that of a manuscript; `package` is the one that it carries.

    Raises as `compare`.
    """
    format = detect_format(content)
    if words_only:
        return _compare_words(content, manuscript, format)
    if format != "docx":
        return _compare_format(content, manuscript, package, format)
    from wsisc.verification import (
        comment_removal,  # it loads the reader of Word files, which pages and PDFs do not need
    )

    bare, comments = comment_removal.remove_comments(content)
    comparison = _compare_format(bare, manuscript, package, "docx")
    others = comments[:0]
    with contextlib.suppress(WsiscError):  # which is among the differences
        others = () if comments else comment_removal.read_comments(content)
    if not comments and not others:
        return comparison
    lines = tuple(comment_removal.describe_comments(comments or others, commented))
    comparison = replace(comparison, is_identical=False)
    if others and output_check.is_stored_by_wsisc(content):  # a program that saves comments would not leave its name
        return replace(comparison, changes=(*comparison.changes, *map(Difference, lines)))
    return replace(comparison, remarks=(*comparison.remarks, *lines))


def compare_without_comments(content: bytes, manuscript: Manuscript, package: SourcePackage) -> Comparison:
    """Return a Word file, compared with that of a manuscript, without the comments of either. Raises as `compare`."""
    from wsisc.verification import comment_removal  # as above

    bare, entries = comment_removal.remove_comments(content)
    return _compare_format(bare if entries else comment_removal.strip_comments(content), manuscript, package, "docx")


def detect_format(content: bytes) -> str:
    """Return the format of a document by its first bytes; what is no Word file and no PDF is a page."""
    format = file_format.recognize(content)
    return format.value if format in (FileFormat.DOCX, FileFormat.PDF) else FileFormat.HTML.value


def _compare_words(content: bytes, manuscript: Manuscript, format: str) -> Comparison:
    """Return a document of any version, compared only by the words of its text."""
    if format == "pdf":
        pdf_attachments.check_readable(content)
        places = _compare_page_words(manuscript, content)
    else:
        places = _changed_words(manuscript, content, format)
    return Comparison(tuple(places), has_other_words=bool(places), is_by_content=False)


def _compare_format(content: bytes, manuscript: Manuscript, package: SourcePackage | None, format: str) -> Comparison:
    versions, is_by_content = find_other_versions(package, format) if package else (), format == "docx"
    if lost := [name for name in manuscript.submission.figures if name not in manuscript.images]:
        places = [
            *_changed_words(manuscript, content, format),
            *(Difference(t("the figure {name}", name=name)) for name in lost),
        ]
        return Comparison(tuple(places), versions=versions, has_other_words=True, is_by_content=is_by_content)
    expected = get_writer(format)(manuscript).finish()
    if expected == content:
        return Comparison(versions=versions, is_identical=True, is_by_content=is_by_content)
    embedded = _compare_package(package, source.build_package(manuscript)) if package else []
    if is_by_content:
        from wsisc.verification import item_differences  # as above

        words = _changed_words(manuscript, content, format)
        return item_differences.compare_content(content, manuscript, expected, words, embedded, versions)
    return _compare_bytes(content, manuscript, expected, embedded, versions)


def _compare_bytes(
    content: bytes, manuscript: Manuscript, expected: bytes, embedded: list[Difference], versions: tuple[str, ...]
) -> Comparison:
    """Return a PDF or an HTML page that is not equal to the expected one, with what helps to find what was changed.

    An HTML page with the ends of lines of another system is no other page: every reader of HTML reads it alike.
    """
    from wsisc.verification import item_differences  # needed only if something differs

    format = detect_format(content)
    if format == "html" and content.replace(b"\r\n", b"\n") == expected:
        return Comparison(versions=versions, is_by_content=False)
    if format == "pdf":
        pdf_attachments.check_readable(content)
        places = _compare_page_words(manuscript, content, expected) if versions else []
    else:
        places = _changed_words(manuscript, content, format)
    places += [] if versions else item_differences.compare_surroundings(expected, content, format)
    has_other_words = bool(places)
    places += [*embedded, *item_differences.compare_items(expected, content, format, not versions)]
    if not (places or versions):
        no_others = t("no other words, notes, links or images were found: it looks different, or was stored again")
        is_page = format == "html"
        places = [item_differences.find_first_line(expected, content) if is_page else Difference(no_others)]
    changes = word_differences.unique(places)
    return Comparison(changes, versions=versions, has_other_words=has_other_words, is_by_content=False)


def find_other_versions(package: SourcePackage, format: str) -> tuple[str, ...]:
    """Return the versions that a package names, or does not name, that matter for a format and are not those here.

    Those of programs that nobody knows are among them: what a document claims is a closed list.
    """
    named, here = package.versions, source.tool_versions()
    unknown = [name for name in named if name not in here and not name.startswith("fonts ")]
    names = dict.fromkeys([*named, *here]) if format == "pdf" else dict.fromkeys([*_PRODUCERS, *unknown])
    return tuple(
        t("{name} {version} (here {here})", name=name, version=named[name], here=here.get(name) or t("none"))
        if named.get(name)
        else t("{name} (not recorded)", name=name)
        for name in names
        if named.get(name) != here.get(name)
    )


def _compare_package(carried: SourcePackage, expected: SourcePackage) -> list[Difference]:
    """Return which items of the package that a document carries are not the expected ones."""
    names = {"source": t("the source"), "call": t("the call"), "figures": t("the figures")}
    differing = [shown for name, shown in names.items() if getattr(carried, name) != getattr(expected, name)]
    if (carried.theme, carried.theme_text) != (expected.theme, expected.theme_text):
        differing.append(t("the theme"))
    return [Difference(t("embedded data: {what}", what=name)) for name in differing]


def _changed_words(manuscript: Manuscript, content: bytes, format: str) -> list[Difference]:
    """Return the places of a Word file or a page whose words are not those of the source."""
    if format == "pdf":
        return []
    if format == "docx":
        from wsisc.readers import word_text  # as above

        words = word_text.read_words(content)
    else:
        words = page_text.extract_words(content.decode("utf-8", "replace"))
    return word_differences.find_changed_places(manuscript.submission, outline.build(manuscript), words)


def _compare_page_words(manuscript: Manuscript, content: bytes, expected: bytes = b"") -> list[Difference]:
    """Return where the pages of a PDF do not have the words of its source, in order, in any layout.

    `expected` is the PDF of that source, which is built if its words are needed.
    """
    mark = "".join(manuscript.locale.wording["draft"].split()) if manuscript.draft else ""
    pages = pdf_text.read_pages(content)
    if not all(mark in "".join(page.split()) for page in pages):
        return [Difference(t("the pages: the mark of a draft is missing"))]
    if pdf_writer.is_in_order(manuscript, content):
        return []
    expected = expected or get_writer("pdf")(manuscript).finish()
    expected_pages = pdf_text.read_pages(expected)
    repeated = [" ".join(texts) for texts in pdf_writer.header_texts(manuscript.submission, outline.build(manuscript))]
    repeated += outline.running_head(manuscript)
    repeated += [fill(manuscript.locale.wording["page"], number="", total=len(expected_pages))]  # before 0.2.0: none
    repeated += [manuscript.locale.wording["draft"]] * manuscript.draft
    if changed := word_differences.find_changed_page_words(expected_pages, pages, repeated):
        return changed
    lost = pdf_writer.find_lost_words(manuscript, content)
    if not lost and pdf_writer.is_in_order(manuscript, expected):
        lost = t("they are in another order, or a page is empty")
    return [Difference(t("the words: {what}", what=lost))] if lost else []


def read_images(carried: Mapping[str, bytes], submission: Submission) -> LoadedFigures:
    """Return the images of a submission by the names of their figures; `carried` are their files in a document."""
    images = {}
    for name, figure in submission.figures.items():
        with contextlib.suppress(figures.FigureError, KeyError):
            images[name] = figures.read_image(figure.file, carried[figure.file])
    return LoadedFigures(images)
