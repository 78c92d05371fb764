"""`wsisc config show` prints the settings that hold, and where each comes from."""

import re
import tomllib

from tests.conftest import ROOT, as_yaml, minimal, wsisc
from wsisc.workspace import settings

SETTINGS = """\
[validate]
draft = true
select = ["default", "un-style"]
severity = {spelling = "info"}
last-year = "../2021 \\"x\\""

[build]
output = "out"

[collate]
title = "Contributions é"
"""


def test_the_settings_of_a_folder_are_printed_as_toml(tmp_path):
    (tmp_path / "wsisc.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "2022").mkdir()
    (tmp_path / "2022" / "a.yaml").write_bytes(as_yaml(minimal()))
    for place in (".", "2022", "2022/a.yaml"):
        printed = wsisc("config", "show", place, cwd=tmp_path).stdout.decode()
        assert tomllib.loads(printed) == tomllib.loads(SETTINGS)
        assert printed.startswith(f"# settings of {tmp_path / 'wsisc.toml'}\n")
        assert '# formats = ["docx"]                     # default\n' in printed
    printed = wsisc(
        "config", "show", cwd=tmp_path, WSISC_BUILD_OUTPUT="other", WSISC_VALIDATE_STRICT="1"
    ).stdout.decode()
    assert 'overridden by WSISC_BUILD_OUTPUT="other"' in printed
    assert 'overridden by WSISC_VALIDATE_STRICT="1"' in printed


def test_without_a_settings_file_all_are_defaults(tmp_path):
    printed = wsisc("config", "show", cwd=tmp_path).stdout.decode()
    assert printed.startswith("# no wsisc.toml")
    assert tomllib.loads(printed) == {"validate": {}, "build": {}, "collate": {}}


def test_the_calls_of_a_repository_are_named(tmp_path):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "own.yaml").write_bytes((ROOT / "schemas/calls/cstd-26.yaml").read_bytes())
    assert (
        f"# built-in calls and those of {tmp_path / 'calls'}" in wsisc("config", "show", cwd=tmp_path).stdout.decode()
    )


def test_what_cannot_be_used_is_wrong_usage(tmp_path):
    assert wsisc("config", "show", "nowhere", cwd=tmp_path).returncode == 2
    (tmp_path / "wsisc.toml").write_text("[validate]\ndraft = 1\n")
    done = wsisc("config", "show", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"draft must be true or false" in done.stderr
    (tmp_path / "wsisc.toml").write_text("[collate]\ntitel = 'x'\n")
    done = wsisc("config", "show", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"[collate] titel is unknown; use title" in done.stderr


def test_every_setting_is_shown(tmp_path):
    printed = wsisc("config", "show", cwd=tmp_path).stdout.decode()
    shown = tomllib.loads(re.sub("^# (?=[a-z-]+ = )", "", printed, flags=re.MULTILINE))
    known = {table: set(keys) for table, keys in settings.KEY_TYPES.items()}
    assert {table: set(keys) for table, keys in shown.items()} == known
