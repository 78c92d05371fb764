"""`wsisc parity` for people and programs, what it records, and what `validate` says of it."""

import json
import re
import shutil

import pytest

from tests.cli.conftest import as_json
from tests.conftest import ROOT, wsisc
from wsisc import source
from wsisc.parity import section_digests
from wsisc.source import model

WRITTEN = ROOT / "tests" / "parity" / "written"


@pytest.fixture
def folder(tmp_path):
    for path in WRITTEN.glob("report.*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_all_languages_beside_a_file_are_compared_with_it(folder):
    done = wsisc("parity", "report.en.yaml", cwd=folder)
    assert done.returncode == 0, done.stdout.decode()
    lines = done.stdout.decode().split("\n\n")
    assert [line.strip() for line in lines] == [
        f"report.{language}.yaml: in step with report.en.yaml" for language in ("ar", "es", "fr", "ru", "zh")
    ]


def test_a_difference_has_its_place_in_both_files(folder):
    change(folder / "report.fr.yaml", "1 980", "1 890")
    change(folder / "report.fr.yaml", "310[^lessons]", "310")
    data = as_json("parity", "report.en.yaml", "report.fr.yaml", code=1, cwd=folder)
    [translation] = data["translations"]
    assert {each["code"] for each in translation["differences"]} == {"number", "missing-footnote"}
    [number] = [each for each in translation["differences"] if each["code"] == "number"]
    english, french = ((folder / f"report.{each}.yaml").read_text("utf-8").split("\n") for each in ("en", "fr"))
    assert "1 890" in french[number["place"]["line"] - 1]
    assert "1,980" in english[number["original"]["line"] - 1]
    assert "1 890" in wsisc("parity", "report.fr.yaml", "report.en.yaml", cwd=folder).stdout.decode()


@pytest.mark.parametrize(("language", "stays"), [("fr", True), ("es", True), ("ru", True), ("zh", False)])
def test_thousands_with_the_comma_of_the_original_are_no_number_of_the_translation(folder, language, stays):
    file = folder / f"report.{language}.yaml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"\| *1\D?980 *\|", "| 1,980 |", text), "utf-8")
    data = as_json("parity", "report.en.yaml", file.name, code=int(stays), cwd=folder)
    [translation] = data["translations"]
    expected = [("number-notation", '"1,980" is written as in the original; here its sign begins decimals')]
    assert [(each["code"], each["message"]) for each in translation["differences"]] == (expected if stays else [])


def test_differences_are_shown_in_french(folder):
    change(folder / "report.es.yaml", "1.980", "1.890")
    files = ("report.en.yaml", "report.es.yaml")
    done = wsisc("parity", *files, "--lang", "fr", "-o", "report.txt", cwd=folder)
    assert done.returncode == 1
    shown = (folder / "report.txt").read_text("utf-8")
    assert "report.es.yaml\u00a0: 1\u00a0différence par rapport à report.en.yaml" in shown
    assert "«\u00a01,980\u00a0»" in shown
    assert wsisc("parity", *files, "-o", "report.txt", cwd=folder).returncode == 1  # it replaces the report in French
    assert "report.es.yaml: 1 difference from report.en.yaml" in (folder / "report.txt").read_text("utf-8")
    assert (
        "dans l’original"
        in wsisc("parity", *files, "--output-format", "json", "--lang", "fr", cwd=folder).stdout.decode()
    )


def test_what_is_recorded_is_all_that_changes_in_the_file(folder):
    before = (folder / "report.fr.yaml").read_bytes()
    done = wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    after = (folder / "report.fr.yaml").read_bytes()
    assert after.startswith(before)
    assert b"translated-from:\n  file: report.en.yaml\n" in after
    assert wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", cwd=folder).stderr == b""
    assert (folder / "report.fr.yaml").read_bytes() == after


def test_validate_names_sections_that_are_older_than_their_original(folder):
    wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", cwd=folder)
    assert "outdated" not in wsisc("validate", "report.fr.yaml", cwd=folder).stdout.decode()
    change(folder / "report.en.yaml", "twenty teachers", "several teachers")
    change(folder / "report.en.yaml", "links:", "# a comment\nlinks:")
    shown = wsisc("validate", "report.fr.yaml", "--output-format", "json", cwd=folder).stdout
    [found] = [each for each in json.loads(shown)["diagnostics"] if each["code"] == "outdated-translation"]
    assert found["path"] == "/parts/two/sections/0/title"
    assert "report.en.yaml:" in found["message"]
    done = wsisc("parity", "report.fr.yaml", cwd=folder)
    assert done.returncode == 1
    assert "outdated-section" in done.stdout.decode()
    done = wsisc("parity", "--record", "--section", "schools", "report.en.yaml", "report.fr.yaml", cwd=folder)
    assert done.returncode == 0, done.stdout.decode()
    assert "outdated" not in wsisc("validate", "report.fr.yaml", cwd=folder).stdout.decode()


def test_a_part_has_the_name_that_the_call_gives_it(folder):
    wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", cwd=folder)
    text = (folder / "report.en.yaml").read_text("utf-8")
    first = text.index("text:", text.index("  one:"))
    (folder / "report.en.yaml").write_text(text[:first] + text[first:].replace(".", ", and more.", 1), "utf-8")
    for command in ("parity", "validate"):
        done = wsisc(command, "report.fr.yaml", "--lang", "fr", cwd=folder)
        assert "Part One de l’original a changé depuis la traduction" in done.stdout.decode()


@pytest.mark.parametrize("file", ["../report.en.yaml", "/etc/passwd", "none.yaml", "report.en.txt", ".hidden.yaml"])
def test_an_original_elsewhere_is_never_read(folder, file):
    path = folder / "report.fr.yaml"
    path.write_text(path.read_text("utf-8") + f"translated-from: {{file: {file}, sections: {{one: 0123456789ab}}}}\n")
    done = wsisc("validate", "report.fr.yaml", "--output-format", "json", cwd=folder)
    codes = {each["code"] for each in json.loads(done.stdout)["diagnostics"]}
    assert codes & {"outdated-translation", "invalid-value", "pattern", "unknown-value", "invalid-format"}, codes


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["alone.yaml"], "no other language was found"),
        (["orphan.yaml"], "its original gone.yaml was not found"),
        (["--section", "one", "report.en.yaml"], "--section requires --record"),
        (["--record", "--section", "none", "report.en.yaml", "report.fr.yaml"], "no section 'none'"),
        (["report.en.yaml", "broken.yaml"], "broken.yaml"),
        (["--record", "report.fr.yaml"], "no file says which one is the original"),
        (["--record", "report.en.yaml", "alone.yaml"], "are in the same language: en"),
    ],
)  # fmt: skip
def test_wrong_usage_is_refused(folder, arguments, said):
    shutil.copy(folder / "report.en.yaml", folder / "alone.yaml")
    own = (folder / "report.en.yaml").read_text("utf-8")
    (folder / "orphan.yaml").write_text(f"{own}translated-from: {{file: gone.yaml}}\n", "utf-8")
    (folder / "broken.yaml").write_text("wsisc: [1\n")
    done = wsisc("parity", *arguments, cwd=folder)
    assert done.returncode in (1, 2)
    assert said in done.stderr.decode()


def recorded(folder):
    return {each.name.split(".")[1] for each in folder.glob("report.*") if b"translated-from" in each.read_bytes()}


def test_only_the_translation_that_was_named_is_recorded(folder):
    assert wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", cwd=folder).returncode == 0
    change(folder / "report.fr.yaml", "_cover:", "x-cover:")
    assert wsisc("parity", "--record", "report.fr.yaml", cwd=folder).returncode == 0
    assert recorded(folder) == {"fr"}
    assert b"_cover:" in (folder / "report.fr.yaml").read_bytes()
    assert wsisc("parity", "--record", "report.es.yaml", cwd=folder).returncode == 0
    assert recorded(folder) == {"es", "fr"}
    assert wsisc("parity", "--record", "report.en.yaml", cwd=folder).returncode == 0
    assert recorded(folder) == {"ar", "es", "fr", "ru", "zh"}


def test_sections_with_differences_are_not_recorded(folder):
    change(folder / "report.fr.yaml", "1 980", "1 890")
    done = wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", cwd=folder)
    assert done.returncode == 1
    assert "report.fr.yaml: not recorded, because they differ from the original: " in done.stderr.decode()
    entry = (folder / "report.fr.yaml").read_text("utf-8").partition("translated-from:")[2]
    digests = section_digests.digest_sections(
        model.from_data(source.read((folder / "report.en.yaml").read_bytes(), "").data)
    )
    assert len([key for key in digests if f"    {key}: " not in entry]) == 1


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ({"en": "en"}, "report.en.yaml:40: the file names itself as its original"),
        ({"en": "fr", "fr": "en"}, "these files name one another as their original: "),
        ({"en": "fr", "fr": "es", "es": "en"}, "these files name one another as their original: "),
    ],
)  # fmt: skip
def test_a_circle_of_originals_is_refused(folder, named, said):
    for language, other in named.items():
        path = folder / f"report.{language}.yaml"
        path.write_text(path.read_text("utf-8") + f"translated-from: {{file: report.{other}.yaml}}\n", "utf-8")
    before = (folder / "report.en.yaml").read_bytes()
    for arguments in (["--record", "report.en.yaml"], ["report.en.yaml", "report.fr.yaml", "report.es.yaml"]):
        done = wsisc("parity", *arguments, cwd=folder)
        assert done.returncode == 2
        assert said in done.stderr.decode()
    assert (folder / "report.en.yaml").read_bytes() == before


@pytest.mark.parametrize("named", [".", "report.ar.yaml", "report.*.yaml"])
def test_the_original_is_not_the_first_by_alphabet(folder, named):
    done = wsisc("parity", named, cwd=folder)
    assert re.findall(r"(report\.\w+\.yaml): in step with (report\.\w+\.yaml)", done.stdout.decode()) == [
        (f"report.{language}.yaml", "report.en.yaml") for language in ("ar", "es", "fr", "ru", "zh")
    ], done.stdout.decode() + done.stderr.decode()


def test_digests_are_those_of_the_file_that_a_translation_names(folder):
    wsisc("parity", "--record", "report.en.yaml", "report.fr.yaml", "report.es.yaml", cwd=folder)
    done = wsisc("parity", "report.es.yaml", "report.fr.yaml", cwd=folder)
    assert done.returncode == 0, done.stdout.decode()
    assert "report.fr.yaml is translated from report.en.yaml, not report.es.yaml" in done.stderr.decode()
    done = wsisc("parity", "--record", "report.es.yaml", "report.fr.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "report.fr.yaml is translated from report.en.yaml" in done.stderr.decode()
