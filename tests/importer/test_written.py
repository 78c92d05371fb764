"""What Word files of others become, as a golden shows it: nothing of them is read in another way unseen."""

import re

import pytest

from tests.conftest import some_quick
from tests.importer import foreign, wild
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word import reader
from wsisc.writers import yaml


def account(report):
    """Return how many words and components had which fate."""
    components = [
        f"{kind.value} {fate.value} {count}"
        for kind, fates in sorted(report.components.items(), key=lambda each: each[0].value)
        for fate, count in sorted(fates.items(), key=lambda each: each[0].value)
    ]
    persons = sum(item.needs_person for item in report.items)
    return f"{len(report.items)} items, {persons} for a person; {', '.join(components)}"


@pytest.mark.parametrize("some", some_quick(range(4), 4))
def test_what_word_files_of_others_become(some, golden):
    texts = []
    for make_file in (*foreign.FILES, *wild.FILES)[some::4]:
        found = importer.import_content(reader.read(make_file()[0]), BUILT_IN, "cstd-26")
        written = re.sub(r"(?m)^ *#.*\n", "", yaml.write(found.submission))
        texts.append(f"==== {make_file.__name__}: {account(found.report)}\n{written}")
    golden(f"imports-{some}.txt", "\n".join(texts))
