"""Fixes are edits of the very characters that are wrong: all else stays byte for byte, and the data with it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.conftest import as_yaml, minimal, wsisc
from wsisc import fixes, source
from wsisc.diagnostic import Diagnostic, Fix, Severity


def diagnostic(read, path, start, end, text):
    span = read.locate(path, start, end)
    return Diagnostic("made-up", Severity.WARNING, "", "", "a.yaml", span, path, fix=Fix(text, start, end))


def one(content, path, before, after):
    """Return a file with one occurrence of some words of a value replaced."""
    read = source.read(content, "a.yaml")
    start = read.value(path).index(before)
    changed, applied = fixes.apply(content, read, [diagnostic(read, path, start, start + len(before), after)])
    return changed, bool(applied)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"text: labor here # mine\n", b"text: labour here # mine\n"),
        (b"text: 'labor''s share'\r\n", b"text: 'labour''s share'\r\n"),
        (b'text: "a \\u00e9 labor\\n"   # c\n', b'text: "a \\u00e9 labour\\n"   # c\n'),
        (b"text: |  # c\n  one\n   labor,  \n\n  two\n", b"text: |  # c\n  one\n   labour,  \n\n  two\n"),
        (b"text: >-\n  one labor\n  two\n", b"text: >-\n  one labour\n  two\n"),
        (b"\xef\xbb\xbftext: labor", b"\xef\xbb\xbftext: labour"),
        (b"{text: labor, b: [1, 2]}", b"{text: labour, b: [1, 2]}"),
        ("text: «труд» labor\n".encode(), "text: «труд» labour\n".encode()),
    ],
)
def test_all_but_the_words_stays_as_it_was(before, after):
    assert one(before, ("text",), "labor", "labour") == (after, True)


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"text: labor\n", "a: b"), (b"text: labor x\n", "a #"), (b"{text: labor}", "a, b}"), (b"text: labor\n", "1")],
)
def test_a_fix_that_would_change_the_data_otherwise_is_left_out(content, text):
    assert one(content, ("text",), content.decode().removeprefix("{").split(": ")[1].strip("}\n"), text) == (
        content,
        False,
    )


def test_an_apostrophe_is_written_as_its_scalar_needs_it():
    assert one(b"text: 'a b'\n", ("text",), "b", "b's") == (b"text: 'a b''s'\n", True)
    assert one(b'text: "a b"\n', ("text",), "b", '"b"') == (b'text: "a \\"b\\""\n', True)


def test_of_two_that_overlap_the_first_is_applied_and_others_are_kept_apart():
    content = b"text: |\n  one two three four\n"
    read = source.read(content, "a.yaml")
    wanted = [
        diagnostic(read, ("text",), 0, 7, "1 2"),
        diagnostic(read, ("text",), 4, 7, "TWO"),
        diagnostic(read, ("text",), 14, 18, "4"),
    ]
    changed, applied = fixes.apply(content, read, wanted)
    assert changed == b"text: |\n  1 2 three 4\n"
    assert [each.fix.text for each in applied] == ["1 2", "4"]


def test_a_fix_over_a_line_break_joins_the_lines():
    assert one(b"text: |\n  Secretary\n  General says\n", ("text",), "Secretary\nGeneral", "Secretary-General") == (
        b"text: |\n  Secretary-General says\n",
        True,
    )


@given(strategies.rich, st.sampled_from(["|", ">", '"', "'", ""]), st.data())
@settings(deadline=None)
def test_a_fix_of_any_text_changes_that_and_nothing_else(text, style, data):
    import yaml

    content = yaml.safe_dump({"a": 1, "text": text, "z": [text]}, default_style=style or None, allow_unicode=True)
    read = source.read(content.encode(), "a.yaml")
    if read.data is None or read.data.get("text") != text:
        return
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed, applied = fixes.apply(content.encode(), read, [diagnostic(read, ("text",), start, end, "w")])
    after = source.read(changed, "a.yaml").data
    assert after == ({**read.data, "text": text[:start] + "w" + text[end:]} if applied else read.data)
    assert applied or changed == content.encode()


def test_the_command_mends_the_file_and_shows_what_it_would_do(tmp_path):
    content = as_yaml(minimal({"title": "Two  spaces"})).replace(b"\n", b"\r\n") + b"# mine\r\n"
    (tmp_path / "a.yaml").write_bytes(content)
    done = wsisc("validate", "--diff", "a.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert re.findall(rb"^[-+](?![-+])[^\r\n]*", done.stdout, re.MULTILINE) == [
        b"-title: Two  spaces",
        b"+title: Two spaces",
    ]
    assert (tmp_path / "a.yaml").read_bytes() == content
    done = wsisc("validate", "--fix", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"a.yaml: 1 problem mended\n")
    assert (tmp_path / "a.yaml").read_bytes() == content.replace(b"Two  spaces", b"Two spaces")
    done = wsisc("validate", "--diff", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")


def test_standard_input_is_mended_to_standard_output():
    done = wsisc("validate", "--fix", "-", stdin=as_yaml(minimal({"title": "Two  spaces"})))
    assert done.stdout == as_yaml(minimal({"title": "Two spaces"}))
    assert done.returncode == 0
