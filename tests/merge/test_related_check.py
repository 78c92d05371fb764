"""A Word file without a source is merged if it shares a title, a name or sentences with the submission, and refused otherwise."""

import pytest

from tests.merge.versions import paragraph, submission, word_file
from wsisc.merge.sent_version import refuse_unrelated
from wsisc.messages.diagnostic import WsiscError

WORDS = [f"word{number}" for number in range(102)]
OURS = submission({
    "title": "Work on schools", "entity": {"name": "An Entity"}, "parts": {"one": {"text": " ".join(WORDS)}, "two": {"text": "x"}, "three": {"a": {"text": "y"}, "b": {"text": "z"}}},
})  # fmt: skip


def is_refused(*texts, ours=OURS):
    try:
        refuse_unrelated(word_file(*map(paragraph, texts)), ours, "a.yaml")
    except WsiscError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Other words", True), ("Work on schools", False), ("WORK  on Schools", False), ("About the work on schools in villages", False), ("Homework on schools", True), ("Work on", True),
        ("An Entity", False), ("By an entity of others", True), (" ".join(WORDS[:12]), False), (" ".join(WORDS[:11]), True), (" ".join(WORDS[:11]).upper(), True), (" ".join(WORDS[:12]).upper(), False), (" ".join(reversed(WORDS)), True), ("", True),
    ],
)  # fmt: skip
def test_documents_that_share_a_title_a_name_or_a_tenth_of_the_text(text, expected):
    assert is_refused("Something else", text) == expected


@pytest.mark.parametrize(("count", "expected"), [(11, False), (12, True)])
def test_a_submission_with_few_words_is_never_refused(count, expected):
    short = submission(
        {
            "parts": {
                "one": {"text": " ".join(WORDS[:count])},
                "two": {"text": "x"},
                "three": {"a": {"text": "y"}, "b": {"text": "z"}},
            }
        }
    )
    assert is_refused("Other words", ours=short) == expected
