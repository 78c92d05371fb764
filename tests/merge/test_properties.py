"""Generated pairs of edits: what does not overlap lands, what does is reported, all else stays as it is."""

import difflib
import os

import pytest
from hypothesis import given, settings

from tests.merge import cases
from wsisc import source
from wsisc.merge import collect, landing
from wsisc.merge.sides import Sides

FEW, MANY = 60, 500


def merged(base, theirs, ours, again=None, bookmarks=None):
    """Return what comes of a file, and of it once more."""
    results = []
    content = ours
    for _ in range(2):
        sides = Sides(base, theirs, cases.read(content), again, bookmarks or {})
        content, changes = landing.land(content, sides, collect.changes(sides))
        results.append((content, changes))
    return results


def check(case, theirs, again=None, bookmarks=None):
    base, _, ours, both, overlap, changed = case
    ours_data = cases.data_of(ours)
    content = cases.yaml_of(ours_data, 60)
    assert source.read(content, "").data == ours_data or cases.essence(cases.read(content)) == cases.essence(
        cases.submission(ours_data)
    )
    (made, changes), (again_made, _) = merged(cases.submission(cases.data_of(base)), theirs, content, again, bookmarks)
    assert not [each for each in changes if each.verdict == "refused"], changes
    conflicts = [each for each in changes if each.verdict == "conflict"]
    expected = cases.essence(cases.submission(cases.data_of(both)))
    found = cases.read(made)
    if not overlap:
        assert not conflicts, conflicts
        assert cases.essence(found) == expected
    else:
        wanted = [id for id in overlap if is_conflict(case, id)]
        assert len(conflicts) == len(wanted), (wanted, conflicts)
        proposals = [comment.proposal for each in holders(found) for comment in each.comments]
        assert len(proposals) == len(conflicts)
    assert_kept(content, made, changed)
    assert again_made == made
    return len([each for each in changes if each.verdict == "clean"]), len(conflicts)


def is_conflict(case, id):
    """Tell whether both changed a unit, each in another way."""
    versions = [next((each.text() for each in one.units() if each.id == id), None) for one in case[:3]]
    return len(set(versions)) == 3


def holders(found):
    from wsisc.merge import matching

    return matching.holders(found).values()


def assert_kept(before, after, changed):
    """Comments stay, and no line goes that does not belong to a unit that the reviewer changed."""
    one, other = before.decode().split("\n"), after.decode().split("\n")
    remarks = [line.strip() for line in one if "#" in line and not line.strip().startswith("title")]
    assert [line.strip() for line in other if line.strip() in remarks] == remarks
    count = sum(line.startswith("-") and "remark" in line for line in difflib.ndiff(one, other))
    assert count == 0


@settings(max_examples=FEW)
@given(cases.cases())
def test_edits_land_or_are_reported(case):
    check(case, cases.submission(cases.data_of(case[1])))


@pytest.mark.judge
@settings(max_examples=int(os.environ.get("CASES", MANY)))
@given(cases.cases())
def test_many_edits_land_or_are_reported(case):
    check(case, cases.submission(cases.data_of(case[1])))
