"""Other programs take a reviewed file: LibreOffice keeps its comments, and no validator finds more than before."""

import subprocess

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.conformance import test_npm_judges
from tests.review import ranges
from tests.review.annotated import MAKERS, reviewed
from tests.review.files import commented, officer
from tests.review.test_tracked_fixes import built

pytestmark = [pytest.mark.judge, pytest.mark.timeout(600)]
FILES = {
    "officer": lambda: commented(officer()),
    "unodc": lambda: built("unodc_2022.yaml"),
    **{make.__name__: lambda make=make: make()[0] for make in MAKERS},
}


@pytest.fixture(scope="module", params=[False, True], ids=["comments", "suggestions"])
def saved(request, tmp_path_factory):
    """Return the reviewed files, and what LibreOffice saves of them, by name."""
    folder = tmp_path_factory.mktemp("office")
    contents = {name: reviewed(make(), suggest=request.param)[2].content for name, make in FILES.items()}
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    paths = sorted(folder.glob("*.docx"))
    subprocess.run([*command, "--outdir", folder / "out", *paths], check=True, capture_output=True, timeout=400)
    return {name: (content, (folder / "out" / f"{name}.docx").read_bytes()) for name, content in contents.items()}


def test_libreoffice_keeps_every_comment_at_its_words(saved):
    for name, (before, after) in saved.items():
        old, new = ranges.comments(before), ranges.comments(after)
        assert sorted(old.values()) == sorted(new.values()), name
        marked = [sorted((text, "".join(words[id].split())) for id, text in found.items())
                  for found, words in ((old, ranges.marked_words(before)), (new, ranges.marked_words(after)))]  # fmt: skip
        assert marked[0] == marked[1], name


def words_of_notes(content):
    """Return the words of footnotes and endnotes, in any order."""
    found = [
        root for name, root in ranges.parts(content).items() if name in ("word/footnotes.xml", "word/endnotes.xml")
    ]
    texts = (
        "".join(text.text or "" for text in each.iter(f"{ranges.W}t")) for root in found for each in note_roots(root)
    )
    return sorted(" ".join(text.split()) for text in texts if text.strip())


def note_roots(content):
    root = etree.fromstring(content)
    return [*root.iter(f"{ranges.W}footnote", f"{ranges.W}endnote")]


def test_libreoffice_keeps_the_words_of_notes(saved):
    """It loses those of endnotes if a reference to a comment is between two references to endnotes."""
    assert any("endnotes" in name for name in saved)
    for name, (before, after) in saved.items():
        assert words_of_notes(before) == words_of_notes(after), name


@pytest.mark.parametrize("name", ["officer", "unodc", "controls_and_fields", "tracked", "google_docs", "bilingual"])
def test_validators_find_no_more_than_before(name, tmp_path):
    content = FILES[name]()
    problems = []
    for each in (content, reviewed(content, suggest=True)[2].content):
        path = tmp_path / "a.docx"
        path.write_bytes(each)
        found = [str(error.get("description", error)) for error in test_npm_judges.sdk(path)["errors"]]
        problems.append(
            sorted([*found, *(str(error.description) for error in OpenXmlValidator().validate(str(path)).errors)])
        )
    assert {*problems[1]} <= {*problems[0]}
