"""All judges of a submission, for all examples and a compendium in each built-in theme."""

import pytest

from tests import torture
from tests.conformance import test_npm_judges as npm
from tests.conformance import test_ooxml as ooxml
from tests.conformance import test_pdf as pdf
from tests.conftest import FEATURES, ROOT, SAMPLE, wsisc
from wsisc import theme

pytestmark = [pytest.mark.judge, pytest.mark.slow, pytest.mark.timeout(900)]
EXAMPLES = ROOT / "examples" / "compendium"
SOUND = [path for path in sorted(EXAMPLES.glob("*.yaml")) if path.stem != "loria"]  # which is there to be left out
RICHEST = ("features", "torture", "nakheel-libraries", "compendium")
FORMATS = ("docx", "pdf", "html")


@pytest.fixture(scope="module", params=[each for each in theme.names() if each != theme.DEFAULT])
def documents(request, tmp_path_factory):
    """The documents of all examples in a theme, and a compendium of those that have one."""
    folder = tmp_path_factory.mktemp(request.param)
    settings = folder / "wsisc.toml"
    settings.write_text(f'[build]\ntheme = "{request.param}"\n')
    sources = [SAMPLE, FEATURES, torture.write(folder), *SOUND]
    named = [argument for format in FORMATS for argument in ("--format", format)]
    done = wsisc("build", *sources, *named, "--config", settings, "--draft", "-o", f"{folder}/")
    assert done.returncode == 0, done.stderr.decode()
    for format in FORMATS:
        done = wsisc("collate", EXAMPLES, "--config", settings, "-o", folder / f"compendium.{format}")
        assert done.returncode in (0, 1), done.stderr.decode()  # a draft and a wrong one are left out
    return folder


def test_each_document_passes_its_judges(documents):
    files = {format: sorted(documents.glob(f"*.{format}")) for format in FORMATS}
    assert {len(each) for each in files.values()} == {len(SOUND) + 4}
    assert {name: found for name, found in pdf.verapdf(*files["pdf"]).items() if found != {"ua1": [], "3a": []}} == {}
    richest = [path for path in files["docx"] if path.stem in RICHEST]  # the others hold nothing that these do not
    assert len(richest) == len(RICHEST)
    assert [path.name for path in richest if npm.sdk(path)["errors"]] == []
    assert [path.name for path in richest if "Errors: 0" not in ooxml.audit(path).stdout] == []
    assert npm.nu(*files["html"]) == []
    assert {page: each["violations"] for page, each in npm.axe(files["html"]).items() if each["violations"]} == {}
