"""What is written of submissions with every feature, part by part, as the goldens show it: nothing changes unseen."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest

from tests.conftest import FEATURES, ROOT, build, manuscript, wsisc
from tests.writers.test_builds import WHOLE
from wsisc import __version__, source
from wsisc.writers import get_writer

COMPENDIUM = ROOT / "examples" / "compendium"
THREE = [COMPENDIUM / f"{name}.yaml" for name in ("nakheel-libraries", "valmarine", "open-harbour")]
"""In Arabic, French and English; with a figure, a table, tags and footnotes."""
FAULTY = COMPENDIUM / "loria.yaml"
BULKY = re.compile(r"(?<=base64,)[A-Za-z0-9+/=]+|sha256:[0-9a-f]+")
EMBEDDED = re.compile(r"(<(script|style)[^>]*>).*?(?=</\2>)", re.DOTALL)


def data(path):
    return source.read(path.read_bytes(), path.name).data


def shown(content):
    """Return XML or HTML with each element on a line of its own, without what is bulky or of a version."""
    text = content.decode() if isinstance(content, bytes) else content
    text = EMBEDDED.sub(r"\1...", BULKY.sub("...", text))
    return text.replace("><", ">\n<").replace(f"wsisc {__version__}", "wsisc VERSION")


def parts(content, *names):
    """Return some parts of a Word file, all that are its own XML if none are named."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = names or [each for each in archive.namelist() if each.endswith((".xml", ".rels"))]
        own = [each for each in found if each in archive.namelist() and not each.startswith("customXml/item1")]
        return "\n\n".join(f"==== {name}\n{shown(archive.read(name))}" for name in own) + "\n"


def test_a_word_file_part_by_part(golden):
    golden("features.docx.xml", parts(build(data(FEATURES))))


def test_a_draft_with_comments_part_by_part(golden):
    draft = {**WHOLE, "unplaced": {"text": "Left over."}}
    content = get_writer("docx")(replace(manuscript(draft), draft=True)).finish()
    golden(
        "draft.docx.xml",
        parts(content, *(f"word/{name}.xml" for name in ("document", "comments", "header1", "people"))),
    )


@pytest.mark.parametrize("format", ["html", "json", "md"])
def test_a_document_of_every_feature(format, golden):
    golden(f"features.{format}", shown(build(data(FEATURES), format)) + "\n")


def test_an_arabic_document(golden, tmp_path):
    for format in ("docx", "html"):
        assert wsisc("build", THREE[0], "-o", tmp_path / f"a.{format}").returncode == 0
    word_file = parts(
        (tmp_path / "a.docx").read_bytes(), "word/document.xml", "word/footnotes.xml", "docProps/core.xml"
    )
    page = (tmp_path / "a.html").read_text("utf-8")
    golden("arabic.txt", f"{word_file}\n==== page\n{shown(page)}\n")


@pytest.mark.parametrize(
    "by", [[], ["--by", "action-line"], ["--by", "part", "--title", "All *parts*", "--language", "fr"]]
)
def test_a_compendium_in_three_languages(by, golden, tmp_path):
    assert wsisc("collate", *THREE, *by, "-o", tmp_path / "a.docx").returncode == 0
    assert wsisc("collate", *THREE, *by, "-o", tmp_path / "a.html").returncode == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    word_file = parts((tmp_path / "a.docx").read_bytes(), "word/document.xml") if not by[2:] else ""
    golden(f"compendium-{by[1] if by else 'all'}.txt", f"{word_file}\n==== page\n{shown(page)}\n")


def test_a_dataset(golden, tmp_path):
    assert wsisc("collate", *THREE, FAULTY, "-o", tmp_path / "a.json").returncode == 1
    found = json.loads((tmp_path / "a.json").read_text("utf-8"))
    golden("dataset.json", shown(json.dumps(found, indent=1, ensure_ascii=False)) + "\n")


def test_a_dataset_as_tables(golden, tmp_path):
    """Every sheet as Excel reads it: values, formulas, widths and forms of cells."""
    assert wsisc("collate", COMPENDIUM, "-o", tmp_path / "a.xlsx").returncode == 1  # some have faults
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        names = [
            each
            for each in archive.namelist()
            if re.search(r"worksheets/sheet|tables/table|workbook\.xml$|charts/", each)
        ]
        text = "\n\n".join(f"==== {name}\n{archive.read(name).decode()}" for name in names)
        shared = re.findall(r"<si>(.*?)</si>", archive.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    words = [re.sub(r"<[^>]*>", "", each) for each in shared]
    text = re.sub(r' t="s"><v>(\d+)</v>', lambda match: f">{words[int(match[1])]}", text)
    text = re.sub(r'<row r="(?:1[3-9]|[2-9]\d|\d{3,})".*?</row>', "", text, flags=re.DOTALL)
    golden("dataset.xlsx.xml", shown(re.sub(r"(?<=>)(?=<(?:row|c|col|table|sheet|define))", "\n", text)) + "\n")


PAGES = re.compile(
    r"(?:index|matrix|coverage|ohn-[0-9a-f]+-fictional-45|c7|c7-e-learning|sdg-4|country-om|kind-obstacle)\.html"
    r"|search-index\.js"
)


def test_a_site(golden, tmp_path):
    assert wsisc("site", *THREE, "-o", tmp_path / "site").returncode == 0
    names = [path.relative_to(tmp_path).as_posix() for path in sorted((tmp_path / "site").rglob("*")) if path.is_file()]
    texts = [f"==== {name}\n{shown((tmp_path / name).read_text('utf-8'))}" for name in names if PAGES.search(name)]
    golden("site.txt", "\n".join([*names, "", *texts]) + "\n")
