"""The installer of a bundle: what it refuses, and where it installs from any folder."""

import hashlib
import subprocess
import zipfile

import pytest

from tests.conftest import ROOT

RECORD = "wsisc-1.dist-info"
WHEEL = {
    "wsisc_program.py": "def main(): print('wsisc 1')\n",
    f"{RECORD}/METADATA": "Metadata-Version: 2.1\nName: wsisc\nVersion: 1\n",
    f"{RECORD}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    f"{RECORD}/entry_points.txt": "[console_scripts]\nwsisc = wsisc_program:main\n",
    f"{RECORD}/RECORD": "",
}


@pytest.fixture
def bundle(tmp_path):
    """An unpacked bundle with one small wheel, in a folder whose name a shell would split."""
    folder = tmp_path / "an 'unusual' bundle"
    (folder / "wheels").mkdir(parents=True)
    with zipfile.ZipFile(folder / "wheels" / "wsisc-1-py3-none-any.whl", "w") as archive:
        for name, text in WHEEL.items():
            archive.writestr(name, text)
    digest = hashlib.sha256((folder / "wheels" / "wsisc-1-py3-none-any.whl").read_bytes()).hexdigest()
    (folder / "requirements.txt").write_text(f"wsisc==1 --hash=sha256:{digest}\n")
    (folder / "install.sh").write_bytes((ROOT / "release" / "bundle" / "install.sh").read_bytes())
    return folder


def install(bundle, *words, **environment):
    home = {"HOME": str(bundle.parent / "home"), "PATH": "/usr/local/bin:/usr/bin:/bin", **environment}
    known = {name: value for name, value in home.items() if value is not None}
    command = ["sh", str(bundle / "install.sh"), *map(str, words)]
    return subprocess.run(command, cwd=bundle.parent, env=known, capture_output=True, text=True)


def test_another_environment_is_never_replaced(bundle):
    other = bundle.parent / "other"
    other.mkdir()
    for name in ("pyvenv.cfg", "work.py"):
        (other / name).write_text("x")
    done = install(bundle, "other")
    assert (done.returncode, sorted(path.name for path in other.iterdir())) == (1, ["pyvenv.cfg", "work.py"])
    assert "other exists and is not an installation of wsisc" in done.stderr


@pytest.mark.parametrize(("words", "home"), [(("--help",), "home"), (("-x",), "home"), ((), ""), ((), None)])
def test_wrong_usage_is_reported_before_anything_is_written(bundle, words, home):
    before = sorted(bundle.parent.rglob("*"))
    done = install(bundle, *words, HOME=home)
    assert (done.returncode, sorted(bundle.parent.rglob("*"))) == (2, before)
    assert ("usage: sh install.sh [FOLDER]" if words else "HOME: set it to your home folder") in done.stderr


@pytest.mark.slow
def test_a_relative_folder_and_settings_of_pip_do_no_harm(bundle):
    for _ in range(2):
        done = install(bundle, "our programs/wsisc", PIP_USER="1", PIP_INDEX_URL="https://index.invalid/")
        assert done.returncode == 0, done.stderr
    command = bundle.parent / "home" / ".local" / "bin" / "wsisc"
    assert command.resolve().parent == bundle.parent / "our programs" / "wsisc" / "bin"
    assert subprocess.run([command], capture_output=True, text=True, cwd="/").stdout == "wsisc 1\n"


@pytest.mark.slow
def test_after_a_failure_the_same_folder_can_be_used_again(bundle):
    requirements = (bundle / "requirements.txt").read_text()
    (bundle / "requirements.txt").write_text(requirements.replace("wsisc==1", "wsisc==2"))
    assert install(bundle).returncode != 0
    (bundle / "requirements.txt").write_text(requirements)
    assert install(bundle).returncode == 0
