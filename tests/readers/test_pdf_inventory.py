"""What a PDF holds besides its words: links and other annotations, images, attachments, texts for listeners."""

from wsisc.readers import pdf_text
from wsisc.readers import pdf_text as readers_pdf

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="y"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
    '<rdf:Description rdf:about="" xmp:ModifyDate="2025" xmp:Rating="1"><dc:title><rdf:Alt><rdf:li xml:lang="en">A title</rdf:li></rdf:Alt></dc:title>'
    "<dc:creator><rdf:Seq><rdf:li>An entity</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>"
    "<dc:description><rdf:Alt><rdf:li>About</rdf:li></rdf:Alt></dc:description><xmp:CreateDate>2024</xmp:CreateDate>"
    "<dc:subject>Other</dc:subject><xmp:CreatorTool>Typst</xmp:CreatorTool><!-- a comment --></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def stream(data, more="", length=None):
    return f"<< /Length {len(data) if length is None else length} {more} >>\nstream\n{data}\nendstream"


def pdf_file(*objects, first=1, trailer="/Root 1 0 R"):
    """Return a PDF of some objects, with a table of where they are."""
    content, places = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, first):
        places.append(len(content.encode("latin-1")))
        content += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} {trailer} >>"
    return f"{content}{end}\nstartxref\n{len(content.encode('latin-1'))}\n%%EOF\n".encode("latin-1")


def paged(painted, page="", catalog="", *more, resources=""):
    """Return a PDF of one page of A5, with what is painted on it; further objects begin at number 5."""
    return pdf_file(
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1"
        f" /BaseFont /Helvetica >> >> {resources} >> {page} >>",
        stream(painted),
        *more,
    )


def link(rectangle, action="", more=""):
    return f"<< /Type /Annot /Subtype /Link /Rect [{rectangle}] {f'/A << {action} >>' if action else ''} {more} >>"


IMAGE = stream(
    "abcabcabcabc", "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8"
)
ANNOTATIONS = " ".join((
    link("10 10 90 22", "/S /URI /URI (https://a.example/)"),
    link("10 10 90 50", "/S /URI /URI (https://b.example/)", "/Contents (Words) /F 4 /Border [0 0 1]"),
    link("10 10 90 51", "/S /URI /URI (https://c.example/)", "/Contents (https://c.example/)"),
    link("10 30 90 40", "/S /GoTo /D [3 0 R /XYZ 10 500 0]", "/Contents (Within)"), link("10 30 90 40", "", "/Dest [3 0 R /XYZ 20 400 0]"),
    link("10 30 90 40", "/S /Launch /F (x)"), link("10 30 90 40", "/S /Named /N /NextPage"), link("10 30 90 40"),
    "<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (A remark) /Border [0 0 2.5] >>",
    "<< /Type /Annot /Subtype /FreeText /Rect [1 1 9 9] /Contents (Over) /F 2 >>", "<< /Type /Annot /Subtype /Widget /Rect [1 1 9 9] >>",
    "<< /Type /Annot /Subtype /FileAttachment /Rect [1 1 9 9] >>", "<< /Type /Annot /Subtype /Square /Rect [1 1 9 9] >>",
))  # fmt: skip
FILES = {
    "painted": paged(
        "BT /F1 12 Tf 50 500 Td (Words) Tj ET BT 1 0 0 rg 3 Tr /F1 0.4 Tf 50 400 Td (unseen) Tj ET 0 0 1 RG 2 w 10 10 m 200 10 l S 10 20 50 5 re f"
        " 10 40 50 5.1 re S 10 60 50 4.9 re B 0.5 g 10 80 50 40 re f* q 30 0 0 30 100 100 cm /I Do Q /X Do", "/Rotate 90 /CropBox [10 10 400 500]", "",
        IMAGE, stream("0 0 10 10 re f", "/Type /XObject /Subtype /Form /BBox [0 0 20 20]"), resources="/XObject << /I 5 0 R /X 6 0 R >>",
    ),
    "annotations": paged("", f"/Annots [{ANNOTATIONS}]"),
    "outline, language and tags": paged(
        "/P << /MCID 0 >> BDC BT /F1 12 Tf 50 500 Td (Words) Tj ET EMC", "/StructParents 0",
        "/Lang (en-GB) /MarkInfo << /Marked true >> /Outlines 5 0 R /StructTreeRoot 8 0 R /OpenAction << /S /JavaScript /JS (x) >>",
        "<< /Type /Outlines /First 6 0 R /Last 7 0 R /Count 2 >>", "<< /Title (One) /Parent 5 0 R /Next 7 0 R /Dest [3 0 R /XYZ 0 0 0] >>",
        "<< /Title (Two) /Parent 5 0 R /Prev 6 0 R >>", "<< /Type /StructTreeRoot /K [9 0 R] /ParentTree << /Nums [0 [10 0 R]] >> >>",
        "<< /Type /StructElem /S /Document /P 8 0 R /K [10 0 R 11 0 R] /Lang (fr) >>",
        "<< /Type /StructElem /S /P /P 9 0 R /Pg 3 0 R /K 0 /ActualText (Heard) /E (Expanded) >>",
        "<< /Type /StructElem /S /Figure /P 9 0 R /Pg 3 0 R /K [] /Alt (A map) >>",
    ),
    "metadata and attachments": pdf_file(
        "<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R /Names << /EmbeddedFiles << /Names [(a.csv) 4 0 R (wsisc-source.json) 6 0 R] >> >> >>",
        "<< /Type /Pages /Kids [8 0 R] /Count 1 >>", stream(XMP, "/Type /Metadata /Subtype /XML"),
        "<< /Type /Filespec /F (a.csv) /UF (a.csv) /EF << /F 5 0 R >> >>", stream("1,2", "/Type /EmbeddedFile"),
        "<< /Type /Filespec /F (wsisc-source.json) /UF (wsisc-source.json) /EF << /F 5 0 R >> >>", "<< /Title (T) /Author (A) /Producer (P) >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] >>",
        trailer="/Root 1 0 R /Info 7 0 R",
    ),
    "no XML in the metadata": pdf_file("<< /Type /Catalog /Pages 2 0 R /Metadata 3 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", stream("<x", "/Type /Metadata"), "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] >>"),
}  # fmt: skip


def test_the_inventory_of_each_file(golden):
    pieces = []
    for name, file in FILES.items():
        lines = [
            f"[{each.place}] {each.kind}{' (layout)' * each.is_layout}: {each.text}"
            for each in pdf_text.read_inventory(file).items
        ]
        pieces.append("\n".join([f"=== {name}", *lines, ""]))
    golden("readings/pdf-inventory.txt", "\n".join(pieces))


OUTLINED, ATTACHED = FILES["outline, language and tags"], FILES["metadata and attachments"]


def test_what_is_read_of_a_pdf_beside_its_pages():
    assert readers_pdf.find_chapter_pages(OUTLINED) == [0]
    assert readers_pdf.read_surrounding_text(ATTACHED) == {
        "the title in the properties": "T", "the author in the properties": "A", "the subject in the properties": "",
        "the date in the properties": "", "page 1": "",
    }  # fmt: skip
    assert readers_pdf.read_pages(OUTLINED) == ["Words"]
    assert readers_pdf.read_attachments(ATTACHED, 6) == {"a.csv": b"1,2", "wsisc-source.json": b"1,2"}
    assert readers_pdf.read_attachments(ATTACHED, 5) is None
