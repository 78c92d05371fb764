"""What the samples of the reader become, and all that the report says of each: a golden for each group."""

import re

import pytest

from tests.readers.samples import SAMPLES
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word import reader as word
from wsisc.writers import yaml


def imported(file):
    found = importer.import_content(word.read(file), BUILT_IN, "cstd-26")
    report = found.report
    assert report.is_balanced
    assert not report.problems
    assert not report.unaccounted
    items = [f"{'!' if each.needs_person else ' '} {each.words} {each.kind}: {each.text}" for each in report.items]
    text = re.sub(r"(?m)^ *#.*\n", "", yaml.write(found.submission))
    _, _, body = text.partition("\nentity:\n")
    return "\n".join(
        [
            *items,
            body.strip(),
            f"{report.words_read} {sorted((fate.value, count) for fate, count in report.fates.items())}",
            "",
        ]
    )


@pytest.mark.parametrize("group", SAMPLES)
def test_what_each_sample_becomes(group, golden):
    pieces = [f"=== {name}\n{imported(file)}" for name, file in SAMPLES[group].items()]
    golden(f"readings/{group}-import.txt", "\n".join(pieces))
