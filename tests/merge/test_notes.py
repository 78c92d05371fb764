"""What a merge says of what it leaves out, in all its forms: a golden."""

from tests.conftest import as_yaml, minimal
from tests.merge.versions import paragraph, word_file
from tests.readers.samples import SAMPLES
from wsisc import source
from wsisc.merge import notes
from wsisc.readers.word import reader as word

PARSED = source.read(as_yaml(minimal()), "a.yaml")


def test_notes_of_a_merge(golden):
    found = [
        *notes.describe_omitted_changes([], False),
        *notes.describe_omitted_changes(["Ann", "Bob"], False),
        *notes.describe_omitted_changes(["Ann"], True),
        *notes.describe_omitted_changes([], True),
    ]
    found += [
        notes.describe_differences(PARSED, count, lines)
        for count, lines in ((1, []), (2, []), (1, [4]), (2, [4, 9]), (8, range(1, 9)), (9, range(1, 10)))
    ]
    found += [*notes.describe_new_errors([], "a.yaml"), *notes.describe_new_errors(["one", "two"], "a.yaml")]
    found += notes.describe_content(word_file(paragraph("a\u202eb\u202ec\u200bd")), None)
    lines = [f"{'!' * each.needs_person}{each.code}: {each.message}" for each in found]
    previous = None
    for group in ("flow", "looks", "marks"):
        for name, file in SAMPLES[group].items():
            content = word.read(file)
            lines.append(f"=== {name}")
            for sent in (None, content, previous):
                lines += [
                    f"{'!' * each.needs_person}{each.code}: {each.message}"
                    for each in notes.describe_content(content, sent)
                ]
            previous = content
    golden("merge-notes.txt", "\n".join([*lines, ""]))
