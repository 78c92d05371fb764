"""The coverage by action line and SDG -> charts on a sheet of their own, with alternative texts."""

from collections.abc import Mapping, Sequence
from typing import Any

from wsisc.collate import vocabulary
from wsisc.dataset.rows import CoverageRow

_COLOURS = {"tagged": "#1F4E79", "suggested": "#E0A030"}
_FONT = {"name": "Arial", "size": 9}
_WIDTH, _BAR, _AROUND, _BETWEEN = 620, 22, 120, 24  # pixels; both charts fit a portrait page
_SUBMISSIONS, _SUGGESTED = 3, 6  # columns of the sheet of coverage


def insert(
    workbook: Any,
    sheet: Any,
    name: str,
    groups: Sequence[Sequence[CoverageRow]],
    wording: Mapping[str, Any],
    slots: Mapping[str, str],
) -> None:
    """Insert a chart for action lines and one for SDGs. `name` is the sheet with the coverage, `groups` its rows."""
    first, offset = 1, 0
    for group in groups:
        kind = group[0].vocabulary if group else ""
        if kind in wording["chart"]:
            height = len(group) * _BAR + _AROUND
            title = wording["chart"][kind]
            chart = _chart(workbook, name, (first, first + len(group) - 1), wording["chart"], title, slots)
            chart.set_size({"width": _WIDTH, "height": height})
            options = {
                "description": _alternative_text(group, wording, title, slots),
                "object_position": 3,
                "y_offset": offset,
            }
            sheet.insert_chart(0, 0, chart, options)
            offset += height + _BETWEEN
        first += len(group)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _chart(
    workbook: Any, sheet: str, rows: tuple[int, int], wording: Mapping[str, str], title: str, slots: Mapping[str, str]
) -> Any:
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, name in ((_SUBMISSIONS, "tagged"), (_SUGGESTED, "suggested")):
        chart.add_series(
            {
                "name": wording[name],
                "categories": [sheet, rows[0], 1, rows[1], 1],
                "values": [sheet, rows[0], column, rows[1], column],
                "fill": {"color": _COLOURS[name]},
                "border": {"color": "#FFFFFF"},
                "gap": 40,
            }
        )
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "interval_unit": 1})
    chart.set_x_axis(
        {
            "name": wording["axis"].format_map(slots),
            "name_font": {**_FONT, "bold": False},
            "num_font": _FONT,
            "num_format": "0",
            "label_position": "high",
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    chart.set_legend({"position": "top", "font": _FONT})
    chart.show_hidden_data()
    return chart


def _alternative_text(
    group: Sequence[CoverageRow], wording: Mapping[str, Any], title: str, slots: Mapping[str, str]
) -> str:
    """Return the contents of a chart in words."""
    most = max(len(row.submissions) for row in group)
    tags = [vocabulary.format_tag(row.vocabulary, row.code) for row in group if len(row.submissions) == most]
    texts = wording["chart"]
    most_used = texts["most"].format(tags=", ".join(tags), count=most) if most else texts["no-most"]
    columns = {
        "tagged": wording["coverage"]["submissions"]["title"].format_map(slots),
        "suggested": wording["coverage"]["suggested-submissions"]["title"],
    }
    return str(texts["alternative"].format_map({**slots, "title": title, "most": most_used, **columns}))
