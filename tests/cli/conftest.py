"""What several tests of commands need: documents as wsisc builds them, and JSON that is as its schema says."""

import json

import pytest
from jsonschema import Draft202012Validator

from tests.conftest import FEATURES, ROOT, SAMPLE, wsisc

FORMATS = ["docx", "pdf", "html"]


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """Return a folder with the sample and the features in all formats that carry their source; tests only read it."""
    created = tmp_path_factory.mktemp("documents")
    formats = [argument for format in FORMATS for argument in ("--format", format)]
    done = wsisc("build", SAMPLE, FEATURES, *formats, "-o", created)
    assert done.returncode == 0, done.stderr.decode()
    return created


def load_schema(command):
    return json.loads((ROOT / "schemas" / f"{command}.schema.json").read_text("utf-8"))


def as_json(command, *paths, code=0, **more):
    """Return the JSON that a command prints, which must be as its schema documents it."""
    done = wsisc(command, *paths, "--output-format", "json", **more)
    assert done.returncode == code, done.stderr.decode()
    data = json.loads(done.stdout)
    assert list(Draft202012Validator(load_schema(command)).iter_errors(data)) == []
    return data
