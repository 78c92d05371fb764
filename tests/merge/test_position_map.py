"""Parts and sections are found by their paths at the start, wherever they are now."""

from tests.merge.versions import submission
from wsisc.merge import position_map

SECTIONS = ("parts", "two", "sections")
OURS = submission({"parts": {"two": {"sections": [{"title": "A"}, {"title": "B", "sections": [{"title": "Inner"}]}]}}})
THEIRS = {(*SECTIONS, 1): (*SECTIONS, 0)}


def built():
    return position_map.build(OURS, THEIRS)


def test_every_part_and_section_is_in_the_map():
    assert [path for path, _ in built().descendants()] == [
        ("parts", "one"), ("parts", "two"), (*SECTIONS, 0), (*SECTIONS, 1), (*SECTIONS, 1, "sections", 0),
        ("parts", "three"), ("parts", "three", "a"), ("parts", "three", "b"),
    ]  # fmt: skip


def test_a_section_is_found_by_its_path_in_either_file():
    positions = built()
    assert positions.find_ours((*SECTIONS, 1)) == positions.find_theirs((*SECTIONS, 0))
    assert positions.find_theirs(("parts", "three", "a"))[0] == ("parts", "three", "a")
    assert positions.find_theirs((*SECTIONS, 1)) is None
    assert positions.find_ours((*SECTIONS, 2)) is None


def test_what_follows_a_removed_section_moves_up():
    positions = built()
    _, first = positions.find_ours((*SECTIONS, 0))
    positions.remove(first)
    assert positions.find_ours((*SECTIONS, 0)) is None
    assert positions.find_ours((*SECTIONS, 1, "sections", 0))[0] == (*SECTIONS, 0, "sections", 0)
    _, inner = positions.find_ours((*SECTIONS, 1, "sections", 0))
    positions.remove(inner)
    assert positions.find_ours((*SECTIONS, 1, "sections", 0)) is None
