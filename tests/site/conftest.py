"""The site of the fictional call's twelve submissions, made once."""

import pytest

from tests.conftest import ROOT, wsisc

COMPENDIUM = ROOT / "examples" / "compendium"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "made"
    done = wsisc("site", COMPENDIUM, "-o", folder)
    assert done.returncode == 1, done.stderr.decode()  # two of them have faults
    return folder
