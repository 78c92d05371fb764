"""What to do about a call that is not known: the command in the hint works."""

import re
import shlex

from tests.conftest import as_yaml, minimal, wsisc
from wsisc import pipeline, source


def test_the_command_in_the_hint_creates_the_call(tmp_path):
    content = as_yaml(minimal({"call": "cstd-27"}))
    (tmp_path / "a.yaml").write_bytes(content)
    [found] = pipeline.check(source.read(content, "a.yaml")).diagnostics
    assert found.code == "unknown-call"
    command = re.search("wsisc (calls new .*)", found.hint)[1]
    assert wsisc(*shlex.split(command), cwd=tmp_path).returncode == 0
    assert b"unknown-call" not in wsisc("validate", "a.yaml", cwd=tmp_path).stderr
