"""No word of a YAML file goes without a diagnostic: what YAML takes for a comment though its author hardly did."""

import pytest

from wsisc import source
from wsisc.messages.diagnostic import Severity
from wsisc.source import yaml_parser


def read(text):
    return source.read(text.encode(), "file.yaml")


def lost_words(text):
    """Return where words are lost, and whether that is an error."""
    found = read(text).diagnostics
    assert {each.code for each in found} <= {"lost-words"}
    return [(each.span.line, each.span.column, each.severity == Severity.ERROR) for each in found]


@pytest.mark.parametrize(
    ("text", "line", "column", "is_error"),
    [
        ("title: A plan\n  #2 is lost\n", 2, 3, True),
        ("title: A plan\n #2 is lost\n", 2, 2, True),
        ("title: A plan\n  that goes on\n  #2 is lost\n", 3, 3, True),
        ("title: A plan\n  # so it is lost\n", 2, 3, True),
        ("title: Plan\n  # so it is lost\n", 2, 3, False),
        ("title: Plan\n  #2 is lost\n", 2, 3, True),
        ("title:\n  A plan\n  #2 is lost\n", 3, 3, True),
        ("title:\n  A plan\n #2 is lost\n", 3, 2, True),
        ("- A plan\n  #2 is lost\n", 2, 3, True),
        ("-\n  A plan\n  #2 is lost\n", 3, 3, True),
        ("- title: A plan\n     #2 is lost\n", 2, 6, True),
        ("a:\n  title: A plan\n   #2 is lost\n", 3, 4, True),
        ("title: A plan\n\n  #2 is lost\n", 3, 3, False),
        ("title: 'A plan'\n  #2 is lost\n", 2, 3, False),
        ("text: |\n    A plan\n  #2 is lost\n", 3, 3, False),
        ("text: >-\n    A plan\n\n  #2 is lost\nb: 1\n", 4, 3, False),
        ("title: A plan #2 is lost\n", 1, 15, True),
        ("title: A plan # is lost\n", 1, 15, True),
        ("title: A plan #\n", 1, 15, True),
        ("title: Plan # is lost\n", 1, 13, False),
        ("title: Plan #2\n", 1, 13, True),
        ("title: A plan  #2\n", 1, 16, False),
        ("title: 'A plan' #2\n", 1, 17, True),
        ("text: | #2 is lost\n  A plan\n", 1, 9, True),
        ("text: |- #2 is lost\n  A plan\n", 1, 10, True),
    ],
)
def test_words_that_yaml_takes_for_a_comment_are_reported_where_they_stand(text, line, column, is_error):
    assert lost_words(text) == [(line, column, is_error)]


@pytest.mark.parametrize(
    "text",
    [
        "title: A plan  # a comment\n",
        "title: A plan # wsisc: allow long-sentence\n",
        "title: A plan\n  # wsisc: allow long-sentence\n",
        "title: A plan\n# a comment\n",
        "title: A plan\n#a comment\n",
        "a:\n  title: A plan\n  #a comment\nb: 1\n",
        "- title: A plan\n  #a comment\n  b: 1\n",
        "- A plan\n#a comment\n- b\n",
        "a:\n  - A plan\n  #a comment\n  - b\n",
        "title: A plan\n\n  # a comment\nb: 1\n",
        "title: 'A plan'\n  # a comment\n",
        "text: |  # a comment\n  A plan\n",
        "text: |\n    A plan #2\n    #3 too\n",
        "text: |\n  A plan\n#a comment\nb: 1\n",
        "text: |\n    A plan\n  # a comment\nb: 1\n",
        "a: 12\n  #2 of twelve\nb: 1\n",
        "a: 12 # of them\n",
        "a:   #b\n  c: 1\n",
        "title: A plan#2\n",
        'title: "A plan #2"\n',
    ],
)
def test_a_comment_is_a_comment(text):
    assert lost_words(text) == []


def test_a_key_that_stands_twice_is_reported_with_the_line_of_the_first():
    [found] = read("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n").diagnostics
    assert (found.code, found.span.line, found.path) == ("duplicate-key", 5, ("b", "c"))
    assert "line 3" in found.hint
    [found] = read("{a: 1, a: 2}\n").diagnostics
    assert (found.span.column, "line 1" in found.hint) == (8, True)


def test_of_a_key_that_stands_thrice_the_first_value_counts():
    read_ = read("a: 1\na: 2\na: {b: 3}\n")
    assert read_.data == {"a": 1}
    assert [(each.code, each.span.line, "line 1" in each.hint) for each in read_.diagnostics] == [
        ("duplicate-key", 2, True),
        ("duplicate-key", 3, True),
    ]


@pytest.mark.parametrize(("depth", "codes"), [(yaml_parser.MAX_DEPTH, []), (yaml_parser.MAX_DEPTH + 1, ["too-deep"])])
def test_how_deep_values_may_nest(depth, codes):
    assert [each.code for each in read("[" * (depth + 1) + "]" * (depth + 1)).diagnostics] == codes


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["too-large"])])
def test_how_many_values_there_may_be(more, codes):
    count = yaml_parser.MAX_NODES - 1 + more
    assert [each.code for each in read(f"[{'1,' * count}]").diagnostics] == codes


@pytest.mark.parametrize(
    ("text", "line", "column", "end"),
    [
        ("a: &name word\n", 1, 4, 9),
        ("a: *name\n", 1, 4, 9),
        ("a: !x word\n", 1, 4, 5),
        ("&name a: word\n", 1, 1, 6),
        ("a: 1\n? [x,\n   y]\n: 2\n", 2, 3, 4),
        ("a: |\n  one\nb: one\n  - two\n", 4, 3, 4),
        ("a: one\n  1) two\n", 2, 3, 5),
        ("a: one\n  | two | three |\n", 2, 3, 4),
        ("a: >\n  one\n  - two\n", 3, 3, 4),
        ("a: word\n<<: {b: 1}\n", 2, 1, 3),
    ],
)
def test_a_problem_of_yaml_is_shown_where_it_is(text, line, column, end):
    [found] = read(text).diagnostics
    assert (found.span.line, found.span.column, found.span.end_column) == (line, column, end)


@pytest.mark.parametrize(
    "text", ["a: |\n  one\n  - two\n", "a: one\n  -two\n", "a: >\n  one\nb:\n  - x\n", "a: one\nb:\n  - x\n"]
)
def test_lines_that_stay_apart_or_are_no_items_are_left_alone(text):
    assert not read(text).diagnostics


def test_what_is_under_an_alias_is_not_what_was_meant():
    parsed = yaml_parser.parse("a: *x\nb: 1\n", ["a: *x", "b: 1"])
    assert (parsed.data, parsed.unreliable) == ({"a": None, "b": 1}, {("a",)})
