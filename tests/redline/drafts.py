"""A random number -> a submission as blocks and words that can be edited, and its data as an author would write them.

The texts use everything that the format can carry: bold, italics, links, hard breaks, notes, lists, quotations, tables,
wide tables, figures, sections. They are in English, Arabic or Chinese, with names in Latin letters.
"""

from dataclasses import dataclass, field

_VOCABULARIES = {
    "en": (
        "access agency broadband community connectivity country data development digital district education energy equity "
        "farmer finance framework government growth health hospital inclusion indicator infrastructure initiative internet "
        "island knowledge law learner library literacy market measure member ministry network nurse office partner people "
        "platform policy portal poverty privacy programme progress project region report right river rural school science "
        "security service skill society standard strategy student summit support target teacher technology the of and in "
        "to for with by on from its their new national regional local 2022 2030 1,200 45% (WSIS) UNCTAD ITU e-government"
    ),
    "ar": (
        "الوزارة المدارس القرى الإنترنت التنمية المعلومات المجتمع الحكومة التعليم الصحة المزارعين النساء الشباب البيانات "
        "الخدمات الرقمية المهارات السياسات البرنامج المشروع التقرير القمة العالمية الشبكات المكتبات المعلمين الجزر الفقراء "
        "أطلقت دعمت نفذت وصلت إلى في من على مع خلال عام ٢٠٢٢ 2030 منصة جديدة وطنية إقليمية تنفيذ نتائج مؤشرات قياس تقدم "
        "شركاء تمويل إطار عمل حقوق خصوصية أمن ثقة ITU e-Government WSIS تكنولوجيا علوم نمو شمول وصول فرص محلية ريفية"
    ),
    "zh": (
        "信息 社会 发展 政府 教育 农村 学校 互联网 数据 服务 技能 妇女 青年 政策 项目 报告 峰会 网络 图书馆 教师 岛屿 贫困 "
        "我们 他们 支持 实施 连接 提高 建立 推动 通过 以及 在 的 了 和 与 为 新 国家 区域 地方 2022年 2030 平台 融资 框架 "
        "权利 隐私 安全 信任 技术 科学 增长 包容 机会 WSIS 国际电联 目标 指标 进展 合作 伙伴 能力 建设"
    ),
}
WORDS = {language: text.split() for language, text in _VOCABULARIES.items()}
STOPS = {"en": ".", "ar": ".", "zh": "。"}
IMAGES = ("chart.png", "photo.jpg", "line.png")
ADDRESSES = tuple(f"https://example.org/{name}" for name in ("a", "b?x=1&y=2", "reports/2022", "très", "c_d*e"))
CALLS = {"en": ("cstd-26", "en"), "zh": ("cstd-26", "en"), "ar": ("fictional-45", "ar")}
"""The call and the language in the file: no call is in Chinese yet, so Chinese texts are in a file in English."""


@dataclass
class Word:
    text: str
    look: str = ""  # "", "b", "i", "bi", or "pt" for words in Portuguese
    link: str = ""  # an address, or the name of a link


@dataclass
class Note:
    name: str


@dataclass
class Break:
    pass


type Text = list[Word | Note | Break]


@dataclass
class Paragraph:
    text: Text


@dataclass
class Items:
    sign: str  # "-", "." or ")"
    start: int
    items: list[list["Block"]]


@dataclass
class Quotation:
    blocks: list["Block"]


@dataclass
class Table:
    aligns: list[str]
    rows: list[list[Text]]  # the first is the header


@dataclass
class FigurePlace:
    name: str


type Block = Paragraph | Items | Quotation | Table | FigurePlace


@dataclass
class Section:
    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
    id: str = ""


@dataclass
class Draft:
    """A submission; `parts` are those of the call, "one" to "three-b"."""

    language: str
    title: str
    entity: str
    parts: dict[str, Section]
    notes: dict[str, list[Block]] = field(default_factory=dict)
    figures: dict[str, dict] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def name(self, kind):
        self.count += 1
        return f"{kind}-{self.count}"


class Maker:
    """Makes up words, blocks and submissions."""

    def __init__(self, chance, language):
        self.chance, self.language = chance, language

    def word(self):
        return Word(self.chance.choice(WORDS[self.language]))

    def sentence(self, least=4, most=14):
        words = [self.word() for _ in range(self.chance.randint(least, most))]
        if self.language == "en":
            words[0].text = words[0].text[:1].upper() + words[0].text[1:]
        if self.language == "zh":
            return [*words, Word(STOPS["zh"])]
        words[-1].text += STOPS[self.language]
        return words

    def phrase(self, least=1, most=5):
        joint = "" if self.language == "zh" else " "
        return joint.join(self.word().text for _ in range(self.chance.randint(least, most)))

    def text(self, draft=None, sentences=3):
        found = [word for _ in range(self.chance.randint(1, sentences)) for word in self.sentence()]
        chance = self.chance
        if chance.random() < 0.4:
            look = chance.choice(["b", "i", "bi"])
            self.mark(found, look="pt" if look == "i" and len(found) % 3 == 0 else look)
        if chance.random() < 0.3:
            self.mark(found, link=self.link(draft))
        if draft is not None and chance.random() < 0.35:
            found.insert(chance.randint(1, len(found)), self.note(draft))
        if chance.random() < 0.1 and len(found) > 3:
            found.insert(chance.randint(1, len(found) - 1), Break())
        return found

    def mark(self, text, look=None, link=None):
        """Set a stretch of a text a look or a link, and return whether there are words."""
        words = [at for at, each in enumerate(text) if isinstance(each, Word) and each.text not in STOPS.values()]
        if not words:
            return False
        start = self.chance.choice(words)
        for at in range(start, min(start + self.chance.randint(1, 4), len(text))):
            each = text[at]
            if not isinstance(each, Word) or each.text in STOPS.values():
                break
            if look is not None:
                each.look = look
            if link is not None:
                each.link = link
        return True

    def link(self, draft):
        address = self.chance.choice(ADDRESSES)
        if draft is None or self.chance.random() < 0.5:
            return address
        name = draft.name("link")
        draft.links[name] = address
        return name

    def note(self, draft):
        name = draft.name("note")
        blocks: list[Block] = [Paragraph(self.text(sentences=1))]
        if self.chance.random() < 0.15:
            blocks.append(Paragraph(self.text(sentences=1)))
        if self.chance.random() < 0.08:
            blocks.append(self.items(None, depth=2))
        draft.notes[name] = blocks
        return Note(name)

    def paragraph(self, draft):
        return Paragraph(self.text(draft))

    def items(self, draft, depth=0):
        chance = self.chance
        sign = chance.choice("--.)")
        start = chance.choice([1, 1, 1, 3, 5]) if sign != "-" else 1
        return Items(sign, start, [self.item(draft, depth) for _ in range(chance.randint(1, 4))])

    def item(self, draft, depth=0):
        blocks: list[Block] = [Paragraph(self.text(draft, 1))]
        if depth < 2 and self.chance.random() < 0.2:
            blocks.append(self.items(draft, depth + 1))
        elif self.chance.random() < 0.1:
            blocks.append(Paragraph(self.text(draft, 1)))
        return blocks

    def quotation(self, draft):
        blocks: list[Block] = [self.paragraph(draft)]
        if self.chance.random() < 0.2:
            blocks.append(self.items(draft, 2))
        return Quotation(blocks)

    def cell(self, draft=None):
        way = self.chance.random()
        if way < 0.05:
            return []
        if way < 0.3:
            return [Word(f"{self.chance.randint(1, 9999):,}")]
        text = [self.word() for _ in range(self.chance.randint(1, 4))]
        if way > 0.9:
            self.mark(text, look="b")
        if way > 0.95:
            self.mark(text, link=self.link(None))
        if draft is not None and way < 0.36:
            text.append(self.note(draft))
        return text

    def table(self, draft, columns=None, rows=None):
        chance = self.chance
        columns = columns or (chance.randint(10, 14) if chance.random() < 0.12 else chance.randint(1, 4))
        rows = rows or chance.randint(1, 4)
        head = [[self.word()] for _ in range(columns)]
        body = [[self.cell(draft) for _ in range(columns)] for _ in range(rows)]
        return Table([chance.choice(["", "", "l", "c", "r"]) for _ in range(columns)], [head, *body])

    def figure(self, draft):
        name = draft.name("figure")
        draft.figures[name] = self.image()
        return FigurePlace(name)

    def image(self):
        values = {"file": f"figures/{self.chance.choice(IMAGES)}"}
        if self.chance.random() < 0.2:
            return {**values, "decorative": True}
        values["alt"] = self.phrase(2, 6)
        return {**values, "caption": self.phrase(2, 6)} if self.chance.random() < 0.6 else values

    def block(self, draft):
        kinds = [self.paragraph] * 6 + [self.items] * 2 + [self.quotation, self.table, self.table, self.figure]
        return self.chance.choice(kinds)(draft)

    def blocks(self, draft, least=1, most=4):
        return [self.block(draft) for _ in range(self.chance.randint(least, most))]

    def section(self, draft, depth=1, size=3):
        chance = self.chance
        inner = chance.choice([0, 0, 0, 1, 2]) if depth < 3 else 0
        return Section(
            self.phrase(),
            self.blocks(draft, 0, size),
            [self.section(draft, depth + 1, size) for _ in range(inner)],
            draft.name("id") if chance.random() < 0.3 else "",
        )

    def draft(self, size=3):
        """Return a submission; `size` is about how many blocks a part or section has."""
        found = Draft(self.language, self.phrase(3, 8), self.phrase(1, 4), {})
        for part in ("one", "two", "three-a", "three-b"):
            blocks = [self.paragraph(found), *self.blocks(found, 0, size)]
            count = 0 if part == "one" else self.chance.choice([0, 1, 1, 2, 3])
            found.parts[part] = Section("", blocks, [self.section(found, size=size) for _ in range(count)])
        return found
