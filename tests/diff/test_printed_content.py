"""What a submission prints is found in the order of its texts, and counted by kind and name."""

from tests.merge.versions import submission
from wsisc.diff import printed_content

HOME = "https://example.org/"
SHOWN = submission({
    "title": "A title",
    "contact": {"name": "Ada", "email": "ada@example.org"},
    "parts": {"one": {"text": "See [it all][home] or not[^n].\n\n![map]\n"}},
    "links": {"home": HOME},
    "footnotes": {"n": "A note."},
    "figures": {"map": {"file": "map.png", "alt": "Seas", "caption": "Lands"}},
})  # fmt: skip


def test_passages_have_their_paths_and_the_contact_has_none():
    found = list(printed_content.passages(SHOWN))
    assert (("parts", "one", "text"), "See it all or not.") in found
    assert {(("title",), "A title"), (("figures", "map", "alt"), "Seas"), (("footnotes", "n"), "A note.")} <= {*found}
    assert not any(path[0] == "contact" for path, _ in found)


def test_words_links_footnotes_and_figures_are_counted_and_alternative_texts_are_not():
    found = printed_content.count_all(SHOWN)
    assert (found["words", "all"], found["words", "Lands"], found["words", "Seas"]) == (1, 1, 0)
    assert (found["link", HOME], found["footnote", ""], found["figure", ""]) == (len("itall"), 1, 1)
