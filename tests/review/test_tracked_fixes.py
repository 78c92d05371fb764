"""Safe fixes as tracked changes: accepted they are what validate --fix does, rejected the file has its own words."""

import functools

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.conftest import ROOT, some_quick
from tests.importer import foreign, wild
from tests.importer.alike import stripped
from tests.review import ranges
from tests.review.annotated import ALL, data_of, reviewed
from tests.review.files import officer
from wsisc import pipeline, source
from wsisc.api import checking
from wsisc.calls.call import BUILT_IN
from wsisc.document.figures import LoadedFigures
from wsisc.importer.import_document import import_bytes
from wsisc.readers.word import accept_reject, reader
from wsisc.readers.word.content import all_paragraphs
from wsisc.review.placement import read_passages
from wsisc.source import model
from wsisc.writers.build_job import BuildJob, BuildOptions

MAKERS = {make.__name__: lambda make=make: make()[0] for make in (*foreign.FILES, *wild.FILES)}


@functools.cache
def built(name):
    """Return the Word file of an example, without its source."""
    content = (ROOT / "examples" / name).read_bytes()
    job = BuildJob(name, content, LoadedFigures(), BUILT_IN, BuildOptions(formats=("docx",)))
    return stripped(pipeline.build(job).documents["docx"])


FILES = {"officer": officer, "unodc": functools.partial(built, "unodc_2022.yaml"), **MAKERS}


def words_of(content, people):
    """Return the paragraphs of a file with the changes of some people accepted, and those of others rejected."""
    found = accept_reject.accept_from(reader.read(content), people)
    return [each.text for each in all_paragraphs(found.blocks, found.notes)]


def passages_of(data):
    """Return the words of a submission by passages."""
    return [(each.kind, " ".join(each.display_text.split())) for each in read_passages(model.from_data(data))]


def fixed_data(imported):
    """Return the data of an import after all safe fixes."""
    job = BuildJob("a.docx", imported.text.encode(), LoadedFigures(), BUILT_IN, BuildOptions(rules=ALL))
    return source.read(checking.fix_all(job).content, "a.yaml").data


@pytest.mark.parametrize("name", some_quick(FILES, 6))
def test_rejecting_all_gives_the_words_of_the_file(name):
    content = FILES[name]()
    found = reviewed(content, suggest=True)[2]
    people = {name for change, _ in accept_reject.tracked_changes(reader.read(content))
              for name in accept_reject.change_authors(change)}  # fmt: skip
    assert "wsisc" not in people
    assert words_of(found.content, people) == words_of(content, people)
    others = {name for name in ranges.changed_parts(content, found.content) if not name.startswith("word/comments")}
    assert others <= {
        "word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }  # fmt: skip


@pytest.mark.parametrize("name", some_quick(FILES, 6))
def test_accepting_all_is_what_validate_fixes(name):
    content = FILES[name]()
    imported, _, found = reviewed(content, suggest=True)
    accepted = import_bytes(found.content, "a.docx", call_id="cstd-26")
    assert passages_of(data_of(accepted)) == passages_of(fixed_data(imported))


def test_a_change_has_the_formatting_of_its_run_and_no_comment():
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part Two", 1)
    paragraph = document.add_paragraph("It works ")
    paragraph.add_run("with the Republic of Cape Verde and others").bold = True
    found = reviewed(foreign.saved(document), suggest=True)[2]
    root = ranges.etree.fromstring(ranges.parts(found.content)["word/document.xml"])
    [deleted], [inserted] = root.iter(f"{ranges.W}del"), root.iter(f"{ranges.W}ins")
    assert [each.text for each in deleted.iter(f"{ranges.W}delText")] == ["Cape"]
    assert [each.text for each in inserted.iter(f"{ranges.W}t")] == ["Cabo"]
    assert all(each.find(f"{ranges.W}r/{ranges.W}rPr/{ranges.W}b") is not None for each in (deleted, inserted))
    assert deleted.get(f"{ranges.W}author") == inserted.get(f"{ranges.W}author") == "wsisc"
    first, *others = ranges.comments(found.content).values()
    assert "1 change is suggested" in first
    assert not any("country-name" in each for each in others)


def test_words_of_other_runs_and_of_tracked_changes_get_a_comment_instead():
    found = reviewed(officer(), suggest=True)[2]
    assert any("Secretary-General" in each for each in ranges.comments(found.content).values())
    text = ranges.parts(found.content)["word/document.xml"].decode()
    assert '<w:ins w:id="90" w:author="Ann"' in text.replace(" xmlns:w", " xmlns:w")


def test_ids_of_changes_are_unique():
    found = reviewed(officer(), suggest=True)[2]
    root = ranges.etree.fromstring(ranges.parts(found.content)["word/document.xml"])
    ids = [each.get(f"{ranges.W}id") for each in root.iter(f"{ranges.W}ins", f"{ranges.W}del")]
    assert len(ids) == len({*ids})


def test_a_fix_that_adds_a_word_gets_no_comment_besides():
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part Two", 1)
    document.add_paragraph("The report on the implementation and follow up to the outcomes names it.")
    found = reviewed(foreign.saved(document), suggest=True)[2]
    root = ranges.etree.fromstring(ranges.parts(found.content)["word/document.xml"])
    assert [each.text for each in root.iter(f"{ranges.W}delText")] == [" "]
    assert [each.text.strip() for ins in root.iter(f"{ranges.W}ins") for each in ins.iter(f"{ranges.W}t")] == [
        "of",
        "-",
    ]
    _, *others = ranges.comments(found.content).values()
    assert not any("official-name" in each for each in others)


def test_a_text_that_has_no_letters_is_no_obstacle():
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part Two", 1)
    document.add_paragraph("It works with ").add_run("Cape Verde.")._r.addprevious(
        parse_xml(f"<w:r {nsdecls('w')}><w:t/></w:r>")
    )
    found = reviewed(foreign.saved(document), suggest=True)[2]
    root = ranges.etree.fromstring(ranges.parts(found.content)["word/document.xml"])
    assert [each.text for each in root.iter(f"{ranges.W}delText")] == ["Cape"]
