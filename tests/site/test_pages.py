"""The pages of a site: whole, true, safe and the same every time."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from tests.conftest import as_yaml, minimal, wsisc
from tests.site.conftest import COMPENDIUM
from tests.site.keys import keys, page_path
from wsisc import source
from wsisc.publication.site import view_model
from wsisc.readers import page_text as reader
from wsisc.source import model

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


def test_every_sound_submission_has_its_page_and_its_downloads(site_folder):
    assert {path.stem for path in pages(site_folder / "submissions")} == {*keys(site_folder).values()}
    assert sorted(keys(site_folder)) == KEYS
    for key in keys(site_folder).values():
        names = {path.name for path in (site_folder / "files" / key).iterdir()}
        assert names == {f"{key}.docx", f"{key}.pdf", "source"}
        offered = {path.name for path in (site_folder / "files" / key / "source").iterdir()}
        assert offered - {"figures"} == {f"{key}.yaml"}


def test_what_is_offered_as_source_is_the_source_without_its_contact(site_folder):
    for name, key in keys(site_folder).items():
        folder = site_folder / "files" / key / "source"
        offered = model.from_data(source.read((folder / f"{key}.yaml").read_bytes(), key).data)
        original = model.from_data(source.read((COMPENDIUM / f"{name}.yaml").read_bytes(), key).data)
        assert offered.contact is None
        assert (offered.parts, offered.title, offered.footnotes) == (original.parts, original.title, original.footnotes)
        assert all((folder / figure.file).is_file() for figure in offered.figures.values())


def test_no_file_contains_contacts_or_source_paths(site_folder):
    originals = [model.from_data(source.read(path.read_bytes(), "x").data) for path in COMPENDIUM.glob("*.yaml")]
    secret = [each.contact.email for each in originals if each.contact]
    assert len(secret) > 5
    for path in site_folder.rglob("*"):
        if path.suffix in (".html", ".js", ".yaml", ".json", ".csv", ".css"):
            text = path.read_text("utf-8")
            assert not [each for each in (*secret, str(COMPENDIUM)) if each in text], path.name


def test_those_left_out_are_named_with_the_reason(site_folder):
    [section] = tree(site_folder / "index.html").xpath("//section[h2/@id='left_out']")
    assert [each.text for each in section.xpath(".//li/p[@class='quiet']")] == ["a draft", "with errors"]


def test_every_page_leads_only_to_what_is_there(site_folder):
    known = {path: set(ids(tree(path))) for path in pages(site_folder)}
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


def test_nothing_comes_from_elsewhere_and_no_page_but_search_runs_a_script(site_folder):
    for path in pages(site_folder):
        page = tree(path)
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy
        assert ("script-src 'self'" in policy) == (path.name == "search.html")
        scripts = [each.get("src") for each in page.iter("script")]
        assert scripts == (["search-index.js", "search.js"] if path.name == "search.html" else [])
    assert "url(" not in (site_folder / "style.css").read_text("utf-8")


@pytest.mark.parametrize("key", KEYS)
def test_a_page_holds_the_words_of_the_document(site_folder, key, tmp_path):
    assert wsisc("build", COMPENDIUM / f"{key}.yaml", "--format", "html", "-o", tmp_path / "a.html").returncode == 0
    page = tree(site_folder / page_path(site_folder, key)).find(".//article")
    framed = "<!DOCTYPE html><html><body><main>" + html.tostring(page, encoding="unicode") + "</main></body></html>"
    assert reader.extract_words(framed) == reader.extract_words((tmp_path / "a.html").read_text("utf-8"))


def test_a_page_is_in_the_language_and_direction_of_its_submission(site_folder):
    for key, language, direction in (("nakheel-libraries", "ar-SA", "rtl"), ("valmarine", "fr-FR", "ltr")):
        article = tree(site_folder / page_path(site_folder, key)).find(".//article")
        assert (article.get("lang"), article.get("dir")) == (language, direction)
    contents = tree(site_folder / page_path(site_folder, "nakheel-libraries")).xpath(
        "//nav[@aria-label='On this page']"
    )[0]
    assert "الجزء الأول" in contents.text_content()


def test_the_matrix_shows_who_answered_what(site_folder):
    rows = tree(site_folder / "matrix.html").xpath("//tbody/tr")
    assert len(rows) == len(KEYS)
    for row in rows:
        *answers, whole = [int(cell.text_content()) for cell in row.findall("td")]
        assert len(answers) == 4
        assert sum(answers) == whole > 100


def test_every_chart_has_a_name_and_the_numbers_of_its_table(site_folder):
    page = tree(site_folder / "coverage.html")
    charts = page.xpath("//section[starts-with(@aria-labelledby, 'chart_')]")
    assert len(charts) == 4
    for section in charts:
        assert section.xpath(".//*[@role='img']")[0].get("aria-label")
        assert section.xpath("string(.//figcaption)").startswith("Number of submissions")
        shown = [int(each.text) for each in section.xpath(".//span[@class='bar-number']")]
        widths = [float(each.get("width").rstrip("%")) for each in section.xpath(".//*[@class='bar']")]
        assert widths == pytest.approx([88 * number / max(shown) for number in shown], abs=0.01)
        rows = [row for row in section.xpath(".//tbody/tr") if not row.xpath("./th[@class='within']")]
        numbers = [int(row.xpath("string(./td[1])")) for row in rows]
        assert sorted(shown) == sorted(numbers) or (len(shown) == 20 and sorted(numbers, reverse=True)[:20] == shown)
        for row in rows:
            assert len(row.xpath("./td[3]/a")) == int(row.xpath("string(./td[1])"))


def test_gaps_against_the_matrix_are_shown_with_its_source(site_folder):
    [section] = tree(site_folder / "coverage.html").xpath("//section[h2/@id='gaps_1']")
    assert "34 of the 187 pairs" in section.text_content()
    assert "third-party viewer" in section.text_content()
    rows = {row.xpath("string(./th)").split()[0]: row for row in section.xpath(".//tbody/tr")}
    assert (len(rows), next(iter(rows))) == (18, "C1")
    assert [rows["C9"].xpath(f"string(./td[{n}])") for n in (1, 2)] == ["16.10?", "5.b, 9.c?, 12.8?"]
    assert rows["C7-e-learning"].xpath("string(./td[2])") == ""


def test_of_many_countries_those_named_most_often_have_bars_by_name_and_the_others_are_counted(site_folder):
    section = tree(site_folder / "coverage.html").xpath("//section[h2/@id='chart_country']")[0]
    labels = [each.text for each in section.xpath(".//span[@class='bar-label']")]
    assert labels[:3] == ["Fiji", "Kenya", "Bahrain"]
    rows = section.xpath("count(.//tbody/tr)")
    assert section.xpath("string(.//figcaption)").endswith(f"The 20 named most often, of {rows:.0f}.")


def test_a_chart_of_nothing_is_a_sentence(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"text": "A visit to Kenya, for SDG 16."}}})))
    assert wsisc("site", tmp_path / "a.yaml", "-o", tmp_path / "s").returncode == 0
    sections = tree(tmp_path / "s" / "coverage.html").xpath("//section[starts-with(@aria-labelledby, 'chart_')]")
    assert [bool(each.xpath(".//figure")) for each in sections] == [False] * 4
    assert all("No submission has such a tag" in each.text_content() for each in sections)
    assert [bool(each.xpath(".//table")) for each in sections] == [False, True, True, False]
    known = {path.name: ids(tree(path)) for path in pages(tmp_path / "s")}
    for _, _, address, *_ in index(tmp_path / "s")["topics"]:
        file, _, name = address.rpartition("/")[2].partition("#")
        assert file in known
        assert not name or name in known[file]
    page = tree(tmp_path / "s" / "topics" / "country-ke.html")
    address = page_path(tmp_path / "s", "a")
    assert page.xpath("//*[@id='site_named']/..//a/@href") == [f"../{address}", f"../{address}#two"]
    assert page.xpath("string(//q)") == "Kenya"


def test_a_topic_has_a_page_with_all_its_passages(site_folder):
    rows = {row.get("id"): row for row in tree(site_folder / "coverage.html").xpath("//tbody/tr[@id]")}
    with_passages = {id: row for id, row in rows.items() if row.xpath("string(./td[2])") != "0"}
    assert {path.stem for path in (site_folder / "topics").iterdir()} == set(with_passages)
    for id, row in with_passages.items():
        assert row.xpath("./th/a/@href") == [f"topics/{id}.html"]
        page = tree(site_folder / "topics" / f"{id}.html")
        assert len(page.xpath("//section[@class='by']")) == int(row.xpath("string(./td[1])"))
        assert len(page.xpath("//section[@class='by']/ul/li")) == int(row.xpath("string(./td[2])"))


def test_a_passage_on_a_topic_has_its_language_target_part_and_opening(site_folder):
    page = tree(site_folder / "topics" / "country-bh.html")
    (section,) = page.xpath("//section[@class='by']")
    assert not section.xpath(".//p[@dir]")  # all begin at the right
    assert (section.get("lang"), section.get("dir")) == ("ar-SA", "rtl")
    goal = tree(site_folder / "topics" / "sdg-16.html").text_content()
    assert "Part Two · target 16.6, 16.10" in " ".join(goal.split())
    assert "A page has no queue. Births, moves and fishing permits" in goal


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("One\nand two", "One\nand two"), ("word " * 72, "word " * 72), ("word " * 90, "word " * 60 + "…"),
     ("麒" * 400, "麒" * 300 + " …"), ("麒\n" + "麟" * 400, "麒\n" + "麟" * 298 + " …")],
)  # fmt: skip
def test_the_opening_of_a_text_ends_between_words(text, shown):
    assert view_model.shorten(text) == shown


def test_dates_tags_and_limits_are_in_words(site_folder):
    page = tree(site_folder / page_path(site_folder, "northmark")).xpath("//div[@class='side']")[0]
    words = " ".join(page.text_content().split())
    assert "Date15 December 2041" in words
    assert "C6, C7 E-government, C11" in words
    assert "16.6, 16.10, 17.6" in words
    (goal,) = page.xpath(".//a[text()='16.10']")
    assert (goal.get("href"), goal.get("title")) == (
        "../topics/sdg-16.html",
        "Target 16.10 of Goal 16: Peace, justice and strong institutions",
    )
    head = " ".join(tree(site_folder / "matrix.html").xpath("string(//thead)").split())
    assert "Part Two limit half a pagePart Three (a) limit for (a) and (b) together: half a page" in head


def test_those_that_are_not_counted_are_named_beneath_the_matrix_with_their_state(site_folder):
    section = tree(site_folder / "matrix.html").xpath("//section[h2/@id='site_without']")[0]
    items = [each.text_content() for each in section.iter("li")]
    assert items == ["Kestrel Payments: a draft", "Federal Agency for Communications of Loria: with errors"]
    assert section.xpath(".//a/@href") == ["index.html#left_out"]
    assert "12 files were received." in section.text_content()


def test_the_front_page_offers_the_data_with_sizes(site_folder):
    page = tree(site_folder / "index.html")
    offered = page.xpath("//p/a[starts-with(@href, 'files/submissions.')]")
    assert [each.get("href") for each in offered] == [f"files/submissions.{kind}" for kind in ("xlsx", "csv", "json")]
    assert all(re.fullmatch(r" \d+ KB", each.tail + each.getnext().text) for each in offered)
    links = page.xpath("//li//a[@download]")
    assert len(links) >= 3
    for link in links:
        assert re.fullmatch(r"(Word|PDF|Source) \(\d+ KB\)", link.text)
        assert link.get("aria-label").startswith(link.text)
    (line,) = {" ".join(each.text_content().split())[-4:] for each in page.xpath("//li/p[@class='quiet'][a]")}
    assert line == " KB)"


def test_the_index_has_every_word_and_leads_to_its_place(site_folder):
    data = index(site_folder)
    assert [row[0] for row in data["submissions"]] == [
        f"submissions/{path.stem}.html"
        for path in sorted(pages(site_folder / "submissions"), key=lambda p: order(site_folder, p))
    ]
    words = {word for _, _, _, heading, text, *_ in data["places"] for word in f"{heading} {text}".split()}
    assert {"mareograph", "demurrage.", "الغوص", "L'hydrographie"} <= words
    for number, anchor, *_ in data["places"]:
        assert anchor in ids(tree(site_folder / data["submissions"][number][0]))


def order(site_folder, path):
    return [row[0] for row in index(site_folder)["submissions"]].index(f"submissions/{path.name}")


def test_what_authors_wrote_is_never_markup_or_script(tmp_path):
    text = "Words with \\<b>angles\\</b>, `{{ x }}`".replace("`", "")
    hostile = {
        "title": EVIL,
        "entity": {"name": EVIL, "acronym": EVIL, "type": "other"},
        "parts": {
            "one": {"text": text, "tags": {"countries": ["KE"]}},
            "two": {"sections": [{"title": EVIL, "text": "Words \u2028here".replace("\u2028", "")}]},
        },
    }
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "evil.yaml").write_bytes(as_yaml(minimal(hostile)))
    (tmp_path / "a" / "broken.yaml").write_bytes(as_yaml(minimal({"title": EVIL, "call": EVIL})))
    done = wsisc("site", tmp_path / "a", "-o", tmp_path / "s", "--title", EVIL)
    assert done.returncode == 1, done.stderr.decode()
    for path in pages(tmp_path / "s"):
        page = tree(path)
        assert not page.xpath("//@onerror | //img | //b[not(ancestor::th)]")
        assert {each.get("src") for each in page.iter("script")} <= {"search-index.js", "search.js"}
        assert EVIL in page.text_content()
    assert (tmp_path / "s" / "topics" / "country-ke.html").is_file()
    assert "<" not in (tmp_path / "s" / "search-index.js").read_text("utf-8")
    assert index(tmp_path / "s")["submissions"][0][1] == EVIL


@pytest.mark.slow
def test_the_same_submissions_give_the_same_bytes(site_folder, tmp_path):
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
    first = {path.relative_to(site_folder): path.read_bytes() for path in site_folder.rglob("*") if path.is_file()}
    assert again == first
