"""Word files in a language that is not the first of their call: they come back as those in the first do."""

import pytest

from tests.conftest import ROOT
from tests.importer import alike, foreign
from wsisc import importer, source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Catalogue
from wsisc.cli import import_into
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.readers.word import reader
from wsisc.source import model
from wsisc.writers import get_writer

EXAMPLES = ROOT / "examples" / "compendium"
TEXT = (EXAMPLES / "calls" / "fictional-45.yaml").read_text("utf-8")
KNOWN = Catalogue({"fictional-45": TEXT})
CALL = KNOWN.load("fictional-45")
NAMES = {"valmarine": "fr", "nakheel-libraries": "ar"}


def read(name):
    path = EXAMPLES / f"{name}.yaml"
    return model.from_data(source.read(path.read_bytes(), path.name).data)


def built(submission):
    images = figures.read(submission.figures, EXAMPLES).images
    return get_writer("docx")(Manuscript(submission, CALL, locale.load(submission.language), images)).finish()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_comes_back_without_its_source(name):
    original = read(name)
    found = importer.import_content(reader.read(alike.stripped(built(original))), KNOWN)
    assert alike.essence(found.submission) == alike.essence(original)
    assert found.submission.language == NAMES[name]
    assert found.report.is_balanced
    assert not found.report.needs_person


@pytest.mark.parametrize("change", [bytes, alike.stripped], ids=["whole", "stripped"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_changed_and_nothing_is_done(name, change, tmp_path, capsys):
    text = (EXAMPLES / f"{name}.yaml").read_bytes()
    into, reviewed = tmp_path / "ours.yaml", tmp_path / "reviewed.docx"
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "fictional-45.yaml").write_text(TEXT, "utf-8")
    into.write_bytes(text)
    reviewed.write_bytes(change(built(read(name))))
    assert import_into.merge(str(reviewed), str(into)) == 0
    assert "nothing to merge" in capsys.readouterr().out
    assert into.read_bytes() == text


def by_hand(language, tag=""):
    """Return a Word file with the headings of the call, and words below each."""
    document = foreign.new()
    document.core_properties.language = tag
    for number, (ids, part) in enumerate(calls.parts(CALL)):
        document.add_heading(f"{part.label[language]} {part.prompt[language]}", len(ids))
        if part.holds:
            document.add_paragraph(f"{number} 2041.")
    return reader.read(foreign.saved(document))


@pytest.mark.parametrize("tag", ["", "en-US", "fr-FR"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_file_written_by_hand_is_in_the_language_of_its_headings(language, tag):
    found = importer.import_content(by_hand(language, tag), KNOWN, "fictional-45").submission
    assert found.language == language
    assert found.unplaced is None
    texts = {path[-1]: part.text for path, part in model.parts(found) if part.text}
    assert texts == {"one": "0 2041.\n", "two": "1 2041.\n", "a": "3 2041.\n", "b": "4 2041.\n"}


@pytest.mark.parametrize(("tag", "language"), [("fr-CH", "fr"), ("ar", "ar"), ("es", "en")])
def test_without_prompts_the_properties_decide(tag, language):
    document = foreign.new()
    document.core_properties.language = tag
    document.add_paragraph("2041.")
    found = importer.import_content(reader.read(foreign.saved(document)), KNOWN, "fictional-45")
    assert found.submission.language == language
    assert found.found_parts == ()


def test_the_cover_tells_language_and_session():
    document = foreign.new()
    for block in CALL.cover[:3]:
        text = calls.fill_known(block.text["fr"], {"session-words": "Quarante-cinquième", "reporting-year": "2041"})
        foreign.centred(document, text)
    document.add_paragraph("Des mots.")
    found = importer.import_content(reader.read(foreign.saved(document)), KNOWN).submission
    assert (found.call, found.language) == ("fictional-45", "fr")
