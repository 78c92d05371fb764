"""Changes, some of which were refused -> removals of moved words whose insertion failed, which would lose them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit, Verdict
from wsisc.merge import thresholds

# Footnote references, targets of links and numbers of items in Markdown.
_NOT_WORDS = re.compile(r"\[\^[^\]]*\]|(?<=\])(?:\[[^\]]*\]|\([^)]*\))|(?<!\S)\d+[.)](?!\S)")


def find_lost(changes: Sequence[Change]) -> set[int]:
    """Return the indexes of clean removals whose words or figures are in an addition that was not applied."""
    unmade = [change for change in changes if change.new and change.verdict in (Verdict.REFUSED, Verdict.CONFLICT)]
    has_figure = any("![" in change.proposal for change in unmade)
    texts = [(_letters_and_digits(change.old), _letters_and_digits(change.new)) for change in unmade]
    sections = [
        f" {_spaced_words(change.new)} " for change in unmade if change.kind == ChangeKind.SECTION and not change.old
    ]
    return {
        index
        for index, change in enumerate(changes)
        if unmade and change.verdict == Verdict.CLEAN and change.action != ChangeAction.ADDED and not change.new
        if (has_figure and change.kind == ChangeKind.FIGURE) or (change.old and _is_among(change.old, texts, sections))
    }


def join_enclosed(changes: Sequence[Change], results: Sequence[Change]) -> list[Change] | None:
    """Return changes in which a removal around an addition that was not applied is one with it; None if none is.

    Who removes an item alone leaves the items below it where they were: they are no words that were removed.
    """
    for index, removal in enumerate(results):
        if removal.verdict != Verdict.CLEAN or removal.new or not isinstance(removal.edit, TextEdit):
            continue
        for at, added in enumerate(results):
            old, new = _spaced_words(removal.old), _spaced_words(added.new)
            is_within = bool(new) and old != new and f" {new} " in f" {old} "
            is_unmade = added.verdict == Verdict.REFUSED and isinstance(added.edit, TextEdit) and not added.old
            if is_unmade and is_within and added.path == removal.path:
                joined = replace(removal, action=ChangeAction.CHANGED, new=added.new, proposal=added.proposal)
                joined = replace(joined, verdict=Verdict.REFUSED, reason=added.reason)
                pairs = enumerate(changes)
                return [joined if place == index else change for place, change in pairs if place != at]
    return None


def _is_among(old: str, unmade: Sequence[tuple[str, str]], sections: Sequence[str]) -> bool:
    """Return whether words are in texts that were not applied; in new sections even a few words count."""
    words, spaced = _letters_and_digits(old), _spaced_words(old)
    is_long = len(words) >= thresholds.MOVED_CHARACTERS
    is_within = bool(spaced) and any(f" {spaced} " in section for section in sections)
    is_text = any(words == new or (is_long and words in new and words not in old_text) for old_text, new in unmade)
    return is_within or (bool(words) and is_text)


def _spaced_words(text: str) -> str:
    """Return the words of a text or its Markdown, separated by single spaces."""
    return " ".join(re.findall(r"[^\W_]+", _NOT_WORDS.sub(" ", text)))


def _letters_and_digits(text: str) -> str:
    """Return the letters and digits of a text or its Markdown, without the numbers of items."""
    return re.sub(r"[\W_]+", "", _NOT_WORDS.sub(" ", text))
