"""A document is not written where a converter loses, changes or moves a word of its source."""

from itertools import product

import pytest

from tests.conftest import build, minimal, some_quick
from wsisc.engines import pandoc
from wsisc.messages.diagnostic import WsiscError

TEXT = (
    "Words that stand in order.[^note]\n\n- an item;\n- another item.\n\n| head | other |\n|---|---|\n| cell | last |\n"
)
DATA = minimal(
    {
        "parts": {
            "one": {"text": TEXT},
            "two": {"sections": [{"title": "A heading of its own", "text": "See [this page](https://example.org/)."}]},
        },
        "footnotes": {"note": "What the note says."},
    }
)
LOSSES = {
    "nothing": ("", ""),
    "a word": ("stand ", ""),
    "a letter": ("stand", "stnd"),
    "another word": ("stand", "stood"),
    "more words": ("stand", "stand still, however long it may take and whatever comes of it, whoever asks"),
    "a call": ("[^note]", ""),
    "words of a note": ("the note says", "it says"),
    "an item": ("- an item;\n", ""),
    "a cell": ("cell", ""),
    "a heading": ("A heading of its own", "A heading"),
    "words of a link": ("[this page]", "[page]"),
    "the cover": ("An entity", "An entry"),
}


@pytest.fixture
def losing(monkeypatch):
    def lose(old, new):
        """Let Pandoc receive another text than that of the source."""
        start = pandoc.start
        built = []

        def started(markdown, *arguments):
            built.append((markdown, changed := markdown.replace(old, new) if old else markdown))
            return start(changed, *arguments)

        monkeypatch.setattr(pandoc, "start", started)
        return built

    return lose


IN_PDF = ("nothing", "a letter", "more words", "words of a note", "an item")
"""It compares letters, and takes longer."""


CASES = [*product(("docx", "html"), LOSSES), *(("pdf", each) for each in IN_PDF)]


@pytest.mark.parametrize("case", some_quick(CASES, 3, "-".join))
def test_a_document_that_would_not_hold_the_words_of_its_source_is_not_written(case, losing):
    format, loss = case
    built = losing(*LOSSES[loss])
    if loss == "nothing":
        assert build(DATA, format)
    else:
        with pytest.raises(WsiscError, match="internal error"):
            build(DATA, format)
    assert [before != after for before, after in built] == [loss != "nothing"]


@pytest.mark.parametrize("format", ["docx", "html"])
def test_words_in_another_order_are_not_written(format, losing):
    built = losing("stand in", "in stand")
    with pytest.raises(WsiscError, match="would differ"):
        build(DATA, format)
    assert built[0][0] != built[0][1]
