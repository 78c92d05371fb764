"""XLIFF from translators: what they do to codes, files of another version, and files that mean harm."""

import copy
import subprocess
import sys

import pytest
from lxml import etree

from tests.conftest import ROOT, minimal
from tests.translation import made_up
from tests.translation.test_round_trip import GRAMMAR, check_xliff
from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.translation import rebuild, units, xliff
from wsisc.translation.xliff import X

TEXT = "First **is bold. Second bold** is *one*[^note] and [here][page].\\\nThird.\n"
ORIGINAL = model.from_data(
    minimal({"parts": {"one": {"text": TEXT}}})
    | {"footnotes": {"note": "A note."}, "links": {"page": "https://example.org/"}}
)


def exported(original=ORIGINAL):
    return xliff.write(original, units.describe_original(original, "a.en.yaml"), "fr", lambda path: "")


def kinds(change, content=None):
    """Return the kinds of problems of a translation in which something was changed by hand."""
    root = etree.fromstring(content or made_up.translate_xliff(exported()))
    change(root)
    rebuilt = rebuild.rebuild(ORIGINAL, xliff.read(etree.tostring(root)), "a.en.yaml")
    return [each.kind for each in rebuilt.problems]


def changed(content, change):
    root = etree.fromstring(content)
    change(root)
    return etree.tostring(root)


def target_of(root, tag):
    return next(each for each in root.iter(f"{X}{tag}") if next(each.iterancestors(f"{X}target"), None) is not None)


def remove(tag):
    def change(root):
        element = target_of(root, tag)
        element.getparent().remove(element)

    return change


def test_a_sentence_is_a_segment_and_codes_may_span_two():
    root = etree.fromstring(exported())
    unit = next(each for each in root.iter(f"{X}unit") if each.get("id") == "one.1")
    sources = ["".join(each.itertext()) for each in unit.iter(f"{X}source")]
    assert sources == ["First is bold.", " ", "Second bold is one and here.Third."]
    assert GRAMMAR.validate(root), GRAMMAR.error_log


def test_a_program_may_reorder_segments():
    original = model.from_data(minimal({"parts": {"one": {"text": "This is **one**. This is another."}}}))
    root = etree.fromstring(made_up.translate_xliff(exported(original)))
    unit = next(each for each in root.iter(f"{X}unit") if each.get("id") == "one.1")
    first, second = unit.findall(f"{X}segment")
    first.find(f"{X}target").set("order", "3")
    second.find(f"{X}target").set("order", "1")
    rebuilt = rebuild.rebuild(original, xliff.read(etree.tostring(root)), "a.en.yaml")
    assert rebuilt.problems == ()
    assert rebuilt.submission.parts[0].text == made_up.translate_words("This is another. This is **one**.")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (remove("ph"), ["missing-code"]),
        (lambda root: target_of(root, "ph").set("id", "77"), ["unknown-code", "missing-code"]),
        (lambda root: target_of(root, "pc").append(etree.Element(f"{X}ph", id="3")), ["repeated-code"]),
        (remove("ec"), ["broken-code"]),
        (remove("sc"), ["lost-formatting", "broken-code"]),
        (lambda root: [each.getparent().remove(each) for each in list(root.iter(f"{X}target"))][:0], ["untranslated"] * 8),
        (lambda root: root[0].remove(root[0][-1]), ["missing-unit"]),
        (lambda root: next(root.iter(f"{X}unit")).set("id", "other"), ["missing-unit", "unknown-unit"]),
    ],
)  # fmt: skip
def test_what_a_translator_breaks_is_named(change, expected):
    assert kinds(change) == expected


def test_the_words_of_the_original_are_kept_where_something_is_wrong():
    root = etree.fromstring(made_up.translate_xliff(exported()))
    remove("ph")(root)
    rebuilt = rebuild.rebuild(ORIGINAL, xliff.read(etree.tostring(root)), "a.en.yaml")
    assert rebuilt.has_errors
    assert "First **is bold. Second bold**" in rebuilt.submission.parts[0].text
    assert "one" not in rebuilt.submission.translated_from.sections
    assert "two" in rebuilt.submission.translated_from.sections


def test_a_text_that_was_changed_since_is_named():
    newer = model.from_data(minimal({"parts": {"one": {"text": "Other words."}}}))
    rebuilt = rebuild.rebuild(newer, xliff.read(made_up.translate_xliff(exported())), "a.en.yaml")
    assert [each.kind for each in rebuilt.problems if each.path] == ["other-source"]


def test_a_source_that_a_program_copied_is_not_translated():
    def copy_all(state):
        def change(root):
            for segment in root.iter(f"{X}segment"):
                target = copy.deepcopy(segment.find(f"{X}source"))
                target.tag = f"{X}target"
                segment.append(target)
                segment.set("state", state)

        return change

    original = exported(model.from_data(minimal({"title": "A title of more than four words"})))
    found = rebuild.rebuild(
        model.from_data(minimal({"title": "A title of more than four words"})),
        xliff.read(changed(original, copy_all("initial"))),
        "a.en.yaml",
    )
    assert [each.unit for each in found.problems] == ["_cover.title"]
    final = xliff.read(changed(original, copy_all("final")).replace(b'trgLang="fr"', b'trgLang="fr-CA"'))
    assert final.language == "fr"
    assert (
        rebuild.rebuild(model.from_data(minimal({"title": "A title of more than four words"})), final, "a").problems
        == ()
    )


HOSTILE = {
    "no xml": b"hello",
    "another root": b"<html/>",
    "version 1.2": b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
    "of another program": b'<xliff version="2.1" srcLang="en" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"/></xliff>',
    "entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "entity in utf-16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'.encode("utf-16"),
    "cut": b'<xliff version="2.1"',
    "deep": b"<a>" * 300_000,
    "many": b"<a/>" * 400_001,
    "folder": exported().replace(b"a.en.yaml", b"../../etc/secret.yaml"),
    "absolute": exported().replace(b"a.en.yaml", b"/etc/secret.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name):
    with pytest.raises(WsiscError) as refused:
        xliff.read(HOSTILE[name])
    assert refused.value.exit_code == 2
    assert "root:" not in str(refused.value)


def test_markup_in_a_translation_is_words():
    content = made_up.translate_xliff(exported())
    root = etree.fromstring(content)
    target = next(root.iter(f"{X}target"))
    target.text = "**x** [y](javascript:z) <b> &amp; ![i](j)"
    rebuilt = rebuild.rebuild(ORIGINAL, xliff.read(etree.tostring(root)), "a.en.yaml")
    assert rebuilt.submission.title == "**x** [y](javascript:z) <b> &amp; ![i](j)"
    last = list(root.iter(f"{X}target"))[-1]
    last.text = "# a [^b] <script> [c](javascript:d)"
    rebuilt = rebuild.rebuild(ORIGINAL, xliff.read(etree.tostring(root)), "a.en.yaml")
    [unit] = [each for each in units.list_units(rebuilt.submission) if each.id == "_footnotes.note.1"]
    assert "".join(piece.text for piece in unit.pieces) == "# a [^b] <script> [c](javascript:d)"
    assert unit.codes == ()


def test_an_earlier_translation_is_filled_in_where_it_is_in_step():
    back = rebuild.rebuild(ORIGINAL, xliff.read(made_up.translate_xliff(exported())), "a.en.yaml").submission
    known = {each.id: each for each in units.list_units(back)}
    content = xliff.write(ORIGINAL, units.describe_original(ORIGINAL, "a.en.yaml"), "fr", lambda path: "", known)
    check_xliff(content)
    rebuilt = rebuild.rebuild(ORIGINAL, xliff.read(content), "a.en.yaml")
    assert rebuilt.problems == ()
    assert rebuilt.submission == back


OPEN = """
import sys
from translate.storage import xliff2
store = xliff2.Xliff2File.parsefile(sys.argv[1])
for unit in store.units:
    unit.target = unit.source.upper()
print(len(store.units))
store.savefile(sys.argv[1])
"""


@pytest.mark.judge
def test_translate_toolkit_opens_and_saves_it(tmp_path):
    path = tmp_path / "a.xlf"
    sample = model.from_data(source.read((ROOT / "tests" / "clean" / "first.yaml").read_bytes(), "a").data)
    path.write_bytes(exported(sample))
    done = subprocess.run([sys.executable, "-c", OPEN, str(path)], capture_output=True, text=True, check=True)
    segments = sum(len(each.segments) for each in units.list_units(sample))
    assert int(done.stdout) == segments
    back = xliff.read(path.read_bytes()).read_units(sample)
    assert set(back) == {each.id for each in units.list_units(sample)}
    assert not any(each.untranslated for each in back.values())


def test_a_link_over_two_sentences_cannot_be_copied_or_deleted():
    """A tool of a translator reads from the file whether it may; of bold type, which a translation may lack, it may."""
    text = "See [the first. The second](page) and **bold. More bold** here."
    original = model.from_data(
        minimal({"parts": {"one": {"text": text.replace("(page)", "[page]")}}})
        | {"links": {"page": "https://example.org/"}}
    )
    root = etree.fromstring(exported(original))
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    edges = [each for each in root.iter(f"{X}sc", f"{X}ec") if next(each.iterancestors(f"{X}source"), None) is not None]
    fixed = [(each.get("canCopy"), each.get("canDelete")) for each in edges]
    assert sorted(fixed, key=str) == sorted([("no", "no")] * 2 + [(None, None)] * 2, key=str)
