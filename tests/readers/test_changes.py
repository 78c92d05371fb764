"""The samples with tracked changes, accepted and rejected in every way, and the samples with hidden words shown."""

import itertools

import pytest

from tests.readers.samples import SAMPLES, cell, row, table
from tests.readers.word_files import para, run, texts, word_file
from tests.shown import show
from wsisc.messages.diagnostic import WsiscError
from wsisc.ooxml import package
from wsisc.readers.inventory import NOTE_SEPARATOR
from wsisc.readers.perception import package_parts
from wsisc.readers.word import accept_reject, reader
from wsisc.readers.word import reader as word

CHANGED = SAMPLES["flow"]["tracked changes of every kind"]
FORMATTED = SAMPLES["flow"]["tracked changes of formatting"]
PEOPLE = ("Ann", "Bob", "Cy", "Eve")


def test_changes_accepted_and_rejected(golden):
    content = word.read(CHANGED)
    pieces = {"all accepted": accept_reject.accept_all(content), "all rejected": accept_reject.reject_all(content)}
    for number in (1, 2):
        for names in itertools.combinations(PEOPLE, number):
            pieces[f"accepted of {' and '.join(names)}"] = accept_reject.accept_from(content, names)
    shown = [f"=== {name}\n{show(each.blocks)}\n" for name, each in pieces.items()]
    changes = [
        f"{accept_reject.change_authors(change)} {change.kind}: {text}"
        for change, text in accept_reject.tracked_changes(content)
    ]
    golden("readings/changes.txt", "\n".join([*shown, *changes, ""]))


def test_formatting_of_other_people_is_rejected(golden):
    pieces = []
    for names in (None, (), ("Ann",), ("Bob",), ("Ann", "Bob")):
        found = word.read(FORMATTED, names)
        pieces.append(
            f"=== {names}\n{show(found.blocks)}\n{show([(each.scope, each.author, each.summary) for each in found.formatting_changes])}\n"
        )
    golden("readings/formatting.txt", "\n".join(pieces))


@pytest.mark.parametrize(
    ("unhidden", "expected", "asides"),
    [
        ((), ["seen ", "shown"], [("hidden text", "a b", 2), ("hidden row of a table", "row", 1)]),
        (("a b",), ["seen a b", "shown"], [("words hidden", "a b", 0), ("hidden row of a table", "row", 1)]),
        (("row",), ["seen ", "row", "shown"], [("hidden text", "a b", 2), ("row hidden", "row", 0)]),
        (("a", "x"), ["seen ", "shown"], [("hidden text", "a b", 2), ("hidden row of a table", "row", 1)]),
    ],
)
def test_hidden_words_are_read_on_request(unhidden, expected, asides):
    body = para(run("seen ") + run("a ", "<w:vanish/>") + run("b", "<w:vanish/>")) + table(
        row(cell("row"), properties="<w:hidden/>"), row(cell("shown"))
    )
    found = word.read(word_file(body), unhidden=unhidden)
    assert texts(found) == expected
    assert [(each.kind, each.text, each.word_count) for each in found.asides] == asides


def test_the_parts_of_a_file(golden):
    lines = []
    for name, file in [*SAMPLES["beside"].items(), ("images", SAMPLES["flow"]["images"])]:
        lines.append(f"=== {name}")
        found = package_parts.read_inventory(file)
        assert found.headings == []
        for each in found.items:
            lines.append(
                f"[{each.place}] {each.kind}{' (layout)' * each.is_layout}: {each.text}".replace(NOTE_SEPARATOR, " | ")
            )
    golden("readings/parts.txt", "\n".join([*lines, ""]))


def test_the_markup_of_a_file():
    body = para(
        f"{run('x', '<w:lang w:val="a"/><w:noProof/><w:bCs/><w:iCs/><w:szCs/><w:kern/><w:rsid/><w:b/>')}<w:sdt/><w:sym w:font='S' w:char='1'/>"
    )
    file = word_file(
        body.replace("<w:p>", "<w:p w:rsidR='1' w:z='2' w:a='1'>"),
        {"word/header1.xml": "<h/>", "word/headerx.xml": "<h/>", "word/comments.xml": "<c/>"},
    )
    found = [(each.kind, each.place, each.text) for each in package_parts.read_markup(file).items]
    assert found == [
        ("markup document", "word/document.xml", ""), ("markup body", "word/document.xml", ""), ("markup p", "word/document.xml", 'a="1" z="2"'),
        ("markup r", "word/document.xml", ""), ("markup rPr", "word/document.xml", ""), ("markup b", "word/document.xml", ""),
        ("markup t", "word/document.xml", 'space="preserve"'), ("content control", "word/document.xml", ""), ("symbol", "word/document.xml", 'char="1" font="S"'),
        ("markup h", "word/header1.xml", ""),
    ]  # fmt: skip


def test_the_parts_in_which_two_files_differ():
    one, other = (
        word_file(para(run("x")), files)
        for files in ({"a.xml": "1", "b.xml": "1", "c.xml": "1"}, {"a.xml": "1", "c.xml": "2", "d.xml": "1"})
    )
    assert package_parts.find_differing_parts(one, other) == ["b.xml", "c.xml", "d.xml"]
    assert package_parts.find_differing_parts(one, one) == []


def test_a_part_written_with_other_quotes_is_the_same():
    """Only the quotes of the XML declaration were others, and a merge reported the file as changed."""
    files = [
        {"a.xml": '<?xml version="1.0" encoding="UTF-8"?><a b="1"/>'},
        {"a.xml": "<?xml version='1.0' encoding='UTF-8'?>\n<a b='1'></a>"},
        {"a.xml": '<?xml version="1.0" encoding="UTF-8"?><a b="1"><!-- c --></a>'},
    ]
    one, other, third = (word_file(para(run("x")), each) for each in files)
    assert package_parts.find_differing_parts(one, other) == []
    assert package_parts.find_differing_parts(one, third) == ["a.xml"]
    assert package_parts.find_duplicate_names(one) == []


LIMITS = [("p", 5_000, "paragraphs"), ("r", 15_000, "formatting changes"), ("rPrChange", 15_000, "tracked formatting changes"),
          ("pPrChange", 15_000, "tracked formatting changes"), ("tr", 5_000, "table rows"), ("tc", 6_000, "table cells"), ("drawing", 2_000, "images"),
          ("pict", 2_000, "images"), ("bookmarkStart", 20_000, "bookmarks"), ("comment", 1_000, "comments"), ("footnote", 1_000, "footnotes"),
          ("endnote", 1_000, "endnotes"), ("style", 5_000, "styles"), ("abstractNum", 5_000, "list styles"), ("num", 20_000, "lists")]  # fmt: skip


@pytest.mark.parametrize(("tag", "limit", "what"), LIMITS)
def test_a_file_may_have_so_many_elements_of_a_kind(tag, limit, what):
    def tree(count):
        return package.parse_xml(
            f'<w:x xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{f"<w:{tag}/>" * count}</w:x>'.encode()
        )

    reader.check_bounds([tree(limit - 5), tree(5)])
    with pytest.raises(WsiscError, match=f"more than {limit:,} {what}$"):
        reader.check_bounds([tree(limit - 5), tree(6)])


@pytest.mark.parametrize(
    ("inner", "count", "message"),
    [(run("") , 5_000, "more than 5,000 formatting changes in one paragraph"), (run("x" * 100), 500, "more than 50,000 letters in one paragraph")],
)  # fmt: skip
def test_a_paragraph_may_be_so_long(inner, count, message):
    assert word.read(word_file(para(inner * count))).blocks
    with pytest.raises(WsiscError, match=message):
        word.read(word_file(para(inner * (count + 1))))
