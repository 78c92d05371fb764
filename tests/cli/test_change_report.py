"""How `wsisc import --into` reports a change of a reviewer."""

import click
import pytest

from tests.conftest import as_yaml, minimal
from wsisc import source
from wsisc.calls.call import BUILT_IN
from wsisc.cli import change_report
from wsisc.diff.change import Change

READ = source.read(as_yaml(minimal()), "a.yaml")
LONG = " ".join(f"new{number}" for number in range(60))
PATH = ("parts", "two", "text")


def reported(old, new, verdict, **more):
    """Return the lines of a change without colours."""
    change = Change("changed", "paragraph", PATH, old, new, verdict=verdict, **more)
    return click.unstyle(change_report.format_change(change, READ, BUILT_IN)).splitlines()


@pytest.mark.parametrize("verdict", ["refused", "form", "rejected"])
def test_words_that_the_file_does_not_have_are_shown_in_full(verdict):
    assert reported("An overview.", LONG, verdict)[2:] == ["  - An overview.", f"  + {LONG}"]


@pytest.mark.parametrize("verdict", ["clean", "conflict"])
def test_words_that_the_file_has_are_shown_in_short(verdict):
    old, new = reported("An overview.", LONG, verdict)[2:4]
    assert old.endswith("An overview.")
    assert "new0 " in new
    assert " … " in new
    assert new.endswith("new59")


def test_words_that_were_to_go_are_shown_in_short():
    [line] = reported(LONG, "", "refused")[2:]
    assert " … " in line


def test_a_conflict_has_the_words_of_all_three():
    lines = reported("An overview.", "A survey.", "conflict", quote="Our\n overview.")
    assert lines[2:] == ["  sent:     An overview.", "  reviewer: A survey.", "  yours:    Our overview."]
    assert reported("An overview.", "", "conflict")[3:] == ["  reviewer: (nothing)", "  yours:    (nothing)"]
