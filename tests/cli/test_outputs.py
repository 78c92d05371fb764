"""What commands print, to the letter, on a small folder: each golden has the commands of one subject."""

import os
import re
import shlex
import shutil
from dataclasses import replace

import pytest

from tests import inprocess
from tests.conftest import as_yaml, build, manuscript, minimal
from wsisc import __version__
from wsisc.calls.call import BUILT_IN
from wsisc.writers import docx

REPEATED = (
    "The ministry opened three hundred post offices in villages that had none before, and every office has "
    "a counter where people can use the services of the state without a journey to the capital."
)
LONG = " ".join(f"Word{number} is here." for number in range(160))
COMMANDS = {
    "stats": [
        "stats a.yaml b.yaml",
        "stats broken.yaml --output-format json",
        "stats a.yaml --output-format csv",
        "stats unknown.yaml",
    ],
    "recycled": [
        "recycled a.yaml b.yaml",
        "recycled old a.yaml",
        "recycled . --summary",
        "recycled old/last.yaml b.yaml --output-format json",
        "recycled broken.yaml b.yaml",
    ],
    "calls": [
        "calls list",
        "calls check",
        "calls check cstd-26",
        "calls check nothing",
        "calls new --from cstd-26 --session 30 --dates '1-5 March 2027' -o -",
        "calls new --from cstd-26 --session 31",
        "calls new --from cstd-26 --session 31",
        "calls new --from cstd-26 --session 32 -o here/other.yaml",
        "calls new --from cstd-26 --session 33 --id 'a b'",
    ],
    "validate": [
        "validate a.yaml b.yaml",
        "validate . --select all --ignore un-style",
        "validate b.yaml --select spelling --severity spelling=error",
        "validate b.yaml --select all --diff",
        "validate b.yaml --select all --fix",
        "validate broken.yaml --output-format github",
        "validate broken.yaml --strict --quiet",
        "validate --select nothing a.yaml",
        "validate nowhere.yaml",
        "validate a.yaml --severity spelling",
    ],
    "build": [
        "build a.yaml --format md",
        "build a.yaml b.yaml broken.yaml --format md -o out/",
        "build a.yaml b.yaml broken.yaml --format md -o out/ --quiet",
        "build a.yaml --format md -o -",
        "build a.yaml --format odt",
        "build a.yaml --executor dask",
    ],
    "documents": [
        "verify a.docx",
        "verify a.docx a.yaml",
        "verify a.docx b.yaml",
        "extract a.docx",
        "extract a.docx -o again/a.yaml",
        "extract a.yaml",
        "import a.docx -o imported.yaml",
        "import a.docx -o imported.yaml",
        "import a.docx --into a.yaml",
        "import a.docx --into b.yaml",
        "import plain.docx -o plain.yaml",
        "import plain.docx --call cstd-26 -o -",
    ],
    "collate": [
        "collate a.yaml b.yaml broken.yaml -o all.json",
        "collate a.yaml b.yaml -o all.json",
        "collate broken.yaml -o none.json",
        "collate a.yaml -o all.odt",
        "site a.yaml broken.yaml -o site",
        "site a.yaml -o site --quiet",
    ],
    "settings": [
        "config show",
        "config show old",
        "explain spelling",
        "explain facts",
        "explain speling",
        "schema cstd-26 --output x.json",
        "schema nothing",
        "--version",
        "bild",
    ],
    "init": [
        "init ours.yaml --non-interactive --call cstd-26 --entity 'Ministry of Posts' --type government",
        "init ours.yaml --non-interactive --call cstd-26 --entity 'Ministry of Posts' --type government",
        "init repository --repo --non-interactive --call cstd-26 --entity Posts --type government",
        "init x.yaml --non-interactive --call nothing",
        "migrate a.yaml --to our-call",
        "migrate b.yaml --to cstd-16 -o moved.yaml",
        "migrate b.yaml --to nothing",
    ],
}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A folder with submissions of several kinds, one of last year, a call and documents."""
    folder = tmp_path_factory.mktemp("template") / "here"
    (folder / "old").mkdir(parents=True)
    (folder / "calls").mkdir()
    section = {"title": "The color of programmes", "text": f"{REPEATED}  Two spaces.[^n]"}
    a = minimal(
        {
            "title": "Of A",
            "entity": {"name": "Ministry A", "acronym": "MA"},
            "parts": {"one": {"text": LONG}, "two": {"text": REPEATED}},
        }
    )
    b = minimal(
        {
            "title": "Of B",
            "entity": {"name": "A ministry whose name is longer than a column"},
            "parts": {"two": {"sections": [section]}},
            "footnotes": {"n": "A note."},
        }
    )
    files = {
        "a": a,
        "b": b,
        "broken": {**minimal({"parts": {"one": {"text": f"{REPEATED} No such[^note]."}}}), "tilte": "x"},
        "old/last": minimal({"entity": {"name": "Ministry A"}, "parts": {"one": {"text": REPEATED}}}),
        "unknown": minimal({"call": "cstd-99"}),
    }
    for name, data in files.items():
        (folder / f"{name}.yaml").write_bytes(as_yaml(data))
    text = BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: our-call")
    (folder / "calls" / "our-call.yaml").write_text(text, "utf-8")
    (folder / "calls" / "bad.yaml").write_text(text.replace("languages:", "langages:"), "utf-8")
    (folder / "a.docx").write_bytes(build(a))
    plain = docx.DocxDocument(replace(manuscript(b), embed=False))
    (folder / "plain.docx").write_bytes(plain.finish())
    return folder


def without_versions(text):
    """Return a text without what depends on versions and on how wsisc was installed."""
    text = re.sub(r"\d+ KB", "N KB", text.replace(__version__, "VERSION"))
    return re.sub(r"(?m)^note: the checks on GitHub.*\n", "", text)


@pytest.mark.parametrize("subject", COMMANDS)
def test_what_commands_print(subject, template, golden, tmp_path, monkeypatch):
    folder = tmp_path / "here"
    shutil.copytree(template, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("WSISC_NO_CACHE", "1")
    shown = []
    for line in COMMANDS[subject]:
        done = inprocess.wsisc(*shlex.split(line), cwd=folder)
        texts = [each.decode().replace(str(tmp_path), "FOLDER") for each in (done.stdout, done.stderr)]
        shown.append(
            "\n".join([f"$ wsisc {line}", *filter(None, map(without_versions, texts)), f"= {done.returncode}"])
        )
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    new = [each for each in files if not (template / each).exists()]
    golden(os.path.join("outputs", f"{subject}.txt"), "\n\n".join([*shown, "\n".join(["new files:", *new])]) + "\n")
