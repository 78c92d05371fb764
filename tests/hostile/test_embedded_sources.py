"""The source that a stranger's document carries may be beyond the limits of the engines: it never reaches one."""

from functools import cache

import pytest
import yaml

from tests import inprocess
from tests.conftest import as_yaml, build, minimal, some_quick
from tests.forgeries import pages, pdfs, word_files
from wsisc.engines import child_processes
from wsisc.source import MAX_BYTES
from wsisc.source.markup import limits

CHANGES = {"docx": word_files.with_package, "pdf": pdfs.with_package, "html": pages.with_package}
EXCESSES = {
    "accents": {"parts": {"one": {"text": "a" + "\u0301" * 10_000}}},
    "nesting": {"parts": {"one": {"text": "> " * 200 + "deep"}}},
    "marks": {"parts": {"one": {"text": "*a**b" * 20_000}}},
    "rows": {"parts": {"one": {"text": "| a |\n|---|\n" + "| b |\n" * (limits.MAX_ROWS + 1)}}},
    "marks of all texts": {"footnotes": {f"n{number}": "*a*\n\n" * 900 for number in range(120)}},
    "title": {"title": "a" * 100_000},
}


@cache
def sent(format: str) -> bytes:
    """Return the document that was sent out."""
    return build(minimal(), format)


def carrying(format: str, excess: str) -> bytes:
    """Return a document whose source was replaced by one beyond a limit."""
    changed = as_yaml(minimal(EXCESSES[excess]))
    assert len(changed) < MAX_BYTES
    return CHANGES[format](sent(format), lambda package: package._replace(source=changed.decode()))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with the submission that was sent out."""
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def without_engines(monkeypatch):
    """Return a function after whose call a test fails that starts an engine."""

    def refuse(*arguments, **_):
        raise AssertionError(f"an engine was started: {arguments}")

    return lambda: monkeypatch.setattr(child_processes, "start", refuse)


@pytest.mark.parametrize("excess", EXCESSES)
def test_a_merge_rebuilds_no_source_beyond_the_limits(folder, without_engines, excess):
    (folder / "reviewed.docx").write_bytes(carrying("docx", excess))
    without_engines()
    done = inprocess.run("import", "reviewed.docx", "--into", "a.yaml")
    assert done.code in (1, 2)
    assert "more than" in done.stderr or "built from another submission" in done.stderr
    assert yaml.safe_load((folder / "a.yaml").read_bytes()) == minimal()


@pytest.mark.parametrize("excess", EXCESSES)
def test_a_base_beyond_the_limits_is_not_built(folder, without_engines, excess):
    (folder / "reviewed.docx").write_bytes(sent("docx"))
    (folder / "base.yaml").write_bytes(as_yaml(minimal(EXCESSES[excess])))
    without_engines()
    done = inprocess.run("import", "reviewed.docx", "--into", "a.yaml", "--base", "base.yaml")
    assert (done.code, "more than" in done.stderr) == (2, True)


@pytest.mark.parametrize("case", some_quick([(format, each) for each in EXCESSES for format in CHANGES], 5, "-".join))
def test_verify_import_and_extract_rebuild_no_source_beyond_the_limits(folder, without_engines, case):
    format, excess = case
    (folder / f"b.{format}").write_bytes(carrying(format, excess))
    without_engines()
    assert inprocess.run("verify", f"b.{format}").code == 1
    done = inprocess.run("extract", f"b.{format}")
    assert (done.code, "which has errors" in done.stderr) == (0, True)  # what a document carries is printed as it is
    assert inprocess.run("import", f"b.{format}", "-o", "c.yaml").code in (1, 2)
