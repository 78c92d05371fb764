"""Submissions with all that the format can carry, made up by Hypothesis."""

from hypothesis import strategies as st

from tests import strategies
from wsisc.importer import blocks
from wsisc.markup.marked_text import MarkedText, nest
from wsisc.markup.print_inlines import MarkdownWriter
from wsisc.markup.tree import Cell, Item, List, Paragraph, Quotation, Row, Table
from wsisc.markup.tree import Figure as PlacedFigure
from wsisc.model import Entity, Figure, Part, Section, Submission

ADDRESSES = {
    "https://example.org/": "example",
    "https://example.org/a_b*c?x=1&y=(2)": "other",
    "mailto:someone@example.org": "someone",
    "http://пример.example/путь": "far",
}
FIGURES = {
    "chart": Figure("figures/chart.png", 'A chart of "schools" <&>', "Schools, 2018-2022 *not* bold"),
    "photo": Figure("figures/photo.jpg", "A photograph"),
    "line": Figure("figures/line.png", decorative=True),
}
WORDS = st.one_of(
    st.sampled_from(strategies.WORDS),
    st.sampled_from(
        [*"*_`[]()<>&\\|!#~$@", "**", "5*3", "a_b_c", "<b>", "&copy;", "[^n]", "![x]", "^[y]", "\\*", "1990."]
    ),
    st.sampled_from(
        [
            "\uf0b7",
            "\uf0fc",
            "1)",
            "+",
            "e\u0301",
            "\u00ad",
            "a\u00a0b",
            "中文，",
            "\u202bعربي\u202c",
            "https",
            "::",
            "==",
        ]
    ),
)
texts = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@st.composite
def inlines(draw, notes=(), breaks=True):
    """Return the inlines of a paragraph. `notes` are names that may be called, each once: those used are taken out."""
    found = [MarkedText(draw(st.sampled_from(["Word ", "A ", "\u0417\u0434\u0435\u0441\u044c "])))]
    for _ in range(draw(st.integers(1, 4))):
        words = draw(texts)
        link = draw(st.sampled_from(["", "", "", *ADDRESSES]))
        if link and draw(st.booleans()) and link.startswith("http"):
            words = link
        language = draw(st.sampled_from(["", "", "", "fr", "ar", "zh-Hant"]))
        is_italic = draw(st.booleans()) and draw(st.booleans())
        found.append(MarkedText(words, draw(st.booleans()), is_italic, link, "", language))
        if notes and draw(st.integers(0, 3)) == 0:
            found.append(MarkedText("", note=notes.pop()))
        found.append(MarkedText(draw(st.sampled_from([" ", " ", ", ", "\n" if breaks else " ", "-"]))))
    return nest([*found, MarkedText("end.")])


@st.composite
def lists(draw, notes, depth=0):
    delimiter = draw(st.sampled_from(["", ")", "."]))
    start = draw(st.sampled_from([1, 1, 5])) if delimiter else 1
    items = []
    for _ in range(draw(st.integers(1, 3))):
        item = [Paragraph(draw(inlines(notes)))]
        if depth < 2 and draw(st.integers(0, 2)) == 0:
            item.append(draw(lists(notes, depth + 1)))
        if draw(st.integers(0, 3)) == 0:
            item.append(Paragraph(draw(inlines(notes))))
        items.append(Item(tuple(item)))
    return List(tuple(items), delimiter, start)


@st.composite
def tables(draw, notes):
    columns = draw(st.integers(1, 3))
    rows = []
    for index in range(draw(st.integers(2, 4))):
        cells = [draw(inlines(notes, breaks=False)) for _ in range(columns)]
        rows.append(
            tuple(
                () if index and column and draw(st.integers(0, 4)) == 0 else cell for column, cell in enumerate(cells)
            )
        )
    built = tuple(Row(tuple(map(Cell, row))) for row in rows)
    return Table(built, tuple(draw(st.sampled_from(["", "left", "center", "right"])) for _ in range(columns)))


@st.composite
def nodes(draw, notes, figures=None, most=4):
    """Return the blocks of a text; no two lists or quotations come one after the other, which Word would make one."""
    found = []
    for _ in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(["para", "para", "list", "quote", "table", "figure"]))
        last = type(found[-1]) if found else None
        if kind == "list" and last is not List:
            found.append(draw(lists(notes)))
        elif kind == "quote" and last is not Quotation:
            inner = [Paragraph(draw(inlines(notes)))]
            inner += [draw(lists(notes, 1))] if draw(st.booleans()) else []
            found.append(Quotation(tuple(inner)))
        elif kind == "table" and figures is not None:
            found.append(draw(tables(notes)))
        elif kind == "figure" and figures:
            found.append(PlacedFigure(figures.pop()))
        else:
            found.append(Paragraph(draw(inlines(notes))))
    return found


@st.composite
def submissions(draw):
    """Return a submission to cstd-26."""
    names = draw(st.lists(strategies.name, max_size=4, unique=True))
    free, figures = list(names), list(FIGURES)
    writer = MarkdownWriter(ADDRESSES, lambda kind, words: None)

    def text(**options):
        return blocks.write_blocks(draw(nodes(free, figures, **options)), writer)

    def sections(depth):
        return tuple(
            Section(
                draw(strategies.plain),
                draw(st.one_of(st.just(""), st.from_regex(r"[a-z]{3,8}(-[a-z]{2,5})?", fullmatch=True))),
                text(most=3) if draw(st.booleans()) else "",
                sections=sections(depth - 1) if depth > 1 and draw(st.integers(0, 2)) == 0 else (),
            )
            for _ in range(draw(st.integers(0, 2)))
        )

    parts = (
        Part("one", text()),
        Part("two", text(), sections=sections(3)),
        Part("three", parts=(Part("a", text(most=2), sections=sections(2)), Part("b", text(most=2)))),
    )
    called = [name for name in names if name not in free]
    notes = {
        name: blocks.write_blocks([Paragraph(draw(inlines())), *draw(nodes([], most=2))], writer) for name in called
    }
    used = {name: figure for name, figure in FIGURES.items() if name not in figures}
    title_and_entity = (draw(strategies.plain), Entity(draw(strategies.plain)))
    links = {name: address for address, name in ADDRESSES.items()}
    return Submission("cstd-26", "en", *title_and_entity, parts, links=links, footnotes=notes, figures=used)
