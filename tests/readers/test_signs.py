"""What a Word file raises, lowers, or takes from a font of signs is read as the characters that a person sees."""

import pytest

from tests.readers.word_files import SPACES, field, first, para, run, texts, word_file
from wsisc import importer
from wsisc.calls import call as calls
from wsisc.readers.word import reader as word

SUP, SUB = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}"/>'.format


def line(*pieces):
    """Return the runs of a paragraph; of a piece that is a pair, the second are the properties."""
    return "".join(run(each) if isinstance(each, str) else run(*each) for each in pieces)


def sign(code, font="Symbol"):
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def read(inner, **more):
    """Return the text of a paragraph, whose words are as many as are counted, and what of it stays raised."""
    found = word.read(word_file(para(inner), **more))
    assert found.word_count == len(found.blocks[0].text.split())
    assert not found.asides
    return found.blocks[0].text, [each.text for each in found.blocks[0].runs if each.raised]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["5 × 10", ("3", SUP), " t"], "5 × 10³ t"),
        (["10", ("-", SUP), ("3", SUP), " or 10", ("−12", SUP)], "10⁻³ or 10⁻¹²"),
        (["12 m", ("2", SUP), ", CO", ("2", SUB), " and H", ("2", SUB), "O"], "12 m², CO₂ and H₂O"),
        (["x", ("n+1", SUP), " x", ("i", SUB), " 10", ("6", '<w:position w:val="6"/>')], "xⁿ⁺¹ xᵢ 10⁶"),
        (["CO", ("2", '<w:position w:val="-2"/><w:sz w:val="19"/>'), " fell"], "CO₂ fell"),
        (["Once ", ("upon", '<w:position w:val="2"/><w:sz w:val="22"/>'), " a time"], "Once upon a time"),
        ([("O", '<w:position w:val="-10"/><w:sz w:val="112"/>'), "nce"], "Once"),
        (["the 26", ("t", SUP), ("h", SUP), " and 1", ("st", SUP), ", 2", ("ND", SUP)], "the 26th and 1st, 2ND"),
        (["le 1", ("er", SUP), ", la 2", ("e", SUP), ", XXI", ("e ", SUP), "siècle"], "le 1er, la 2e, XXIe siècle"),
        (["n", ("o", SUP), " 5, n", ("os", SUP), " 6, N", ("°", SUP), ", M", ("me", SUP)], "no 5, nos 6, N°, Mme"),
        (["12.5", ("e", SUP), " 10", ("x", SUP)], "12.5ᵉ 10ˣ"),
        (["Name", ("TM", SUP), " at 20 ", ("o", SUP), "C, a sign", ("*", SUP)], "Name™ at 20 °C, a sign*"),
        (["said", ("1, 2", SUP), "; known", ("[3]", SUP)], "said¹, ²; known[3]"),
    ],
)  # fmt: skip
def test_super_and_subscripts_are_characters_and_ordinals_stand_on_the_line(pieces, expected):
    assert read(line(*pieces)) == (expected, [])


def test_what_unicode_cannot_raise_stays_on_the_line_with_its_mark():
    assert read(line("10", ("0.5", SUP), ", a", ("quarter", SUP), ", v", ("MAX", SUB))) == (
        "100.5, aquarter, vMAX",
        ["0.5", "quarter", "MAX"],
    )


def test_the_report_tells_of_what_was_raised_and_the_words_are_as_many():
    body = para(line("The title"), '<w:outlineLvl w:val="0"/>') + para(
        line("It grew to 10", ("3", SUP), " or 10", ("0.5", SUP), " t of CO", ("2", SUB), ", v", ("MAX", SUB))
    )
    report = importer.import_content(word.read(word_file(body)), calls.BUILT_IN, "cstd-16").report
    assert report.is_balanced
    reported = {item.kind: (item.text, item.words, item.needs_person) for item in report.items}
    assert reported["superscript imported as plain text"] == ("100.5", 0, True)
    assert reported["subscript imported as plain text"] == ("vMAX", 0, False)


STYLES = f"""<w:styles {SPACES}>
<w:style w:type="character" w:styleId="Up"><w:name w:val="Up"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Pup"><w:name w:val="Pup"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Greek"><w:name w:val="Greek"/><w:rPr>{FONT("Symbol")}</w:rPr></w:style>
</w:styles>"""


def test_styles_raise_words_and_bring_fonts_of_signs():
    more = {"parts": {"word/styles.xml": STYLES}, "relations": [("s", "styles", "styles.xml", "")]}
    up, greek = '<w:rStyle w:val="Up"/>', '<w:rStyle w:val="Greek"/>'
    assert read(line("m", ("2", up), ", ", ("a", greek), (" b", greek + FONT("Arial"))), **more) == ("m², α b", [])
    body = para(line(("2", up), ("3", up + '<w:vertAlign w:val="baseline"/>'), ("4", "")), '<w:pStyle w:val="Pup"/>')
    assert first(body, **more).text == "²3⁴"


def test_calls_of_notes_stay_what_they_are():
    call = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"{}/>{}</w:r>'.format
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="2">{para(run("A note"))}</w:footnote></w:footnotes>'
    more = {"parts": {"word/footnotes.xml": notes}, "relations": [("f", "footnotes", "footnotes.xml", "")]}
    found = first(para(run("10") + call("", "") + run(" x") + call(' w:customMarkFollows="1"', "<w:t>a</w:t>")), **more)
    assert [(each.text, each.note, each.raised) for each in found.runs] == [
        ("10", "", ""), ("", "f2", ""), (" x", "", ""), ("", "f2", ""), ("a", "", ""),
    ]  # fmt: skip
    assert read(line("see note ") + field(" NOTEREF x ", line(("1", SUP)))) == ("see note ¹", [])


def test_tracked_superscripts_keep_their_change():
    body = para(run("10") + f'<w:ins w:id="1" w:author="Ann" w:date="">{run("3", SUP)}</w:ins>' + run(" t"))
    assert [(each.text, bool(each.change)) for each in first(body).runs] == [("10", False), ("³", True), (" t", False)]


def _m(name, *inner):
    return f"<m:{name}>{''.join(inner)}</m:{name}>"


def _t(text):
    return f"<m:r><m:t xml:space='preserve'>{text}</m:t></m:r>"


def _power(base, exponent):
    return _m("sSup", _m("e", _t(base)), _m("sup", _t(exponent)))


@pytest.mark.parametrize(
    ("maths", "expected"),
    [
        (_power("10", "3"), "10³"),
        (_power("10", "−3") + _t(" + ") + _power("x", "2.5") + _power("f", "′"), "10⁻³ + x^(2.5)f′"),
        (_m("sSub", _m("e", _t("v")), _m("sub", _t("MAX"))) + _m("sSub", _m("e", _t("x")), _m("sub", _t("i"))), "v_(MAX)xᵢ"),
        (_m("sSubSup", _m("e", _t("x")), _m("sub", _t("1")), _m("sup", _t("2"))), "x₁²"),
        (_m("f", _m("num", _t("a + b ")), _m("den", _t(" c"))), "(a + b)/ c"),
        (_m("d", _m("e", _t("x")), _m("e", _t("y"))) + _m("d", "<m:dPr><m:begChr m:val='['/><m:endChr m:val=''/></m:dPr>", _m("e", _t("z"))), "(x|y)[z"),
        (_m("rad", _m("deg"), _m("e", _t("x+1"))) + _m("rad", _m("deg", _t("3")), _m("e", _t("x"))), "√(x+1)³√x"),
        (_m("rad", _m("deg", _t("Q")), _m("e", _t("x"))) + _m("rad", _m("deg", _t("a.b")), _m("e", _t("y"))), "Q√x(a.b)√y"),
        (_m("nary", "<m:naryPr><m:chr m:val='∑'/></m:naryPr>", _m("sub", _t("i=1")), _m("sup", _t("n")), _m("e", _t("x"))), "∑ᵢ₌₁ⁿx"),
        (_m("f", _m("num"), _m("den")) + _m("d", _m("e", _t(" "))) + _power("x", " ") + _m("rad", _m("deg"), _m("e")) + _m("nary"), "x"),
    ],
)  # fmt: skip
def test_equations_say_on_one_line_what_they_say(maths, expected):
    text, _ = read(run("so ") + f"<m:oMath>{maths}</m:oMath>" + run(" it is"))
    assert " ".join(text.split()) == f"so {expected} it is"


def test_signs_of_symbol_fonts_are_those_that_mean_the_same():
    codes = "F0B3 F0B4 F0B1 F0A3 F0B0 F0B9 F061 F06D F0A0 F0B7 F0AE F0DE F0A5 F02D b3 F0E5 F0FE"
    assert read("".join(map(sign, codes.split()))) == ("≥×±≤°≠αμ€•→⇒∞−≥∑⎭", [])
    codes = "F0FC F0FB F0FE F0A8 F0A7 F0D8 F0E0 F0DF F0E8 F06C F06E F071 F076 F04A F028 F02A fc"
    expected = "✓✗☑□▪➢→←➔●■❑❖☺☎✉✓"
    assert read("".join(sign(code, "Wingdings") for code in codes.split())) == (expected, [])


def test_a_sign_that_nobody_knows_stays_what_it_is():
    known = sign("F0F0") + sign("F026", "Wingdings") + sign("F0B7", "Webdings") + sign("61", "Wingdings 3")
    assert read(known) == ("\uf0f0\uf026\uf0b7\uf061", [])
    others = sign("F0B7", "Arial") + sign("2264", "Arial") + sign("F0B3", "Arial") + sign("41", "Arial")
    assert read(others) == ("•≤\uf0b3A", [])
    assert first(para(run("x") + sign("D800") + sign("zz") + sign("") + sign("110000"))).text == "x"


def test_words_typed_in_a_font_of_signs_are_signs():
    typed = line(("\uf0b3 5\uf020m, a-b", FONT("Symbol")), (" \uf0fc J é", FONT("Wingdings")), " \uf0fc\uf0b3 J")
    assert read(typed) == ("≥ 5 μ, α−β ✓ ☺ é ✓\uf0b3 J", [])
    assert read(line(("a", '<w:rFonts w:ascii="Symbol" w:asciiTheme="minorHAnsi"/>'))) == ("a", [])
    assert read(run("a") + sign("F020") + run("b")) == ("a b", [])


def test_signs_before_paragraphs_are_the_bullets_of_a_list():
    tab = "<w:r><w:tab/></w:r>"
    body = "".join(para(sign("F02D") + tab + run(text)) for text in ("one", "two"))
    assert texts(word.read(word_file(body))) == ["-\tone", "-\ttwo"]
    body = "".join(para(sign("F0D8", "Wingdings") + tab + run(text)) for text in ("one", "two"))
    found = importer.import_content(
        word.read(word_file(para(run("Title"), '<w:outlineLvl w:val="0"/>') + body)), calls.BUILT_IN, "cstd-16"
    )
    assert found.report.is_balanced
    part = found.submission.unplaced or found.submission.parts[0]
    assert "- one\n- two" in (part.text or part.sections[0].text)
