"""No space remains before a closing sign once struck words are removed."""

import pytest

from tests.merge.versions import word_file
from wsisc.merge import restore_prompts
from wsisc.readers.word.content import Paragraph, Run


def struck(*texts):
    return word_file(Paragraph(tuple(Run(each.strip("-"), struck=each.startswith("-")) for each in texts)))


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        (("Some ", "-old", "."), "Some."),
        (("Some ", "-old", " words"), "Some words"),
        (("Some ", "-old", "words"), "Some words"),
        (("Some ", "."), "Some ."),
        (("Some", "-old", "."), "Some."),
        ((" ", "-old", "."), "."),
    ],
)
def test_no_space_stays_before_a_full_stop_when_a_struck_word_goes(texts, after):
    found = restore_prompts.remove_spaces(struck(*texts))
    assert "".join(run.text for run in found.blocks[0].runs if not run.struck) == after
