"""Word files with all the habits that people have: no word is lost, headings are found, a draft can be built."""

import shutil
import subprocess

import pytest

from tests.conftest import some_quick
from tests.importer import foreign, wild
from tests.importer.alike import items, sections
from wsisc import importer, pipeline, source
from wsisc.calls import call as calls
from wsisc.readers.word import reader
from wsisc.writers import yaml

KNOWN = calls.BUILT_IN
FILES = (*foreign.FILES, *wild.FILES)


def imported(content):
    word_content = reader.read(content)
    try:
        return importer.import_content(word_content, KNOWN)
    except importer.UnknownCall:
        return importer.import_content(word_content, KNOWN, "cstd-16")


@pytest.mark.parametrize("make", some_quick(wild.FILES, 3, lambda make: make.__name__))
def test_no_word_is_lost_and_headings_are_found(make):
    content, headings = make()
    found = imported(content)
    report = found.report
    assert report.problems == ()
    assert report.is_balanced
    assert report.reported == sum(item.words for item in report.items)
    assert sections(found.submission) == headings
    read = source.read(yaml.write(found.submission).encode(), "made.yaml")
    assert not read.diagnostics
    codes = {each.code for each in pipeline.check(read).diagnostics if each.severity == "error"}
    assert codes <= {"missing-alternative", "empty-value", "missing-part", "unplaced-text", "unknown-value"}


def test_fields_show_what_they_show():
    text = imported(wild.controls_and_fields()[0]).submission.parts[0].sections[0].text
    assert " ".join(text.split()) == (
        "As said in section 1.2 on page 3, see [the Union’s site][unions-site]. Geneva was the place. 31 March 2013 was the "
        "day. Yes. A field of its own."
    )


def test_changes_are_read_as_accepted():
    found = imported(wild.tracked()[0])
    assert "Kept words stay." in found.submission.parts[0].sections[0].text
    assert "This paragraph goes on in the next one." in found.submission.parts[0].sections[0].text
    assert "2012" in found.submission.parts[0].sections[1].text
    assert "2011" not in found.submission.parts[0].sections[1].text
    assert "2011" in items(found, "deleted text")


def test_a_form_is_split_into_its_parts():
    found = imported(wild.a_form()[0])
    assert [part.id for part in found.submission.parts] == ["one", "two", "three"]
    assert found.submission.parts[0].text.startswith("The Union went on")
    assert found.submission.parts[1].text.rstrip().endswith("A second paragraph of the answer.")
    assert items(found, "table used for layout")


def test_a_cover_that_is_there_twice_names_who_submits_once():
    submission = imported(wild.spaced_and_stapled()[0]).submission
    assert (submission.entity.name, submission.title) == ("UNIDO", "UNIDO AND THE SUMMIT")


def test_a_cover_in_french_is_one():
    submission = imported(wild.in_french()[0]).submission
    assert submission.title == "Contribution de la Suisse au rapport du Secrétaire général"
    assert "« l’accès pour tous » reste" in submission.parts[0].sections[0].text


def test_shapes_do_not_split_words_and_pieces_of_words_are_reported():
    found = imported(wild.signs_and_shapes()[0])
    text = " ".join(found.submission.parts[0].sections[0].text.split())
    assert "✓ done: co\u00adoperation, e\u2011mail • bullet, tab\\ new line. small" in text
    assert "Half a word stands on both sides, and hidpieces." in text
    assert items(found, "text box") == ["A box of two lines"]
    assert items(found, "hidden text") == ["den All hidden."]
    assert items(found, "drawn text") == ["DRAFT FOR COMMENTS"]
    assert items(found, "text in the code of a field") == ["After a field that nobody closed."]


def test_misprints_in_prompts_do_no_harm():
    submission = imported(wild.google_docs()[0]).submission
    assert [part.id for part in submission.parts] == ["one", "two", "three"]
    assert submission.unplaced is None
    assert "- with a typed bullet\n- and another" in submission.parts[1].sections[0].text


def test_lists_begin_anew_where_word_says_so():
    text = imported(wild.numbered_by_word()[0]).submission.parts[0].sections[0].sections[0].text
    assert "1) first\n2) second\n" in text
    assert "1) first again\n2) second again" in text


@pytest.mark.judge
@pytest.mark.timeout(600)
@pytest.mark.parametrize("other", ["docx", "odt", "rtf"])
def test_what_libreoffice_makes_of_them_comes_in(other, tmp_path):
    for make in FILES:
        (tmp_path / f"{make.__name__}.docx").write_bytes(make()[0])
    office(tmp_path, other, tmp_path / "other", "docx")
    if other == "docx":
        shutil.move(tmp_path / "other", tmp_path / "back")
    else:
        office(tmp_path / "other", "docx", tmp_path / "back", other)
    hits = 0
    for make in FILES:
        found = imported((tmp_path / "back" / f"{make.__name__}.docx").read_bytes())
        assert found.report.is_balanced, make.__name__
        hits += sections(found.submission) == make()[1]
    assert hits >= 18


def office(folder, format, target, suffix):
    profile = f"-env:UserInstallation={(target.parent / 'profile').as_uri()}"
    files = sorted(folder.glob(f"*.{suffix}"))
    command = ["soffice", profile, "--headless", "--convert-to", format, "--outdir", target, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=400)
