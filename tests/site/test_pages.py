"""The pages of a site: whole, true, safe and the same every time."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from tests.conftest import as_yaml, minimal, wsisc
from tests.site.conftest import COMPENDIUM
from wsisc import model, source
from wsisc.readers import html as reader

KEYS = sorted({path.stem for path in COMPENDIUM.glob("*.yaml")} - {"loria", "kestrel-payments"})
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}"


def pages(folder):
    return sorted(folder.rglob("*.html"))


def tree(path):
    return html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()


def index(folder):
    text = (folder / "search-index.js").read_text("utf-8")
    return json.loads(re.fullmatch(r"var wsiscIndex = (.*);\n", text, re.DOTALL)[1])


def ids(page):
    return [element.get("id") for element in page.iter() if element.get("id")]


def test_every_sound_submission_has_its_page_and_its_downloads(made):
    assert [path.stem for path in pages(made / "submissions")] == KEYS
    for key in KEYS:
        names = {path.name for path in (made / "files" / key).iterdir()}
        assert names - {"figures"} == {f"{key}.docx", f"{key}.pdf", f"{key}.yaml"}


def test_what_is_offered_as_source_is_the_source_without_its_contact(made):
    for key in KEYS:
        offered = model.from_data(source.read((made / "files" / key / f"{key}.yaml").read_bytes(), key).data)
        given = model.from_data(source.read((COMPENDIUM / f"{key}.yaml").read_bytes(), key).data)
        assert offered.contact is None
        assert (offered.parts, offered.title, offered.footnotes) == (given.parts, given.title, given.footnotes)
        assert all((made / "files" / key / figure.file).is_file() for figure in offered.figures.values())


def test_no_file_tells_whom_to_ask_or_where_the_sources_lay(made):
    given = [model.from_data(source.read(path.read_bytes(), "x").data) for path in COMPENDIUM.glob("*.yaml")]
    secret = [each.contact.email for each in given if each.contact]
    assert len(secret) > 5
    for path in made.rglob("*"):
        if path.suffix in (".html", ".js", ".yaml", ".json", ".csv", ".css"):
            text = path.read_text("utf-8")
            assert not [each for each in (*secret, str(COMPENDIUM)) if each in text], path.name


def test_those_left_out_are_named_with_the_reason(made):
    text = tree(made / "index.html").text_content()
    assert "loria.yaml, with errors: line 15" in text
    assert "kestrel-payments.yaml, a draft: line 42" in text


def test_every_page_leads_only_to_what_is_there(made):
    known = {path: set(ids(tree(path))) for path in pages(made)}
    for path in known:
        page = tree(path)
        assert len(ids(page)) == len(set(ids(page))), path.name
        for link in page.iter("a", "link", "script", "form", "img"):
            address = link.get("href") or link.get("src") or link.get("action") or ""
            if re.match(r"https://|mailto:|data:", address):
                continue
            file, _, name = address.partition("#")
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target.is_file(), f"{path.name}: {address}"
            assert not name or unquote(name) in known[target], f"{path.name}: {address}"


def test_nothing_comes_from_elsewhere_and_no_page_but_search_runs_a_script(made):
    for path in pages(made):
        page = tree(path)
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy
        assert ("script-src 'self'" in policy) == (path.name == "search.html")
        scripts = [each.get("src") for each in page.iter("script")]
        assert scripts == (["search-index.js", "search.js"] if path.name == "search.html" else [])
    assert "url(" not in (made / "style.css").read_text("utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_a_page_holds_the_words_of_the_document(made, key, tmp_path):
    assert wsisc("build", COMPENDIUM / f"{key}.yaml", "--format", "html", "-o", tmp_path / "a.html").returncode == 0
    page = tree(made / "submissions" / f"{key}.html").find(".//article")
    framed = "<!DOCTYPE html><html><body><main>" + html.tostring(page, encoding="unicode") + "</main></body></html>"
    assert reader.words(framed) == reader.words((tmp_path / "a.html").read_text("utf-8"))


def test_a_page_is_in_the_language_and_direction_of_its_submission(made):
    for key, language, direction in (("nakheel-libraries", "ar-SA", "rtl"), ("valmarine", "fr-FR", "ltr")):
        article = tree(made / "submissions" / f"{key}.html").find(".//article")
        assert (article.get("lang"), article.get("dir")) == (language, direction)
    contents = tree(made / "submissions" / "nakheel-libraries.html").xpath("//nav[@aria-label='On this page']")[0]
    assert "الجزء الأول" in contents.text_content()


def test_the_matrix_tells_who_answered_what(made):
    rows = tree(made / "matrix.html").xpath("//tbody/tr")
    assert len(rows) == len(KEYS)
    for row in rows:
        *answers, whole = [int(cell.text_content()) for cell in row.findall("td")]
        assert len(answers) == 4
        assert sum(answers) == whole > 100


def test_every_chart_has_a_name_and_the_numbers_of_its_table(made):
    page = tree(made / "coverage.html")
    assert len(page.xpath("//section")) == 4
    for section in page.xpath("//section"):
        chart = section.xpath(".//*[local-name()='svg'][@role='img']")[0]
        assert chart.xpath("./*[local-name()='title']")[0].get("id") == chart.get("aria-labelledby")
        shown = [each.text for each in chart.xpath("./*[local-name()='svg']/*[local-name()='text']")]
        rows = [row for row in section.xpath(".//tbody/tr") if not row.xpath("./th[@class='within']")]
        assert sorted(shown) == sorted(row.xpath("string(./td[1])") for row in rows)[-len(shown) :] or len(rows) > 20
        for row in rows:
            assert len(row.xpath("./td[3]/a")) == int(row.xpath("string(./td[1])"))


def test_the_index_has_every_word_and_leads_to_its_place(made):
    held = index(made)
    assert [row[0] for row in held["submissions"]] == [
        f"submissions/{path.stem}.html" for path in sorted(pages(made / "submissions"), key=lambda p: order(made, p))
    ]
    words = {word for _, _, _, heading, text in held["places"] for word in f"{heading} {text}".split()}
    assert {"mareograph", "demurrage.", "الغوص", "L'hydrographie"} <= words
    for number, anchor, *_ in held["places"]:
        assert anchor in ids(tree(made / held["submissions"][number][0]))


def order(made, path):
    return [row[0] for row in index(made)["submissions"]].index(f"submissions/{path.name}")


def test_what_authors_wrote_is_never_markup_or_script(tmp_path):
    text = "Words with \\<b>angles\\</b>, `{{ x }}`".replace("`", "")
    given = {
        "title": EVIL,
        "entity": {"name": EVIL, "acronym": EVIL, "type": "other"},
        "parts": {
            "one": {"text": text},
            "two": {"sections": [{"title": EVIL, "text": "Words \u2028here".replace("\u2028", "")}]},
        },
    }
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "evil.yaml").write_bytes(as_yaml(minimal(given)))
    (tmp_path / "a" / "broken.yaml").write_bytes(as_yaml(minimal({"title": EVIL, "call": EVIL})))
    done = wsisc("site", tmp_path / "a", "-o", tmp_path / "s", "--title", EVIL)
    assert done.returncode == 1, done.stderr.decode()
    for path in pages(tmp_path / "s"):
        page = tree(path)
        assert not page.xpath("//@onerror | //img | //b[not(ancestor::th)]")
        assert {each.get("src") for each in page.iter("script")} <= {"search-index.js", "search.js"}
        assert EVIL in page.text_content()
    assert "<" not in (tmp_path / "s" / "search-index.js").read_text("utf-8")
    assert index(tmp_path / "s")["submissions"][0][1] == EVIL


def test_the_same_submissions_give_the_same_bytes(made, tmp_path):
    folder = Path("..") / COMPENDIUM.relative_to(COMPENDIUM.parent.parent)
    cwd = COMPENDIUM.parent
    done = wsisc(
        "site",
        folder,
        "-o",
        tmp_path / "s",
        "--no-cache",
        "--jobs",
        "2",
        cwd=cwd,
        PYTHONHASHSEED="7",
        TZ="Asia/Kathmandu",
    )
    assert done.returncode == 1, done.stderr.decode()
    again = {
        path.relative_to(tmp_path / "s"): path.read_bytes() for path in (tmp_path / "s").rglob("*") if path.is_file()
    }
    first = {path.relative_to(made): path.read_bytes() for path in made.rglob("*") if path.is_file()}
    assert again == first
