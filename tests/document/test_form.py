"""A call and a language -> the wording of a form."""

import re
from dataclasses import replace

import pytest
import yaml

from tests.conftest import ROOT
from tests.importer.filled_forms import FORMS, KNOWN
from wsisc.document import form, scaffold
from wsisc.importer.forms import form_reading

FOLDER = ROOT / "templates" / "form"


def keys(data):
    """Return the keys of nested data, whatever its texts are."""
    return {key: keys(value) for key, value in data.items()} if isinstance(data, dict) else None


@pytest.mark.parametrize("language", form.languages())
def test_each_language_has_all_wording(language):
    own, english = (yaml.safe_load((FOLDER / f"{each}.yaml").read_text("utf-8")) for each in (language, "en"))
    own["pages"], english["pages"] = {}, {}
    assert keys(own) == keys(english)
    assert list(own["types"]) == scaffold.entity_types()
    assert tuple(own["fields"]) == form_reading.FIELDS


def test_every_locale_has_a_form():
    assert set(form.languages()) >= {each.stem for each in (ROOT / "templates" / "locales").glob("*.yaml")}


@pytest.mark.parametrize(("call", "language"), FORMS)
def test_the_lines_of_a_form_are_whole_sentences(call, language):
    wording = form.create_wording(KNOWN.load(call), language)
    for text in (*wording.lines.values(), *wording.help, wording.heading, wording.details):
        assert not re.search(r"[{}]|  ", text)
        assert text == text.strip()
    assert all(line.endswith((".", "。")) for line in wording.lines.values())


def test_a_line_says_what_the_call_asks():
    lines = form.create_wording(KNOWN.load("cstd-26"), "en").lines
    assert lines["one",] == (
        "Required. At most half a page, about 265 words. Text only, without headings. Write the answer below this line."
    )
    assert "Write the answer" not in lines["three",]
    assert (
        form.create_wording(KNOWN.load("cstd-16"), "en").lines["contribution",].startswith("Contribution: Your efforts")
    )


@pytest.mark.parametrize("language", form.languages())
def test_a_line_names_types_of_entities_in_the_words_of_its_language(language):
    written = KNOWN.load("fictional-45")
    part = written.parts[0]._replace(words=1000, words_by_type=(("united-nations", 1500),), pages=0)
    call = replace(written, languages=form.languages(), parts=(part,), subject=dict.fromkeys(form.languages(), ""))
    call = replace(call, parts=(part._replace(label=dict.fromkeys(form.languages(), "Part One:")),))
    wording = form.create_wording(call, language)
    [line] = wording.lines.values()
    [name] = [words for words, code in wording.fields["type"].choices.items() if code == "united-nations"]
    assert name in line
    assert "united-nations" not in line
    assert all("united-nations" in each for each in wording.earlier_lines.values())


def test_the_choices_of_a_form_are_those_of_its_call():
    fields = form.create_wording(KNOWN.load("fictional-45"), "fr").fields
    assert fields["language"].choices == {"Anglais": "en", "Français": "fr", "Arabe": "ar"}
    assert fields["type"].choices["Société civile"] == "civil-society"


@pytest.mark.parametrize("name", form_reading.FIELDS)
def test_a_tag_says_which_field_and_which_call(name):
    tag = form.format_tag(name, "cstd-26")
    assert form.parse_tag(tag) == (name, "cstd-26")
    assert len(tag) <= 64  # ECMA-376, Part 1, 17.5.2.42
    assert form.parse_tag("entity") is None
