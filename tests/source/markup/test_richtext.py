"""Rich texts: what they hold, where it is, and what they would print."""

import json
import random
import subprocess
import unicodedata
from dataclasses import replace

import pytest

from tests import strategies
from tests.conftest import ROOT, minimal
from wsisc.document.prose import Reading
from wsisc.engines import pandoc
from wsisc.lint import rules
from wsisc.messages.diagnostic import Severity
from wsisc.source import model
from wsisc.source.markup import limits, richtext, tree
from wsisc.source.markup.tree import printed_text
from wsisc.writers import markdown

LINKS = frozenset(["link"])
KINDS = {"figure": tree.Figure, "footnote": tree.FootnoteReference, "link": tree.Link, "phrase": tree.ForeignPhrase}


def kinds(text):
    parsed = richtext.parse(text, LINKS)
    return [*(type(node) for node in tree.walk(parsed.blocks)), *(problem.kind for problem in parsed.problems)]


def shown(text, kind):
    parsed = richtext.parse(text, LINKS)
    found = [each for each in parsed.problems if each.kind == kind] or tree.find(parsed.blocks, KINDS.get(kind, str))
    return [text[each.start : each.end] for each in found]


@pytest.mark.parametrize(
    ("text", "kind", "at"),
    [
        ("a <b>c</b>", "html", ["<b>", "</b>"]), ("<div>\na\n</div>", "html", ["<div>"]), ("a <!-- b --> c", "html", ["<!-- b -->"]),
        ("# a", "heading", ["# a"]), ("- x\n\n  ## b", "heading", ["## b"]), ("a\n===", "heading", ["a\n==="]), ("`a`", "code", ["`a`"]),
        ("    a", "code", ["a"]), ("> ~~~\n> a", "code", ["~~~"]), ("***", "rule", ["***"]), ("::: x", "div", ["::: x"]),
        ("a\n  :::", "div", [":::"]), ("> - ::::", "div", ["::::"]), ("[a]: b", "definition", ["[a]: b"]),
        ("a\n\n[a\nb]: c", "definition", ["[a"]), ("[^a]: b", "definition", ["[^a]: b"]), ("[a]: b\n[c]: d", "definition", ["[a]: b", "[c]: d"]),
        ("![a](b)", "image", ["![a](b)"]), ("![a][link]", "image", ["![a][link]"]), ("a\n\n![b]", "figure", ["![b]"]),
        ("a^[b]", "inline_note", ["^[b]"]), ("[link]", "shortcut", ["[link]"]), ("[Link][]", "shortcut", ["[Link][]"]),
        ("[a][b]", "undefined_link", ["[a][b]"]), ("[a][LINK]", "undefined_link", ["[a][LINK]"]), ("[*a*\nb][c]", "undefined_link", ["[*a*\nb][c]"]),
        ('[a](b "c")', "link_title", ['[a](b "c")']), ("a[^b]", "footnote", ["[^b]"]), ("[a](b)", "link", ["[a](b)"]),
        ("[[a]](b)", "link", ["[[a]](b)"]), ("<https://a.b>", "link", ["<https://a.b>"]),
        ("|a|b|\n|-|-|\n|1|2|3|", "row", ["3"]), ("a\n|a|\n|-|\n", "row", ["|"]), ("|a|\n|-|\n- b", "row", ["-"]),
        ("|a \\| b|\n|-|\n|[x](y)|", "link", ["[x](y)"]),
        ("a [b]{lang=fr}", "phrase", ["[b]{lang=fr}"]), ("[a [b] c]{lang=zh-Hant}[^d]", "phrase", ["[a [b] c]{lang=zh-Hant}"]),
        ("[a [*b*]{lang=fr}](c)", "phrase", ["[*b*]{lang=fr}"]), ("[a [*b*]{lang=fr}](c)", "link", ["[a [*b*]{lang=fr}](c)"]),
        ("[[a](b)]{lang=fr}", "link", ["[a](b)"]), ("[[[a](b)]{lang=fr}](c)", "link", ["[a](b)"]), ("[link]{lang=fr}", "phrase", ["[link]{lang=fr}"]),
        ("**[a]{lang=fr}**", "phrase", ["[a]{lang=fr}"]), ("|[a\\|b]{lang=fr}|\n|-|\n", "phrase", ["[a\\|b]{lang=fr}"]),
        ("[[a[^n]]{lang=fr}](b)", "call_in_link", ["[^n]"]), ("[a [b]{lang=de}]{lang=fr}", "phrase_within", ["[b]{lang=de}"]),
        ("[a]{lang=french}", "unknown_language", ["[a]{lang=french}"]), ("[a]{lang=FR}", "unknown_language", ["[a]{lang=FR}"]),
        ("[a{lang=fr}", "braces", ["{lang=fr}"]), ("a]{lang=fr}", "braces", ["]{lang=fr}"]), ("[a]{lang=fr", "braces", ["]{lang=fr"]),
        ("[a]{.b}", "braces", ["]{.b}"]), ("[a]{lang=fr}{.b}", "braces", ["]{lang=fr}"]), ("[ ]{lang=fr}", "braces", ["[ ]{lang=fr}"]),
        ("[a](b){lang=fr}", "braces", ["{lang=fr}"]), ('[a]{lang="fr"}', "braces", [']{lang="fr"}']), ("\\[a]{lang=fr}", "braces", ["]{lang=fr}"]),
    ],
)  # fmt: skip
def test_nodes_and_problems_have_their_places(text, kind, at):
    assert shown(text, kind) == at


@pytest.mark.parametrize(
    "text",
    ["1990\\. That", "$6M and @name", "{{ x }} {% y %}", "\\input", "a * b", "5 < 6 > 4", "AT&T", "C# #1", "a_b_c", "x^2", "[1] and [a] b",
     "a::: b", "\\[x]: y", "\\<b>", "wow![1] b", "\\![a](b)", "~~a~~", "a -- b ... 'c'",
     "[a]\\{lang=fr}", "[a\\]{x}", "[a] {x}", "a {x} {{ y }}"],
)  # fmt: skip
def test_plain_signs_are_plain(text):
    refused = {
        "html",
        "heading",
        "code",
        "rule",
        "div",
        "definition",
        "image",
        tree.Figure,
        "shortcut",
        "undefined_link",
        "budget",
    }
    assert not set(kinds(text)) & refused


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a *b* **c** [d][link] <https://e.f> &copy; \\*", "a b c d https://e.f © *"), ("a\nb  \nc\\\nd", "a b c d"),
        ("- a\n- b\n\n  c\n\n1) d", "a b c d"), ("| a | b |\n|---|---|\n| 1 \\| 2 | **3** |", "a b 1 | 2 3"), ("> a\n>> b", "a b"),
        ("a[^n]b", "a@b"), ("[x]", "[x]"), ("# a", "a"), ("`a`", "a"), ("<b>a", "<b>a"),
    ],
)  # fmt: skip
def test_words_are_those_that_will_be_printed(text, words):
    assert printed_text(richtext.parse(text, LINKS).blocks, "@").split() == words.split()


@pytest.mark.parametrize(
    "text",
    ["x" * (limits.MAX_CHARACTERS + 1), "*a**b" * 20_000, "[" * 50_000, "> " * 50 + "a", "- " * 50 + "a", "a" + "\u0301" * 10_000,
     "|a|\n|-|\n" + "|b|\n" * 2_000, "`" * 9_999, "<" * 60_000, "\n".join("  " * depth + "- a" for depth in range(20))],
    ids=["long", "emphasis", "brackets", "quotes", "bullets", "accents", "rows", "code", "angles", "nested"],
)  # fmt: skip
def test_texts_beyond_the_budgets_are_refused(text):
    assert kinds(text) == ["budget"]


def test_a_long_text_of_a_person_is_within_the_budgets():
    text = "\n\n".join(["- A **word** and [a link][link], *another* (see note[^n]). " * 8] * 300)
    assert "budget" not in kinds(text)


WALKER = ROOT / "tests" / "words.lua"


@pytest.mark.parametrize("count", [300, pytest.param(5_000, marks=pytest.mark.long)])
def test_pandoc_reads_the_same_words_in_thousands_of_odd_texts(count):
    """Both parsers must agree on every text that is not refused; what they differ on stops a build."""
    chance = random.Random(2022)
    texts = []
    while len(texts) < count:
        text = "".join(chance.choice(strategies.fragments) for _ in range(chance.randint(1, 14)))
        submission = model.from_data(
            minimal(
                {
                    "parts": {"one": {"text": text}},
                    "links": {"link": "https://l.example/"},
                    "footnotes": {"n": "A note."},
                }
            )
        )
        loaded = [rules.load(code) for code in rules.codes(*rules.REQUIRED_GROUPS) if code != "unused-footnote"]
        checks = [rule for rule in loaded if rule.SEVERITY == Severity.ERROR]
        if not any(True for rule in checks for _ in rule.check(Reading(submission, None))):
            texts.append(text)
    ends = "\n\n[link]: <https://l.example/>\n\n[^n]: A note.\n"
    sources = [markdown.escape_decomposed(text.strip("\n")) + ends for text in texts]
    done = subprocess.run(
        [pandoc.binary(), "lua", WALKER, pandoc.READER, ROOT / "templates" / "line-ends.lua"],
        input=json.dumps(sources).encode(),
        capture_output=True,
        check=True,
    )
    differ = [
        (text, ours, theirs)
        for text, theirs in zip(texts, json.loads(done.stdout), strict=True)
        if normal(ours := printed_text(show_languages(text), "\1")) != normal(theirs)
    ]
    # A last line of nothing but a no-break space, which no file can hold: it is refused as indentation.
    assert [each for each in differ if not each[0].rstrip("\n").endswith("\\\n\u00a0")] == []


def show_languages(text):
    """Return the blocks of a text, each foreign phrase with its language between signs, as `WALKER` has it."""

    def show(inlines):
        shown = []
        for node in inlines:
            if not node.children:
                shown.append(node)
                continue
            inner = replace(node, children=show(node.children))
            is_phrase = isinstance(node, tree.ForeignPhrase)
            shown += [tree.Text(f"\2{node.language}:"), inner, tree.Text("\3")] if is_phrase else [inner]
        return tuple(shown)

    return tree.replace_inlines(richtext.parse(text, LINKS).blocks, show)


def normal(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会[^n][机会]{lang=pt}", []), ("[[a]{lang=pt}][link][b]{lang=pt}", []), ("[a][link][b]{lang=pt}", []),
        ("[a][missing]{lang=pt}", ["undefined_link"]), ("[^n][missing]", ["undefined_link"]),
    ],
)  # fmt: skip
def test_a_foreign_phrase_can_follow_a_footnote_or_a_link_directly(text, found):
    assert [each.kind for each in richtext.parse(text, LINKS).problems] == found
