"""Pairs of versions with every kind of change, in English, Arabic and Chinese."""

import shutil
from pathlib import Path

from tests.conftest import ROOT, as_yaml, minimal
from wsisc.api import compare_versions

FOLDER = Path(__file__).parent / "pairs"
LANGUAGES = ("english", "arabic", "chinese")


def copy_to(folder):
    """Copy the pairs into a folder, with the images of their figures."""
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, folder)
    shutil.copytree(ROOT / "tests" / "figures", folder / "figures")
    return folder


def compared(folder, old=None, new=None):
    """Return the comparison of two submissions, each described by its changes of the smallest one."""
    for name, changes in (("old", old), ("new", new)):
        (folder / f"{name}.yaml").write_bytes(as_yaml(minimal(changes)))
    return compare_versions(folder / "old.yaml", folder / "new.yaml")
