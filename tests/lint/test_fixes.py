"""Fixes are edits of the very characters that are wrong: all other bytes stay, and the data with them."""

import codecs
import difflib
import json
import re
import subprocess

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import inprocess, strategies
from tests.conftest import ROOT, as_yaml, minimal, wsisc
from wsisc import pipeline, source
from wsisc.lint import explanations, fixes, rules, selection
from wsisc.messages.diagnostic import Diagnostic, Fix, Severity


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
    assert one(b"text: 'a''b'\n", ("text",), "'", "’") == ("text: 'a’b'\n".encode(), True)
    assert one(b'text: "a\\u0027b\\""\n', ("text",), "'b\"", "c") == (b'text: "ac"\n', True)
    assert one(b"text: 'a b'\n", ("text",), "b", "b's") == (b"text: 'a b''s'\n", True)
    assert one(b'text: "a b"\n', ("text",), "b", '"b"') == (b'text: "a \\"b\\""\n', True)


def test_of_two_that_overlap_the_first_is_applied_and_others_are_kept_apart():
    content = b"text: |\n  one two three four\n"
    read = source.read(content, "a.yaml")
    diagnostics = [
        diagnostic(read, ("text",), 0, 7, "1 2"),
        diagnostic(read, ("text",), 4, 7, "TWO"),
        diagnostic(read, ("text",), 14, 18, "4"),
    ]
    changed, applied = fixes.apply(content, read, diagnostics)
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


class _Text(str):
    """A value, which is written in the style that is tried, as a key is not."""


def _marked(data):
    if isinstance(data, dict):
        return {key: _marked(value) for key, value in data.items()}
    return (
        [_marked(each) for each in data] if isinstance(data, list) else _Text(data) if isinstance(data, str) else data
    )


def dumped(data, style, line_end, mark=b""):
    """Return data as YAML with comments, its texts in a style of scalars, its lines with an end, which "mixed" changes."""

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data):
            return True

    plain = "" if style in ("flow", "plain") else style
    Dumper.add_representer(_Text, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, plain))
    text = '# mine: "it\'s" – été\n' + yaml.dump(
        _marked(data),
        Dumper=Dumper,
        allow_unicode=style != '"',
        sort_keys=False,
        width=10_000 if style in ("|", "flow") else 50,
        default_flow_style=style == "flow",
    )
    lines = (text + "# the end").split("\n")
    ends = {"mixed": ["\n", "\r\n", "\r"]}.get(line_end, [line_end])
    return (
        mark + "".join(line + ends[at % len(ends)] for at, line in enumerate(lines[:-1])).encode() + lines[-1].encode()
    )


EXAMPLES = {code: yaml.safe_load(explanations.explain(code).fails) for code in rules.codes()} | {
    "acronym-misspelt": {
        "entity": {"acronym": "UNODC"},
        "parts": {"one": {"text": "UNODC and UNDOC worked on it, and UNODC goes on."}},
    },
    "mixed-quotation-marks": {"parts": {"one": {"text": "The office’s staff, the world’s aim and the unit's end."}}},
}
"""Of every rule what it finds fault with: its own example, or one with a fault that can be mended."""


def checked(content, code):
    return pipeline.check(source.read(content, "a.yaml"), selection=selection.Selection((code,)))


def fixable(content, code):
    return [each for each in checked(content, code).diagnostics if each.code == code and each.fix]


FIXABLE = [code for code, data in EXAMPLES.items() if fixable(as_yaml(minimal(data)), code)]


def test_every_rule_that_speaks_of_a_fix_has_an_example_with_one():
    named = {
        path.stem
        for path in (ROOT / "wsisc" / "lint" / "rules").glob("[a-z]*.py")
        if re.search(r"\bfix\b", path.read_text("utf-8"))
    }
    assert len(named) >= 10
    assert {name.replace("_", "-") for name in named} <= set(FIXABLE), "give EXAMPLES one"
    assert len(FIXABLE) >= 10


MORE = {
    "acronym-mismatch": [
        "We use information and communication technologies (ITCs) for development.",
        "The International Telecommunication Union (IUT) and the World Health Organization (WOH) met.",
        "It covers Artificial Intelligence (IA), and IA is new.",
        "ITC (information and communication technology) is used.",
    ],
    "acronym-misspelt": [
        "The International Telecommunication Union (ITU) met. The ITU and the IUT agreed, and ITU goes on."
    ],
    "country-name": ["It worked in Turkey, in Burma and in Cape Verde.", "The Swaziland office opened."],
    "mixed-dashes": ["One – two – three - four – five."],
    "un-abbreviated": [
        "The UN system and UN-Habitat; the U.N. helps.",
        "A UN agency, UN agencies and the UN.",
        "The U.N. It helps. A U.N. Member. In the U.N., at the UN, and (UN) and of the UN's aims, and UN",
    ],
    "official-name": [
        "The Commission on Science and Technology on Development met, and the World Health Organisation too.",
        "The Sustainable development goals, the international telecommunication union and the 2030 agenda for Sustainable Development.",
    ],
    "number-below-ten": ["The course has 5 modules, and 9 were planned. 7 were held."],
    "thousands-separator": ["It reached 7,000 judges, 12000 people and 150000 pupils, in 2022."],
    "per-cent": ["It fell by 5% and 12 %."],
    "spelling": ["Labor and programs of the Center; color, organise, analyze and defense."],
}
"""Texts of the first part in which a rule finds other things to mend than in its own example."""


def test_what_the_fix_of_every_rule_writes(golden):
    shown = []
    for code in FIXABLE:
        texts = [{"parts": {"one": {"text": each}}} for each in MORE.get(code, ())]
        for data in (EXAMPLES[code], *texts):
            content = as_yaml(minimal(data))
            read = checked(content, code)
            changed, applied = fixes.apply(content, read.source, read.diagnostics)
            assert applied, f"{code} mends nothing here: {data}"
            lines = difflib.ndiff(content.decode().split("\n"), changed.decode().split("\n"))
            shown += [f"{code}:", *(line.rstrip() for line in lines if line[0] in "-+"), ""]
    assert set(MORE) <= set(rules.codes())
    golden("fixes.txt", "\n".join(shown))


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("country-name", "It worked in **Cape** Verde.", 1),
        ("country-name", "It worked in Holland, Syria and Laos.", 3),
        ("spelling", "The **lab**or office opened.", 1),
        ("un-abbreviated", "The UN's aims and (UN) are those of the U.N.", 3),
        ("mixed-dashes", "One - two – three - four - five.", 1),
    ],
)
def test_what_only_the_author_can_fix_is_found_and_left(code, text, count):
    found = checked(as_yaml(minimal({"parts": {"one": {"text": text}}})), code).diagnostics
    assert [(each.code, each.fix) for each in found] == [(code, None)] * count


def offset(content, line, column):
    """Return where a place is in the text of a file whose lines end in any way."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", content)
    return sum(map(len, lines[: line - 1])) + column - 1


def stretches(content, applied):
    """Return the stretches of a file that fixes were meant for, from the spans that a reader is shown."""
    spans = sorted(each.span for each in applied)
    found = [(offset(content, *span[:2]), offset(content, *span[2:])) for span in spans]
    return [(start, _ESCAPED.match(content, end - 1).end()) for start, end in found]


_ESCAPED = re.compile(r"\\u.{4}|\\x..|\\.|''|.", re.DOTALL)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "mixed"])
@pytest.mark.parametrize("style", ["|", ">", '"', "'", "plain", "flow"])
@pytest.mark.parametrize("code", FIXABLE)
def test_the_fixes_of_every_rule_change_what_they_are_for_and_nothing_else(code, style, line_end):
    mark = codecs.BOM_UTF8 if line_end == "mixed" else b""
    content = dumped(minimal(EXAMPLES[code]), style, line_end, mark)
    before = checked(content, code)
    changed, applied = fixes.apply(content, before.source, before.diagnostics)
    with_fix = [each for each in before.diagnostics if each.fix]
    if style == "|":
        assert len(applied) == len(with_fix) > 0
    text, pattern, position = content.removeprefix(mark).decode(), "", 0
    for start, end in stretches(text, applied):
        assert text[start:end], "a fix of nothing"
        pattern += re.escape(text[position:start]) + "(.*?)"
        position = end
    found = re.fullmatch(pattern + re.escape(text[position:]), changed.removeprefix(mark).decode(), re.DOTALL)
    assert found, "something else was changed"
    assert changed.startswith(mark)
    for each, written in zip(sorted(applied, key=lambda each: each.span), found.groups(), strict=True):
        assert before.source.value(each.path)[each.fix.start : each.fix.end] != each.fix.text
        assert written.replace("''", "'").replace('\\"', '"') == each.fix.text
    again = checked(changed, code)
    assert shape(again.source.data) == shape(before.source.data)
    touched = {each.path for each in applied}
    for path, value in values(before.source.data):
        assert (again.source.value(path) == value) != (path in touched)


@pytest.mark.parametrize("style", ["|", '"', "flow"])
@pytest.mark.parametrize("code", FIXABLE)
def test_what_is_fixed_is_clean_and_fixing_twice_changes_nothing(code, style, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(dumped(minimal(EXAMPLES[code]), style, "\n"))
    arguments = ("validate", "--fix", "--select", code, "--output-format", "json", path)
    inprocess.run(*arguments)
    once = path.read_bytes()
    left = [each for each in json.loads(inprocess.run(*arguments).stdout)["diagnostics"] if each["code"] == code]
    assert path.read_bytes() == once
    assert not [each for each in left if "fix" in each]


def shape(data):
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items()}
    return [shape(each) for each in data] if isinstance(data, list) else type(data)


def values(data, path=()):
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from values(value, (*path, key))
    if not isinstance(data, dict | list):
        yield path, data


def test_the_command_fixes_the_file_and_shows_what_it_would_do(tmp_path):
    content = as_yaml(minimal({"title": "Two  spaces"})).replace(b"\n", b"\r\n") + b"# mine\r\n"
    (tmp_path / "a.yaml").write_bytes(content)
    done = wsisc("validate", "--diff", "a.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.split(b"\n")[:2] == [b"--- a.yaml", b"+++ a.yaml"]
    assert re.findall(rb"^[-+](?![-+])[^\n]*", done.stdout, re.MULTILINE) == [
        b"-title: Two  spaces\r",
        b"+title: Two spaces\r",
    ]
    assert (tmp_path / "a.yaml").read_bytes() == content
    done = wsisc("validate", "--fix", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"a.yaml: 1 problem fixed\n")
    assert (tmp_path / "a.yaml").read_bytes() == content.replace(b"Two  spaces", b"Two spaces")
    done = wsisc("validate", "--diff", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")


def test_standard_input_is_fixed_to_standard_output():
    done = wsisc("validate", "--fix", "-", stdin=as_yaml(minimal({"title": "Two  spaces"})))
    assert done.stdout == as_yaml(minimal({"title": "Two spaces"}))
    assert done.returncode == 0


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r"])
def test_what_diff_shows_can_be_applied(end, tmp_path):
    content = as_yaml(minimal({"title": "Two  spaces"})).replace(b"\n", end or b"\n")
    lines = [b"# a\xe2\x80\xa8b", content.removesuffix(b"\n")] if not end else [content]
    (tmp_path / "a.yaml").write_bytes(b"\n".join(lines))
    (tmp_path / "b c.yaml").write_bytes(as_yaml(minimal({"entity": {"name": "Two  spaces"}})))
    done = wsisc("validate", "--diff", "a.yaml", "b c.yaml", "--output-file", "new/a.diff", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    subprocess.run(["git", "apply", "-p0", "new/a.diff"], cwd=tmp_path, check=True)
    assert (tmp_path / "a.yaml").read_bytes() == b"\n".join(lines).replace(b"Two  ", b"Two ")


def test_changing_and_only_showing_exclude_one_another(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    assert wsisc("validate", "--fix", "--diff", "a.yaml", cwd=tmp_path).returncode == 2


def test_a_file_that_is_read_only_is_left_alone_and_reported(tmp_path):
    content = as_yaml(minimal({"title": "Two  spaces"}))
    (tmp_path / "a.yaml").write_bytes(content)
    (tmp_path / "a.yaml").chmod(0o444)
    done = wsisc("validate", "--fix", "a.yaml", cwd=tmp_path)
    assert done.returncode == 3
    assert b"a.yaml cannot be fixed: it is read-only" in done.stderr
    assert (tmp_path / "a.yaml").read_bytes() == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml"]


def test_a_link_stays_a_link_and_several_files_are_fixed(tmp_path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(as_yaml(minimal({"title": f"Two  spaces in {name}"})))
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    (tmp_path / "a.yaml").chmod(0o640)
    done = wsisc("validate", "--fix", "link.yaml", "b.yaml", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr.count(b"1 problem fixed")) == (0, 2)
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert b"  spaces" not in (tmp_path / "a.yaml").read_bytes() + (tmp_path / "b.yaml").read_bytes()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_tabs_in_texts_and_no_break_spaces_in_the_indentation_become_spaces(end, tmp_path):
    before = b"\xef\xbb\xbf# a\tb\n" + as_yaml(minimal({"title": "A TAB title"})).replace(b"\n", end)
    (tmp_path / "a.yaml").write_bytes(before.replace(b" TAB ", b"\t").replace(b"  name", b"\xc2\xa0 name"))
    done = wsisc("validate", "--fix", "--select", "structure", "a.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"a.yaml: 2 problems fixed\n")
    assert (tmp_path / "a.yaml").read_bytes() == before.replace(b" TAB ", b" ")


@pytest.mark.parametrize(
    "text", [b"wsisc: 1\nparts:\n\tone: a\n", b"wsisc: 1\ntitle: a\xe2\x80\xa8b\n", b"title: \x07a\n", b"\xff\t\n"]
)
def test_what_no_one_can_know_is_left_to_the_author(text):
    assert wsisc("validate", "--fix", "-", stdin=text).stdout == text


def test_a_file_that_cannot_be_read_as_yaml_is_left_as_it_is(tmp_path):
    content = b"wsisc: 1\ntitle: Two  spaces\nparts: [\n"
    (tmp_path / "a.yaml").write_bytes(content)
    assert wsisc("validate", "--fix", "a.yaml", cwd=tmp_path).returncode == 1
    assert (tmp_path / "a.yaml").read_bytes() == content
    assert wsisc("validate", "--fix", "-", stdin=content).stdout == content
