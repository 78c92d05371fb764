"""What commands load and generate before they work is in a table: more needs a reason, less a lower table."""

import json
import os
import subprocess
import sys
import warnings

import pytest
import yaml

from tests.conftest import ROOT, SAMPLE, build
from tests.inprocess import UNSET
from wsisc import source
from wsisc.messages import resources

TABLE = ROOT / "tests" / "startup_counts.yaml"
QUESTIONNAIRE = ROOT / "tests" / "importer" / "foreign_files" / "questionnaire.docx"
COMMANDS = {
    "help": ["--help"],
    "validate": ["validate", str(SAMPLE)],
    "build": ["build", str(SAMPLE), "--format", "docx", "-o", "a.docx", "--no-cache"],
    "import": ["import", "sent.docx", "-o", "a.yaml"],
    "import-foreign": ["import", str(QUESTIONNAIRE), "--non-interactive", "-o", "-"],
}


def counted(command, folder):
    """Return what a command loads and generates."""
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "startup_counter.py", *COMMANDS[command]],
        cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder), "PYTHONHASHSEED": "0"}, capture_output=True, timeout=100,
    )  # fmt: skip
    return json.loads(done.stderr.splitlines()[-1])


@pytest.mark.filterwarnings("default::UserWarning")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_loads_and_generates_what_the_table_allows(command, tmp_path):
    if command == "import":
        (tmp_path / "sent.docx").write_bytes(build(source.read(SAMPLE.read_bytes(), "a.yaml").data))
    found, allowed = counted(command, tmp_path), yaml.safe_load(TABLE.read_text("utf-8"))[command]
    more = {name: count for name, count in found.items() if count > allowed[name]}
    assert more == {}, f"more than {TABLE.name} allows; load it where it is used, or raise the count with a reason"
    if found != allowed:
        warnings.warn(f"{command}: lower {TABLE.name} to {found}", stacklevel=1)


def test_a_resource_is_parsed_once():
    path = "templates/style/en/answers.yaml"
    assert resources.read_strings(path) is resources.read_strings(path)
