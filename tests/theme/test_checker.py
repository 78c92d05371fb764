"""A theme of an agency is checked: its schema, its measures, and the contrast of its colours; a stranger's is data."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, overlay
from tests.theme.themes import AGENCY
from wsisc import source, theme
from wsisc.document import fonts
from wsisc.messages import resources
from wsisc.theme import theme_check
from wsisc.theme.theme_check import contrast

SCHEMA = json.loads(resources.text("schemas/theme.schema.json"))


def findings(data, name="agency"):
    """Return the codes of the errors in a theme by their paths."""
    text = data if isinstance(data, str) else yaml.safe_dump(data)
    return {
        "/".join(map(str, each.path)): each.code for each in theme_check.check(source.read(text.encode(), "a"), name)
    }


def test_the_schema_is_sound_and_describes_every_property():
    Draft202012Validator.check_schema(SCHEMA)
    for property in (*SCHEMA["properties"].values(), *SCHEMA["$defs"]["style"]["properties"].values()):
        assert "description" in {**property, **SCHEMA["$defs"].get(property.get("$ref", "").rpartition("/")[2], {})}


def test_the_schema_names_the_built_in_themes_and_the_families_of_fonts():
    assert SCHEMA["properties"]["based-on"]["enum"] == list(theme.names())
    assert set(SCHEMA["$defs"]["script-font"]["properties"]["pdf"]["enum"]) == set(fonts.families())
    text = SCHEMA["properties"]["fonts"]["properties"]["text"]["properties"]["pdf"]["enum"]
    assert set(text) == {name for name, each in fonts.families().items() if "generic" in each}


@pytest.mark.parametrize("name", theme.names())
def test_built_in_themes_follow_the_rules_for_others(name):
    data = yaml.safe_load((ROOT / "templates" / "themes" / f"{name}.yaml").read_text("utf-8"))
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []
    look = theme.load(name)
    merged = {"colours": look.colours, "dark": look.dark, "page": look.page}
    assert list(theme_check.find_low_contrast(merged, {})) == []
    for styles in (look.styles, theme.for_compendium(look).styles):
        assert {style.get("based-on", "normal") for style in styles.values()} <= styles.keys()
        for role in styles:
            assert 9 <= theme.resolve_style(theme.for_compendium(look), role)["size"] <= 72


def test_large_print_has_no_small_or_slanted_letters_and_a_contrast_of_seven():
    look = theme.for_compendium(theme.load("large-print"))
    for role in look.styles:
        found = theme.resolve_style(look, role)
        assert found["size"] >= {"between-tables": 10, "small-table-text": 12, "small-table-number": 12}.get(
            role, 14
        ), role
        assert not found["italic"], role
        usual = "right" if role.endswith("table-number") else "left"
        assert found["align"] == ("center" if role in ("draft", "footer") else usual), role
    for colours in (look.colours, look.dark):
        for name in ("text", "heading", "link", "quiet", "warning"):
            assert contrast(colours[name], colours["page"]) >= 7, name


@pytest.mark.parametrize("text", [AGENCY, "based-on: cstd", "colours: {heading: '000000'}"])
def test_a_theme_needs_one_file_with_what_differs(text):
    assert findings(text) == {}
    look = theme.from_text("agency", text)
    assert look.styles.keys() == theme.load().styles.keys()
    assert (look.name, look.text) == ("agency", text)


def test_what_a_theme_does_not_say_is_that_of_its_base():
    look, base = theme.from_text("agency", AGENCY), theme.load("plain")
    assert look.fonts["text"] == {"word": "Georgia", "pdf": "Tinos"}
    assert (look.fonts["arabic"], look.page, look.styles) == (base.fonts["arabic"], base.page, base.styles)
    assert look.colours == {**base.colours, "heading": "7A1F5C", "link": "005A70", "shade": "F7EEF4"}


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"based-on": "agency"}, "based-on", "unknown-value"),
        ({"based-on": "nowhere"}, "based-on", "unknown-value"),
        ({"based-on": ["cstd"]}, "based-on", "wrong-type"),
        ({"font": {}}, "font", "unexpected-property"),
        ({"fonts": {"text": {"pdf": "Comic"}}}, "fonts/text/pdf", "unknown-value"),
        ({"fonts": {"text": {"pdf": "Noto Sans CJK SC"}}}, "fonts/text/pdf", "unknown-value"),
        ({"fonts": {"text": {"folder": "/etc"}}}, "fonts/text/folder", "unexpected-property"),
        ({"fonts": {"text": {"wheel": "os"}}}, "fonts/text/wheel", "unexpected-property"),
        ({"fonts": {"text": {"word": 'A"</style><script>'}}}, "fonts/text/word", "wrong-form"),
        ({"fonts": {"text": {"word": "A; } body { display: none"}}}, "fonts/text/word", "wrong-form"),
        ({"fonts": {"text": {"word": "A\n"}}}, "fonts/text/word", "wrong-form"),
        ({"fonts": {"text": {"word": ""}}}, "fonts/text/word", "wrong-form"),
        ({"fonts": {"text": {"word": "A" * 61}}}, "fonts/text/word", "too-long"),
        ({"colours": {"heading": "red"}}, "colours/heading", "wrong-form"),
        ({"colours": {"heading": "00000\n"}}, "colours/heading", "wrong-form"),
        ({"colours": {"heading": 0}}, "colours/heading", "wrong-type"),
        ({"colours": {"accent": "000000"}}, "colours/accent", "unexpected-property"),
        ({"styles": {"text": {"size": 5.9}}}, "styles/text/size", "unknown-value"),
        ({"styles": {"text": {"size": 72.1}}}, "styles/text/size", "unknown-value"),
        ({"styles": {"text": {"line": 0.9}}}, "styles/text/line", "unknown-value"),
        ({"styles": {"text": {"before": -1}}}, "styles/text/before", "unknown-value"),
        ({"styles": {"text": {"after": 201}}}, "styles/text/after", "unknown-value"),
        ({"styles": {"text": {"indent-left": 73}}}, "styles/text/indent-left", "unknown-value"),
        ({"styles": {"text": {"colour": "page"}}}, "styles/text/colour", "unknown-value"),
        ({"styles": {"text": {"hidden": True}}}, "styles/text/hidden", "unexpected-property"),
        ({"styles": {"footer-two": {"size": 9}}}, "styles/footer-two", "unknown-value"),
        ({"styles": {"text": {"based-on": "text"}}}, "styles/text/based-on", "unexpected-property"),
        ({"styles": {"normal": {"word": "Body Text"}}}, "styles/normal/word", "unexpected-property"),
        ({"styles": {"text": {"outline": 1}}}, "styles/text/outline", "unexpected-property"),
        ({"meanings": {"part": "footer"}}, "meanings/part", "unknown-value"),
        ({"page": {"left": 4.9}}, "page/left", "unknown-value"),
        ({"page": {"left": 65, "right": 66}}, "page/width", "unknown-value"),
        ({"page": {"height": 200, "top": 60, "bottom": 60}}, "page/height", "unknown-value"),
        ({"page": {"footer": 22}}, "page/footer", "unknown-value"),
        ({"page": {"width": float("nan")}}, "page/width", "wrong-type"),
        ({"page": {"width": float("inf")}}, "page/width", "wrong-type"),
    ],
)
def test_what_no_document_could_have_is_reported_at_its_place(changes, path, code):
    assert findings(changes) == {path: code}


@pytest.mark.parametrize(
    "changes",
    [
        {"styles": {"text": {"size": 6, "line": 3, "before": 0, "after": 200, "indent-left": 72}}},
        {"styles": {"title": {"size": 72}}},
        {"page": {"left": 65, "right": 65}},
        {"page": {"top": 70, "bottom": 60}},
        {"page": {"footer": 14}},
        {"page": {"width": 215.9, "height": 279.4}},
        {"fonts": {"text": {"word": "Source Sans 3"}, "han": {"word": "宋体"}}},
    ],
)
def test_what_is_within_the_bounds_is_accepted(changes):
    assert findings(changes) == {}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"colours": {"quiet": "777777"}}, "colours/quiet"),  # 4.48
        ({"colours": {"text": "FFFFFF"}}, "colours/text"),
        ({"colours": {"page": "1A1A1A"}}, "colours/page"),
        ({"colours": {"shade": "606060"}}, "colours/shade"),  # 3.3 with black text
        ({"dark": {"link": "2060C0"}}, "dark/link"),
        ({"dark": {"page": "FFFFFF", "shade": "262B33"}}, "dark/page"),
    ],
)
def test_text_that_is_hard_to_read_is_reported(changes, path):
    found = findings(changes)
    assert found.get(path) == "low-contrast", found
    assert set(found.values()) == {"low-contrast"}


def test_the_contrast_that_is_needed_is_that_of_wcag():
    assert findings({"colours": {"quiet": "767676"}}) == {}  # 4.54
    assert contrast("FFFFFF", "000000") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.478, abs=0.001)
    [found] = theme_check.check(source.read(b'colours: {quiet: "777777"}', "a"), "agency")
    assert "4.47:1" in found.message
    assert "darker" in found.hint


def test_light_text_for_a_dark_page_would_be_unreadable_on_paper():
    dark = {name: theme.load().dark[name] for name in theme.load().dark}
    assert findings({"colours": dark}) == dict.fromkeys(
        (f"colours/{name}" for name in ("text", "heading", "link", "quiet", "warning")), "low-contrast"
    )


@pytest.mark.parametrize("name", ["cstd", "Agency", "../agency", "a b", "", "a\n"])
def test_a_name_is_plain_and_not_that_of_a_built_in_theme(name):
    assert findings(AGENCY, name) == {"": "wrong-name"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "a",
        "&a [*a]",
        "<<: {}",
        "a: 1\na: 2",
        "\0",
        "based-on: !!python/object:os.system x",
        "- " * 30_000,
    ],
)
def test_what_is_no_theme_is_a_fault_and_no_crash(text):
    assert theme_check.find_fault(text, "agency")


def test_a_fault_names_lines_and_remedies_and_is_short():
    fault = theme_check.find_fault(AGENCY.replace('"7A1F5C"', '"FFFFFF"'), "agency")
    assert fault.startswith("line 7: ")
    assert "heading" in fault
    many = overlay({}, {"styles": {role: {"size": 1} for role in theme.load().styles}})
    assert "more" in theme_check.find_fault(yaml.safe_dump(many), "agency")
    assert theme_check.find_fault("#" * 50_001, "agency")


def test_the_example_of_the_documentation_is_a_whole_theme():
    [example] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "themes.md").read_text("utf-8"), re.DOTALL)
    assert findings(example) == {}
    assert len(example.splitlines()) == 12


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("page: {top: 5, bottom: 20, footer: 5}", "page/footer"),
        ("page: {bottom: 12, footer: 12}", "page/footer"),
        ("page: {width: 100, height: 400, top: 60, bottom: 60, left: 5, right: 5, footer: 12}", "page/top"),
        ("styles: {table-text: {size: 72}}", "styles/table-text/size"),
        ("styles: {running-head: {size: 30}}", "styles/running-head/size"),
        ("styles: {heading-1: {page-break: true}}", "styles/heading-1/page-break"),
    ],
)
def test_what_has_no_room_on_a_page_is_reported(text, place):
    assert list(findings(f"based-on: cstd\n{text}")) == [place]


def test_the_error_of_an_empty_theme_says_how_to_begin():
    [found] = theme_check.check(source.read(b"", "a"), "agency")
    assert found.hint == "start it with: based-on: cstd"
