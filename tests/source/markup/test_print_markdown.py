"""A tree -> Markdown that is parsed as the same tree."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import EXAMPLES
from tests.importer import made_up
from wsisc import source
from wsisc.source import model
from wsisc.source.markup import marked_text, richtext, tree
from wsisc.source.markup.print_markdown import MarkdownWriter, print_blocks


def print_and_parse(blocks, names):
    """Return what blocks are parsed as once they are printed, and the kinds of what is forbidden in it."""
    writer = MarkdownWriter(names, lambda kind, text, needs_person: None)
    parsed = richtext.parse(print_blocks(blocks, writer), frozenset(names.values()))
    return marked_text.canonical(parsed.blocks, writer.links), [problem.kind for problem in parsed.problems]


@given(st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_tree_is_printed_and_parsed_as_itself(data):
    writer = MarkdownWriter(made_up.ADDRESSES, lambda kind, text, needs_person: None)
    blocks = data.draw(made_up.nodes(["a", "b"], ["chart", "photo"]))
    blocks = marked_text.canonical(tree.replace_inlines(blocks, writer.normalize))
    assert print_and_parse(blocks, made_up.ADDRESSES) == (blocks, [])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_text_of_the_examples_is_printed_and_parsed_as_itself(path):
    submission = model.from_data(source.read(path.read_bytes(), str(path)).data)
    names = {address: name for name, address in submission.links.items()}
    for _, text in model.rich_texts(submission):
        blocks = marked_text.canonical(richtext.parse(text, frozenset(submission.links)).blocks, submission.links)
        assert print_and_parse(blocks, names) == (blocks, [])


def test_a_list_in_an_item_that_begins_with_another_number_than_1_remains_a_list():
    blocks = marked_text.canonical(richtext.parse("- One.\n\n  5) Five.\n", frozenset()).blocks, {})
    assert print_and_parse(blocks, {}) == (blocks, [])
    assert blocks[0].children[0].children[1].first == 5
