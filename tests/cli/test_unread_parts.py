"""What a Word file embeds, and what its notes hold besides words: every command says that it is not read."""

import io
import re
import zipfile

import docx
import pytest

from tests.conftest import as_yaml, build, minimal, wsisc
from tests.importer.collected import PNG
from tests.readers.word_files import SPACES, links, para, run, word_file
from tests.review import ranges
from wsisc.importer import import_document

CHUNKS = {
    "html": b"<html><body><p>Words of a chunk</p></body></html>",
    "rtf": rb"{\rtf1 Words of a chunk}",
    "xml": f"<w:document {SPACES}><w:body>{para(run('Words of a chunk'))}</w:body></w:document>".encode(),
}
PICTURE = '<w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
CHUNK_LINK = '<Relationship Id="chunk" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="chunk.{}"/>'  # fmt: skip
DATA = minimal({"parts": {part: {"text": "The agency connected many schools.\n"} for part in ("one", "two")}})


def with_chunk(document, ending):
    """Return a Word file in which a text of another format is embedded after the last paragraph."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("latin-1")
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", f"{CHUNK_LINK.format(ending)}</Relationships>")
            if name == "word/document.xml":
                content = re.sub("(?=<w:sectPr(?!.*<w:sectPr))", '<w:altChunk r:id="chunk"/>', content, flags=re.S)
            if name == "[Content_Types].xml":
                content = content.replace("</Types>", f'<Override PartName="/word/chunk.{ending}" ContentType="text/x"/></Types>')  # fmt: skip
            new.writestr(name, content.encode("latin-1"))
        new.writestr(f"word/chunk.{ending}", CHUNKS[ending])
    return stream.getvalue()


@pytest.mark.parametrize("ending", CHUNKS)
def test_a_text_that_is_embedded_is_named_as_not_read(tmp_path, ending):
    (tmp_path / "old.yaml").write_bytes(as_yaml(DATA))
    (tmp_path / "chunk.docx").write_bytes(with_chunk(build(DATA), ending))
    shown = "" if ending == "rtf" else ": Words of a chunk"

    compared = wsisc("diff", "old.yaml", "chunk.docx", cwd=tmp_path)
    assert compared.returncode == 1
    is_counted = ending == "xml"  # its words are read, and counted
    said = "4 of its words were not compared" if is_counted else f"not compared: embedded document{shown}"
    assert f"chunk.docx: {said}; run wsisc import chunk.docx" in compared.stderr.decode()

    reviewed = wsisc("review", "chunk.docx", cwd=tmp_path)
    assert reviewed.returncode == 1
    comments = " ".join(ranges.comments((tmp_path / "chunk.reviewed.docx").read_bytes()).values())
    assert f"embedded document{shown}" in comments

    imported = wsisc("import", "chunk.docx", "-o", "chunk.yaml", cwd=tmp_path)
    assert imported.returncode == 1
    assert "internal error" not in imported.stderr.decode()
    assert f"embedded document{shown}" in (tmp_path / "chunk.yaml").read_text("utf-8")

    merged = wsisc("import", "chunk.docx", "--into", "old.yaml", cwd=tmp_path)
    assert merged.returncode == 1
    assert f"+ embedded part: embedded document (chunk.{ending})" in merged.stdout.decode()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_with_a_picture_alone_is_reported_and_its_picture_placed(kind):
    note = f'<w:{kind} w:id="2">{para(PICTURE)}</w:{kind}>'
    reference = f'<w:r><w:{kind}Reference w:id="2"/></w:r>'
    parts = {
        f"word/{kind}s.xml": f"<w:{kind}s {SPACES}>{note}</w:{kind}s>",
        f"word/_rels/{kind}s.xml.rels": links(("i", "image", "i.png", "")),
        "word/i.png": PNG,
    }
    content = word_file(para(run("Part One: bells")) + para(run("Bells rang.") + reference), parts, [("9", f"{kind}s", f"{kind}s.xml", "")])  # fmt: skip
    imported = import_document.import_bytes(content, "bells.docx")
    assert imported.report.is_balanced, (imported.report.problems, imported.report.unaccounted)
    assert [*imported.files.values()] == [PNG]
    [figure] = imported.submission.figures
    assert f"Bells rang.\n\n![{figure}]" in imported.text.replace("      ", "")
    texts = [each.text for each in imported.items if each.kind == "note without words, not imported"]
    assert texts == [f'{kind[0]}2 (near "Bells rang.")']
    assert imported.needs_person


def test_a_title_that_was_changed_in_the_properties_is_not_all_merged(tmp_path):
    document = docx.Document(io.BytesIO(build(DATA)))
    document.core_properties.title = "Another title"
    document.save(tmp_path / "titled.docx")
    (tmp_path / "ours.yaml").write_bytes(as_yaml(DATA))
    merged = wsisc("import", "titled.docx", "--into", "ours.yaml", cwd=tmp_path)
    assert merged.returncode == 1
    assert merged.stdout.decode() == "ours.yaml: nothing was merged\n"
    assert "titled.docx differs from its embedded source, not merged: properties; run wsisc verify" in merged.stderr.decode()  # fmt: skip
    assert wsisc("verify", "titled.docx", cwd=tmp_path).returncode == 1

    (tmp_path / "ours.yaml").write_bytes(as_yaml({**DATA, "title": "Another title"}))  # what was changed can be there
    assert wsisc("import", "titled.docx", "--into", "ours.yaml", cwd=tmp_path).returncode == 0
