"""A Word file, its import, and the check of that -> the same file with a comment for each finding.

`annotate` does the whole review after the check, without reading or writing files.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from wsisc.calls import call as calls
from wsisc.calls import schema
from wsisc.document.prose import part_ids
from wsisc.messages import localization, t
from wsisc.messages.diagnostic import DataPath, Diagnostic, Span, WsiscError
from wsisc.ooxml.builders import CommentLine, FreeIds, next_id
from wsisc.ooxml.names import W
from wsisc.ooxml.word_package import WordPackage
from wsisc.pipeline import CheckResult
from wsisc.report import CheckedFile
from wsisc.review import (
    comment_marks,
    comment_text,
    misread_fields,
    own_comments,
    rewording,
    run_splitting,
    seal,
    summary,
    tracked_fixes,
)
from wsisc.review.foreign_file import find_headings, is_certain
from wsisc.review.import_account import Origin
from wsisc.review.labels import describe_place
from wsisc.review.own_comments import KeptComment
from wsisc.review.paragraph_texts import TextParagraph, read_paragraphs
from wsisc.review.placement import Heading, Placed, PlacedText
from wsisc.review.tracked_fixes import PlacedEdit
from wsisc.source.model import Submission
from wsisc.text.sanitize import sanitize

_NO_PLACE = Span(1, 1, 1, 1)
_OPEN_COMMENT = "open-comment"  # the comment is in the file itself, for whoever opens it


@dataclass(frozen=True)
class ReviewedDocument:
    """A Word file with comments, its diagnostics in its own words, and the numbers of comments and of changes.

    `notes` are sentences on the whole file, such as that its signature is not valid in the copy.
    """

    content: bytes
    checked_file: CheckedFile
    comments: int
    changes: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Text:
    """The paragraphs of a package, and what of a submission is in them.

    `part` is the label of a part of the call, as an example.
    """

    package: WordPackage
    paragraphs: Sequence[TextParagraph]
    placed: PlacedText
    part: str = ""

    def reword(self, diagnostic: Diagnostic, place: str) -> Diagnostic:
        """Return a diagnostic in the words of a person who has this file."""
        words = misread_fields.count_other_words(self.placed.submission, [*self.placed.misread.values()])
        is_headed = part_ids(diagnostic.path) in self.placed.headed
        return rewording.reword(diagnostic, place, words, self.part, is_headed=is_headed)

    def address_of(self, placed: Placed) -> int | None:
        """Return the address of the paragraph of a diagnostic, None if it has no place."""
        return self.paragraphs[placed.stretch.paragraph].address if placed.stretch else None

    @cached_property
    def document(self) -> etree._Element:
        """The root of the text."""
        return self.package.root(self.package.main_part)

    @cached_property
    def has_endnotes(self) -> bool:
        """Whether comments may have their references apart from their words."""
        return comment_marks.has_endnotes(self.document)

    @cached_property
    def references(self) -> Mapping[str, etree._Element]:
        """The references to notes, by the notes."""
        return comment_marks.find_references(self.document)


def annotate(
    content: bytes, origin: Origin, checked: CheckResult, name: str, fixed: Submission | None = None,
    comment_language: str = "",
) -> ReviewedDocument:  # fmt: skip
    """Return a Word file with comments on the diagnostics of its submission.

    `checked` is the check of what was imported from it, or of what it was built from; `name` is the file in
    diagnostics. `fixed` is the submission after the safe fixes, which become tracked changes; None for comments alone.
    The comments are in `comment_language`, "" for that of the file; in English where it has no catalogue.

    Raises WsiscError if the submission cannot be read, such as one with too much text.
    """
    package, submission = WordPackage(content), checked.submission
    if submission is None:
        first = checked.diagnostics[0]
        raise WsiscError(
            t("{name} cannot be checked: {message}", name=name, message=first.message), first.hint, exit_code=2
        )
    checked = misread_fields.add_misread(checked, origin.misread)
    language = comment_language or submission.language
    language = language if language in localization.languages() else localization.ENGLISH
    text = _read_text(package, origin, checked, submission)
    with localization.use_language(language):
        return _annotate(text, origin, checked, name, fixed)


def _annotate(
    text: _Text, origin: Origin, checked: CheckResult, name: str, fixed: Submission | None
) -> ReviewedDocument:
    edits = _find_edits(text, fixed) if fixed else []
    placed = _place_all(text, checked)
    if origin.decisions is not None:
        headings = find_headings(origin)
        pairs = [
            (finding, original)
            for finding, original in zip(placed, checked.diagnostics, strict=True)
            if is_certain(finding, origin, is_heading=text.address_of(finding) in headings)
        ]
        placed = [finding for finding, _ in pairs]
        checked = checked._replace(diagnostics=tuple(original for _, original in pairs))
        edits = tracked_fixes.select_explained(edits, placed, text.placed)
    suggested, others = tracked_fixes.divide(placed, text.placed, edits)
    kept = Counter(own_comments.find_kept(text.package))
    commented = [finding for finding in others if _needs_comment(finding, text, kept)]
    assumed_call = checked.call if origin.is_assumed else None
    notes = tuple(summary.describe_file(text.package, assumed_call, is_language_known=origin.is_language_known))
    overview = summary.Overview(
        origin.decisions or (), text.placed.headed, notes, origin.left_out,
        [finding for finding in placed if not finding.stretch],
        [finding.diagnostic for finding in suggested], len(edits),
    )  # fmt: skip
    report = _describe(zip(placed, checked.diagnostics, strict=True), text, name)
    has_place = not all(paragraph.note for paragraph in text.paragraphs)  # a file without a paragraph has none
    if has_place:
        _write(text, summary.summarize(overview, checked), commented, edits)
    return ReviewedDocument(seal.write_sealed(text.package), report, len(commented) + has_place, len(edits), notes)


def _read_text(package: WordPackage, origin: Origin, checked: CheckResult, submission: Submission) -> _Text:
    parts = {kind: part for kind in ("footnotes", "endnotes") if (part := package.find_part(kind))}
    names = {"document": package.main_part, **parts}
    content, texts, origins, figures = origin.addresses
    paragraphs = list(read_paragraphs(content, {kind: package.root(name) for kind, name in names.items()}))
    words = _find_headings(origin, checked, submission.language)
    headings = {path: Heading(words[path], place) for path, place in origins.items() if path in words}
    misread = {misread_fields.PATHS[value.key]: value for value in origin.misread}
    placed = PlacedText(submission, paragraphs, texts, headings, figures, misread)
    return _Text(package, paragraphs, placed, summary.name_a_part(checked))


def _find_headings(origin: Origin, checked: CheckResult, language: str) -> Mapping[DataPath, str]:
    """Return the words of the headings of parts, by the paths of the parts."""
    if origin.decisions is None:
        call = checked.call
        if call is None:
            return {}
        language = call.wording_language(language)
        return {("parts", *ids): part.heading(language) for ids, part in calls.parts(call) if part.is_headed}
    headings: dict[DataPath, str] = {}
    for decision in origin.decisions:
        if decision.part:
            headings.setdefault(("parts", *decision.part), decision.heading)
    return headings


def _find_edits(text: _Text, fixed: Submission) -> list[PlacedEdit]:
    after = PlacedText(fixed)
    return tracked_fixes.place_edits(tracked_fixes.find_edits(text.placed, after), text.placed)


def _needs_comment(placed: Placed, text: _Text, kept: Counter[KeptComment]) -> bool:
    """Return whether a diagnostic gets a comment: not one that an answered comment of an earlier review has."""
    if placed.stretch is None or placed.diagnostic.code == _OPEN_COMMENT:
        return False
    paragraph = text.paragraphs[placed.stretch.paragraph]
    if kept:
        reference = text.references.get(paragraph.note)
        holder = next(reference.iterancestors(f"{W}p"), None) if reference is not None else paragraph.element
        lines = [sanitize(line.text) for line in _describe_comment(text, placed)]
        same = KeptComment("\n".join(lines), holder)
        kept[same] -= 1
        return kept[same] < 0
    return True


def _describe_comment(text: _Text, placed: Placed) -> list[CommentLine]:
    in_note = bool(placed.stretch and text.paragraphs[placed.stretch.paragraph].note)
    return comment_text.describe(placed, in_note=in_note, is_apart=text.has_endnotes)


def _place_all(text: _Text, checked: CheckResult) -> list[Placed]:
    """Return the diagnostics of a check in the words of the file, each with its place."""
    submission = text.placed.submission
    composed = schema.load(checked.call, submission.language)
    placed = []
    for diagnostic in checked.diagnostics:
        label = describe_place(composed, submission, diagnostic.path, list(submission.footnotes))
        placed.append(text.placed.place(text.reword(diagnostic, label)._replace(label=label)))
    return placed


def _describe(diagnostics: Iterable[tuple[Placed, Diagnostic]], text: _Text, name: str) -> CheckedFile:
    """Return the diagnostics with their places in the file: a line of it is a paragraph."""
    described = []
    for finding, diagnostic in diagnostics:
        span, words = _NO_PLACE, ""
        if finding.stretch:
            number, start, end = finding.stretch
            span = Span(number + 1, start + 1, number + 1, end + 1)
            words = text.paragraphs[number].text[start:end] or finding.quote
        label = finding.diagnostic.label
        shown = text.reword(diagnostic, label)._replace(label=label)
        described.append(shown._replace(file=name, span=span, words=" ".join(words.split())))
    lines = [paragraph.text.replace("\n", " ").replace("\t", " ") for paragraph in text.paragraphs]
    return CheckedFile(name, lines, tuple(sorted(described, key=lambda diagnostic: (diagnostic.span, diagnostic.code))))


def _write(text: _Text, lines: Sequence[CommentLine], commented: Sequence[Placed], edits: Sequence[PlacedEdit]) -> None:
    """Write the comments and changes into the parts of a package."""
    root, is_new = _comments_root(text.package)
    number = next_id(root, 0)
    ids = {root: FreeIds(root) for root in {paragraph.root for paragraph in text.paragraphs}}
    _split(text, commented, edits, ids)
    comment_text.add_comment(root, number, lines)
    in_order = sorted(commented, key=lambda finding: finding.stretch or (0, 0, 0))
    for at, placed in enumerate(in_order, number + 1):
        assert placed.stretch
        paragraph = text.paragraphs[placed.stretch.paragraph]
        comment_text.add_comment(root, at, _describe_comment(text, placed))
        if paragraph.note:
            _mark_reference(text, paragraph, at)
        else:
            comment_marks.mark_stretch(paragraph, placed.stretch.start, placed.stretch.end, at)
    _mark_summary(text, number)
    comment_marks.move_after_endnotes(text.document, number)
    for edit in edits:
        paragraph = text.paragraphs[edit.stretch.paragraph]
        tracked_fixes.write_edit(paragraph, edit, ids[paragraph.root])
    if is_new:
        text.package.add_part("comments", root)


def _comments_root(package: WordPackage) -> tuple[etree._Element, bool]:
    """Return the root of the comments of a package, and whether it has none yet."""
    name = package.find_part("comments")
    return (package.root(name), False) if name else (comment_text.create_root(), True)


def _split(
    text: _Text, commented: Sequence[Placed], edits: Sequence[PlacedEdit], ids: Mapping[etree._Element, FreeIds]
) -> None:
    """Split the runs where comments and changes begin and end."""
    offsets: dict[int, list[int]] = {}
    stretches = [
        finding.stretch
        for finding in commented
        if finding.stretch and not text.paragraphs[finding.stretch.paragraph].note
    ]
    for stretch in [*stretches, *(edit.stretch for edit in edits)]:
        offsets.setdefault(stretch.paragraph, []).extend((stretch.start, stretch.end))
    for number, positions in offsets.items():
        run_splitting.split_runs(text.paragraphs[number], positions, ids[text.paragraphs[number].root])


def _mark_reference(text: _Text, paragraph: TextParagraph, number: int) -> None:
    """Mark the reference to the note of a paragraph, otherwise the beginning of the text."""
    reference = text.references.get(paragraph.note)
    if reference is None:
        return _mark_summary(text, number)
    return comment_marks.mark_element(reference, number)


def _mark_summary(text: _Text, number: int) -> None:
    """Mark the first paragraph with words, for what is about the whole file."""
    paragraphs = [paragraph for paragraph in text.paragraphs if not paragraph.note]
    if first := next(
        (paragraph for paragraph in paragraphs if paragraph.text.strip()), paragraphs[0] if paragraphs else None
    ):
        comment_marks.mark_paragraph(first.element, number)
