"""The address of a submission: it comes from its entity, and stays when other files are added, in any order."""

import itertools
import json
import os
import random
import re

import pytest

from tests.conftest import as_yaml, minimal
from tests.inprocess import run
from tests.site.test_pages import tree
from wsisc.calls.call import BUILT_IN
from wsisc.publication.collate import collection, submission_keys, translations
from wsisc.source import model
from wsisc.writers.build_job import BuildJob, BuildOptions

CASES = int(os.environ.get("CASES", "6"))
CALL = "cstd-next"


def write(folder, name, entity, **changes):
    """Write a submission of an entity with a text of its own, unless `changes` have another."""
    text = f"The {entity['name']} connected {sum(map(ord, entity['name']))} schools in 2025."
    data = {"call": CALL, "title": "Progress", "entity": entity, "parts": {"one": {"text": text}}, **changes}
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_yaml(minimal(data)))
    return path


GOVERNMENTS = {  # three Governments with equal names of files but for the codes of countries, which are those of languages
    "es": ("Ministerio de Transformación Digital de España", "MTD"),
    "fr": ("Ministère de l'économie numérique de la France", "MEN"),
    "ru": ("Министерство цифрового развития Российской Федерации", "МЦР"),
}


def write_governments(folder):
    for language, (name, acronym) in GOVERNMENTS.items():
        entity = {"name": name, "acronym": acronym, "type": "government"}
        write(folder, f"moct-{language}.yaml", entity, language=language)


def sixty(folder):
    """Write sixty files of fifty-five submissions, in folders with equal names, and return the files."""
    for number in range(46):
        entity = {"name": f"Agency {number}", "acronym": "AGY" if number % 5 == 0 else f"A{number}"}
        name = "contribution.yaml" if number % 3 == 0 else f"agency-{number}.yaml"
        dated = {"date": "2026-10-01"} if number == 7 else {}
        write(folder / f"{number % 7}" / f"box {number}", name, entity, **dated)
    write_governments(folder)
    for name in ("通信部", "国家电信局", "وزارة الاتصالات"):  # no Latin letter
        write(folder / name, "contribution.yaml", {"name": name})
    write(folder, "wdt.en.yaml", {"name": "World Digital Trust", "acronym": "WDT"}, parts=trust("en"))
    for language in ("es", "fr"):  # received as Word files, each in a folder of its own
        name = {"es": "Fondo Digital Mundial", "fr": "Fonds numérique mondial"}[language]
        entity = {"name": name, "acronym": "WDT"}
        write(folder / f"wdt.{language}", f"wdt.{language}.yaml", entity, language=language, parts=trust(language))
    write(folder, "two.yaml", {"name": "Agency 1", "acronym": "A1"}, title="On another matter")
    write(folder, "last/agency.yaml", {"name": "Agency 2", "acronym": "A2"}, call="cstd-26", date="2022-01-01")
    write(folder, "copy/agency-4.yaml", {"name": "Agency 4", "acronym": "A4"})
    write(folder, "z.yaml", {"name": "Agency 7", "acronym": "A7"}, date="2026-11-02")
    write(folder, "y.yaml", {"name": "Agency 7", "acronym": "A7"}, date="2026-11-20", parts=trust("en"))
    return sorted(folder.rglob("*.yaml"))


TEXTS = {
    "en": ("We connected 250 villages in 12 regions.", "Two trends.", "Six projects.", "Four plans."),
    "es": ("Conectamos 250 aldeas de 12 regiones.", "Dos tendencias.", "Seis proyectos.", "Cuatro planes."),
    "fr": ("Nous avons relié 250 villages de 12 régions.", "Deux tendances.", "Six projets.", "Quatre plans."),
}


def trust(language):
    """Return the parts of a submission, the same in three languages."""
    one, two, a, b = TEXTS[language]
    return {"one": {"text": one}, "two": {"text": two}, "three": {"a": {"text": a}, "b": {"text": b}}}


def read(paths):
    jobs = (BuildJob(str(path), path.read_bytes(), {}, BUILT_IN, BuildOptions()) for path in paths)
    return collection.collect(jobs)


def addresses(members):
    """Return the keys of the submissions of a collection, with the names of the entities and the titles."""
    grouped = translations.group_translations(collection.Collection(tuple(members), ()), lambda _: None)
    found = {}
    for member in grouped.members:
        submission = member.manuscript.submission
        found[member.key] = submission.entity.name, submission.title, submission.call
    return found


ADDED = [("Added", "AGY"), ("An agency", "A3"), ("新加坡", ""), ("Agency 1000", ""), ("AGY", "AGY")]


@pytest.fixture(scope="module")
def members(tmp_path_factory):
    """Return the members of sixty files, and of five that are added, with names that come first, last and between."""
    folder = tmp_path_factory.mktemp("sixty")
    paths = sixty(folder)
    assert len(paths) == 60
    places = ["0", "a/contribution", "zz/contribution", "0/box 0/a", "copy/agency-1"]
    added = [
        write(folder, f"{place}.yaml", {"name": name} | ({"acronym": acronym} if acronym else {}))
        for place, (name, acronym) in zip(places, ADDED, strict=True)
    ]
    found = read([*paths, *added]).members
    return [each for each in found if each.file not in map(str, added)], [
        each for each in found if each.file in map(str, added)
    ]


def test_sixty_files_are_as_many_submissions_as_they_are_and_each_has_its_address(members):
    found = addresses(members[0])
    assert len(found) == 60 - 5  # two translations, a copy and two earlier versions
    names = [name for name, *_ in found.values()]
    assert {name for name, _ in GOVERNMENTS.values()} <= {*names}
    # each once, but for a second title and a second call
    assert sorted(name for name in {*names} if names.count(name) > 1) == ["Agency 1", "Agency 2"]
    assert len([key for key in found if key.startswith("agy-")]) == 10


@pytest.mark.parametrize("seed", range(CASES))
def test_no_address_moves_when_five_files_are_added_in_any_order(members, seed):
    chance = random.Random(seed)
    known, added = members
    before = addresses(known)
    added = chance.sample(added, 5)
    for count in range(1, 6):
        after = addresses(chance.sample([*known, *added[:count]], len(known) + count))
        assert {key: after.get(key) for key in before} == before
        assert len(after) == len(before) + count


def test_an_address_is_a_function_of_entity_and_call_alone(tmp_path):
    def key(**entity):
        data = minimal({"call": CALL, "entity": entity})
        return submission_keys.submission_key(model.from_data(data))

    # fixed for ever: a change of these lines breaks every address that was published
    assert key(name="International Telecommunication Union", acronym="ITU") == "itu-012ffff7-cstd-next"
    assert key(name="Ministry of Communications") == "ministry-of-38c1c21a-cstd-next"
    assert key(name="通信部") == "entity-3d7248d9-cstd-next"
    same = {
        key(name="Élan  Vital", acronym="E.V."),
        key(name="ELAN VITAL", acronym="E V"),
        key(name="Elan-Vital", acronym="e.v."),
    }
    assert len(same) == 1
    assert key(name="Ministry A", acronym="ITA") != key(name="Ministry B", acronym="ITA")
    assert re.fullmatch(r"[a-z0-9-]+", key(name="x" * 3000, acronym="(" * 200))
    assert len(key(name="word " * 3000)) < 60


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def leads_to(page):
    return [link.get("href") for link in tree(page).xpath("//a[@class='moved-to']")]


def entity_at(out, path):
    return tree(out / path).xpath("string(//div[@class='side']//dd[1])")


def test_equal_names_of_files_keep_their_addresses_when_another_is_imported_first(place):
    for folder, entity in (("a", "UNL"), ("b", "AGR")):
        write(place / "in" / folder, "contribution.yaml", {"name": f"The {entity}", "acronym": entity})
    assert run("site", "in", "-o", "out").code == 0
    pages = {path.name: entity_at(place / "out", path) for path in (place / "out" / "submissions").iterdir()}
    write(place / "in" / "0", "contribution.yaml", {"name": "The AFN", "acronym": "AFN"})
    assert run("site", "in", "-o", "out").code == 0
    assert {name: entity_at(place / "out", f"submissions/{name}") for name in pages} == pages
    data = json.loads((place / "out" / "files" / "submissions.json").read_text("utf-8"))
    assert len({each["key"] for each in data["submissions"]}) == 3


def test_three_governments_of_equal_file_names_are_three_submissions(place):
    write_governments(place / "in")
    done = run("collate", "in", "-o", "out.json")
    data = json.loads((place / "out.json").read_text("utf-8"))
    assert sorted(each["entity"]["name"] for each in data["submissions"]) == sorted(
        name for name, _ in GOVERNMENTS.values()
    )
    assert (done.code, "assumed" in done.stderr) == (0, False)


def test_governments_of_one_acronym_are_not_taken_for_translations(place):
    for language, (name, _) in GOVERNMENTS.items():
        entity = {"name": name, "acronym": "MOCT", "type": "government"}
        write(place / "in", f"moct-{language}.yaml", entity, language=language)
    done = run("collate", "in", "-o", "out.json")
    assert len(json.loads((place / "out.json").read_text("utf-8"))["submissions"]) == 3
    assert done.code == 1  # a person must say that they are not one
    assert "may be one submission in two languages" in done.stderr


def test_translations_received_as_separate_files_are_one_submission_reported_as_assumed(place):
    for language, name in {"en": "World Trust", "es": "Fondo Mundial", "fr": "Fonds mondial"}.items():
        entity = {"name": name, "acronym": "WDT"}
        write(
            place / "in" / f"wdt.{language}", f"wdt.{language}.yaml", entity, language=language, parts=trust(language)
        )
    done = run("collate", "in", "-o", "out.json")
    [one] = json.loads((place / "out.json").read_text("utf-8"))["submissions"]
    assert (one["language"], len(one["translations"])) == ("en", 2)
    # names differ, so that a person must say so
    assert (done.code, "is assumed to be the original" in done.stderr) == (1, True)
    for path in list((place / "in").rglob("*.yaml")):
        path.rename(place / "in" / path.name)
    done = run("parity", *(f"in/wdt.{each}.yaml" for each in TEXTS), "--record")
    assert (done.code, run("collate", "in", "-o", "out.json").code) == (0, 0), done.stderr


def test_a_later_version_counts_and_the_earlier_one_is_reported(place):
    entity = {"name": "The UNL", "acronym": "UNL"}
    for name, date in (("unl.yaml", "2026-11-01"), ("unl-v2.yaml", "2026-11-12")):
        write(place / "in", name, entity, date=date, parts={"one": {"text": f"As of {date}."}})
    done = run("collate", "in", "-o", "out.json")
    [one] = json.loads((place / "out.json").read_text("utf-8"))["submissions"]
    assert (one["date"], done.code) == ("2026-11-12", 1)
    assert "unl.yaml: an earlier version of in/unl-v2.yaml, which has the date 2026-11-12" in done.stderr.replace(
        "\\", "/"
    )


def test_versions_of_one_date_are_both_kept_and_a_person_is_asked(place):
    for name in ("unl", "unl-v2"):
        write(place / "in", f"{name}.yaml", {"name": "The UNL"}, parts={"one": {"text": f"As in {name}."}})
    done = run("site", "in", "-o", "out")
    assert (done.code, "The UNL has several files" in done.stderr) == (1, True)
    key = submission_keys.submission_key(model.from_data(minimal({"call": CALL, "entity": {"name": "The UNL"}})))
    assert len(leads_to(place / "out" / "submissions" / f"{key}.html")) == 2


def make_old_site(place, names):
    """Build a site, and give it the addresses that sites had before: those of the names of files."""
    assert run("site", "in", "-o", "out").code == 0
    data = json.loads((place / "out" / "files" / "submissions.json").read_text("utf-8"))
    renamed = {each["key"]: names[each["file"]] for each in data["submissions"]}
    out = place / "out"
    for path in sorted(out.rglob("*"), key=lambda each: -len(each.parts)):
        for key, name in renamed.items():
            if key in path.name:
                path.rename(path.with_name(path.name.replace(key, name)))
                break
    manifest = out / ".wsisc-site"
    text = manifest.read_text("utf-8")
    for key, name in renamed.items():
        text = text.replace(key, name)
    manifest.write_text(text, "utf-8")
    return renamed


def test_earlier_addresses_lead_to_the_submission_that_was_there(place):
    for folder, entity in (("a", "UNL"), ("b", "AGR")):
        write(place / "in" / folder, "contribution.yaml", {"name": f"The {entity}", "acronym": entity})
    renamed = make_old_site(place, {"a/contribution.yaml": "contribution-2", "b/contribution.yaml": "contribution"})
    for path in list((place / "in").rglob("*.yaml")):  # neither names nor folders matter
        path.rename(path.with_name(f"{path.parent.name}x.yaml"))
    write(place / "in", "contribution.yaml", {"name": "The AFN", "acronym": "AFN"})
    for _ in range(2):  # and so it stays
        assert run("site", "in", "-o", "out", "--base-url", "https://example.org/w/").code == 0
        for key, name in renamed.items():
            page = place / "out" / "submissions" / f"{name}.html"
            assert leads_to(page) == [f"../submissions/{key}.html"]
            assert tree(page).xpath("//link[@rel='canonical']/@href") == [
                f"https://example.org/w/submissions/{key}.html"
            ]
        assert "contribution" not in (place / "out" / "sitemap.xml").read_text("utf-8")
    (place / "in" / "a" / "ax.yaml").unlink()
    assert run("site", "in", "-o", "out").code == 0
    [gone] = [name for key, name in renamed.items() if key.startswith("unl-")]
    assert leads_to(place / "out" / "submissions" / f"{gone}.html") == []
    write(place / "in" / "a", "again.yaml", {"name": "The UNL", "acronym": "UNL"})
    assert run("site", "in", "-o", "out").code == 0
    assert len(leads_to(place / "out" / "submissions" / f"{gone}.html")) == 1


@pytest.mark.parametrize("order", [*itertools.permutations(("en", "es", "fr"))])
def test_translations_can_come_in_any_order_and_no_address_is_lost(place, order):
    names = {"en": "World Trust", "es": "Fondo Mundial", "fr": "Fonds mondial"}
    seen = set()
    for language in order:
        entity = {"name": names[language], "acronym": "WDT"}
        write(place / "in", f"{language}.yaml", entity, language=language, parts=trust(language))
        assert run("site", "in", "-o", "out", "--language", "en").code == (1 if seen else 0)
        found = {path.name for path in (place / "out" / "submissions").glob("*.html")}
        assert seen <= found
        seen |= found
    assert len(seen) == 3
