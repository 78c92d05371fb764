"""The Markdown of a block is taken out of its text, with other names and without its indentation."""

import pytest

from wsisc.diff import word_tree
from wsisc.merge import wording

LINKS = {"home": "https://example.org/"}


def extracted(text, *path):
    node = word_tree.parse(text, word_tree.Names(LINKS)).descendant(path)
    return wording.extract_markdown(
        text, node, frozenset(LINKS), lambda kind, name: f"[{kind}:{name}]" if kind == "link" else f"{kind}:{name}"
    )


@pytest.mark.parametrize(
    ("text", "path", "markdown"),
    [
        ("See [it][home].[^n]\n\nMore.\n", (0,), "See [it][link:home].[^footnote:n]"),
        ("See [it][home].[^n]\n\nMore.\n", (1,), "More."),
        ("![map]\n", (0,), "![figure:map]"),
        ("> One\n> line.\n", (0, 0), "One line."),
        ("- item\n\n  - inner\n    words\n", (0, 0, 1), "- inner\n  words"),
        ("A\\\nb\nc\n", (0,), "A\\\nb c"),
    ],
)
def test_a_block_is_extracted_with_other_names(text, path, markdown):
    assert extracted(text, *path) == markdown


@pytest.mark.parametrize(
    ("text", "joined"),
    [("a\nb", "a b"), ("a\\\nb", "a\\\nb"), ("a\\\\\nb", "a\\\\ b"), ("a \n  b", "a b"), ("a\\\\\\\nb", "a\\\\\\\nb")],
)
def test_only_hard_breaks_stay_breaks(text, joined):
    assert wording.join_lines(text) == joined


def test_plain_text_is_escaped():
    assert wording.escape("a*b_c [d] <e> & #1! |x| `y` \\") == (
        "a\\*b\\_c \\[d\\] \\<e\\> \\& \\#1\\! \\|x\\| \\`y\\` \\\\"
    )
