"""The data for programs: of the documented form, whole, and in order."""

import json
import shutil

import pytest
from jsonschema import Draft202012Validator

from tests import torture
from tests.conftest import FEATURES, ROOT, SAMPLE, as_yaml, minimal, wsisc


def export(path):
    done = wsisc("build", path, "--format", "json", "-o", "-")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def sample():
    return export(SAMPLE)


@pytest.fixture(scope="module")
def schema():
    data = json.loads((ROOT / "schemas" / "export.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(data)
    return Draft202012Validator(data)


def test_it_has_the_documented_form(sample, schema):
    for data in (sample, export(FEATURES)):
        assert list(schema.iter_errors(data)) == []
    assert list(schema.iter_errors({**sample, "more": 1}))


@pytest.mark.slow
def test_what_tries_every_feature_has_the_documented_form(schema, tmp_path):
    assert list(schema.iter_errors(export(torture.write(tmp_path)))) == []


def test_words_are_counted_with_titles_and_footnotes(tmp_path):
    changes = {
        "parts": {
            "one": {"text": "One two[^n] *three*."},
            "two": {"text": "Four.", "sections": [{"title": "Five six", "text": "Seven"}]},
            "three": {"a": {"text": "Eight."}, "b": {"text": "Nine."}},
        },
        "footnotes": {"n": "Ten <https://example.org/>"},
    }
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal(changes)))
    data = export(tmp_path / "a.yaml")
    assert [part["words"] for part in data["parts"]] == [5, 4, 2]
    assert data["words"] == 11


def test_the_sample_is_whole(sample):
    assert [part["place"] for part in sample["parts"]] == ["one", "two", "three"]
    assert [note["number"] for note in sample["footnotes"]] == [1, 2, 3, 4, 5, 6, 7]
    assert (
        sample["footnotes"][4]["text"]
        == "SHERLOC is the abbreviation for Sharing Electronic Resources and Laws on Crime"
    )
    assert sample["parts"][0]["limit-in-pages"] == 0.5
    innovative = sample["parts"][2]["parts"][0]
    assert innovative["place"] == "three-a"
    assert [section["number"] for section in innovative["sections"]] == ["1)", "2)", "3)", "4)", "5)", "6)"]
    assert innovative["sections"][3]["sections"][0]["place"] == "three-a-4-1"
    assert innovative["sections"][3]["sections"][0]["footnotes"] == [4]
    assert 2_250 < sample["words"] < 2_450


def test_text_is_as_it_is_read(sample):
    lines = sample["parts"][0]["text"].split("\n")
    assert lines[0].startswith("During the reporting period, UNODC continued to use information")
    assert lines[2].startswith("1) Promoting, through the Global Resource")
    assert "**" not in sample["parts"][0]["text"]
    assert "contact" not in export(FEATURES)


def test_a_figure_without_a_caption_has_none(tmp_path, schema):
    shutil.copy(ROOT / "tests" / "figures" / "line.png", tmp_path)
    figures = {"line": {"file": "line.png", "alt": "A line that rises"}}
    data = minimal({"parts": {"one": {"text": "Words.\n\n![line]\n"}}, "figures": figures})
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    exported = export(tmp_path / "a.yaml")
    assert list(schema.iter_errors(exported)) == []
    assert [(each["alternative"], each["caption"]) for each in exported["figures"]] == [("A line that rises", None)]
