"""Random submissions with all that a text can have, and translators who keep all codes."""

import copy
import random
import re

from lxml import etree

from tests.conftest import minimal
from wsisc.source import model
from wsisc.translation.xliff import X

_WORDS = [
    "school",
    "teacher",
    "2,150",
    "WSIS",
    "élève",
    "学校",
    "مدرسة",
    "{a}",
    "{1}",
    "a_b",
    "5*3",
    "<tag>",
    "&",
    "[x]",
    "#",
    "Mr.",
    "U.N.",
    "e.g.",
    "end",
]


class _Maker:
    def __init__(self, seed):
        self.pick = random.Random(seed)
        self.footnotes, self.links = {}, {}

    def words(self, least=1):
        return " ".join(self.pick.choices(_WORDS[:10], k=self.pick.randint(least, 6)))

    def escaped(self):
        return re.sub(r"([\\`*_\[\]{}<>&#])", r"\\\1", self.words())

    def inline(self, with_notes=True):
        kinds = (
            ["plain"] * 3
            + ["strong", "em", "both", "phrase", "link", "direct", "break", "sentences"]
            + ["note"] * with_notes
        )
        kind = self.pick.choice(kinds)
        words = self.escaped()
        if kind == "link":
            name = f"link{len(self.links) + 1}"
            self.links[name] = f"https://example.org/{name}"
            return f"[{words}][{name}]"
        if kind == "note":
            name = f"note{len(self.footnotes) + 1}"
            self.footnotes[name] = ""
            self.footnotes[name] = self.paragraph(False)
            return f"{words}.[^{name}]"
        shapes = {"strong": "**{}**", "em": "*{}*", "both": "***{}***", "direct": "[{}](<https://example.org/direct>)"}
        shapes |= {"phrase": "[{}]{{lang=de}}"}
        shapes |= {"break": "{}\\\nnext", "sentences": "**First {}. Second one.** Third.", "plain": "{}"}
        return shapes[kind].format(words)

    def paragraph(self, with_notes=True):
        return "Begin " + " ".join(self.inline(with_notes) for _ in range(self.pick.randint(1, 4))) + " end."

    def block(self):
        kind = self.pick.choice(["text", "text", "list", "numbers", "quotation", "table"])
        if kind == "table":
            cells = [f"| {self.escaped()} | {self.inline().replace(chr(92) + chr(10), ' ')} |" for _ in range(2)]
            return "\n".join(["| One | Two |", "|---|--:|", *cells])
        lines = self.paragraph().split("\n")
        if kind == "list":
            return "- one item\n- " + "\n  ".join(lines)
        if kind == "numbers":
            return "1. one item\n2. " + "\n   ".join(lines)
        return "\n".join(f"> {line}" for line in lines) if kind == "quotation" else "\n".join(lines)

    def text(self):
        return "\n\nBetween.\n\n".join(self.block() for _ in range(self.pick.randint(1, 3))) + "\n"


def submission(seed):
    """Return a submission that has no errors."""
    maker = _Maker(seed)
    sections = []
    for number in range(maker.pick.randint(1, 3)):
        section = {"title": maker.words(), "text": maker.text()}
        if maker.pick.random() < 0.5:
            section["id"] = f"section-{number}"
        if maker.pick.random() < 0.5:
            section["tags"] = {"sdgs": [4]}
        if maker.pick.random() < 0.3:
            section["sections"] = [{"title": maker.words(), "text": maker.text()}]
        sections.append(section)
    data = minimal({"parts": {"one": {"text": maker.text()}, "two": {"text": maker.text(), "sections": sections}}})
    data |= {"links": maker.links} if maker.links else {}
    data |= {"footnotes": maker.footnotes} if maker.footnotes else {}
    return model.from_data(data)


def translate_words(text):
    """Return words with other letters and no other change, unlike any translation by a person.

    Numbers keep their value in French, and are written as there.
    """
    letters = dict(zip("aeioAEIOéè学م", "eioaEIOAèé校د", strict=True))
    other = {**letters, "million": "million", "billion": "milliard"}
    text = re.sub(f"million|billion|[{''.join(letters)}]", lambda found: other[found[0]], text)
    return re.sub(r"(?<=\d),(?=\d{3})", "\N{NARROW NO-BREAK SPACE}", text)


def translate_xliff(content):
    """Return XLIFF in which each segment is translated, with its codes."""
    root = etree.fromstring(content)
    for segment in root.iter(f"{X}segment"):
        target = copy.deepcopy(segment.find(f"{X}source"))
        target.tag, target.tail = f"{X}target", None
        for element in target.iter():
            element.text = translate_words(element.text) if element.text else element.text
            if element is not target and element.tail:
                element.tail = translate_words(element.tail)
        segment.append(target)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
