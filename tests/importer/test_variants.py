"""A document of a contributor in very many variants, each with one line or look changed: what is found of it, in goldens."""

from dataclasses import replace

import pytest

from tests.conftest import minimal
from wsisc import importer
from wsisc.calls import locale
from wsisc.calls.call import BUILT_IN
from wsisc.document import outline
from wsisc.importer import UnknownCall
from wsisc.importer.parts import part_detection
from wsisc.importer.parts.heading_index import HeadingIndex
from wsisc.importer.parts.part_detection import Origin
from wsisc.importer.text import inline_collector
from wsisc.readers.word.content import Cell, Numbering, Paragraph, Row, Run, Table, WordContent, all_paragraphs
from wsisc.source import model
from wsisc.source.markup import limits
from wsisc.writers import yaml


def printed(id="cstd-26", language="en"):
    """Return the paragraphs of a document that answers a call, without any style."""
    data = minimal(
        {"call": id, "language": language, "title": "Work of an entity", "entity": {"name": "An Entity of Trade"}}
    )
    blocks = outline.build_blocks(model.from_data(data), BUILT_IN.load(id), locale.load(language), draft=True)
    return [each.text for each in blocks]


def paragraph(text="", **look):
    marks = {name: look.pop(name) for name in ("bold", "italic", "underline", "caps", "link") if name in look}
    return Paragraph((Run(text, **marks),) if text else (), **look)


def content(blocks, **more):
    """Return a content of paragraphs, texts and tables."""
    body = tuple(paragraph(each) if isinstance(each, str) else each for each in blocks)
    count = sum(len(each.text.split()) for each in all_paragraphs(body, more.get("notes", {})))
    return WordContent(body, word_count=count, **more)


def summary(blocks, call="", **more):
    """Return what is found of a content, on one line: call, language, title, entity, parts, and what is reported."""
    try:
        found = importer.import_content(content(blocks, **more), BUILT_IN, call)
    except UnknownCall as error:
        return f"unknown call: {error}"
    report, submission = found.report, found.submission
    assert report.is_balanced, report.problems
    parts = " ".join("-".join(ids) for ids in found.found_parts)
    items = "; ".join(dict.fromkeys(f"{'!' * each.needs_person}{each.kind}: {each.text[:60]}" for each in report.items))
    fates = " ".join(f"{fate.value} {count}" for fate, count in sorted(report.fates.items()) if count)
    return f"{submission.call} {submission.language} | {submission.title} | {submission.entity.name} | {parts} | {report.headings} headings | {fates} | {items}"


def written(blocks, call="cstd-26", **more):
    """Return a content as YAML below the entity, and what is reported."""
    found = importer.import_content(content(blocks, **more), BUILT_IN, call)
    assert found.report.is_balanced, found.report.problems
    text = yaml.write(found.submission).partition("\nparts:")[2]
    body = "\n".join(line for line in text.split("\n") if line.strip() and not line.strip().startswith("#"))
    items = [
        f"{'!' if each.needs_person else ' '} {each.words} {each.kind}: {each.text}" for each in found.report.items
    ]
    return "\n".join([body, *items])


COVER = printed()[:8]
"""The paragraphs before the parts: seven of the cover, and the title."""
REST = printed()[8:]


def changed(text):
    """Yield names and variants of a line."""
    words = text.split()
    yield "left out", []
    yield "in capitals", [text.upper()]
    yield "twice", [text, text]
    for share in (50, 69, 71, 85, 95):
        yield f"{share} % of it", [" ".join(words[: len(words) * share // 100])]
    for share in (10, 20, 44, 46, 60):
        yield f"{share} % more", [" ".join([*words, *["more"] * (len(words) * share // 100)])]
    yield "a word more in the middle", [" ".join([*words[: len(words) // 2], "inserted", *words[len(words) // 2 :]])]
    for count in (2, 4, 5, 7, 8):
        step = -(-len(words) // count)
        yield f"on {count} lines", [" ".join(words[at : at + step]) for at in range(0, len(words), step)]
    yield "with spaces between", [text, "", ""]


FEW = ("left out", "in capitals", "twice")


@pytest.mark.parametrize("at", range(8))
def test_a_line_of_the_cover_in_variants(at, golden):
    """The subject in all variants, the other lines in a few."""
    lines = []
    for name, changed_lines in changed(COVER[at]):
        if at == 2 or name in FEW:
            lines.append(f"{name}: {summary([*COVER[:at], *changed_lines, *COVER[at + 1 :], *REST[:2]])}")
    golden(f"variants/cover-{at}.txt", "\n".join([*lines, ""]))


def test_covers_of_all_calls_and_of_none(golden):
    lines = []
    for id in BUILT_IN.ids():
        for language in BUILT_IN.load(id).languages:
            texts = printed(id, language)
            lines.append(f"{id} {language}: {summary(texts)}")
            lines.append(f"  without its cover: {summary(texts[8:])}")
    session = next(each for each in COVER if "session" in each)
    for number in (
        "Twenty-seventh session",
        "99th session",
        "Session 25",
        "Twenty-sixth session Geneva 2024",
        "Sixtieth session",
        "session of 2023",
        "26th and 17th session",
    ):
        lines.append(f"{number}: {summary([each if each != session else number for each in COVER])}")
    titles = (
        "A title",
        "A title of 2012",
        "Submission by the Entity",
        "word " * 45,
        "word " * 46,
        "CSTD " + "x " * 12,
        "Commission on Science and Technology for Development",
        "Report\nof the entity",
    )
    lines += [f"without a cover, {title!r}: {summary([title, 'An entity', *REST[:3]])}" for title in titles]
    lines += [
        f"title in a style, {title!r}: {summary([paragraph(title, style='Title'), 'An entity', *REST[:3]])}"
        for title in titles[:3]
    ]
    golden("variants/covers.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize("lines", [1, 3, 4, 5])
def test_the_name_of_the_entity_on_several_lines(lines):
    by = COVER.index("Submission by")
    found = importer.import_content(
        content([*COVER[: by + 1], *[f"Entity {line}" for line in range(lines)], *COVER[by + 2 :], *REST[:2]]), BUILT_IN
    )
    assert found.submission.entity.name == " ".join(f"Entity {line}" for line in range(min(lines, 4)))


@pytest.mark.parametrize("words", [24, 25, 26])
def test_the_name_of_the_entity_has_so_many_words(words):
    by = COVER.index("Submission by")
    found = importer.import_content(
        content([*COVER[: by + 1], " ".join(["Name"] * words), *COVER[by + 2 :], *REST[:2]]), BUILT_IN
    )
    assert bool(found.submission.entity.name) == (words <= 25)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Submission by: UNODC", "UNODC"),
        ("SUBMISSION BY UNODC", "UNODC"),
        ("Submission  by\tUNODC", "UNODC"),
        ("Submitted by UNODC", "UNODC"),
        ("Submission by " + "x " * 27, ("x " * 27).strip()),
        ("Submission by " + "x " * 28, ""),
    ],
)
def test_the_name_of_the_entity_on_the_line_that_introduces_it(line, name):
    by = COVER.index("Submission by")
    assert (
        importer.import_content(
            content([*COVER[:by], line, *COVER[by + 2 :], *REST[:2]]), BUILT_IN
        ).submission.entity.name
        == name
    )


CALL = BUILT_IN.load("cstd-26")
HEADINGS = {index: text for index, text in enumerate(REST) if text.startswith(("Part", "("))}


def found_parts(blocks):
    """Return where parts begin: for each its ids, its size, and a title of the contributor's own."""
    body = content(blocks).blocks
    starts = [
        part_detection.find_parts(HeadingIndex(body), CALL, "en", origin) for origin in (Origin.OTHER, Origin.DOCUMENT)
    ]
    shown = (
        ", ".join(
            f"{at} {'-'.join(each.ids) or '?'}{f' over {each.size}' * (each.size > 1)}{f' {each.own_title!r}' * bool(each.own_title)}"
            for at, each in found.items()
        )
        for found in starts
    )
    return " | in documents of wsisc: ".join(shown)


@pytest.mark.parametrize("at", HEADINGS)
def test_a_prompt_in_variants(at, golden):
    text, before, after = HEADINGS[at], REST[:at], REST[at + 1 :]
    label, _, prompt = text.partition(": ") if ": " in text else text.partition(") ")
    variants = [
        *changed(text),
        ("the label alone", [f"{label}:"]),
        ("the prompt alone", [prompt]),
        ("a bare label", [label]),
    ]
    variants += [
        ("the label, and then the prompt", [f"{label}:", prompt]),
        ("a line of contents", [f"{text} ......... 3", text]),
        ("a tab and a page", [f"{text}\t12"]),
    ]
    variants += [
        (f"a title of {count} words", [f"{label}: " + " ".join(["Title"] * count)]) for count in (1, 14, 15, 16)
    ]
    variants += [(f"the first {count} words", [" ".join(prompt.split()[:count])]) for count in (3, 4, 5, 9, 10)]
    variants += [
        (f"the first {count} words as a heading", [paragraph(" ".join(prompt.split()[:count]), outline=1)])
        for count in (3, 4, 5, 9)
    ]
    variants += [(f"{count} words before it", [" ".join(["word"] * count + [text])]) for count in (1, 3, 20)]
    variants += [("an answer behind it", [f"{text} This is the answer to it, in the same paragraph."])]
    variants += [
        ("bold", [paragraph(text, bold=True)]),
        ("as a heading", [paragraph(text, outline=2)]),
        ("with a typo", [text.replace("a", "o", 3)]),
        ("in a table", [Table((Row((Cell((paragraph(text), paragraph("An answer."))),)),))]),
    ]
    variants += [("numbered by Word", [paragraph(prompt, numbering=Numbering("1", 0, "decimal", f"{label}:", 1))])]
    lines = [f"{name}: {found_parts([*before, *each, *after])}" for name, each in variants]
    golden(f"variants/prompt-{list(HEADINGS).index(at)}.txt", "\n".join([*lines, ""]))


TWO = REST.index(HEADINGS[sorted(HEADINGS)[1]]) + 1
LONG = "A sentence that is long enough to be a text of its own, and not an item or a title of anything."


def in_part_two(blocks):
    return [*REST[:TWO], *blocks, *REST[TWO:]]


def titles():
    yield from (
        "Our title",
        "1. Our title",
        "1.1 Our title",
        "(a) Our title",
        "IV. Our title",
        "A. Our title",
        "a) Our title",
        "iv) Our title",
        "OUR TITLE",
        "TITLE",
        "TITLES",
        "O U R   T I T L E",
        "O U R T I T L E",
    )
    yield from (
        "A title.",
        "A title:",
        "A title?",
        "12345",
        "• Our title",
        "1. " + "word " * 12,
        "1. " + "Word " * 13,
        "1. lower case",
        "Word " * 20,
        "Word " * 21,
        "x" * 200,
        "x" * 201,
    )


LOOKS = {"plain": {}, "bold": {"bold": True}, "underlined": {"underline": True}, "capitals": {"caps": True}, "outline": {"outline": 2}, "caption": {"bold": True, "style": "Caption"},
         "quotation": {"outline": 1, "style": "Quote"}, "a link": {"underline": True, "link": "https://a.example"}, "listed": {"bold": True, "numbering": Numbering("1", 0, "decimal", "1.", 1)},
         "with a bullet": {"bold": True, "numbering": Numbering("1", 0, "bullet", "•", 0)}}  # fmt: skip


def test_headings_by_their_looks(golden):
    lines = []
    for name, look in LOOKS.items():
        blocks = [block for title in titles() for block in (LONG, paragraph(title, **look))]
        submission = importer.import_content(content(in_part_two([*blocks, LONG])), BUILT_IN, "cstd-26").submission
        sections = [section.title for _, section in model.sections(submission)]
        lines += [f"=== {name}", *(each[:60] for each in sections)]
    golden("variants/headings.txt", "\n".join([*lines, ""]))


def outlined(*levels):
    return [block for level in levels for block in (paragraph(f"Level {level}", outline=level), f"Below {level}.")]


def listed(text, level=0, marker="•", form="bullet", number=0, list_id="1", **more):
    return paragraph(text, numbering=Numbering(list_id, level, form, marker, number), **more)


def numbered(*numbers, marker="{}.", **more):
    return [
        listed(f"Item {number}", marker=marker.format(number), form="decimal", number=number, **more)
        for number in numbers
    ]


def grid(*rows, header=False, **more):
    return Table(
        tuple(
            Row(
                tuple(each if isinstance(each, Cell) else Cell((paragraph(each),)) for each in row),
                header and index == 0,
            )
            for index, row in enumerate(rows)
        ),
        **more,
    )


TEXTS = {
    "outline levels": outlined(2, 3, 4, 5, 2), "outline levels upwards": outlined(4, 2, 3), "numbered headings": [paragraph("1) One", outline=2), "x", paragraph("3) Three", outline=2), "y", paragraph("5. Deep", outline=3), "z"],
    "automatic numbers": [replace(paragraph("One", outline=2), numbering=Numbering("1", 0, "decimal", "Article 1:", 1)), "x", replace(paragraph("Two", outline=2), numbering=Numbering("1", 0, "decimal", "2.", 2)), "y"],
    "titles that are too long": [paragraph("x" * 500, outline=2), "a", paragraph("y" * 501, outline=2), "b", paragraph("S P A C E D   T I T L E", outline=2)],
    "bullets": [listed("a"), listed("b", 1), listed("c", 2), listed("d", 1), listed("e"), "text", listed("f", list_id="2")],
    "numbers": [*numbered(1, 2, 3), "text", *numbered(4, 5), *numbered(1, 2, list_id="2", marker="{})")], "letters": [listed("a", marker="(a)", form="lowerLetter", number=1), listed("b", marker="(b)", form="lowerLetter", number=2)],
    "words before items": [listed("the rest", marker="Article 1:", form="decimal", number=1), listed("more", marker="No")], "an item without a marker": [listed("a"), listed("continued", marker=""), listed("b")],
    "typed bullets": ["• one", "– two", "- three", "➢ four", "text - no item"], "typed numbers": ["1. one", "2. two", "3) three", "text", "7. seven", "2022. A year", "20) a", "21) b", "21. x", "22. y"],
    "a list of one": [listed("alone")], "deep lists": [listed(f"level {level}", level) for level in range(9)], "a list in bold": [listed("Bold title", bold=True), listed("text")],
    "indents": [replace(paragraph(LONG), indent=indent) for indent in (0, 0, 17.9, 18, 24, 36, 72)], "short indents": [replace(paragraph("x" * count), indent=36) for count in (59, 60, 61)],
    "quotations": [paragraph("Said so.", style="Quote"), paragraph("And so.", style="Intense Quote"), "text", paragraph("Own.", style="Block Text")],
    "marks": [Paragraph((Run("plain "), Run("bold", bold=True), Run(" "), Run("both", bold=True, italic=True), Run("struck", struck=True), Run("raised", raised="superscript"), Run(" caps", caps=True), Run(" under", underline=True)))],
    "signs": ["*stars* _lines_ [brackets] <tags> `ticks` # hash", "# hash", "> more", "1986. A year", "+ plus", "a\\b | c", "~tilde~ $dollar$ &amp; ^[x]"],
    "addresses": ["See https://a.example/x, and (https://b.example/y).", Paragraph((Run("here", link="https://a.example/x"), Run(" and "), Run("the report", link="https://a.example/y"), Run(" mail", link="mailto:a@a.example"), Run(" local", link="#x"), Run(" odd", link="file:///x"), Run(" long", link="https://a.example/" + "x" * 2000)))],
    "breaks": ["first\nsecond\n\nthird\tx", "a\u2028b\u00adc\u200bd", "x" * 61 + " " + "y" * 60],
    "tables": [grid(("a", "b"), ("c", "d")), grid(("a", "b"), ("c", "d"), header=True), grid(("alone",)), grid(), grid(("", ""), ("a", ""))],
    "odd tables": [grid((Cell((paragraph("wide"),), span=2),), ("a", "b")), grid(("a", "b"), (Cell((paragraph(""),), is_continued=True), "c")), grid((Cell((paragraph("two"), paragraph("paragraphs"))), "b"), (Cell((grid(("inner", "x")),)), "y"))],
    "aligned tables": [grid(*((Cell((paragraph("x"),), align=align), Cell((paragraph("y"),), align="right" if row < 2 else "")) for row, align in enumerate(("center", "center", "end"))))],
    "bold headers": [grid((Cell((paragraph("a", bold=True),)), Cell((paragraph("b", bold=True),))), ("c", "d")), grid((Cell((paragraph("a", bold=True),)), "b"), ("c", "d"))],
    "a table of a form": [grid(("Name", Cell((paragraph("Heading", outline=2), paragraph("text"))))), grid((HEADINGS[sorted(HEADINGS)[2]], "An answer."))],
    "wide tables": [grid([f"c{index}" for index in range(count)], [f"d{index}" for index in range(count)]) for count in (limits.MAX_COLUMNS, limits.MAX_COLUMNS + 1)],
    "contents": [paragraph("One 1", style="TOC 1"), paragraph("Contents", style="Contents Heading"), paragraph("toc", style="TOCx")],
}  # fmt: skip


def test_texts_of_all_kinds(golden):
    pieces = [f"=== {name}\n{written(in_part_two(blocks))}" for name, blocks in TEXTS.items()]
    golden("variants/texts.txt", "\n".join([*pieces, ""]))


@pytest.mark.parametrize(
    ("words", "address", "name"),
    [
        ("the annual report", "https://a.example/x", "annual-report"), ("here", "https://www.un.org/en/reports.html", "un-reports"), ("https://a.example", "https://www.agency.co.uk/page", "agency-page"), ("a@b.example", "mailto:ann.b@c.example", "ann-b"),
        ("more", "http://[bad", "link"), ("2022", "https://agency.org", "agency"), ("Économie d’État", "https://a.example", "economie-detat"), ("one two three four five", "https://a.example", "one-two-three-four"),
        ("x" * 39, "https://a.example", "x" * 39), ("x" * 40, "https://agency.org/b", "agency-b"), ("of the", "https://a.example", "of-the"),
    ],
)  # fmt: skip
def test_names_of_links(words, address, name):
    assert inline_collector.name_link(words, address, ()) == name


@pytest.mark.parametrize("count", [1, 2, 3, 10, 33])
def test_names_are_unique(count):
    used = {"report"}
    for _ in range(count):
        used.add(inline_collector.name_link("report x", "", used))
    assert (
        len(
            {
                inline_collector.name_note("A note", [], ()),
                inline_collector.name_note("See https://a.example/x", ["https://a.example/x"], ()),
                inline_collector.name_figure("A map", "", ()),
                inline_collector.name_figure("", "", ()),
            }
        )
        == 4
    )
    assert len(used) == count + 1


@pytest.mark.parametrize(
    ("words", "addresses", "name"),
    [("A long note on schools in places", [], "long-note-schools-places"), ("https://a.example/b", ["https://agency.org/b"], "agency-b"), ("p. 5", ["https://a.example/b"], "p-5"), ("", [], "note"), ("中国 所有 的 话", ["https://a.example/b"], "note"), ("中国", ["https://agency.org/b"], "agency-b")],
)  # fmt: skip
def test_names_of_notes(words, addresses, name):
    assert inline_collector.name_note(words, addresses, ()) == name
