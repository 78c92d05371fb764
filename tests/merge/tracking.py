"""A Word file and edits -> the file as a reviewer would leave it, with changes tracked: w:ins and w:del by name and date."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Tracker:
    """Edits the body of a Word file; with a `by`, every edit is tracked."""

    def __init__(self, content, by="", date="2024-05-01T10:00:00Z"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])
        self.by, self.date, self.count = by, date, 900

    def content(self):
        """Return the file as a program saves it, which writes every part again."""
        self.parts["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        self.parts["word/footnotes.xml"] = etree.tostring(
            self.notes, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                is_saved = name.startswith("word/") and name.endswith(".xml")
                archive.writestr(name, content.replace(b"?>", b"?><!-- saved -->", 1) if is_saved else content)
        return result.getvalue()

    def marked(self, kind):
        self.count += 1
        return etree.Element(f"{W}{kind}", {f"{W}id": str(self.count), f"{W}author": self.by, f"{W}date": self.date})

    def replace(self, old, new):
        """Replace some words that are in one run."""
        for root in (self.root, self.notes):
            for text in root.iter(f"{W}t"):
                if old in (text.text or ""):
                    self._replace(text, old, new)
                    return
        raise AssertionError(f"no run holds {old!r}")

    def _replace(self, text, old, new):
        before, after = text.text.split(old, 1)
        if not self.by:
            text.text = before + new + after
            text.set(SPACE, "preserve")
            return
        run = text.getparent()
        pieces = [self._run(run, before)]
        if old:
            gone = self.marked("del")
            gone.append(self._run(run, old, "delText"))
            pieces.append(gone)
        if new:
            come = self.marked("ins")
            come.append(self._run(run, new))
            pieces.append(come)
        for piece in [*pieces, self._run(run, after)]:
            run.addprevious(piece)
        run.getparent().remove(run)

    def _run(self, run, words, tag="t"):
        result = deepcopy(run)
        text = result.find(f"{W}t")
        text.text, text.tag = words, f"{W}{tag}"
        text.set(SPACE, "preserve")
        return result

    def paragraph(self, words):
        return next(each for each in self.root.iter(f"{W}p") if words in "".join(each.itertext()))

    def remove(self, words):
        """Take out the paragraph that holds some words."""
        found = self.paragraph(words)
        if not self.by:
            found.getparent().remove(found)
            return
        self._mark(found, "del")
        for run in list(found.iter(f"{W}r")):
            for text in run.findall(f"{W}t"):
                text.tag = f"{W}delText"
            gone = self.marked("del")
            run.addprevious(gone)
            gone.append(run)

    def add(self, after, words):
        """Put a paragraph in after the one that holds some words, and like it."""
        found = self.paragraph(after)
        result = etree.Element(f"{W}p")
        if (properties := found.find(f"{W}pPr")) is not None:
            result.append(deepcopy(properties))
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = words
        if self.by:
            self._mark(result, "ins")
            come = self.marked("ins")
            come.append(run)
            run = come
        result.append(run)
        found.addnext(result)

    def _mark(self, paragraph, kind):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.SubElement(properties, f"{W}rPr")
        look.insert(0, self.marked(kind))

    def comment(self, on, words, by, id="77"):
        """Put a comment on some words that are in one run."""
        text = next(each for each in self.root.iter(f"{W}t") if on in (each.text or ""))
        run = text.getparent()
        for tag, add in (("commentRangeStart", run.addprevious), ("commentRangeEnd", run.addnext)):
            add(etree.Element(f"{W}{tag}", {f"{W}id": id}))
        called = etree.Element(f"{W}r")
        etree.SubElement(called, f"{W}commentReference", {f"{W}id": id})
        run.getnext().addnext(called)
        result = (
            f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="{id}" w:author="{by}" w:date="{self.date}"><w:p><w:r>'
        )
        self.parts["word/comments.xml"] = f"{result}<w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>".encode()
        self._declare()

    def _declare(self):
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        types = self.parts["[Content_Types].xml"].decode()
        override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
        self.parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
        name = "word/_rels/document.xml.rels"
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        link = f'<Relationship Id="remarks" Type="{kind}" Target="comments.xml"/></Relationships>'
        self.parts[name] = self.parts[name].decode().replace("</Relationships>", link).encode()
