"""Word files of a few paragraphs, by name, each with one thing that the files of authors have; the reader's goldens use them."""

from tests.readers.boxes import GALLERY, alternatives, box, control, notes
from tests.readers.word_files import OFFICE, SPACES, field, links, para, run, word_file

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
WP = "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"
A = "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
EXTERNAL = ' TargetMode="External"'
PNG = b"\x89PNG"


def styled(body, *inner, **more):
    """Return a file with styles."""
    parts = {"word/styles.xml": f"<w:styles {SPACES}>{''.join(inner)}</w:styles>", **more.pop("parts", {})}
    return word_file(body, parts, [("s", "styles", "styles.xml", ""), *more.pop("relations", ())])


def style(id, inner="", kind="paragraph", name="", attributes=""):
    return f'<w:style w:type="{kind}" w:styleId="{id}"{attributes}><w:name w:val="{name or id}"/>{inner}</w:style>'


def set(name, value=""):
    return f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>"


def drawing(inner, about=""):
    return f"<w:r><w:drawing {WP} {A}><wp:docPr id='1' name='x' {about}/>{inner}</w:drawing></w:r>"


def blip(id="i", more=""):
    return f"<a:blip r:embed='{id}'/>{more}"


def with_part(body, kind, part, name="", **more):
    """Return a file with another part."""
    name = name or f"{kind}.xml"
    parts = {f"word/{name}": part, **more.pop("parts", {})}
    return word_file(body, parts, [(kind, kind, name, ""), *more.pop("relations", ())])


def table(*rows, properties=""):
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def cell(inner, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if '<w:p' in inner else para(run(inner))}</w:tc>"


def ins(inner, kind="ins", author="Ann", date="2024-01-02T03:04:05Z"):
    return f'<w:{kind} w:id="1" w:author="{author}" w:date="{date}">{inner}</w:{kind}>'


def changed(kind, before, author="Ann"):
    return f'<w:{kind}Change w:id="9" w:author="{author}" w:date="2024-01-02"><w:{kind}>{before}</w:{kind}></w:{kind}Change>'


def gone(text):
    return run(text).replace("w:t", "w:delText")


def fields(*pairs):
    return para("".join(field(code, run(result)) for code, result in pairs))


def maths(inner):
    return para(run("so ") + f"<m:oMath>{inner}</m:oMath>" + run(" it is"))


def letters(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def of_maths(tag, *parts, properties=""):
    inner = "".join(f"<m:{name}>{letters(text) if '<' not in text else text}</m:{name}>" for name, text in parts)
    return f"<m:{tag}>{properties}{inner}</m:{tag}>"


COMMENT = f"<w:comments {SPACES}>{{}}</w:comments>"
HEADINGS = (
    style("N", name="Normal", attributes=' w:default="1"'),
    style("H1", name="heading 1"),
    style("H2", name="heading 2"),
)


def _marks():
    """Return files about the look of runs."""
    on_off = ("b", "i", "u", "strike", "dstrike", "caps", "vanish")
    one_by_one = "".join(run(f"{name} ", set(name)) + run(f"no-{name} ", set(name, "0")) for name in on_off)
    yield "each mark, on and off", word_file(para(one_by_one))
    yield "marks that a paragraph style sets, and runs turn over", styled(
        para(run("styled ") + "".join(run(f"{name} ", set("rStyle", name)) for name in on_off), set("pStyle", "P"))
        + para(run("inherited ") + run("off", "".join(set(name, "0") for name in on_off)), set("pStyle", "Q")),
        style("P", f"<w:rPr>{''.join(set(name) for name in on_off[:5])}</w:rPr>"),
        style("Q", set("basedOn", "P")),
        *(style(name, f"<w:rPr>{set(name)}</w:rPr>", "character") for name in on_off),
    )  # fmt: skip
    yield "letters of other scripts have marks of their own", word_file(para(
        run("plain ", "<w:bCs/><w:iCs/>") + run("rtl ", "<w:bCs/><w:iCs/><w:rtl/>") + run("cs ", "<w:bCs/><w:cs/>")
        + run("neither", "<w:b/><w:bCs w:val='0'/><w:rtl/>")
    ))  # fmt: skip
    quotes = (
        "Quote",
        "Intense Quote",
        "Block Text",
        "BlockText",
        "Quotations",
        "Quoted",
        "Caption",
        "Table caption",
        "Body Quote",
    )
    yield (
        "the style of a quotation or caption is no emphasis",
        styled(
            "".join(
                para(run("words ") + run("own", "<w:b/>"), set("pStyle", name.replace(" ", ""))) for name in quotes
            ),
            *(style(name.replace(" ", ""), "<w:rPr><w:i/></w:rPr>", name=name) for name in quotes),
        ),
    )
    yield "in documents of ours every mark is meant", styled(
        para(run("words"), set("pStyle", "Quote")), style("Quote", "<w:rPr><w:i/></w:rPr>"),
        style("cb", name="Cover Body"), style("ce", name="cover entity"),
    )  # fmt: skip
    raised = [(p, s) for p in ("-5", "-4", "-3", "-2", "-1", "1", "2", "3", "4") for s in ("", "20")]
    raised += [("4", "40"), ("4", "41"), ("2pt", ""), ("1pt", ""), ("2.5", "20"), ("x", "20"), ("12345", "")]
    yield "raised and lowered words, by how far and at which size", word_file(para("".join(
        run("1", set("position", p) + (set("sz", s) if s else "")) + run(f" {p} {s} ") for p, s in raised
    )))  # fmt: skip
    yield "words that are slightly raised are no script", word_file(para("".join(
        run(text, set("position", "2") + set("sz", "20")) + run(" ") for text in ("12", "123", "+1", "1+", "a", "−2", "2-3")
    )))  # fmt: skip
    scripts = (
        ("m", "2", ""), ("CO", "2", ""), ("26", "th", ""), ("1", "st", ""), ("XXI", "e", ""), ("n", "o", ""), ("M", "me", ""),
        ("20", "o", "C"), ("20", "o", " F"), ("20", "o", "Co"), ("20", "o", ""), ("1.", "o", ""), ("1.", "a", ""), ("x", "TM", ""),
        ("x", "tm", ""), ("x", "*", ""), ("x", "[1]", ""), ("x", "q", ""), ("x", "remark", ""), ("x", "abcd", ""), ("x", "abcde", ""),
        ("x", "-1", ""), ("x", "–1", ""), ("x", "1, 2", ""), ("x", "", ""), ("21", "ST", ""), ("1.21", "st", ""), ("12345", "th", ""),
    )  # fmt: skip
    for kind in ("superscript", "subscript"):
        yield f"each {kind}", word_file("".join(
            para(run(before) + run(text, set("vertAlign", kind)) + run(after)) for before, text, after in scripts
        ))  # fmt: skip
    yield (
        "an ordinal after deleted letters",
        word_file(
            para(run("1") + ins(gone("2"), "del") + run("st", set("vertAlign", "superscript")) + run(" day"))
            + para(run("no") + ins(gone("2"), "del") + run("th", set("vertAlign", "superscript")))
        ),
    )
    fonts = ("Symbol", "SymbolMT", "Wingdings", "Wingdings 2", "Webdings", "Arial")
    signs = ("F061", "F0B7", "F0FC", "61", "B7", "20AC", "zz", "D800", "F020", "110000", "1F600")
    yield "signs of symbol fonts, by their codes", word_file("".join(para("".join(
        f"<w:r><w:sym w:font='{font}' w:char='{code}'/></w:r>" + run(" ") for code in signs
    )) for font in fonts))  # fmt: skip
    yield "signs of symbol fonts, as text", word_file("".join(
        para(run("a\uf061 \uf0b7 \uf0fc é", f"<w:rFonts w:{attribute}='{font}'/>"))
        for font in fonts for attribute in ("ascii", "hAnsi", "asciiTheme='minorAscii' w:ascii")
    ) + para(run("\uf0b7\uf020\uf0a7\uf0e0\uf0fc\uf02d\uf041 pasted") + "<w:r><w:sym w:char='F0B7'/></w:r>"))  # fmt: skip
    every = "".join(f"&#x{code:x};" for code in range(0xF020, 0xF100))
    yield (
        "all signs of symbol fonts",
        word_file("".join(para(run(every, f"<w:rFonts w:ascii='{font}'/>")) for font in (*fonts[:3], *fonts[4:]))),
    )
    yield "a minus of a symbol font is a bullet only before a gap", word_file("".join(
        para(run(text)) for text in ("−\twords", "−  words", "− words", "−5\t")
    ))  # fmt: skip
    yield "breaks, tabs, hyphens and ruby", word_file(para(
        "<w:r><w:t>a</w:t><w:tab/><w:ptab/><w:t>b</w:t><w:br/><w:cr/><w:t>c</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>d\ne</w:t></w:r>"
        "<w:r><w:ruby><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase><w:rt><w:r><w:t>above</w:t></w:r></w:rt></w:ruby></w:r>"
        f"<w:r>{alternatives('<w:t>chosen</w:t>', fallback='<w:t>other</w:t>')}</w:r>"
    ))  # fmt: skip


def _paragraphs():
    """Return files about paragraphs, lists and tables."""
    page = "<w:r><w:br w:type='page'/></w:r>"
    yield "where a page begins", word_file(
        para(page + run("broken before")) + para(run("in the ") + page + run("middle")) + para(run("broken after") + page)
        + para(run("next")) + para(page) + para(run("next")) + para(run("own"), "<w:pageBreakBefore/>")
        + para(run("not"), "<w:pageBreakBefore w:val='0'/>") + para(run("end of section"), "<w:sectPr/>") + para(run("next"))
        + para("<w:r><w:br w:type='column'/></w:r>" + run("column"))
    )  # fmt: skip
    levels = "".join(para(run("level"), set("outlineLvl", level)) for level in ("0", "8", "9", "x"))
    yield "outline levels", styled(
        levels + "".join(para(run(id), set("pStyle", id)) for id in ("H1", "h9", "h10", "Sub", "Off", "none", "T")),
        *HEADINGS, style("h9", name="Heading 9"), style("h10", name="heading 10"), style("T", name="Title"),
        style("Sub", set("basedOn", "H2")), style("Off", f"{set('basedOn', 'H2')}<w:pPr>{set('outlineLvl', '9')}</w:pPr>"),
    )  # fmt: skip
    yield "indents and alignment", styled(
        "".join(para(run("words"), properties) for properties in (
            "<w:ind w:left='720'/>", "<w:ind w:start='30'/>", "<w:ind w:right='720'/>", "<w:ind w:left='x'/>", set("jc", "center"),
            set("pStyle", "P"), f"{set('pStyle', 'P')}{set('jc', 'left')}<w:ind w:left='0'/>", f"{set('pStyle', 'Q')}",
        )),
        style("P", f"<w:pPr>{set('jc', 'right')}<w:ind w:left='100'/></w:pPr>"), style("Q", set("basedOn", "P")),
    )  # fmt: skip
    yield "bookmarks in and before a paragraph", word_file(
        "<w:bookmarkStart w:name='lost'/>" + para(run("first")) + "<w:bookmarkStart w:name='a'/><w:bookmarkEnd/><w:bookmarkStart w:name='b'/>"
        + para("<w:bookmarkStart w:name='c'/>" + run("second"))
    )  # fmt: skip
    formats = (
        "decimal",
        "decimalZero",
        "lowerLetter",
        "upperLetter",
        "lowerRoman",
        "upperRoman",
        "bullet",
        "none",
        "chicago",
    )
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{form}"><w:lvl w:ilvl="0"><w:start w:val="3"/>{set("numFmt", form)}{set("lvlText", "(%1)")}'
        f'</w:lvl></w:abstractNum><w:num w:numId="{form}">{set("abstractNumId", form)}</w:num>'
        for form in formats
    )  # fmt: skip
    items = "".join(para(run("x"), f"<w:numPr>{set('ilvl', '0')}{set('numId', form)}</w:numPr>") for form in formats)
    yield (
        "numbers of lists in all formats",
        with_part(items, "numbering", f"<w:numbering {SPACES}>{numbering}</w:numbering>"),
    )
    odd = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{inner}</w:abstractNum><w:num w:numId="{index}">{set("abstractNumId", str(index))}</w:num>'
        for index, inner in enumerate((
            "", '<w:lvl w:ilvl="0"/>', f'<w:lvl w:ilvl="0">{set("lvlText", "%1.%2 ")}{set("start", "x")}</w:lvl>',
            f'<w:lvl w:ilvl="0">{set("numFmt", "bullet")}{set("lvlText", "&#xf020;o")}</w:lvl>',
            f'<w:lvl w:ilvl="0">{set("lvlText", "x" * 260)}</w:lvl>', f'<w:lvl w:ilvl="8">{set("lvlText", "%9%1")}</w:lvl>',
        ), 1)
    )  # fmt: skip
    steps = [(index, level) for index in range(1, 8) for level in ("0", "8", "9", "x")]
    yield "lists with odd definitions", with_part(
        "".join(para(run("x"), f"<w:numPr>{set('ilvl', level)}{set('numId', str(index))}</w:numPr>") for index, level in steps),
        "numbering", f"<w:numbering {SPACES}>{odd}</w:numbering>",
    )  # fmt: skip
    merged = table(
        row(cell("head", set("gridSpan", "2")), properties="<w:tblHeader/>"),
        row(cell("a", set("vMerge", "restart")), cell("b", set("gridSpan", "0"))),
        row(cell("", "<w:vMerge/>"), cell("c", set("gridSpan", "99")), properties="<w:tblHeader w:val='0'/>"),
        row(
            cell("", set("vMerge", "continue")),
            cell("d", set("gridSpan", "100")),
            cell(para(run("e"), set("jc", "end"))),
        ),
        properties=set("tblStyle", "Grid"),
    )
    yield "a table with merged cells, and its style", styled(merged, style("Grid", name="Table Grid", kind="table"))
    yield (
        "rows and cells within controls",
        word_file(table(control(row(control(cell("a")), ins(cell("b"), "customXml"))))),
    )
    yield (
        "a hidden row",
        word_file(
            table(row(cell("shown"), properties="<w:hidden w:val='0'/>"), row(cell("not"), properties="<w:hidden/>"))
        ),
    )


def _flow():
    """Return files with links, fields, notes, comments, changes, equations and images."""
    yield "fields", word_file(fields(
        ('HYPERLINK "https://a.example/" \\l "x y" \\o "Tip"', "link"), ("hyperlink https://a.example/ \\t", "bare"),
        ('HYPERLINK \\l "_Toc"', "anchor"), ('HYPERLINK \\n \\h "https://b.example"', "switched"), ("HYPERLINK", "nowhere"),
        (" page ", "3"), (" DATE \\@ x", "today"), ("", "empty"), (' HYPERLINK "https://a.example" \\o "  "', "no tip"),
    ) + para("<w:r><w:pgNum/><w:dayShort/><w:monthLong/><w:yearShort/></w:r>" + "<w:fldSimple w:instr=' NUMPAGES '>" + run("9")
             + "</w:fldSimple>" + field(" REF x ", field(" SEQ y ", run("1")) + "<w:r><w:instrText>in the result</w:instrText></w:r>")
             + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" + run("code ") + "<w:r><w:fldChar w:fldCharType='end'/></w:r>" + run("text")))  # fmt: skip
    yield "marks of notes that are referenced elsewhere", word_file("".join(
        para(run(before) + field(code, run("1")) + run(" after"))
        for before in ("word", "word.", "word)", "word ", "(", "") for code in ("NOTEREF _x", " ftnref y", "REF z")
    ))  # fmt: skip
    yield "links, with bookmarks and without an address", word_file(para(
        f"<w:hyperlink r:id='e' w:anchor='x'>{run('both')}</w:hyperlink><w:hyperlink r:id='in'>{run('inner')}</w:hyperlink>"
        f"<w:hyperlink r:id='?'>{run('unknown')}</w:hyperlink><w:hyperlink r:id='e'>{run('a ')}<w:hyperlink>{run('nested')}</w:hyperlink></w:hyperlink>"
        f"<w:hyperlink r:id='e' w:tooltip='Tip' w:docLocation='Place'> {run('tipped', '<w:u/>')}</w:hyperlink><w:hyperlink r:id='e'>{run(' ')}</w:hyperlink>"
    ), relations=[("e", "hyperlink", "https://a.example/", EXTERNAL), ("in", "hyperlink", "x.xml", "")])  # fmt: skip
    calls = "".join(
        f"<w:r><w:{kind}Reference w:id='{id}'/></w:r>"
        for kind, id in (("footnote", 1), ("footnote", 2), ("footnote", 7))
    )
    body = "".join(f"<w:footnote w:id='{id}'>{inner}</w:footnote>" for id, inner in (
        (1, para("<w:r><w:footnoteRef/></w:r>" + run(" \tA note"))), (2, para(run(" ")) + para(run(" second"))), (1, para(run("again"))),
        (4, table(row(cell("in a table")))), (5, ""), (6, para(run("", "<w:b/>") + run("x")))))  # fmt: skip
    yield "footnotes", with_part(para(run("text") + calls), "footnotes", f"<w:footnotes {SPACES}>{body}</w:footnotes>")
    yield "endnotes with separators", with_part(para(run("text") + "<w:r><w:endnoteReference w:id='1'/></w:r>"), "endnotes", notes(
        "endnote", ("0", "separator", para(run("___"))), ("3", "continuationNotice", para(run("more"))))["word/endnotes.xml"])  # fmt: skip
    said = (
        f'<w:comment w:id="1" w:author=" Ann &#10; B\u200b " w:date="2024-01-02"><w:p w14:paraId="A1">{run("Why?")}</w:p></w:comment>'
        f'<w:comment w:id="2" w:author="Bob" w:date="soon"><w:p w14:paraId="A2">{run("See ")}<w:hyperlink r:id="e">{run("this ")}</w:hyperlink>{run("so")}</w:p>{para(run("Second."))}</w:comment>'
        f'<w:comment w:id="3"><w:p w14:paraId="A3"><w:hyperlink r:id="m">{run("@Ann")}</w:hyperlink><w:hyperlink w:anchor="x">{run(" there")}</w:hyperlink></w:p></w:comment>'
    )  # fmt: skip
    rels = links(
        ("e", "hyperlink", "https://a.example/", EXTERNAL), ("m", "hyperlink", "mailto:ann@a.example", EXTERNAL)
    )
    extended = f'<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="A2" w15:paraIdParent="A1" w15:done="1"/><w15:commentEx w15:paraId="A3" w15:paraIdParent="A3" w15:done="0"/></w15:commentsEx>'
    on = '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/>'.format
    yield "comments, with answers and links", with_part(
        para(on(1, run("one ") + on(2, run("two "))) + run("none")) + para('<w:commentRangeStart w:id="3"/>' + run("over"))
        + para(run("paragraphs") + '<w:commentRangeEnd w:id="3"/>' + run(" end")), "comments", COMMENT.format(said),
        parts={"word/_rels/comments.xml.rels": rels, "word/commentsExtended.xml": extended}, relations=[("x", "commentsExtended", "commentsExtended.xml", "")],
    )  # fmt: skip
    yield "tracked changes of every kind", word_file(
        para(run("a ") + ins(run("new ")) + ins(gone("old "), "del", "Bob") + ins(run("here "), "moveTo") + ins(run("from "), "moveFrom")
             + ins(ins(gone("both"), "del", "Bob")) + ins(ins(run("twice"), author="Cy"), author="Di"))
        + para(run("mark"), f"<w:rPr>{ins('')}</w:rPr>") + para(run("gone mark"), f"<w:rPr>{ins('', 'ins', 'Eve')}{ins('', 'del')}</w:rPr>")
        + table(row(cell("r"), properties=ins("")), row(cell("c", ins("", "cellIns")), cell("d", ins("", "cellDel")), properties=ins("", "del", "", "yesterday")))
        + table(row(cell(para(ins(gone("deleted"), "del")))))
    )  # fmt: skip
    before = set("pStyle", "H1")
    yield "tracked changes of formatting", styled(
        para(run("bold ", "<w:b/>" + changed("rPr", "")) + run("too ", "<w:b/>" + changed("rPr", "")) + run("Bob ", "<w:b/>" + changed("rPr", "", "Bob"))
             + run("plain ", changed("rPr", "<w:b/><w:i/><w:strike/><w:vanish/>")) + run("sup", set("vertAlign", "superscript") + changed("rPr", set("vertAlign", "subscript")))
             + run("colour", set("color", "FF0000") + changed("rPr", "")))
        + para(run("styled"), set("pStyle", "H2") + changed("pPr", before)) + para(run("was a heading"), changed("pPr", before))
        + para(run("listed"), f"<w:numPr>{set('numId', '4')}{ins('')}</w:numPr>") + para(run("list"), f"<w:numPr>{set('numId', '4')}</w:numPr>" + changed("pPr", ""))
        + para(run("mark"), f"<w:rPr>{changed('rPr', '')}</w:rPr>") + para(run("number"), "<w:numberingChange w:author='Ann'/>") + para(run("same"), "<w:pPrChange w:author='Ann'/>")
        + table(row(cell("x", changed("tcPr", "")), properties=changed("trPr", "")), properties=changed("tblPr", "")) + f"<w:sectPr>{changed('sectPr', '')}</w:sectPr>",
        *HEADINGS,
    )  # fmt: skip
    sub = of_maths("sSub", ("e", "x"), ("sub", "max"))
    yield "equations", word_file("".join(map(maths, (
        of_maths("sSup", ("e", "x"), ("sup", "2")), sub, of_maths("f", ("num", "a+b"), ("den", "c")), of_maths("f", ("num", "1"), ("den", "")),
        of_maths("rad", ("deg", "3"), ("e", "x")), of_maths("rad", ("deg", ""), ("e", "x+1")), of_maths("d", ("e", "x"), ("e", "y")),
        of_maths("d", ("e", "x"), ("e", "y"), properties="<m:dPr><m:begChr m:val='['/><m:endChr m:val=' '/><m:sepChr m:val=';'/></m:dPr>"),
        of_maths("nary", ("sub", "i=1"), ("sup", "n"), ("e", "i"), properties="<m:naryPr><m:chr m:val='∑'/></m:naryPr>"), of_maths("nary", ("e", "f")),
        of_maths("limLow", ("e", "lim"), ("lim", "n→∞")), of_maths("limUpp", ("e", "max"), ("lim", "k")), of_maths("sSup", ("e", "f"), ("sup", "′")),
        of_maths("sSup", ("e", "x"), ("sup", "q+1")), of_maths("sSup", ("e", "x"), ("sup", "a b")), of_maths("sSup", ("e", "x"), ("sup", "q")), of_maths("acc", ("e", " ")),
    ))))  # fmt: skip
    image = {"parts": {"word/media/i.png": PNG, "word/media/j.emf": b"\0" * 40 + b" EMF"}}
    relations = [("i", "image", "media/i.png", ""), ("j", "image", "media/j.emf", ""), ("l", "image", "https://a.example/l.png", EXTERNAL),
                 ("m", "image", "https://a.example/m.png", EXTERNAL)]  # fmt: skip
    decorative = (
        "<a:ext><d:decorative xmlns:d='http://schemas.microsoft.com/office/drawing/2017/decorative' val='1'/></a:ext>"
    )
    old = "<w:r><w:pict><v:shape alt='Old' {}><v:imagedata r:id='j' {}/></v:shape></w:pict></w:r>".format
    yield "images", word_file(
        para(run("Words ") + drawing(blip(), "descr='A  map' title='T'")) + para(drawing(blip("i"), "title='Only a title'"))
        + para(drawing(blip("j", "<a:srcRect l='1000'/>"))) + para(drawing(blip("i", "<a:srcRect l='0' t='0'/>"), "hidden='1'"))
        + para("<w:r><w:drawing " + f"{WP} {A}><wp:docPr id='1' name='x'>{decorative}</wp:docPr>{blip()}</w:drawing></w:r>")
        + para(old("", "croptop='10f'")) + para(old("style='visibility : hidden'", "")) + para(old("", "title='Mine'").replace(" alt='Old'", ""))
        + para(drawing("<a:blip r:link='l'/>", "descr='Linked'")) + para(run("In words ") + drawing("<a:blip r:link='m' r:embed='i'/>")) + para(drawing(blip("?"))),
        image["parts"], relations,
    )  # fmt: skip


def _beside():
    """Return files with words and parts outside the text."""
    yield "headers, footers, charts and pages", word_file(para(run("text")), {
        "word/h.xml": f"<w:hdr {SPACES}>{para(run('Top'))}{para(run('line'))}</w:hdr>", "word/f.xml": f"<w:ftr {SPACES}>{para(run('12'))}</w:ftr>",
        "word/c.xml": "<c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart' xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>"
                      "<a:p><a:t>Chart</a:t></a:p><c:strCache><c:v>Name</c:v></c:strCache><c:numCache><c:v>7</c:v></c:numCache></c:chart>",
        "word/p.html": "<html><head><title>T</title></head><body><script>bad()</script><p>Page " + "word " * 100 + "</p></body></html>", "word/a.rtf": "{\\rtf}",
        "word/empty.htm": " ",
    }, [(name, kind, f"{name}.{end}", "") for name, kind, end in (
        ("h", "header", "xml"), ("f", "footer", "xml"), ("c", "chart", "xml"), ("p", "aFChunk", "html"), ("a", "aFChunk", "rtf"), ("empty", "aFChunk", "htm"),
        ("lost", "header", "xml"))])  # fmt: skip
    placeholder = "<w:showingPlcHdr/>"
    yield "controls", word_file(
        "".join(para(control(run(f"{kind} "), f"<w:{kind}/>")) for kind in ("dropDownList", "comboBox", "date", "picture", "checkbox", "text", "group"))
        + para(run("before ") + control(run("Click here"), placeholder)) + para(control(run("kept"), "<w:showingPlcHdr w:val='0'/>"))
        + para(control(drawing(blip(), "descr='Icon'"), placeholder)) + control(para(run("1 Contents")), GALLERY) + para(run("end")),
        {"word/media/i.png": PNG}, [("i", "image", "media/i.png", "")],
    )  # fmt: skip
    art = "<w:r><w:pict><v:shape><v:textpath string='  WORD  ART '/></v:shape></w:pict></w:r>"
    rule = "<w:r><w:pict><v:rect xmlns:o='urn:schemas-microsoft-com:office:office' o:hr='t'/></w:pict></w:r>"
    group = "<g:wgp xmlns:g='http://schemas.microsoft.com/office/word/2010/wordprocessingGroup'><g:cNvPr descr='In a group'/></g:wgp>"
    yield "drawings and boxes", word_file(
        para(run("text ") + art + rule) + para(drawing("", "descr='A shape'")) + para(drawing(group, "descr='All' title='Title'")) + para(box("boxed"))
        + para(drawing("<a:graphicData uri='http://x/chart'/>", "descr='Chart'")) + para("<w:r><w:contentPart/></w:r>")
        + para(drawing("<a:hlinkClick r:id='e'/>", "descr='Clicked'")) + para("<w:r><w:pict><v:shape href='https://b.example/' alt='Shape'/></w:pict></w:r>")
        + para(f"<w:r>{alternatives('<w:drawing/>', fallback='<w:t>older</w:t>')}</w:r>"),
        relations=[("e", "hyperlink", "https://a.example/", EXTERNAL)],
    )  # fmt: skip
    block = "<w:docPart><w:docPartPr><w:types><w:type w:val='x'/></w:types></w:docPartPr><w:docPartBody>{}</w:docPartBody></w:docPart>"
    yield "words on no page", word_file(
        table(row(cell("x")), properties=set("tblCaption", " A  title ") + set("tblDescription", "A description") + set("tblCaption", " ")),
        {"word/settings.xml": f"<w:settings {SPACES}><w:docVars><w:docVar w:name='a' w:val='one'/><w:docVar w:name='b' w:val='2'/></w:docVars></w:settings>",
         "word/glossary.xml": f"<w:glossaryDocument {SPACES}>{block.format(para(run('A block')))}{block.format('')}</w:glossaryDocument>", "word/bad.xml": "<x>"},
        [("s", "settings", "settings.xml", ""), ("g", "glossaryDocument", "glossary.xml", ""), ("b", "glossaryDocument", "bad.xml", "")],
    )  # fmt: skip
    yield "hidden, unread and stray words", word_file(
        para(run("seen ") + run("hidden ", "<w:vanish/>") + run("on", "<w:vanish w:val='off'/>")) + run("stray") + table(run("in a table") + row(cell("x")))
        + para("<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id='1'/></w:r>")
    )  # fmt: skip
    core = '<cp:coreProperties xmlns:cp="{0}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title> T  t </dc:title><dc:creator/><dc:language>fr</dc:language><dc:description>D</dc:description><cp:keywords>K</cp:keywords><dcterms:created>2024</dcterms:created></cp:coreProperties>'
    where = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    rels = links(("1", "officeDocument", "word/document.xml", "")).replace(
        "</Rel", f'<Relationship Id="2" Type="{where}" Target="docProps/core.xml"/></Rel'
    )
    yield "properties", word_file(para(run("text")), {"_rels/.rels": rels, "docProps/core.xml": core.format(OFFICE)})


def _looks():
    """Return files about the look of letters and why they are not seen: each limit, and values next to it."""
    white = set("color", "FFFFFF")
    yield "colours near that of the page", word_file(para("".join(
        run(f"{value} ", set("color", value)) for value in ("DCDCDC", "DBDCDC", "DCDBDC", "DCDCDB", "000000", "auto", "FFFFFF")
    )))  # fmt: skip
    places = (
        "background1",
        "text1",
        "background2",
        "text2",
        "accent1",
        "accent6",
        "hyperlink",
        "followedHyperlink",
        "light1",
        "dark2",
        "none",
    )
    yield "theme colours, with tints and shades", word_file(para("".join(
        run(f"{place}{more[8:]} ", f'<w:color w:val="123456" w:themeColor="{place}"{more}/>' + set("sz", "8"))
        for place in places for more in ("", ' w:themeTint="33"', ' w:themeTint="05"', ' w:themeShade="BF"', ' w:themeShade="zz"')
    )))  # fmt: skip
    yield "backgrounds", word_file(para("".join(
        run(f"{index} ", white + each) for index, each in enumerate((
            set("highlight", "yellow"), set("highlight", "white"), set("highlight", "lightGray"), set("highlight", "none"), "<w:shd w:val='pct50' w:fill='FFFFFF'/>",
            "<w:shd w:val='pct10' w:fill='FFFFFF' w:color='000000'/>", "<w:shd w:val='pct14' w:fill='auto' w:color='auto'/>", "<w:shd w:val='solid' w:color='auto'/>",
            "<w:shd w:val='solid' w:color='FFFFFF'/>", "<w:shd w:val='clear' w:fill='DDDDDD'/>", "<w:shd w:val='clear' w:themeFill='accent1' w:themeFillTint='33'/>",
            "<w:shd w:val='clear' w:themeFill='text1' w:fill='FFFFFF'/>", "<w:shd w:val='none' w:fill='000000'/>",
        ))
    )))  # fmt: skip
    solid = "<w14:textFill {0}><w14:solidFill><w14:srgbClr w14:val='{1}'>{2}</w14:srgbClr></w14:solidFill></w14:textFill>".format
    transforms = ("<w14:alpha w14:val='90000'/>", "<w14:alpha w14:val='91000'/>", "<w14:alpha w14:val='89000'/>", "<w14:lumMod w14:val='50000'/>",
                  "<w14:lumOff w14:val='90000'/>", "<w14:tint w14:val='1000'/>", "<w14:shade w14:val='50000'/>")  # fmt: skip
    yield "fills of letters", word_file(para("".join(
        run(f"{index} ", each) for index, each in enumerate((
            *(solid(W14, "808080", each) for each in transforms), solid(W14, "FFFFFF", ""), solid(W14, "zz", ""), white + solid(W14, "zz", ""),
            f"<w14:textFill {W14}><w14:gradFill/></w14:textFill>", f"<w14:textFill {W14}><w14:noFill/></w14:textFill>",
            f"<w14:textFill {W14}><w14:noFill/></w14:textFill><w14:textOutline {W14}><w14:noFill/></w14:textOutline>",
            f"<w14:textFill {W14}><w14:solidFill><w14:schemeClr w14:val='bg1'/></w14:solidFill></w14:textFill>",
        ))
    )))  # fmt: skip
    limits = [
        (name, value)
        for name, values in (
            ("sz", "9 10 11"),
            ("w", "9 10 11"),
            ("spacing", "-79 -80 -81"),
            ("position", "12 -12 2000 -2000"),
        )
        for value in values.split()
    ]
    yield "sizes, widths and distances", word_file(
        para("".join(run(f"{name}{value} ", set(name, value)) for name, value in limits) + "".join(
            run("abcde", set("fitText", value)) + run(" ") for value in ("99", "100", "101")) + run("complex", "<w:cs/>" + set("sz", "2") + set("szCs", "20"))
            + run(" small", "<w:rtl/>" + set("szCs", "8"))) + "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>",
    )  # fmt: skip
    heights = [
        f"<w:spacing w:line='{line}' w:lineRule='{rule}'/>" for line in (99, 100, 101) for rule in ("exact", "atLeast")
    ]
    off = ("<w:ind w:left='11905'/>", "<w:ind w:left='11906'/>", "<w:ind w:start='-11906'/>", "<w:ind w:left='11900' w:firstLine='6'/>", "<w:ind w:left='11906' w:hanging='1'/>",
           "<w:framePr w:x='11906'/>", "<w:framePr w:x='1' w:y='16838'/>", "<w:framePr w:h='99' w:hRule='exact'/>", "<w:framePr w:h='99' w:hRule='auto'/>",
           "<w:ind w:left='8.27in'/>", "<w:ind w:left='21cm'/>", "<w:ind w:left='210mm'/>", "<w:ind w:left='595pt'/>", "<w:ind w:left='50pc'/>")  # fmt: skip
    yield (
        "lines that are too low, and positions off the page",
        word_file(
            "".join(
                para(run(each.replace("'", "").replace("w:", "")[1:-2].replace("=", " ")), each)
                for each in (*heights, *off)
            )
            + "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
        ),
    )
    pages = ((1133, 16838), (1134, 16838), (11906, 1133), (0, 0))
    yield "pages that are too small", word_file("".join(
        para(run(f"on {w} by {h}"), f"<w:sectPr><w:pgSz w:w='{w}' w:h='{h}'/></w:sectPr>") + para(run("next")) for w, h in pages
    ))  # fmt: skip
    tables = ("<w:tblInd w:w='11906' w:type='dxa'/>", "<w:tblInd w:w='11906' w:type='pct'/>", "<w:tblInd w:w='11905'/>", "<w:tblpPr w:tblpX='11906'/>", "<w:tblpPr w:tblpY='16838'/>", "<w:tblpPr w:tblpX='5'/>")  # fmt: skip
    rows = [f"<w:trHeight w:val='{value}' w:hRule='{rule}'/>" for value in (99, 100) for rule in ("exact", "atLeast")]
    yield "tables off the page, and rows that are too low", word_file(
        "".join(table(row(cell(str(index))), properties=each) for index, each in enumerate(tables))
        + "".join(table(row(cell(f"row {index}" + ""), cell(table(row(cell("inner"))) + para("")), properties=each)) for index, each in enumerate(rows))
        + "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    )  # fmt: skip
    kinds = (
        "band1Horz",
        "band2Horz",
        "band1Vert",
        "band2Vert",
        "firstRow",
        "lastRow",
        "firstCol",
        "lastCol",
        "neCell",
        "nwCell",
        "seCell",
        "swCell",
    )
    part = "".join(
        f'<w:tblStylePr w:type="{kind}"><w:rPr>{set("sz", str(index + 1))}</w:rPr></w:tblStylePr>'
        for index, kind in enumerate(kinds)
    )
    grid = [row(*(cell(f"{line}{column}") for column in "abc")) for line in range(1, 4)]
    looks = ('w:val="0000"', 'w:val="0600"', 'w:val="01E0"', 'w:val="07E0"', 'w:val="zz"', 'w:val="0000" w:firstRow="1" w:noHBand="true"', 'w:firstColumn="1" w:lastColumn="on" w:noVBand="0"', 'w:lastRow="1" w:firstRow="0"')  # fmt: skip
    yield (
        "parts of table styles",
        styled(
            "".join(table(*grid, properties=f"{set('tblStyle', 'T')}<w:tblLook {look}/>") for look in looks),
            style("T", part, kind="table"),
        ),
    )
    yield "looks that are set, inherited and named", styled(
        para(run("colour ", set("color", "FF0000")) + run("size ", set("sz", "30")) + run("font ", "<w:rFonts w:ascii='Times New Roman'/>") + run("theme ", "<w:rFonts w:ascii='X' w:asciiTheme='minorHAnsi'/>")
             + run("shade ", "<w:shd w:fill='FFFF00'/>") + run("small ", "<w:smallCaps/>") + run("off ", "<w:smallCaps w:val='0'/>") + run("under ", set("u", "single") + set("vertAlign", "superscript") + set("bdr", "single"))
             + run("strike ", "<w:strike/><w:webHidden/><w:caps/>") + run("none ", set("u", "none") + set("highlight", "none")) + run("char ", set("rStyle", "C")) + run("link ", set("rStyle", "Hyperlink")) + run("odd ", set("rStyle", "?")))
        + para(run("Heading"), set("pStyle", "H1")) + para(run("below ", set("em", "dot") + set("effect", "x"))) + para(run("styled ") + run("same", set("sz", "30")), set("pStyle", "Big")),
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>', *HEADINGS,
        style("C", f"<w:rPr>{set('color', '00FF00')}</w:rPr>", "character", "My Look"), style("Hyperlink", f"<w:rPr>{set('color', '0000FF')}</w:rPr>", "character"),
        style("Big", f"<w:rPr>{set('sz', '30')}{set('spacing', '20')}</w:rPr>"),
    )  # fmt: skip
    yield "words shown in reverse", word_file(para(
        f"<w:bdo w:val='rtl'>{run('abc')}</w:bdo><w:bdo w:val='rtl'>{run('123')}</w:bdo>{run('\u202dشبكة')}{run(' \u202eabc')}<w:bdo w:val='ltr'><w:bdo w:val='rtl'>{run('inner')}</w:bdo></w:bdo>"
    ))  # fmt: skip


SAMPLES = {group.__name__[1:]: dict(group()) for group in (_marks, _paragraphs, _flow, _beside, _looks)}
