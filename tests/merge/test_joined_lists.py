"""Lists that became one, since the paragraph between them went: each side's edits of their items land all the same."""

import pytest

from tests.merge import cases
from tests.merge.test_properties import merged
from tests.merge.versions import merge_texts
from wsisc.diff import word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, TextEdit

HEAD, P = cases.Unit(4, ["The4", "head", "words"]), cases.Unit(7, ["The7", "words", "between", "lists"])
A, B, C, D = (cases.Unit(id, [f"The{id}", "an", "item", "of", "it"], "item") for id in (5, 6, 8, 9))
THEIRS, OURS = (cases.Unit(8, ["The8", "an", "item", "of", by], "item") for by in ("THEIRS", "OURS"))
ALL = [HEAD, A, B, P, C, D]


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "expected"),
    [
        (ALL, [HEAD, A, B, P, THEIRS, D], [HEAD, A, B, C, D], [HEAD, A, B, THEIRS, D]),
        (ALL, [HEAD, A, B, C, D], [HEAD, A, B, P, OURS, D], [HEAD, A, B, OURS, D]),
        (ALL, [HEAD, A, B, P, D], [HEAD, A, B, C, D], [HEAD, A, B, D]),
        (ALL, [HEAD, A, B, C, D], [HEAD, A, B, P], [HEAD, A, B]),
        (ALL, [HEAD, A, B, THEIRS, D], [HEAD, A, P, C, D], [HEAD, A, THEIRS, D]),
        ([HEAD, A, B, C, D], [HEAD, A, B, C, D], [HEAD, A, B, P, C, D], ALL),
    ],
)
def test_edits_of_items_land(base, theirs, ours, expected):
    files = [cases.data_of(cases.Case([HEAD], [], units, [HEAD])) for units in (base, theirs, ours, expected)]
    (result, changes), _ = merged(*(cases.submission(each) for each in files[:2]), cases.yaml_of(files[2]))
    assert {each.verdict for each in changes} <= {"clean"}
    texts = [each.parts[2].parts[0].text for each in (cases.read(result), cases.submission(files[3]))]
    one, other = (word_tree.parse(each, word_tree.Names({})).signature for each in texts)
    assert one == other


TWO_LISTS = "First.\n\n- alpha;\n- beta.\n\nWe also continue:\n\n- gamma;\n- delta.\n\nLast.\n"
SECOND_ONLY = "First.\n\n- gamma;\n- delta.\n\nLast.\n"
ONE_LIST = "First.\n\n- alpha;\n- beta.\n\nWe also continue:\n\nLast.\n"
THREE_LISTS = "- alpha;\n- beta.\n\nBetween.\n\n- gamma.\n\nMore.\n\n- delta;\n- epsilon.\n"


def quoted(text):
    return "".join(f"> {line}".rstrip() + "\n" for line in text.splitlines())


@pytest.mark.parametrize("write", [str, quoted])
@pytest.mark.parametrize(
    ("base", "theirs", "ours", "expected"),
    [
        (TWO_LISTS, SECOND_ONLY, TWO_LISTS, SECOND_ONLY),
        (TWO_LISTS, SECOND_ONLY, *(each.replace("gamma", "gamma, since added") for each in (TWO_LISTS, SECOND_ONLY))),
        (TWO_LISTS, SECOND_ONLY, *(each.replace("delta.", "delta;\n- more.") for each in (TWO_LISTS, SECOND_ONLY))),
        (ONE_LIST, "First.\n\nLast.\n", TWO_LISTS, SECOND_ONLY),
        (TWO_LISTS, new := TWO_LISTS.replace("We also continue:", "> Totally other words were said."), TWO_LISTS, new),
        (
            THREE_LISTS,
            "- gamma.\n- delta;\n- epsilon.\n",
            THREE_LISTS.replace("delta", "delta, since added"),
            "- gamma.\n\n- delta, since added;\n- epsilon.\n",
        ),
        (
            two := TWO_LISTS.removeprefix("First.\n\n"),
            two.partition("\n\n")[2],
            two.replace("\n\nWe also continue:\n\n", "\n"),
            "- gamma;\n- delta.\n\nLast.\n",
        ),
    ],
)
def test_what_is_between_two_lists_goes_and_the_second_list_stays(write, base, theirs, ours, expected):
    text, verdicts = merge_texts(*map(write, (base, theirs, ours)))
    assert (text, set(verdicts)) == (write(expected), {"clean"})


def test_an_edit_is_not_applied_to_other_words_that_are_now_in_its_place():
    edit = TextEdit(("parts", "one", "text"), "remove", (0,))
    change = Change(action=ChangeAction.REMOVED, kind=ChangeKind.PARAGRAPH, path=edit.path, old="One.", edit=edit)
    text, verdicts = merge_texts("One.\n\nTwo.\n", "Two.\n", find_changes=lambda sides: [change, change])
    assert (text, sorted(verdicts)) == ("Two.\n", ["clean", "refused"])
