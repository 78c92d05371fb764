"""Components of a Word file are found independently of the reader, and each has a fate: read = placed + reported."""

from dataclasses import replace

import pytest

from tests.conftest import some_quick
from tests.forgeries import word_files
from tests.forgeries.documents import document
from tests.forgeries.word_files import DOCUMENT, R, edited, in_overview, linked, png
from tests.importer import alike, foreign, wild
from wsisc import importer
from wsisc.calls.call import BUILT_IN
from wsisc.importer import Fate
from wsisc.importer.account import word_accounting
from wsisc.importer.account.word_accounting import Ledger
from wsisc.readers.word import reader
from wsisc.readers.word.content import ComponentKind, Paragraph, WordContent

EMF = b"\x01\0\0\0" + b"\0" * 36 + b" EMF" + b"\0" * 40
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
ADDRESS = ' TargetMode="External"'


def picture(id, inside="", about=""):
    extra = f'<a:blip r:embed="{id}">{inside}</a:blip>'
    run = word_files.PICTURE.format(way="embed", alt="").replace('<a:blip r:embed="forged"/>', extra)
    return run.replace('<wp:docPr id="77" name="forged"/>', f'<wp:docPr id="77" name="forged">{about}</wp:docPr>')


def _link(content):
    """Return a file with one more relationship to an address."""
    text = f'<Relationship Id="address" Type="{R}/hyperlink" Target="https://new.example/"{ADDRESS}/></Relationships>'
    return edited(content, word_files.RELATIONSHIPS, ("</Relationships>", text))


def link_on_a_heading(content):
    content = edited(_link(content), DOCUMENT, ("Regional work</w:t></w:r>", "Regional work</w:t></w:r></w:hyperlink>"))
    text = word_files.parts_of(content)[DOCUMENT].decode()
    at = text.rindex("<w:r>", 0, text.index("Regional work"))
    text = text[:at] + '<w:hyperlink r:id="address">' + text[at:]
    return word_files.with_parts(content, {DOCUMENT: text.encode()})


def link_on_an_image(content):
    content = linked(_link(content), "image", "media/forged.png", png((0, 0, 200)), "image/png")
    return in_overview(content, f'<w:hyperlink r:id="address">{picture("forged")}</w:hyperlink>')


def link_of_a_drawing(content):
    content = linked(_link(content), "image", "media/forged.png", png((0, 0, 200)), "image/png")
    return in_overview(content, picture("forged", about=f'<a:hlinkClick xmlns:a="{A}" r:id="address"/>'))


def link_of_an_old_shape(content):
    return in_overview(content, '<w:r><w:pict><v:rect href="https://new.example/"/></w:pict></w:r>')


def link_on_hidden_words(content):
    run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
    return in_overview(_link(content), f'<w:hyperlink r:id="address">{run}</w:hyperlink>')


def link_on_struck_words(content):
    run = "<w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r>"
    return in_overview(_link(content), f'<w:hyperlink r:id="address">{run}</w:hyperlink>')


def link_in_two_pieces(content):
    pieces = [f'<w:hyperlink r:id="address"><w:r><w:t>{each}</w:t></w:r></w:hyperlink>' for each in ("one", "two")]
    return in_overview(_link(content), "".join(pieces))


def link_in_a_text_box(content):
    run = '<w:hyperlink r:id="address"><w:r><w:t>In a box.</w:t></w:r></w:hyperlink>'
    box = f"<v:textbox><w:txbxContent><w:p>{run}</w:p></w:txbxContent></v:textbox>"
    return in_overview(_link(content), f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>")


def image_as_emf(content):
    return in_overview(linked(content, "image", "media/forged.emf", EMF, "image/x-emf"), picture("forged"))


def image_with_an_svg(content):
    content = linked(
        content, "image", "media/forged.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"
    )
    svg = '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="forged"/>'
    return in_overview(content, picture("image-chart", f"<a:extLst><a:ext>{svg}</a:ext></a:extLst>"))


def image_in_the_footer(content):
    image = picture("image-chart").replace("image-chart", "logo")
    space = f'xmlns:a="{A}" xmlns:r="{R}" xmlns:pic="urn:p" xmlns:wp="{word_files.W}"'
    content = edited(content, "word/footer1.xml", ("</w:p>", f"{image.replace('<w:r>', f'<w:r {space}>', 1)}</w:p>"))
    target = f'<Relationship Id="logo" Type="{R}/image" Target="media/chart.png"/>'
    links = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{target}</Relationships>'
    )
    return word_files.with_parts(content, {"word/_rels/footer1.xml.rels": links.encode()})


def image_struck(content):
    run = picture("image-chart").replace("<w:r>", "<w:r><w:rPr><w:strike/></w:rPr>", 1)
    return in_overview(content, run)


def image_deleted(content):
    return in_overview(content, f'<w:del w:id="9" w:author="Ada">{picture("image-chart")}</w:del>')


def relationship_of_an_unknown_kind(content):
    return linked(content, "hologram", "hologram1.bin", b"light", "application/octet-stream")


def field_in_the_text(content):
    return in_overview(
        content, '<w:fldSimple w:instr=" IF 1 = 1 &quot;yes&quot; "><w:r><w:t>yes</w:t></w:r></w:fldSimple>'
    )


def control_in_the_text(content):
    run = "<w:r><w:t>31 March</w:t></w:r>"
    return in_overview(content, f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>")


def shape_without_words(content):
    return in_overview(content, '<w:r><w:pict><v:oval style="width:9pt;height:9pt"/></w:pict></w:r>')


CASES = [
    (link_on_a_heading, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (link_on_an_image, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (link_of_a_drawing, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (link_of_an_old_shape, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (link_on_hidden_words, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (link_on_struck_words, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (link_in_two_pieces, ComponentKind.LINK, "https://new.example/", Fate.PLACED),
    (link_in_a_text_box, ComponentKind.LINK, "https://new.example/", Fate.REPORTED),
    (image_as_emf, ComponentKind.IMAGE, "EMF", Fate.REPORTED),
    (image_with_an_svg, ComponentKind.IMAGE, "SVG", Fate.REPORTED),
    (image_in_the_footer, ComponentKind.IMAGE, "footer", Fate.REPORTED),
    (image_struck, ComponentKind.IMAGE, "struck", Fate.REPORTED),
    (image_deleted, ComponentKind.IMAGE, "deleted", Fate.REPORTED),
    (relationship_of_an_unknown_kind, ComponentKind.EMBEDDED, "hologram", Fate.REPORTED),
    (word_files.chart_added, ComponentKind.EMBEDDED, "chart", Fate.REPORTED),
    (word_files.embedded_object, ComponentKind.EMBEDDED, "OLE object", Fate.REPORTED),
    (word_files.wordart_added, ComponentKind.EMBEDDED, "FORGED WORDS", Fate.REPORTED),
    (shape_without_words, ComponentKind.EMBEDDED, "drawing", Fate.REPORTED),
    (word_files.equation_added, ComponentKind.EQUATION, "E=mc2", Fate.REPORTED),
    (field_in_the_text, ComponentKind.FIELD, "IF 1 = 1", Fate.REPORTED),
    (control_in_the_text, ComponentKind.FIELD, "content control (date)", Fate.REPORTED),
    (word_files.comment_added, ComponentKind.COMMENT, "Delete this.", Fate.REPORTED),
    (word_files.endnote_added, ComponentKind.NOTE, "e1", Fate.PLACED),
]


def counted(report, kind, fate):
    return report.components.get(kind, {}).get(fate, 0)


@pytest.fixture(scope="module")
def plain():
    return importer.import_content(reader.read(alike.stripped(document("docx"))), BUILT_IN).report


@pytest.mark.parametrize(("change", "kind", "words", "fate"), CASES, ids=lambda each: getattr(each, "__name__", None))
def test_what_is_added_has_a_fate(change, kind, words, fate, plain):
    content = reader.read(alike.stripped(change(document("docx"))))
    report = importer.import_content(content, BUILT_IN).report
    assert report.is_balanced, (report.problems, report.unaccounted)
    assert counted(report, kind, fate) == counted(plain, kind, fate) + 1
    other = Fate.REPORTED if fate == Fate.PLACED else Fate.PLACED
    beside = 1 if change is image_with_an_svg else 0  # the image that older programs show is placed
    assert counted(report, kind, other) == counted(plain, kind, other) + beside
    if fate == Fate.REPORTED:
        reported = [item for item in report.items if words in f"{item.kind} {item.text}"]
        assert reported
        assert any(item.needs_person for item in reported) or change is image_deleted


@pytest.mark.parametrize("make_file", some_quick([*foreign.FILES, *wild.FILES], 6, lambda each: each.__name__))
def test_every_component_of_a_foreign_file_is_accounted_for(make_file):
    content = reader.read(make_file()[0])
    report = importer.import_content(content, BUILT_IN, "cstd-26").report
    assert report.unaccounted == ()
    assert sum(sum(each.values()) for each in report.components.values()) >= len(content.components)


def without(content: WordContent, **fields) -> WordContent:
    """Return a content in which no run has something any more, as if the reader had dropped it."""

    def kept(block):
        runs = (
            replace(run, **{name: value for name, value in fields.items() if getattr(run, name)}) for run in block.runs
        )
        return replace(block, runs=tuple(runs))

    return replace(
        content, blocks=tuple(kept(each) if isinstance(each, Paragraph) else each for each in content.blocks)
    )


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"link": ""}, "https://example.org/report"), ({"image": None}, "sha256:"), ({"note": ""}, "f1")],
)
def test_what_the_reader_drops_is_an_error(fields, name):
    content = without(reader.read(alike.stripped(document("docx"))), **fields)
    report = importer.import_content(content, BUILT_IN).report
    assert any(name in each for each in report.unaccounted)
    assert not report.is_balanced
    assert report.needs_person


def test_what_is_not_written_is_an_error():
    result = importer.import_content(reader.read(alike.stripped(document("docx"))), BUILT_IN)
    content = WordContent(())
    ledger = Ledger(content, content)
    for kind, name in (
        (ComponentKind.LINK, "https://lost.example/"),
        (ComponentKind.NOTE, "lost"),
        (ComponentKind.IMAGE, "lost"),
    ):
        ledger.components.clear()
        ledger.record_component(kind, "", Fate.PLACED, 4, name)
        assert any(
            name in each for each in word_accounting.find_component_problems(ledger, result.submission, is_whole=True)
        )
