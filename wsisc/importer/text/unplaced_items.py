"""What a Word file holds outside its text, or in a form that no submission has -> the items that report it.

Asides, struck and deleted words, comments, notes without a reference; and all components that no run has:
equations, fields, embedded parts, links on shapes, images in headers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from wsisc.importer.account.report import Fate, ItemCode, ReportItem
from wsisc.importer.account.word_accounting import (
    Ledger,
    RemovedText,
    is_page_furniture,
    is_removed,
    removed_text,
    run_components,
)
from wsisc.importer.text import comment_threads
from wsisc.importer.text.inline_collector import InlineCollector
from wsisc.messages import from_data_file, t
from wsisc.readers.perception import items
from wsisc.readers.word import components, threads, visibility
from wsisc.readers.word.components import BOUND_CONTROL, WITHOUT_WORDS, DescriptionKind
from wsisc.readers.word.content import (
    PAGE_MARGINS,
    Aside,
    AsideKind,
    Component,
    ComponentKind,
    all_paragraphs,
    paragraphs,
)
from wsisc.text.words import one_line

# Fields (ECMA-376, 17.16.5) whose words are those seen when the file was saved; others get them from elsewhere.
_STATIC_FIELDS = {
    *("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "TOC", "PAGEREF", "REF", "NOTEREF", "SEQ", "STYLEREF", "SYMBOL"),
    *("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "TC", "XE", "TA", "BIBLIOGRAPHY", "CITATION", "ADDIN", "LISTNUM"),
    *("QUOTE", "SET", "ADVANCE", "TITLE", "AUTHOR", "SUBJECT", "KEYWORDS", "COMMENTS", "FILENAME", "DOCPROPERTY", "EQ"),
}
_PAGE_REFERENCE = "PAGEREF"  # a table of contents has one for each line: all are one item
# Descriptions that an author wrote for readers; Word describes drawings by itself, and others are on no page.
_READ_BY_PEOPLE = {DescriptionKind.TOOLTIP, DescriptionKind.TABLE_TITLE, DescriptionKind.TABLE_DESCRIPTION}
# A tooltip that mail programs and Word add to a link by themselves.
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)\S+", re.IGNORECASE)
_UNHIDDEN = {AsideKind.UNHIDDEN_TEXT, AsideKind.UNHIDDEN_ROW}
_ASIDE_KINDS = {AsideKind.CHART, AsideKind.DIAGRAM, AsideKind.EMBEDDED}
# Embedded parts that hold no words, or whose words are read with the text.
_EMBEDDED_NAMES = {"rule": t("rule"), "drawing": t("drawing"), "macros": t("macros"), "chart": t("chart")}
_EMBEDDED_NAMES |= {"diagram": t("diagram"), "OLE object": t("OLE object")}
_PLACE_NAMES = {
    "header": t("header"), "footer": t("footer"), "note": t("note"), "text box": t("text box"), "comment": t("comment"),
    "shape": t("shape"), "deleted": t("deleted"), "hidden": t("hidden"),
}  # fmt: skip
_WITHOUT_WORDS = {"rule", "drawing", "WordArt", "macros"}
_MAX_HEADING_LETTERS = 60  # so much of a heading is enough to find a place


def report_unplaced(collector: InlineCollector) -> None:
    """Report what is outside the text."""
    ledger = collector.ledger
    original = ledger.original
    for id, blocks in ledger.cleaned.notes.items():
        if id not in collector.referenced_notes:
            for paragraph in paragraphs(blocks):
                ledger.report(paragraph, t("note without a reference"))
    for aside in original.asides:
        if not ledger.is_repeated(aside):
            ledger.items.append(_describe_aside(aside, collector.has_wsisc_styles))
    for removed in removed_text(original):
        if removed.text.strip():
            ledger.items.append(_describe_removed(removed))
    _report_comments(collector)
    _report_removed(ledger)
    _report_invisible_words(ledger)
    _report_components(ledger, collector)


def _describe_removed(removed: RemovedText) -> ReportItem:
    text = one_line(removed.text)
    if removed.is_struck:
        return ReportItem(t("struck text"), text, removed.words, code=ItemCode.STRUCK_TEXT)
    return ReportItem(t("deleted text"), text, removed.words, needs_person=False, code=ItemCode.DELETED_TEXT)


def _describe_aside(aside: Aside, has_wsisc_styles: bool) -> ReportItem:
    return ReportItem(
        from_data_file(aside.kind),
        aside.text,
        aside.word_count,
        _needs_person(aside, has_wsisc_styles),
        is_unread=aside.kind in _ASIDE_KINDS and not aside.word_count,
        code=ItemCode.UNSEEN_WORDS if aside.kind in _UNHIDDEN else ItemCode.ASIDE,
    )


def _needs_person(aside: Aside, has_wsisc_styles: bool) -> bool:
    """Return whether a person must look at an aside. Figures in headers and footers of others are page numbers."""
    is_page = aside.kind in PAGE_MARGINS and not has_wsisc_styles
    if aside.kind == AsideKind.COPIED_HEADING:
        return False
    return not aside.text or any(letter.isalpha() if is_page else letter.isalnum() for letter in aside.text)


def _report_comments(collector: InlineCollector) -> None:
    """Report the comments and their replies, also those that are under no part or section."""
    ledger = collector.ledger
    comments_by_id = {comment.id: comment for comment in ledger.original.comments}
    for comment in ledger.original.comments:
        start = comment_threads.thread_start(comment, comments_by_id)
        text = t("{kind}: {text}", kind=comment.author, text=comment.text)
        if comment.quote:
            text = t('{text} (on "{quote}")', text=text, quote=comment.quote)
        kind = t("comment") if start is comment else t("reply to {author}", author=start.author)
        ledger.items.append(ReportItem(kind, text, 0, not start.is_resolved, code=ItemCode.COMMENT))
        ledger.record_component(
            ComponentKind.COMMENT, comment.id, Fate.PLACED if start.id in collector.placed_comments else Fate.REPORTED
        )


def _report_removed(ledger: Ledger) -> None:
    """Report the images and links among struck and deleted words."""
    original = ledger.original
    for paragraph in all_paragraphs(original.blocks, original.notes):
        for run in filter(is_removed, paragraph.runs):
            is_struck = run.change is None
            for kind, name, _ in run_components(run, original.images):
                ledger.record_component(kind, name, Fate.REPORTED, 0)
                named = from_data_file(kind)
                where = (
                    t("{kind} in struck words", kind=named) if is_struck else t("{kind} in deleted words", kind=named)
                )
                ledger.note(where, f"{name} {run.text}", needs_person=is_struck)


def _report_invisible_words(ledger: Ledger) -> None:
    """Report the words that are imported, but that a reader of the page does not see, or sees otherwise."""
    headings = items.heading_texts(ledger.original)
    for (reason, heading), found in groupby(ledger.original.looks, key=lambda each: (each.unseen, each.heading)):
        words = one_line("".join(change.words for change in found))
        if reason and reason != visibility.Unseen.HIDDEN and words:
            is_turned = reason == visibility.Unseen.REVERSED
            shown = (
                t("words that Word shows in reverse")
                if is_turned
                else t("words hard to see in Word ({reason})", reason=reason)
            )
            has_letters = any(letter.isalnum() for letter in words)
            text = words + _under_heading(heading, headings)
            kind = t("{shown}, imported as text", shown=shown)
            ledger.note(kind, text, has_letters, code=ItemCode.UNSEEN_WORDS)


def _under_heading(heading: int, headings: Sequence[str]) -> str:
    """Return the place of words under the heading of a number, 0 if there is none; that of notes is negative."""
    if heading < 0:
        return t(" (in the notes)")
    return f' (under "{headings[heading][:_MAX_HEADING_LETTERS]}")' if 0 < heading < len(headings) else ""


def _report_components(ledger: Ledger, collector: InlineCollector) -> None:
    """Report the components that no run has, but those that are reported elsewhere."""
    unmatched_asides = Counter(aside.kind for aside in ledger.original.asides if aside.kind in _ASIDE_KINDS)
    for component in ledger.unread:
        if not components.is_expected(component) or component.kind == ComponentKind.COMMENT:
            continue
        fate = Fate.COVER if is_page_furniture(component) else Fate.REPORTED
        ledger.record_component(component.kind, component.name, fate, 0)
        is_called_nowhere = component.kind == ComponentKind.NOTE and component.name not in collector.referenced_notes
        if component.detail == "linked" or component.place == "mark of another note" or is_called_nowhere:
            continue  # it is reported with its words
        if component.place == "comment" and threads.is_address_in_words(component, ledger.original.comments):
            continue
        if unmatched_asides[component.name] > 0 and component.kind == ComponentKind.EMBEDDED:
            unmatched_asides[component.name] -= 1  # it was reported as an aside
        elif fate == Fate.REPORTED:
            kind, text, needs_person = _describe(component)
            is_unread = component.kind == ComponentKind.EMBEDDED and component.name not in _WITHOUT_WORDS
            code = ItemCode.IN_COMMENT if component.place == "comment" else ItemCode.OTHER
            if component.kind == ComponentKind.DESCRIPTION and component.name == DescriptionKind.ALTERNATIVE_TEXT:
                code = ItemCode.ALTERNATIVE_TEXT
            ledger.note(kind, text, needs_person or collector.has_wsisc_styles, is_unread, code=code)


def _describe_detail(detail: str) -> str:
    """Return what distinguishes a component further, after a comma; "" for nothing."""
    type = detail.removesuffix(components.CROPPED)
    shown = f", {type}" if type else ""
    return t("{detail}, cropped", detail=shown) if type != detail else shown


def _describe_field(component: Component, where: str, is_aside: bool) -> tuple[str, str, bool]:
    if component.name == BOUND_CONTROL or component.detail == WITHOUT_WORDS:
        kind = (
            t("content control, imported as it is in the file")
            if component.name == BOUND_CONTROL
            else t("field, not imported")
        )
        return t("{kind}{where}", kind=kind, where=where), component.text, not is_aside
    is_static = component.name in _STATIC_FIELDS or component.name.startswith("content control")
    return (
        t("field, imported as text{where}", where=where),
        component.name if component.name == _PAGE_REFERENCE else component.text or component.name,
        not is_static and not is_aside,
    )


def _describe(component: Component) -> tuple[str, str, bool]:
    """Return how a component is reported: its kind, its words, and whether a person has to look at it."""
    place = _PLACE_NAMES.get(component.place, component.place)
    where = "" if component.place in ("text", "file") else t(" ({place})", place=place)
    is_aside = component.place in (*PAGE_MARGINS, "deleted", "comment")
    if component.kind == ComponentKind.EQUATION:
        return t("equation, imported as plain text{where}", where=where), component.name, not is_aside
    if component.kind == ComponentKind.FIELD:
        return _describe_field(component, where, is_aside)
    if component.kind == ComponentKind.EMBEDDED:
        text = " ".join(words for words in (component.text, component.detail) if words)
        name = _EMBEDDED_NAMES.get(component.name, component.name)
        return t("{name}, not imported{where}", name=name, where=where), text, component.name != "rule"
    if component.kind == ComponentKind.DESCRIPTION:
        is_read = component.name in _READ_BY_PEOPLE and not _ADDRESS.fullmatch(component.text)
        return (
            t("{name}, not imported{where}", name=from_data_file(component.name), where=where),
            component.text,
            is_read and not is_aside,
        )
    if component.kind == ComponentKind.LINK:
        link = component.name
        if component.text:
            link = t("{link} (on: {text})", link=component.name, text=component.text)
        return t("link not imported{where}", where=where), link, not is_aside
    detail = _describe_detail(component.detail)
    return (
        t("{kind}{detail}, not imported{where}", kind=from_data_file(component.kind), detail=detail, where=where),
        component.text or component.name,
        not is_aside,
    )
