"""Tags in bulk: suggested in a table, accepted by a person, added to the files without another change."""

import csv
import io
from difflib import SequenceMatcher

import pytest

from tests.conftest import FEATURES, SAMPLE, as_yaml, minimal, wsisc
from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.publication.dataset import tag_table
from wsisc.source import model

TEXTS = (
    "Work on SDG 4 and target 16.5, under action line C4, in Kenya and Fiji.",
    "Action lines C2, C3 and C7 e-health; Goals 3 and 9. In Norway, =SUM(1) schools.",
)
LAYOUTS = {
    "block": "    text: |\n      {text}\n",
    "quoted": '    text: "{text}"\n',
    "comment": "    # first\n    text: |  # the answer\n      {text}\n\n    # last\n",
    "block tags": "    tags:\n      sdgs:\n        - 1  # one\n      kinds: [obstacle]\n    text: |\n      {text}\n",
    "flow tags": "    tags: {{sdgs: [1], countries: [BR]}}  # mine\n    text: |\n      {text}\n",
    "tags of one kind": "    text: |\n      {text}\n    tags:\n      action-lines: [C1]\n",
    "flow part": '    {{text: "{text}"}}\n',
    "sections": "    text: |\n      {text}\n    sections:\n      - title: A title\n        text: |\n          {text}\n"
    "        sections:\n          - title: In Egypt\n\n          - {{title: Others, text: Words.}}\n",
    "comments": "    text: |\n      {text}\n    comments:\n      - by: A\n        text: Why?\n",
    "long": "    sections:\n"
    + "".join(f"      - title: Title {n}\n        text: >-\n          {{text}}\n" for n in range(9)),
}
HEAD = (
    "# A submission.\nwsisc: 1\ncall: cstd-26\nlanguage: en\ntitle: T\nentity: {{name: Entity {number}}}\nparts:\n"
    "  one:\n    text: A summary.\n  two:\n{two}  three:\n    a:\n      text: Done in Chile.\n    b: {{text: More.}}\n"
)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with sixty submissions in all layouts, with every line end."""
    number = 0
    for layout in LAYOUTS.values():
        for text in TEXTS:
            for ends, mark in ((b"\n", b""), (b"\r\n", b""), (b"\n", b"\xef\xbb\xbf")):
                content = HEAD.format(number=number, two=layout.format(text=text)).encode()
                (tmp_path / f"s{number}.yaml").write_bytes(mark + content.replace(b"\n", ends))
                number += 1
    assert number == 60
    return tmp_path


def rows_of(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def accept(path, chosen, delimiter=","):
    rows = rows_of(path)
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, rows[0].keys(), delimiter=delimiter)
    table.writeheader()
    table.writerows({**row, "accept": "yes" if chosen(number) else ""} for number, row in enumerate(rows))
    path.write_bytes(stream.getvalue().encode())
    return [row for number, row in enumerate(rows) if chosen(number)]


def is_only_longer(before, after):
    """Return whether a file is another one with insertions alone."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return all(action in ("equal", "insert") for action, *_ in matcher.get_opcodes())


@pytest.mark.slow
def test_accepted_tags_of_sixty_submissions_are_there_and_nothing_else_changed(folder):
    before = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    done = wsisc("tags", "suggest", ".", "-o", "tags.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in folder.glob("*.yaml")} == before
    accepted = accept(folder / "tags.csv", lambda number: number % 3 != 1, ";")
    assert len(accepted) > 400
    done = wsisc("tags", "apply", "tags.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert f"{len(accepted)} tags added, 0 already there, 0 not added" in done.stderr.decode()
    keys = {"action-line": "action-lines", "sdg": "sdgs", "country": "countries"}
    for name, content in before.items():
        after = (folder / name).read_bytes()
        nodes = model.parts_and_sections(model.from_data(source.read(after, name).data))
        old_nodes = model.parts_and_sections(model.from_data(source.read(content, name).data))
        expected = {
            path: {id: set(codes) for id, codes in node.tags.values.items()} for path, node in old_nodes.items()
        }
        for row in accepted:
            if row["file"] == name:
                path = tuple(int(step) if step.isdigit() else step for step in row["path"].split("/")[1:])
                code = int(row["tag"]) if row["vocabulary"] == "sdg" and row["tag"].isdigit() else row["tag"]
                expected[path].setdefault(keys[row["vocabulary"]], set()).add(code)
        assert {
            path: {id: set(codes) for id, codes in node.tags.values.items()} for path, node in nodes.items()
        } == expected
        assert is_only_longer(content, after), name
        assert (after.count(b"\r\n") == after.count(b"\n")) == (content.count(b"\r\n") > 0)
    assert wsisc("validate", ".", "--select", "structure", cwd=folder).returncode == 0
    again = wsisc("tags", "apply", "tags.csv", cwd=folder)
    assert f"0 tags added, {len(accepted)} already there" in again.stderr.decode()


def test_real_submissions_keep_every_byte(tmp_path):
    for file in (SAMPLE, FEATURES):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "figures").mkdir()
    for image in (FEATURES.parent / "figures").iterdir():
        (tmp_path / "figures" / image.name).write_bytes(image.read_bytes())
    assert wsisc("tags", "suggest", ".", "-o", "tags.csv", cwd=tmp_path).returncode == 0
    accepted = accept(tmp_path / "tags.csv", lambda number: True)
    assert wsisc("tags", "apply", "tags.csv", cwd=tmp_path).returncode == 0
    after = (tmp_path / SAMPLE.name).read_bytes()
    kept = iter(after.splitlines())
    assert all(line in kept for line in SAMPLE.read_bytes().splitlines())  # in order
    assert len(accepted) > 10


def test_a_text_that_changed_gets_no_tag(folder):
    for path in sorted(folder.glob("*.yaml"))[1:]:
        path.unlink()
    [file] = folder.glob("*.yaml")
    assert wsisc("tags", "suggest", ".", "-o", "tags.csv", cwd=folder).returncode == 0
    accepted = accept(folder / "tags.csv", lambda number: True)
    content = file.read_bytes().replace(b"Work on", b"More on").replace(b"Done in", b"All done in")
    file.write_bytes(content)
    done = wsisc("tags", "apply", "tags.csv", cwd=folder)
    assert done.returncode == 1
    assert file.read_bytes() == content
    assert done.stderr.decode().count("its text was changed or moved") == len(accepted)
    assert f"tags.csv:2: {accepted[0]['vocabulary']} {accepted[0]['tag']} was not added" in done.stderr.decode()


def test_a_text_that_moved_is_found_by_its_words(tmp_path):
    sections = [{"title": "One", "text": "In Kenya."}, {"title": "Two", "text": "In Fiji."}]
    path = tmp_path / "a.yaml"
    path.write_bytes(as_yaml(minimal({"parts": {"two": {"sections": sections}}})))
    assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.csv", cwd=tmp_path).returncode == 0
    accept(tmp_path / "tags.csv", lambda number: True)
    path.write_bytes(
        as_yaml(minimal({"parts": {"two": {"sections": [{"title": "New", "text": "Words."}, *sections]}}}))
    )
    assert wsisc("tags", "apply", "tags.csv", cwd=tmp_path).returncode == 0
    found = model.from_data(source.read(path.read_bytes(), "a").data).parts[1].sections
    assert [section.tags.codes("countries") for section in found] == [(), ("KE",), ("FJ",)]


def test_spaces_around_the_names_of_columns_do_no_harm(tmp_path):
    path, table = tmp_path / "a.yaml", tmp_path / "tags.csv"
    path.write_bytes(as_yaml(minimal({"parts": {"two": {"sections": [{"title": "One", "text": "In Kenya."}]}}})))
    assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.csv", cwd=tmp_path).returncode == 0
    accept(table, lambda number: True)
    header, _, rows = table.read_text("utf-8").partition("\n")
    table.write_text(f"{header.strip().replace(',', ' , ')} \n{rows}", "utf-8")
    assert wsisc("tags", "apply", "tags.csv", cwd=tmp_path).returncode == 0
    assert "KE" in path.read_text("utf-8")


def test_a_table_does_not_name_files_elsewhere(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("a.yaml", "in/a.yaml"):
        (tmp_path / name).write_bytes(as_yaml(minimal({"parts": {"two": {"text": "In Kenya."}}})))
    (tmp_path / "in" / "notes.txt").write_text("In Kenya.\n")
    assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.csv", cwd=tmp_path / "in").returncode == 0
    table = (tmp_path / "in" / "tags.csv").read_text("utf-8")
    for file, reason in (
        ("../a.yaml", "is not in"),
        (str(tmp_path / "a.yaml"), "is not in"),
        ("notes.txt", "is not a submission"),
        ("b.yaml", "does not exist"),
    ):
        (tmp_path / "in" / "tags.csv").write_text(table.replace("\n,a.yaml,", f"\nyes,{file},"), "utf-8")
        done = wsisc("tags", "apply", "tags.csv", cwd=tmp_path / "in")
        assert done.returncode == 1
        assert reason in done.stderr.decode()
    assert b"tags" not in (tmp_path / "a.yaml").read_bytes()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("\r\n,", "\r\nmaybe,"), b'"maybe" is not allowed'),
        (lambda text: text.replace("fingerprint", "print"), b"no column 'fingerprint'"),
        (lambda text: text.replace(",/parts/two,", ",two,").replace("\r\n,", "\r\nyes,"), b"line 2: a file, a tag or a path is missing"),
        (lambda text: text.replace("Kenya", "K\xe9nya").encode("latin-1"), b"not encoded in UTF-8"),
        (lambda text: "", b"no column 'accept'"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_refused_with_a_remedy(tmp_path, change, message):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"text": "In Kenya."}}})))
    assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.csv", cwd=tmp_path).returncode == 0
    changed = change((tmp_path / "tags.csv").read_bytes().decode("utf-8-sig"))
    (tmp_path / "tags.csv").write_bytes(changed if isinstance(changed, bytes) else changed.encode())
    done = wsisc("tags", "apply", "tags.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert b"tags.csv" in done.stderr


def test_a_table_with_answers_is_not_overwritten(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"text": "In Kenya."}}})))
    for _ in range(2):
        assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.csv", cwd=tmp_path).returncode == 0
    accept(tmp_path / "tags.csv", lambda number: True)
    before = (tmp_path / "tags.csv").read_bytes()
    assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.csv", cwd=tmp_path).returncode == 2
    assert (tmp_path / "tags.csv").read_bytes() == before
    assert wsisc("tags", "suggest", "a.yaml", "-o", "tags.txt", cwd=tmp_path).returncode == 2
    with pytest.raises(WsiscError):
        tag_table.read(b"\xff")


def test_a_table_that_is_not_there_is_wrong_usage(tmp_path):
    (tmp_path / "tags.csv").mkdir()
    for name, message in (("missing.csv", "the file missing.csv does not exist"), ("tags.csv", "tags.csv is a folder")):
        done = wsisc("tags", "apply", name, cwd=tmp_path)
        assert done.returncode == 2
        assert f"error: {message}" in done.stderr.decode()
