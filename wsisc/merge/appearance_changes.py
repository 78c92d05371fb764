"""The formatting of a reviewed and of a sent Word file -> what a reviewer formatted that no submission can hold.

Many people comment by highlighting; hidden words, and words in the colour of the page, are not seen at all. What a
program rewrites when it saves a file is no change: only what runs set themselves, beyond their styles, is compared.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from wsisc.diff.change import Change, ChangeAction, ChangeKind, Verdict
from wsisc.diff.sides import Sides
from wsisc.importer import ReportItem
from wsisc.importer.account.report import ItemCode
from wsisc.merge.letter_places import ImportedWordFile
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.readers.perception.differences import excerpt
from wsisc.readers.word import content as word
from wsisc.readers.word import runs, visibility
from wsisc.readers.word.content import AsideKind, ComponentKind, FormattingChange, Look, Numbering, WordContent
from wsisc.readers.word.origins import NOWHERE, paragraph_of
from wsisc.text.words import find_words, one_line

# Run properties of Word (ECMA-376-1, 17.3.2) that people use to say something, and their names in reports.
_PROPERTY_NAMES = {
    "highlight": "highlight",
    "fill": "highlight",
    "color": "colour",
    "u": "underline",
    "sz": t("font size"),
}
# Values that look like ordinary text; programs write them in when they save a file.
_DEFAULTS = {"color=auto", "color=000000", "fill=auto", "fill=ffffff", "highlight=none", "u=none"}
_LINK_PROPERTIES = ("color=", "u=")  # what programs set on links themselves
_HIDDEN = (AsideKind.HIDDEN_TEXT, AsideKind.HIDDEN_ROW)
_UNHIDDEN: dict[str, ChangeKind] = {
    AsideKind.UNHIDDEN_TEXT: ChangeKind.WORDS,
    AsideKind.UNHIDDEN_ROW: ChangeKind.ROW,
}
_HIDDEN_REASON = t("hidden in the Word file; the submission keeps them")
_NO_PLACE_REASON = t("submissions do not support it")


def find_sent_hidden_words(content: WordContent, sent: WordContent | None) -> frozenset[str]:
    """Return the hidden texts of a reviewed file whose words were sent out and are not shown elsewhere in it.

    Hidden references to notes are among them, by their names: hidden with their style, as when a reviewer formats the
    numbers of notes, they would seem to be deleted, and their notes with them.
    """
    missing = _count_words(sent) - _count_words(content) if sent else Counter()
    hidden = set()
    for each in content.asides:
        words = Counter(find_words(each.text)) if each.kind in _HIDDEN else Counter[str]()
        if words and words <= missing:
            missing -= words
            hidden.add(each.text)
    count = len(_list_references(sent)) - len(_list_references(content)) if sent else 0
    return frozenset({*hidden, *map(runs.name_hidden_note, _list_hidden_notes(content)[: max(count, 0)])})


def _list_references(content: WordContent) -> list[str]:
    every = word.all_paragraphs(content.blocks, content.notes)
    return [run.note for paragraph in every for run in paragraph.runs if run.note]


def _list_hidden_notes(content: WordContent) -> list[str]:
    return [each.name for each in content.components if (each.kind, each.place) == (ComponentKind.NOTE, "hidden")]


def _count_words(content: WordContent) -> Counter[str]:
    every = word.all_paragraphs(content.blocks, content.notes)
    return Counter(found for each in every for found in find_words(each.text))


def find_changes(reviewed: ImportedWordFile, sent: WordContent | None, sides: Sides) -> Iterator[Change]:
    """Yield the words that are newly hidden, hard to see, or formatted in a way that no submission can hold."""
    for aside in reviewed.content.asides:
        if kind := _UNHIDDEN.get(aside.kind):
            yield _describe_hidden(kind, aside.text, reviewed.find_in_ours(aside.origin, sides))
    for id in sorted({*_list_hidden_notes(reviewed.content)} & {*_list_references(reviewed.content)}):
        paragraphs = [*word.paragraphs(reviewed.content.notes.get(id, ()))]
        words = one_line(" ".join(paragraph.text for paragraph in paragraphs))
        origin = next((origin for paragraph in paragraphs for origin in paragraph.origins), NOWHERE)
        yield _describe_hidden(ChangeKind.FOOTNOTE_REFERENCE, words, reviewed.find_in_ours(origin, sides))
    known = Counter((each.words, each.own, each.unseen) for each in sent.looks) if sent else Counter()
    links = [one_line(each.text) for each in reviewed.content.components if each.kind == ComponentKind.LINK]
    for look in reviewed.content.looks:
        words = one_line(look.words)
        if not words or known[look.words, look.own, look.unseen] > 0:
            known[look.words, look.own, look.unseen] -= 1
            continue
        place = reviewed.find_in_ours(look.origin, sides)
        change = _change_of_look(look, words, place, any(words in each for each in links))
        if change is not None:
            yield _add_author(change, look, reviewed.content.formatting_changes)


def _describe_hidden(kind: ChangeKind, words: str, path: DataPath) -> Change:
    return Change(
        action=ChangeAction.HIDDEN,
        kind=kind,
        path=path,
        old=words,
        verdict=Verdict.REFUSED,
        quote=words,
        reason=_HIDDEN_REASON,
        remark=t("hidden in the Word file: {text}", text=words),
    )


def find_renumbered(reviewed: ImportedWordFile, sent: WordContent | None, sides: Sides) -> Iterator[Change]:
    """Yield the lists that began with 1 and begin with another number now: the numbers of a submission follow."""
    sent_items = [*_list_items(sent)] if sent else []
    began = {words: item for words, item, before, _ in sent_items if item.number == 1 and not before}
    lists = {words: item.list_id for words, item, _, _ in sent_items}
    for words, item, before, origin in _list_items(reviewed.content):
        was = began.pop(words, None)
        # After an item of its own list it was moved, after a new item it is not the first one any more.
        is_first = not before or (before in lists and lists[before] != lists.get(words))
        if was and item.number > 1 and is_first:
            place = reviewed.find_in_ours(origin, sides)
            values = {"what": f'"{excerpt(words)}"', "now": item.marker, "was": was.marker}
            remark = t("list number of {what} is {now}, before: {was}", **values)
            yield Change(
                action=ChangeAction.CHANGED,
                kind=ChangeKind.LIST_NUMBER,
                detail=t("of {what} is {now}, before: {was}", **values),
                path=place,
                verdict=Verdict.REFUSED,
                quote=words,
                reason=_NO_PLACE_REASON,
                remark=remark,
            )


def find_lost_headings(reviewed: ImportedWordFile, sent_items: Sequence[ReportItem], sides: Sides) -> Iterator[Change]:
    """Yield the new headings that an import made something else: paragraphs, or headings of another level."""
    known = {(item.kind, item.text) for item in sent_items}
    for item in reviewed.result.report.items:
        if item.code == ItemCode.LOST_HEADING and (item.kind, item.text) not in known:
            yield Change(
                action=ChangeAction.LOST,
                kind=ChangeKind.HEADING_STYLE,
                path=reviewed.find_in_ours(item.origin, sides),
                old=item.text,
                verdict=Verdict.FORM,
                reason=item.kind,
            )


def _list_items(content: WordContent) -> Iterator[tuple[str, Numbering, str, int]]:
    """Yield the numbered items: words, number, the words of the item before it in its list, and the first address."""
    last: dict[tuple[str, int], tuple[int, str]] = {}
    for paragraph in word.paragraphs(content.blocks):
        item = paragraph.numbering
        if item and item.number and not paragraph.outline:
            words = one_line(paragraph.text)
            number, before = last.get((item.list_id, item.level), (0, ""))
            origin = next(iter(paragraph.origins), NOWHERE)
            yield words, item, before if number == item.number - 1 else "", origin
            last[item.list_id, item.level] = item.number, words


def _change_of_look(look: Look, words: str, place: DataPath, is_link: bool) -> Change | None:
    """Return the change to report for the formatting of words, None if there is none; its detail names the words."""
    what = f'"{excerpt(words)}"'
    if look.unseen and look.unseen != visibility.Unseen.HIDDEN:
        if not any(each.isalnum() for each in words):
            return None
        is_reversed = look.unseen == visibility.Unseen.REVERSED
        kind, reason = (ChangeKind.IN_REVERSE, "") if is_reversed else (ChangeKind.HARD_TO_SEE, look.unseen)
        unseen = t("words hard to see in Word ({reason})", reason=reason)
        remark = t("{kind}: {text}", kind=t("words that Word shows in reverse") if is_reversed else unseen, text=words)
        return Change(
            action=ChangeAction.HIDDEN,
            kind=kind,
            detail=what,
            path=place,
            verdict=Verdict.REFUSED,
            quote=words,
            reason=reason,
            remark=remark,
        )
    own = [
        each
        for each in look.own.split()
        if each not in _DEFAULTS and not (is_link and each.startswith(_LINK_PROPERTIES))
    ]
    names = dict.fromkeys(_PROPERTY_NAMES[name] for each in own if (name := each.partition("=")[0]) in _PROPERTY_NAMES)
    if not names or look.unseen:
        return None
    properties = ", ".join(names)
    remark = t("formatting not merged: {kind} on: {words}", kind=properties, words=words)
    return Change(
        action=ChangeAction.FORMATTED,
        kind=ChangeKind.FORMATTING,
        label=properties,
        detail=t("on {what}", what=what),
        path=place,
        verdict=Verdict.REFUSED,
        quote=words,
        reason=_NO_PLACE_REASON,
        remark=remark,
    )


def _add_author(change: Change, look: Look, formatting: tuple[FormattingChange, ...]) -> Change:
    """Return a change of formatting with its author, if it was tracked: on these words of that paragraph."""
    paragraph, words = paragraph_of(look.origin), one_line(look.words)
    on_paragraph = (each for each in formatting if each.words and paragraph_of(each.start) == paragraph)
    tracked = next((each for each in on_paragraph if one_line(each.words) in words), None)
    return change.with_author(tracked.author, tracked.date) if tracked else change
