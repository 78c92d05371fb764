"""Whose tracked changes are merged: unknown names are refused."""

import pytest

from tests.merge.versions import word_file
from wsisc.merge import author_selection
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.word.content import Paragraph, Run, TrackedChange


def edited(*authors):
    """Return the content of a Word file with a word of each author."""
    words = (Run("new ", change=TrackedChange("insertion", author, "2024-01-02")) for author in authors)
    return word_file(Paragraph((Run("Some "), *words)))


@pytest.mark.parametrize(
    ("authors", "hint"),
    [
        ((), "it has no tracked changes"),
        (("Ada",), "it has tracked changes of Ada"),
        (("Ada", "Bob"), "it has tracked changes of Ada, Bob"),
        (("Ada", ""), "it has tracked changes of unknown author, Ada"),
    ],
)
def test_an_unknown_name_is_refused_with_the_known_ones(authors, hint):
    with pytest.raises(WsiscError) as refused:
        author_selection.refuse_unknown(["Cy"], edited(*authors))
    assert (str(refused.value).partition("; ")[2], refused.value.exit_code) == (hint, 2)
    author_selection.refuse_unknown(authors, edited(*authors))
