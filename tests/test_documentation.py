"""The pages for readers: every link leads to a file, and to a heading in it; the forms for issues are valid."""

import itertools
import json
import re
import subprocess
import sys

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT, wsisc

PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "examples" / "compendium" / "README.md"]


def tokens(text: str) -> list[Token]:
    return [
        each
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text)
        for each in [token, *(token.children or [])]
    ]


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as GitHub and GitLab name them."""
    parsed = tokens(text)
    headings = [each.content for before, each in itertools.pairwise(parsed) if before.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


def test_the_example_of_the_first_page_has_nothing_to_correct_but_missing_parts():
    [example] = re.findall(r"```yaml\n(wsisc: 1\n.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    found = wsisc("validate", "--output-format", "json", "-", stdin=example.encode()).stdout
    codes = {each["code"] for each in json.loads(found)["diagnostics"]}
    assert codes <= {"missing-part", "part-length", "unanswered-prompt"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_and_headings(page):
    text = page.read_text("utf-8")
    for token in tokens(text):
        target = token.attrGet("href") or token.attrGet("src")
        if not target or re.match(r"(https?|mailto):", target):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file.read_text("utf-8")), target


@pytest.mark.slow
@pytest.mark.parametrize(("schema", "file"), [("forms", "bug"), ("forms", "feature"), ("config", "config")])
def test_the_forms_for_issues_are_valid(schema, file):
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / f"{file}.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.github-issue-{schema}", path]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
