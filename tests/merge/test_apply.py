"""A change is applied where its section is now, or is refused with a reason, and the file stays as it was."""

from textwrap import indent
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import as_yaml, examples, minimal
from tests.merge import cases
from tests.merge.test_properties import QUICK
from wsisc import source
from wsisc.diff import word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, PlainEdit, SectionEdit, TextEdit, Verdict
from wsisc.diff.sides import Sides
from wsisc.merge import apply, block_text, collect
from wsisc.merge.text_edit import BlockEdit, EditedText
from wsisc.source import model

SECTIONS = ("parts", "two", "sections")
DATA = minimal(
    {
        "parts": {"two": {"sections": [{"title": title, "text": f"Words of {title}."} for title in ("A", "B", "C")]}},
        "footnotes": {"note": "A note."},
    }
)
DATA["parts"]["one"]["text"] = "A summary[^note]."
DATA["parts"]["two"]["sections"][2]["sections"] = [{"title": "Inner", "text": "Words within C."}]
FILE = as_yaml(DATA)


def land(*edits, theirs=DATA):
    """Return the data of the file after some edits, and the result of each: "" or why it was refused."""
    sides = Sides(model.from_data(DATA), model.from_data(theirs), model.from_data(DATA))
    changes = [
        Change(
            action=ChangeAction.CHANGED,
            kind=ChangeKind.TITLE,
            path=getattr(edit, "path", ()),
            old="old",
            new="new",
            edit=edit,
        )
        for edit in edits
    ]
    content, results, _ = apply.apply_changes(FILE, sides, changes)
    assert [each.verdict for each in results] == ["refused" if each.reason else "clean" for each in results]
    return source.read(content, "").data, [each.reason for each in results]


def refused(*edits):
    """Return why the only refused edit was refused; it is in the file as a comment, and nothing else is new."""
    data, reasons = land(*edits)
    left = []

    def bare(value):
        if isinstance(value, dict):
            left.extend(value.get("comments", ()))
            return {key: bare(each) for key, each in value.items() if key != "comments"}
        return [bare(each) for each in value] if isinstance(value, list) else value

    assert bare(data) == DATA
    [reason] = [each for each in reasons if each]
    assert len(left) == 1
    assert reason in left[0]["text"]
    return reason


def titles(data):
    return [each["title"] for each in data["parts"]["two"]["sections"]]


def text_edit(path, action, where, markdown=""):
    node = word_tree.parse(markdown, word_tree.Names({})).children[0] if markdown else None
    return TextEdit(path, action, where, markdown, node)


@pytest.mark.parametrize(
    "edit",
    [
        PlainEdit((*SECTIONS, 3, "title"), "New"),
        PlainEdit((*SECTIONS, 0, "sections", 0, "title"), "New"),
        PlainEdit(("parts", "four", "title"), "New"),
        text_edit((*SECTIONS, 3, "text"), "change", (0,), "New."),
        text_edit(("parts", "four", "text"), "insert", (0,), "New."),
    ],
)
def test_a_change_of_a_section_that_is_gone_is_refused(edit):
    assert "no longer exists" in refused(edit)


def test_a_change_lands_where_its_section_stands_now():
    theirs = minimal(DATA)
    theirs["parts"]["two"]["sections"] = [{"title": "New", "text": "More."}, *DATA["parts"]["two"]["sections"][1:]]
    data, reasons = land(
        SectionEdit("add", their_path=(*SECTIONS, 0), parent=("parts", "two")),
        SectionEdit("remove", path=(*SECTIONS, 0)),
        PlainEdit((*SECTIONS, 2, "title"), "C changed"),
        text_edit((*SECTIONS, 1, "text"), "change", (0,), "Words of B changed."),
        theirs=theirs,
    )
    assert reasons == [""] * 4
    assert titles(data) == ["New", "B", "C changed"]
    assert data["parts"]["two"]["sections"][1]["text"] == "Words of B changed."


def test_a_change_outside_the_parts_is_applied_at_its_path():
    data, reasons = land(PlainEdit(("title",), "Another title"), PlainEdit(("entity", "name"), "Another entity"))
    assert reasons == ["", ""]
    assert (data["title"], data["entity"]["name"]) == ("Another title", "Another entity")
    data, reasons = land(text_edit(("footnotes", "note"), "change", (0,), "Another note."))
    assert (data["footnotes"], reasons) == ({"note": "Another note."}, [""])


def test_a_new_text_is_put_where_none_was():
    data, reasons = land(
        PlainEdit(("entity", "acronym"), "AE"), text_edit(("parts", "three", "text"), "insert", (0,), "New.")
    )
    assert reasons == ["", ""]
    assert data["entity"] == {"name": "An entity", "acronym": "AE"}
    assert data["parts"]["three"]["text"] == "New.\n"


def test_an_edit_that_cannot_be_applied_leaves_the_file_unchanged():
    impossible = text_edit((*SECTIONS, 0, "text"), "change", (7,), "New.")
    assert refused(impossible)
    data, reasons = land(impossible, text_edit((*SECTIONS, 1, "text"), "change", (0,), "New."))
    assert [bool(each) for each in reasons] == [True, False]
    assert [each["text"] for each in data["parts"]["two"]["sections"]] == ["Words of A.", "New.", "Words of C."]


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (SectionEdit("remove", path=(*SECTIONS, 5)), "no longer exists"),
        (SectionEdit("move", path=(*SECTIONS, 5), parent=("parts", "two")), "no longer exists"),
        (SectionEdit("move", path=(*SECTIONS, 0), parent=("parts", "four")), "no longer exists"),
        (SectionEdit("add", their_path=(*SECTIONS, 0), parent=("parts", "four")), "no longer exists"),
        (SectionEdit("move", path=(*SECTIONS, 0), parent=(*SECTIONS, 0)), "no longer exists"),
        (SectionEdit("move", path=(*SECTIONS, 2), parent=(*SECTIONS, 2, "sections", 0)), "itself"),
        (SectionEdit("remove", path=(*SECTIONS, 2)), "is kept"),
    ],
)
def test_a_section_that_has_no_place_is_refused(edit, why):
    assert why in refused(edit)


def test_a_section_whose_move_is_refused_is_still_there_for_other_changes():
    move = SectionEdit("move", path=(*SECTIONS, 0), parent=("parts", "four"))
    data, reasons = land(move, SectionEdit("remove", path=(*SECTIONS, 0)))
    assert ("no longer exists" in reasons[0], reasons[1]) == (True, "")
    assert titles(data) == ["B", "C"]


def test_a_section_moves_after_the_first_of_those_that_there_are():
    data, reasons = land(
        SectionEdit("move", path=(*SECTIONS, 0), parent=("parts", "two"), preceding=((*SECTIONS, 9), (*SECTIONS, 1)))
    )
    assert (titles(data), reasons) == (["B", "A", "C"], [""])
    data, reasons = land(SectionEdit("move", path=(*SECTIONS, 2), parent=("parts", "two")))
    assert (titles(data), reasons) == (["C", "A", "B"], [""])


def test_the_last_words_of_a_section_go_with_their_key():
    data, reasons = land(text_edit((*SECTIONS, 0, "text"), "remove", (0,)))
    assert reasons == [""]
    assert data["parts"]["two"]["sections"][0] == {"title": "A"}


def test_a_footnote_that_is_called_no_longer_goes():
    data, reasons = land(text_edit(("parts", "one", "text"), "change", (0,), "A summary."))
    assert reasons == [""]
    assert "footnotes" not in data


def test_a_change_that_is_no_clean_one_stays_out_of_the_text_and_stands_as_a_comment():
    sides = Sides(*[model.from_data(DATA)] * 3)
    change = Change(action=ChangeAction.CHANGED, kind=ChangeKind.PARAGRAPH, path=(*SECTIONS, 0, "text"), old="Words of A.", new="Words.", edit=PlainEdit((*SECTIONS, 0, "title"), "X"), verdict=Verdict.CONFLICT, quote="Words of A.", proposal="Words.")  # fmt: skip
    content, [result], count = apply.apply_changes(FILE, sides, [change])
    data = source.read(content, "").data
    assert (result, count) == (change, 0)
    assert titles(data) == ["A", "B", "C"]
    [comment] = data["parts"]["two"]["sections"][0]["comments"]
    assert (comment["quote"], comment["proposal"]) == ("Words of A.", "Words.")


NOTED = "One.[^a]\n\nTwo.[^b]\n\nThree.[^c]\n"
EQUAL_NOTES = dict.fromkeys("abc", "See the report.")


@pytest.mark.parametrize(
    ("reviewed", "notes", "text", "kept"),
    [
        ("One.\n\nTwo.[^x]\n\nThree.[^y]\n", {}, "One.\n\nTwo.[^b]\n\nThree.[^c]\n", "bc"),
        ("Two.[^x]\n\nThree.[^y]\n", {}, "Two.[^b]\n\nThree.[^c]\n", "bc"),
        ("One.[^x]\n\nTwo.[^y]\n\nThree.\n", {}, "One.[^a]\n\nTwo.[^b]\n\nThree.\n", "ab"),
        ("New.[^x]\n\nOne.[^y]\n\nTwo.[^z]\n\nThree.[^w]\n", {}, f"New.[^x]\n\n{NOTED}", "abcx"),
        ("One.\n\nTwo.[^x]\n\nThree.[^y]\n", {"y": "See it."}, "One.\n\nTwo.[^b]\n\nThree.[^c]\n", "bc"),
    ],
)
def test_of_equal_footnotes_each_stays_where_it_is(reviewed, notes, text, kept):
    """The author has changed the words of one of them since; no other place gets these."""
    base, theirs, ours = (
        minimal({"parts": {"one": {"text": text}}, "footnotes": footnotes})
        for text, footnotes in (
            (NOTED, EQUAL_NOTES),
            (reviewed, {**dict.fromkeys("xyzw", "See the report."), **notes}),
            (NOTED, {**EQUAL_NOTES, "b": "See another report."}),
        )
    )
    sides = Sides(*map(model.from_data, (base, theirs, ours)))
    content, changes, _ = apply.apply_changes(as_yaml(ours), sides, collect.find_changes(sides))
    found = source.read(content, "").data
    assert found["parts"]["one"]["text"] == text
    assert "".join(sorted(found["footnotes"])) == kept
    assert found["footnotes"]["b"] == "See another report."
    assert found["footnotes"].get("c", "See it.") == notes.get("y", "See the report.") or "c" not in kept
    assert {each.verdict for each in changes} == {Verdict.CLEAN}


def test_each_block_of_a_long_text_is_parsed_a_few_times(monkeypatch):
    """Each of 3,000 added paragraphs was followed by a parse of the whole text, which took more than nine minutes."""
    base, theirs = (
        minimal({"parts": {"one": {"text": "\n\n".join(f"Paragraph {n} of the text." for n in range(0, 400, step))}}})
        for step in (400, 2)
    )
    sides = Sides(*map(model.from_data, (base, theirs, base)))
    changes = collect.find_changes(sides)
    parsed = []
    real = word_tree.parse
    monkeypatch.setattr(word_tree, "parse", lambda text, names: (parsed.append(len(text)), real(text, names))[1])
    content, results, _ = apply.apply_changes(as_yaml(base), sides, changes)
    assert source.read(content, "").data["parts"]["one"]["text"].rstrip() == theirs["parts"]["one"]["text"]
    assert [each.verdict for each in results] == [Verdict.CLEAN] * 199
    assert sum(parsed) < 40 * len(theirs["parts"]["one"]["text"])


@settings(max_examples=examples(20, 120), phases=QUICK)
@given(cases.cases(), st.sampled_from(["|", ">", '"', "flow"]))
def test_edits_of_a_text_together_are_what_they_are_one_by_one(case, style):
    base, theirs, ours = (cases.data_of(each) for each in case[:3])
    sides = Sides(*map(model.from_data, (base, theirs, ours)))
    changes, content = collect.find_changes(sides), cases.yaml_of(ours, style=style)
    together = apply.apply_changes(content, sides, changes)
    with patch.object(apply, "_apply_together", return_value=None):
        one_by_one = apply.apply_changes(content, sides, changes)
    assert together[1:] == one_by_one[1:]
    # of equal lines before and after a new paragraph, such as two blank ones, either can be the new one
    assert source.read(together.content, "").data == source.read(one_by_one.content, "").data
    assert sorted(together.content.split()) == sorted(one_by_one.content.split())


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("Opening.\n\n  An indented paragraph.\n\nClosing.\n", "New words {}."),
        ("Opening.\n\n   - An indented item.\n\n     Of two paragraphs.\n\n Closing.\n", "> New words {}."),
        ("- Opening.\n\n1) An item.\n\n > A quotation.\n\nClosing.\n", "New words {}."),
    ],
)
def test_a_text_with_indented_blocks_is_written_once(text, added):
    """Each of its edits was written alone: 3,000 added paragraphs took minutes."""
    opening, *blocks = text.rstrip().split("\n\n")
    new = [added.format(n) for n in range(60)]
    reviewed = [opening, *new[:30], *blocks[:-1], *new[30:], blocks[-1]]
    base, theirs = (minimal({"parts": {"one": {"text": each}}}) for each in (text, "\n\n".join(reviewed)))
    sides = Sides(*map(model.from_data, (base, theirs, base)))
    changes = collect.find_changes(sides)
    block = indent(f"|\n{text}", " " * 6).strip().encode()
    content = as_yaml(minimal({"parts": {"one": {"text": "TEXT"}}})).replace(b"TEXT", block)
    assert source.read(content, "").data == base
    with patch.object(block_text, "set_text", wraps=block_text.set_text) as write:
        together = apply.apply_changes(content, sides, changes)
    assert write.call_count == 1
    with patch.object(apply, "_apply_together", return_value=None):
        assert apply.apply_changes(content, sides, changes) == together
    assert [each.verdict for each in together.changes] == [Verdict.CLEAN] * 60


def test_a_folded_text_is_written_once():
    """Each of its edits was written alone: 300 edits took 25 seconds."""
    paragraphs = [f"The words\nof paragraph {n}\nare folded." for n in range(30)]
    reviewed = [each if n % 3 else each.replace("words", "new words") for n, each in enumerate(paragraphs)]
    reviewed[20:21] = ["An added paragraph."]
    texts = ["\n\n".join(each.replace("\n", " ") for each in blocks) + "\n" for blocks in (paragraphs, reviewed)]
    base, theirs = (minimal({"parts": {"one": {"text": each}}}) for each in texts)
    sides = Sides(*map(model.from_data, (base, theirs, base)))
    changes = collect.find_changes(sides)
    block = indent(">\n" + "\n\n\n".join(paragraphs), " " * 6).strip().encode()
    content = as_yaml(minimal({"parts": {"one": {"text": "TEXT"}}})).replace(b"TEXT", block)
    assert source.read(content, "").data == base
    with patch.object(block_text, "set_text", wraps=block_text.set_text) as write:
        together = apply.apply_changes(content, sides, changes)
    assert write.call_count == 1
    assert source.read(together.content, "").data == theirs
    with patch.object(apply, "_apply_together", return_value=None):
        assert apply.apply_changes(content, sides, changes) == together
    before, after = (each.decode().split("\n") for each in (content, together.content))
    assert [each for each in before if each not in after] == ["      of paragraph 20"]


@pytest.mark.parametrize(
    ("text", "inserted"),
    [("One.\n\n  Two.\n\nThree.\n", "New."), (" One.\n\nTwo.\n\nThree.\n", " New."), ("One.\n\n   Two.", "New.")],
)
def test_new_blocks_are_indented_as_the_first_block_of_the_text(text, inserted):
    names = word_tree.Names({})
    edited = EditedText(text, names)
    assert edited.apply(BlockEdit("insert", (2,), "New.", "New."), names)
    assert edited.text.split("\n\n")[2].rstrip() == inserted
    assert edited.is_sound(names)


def test_a_text_whose_edited_blocks_become_others_in_it_is_edited_one_by_one():
    names = word_tree.Names({})
    text = EditedText("- One.\n\nTwo.\n", names)
    assert text.is_sound(names)
    text.pieces[1] = "  Two.\n"
    assert not text.is_sound(names)
