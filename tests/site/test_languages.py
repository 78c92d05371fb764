"""A submission in several languages is one: one address with a switch, one entry in every list, one in every number."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site.keys import keys, page_path
from tests.site.test_browser import CHROMIUM, TOOLS, nu
from tests.site.test_pages import ids, index, tree
from wsisc.api import SiteOptions, build_site

WRITTEN = ROOT / "tests" / "parity" / "written"
ALL = ("ar", "zh", "en", "fr", "ru", "es")


def text(language, name="report"):
    """Return a submission in a language: an English original with a translation in each of the others."""
    content = (WRITTEN / f"report.{language}.yaml").read_text("utf-8").replace("call: cstd-26", "call: cstd-next")
    origin = "" if language == "en" else f"translated-from: {{file: {name}.en.yaml}}\n"
    return content + origin


def address(out, name):
    """Return the path of a page in a site: "report-en/fr" is that in French."""
    return page_path(out, name.replace("report-en", "report.en"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages") / "in"
    folder.mkdir()
    for language in ALL:
        (folder / f"report.{language}.yaml").write_text(text(language), "utf-8")
    for language in ("fr", "es"):  # its original is the French one
        content = text("en").replace("language: en", f"language: {language}").replace("schools", "lagoons")
        content = content.replace("Ministry of Communications", f"Zone {language}")
        (folder / f"zone-{language}.yaml").write_text(content, "utf-8")
    with (folder / "zone-es.yaml").open("a", encoding="utf-8") as file:
        file.write("translated-from: {file: zone-fr.yaml}\n")
    return folder


@pytest.fixture(scope="module", params=["en", "es"])
def site(folder, request):
    """Return the folder of a site in a language of its own, and that language."""
    out = folder.parent / request.param
    notes = []
    built = build_site(folder, out, notify=notes.append, options=SiteOptions(language=request.param))
    assert (len(built.members), len(built.translations), notes) == (2, 6, [])
    return out, request.param


def test_all_versions_are_below_the_address_of_the_original(site):
    out, _ = site
    pages = {path.relative_to(out).as_posix(): tree(path) for path in (out / "submissions").rglob("*.html")}
    found = {path for path, page in pages.items() if not page.xpath("//meta[@name='wsisc-submission']")}
    below = {f"report-en/{language}" for language in ALL if language != "en"}
    assert found == {address(out, name) for name in ("report-en", *below, "zone-fr", "zone-fr/es")}
    # their names differ: the address that each translation would have alone leads to its page
    assert len(pages) == len(found) + len(below) + 1


def test_the_switch_is_first_and_names_each_language_in_that_language(site):
    out, _ = site
    page = tree(out / address(out, "report-en/zh"))
    assert page.get("lang") == "zh-CN"
    main = page.xpath("//main")[0]
    switch = main[0]
    assert (switch.tag, bool(switch.get("aria-label"))) == ("nav", True)
    links = switch.xpath(".//a")
    assert [each.get("hreflang") for each in links] == list(ALL)
    assert [each.text for each in links] == ["العربية", "中文", "English", "français", "русский", "español"]
    assert [each.get("lang").partition("-")[0] for each in links] == list(ALL)
    assert [each.get("hreflang") for each in links if each.get("aria-current")] == ["zh"]
    targets = [(out / address(out, "report-en/zh")).parent.joinpath(each.get("href")).resolve() for each in links]
    assert all(each.is_file() for each in targets)
    assert targets[2] == (out / address(out, "report-en")).resolve()


def test_sections_have_the_same_ids_in_all_languages(site):
    out, _ = site
    first = out / address(out, "report-en")
    pages = [tree(first), *map(tree, first.with_suffix("").iterdir())]
    found = {frozenset(ids(page.find(".//article"))) for page in pages}
    assert len(pages) == 6
    assert len(found) == 1
    assert not [link for page in pages for link in page.xpath("//nav[@class='languages']//@data-missing")]


def test_a_page_in_one_language_has_no_switch_and_no_script(site_folder):
    page = tree(site_folder / address(site_folder, "northmark"))
    assert page.xpath("//nav[@class='languages'] | //script") == []
    assert page.xpath("//head/link[@rel='alternate']") == []


def test_lists_lead_to_the_version_in_the_language_of_the_site_and_numbers_are_those_of_the_original(site):
    out, language = site
    pages = {"en": ["report-en", "zone-fr"], "es": ["report-en/es", "zone-fr/es"]}[language]
    expected = sorted(address(out, each) for each in pages)
    front = tree(out / "index.html").xpath("//p[@class='entry']/a[not(@hreflang)]/@href")
    assert sorted(front) == expected
    rows = tree(out / "matrix.html").xpath("//tbody/tr")
    assert sorted(row.xpath("./th/a/@href")[0] for row in rows) == expected
    data = json.loads((out / "files" / "submissions.json").read_bytes())
    words = {each["words"] for each in data["submissions"]}
    assert {int(row[-1].text.replace(",", "")) for row in rows} == words
    assert {each["file"] for each in data["submissions"]} == {"report.en.yaml", "zone-fr.yaml"}


def test_a_topic_counts_a_submission_once_and_shows_it_in_the_language_of_the_site(site):
    out, language = site
    page = tree(out / "topics" / "action-line-c2.html")
    sections = page.xpath("//section[@class='by']")
    assert len(sections) == 2
    expected = {"en": ["report-en", "zone-fr"], "es": ["report-en/es", "zone-fr/es"]}[language]
    links = {href.partition("#")[0] for href in page.xpath("//section[@class='by']//a/@href")}
    assert links == {f"../{address(out, name)}" for name in expected}
    assert {"en": "five of the 26 provinces", "es": "26 provincias"}[language] in page.text_content()
    row = tree(out / "coverage.html").xpath("//tr[@id='action-line-c2']")[0]
    assert row.xpath("string(./td[1])") == "2"


def test_the_index_of_the_search_has_all_languages_with_the_site_s_own_first(site):
    out, language = site
    data = index(out)
    first = {"en": ["report-en", "zone-fr"], "es": ["report-en/es", "zone-fr/es"]}[language]
    rows = data["submissions"]
    whole = [row for row in rows if len(row) == 6]
    assert sorted(row[0] for row in whole) == sorted(address(out, page) for page in first)
    others = [row for row in rows if len(row) == 8]
    assert len(whole) + len(others) == 8
    assert all(
        len(rows[row[6]]) == 6 and rows[row[6]][0].split("/")[1].startswith(row[0].split("/")[1][:4]) for row in others
    )
    assert {"en": "Arabic", "es": "árabe"}[language] in {row[7] for row in others}
    words = " ".join(place[4] for place in data["places"])
    assert "截至2022年12月15日" in words


def test_next_and_previous_stay_in_the_language_of_the_page(site):
    out, language = site
    spanish = tree(out / address(out, "report-en/es")).xpath("//nav[@class='next']//a/@href")
    assert spanish == [f"../../{address(out, 'zone-fr/es')}"]
    russian = tree(out / address(out, "report-en/ru")).xpath("//nav[@class='next']//a/@href")
    shown = address(out, {"en": "zone-fr", "es": "zone-fr/es"}[language])
    assert russian == [f"../../{shown}"]


def test_every_language_has_its_own_documents_and_its_page_leads_to_them(site):
    out, _ = site
    for path in (out / "submissions").rglob("*.html"):
        page = tree(path)
        for link in page.xpath("//a[@download]/@href | //div[@class='side']//a/@href[starts-with(., '..')]"):
            assert (path.parent / link.partition("#")[0]).resolve().is_file(), (path.name, link)
    arabic = tree(out / address(out, "report-en/ar"))
    key = f"{keys(out)['report.en']}-ar"
    assert f"../../files/{key}/{key}.docx" in arabic.xpath("//a[@download]/@href")


def test_a_site_in_a_language_that_is_not_there_leads_to_the_original(folder, tmp_path):
    shutil.copy(folder / "report.en.yaml", tmp_path / "report.en.yaml")
    shutil.copy(folder / "report.ru.yaml", tmp_path / "report.ru.yaml")
    build_site(tmp_path, tmp_path / "out", options=SiteOptions(language="zh"))
    front = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert re.findall(r'<p class="entry"><a href="([^"]+)"', front) == [address(tmp_path / "out", "report-en")]


@pytest.fixture(scope="module")
def english(folder):
    build_site(folder, folder.parent / "english", options=SiteOptions(language="en"))
    return folder.parent / "english"


@pytest.fixture(scope="module")
def seen(english, tmp_path_factory):
    """Return what a browser shows of the site in English, and of some searches."""
    words = tmp_path_factory.mktemp("words") / "words.json"
    words.write_text(json.dumps(["provinces", "provincias", "光纤", "2,150"]), "utf-8")
    command = ["node", Path(__file__).with_name("browser.cjs"), TOOLS, CHROMIUM, english, words]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_axe_and_the_nu_checker_find_nothing(seen, english):
    assert len([page for page in seen["axe"] if page.startswith("submissions/")]) == 8 * 3
    assert {page: result for page, result in seen["axe"].items() if result["violations"] or result["overflow"]} == {}
    assert seen["complaints"] == []
    assert nu(*sorted(english.rglob("*.html"))) == []
    assert nu("--css", english / "style.css") == []


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_a_change_of_language_keeps_the_section(seen):
    assert len(seen["switched"]) == 2
    for first, *others in seen["switched"].values():
        assert (first["hash"], first["page"].rpartition("/")[2]) == ("", "fr.html")
        assert [each["lang"] for each in others] == ["ar-SA", "zh-CN", "en-GB"]
        assert {each["hash"] for each in others} == {others[0]["left"]}
        for each in others:  # the heading is below the switch, which stays at the top
            assert each["bar"][0] == 0
            assert each["bar"][1] <= each["at"] < 180


@pytest.mark.judge
@pytest.mark.timeout(600)
def test_a_place_is_found_once_in_the_language_of_the_site_and_others_are_labelled(seen, english):
    items = {word: result["items"] for word, result in seen["words"].items()}
    pages = {word: {each["href"].partition("#")[0] for each in found} for word, found in items.items()}
    assert pages["provinces"] == {address(english, "report-en"), address(english, "zone-fr")}
    assert pages["provincias"] == {address(english, "report-en/es")}
    assert pages["光纤"] == {address(english, "report-en/zh")}
    assert pages["2,150"] == {address(english, "report-en"), address(english, "zone-fr")}
    assert len(items["2,150"]) == 2
    for word, label in (("provincias", "Spanish"), ("光纤", "Chinese")):
        assert all(f" · {label}" in each["words"] for each in items[word])
    assert not any(" · Spanish" in each["words"] for each in items["2,150"])
    assert seen["words"]["2,150"]["told"].endswith("2 places in 2 submissions.")
