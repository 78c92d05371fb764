"""What is shown follows the file: valid, broken, corrected, deleted, restored."""

import os
import threading
import time

import pytest

from tests.conftest import ROOT, as_yaml, minimal
from tests.preview.client import PATIENCE, save
from tests.processes import record_started
from wsisc.calls.call import BUILT_IN
from wsisc.engines import typst
from wsisc.lint.selection import from_names
from wsisc.lint.statistics import PartStatistics
from wsisc.messages.diagnostic import WsiscError
from wsisc.preview import file_watching, page_building
from wsisc.preview.page_building import Condition, MeasuredPages, PreviewTarget
from wsisc.preview.server import PreviewUpdater

GOOD = as_yaml(minimal())
BROKEN = as_yaml(minimal({"parts": {"one": {"text": "A [^missing] note."}}}))


class Kept:
    """A keeper of a file, and a way to save and wait."""

    def __init__(self, file):
        self.file = file
        self.rules = lambda: from_names((), (), {}, draft=True)
        self.keeper = PreviewUpdater(PreviewTarget(file, "a.yaml", lambda: self.rules(), lambda: BUILT_IN))
        self.keeper.start()

    def until(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition(state := self.keeper.state):
            assert time.monotonic() < end, state
            self.keeper.wait_for_change(state.number, 0.1)
        return state

    def save(self, content, condition):
        save(self.file, content)
        self.keeper.request_update()
        return self.until(condition)


@pytest.fixture
def kept(tmp_path):
    (tmp_path / "a.yaml").write_bytes(GOOD)
    before = threading.enumerate()
    found = Kept(tmp_path / "a.yaml")
    yield found
    found.keeper.stop()
    assert {*threading.enumerate()} <= {*before}


def test_the_last_good_page_stays_until_a_broken_file_is_fixed(kept):
    first = kept.until(lambda state: state.condition == Condition.SOUND)
    broken = kept.save(BROKEN, lambda state: state.condition == Condition.BROKEN)
    assert broken.page is first.page
    assert "undefined-footnote" in {found.code for found in broken.diagnostics}
    fixed = kept.save(as_yaml(minimal({"title": "Mended"})), lambda state: state.condition == Condition.SOUND)
    assert fixed.page.number == first.page.number + 1
    assert "Mended" in fixed.page.located_page.main


def test_a_file_that_goes_away_is_missed_and_welcomed_back(kept):
    first = kept.until(lambda state: state.condition == Condition.SOUND)
    kept.file.unlink()
    kept.keeper.request_update()
    gone = kept.until(lambda state: state.condition == Condition.GONE)
    assert gone.page is first.page
    assert kept.save(GOOD, lambda state: state.condition == Condition.SOUND).page.number > first.page.number


@pytest.mark.parametrize("put", ["folder", "pipe", "link to itself"])
def test_a_folder_in_place_of_the_file_is_reported_until_the_file_is_back(kept, put):
    makes = {
        "folder": os.mkdir,
        "pipe": getattr(os, "mkfifo", None),
        "link to itself": lambda path: path.symlink_to(path),
    }
    if makes[put] is None:
        pytest.skip("no pipes with a name here")
    kept.until(lambda state: state.condition == Condition.SOUND)
    kept.file.unlink()
    makes[put](kept.file)
    kept.keeper.request_update()
    assert kept.until(lambda state: state.condition == Condition.FAILED).page
    assert file_watching.find_folders(kept.file, ()) == (kept.file.parent,)
    kept.file.rmdir() if put == "folder" else kept.file.unlink()
    kept.save(GOOD, lambda state: state.condition == Condition.SOUND)


def test_printed_pages_follow_with_their_lengths(kept):
    state = kept.until(lambda state: state.sheets and any(row.pages is not None for row in state.rows))
    assert state.sheets.content.startswith(b"%PDF")
    assert state.sheets.count == 2
    assert {row.place for row in state.rows if row.pages is not None} >= {"one", "two", "three", "three-a", "three-b"}


def test_empty_parts_are_no_obstacle(kept):
    data = minimal()
    del data["parts"]["three"], data["parts"]["two"]
    state = kept.save(as_yaml(data), lambda state: state.page and state.page.lacks)
    assert state.condition == Condition.SOUND
    assert "To be completed" in state.page.located_page.main


def test_a_save_without_a_change_changes_nothing(kept):
    first = kept.until(lambda state: any(row.pages is not None for row in state.rows))
    kept.save(GOOD, lambda state: True)
    time.sleep(0.4)
    assert kept.keeper.state is first


def test_of_many_saves_in_a_row_the_last_is_shown_and_few_are_built(kept):
    kept.until(lambda state: state.condition == Condition.SOUND)
    for number in range(20):
        save(kept.file, as_yaml(minimal({"title": f"Title {number}"})))
        kept.keeper.request_update()
        time.sleep(0.01)
    state = kept.until(lambda state: "Title 19" in state.page.located_page.main)
    assert state.page.number < 15


def test_a_fault_of_the_settings_is_reported_and_the_page_stays(kept):
    first = kept.until(lambda state: state.condition == Condition.SOUND)

    def fail():
        raise WsiscError("the settings are odd", "mend them")

    kept.rules, rules = fail, kept.rules
    failed = kept.save(as_yaml(minimal({"title": "B"})), lambda state: state.condition == Condition.FAILED)
    assert (failed.trouble.message, failed.trouble.hint) == ("the settings are odd", "mend them")
    assert failed.page is first.page
    kept.rules = rules
    kept.keeper.request_update()
    assert kept.until(lambda state: state.condition == Condition.SOUND).page.number > first.page.number


def test_letters_that_no_font_has_cost_the_printed_pages_only(kept):
    text = minimal({"parts": {"one": {"text": "A letter: \U00012000."}}})
    state = kept.save(as_yaml(text), lambda state: state.unset.message)
    assert state.condition == Condition.SOUND
    assert "missing-glyph" in {found.code for found in state.diagnostics}


def test_a_figure_that_changes_is_a_change(kept):
    figures = kept.file.parent / "figures"
    figures.mkdir()
    data = minimal(
        {"parts": {"one": {"text": "![chart]"}}, "figures": {"chart": {"file": "figures/a.png", "alt": "A chart"}}}
    )
    kept.save(as_yaml(data), lambda state: state.condition == Condition.BROKEN)
    assert kept.keeper.figures == (figures / "a.png",)
    (figures / "a.png").write_bytes((ROOT / "tests" / "figures" / "chart.png").read_bytes())
    kept.keeper.request_update()
    assert "data:image/png" in kept.until(lambda state: state.condition == Condition.SOUND).page.located_page.main


def test_typst_can_be_ended_by_another_thread(kept, monkeypatch):
    kept.until(lambda state: state.sheets)
    typeset, started = typst.typeset, threading.Event()

    def run_wild(markup, *arguments):
        started.set()
        return typeset("#while true {}", *arguments)

    monkeypatch.setattr(typst, "typeset", run_wild)
    processes = record_started(monkeypatch)
    kept.save(as_yaml(minimal({"title": "Runs wild"})), lambda state: state.is_setting)
    assert started.wait(30)
    kept.keeper.stop()
    assert all(process.poll() is not None for process in processes)


def rows(**words):
    return [
        PartStatistics(place.replace("_", "-"), place, count, None, None, 1, 0, 0, None)
        for place, count in words.items()
    ]


def test_lengths_are_kept_for_parts_that_stayed_and_forgotten_for_those_that_changed():
    call = BUILT_IN.load("cstd-26")
    measured = MeasuredPages(
        {"one": 0.4, "two": 1.0, "three": 0.0, "three-a": 0.5, "three-b": 0.7},
        {"one": 10, "two": 20, "three": 30, "three-a": 10, "three-b": 20},
    )
    now = rows(one=10, two=21, three=30, three_a=10, three_b=20)
    kept = page_building.valid_measurements(call, now, measured)
    assert kept == {"one": 0.4, "three": 0.0, "three-a": 0.5, "three-b": 0.7}
    shown = {row.place: row.pages for row in page_building.add_pages(call, now, kept)}
    assert shown == {"one": 0.4, "two": None, "three": 1.2, "three-a": 0.5, "three-b": 0.7}
