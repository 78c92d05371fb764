"""The rules: what may be wrong with a sound file, one module each, and the table of them.

A rule's code is its module's name in kebab-case. Its docstring has a summary, the reason, an example that
fails, one that passes, each laid over a minimal submission, and the authority it rests on.
"""

from collections.abc import Iterator
from typing import Protocol

from wsisc.call import Call
from wsisc.diagnostic import Finding, Severity
from wsisc.model import Submission
from wsisc.rules import (
    bare_reference,
    code_in_text,
    control_character,
    definition_in_text,
    duplicate_id,
    duplicate_name,
    fenced_div,
    footnote_called_twice,
    footnote_in_footnote,
    footnote_in_link,
    footnote_without_words,
    heading_in_text,
    image_in_text,
    inline_note,
    link_title,
    link_without_words,
    list_item_without_words,
    list_number,
    misplaced_figure,
    missing_alternative,
    missing_part,
    numbered_title,
    raw_html,
    table_row,
    thematic_break,
    too_much_markup,
    undefined_figure,
    undefined_footnote,
    undefined_link,
    unsafe_address,
    untidy_spaces,
    unused_figure,
    unused_footnote,
    unused_link,
    words_on_decoration,
)


class Rule(Protocol):
    """What a module of this folder offers."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity

    def check(self, submission: Submission, call: Call | None) -> Iterator[Finding]:
        """Yield what the rule finds. Without a call, rules that need one are silent."""
        ...


RULES: tuple[Rule, ...] = (
    bare_reference,
    code_in_text,
    control_character,
    definition_in_text,
    duplicate_id,
    duplicate_name,
    fenced_div,
    footnote_called_twice,
    footnote_in_footnote,
    footnote_in_link,
    footnote_without_words,
    heading_in_text,
    image_in_text,
    inline_note,
    link_title,
    link_without_words,
    list_item_without_words,
    list_number,
    misplaced_figure,
    missing_alternative,
    missing_part,
    numbered_title,
    raw_html,
    table_row,
    thematic_break,
    too_much_markup,
    undefined_figure,
    undefined_footnote,
    undefined_link,
    unsafe_address,
    untidy_spaces,
    unused_figure,
    unused_footnote,
    unused_link,
    words_on_decoration,
)
