"""Escaping by type: what is plain stays plain, what is Markdown stays Markdown."""

import pytest

from tests import strategies
from tests.conftest import FEATURES, build, minimal
from wsisc import source
from wsisc.writers.markdown import Markdown, escape


def render(data):
    return build(data, "md").decode()


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"), ("1990. That", r"1990\. That"), ("1) a", r"1\) a"), ("a 1) b", "a 1) b"), ("- a", r"\- a"),
        ("::: a", r"\::: a"), ("a: b - c + d = e", "a: b - c + d = e"), ("a\nb", "a\\\nb"), ("{{ x }}", r"\{\{ x \}\}"), ("\u212b", "&#8491;"),
        ("it's \"so\" (and so)", "it's \"so\" (and so)"),
    ],
)  # fmt: skip
def test_a_plain_string_is_escaped(text, escaped):
    assert escape(text) == escaped


def test_markdown_is_not():
    assert escape(Markdown("*a*")) == "*a*"


def test_no_text_is_ever_a_template():
    text = render(minimal({"title": "{{ 7 * 7 }} {% raw %}", "parts": {"one": {"text": "{{ 7 * 7 }} {# gone #}"}}}))
    assert "49" not in text
    assert "{{ 7 * 7 }} {# gone #}" in text


def test_an_authors_text_stands_as_it_was_written():
    text = "A *text*, as [written][a],\nwith lines  \nand\n\n- lists\n\n> and quotations"
    assert text in render(minimal({"parts": {"one": {"text": text}}, "links": {"a": "https://example.org/"}}))


def test_every_line_of_a_footnote_belongs_to_it():
    text = render(minimal({"parts": {"one": {"text": "a[^n]"}}, "footnotes": {"n": "One.\n\nTwo\nlines.\n"}}))
    assert "[^n]: One.\n\n    Two\n    lines.\n" in text


def test_the_nasty_title_is_one_line():
    assert escape(strategies.NASTY).count("\n") == 0


def test_a_figure_is_an_image_and_its_caption():
    text = render(source.read(FEATURES.read_bytes(), "features.yaml").data)
    assert "![Bar chart of schools connected, rising from 60 in 2018 to 205 in 2022](<figures/chart.png>)" in text
    assert "Schools \\*connected\\* \\& more: 2018-2022 ..." in text
    assert "![chart]" not in text
