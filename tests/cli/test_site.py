"""`wsisc site`: what is written where, and what is never written over."""

import os
from pathlib import Path

import pytest

from tests.conftest import as_yaml, minimal, wsisc
from wsisc.cli import sitefolder
from wsisc.diagnostic import WsiscError


def write(folder, *names, **changes):
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"title": f"Of {name}", **changes})))


@pytest.fixture
def place(tmp_path):
    write(tmp_path / "in", "one", "two")
    return tmp_path


def site(place, *options, output="out"):
    return wsisc("site", "in", "-o", output, *options, cwd=place)


def names(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_site_is_made_and_its_weight_is_told(place):
    done = site(place, "--title", "Ours")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == os.path.join("out", "index.html")
    assert "a site of 2 submissions: " in done.stderr.decode()
    assert "<title>Ours</title>" in (place / "out" / "index.html").read_text("utf-8")
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []


def test_a_site_is_renewed_and_what_is_no_more_is_deleted(place):
    site(place)
    before = names(place / "out")
    (place / "out" / "CNAME").write_text("ours.example.org")
    (place / "in" / "two.yaml").rename(place / "in" / "three.yaml")
    done = site(place)
    assert done.returncode == 0, done.stderr.decode()
    after = names(place / "out")
    assert "CNAME" in after
    assert "submissions/three.html" in after
    assert not [each for each in after if "two" in each]
    assert not (place / "out" / "files" / "two").exists()
    assert len(after) == len(before) + 1


@pytest.mark.parametrize("kind", ["folder", "file", "marker"])
def test_nothing_is_written_over_what_is_not_ours(place, kind):
    out = place / "out"
    if kind == "file":
        out.write_text("mine")
    else:
        out.mkdir()
        (out / ("index.html" if kind == "folder" else ".wsisc-site")).write_text("mine")
    done = site(place)
    assert done.returncode == 3
    assert "help: choose a folder that is new or empty" in done.stderr.decode()
    assert (out if kind == "file" else next(out.iterdir())).read_text() == "mine"
    assert names(place) >= {"in/one.yaml"}
    assert [path.name for path in place.iterdir() if path.name.startswith(".wsisc")] == []


def test_a_file_that_somebody_put_where_a_new_one_goes_stays(place):
    site(place)
    write(place / "in", "three")
    (place / "out" / "submissions" / "three.html").write_text("mine")
    before = (place / "out" / "index.html").read_bytes()
    done = site(place)
    assert done.returncode == 3
    assert "three.html is in the way" in done.stderr.decode()
    assert (place / "out" / "submissions" / "three.html").read_text() == "mine"
    assert (place / "out" / "index.html").read_bytes() == before


def test_a_folder_that_leads_elsewhere_is_not_followed(place):
    site(place)
    (place / "elsewhere").mkdir()
    (place / "out" / "submissions").rename(place / "kept")
    (place / "out" / "submissions").symlink_to(place / "elsewhere")
    done = site(place)
    assert done.returncode == 3
    assert "leads out of the folder" in done.stderr.decode()
    assert list((place / "elsewhere").iterdir()) == []


def test_the_sources_that_a_site_offers_are_not_read_again(place):
    assert site(place, output="in/site").returncode == 0
    done = site(place, output="in/site")
    assert done.returncode == 0
    assert "a site of 2 submissions: " in done.stderr.decode()


def locked(monkeypatch, *folders):
    """Let nobody make anything in some folders, not even one who may do all."""
    mkdir = Path.mkdir

    def refused(path, *arguments, **options):
        if path.parent in folders and not path.exists():
            raise PermissionError(13, "Permission denied", str(path))
        mkdir(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refused)


def test_a_folder_that_may_not_be_made_is_named_as_it_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    locked(monkeypatch, tmp_path.resolve())
    with pytest.raises(WsiscError, match=r"^out cannot be written: Permission denied$"):
        sitefolder.write(Path("out"), {"index.html": b"x"})


def test_a_folder_that_is_there_is_filled_though_nothing_may_be_made_beside_it(tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    locked(monkeypatch, tmp_path.resolve())
    sitefolder.write(tmp_path / "out", {"index.html": b"x", "a/b.html": b"y"})
    assert names(tmp_path / "out") == {".wsisc-site", "index.html", os.path.join("a", "b.html")}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".wsisc-site", "a", "index.html"]


def test_where_no_submission_is_sound_nothing_is_written(place):
    write(place / "in", "one", "two", call="cstd-99")
    done = site(place)
    assert done.returncode == 1
    assert "no submission is sound" in done.stderr.decode()
    assert not (place / "out").exists()


def test_what_no_font_can_show_is_left_out_and_named(place):
    write(place / "in", "clef", parts={"two": {"text": "A clef: \U0001d11e"}})
    done = site(place)
    assert done.returncode == 1
    page = (place / "out" / "index.html").read_text("utf-8")
    assert "clef.yaml, line 11: " in page
    assert not (place / "out" / "submissions" / "clef.html").exists()


def test_names_that_differ_in_case_or_folder_alone_get_pages_of_their_own(place):
    write(place / "in" / "deep", "one")
    assert site(place).returncode == 0
    pages = sorted(path.name for path in (place / "out" / "submissions").iterdir())
    assert pages == ["one-2.html", "one.html", "two.html"]


def test_wrong_usage_is_told(place):
    assert wsisc("site", "in", cwd=place).returncode == 2
    assert wsisc("site", "nothing", "-o", "out", cwd=place).returncode == 2
