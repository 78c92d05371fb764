"""Any text of a Word file, in any place -> a submission that the rules of the format pass, with exactly these words."""

import re
from html import escape

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.conftest import ROOT, examples
from tests.readers.word_files import SPACES, para, run, word_file
from wsisc import importer, pipeline, source
from wsisc.calls import call as calls
from wsisc.importer import embedded_document, import_document
from wsisc.readers.word import reader as word
from wsisc.source.markup import richtext
from wsisc.source.markup.tree import printed_text

CHART = (ROOT / "tests" / "figures" / "chart.png").read_bytes()
NUMBERING = (
    f"<w:numbering {SPACES}><w:abstractNum w:abstractNumId='1'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='2'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='2'/></w:num>"
    "</w:numbering>"
)
STYLES = (
    f"<w:styles {SPACES}><w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='H'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='C'><w:name w:val='caption'/></w:style></w:styles>"
)
IMAGE = (
    "<w:r><w:drawing xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
    " xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><wp:inline>"
    "<wp:docPr id='1' name='x' descr={}/><a:blip r:embed='i'/></wp:inline></w:drawing></w:r>"
)
BULLET = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
NUMBER = BULLET.replace("numId w:val='1'", "numId w:val='2'")
RELATIONS = [
    ("s", "styles", "styles.xml", ""), ("n", "numbering", "numbering.xml", ""),
    ("f", "footnotes", "footnotes.xml", ""), ("e", "endnotes", "endnotes.xml", ""), ("i", "image", "media/i.png", ""),
]  # fmt: skip
NOT_OF_TEXTS = {"missing-part", "missing-alternative"}

STARTS = [
    "- ", "* ", "+ ", "1. ", "1) ", "(a) ", "2) ", "> ", "# ", "| ", "    ", "\t", "[x]: ", "[^x]: ", "```", "~~~", "---", "===",
    ":::", "\\", "• ", "– ", "^[", "![a]", "<b>", "&copy;", "&#0;", "&#x202e;", "{{ x }}", "{#a}", ": ", "-", "=", "\xa0",
    "a | b", "https://a.example/", "#1 ", "2030. ", "<!-- ", "^1 ", "[1] ", "$x$", "@x", "%}",
]  # fmt: skip
ODD = "\x85\u2028\u2029\u200b\u200d\u200e\u202a\u202e\u2066\ufeff\ufffd\ufdd0\U000e0041\x7f\x90\xad\xa0\u3000\u0301\U0001f600\ue000"
texts = st.one_of(
    st.tuples(st.sampled_from(STARTS), strategies.rich).map("".join),
    st.lists(st.one_of(st.sampled_from(STARTS), st.sampled_from([*ODD, *strategies.WORDS, " "])), max_size=8).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
).map(lambda text: re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text))  # fmt: skip
"""Texts that XML can hold and that begin, as they may in Word, with what Markdown takes for markup."""


def note(kind, text, properties=""):
    inner = para(f"<w:r><w:{kind}Ref/></w:r>" + run(" ") + text, properties)
    return f"<w:{kind}s {SPACES}><w:{kind} w:id='1'>{inner}</w:{kind}></w:{kind}s>"


def file(text, alt="A chart"):
    """Return a Word file that holds a text as a paragraph, a heading, items of lists, a cell, notes and a caption."""
    shown = run(escape(text))
    cell, call = "<w:tc>{}</w:tc>".format, "<w:r><w:{}Reference w:id='1'/></w:r>".format
    body = [
        para(run("Some title"), '<w:pStyle w:val="T"/>'),
        para(run("Some words") + call("footnote") + run(" and more") + call("endnote")),
        para(shown),
        para(shown, BULLET), para(shown, NUMBER),
        para(run("Between")),
        para(shown, '<w:ind w:left="1440"/>'),
        f"<w:tbl><w:tr>{cell(para(run('Head')))}{cell(para(shown))}</w:tr><w:tr>{cell(para(shown) * 2)}{cell(para(shown))}</w:tr></w:tbl>",
        para(IMAGE.format("'" + escape(alt) + "'")),
        para(shown, '<w:pStyle w:val="C"/>'),
        para(shown, '<w:pStyle w:val="H"/>'),
        para(run("The end")),
    ]  # fmt: skip
    parts = {
        "word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, "word/media/i.png": CHART,
        "word/footnotes.xml": note("footnote", shown), "word/endnotes.xml": note("endnote", shown, BULLET),
    }  # fmt: skip
    return word_file("".join(body), parts, RELATIONS)


def imported(content):
    """Return a file's import, the YAML of it read again, and what errors that has."""
    found = importer.import_content(word.read(content), calls.BUILT_IN, "cstd-16")
    result = embedded_document.ReadDocument(found.submission, found.files, found.report, found.report.items)
    written = (
        import_document.to_yaml(result, "file.docx", "", calls.BUILT_IN)
        .replace('name: ""', "name: Somebody")
        .replace("name: ''", "name: Somebody")
    )
    checked = pipeline.check(source.read(written.encode(), "made-up.yaml"))
    errors = [each for each in checked.diagnostics if pipeline.forbids(each, "docx") and each.code not in NOT_OF_TEXTS]
    # Ten times a word of another language make a text in it, which the import reports and the call may not have.
    return found, checked.submission, [each for each in errors if each.path != ("language",)]


def ink(text):
    """Return the letters and digits of a text."""
    return "".join(re.findall(r"[^\W_]", text))


def shown(text, submission):
    """Return the letters and digits of a rich text as a reader sees it."""
    text = re.sub(r"(?m)^!\[chart\]$", "", text)  # the place of the figure
    return ink(printed_text(richtext.parse(text, frozenset(submission.links)).blocks, with_numbers=True))


def in_order(submission, holder):
    """Return the letters and digits of a part or section and of the sections within it, in their order."""
    inner = (ink(each.title) + in_order(submission, each) for each in holder.sections)
    return shown(holder.text, submission) + "".join(inner)


@given(texts)
@example("- a point")
@example("1. a point")
@example("| a | point |")
@example("    a point")
@example("[x]: https://a.example/")
@example("``` a point")
@example("&#x202e;a point")
@example("a\u202epoint")
@example("https://a.example/[x][link]word")
@example("NULL")
@example("true")
@example("- «quoted»été")
@settings(max_examples=examples(15, 120), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_text_of_a_word_file_passes_the_rules_and_keeps_its_words_wherever_it_stands(text):
    found, submission, errors = imported(file(text))
    assert found.report.is_balanced, found.report.problems
    if {each.code for each in errors} == {"too-much-markup"}:  # more accents on one letter than engines take
        return
    assert [(each.code, each.message) for each in errors] == []
    one = re.escape(ink(text))
    expected = f"Somewordsandmore{one}{one}1?{one}Between{one}Head{one * 4}({one})?Theend"
    assert re.fullmatch(expected, in_order(submission, submission.parts[0]))
    assert [shown(each, submission) for each in submission.footnotes.values()] in ([ink(text)] * 2, [])
    assert [ink(each.caption) for each in submission.figures.values()] in ([ink(text)], [""])


def test_a_note_that_is_a_list_a_quotation_or_a_table_begins_with_words():
    table = f"<w:tbl><w:tr><w:tc>{para(run('Year'))}</w:tc><w:tc>{para(run('Share'))}</w:tc></w:tr></w:tbl>"
    starts = {
        "a list": para(run("One"), BULLET) + para(run("two"), BULLET),
        "a numbered list": para(run("One"), NUMBER) + para(run("two"), NUMBER),
        "a quotation": para(run("Words of somebody, which are long enough to be those of a quotation."),
                            '<w:ind w:left="1440"/>'),
        "a table": table + para(run("Source: ours.")),
        "a table alone": table,
    }  # fmt: skip
    for inner in starts.values():
        notes = f"<w:footnotes {SPACES}><w:footnote w:id='1'>{inner}</w:footnote></w:footnotes>"
        body = para(run("A title"), '<w:pStyle w:val="T"/>') + para(
            run("Words") + "<w:r><w:footnoteReference w:id='1'/></w:r>"
        )
        parts = {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING, "word/footnotes.xml": notes}
        found, submission, errors = imported(word_file(body, parts, RELATIONS[:3]))
        assert found.report.is_balanced, found.report.problems
        assert errors == []
        [text] = submission.footnotes.values()
        order = re.findall("One|two|Words|quotation|Year|Share|Source", inner)
        assert re.findall("One|two|Words|quotation|Year|Share|Source", text) == order


def test_a_space_without_break_never_begins_a_line():
    words = "word " * 30
    _, submission, errors = imported(
        file(words + "".join(f"\xa0{words}" for _ in range(3)) + " \xa0".join(words.split()))
    )
    assert errors == []
    assert submission.footnotes
