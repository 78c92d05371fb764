"""The site of the fictional call's twelve submissions, built once."""

import pytest

from tests.conftest import ROOT, wsisc

COMPENDIUM = ROOT / "examples" / "compendium"


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "built"
    done = wsisc("site", COMPENDIUM, "-o", folder)
    assert done.returncode == 1, done.stderr.decode()  # two of them have faults
    return folder
