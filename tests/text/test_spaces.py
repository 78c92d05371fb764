"""Texts on one line."""

from wsisc.text.spaces import one_line, title_line


def test_spaces_that_allow_no_line_break_stay_in_a_title_alone():
    assert title_line(" Part\n  2\u00a0000 \t of\u202f: ") == "Part 2\u00a0000 of\u202f:"
    assert one_line(" Part\n  2\u00a0000 \t of ") == "Part 2 000 of"
