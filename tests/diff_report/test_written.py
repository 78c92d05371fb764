"""What `wsisc diff` writes of pairs with every kind of change, to the letter."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import ROOT, wsisc
from tests.diff_report import pairs

SCHEMA = json.loads((ROOT / "schemas" / "diff.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return pairs.copy_to(tmp_path_factory.mktemp("pairs"))


def written(folder, language, *options):
    done = wsisc("diff", f"{language}-old.yaml", f"{language}-new.yaml", *options, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@pytest.mark.parametrize("language", pairs.LANGUAGES)
def test_the_text(golden, folder, language):
    golden(f"diff-{language}.txt", written(folder, language, "--summary"))


@pytest.mark.parametrize("language", pairs.LANGUAGES)
def test_the_json_is_as_documented(golden, folder, language):
    text = written(folder, language, "--format", "json")
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(text))) == []
    golden(f"diff-{language}.json", text)


@pytest.mark.parametrize("language", pairs.LANGUAGES)
def test_the_page(golden, folder, language):
    page = written(folder, language, "--format", "html", "-o", "-", "--summary")
    page = re.sub(r"<style>.*?</style>|<!-- wsisc checksum .*", "", page, flags=re.DOTALL)
    page = re.sub(r"(data:image/\w+;base64,)[^\"]+", r"\1", page)
    golden(f"diff-{language}.html", re.sub(r"\n{2,}", "\n", page))
