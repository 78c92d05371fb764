"""The `reporting` of a call -> the period on which submissions report, and its wording in a language."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from wsisc.calls.locale import Locale
from wsisc.text.slots import fill

YEAR_SLOT = "{reporting-year}"
"""The slot for the year of a call that reports on one."""


class ReportingPeriod(NamedTuple):
    """The first and the last day on which submissions report."""

    first: datetime.date
    last: datetime.date

    @property
    def is_whole_years(self) -> bool:
        """Whether it begins with a year and ends with one."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)

    @property
    def year(self) -> int | None:
        """The year of a period that is one year, None for others."""
        return self.first.year if self.is_whole_years and self.first.year == self.last.year else None

    @property
    def years(self) -> range:
        """The years that it has a part of."""
        return range(self.first.year, self.last.year + 1)

    def includes_month(self, year: int, month: int) -> bool:
        """Return whether a day of a month is in the period."""
        return (self.first.year, self.first.month) <= (year, month) <= (self.last.year, self.last.month)


def of_year(year: int) -> ReportingPeriod:
    """Return the period of a year."""
    return ReportingPeriod(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def from_data(data: Any) -> ReportingPeriod | None:
    """Return the period of `reporting` in the file of a call: a year, or its first and last day; None for None.

    Raises ValueError where a day is no date.
    """
    if data is None:
        return None
    if isinstance(data, Mapping):
        return ReportingPeriod(datetime.date.fromisoformat(data["from"]), datetime.date.fromisoformat(data["to"]))
    return of_year(int(data))


def of_call(data: Any) -> ReportingPeriod | None:
    """Return the period that the data of a call names.

    A call that prints a year and names no period is older than `reporting`: it meant the year before its session.
    """
    if "reporting" not in data and "session" in data and prints_year(data):
        year = data["session"]["year"] - 1
        return of_year(year) if datetime.MINYEAR <= year <= datetime.MAXYEAR else None
    return from_data(data.get("reporting"))


def prints_year(data: Any) -> bool:
    """Return whether the subject or the cover of a call prints the year that is reported on."""
    wordings = [data["subject"], *(block["text"] for block in data["cover"])]
    return any(YEAR_SLOT in text for wording in wordings for text in wording.values())


def to_data(period: ReportingPeriod) -> int | dict[str, str]:
    """Return a period as it is written in the file of a call: a year in its short form."""
    return period.year or {"from": period.first.isoformat(), "to": period.last.isoformat()}


def describe(period: ReportingPeriod | None, locale: Locale, is_adverbial: bool = True) -> str:
    """Return a period in words: "in 2025 and 2026", or "2025 and 2026"; "" for none."""
    if period is None:
        return ""
    wording: Mapping[str, str] = locale.periods["in" if is_adverbial else "plain"]
    if not period.is_whole_years:
        kind, first, last = "days", format_day(period.first, locale), format_day(period.last, locale)
    else:
        kind = {1: "year", 2: "years"}.get(len(period.years), "span")
        first, last = str(period.first.year), str(period.last.year)
    return fill(wording[kind], first=first, last=last)


def format_day(day: datetime.date, locale: Locale) -> str:
    """Return a day in words: 1 July 2025."""
    shape, first = str(locale.periods["day"]), str(locale.periods["first-of-month"])
    number = first if day.day == 1 else str(day.day)
    month = locale.months[day.month - 1]
    return fill(shape, day=number, month=month, year=day.year)
