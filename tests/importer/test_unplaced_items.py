"""What is outside the text -> the items that report it."""

import pytest

from tests.importer.collected import PNG, collect, items
from tests.importer.paragraphs import DELETED, para
from wsisc.importer.account.report import Fate
from wsisc.importer.text import unplaced_items
from wsisc.messages.localization import translate
from wsisc.readers.word.content import Aside, Component, ComponentKind, Look, Run, WordComment, WordImage


def report(*blocks, styles=False, **options):
    collector = collect(*blocks, styles=styles, **options)
    unplaced_items.report_unplaced(collector)
    return collector


@pytest.mark.parametrize(
    ("kind", "text", "styles", "needs_person"),
    [
        ("header", "2", False, False),
        ("header", "2", True, True),
        ("header", "p2", False, True),
        ("header", "-", True, False),
        ("text box", "2", False, True),
        ("text box", "...", False, False),
        ("text box", "", False, True),
    ],
)
def test_asides(kind, text, styles, needs_person):
    assert items(report(asides=(Aside(kind, text),), styles=styles)) == [(kind, text, needs_person)]


def test_notes_without_a_reference_and_removed_words():
    image = Run("", image=WordImage("a.png", ""), struck=True)
    collector = report(
        para(Run("deleted", change=DELETED, link="https://a.example/"), Run(" struck", struck=True), image),
        notes={"1": (para("A note."),)},
        images={"a.png": PNG},
    )
    assert [(kind, person) for kind, _, person in items(collector)] == [
        ("note without a reference", True),
        ("deleted text", False),
        ("struck text", True),
        ("link in deleted words", False),
        ("image in struck words", True),
    ]


def test_comments_and_replies():
    comments = (
        WordComment("1", "Ann", "", "Really?", "so", is_resolved=True),
        WordComment("2", "Bob", "", "Yes.", parent="1"),
        WordComment("3", "Bob", "", "No."),
    )
    collector = collect(comments=comments)
    collector.placed_comments.add("1")
    unplaced_items.report_unplaced(collector)
    assert items(collector) == [
        ("comment", 'Ann: Really? (on "so")', False),
        ("reply to Ann", "Bob: Yes.", False),
        ("comment", "Bob: No.", True),
    ]
    assert [each.fate for each in collector.ledger.components] == [Fate.PLACED, Fate.PLACED, Fate.REPORTED]


def test_words_hard_to_see_are_reported_with_their_heading():
    title = "x" * 61
    looks = [
        ("tiny ", 0, "1 pt high"),
        ("words", 0, "1 pt high"),
        ("in it", 1, "1 pt high"),
        ("...", -1, "white"),
        ("seen", 0, ""),
    ]
    collector = report(
        para(title, outline=1), looks=tuple(Look(words, "", heading=at, unseen=why) for words, at, why in looks)
    )
    assert items(collector) == [
        ("words hard to see in Word (1 pt high), imported as text", "tiny words", True),
        ("words hard to see in Word (1 pt high), imported as text", f'in it (under "{title[:60]}")', True),
        ("words hard to see in Word (white), imported as text", "... (in the notes)", False),
    ]


@pytest.mark.parametrize(
    ("component", "item"),
    [
        (Component(ComponentKind.EQUATION, "E=mc2"), ("equation, imported as plain text", "E=mc2", True)),
        (Component(ComponentKind.EQUATION, "E", place="header"), ("equation, imported as plain text (header)", "E", False)),
        (Component(ComponentKind.FIELD, "IF", "yes"), ("field, imported as text", "yes", True)),
        (Component(ComponentKind.FIELD, "REF", "yes"), ("field, imported as text", "yes", False)),
        (Component(ComponentKind.FIELD, "content control (date)"), ("field, imported as text", "content control (date)", False)),
        (Component(ComponentKind.EMBEDDED, "chart", "Sales", "c.xml"), ("chart, not imported", "Sales c.xml", True)),
        (Component(ComponentKind.EMBEDDED, "rule"), ("rule, not imported", "", False)),
        (Component(ComponentKind.DESCRIPTION, "tooltip of a link", "Home"), ("tooltip of a link, not imported", "Home", True)),
        (Component(ComponentKind.DESCRIPTION, "tooltip of a link", "www.a.example"),
         ("tooltip of a link, not imported", "www.a.example", False)),
        (Component(ComponentKind.DESCRIPTION, "name", "x", place="file"), ("name, not imported", "x", False)),
        (Component(ComponentKind.LINK, "https://a.example/", "Home", place="shape"),
         ("link not imported (shape)", "https://a.example/ (on: Home)", True)),
        (Component(ComponentKind.IMAGE, "sha", "alt", "SVG", place="footer"), ("image, SVG, not imported (footer)", "alt", False)),
    ],
)  # fmt: skip
def test_components_that_no_run_has(component, item):
    assert items(report(components=(component,))) == [item]


def test_the_page_numbers_of_a_table_of_contents_are_one_item():
    numbers = tuple(
        Component(ComponentKind.FIELD, "PAGEREF", text) for text in ("PAGEREF _Toc1 \\h", "PAGEREF _Toc2 \\h")
    )
    assert items(report(components=numbers)) == [("field, imported as text", "PAGEREF", False)]


def test_a_component_that_is_an_aside_is_reported_once():
    chart = Component(ComponentKind.EMBEDDED, "chart", "Sales")
    reported = items(report(components=(chart, chart), asides=(Aside("chart", "Sales"),)))
    assert [kind for kind, _, _ in reported] == ["chart", "chart, not imported"]


@pytest.mark.parametrize(
    ("component", "language", "kind"),
    [
        (Component(ComponentKind.EMBEDDED, "rule"), "fr", "filet horizontal, non importé"),
        (
            Component(ComponentKind.IMAGE, "0a", "", "PNG, cropped", "footer"),
            "es",
            "imagen, PNG, recortado, no importado (pie de página)",
        ),
    ],
)
def test_components_are_named_in_the_language_of_messages(component, language, kind):
    [(found, _, _)] = items(report(components=(component,)))
    assert translate(found, language) == kind
