"""What two sequences have in common at their start and end; values are grouped by key, in order."""

from wsisc.text.shared import common_ends, common_length, group_values


def test_equal_elements_at_the_start_are_counted():
    assert common_length("Goal 17", "Goals 17") == 4
    assert common_length(["a", "b"], ["a", "b", "c"]) == 2
    assert common_length((), "a") == 0


def test_start_and_end_never_overlap():
    assert common_ends("aXb", "aYb") == (1, 1)
    assert common_ends("banana", "banananana") == (6, 0)
    assert common_ends(["a"], ["a"]) == (1, 0)


def test_values_are_grouped_in_order():
    grouped = group_values([("b", 1), ("a", 2), ("b", 3), ("b", 1)])
    assert list(grouped.items()) == [("b", [1, 3, 1]), ("a", [2])]
