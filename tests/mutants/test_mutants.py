"""Mutants that a test detects are distinguished from those that none does."""

import signal
import subprocess
import sys

import pytest
import yaml

from tests.conftest import ROOT
from tests.mutants import checkout, mutations, run
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


CONDITION = b"""
def holds(first, second, text):
    return first and second and text.strip() or min(first, second)

def compared(first, second):
    return sorted(align(first, first, second), key=len)
"""


def test_calls_and_conditions_lose_what_they_have_or_have_it_elsewhere():
    found = [(each.operator, each.shown(CONDITION)[1]) for each in mutations.of_source(CONDITION)]
    assert found == [
        ("return", "return None"),
        ("term", "return (min(first, second))"),
        ("term", "return (first and second and text.strip())"),
        ("and-or", "return ((first and second and text.strip()) and min(first, second))"),
        ("term", "return (second and text.strip()) or min(first, second)"),
        ("term", "return (first and text.strip()) or min(first, second)"),
        ("term", "return (first and second) or min(first, second)"),
        ("and-or", "return (first or second or text.strip()) or min(first, second)"),
        ("call", "return first and second and (text) or min(first, second)"),
        ("function", "return first and second and text.strip() or (max(first, second))"),
        ("return", "return None"),
        ("call", "return (sorted(align(first, first, second)))"),
        ("function", "return (list(align(first, first, second)))"),
        ("arguments", "return sorted((align(first, second, first)), key=len)"),
    ]


def test_an_entry_excuses_one_change():
    entries = yaml.safe_load((ROOT / "tests" / "mutants" / "argued.yaml").read_text("utf-8"))
    excused = []
    for entry in entries:
        source = (ROOT / entry["file"]).read_bytes()
        mutants = [Mutant(entry["file"], each, *each.shown(source)) for each in mutations.of_source(source)]
        excused.append(sum(run.is_argued(mutant, [entry]) for mutant in mutants))
    assert [entry for entry, count in zip(entries, excused, strict=True) if count != 1] == []


class Recorded:
    """A copy whose tests end with a code."""

    def __init__(self, folder, code):
        self.folder, self.code = folder, code
        (folder / "tests").mkdir()
        (folder / "tests" / "test_a.py").touch()

    def test(self, *arguments, **options):
        return self.code


@pytest.mark.parametrize("code", [-1, 2, 3, 4])
def test_a_recording_that_fails_is_not_kept(tmp_path, code):
    with pytest.raises(RuntimeError, match=f"code {code} "):
        Record(tmp_path / "record").update(Recorded(tmp_path, code))
    assert not (tmp_path / "record").exists()


class Waiting:
    """A copy whose tests never end by themselves."""

    def __init__(self, folder):
        self.folder = folder

    def killer(self, *arguments):
        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as process:
            checkout.RUNNING.add(process.pid)
            self.process = process
            process.wait()
        checkout.RUNNING.discard(process.pid)
        return ""


def test_who_stops_asking_for_outcomes_ends_the_tests_that_run(tmp_path, monkeypatch):
    (tmp_path / "wsisc").mkdir()
    (tmp_path / "wsisc" / "toy.py").write_bytes(TOY)
    first, *others = mutants_of(tmp_path)
    monkeypatch.setattr(run.Tests, "of", lambda tests, mutant, most, seconds: [] if mutant == first else ["a test"])
    copy = Waiting(tmp_path)
    wanted = outcomes([first, *others], [copy], Record(tmp_path / "record"), 9, 60)
    assert next(wanted) == (first, "")
    while not checkout.RUNNING:
        pass
    wanted.close()
    assert copy.process.returncode == -signal.SIGKILL
    assert not checkout.RUNNING


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
