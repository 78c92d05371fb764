"""Forms filled in as people do: they delete and overwrite what the form says, and know nothing of its styles.

Every typed word is invented and typed once, so that it is known which word belongs where, whatever an import does.
"""

import io
import random
import re
import zipfile
from copy import deepcopy

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.importer.filled_forms import FORMS, KNOWN, blank_form
from wsisc.calls import call as calls
from wsisc.document import form
from wsisc.importer.import_document import import_bytes
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.tree import printed_text

SENTENCES = {
    "en": ["We trained {} teachers in {} and the courts of {}.", "The network of {} grew with {} in all of the {} regions."],
    "fr": ["Nous avons formé {} enseignants dans {} et les tribunaux de {}.", "Le réseau de {} a grandi avec {} dans toutes les {} régions."],
    "es": ["Hemos formado a {} docentes en {} y los tribunales de {}.", "La red de {} creció con {} en todas las {} regiones."],
    "ru": ["Мы обучили {} учителей в {} и суды в {}.", "Сеть {} выросла вместе с {} во всех {} регионах."],
    "ar": ["قمنا بتدريب {} من المعلمين في {} وكذلك محاكم {} .", "نمت شبكة {} مع {} في جميع مناطق {} ."],
    "zh": ["我们在 {} 培训了教师，并且在 {} 和 {} 的法院工作。", "网络 {} 与 {} 在所有地区 {} 都有增长。"],
}  # fmt: skip
ANNEXES = {"en": "Annex", "fr": "Annexe", "es": "Anexo", "ru": "Приложение", "ar": "مرفق", "zh": "附件"}
LIST_KINDS = {
    "bullet": ("bullet", "•"), "1.": ("decimal", "%{}."), "1)": ("decimal", "%{})"), "(1)": ("decimal", "(%{})"),
    "a)": ("lowerLetter", "%{})"), "(a)": ("lowerLetter", "(%{})"), "a.": ("lowerLetter", "%{}."),
    "(i)": ("lowerRoman", "(%{})"), "i.": ("lowerRoman", "%{}."), "A.": ("upperLetter", "%{}."), "I.": ("upperRoman", "%{}."),
}  # fmt: skip
FORMATS = ["docx", "docx", "docx", "stripped", "stripped", "saved.docx", "odt", "doc", "rtf"]
"""How the file is saved: by Word, by a program that keeps no content controls, or by LibreOffice in four formats."""
ELSEWHERE = ("unplaced",)


class Person:
    """Fills in a form. `places` has where each word belongs, `items` the first word and level of each item of a list."""

    def __init__(self, seed):
        id, self.language = FORMS[seed % len(FORMS)]
        self.random, self.call = random.Random(f"people {seed}"), KNOWN.load(id)
        self.wording = form.create_wording(self.call, self.language)
        self.document = docx.Document(io.BytesIO(blank_form(self.call, self.language)))
        self.format = FORMATS[(seed // len(FORMS) + seed) % len(FORMATS)]
        self.places, self.items, self.lists, self.done = {}, [], 0, set()
        self.prefix = "".join(self.random.choice("bdfgkl") + self.random.choice("aeiou") for _ in range(2))

    def fill(self):
        """Fill in the form, and return the file as Word or another program saves it, not yet by LibreOffice."""
        paragraphs = {each.text: each for each in self.document.paragraphs}
        self._fill_field("entity")
        self._fill_field("title")
        if self._sometimes(0.1):
            self.done.add("words among the fields")
            self._after(paragraphs[self.wording.details], [self._sentence(ELSEWHERE)])
        holding = [ids for ids, part in calls.parts(self.call) if part.holds]
        found = {ids: self._find_question(ids) for ids in holding}
        for ids in holding:
            self._answer(ids, *found[ids])
        if self._sometimes(0.2):
            self._add_annex()
        buffer = io.BytesIO()
        self.document.save(buffer)
        return strip_controls(buffer.getvalue()) if self.format == "stripped" else buffer.getvalue()

    def _sometimes(self, share):
        return self.random.random() < share

    def _words(self, place, count=1):
        """Invent words that nobody typed before."""
        invented = []
        for _ in range(count):
            number, syllables = len(self.places) + 7, ""
            for _ in range(3):
                number, digit = divmod(number, 80)
                syllables += "bcdfghklmnprstvz"[digit % 16] + "aeiou"[digit // 16]
            word = f"{self.prefix}{syllables}"
            assert word not in self.places
            self.places[word] = place
            invented.append(word)
        return invented

    def _sentence(self, place):
        template = self.random.choice(SENTENCES[self.language])
        return template.format(*self._words(place, template.count("{}")))

    def _fill_field(self, name):
        tag = f"wsisc.{name}@{self.call.id}"
        control = next(
            each for each in self.document.element.body.iter(qn("w:sdt"))
            if each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag
        )  # fmt: skip
        [text] = control.iter(qn("w:t"))
        text.text = " ".join(self._words((name,), self.random.randint(2, 6)))
        if not self._sometimes(0.3):
            return
        paragraph = control.getparent()
        while paragraph.tag != qn("w:p"):
            paragraph = paragraph.getparent()
        how = self.random.choice(["same control", "without control", "other style"])
        self.done.add(f"second paragraph in a field, {how}")
        second = deepcopy(paragraph)
        words = " ".join(self._words((name,), self.random.randint(2, 5)))
        if how == "same control":
            inner = next(
                each for each in second.iter(qn("w:sdt")) if each.find(f".//{qn('w:tag')}").get(qn("w:val")) == tag
            )
            next(inner.iter(qn("w:t"))).text = words
            for each in [each for each in second.iter(qn("w:t")) if not any(a is inner for a in each.iterancestors())]:
                each.text = ""
        else:
            for child in [each for each in second if each.tag != qn("w:pPr") or how == "other style"]:
                second.remove(child)
            Paragraph(second, None).add_run(words)
        paragraph.addnext(second)

    def _find_question(self, ids):
        """Return the paragraphs of a question and the line below it."""
        part, line = dict(calls.parts(self.call))[ids], self.wording.lines[ids]
        label, prompt = part.label[self.language], part.prompt[self.language]
        body = self.document.paragraphs
        at = next(
            at for at, each in enumerate(body)
            if each.text == line
            and (not part.is_headed or (body[at - 1].text.strip() == prompt and body[at - 2].text.strip() == label)
                 or body[at - 1].text.split() == f"{label} {prompt}".split())
        )  # fmt: skip
        question = []
        if part.is_headed:
            question = [body[at - 1]] if body[at - 1].text.strip() != prompt else [body[at - 2], body[at - 1]]
        return question, body[at], body[at + 1]

    def _answer(self, ids, question, line, empty):
        kind = dict(calls.parts(self.call))[ids].holds
        over, first = None, self._sentence(ids)
        ways = {"keep": 52, "delete": 12, "delete label": 6, "delete prompt": 8, "over prompt": 8, "over all": 6}
        how = self.random.choices(list(ways), list(ways.values()))[0]
        how = how if question else "keep"
        if how == "delete":
            self._remove(*question)
        elif how == "delete label" and len(question) > 1:
            self._remove(question[0])
        elif how == "delete prompt" and len(question) > 1:
            self._remove(question[1])
        elif how == "over prompt":
            over = question[-1]
            if len(question) > 1:
                self._type(over, f" {first}")
            else:
                over.add_run(f" {first}")
        elif how == "over all":
            over = question[-1]
            self._remove(*question[:-1])
            self._type(over, first)
        self.done.add(f"question: {how}")
        how_line = self.random.choices(["keep", "delete", "over"], [55, 25, 20])[0]
        self.done.add(f"line: {how_line}")
        if over is None and how_line == "over":
            self._type(line, first)
        elif over is None:
            empty.add_run(first)
        if how_line == "delete" or (how_line == "over" and over is not None):
            self._remove(line)
        self._write_more(empty, ids, kind)

    def _write_more(self, after, ids, kind):
        kinds = ["text", "text", "list", "list", "page break", "column break", "line break", "tab", "table", "empty"]
        kinds += ["heading"] if kind != "text" else []
        for _ in range(self.random.randint(1, 5)):
            added = getattr(self, f"_add_{(what := self.random.choice(kinds)).replace(' ', '_')}")(after, ids)
            self.done.add(what)
            after = added
        return after

    def _after(self, paragraph, texts, style="Body Text"):
        for text in texts:
            element = OxmlElement("w:p")
            paragraph._p.addnext(element)
            paragraph = Paragraph(element, paragraph._parent)
            paragraph.style = self.document.styles[style]
            paragraph.add_run(text)
        return paragraph

    def _add_text(self, after, ids):
        return self._after(after, [self._sentence(ids)])

    def _add_empty(self, after, ids):
        return self._after(after, ["", self._sentence(ids)])

    def _add_heading(self, after, ids):
        title = " ".join(self._words(ids, 3)).capitalize()
        first = title.split()[0]
        self.places[first] = self.places.pop(first.lower())
        heading = self._after(after, [title], f"Heading {self.random.randint(2, 4)}")
        return self._after(heading, [self._sentence(ids)])

    def _add_page_break(self, after, ids):
        return self._add_break(after, ids, WD_BREAK.PAGE)

    def _add_column_break(self, after, ids):
        return self._add_break(after, ids, WD_BREAK.COLUMN)

    def _add_line_break(self, after, ids):
        return self._add_break(after, ids, WD_BREAK.LINE)

    def _add_break(self, after, ids, kind):
        paragraph = self._after(after, [self._sentence(ids).rstrip(" .。")])
        run = paragraph.add_run()
        run.add_break(kind)
        paragraph.add_run(self._sentence(ids)) if self._sometimes(0.5) else run.add_text(" ".join(self._words(ids, 4)))
        return paragraph

    def _add_tab(self, after, ids):
        paragraph = self._after(after, [self._words(ids)[0]])
        paragraph.add_run("\t" + self._sentence(ids))
        return paragraph

    def _add_table(self, after, ids):
        table = self.document.add_table(rows=3, cols=2)
        for row in table.rows:
            for cell in row.cells:
                cell.text = " ".join(self._words(ids, self.random.randint(1, 3)))
        after._p.addnext(table._tbl)
        element = OxmlElement("w:p")
        table._tbl.addnext(element)
        return self._after(Paragraph(element, after._parent), [self._sentence(ids)])

    def _add_list(self, after, ids):
        kinds = [self.random.choice(list(LIST_KINDS)) for _ in range(3)]
        self.done.add(f"list {kinds[0]}")
        number_id, level = self._create_list(kinds), 0
        for at in range(self.random.randint(2, 7)):
            level = self.random.choice([level, level, min(level + 1, 2), max(level - 1, 0)]) if at else 0
            text = self._sentence(ids)
            first = self._words(ids)[0]
            after = self._after(
                after, [f"{first} {text}"], "List Paragraph" if self._has_style("List Paragraph") else "Body Text"
            )
            after._p.get_or_add_pPr().append(parse_xml(
                f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'
            ))  # fmt: skip
            properties = after._p.pPr
            properties.insert(1, properties[-1])  # the order of ECMA-376
            self.items.append((first, level))
        return after

    def _has_style(self, name):
        return any(each.name == name for each in self.document.styles)

    def _create_list(self, kinds):
        numbering, self.lists = self.document.part.numbering_part.element, self.lists + 1
        id = 900 + self.lists
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{LIST_KINDS[kind][0]}"/>'
            f'<w:lvlText w:val="{LIST_KINDS[kind][1].format(at + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{720 * (at + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for at, kind in enumerate(kinds)
        )
        abstract = parse_xml(
            f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{id}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
        at = next((at for at, each in enumerate(numbering) if each.tag == qn("w:num")), len(numbering))
        numbering.insert(at, abstract)
        numbering.append(parse_xml(f'<w:num xmlns:w="{W}" w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>'))
        return id

    def _add_annex(self):
        self.done.add("annex")
        title = ANNEXES[self.language] + self.random.choice(["", " 1", " I"])
        heading = self.document.add_paragraph(title, style=self.random.choice(["Heading 1", "Heading 1", "Heading 2"]))
        if self._sometimes(0.5):
            heading.paragraph_format.page_break_before = True
        for _ in range(self.random.randint(1, 3)):
            self.document.add_paragraph(self._sentence(ELSEWHERE))

    def _type(self, paragraph, text):
        """Replace the text of a paragraph, as somebody who selects it and types."""
        for each in list(paragraph._p)[::-1]:
            if each.tag not in (qn("w:pPr"), qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
                paragraph._p.remove(each)
        paragraph.add_run(text)

    def _remove(self, *paragraphs):
        for each in paragraphs:
            each._p.getparent().remove(each._p)


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def strip_controls(content):
    """Return a file without its content controls, and without the styles that are only of forms."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(?:Content)?>", "", data, flags=re.DOTALL)
                data = re.sub(r'<w:pStyle w:val="(?:Cover|Form|Title|Body|Prompt)\w*"/>', "", data)
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
    return buffer.getvalue()


def find_faults(content, name, person):
    """Return what became of the words that is a fault, as pairs of its kind and a description."""
    imported = import_bytes(content, name, KNOWN)
    texts = dict(_texts(imported.submission))
    where = {}
    for place, text in texts.items():
        for word in re.findall(rf"[^\W_]*{person.prefix}[^\W_]*", text, re.IGNORECASE):
            where.setdefault(word, []).append(place)
    reported = " ".join(str(each.text) for each in imported.items)
    faults = []
    for word, place in person.places.items():
        found = where.pop(word, [])
        if not found:
            glued = [each for each in where if word in each and each not in person.places]
            kind = "glued" if glued else "in the terminal alone" if word in reported else "lost"
            faults.append((kind, f"{word} of {place}"))
        elif len(found) > 1:
            faults.append(("twice", f"{word} of {place}: {found}"))
        elif found[0] != place and found[0] != ELSEWHERE:
            faults.append(("in another place", f"{word} of {place}: {found[0]}"))
    if "unplaced" in {place[0] for place in texts} and not imported.needs_person:
        faults.append(("exit 0 with words unplaced", ""))
    problems = (*imported.report.problems, *imported.report.unaccounted) if imported.report else ()
    faults += [("internal error", each) for each in problems]
    if imported.submission.call != person.call.id:
        faults.append(("another call", imported.submission.call))
    depths = dict(_list_levels(imported.submission))
    for word, level in person.items:
        if word not in depths:
            faults.append(("no list", f"{word} at level {level}"))
        elif depths[word] != level:
            faults.append(("another level", f"{word} at {depths[word]} and not {level}"))
    return faults


def _texts(submission):
    """Yield the texts of a submission with the parts that they are in."""
    links = frozenset(submission.links)

    def of(part):
        yield printed_text(richtext.parse(part.text, links).blocks)
        for each in part.sections:
            yield each.title
            yield from of(each)

    def of_parts(parts, ids):
        for part in parts:
            yield (*ids, part.id), "\n".join(of(part))
            yield from of_parts(part.parts, (*ids, part.id))

    yield ("title",), submission.title
    yield ("entity",), submission.entity.name
    yield from of_parts(submission.parts, ())
    if submission.unplaced:
        yield ELSEWHERE, "\n".join(of(submission.unplaced))


def _list_levels(submission):
    """Yield the first word of each item of a list, with its level."""
    links = frozenset(submission.links)

    def of_blocks(blocks, level):
        for block in blocks:
            if isinstance(block, tree.List):
                for item in block.children:
                    yield printed_text(item.children[:1]).split()[0], level
                    yield from of_blocks(item.children, level + 1)
            elif isinstance(block, tree.Quotation):
                yield from of_blocks(block.children, level)

    def of(part):
        yield from of_blocks(richtext.parse(part.text, links).blocks, 0)
        for each in (*part.sections, *getattr(part, "parts", ())):
            yield from of(each)

    for part in (*submission.parts, *([submission.unplaced] if submission.unplaced else [])):
        yield from of(part)
