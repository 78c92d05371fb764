"""Redlines of the program: accepting results in NEW and rejecting in OLD, as four judges see it, on generated pairs."""

import pytest

from tests.redline import package, run
from tests.redline.run import Options

_QUICK, _SLOW, _JUDGED = 6, 60, 20


def found(trials):
    """Return what the judges found, by seed."""
    return {trial.pair.seed: trial.found for trial in trials if any(trial.found.values())}


@pytest.fixture(scope="module")
def few():
    return run.try_seeds(tuple(range(1, _QUICK + 1)), Options(pandoc=True, keeps_files=True))


@pytest.fixture(scope="module")
def judged():
    return run.try_seeds(tuple(range(1, _JUDGED + 1)), Options(pandoc=True, keeps_files=True))


def test_few_pairs_are_right(few):
    assert found(few) == {}


def test_the_same_pair_gives_the_same_redline(few):
    assert run.try_seeds((2,), Options(keeps_files=True))[0].files == few[1].files


@pytest.mark.parametrize("seed", [1416, 1548])  # a column is added, or removed
def test_all_other_words_of_a_table_stay_if_a_column_changes(seed):
    [trial] = run.try_seeds((seed,), Options(pandoc=True, keeps_files=True))
    assert found([trial]) == {}
    assert sum(trial.changed) == trial.fewest > 0
    marks = (b"<w:cellIns ", b"<w:cellDel ")
    assert sum(package.read(trial.files[2])[package.DOCUMENT].count(each) for each in marks) > 1


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_many_pairs_are_right_and_change_hardly_more_words_than_they_must():
    """What changes needlessly: notes that moved with their reference, and tables of which rows and columns changed."""
    trials = run.try_seeds(tuple(range(1001, 1001 + _SLOW)), Options(pandoc=True))
    assert found(trials) == {}
    assert sum(sum(trial.changed) for trial in trials) <= 1.1 * sum(trial.fewest for trial in trials)


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_libreoffice_accepts_and_rejects(judged):
    assert found(judged) == {}
    assert run.judge_by_office([trial.files for trial in judged]) == [[]] * _JUDGED


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_the_open_xml_sdk_and_audit_find_nothing(judged):
    assert run.validate([trial.files[2] for trial in judged]) == [[]] * _JUDGED
