"""The outline of a glyph: the same for the same shape, however a font draws it, and another for another."""

import pytest

from wsisc.readers.inventory.glyph_outlines import trace_outline

CORNERS = [(0, 0), (100, 0), (100, 200), (0, 200)]


class Drawn:
    """A glyph that goes through some corners, or is curved between them."""

    def __init__(self, *corners, curve=()):
        self.corners, self.curve = corners, curve

    def draw(self, pen):
        pen.moveTo(self.corners[0])
        for each in self.corners[1:]:
            pen.lineTo(each)
        if self.curve:
            pen.curveTo(*self.curve)
        pen.closePath()


class Composed:
    """A glyph that is another one, moved, so many times."""

    def __init__(self, name, by, times=1):
        self.name, self.by, self.times = name, by, times

    def draw(self, pen):
        for _ in range(self.times):
            pen.addComponent(self.name, (1, 0, 0, 1, *self.by))


def outline(glyph, units=1000, **others):
    return trace_outline({"a": glyph, **others}, "a", units)


def test_points_stand_along_the_edges_and_the_area_is_enclosed():
    across = {(x, y) for x in range(0, 101, 10) for y in (0, 200)}
    upright = {(x, y) for x in (0, 100) for y in range(0, 201, 10)}
    assert outline(Drawn(*CORNERS)) == (across | upright, 20_000)


@pytest.mark.parametrize("at", range(4))
def test_where_a_font_begins_to_draw_and_its_units_do_not_matter(at):
    corners = [(2 * x, 2 * y) for x, y in [*CORNERS[at:], *CORNERS[:at]]]
    assert outline(Drawn(*corners), 2000) == outline(Drawn(*CORNERS))


def test_a_curve_is_not_the_line_between_its_ends():
    found, area = outline(Drawn((0, 0), curve=((0, 100), (100, 100), (100, 0))))
    assert (50, 75) in found  # the middle of a Bézier curve
    assert (50, 0) in found  # the line that closes it
    assert -6_100 < area < -5_800  # the way round is that of a hole; 6,000 without the steps


def test_a_glyph_of_others_is_where_these_are_moved():
    moved = Drawn(*[(x + 30, y + 50) for x, y in CORNERS])
    assert outline(Composed("b", (30, 50)), b=Drawn(*CORNERS)) == outline(moved)


def test_a_glyph_of_pieces_without_number_is_refused():
    square = Drawn(*CORNERS)
    assert outline(Composed("b", (0, 0), 500), b=square)[0] == outline(square)[0]
    with pytest.raises(ValueError, match="pieces"):
        outline(Composed("b", (0, 0), 501), b=square)
