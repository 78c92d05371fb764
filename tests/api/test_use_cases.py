"""Every use case as a Python program calls it: no process, no terminal, typed results."""

import gc
import subprocess
import sys
import weakref
from contextlib import closing

import pytest
import yaml

from tests.conftest import ROOT, as_yaml, build, minimal
from wsisc import api
from wsisc.calls.call import BUILT_IN
from wsisc.readers.word_text import read_words

MISSPELLED = as_yaml(minimal({"parts": {"one": {"text": "The color of programmes.  Two spaces."}}}))
BROKEN = b"wsisc: 1\ntitle: [unclosed\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with two sound submissions and a broken one."""
    for name, content in {"a": as_yaml(minimal()), "b": MISSPELLED, "c": BROKEN}.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_importing_the_package_or_its_api_loads_next_to_nothing():
    code = "import sys, wsisc; print(sorted(sys.modules)); import wsisc.api; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    empty, light = done.stdout.splitlines()
    assert "'wsisc.api'" not in empty
    assert not [name for name in ("yaml", "click", "wsisc.source", "wsisc.api.building") if f"'{name}'" in light]
    with pytest.raises(AttributeError):
        _ = api.build_nothing


def test_validate_returns_a_result_for_each_file(folder):
    results = {
        each.file: each for each in api.validate_files(folder, rules=api.RuleOptions(select=["facts", "spelling"]))
    }
    assert {name.rpartition("/")[2]: each.is_valid for name, each in results.items()} == {
        "a.yaml": True,
        "b.yaml": True,
        "c.yaml": False,
    }
    [found] = results[str(folder / "c.yaml")].diagnostics
    assert (found.code, found.severity, found.file, found.path) == ("syntax", "error", str(folder / "c.yaml"), ())
    assert (found.line, found.column) <= (found.end_line, found.end_column)
    assert found.message
    spelling = [each for each in results[str(folder / "b.yaml")].diagnostics if each.code == "spelling"]
    assert spelling[0].path == ("parts", "one", "text")
    assert (spelling[0].end_line, spelling[0].end_column - spelling[0].column) == (spelling[0].line, len("color"))


def test_strict_makes_a_file_with_warnings_invalid(folder):
    for strict in (False, True):
        [result] = api.validate_files(
            "b.yaml", rules=api.RuleOptions(select=["spelling"], severity={"spelling": "warning"}, strict=strict)
        )
        assert result.is_valid != strict
    (folder / "wsisc.toml").write_text('[validate]\nstrict = true\nselect = ["spelling"]\n')
    assert [each.is_valid for each in api.validate_files("b.yaml")] == [False]


def test_a_file_that_cannot_be_read_is_a_result_and_stops_no_other(folder):
    (folder / "gone.yaml").symlink_to("nowhere")
    results = list(api.validate_files("."))
    assert [each.file for each in results if each.failure] == ["gone.yaml"]
    assert len(results) == 4


@pytest.mark.parametrize(
    "call",
    [
        lambda: api.validate_files("nowhere.yaml"),
        lambda: api.validate_files([]),
        lambda: api.validate_files("a.yaml", rules=api.RuleOptions(select=["no-such-rule"])),
        lambda: api.validate_files("a.yaml", rules=api.RuleOptions(severity={"spelling": "grave"})),
        lambda: api.build_files("a.yaml", options=api.DocumentOptions(formats=["odt"])),
        lambda: api.build_files("a.yaml", "a.yaml"),
        lambda: api.build_files(["a.yaml", "b.yaml"], "one.docx"),
        lambda: api.build_files("a.yaml", options=api.DocumentOptions(formats=["pdf"], comments=True)),
        lambda: api.collate_files(".", "all.odt"),
        lambda: api.collate_files(".", "all.csv", options=api.CollateOptions(by="sdg")),
        lambda: api.collate_files(".", "all.docx", options=api.CollateOptions(by="length")),
        lambda: api.collate_files(".", "all.docx", options=api.CollateOptions(language="xx")),
        lambda: api.build_site(".", "site", options=api.SiteOptions(title="\n")),
        lambda: api.build_site(".", "site", options=api.SiteOptions(base_url="www.example.org")),
        lambda: api.find_recycled("a.yaml"),
        lambda: api.extract_source("nowhere.docx"),
        lambda: api.extract_source("a.yaml", with_call=True),
        lambda: api.prune_cache(days=-1),
        lambda: api.prune_cache(days=float("nan")),
        lambda: api.create_call("cstd-26", "sixty"),
    ],
)
def test_a_wrong_option_is_an_error_before_anything_is_done(folder, call):
    before = sorted(folder.rglob("*"))
    with pytest.raises(api.WsiscError) as raised:
        call()
    assert raised.value.exit_code == 2
    assert sorted(folder.rglob("*")) == before


def test_one_name_is_as_good_as_a_list_of_names(folder):
    [selected] = api.validate_files("b.yaml", rules=api.RuleOptions(select="spelling"))
    [ignored] = api.validate_files("b.yaml", rules=api.RuleOptions(ignore="spelling"))
    codes = {diagnostic.code for diagnostic in selected.diagnostics}
    assert codes
    assert codes.isdisjoint(diagnostic.code for diagnostic in ignored.diagnostics)
    [built] = api.build_files("a.yaml", write=False, options=api.DocumentOptions(formats="md"))
    assert list(built.documents) == ["md"]
    assert [checked.id for checked in api.check_calls("cstd-26")] == ["cstd-26"]
    (folder / "a.fr.yaml").write_bytes(as_yaml(minimal({"language": "fr"})))
    with pytest.raises(api.WsiscError, match="no section 'nowhere'"):
        api.record_translations(["a.yaml", "a.fr.yaml"], sections="nowhere")


def test_fixes_are_written_or_only_returned(folder):
    for dry_run in (True, False):
        [result] = api.validate_files(
            "b.yaml", rules=api.RuleOptions(select=["all"]), options=api.CheckOptions(fix=True, dry_run=dry_run)
        )
        assert result.fixed.before == MISSPELLED
        assert result.fixed.fixes > 0
        assert result.fixed.after != MISSPELLED
        assert (folder / "b.yaml").read_bytes() == (MISSPELLED if dry_run else result.fixed.after)


def test_results_of_a_batch_are_computed_when_they_are_due_and_not_kept(folder):
    batch = api.build_files(["a.yaml", "b.yaml", "c.yaml"], "out/", options=api.DocumentOptions(formats=["md"]))
    assert batch.total == 3
    assert not (folder / "out").exists()
    with closing(batch):
        first = next(iter(batch))
        assert (folder / "out" / "a.md").read_bytes() == first.documents["md"]
        assert not (folder / "out" / "b.md").exists()
        reference = weakref.ref(first)
        del first
        gc.collect()
        assert reference() is None
    assert list(batch) == []
    assert not (folder / "out" / "b.md").exists()


def test_build_returns_documents_and_where_they_are(folder):
    [result] = api.build_files(folder / "a.yaml", options=api.DocumentOptions(formats=["docx", "md"]))
    assert {format: path.read_bytes() for format, path in result.written.items()} == result.documents
    assert result.written["docx"] == folder / "a.docx"
    assert (result.check.is_valid, result.diagnostics, result.refused) == (True, (), ())
    [broken] = api.build_files("c.yaml")
    assert (broken.documents, broken.written, broken.check.is_valid) == ({}, {}, False)
    assert [each.code for each in broken.diagnostics] == ["syntax"]


def test_a_document_that_is_in_its_place_already_is_named_but_not_read(folder):
    for are_new in (True, False):
        results = list(api.build_files(["a.yaml", "b.yaml"], options=api.DocumentOptions(formats=["docx", "md"])))
        assert [sorted(each.documents) for each in results] == [["docx", "md"] if are_new else []] * 2
        assert [list(each.written) for each in results] == [["docx", "md"]] * 2
        assert [each.was_cached for each in results] == [not are_new] * 2


def test_without_write_nothing_is_written(folder):
    before = sorted(folder.rglob("*"))
    documents = [
        each.documents
        for each in api.build_files(["a.yaml", "b.yaml"], write=False, batch=api.BatchOptions(use_cache=False))
    ]
    assert [list(each) for each in documents] == [["docx"], ["docx"]]
    assert read_words(documents[0]["docx"]).body
    assert sorted(folder.rglob("*")) == before


def test_a_document_that_was_changed_is_refused_as_a_value(folder):
    (folder / "a.html").write_text("<p>Somebody's page</p>")
    [result] = api.build_files("a.yaml", options=api.DocumentOptions(formats=["html", "md"]))
    assert [type(each) for each in result.refused] == [api.WsiscError]
    assert list(result.written) == ["md"]
    assert (folder / "a.html").read_text() == "<p>Somebody's page</p>"


def test_notes_go_to_the_caller(folder):
    (folder / "site").mkdir()
    api.build_site("a.yaml", "site")
    notes = []
    list(api.validate_files(".", notify=notes.append))
    assert len(notes) == 1
    assert "site" in notes[0]


def test_collate_names_what_it_contains_and_what_it_does_not(folder):
    for name in ("all.docx", "all.json"):
        result = api.collate_files(".", name)
        assert (result.written.name, result.members) == (name, ("a.yaml", "b.yaml"))
        assert [(each.file, each.kind) for each in result.left_out] == [("c.yaml", "errors")]
    result = api.collate_files("c.yaml", "none.docx")
    assert (result.written, result.members) == (None, ())
    assert not (folder / "none.docx").exists()


def test_a_site_reports_its_progress(folder):
    shown = []

    def track(batch):
        for each in batch:
            shown.append((each.file, batch.total))
            yield each

    result = api.build_site(".", "out", track=track)
    assert shown == [("a.yaml", 3), ("b.yaml", 3), ("c.yaml", 3)]
    assert (result.index, result.index.is_file(), len(result.members)) == (result.index, True, 2)
    assert {path for path in result.sizes if "/" not in path} <= {path.name for path in (folder / "out").iterdir()}


def test_recycled_finds_passages(folder):
    words = " ".join(f"word{number}" for number in range(40))
    for name in ("d", "e"):
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": words}}})))
    result = api.find_recycled("d.yaml", earlier=["e.yaml", "c.yaml"])
    assert [each.file for each in result.problems] == ["c.yaml"]
    [text] = result.texts
    assert text.most_similar[0] == ("e.yaml", 40) or text.most_similar[0][1] >= 40
    assert text.matches[0].source.name == "e.yaml"


def test_extract_returns_the_source_and_writes_it(folder):
    (folder / "a.docx").write_bytes(build(minimal()))
    result = api.extract_source("a.docx")
    assert yaml.safe_load(result.source)["title"] == minimal()["title"]
    assert (result.written, result.changes, result.is_complete) == ((), "", True)
    written = api.extract_source("a.docx", folder / "again" / "a.yaml").written
    assert [path.read_text("utf-8") for path in written] == [result.source]
    (folder / "plain.docx").write_bytes(
        next(iter(api.build_files("b.yaml", options=api.DocumentOptions(embed=False)))).documents["docx"]
    )
    with pytest.raises(api.WsiscError) as raised:
        api.extract_source("plain.docx")
    assert raised.value.exit_code == 1


def test_settings_and_calls_are_those_that_hold_now(folder):
    [result] = api.build_files("a.yaml")
    assert list(result.written) == ["docx"]
    (folder / "wsisc.toml").write_text('[build]\nformats = ["md"]\n')
    (folder / "calls").mkdir()
    text = BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: our-call")
    (folder / "calls" / "our-call.yaml").write_text(text, "utf-8")
    (folder / "ours.yaml").write_bytes(as_yaml(minimal({"call": "our-call"})))
    [result] = api.build_files("ours.yaml", options=api.DocumentOptions(formats=["md"]))
    assert result.check.is_valid


def test_calls_of_recycled_submissions_are_those_that_hold_now(folder):
    for name in ("d", "e"):
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal({"call": "our-call"})))
    assert len(api.find_recycled(["d.yaml", "e.yaml"]).problems) == 2
    (folder / "calls").mkdir()
    text = BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: our-call")
    (folder / "calls" / "our-call.yaml").write_text(text, "utf-8")
    assert api.find_recycled(["d.yaml", "e.yaml"]).problems == ()
