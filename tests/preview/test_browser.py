"""The preview in a real headless Chromium: edit, error, repair, reload, keyboard, other scripts, axe."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE
from tests.preview.client import preview

pytestmark = [pytest.mark.judge, pytest.mark.timeout(400)]
TOOLS = Path(os.environ.get("WSISC_JUDGES", ROOT / ".tools"))
SCRIPT = ROOT / "tests" / "preview" / "browser.cjs"


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    file = tmp_path_factory.mktemp("preview") / "sample.yaml"
    file.write_bytes(SAMPLE.read_bytes())
    with preview(file) as running:
        command = ["node", SCRIPT, TOOLS, os.environ.get("CHROMIUM", "/usr/bin/chromium"), running.address, file]
        done = subprocess.run(command, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return {**json.loads(done.stdout), "file": str(file)}


def test_changes_are_on_their_tab_and_the_reader_stays(tmp_path):
    file = tmp_path / "sample.yaml"
    file.write_bytes(SAMPLE.read_bytes())
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@b.example")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "First")):
        subprocess.run((*git, *words), cwd=tmp_path, check=True)
    with preview(file, "--changes") as running:
        script = SCRIPT.with_name("changes.cjs")
        command = ["node", script, TOOLS, os.environ.get("CHROMIUM", "/usr/bin/chromium"), running.address, file]
        done = subprocess.run(command, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert found["complaints"] == []
    assert found["tab"] == "tab-changes"
    assert found["ground"] not in ("", "rgba(0, 0, 0, 0)")
    assert found["top"] == 120
    assert len(found["axe"]) == 8
    for name, result in found["axe"].items():
        assert result["violations"] == [], name
        assert result["passes"] > 10, name
        assert result["overflow"] == 0, name


def test_no_script_fails_and_nothing_is_requested_from_others(seen):
    assert seen["complaints"] == []


def test_an_edit_shows_and_the_reader_stays(seen):
    assert seen["places"] > 50
    assert seen["moved"] <= 2
    assert seen["line"] == seen["shown"] == "27"


def test_an_error_leaves_the_page_and_leads_to_its_paragraph(seen):
    assert seen["stays"]
    assert "1 error" in seen["told"]
    assert "the last good one" in seen["told"]
    assert '"missing"' in seen["problem"]
    assert "reporting period" in seen["pointed"]
    assert seen["copied"] == f"{seen['file']}:27:14"


def test_a_repair_and_a_reload_show_the_file_as_it_is(seen):
    assert seen["repaired"]
    assert seen["reloaded"]


def test_places_are_reached_and_copied_by_keyboard(seen):
    assert seen["second"] == f"{seen['file']}:16"


def test_printed_pages_are_on_their_tab(seen):
    assert seen["sheets"] == [f"Page {number} of 7" for number in range(1, 8)]
    assert seen["isAway"] == "none"


def test_html_is_text(seen):
    assert seen["evil"]
    assert seen["foreign"] == 0


def test_the_margin_is_apart_from_words_of_other_directions(seen):
    assert seen["isolated"]
    assert seen["side"]


def test_axe_finds_no_violation_light_dark_wide_and_narrow(seen):
    assert len(seen["axe"]) == 24
    for name, result in seen["axe"].items():
        assert result["violations"] == [], name
        assert result["passes"] > 10, name
        assert result["overflow"] == 0, name
