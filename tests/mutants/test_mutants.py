"""Mutants that a test detects are distinguished from those that none does."""

import pytest

from tests.mutants import mutations
from tests.mutants.checkout import Copy
from tests.mutants.record import Record
from tests.mutants.run import Mutant, chosen, mutants_of, outcomes

TOY = b'''"""A module."""

LIMIT = 10


def is_long(text: str, most: int = LIMIT) -> bool:
    """Tell whether a text is long."""
    return len(text) > most


def joined(words: list[str]) -> str:
    if not words:
        raise ValueError("there are no words here")
    return "-".join(sorted(words))
'''
CHECK = b"""from wsisc.toy import is_long, joined

def test_limit():
    assert is_long("12345678901") and not is_long("1")

def test_joined():
    assert joined(["a", "b"]) == "a-b"
"""


def test_what_is_changed():
    found = [mutation.shown(TOY) for mutation in mutations.of_source(TOY)]
    assert [after for _, after in found] == [
        "LIMIT = 11",
        "LIMIT = 9",
        "return not (len(text) > most)",
        "return (len(text) >= most)",
        "if (not (not words)):",
        "if (words):",
        "pass",
        "return None",
        "return '-x'.join(sorted(words))",
        'return "-".join((list(words)))',
    ]


def test_a_choice_holds_where_other_code_changes():
    mutants = [Mutant("wsisc/toy.py", each, *each.shown(TOY)) for each in mutations.of_source(TOY)]
    some = chosen(mutants, 8, seed=1)
    assert len({each.mutation.line for each in some}) == len(some) == 5
    moved = TOY.replace(b"LIMIT = 10", b"OTHER = 5\n\nLIMIT = 10")
    again = [Mutant("wsisc/toy.py", each, *each.shown(moved)) for each in mutations.of_source(moved)]
    assert {each.after for each in some} < {each.after for each in chosen(again, 8, seed=1)}


@pytest.mark.slow
def test_killed_and_surviving_mutants(tmp_path):
    files = {"wsisc/__init__.py": b"", "wsisc/toy.py": TOY, "tests/test_toy.py": CHECK}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    copy = Copy(tmp_path / "copies" / "0")
    copy.create(tmp_path, files)
    record = Record(tmp_path / "record")
    record.update(copy, workers=0)
    assert set(record.seconds) == {"tests/test_toy.py::test_limit", "tests/test_toy.py::test_joined"}
    found = {mutant.after: killer for mutant, killer in outcomes(mutants_of(copy.folder), [copy], record, 9, 60)}
    assert found == {
        "LIMIT = 11": "tests/test_toy.py::test_limit",
        "LIMIT = 9": "",
        "return not (len(text) > most)": "tests/test_toy.py::test_limit",
        "return (len(text) >= most)": "",
        "if (not (not words)):": "tests/test_toy.py::test_joined",
        "if (words):": "tests/test_toy.py::test_joined",
        "pass": "",
        "return None": "tests/test_toy.py::test_joined",
        "return '-x'.join(sorted(words))": "tests/test_toy.py::test_joined",
        'return "-".join((list(words)))': "",
    }
    again = Record(tmp_path / "record")
    again.update(copy)
    assert again.bits == record.bits
