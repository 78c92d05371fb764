"""The limits of rich texts: what only the parser can count is never missed without it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsisc.source.markup import limits, richtext

DEEP = limits.MAX_NESTING + 1
CONTAINERS = {"bullets": ("- ", "  "), "numbers": ("1) ", "   "), "quotations": ("> ", "> "), "wide": ("10. ", "    ")}


def nested(markers):
    """Return a text whose lines each open one more list or quotation than the line above."""
    lines, before = [], ""
    for first, following in markers:
        lines.append(f"{before}{first}words")
        before += following
    return "\n\n".join(lines) + "\n"


def is_beyond(text):
    return any(problem.kind == "budget" for problem in richtext.parse(text).problems)


@pytest.mark.parametrize("name", CONTAINERS)
def test_nesting_over_many_lines_is_left_to_the_parser(name):
    text = nested([CONTAINERS[name]] * DEEP)
    assert is_beyond(text)
    assert limits.find_excess(text) or limits.needs_parser(text)


def test_any_mixture_of_containers_is_left_to_the_parser():
    for pair in itertools.product(CONTAINERS.values(), repeat=2):
        text = nested([*pair * DEEP][:DEEP])
        assert not is_beyond(text) or limits.find_excess(text) or limits.needs_parser(text), text


@given(
    st.lists(
        st.sampled_from(["> ", ">", "- ", "-", "1) ", "  ", "\t", "a", "\n", "\n\n", "| a |\n|---|\n"]), max_size=60
    )
)
def test_what_the_parser_refuses_is_not_missed(pieces):
    text = "".join(pieces)
    assert not is_beyond(text) or limits.find_excess(text) or limits.needs_parser(text)


def test_ordinary_prose_needs_no_parser():
    assert not limits.needs_parser(
        "A paragraph, with a **bold** word.\n\n1) One item,\n2) and another.\n\n> A quotation.\n"
    )
