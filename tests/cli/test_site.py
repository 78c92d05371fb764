"""`wsisc site`: what is written where, and what is never written over."""

import errno
import io
import json
import os
import shutil
import signal
from pathlib import Path

import docx
import pytest
from PIL import Image

from tests.conftest import ROOT, as_yaml, minimal, some_quick, wsisc
from tests.inprocess import run
from tests.site.keys import keys
from wsisc.api import sites
from wsisc.cli import signals
from wsisc.messages.diagnostic import WsiscError
from wsisc.publication.collate import submission_keys
from wsisc.source import model
from wsisc.text import portable_names
from wsisc.workspace import site_manifest as offers


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


def test_a_site_is_created_and_its_weight_is_reported(place):
    done = site(place, "--title", "Ours")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == os.path.join("out", "index.html")
    assert "site with 2 submissions: " in done.stderr.decode()
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
    assert after == before | {"CNAME"}  # no name of a file is in an address
    (place / "in" / "three.yaml").unlink()
    key = keys(place / "out")["three"]
    assert site(place).returncode == 0
    gone = [each for each in names(place / "out") if key in each]
    assert gone == [os.path.join("submissions", f"{key}.html")]  # which says so
    assert "No submission is at this address" in (place / "out" / gone[0]).read_text("utf-8")


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
    assert "help: choose a folder that is new, empty, or created by wsisc site" in done.stderr.decode()
    assert (out if kind == "file" else next(out.iterdir())).read_text() == "mine"
    assert names(place) >= {"in/one.yaml"}
    assert [path.name for path in place.iterdir() if path.name.startswith(".wsisc")] == []


def test_a_file_that_a_user_put_where_a_new_one_goes_stays(place):
    site(place)
    site(place, output="other")
    write(place / "in", "three", entity={"name": "Third"})
    site(place, output="with_third")
    page = f"{keys(place / 'with_third')['three']}.html"
    (place / "out" / "submissions" / page).write_text("mine")
    before = (place / "out" / "index.html").read_bytes()
    done = site(place)
    assert done.returncode == 3
    assert f"{page} was not created by wsisc site" in done.stderr.decode()
    assert (place / "out" / "submissions" / page).read_text() == "mine"
    assert (place / "out" / "index.html").read_bytes() == before


def test_a_folder_that_leads_elsewhere_is_not_followed(place):
    site(place)
    (place / "elsewhere").mkdir()
    (place / "out" / "submissions").rename(place / "kept")
    (place / "out" / "submissions").symlink_to(place / "elsewhere")
    done = site(place)
    assert done.returncode == 3
    assert "leads outside the site folder" in done.stderr.decode()
    assert list((place / "elsewhere").iterdir()) == []


def test_the_sources_that_a_site_offers_are_not_read_again(place):
    assert site(place, output="in/site").returncode == 0
    done = site(place, output="in/site")
    assert done.returncode == 0
    assert "site with 2 submissions: " in done.stderr.decode()


def locked(monkeypatch, *folders):
    """Prevent the creation of anything in some folders, even by root."""
    mkdir = Path.mkdir

    def refused(path, *arguments, **options):
        if path.parent in folders and not path.exists():
            raise PermissionError(13, "Permission denied", str(path))
        mkdir(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", refused)


def test_a_folder_that_cannot_be_created_is_named_as_the_user_wrote_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    locked(monkeypatch, tmp_path.resolve())
    with pytest.raises(WsiscError, match=r"^out cannot be written: Permission denied$"):
        sites.write(Path("out"), {"index.html": b"x"})


def test_a_folder_that_is_there_is_filled_though_nothing_may_be_created_next_to_it(tmp_path, monkeypatch):
    (tmp_path / "out").mkdir()
    locked(monkeypatch, tmp_path.resolve())
    sites.write(tmp_path / "out", {"index.html": b"x", "a/b.html": b"y"})
    assert names(tmp_path / "out") == {".wsisc-site", "index.html", os.path.join("a", "b.html")}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".wsisc-site", "a", "index.html"]


def test_where_no_submission_is_sound_nothing_is_written(place):
    write(place / "in", "one", "two", call="cstd-99")
    done = site(place)
    assert done.returncode == 1
    assert "so nothing was written" in done.stderr.decode()
    assert not (place / "out").exists()


def test_names_that_differ_in_case_or_folder_alone_get_pages_of_their_own(place):
    write(place / "in" / "deep", "one", entity={"name": "Another"})
    assert site(place).returncode == 0
    data = json.loads((place / "out" / "files" / "submissions.json").read_text("utf-8"))
    pages = {each["file"]: f"{each['key']}.html" for each in data["submissions"]}
    assert sorted(pages) == ["deep/one.yaml", "one.yaml", "two.yaml"]
    assert {*pages.values()} < {path.name for path in (place / "out" / "submissions").iterdir()}
    assert len({*pages.values()}) == 3


def test_a_document_that_somebody_edited_in_the_site_is_not_replaced(place):
    site(place)
    document = next((place / "out" / "files").glob("*/*.docx"))
    edited = docx.Document(document)
    edited.add_paragraph("A sentence that somebody added.")
    edited.save(document)
    before, index = document.read_bytes(), (place / "out" / "index.html").read_bytes()
    write(place / "in", "three", entity={"name": "Third"})
    done = site(place)
    assert done.returncode == 3
    assert "was changed after wsisc site created it" in done.stderr.decode()
    assert (document.read_bytes(), (place / "out" / "index.html").read_bytes()) == (before, index)


def test_the_same_file_twice_is_counted_once_and_reported(place):
    write(place / "in" / "deep", "one")
    done = site(place)
    assert (done.returncode, "2 submissions, 1 left out" in done.stderr.decode()) == (1, True)
    assert "the same submission as" in done.stderr.decode()
    assert "the same as another file" in (place / "out" / "index.html").read_text("utf-8")


def test_wrong_usage_is_reported(place):
    assert wsisc("site", "in", cwd=place).returncode == 2
    assert wsisc("site", "nothing", "-o", "out", cwd=place).returncode == 2


ADDRESSES = (
    *(
        "www.example.org",
        "ftp://example.org/",
        "https://",
        "https:///a/",
        "https://a@example.org/",
        "https://a:b@example.org",
    ),
    *("https://example.org/?a", "https://example.org/#a", "https://example.org/a b", "https://example.org/a\n", ""),
    *('https://example.org/"><b>/', "https://example.org/site/index.html", "https://example.org/%zz", "file:///a/"),
    *("https://example.org:0/", "https://example.org:99999/"),
)


@pytest.mark.parametrize("address", some_quick(ADDRESSES, 4))
def test_a_base_url_that_is_not_a_folder_on_a_web_server_is_wrong_usage(place, address):
    done = site(place, "--base-url", address)
    assert done.returncode == 2
    assert "is not the address of a folder on a web server" in done.stderr.decode()
    assert not (place / "out").exists()


def test_a_sitemap_is_deleted_when_the_address_is_no_longer_known(place):
    assert wsisc("site", "in", "-o", "out", cwd=place, WSISC_SITE_BASE_URL="https://example.org").returncode == 0
    assert (place / "out" / "sitemap.xml").is_file()
    assert site(place).returncode == 0
    assert not (place / "out" / "sitemap.xml").exists()


def contents(folder):
    return {path: (folder / path).read_bytes() for path in names(folder)}


OLD = {"index.html": b"old", "coverage.html": b"old", "files/a/a.pdf": b"old", "x": b"old", "y/z": b"old"}
NEW = {"index.html": b"new", "coverage.html": b"new", "files/b/b.pdf": b"new", "x/z": b"new", "y": b"new"}


def site_contents(folder):
    return {path: content for path, content in contents(folder).items() if path != ".wsisc-site"}


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path):
    for files in (OLD, NEW, OLD):
        sites.write(tmp_path / "out", files)
        assert site_contents(tmp_path / "out") == files
        assert len(list((tmp_path / "out" / "files").iterdir())) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("at", range(12))
@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("is_done", [False, True])
def test_what_stops_any_of_the_moves_leaves_the_old_site(tmp_path, monkeypatch, at, fault, is_done):
    sites.write(tmp_path / "out", OLD)
    before, moves, replace = contents(tmp_path / "out"), [], Path.replace

    def stopped(source, target):
        moves.append(target)
        if len(moves) == at + 1:
            if is_done:
                replace(source, target)
            raise fault
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises((WsiscError, KeyboardInterrupt)):
        sites.write(tmp_path / "out", NEW)
    assert contents(tmp_path / "out") == before
    assert not (tmp_path / "out" / "files" / "b").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_process_that_is_ended_leaves_the_old_site_however_often_it_is_reported(tmp_path, monkeypatch, number):
    sites.write(tmp_path / "out", OLD)
    before, replace = contents(tmp_path / "out"), Path.replace

    def interrupted_move(source, target):
        signal.raise_signal(number)
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", interrupted_move)
    with signals.handle_signals() as request, pytest.raises((KeyboardInterrupt, signals.Terminated)):
        sites.write(tmp_path / "out", NEW)
    assert request.exit_code == 128 + number
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_interrupted_while_it_tidies_up_leaves_nothing(tmp_path, monkeypatch):
    delete, heard = shutil.rmtree, []

    def interrupted(folder, **options):
        if not heard:
            heard.append(signal.raise_signal(signal.SIGINT))
        delete(folder, **options)

    monkeypatch.setattr(shutil, "rmtree", interrupted)
    with signals.handle_signals(), pytest.raises(KeyboardInterrupt):
        sites.write(tmp_path / "out", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_process_left_and_a_new_disk_has_is_nothing(tmp_path):
    left = tmp_path / "out" / f".wsisc-{'0' * 16}.part"
    (left / "new").mkdir(parents=True)
    (tmp_path / "out" / "lost+found").mkdir()
    sites.write(tmp_path / "out", NEW)
    assert not left.exists()
    assert site_contents(tmp_path / "out") == NEW


@pytest.fixture
def apart(tmp_path, monkeypatch):
    """Return a folder that is as a disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()

    def within_one_disk(move):
        def moved(source, target):
            if source.is_relative_to(disk) != target.is_relative_to(disk):
                raise OSError(errno.EXDEV, "Invalid cross-device link", str(source))
            return move(source, target)

        return moved

    for name in ("rename", "replace"):
        monkeypatch.setattr(Path, name, within_one_disk(getattr(Path, name)))
    return disk


def test_a_disk_of_its_own_is_filled_and_renewed(apart):
    for files in (OLD, NEW):
        sites.write(apart, files)
        assert site_contents(apart) == files
        assert {path.name for path in apart.iterdir()} == {".wsisc-site", *(path.partition("/")[0] for path in files)}
    assert [path.name for path in apart.parent.iterdir()] == ["disk"]


def test_a_disk_that_is_full_keeps_its_site(apart, monkeypatch):
    sites.write(apart, OLD)
    before, write = contents(apart), Path.write_bytes

    def full(path, content):
        if path.name == "b.pdf":
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WsiscError, match=r"disk cannot be written: No space left on device$"):
        sites.write(apart, NEW)
    assert contents(apart) == before
    assert not [path for path in apart.iterdir() if path.name.startswith(".wsisc-") and path.is_dir()]


@pytest.mark.parametrize("kind", ["file for folder", "folder for file", "folder of ours", "link"])
def test_what_a_user_put_in_the_way_is_reported_before_anything_is_changed(tmp_path, kind):
    out = tmp_path / "out"
    sites.write(out, OLD)
    if kind == "file for folder":
        (out / "files" / "b").write_text("mine")
    elif kind == "folder for file":
        (out / "files" / "b" / "b.pdf").mkdir(parents=True)
    elif kind == "folder of ours":
        (out / "y" / "mine").write_text("mine")
    else:
        (out / "files" / "b").symlink_to("nowhere")
    before = contents(out)
    with pytest.raises(WsiscError, match="was not created by wsisc site"):
        sites.write(out, NEW)
    assert contents(out) == before


def test_a_file_in_the_place_of_a_folder_of_ours_is_in_the_way(tmp_path):
    out = tmp_path / "out"
    sites.write(out, OLD)
    (out / "files" / "a" / "a.pdf").unlink()
    (out / "files" / "a").rmdir()
    (out / "files" / "a").write_text("mine")
    before = contents(out)
    with pytest.raises(WsiscError, match="was not created by wsisc site"):
        sites.write(out, OLD)
    assert contents(out) == before
    sites.write(out, NEW)
    assert (out / "files" / "a").read_text() == "mine"


def test_whatever_is_left_out_the_exit_code_is_one(place):
    call = (ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml").read_text("utf-8")
    for year, text in (("2041", call), ("2042", call.replace("number: 45", "number: 46"))):
        (place / "in" / year / "calls").mkdir(parents=True)
        (place / "in" / year / "calls" / "fictional-45.yaml").write_text(text, "utf-8")
        write(place / "in" / year, "same", call="fictional-45", language="en")
    done = site(place)
    output = (place / "out" / "index.html").read_text("utf-8")
    assert (done.returncode, "1 left out" in done.stderr.decode()) == (1, True)
    assert str(place) not in output + (place / "out" / "files" / "submissions.json").read_text("utf-8")


def test_a_file_of_a_user_in_the_folder_of_a_site_is_a_submission(place):
    site(place)
    write(place / "out", "three")
    done = wsisc("site", "in", "out/three.yaml", "-o", "out", cwd=place)
    assert (done.returncode, "site with 3 submissions" in done.stderr.decode()) == (0, True)
    assert (place / "out" / "three.yaml").exists()


@pytest.mark.parametrize("title", [b"\xff", b"a\x07b", b"   ", b"", b"a\nb", "a\u202eb".encode()])
def test_a_title_that_cannot_be_printed_is_wrong_usage(place, title):
    done = site(place, "--title", os.fsdecode(title))
    assert done.returncode == 2
    assert "--title must be a single line" in done.stderr.decode()
    assert not (place / "out").exists()


def picture():
    created = io.BytesIO()
    Image.new("RGB", (120, 90), "teal").save(created, "PNG")
    return created.getvalue()


FILES = (
    *("{key}.docx/x.png", "{key}.docx", "{key}.pdf", "{KEY}.yaml"),
    *("{key}.yaml/x.png", "./figures//x.png", "source/{key}.yaml", "l" * 250 + ".png"),
)


@pytest.mark.parametrize("file", some_quick(FILES, 3))
def test_a_figure_may_be_called_as_a_document(place, file):
    data = {"entity": {"name": "K"}, "parts": {"two": {"text": "As shown here.\n\n![f]"}}}
    key = submission_keys.submission_key(model.from_data(minimal(data)))
    file = file.format(key=key, KEY=key.upper())
    data["figures"] = {"f": {"file": file, "caption": "A square.", "alt": "A teal square."}}
    (place / "in" / "k").mkdir()
    (place / "in" / "k" / "K!.yaml").write_bytes(as_yaml(minimal(data)))
    target = place / "in" / "k" / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(picture())
    done = site(place)
    assert done.returncode == 0, done.stderr.decode()
    assert keys(place / "out")["K!"] == key
    offered = place / "out" / "files" / key
    assert (offered / "source" / file).read_bytes() == picture()
    assert (offered / f"{key}.docx").read_bytes()[:2] == b"PK"
    assert (offered / f"{key}.pdf").read_bytes()[:4] == b"%PDF"
    (source,) = [
        path for path in (offered / "source").glob(f"{key}*.yaml") if path.is_file() and b"wsisc:" in path.read_bytes()
    ]
    page = place / "out" / "submissions" / f"{key}.html"
    assert f"files/{key}/source/{source.name}" in page.read_text("utf-8")
    assert source.name.lower() != file.partition("/")[0].lower()
    assert source in set(offers.find_copies(place / "out"))  # so that `validate .` leaves it out
    assert wsisc("validate", source).returncode == 0
    assert site(place).returncode == 0
    assert (offered / "source" / file).read_bytes() == picture()


def test_a_submission_of_any_name_has_pages(place):
    for name in (f"{'m' * 251}.yml", f"a/{'n' * 250}.yaml", f"b/{'n' * 250}.yaml", f"{'㎮' * 80}.yaml"):
        path = place / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(as_yaml(minimal({"entity": {"name": name[:200]}})))
    done = site(place)
    assert done.returncode == 0, done.stderr.decode()
    assert len(keys(place / "out")) == 5  # two files have one name
    assert len({*keys(place / "out").values()}) == 5
    assert all(len(step) < 100 for path in names(place / "out") for step in path.split("/"))


def test_what_looks_like_a_mistake_is_reported_on_the_terminal_alone(place):
    done = site(place)
    one, two = (os.path.join("in", f"{name}.yaml") for name in ("one", "two"))
    assert f"has several files: {one}, {two}" in done.stderr.decode()
    assert "several files" not in (place / "out" / "index.html").read_text("utf-8")
    write(place / "in", "two", entity={"name": "Another"})
    assert b"note" not in site(place).stderr


@pytest.mark.parametrize("data", ["in", "{place}/in", "{place}//in/../in"])
def test_no_file_tells_where_a_source_lay_that_could_not_be_read(place, data):
    write(place / "in" / "own", "three")
    (place / "in" / "own" / "calls").mkdir()
    (place / "in" / "own" / "calls" / "mine.yaml").symlink_to("/proc/self/mem")  # nobody can read it
    (place / "in" / "lost.yaml").symlink_to("nowhere")
    done = wsisc("site", data.format(place=place), "-o", "out", cwd=place)
    assert done.returncode == 3
    page = (place / "out" / "index.html").read_text("utf-8")
    assert '<p class="entry" dir="auto">lost.yaml</p>\n<p class="quiet">it cannot be read</p>' in page
    for path in (place / "out").rglob("*"):
        if path.suffix in (".html", ".js", ".json", ".csv"):
            assert str(place) not in path.read_text("utf-8"), path.name


def test_no_name_in_a_site_is_that_of_a_device_on_windows(place):
    for name in ("aux", "COM1", "nul.1", "con-1"):
        write(place / "in", name, entity={"name": name, "acronym": name})
    done = site(place)
    assert done.returncode == 0, done.stderr.decode()
    found = names(place / "out")
    steps = {step for each in found for step in Path(each).parts}
    assert len([each for each in steps if each.startswith(("aux-", "com1-", "nul-1-", "con-1-"))]) >= 8
    assert not [each for each in steps if portable_names.find_problem(each)]


@pytest.mark.parametrize("command", ["site", "collate"])
@pytest.mark.parametrize(
    "name", ["aux", "con.docx", "CLOCK$", "out.", "out ", "a:b.docx", "deep/nul.docx", "a\uff0edocx"]
)
def test_no_output_has_a_name_that_some_system_takes_for_another(place, command, name):
    name = name if command == "site" or name.endswith("x") else f"{name}.docx"
    if command == "collate" and name in ("out..docx", "out .docx"):
        return
    done = run(command, place / "in", "-o", place / name)
    assert done.code == 2
    assert "choose another name" in done.stderr or "expected a name ending in" in done.stderr
    assert [path.name for path in place.iterdir()] == ["in"]


def test_a_name_breaks_no_line_of_what_is_printed(place):
    (place / "in" / "a\nnote: all is well.yaml").write_bytes(as_yaml(minimal()))
    for command in (("site", "in", "-o", "out"), ("collate", "in", "-o", "out.json")):
        done = wsisc(*command, cwd=place)
        assert done.returncode == 0
        assert b"has several files" in done.stderr
        assert not [line for line in done.stderr.splitlines() if line.startswith(b"note: all")]


def test_pages_name_no_files_and_a_file_with_unplaced_words_is_no_draft(place):
    write(place / "in", "two", parts={"contribution": {"text": "All of it."}}, call="cstd-16", entity={"name": "B"})
    write(place / "in" / "bridges", "bridges", unplaced={"text": "Left."}, entity={"name": "Institute of Bridges"})
    done = site(place)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "bridges.yaml" in said
    assert "two.yaml" in said
    pages = {name: (place / "out" / name).read_text("utf-8") for name in names(place / "out") if name.endswith(".html")}
    assert [name for name, text in pages.items() if "bridges.yaml" in text or "two.yaml" in text] == []
    beneath = pages["matrix.html"].partition("site_without")[2]
    assert "Institute of Bridges</span>: with errors" in beneath
