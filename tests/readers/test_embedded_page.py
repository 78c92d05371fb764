"""What a Word file embeds as a page of HTML is reported by its words, and never refuses or stops the file."""

import pytest

from tests.conftest import SAMPLE, build
from tests.reviews.reviewer import Reviewer
from wsisc import source
from wsisc.readers.word.reader import read


@pytest.fixture(scope="module")
def sent():
    return build(source.read(SAMPLE.read_bytes(), SAMPLE.name).data)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>Chunky <b>words</b></p><script>let x</script><style>p {}</style>", "Chunky words"),
        ("", ""),
        ("   ", ""),
        ("<!-- nothing -->", ""),
        ("plain\x01&#7;words", "plain words"),
        ("<p>word</p>" * 200, " ".join(["word"] * 100 + ["…"])),
        ("<p>too long</p>" * 100_000, ""),
        ("<i>" * 50_000 + "deep", None),
    ],
    ids=["words", "empty", "spaces", "a comment", "controls", "many words", "too large", "too deep"],
)
def test_an_embedded_page(sent, page, words):
    reviewer = Reviewer(sent)
    reviewer.chunk("During the reporting period", "chunk.htm", page, "text/html")
    content = read(reviewer.content())
    [aside] = [each for each in content.asides if each.kind == "embedded document"]
    assert words is None or aside.text == words
    assert aside.word_count == 0
