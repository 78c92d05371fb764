"""A date as people write it -> YYYY-MM-DD."""

import pytest

from wsisc.importer.cover import cover_fields


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-15", "2025-12-15"),
        ("2025-12-15T00:00:00Z", "2025-12-15"),
        ("15 December 2025", "2025-12-15"),
        ("December 15, 2025", "2025-12-15"),
        ("Dec. 15 2025", "2025-12-15"),
        ("the 1st of March 2026", "2026-03-01"),
        ("le 1er mars 2026", "2026-03-01"),
        ("Genève, le 31 août 2026.", "2026-08-31"),
        ("15 de diciembre de 2025", "2025-12-15"),
        ("15 декабря 2025 г.", "2025-12-15"),
        ("2025年12月15日", "2025-12-15"),
        ("١٥ ديسمبر ٢٠٢٥", "2025-12-15"),
        ("15 كانون الأول 2025", "2025-12-15"),
        ("15.12.2025", "2025-12-15"),
        ("3.4.2026", "2026-04-03"),
        ("24/12/2025", "2025-12-24"),
        ("4/4/2026", "2026-04-04"),
        ("3/4/2026", ""),
        ("31 February 2026", ""),
        ("27-31 March 2023", ""),
        ("December 2025", ""),
        ("15 2025", ""),
        ("soon", ""),
        ("", ""),
        ("March or April 3 2026", ""),
    ],
)
def test_a_date_is_read(text, expected):
    assert cover_fields.parse_date(text) == expected
