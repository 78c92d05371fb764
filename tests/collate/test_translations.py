"""Which files are one submission in several languages, which one is the original, and that it counts once."""

import csv
import io
import json

import openpyxl
import pytest

from tests.conftest import as_yaml, minimal
from tests.dataset.samples import collect_files
from wsisc.api import CollateOptions, collate_files, validate_files
from wsisc.publication import dataset
from wsisc.publication.collate import translations

CALL = "cstd-next"


def write(folder, files):
    """Write submissions to a folder: by path, the language and the file that each names as its original."""
    for name, (language, origin) in files.items():
        more = {"translated-from": {"file": origin}} if origin else {}
        text = f"Words of {name}: schools."
        data = {"call": CALL, "language": language, "parts": {"one": {"text": text, "tags": {"sdgs": [4]}}}}
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(as_yaml({**minimal(data), **more}))
    return [folder / name for name in files]


def group(folder, files):
    """Return the original of each submission with its translations, all by file, and the notes."""
    notes = []
    found = collect_files(*write(folder, files))
    grouped = translations.group_translations(found, notes.append)
    return {each.file: [other.file for other in each.translations] for each in grouped.members}, notes


@pytest.mark.parametrize(
    ("files", "expected", "note"),
    [  # all of one entity, in texts of one structure
        ({"a.en.yaml": ("en", ""), "b.en.yaml": ("en", "")}, {"a.en.yaml": [], "b.en.yaml": []}, ""),
        ({"a.fr.yaml": ("fr", ""), "a.en.yaml": ("en", "a.fr.yaml")}, {"a.fr.yaml": ["a.en.yaml"]}, ""),
        ({"texte.yaml": ("fr", ""), "words.yaml": ("en", "texte.yaml")}, {"texte.yaml": ["words.yaml"]}, ""),
        ({"a.yaml": ("ru", ""), "a-en.yaml": ("en", "")}, {"a.yaml": ["a-en.yaml"]}, "a.yaml is assumed"),
        ({"a_ar.yaml": ("ar", ""), "a_en.yaml": ("en", "")}, {"a_en.yaml": ["a_ar.yaml"]}, "a_en.yaml is assumed"),
        ({"en.yaml": ("en", ""), "ar.yaml": ("ar", "")}, {"en.yaml": ["ar.yaml"]}, "en.yaml is assumed"),
        # the first language of the call that is there
        ({"a.ru.yaml": ("ru", ""), "a.ar.yaml": ("ar", "")}, {"a.ar.yaml": ["a.ru.yaml"]}, "a.ar.yaml is assumed"),
        # by way of another translation
        (
            {"a.en.yaml": ("en", ""), "a.fr.yaml": ("fr", "a.en.yaml"), "x.yaml": ("es", "a.fr.yaml")},
            {"a.en.yaml": ["x.yaml", "a.fr.yaml"]},
            "",
        ),
        # the original is not there
        (
            {"a.fr.yaml": ("fr", "a.en.yaml"), "a.es.yaml": ("es", "a.en.yaml")},
            {"a.es.yaml": ["a.fr.yaml"]},
            "a.es.yaml is counted as the original: a.en.yaml",
        ),
        # files that name one another
        (
            {"a.en.yaml": ("en", "a.fr.yaml"), "a.fr.yaml": ("fr", "a.en.yaml")},
            {"a.en.yaml": ["a.fr.yaml"]},
            "a.en.yaml is assumed",
        ),
        ({"a.en.yaml": ("en", "a.en.yaml")}, {"a.en.yaml": []}, ""),
        # two in one language
        (
            {"a.en.yaml": ("en", ""), "a.fr.yaml": ("fr", "a.en.yaml"), "b.yaml": ("fr", "a.en.yaml")},
            {"a.en.yaml": ["a.fr.yaml"], "b.yaml": []},
            "b.yaml is counted separately: a.fr.yaml is in the same language, fr",
        ),
        ({"a.yaml": ("fr", ""), "a-fr.yaml": ("fr", "")}, {"a.yaml": [], "a-fr.yaml": []}, ""),
        # the one that names its original, not the first by its name
        (
            {"a.yaml": ("en", ""), "a-fr.yaml": ("fr", ""), "a_fr.yaml": ("fr", "a.yaml")},
            {"a.yaml": ["a_fr.yaml"], "a-fr.yaml": []},
            "",
        ),
    ],
)
def test_which_files_are_versions_of_one_submission(tmp_path, files, expected, note):
    found, notes = group(tmp_path, files)
    assert {file: sorted(others) for file, others in found.items()} == {
        file: sorted(others) for file, others in expected.items()
    }
    assert len(notes) == bool(note)
    assert not note or notes[0].startswith(note)


def test_a_note_says_that_the_original_answers_another_call(tmp_path):
    paths = write(tmp_path, {"a.en.yaml": ("en", ""), "a.fr.yaml": ("fr", "a.en.yaml")})
    paths[0].write_bytes(paths[0].read_bytes().replace(CALL.encode(), b"cstd-26"))
    notes = []
    grouped = translations.group_translations(collect_files(*paths), notes.append)
    assert len(grouped.members) == 2
    assert [note.endswith("a.en.yaml, from which it was translated, answers another call") for note in notes] == [True]


def test_files_of_any_folder_are_versions_if_entity_and_structure_are_equal(tmp_path):
    paths = write(tmp_path, {"a/wdt.en.yaml": ("en", ""), "b/wdt.fr.yaml": ("fr", ""), "c/other.yaml": ("es", "")})
    paths[2].write_bytes(paths[2].read_bytes().replace(b"An entity", b"Another"))
    data, notes = tmp_path / "out.json", []
    collated = collate_files([str(path) for path in paths], data, notify=notes.append)
    assert [len(each["translations"]) for each in json.loads(data.read_bytes())["submissions"]] == [1, 0]
    assert [note.partition(" is assumed")[0] for note in notes if "assumed" in note] == [str(paths[0])]
    assert not collated.needs_person


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", {"a.en.yaml": ("en", ""), "a.fr.yaml": ("fr", "a.en.yaml"), "b.yaml": ("fr", "")})
    return tmp_path / "in"


def test_a_dataset_counts_the_original_and_names_the_translations(folder, tmp_path):
    notes = []
    collated = collate_files(folder, tmp_path / "out.json", notify=notes.append)
    assert [name.rpartition("/")[2] for name in collated.members] == ["a.en.yaml", "b.yaml"]
    assert [note for note in notes if note.startswith("translations are not counted: ") and "a.fr.yaml" in note]
    data = json.loads((tmp_path / "out.json").read_bytes())
    assert [each["translations"] for each in data["submissions"]] == [[{"language": "fr", "file": "a.fr.yaml"}], []]
    assert len(data["sections"]) == 4 * len(data["submissions"])
    [goal] = [each for each in data["coverage"]["sdgs"] if each["tag"] == "4"]
    assert (len(goal["submissions"]), goal["sections"]) == (2, 2)
    collate_files(folder, tmp_path / "out.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))
    assert {row["file"] for row in rows} == {"a.en.yaml", "b.yaml"}
    collate_files(folder, tmp_path / "out.xlsx", options=CollateOptions(language="en"))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Overview"]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum("a.fr.yaml" in str(row) for row in shown) == 1
    assert any("translation: a.fr.yaml (fr)" in str(row) for row in shown)


@pytest.mark.parametrize(("language", "words"), [("en", "a.en.yaml"), ("fr", "a.fr.yaml"), ("es", "a.en.yaml")])
def test_a_compendium_has_the_version_in_its_language_once(folder, tmp_path, language, words):
    notes = []
    collated = collate_files(
        folder, tmp_path / "out.html", notify=notes.append, options=CollateOptions(language=language)
    )
    text = (tmp_path / "out.html").read_text("utf-8")
    assert [name for name in ("a.en.yaml", "a.fr.yaml") if f"Words of {name}" in text] == [words]
    assert len(collated.members) == 2
    assert [note for note in notes if note.startswith("other versions of the same submissions are not included")]


def test_files_that_name_one_another_are_reported_at_both(tmp_path):
    paths = write(tmp_path, {"a.yaml": ("en", "b.yaml"), "b.yaml": ("fr", "a.yaml"), "c.yaml": ("es", "c.yaml")})
    found = [
        each for checked in validate_files(paths) for each in checked.diagnostics if each.code == "circular-original"
    ]
    assert [(each.path, each.severity) for each in found] == [(("translated-from", "file"), "error")] * 3
    assert all(each.span.line > 1 and "remove translated-from:" in each.hint for each in found)
    assert "a.yaml, b.yaml" in found[0].message


def test_tables_of_originals_have_no_rows_of_translations(tmp_path):
    found = collect_files(*write(tmp_path, {"a.yaml": ("en", ""), "a-fr.yaml": ("fr", "a.yaml")}))
    tables = dataset.build_tables(translations.group_translations(found, lambda _: None))
    assert [row.file for row in tables.submissions] == ["a.yaml"]
    assert {row.submission.file for row in tables.sections} == {"a.yaml"}
