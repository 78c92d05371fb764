"""What a shell offers for what is typed so far, and names that are separated by commas."""

import click
import pytest

from wsisc.cli import arguments, complete
from wsisc.lint import rules
from wsisc.messages import resources

PARAM = click.Option(["--select"])


def test_completions_begin_with_what_is_typed(tmp_path, monkeypatch):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "cstd-99.yaml").touch()
    monkeypatch.chdir(tmp_path)
    ctx = click.Context(click.Command("x"))
    built_in = list(resources.names("schemas/calls", ".yaml"))
    assert complete.calls(ctx, PARAM, "") == sorted([*built_in, "cstd-99"])
    assert complete.calls(ctx, PARAM, "cstd-2") == ["cstd-26"]
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "lighthouse.yaml").touch()
    assert complete.themes(ctx, PARAM, "l") == ["large-print", "lighthouse"]
    assert "government" in complete.types(ctx, PARAM, "gov")
    assert complete.languages(ctx, PARAM, "en") == ["en"]
    assert complete.rule(ctx, PARAM, "spel") == ["spelling"]
    assert "facts" in complete.rule(ctx, PARAM, "f")
    assert complete.rules(ctx, PARAM, "facts,spel") == ["facts,spelling"]
    assert complete.rules(ctx, PARAM, "spelling,spel") == []
    assert "default" in complete.rules(ctx, PARAM, "d")
    assert "default" not in complete.rules(ctx, click.Option(["--ignore"]), "d")
    assert set(complete.rules(ctx, click.Option(["--ignore"]), "")) == {*rules.GROUPS, *rules.codes()}
    [path] = complete.paths(ctx, PARAM, "a")
    assert (path.value, path.type) == ("a", "file")
    kinds = arguments.CommaSeparated(("docx", "pdf", "html"))
    assert [each.value for each in kinds.shell_complete(ctx, PARAM, "docx,p")] == ["docx,pdf"]


def test_a_file_of_a_revision_is_completed_by_those_of_the_folder(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    for name in ("ours.yaml", ".hidden", "sub/a.yaml"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    ctx = click.Context(click.Command("x"))

    def completed(incomplete):
        return [(each.value, each.type) for each in complete.versions(ctx, PARAM, incomplete)]

    assert completed("HEAD:./") == [("HEAD:./ours.yaml", "plain"), ("HEAD:./sub/", "plain")]
    assert completed("HEAD:./o") == [("HEAD:./ours.yaml", "plain")]
    assert completed("HEAD:./sub/") == [("HEAD:./sub/a.yaml", "plain")]
    assert completed("HEAD:./none/") == []
    assert completed("ou") == [("ou", "file")]
    assert completed("HEAD:ou") == [("HEAD:ou", "file")]


def test_names_are_separated_by_commas():
    kinds = arguments.CommaSeparated(("docx", "pdf"))
    assert kinds.convert("docx, pdf,,", None, None) == ("docx", "pdf")
    assert kinds.convert(("x",), None, None) == ("x",)
    assert arguments.CommaSeparated().convert("x", None, None) == ("x",)
    for wrong, hint in (("dcx", "'dcx' does not exist; use docx"), ("zz", "'zz' does not exist; use one of docx, pdf")):
        with pytest.raises(click.BadParameter) as raised:
            kinds.convert(wrong, None, None)
        assert raised.value.message == hint
    assert arguments.flatten([("a", "b"), ("c",)]) == ("a", "b", "c")
