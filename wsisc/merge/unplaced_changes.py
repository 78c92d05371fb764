"""A reviewed file, read as a submission -> its words without a place in a submission, as refused changes.

These are outside all parts, or outside the text: in text boxes, headers and the like.
"""

import re
from collections.abc import Iterator, Sequence

from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextSpan, Verdict
from wsisc.importer import ReportItem
from wsisc.importer.account.report import ItemCode
from wsisc.messages import t
from wsisc.readers.word.content import WordContent, all_paragraphs
from wsisc.source import model
from wsisc.source.model import Submission

# What is reported although its words have a place; `components` counts the others.
_WITH_PLACE = (
    ItemCode.ALTERNATIVE_TEXT,
    ItemCode.ITALICS,
    ItemCode.MOVED_NOTE,
    ItemCode.SUPERSCRIPT,
    ItemCode.UNPLACED_WORDS,
)


def find_outside_parts(theirs: Submission, reread_base: Submission | None) -> Iterator[Change]:
    """Yield the words of the reviewed file outside all parts."""
    if theirs.unplaced and not (reread_base and reread_base.unplaced == theirs.unplaced):
        pieces = [theirs.unplaced.text]
        for path, section in model.sections(theirs):
            pieces += [section.title, section.text] if path[0] == "unplaced" else []
        references = [name for piece in pieces for name in re.findall(r"\[\^([\w-]+)\]", piece)]
        pieces += [f"(footnote {name}) {theirs.footnotes[name]}" for name in references if name in theirs.footnotes]
        text = "\n\n".join(each.strip() for each in pieces if each.strip())
        reason = t("it is outside all parts")
        if text:
            words = " ".join(text.split())
            yield Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.PARAGRAPH,
                new=words,
                verdict=Verdict.REFUSED,
                proposal=text,
                reason=reason,
                received=(TextSpan(("unplaced",)),),
            )


def find_outside_text(
    items: Sequence[ReportItem], sent_items: Sequence[ReportItem], sent: WordContent | None
) -> Iterator[Change]:
    """Yield the words of the reviewed file outside the text: in text boxes, headers and the like.

    What was sent is not reported, such as a running head with a name that was changed on the cover. An aside is
    reported even if it has no whole word, such as hidden letters after one. Struck words that were sent are reported as
    deleted; others were never in the file, so they are reported here.
    """
    texts = (each.text for each in all_paragraphs(sent.blocks, sent.notes)) if sent else ()
    deleted = " ".join(" ".join(texts).split())
    known = {(item.kind, item.text) for item in sent_items}
    known |= {(str(aside.kind), aside.text) for aside in sent.asides} if sent else set()
    for item in items:
        is_counted = item.words or item.code in _WITH_PLACE or (item.code == ItemCode.ASIDE and item.text)
        is_reported = (item.kind, item.text) in known or item.code == ItemCode.UNSEEN_WORDS
        if is_counted and item.needs_person and not is_reported:
            if item.code == ItemCode.STRUCK_TEXT and (sent is None or item.text in deleted):
                continue
            reason = t("submissions do not support it")
            remark = t("{kind}: {text}", kind=item.kind, text=item.text)
            yield Change(
                action=ChangeAction.ADDED,
                kind=ChangeKind.COMPONENT,
                label=item.kind,
                new=item.text,
                verdict=Verdict.REFUSED,
                reason=reason,
                remark=remark,
                received_origins=(item.origin,),
            )
