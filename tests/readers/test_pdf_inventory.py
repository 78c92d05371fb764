"""What a PDF holds besides its words: its objects, painted things, links, tags and metadata."""

import zlib

import pytest

from tests.shown import show
from wsisc.readers import pdf as readers_pdf
from wsisc.readers.inventory import pdf, pdf_appearance, pdf_objects

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
            for each in pdf.read_inventory(file).items
        ]
        pieces.append("\n".join([f"=== {name}", *lines, ""]))
    golden("readings/pdf-inventory.txt", "\n".join(pieces))


PACKED = "1 0 2 12 << /A /B >> [ 1 ]"
"""Two objects as an object stream has them: their numbers and offsets, then the objects."""
OBJECTS = {
    "all kinds of values": "1 0 obj << /Type /A#20b /Int -12 /Real 1.5 /Yes true /Null null /Hex <48 6> /Text (a\\)b (c)) /List [1 /N 2 0 R] >> endobj",
    "references to nothing": "1 0 obj [(x) 0 R R] endobj 2 0 obj R endobj",
    "comments": "%PDF-1.7\n%\xe2\xe3\n% a remark\n1 0 obj % within\n<< >> endobj\n%%EOF",
    "words in the second line": "%PDF-1.7\n%remark\n1 0 obj 1 endobj",
    "a key twice": "1 0 obj << /A 1 /A 2 >> endobj",
    "a key that is no name": "1 0 obj << /A 1 2 3 >> endobj",
    "an odd number of values": "1 0 obj << /A 1 /B >> endobj",
    "brackets that do not match": "1 0 obj << /A [ 1 >> endobj",
    "no end": "1 0 obj << /A 1",
    "no end of the text": "1 0 obj (a",
    "no end of the dictionary": "1 0 obj << /A 1 endobj",
    "an unexpected word, and a sign": "1 0 obj 1 endobj nonsense } ) and-a-word-of-very-many-letters",
    "long numbers": "1 0 obj [1234567890123456789 12345678901234567890 +1 -.5 1.2.3] endobj",
    "two objects with one number": "1 0 obj 1 endobj 1 0 obj 2 endobj",
    "an object in another": "1 0 obj (2 0 obj) endobj",
    "objects in a comment": "1 0 obj 1 endobj % 3 0 obj",
    "data between objects": "1 0 obj 1 endobj 5 2 0 obj 1 endobj 6 7 3 0 obj 1 endobj",
    "no number": "obj 1 endobj",
    "a table and a trailer": "1 0 obj 1 endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer << /Size 2 /Extra 1 >> startxref 9",
    "storage": "1 0 obj << /Length 1 /Filter /F /Size 3 /Prev 2 /W [1] /Extends 1 /Kept 1 >> endobj",
    "streams": "1 0 obj << /Length 3 >> stream\nabc\nendstream endobj 2 0 obj << /Length 9 >> stream\r\nabcd\nendstream endobj 3 0 obj << /Length -1 >> stream\nab\nendstream endobj",
    "a stream without an end": "1 0 obj << /Length 3 >> stream\nabc",
    "a stream without a dictionary": "1 0 obj stream\nabc\nendstream endobj",
    "objects in a stream": f"9 0 obj << /Type /ObjStm /N 2 /First 9 /Length {len(PACKED)} >> stream\n{PACKED}\nendstream endobj",
    "objects in a stream of no type": f"9 0 obj << /N 2 /First 9 /Length {len(PACKED)} >> stream\n{PACKED}\nendstream endobj",
    "a stream of other objects": f"9 0 obj << /Type /ObjStm /N 3 /First 9 /Length {len(PACKED)} >> stream\n{PACKED}\nendstream endobj",
    "a stream of objects with a filter": f"9 0 obj << /Type /ObjStm /N 2 /First 9 /Filter /LZW /Length {len(PACKED)} >> stream\n{PACKED}\nendstream endobj",
}  # fmt: skip


def test_the_objects_of_each_file(golden):
    pieces = []
    for name, text in OBJECTS.items():
        found = pdf_objects.read_objects(text.encode("latin-1"))
        known = found._replace(entries=sorted(found.entries), numbered=found.numbered)
        pieces.append(f"=== {name}\n{show(known)}\n")
    golden("readings/pdf-objects.txt", "\n".join(pieces))


@pytest.mark.parametrize(
    ("dictionary", "data", "expected"),
    [
        ({}, b"abc", b"abc"),
        ({b"Filter": pdf_objects.Name(b"FlateDecode")}, zlib.compress(b"abcde"), b"abcde"),
        ({b"Filter": [pdf_objects.Name(b"FlateDecode")]}, zlib.compress(b"abcde"), b"abcde"),
        ({b"Filter": pdf_objects.Name(b"FlateDecode")}, zlib.compress(b"abcdef"), None),
        ({b"Filter": pdf_objects.Name(b"FlateDecode")}, zlib.compress(b"abc")[:-2], None),
        ({b"Filter": pdf_objects.Name(b"FlateDecode")}, b"abc", None),
        ({b"Filter": pdf_objects.Name(b"FlateDecode"), b"DecodeParms": {b"Predictor": 12}}, zlib.compress(b"abc"), None),
        ({b"Filter": pdf_objects.Name(b"LZWDecode")}, b"abc", None),
    ],
)  # fmt: skip
def test_a_stream_is_decompressed_up_to_a_limit_or_not_at_all(dictionary, data, expected):
    assert pdf_objects.decompress(dictionary, data, 5) == expected


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


def test_letters_without_ink_are_found():
    def page(painted, box=420):
        return paged(painted).replace(b"[0 0 420 595]", f"[0 0 {box} 595]".encode())

    plain, white, covered, off = (pdf_appearance.read_appearances(page(f"BT /F1 20 Tf 50 500 Td {before}(Ab c) Tj ET {after}")) for before, after in (
        ("", ""), ("1 g ", ""), ("", "1 g 0 450 420 100 re f"), ("900 0 Td ", "")))  # fmt: skip
    tiny = pdf_appearance.read_appearances(page("BT /F1 0.5 Tf 50 500 Td (Ab) Tj ET"))
    grey = [
        pdf_appearance.read_appearances(page(f"BT {level} g /F1 20 Tf 50 500 Td (HH) Tj ET"))[0].unseen
        for level in (0.88, 0.92)
    ]
    large = pdf_appearance.read_appearances(page("BT /F1 20 Tf 50 500 Td (Ab) Tj ET", 8404))
    assert [each[0].unseen for each in (plain, white, covered, off, tiny)] == ["", "Abc", "Abc", "Abc", ""]
    assert grey == ["", "HH"]
    assert large[0][:2] == ((), "all, as the page is very large")
    assert [letter[0] for letter in plain[0].letters] == [65, 98, 32, 99]
    assert plain[0].letters[0][1:] == (5000, 50000)
    assert pdf_appearance.find_unseen_letters(plain, white) == ['page 1: invisible letters: "Abc"']
    assert pdf_appearance.find_unseen_letters(white, covered) == []
    assert pdf_appearance.find_unseen_letters(plain, plain) == []
    assert pdf_appearance.find_unseen_letters(plain, [*plain, *white]) == ['page 2: invisible letters: "Abc"']
    assert pdf_appearance.find_repainted_pages(plain, white) == ["page 1: the appearance"]
    assert pdf_appearance.find_repainted_pages(plain, plain) == []
    assert pdf_appearance.find_repainted_pages([*plain, *plain], [*off, *white]) == ["page 2: the appearance"]
