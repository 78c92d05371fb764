"""Edits as Word makes them flow into the source: whatever a reviewer did is there, or is reported and waits there."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import some_quick
from tests.merge.tracking import W
from tests.reviews.cases import CASES
from tests.reviews.conftest import build_document, errors
from tests.reviews.reviewer import NAMES, R, Reviewer, typed
from wsisc.cli import import_into
from wsisc.importer import import_document

BASE = Path(__file__).parent / "base.yaml"
_RAISED = str.maketrans("2", "²")
_SIGNS = {"noBreakHyphen": "\u2011", "sym": "≥"}
TEXT = BASE.read_text("utf-8")


@pytest.mark.parametrize("case", some_quick(CASES, 18, lambda case: case.name))
def test_an_edit_lands_or_waits(case, sent, folder, capsys):
    reviewer = Reviewer(sent, case.by)
    before = dict(reviewer.parts)
    for name, *document_path in case.edits:
        if name == "by":
            reviewer.by = document_path[0]
        else:
            getattr(reviewer, name)(*document_path)
    reviewed = reviewer.content()
    author = TEXT
    for old, new in case.author:
        assert author.count(old) == 1, old
        author = author.replace(old, new)
    into, document_path = folder / "ours.yaml", folder / "reviewed.docx"
    into.write_text(author, "utf-8")
    document_path.write_bytes(reviewed)
    code = import_into.merge(str(document_path), str(into), **(case.options or {}))
    shown = capsys.readouterr()
    output, written = shown.out + shown.err, into.read_text("utf-8")
    lines = re.sub(r"[ \n]+", " ", written)
    # What `verify` rejects and no submission can hold is said, though nothing was merged.
    is_unjudged = case.outcome == "same" and "differs from its embedded source, not merged" in output
    assert code == (1 if is_unjudged or case.outcome in ("conflict", "reported") else 0), output
    for each in case.texts:
        assert each in lines, output
    for each in case.gone:
        assert each not in lines, output
    for each in () if case.options else typed(before, reviewer.parts):
        assert each in lines or each in output, each
    codes = errors(written, folder)
    assert codes == ({"open-conflict"} if code and not is_unjudged else set()), output
    if case.outcome == "reported":
        assert "not applied" in output or "conflict" in output or "to check" in output
    if case.outcome == "same":
        assert written == author
    if code == 0 and not case.author and not case.options:
        assert looks(build_document(written, folder)) == looks(reviewed)
    if written != author and not case.name.endswith(", tracked"):
        again = import_into.merge(str(document_path), str(into), **(case.options or {}))
        assert (again, into.read_text("utf-8")) == (code, written), capsys.readouterr().out


def merged(folder, reviewer, capsys, **options):
    """Return what a merge of a review says, and the YAML that it leaves."""
    into, document_path = folder / "ours.yaml", folder / "reviewed.docx"
    into.write_text(TEXT, "utf-8")
    document_path.write_bytes(reviewer.content())
    import_into.merge(str(document_path), str(into), **options)
    shown = capsys.readouterr()
    return shown.out + shown.err, into.read_text("utf-8")


def test_tracked_formatting_and_marks_have_an_author(sent, folder, capsys):
    reviewer = Reviewer(sent, "Ada")
    reviewer.look("in the year", "b")
    reviewer.join("A third one")
    reviewer.lay_out()
    output, _ = merged(folder, reviewer, capsys)
    assert output.count(", Ada, 2024-05-01") == output.count("  --> ") == 2
    assert "applied: paragraph joined" in output
    assert "note: left out: tracked formatting by Ada, which submissions do not support" in output


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"is_bold": True},
        {"is_bold": True, "has_bookmark": False},
        {"is_bold": True, "has_bookmark": False, "number": ""},
        {"number": ""},
        {"number": "7) "},
    ],
)
def test_a_heading_that_lost_its_style_is_kept_and_named(options, sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.unstyle("Health", **options)
    reviewer.replace("centres came", "posts came")
    output, written = merged(folder, reviewer, capsys)
    assert written == TEXT.replace("centres came", "posts came"), output
    assert "heading style lost (it is kept as a heading)" in output
    assert "not applied" not in output
    imported = import_document.import_bytes(reviewer.content(), "reviewed.docx").submission
    assert [each.title for each in imported.parts[1].sections] == ["Schools", "Health", "Transport"]


@pytest.mark.parametrize("number", ["", "7) ", "2. ", "2) 2) "])
def test_a_number_that_was_typed_before_a_title_is_no_word_of_it(number, sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.renumber("Health", number)
    output, written = merged(folder, reviewer, capsys)
    assert written == TEXT, output
    assert ("left out: number changed" in output) is bool(number)


def test_a_new_heading_that_only_looks_and_counts_like_one_begins_a_section(sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.section("Water", "Wells work.", "Health", "Transport")
    reviewer.unstyle("Water", "3) ", is_bold=True)
    output, written = merged(folder, reviewer, capsys)
    assert "- title: Water\n        text: Wells work." in written
    assert "applied: section added" in output


def test_figures_and_entries_that_go_are_named(sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.unpicture()
    reviewer.remove("since 2018")
    reviewer.remove_note("taken from")
    output, _ = merged(folder, reviewer, capsys)
    assert "figure removed" in output
    assert "  - ![coverage]" in output
    assert "  - coverage: Schools connected since 2018" in output
    assert "  - source: Where this was taken from." in output


def test_alignment_and_properties_are_noted(sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.center("of bridges")
    reviewer.parts["docProps/core.xml"] = reviewer.parts["docProps/core.xml"].replace(b"An entity", b"Eve")
    output, written = merged(folder, reviewer, capsys)
    assert written == TEXT
    assert 'alignment "center" of "The last paragraph speaks of bridges."' in output
    assert 'property author: "Eve"' in output


def test_words_hard_to_see_are_named_once_where_they_stand(sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.behind("every village", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t> secretly</w:t>')
    output, written = merged(folder, reviewer, capsys)
    assert "not applied" not in output
    assert (output.count("hard to see"), written.count("hard to see")) == (1, 1)
    assert "section 3, Text" in output.partition("hard to see")[2].splitlines()[1]


@pytest.mark.parametrize("name", ["Benin", "Albania", "Chad"])
def test_a_deleted_row_takes_its_line_alone(name, sent, folder, capsys):
    reviewer = Reviewer(sent, "Ada")
    reviewer.mark_row(name, "del")
    _, written = merged(folder, reviewer, capsys)
    assert written.splitlines() == [line for line in TEXT.splitlines() if name not in line]


def test_the_number_of_an_item_put_into_a_cell_is_a_word(sent, folder, capsys):
    reviewer = Reviewer(sent)
    reviewer.carry_to_cell("third item", "Chad")
    output, written = merged(folder, reviewer, capsys)
    assert "| Chad 3) third item. " in written
    assert "not applied" not in output


def looks(content):
    """Return what a person finds in a Word file, whatever its XML: letters in order, looks, links, notes and images.

    Tracked changes are accepted; the layout, numbers before titles, and empty paragraphs are nothing.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _Look(parts).found()


class _Look:
    """Looks at the parts of a Word file."""

    def __init__(self, parts):
        self.parts = parts
        self.notes = {f"{kind}{each.get(f'{W}id')}": each for kind in ("footnote", "endnote") for each in
                      (etree.fromstring(parts[f"word/{kind}s.xml"]) if f"word/{kind}s.xml" in parts else ())}  # fmt: skip
        self.links = {}
        for of in ("document", "footnotes"):
            links = etree.fromstring(parts[f"word/_rels/{of}.xml.rels"])
            self.links |= {(of, each.get("Id")): each.get("Target") for each in links}
        self.field = ""

    def found(self):
        body = etree.fromstring(self.parts["word/document.xml"])
        for row in list(body.iter(f"{W}tr")):
            if row.find(f"{W}trPr/{W}del") is not None:
                row.getparent().remove(row)
        for cell in list(body.iter(f"{W}tc")):
            if cell.find(f"{W}tcPr/{W}cellDel") is not None:
                cell.getparent().remove(cell)
        pieces = [piece for paragraph in body.iter(f"{W}p") for piece in self.paragraph(paragraph)]
        others = [
            re.sub(r"<[^>]*>|\s", "", self.parts[name].decode())
            for name in sorted(self.parts)
            if re.match(r"word/(header|footer|charts/)", name)
            and name.endswith(".xml")
            and b'<w:pStyle w:val="Header"/>' not in self.parts[name]  # it repeats the cover
        ]
        shapes = [etree.QName(each).localname for each in body.iter() if etree.QName(each).localname in
                  ("object", "textpath", "altChunk", "chart", "txbxContent")]  # fmt: skip
        return (
            "".join(piece[0] for piece in pieces),
            [each for each in _joined(pieces) if any(each[1:])],
            others,
            shapes,
        )

    def paragraph(self, paragraph):
        """Yield its pieces: words and how they look."""
        is_head = (paragraph.find(f"{W}pPr/{W}pStyle") is not None) and paragraph.find(f"{W}pPr/{W}pStyle").get(
            f"{W}val"
        ).startswith("Heading")
        is_first = True
        for run in paragraph.iter(f"{W}r", f"{{{NAMES['m']}}}r"):
            if (
                next(run.iterancestors(f"{W}del", f"{W}moveFrom"), None) is not None
                or run.find(f"{W}rPr/{W}strike") is not None
            ):
                continue
            for piece in self.run(run):
                words = re.sub(r"^\d+\) ", "", piece[0]) if is_head and is_first else piece[0]
                is_first = is_first and not words
                yield (re.sub(r"[ \n\t]", "", words), *piece[1:])

    def run(self, run):
        link = next(run.iterancestors(f"{W}hyperlink"), None)
        of = etree.QName(run.getroottree().getroot()).localname
        address = self.links.get((of, link.get(f"{R}id"))) if link is not None else self.field
        look = (run.find(f"{W}rPr/{W}b") is not None, run.find(f"{W}rPr/{W}i") is not None, address)
        for each in run.iter():
            name = etree.QName(each).localname
            if name == "t":
                raised = run.find(f"{W}rPr/{W}vertAlign") is not None
                yield ((each.text or "").translate(_RAISED if raised else {}), *look)
            elif name == "instrText" and "HYPERLINK" in each.text:
                self.field = each.text.split('"')[1]
            elif name == "fldChar" and each.get(f"{W}fldCharType") == "end":
                self.field = ""
            elif name in _SIGNS:
                yield (_SIGNS[name], *look)
            elif name in ("footnoteReference", "endnoteReference"):
                yield ("[", *look)
                for paragraph in self.notes[f"{name.removesuffix('Reference')}{each.get(f'{W}id')}"].iter(f"{W}p"):
                    yield from self.paragraph(paragraph)
                yield ("]", *look)
            elif name == "blip":
                content = self.parts[f"word/{self.links[of, each.get(f'{R}embed')]}"]
                alt = next(run.iter(f"{{{NAMES['wp']}}}docPr")).get("descr", "")
                yield (f"<{hashlib.sha256(content).hexdigest()[:8]} {alt}>", *look)


def _joined(pieces):
    """Return pieces; adjacent ones of the same look are joined."""
    found = []
    for words, *look in pieces:
        if found and found[-1][1:] == look:
            found[-1][0] += words
        elif words:
            found.append([words, *look])
    return found
