"""The editor's side of the format, judged by the language server that editors run (Red Hat's, in VS Code and others).

It is run by `make judges`: on the sample, at places where an author asks for help, and on broken files, where it must
mark the lines that `wsisc validate` names.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE
from tests.lsp import Server
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import editor_schema, schema

pytestmark = [pytest.mark.judge, pytest.mark.timeout(300)]
TOOLS = Path(os.environ.get("WSISC_JUDGES", ROOT / ".tools"))
PROGRAM = TOOLS / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"

BASE = """\
# yaml-language-server: $schema=built/cstd-26.schema.json
wsisc: 1
call: cstd-26
language: en
title: A title
entity:
  name: An entity
  acronym: AE
  type: government
contact:
  name: A. Person
  email: person@example.org
date: 2022-12-15
parts:
  one:
    text: |
      A summary with a [page][home], a note[^source].

      ![map]
  two:
    text: An overview.
    sections:
      - title: First
        id: first
        text: |
          Words.
        tags:
          action-lines: [C1, C7-e-health]
          sdgs: [4, "16.5"]
          countries: [BR, NO]
          kinds: [achievement]
        sections:
          - title: Second
            sections:
              - title: Third
                text: Deep.
  three:
    a:
      text: What was done.
    b:
      text: What will be.
links:
  home: https://example.org/
footnotes:
  source: Where this comes from.
figures:
  map:
    file: map.png
    alt: A map
"""
BROKEN = {
    # mistyped keys
    "a mistyped key of the submission": ("title: A title", "titel: A title"),
    "a key in capitals": ("language: en", "Language: en"),
    "a mistyped key of the entity": ("  acronym: AE", "  acronim: AE"),
    "a mistyped part": ("  two:\n", "  tow:\n"),
    "an unknown part": ("  three:\n", "  four:\n    text: More.\n  three:\n"),
    "an unknown part of a part": ("    b:\n", "    c:\n"),
    "a mistyped text": ("    text: |\n      A summary", "    texte: |\n      A summary"),
    "a mistyped key of a section": ("        id: first", "        ids: first"),
    "a mistyped tag": ("          kinds:", "          kind:"),
    "a mistyped key of a figure": ("    alt: A map", "    alternative: A map"),
    "a key of another format": ("date: 2022", "version: 2\ndate: 2022"),
    # missing keys
    "no format version": ("wsisc: 1\n", ""),
    "no language": ("language: en\n", ""),
    "no name of the entity": ("  name: An entity\n", ""),
    "a section without a title": ("      - title: First\n        id: first", "      - id: first"),
    "a deep section without a title": ("              - title: Third\n                text", "              - text"),
    "a figure without a file": ("    file: map.png\n", ""),
    # wrong types
    "a number as a title": ("title: A title", "title: 2022"),
    "a title that is a list": ("title: A title", "title: [A title]"),
    "an entity that is a text": ("entity:\n  name: An entity\n  acronym: AE\n  type: government", "entity: An entity"),
    "a part that is a text": ("  one:\n    text: |\n      A summary", "  one: |\n      A summary"),
    "a part that is a list": ("    a:\n      text: What was", "    a:\n      - text: What was"),
    "sections that are no list": (
        "          - title: Second\n            sections:\n              - title: Third\n                text: Deep.",
        "          title: Second",
    ),
    "a section that is a text": ("      - title: First\n", "      - First\n      - title: First\n"),
    "parts that are a list": ("parts:\n  one:\n", "parts:\n  - one\n  - two\nlater:\n  one:\n"),
    "tags that are a list": (
        '          action-lines: [C1, C7-e-health]\n          sdgs: [4, "16.5"]\n          countries: [BR, NO]\n          kinds: [achievement]',
        "          - C1\n          - BR",
    ),
    "a tag that is no list": ("kinds: [achievement]", "kinds: achievement"),
    "a truth value as a name": ("  name: A. Person", "  name: true"),
    "a link that is a list": ("  home: https://example.org/", "  home: [https://example.org/]"),
    "decorative in words": ("    alt: A map", '    decorative: "yes"'),
    # values that are not known
    "another version of the format": ("wsisc: 1", "wsisc: 2"),
    "a version in quotation marks": ("wsisc: 1", 'wsisc: "1"'),
    "an unknown call": ("call: cstd-26", "call: cstd-62"),
    "an unknown language": ("language: en", "language: de"),
    "an unknown type of entity": ("type: government", "type: ministry"),
    "an unknown action line": ("C7-e-health", "C12"),
    "a Goal that is not": ("sdgs: [4,", "sdgs: [18,"),
    "a target without quotation marks": ('"16.5"', "16.5"),
    "an unknown country": ("[BR, NO]", "[BR, UK]"),
    "a tag twice": ("[BR, NO]", "[NO, BR, NO]"),
    # nothing where something should be
    "an empty title": ("title: A title", "title:"),
    "an empty title in quotation marks": ("title: A title", 'title: ""'),
    "an empty text": ("    text: An overview.", "    text:"),
    "an empty part": ("    b:\n      text: What will be.", "    b:"),
    "an empty list of sections": (
        "            sections:\n              - title: Third\n                text: Deep.",
        "            sections: []",
    ),
    "an empty contact": ("contact:\n  name: A. Person\n  email: person@example.org", "contact: {}"),
    # wrong forms
    "a date in words": ("date: 2022-12-15", "date: 15 December 2022"),
    "a day that is not": ("date: 2022-12-15", "date: 2022-02-30"),
    "an address that is none": ("person@example.org", "person at example"),
    "an id in capitals": ("        id: first", "        id: First"),
    "a name of a link in capitals": ("  home: https", "  Home Page: https"),
    "a name of a footnote that begins with a digit": ("  source: Where", "  1st-source: Where"),
    "sections too deep": (
        "                text: Deep.",
        "                sections:\n                  - title: Fourth",
    ),
    "a title of 600 characters": ("title: A title", "title: " + "long " * 120),
    # what YAML reads as something else than text
    "a number in hexadecimal": ("title: A title", "title: 0x10"),
    "a number with an exponent": ("title: A title", "title: 1e3"),
    "a tilde": ("title: A title", "title: ~"),
    "a truth value as a title": ("title: A title", "title: TRUE"),
    "a number as a link": ("  home: https://example.org/", "  home: 3"),
    "nothing under links": ("links:\n  home: https://example.org/", "links:"),
    # YAML
    "a key twice": ("  acronym: AE", "  acronym: AE\n  acronym: AE"),
    "a footnote twice": ("  source: Where this comes from.", "  source: Where this comes from.\n  source: Again."),
    "a quotation mark not closed": ("    text: An overview.", '    text: "An overview.'),
    "a colon in words": ("title: A title", "title: A title: and more"),
    "a line indented too little": ("      text: What was done.", "   text: What was done."),
    "a tab in the indentation": ("      text: What was done.", "\ttext: What was done."),
    "an anchor and an alias": ("title: A title\nentity:\n  name: An entity", "title: &t A title\nentity:\n  name: *t"),
}

# Where server and wsisc differ, and why: the lines that only the server marks, and those that only wsisc names.
_BY_ITS_KEY = "a list or mapping under its key is shown by the key, for the message speaks of both; the server marks it"
_MEANT = "the missing key is most likely the mistyped one: that is reported once; the server adds a mark at the head"
_RECOVERS = (
    "one mistake, reported once; the server reads on, and marks what it then cannot make sense of in lines above"
)
EXCEPTIONS = {
    "a mistyped key of the submission": ({2}, set(), _MEANT),
    "a key in capitals": ({2}, set(), _MEANT),
    "a part that is a list": ({39}, {38}, _BY_ITS_KEY),
    "sections that are no list": ({33}, {32}, _BY_ITS_KEY),
    "parts that are a list": ({15}, {14}, _BY_ITS_KEY),
    "tags that are a list": ({28}, {27}, _BY_ITS_KEY),
    "a colon in words": ({2}, set(), _RECOVERS),
    "a line indented too little": ({38}, set(), _RECOVERS),
    "a tab in the indentation": ({38}, set(), _RECOVERS),
    "an anchor and an alias": (set(), {5, 7}, "YAML allows them; the format does not, and no schema can say so"),
}

HARMLESS = ["NO", "on", "yes", "1_000", "12:30:00", "2022-12-15", "<<", "=", "a]", "it's", "50%", "C#", "a:b"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with the schema of the call, as an author keeps it: next to the submission, in a folder."""
    edited = tmp_path_factory.mktemp("edited")
    (edited / "built").mkdir()
    form = editor_schema.compose(calls.BUILT_IN.load("cstd-26"))
    (edited / "built" / "cstd-26.schema.json").write_text(json.dumps(form, ensure_ascii=False), "utf-8")
    return edited


@pytest.fixture(scope="module")
def server(folder):
    started = Server(["node", PROGRAM, "--stdio"], folder)
    yield started
    started.close()


def named(text):
    """Return the lines of the errors that wsisc finds in a text before any rule."""
    checked = schema.check(source.read(text.encode(), "file.yaml"))
    return {each.span.line for each in checked.diagnostics if each.severity == "error"}


def marked(server, folder, name, text):
    return {line for line, _ in server.problems(folder / f"{name.replace(' ', '-')}.yaml", text)}


def broken(name):
    before, after = BROKEN[name]
    assert BASE.count(before) == 1, name
    return BASE.replace(before, after)


def test_the_server_finds_nothing_in_the_sample_whose_first_line_leads_to_the_schema(server):
    text = SAMPLE.read_text("utf-8")
    assert server.problems(SAMPLE, text) == []
    assert server.problems(SAMPLE.with_name("broken.yaml"), text.replace("\nlanguage: en", "\nlanguage: de"))


STRICT = """
const Ajv = require(process.argv[1]).default;
const options = {strict: true, formats: {date: true}, keywords: process.argv.slice(2)};
new Ajv(options).compile(JSON.parse(require("fs").readFileSync(0)));
"""


@pytest.mark.parametrize("id", calls.BUILT_IN.ids())
def test_a_strict_checker_takes_the_plain_schema_and_the_other_once_it_knows_its_words(id):
    call = calls.BUILT_IN.load(id)
    words = ["defaultSnippets", "doNotSuggest", "enumDescriptions", "markdownDescription", "patternErrorMessage"]
    for form, known, is_accepted in (
        (schema.compose(call), [], True),
        (editor_schema.compose(call), words, True),
        (editor_schema.compose(call), [], False),
    ):
        command = ["node", "-e", STRICT, TOOLS / "node_modules" / "ajv" / "dist" / "2020", *known]
        done = subprocess.run(command, input=json.dumps(form).encode(), capture_output=True)
        assert (done.returncode == 0) == is_accepted, done.stderr.decode()


def test_there_are_fifty_broken_files_and_more_and_few_exceptions():
    assert len(BROKEN) >= 50
    assert set(EXCEPTIONS) <= set(BROKEN)
    assert len(BROKEN) - len(EXCEPTIONS) >= 50


@pytest.mark.parametrize("name", BROKEN)
def test_the_server_marks_the_lines_that_validate_names(server, folder, name):
    text = broken(name)
    ours, theirs = named(text), marked(server, folder, name, text)
    only_theirs, only_ours, _ = EXCEPTIONS.get(name, (set(), set(), ""))
    assert ours
    assert (theirs - ours, ours - theirs) == (only_theirs, only_ours)


@pytest.mark.parametrize("value", HARMLESS)
def test_neither_takes_words_for_something_else(server, folder, value):
    text = BASE.replace("title: A title", f"title: {value}")
    assert named(text) == set()
    assert marked(server, folder, f"harmless-{HARMLESS.index(value)}", text) == set()


HEAD = """\
# yaml-language-server: $schema=built/cstd-26.schema.json
wsisc: 1
call: cstd-26
language: en
title: A title
entity:
  name: An entity
"""
SECTION = "parts:\n  two:\n    sections:\n      - title: A\n        "

# What is typed, where the cursor is ("‸"), and what must be offered there: a label, and what it inserts.
COMPLETED = {
    "keys of the submission": ("‸", "footnotes", "footnotes:\n  ${1:name}: |\n    $2"),
    "the parts": ("parts:\n  ‸", "two", "two:\n  "),
    "a part begun": ("parts:\n  t‸", "three", "three:\n  "),
    "a part of a part": ("parts:\n  three:\n    ‸", "b", "b:\n  "),
    "all parts": ("parts:\n  ‸", "All parts of the call", None),
    "a text": ("parts:\n  one:\n    te‸", "text", "text: |\n  "),
    "the bar of a text": ("parts:\n  one:\n    text: ‸", "| and the text below", "|\n  "),
    "a whole part": ("parts:\n  one:\n    ‸", "Part One – its text", "text: |\n    "),
    "a part with a section": (
        "parts:\n  two:\n    ‸",
        "Part Two – a section",
        "sections:\n  - title: $1\n    text: |\n        $2",
    ),
    "a section": ("parts:\n  two:\n    sections:\n      ‸", "A title and its text", "- title: $1\n  text: |\n      $2"),
    "a section after its hyphen": ("parts:\n  two:\n    sections:\n      - ‸", "A title and its text", None),
    "keys of a section": (f"{SECTION}‸", "tags", "tags:\n  "),
    "tags": (f"{SECTION}tags:\n          ‸", "One tag of each kind", None),
    "an action line": (f"{SECTION}tags: {{action-lines: [‸]}}", "C7-e-health", "C7-e-health"),
    "a Goal": (f"{SECTION}tags:\n          sdgs:\n            - ‸", "4", "4"),
    "a target, in its quotation marks": (f"{SECTION}tags:\n          sdgs:\n            - ‸", '"16.5"', '"16.5"'),
    "a country": (f"{SECTION}tags: {{countries: [BR, ‸]}}", '"NO"', '"NO"'),
    "a type of entity": ("  type: ‸", "government", "government"),
    "a link": ("links:\n  ‸", "A link", "${1:name}: ${2:https://}"),
    "a footnote": ("footnotes:\n  ‸", "A footnote", "${1:name}: |\n    $2"),
    "a figure": ("figures:\n  ‸", "A figure", None),
    "a date": ("date: ‸", "year-month-day", "${1:2022}-${2:12}-${3:15}"),
}


@pytest.mark.parametrize("name", COMPLETED)
def test_the_server_completes(server, folder, name):
    typed, label, inserted = COMPLETED[name]
    found = server.at("completion", folder / f"complete-{name.replace(' ', '-')}.yaml", HEAD + typed)["items"]
    offered = {each["label"]: each.get("textEdit", {}).get("newText", each.get("insertText")) for each in found}
    assert label in offered
    assert inserted is None or offered[label] == inserted


def test_what_programs_write_is_not_offered(server, folder):
    for name, typed in (("unplaced", "‸"), ("comments", "parts:\n  one:\n    ‸")):
        found = server.at("completion", folder / f"{name}.yaml", HEAD + typed)["items"]
        assert found
        assert name not in {each["label"] for each in found}


def test_what_is_offered_is_explained(server, folder):
    typed = f"{HEAD}{SECTION}tags: {{action-lines: [‸]}}"
    found = server.at("completion", folder / "explained.yaml", typed)["items"]
    explanations = {each["label"]: str(each["documentation"]) for each in found}
    assert "public governance authorities" in explanations["C1"]
    assert all(explanations.values())


def placed(piece, indent):
    """Return a piece as an editor inserts it at a line indented so far, its stops filled in."""
    filled = re.sub(
        r"\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+:([^}]*)\}|\$\d+", lambda stop: stop[1] or stop[2] or "words", piece
    )
    return filled.replace("\n", f"\n{' ' * indent}")


@pytest.mark.parametrize("typed", ["‸", "parts:\n  ‸", "parts:\n  one:\n    ‸", "parts:\n  one: ‸", "parts:\n  two:\n    ‸",
    "parts:\n  two:\n    sections:\n      ‸", "parts:\n  two:\n    sections:\n      - ‸", "parts:\n  two:\n    sections: ‸",
    "parts:\n  three:\n    ‸", f"{SECTION}tags:\n          ‸", f"{SECTION}tags: ‸", f"{SECTION}sections:\n          ‸", "links:\n  ‸", "links: ‸",
    "footnotes:\n  ‸", "footnotes: ‸", "figures:\n  ‸", "contact:\n  ‸", "date: ‸"])  # fmt: skip
def test_every_piece_makes_a_sound_file(server, folder, typed):
    items = server.at("completion", folder / f"piece-{abs(hash(typed))}.yaml", HEAD + typed)["items"]
    pieces = [each for each in items if each.get("sortText") == each["label"]]
    assert pieces
    line = typed.rpartition("\n")[2]
    for piece in pieces:
        text = piece.get("textEdit", {}).get("newText", piece["insertText"])
        source_text = HEAD + typed.replace("‸", placed(text, len(line) - len(line.lstrip())))
        if "parts:" not in source_text:
            source_text += "\nparts: {}"
        assert named(source_text) == set(), source_text


def test_the_prompt_and_the_limit_show_on_hover(server, folder):
    found = server.at("hover", folder / "hover.yaml", HEAD + "parts:\n  on‸e:\n    text: Words.\n")["contents"]["value"]
    assert "An executive summary (half a page)" in found
    assert "265 words" in found
    assert "[^survey]" in found
    shared = server.at("hover", folder / "shared.yaml", HEAD + "parts:\n  three:\n    b‸:\n      text: Words.\n")
    assert "together with the other parts of Part Three" in shared["contents"]["value"]


@pytest.mark.parametrize("key", ["wsisc", "call", "language", "title", "entity", "parts", "links", "home", "footnotes",
    "figures", "file", "contact", "email", "date", "sections", "id", "tags", "action-lines", "BR", "acronym"])  # fmt: skip
def test_every_field_has_a_hover_text(server, folder, key):
    place = BASE.index(f"[{key}") + 1 if key == "BR" else BASE.index(f"{key}:")
    text = f"{BASE[: place + 1]}‸{BASE[place + 1 :]}"
    found = server.at("hover", folder / f"hover-{key}.yaml", text)["contents"]["value"]
    assert len(found.partition("Source:")[0].split("\n\n", 1)[1].strip()) > 20


def test_a_schema_beside_the_file_is_found_by_a_relative_path(server, folder):
    text = BASE.replace("language: en", "language: de")
    for path in ("./built/cstd-26.schema.json", f"../{folder.name}/built/cstd-26.schema.json"):
        edited = text.replace("built/cstd-26.schema.json", path)
        assert marked(server, folder, f"relative-{len(path)}", edited) == {4}
    assert marked(server, folder, "without", text.split("\n", 1)[1]) == set()
