"""Generated pairs of edits: what does not overlap is merged, what does is reported, and no other line changes."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import examples, many
from tests.merge import cases
from wsisc.diff.change import Verdict
from wsisc.diff.sides import Sides
from wsisc.merge import apply, collect
from wsisc.source.model import parts_and_sections

FEW, MANY = examples(20, 60), many(150)
# A case that fails is reported as it is: to reduce it takes minutes, and helps little.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)


def merged(base, theirs, ours, again=None, bookmarks=None):
    """Return the result of merging a file, and of merging it once more."""
    results = []
    content = ours
    for _ in range(2):
        sides = Sides(base, theirs, cases.read(content), again, bookmarks or {})
        content, changes, _ = apply.apply_changes(content, sides, collect.find_changes(sides))
        results.append((content, changes))
    return results


def check(case, theirs, again=None, bookmarks=None, spelling=("|", "")):
    """Check the merge of a case, whose file has a YAML style and line ends; return how much was merged."""
    base, _, ours, both, overlap, _ = case
    ours_data = cases.data_of(ours)
    content = cases.yaml_of(ours_data, 60, *spelling)
    assert cases.essence(cases.read(content)) == cases.essence(cases.submission(ours_data))
    (result, changes), (merged_again, _) = merged(
        cases.submission(cases.data_of(base)), theirs, content, again, bookmarks
    )
    assert not [each for each in changes if each.verdict == Verdict.REFUSED], changes
    conflicts = [each for each in changes if each.verdict == Verdict.CONFLICT]
    found = cases.read(result)
    expected = cases.essence(cases.submission(cases.data_of(both)))
    assert cases.essence(found) == expected
    assert len(conflicts) == sum(is_conflict(case, id) for id in overlap), (overlap, conflicts)
    assert len([comment.proposal for each in holders(found) for comment in each.comments]) == len(conflicts)
    assert_kept(content, result, case)
    assert cases.essence(cases.read(merged_again)) == expected
    return len([each for each in changes if each.verdict == Verdict.CLEAN]), len(conflicts)


def is_conflict(case, id):
    """Return whether both changed a unit, each in another way."""
    versions = [next((each.text() for each in one.units() if each.id == id), None) for one in case[:3]]
    return len(set(versions)) == 3


def holders(found):
    return parts_and_sections(found).values()


def assert_kept(before, after, case):
    """Check that comments stay, the lines that the reviewer did not touch too, and the way the file's lines end."""
    remarks = [
        [line.partition("# ")[2] for line in each.decode().splitlines() if "# " in line] for each in (before, after)
    ]
    assert remarks[0] == remarks[1]
    left = iter(after.decode().splitlines())
    for line in cases.untouched(before, case):
        assert line in left, line
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    assert (b"\r" in before) == (b"\r" in after)
    assert after.count(b"\n") == after.count(b"\r\n") or b"\r" not in before
    assert after.endswith(b"# at the end" + before.rpartition(b"# at the end")[2])


SPELLINGS = st.tuples(st.sampled_from(cases.STYLES), st.sampled_from(cases.ENDS))


@settings(max_examples=FEW, phases=QUICK)
@given(cases.cases(), SPELLINGS)
def test_edits_land_or_are_reported(case, spelling):
    check(case, cases.submission(cases.data_of(case[1])), spelling=spelling)


@pytest.mark.long
@pytest.mark.timeout(3000)
@settings(max_examples=MANY, phases=QUICK)
@given(cases.cases(), SPELLINGS)
def test_many_edits_land_or_are_reported(case, spelling):
    check(case, cases.submission(cases.data_of(case[1])), spelling=spelling)
