"""`wsisc build` as people use it: where documents go, and when there are none."""

import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, wsisc, wsisc_process
from wsisc.messages.diagnostic import WsiscError
from wsisc.workspace import output_files
from wsisc.workspace.input_files import find_submissions


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    (tmp_path / "b.yaml").write_bytes(as_yaml(minimal({"title": "Another"})))
    return tmp_path


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def member(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_a_document_stands_next_to_its_source(folder):
    done = wsisc("build", "a.yaml", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"a.docx\n")
    assert files(folder) == ["a.docx", "a.yaml", "b.yaml"]


def test_several_formats_and_sources_go_into_a_folder(folder):
    done = wsisc("build", ".", "--format", "docx", "--format", "md", "-o", "out", cwd=folder)
    assert done.returncode == 0
    assert files(folder / "out") == ["a.docx", "a.md", "b.docx", "b.md"]


def test_one_document_goes_into_a_file_a_folder_or_standard_output(folder):
    assert wsisc("build", "a.yaml", "-o", "new/named.docx", cwd=folder).returncode == 0
    assert wsisc("build", "a.yaml", "-o", "new", cwd=folder).returncode == 0
    assert wsisc("build", "a.yaml", "-o", "other/", cwd=folder).returncode == 0
    assert files(folder / "new") == ["a.docx", "named.docx"]
    assert files(folder / "other") == ["a.docx"]
    assert wsisc("build", "a.yaml", "-o", "-", cwd=folder).stdout == (folder / "new" / "a.docx").read_bytes()


def test_standard_input_is_a_source(folder):
    done = wsisc("build", "-", "-o", "-", "--format", "md", stdin=(folder / "a.yaml").read_bytes())
    assert b"A summary." in done.stdout


def test_a_source_with_errors_is_not_built_and_the_others_are(folder):
    wsisc("build", "a.yaml", cwd=folder)
    earlier = (folder / "a.docx").read_bytes()
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"title": "two  spaces"})))
    done = wsisc("build", ".", cwd=folder)
    assert done.returncode == 1
    assert b"untidy-spaces" in done.stderr
    assert b"note: a.docx is from an earlier build" in done.stderr
    assert b"earlier build" not in wsisc("build", "a.yaml", "--quiet", cwd=folder).stderr
    said = wsisc("build", "a.yaml", cwd=folder).stderr.decode()
    assert said.endswith("no document was written: correct the errors first\n")
    assert done.stdout == b"b.docx\n"
    assert (folder / "a.docx").read_bytes() == earlier


def test_a_file_of_a_person_is_not_from_an_earlier_build(folder):
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"title": "two  spaces"})))
    docx.Document().save(folder / "a.docx")
    (folder / "a.html").write_bytes(b"")
    done = wsisc("build", "a.yaml", "--format", "docx,html", cwd=folder)
    assert b"note: a.docx was not replaced, as a.yaml has errors" in done.stderr
    assert b"note: a.html was not replaced, as a.yaml has errors" in done.stderr


def test_two_sources_are_never_written_to_one_file(folder):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.yaml").write_bytes(as_yaml(minimal()))
    done = wsisc("build", "a.yaml", "sub/a.yaml", "-o", "out", cwd=folder)
    assert done.returncode == 2
    assert not (folder / "out").exists()


def test_a_source_named_twice_is_built_once(folder):
    done = wsisc("build", "a.yaml", "./a.yaml", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (0, b"a.docx\nb.docx\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_a_document_has_the_rights_of_any_new_file(folder):
    wsisc("build", "a.yaml", cwd=folder)
    (folder / "other").write_text("")
    assert (folder / "a.docx").stat().st_mode == (folder / "other").stat().st_mode


def test_a_document_that_a_user_protects_is_not_written_over(tmp_path, monkeypatch):
    (tmp_path / "a.docx").write_text("signed off")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # to root, all is open
    with pytest.raises(WsiscError, match=r"a\.docx is read-only"):
        output_files.write(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_text() == "signed off"


def test_what_is_no_source_and_no_name_of_a_document_is_reported(folder):
    wsisc("build", "a.yaml", cwd=folder)
    done = wsisc("build", "a.docx", cwd=folder)
    assert (done.returncode, b"a.docx is a document, not a source" in done.stderr) == (2, True)
    done = wsisc("build", "a.yaml", "-o", "a.txt", cwd=folder)
    assert (done.returncode, b"a.txt: expected a name ending in .docx" in done.stderr) == (2, True)
    assert files(folder) == ["a.docx", "a.yaml", "b.yaml"]


def test_formats_separated_by_spaces_get_a_hint(folder):
    done = wsisc("build", "a.yaml", "--format", "md", "html", "pdf", cwd=folder)
    assert (done.returncode, done.stderr) == (
        2,
        b"error: html does not exist\n  help: for several formats, use --format md,html,pdf\n",
    )
    (folder / "md").write_bytes((folder / "a.yaml").read_bytes())
    assert wsisc("build", "--format", "md", "md", cwd=folder).returncode == 0


def as_site(folder: Path, *paths: str) -> None:
    """Put a submission at some paths of a folder, with the documents that a site puts there, and say that it is one."""
    listed = ["wsisc site 1"]
    for path in paths:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(as_yaml(minimal()))
        documents = [place.parent.with_name(f"{place.stem}.{format}") for format in ("docx", "pdf")]
        for each in documents:
            each.write_bytes(b"")
        listed += [path, *(each.relative_to(folder).as_posix() for each in documents)]
    (folder / ".wsisc-site").write_text("\n".join(listed))


def read(*paths: str | Path) -> list[str]:
    return sorted(Path(each.name).as_posix() for each in find_submissions([str(path) for path in paths], print))


def test_the_copies_that_a_site_offers_are_left_out_and_reported(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    as_site(folder / "site", "files/k/source/k.yaml", "files/l/source/l.yaml")
    (folder / "site" / "mine.yaml").write_bytes(as_yaml(minimal()))
    assert read(".") == ["a.yaml", "b.yaml", "site/mine.yaml"]
    output = capsys.readouterr()
    assert output.out.count("\n") == 1
    assert "2 files" in output.out
    assert "site" in output.out


@pytest.mark.parametrize("named", ["site", "site/files", "site/files/k/source/k.yaml", "site/**/*.yaml"])
def test_a_site_that_is_named_is_read(folder, named, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    as_site(folder / "site", "files/k/source/k.yaml")
    assert read(named) == ["site/files/k/source/k.yaml"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "path", ["files/late.yaml", "files/k/source/other.yaml", "files/k/k.yaml", "in/files/k/source/k.yaml"]
)
def test_a_forged_site_hides_no_submission(folder, path, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    as_site(folder / "from-them", path)
    assert f"from-them/{path}" in read(".")
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("lacking", ["the list", "the head", "a document", "a file"])
def test_what_is_not_listed_with_its_documents_is_read(folder, lacking, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    as_site(folder / "site", "files/k/source/k.yaml")
    marker = folder / "site" / ".wsisc-site"
    if lacking == "a document":
        (folder / "site" / "files" / "k" / "k.pdf").unlink()
    elif lacking == "a file":
        marker.unlink()
        os.mkfifo(marker)  # which nobody writes to
    else:
        marker.write_text("" if lacking == "the head" else "wsisc site 1\nfiles/k/source/k.yaml\n")
    assert "site/files/k/source/k.yaml" in read(".")
    assert capsys.readouterr() == ("", "")


def test_the_same_source_gives_the_same_bytes_anywhere(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "c.yaml").write_bytes(SAMPLE.read_bytes())
    first = wsisc("build", SAMPLE, "-o", "-").stdout
    settings = {
        "TZ": "Asia/Kathmandu",
        "PYTHONHASHSEED": "77",
        "LC_ALL": "C",
        "LANG": "ar_EG.UTF-8",
        "HOME": str(elsewhere),
    }
    assert len(first) > 10_000
    assert wsisc("build", SAMPLE, "-o", "-").stdout == first
    assert wsisc_process("build", "c.yaml", "-o", "-", cwd=elsewhere, **settings, SOURCE_DATE_EPOCH="1").stdout == first


def test_what_is_no_file_is_written_to_and_not_replaced(folder):
    (folder / "real.docx").write_bytes((ROOT / "tests" / "old" / "english.docx").read_bytes())
    (folder / "link.docx").symlink_to("real.docx")
    (folder / "real.docx").chmod(0o640)
    assert wsisc("build", "a.yaml", "-o", "link.docx", cwd=folder).returncode == 0
    assert (folder / "link.docx").is_symlink()
    assert b"A summary." in member((folder / "real.docx").read_bytes(), "word/document.xml")
    assert (folder / "real.docx").stat().st_mode & 0o777 == 0o640
    assert wsisc("build", "a.yaml", "-o", os.devnull, cwd=folder).returncode == 0
    assert not os.path.isfile(os.devnull)


def test_a_folder_with_pipes_and_broken_links_is_read_all_the_same(folder):
    os.mkfifo(folder / "c.yaml")
    (folder / "d.yaml").symlink_to("nowhere")
    assert wsisc("build", ".", cwd=folder).stdout == b"a.docx\nb.docx\n"


@pytest.mark.parametrize("count", [30, pytest.param(200, marks=pytest.mark.slow)])
def test_thousands_of_sections_are_fast(folder, count):
    inner = [{"title": f"Inner {number}"} for number in range(25)]
    sections = [{"title": f"Outer {number}", "sections": inner} for number in range(count)]
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"sections": sections}}})))
    assert wsisc("build", "a.yaml", cwd=folder).returncode == 0


def test_a_name_without_an_ending_is_a_folder_unless_a_file_has_it(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    assert wsisc("build", "a.yaml", "--format", "md", "-o", "out", cwd=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.md"]
    (tmp_path / "there").write_text("")
    assert wsisc("build", "a.yaml", "--format", "md", "-o", "there", cwd=tmp_path).returncode == 0
    assert (tmp_path / "there").read_bytes() == (tmp_path / "out" / "a.md").read_bytes()
