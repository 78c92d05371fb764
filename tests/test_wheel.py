"""A wheel, built and installed elsewhere, compiles the example: nothing is taken from the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

from tests.conftest import ROOT, SAMPLE, wsisc


def test_a_wheel_installed_elsewhere_compiles_the_example(tmp_path):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert {"wsisc/_data/schemas/calls/cstd-26.yaml", "wsisc/_data/templates/theme.yaml", "wsisc/py.typed"} <= names
        site = tmp_path / "elsewhere"
        venv.create(site, with_pip=False, symlinks=True)
        packages = next(site.glob("lib/python*/site-packages"))
        archive.extractall(packages)
    libraries = Path(pytest_location()).parent
    (packages / "libraries.pth").write_text(f"{libraries}\n")
    command = [site / "bin" / "python", "-m", "wsisc", "build", SAMPLE, "-o", tmp_path / "a.docx"]
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, env={"PATH": "", "HOME": str(tmp_path)}
    )
    assert done.returncode == 0, done.stderr
    where = [site / "bin" / "python", "-c", "import wsisc; print(wsisc.__file__)"]
    assert str(packages) in subprocess.run(where, cwd=tmp_path, capture_output=True, text=True).stdout
    assert (tmp_path / "a.docx").read_bytes() == wsisc("build", SAMPLE, "-o", "-").stdout


def pytest_location():
    import pytest

    return Path(pytest.__file__).parent
