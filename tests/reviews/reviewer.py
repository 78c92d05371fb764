"""A Word file and edits -> the file as Word leaves it: words, looks, links, notes, images, objects, comments, layout."""

import re
from copy import deepcopy

from lxml import etree

from tests.merge.tracking import SPACE, Tracker, W

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{REL}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
NAMES = {
    "w": W[1:-1],
    "r": REL,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "w14": W14[1:-1],
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in NAMES.items())
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EXTENDED = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_KIND_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def xml(text):
    """Return an element written with the usual prefixes."""
    return etree.fromstring(f"<x {_SPACES}>{text}</x>")[0]


class Reviewer(Tracker):
    """Edits a Word file; with a `by`, its words are tracked."""

    # parts and relationships

    def part(self, name, content, kind, id, type=""):
        """Add a part to the package, and a relationship of the document with it."""
        self.parts[f"word/{name}"] = content.encode() if isinstance(content, str) else content
        extension = name.rpartition(".")[2]
        entry = (
            f'<Override PartName="/word/{name}" ContentType="{type}"/>'
            if extension == "xml"
            else f'<Default Extension="{extension}" ContentType="{type}"/>'
        )
        types = self.parts["[Content_Types].xml"].decode()
        if f'Extension="{extension}"' not in types or extension == "xml":
            types = types.replace("</Types>", f"{entry}</Types>")
        self.parts["[Content_Types].xml"] = types.encode()
        self.relation(id, kind if "/" in kind else f"{REL}/{kind}", name)

    def relation(self, id, kind, target, mode="", of="document"):
        name = f"word/_rels/{of}.xml.rels"
        mode = f' TargetMode="{mode}"' if mode else ""
        link = f'<Relationship Id="{id}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
        text = self.parts[name].decode().rstrip()
        text = f"{text.removesuffix('/>')}></Relationships>" if text.endswith("/>") else text
        self.parts[name] = text.replace("</Relationships>", link).encode()

    # places

    def text(self, words):
        """Return the text that holds some words, in the body or a note."""
        return next(
            each for root in (self.root, self.notes) for each in root.iter(f"{W}t") if words in (each.text or "")
        )

    def alone(self, words):
        """Return a run that contains exactly some words."""
        text = self.text(words)
        run = text.getparent()
        before, after = text.text.split(words, 1)
        for piece, add in ((before, run.addprevious), (after, run.addnext)):
            if piece:
                add(self._run(run, piece))
        text.text = words
        text.set(SPACE, "preserve")
        return run

    def block(self, words):
        """Return the paragraph that holds some words, or the table or row around a cell that does."""
        return self.paragraph(words)

    def row(self, words):
        return next(self.paragraph(words).iterancestors(f"{W}tr"))

    def run(self, inner):
        """Return a run, put in by whoever edits."""
        markup = xml(f"<w:r>{inner}</w:r>")
        if not self.by:
            return markup
        come = self.marked("ins")
        come.append(markup)
        return come

    def behind(self, words, inner):
        """Put a run with some XML in it behind the one that holds some words."""
        self.alone(words).addnext(self.run(inner))

    def new(self, after, inner):
        """Put a new paragraph of some XML in behind the one that holds some words."""
        markup = xml(f"<w:p>{inner}</w:p>")
        self.paragraph(after).addnext(markup)
        return markup

    # words

    def type(self, behind, words):
        """Type words behind some."""
        self.behind(behind, f'<w:t xml:space="preserve">{words}</w:t>')

    def split(self, words, by_mark=True):
        """Split a paragraph before some words."""
        run = self.alone(words)
        old = run.getparent()
        new = etree.Element(f"{W}p")
        if (properties := old.find(f"{W}pPr")) is not None:
            new.append(deepcopy(properties))
        for each in [run, *run.itersiblings()]:
            new.append(each)
        old.addnext(new)
        if self.by:
            self._mark(old, "ins")

    def join(self, words):
        """Join the paragraph that holds some words with the next."""
        first = self.paragraph(words)
        if self.by:
            self._mark(first, "del")
            return
        second = first.getnext()
        for each in list(second):
            if each.tag != f"{W}pPr":
                first.append(each)
        second.getparent().remove(second)

    def carry(self, words, behind):
        """Move a paragraph behind another one."""
        found = self.paragraph(words)
        goal = self.paragraph(behind)
        if not self.by:
            goal.addnext(found)
            return
        copy = deepcopy(found)
        for one, kind in ((found, "moveFrom"), (copy, "moveTo")):
            self._mark(one, kind)
            for run in list(one.iter(f"{W}r")):
                mark = self.marked(kind)
                run.addprevious(mark)
                mark.append(run)
        goal.addnext(copy)

    def carry_row(self, words, behind):
        self.row(behind).addnext(self.row(words))

    def add_row(self, behind, *words):
        new = deepcopy(self.row(behind))
        for text, each in zip(new.iter(f"{W}t"), words, strict=True):
            text.text = each
        if self.by:
            new.find(f"{W}trPr").append(self.marked("ins"))
        self.row(behind).addnext(new)

    def remove_row(self, words):
        row = self.row(words)
        if self.by:
            row.find(f"{W}trPr").append(self.marked("del"))
            for run in list(row.iter(f"{W}r")):
                for text in run.findall(f"{W}t"):
                    text.tag = f"{W}delText"
                gone = self.marked("del")
                run.addprevious(gone)
                gone.append(run)
        else:
            row.getparent().remove(row)

    def hide_row(self, words):
        """Hide a row, as the properties of its table do."""
        self.row(words).find(f"{W}trPr").append(etree.Element(f"{W}hidden"))

    def dress(self, words, *properties):
        """Set some words a look that no submission holds, without tracking."""
        for each in properties:
            run = self.alone(words)
            if run.find(f"{W}rPr") is None:
                run.insert(0, etree.Element(f"{W}rPr"))
            run.find(f"{W}rPr").append(xml(each))

    def center(self, words):
        paragraph = self.paragraph(words)
        if paragraph.find(f"{W}pPr") is None:
            paragraph.insert(0, etree.Element(f"{W}pPr"))
        paragraph.find(f"{W}pPr").append(xml('<w:jc w:val="center"/>'))

    def mark_row(self, words, kind):
        """Mark a row as deleted or inserted, and not its words."""
        self.row(words).find(f"{W}trPr").append(self.marked(kind))

    def mark_cell(self, words, kind):
        """Mark a cell as deleted ("cellDel") or inserted ("cellIns")."""
        cell = next(self.paragraph(words).iterancestors(f"{W}tc"))
        properties = cell.find(f"{W}tcPr")
        if properties is None:
            properties = etree.Element(f"{W}tcPr")
            cell.insert(0, properties)
        properties.append(self.marked(kind))

    def restyle(self, words, style):
        """Set the paragraph of some words another style, with tracking on."""
        properties = self.paragraph(words).find(f"{W}pPr")
        changed = self.marked("pPrChange")
        changed.append(deepcopy(properties))
        properties.find(f"{W}pStyle").set(f"{W}val", style)
        properties.append(changed)

    def lay_out(self):
        """Change the layout of the first table and of the page, with tracking on."""
        for tag in ("tblPr", "sectPr"):
            properties = next(self.root.iter(f"{W}{tag}"))
            changed = self.marked(f"{tag}Change")
            changed.append(etree.Element(f"{W}{tag}"))
            properties.append(changed)

    def add_column(self, heading, *words):
        rows = list(next(self.paragraph(heading).iterancestors(f"{W}tbl")).iter(f"{W}tr"))
        for row, each in zip(rows, words, strict=True):
            cell = deepcopy(row.findall(f"{W}tc")[-1])
            next(cell.iter(f"{W}t")).text = each
            row.append(cell)

    def section(self, title, text, like, before):
        """Put a section in before the heading that holds some words; its heading is like that one."""
        heading = deepcopy(self.paragraph(like))
        for mark in [*heading.iter(f"{W}bookmarkStart"), *heading.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        next(heading.iter(f"{W}t")).text = title
        body = xml(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
        body.insert(0, xml('<w:pPr><w:pStyle w:val="BodyText"/></w:pPr>'))
        if self.by:
            for each in (heading, body):
                self._mark(each, "ins")
                for run in list(each.iter(f"{W}r")):
                    come = self.marked("ins")
                    run.addprevious(come)
                    come.append(run)
        goal = self.paragraph(before)
        goal.addprevious(heading)
        goal.addprevious(body)

    def carry_section(self, words, before):
        """Move a heading and the paragraph below it before another heading."""
        heading = self.paragraph(words)
        body = heading.getnext()
        goal = self.paragraph(before)
        goal.addprevious(heading)
        goal.addprevious(body)

    def style(self, words, style):
        """Set the paragraph of some words, from these on, another style."""
        whole = "".join(text.text or "" for text in self.paragraph(words).iter(f"{W}t"))
        if whole.partition(words)[0].strip(" 0123456789)"):
            self.split(words)
        self.paragraph(words).find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)

    def unstyle(self, words, number=None, is_bold=False, has_bookmark=True):
        """Remove the style and the bookmark of a heading, as pasting does, and change its number."""
        found = self.paragraph(words)
        properties = found.find(f"{W}pPr")
        properties.remove(properties.find(f"{W}pStyle"))
        for mark in [] if has_bookmark else [*found.iter(f"{W}bookmarkStart"), *found.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        for run in found.iter(f"{W}r"):
            if is_bold:
                run.insert(0, xml("<w:rPr><w:b/></w:rPr>"))
        if number is not None:
            self.renumber(words, number)

    def renumber(self, words, number):
        """Type another number before a title."""
        text = next(self.paragraph(words).iter(f"{W}t"))
        text.text = number + re.sub(r"^\d+\) ", "", text.text)

    def carry_item(self, words, item):
        """Make a paragraph an item behind another."""
        found, like = self.paragraph(words), self.paragraph(item)
        found.replace(found.find(f"{W}pPr"), deepcopy(like.find(f"{W}pPr")))
        like.addnext(found)

    def carry_to_cell(self, words, behind):
        """Move an item of a list into a cell, behind the paragraph there, as an item still."""
        self.paragraph(behind).addnext(self.paragraph(words))

    def untable(self, words):
        table = next(self.paragraph(words).iterancestors(f"{W}tbl"))
        table.getparent().remove(table)

    def table(self, after, *words):
        cells = "".join(f"<w:tr><w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc></w:tr>" for each in words)
        self.paragraph(after).addnext(xml(f"<w:tbl><w:tblPr/>{cells}</w:tbl>"))

    # looks and links

    def fieldlink(self, words, address):
        """Make a link as a field, as older files have it."""
        run = self.alone(words)
        code = f'<w:instrText xml:space="preserve"> HYPERLINK "{address}" </w:instrText>'
        for inner in ('<w:fldChar w:fldCharType="begin"/>', code, '<w:fldChar w:fldCharType="separate"/>'):
            run.addprevious(xml(f"<w:r>{inner}</w:r>"))
        run.addnext(xml('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))

    def anchor(self, words, name):
        run = self.alone(words)
        link = etree.Element(f"{W}hyperlink", {f"{W}anchor": name})
        run.addprevious(link)
        link.append(run)

    def look(self, words, tag, is_on=True):
        """Set some words a look, or take it from them."""
        run = self.alone(words)
        look = run.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            run.insert(0, look)
        before = deepcopy(look)
        for each in look.findall(f"{W}{tag}") + look.findall(f"{W}{tag}Cs"):
            look.remove(each)
        if is_on:
            look.append(etree.Element(f"{W}{tag}"))
        if self.by:
            changed = self.marked("rPrChange")
            changed.append(before)
            look.append(changed)

    def link(self, words, address, id="link1"):
        run = self.alone(words)
        of = "footnotes" if run.getroottree().getroot() is self.notes else "document"
        self.relation(id, f"{REL}/hyperlink", address, "External", of)
        link = etree.Element(f"{W}hyperlink", {f"{R}id": id})
        run.addprevious(link)
        link.append(run)

    def address(self, old, new):
        name = "word/_rels/document.xml.rels"
        assert f'Target="{old}"'.encode() in self.parts[name]
        self.parts[name] = self.parts[name].replace(f'Target="{old}"'.encode(), f'Target="{new}"'.encode())

    def unlink(self, words):
        link = next(self.text(words).iterancestors(f"{W}hyperlink"))
        for run in list(link):
            link.addprevious(run)
            for style in run.findall(f"{W}rPr/{W}rStyle"):
                style.getparent().remove(style)
        link.getparent().remove(link)

    # notes

    def note(self, behind, words, id="70"):
        """Add a footnote behind some words."""
        mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        text = f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r>'
        self.notes.append(
            xml(f'<w:footnote w:id="{id}"><w:p><w:r>{mark}<w:footnoteRef/></w:r>{text}</w:p></w:footnote>')
        )
        self.behind(behind, f'{mark}<w:footnoteReference w:id="{id}"/>')

    def endnote(self, behind, words):
        text = f'<w:endnote w:id="1"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t> {words}</w:t></w:r></w:p></w:endnote>'
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
        self.part("endnotes.xml", f"<w:endnotes {_SPACES}>{text}</w:endnotes>", "endnotes", "endnotes", kind)
        self.behind(behind, '<w:endnoteReference w:id="1"/>')

    def call(self, words):
        """Return the run that calls the footnote of some words."""
        note = next(each for each in self.notes if words in "".join(each.itertext()))
        calls = self.root.iter(f"{W}footnoteReference")
        return next(each for each in calls if each.get(f"{W}id") == note.get(f"{W}id")).getparent()

    def remove_note(self, words):
        """Take out the call of a footnote."""
        run = self.call(words)
        if self.by:
            gone = self.marked("del")
            run.addprevious(gone)
            gone.append(run)
        else:
            run.getparent().remove(run)

    def carry_note(self, words, behind):
        self.alone(behind).addnext(self.call(words))

    # images and objects

    def picture(self, after, content, extension="png", alt="", type="image/png", id="picture1"):
        """Add an image in a paragraph of its own."""
        self.part(f"media/{id}.{extension}", content, "image", id, type)
        self.new(after, f"<w:r>{drawing(id, alt)}</w:r>")

    def image(self, content, extension="png", type="image/png"):
        """Put another image in place of the one that there is, as "Change Picture" does."""
        self.part(f"media/changed.{extension}", content, "image", "changed", type)
        next(self.root.iter(f"{{{NAMES['a']}}}blip")).set(f"{R}embed", "changed")

    def figure(self):
        return next(self.root.iter(f"{{{NAMES['a']}}}blip"))

    def unpicture(self):
        """Take out the image with its paragraph."""
        found = next(self.figure().iterancestors(f"{W}p"))
        found.getparent().remove(found)

    def resize(self):
        for each in self.root.iter(f"{{{NAMES['wp']}}}extent", f"{{{NAMES['a']}}}ext"):
            for name in ("cx", "cy"):
                each.set(name, str(int(each.get(name)) // 2))

    def crop(self):
        self.figure().addnext(xml('<a:srcRect l="40000" r="30000"/>'))

    def describe(self, alt):
        for each in self.root.iter(f"{{{NAMES['wp']}}}docPr", f"{{{NAMES['pic']}}}cNvPr"):
            each.set("descr", alt)

    def object(self, after, content, image):
        """Add an embedded OLE object, shown as an image."""
        self.part("embeddings/oleObject1.bin", content, "oleObject", "ole", "application/vnd.openxmlformats-officedocument.oleObject")  # fmt: skip
        self.part("media/ole.emf", image, "image", "oleimage", "image/x-emf")
        shape = '<v:shape id="s1" style="width:100pt;height:50pt" o:ole=""><v:imagedata r:id="oleimage" o:title=""/></v:shape>'
        ole = '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.8" ShapeID="s1" DrawAspect="Content" ObjectID="_1" r:id="ole"/>'
        self.new(after, f"<w:r><w:object>{shape}{ole}</w:object></w:r>")

    def chart(self, after, words):
        text = f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>" if words else ""
        rich = f"<c:title><c:tx><c:rich><a:bodyPr/>{text}</c:rich></c:tx></c:title>" if words else ""
        numbers = "<c:ser><c:val><c:numLit><c:pt idx='0'><c:v>5</c:v></c:pt></c:numLit></c:val></c:ser>"
        space = f"<c:chartSpace {_SPACES}><c:chart>{rich}<c:plotArea><c:barChart>{numbers}</c:barChart></c:plotArea></c:chart></c:chartSpace>"
        self.part("charts/chart1.xml", space, "chart", "chart1", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")  # fmt: skip
        data = f'<a:graphicData uri="{NAMES["c"]}"><c:chart r:id="chart1"/></a:graphicData>'
        self.new(after, f"<w:r>{inline(data, 'Chart 1')}</w:r>")

    def chunk(self, after, name, content, type):
        """Embed a document whose text Word reads when it opens the file."""
        self.part(name, content, "aFChunk", "chunk1", type)
        self.paragraph(after).addnext(xml('<w:altChunk r:id="chunk1"/>'))

    # comments

    def comments(self, on, *said, is_resolved=False, tag="t"):
        """Put a comment on some words, and replies to it: each who, and what."""
        run = self.alone(on)
        markup, extended = [], []
        for at, (by, words) in enumerate(said):
            id, mark = str(80 + at), f"0000008{at}"
            paragraph = f'<w:p w14:paraId="{mark}"><w:r><w:t>{words}</w:t></w:r></w:p>'
            markup.append(
                f'<w:comment w:id="{id}" w:author="{by}" w:date="2024-05-0{at + 1}T10:00:00Z">{paragraph}</w:comment>'
            )
            parent = ' w15:paraIdParent="00000080"' if at else ""
            extended.append(f'<w15:commentEx w15:paraId="{mark}"{parent} w15:done="{int(is_resolved)}"/>')
            run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": id}))
            end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": id})
            run.addnext(end)
            end.addnext(xml(f'<w:r><w:commentReference w:id="{id}"/></w:r>'))
        self.part(
            "comments.xml", f"<w:comments {_SPACES}>{''.join(markup)}</w:comments>", "comments", "remarks", _COMMENTS
        )
        self.part(
            "commentsExtended.xml",
            f"<w15:commentsEx {_SPACES}>{''.join(extended)}</w15:commentsEx>",
            _KIND_EXTENDED,
            "extended",
            _EXTENDED,
        )

    def remark(self, words, address):
        """Put a link on the words of the comment."""
        kind = "http://schemas.openxmlformats.org/package/2006/relationships"
        link = f'<Relationship Id="of1" Type="{REL}/hyperlink" Target="{address}" TargetMode="External"/>'
        self.parts["word/_rels/comments.xml.rels"] = f'<Relationships xmlns="{kind}">{link}</Relationships>'.encode()
        run = f"<w:r><w:t>{words}</w:t></w:r>"
        name, linked = "word/comments.xml", f'<w:hyperlink r:id="of1">{run}</w:hyperlink>'
        assert run.encode() in self.parts[name]
        self.parts[name] = self.parts[name].replace(run.encode(), linked.encode())

    def resolve(self):
        name = "word/commentsExtended.xml"
        self.parts[name] = self.parts[name].replace(b'w15:done="0"', b'w15:done="1"')

    # layout

    def footer(self, words):
        name = "word/footer1.xml"
        self.parts[name] = self.parts[name].replace(b"</w:p>", f"<w:r><w:t> {words}</w:t></w:r></w:p>".encode())

    def header(self, words):
        text = f"<w:hdr {_SPACES}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:hdr>"
        self.part("header9.xml", text, "header", "header9", "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml")  # fmt: skip
        next(self.root.iter(f"{W}sectPr")).insert(0, xml('<w:headerReference w:type="default" r:id="header9"/>'))


def inline(data, name="", alt=""):
    about = f'<wp:docPr id="40" name="{name}"{f" descr={chr(34)}{alt}{chr(34)}" if alt else ""}/>'
    return f'<w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/>{about}<a:graphic>{data}</a:graphic></wp:inline></w:drawing>'


def drawing(id, alt=""):
    about = '<pic:nvPicPr><pic:cNvPr id="40" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    shape = '<pic:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    fill = f'<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    data = f'<a:graphicData uri="{NAMES["pic"]}"><pic:pic>{about}{fill}{shape}</pic:pic></a:graphicData>'
    return inline(data, "Picture 1", alt)


def box(words, warp=""):
    """Return a text box as Word writes it, twice; with a warp it is WordArt."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    body = f'<wps:bodyPr><a:prstTxWarp prst="{warp}"/></wps:bodyPr>' if warp else "<wps:bodyPr/>"
    shape = f"<wps:wsp><wps:spPr/><wps:txbx>{inner}</wps:txbx>{body}</wps:wsp>"
    data = f'<a:graphicData uri="{NAMES["wps"]}">{shape}</a:graphicData>'
    old = f'<w:pict><v:shape id="b1" style="width:90pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict>'
    choice = f'<mc:Choice Requires="wps">{inline(data, "Box 1")}</mc:Choice>'
    return f"<mc:AlternateContent>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"


def word_art(words):
    """Return WordArt of the old kind, whose words are an attribute."""
    path = f'<v:textpath style="font-family:Arial" string="{words}"/>'
    return f'<w:pict><v:shape id="a1" style="width:90pt;height:30pt">{path}</v:shape></w:pict>'


def field(instruction, shown):
    kinds = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    code = f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'
    return f"{kinds[0]}{code}{kinds[1]}<w:t>{shown}</w:t>{kinds[2]}"


def typed(before, after):
    """Return the words that are in a Word file, and were not before it was edited: of text, notes, objects, comments."""
    return {word for word in _words(after) - _words(before) if not re.fullmatch(r"\d+", word)}


def _words(parts):
    found = set()
    for name, content in parts.items():
        if name.startswith(("customXml/", "docProps/")) or "/theme/" in name:
            continue
        if name.endswith((".htm", ".txt")):
            found.update(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", content.decode())))
        elif name.endswith(".xml"):
            found.update(_of_xml(etree.fromstring(content)))
        elif name.endswith(".rels"):
            links = [each.get("Target") for each in etree.fromstring(content) if each.get("TargetMode") == "External"]
            found.update(word for link in links for word in re.findall(r"\w+", link))
    return found


_SHOWN = {"br": " ", "tab": " ", "vertAlign": " ", "noBreakHyphen": " ", "delText": "", "instrText": ""}


def _within(paragraph):
    """Yield what is in a paragraph, but not in another one within it."""
    for each in paragraph:
        yield each
        if etree.QName(each).localname != "p":
            yield from _within(each)


def _of_xml(root):
    texts = [
        "".join(_SHOWN.get(etree.QName(text).localname, text.text) or "" for text in _within(each))
        for each in root.iter()
        if etree.QName(each).localname in ("p", "oMath")
    ]
    texts += [each.get(name, "") for each in root.iter() for name in ("string", "descr")]
    return {word for text in texts for word in re.findall(r"\w+", text)}
