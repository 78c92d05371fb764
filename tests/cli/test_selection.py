"""Which rules run and what they weigh: options of the command line, and wsisc.toml."""

import pytest

from tests.conftest import as_yaml, minimal, wsisc

TEXT = minimal({"parts": {"one": {"text": "This is UNESCO's aim."}}, "links": {"unused": "https://example.org/"}})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(TEXT))
    return tmp_path


def found(folder, *options, code=0):
    done = wsisc("validate", *options, "--output-format", "concise", "a.yaml", cwd=folder)
    assert done.returncode == code, done.stderr.decode()
    return [line.split(": ")[1].split(" ")[0] for line in done.stdout.decode().splitlines()]


def refused(folder, *options):
    done = wsisc("validate", *options, "a.yaml", cwd=folder)
    assert done.returncode == 2
    return done.stderr.decode()


def test_select_replaces_the_default_set_but_what_a_build_needs_always_runs(folder):
    chosen = ["warning[unused-link]", "warning[possessive-acronym]"]
    assert sorted(found(folder, "--select", "possessive-acronym")) == sorted(chosen)
    assert sorted(found(folder, "--select", "emphasis,possessive-acronym")) == sorted(chosen)
    assert sorted(found(folder, "--select", "emphasis", "--select", "possessive-acronym")) == sorted(chosen)
    assert found(folder, "--select", "emphasis") == ["warning[unused-link]"]
    assert "warning[possessive-acronym]" not in found(folder)
    assert "warning[possessive-acronym]" in found(folder, "--select", "default,un-style")
    assert "warning[possessive-acronym]" in found(folder, "--select", "all")


def test_ignore_leaves_rules_out(folder):
    assert found(folder, "--select", "un-style", "--ignore", "un-style") == ["warning[unused-link]"]
    assert "warning[possessive-acronym]" not in found(folder, "--select", "un-style", "--ignore", "possessive-acronym")


def test_unknown_names_are_wrong_usage_and_get_the_nearest(folder):
    assert "use possessive-acronym" in refused(folder, "--select", "posessive-acronym")
    assert "use un-style" in refused(folder, "--select", "unstyle")
    assert "use facts" in refused(folder, "--ignore", "fact")
    assert "error, warning or info" in refused(folder, "--severity", "emphasis=fatal")
    assert "use emphasis" in refused(folder, "--severity", "emphases=info")
    assert "un-style is a group" in refused(folder, "--severity", "un-style=info")
    for option in ("--select", "--ignore"):
        for name in ("form", "missing-property", "lost-words"):
            assert "a problem of form" in refused(folder, option, name)


@pytest.mark.parametrize("name", ["structure", "references", "undefined-link", "missing-alternative", "all", "default"])
def test_what_a_build_needs_cannot_be_ignored_or_lowered(folder, name):
    assert "cannot be ignored" in refused(folder, "--ignore", name)
    if "-" in name:
        assert "cannot be changed" in refused(folder, "--severity", f"{name}=info")


def test_a_severity_can_be_raised_and_lowered(folder):
    chosen = ["--select", "possessive-acronym", "--severity"]
    assert "error[possessive-acronym]" in found(folder, *chosen, "possessive-acronym=error", code=1)
    assert "info[possessive-acronym]" in found(
        folder, *chosen, "possessive-acronym=info", "--severity", "emphasis=info"
    )


def test_strict_lets_warnings_fail_but_no_infos(folder):
    assert found(folder, "--select", "possessive-acronym", "--strict", code=1)
    (folder / "a.yaml").write_bytes(
        as_yaml({**TEXT, "links": {}, "footnotes": {}}).replace(b"links: {}\nfootnotes: {}\n", b"")
    )
    chosen = ["--select", "possessive-acronym", "--severity", "possessive-acronym=info", "--strict"]
    assert found(folder, *chosen) == ["info[possessive-acronym]"]


def test_in_a_draft_an_empty_part_is_a_warning(folder):
    data = minimal()
    del data["parts"]["one"]
    (folder / "a.yaml").write_bytes(as_yaml(data))
    assert found(folder, "--select", "emphasis", code=1) == ["error[missing-part]"]
    assert found(folder, "--select", "emphasis", "--draft") == ["warning[missing-part]"]


SETTINGS = """
[validate]
select = ["un-style"]
ignore = ["emphasis"]
strict = true
[validate.severity]
possessive-acronym = "error"
"""


def test_a_repository_chooses_for_all_its_files(folder):
    (folder / "wsisc.toml").write_text(SETTINGS)
    assert "error[possessive-acronym]" in found(folder, code=1)
    (folder / "below").mkdir()
    (folder / "below" / "a.yaml").write_bytes((folder / "a.yaml").read_bytes())
    assert "error[possessive-acronym]" in found(folder / "below", code=1)
    (folder / "below" / ".git").mkdir()
    assert "error[possessive-acronym]" not in found(folder / "below")


def test_options_win_over_the_repositorys_choice(folder):
    (folder / "wsisc.toml").write_text(SETTINGS)
    assert found(folder, "--select", "emphasis", "--ignore", "spelling", code=1) == ["warning[unused-link]"]


def test_options_can_override_all_that_the_repository_chose(folder):
    (folder / "wsisc.toml").write_text(SETTINGS.replace('["emphasis"]', '["un-style"]') + '[collate]\ntitle = "All"\n')
    assert found(folder, code=1) == ["warning[unused-link]"]
    assert "error[possessive-acronym]" in found(folder, "--ignore", "", code=1)
    assert found(folder, "--no-strict") == ["warning[unused-link]"]
    back = ("--ignore", "", "--no-strict", "--severity", "possessive-acronym=info")
    assert "info[possessive-acronym]" in found(folder, *back)
    assert "warning[possessive-acronym]" not in found(folder, "--select", "default", "--no-strict")


def test_a_draft_of_the_repository_can_be_checked_as_what_will_be_sent(folder):
    data = minimal()
    del data["parts"]["one"]
    (folder / "a.yaml").write_bytes(as_yaml(data))
    (folder / "wsisc.toml").write_text("[validate]\ndraft = true\nselect = ['emphasis']\n")
    assert found(folder) == ["warning[missing-part]"]
    assert found(folder, "--no-draft", code=1) == ["error[missing-part]"]


def test_what_a_build_needs_runs_whatever_is_chosen(folder):
    (folder / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": "See [a][b] <b>."}}, "more": 1})))
    needed = ["error[unexpected-property]", "error[undefined-link]", "error[raw-html]"]
    assert sorted(found(folder, "--select", "emphasis", "--ignore", "facts", code=1)) == sorted(needed)


def test_settings_saved_with_a_byte_order_mark_are_read(folder):
    (folder / "wsisc.toml").write_text(SETTINGS, "utf-8-sig")
    assert "error[possessive-acronym]" in found(folder, code=1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[validate", "TOML"),
        ("[validat]", "use validate"),
        ("[validate]\nselct = []", "use select"),
        ('[validate]\nselect = "all"', '["default", "un-style"]'),
        ("[validate]\nselect = [1]", '["default", "un-style"]'),
        ('[validate]\nselect = ["unstyle"]', "use un-style"),
        ('[validate]\nignore = ["structure"]', "cannot be ignored"),
        ('[validate]\nstrict = "yes"', "true or false"),
        ('[validate.severity]\nspelling = "fatal"', "error, warning, info"),
        ("validate = 1", "[validate]"),
        ("[[validate]]", "write [validate]"),
        ("collate = 1", "write [collate]"),
        ("select = ['all']", "[validate]"),
        ("[Validate]", "use validate"),
        ("[tool.wsisc]", "validate, build, collate"),
        ("[validate]\nstrict = true\nstrict = false", "TOML"),
        ('[validate]\nseverity = "info"', "write [validate.severity]"),
        ('[validate.severity]\nspeling = "info"', "use spelling"),
        ('[validate.severity]\nundefined-link = "info"', "cannot be changed"),
        ('[validate.severity]\nfacts = "info"', "is a group"),
        ('[build]\nformats = "docx"', '["docx", "pdf"]'),
        ("[build]\noutput = 1", "[build] output"),
        ('[build]\noutput = "a\\u0000b"', "control character"),
        ('[validate]\nlast-year = "a\\u001b[31mb"', "control character"),
        (f"[validate]\n{'a.' * 20_000}a = 1", "full stops"),
        (f"[collate]\nx = {'[' * 5_000}{']' * 5_000}", "brackets"),
        (f"[collate]\nx = {'1' * 10_000}", "number"),
        ("#" * 100_001, "characters"),
    ],
)
def test_settings_that_cannot_be_used_are_wrong_usage(folder, text, reason):
    (folder / "wsisc.toml").write_text(text)
    output = refused(folder)
    assert reason in output
    assert "wsisc.toml" in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 5000, "x = " + "{a=" * 5000, "[collate]\nx = " + "1" * 10_000],
    ids=["list", "table", "integer"],
)
def test_settings_that_no_reader_can_hold_are_wrong_usage(text, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    (tmp_path / "wsisc.toml").write_text(text)
    done = wsisc("validate", "a.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert b"wsisc.toml" in done.stderr
    assert b"internal error" not in done.stderr
    assert len(done.stderr) < 2000
