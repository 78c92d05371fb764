"""A glyph of a font -> its outline as points, equal for equal shapes wherever the font starts to draw them."""

import logging
from collections.abc import Mapping
from typing import Any

from fontTools.pens.basePen import BasePen

type Outline = tuple[frozenset[tuple[int, int]], int]
"""Points along the edges in 1/1000 em, and the enclosed area in millionths of a square em."""
type _Point = tuple[float, float]

BLANK: Outline = (frozenset(), 0)
_EDGE_STEP = 0.01  # em; two letters differ by much more
_CURVE_STEPS = 8  # a guess, fine enough for _EDGE_STEP
_MAX_POINTS, _MAX_COMPONENTS = 50_000, 500  # guesses; a sound glyph has thousands, and tens

logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # its remarks on fonts of others help no user


def trace_outline(glyphs: Mapping[str, Any], name: str, units_per_em: int) -> Outline:
    """Return the outline of a glyph of a fontTools glyph set.

    Raises ValueError for a glyph that exceeds the limits, such as one that contains itself.
    """
    pen = _OutlinePen(glyphs, units_per_em)
    glyphs[name].draw(pen)
    return frozenset((round(1000 * x), round(1000 * y)) for x, y in pen.points), round(1_000_000 * pen.area)


class _OutlinePen(BasePen):  # type: ignore[misc]  # fontTools names no types
    """Records points along the edges. Direction counts: the area of a hole is negative."""

    def __init__(self, glyphs: Mapping[str, Any], units_per_em: int) -> None:
        super().__init__(glyphs)
        self.units_per_em, self.points, self.area = units_per_em, list[_Point](), 0.0
        self.start = self.position = (0.0, 0.0)
        self.component_count = 0

    def addComponent(self, glyphName: str, transformation: Any) -> None:
        self.component_count += 1
        if self.component_count > _MAX_COMPONENTS:
            raise ValueError("a glyph with too many pieces")
        super().addComponent(glyphName, transformation)

    def _moveTo(self, pt: _Point) -> None:
        self.start = self.position = self._scaled(pt)

    def _lineTo(self, pt: _Point) -> None:
        self._trace_to(self._scaled(pt))

    def _curveToOne(self, pt1: _Point, pt2: _Point, pt3: _Point) -> None:
        corners = (self.position, *map(self._scaled, (pt1, pt2, pt3)))
        for step in range(1, _CURVE_STEPS + 1):
            t = step / _CURVE_STEPS
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
            x, y = (sum(w * corner[axis] for w, corner in zip(weights, corners, strict=True)) for axis in (0, 1))
            self._trace_to((x, y))

    def _closePath(self) -> None:
        self._trace_to(self.start)

    def _scaled(self, point: _Point) -> _Point:
        return point[0] / self.units_per_em, point[1] / self.units_per_em

    def _trace_to(self, to: _Point) -> None:
        (a, b), (c, d) = self.position, to
        self.area += (a * d - c * b) / 2
        count = max(1, int(max(abs(c - a), abs(d - b)) / _EDGE_STEP))
        if len(self.points) > _MAX_POINTS:
            raise ValueError("a glyph with too many points")
        self.points += [(a + (c - a) * step / count, b + (d - b) * step / count) for step in range(count)]
        self.position = to
