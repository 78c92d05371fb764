"""Randomly filled forms: a person types over, before and behind what the form says."""

import io
import random
import re

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.conftest import ROOT
from wsisc import importer, theme
from wsisc.calls import call as calls
from wsisc.calls.call import Catalogue
from wsisc.document import form
from wsisc.readers.word import reader
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text
from wsisc.writers.docx.fillable_form import write_form

KNOWN = Catalogue(
    {"fictional-45": (ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml").read_text("utf-8")}
)
FORMS = [(id, language) for id in KNOWN.ids() for language in form.find_languages(KNOWN.load(id))]
"""All calls, each in all its languages."""
WORDS = [
    "access",
    "to",
    "the",
    "network",
    "grew",
    "in",
    "all",
    "regions",
    "and",
    "villages",
    "where",
    "teachers",
    "of",
    "the",
    "ministry",
    "trained",
    "many",
    "people",
    "for",
    "their",
    "work",
    "while",
    "courts",
    "accepted",
    "evidence",
    "from",
    "laboratories",
    "under",
    "new",
    "laws",
    "on",
    "data",
    "that",
    "protect",
    "children",
    "families",
    "farmers",
]
ODD_WORDS = [
    "naïve",
    "10%",
    "(2025)",
    "e-mail",
    "C++",
    "A/67/66",
    "—",
    "“quoted”",
    "l’État",
    "*starred*",
    "under_score",
    "#1",
    "5*3",
]
ENTITIES = [
    "United Nations Office on Drugs and Crime", "Ministère de l’économie numérique (Côte d’Ivoire)", "ITU",
    "Association for Progress & Change", "Universidad Nacional Autónoma, Facultad de Ciencias", "Title: of All Things",
    "Организация экономического сотрудничества", "مؤسسة التنمية", "联合国贸易和发展会议", "Write here",
]  # fmt: skip
HEADINGS = [
    "Next steps", "Executive summary", "(b) A second project", "Part Two", "3(a) Rules", "Trends", "Outlook",
    "Our courses", "Skills for all", "Results", "(a) Innovative projects", "Section 1",
]  # fmt: skip
CONTACTS = ["Ana María Pérez", "J. Doe", "王伟"]
DATES = {
    "2025-12-15": "2025-12-15", "15 December 2025": "2025-12-15", "1st March 2026": "2026-03-01", "3.4.2026": "2026-04-03",
    "31 janvier 2026": "2026-01-31", "Dec. 5, 2025": "2025-12-05", "24/12/2025": "2025-12-24",
}  # fmt: skip


class Filler:
    """Types into the form of a call, and remembers what: `fields` by name, and the `words` of each part."""

    def __init__(self, call, language, seed):
        self.random = random.Random(seed)
        self.call, self.wording = call, form.create_wording(call, language)
        self.document = docx.Document(io.BytesIO(blank_form(call, language)))
        self.hints = [each for each in self.document.paragraphs if each.text in self.wording.lines.values()]
        self.fields, self.words = {}, {}

    def fill(self):
        """Type a whole submission, and return the file."""
        for name in self.wording.fields:
            self._fill_field(name)
        for ids, part in calls.parts(self.call):
            if part.holds:
                self._answer(ids)
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()

    def _fill_field(self, name):
        field = self.wording.fields[name]
        control = self._control(name)
        typed, value = self._value(name, field)
        if not typed:
            return
        runs = list(control.iter(qn("w:r")))
        [text] = [each for run in runs for each in run.iter(qn("w:t"))]
        how = self.random.choice(["over", "over", "over", "before", "behind", "outside", "pieces"])
        if field.choices or name == "date":
            how = "over"
        hint = text.text
        if how == "outside":
            run = OxmlElement("w:r")
            run.append(OxmlElement("w:t"))
            run[0].text = typed
            control.addnext(run)
        elif how == "pieces":
            text.text = typed[:3]
            following = OxmlElement("w:r")
            following.append(OxmlElement("w:t"))
            following[0].text = typed[3:]
            following[0].set(qn("xml:space"), "preserve")
            text.set(qn("xml:space"), "preserve")
            runs[0].addnext(following)
        else:
            text.text = {"over": typed, "before": f"{typed} {hint}", "behind": f"{hint} {typed}"}[how]
        self._clean(control, runs)
        self.fields[name] = value

    def _clean(self, control, runs):
        """Take off the marks of a hint, as Word does, or leave them, as other programs do."""
        for mark in list(control.iter(qn("w:showingPlcHdr"))) if self.random.random() < 0.5 else []:
            mark.getparent().remove(mark)
        for style in [each for run in runs for each in run.iter(qn("w:rStyle"))] if self.random.random() < 0.5 else []:
            style.getparent().remove(style)

    def _value(self, name, field):
        """Return what is typed into a field, and its value."""
        choose = self.random.choice
        if name in ("acronym", "type", "date", "contact-name", "contact-email") and self.random.random() < 0.2:
            return "", ""
        if field.choices:
            return choose(list(field.choices.items()))
        if name == "date":
            return choose(list(DATES.items()))
        typed = {
            "entity": lambda: choose(ENTITIES),
            "title": lambda: " ".join(self._some_words(3, 12)),
            "acronym": lambda: choose(["UNODC", "ITU", "A-B/C", "ÉCO"]),
            "contact-name": lambda: choose(CONTACTS),
            "contact-email": lambda: choose(["name@example.org", "a.b-c@ministry.gov.example"]),
        }[name]()
        return typed, typed

    def _control(self, name):
        tag = f"wsisc.{name}@{self.call.id}"
        controls = self.document.element.body.iter(qn("w:sdt"))
        return next(each for each in controls if each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == tag)

    def _answer(self, ids):
        """Type an answer below the line of a part."""
        line = self.wording.lines[ids]
        hint = next(each for each in self.hints if each.text == line)
        self.hints.remove(hint)
        words = self.words[ids] = []
        empty = Paragraph(hint._p.getnext(), hint._parent)
        ways = ["below", "below", "over", "behind", "before", "no line"]
        how = self.random.choice(ways[:2] + ways[3:4] if self._is_known_by_its_line(ids) else ways)
        if how == "over":
            words += self._type(hint, over=True)
        elif how in ("behind", "before"):
            added = self._some_words(3, 20)
            words += added
            hint.text = f"{line} {' '.join(added)}" if how == "behind" else f"{' '.join(added)} {line}"
        if how != "before" or self.random.random() < 0.5:
            words += self._type(empty)
            self._type_more(empty, words)
        if how == "no line":
            hint._p.getparent().remove(hint._p)

    def _is_known_by_its_line(self, ids):
        """Whether nothing else shows where the answer begins: its first words can be those of the answer, or title, before."""
        return not dict(calls.parts(self.call))[ids].is_headed

    def _type_more(self, after, words):
        for _ in range(self.random.randint(0, 6)):
            kind = self.random.choice(
                ["text", "text", "heading", "bullet", "typed bullet", "quote", "table", "bold line"]
            )
            element = OxmlElement("w:p")
            after._p.addnext(element)
            after = Paragraph(element, after._parent)
            if kind == "heading":
                title = self.random.choice(HEADINGS)
                after.style = self.document.styles[f"Heading {self.random.randint(2, 4)}"]
                after.text = title
                words += title.split()
            elif kind == "table":
                table = self.document.add_table(rows=2, cols=2)
                cells = [cell for row in table.rows for cell in row.cells]
                for cell in cells:
                    cell.text = " ".join(added := self._some_words(1, 4))
                    words += added
                after._p.addnext(table._tbl)
                element = OxmlElement("w:p")
                table._tbl.addnext(element)
                after = Paragraph(element, after._parent)
            else:
                style = {"bullet": "List Bullet", "quote": "Quote"}.get(kind, "Body Text")
                after.style = self.document.styles[style]
                words += self._type(after, sign="• " if kind == "typed bullet" else "", bold=kind == "bold line")

    def _type(self, paragraph, over=False, sign="", bold=False):
        """Type some words into a paragraph, some of them bold or in italics."""
        words = self._some_words(3, 30)
        if over:
            paragraph.text = " ".join(words)
            return words
        cut = self.random.randint(1, len(words))
        run = paragraph.add_run(sign + " ".join(words[:cut]))
        run.bold = True if bold else None
        if words[cut:]:
            run = paragraph.add_run(" " + " ".join(words[cut:]))
            run.bold = True if bold or self.random.random() < 0.2 else None
            run.italic = True if self.random.random() < 0.2 else None
        return words

    def _some_words(self, least, most):
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(least, most))]
        words[0] = words[0].capitalize()
        if self.random.random() < 0.3:
            words.insert(self.random.randint(1, len(words)), self.random.choice(ODD_WORDS))
        return words


_BLANK = {}


def blank_form(call, language):
    """Return the form of a call, built once."""
    if (call.id, language) not in _BLANK:
        _BLANK[call.id, language] = write_form(call, language, theme.load())
    return _BLANK[call.id, language]


def create(seed):
    """Return one of the forms in turn, filled in at random, and what was typed into it."""
    call, language = FORMS[seed % len(FORMS)]
    filler = Filler(KNOWN.load(call), language, seed)
    return filler.fill(), filler


def find_faults(content, filler):
    """Return what an import of a form makes of it that was not typed so."""
    found = importer.import_content(reader.read(content), KNOWN)
    submission, report = found.submission, found.report
    faults = [] if report.is_balanced else [("not balanced", report.problems, report.unaccounted)]
    faults += [] if submission.call == filler.call.id else [("call", submission.call)]
    faults += [("unplaced", submission.unplaced)] if submission.unplaced else []
    values = {**_values(submission), "language": submission.language}
    expected = {**dict.fromkeys(values, ""), "language": filler.wording.language, **filler.fields}
    faults += [(name, values[name], expected[name]) for name in values if values[name] != expected[name]]
    for ids, words in filler.words.items():
        imported = _words_of(submission, ids)
        if _joined(imported) != _joined(words):
            faults.append((ids, " ".join(imported), " ".join(words)))
    return faults


def _values(submission):
    entity, contact = submission.entity, submission.contact
    return {
        "entity": entity.name,
        "title": submission.title,
        "acronym": entity.acronym,
        "type": entity.type,
        "date": submission.date,
        "contact-name": contact.name if contact else "",
        "contact-email": contact.email if contact else "",
    }


def _words_of(submission, ids):
    """Return the words of a part, in order."""
    parts, part = submission.parts, None
    for id in ids:
        part = next((each for each in parts if each.id == id), None)
        if part is None:
            return []
        parts = part.parts
    links = frozenset(submission.links)

    def words(text):
        return printed_text(richtext.parse(text, links).blocks).split()

    def of_sections(sections):
        return [
            word for each in sections for word in [*each.title.split(), *words(each.text), *of_sections(each.sections)]
        ]

    return [*words(part.text), *of_sections(part.sections)]


def _joined(words):
    return re.sub(r"\s+", "", "".join(words))
