"""A reviewed file, read as a submission -> what in it has no place in one, as changes that are not made.

What stands outside all parts, and beside the text: in boxes, headers and the like.
"""

import re
from collections.abc import Iterator, Sequence

from wsisc import model
from wsisc.diff.change import Change
from wsisc.importer import ReportItem
from wsisc.model import Submission
from wsisc.readers.word.content import WordContent, paragraphs
from wsisc.readers.word.out_of_flow import UNHIDDEN_ROW, UNHIDDEN_TEXT

_REPORTED_ELSEWHERE = ("words hard to see", "words that Word shows", UNHIDDEN_TEXT, UNHIDDEN_ROW)
"""How kinds begin that are told of as changes of the text, and of how it looks."""
_WITHOUT_WORDS = ("note ", "second call", "superscript", "alternative text", "words ", "italics on")
"""How kinds begin of what is reported though its words have a place; the other kinds are counted as `components`."""


def find_outside_parts(theirs: Submission, reread_base: Submission | None) -> Iterator[Change]:
    """Yield what stands in the reviewed file where no part is."""
    if theirs.unplaced and not (reread_base and reread_base.unplaced == theirs.unplaced):
        pieces = [theirs.unplaced.text]
        for path, section in model.sections(theirs):
            pieces += [section.title, section.text] if path[0] == "unplaced" else []
        called = [name for piece in pieces for name in re.findall(r"\[\^([\w-]+)\]", piece)]
        pieces += [f"(footnote {name}) {theirs.footnotes[name]}" for name in called if name in theirs.footnotes]
        text = "\n\n".join(each.strip() for each in pieces if each.strip())
        reason = "it stands outside all parts"
        if text:
            words = " ".join(text.split())
            yield Change("added", "paragraph", (), "", words, None, "refused", proposal=text, reason=reason)


def find_beside_text(
    items: Sequence[ReportItem], sent_items: Sequence[ReportItem], content: WordContent, sent: WordContent | None
) -> Iterator[Change]:
    """Yield what stands in the reviewed file beside the text: in boxes, headers and the like.

    An aside that is a piece of a word, as hidden letters behind one, counts as no word. Struck words that were sent out
    are deleted ones; others were never in the file, so nothing else tells of them.
    """
    deleted = _document_words(sent) if sent else None
    asides = {(each.kind, each.text) for each in content.asides if each.text}
    for item in items:
        is_counted = item.words or item.kind.startswith(_WITHOUT_WORDS) or (item.kind, item.text) in asides
        is_told = item in sent_items or item.kind.startswith(_REPORTED_ELSEWHERE)
        if is_counted and item.needs_person and not is_told:
            if item.kind == "struck text" and (deleted is None or item.text in deleted):
                continue
            reason = "a submission has no place for it"
            remark = f"{item.kind}: {item.text}"
            yield Change("added", item.kind, (), "", item.text, None, "refused", reason=reason, remark=remark)


def _document_words(content: WordContent) -> str:
    """Return the words of a Word file, those of its notes behind."""
    blocks = (content.blocks, *content.notes.values())
    return " ".join(" ".join(each.text for found in blocks for each in paragraphs(found)).split())
