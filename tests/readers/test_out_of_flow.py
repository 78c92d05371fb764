"""What a Word file holds outside the flow of its text: each word is read once, or reported once, and counted once."""

import pytest

from tests.durations import TENFOLD, quickest
from tests.readers.boxes import ADDRESS, GALLERY, LINK, alternatives, box, control, import_file, notes, picture
from tests.readers.word_files import OFFICE, SPACES, external, field, para, run, texts, word_file
from wsisc.readers.word import accept_reject
from wsisc.readers.word import reader as word
from wsisc.readers.word.content import ComponentKind

CALL = '<w:r><w:footnoteReference w:id="1"/></w:r>'
SUP = '<w:vertAlign w:val="superscript"/>'


def table(*cells):
    return f"<w:tbl>{row(*cells)}</w:tbl>"


def row(*cells):
    return f"<w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr>"


def asides(found):
    return [(each.kind, each.text) for each in found.asides]


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_words_between_the_text_and_its_notes_are_reported(kind):
    furniture = (
        ("-1", "separator", para(run("_____"))),
        ("0", "continuationSeparator", para("<w:r><w:continuationSeparator/></w:r>") + table(para(run("***")))),
        ("2", "continuationNotice", para(run("continued overleaf") + box("a box"))),
    )
    call = f'<w:r><w:{kind}Reference w:id="1"/></w:r>'
    relations = [("f", f"{kind}s", f"{kind}s.xml", "")]
    found, imported = import_file(word_file(para(run("text") + call), notes(kind, *furniture), relations))
    assert asides(found) == [
        ("text box", "a box"), ("separator of notes", "_____"), ("separator of notes", "***"),
        ("continuation notice of notes", "continued overleaf"),
    ]  # fmt: skip
    assert found.word_count == 1 + 2 + 2 + 1 + 1 + 2
    assert [item.kind for item in imported.report.items if item.needs_person and item.words] == [
        "text box", "continuation notice of notes",
    ]  # fmt: skip


def test_controls_in_controls_are_counted_once():
    inner = control(para(run("One 1")), GALLERY)
    found, _ = import_file(word_file(control(control(inner + para(run("Two 2")), GALLERY) + para(run("text")))))
    assert asides(found) == [("table of contents", "One 1 Two 2")]
    assert texts(found) == ["text"]
    assert found.word_count == 5


@pytest.mark.parametrize("place", ["paragraph", "rows", "cell", "box", "note"])
def test_a_table_of_contents_in_an_odd_place_is_counted_once(place):
    contents = control(para(run("One 1")), GALLERY)
    body = {
        "paragraph": para(run("text") + control(run(" in it"), GALLERY)),
        "rows": f"<w:tbl>{control(row(para(run('text'))), GALLERY)}</w:tbl>",
        "cell": table(contents + para(run("text"))),
        "box": para(run("text") + box("").replace("<w:txbxContent>", f"<w:txbxContent>{contents}")),
        "note": para(run("text") + CALL),
    }[place]
    parts = {"word/footnotes.xml": f"<w:footnotes {SPACES}><w:footnote w:id='1'>{contents}{para(run('x'))}</w:footnote></w:footnotes>"}  # fmt: skip
    import_file(word_file(body, parts if place == "note" else None, [("f", "footnotes", "footnotes.xml", "")]))


@pytest.mark.parametrize(
    ("renderings", "expected"),
    [
        (alternatives(run("new"), run("newer"), fallback=run("old")), "new"),
        (alternatives(run("new"), run("newer")), "new"),
        (alternatives(fallback=run("old")), "old"),
        (alternatives("<w:r><x:emoji xmlns:x='x'/></w:r>", fallback=run("😀")), "😀"),
        (alternatives("", run("newer")), "newer"),
        (alternatives(alternatives(run("a"), run("b")), fallback=run("c")), "a"),
        (f"<w:r>{alternatives('<w:t>new</w:t>', '<w:t>newer</w:t>', fallback='<w:t>old</w:t>')}</w:r>", "new"),
        (f"<w:r>{alternatives('<x:emoji xmlns:x="x"/>', fallback='<w:t>😀</w:t>')}</w:r>", "😀"),
        (f"<w:r>{alternatives(alternatives('<w:t>a</w:t>', '<w:t>b</w:t>'))}</w:r>", "a"),
    ],
)
def test_of_several_renderings_one_counts(renderings, expected):
    found, _ = import_file(word_file(para(renderings)))
    assert texts(found) == [expected]
    assert found.word_count == 1


def test_renderings_of_blocks_and_rows_count_once_too():
    body = alternatives(para(run("one")), para(run("uno")), fallback=para(run("un")))
    rows = alternatives(row(para(run("two"))), row(para(run("dos"))))
    found, _ = import_file(word_file(f"{body}<w:tbl>{rows}</w:tbl>"))
    assert texts(found) == ["one", "two"]
    boxes = alternatives(box("in it"), box("in it"), fallback=box("in it"))
    found, _ = import_file(word_file(para(run("text") + boxes)))
    assert asides(found) == [("text box", "in it")]


def many(count):
    return alternatives(*["<x/>"] * count)


def nested(count):
    """Return renderings in renderings, so many that to look at all at each depth takes quadratic time."""
    depth = count // 300
    return "<mc:AlternateContent><mc:Choice>" * depth + "<x/>" * count + "</mc:Choice></mc:AlternateContent>" * depth


@pytest.mark.parametrize("renderings", [many, nested])
def test_renderings_are_chosen_soon_however_many_there_are(renderings):
    def seconds(count):
        return quickest(word.read, [word_file(para(renderings(count)))] * 2)

    assert seconds(30_000) < TENFOLD * seconds(3_000)


def test_the_image_of_a_fallback_is_read_where_the_choice_has_none():
    body = para(alternatives("<w:r><x:ink xmlns:x='x'/></w:r>", fallback=picture("r:embed='i'")))
    found = word.read(word_file(body, {"word/media/i.png": b"x"}, [("i", "image", "media/i.png", "")]))
    assert [each.image.alt for each in found.blocks[0].runs] == ["A map"]


@pytest.mark.parametrize(
    "around",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:customXml>{}</w:customXml>", "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>", "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
        "<x:unknown xmlns:x='x'>{}</x:unknown>",
    ],
)  # fmt: skip
def test_rows_and_cells_and_runs_are_found_whatever_is_around_them(around):
    cells = "<w:tr>" + around.format(f"<w:tc>{para(run('cell'))}</w:tc>") + "</w:tr>"
    body = f"<w:tbl>{around.format(row(para(run('row'))))}{cells}</w:tbl>" + para(around.format(run("run")))
    found, _ = import_file(word_file(body))
    assert texts(found) == ["row", "cell", "run"]
    assert found.asides == ()


@pytest.mark.parametrize("tag", ["smartTag", "customXml", "dir", "bdo"])
def test_what_is_around_runs_takes_no_word_away(tag):
    found, _ = import_file(word_file(para(run("a ") + f'<w:{tag} w:val="rtl">{run("b")}</w:{tag}>' + run(" c"))))
    assert texts(found) == ["a b c"]


def test_both_texts_of_a_ruby_are_read_whatever_is_around_them():
    ruby = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    found, _ = import_file(word_file(para(ruby.format(run("kan"), f"<w:ins>{run('漢')}</w:ins>"))))
    assert texts(found) == ["漢kan"]


@pytest.mark.parametrize(
    ("body", "stray"),
    [
        (para(run("text")) + run("stray words"), "stray words"),
        (para(run("text")) + "</w:body><w:body>" + para(run("more")), ""),
        (f"<w:tbl>{run('stray ')}<w:tr>{run('in a row')}<w:tc>{para(run('text'))}</w:tc></w:tr></w:tbl>", "stray in a row"),
        (table(f"<w:tbl>{para(run('no row'))}{row(para(run('text')))}</w:tbl>"), "no row"),
        (para(run("text")) + "<m:oMathPara><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></m:oMathPara>", "x+1"),
    ],
)  # fmt: skip
def test_words_where_no_word_can_be_are_reported(body, stray):
    found, _ = import_file(word_file(body))
    assert "text" in texts(found)
    assert asides(found) == ([("text outside of paragraphs", stray)] if stray else [])


def test_two_notes_of_one_id_are_both_accounted_for():
    twice = f"<w:footnotes {SPACES}>" + "".join(f"<w:footnote w:id='1'>{para(run(each))}</w:footnote>" for each in ("first", "second")) + "</w:footnotes>"  # fmt: skip
    _, imported = import_file(word_file(para(run("text") + CALL), {"word/footnotes.xml": twice}, [("f", "footnotes", "footnotes.xml", "")]))  # fmt: skip
    assert [*imported.submission.footnotes.values()] == ["first\n"]
    assert [(item.kind, item.text) for item in imported.report.items if item.words] == [
        ("note without a reference", "second")
    ]


def test_a_text_box_in_a_deep_table_is_counted_once():
    body = para(run("deep") + box("in it"))
    for _ in range(25):
        body = table(body)
    found, _ = import_file(word_file(body))
    assert texts(found) == ["deep"]
    assert asides(found) == [("text box", "in it")]


def test_a_part_that_is_header_and_footer_is_reported_once():
    header = {"word/header1.xml": f"<w:hdr {SPACES}>{para(run('at the edge'))}</w:hdr>"}
    import_file(
        word_file(para(run("text")), header, [("h", "header", "header1.xml", ""), ("f", "footer", "header1.xml", "")])
    )


def test_the_words_of_a_table_in_a_comment_are_read():
    comments = f"<w:comments {SPACES}><w:comment w:id='1' w:author='Ann'>{table(para(run('in a cell')))}{para(run('below'))}</w:comment></w:comments>"
    found, _ = import_file(
        word_file(para(run("text")), {"word/comments.xml": comments}, [("c", "comments", "comments.xml", "")])
    )
    assert [each.text for each in found.comments] == ["in a cell\nbelow"]


def test_building_blocks_that_the_file_offers_are_no_text_of_it():
    parts = {"word/glossary/document.xml": f"<w:glossaryDocument {SPACES}><w:docParts><w:docPart><w:docPartBody>{para(run('offered'))}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"}  # fmt: skip
    found, _ = import_file(
        word_file(para(run("text")), parts, [("g", "glossaryDocument", "glossary/document.xml", "")])
    )
    assert (texts(found), found.asides) == (["text"], ())


PLACEHOLDER = "<w:showingPlcHdr/>"


@pytest.mark.parametrize(
    "body",
    [
        para(run("text ") + control(run("Click here"), PLACEHOLDER)),
        para(run("text")) + control(para(run("Click here")), PLACEHOLDER),
        f"<w:tbl><w:tr><w:tc>{para(run('text'))}</w:tc>{control(f'<w:tc>{para(run("Click here"))}</w:tc>', PLACEHOLDER)}</w:tr></w:tbl>",
        f"<w:tbl>{row(para(run('text')))}{control(row(para(run('Click here'))), PLACEHOLDER)}</w:tbl>",
        para(run("text ") + control(control(run("Click here")), PLACEHOLDER)),
    ],
)  # fmt: skip
def test_the_placeholder_of_a_control_is_reported_and_not_placed(body):
    found, imported = import_file(word_file(body))
    assert asides(found) == [("placeholder of a content control", "Click here")]
    assert "Click" not in "".join(texts(found))
    assert imported.report.needs_person


def test_a_placeholder_in_the_middle_of_a_word_and_one_that_was_written_over():
    found, _ = import_file(word_file(para(run("pre") + control(run("fix"), PLACEHOLDER) + run("ed"))))
    assert texts(found) == ["preed"]
    assert [each.word_count for each in found.asides] == [0]
    found, _ = import_file(word_file(para(control(run("written"), '<w:showingPlcHdr w:val="0"/>'))))
    assert texts(found) == ["written"]
    assert found.asides == ()


@pytest.mark.parametrize(
    "reference",
    [
        field(" NOTEREF _Ref1 \\h ", run("5")),
        field(" NOTEREF _Ref1 \\f \\h ", run("5", SUP)),
        f'<w:fldSimple w:instr=" NOTEREF _Ref1 ">{run("5")}</w:fldSimple>',
        f'<w:hyperlink w:anchor="_Ref1">{field("NOTEREF _Ref1", run("5"))}</w:hyperlink>',
    ],
)
def test_the_mark_of_another_note_is_no_part_of_a_word(reference):
    for before in ("on prevention", "on prevention,"):
        found, imported = import_file(word_file(para(run(before) + reference + run(" and care"))))
        assert texts(found) == [f"{before} and care"]
        [aside] = found.asides
        assert (aside.kind, aside.text.split()[-1], aside.word_count) == ("mark of another note", "5", 0)
        assert imported.report.needs_person
    found, _ = import_file(word_file(para(run("see notes ") + reference + run("–") + reference + run(" above"))))
    assert found.asides == ()


@pytest.mark.parametrize(
    ("attributes", "images"), [("r:link='e'", 0), ("r:embed='e'", 0), ("r:embed='i' r:link='e'", 1)]
)
def test_a_linked_image_is_reported_and_the_rest_is_kept(attributes, images):
    relations = [("e", "image", ADDRESS, LINK), ("i", "image", "media/i.png", "")]
    body = para(run("before")) + para(picture(attributes)) + para(run("after"))
    found, imported = import_file(word_file(body, {"word/media/i.png": b"\x89PNG"}, relations))
    assert [each for each in texts(found) if each] == ["before", "after"]
    assert len(found.images) == images
    [item] = [each for each in imported.report.items if "linked" in each.kind]
    assert (item.text, item.needs_person) == (f'{ADDRESS} (A map), after "before"', True)
    assert sum(imported.report.components[ComponentKind.IMAGE].values()) == 1


def test_a_linked_image_that_stands_twice_is_reported_at_both_places():
    relations = [("e", "image", ADDRESS, LINK)]
    shown = picture("r:link='e'")
    found, _ = import_file(word_file(para(shown) + para(run("first words") + shown) + para(shown), relations=relations))
    assert [text for _, text in asides(found)] == [
        f"{ADDRESS} (A map)", f'{ADDRESS} (A map), in "first words"', f'{ADDRESS} (A map), after "first words"',
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["r:id='e'", "r:href='e'"])
def test_a_linked_image_of_the_old_kind_is_reported(shape):
    body = para(f"<w:r><w:pict><v:shape alt='A map'><v:imagedata {shape}/></v:shape></w:pict></w:r>" + run("text"))
    found, _ = import_file(word_file(body, relations=[("e", "image", ADDRESS, LINK)]))
    assert (texts(found), asides(found)) == (
        ["text"],
        [("linked image, not imported", f'{ADDRESS} (A map), in "text"')],
    )


@pytest.mark.parametrize("kind", ["image", "video", "audio"])
def test_linked_media_that_nothing_shows_are_reported_too(kind):
    found, imported = import_file(external(kind, ADDRESS))
    assert asides(found) == [("linked image, not imported", ADDRESS)]
    assert imported.report.needs_person
    link = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="1" Type="{OFFICE}/{kind}" Target="{ADDRESS}" TargetMode="External"/></Relationships>'  # fmt: skip
    parts = {"word/header1.xml": f"<w:hdr {SPACES}/>", "word/_rels/header1.xml.rels": link}
    found, _ = import_file(word_file(para(run("text")), parts, [("h", "header", "header1.xml", "")]))
    assert asides(found) == [("linked image, not imported", f"{ADDRESS}, in a header")]


def test_what_is_beside_the_text_is_there_in_every_reading():
    inserted = f'<w:ins w:id="1" w:author="Ann" w:date="">{control(run("Click here"), PLACEHOLDER)}</w:ins>'
    found, _ = import_file(word_file(para(run("text ") + inserted)))
    assert asides(accept_reject.reject_all(found)) == asides(accept_reject.accept_all(found)) == asides(found)


def test_a_linked_image_in_a_comment_is_reported_with_its_part():
    comment = f"<w:comments {SPACES}><w:comment w:id='1'>{para(picture('r:link="i"'))}</w:comment></w:comments>"
    link = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="i" Type="{OFFICE}/image" Target="{ADDRESS}" TargetMode="External"/></Relationships>'  # fmt: skip
    parts = {"word/comments.xml": comment, "word/_rels/comments.xml.rels": link}
    found, _ = import_file(word_file(para(run("text")), parts, [("c", "comments", "comments.xml", "")]))
    assert asides(found) == [("linked image, not imported", f"{ADDRESS}, in a comment")]
