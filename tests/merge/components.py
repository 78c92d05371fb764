"""A Word file and edits of what is more than words -> the file as a reviewer leaves it: links, images, equations."""

import struct
import zlib
from html import escape

from lxml import etree

from tests.merge.tracking import SPACE, Tracker, W

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W[1:-1]}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
EMF = b"\x01\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(60)
GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
TYPES = {"emf": "image/x-emf", "gif": "image/gif", "png": "image/png", "bin": "application/octet-stream"}


def png(width=8, height=6, shade=90):
    """Return a grey PNG."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Editor(Tracker):
    """Edits what is more than words; the paragraphs are named by words in them, one in a note by `note`."""

    def link_id(self, target, kind="hyperlink", part="document", is_external=True):
        name = f"word/_rels/{part}.xml.rels"
        self.count += 1
        id = f"new{self.count}"
        mode = ' TargetMode="External"' if is_external else ""
        line = f'<Relationship Id="{id}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/></Relationships>'
        self.parts[name] = self.parts[name].decode().replace("</Relationships>", line).encode()
        return id

    def part(self, name, content, type=""):
        """Put a part into the file, and declare its type."""
        self.parts[name] = content
        ending = name.rpartition(".")[2]
        types = self.parts["[Content_Types].xml"].decode()
        line = f'<Override PartName="/{name}" ContentType="{type or TYPES.get(ending, "application/xml")}"/></Types>'
        self.parts["[Content_Types].xml"] = types.replace("</Types>", line).encode()

    def found(self, words):
        texts = ((root, each) for root in (self.root, self.notes) for each in root.iter(f"{W}p"))
        return next(each for _, each in texts if words in "".join(each.itertext()))

    def put(self, words, xml):
        """Put something after what a paragraph holds."""
        self.found(words).append(etree.fromstring(f"<x {SPACES}>{xml}</x>")[0])

    def link(self, words, address):
        """Link all words of a paragraph except footnote references."""
        paragraph = self.found(words)
        part = "footnotes" if paragraph.getroottree().getroot() is self.notes else "document"
        element = etree.Element(f"{W}hyperlink", {f"{{{R}}}id": self.link_id(address, part=part)})
        runs = [each for each in paragraph.findall(f"{W}r") if each.find(f"{W}t") is not None]
        runs[0].addprevious(element)
        for run in runs:
            element.append(run)

    def relink(self, old, new):
        """Let links to an address lead to another."""
        for part in ("document", "footnotes"):
            name = f"word/_rels/{part}.xml.rels"
            text = self.parts[name].decode()
            self.parts[name] = text.replace(f'Target="{old}"', f'Target="{escape(new)}"').encode()

    def unlink(self, words):
        for link in self.found(words).findall(f"{W}hyperlink"):
            for run in list(link):
                link.addprevious(run)
            link.getparent().remove(link)

    def other_image(self, content, ending="png"):
        """Put another image in the place of the one that there is."""
        if ending == "png":
            self.parts["word/media/chart.png"] = content
            return
        self.part(f"word/media/other.{ending}", content)
        name = "word/_rels/document.xml.rels"
        text = self.parts[name].decode()
        self.parts[name] = text.replace('Target="media/chart.png"', f'Target="media/other.{ending}"').encode()

    def image(self, words, content, ending="png", alt="A new image"):
        name = f"new{self.count}.{ending}"
        self.part(f"word/media/{name}", content)
        paragraph = self.found(words)
        part = "footnotes" if paragraph.getroottree().getroot() is self.notes else "document"
        self.put(words, drawing(self.link_id(f"media/{name}", "image", part, False), alt))

    def linked_image(self, words, address):
        xml = drawing(self.link_id(address, "image"), "Elsewhere").replace("r:embed", "r:link")
        self.put(words, xml)

    def crop(self):
        for blip in self.root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"):
            blip.addnext(etree.fromstring(f'<x {SPACES}><a:srcRect l="40000" r="30000"/></x>')[0])

    def no_image(self):
        for drawn in list(self.root.iter(f"{W}drawing")):
            paragraph = next(drawn.iterancestors(f"{W}p"))
            paragraph.getparent().remove(paragraph)

    def no_call(self):
        for called in list(self.root.iter(f"{W}footnoteReference")):
            called.getparent().remove(called)

    def equation(self, words, letters="a+b"):
        self.put(words, f"<m:oMath><m:r><m:t>{letters}</m:t></m:r></m:oMath>")

    def field(self, words, code, result="today"):
        self.put(words, f'<w:fldSimple w:instr="{code}"><w:r><w:t>{result}</w:t></w:r></w:fldSimple>')

    def ole(self, words):
        self.part("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0" + bytes(60))
        self.part("word/media/ole.emf", EMF)
        image = self.link_id("media/ole.emf", "image", is_external=False)
        object = self.link_id("embeddings/oleObject1.bin", "oleObject", is_external=False)
        self.put(words, f'<w:r><w:object><v:shape id="s1" style="width:9pt;height:9pt"><v:imagedata r:id="{image}"/></v:shape>'
                        f'<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="s1" r:id="{object}"/></w:object></w:r>')  # fmt: skip

    def chart(self, words, text=""):
        xml = f"<c:chartSpace {SPACES}><c:chart><a:t>{text}</a:t></c:chart></c:chartSpace>"
        self.part("word/charts/chart1.xml", xml.encode(),
                  "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")  # fmt: skip
        id = self.link_id("charts/chart1.xml", "chart", is_external=False)
        self.put(words, '<w:r><w:drawing><wp:inline><wp:extent cx="99" cy="99"/><wp:docPr id="9" name="c"/><a:graphic><a:graphicData '
                        f'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{id}"/>'
                        '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')  # fmt: skip

    def altchunk(self, words):
        self.part("word/afchunk1.html", b"<html><body><p>Hidden words of a page.</p></body></html>", "text/html")
        id = self.link_id("afchunk1.html", "aFChunk", is_external=False)
        self.found(words).addnext(etree.Element(f"{W}altChunk", {f"{{{R}}}id": id}))

    def type(self, words, text):
        """Type words after those of a paragraph."""
        run = etree.SubElement(self.found(words), f"{W}r")
        element = etree.SubElement(run, f"{W}t")
        element.text = text
        element.set(SPACE, "preserve")


def drawing(id, alt):
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="90000" cy="90000"/><wp:docPr id="7" name="new" descr="{alt}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def edited(content, *edits, by=""):
    """Return a Word file with edits, each the name of a method of Editor and its arguments."""
    editor = Editor(content, by)
    for name, *arguments in edits:
        getattr(editor, name)(*arguments)
    return editor.content()
