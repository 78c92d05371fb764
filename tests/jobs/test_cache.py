"""An entry of the cache: what it is named by, what is read of it, and when it is deleted."""

import os
import time

import pytest

from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.messages.diagnostic import Diagnostic, Fix, Severity, Span
from wsisc.pipeline.jobs import job_cache
from wsisc.pipeline.jobs.job_cache import Cache
from wsisc.report import CheckedFile

FOUND = Diagnostic("code", Severity.WARNING, "m", "h", "a.yaml", Span(2, 1, 2, 3), ("title",), "Title", Fix("b", 0, 1))
BARE = Diagnostic("code", Severity.INFO, "m", "", "a.yaml", Span(1, 1, 1, 2))
CHECKED = CheckedFile("a.yaml", ["", "title: a", ""], (FOUND, BARE))
DOCUMENTS = {"docx": b"PK words", "md": b"", "html": b"<p>"}
NAME = "ab" + 62 * "c"


@pytest.fixture(scope="module")
def digested():
    """The digest of the program, which is computed once."""
    return job_cache.program_digest()


@pytest.fixture
def kept(tmp_path, monkeypatch, digested):
    """A cache with one entry."""
    monkeypatch.setattr(job_cache, "program_digest", lambda: digested)
    kept = Cache(tmp_path / "documents")
    assert kept.store(NAME, {"chart.png": "12"}, DOCUMENTS, CHECKED)
    return kept


def test_an_entry_is_read_as_it_was_written(kept):
    entry = kept.find(NAME, "b.yaml")
    assert entry.path == kept.folder / "ab" / (62 * "c")
    assert list(kept.entries()) == [entry.path]
    assert entry.figures == {"chart.png": "12"}
    assert entry.checked_file.file == "b.yaml"
    assert entry.checked_file.lines == ["", "title: a", ""]
    assert entry.checked_file.diagnostics == tuple(each._replace(file="b.yaml") for each in (FOUND, BARE))
    assert {format: entry.document(format) for format in (*DOCUMENTS, "pdf")} == {**DOCUMENTS, "pdf": None}
    assert kept.find(NAME[:-1] + "d", "b.yaml") is None


@pytest.mark.parametrize(("place", "lost"), [(10, {*DOCUMENTS}), (-1, {"html"}), (-4, {"docx"})])
def test_what_is_damaged_is_not_served(kept, place, lost):
    path = kept.folder / "ab" / (62 * "c")
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    entry = kept.find(NAME, "a.yaml")
    served = {format for format in DOCUMENTS if entry and entry.document(format) is not None}
    assert served == set(DOCUMENTS) - lost


def test_an_entry_of_another_version_is_not_read(kept):
    path = kept.folder / "ab" / (62 * "c")
    for head in (b"{}", b"[]", b"null", b"x"):
        path.write_bytes(job_cache.digest(head).encode() + b" " + head + b"\n")
        assert kept.find(NAME, "a.yaml") is None
    path.unlink()
    path.mkdir()
    assert kept.find(NAME, "a.yaml") is None


DAY = 86_400


@pytest.mark.parametrize(("age", "is_renewed"), [(DAY - 60, False), (DAY + 60, True), (-DAY - 60, True)])
def test_an_entry_that_is_used_is_renewed_once_a_day(kept, age, is_renewed):
    path = kept.folder / "ab" / (62 * "c")
    then = time.time() - age
    os.utime(path, (then, then))
    assert kept.find(NAME, "a.yaml")
    assert (abs(path.stat().st_mtime - time.time()) < 30) == is_renewed


@pytest.mark.parametrize(
    ("age", "days", "is_deleted"),
    [(3 * DAY - 60, 3, False), (3 * DAY + 60, 3, True), (-3 * DAY - 60, 3, True), (0, 0, True), (0, 0.5, False)],
)
def test_an_entry_that_is_not_used_is_deleted(kept, age, days, is_deleted):
    path = kept.folder / "ab" / (62 * "c")
    size, then = path.stat().st_size, time.time() - age
    os.utime(path, (then, then))
    (kept.folder / "other").mkdir()
    (kept.folder / "other" / "file").touch()
    assert kept.prune(days) == ((1, size) if is_deleted else (0, 0))
    assert path.exists() != is_deleted
    assert (kept.folder / "other" / "file").exists()


def test_the_name_of_an_entry_depends_on_everything(kept, monkeypatch):
    own = Catalogue({"ours": BUILT_IN.text("cstd-26")})
    names = {
        kept.entry_name(b"a", BUILT_IN, ("docx", True, b"x")),
        kept.entry_name(b"b", BUILT_IN, ("docx", True, b"x")),
        kept.entry_name(b"a", own, ("docx", True, b"x")),
        kept.entry_name(b"a", BUILT_IN, ("docx", False, b"x")),
        kept.entry_name(b"a", BUILT_IN, ("docx", True, b"y")),
        kept.entry_name(b"a", BUILT_IN, ("docx", True, {1})),
        kept.entry_name(b"a", BUILT_IN, ("docx", True, {2})),
    }
    monkeypatch.setattr(job_cache, "program_digest", lambda: "another")
    names.add(Cache(kept.folder).entry_name(b"a", BUILT_IN, ("docx", True, b"x")))
    assert len(names) == 8
    assert kept.entry_name(b"a", BUILT_IN, ("x",)) == kept.entry_name(b"a", BUILT_IN, ["x"])


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path, kept):
    (tmp_path / "file").touch()
    assert not Cache(tmp_path / "file").store(NAME, {}, {}, CHECKED)
    assert Cache(tmp_path / "file").find(NAME, "a.yaml") is None


def test_the_folder_is_that_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert job_cache.folder().parts[-2:] == ("wsisc", "documents")
