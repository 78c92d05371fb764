"""The answers of a person to questions, and the completions that a shell offers."""

from pathlib import Path

import click
import pytest

from tests.inprocess import run
from wsisc import resources
from wsisc.cli import arguments, complete, config, messages, questions, recycled_report, stats, tables, watch
from wsisc.lint import rules

CHOICES = {"cstd-16": "The 16th", "cstd-26": "", "any": "Any session"}


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("1", "cstd-16"),
        ("3", "any"),
        ("0", "0"),
        ("4", "4"),
        ("CSTD 26", "cstd-26"),
        ("cstd__26", "cstd-26"),
        ("other", "other"),
    ],
)
def test_an_answer_is_a_number_or_a_name(answer, found):
    assert questions._match_answer(answer, CHOICES) == found


@pytest.mark.parametrize(
    ("value", "is_interactive", "expected"), [("any", False, "any"), (None, False, "cstd-26"), ("any", True, "any")]
)
def test_without_a_person_the_option_or_the_default_holds(value, is_interactive, expected):
    assert questions.choose("--call", value, CHOICES, "cstd-26", is_interactive) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("cstd-27", "--call: the call 'cstd-27' does not exist; use cstd-26"),
        ("zzz", "--call: the call 'zzz' does not exist; use one of cstd-16, cstd-26, any"),
    ],
)
def test_an_option_that_names_no_choice_is_wrong_usage(value, message):
    with pytest.raises(click.UsageError) as raised:
        questions.choose("--call", value, CHOICES, "any", True)
    assert raised.value.message == message


def test_a_person_is_asked_until_the_answer_is_a_choice(monkeypatch, capsys):
    answers = iter(["cstd-17", " 2 "])
    defaults = []

    def prompt(text, default, err):
        defaults.append((text, default, err))
        return next(answers)

    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setenv("COLUMNS", "60")
    assert questions.choose("--call", None, CHOICES, "any", True) == "cstd-26"
    assert defaults == [("Call", "any", True), ("Call", "cstd-16", True)]
    assert capsys.readouterr().err == (
        "\nWhich call for contributions do you answer? Enter a number\n"
        "or a name, or press Enter to use the value in brackets.\n"
        "   1  cstd-16  The 16th\n"
        "   2  cstd-26\n"
        "   3  any      Any session\n"
        "the call 'cstd-17' does not exist; use cstd-16\n"
    )


PARAM = click.Option(["--select"])


def test_completions_begin_with_what_is_typed(tmp_path, monkeypatch):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "cstd-99.yaml").touch()
    monkeypatch.chdir(tmp_path)
    ctx = click.Context(click.Command("x"))
    built_in = list(resources.names("schemas/calls", ".yaml"))
    assert complete.calls(ctx, PARAM, "") == sorted([*built_in, "cstd-99"])
    assert complete.calls(ctx, PARAM, "cstd-2") == ["cstd-26"]
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


def test_each_setting_has_its_default_and_its_variable(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for keys in config._SETTINGS.values():
        for _, variable in keys.values():
            if variable:
                monkeypatch.setenv(variable, "é")
    lines = run("config", "show").stdout.splitlines()[2:]
    assert [" ".join(each.split()) for each in lines] == [
        "",
        "[validate]",
        '# select = ["default"] # overridden by WSISC_VALIDATE_SELECT="é"',
        '# ignore = [] # overridden by WSISC_VALIDATE_IGNORE="é"',
        '# severity = {} # overridden by WSISC_VALIDATE_SEVERITY="é"',
        '# strict = false # overridden by WSISC_VALIDATE_STRICT="é"',
        '# draft = false # overridden by WSISC_VALIDATE_DRAFT="é"',
        '# last-year = "" # default',
        "",
        "[build]",
        '# formats = ["docx"] # overridden by WSISC_BUILD_FORMAT="é"',
        '# output = "" # overridden by WSISC_BUILD_OUTPUT="é"',
        "",
        "[collate]",
        '# title = "" # overridden by WSISC_COLLATE_TITLE="é"',
        '# language = "" # overridden by WSISC_COLLATE_LANGUAGE="é"',
    ]


@pytest.mark.parametrize(
    ("content", "of_stats", "of_recycled"),
    [
        (b"", True, False),
        (b" \n", True, False),
        (b"file,entity,place\n", True, False),
        (b"\xef\xbb\xbffile,entity,place\n", True, False),
        (b"a.yaml\n\npart words pages allowed sentences footnotes links reading ease\n", True, False),
        (b'{"version": 1, "submissions": []}', True, False),
        (b'{"version": 1, "submissions": [], "more": 1}', False, False),
        (b'{"version": 1, "compared_with": [], "submissions": []}', False, True),
        (b'["version", "submissions"]', False, False),
        (b"12", False, False),
        (b"a.yaml (MA): no repeated passages\n", False, True),
        (b"a.yaml: 3 of 4 words (75%) are repeated, most from b.yaml", False, True),
        (b"1,200 submissions, compared with one another\n", False, True),
        (b"1 submission, compared with 2 others", False, True),
        (b"notes\n1 submission, compared with 2 others", False, False),
        (b"words of a person", False, False),
    ],
)
def test_an_earlier_report_is_known_by_its_form(content, of_stats, of_recycled):
    assert stats._is_earlier_report(content) == of_stats
    assert recycled_report.is_earlier_report(content) == of_recycled


def test_what_is_built_from_is_watched():
    assert {".yaml", ".yml", ".toml", ".png", ".jpg", ".jpeg"} == watch._INPUT_ENDINGS


@pytest.mark.parametrize(
    ("words", "recycled", "shown"),
    [
        (1000, 0, "0%"),
        (1000, 4, "<1%"),
        (1000, 5, "<1%"),
        (1000, 6, "1%"),
        (1000, 996, ">99%"),
        (1000, 1000, "100%"),
        (0, 0, "0%"),
    ],
)
def test_a_little_is_not_nothing_and_almost_all_not_all(words, recycled, shown):
    assert recycled_report._format_percent(recycled_report.Share("", "All", words, recycled)) == shown


@pytest.mark.parametrize(
    ("name", "shown"), [("x" * 30, "x" * 30), ("x" * 31, "x" * 29 + "…"), ("中" * 16, "中" * 14 + "…")]
)
def test_a_long_name_is_cut(name, shown):
    assert recycled_report._truncate(name) == shown


def test_columns_of_a_table_are_aligned():
    assert tables.align([("a", "12", "x"), ("中文", "3", "")], "<><") == ["a     12  x", "中文   3"]


@pytest.mark.parametrize(
    ("option", "environment", "wanted"),
    [
        ("always", {"NO_COLOR": "1"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "0"}, None),
        ("auto", {"FORCE_COLOR": ""}, None),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {}, None),
    ],
)
def test_whether_output_is_coloured(monkeypatch, option, environment, wanted):
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert messages.wants_color(option) is wanted


def test_standard_output_has_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("extract", "nowhere.docx", "-o", "-", "--with-call")
    assert (done.code, "--with-call requires -o FILE" in done.stderr, Path("-").exists()) == (2, True, False)
