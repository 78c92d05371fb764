"""One module holds the addresses of a release; everything that names one follows it."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests import word
from tests.conftest import MINIMAL, ROOT, as_yaml, minimal
from wsisc.messages import addresses

SITE, REPOSITORY = "https://wsisc.un.example.org/", "https://git.example.org/cstd/wsisc"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A folder with a copy of the program that was published, a submission, and a function that runs the program."""
    folder = tmp_path_factory.mktemp("release")
    shutil.copytree(ROOT / "wsisc", folder / "wsisc", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("schemas", "templates"):
        (folder / name).symlink_to(ROOT / name)
    module = folder / "wsisc" / "messages" / "addresses.py"
    text = module.read_text("utf-8").replace(addresses.PROJECT, SITE).replace(addresses.REPOSITORY, REPOSITORY)
    module.write_text(text, "utf-8")
    (folder / "a.yaml").write_bytes(as_yaml(MINIMAL))
    (folder / "wrong.yaml").write_bytes(as_yaml(minimal({"title": ""})))

    def run(*words, code=0):
        environment = os.environ | {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}
        command = [sys.executable, "-m", "wsisc", *words]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done.stdout

    return folder, run


@pytest.mark.slow
def test_reports_schemas_and_documents_name_the_published_addresses(release):
    folder, run = release
    for call in ("", "cstd-26"):
        schema = json.loads(run("schema", *filter(None, [call])))
        assert schema["$id"] == f"{SITE}schemas/1/{call or 'submission'}.schema.json"
    report = run("validate", "--output-format", "sarif", "wrong.yaml", code=1)
    driver = json.loads(report)["runs"][0]["tool"]["driver"]
    assert driver["informationUri"] == SITE
    assert {each["helpUri"] for each in driver["rules"]} == {f"{SITE}rules#{each['id']}" for each in driver["rules"]}
    run("build", "a.yaml", "-o", "a.docx")
    assert word.part((folder / "a.docx").read_bytes(), "customXml/item1.xml").tag == f"{{{SITE}source/1}}source"
    repository = folder / "ours"
    run("init", "ours", "--repo", "--entity", "The Office", "--call", "cstd-26", "--type", "other", "--non-interactive")
    files = [*repository.rglob("*.yml"), repository / ".pre-commit-config.yaml"]
    naming = {each.name for each in files if f"wsisc @ git+{REPOSITORY}@COMMIT" in each.read_text("utf-8")}
    assert naming == {"wsisc.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"}


@pytest.mark.slow
def test_what_was_published_elsewhere_is_read_and_renewed(release):
    folder, run = release
    shutil.copy(ROOT / "schemas" / "built" / "cstd-26.schema.json", folder / "built.json")
    run("schema", "cstd-26", "-o", "built.json")
    assert json.loads((folder / "built.json").read_text("utf-8"))["$id"].startswith(SITE)
    assert "the layout was not compared" in run("verify", str(ROOT / "tests" / "old" / "english.docx"), code=1)


def test_nothing_else_names_the_placeholder():
    host = addresses.PROJECT.split("/")[2].encode()
    tracked = (ROOT / "wsisc", ROOT / "schemas", ROOT / "templates", ROOT / "docs", ROOT / "examples", ROOT / "tests")
    files = [path for folder in tracked for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    naming = {
        path.relative_to(ROOT).as_posix()
        for path in (*files, *(path for path in ROOT.iterdir() if path.is_file()))
        if path.parent.name not in ("built", "old", "golden")
        and host in path.read_bytes()  # those were written by wsisc
    }
    assert naming == {"wsisc/messages/addresses.py"}
