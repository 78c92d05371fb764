"""Plain scalars have the values of the core schema of YAML 1.2, and nothing else becomes a number."""

import pytest

from wsisc.source.yaml_parser import resolve_plain


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("", "~", "null", "Null", "NULL"), None), (("true", "True", "TRUE"), True), (("false", "False", "FALSE"), False),
        (("0", "+0", "-0", "00"), 0), (("17", "+17", "017", "0o21", "0x11"), 17), (("255", "0xff", "0xFF", "0o377"), 255),
        (("-8",), -8), ((".5", "+.5", "0.5", "5e-1", "5E-1", "0.05e1", "0.05e+1"), 0.5), (("-1.", "-1.0", "-1e0"), -1.0),
        (("9" * 40,), int("9" * 40)), (("1e300",), 1e300),
    ],
)  # fmt: skip
def test_a_value_has_several_forms(texts, value):
    for text in texts:
        found = resolve_plain(text)
        assert (found, type(found)) == (value, type(value)), text


@pytest.mark.parametrize(
    "text",
    ["nULL", "None", "tRUE", "yes", "0b1", "0o8", "0o", "0x", "0xg", "-0x1", "+", "-", ".", "1e", "1e1000", "e1", "1.2.3",
     "1_000", "1,5", "12:30", "2022-12-15", ".inf", "-.Inf", ".nan", "9" * 41, f"0x{'f' * 41}", f"0o{'7' * 41}", "1 2"],
)  # fmt: skip
def test_what_has_none_of_them_is_text(text):
    assert resolve_plain(text) == text
