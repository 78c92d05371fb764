"""The coverage by tag -> charts on a sheet of their own, with alternative texts."""

from collections.abc import Mapping, Sequence
from typing import Any

from wsisc.calls.vocabulary import Vocabulary
from wsisc.dataset.rows import CoverageRow

_COLOURS = {"tagged": "#1F4E79", "suggested": "#E0A030"}
_FONT = {"name": "Arial", "size": 9}
_ON_BARS = {"tagged": "#FFFFFF", "suggested": "#1C1C1C"}  # of numbers, each with a contrast of more than 7 on its bar
_WIDTH, _BAR, _AROUND, _BETWEEN = 620, 22, 120, 24  # pixels; both charts fit a portrait page
_COLUMNS = {"tagged": 3, "suggested": 6}  # of the sheet of coverage


def insert(
    workbook: Any,
    sheet: Any,
    name: str,
    groups: Sequence[tuple[Vocabulary, Sequence[CoverageRow]]],
    wording: Mapping[str, Any],
    slots: Mapping[str, str],
) -> None:
    """Insert the charts of vocabularies. `name` is the sheet with the coverage, `groups` its rows by vocabulary."""
    first, offset = 1, 0
    for vocabulary, group in groups:
        titles = wording["chart"]["titles"]
        if group and vocabulary.one in titles:
            height = len(group) * _BAR + _AROUND
            title = titles[vocabulary.one]
            is_suggested = any(row.suggested_submissions for row in group)
            rows, series = (first, first + len(group) - 1), ("tagged", "suggested")[: 1 + is_suggested]
            chart = _chart(workbook, title, wording["chart"]["axis"].format_map(slots))
            for each in series:
                chart.add_series(_series(each, name, rows, wording["chart"][each]))
            chart.set_legend({"position": "top", "font": _FONT} if is_suggested else {"none": True})
            chart.set_size({"width": _WIDTH, "height": height})
            options = {
                "description": _alternative_text(vocabulary, group, wording, title, slots),
                "object_position": 3,
                "y_offset": offset,
            }
            sheet.insert_chart(0, 0, chart, options)
            offset += height + _BETWEEN
        first += len(group)
    sheet.hide_gridlines(2)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)


def _series(kind: str, sheet: str, rows: tuple[int, int], name: str) -> dict[str, Any]:
    """Return the bars of a kind, with the number of submissions on each."""
    column = _COLUMNS[kind]
    return {
        "name": name,
        "categories": [sheet, rows[0], 1, rows[1], 1],
        "values": [sheet, rows[0], column, rows[1], column],
        "fill": {"color": _COLOURS[kind]},
        "border": {"color": "#FFFFFF"},
        "gap": 40,
        "data_labels": {
            "value": True,
            "position": "center",
            "num_format": "0;;",  # no number on a bar without length
            "font": {**_FONT, "bold": True, "color": _ON_BARS[kind]},
        },
    }


def _chart(workbook: Any, title: str, axis: str) -> Any:
    """Return a chart without bars; it has no scale, because each bar has its number."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    chart.set_title({"name": title, "name_font": {"name": "Arial", "size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": _FONT, "interval_unit": 1, "major_tick_mark": "none"})
    chart.set_x_axis(
        {
            "name": axis,
            "name_font": {**_FONT, "bold": False},
            "label_position": "none",
            "line": {"none": True},
            "min": 0,
            "major_gridlines": {"visible": False},
        }
    )
    chart.show_hidden_data()
    return chart


def _alternative_text(
    vocabulary: Vocabulary,
    group: Sequence[CoverageRow],
    wording: Mapping[str, Any],
    title: str,
    slots: Mapping[str, str],
) -> str:
    """Return the contents of a chart in words."""
    most = max(len(row.submissions) for row in group)
    tags = [vocabulary.format_cell(row.code) for row in group if len(row.submissions) == most]
    texts = wording["chart"]
    most_used = texts["most"].format(tags=", ".join(tags), count=most) if most else texts["no-most"]
    columns = {
        "tagged": wording["coverage"]["submissions"]["title"].format_map(slots),
        "suggested": wording["coverage"]["suggested-submissions"]["title"],
    }
    return str(texts["alternative"].format_map({**slots, "title": title, "most": most_used, **columns}))
