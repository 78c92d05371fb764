"""`wsisc explain`: every code that a report can show is explained, and a wrong name gets the nearest."""

import pytest

from tests.conftest import ROOT, wsisc
from wsisc.lint import explanations, rules


def test_without_a_name_all_are_listed_by_groups():
    shown = wsisc("explain").stdout.decode()
    for name in (*rules.GROUPS, explanations.FORM_GROUP):
        assert f"\n{name}: " in f"\n{shown}"
    assert all(f"  {code} " in shown for code in explanations.codes())


def test_a_group_lists_its_rules_alone():
    shown = wsisc("explain", "facts").stdout.decode()
    assert "  country-name " in shown
    assert "  emphasis " not in shown


def test_a_rule_is_reported_with_examples_and_how_to_silence_it():
    shown = wsisc("explain", "country-name").stdout.decode()
    for each in (
        "country-name (facts, warning)",
        "Cape Verde and Swaziland",
        "Cabo Verde",
        "Reference: ",
        "# wsisc: ignore[country-name]",
    ):
        assert each in shown
    assert max(map(len, shown.split("\n"))) <= 120
    assert "always on" in wsisc("explain", "undefined-link").stdout.decode()
    assert "always on" in wsisc("explain", "lost-words").stdout.decode()


@pytest.mark.parametrize(
    ("name", "output"),
    [
        ("country-nam", "use country-name"),
        ("Country-Name", "use country-name"),
        ("lost-word", "use lost-words"),
        ("un-stlye", "use un-style"),
        ("xyzzy", "run wsisc explain to list the rules"),
        ("typo-rule", "run wsisc explain to list the rules"),
        ("", "wsisc explain"),
    ],
)
def test_an_unknown_name_is_wrong_usage_and_gets_the_nearest(name, output):
    done = wsisc("explain", name)
    assert done.returncode == 2
    assert output in done.stderr.decode()
    assert wsisc("explain", "--markdown", "country-name").returncode == 2


def test_the_page_is_markdown_alone():
    page = wsisc("explain", "--markdown", FORCE_COLOR="1").stdout
    assert page.startswith(b"# The rules\n")
    assert b"\x1b" not in page
    assert str(ROOT).encode() not in page
