"""Values are grouped by key; keys and values keep their order."""

from wsisc.text.grouping import group_values


def test_values_are_grouped_in_order():
    grouped = group_values([("b", 1), ("a", 2), ("b", 3), ("b", 1)])
    assert list(grouped.items()) == [("b", [1, 3, 1]), ("a", [2])]
