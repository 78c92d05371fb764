"""Submissions and texts that Hypothesis makes up."""

import string

from hypothesis import strategies as st

from wsisc.source.model import Contact, Entity, Part, Section, Submission, Tags

WORDS = [
    "word",
    "2030",
    "Agenda",
    "été",
    "中文",
    "كلمة",
    "«quoted»",
    "it's",
    "5*3",
    "a_b",
    "C#",
    "$6M",
    "AT&T",
    "(c)",
    "—",
    "-5",
    "oﬃce",
    "m²",
]
NASTY = r"""1990. *Not* [a] <list> #1 @x $6M$ \ &amp; "q" {{ x }} (c) -- ... ^[n] `c` ~~s~~ ::: | - + = {.x} %}"""

name = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
_UNSEEN = "\ufeff\u202d\u202e" + "".join(map(chr, (0xE0001, *range(0xE0020, 0xE0080))))
printable = st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"], exclude_characters=_UNSEEN)
plain = (
    st.one_of(
        st.text(printable, min_size=1, max_size=40),
        st.text(string.punctuation + " a1", min_size=1, max_size=30),
        st.lists(st.sampled_from(NASTY.split()), min_size=1, max_size=12).map(" ".join),
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
"""A title or name: any characters on one line, single spaces."""

MARKS = [
    "**",
    "*",
    "_",
    "__",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "&",
    "\\",
    "|",
    ":::",
    "---",
    "===",
    "~~",
    "$",
    "!",
    ".",
]
LINKS = [
    "[x][link]",
    "[x](https://a.example/)",
    "[x]{lang=fr}",
    "]{lang=ar}",
    "{lang=fr}",
    "]{.a}",
    "<https://a.example/>",
    "[link]",
    "[^n]",
    "^[x]",
    "![a](b)",
    "<b>",
    "&copy;",
]
BLOCKS = [
    "- ",
    "* ",
    "1) ",
    "2) ",
    "1. ",
    "> ",
    "# ",
    "    ",
    "  ",
    "  \n",
    "\\\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
]
CHARACTERS = ["\u00a0", "\u200d", "\u0301", "\u202b", "e\u0301", "\u212b", "“", "”", "…", "😀", "{{ x }}"]
fragments = [*WORDS, *WORDS, *[" ", "\n", "\n\n"] * 3, *MARKS, *LINKS, *BLOCKS, *CHARACTERS]
rich = st.lists(st.sampled_from(fragments), min_size=1, max_size=14).map("".join)
"""A text made of words and of everything that Markdown takes for markup; much of it is to be refused."""

prose = st.lists(
    st.lists(st.sampled_from(WORDS[:8]), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=3
).map("\n\n".join)
"""A text of paragraphs without markup."""


def codes(*known: int | str):
    return st.lists(st.sampled_from(known), unique=True, max_size=2).map(tuple)


tags = st.fixed_dictionaries(
    {
        "action-lines": codes("C1", "C7-e-health", "C11"),
        "sdgs": codes(1, 17, "16.5"),
        "countries": codes("BR", "CI"),
        "kinds": codes("achievement", "obstacle"),
    }
).map(lambda by_id: Tags({id: found for id, found in by_id.items() if found}))


def sections(depth: int = 3):
    inner = st.just(()) if depth == 1 else st.one_of(st.just(()), sections(depth - 1))
    section = st.builds(  # comments are named: of a NamedTuple all fields are drawn, also those with a default
        Section, plain, st.just(""), st.one_of(st.just(""), prose), tags, inner, comments=st.just(())
    )
    return st.lists(section, min_size=1, max_size=3).map(tuple)


def parts(id: str):
    return st.builds(
        Part, st.just(id), prose, tags, st.one_of(st.just(()), sections()), parts=st.just(()), comments=st.just(())
    )


submissions = st.builds(
    lambda title, entity, one, two, a, b, contact, date: Submission(
        "cstd-26", "en", title, entity, (Part("one", one), two, Part("three", parts=(a, b))), contact, date
    ),
    plain,
    st.builds(Entity, plain, st.one_of(st.just(""), plain), st.sampled_from(["", "government", "business"])),
    prose,
    parts("two"),
    parts("a"),
    parts("b"),
    st.one_of(st.none(), st.builds(Contact, plain, st.just("someone@example.org"))),
    st.sampled_from(["", "2022-12-15"]),
)
"""Valid submissions to cstd-26."""
